package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// periodRow is a row whose label is a period and nothing else: "Quarter 1", "Tháng 6",
// "Year 2014".
type periodRow struct {
	at     place
	period schema.Period
	total  bool // the row of the whole: a year above its months
}

// addPeriods lists the rows of a table that are periods, and reports whether it has
// any: they are found in the prose by what they mean, however it is written.
func (x *lexicon) addPeriods(t int, table *schema.Table) {
	for r := range table.Rows {
		row := &table.Rows[r]
		switch row.Kind {
		case schema.UnitRow, schema.SubtotalRow, schema.TotalRow:
		default:
			continue
		}
		if p, ok := x.periodLabel(row.Label); ok {
			x.periods = append(x.periods, periodRow{place{t, r}, p, row.Kind == schema.TotalRow})
			x.dated[place{t, r}] = true
		}
	}
}

// periodLabel reads a label that is a period and nothing else.
func (x *lexicon) periodLabel(label string) (schema.Period, bool) {
	nums := number.Scan(label, number.MarksFor(x.pack.Decimal))
	toks := x.vocab.tokenize(label, nums)
	x.mark(toks)
	value := func(t *token) int { return wholeOf(t, nums) }
	for i := range toks {
		t := &toks[i]
		switch {
		case t.kind == num && value(t) == 0:
			return schema.Period{}, false
		case t.kind == word && !x.periodWord(t) && t.cat&lang.Stop == 0:
			return schema.Period{}, false
		case t.is('%'):
			return schema.Period{}, false
		}
	}
	p := x.periodIn(toks, value)
	return p, !p.IsZero()
}

// wholeOf is the whole number that a token of a text stands for, 0 for none.
func wholeOf(t *token, nums []number.Token) int {
	if t.kind != num || !nums[t.id].OK || nums[t.id].Number.Value.Places != 0 || nums[t.id].Number.Value.Coef > 9999 {
		return 0
	}
	return int(nums[t.id].Number.Value.Coef)
}

// periodWord reports whether a word belongs to the name of a period.
func (x *lexicon) periodWord(t *token) bool {
	f := x.vocab.fact(t.id)
	return t.cat&(lang.Month|lang.Quarter|lang.Year|lang.Day) != 0 || x.monthNamed(t) > 0 || f.ordinal > 0 || f.roman
}

// monthNamed is the number of the month that a word names, 0 for none.
func (x *lexicon) monthNamed(t *token) int {
	if t.kind != word || !t.upper {
		return 0
	}
	return x.vocab.fact(t.id).month
}

// periodNames adds the mentions of rows that are periods: "in the third quarter",
// "tháng 6". The ordinal alone goes on where a quarter was named before it: "the second
// quarter … and the third". Where units are named, a year is the time and not the row.
func (r *reader) periodNames(b *block) {
	if len(r.lex.periods) == 0 {
		return
	}
	b.names = slices.DeleteFunc(b.names, r.lex.dates) // found here by what they mean
	var found []mention
	last := schema.Period{}
	for i := 0; i < len(b.toks); i++ {
		if b.toks[i].is('.') {
			last = schema.Period{}
		}
		p, end := r.periodAt(b, i, last)
		if end == 0 {
			continue
		}
		last = p
		if rows, total := r.rowsOfPeriod(p); len(rows) > 0 && !(total && r.aside(b, i)) {
			found = append(found, mention{first: i, end: end, rows: rows, period: true})
		}
		i = end - 1
	}
	if len(found) == 0 {
		return
	}
	var out []mention
	next := 0
	for _, m := range b.names {
		for next < len(found) && found[next].end <= m.first {
			out = append(out, found[next])
			next++
		}
		for next < len(found) && found[next].first < m.end {
			next++ // a name that holds a period is the longer one
		}
		out = append(out, m)
	}
	b.names = append(out, found[next:]...)
}

// dates reports whether a name is one of periods only.
func (x *lexicon) dates(m mention) bool {
	for _, p := range m.rows {
		if !x.dated[p] {
			return false
		}
	}
	return !m.whole && len(m.rows) > 0
}

// aside reports whether a year at token i only dates its sentence: another name of a
// row stands in it.
func (r *reader) aside(b *block, i int) bool {
	for _, s := range b.sentences {
		if i < s[0] || i >= s[1] {
			continue
		}
		for k := range b.names {
			if m := &b.names[k]; m.first >= s[0] && m.end <= s[1] && !m.whole {
				return true
			}
		}
		for k := s[0]; k < s[1]; k++ {
			if p, end := r.periodAt(b, k, schema.Period{}); end > 0 && (p.Month > 0 || p.Quarter > 0) && k != i {
				return true
			}
		}
	}
	return false
}

// periodAt reads the period that begins at token i: its fields and the token behind it;
// end is 0 when none begins there. last is the period named before, for "the third".
func (r *reader) periodAt(b *block, i int, last schema.Period) (p schema.Period, end int) {
	toks := b.toks
	t := &toks[i]
	ordinal := 0
	if t.kind == word {
		ordinal = r.lex.vocab.fact(t.id).ordinal
	}
	switch next := i + 1; {
	case ordinal > 0 && next < len(toks) && toks[next].kind == word && toks[next].cat&lang.Quarter != 0 && ordinal <= 4:
		p.Quarter, end = ordinal, next+1
	case ordinal > 0 && ordinal <= 4 && last.Quarter > 0 && i > 0 && toks[i-1].kind == word && toks[i-1].cat&lang.Plural != 0 && (next >= len(toks) || toks[next].kind != word || toks[next].cat&(lang.And|lang.Stop) != 0):
		p.Quarter, end = ordinal, next
	case t.kind == word && t.cat&lang.Quarter != 0 && next < len(toks):
		n := 0
		switch {
		case toks[next].kind == num:
			n = r.numberAt(&toks[next])
		case toks[next].kind == word:
			n = romanValue(r.lex.vocab.spelling(toks[next].id))
		}
		if n >= 1 && n <= 4 {
			p.Quarter, end = n, next+1
		}
	case r.lex.monthNamed(t) > 0:
		p.Month = r.lex.monthNamed(t)
		p.From, end = p.Month, next
	case t.kind == word && t.cat&lang.Month != 0 && next < len(toks) && toks[next].kind == num:
		if n := r.numberAt(&toks[next]); n >= 1 && n <= 12 && !(i > 0 && toks[i-1].kind == num) {
			p.Month, p.From, end = n, n, next+1
		}
	}
	return r.yearBehind(b, i, p, end)
}

// yearBehind takes up the year that ends a period, "March 2014", "quý 2/2014", or that
// is one by itself.
func (r *reader) yearBehind(b *block, i int, p schema.Period, end int) (schema.Period, int) {
	toks := b.toks
	k := end
	if end == 0 {
		k = i
	}
	for k < len(toks) && (end > 0 && (toks[k].is('/') || toks[k].is(',')) || toks[k].kind == word && toks[k].cat&(lang.Year|lang.FractionOf) != 0) {
		k++
	}
	if k < len(toks) && toks[k].kind == num && toks[k].end-toks[k].start == 4 && (r.figures[toks[k].id].Verdict != schema.NotClaim || r.figures[toks[k].id].Role == schema.RoleDate) {
		if y := r.numberAt(&toks[k]); y >= 1900 && y <= 2100 {
			p.Year = y
			return p, k + 1
		}
	}
	return p, end
}

// rowsOfPeriod lists the rows that are a period; total says that they are the whole of
// their tables.
func (r *reader) rowsOfPeriod(p schema.Period) (rows []place, total bool) {
	total = true
	for _, o := range r.lex.periods {
		q := o.period
		if p.Quarter == q.Quarter && p.Month == q.Month && p.From == q.From && (p.Year == q.Year || p.Year == 0 || q.Year == 0 && (p.Quarter > 0 || p.Month > 0)) {
			rows = append(rows, o.at)
			total = total && o.total
		}
	}
	return rows, total
}
