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
			for i := s[0]; i < s[1]; i++ {
				t := &b.toks[i]
				if t.kind != word || int(t.head) != i || t.cat&(lang.High|lang.Low|lang.Rank) == 0 {
					continue
				}
				if x, ok := r.extremeAt(bi, b, s, i); ok {
					r.extreme(&x)
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
}

// extremeAt reads the claim of the word at token i.
func (r *reader) extremeAt(bi int, b *block, s [2]int, i int) (x extremal, ok bool) {
	t := &b.toks[i]
	x = extremal{block: bi, b: b, s: s, at: i, end: int(t.tail), low: t.cat&lang.Low != 0, rank: 1, name: -1, figure: -1}
	if t.cat&(lang.High|lang.Low) == 0 { // "đứng thứ hai"
		n, end := r.placeAfter(b, x.end)
		if n < 1 {
			return x, false
		}
		x.rank, x.end = n, end
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
		key := r.lex.vocab.key[t.id]
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
		if _, ok := r.pack.Prose.Numbers[r.lex.vocab.key[t.id]]; ok && k+1 < i && b.toks[k+1].kind == word && b.toks[k+1].cat&lang.Noun != 0 && t.cat&lang.Year == 0 {
			return true
		}
		if t.cat&lang.Plural != 0 {
			return true
		}
	}
	return false
}

// nameOfExtreme finds who is said to hold the place: the name right behind "là", else
// the nearest single name before.
func (r *reader) nameOfExtreme(b *block, s [2]int, i, end int) int {
	for k := range b.names {
		m := &b.names[k]
		if m.first < end || m.first >= s[1] || m.whole {
			continue
		}
		open := false
		near := true
		for j := end; j < m.first; j++ {
			t := &b.toks[j]
			open = open || t.is(':') || t.kind == word && t.cat&(lang.ListOpen|lang.Where) != 0
			near = near && (t.is(':') || t.kind == word && t.cat&(lang.ListOpen|lang.Noun|lang.Place|lang.Whole|lang.Stop|lang.Total) != 0)
		}
		if open && near {
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
	for k := x.at - 1; k >= m.end; k-- {
		t := &b.toks[k]
		if t.kind == num && r.figures[t.id].Verdict != schema.NotClaim && r.sameSubject(b, x.name, int(t.id)) {
			return int(t.id)
		}
	}
	return -1
}

// extreme makes the claim of a place.
func (r *reader) extreme(x *extremal) {
	col, row, down := -1, place{-1, -1}, false
	sure := false
	if x.figure >= 0 && r.tiesNow(x.figure) {
		col, row = r.binds[x.figure].focus, r.about[x.figure]
		sure = true
		down = r.form[x.figure] == schema.IndexForm && r.cue[x.figure]&cueDown != 0
		if r.binds[x.figure].deficit { // "thiếu nhiều nhất": the least of the balances
			if x.low {
				return // "thiếu ít nhất": among those that lack something
			}
			down = true
		}
		if f := r.form[x.figure]; f == schema.DifferenceForm || f == schema.QuotientForm || f == schema.GrowthForm {
			return
		}
	}
	if col < 0 {
		return
	}
	c := &r.lex.columns[col]
	t := r.rep.Tables[c.table]
	groups := r.comparable(t, row.row, c.col)
	if len(groups) == 0 {
		return
	}
	claim := schema.Claim{Kind: schema.ExtremeClaim, Figure: x.figure, Of: -1, K: x.rank, Met: !(x.low != down), Sure: sure && r.plainScope(x, c, row), Score: 70,
		Cell:    schema.CellName{Table: c.table, Row: row.row, Col: c.col},
		Members: []schema.Member{{Span: x.b.span(x.b.names[x.name].first, x.b.names[x.name].end), Row: row.row, Figure: x.figure}}}
	from, to := min(x.b.names[x.name].first, x.at), max(x.b.names[x.name].end, x.end)
	claim.Span = x.b.span(from, to)
	for _, g := range groups {
		claim.Readings = append(claim.Readings, schema.Reading{Group: g})
	}
	r.claims = append(r.claims, claim)
}

// tiesNow reports whether a figure has a claim that its table bears out.
func (r *reader) tiesNow(figure int) bool { return r.binds[figure].focus >= 0 }

// plainScope reports whether nothing in the words narrows among whom a place is held
// but what the tables know: "trong các huyện miền núi" does.
func (r *reader) plainScope(x *extremal, c *column, row place) bool {
	b := x.b
	for k := x.s[0]; k < x.s[1]; k++ {
		t := &b.toks[k]
		if t.kind == num && k > x.end {
			break
		}
		if t.kind != word || t.cat != 0 || r.named(b, k) || t.acro {
			continue
		}
		if k < x.at && k < b.names[x.name].first { // words before the name may set its scope
			if !r.lex.inHeader(t) && !has(b.section.chain.words, t.id) && !has(r.titleOf(c.table, b).words, t.id) && !has(r.draft.words, t.id) {
				return false
			}
		}
		if k >= x.end && !r.lex.inHeader(t) && !has(r.titleOf(c.table, b).words, t.id) && !has(r.labelWords(row).words, t.id) {
			return false
		}
	}
	return true
}

// comparable lists the groups of rows among which a row can hold a place in a column:
// those under the same parent, all of its kind, and those that share the first words
// of its label. Rows without a figure take no part.
func (r *reader) comparable(t *schema.Table, row, col int) [][]int {
	var groups [][]int
	add := func(in func(i int) bool) {
		var g []int
		for i := range t.Rows {
			k := t.Rows[i].Kind
			if (k == schema.UnitRow || k == schema.SubtotalRow) && in(i) && r.rep.At(t.Ref(i, col)).Kind == schema.Numeric {
				g = append(g, i)
			}
		}
		if len(g) < 3 || !hasInt(g, row) {
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
	for n := 1; n <= 2 && n < len(label); n++ {
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
