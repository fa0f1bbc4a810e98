package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// roles says of every figure of a block what it is there for, as far as its
// neighbours show it; targets and thresholds are found later.
func (r *reader) roles(b *block) {
	for i := range b.toks {
		if b.toks[i].kind != num {
			continue
		}
		f := &r.figures[b.toks[i].id]
		if f.Role != schema.RoleOther {
			continue // given together with an earlier one
		}
		r.role(b, i, f)
	}
}

func (r *reader) role(b *block, i int, f *schema.Figure) {
	for _, try := range []func(*block, int) bool{r.footnoteMark, r.ordinal, r.factor, r.date, r.reference, r.fraction} {
		if try(b, i) {
			return
		}
	}
	if !f.Numeric {
		r.set(b, i, schema.RoleReference)
		return
	}
	r.scale(b, i, f)
	r.approximate(b, i, f)
	f.Role = schema.RoleValue
	before, after := r.phraseBefore(b, i), r.phraseAfter(b, i)
	switch {
	case before&lang.Rank != 0 && whole(f):
		r.set(b, i, schema.RoleRank)
		f.Verdict, f.Role = schema.Undecided, schema.RoleRank
	case after&lang.Noun != 0 && whole(f) && !f.Number.Percent && f.Approx == schema.Exactly:
		f.Role = schema.RoleCount
	case r.near(b, i, lang.Up|lang.Down), f.Number.Percent && before&lang.Above != 0 && before&lang.Meets != 0, after&(lang.Up|lang.Down) != 0, after&lang.Above != 0 && after&lang.Stop == 0:
		f.Role = schema.RoleChange
	case r.near(b, i, lang.Share), f.Number.Percent && after&lang.Base != 0:
		f.Role = schema.RoleShare
	}
}

// whole reports whether a figure is a whole number as written.
func whole(f *schema.Figure) bool {
	return f.Numeric && f.Number.Value.Places == 0 && f.Number.Scale == 0
}

// set gives a figure a role that is no claim.
func (r *reader) set(b *block, i int, role schema.Role) {
	f := &r.figures[b.toks[i].id]
	f.Role, f.Verdict = role, schema.NotClaim
}

func (r *reader) footnoteMark(b *block, i int) bool {
	t := &b.toks[i]
	for _, ref := range b.src.Refs {
		if ref.Start <= t.start && t.end <= ref.End {
			r.set(b, i, schema.RoleReference)
			return true
		}
	}
	return false
}

// factor recognises a constant of a formula: "× 100%".
func (r *reader) factor(b *block, i int) bool {
	if i == 0 || b.src.Kind != schema.Footnote {
		return false
	}
	t := &b.toks[i-1]
	if !t.is('*') && !t.is('×') && !(t.kind == word && t.end-t.start == 1 && r.lex.vocab.key[t.id] == "x") {
		return false
	}
	r.set(b, i, schema.RoleOther)
	return true
}

// ordinal recognises the number of a heading or a list item.
func (r *reader) ordinal(b *block, i int) bool {
	t := &b.toks[i]
	first := i == 0 || i == 1 && (b.toks[0].is('-') || b.toks[0].is('*') || b.toks[0].is('+') || b.toks[0].is('(') || b.toks[0].is('['))
	marker := t.end <= b.src.Body
	if !marker && !(first && i+1 < len(b.toks) && b.toks[i+1].start == t.end &&
		(b.toks[i+1].is('.') || b.toks[i+1].is(')') || b.toks[i+1].is(']') || b.toks[i+1].is('/') && i+2 < len(b.toks) && b.toks[i+2].kind == word)) {
		return false
	}
	r.set(b, i, schema.RoleOrdinal)
	return true
}

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
	if year(a, i) && after&lang.Noun == 0 && !f.Number.Percent && !r.measured(b, i) {
		r.set(b, i, schema.RoleDate)
		return true
	}
	return false
}

// measured reports whether a unit of measure follows the number directly: a small
// word that is no stop word.
func (r *reader) measured(b *block, i int) bool {
	if i+1 >= len(b.toks) {
		return false
	}
	t := &b.toks[i+1]
	return t.kind == word && !t.upper && t.cat&(lang.Stop|lang.And|lang.To|lang.Period|lang.ListOpen|lang.Up|lang.Down|lang.Share|lang.OfWhich|lang.Intent|lang.Meets|lang.Misses) == 0
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
	return r.pack.Table.Months[r.lex.vocab.key[b.toks[k].id]] != 0
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

// reference recognises numbers of documents, articles, tables and telephones.
func (r *reader) reference(b *block, i int) bool {
	toks := b.toks
	// 398/VPUBND, 146/2018/NĐ-CP, TT/2015/07
	j := i
	for j+2 < len(toks) && toks[j+1].is('/') && toks[j+1].start == toks[j].end && toks[j+2].kind == num && toks[j+2].start == toks[j+1].end {
		j += 2
	}
	coded := j+2 < len(toks) && (toks[j+1].is('/') || toks[j+1].is('-')) && toks[j+1].start == toks[j].end && toks[j+2].kind == word && toks[j+2].acro && toks[j+2].start == toks[j+1].end ||
		i >= 2 && (toks[i-1].is('/') || toks[i-1].is('-')) && toks[i-1].end == toks[i].start && toks[i-2].kind == word && toks[i-2].acro && toks[i-2].end == toks[i-1].start
	if coded {
		for k := i; k <= j; k += 2 {
			r.set(b, k, schema.RoleReference)
		}
		return true
	}
	if i > 0 && toks[i-1].kind == word && toks[i-1].end == toks[i].start { // A4, T12
		r.set(b, i, schema.RoleReference)
		return true
	}
	f := &r.figures[toks[i].id]
	if f.Number.Percent {
		return false
	}
	k := i - 1
	if k >= 0 && (toks[k].is(':') || toks[k].is('.')) {
		k--
	}
	if k >= 0 && toks[k].kind == word && toks[k].cat&lang.Reference != 0 && int(toks[k].tail) == k+1 {
		// a value may follow such a word too; a reference is a bare whole number
		// without a unit behind it
		if f.Number.Value.Places == 0 && !r.measured(b, i) {
			r.set(b, i, schema.RoleReference)
			if i+2 < len(toks) && toks[i+1].is('/') && toks[i+2].kind == num {
				r.set(b, i+2, schema.RoleReference)
			}
			return true
		}
	}
	// a telephone or account number: a leading nought and many digits
	if t := b.text[toks[i].start:toks[i].end]; len(t) >= 8 && t[0] == '0' && f.Number.Value.Places == 0 {
		r.set(b, i, schema.RoleReference)
		return true
	}
	return false
}

// fraction recognises k/n and "k of the n".
func (r *reader) fraction(b *block, i int) bool {
	toks := b.toks
	k := &r.figures[toks[i].id]
	if !whole(k) || k.Number.Percent {
		return false
	}
	j := i + 1
	switch {
	case j+1 < len(toks) && toks[j].is('/') && toks[j+1].kind == num:
		j++
	case j < len(toks) && toks[j].kind == word && toks[j].cat&lang.FractionOf != 0 && int(toks[j].head) == j:
		j = int(toks[j].tail)
	default:
		return false
	}
	if j >= len(toks) || toks[j].kind != num {
		return false
	}
	n := &r.figures[toks[j].id]
	if !whole(n) || n.Number.Percent || n.Number.Value.Coef < k.Number.Value.Coef || n.Number.Value.Coef > 100000 {
		return false
	}
	k.Role, n.Role = schema.RoleCount, schema.RoleOf
	return true
}

// scale reads a scale word behind a number: "6,2 nghìn", "1,7 nghìn tỷ".
func (r *reader) scale(b *block, i int, f *schema.Figure) {
	if f.Number.Percent {
		return
	}
	for k := i + 1; k < len(b.toks) && b.toks[k].kind == word; k++ {
		s, ok := r.pack.Table.Scales[r.lex.vocab.key[b.toks[k].id]]
		if !ok || int(f.Number.Scale)+int(s) > 15 {
			return
		}
		f.Number.Scale += s
	}
}

// approximate reads a word of approximation in front of a number.
func (r *reader) approximate(b *block, i int, f *schema.Figure) {
	switch c := r.phraseBefore(b, i); {
	case c&lang.Nearly != 0:
		f.Approx = schema.Nearly
	case c&lang.About != 0:
		f.Approx = schema.About
	case c&lang.Above != 0 && c&(lang.Meets|lang.Up) == 0:
		f.Approx = schema.Over
	case c&lang.Below != 0 && c&lang.Down == 0:
		f.Approx = schema.Under
	}
}

// phraseBefore gives the parts of the phrase that ends right before token i.
func (r *reader) phraseBefore(b *block, i int) lang.Cat {
	if i == 0 || b.toks[i-1].kind != word {
		return 0
	}
	return b.toks[i-1].cat
}

// phraseAfter gives the parts of the phrase that begins right after token i, a
// percent sign aside.
func (r *reader) phraseAfter(b *block, i int) lang.Cat {
	i++
	if i < len(b.toks) && b.toks[i].is('%') {
		i++
	}
	if i >= len(b.toks) || b.toks[i].kind != word || int(b.toks[i].head) != i {
		return 0
	}
	return b.toks[i].cat
}

// near reports whether a phrase that can play one of the parts stands among the
// three words before token i, no sign or number between.
func (r *reader) near(b *block, i int, cat lang.Cat) bool {
	for k := i - 1; k >= 0 && k >= i-4 && b.toks[k].kind == word; k-- {
		if b.toks[k].cat&cat != 0 {
			return true
		}
	}
	return false
}
