package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// extremes reads who is said to be first or last, or of a place in an order: "An Lão
// là huyện có tỷ lệ hộ nghèo cao nhất (35,91%)", "Cao nhất là Long An với 99,55%",
// "Hà Nội đứng thứ hai". The column is that of the figure told with the name, else the
// one that the words name.
func (r *reader) extremes() {
	for bi, b := range r.blocks {
		for _, s := range b.sentences {
			last := -1
			for i := s[0]; i < s[1]; i++ {
				t := &b.toks[i]
				if t.kind != word || int(t.head) != i || t.cat&(lang.High|lang.Low|lang.Rank) == 0 && r.partedPlace(b, s, i) == 0 {
					continue
				}
				if x, ok := r.extremeAt(bi, b, s, i); ok {
					if col := r.extreme(&x, last); col >= 0 {
						last = col
						r.followers(&x, col)
					}
				}
			}
		}
	}
}

// extremal is a claim of place as the words give it.
type extremal struct {
	block  int
	b      *block
	s      [2]int
	at     int // token of the word
	end    int // token behind it
	low    bool
	rank   int // 1 for the first
	name   int // index in the block's names
	figure int // ledger index of the figure told with it, -1 for none
	place  int // ledger index of the figure for the place: "đứng thứ 3", -1 for none
}

// extremeAt reads the claim of the word at token i.
func (r *reader) extremeAt(bi int, b *block, s [2]int, i int) (x extremal, ok bool) {
	t := &b.toks[i]
	x = extremal{block: bi, b: b, s: s, at: i, end: int(t.tail), low: t.cat&lang.Low != 0, rank: 1, name: -1, figure: -1, place: -1}
	parted := r.partedPlace(b, s, i)
	if parted != 0 {
		x.low = parted == lang.Low
	} else if t.cat&(lang.High|lang.Low) == 0 { // "đứng thứ hai"
		n, end := r.placeAfter(b, x.end)
		if n < 1 {
			return x, false
		}
		x.rank, x.end = n, end
		if b.toks[end-1].kind == num {
			x.place = int(b.toks[end-1].id)
		}
	}
	if r.notFirst(b, s, i) {
		return x, false // "one of the largest", "the next worst"
	}
	if i > s[0] && t.cat&(lang.High|lang.Low) != 0 && b.toks[i-1].kind == word {
		if n := r.lex.vocab.fact(b.toks[i-1].id).ordinal; n > 0 {
			x.rank = n // "the second largest"
		}
	}
	if r.counted(b, s, i) {
		return x, false // "hai bộ có tỷ lệ thấp nhất": several
	}
	x.name = r.nameOfExtreme(b, s, i, x.end)
	if x.name < 0 {
		return x, false
	}
	x.figure = r.figureOfExtreme(b, s, &x)
	return x, true
}

// partedPlace reports whether the second part of a word for a place stands at token i, and the
// first up to five words before it: High, Low or 0 for neither.
func (r *reader) partedPlace(b *block, s [2]int, i int) lang.Cat {
	for _, p := range r.pack.Prose.Parted {
		if r.lex.vocab.spelling(b.toks[i].id) != p.Ends {
			continue
		}
		for k := i - 1; k >= s[0] && k >= i-6 && b.toks[k].kind == word; k-- {
			if r.lex.vocab.spelling(b.toks[k].id) == p.Begins && k < i-1 {
				if p.Low {
					return lang.Low
				}
				return lang.High
			}
		}
	}
	return 0
}

// placeAfter reads the number of a place: "hai", "3".
func (r *reader) placeAfter(b *block, k int) (n, end int) {
	if k >= len(b.toks) {
		return 0, k
	}
	switch t := &b.toks[k]; t.kind {
	case num:
		if f := &r.figures[t.id]; whole(f) && f.Number.Value.Coef < 200 {
			return int(f.Number.Value.Coef), k + 1
		}
	case word:
		key := r.lex.vocab.spelling(t.id)
		if key == r.pack.Prose.First {
			return 1, k + 1
		}
		if v, ok := r.pack.Prose.Numbers[key]; ok {
			return int(v), k + 1
		}
	}
	return 0, k
}

// counted reports whether the noun before a word of place is counted, so that several
// share it: "hai bộ có tỷ lệ thấp nhất", "ba huyện cao nhất".
func (r *reader) counted(b *block, s [2]int, i int) bool {
	for k := i - 1; k >= s[0] && k >= i-14; k-- {
		t := &b.toks[k]
		if t.kind == num {
			return k+1 < i && b.toks[k+1].kind == word && b.toks[k+1].cat&lang.Noun != 0 && r.figures[t.id].Role == schema.RoleCount
		}
		if t.kind == punct {
			return false
		}
		if r.named(b, k) {
			continue
		}
		if r.lex.vocab.fact(t.id).counts && k+1 < i && b.toks[k+1].kind == word && b.toks[k+1].cat&lang.Noun != 0 && t.cat&lang.Year == 0 {
			return true
		}
		if t.cat&lang.Plural != 0 && k+1 < i && r.several(b, k+1) {
			return true
		}
	}
	return false
}

// notFirst reports whether words before a word of place take the first place back.
func (r *reader) notFirst(b *block, s [2]int, i int) bool {
	for k := max(s[0], i-8); k < i; k++ {
		mark, end := r.lex.markFrom(b.toks, k)
		if mark != otherWord {
			continue
		}
		clear := true // up to the word of place
		for n := end; n < i; n++ {
			clear = clear && b.toks[n].kind == word && !r.named(b, n)
		}
		if clear {
			return true
		}
	}
	return false
}

// several reports whether the noun at token k is one of many: "các xã", "the depots".
func (r *reader) several(b *block, k int) bool {
	t := &b.toks[k]
	if t.kind != word || t.cat&lang.Noun == 0 {
		return false
	}
	if len(r.lex.vocab.endings) == 0 {
		return true
	}
	return lang.Fold(b.text[t.start:t.end]) != r.lex.vocab.spelling(t.id)
}

// nameOfExtreme finds who is said to hold the place: the name right behind "là", else
// the nearest single name before.
func (r *reader) nameOfExtreme(b *block, s [2]int, i, end int) int {
	for k := range b.names {
		m := &b.names[k]
		if m.first < end || m.first >= s[1] || m.whole {
			continue
		}
		open, at, free := false, false, 0
		near := true
		for j := end; j < m.first; j++ {
			t := &b.toks[j]
			is := t.kind == word && b.toks[j].mark == isWord
			open = open || is || t.is(':') || t.kind == word && t.cat&(lang.ListOpen|lang.Where) != 0
			at = is || t.kind == word && (t.cat&(lang.Where|lang.ListOpen) != 0 || at && t.cat&(lang.Noun|lang.Plural) != 0)
			if !t.is(':') && (t.kind != word || t.cat&(lang.ListOpen|lang.Noun|lang.Place|lang.Whole|lang.Stop|lang.Total) == 0) {
				near = near && t.kind == word && t.cat&(lang.High|lang.Low|lang.Meets|lang.Misses|lang.Up|lang.Down|lang.And) == 0
				free++ // "least dominant in September"
			}
		}
		if at && m.group && b.toks[m.first-1].cat&lang.ListOpen == 0 && markAt(b.toks, m.first-1) != isWord {
			break // "cao nhất trong vùng": among whom
		}
		if open && near && (free == 0 || at && free <= 3) || at && r.changeHeld(b, end, m.first) {
			if k+1 < len(b.names) && r.joined(b, k+1) {
				return -1 // several
			}
			return k
		}
		break
	}
	for k := len(b.names) - 1; k >= 0; k-- {
		m := &b.names[k]
		if m.end > i || m.first < s[0] || m.whole {
			continue
		}
		if m.group && r.unitBefore(b, s, k) {
			continue
		}
		for j := m.end; j < i; j++ { // another clause lies between
			if t := &b.toks[j]; t.is(';') || t.is(':') && t.depth == 0 || t.kind == num && r.figures[t.id].Verdict != schema.NotClaim && !r.sameSubject(b, k, int(t.id)) {
				return -1
			}
		}
		if r.joined(b, k) || r.comparand(b, m) || r.closed(b, m.end-1, i) {
			return -1
		}
		return k
	}
	return -1
}

// changeHeld reports whether the words between a word of place and a name say of which change
// it is, and then who holds it: "the largest [rise in household waste was in] Brindle".
func (r *reader) changeHeld(b *block, from, to int) bool {
	if from >= to || to-from > 14 {
		return false
	}
	moves, is := 0, false
	for k := from; k < to; k++ {
		t := &b.toks[k]
		if t.kind == num || t.kind == punct && !t.is('-') || r.named(b, k) || t.cat&(lang.And|lang.But|lang.High|lang.Low|lang.Meets|lang.Misses) != 0 {
			return false
		}
		if int(t.head) == k && t.cat&(lang.Up|lang.Down) != 0 {
			if moves++; k > from+2 {
				return false
			}
		}
		is = is || b.toks[k].mark == isWord
	}
	return moves == 1 && is
}

// sameSubject reports whether a figure is about a name of its block.
func (r *reader) sameSubject(b *block, name, figure int) bool {
	for _, p := range b.names[name].rows {
		if r.binds[figure].focus >= 0 && r.about[figure] == p {
			return true
		}
	}
	return false
}

// figureOfExtreme finds the figure told with a place: the nearest behind the word, or
// behind the name, that is bound to a row of the name; else the nearest before the word.
func (r *reader) figureOfExtreme(b *block, s [2]int, x *extremal) int {
	m := &b.names[x.name]
	from := max(x.end, m.end)
	for k := from; k < s[1] && k < from+16; k++ {
		t := &b.toks[k]
		if t.is(';') {
			break
		}
		if t.kind == num && r.figures[t.id].Verdict != schema.NotClaim && r.figures[t.id].Role != schema.RoleRank {
			if r.sameSubject(b, x.name, int(t.id)) {
				return int(t.id)
			}
			break
		}
	}
	if r.loose(x) >= 0 {
		return -1
	}
	for k := x.at - 1; k >= m.end; k-- {
		t := &b.toks[k]
		if t.kind == num && r.tellsMore(x, k) {
			return -1
		}
		if t.kind == num && r.figures[t.id].Verdict != schema.NotClaim && r.sameSubject(b, x.name, int(t.id)) {
			return int(t.id)
		}
	}
	return -1
}

// tiesNow reports whether a figure has a claim that its table bears out.
func (r *reader) tiesNow(figure int) bool { return r.binds[figure].focus >= 0 }

// comparable lists the groups of rows among which a row can hold a place in a column:
// those under the same parent, all of its kind, and those that share the first words
// of its label where kind says that these tell a kind of their own. Rows without a figure
// take no part.
func (r *reader) comparable(t *schema.Table, row, col int, kind func(first []int32) bool) [][]int {
	var groups [][]int
	least := 3
	add := func(in func(i int) bool) {
		var g []int
		for i := range t.Rows {
			k := t.Rows[i].Kind
			if i != row && r.residual(t.Rows[i].Label) {
				continue // what is left over holds no place
			}
			if (k == schema.UnitRow || k == schema.SubtotalRow) && in(i) && r.rep.At(t.Ref(i, col)).Kind == schema.Numeric {
				g = append(g, i)
			}
		}
		if len(g) < least || !hasInt(g, row) {
			return
		}
		for _, have := range groups {
			if len(have) == len(g) {
				return
			}
		}
		groups = append(groups, g)
	}
	me := &t.Rows[row]
	add(func(i int) bool { return t.Rows[i].Parent == me.Parent && t.Rows[i].Kind == me.Kind })
	add(func(i int) bool { return t.Rows[i].Parent == me.Parent })
	add(func(i int) bool { return t.Rows[i].Kind == me.Kind && t.Rows[i].Level == me.Level })
	if me.Kind == schema.UnitRow {
		add(func(i int) bool { return t.Rows[i].Kind == schema.UnitRow })
	}
	label := r.lex.vocab.path(me.Label)
	least = 2 // "trong các phường": two of a kind are enough
	for n := 1; n <= 2 && n < len(label) && kind(label[:n]); n++ {
		add(func(i int) bool {
			other := r.lex.vocab.path(t.Rows[i].Label)
			if len(other) <= n || t.Rows[i].Kind != me.Kind {
				return false
			}
			for k := 0; k < n; k++ {
				if other[k] != label[k] {
					return false
				}
			}
			return true
		})
	}
	return groups
}

// tellsMore reports whether the words from a figure to the end of the clause of a place name
// something: "6,809 visits, but it recorded the fastest growth" is not of the visits.
func (r *reader) tellsMore(x *extremal, figure int) bool {
	_, to := r.clause(x)
	from := figure + 1
	for from < x.at && !x.b.toks[from].is(',') && !x.b.toks[from].is('(') && !x.b.toks[from].is(')') {
		from++ // what is counted, and its unit of measure
	}
	said := merge(r.context(x.b, from, x.at, phraseWords), r.context(x.b, x.end, to, phraseWords))
	return len(said.words) > 0
}
