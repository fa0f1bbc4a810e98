package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// unsaidPast is the weight of a column of a year before where nothing dates the figure.
const unsaidPast = 0.45

// findPast marks the columns that tell of a year before the one that their table is
// about: "Thực hiện năm 2023" beside "Thực hiện" in a table of 2024. Words that name no
// time do not mean them.
func (r *reader) findPast() {
	for i := range r.lex.columns {
		c := &r.lex.columns[i]
		c.past = c.period.Year > 0 && c.period.Year < r.yearOf(c)
		c.onePart = r.onePart(c)
	}
}

// onePart reports whether a column is of a part of a year, and so are, of the same part,
// all columns of its name: "9 tháng năm 2023" beside "9 tháng năm 2024". The part need
// not be said then.
func (r *reader) onePart(c *column) bool {
	if c.period.Month == 0 && c.period.Quarter == 0 {
		return false
	}
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table == c.table && o.percent == c.percent && !o.plan && !o.moves && slices.Equal(o.words, c.words) && !samePart(o.period, c.period) {
			return false
		}
	}
	return r.main.Month == 0 && r.main.Quarter == 0 || samePart(r.main, c.period)
}

// samePart reports whether two periods are the same part of their years.
func samePart(a, b schema.Period) bool {
	return a.Month == b.Month && a.From == b.From && a.Quarter == b.Quarter
}

// yearOf is the year that the amounts or the percentages of a table are about, as far as
// a column beside c that is no plan, its title or the report says: 0 when nothing does.
func (r *reader) yearOf(c *column) int {
	year, undated := 0, false
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table != c.table || o.percent != c.percent || o.plan {
			continue
		}
		year = max(year, o.period.Year)
		undated = undated || o.period.Year == 0
	}
	if undated { // an undated column is of the year of its table
		t := r.rep.Tables[c.table]
		for _, y := range []int{t.Period.Year, r.lex.textPeriod(t.Title).Year, r.main.Year} {
			if y > 0 {
				return max(year, y)
			}
		}
	}
	return year
}

// timeless reports whether nothing before a figure dates it: no year in its sentence, no
// word for another period in its phrase, and no year in the sentence before, which a
// sentence may go on with.
func (r *reader) timeless(b *block, s [2]int, from, tok int, said schema.Period) bool {
	if said.Year > 0 {
		return false
	}
	for k := from; k < tok; k++ {
		if b.toks[k].kind == word && b.toks[k].cat&lang.Period != 0 {
			return false
		}
	}
	if r.phraseBefore(b, tok)&lang.From != 0 {
		return false // "fell from 450 tonnes": of the time before
	}
	for k := s[0] - 1; k >= 0; k-- {
		t := &b.toks[k]
		if t.kind == num && r.figures[t.id].Role == schema.RoleDate && r.numberAt(t) >= 1900 && r.numberAt(t) < r.main.Year {
			return false
		}
	}
	return true
}

// datingWords are the tokens between two that may date a figure behind them: not those
// that say what another figure is held against, "tăng 5,98% so với tháng 5", and none of a
// bracket that is closed.
func (r *reader) datingWords(b *block, from, to int) []token {
	against := -1
	for k := from; k < to; k++ {
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Against|lang.Period) != 0 && r.tellsBefore(b, from, k) {
			against = k
			break
		}
	}
	if against < 0 {
		return b.toks[from:to]
	}
	var out []token
	skip := false
	for k := from; k < to; k++ {
		t := &b.toks[k]
		switch {
		case t.kind == word && t.cat&(lang.Against|lang.Period) != 0 && r.tellsBefore(b, from, k):
			skip = true
		case t.kind == punct && !t.is('/') && !t.is('-'), t.kind == word && t.cat&lang.And != 0, t.kind == num && r.figures[t.id].Role != schema.RoleDate:
			skip = false
		}
		if !skip {
			out = append(out, *t)
		}
	}
	return out
}

// tellsBefore reports whether a figure that is no date stands among the words right before
// token k, so that what is said at k belongs to it.
func (r *reader) tellsBefore(b *block, from, k int) bool {
	for n := k - 1; n >= from && n >= k-6; n-- {
		if t := &b.toks[n]; t.kind == num {
			return r.figures[t.id].Role != schema.RoleDate
		} else if t.kind == punct && !t.is('%') {
			return false
		}
	}
	return false
}

// partElsewhere reports whether another column of the table is of the very part of the year
// that is said, and this one is not.
func (r *reader) partElsewhere(said schema.Period, col *column) bool {
	if said.Month == 0 && said.Quarter == 0 || samePart(said, col.period) {
		return false
	}
	for i := range r.lex.columns {
		if o := &r.lex.columns[i]; o.table == col.table && samePart(said, o.period) {
			return true
		}
	}
	return false
}

// ofAnotherTime reports whether a figure that nothing dates agrees, by the arithmetic that
// contradicts it, with a column of another part of the year: it may be told of that.
func (r *reader) ofAnotherTime(q *query, list []hypothesis, h *hypothesis) bool {
	if p := q.bd.period; p.Month > 0 || p.Quarter > 0 || len(significantDigits(q.f)) < 3 {
		return false
	}
	c := &r.lex.columns[h.col]
	for i := range list {
		o := &r.lex.columns[list[i].col]
		if list[i].f.Form == h.f.Form && o.table == c.table && !o.past && !o.plan && !samePart(o.period, c.period) && r.worked(q, &list[i]) && list[i].fit.Ties() {
			return true
		}
	}
	return false
}
