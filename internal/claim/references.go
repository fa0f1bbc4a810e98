package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// coded recognises the number of a document joined to its code: "398/VPUBND".
func (r *reader) coded(b *block, i int) bool {
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
	}
	return coded
}

// reference recognises numbers of documents, articles, tables and telephones, and
// ordinals.
func (r *reader) reference(b *block, i int) bool {
	toks := b.toks
	if r.phone(b, i) || r.suffixed(b, i) {
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
		if f.Number.Value.Places == 0 && (!r.measured(b, i) || r.padded(b, i)) {
			r.set(b, i, schema.RoleReference)
			if i+2 < len(toks) && toks[i+1].is('/') && toks[i+2].kind == num {
				r.set(b, i+2, schema.RoleReference)
			}
			r.moreReferences(b, i)
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

// moreReferences marks the numbers that go on a list of references: "Điều 5, 6 và 7".
func (r *reader) moreReferences(b *block, i int) {
	for k := i + 2; k < len(b.toks) && b.toks[k].kind == num; k += 2 {
		p := &b.toks[k-1]
		f := &r.figures[b.toks[k].id]
		if !p.is(',') && !p.is('-') && (p.kind != word || p.cat&(lang.And|lang.To) == 0) || !whole(f) || f.Number.Percent || r.measured(b, k) {
			return
		}
		r.set(b, k, schema.RoleReference)
	}
}

// phone recognises a telephone number behind a word for one: groups of digits parted
// by points, dashes, brackets and blanks, eight digits or more in all.
func (r *reader) phone(b *block, i int) bool {
	toks := b.toks
	k := i - 1
	for k >= 0 && toks[k].kind == punct && (toks[k].is(':') || toks[k].is('.') || toks[k].is('(') || toks[k].is('+')) {
		k--
	}
	if k < 0 || toks[k].kind != word || toks[k].cat&lang.Reference == 0 {
		return false
	}
	digits := 0
	var run []int
	for j := i; j < len(toks); j++ {
		switch t := &toks[j]; {
		case t.kind == num:
			run = append(run, j)
			digits += len(digitsIn(b.text[t.start:t.end]))
			continue
		case t.is('.') || t.is('-') || t.is(')') || t.is('('):
			continue
		}
		break
	}
	if digits < 8 || len(run) < 2 {
		return false
	}
	for _, j := range run {
		r.set(b, j, schema.RoleReference)
	}
	return true
}

// suffixed recognises an ordinal by the letters joined to its digits: "3rd".
func (r *reader) suffixed(b *block, i int) bool {
	if i+1 >= len(b.toks) || b.toks[i+1].kind != word || b.toks[i+1].start != b.toks[i].end || !slices.Contains(r.pack.Prose.Figures.Ordinal, r.lex.vocab.spelling(b.toks[i+1].id)) {
		return false
	}
	role := schema.RoleOrdinal
	if r.phraseAfter(b, i+1)&(lang.Quarter|lang.Month|lang.Year) != 0 || r.monthName(b, i+2) || r.monthName(b, i-1) {
		role = schema.RoleDate
	}
	r.set(b, i, role)
	return true
}

// padded reports whether a number is written with a nought at its head and nothing of
// measure behind it: "Phụ lục 01 kèm theo".
func (r *reader) padded(b *block, i int) bool {
	if t := b.text[b.toks[i].start:b.toks[i].end]; len(t) < 2 || t[0] != '0' {
		return false
	}
	if i+1 >= len(b.toks) || b.toks[i+1].kind != word {
		return true
	}
	return b.toks[i+1].cat&lang.Noun == 0 && !r.knownUnit(b.toks[i+1].id)
}
