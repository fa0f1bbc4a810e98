package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// allUnits is the count of a head that speaks of every unit: "tất cả các huyện".
const allUnits = -2

// numberWords reads a number in words that begins at token i: its value and the token
// behind it, 0 when none begins there. A word that multiplies ("mươi", "hundred") takes
// what was read before it; a word below ten goes on a number that ends in nought.
func (x *lexicon) numberWords(toks []token, i int) (v int64, end int) {
	p := &x.pack.Prose
	word1 := func(k int) (string, bool) {
		if k >= len(toks) || toks[k].kind != word {
			return "", false
		}
		return x.vocab.spelling(toks[k].id), true
	}
	if i >= len(toks) || toks[i].kind != word || toks[i].cat&lang.Year != 0 {
		return 0, 0
	}
	f := x.vocab.fact(toks[i].id)
	if !f.counts {
		return 0, 0
	}
	v, end = f.number, i+1
	for end < len(toks) {
		k := end
		if toks[k].is('-') && k+1 < len(toks) && toks[k].start == toks[k-1].end && toks[k+1].start == toks[k].end {
			k++ // "twenty-three"
		}
		w, ok := word1(k)
		if !ok {
			return v, end
		}
		if m := p.Multipliers[w]; m > 0 && k == end {
			last := v % 10 // "một trăm hai mươi": the two alone is multiplied
			if v < 10 || last == 0 {
				last = v
			}
			v, end = v-last+last*m, k+1
			continue
		}
		joint := false
		for _, j := range p.NumberJoints {
			joint = joint || w == j
		}
		if joint && v%100 == 0 {
			if w, ok = word1(k + 1); !ok {
				return v, end
			}
			k++
		}
		n, known := p.Numbers[w]
		if !known || n >= 10 && v%100 != 0 || n < 10 && v%10 != 0 || v < 10 || toks[k].cat&lang.Year != 0 && !joint {
			return v, end
		}
		v, end = v+n, k+1
	}
	return v, end
}

// wordHead reads the head of a count that is told in words: "three of the six depots",
// "hai mươi ba xã", "all depots", "only Foxhill". ok is false when none begins at
// token i.
func (r *reader) wordHead(b *block, s [2]int, i int) (h head, after int, ok bool) {
	h = head{from: i, figure: -1, of: -1}
	t := &b.toks[i]
	noun := func(k int) bool { return k < s[1] && b.toks[k].kind == word && b.toks[k].cat&lang.Noun != 0 }
	if b.toks[i].mark == onlyWord {
		return r.onlyHead(b, s, i)
	}
	if t.cat&lang.All != 0 && int(t.head) == i {
		k := int(t.tail)
		if k < s[1] && b.toks[k].kind == word && b.toks[k].cat&lang.Plural != 0 {
			k++
		}
		if noun(k) {
			h.k = allUnits
			return h, k, true
		}
		return h, 0, false
	}
	v, end := r.lex.numberWords(b.toks, i)
	if end == 0 || end >= s[1] {
		return h, 0, false
	}
	h.k = int(v)
	if noun(end) {
		return h, end, true
	}
	if b.toks[end].kind != word || b.toks[end].cat&lang.FractionOf == 0 || int(b.toks[end].head) != end {
		return h, 0, false
	}
	k := int(b.toks[end].tail)
	switch n, stop := r.lex.numberWords(b.toks, min(k, len(b.toks)-1)); {
	case k >= s[1]:
		return h, 0, false
	case b.toks[k].kind == num && whole(&r.figures[b.toks[k].id]):
		h.of, h.whole = int(b.toks[k].id), int(r.figures[b.toks[k].id].Number.Value.Coef)
		r.figures[h.of].Role = schema.RoleOf
		k++
	case stop > 0:
		h.whole, k = int(n), stop
	}
	if !noun(k) {
		return h, 0, false
	}
	return h, k, true
}

// onlyHead reads "only Foxhill and Elmfield …": the names are all the units that meet
// what follows.
func (r *reader) onlyHead(b *block, s [2]int, i int) (h head, after int, ok bool) {
	h = head{from: i, figure: -1, of: -1}
	k := -1
	for n := range b.names {
		if m := &b.names[n]; m.first > i && m.first <= i+3 {
			k = n
			break
		}
	}
	if k < 0 {
		return h, 0, false
	}
	for ; k < len(b.names) && b.names[k].first < s[1]; k++ {
		m := &b.names[k]
		if m.group || m.whole || len(h.names) > 0 && !r.joined(b, k) {
			break
		}
		h.names = append(h.names, listed{schema.Member{Span: b.span(m.first, m.end), Figure: -1}, m.rows})
		after = m.end
	}
	h.k = len(h.names)
	if k := s[0]; h.k > 0 && k < i && b.toks[k].kind == word && b.toks[k].cat&lang.FractionOf != 0 {
		k = int(b.toks[k].tail) // "trong hai phường, chỉ có Hưng Lộc"
		if v, end := r.lex.numberWords(b.toks, k); end > 0 {
			h.whole, k = int(v), end
		} else if b.toks[k].kind == num {
			h.whole, k = r.numberAt(&b.toks[k]), k+1
		}
		for ; k < i && b.toks[k].kind == word && b.toks[k].cat&lang.Noun != 0; k++ {
			h.nouns = append(h.nouns, b.toks[k].id)
		}
	} else if h.k > 0 {
		for k < i && k < s[0]+3 && b.toks[k].kind != word { // the number of the item
			k++
		}
		for ; k < i && b.toks[k].kind == word && b.toks[k].cat&lang.Noun != 0; k++ {
			h.nouns = append(h.nouns, b.toks[k].id) // "xã có dưới 200 hộ chỉ có Bình Long"
		}
	}
	return h, after, h.k > 0
}

// sectionHeads lists the rows that head the sections of a table and have a figure in a
// column: "Mầm non", "Tiểu học" above public and private schools.
func (r *reader) sectionHeads(t *schema.Table, groups []rowGroup, key colKey) []int {
	var out []int
	for _, g := range groups {
		if g.parent < 0 {
			continue
		}
		if row, ok := r.stand(place{key.table, g.parent}, key.col); ok && !hasInt(out, row) {
			out = append(out, row)
		}
	}
	slices.Sort(out)
	return out
}

// repeats reports whether the sections of a table have units of the same names.
func (r *reader) repeats(t *schema.Table, groups []rowGroup) bool {
	if len(groups) < 2 || groups[0].parent < 0 || groups[1].parent < 0 {
		return false
	}
	for _, a := range groups[0].rows {
		for _, b := range groups[1].rows {
			if t.Rows[a].Label == t.Rows[b].Label {
				return true
			}
		}
	}
	return false
}
