package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// countColumn finds the column that a count speaks of.
func (r *reader) countColumn(b *block, h *head, a *asked, lead *context, members []listed) (colKey, bool) {
	percent := a.percent
	if a.target && len(a.conds) == 0 {
		percent = true
	}
	type cand struct {
		key   colKey
		score float32
		n     naming
	}
	var cands []cand
	s := b.section
	most := 0
	for _, v := range s.agree {
		most = max(most, v)
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if col.percent != percent {
			continue
		}
		n := r.lex.name(col, lead, &s.chain)
		if n.score < weak {
			// the words of the head may carry no name at all; then the sentence before may
			continue
		}
		score := n.score
		if h.from >= 0 {
			at := b.sentenceAt(h.from)
			if col.moves && !saysMove(b, at[0], at[1]) {
				score *= unmoved
			}
			if col.plan && col.percent && !r.saysPlan(b, at) {
				score *= unmoved
			}
			if col.past && r.lex.periodIn(b.toks[at[0]:at[1]], r.numberAt).Year == 0 && !r.saysPeriod(b, at) {
				score *= unsaidPast
			}
		}
		if most > 0 {
			score += 0.4 * float32(s.agree[colKey{col.table, col.col}]) / float32(most)
		}
		if len(members) > 0 {
			score += 0.4 * r.memberTies(members, col)
		}
		cands = append(cands, cand{colKey{col.table, col.col}, score, n})
	}
	best, second := -1, float32(0)
	for k := range cands {
		if best < 0 || cands[k].score > cands[best].score {
			best = k
		}
	}
	if best < 0 {
		if k := r.toldColumn(members, percent); k.table >= 0 {
			return k, true
		}
		return r.onlyPercent(b, h, a, lead, members)
	}
	top := cands[best]
	if k := r.toldColumn(members, percent); k.table >= 0 && k != top.key && top.n.own < strong {
		return k, true // all figures of the list stand in it, and the words name no other
	}
	for k := range cands {
		if cands[k].key != top.key {
			second = max(second, cands[k].score)
		}
	}
	agreed := s.agree[top.key]
	carried := agreed >= 3 && 2*agreed >= s.figures
	sure := (top.score-second >= margin || len(cands) == 1) && (top.n.score >= strong && !top.n.stray || carried)
	if !sure {
		sure = r.countNamed(b, h, lead, members, top.key, percent) || r.toldColumn(members, percent) == top.key && r.strange(b, lead) == 0
	}
	return top.key, sure
}

// saysPlan reports whether a sentence speaks of a plan.
func (r *reader) saysPlan(b *block, s [2]int) bool {
	for k := s[0]; k < s[1]; k++ {
		if t := &b.toks[k]; t.kind == word && r.planWord(t) {
			return true
		}
	}
	return false
}

// saysPeriod reports whether a sentence speaks of another period: "cùng kỳ".
func (r *reader) saysPeriod(b *block, s [2]int) bool {
	for k := s[0]; k < s[1]; k++ {
		if b.toks[k].kind == word && b.toks[k].cat&lang.Period != 0 {
			return true
		}
	}
	return false
}

// countNamed reports whether the words of a count name a column clearly by how much of
// its header they say and how little else, as the figures of the text are read.
func (r *reader) countNamed(b *block, h *head, lead *context, members []listed, key colKey, percent bool) bool {
	if len(lead.words) == 0 {
		return false
	}
	q := &query{b: b, tok: h.after, f: &schema.Figure{}, bd: &binding{}, own: *lead, lead: *lead}
	q.s = [2]int{0, len(b.toks)}
	m, second := r.bestColumn(q, members, percent)
	if m.col < 0 {
		return false
	}
	c := &r.lex.columns[m.col]
	return (colKey{c.table, c.col}) == key && m.spoken >= 0.25 && m.recall >= 0.7 && m.clean >= 0.5 && m.score-second >= margin/2
}

// memberTies is the share of the members' figures that tie in a column.
func (r *reader) memberTies(members []listed, col *column) float32 {
	ties, all := 0, 0
	for _, m := range members {
		if m.Figure < 0 {
			continue
		}
		all++
		for _, p := range r.binds[m.Figure].rows {
			if p.table == col.table && r.fit(&r.figures[m.Figure], r.rep.Tables[col.table], p.row, col.col) != tie.Off {
				ties++
				break
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float32(ties) / float32(all)
}

// onlyPercent is the column of percentages of the table that has the names of a list, or as
// many rows as a count says, where it has no other and the words name none: "Nhóm trên 50%:
// 9/18 địa phương".
func (r *reader) onlyPercent(b *block, h *head, a *asked, lead *context, members []listed) (colKey, bool) {
	out := colKey{table: -1}
	if !a.percent || len(a.conds) == 0 || lead.names(r.lex, &context{}) {
		return out, false
	}
	n := h.whole
	if h.of >= 0 {
		n = int(r.figures[h.of].Number.Value.Coef)
	}
	for t, table := range r.rep.Tables {
		if table.Twin > 0 || len(members) > 0 && len(resolve(members, t, nil)) < len(members) {
			continue
		}
		if len(members) == 0 {
			fits := false
			for _, g := range r.groups(table) {
				fits = fits || n > 0 && len(g.rows) == n
			}
			if !fits {
				continue
			}
		}
		for c := range r.lex.columns {
			col := &r.lex.columns[c]
			if col.table != t || !col.percent {
				continue
			}
			if out.table >= 0 && out != (colKey{t, col.col}) {
				return colKey{table: -1}, false
			}
			out = colKey{t, col.col}
		}
	}
	return out, out.table >= 0 && r.strange(b, lead) == 0
}

// toldColumn is the only column in which all the figures that a list tells with its names
// stand, where there are two or more: the names bind them, row by row.
func (r *reader) toldColumn(members []listed, percent bool) colKey {
	out := colKey{table: -1}
	told := 0
	for _, m := range members {
		if m.Figure >= 0 && len(significantDigits(&r.figures[m.Figure])) >= 3 {
			told++
		}
	}
	if told < 2 {
		return out
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if k := (colKey{col.table, col.col}); col.percent != percent || k == out || r.memberTies(members, col) < 1 {
			continue
		} else if out.table >= 0 {
			return colKey{table: -1}
		} else {
			out = k
		}
	}
	return out
}
