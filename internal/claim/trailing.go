package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// trailing pairs the figures of a sentence with the names behind them, where each
// figure has one and the first name stands behind the first figure: "402 in Coverton,
// 201 in Ashdown and 188 in Elmstead". It gives the index of the name by token of the
// figure, nil where the sentence is not of that form.
func (r *reader) trailing(b *block, s [2]int) map[int]int {
	out := r.allTrailing(b, s)
	if len(out) < 2 {
		if at := r.located(b, s); len(at) > 1 {
			return at
		}
	}
	return out
}

// located pairs figures with the names that stand right behind them after a word of place,
// whatever else the sentence tells: "6.1%, ranging from 5.1% at Coverton to 7.0% at Ashdown
// and Elmstead". Two of them make the form of the sentence.
func (r *reader) located(b *block, s [2]int) map[int]int {
	out := map[int]int{}
	for n := range b.names {
		m := &b.names[n]
		if m.first < s[0]+2 || m.end > s[1] || m.whole || m.period || b.toks[m.first-1].kind != word || b.toks[m.first-1].cat&lang.Where == 0 {
			continue
		}
		k := m.first - 2
		for k > s[0] && b.toks[k].is('%') {
			k--
		}
		if b.toks[k].kind == num && r.figures[b.toks[k].id].Verdict != schema.NotClaim {
			out[k] = n
		}
	}
	return out
}

// allTrailing is trailing where every figure has its name.
func (r *reader) allTrailing(b *block, s [2]int) map[int]int {
	var figures, names []int
	depth := int8(-1)
	next := 0
	for next < len(b.names) && b.names[next].first < s[0] {
		next++
	}
	for i := s[0]; i < s[1]; i++ {
		if next < len(b.names) && b.names[next].first == i {
			m := &b.names[next]
			if m.whole {
				next++
				continue
			}
			if len(figures) != len(names)+1 || b.toks[i].depth != depth || !r.told(b, figures[len(figures)-1], m) {
				return r.firstTold(b, figures, names)
			}
			names = append(names, next)
			i = m.end - 1
			next++
			continue
		}
		if b.toks[i].kind != num || r.figures[b.toks[i].id].Verdict == schema.NotClaim {
			continue
		}
		if len(figures) != len(names) || depth >= 0 && b.toks[i].depth != depth || len(names) > 0 && !r.apart(b, b.names[names[len(names)-1]].end, i) {
			return r.firstTold(b, figures, names)
		}
		depth = b.toks[i].depth
		figures = append(figures, i)
	}
	if len(figures) == 0 || len(figures) != len(names) {
		return r.firstTold(b, figures, names)
	}
	out := map[int]int{}
	for k, i := range figures {
		out[i] = names[k]
	}
	return out
}

// firstTold pairs the first figure alone, where a name stands behind it and none before:
// "reached 9,489 in the second quarter and passed ten million in the third (10,029)".
func (r *reader) firstTold(b *block, figures, names []int) map[int]int {
	if len(figures) == 0 || len(names) != 1 {
		return nil
	}
	for n := figures[0]; n < b.names[names[0]].first; n++ { // "14.5% of all visits and peaked in July"
		if t := &b.toks[n]; t.kind == word && t.cat&lang.And != 0 {
			return nil
		}
	}
	k := b.names[names[0]].first - 1
	for k > figures[0] && b.toks[k].kind == word && b.toks[k].cat&(lang.Noun|lang.Plural) != 0 {
		k--
	}
	if b.toks[k].kind != word || b.toks[k].cat&(lang.Where|lang.Base|lang.To) == 0 {
		return nil // "như An Hòa": examples
	}
	return map[int]int{figures[0]: names[0]}
}

// bracketed pairs figures with the names that stand alone in brackets behind them: "ít
// nhất là 68 hộ (Minh Khai)".
func (r *reader) bracketed(b *block, s [2]int) map[int]int {
	var out map[int]int
	for n := range b.names {
		m := &b.names[n]
		if m.first <= s[0] || m.end >= s[1] || m.whole || !b.toks[m.first-1].is('(') || !b.toks[m.end].is(')') {
			continue
		}
		k := m.first - 2
		if k < s[0] {
			continue // the bracket begins the sentence
		}
		for k > s[0] && k >= m.first-6 && (b.toks[k].kind == word || b.toks[k].is('%')) {
			k--
		}
		if b.toks[k].kind != num || r.figures[b.toks[k].id].Verdict == schema.NotClaim {
			continue
		}
		if out == nil {
			out = map[int]int{}
		}
		out[k] = n
	}
	return out
}

// told reports whether the words between a figure and a name behind it say that the
// figure is told of the name: words alone, the last of them a small word that neither
// joins nor compares.
func (r *reader) told(b *block, figure int, m *mention) bool {
	k := m.first - 1
	for k > figure && b.toks[k].kind == word && b.toks[k].cat&lang.Noun != 0 {
		k--
	}
	last := &b.toks[k]
	if last.kind != word || last.cat&lang.Stop == 0 || last.cat&(lang.And|lang.ListOpen|lang.Period|lang.Meets|lang.Misses|lang.Up|lang.Down|lang.Above|lang.Below|lang.Share) != 0 {
		return false
	}
	if r.figures[b.toks[figure].id].Number.Percent && last.cat&lang.Base != 0 {
		return false // "40% of Coverton": what the share is of
	}
	for ; k > figure; k-- {
		if b.toks[k].kind != word && !b.toks[k].is('%') {
			return false
		}
	}
	return true
}

// apart reports whether a sign, an "and" or a "to" parts a name from the figure behind it.
func (r *reader) apart(b *block, from, to int) bool {
	for k := from; k < to; k++ {
		if b.toks[k].is(',') || b.toks[k].is(';') || b.toks[k].kind == word && b.toks[k].cat&(lang.And|lang.To) != 0 {
			return true
		}
	}
	return false
}
