package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// targetVerdicts reads a target that is given with its verdict after the figure that it
// judges: "cả nước có 101.325 DN. Mục tiêu 100.000 DN chưa đạt được." The figure is the
// last before it that tells an amount of the same thing.
func (r *reader) targetVerdicts() {
	for bi, b := range r.blocks {
		for _, s := range b.sentences {
			for i := s[0]; i < s[1]; i++ {
				if t := &b.toks[i]; t.kind == word && int(t.head) == i && t.cat&lang.Target != 0 {
					r.targetVerdict(bi, b, s, i)
					break
				}
			}
		}
	}
}

// targetVerdict reads the verdict on the target named at token i.
func (r *reader) targetVerdict(bi int, b *block, s [2]int, i int) {
	bound, word1 := -1, -1
	for k := i + 1; k < s[1]; k++ {
		t := &b.toks[k]
		switch {
		case t.is(';') || t.is('('):
			return
		case t.kind == num && r.figures[t.id].Role == schema.RoleDate:
		case t.kind == num && bound < 0:
			bound = k
		case t.kind == num:
			return // another figure: the verdict may be of that one
		case bound >= 0 && word1 < 0 && t.kind == word && int(t.head) == k && t.cat&(lang.Meets|lang.Misses) != 0 && t.cat&lang.Intent == 0:
			word1 = k
		}
	}
	if bound < 0 || word1 < 0 || b.toks[word1-1].cat&lang.Target != 0 {
		return
	}
	f := &r.figures[b.toks[bound].id]
	if !f.Numeric || thing(b, bound) < 0 && !f.Number.Percent {
		return
	}
	of := r.judgedFigure(bi, b, bound, f)
	if of < 0 {
		return
	}
	cell := r.cell[of]
	if r.namesOther(b, word1, bound, cell) {
		return // the target is of somebody else
	}
	n := f.Number
	met := b.toks[word1].cat&lang.Misses == 0
	span := b.span(word1, int(b.toks[word1].tail))
	c := schema.Condition{Cmp: schema.AtLeast, Bound: &n, Span: span, Source: f.Span}
	switch atMost := f.Approx == schema.Under || f.Approx == schema.NoMore; {
	case atMost && met:
		c.Cmp = schema.AtMost
	case atMost:
		c.Cmp = schema.Above
	case !met:
		c.Cmp = schema.Below
	}
	f.Role, f.Verdict = schema.RoleTarget, schema.NotClaim
	r.claims = append(r.claims, schema.Claim{Kind: schema.TargetClaim, Span: b.span(i, int(b.toks[word1].tail)), Figure: of, Of: -1, Met: met, Sure: true, Score: 70,
		Cell:     schema.CellName{Table: cell.Table, Row: -1, Col: cell.Col},
		Members:  []schema.Member{{Row: cell.Row, Figure: of, Span: r.figures[of].Span}},
		Readings: []schema.Reading{{Group: []int{cell.Row}, Conds: []schema.Condition{c}}},
		Factor:   int8(tie.UnitScale(r.rep.Tables[cell.Table], cell.Row, cell.Col))})
}

// namesOther reports whether the sentence between two tokens, or that of the second, names
// a unit of the table of a cell but not that of its row.
func (r *reader) namesOther(b *block, x, y int, cell schema.CellName) bool {
	other := false
	for _, s := range b.sentences {
		if y < s[0] || y >= s[1] {
			continue
		}
		for k := range b.names {
			m := &b.names[k]
			if m.first < s[0] || m.end > max(x, y) {
				continue
			}
			for _, p := range m.rows {
				if p.table != cell.Table {
					continue
				}
				if p.row == cell.Row {
					return false
				}
				other = true
			}
		}
	}
	return other
}

// judgedFigure finds the figure that a target judges: the last before it in the block
// that tells a cell and counts the same thing.
func (r *reader) judgedFigure(bi int, b *block, bound int, f *schema.Figure) int {
	for k := int(b.toks[bound].id) - 1; k >= 0 && r.at[k].block == bi; k-- {
		if r.binds[k].focus < 0 || r.form[k] != schema.SumForm || r.figures[k].Number.Percent != f.Number.Percent {
			continue
		}
		if f.Number.Percent || thing(b, r.at[k].tok) == thing(b, bound) {
			return k
		}
	}
	return -1
}
