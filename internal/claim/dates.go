package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// date recognises parts of dates and periods.
func (r *reader) date(b *block, i int) bool {
	toks := b.toks
	n := func(k int) (int64, bool) { // the whole number at token k
		if k < 0 || k >= len(toks) || toks[k].kind != num {
			return 0, false
		}
		f := &r.figures[toks[k].id]
		if !f.Numeric || f.Number.Percent || f.Number.Value.Places != 0 || f.Number.Value.Coef < 0 {
			return 0, false
		}
		return f.Number.Value.Coef, true
	}
	sep := func(k int) bool {
		return k < len(toks) && (toks[k].is('/') || toks[k].is('-') || toks[k].is('.')) && toks[k].start == toks[k-1].end && k+1 < len(toks) && toks[k+1].start == toks[k].end
	}
	year := func(v int64, k int) bool { return v >= 1900 && v <= 2100 && toks[k].end-toks[k].start == 4 }
	f := &r.figures[toks[i].id]
	if r.lettered(b, i) {
		return true
	}
	if !f.Numeric { // 30.6.2023
		if d, m, y, ok := dotted(f.Text); ok && d <= 31 && m <= 12 && y >= 1900 && y <= 2100 {
			r.set(b, i, schema.RoleDate)
			return true
		}
		return false
	}
	a, ok := n(i)
	if !ok {
		return false
	}
	before := r.phraseBefore(b, i)
	// d/m/y and d-m-y
	if sep(i + 1) {
		if m, ok := n(i + 2); ok && sep(i+3) && year(a, i) && m >= 1 && m <= 12 { // 2023-06-30
			if d, ok := n(i + 4); ok && d >= 1 && d <= 31 {
				r.set(b, i, schema.RoleDate)
				r.set(b, i+2, schema.RoleDate)
				r.set(b, i+4, schema.RoleDate)
				return true
			}
		}
		if y, ok := n(i + 2); ok && year(a, i) && toks[i+2].end-toks[i+2].start == 2 && !letterFollows(toks, i+2) && (y == (a+1)%100 || toks[i+1].is('-') && y > a%100) { // 2014/15, 1985-99
			r.set(b, i, schema.RoleDate)
			r.set(b, i+2, schema.RoleDate)
			return true
		}
		if m, ok := n(i + 2); ok && sep(i+3) && !toks[i+3].is('.') {
			if y, ok := n(i + 4); ok && a <= 31 && m <= 12 && (year(y, i+4) || y < 100 && toks[i+4].end-toks[i+4].start == 2) {
				r.set(b, i, schema.RoleDate)
				r.set(b, i+2, schema.RoleDate)
				r.set(b, i+4, schema.RoleDate)
				return true
			}
		}
		if y, ok := n(i + 2); ok && !toks[i+1].is('.') {
			// m/y, and the years of a span
			if year(y, i+2) && (a <= 12 || year(a, i)) && !letterFollows(toks, i+2) {
				r.set(b, i, schema.RoleDate)
				r.set(b, i+2, schema.RoleDate)
				return true
			}
			// d/m without a year: after a word of day, or with a leading nought
			short := a >= 1 && a <= 31 && y >= 1 && y <= 12
			padded := toks[i+2].end-toks[i+2].start == 2 && y < 10 || toks[i].end-toks[i].start == 2 && a < 10
			if short && toks[i+1].is('/') && (before&lang.Day != 0 || padded && r.phraseAfter(b, i+2)&lang.Noun == 0) && !letterFollows(toks, i+2) {
				r.set(b, i, schema.RoleDate)
				r.set(b, i+2, schema.RoleDate)
				return true
			}
		}
	}
	switch {
	case before&lang.Year != 0 && a >= 1900 && a <= 2100,
		before&(lang.Month) != 0 && a >= 1 && a <= 12 && toks[i-1].kind == word && !f.Number.Percent,
		before&lang.Quarter != 0 && a <= 4,
		before&lang.Day != 0 && a <= 31:
		r.set(b, i, schema.RoleDate)
		return true
	case i > 0 && toks[i-1].is('/') && blankDate(toks, i-1) && (a <= 12 || year(a, i)): // "ngày /06/2023"
		r.set(b, i, schema.RoleDate)
		if sep(i + 1) {
			if y, ok := n(i + 2); ok && year(y, i+2) {
				r.set(b, i+2, schema.RoleDate)
			}
		}
		return true
	}
	if r.monthName(b, i+1) || r.monthName(b, i-1) && (a <= 31 || year(a, i)) {
		r.set(b, i, schema.RoleDate)
		return true
	}
	after := r.phraseAfter(b, i)
	if after&(lang.Month|lang.Quarter|lang.Year|lang.Day) != 0 && after&lang.Noun == 0 && a <= 100 && f.Number.Scale == 0 && before&(lang.Up|lang.Down) == 0 {
		r.set(b, i, schema.RoleDate)
		return true
	}
	// a bare year
	dated := (before&lang.Where != 0 || r.lex.timeAt(toks, i-1) || r.ofPeriod(b, i)) && !r.unitBehind(b, i)
	if year(a, i) && (after&lang.Noun == 0 || dated) && !f.Number.Percent && (dated || !r.measured(b, i)) {
		r.set(b, i, schema.RoleDate)
		return true
	}
	return false
}

// ofPeriod reports whether a word of period and an "of" stand before a number: "the first
// five months of 2024".
func (r *reader) ofPeriod(b *block, i int) bool {
	return i >= 2 && r.phraseBefore(b, i)&(lang.Of|lang.FractionOf) != 0 && b.toks[i-2].kind == word && b.toks[i-2].cat&(lang.Month|lang.Quarter|lang.Year|lang.Period) != 0
}

// unitBehind reports whether a unit of measure or a scale word stands behind a number.
func (r *reader) unitBehind(b *block, i int) bool {
	if i+1 >= len(b.toks) || b.toks[i+1].kind != word {
		return false
	}
	scale := r.lex.vocab.fact(b.toks[i+1].id).scale
	return scale || r.lex.measureWord(b.toks[i+1].id)
}

// measured reports whether a unit of measure follows the number directly: a small
// word that is no stop word.
func (r *reader) measured(b *block, i int) bool {
	if i+1 >= len(b.toks) {
		return false
	}
	t := &b.toks[i+1]
	return t.kind == word && !t.upper && t.cat&(lang.Stop|lang.Reference|lang.And|lang.To|lang.Period|lang.ListOpen|lang.Up|lang.Down|lang.Share|lang.OfWhich|lang.Intent|lang.Meets|lang.Misses) == 0
}

// blankDate reports whether the stroke at k stands for a day left blank: "ngày /06".
func blankDate(toks []token, k int) bool {
	return k > 0 && toks[k-1].kind == word && toks[k-1].cat&lang.Day != 0
}

func letterFollows(toks []token, i int) bool {
	return i+2 < len(toks) && toks[i+1].is('/') && toks[i+1].start == toks[i].end && toks[i+2].kind == word
}

// monthName reports whether the token at k is the name of a month.
func (r *reader) monthName(b *block, k int) bool {
	if k < 0 || k >= len(b.toks) || b.toks[k].kind != word || !b.toks[k].upper {
		return false
	}
	return r.pack.Table.Months[r.lex.vocab.spelling(b.toks[k].id)] != 0
}

// dotted reads three numbers joined by points.
func dotted(s string) (a, b, c int, ok bool) {
	parts := [3]int{}
	k, digits := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			digits++
			if digits > 4 {
				return 0, 0, 0, false
			}
			parts[k] = parts[k]*10 + int(s[i]-'0')
		case s[i] == '.' && k < 2 && digits > 0:
			k++
			digits = 0
		default:
			return 0, 0, 0, false
		}
	}
	return parts[0], parts[1], parts[2], k == 2 && digits > 0
}

// lettered recognises a number joined to the letter of a period: "Q3", "T8/2022",
// "FY2014".
func (r *reader) lettered(b *block, i int) bool {
	toks := b.toks
	if i == 0 || toks[i-1].kind != word || toks[i-1].end != toks[i].start {
		return false
	}
	cat, known := r.pack.Prose.Figures.Letters[r.lex.vocab.spelling(toks[i-1].id)]
	v := r.numberAt(&toks[i])
	if !known || cat&lang.Month != 0 && (v < 1 || v > 12) || cat&lang.Quarter != 0 && (v < 1 || v > 4) || cat&lang.Year != 0 && v < 1 {
		return false
	}
	r.set(b, i, schema.RoleDate)
	toks[i-1].cat |= cat
	if i+2 < len(toks) && (toks[i+1].is('/') || toks[i+1].is('-')) && toks[i+2].kind == num {
		if y := r.numberAt(&toks[i+2]); y >= 1900 && y <= 2100 || y > 0 && y < 100 && toks[i+1].is('/') {
			r.set(b, i+2, schema.RoleDate)
		}
	}
	return true
}

// clock recognises a time of day: "8h30", "10:30", "16 giờ 30 phút".
func (r *reader) clock(b *block, i int) bool {
	toks := b.toks
	f := &r.figures[toks[i].id]
	if !whole(f) || f.Number.Percent || f.Number.Value.Coef > 24 {
		return false
	}
	if i+2 < len(toks) && toks[i+1].is(':') && toks[i+1].start == toks[i].end && toks[i+2].kind == num && toks[i+2].start == toks[i+1].end && toks[i+2].end-toks[i+2].start == 2 {
		r.set(b, i, schema.RoleDate)
		r.set(b, i+2, schema.RoleDate)
		return true
	}
	if r.markBehind(b, i) != clockWord {
		return false
	}
	minutes := i+2 < len(toks) && toks[i+2].kind == num && whole(&r.figures[toks[i+2].id]) && r.figures[toks[i+2].id].Number.Value.Coef < 60
	if !r.lex.timeAt(toks, i-1) && r.phraseBefore(b, i)&(lang.From|lang.To) == 0 && !(minutes && (toks[i+1].end == toks[i+2].start || r.markBehind(b, i+2) == clockWord)) {
		return false // "giảm 3 giờ": a span of time is a value
	}
	r.set(b, i, schema.RoleDate)
	if minutes {
		r.set(b, i+2, schema.RoleDate)
	}
	return true
}

// age recognises a bound of an age: "dưới 5 tuổi", "aged 16 to 64". An age that is
// measured, "73,6 tuổi", is a value.
func (r *reader) age(b *block, i int) bool {
	f := &r.figures[b.toks[i].id]
	if !whole(f) || f.Number.Percent || f.Number.Value.Coef > 120 {
		return false
	}
	last, first := i, i
	for _, p := range b.pairs {
		if p.lo == int(b.toks[i].id) {
			last = r.at[p.hi].tok
		}
		if p.hi == int(b.toks[i].id) {
			first = r.at[p.lo].tok
		}
	}
	aged := first > 0 && markAt(b.toks, first-1) == agedWord
	if r.markBehind(b, last) == ageWord {
		bound := r.phraseBefore(b, first)&(lang.Below|lang.Above|lang.From|lang.AtLeast|lang.AtMost) != 0
		for k := last + 1; k < len(b.toks) && k <= last+6 && b.toks[k].kind == word; k++ {
			bound = bound || b.toks[k].cat&(lang.Upward|lang.Downward) != 0
		}
		aged = aged || bound || first != last
	}
	if aged {
		r.set(b, i, schema.RoleOther)
	}
	return aged
}

// markAt is the mark of the words that end at token i, 0 before the first.
func markAt(toks []token, i int) figureMark {
	if i < 0 {
		return 0
	}
	return toks[i].mark
}

// timeAt reports whether the words that end at token i open a time: "at", "after".
func (x *lexicon) timeAt(toks []token, i int) bool {
	mark := markAt(toks, i)
	return mark == atWord || mark == afterWord
}
