package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// orders reads names that are said to stand in the order of their figures: "theo thứ tự
// từ cao xuống thấp: đường bộ, đường sông, hàng không".
func (r *reader) orders() {
	for _, b := range r.blocks {
		for _, s := range b.sentences {
			for i := s[0]; i < s[1]; i++ {
				if t := &b.toks[i]; t.kind == word && int(t.head) == i && t.cat&(lang.Falling|lang.Rising) != 0 {
					r.order(b, s, i, t.cat&lang.Falling != 0)
					break
				}
			}
		}
	}
}

// order makes the claim of the list of a sentence that says how it is ordered.
func (r *reader) order(b *block, s [2]int, at int, falling bool) {
	first := -1
	for k := range b.names {
		if m := &b.names[k]; m.first >= s[0] && m.first < s[1] && !m.whole && k+1 < len(b.names) && b.names[k+1].first < s[1] && r.follows(b, k+1) {
			first = k
			break
		}
	}
	if first < 0 {
		return
	}
	var named []listed
	for k := first; k < len(b.names) && b.names[k].first < s[1]; k++ {
		if k > first && !r.follows(b, k) {
			break
		}
		m := &b.names[k]
		stop := s[1]
		if k+1 < len(b.names) {
			stop = min(stop, b.names[k+1].first)
		}
		named = append(named, listed{schema.Member{Span: b.span(m.first, m.end), Figure: r.figureOf(b, k, m.end, stop)}, r.narrow(b, s, k, nil)})
	}
	key, sure := r.orderColumn(b, s, at, b.names[first].first, named)
	if k := r.balanceColumn(); (!sure || key == k) && k.table >= 0 && r.saysDeficit(b, s[0], b.names[first].first) { // the greatest deficit is the least balance
		key, sure, falling = k, true, !falling
	}
	if key.table < 0 {
		return
	}
	members := resolve(named, key.table, nil)
	if len(members) < 2 || len(members) != len(named) {
		return
	}
	r.claims = append(r.claims, schema.Claim{Kind: schema.OrderClaim, Figure: -1, Of: -1, Met: falling, Sure: sure, Score: 70, Members: members,
		Cell: schema.CellName{Table: key.table, Row: -1, Col: key.col},
		Span: schema.Span{Block: b.index, Start: members[0].Span.Start, End: members[len(members)-1].Span.End}})
}

// follows reports whether the name at k goes on a list: between it and the name before
// stand only its figure, its title, signs and "and".
func (r *reader) follows(b *block, k int) bool {
	p, m := &b.names[k-1], &b.names[k]
	words := 0
	for i := p.end; i < m.first; i++ {
		t := &b.toks[i]
		switch {
		case t.is('.') || t.is(':'):
			return false
		case t.kind == word && t.cat&(lang.And|lang.Noun|lang.Stop) == 0 && t.depth <= b.toks[m.first].depth:
			words++
		}
	}
	return words <= 3 && m.first > p.end
}

// orderColumn is the column by which a list is ordered: the one that its figures tell,
// else the one that the words of the sentence name.
func (r *reader) orderColumn(b *block, s [2]int, at, first int, named []listed) (colKey, bool) {
	count := map[int]int{}
	for _, m := range named {
		if m.Figure >= 0 && r.binds[m.Figure].focus >= 0 && r.form[m.Figure] == schema.SumForm {
			count[r.binds[m.Figure].focus]++
		}
	}
	for col, n := range count {
		if n >= 2 && n == len(named) {
			c := &r.lex.columns[col]
			return colKey{c.table, c.col}, true
		}
	}
	q := &query{b: b, s: s, tok: first, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[s[0]:first], r.numberAt)}}
	q.own = r.context(b, s[0], first, phraseWords)
	q.lead = q.own
	m, second := r.bestColumn(q, named, false)
	p, rival := r.bestColumn(q, named, true)
	if r.saysRatio(b, s[0], first) { // "theo tỷ lệ" is no amount, and an amount is no rate
		m.score, second = 0.6*m.score, 0.6*second
	} else {
		p.score, rival = 0.6*p.score, 0.6*rival
	}
	if p.score > m.score {
		m, second = p, max(m.score, rival)
	} else {
		second = max(second, p.score)
	}
	if m.score < weak {
		return colKey{table: -1}, false
	}
	c := &r.lex.columns[m.col]
	return colKey{c.table, c.col}, m.score-second >= margin/2 && (m.score >= 0.5 || len(c.words) == 0) && m.clean >= 0.5
}

// saysRatio reports whether words between two tokens speak of a rate.
func (r *reader) saysRatio(b *block, from, to int) bool {
	for k := from; k < to; k++ {
		if b.toks[k].kind == word && b.toks[k].cat&lang.Ratio != 0 {
			return true
		}
	}
	return false
}

// bestColumn is the column that a phrase names best among those that have the first
// name of a list, and the score of the next one.
func (r *reader) bestColumn(q *query, named []listed, percent bool) (best match, second float32) {
	best.col = -1
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if col.percent != percent {
			continue
		}
		row := -1
		if len(named) > 0 {
			for _, p := range named[0].rows {
				if p.table == col.table {
					row = p.row
				}
			}
			if row < 0 {
				continue
			}
		}
		m := r.match(r.said(c, q), q, place{col.table, row})
		m.score *= r.periodWeight(q, col) * r.planWeight(q, col)
		if col.moves && !saysMove(q.b, q.s[0], q.tok+1) {
			m.score *= unmoved
		}
		if m.score > best.score {
			second = max(second, best.score)
			best = m
		} else if best.col < 0 || !r.sameColumn(c, best.col) {
			second = max(second, m.score)
		}
	}
	return best, second
}
