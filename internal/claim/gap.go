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
