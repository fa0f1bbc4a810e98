package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// gapsTold reads by how much the two figures told before in a sentence differ: "cao nhất là An
// Hòa (85,9%), thấp nhất là Bình Long (70,0%), chênh lệch 15,9 điểm phần trăm". Both must be
// borne out, in one column for two rows.
func (r *reader) gapsTold() {
	for i := range r.figures {
		f := &r.figures[i]
		if f.Verdict == schema.NotClaim || !f.Numeric || f.Approx != schema.Exactly || r.borneOutBy(i) {
			continue
		}
		b, tok := r.blocks[r.at[i].block], r.at[i].tok
		s := sentenceOf(b, tok)
		if !r.gapBefore(b, s, tok) {
			continue
		}
		hi, lo := r.twoBefore(b, s, i)
		if lo < 0 || f.Number.Percent && !r.figures[hi].Number.Percent {
			continue
		}
		col := &r.lex.columns[r.focusOf(hi)]
		if col.percent != (f.Number.Percent || r.inPoints(i)) {
			continue
		}
		if r.figures[hi].Number.Rat().Cmp(r.figures[lo].Number.Rat()) < 0 {
			hi, lo = lo, hi
		}
		form := schema.Formula{Form: schema.DifferenceForm, Top: []schema.CellName{r.cell[hi]}, Bottom: []schema.CellName{r.cell[lo]}}
		c := schema.Claim{Kind: schema.FormulaClaim, Span: f.Span, Figure: i, Of: -1, Score: 75, Sure: true, Named: true, Cell: form.Top[0], Formula: &form}
		if f.Number.Percent && !r.wayTies(&c) {
			continue // it may be how much greater the one is
		}
		f.Role, f.Why = schema.RoleChange, schema.Message{}
		if r.claimed(i) {
			r.drop(func(c schema.Claim) bool { return c.Figure == i })
		}
		r.claims = append(r.claims, c)
	}
}

// comparedTold reads by how much a figure told before is greater or less than that of another
// row: "An Hòa (101,2%) cao hơn Bình Long (98,4%) là 2,8 điểm phần trăm", "đạt 44,0%, thấp hơn
// mức chung của tỉnh 6,9 điểm phần trăm".
func (r *reader) comparedTold() {
	for i := range r.figures {
		f := &r.figures[i]
		if f.Verdict == schema.NotClaim || !f.Numeric || f.Approx != schema.Exactly || f.Role != schema.RoleValue && f.Role != schema.RoleChange || r.borneOutBy(i) {
			continue
		}
		b, tok := r.blocks[r.at[i].block], r.at[i].tok
		s := sentenceOf(b, tok)
		top, bottom, up, ok := r.comparedPair(b, s, i)
		if !ok {
			continue
		}
		col := r.columnAt(top.Table, top.Col)
		if col == nil || col.percent != (f.Number.Percent || r.inPoints(i)) {
			continue
		}
		form := schema.Formula{Form: schema.DifferenceForm, Top: []schema.CellName{top}, Bottom: []schema.CellName{bottom}, Down: !up}
		c := schema.Claim{Kind: schema.FormulaClaim, Span: f.Span, Figure: i, Of: -1, Score: 75, Sure: true, Named: true, Cell: top, Formula: &form}
		if f.Number.Percent && !r.wayTies(&c) {
			continue
		}
		f.Role, f.Why = schema.RoleChange, schema.Message{}
		if r.claimed(i) {
			r.drop(func(c schema.Claim) bool { return c.Figure == i })
		}
		r.claims = append(r.claims, c)
	}
}

// comparedPair finds the two cells that a figure compares: that of the figure before a word
// for more or less, and that of the row named behind it, up to the figure.
func (r *reader) comparedPair(b *block, s [2]int, i int) (top, bottom schema.CellName, up, ok bool) {
	tok := r.at[i].tok
	dir := -1
	for k := tok - 1; k >= s[0] && k >= tok-18; k-- {
		if t := &b.toks[k]; t.kind == word && int(t.head) == k && t.cat&(lang.Above|lang.Below) != 0 && differs(t.cat) != 0 {
			dir = k
			break
		} else if t.is(';') || t.is('.') || t.is(':') {
			return top, bottom, false, false
		}
	}
	if dir < 0 {
		return top, bottom, false, false
	}
	up = differs(b.toks[dir].cat) == lang.Up
	// whose figure it is: the one right before
	first := -1
	for k := i - 1; k >= 0 && r.blocks[r.at[k].block] == b && r.at[k].tok >= s[0]; k-- {
		if r.figures[k].Verdict != schema.NotClaim && r.at[k].tok < dir {
			first = k
			break
		}
	}
	if first < 0 || r.focusOf(first) < 0 || !r.tiedTo(first) || r.cue[first]&cueChange != 0 || r.cell[first].Row != r.about[first].row || r.lex.columns[r.focusOf(first)].moves {
		return top, bottom, false, false
	}
	for k := r.at[first].tok; k < dir; k++ {
		if r.named(b, k) {
			return top, bottom, false, false // another unit
		}
	}
	top = r.cell[first]
	// and what it is held against: one name behind, with nothing but its own figure
	name := -1
	for n := range b.names {
		if m := &b.names[n]; m.first > dir && m.end <= tok {
			if name >= 0 {
				return top, bottom, false, false
			}
			name = n
		}
	}
	if name < 0 {
		return top, bottom, false, false
	}
	rows := r.rowIn(&binding{rows: b.names[name].rows}, top.Table, top.Col)
	if len(rows) != 1 || rows[0] == top.Row {
		return top, bottom, false, false
	}
	for k := i - 1; k >= 0 && r.blocks[r.at[k].block] == b && r.at[k].tok > dir; k-- {
		if r.figures[k].Verdict == schema.NotClaim {
			continue
		}
		if !r.claimed(k) && r.fit(&r.figures[k], r.rep.Tables[top.Table], rows[0], top.Col).Ties() {
			r.arrive(k, place{top.Table, rows[0]}, r.focusOf(first))
		}
		if !r.tiedTo(k) || r.cell[k].Col != top.Col || r.cell[k].Table != top.Table {
			return top, bottom, false, false
		}
	}
	for k := b.names[name].end; k < tok; k++ {
		if t := &b.toks[k]; t.kind == word && t.cat == 0 && !r.knownUnit(t.id) {
			return top, bottom, false, false
		}
	}
	return top, schema.CellName{Table: top.Table, Row: rows[0], Col: top.Col}, up, true
}

// gapBefore reports whether a word for a difference stands right before a figure, no other
// figure and no name between.
func (r *reader) gapBefore(b *block, s [2]int, tok int) bool {
	for k := tok - 1; k >= s[0] && k >= tok-4; k-- {
		t := &b.toks[k]
		if t.kind != word || r.named(b, k) {
			return false
		}
		if t.cat&lang.Gap != 0 {
			return true
		}
	}
	return false
}

// twoBefore are the last two figures before one in its sentence that tell something, where
// both are borne out, in one column and two rows, with no change among them; -1 for none.
func (r *reader) twoBefore(b *block, s [2]int, i int) (last, before int) {
	last, before = -1, -1
	for k := i - 1; k >= 0 && r.blocks[r.at[k].block] == b && r.at[k].tok >= s[0]; k-- {
		f := &r.figures[k]
		if f.Verdict == schema.NotClaim || f.Role == schema.RoleCount || f.Role == schema.RoleOf {
			continue
		}
		at := r.focusOf(k)
		if at < 0 || !r.tiedTo(k) || r.cue[k]&cueChange != 0 || r.lex.columns[at].moves || r.cell[k].Row != r.about[k].row {
			return -1, -1
		}
		if last < 0 {
			last = k
			continue
		}
		if !r.sameColumn(at, r.focusOf(last)) || r.about[k] == r.about[last] {
			return -1, -1
		}
		return last, k
	}
	return -1, -1
}
