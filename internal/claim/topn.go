package claim

import (
	"math/big"
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// leaders reads several units that are said to lead or to trail together: "Ba đơn vị có tỷ
// lệ cao nhất là A, B và C", "The three depots with the highest rate were A, B and C". As a
// list, its condition is to reach the figure of the last of them; with words for an order it
// is also one that must stand in it.
func (r *reader) leaders() {
	for _, b := range r.blocks {
		for _, s := range b.sentences {
			for i := s[0]; i < s[1]; i++ {
				t := &b.toks[i]
				if t.kind == word && int(t.head) == i && t.cat&(lang.High|lang.Low) != 0 && t.cat&(lang.High|lang.Low) != lang.High|lang.Low {
					if r.leader(b, s, i) {
						break
					}
				}
			}
		}
	}
}

// leader reads the list of the word of place at token i.
func (r *reader) leader(b *block, s [2]int, i int) bool {
	n, head, noun := r.countBefore(b, s, i)
	if n < 2 || n > 10 {
		return false
	}
	named, open := r.leaderNames(b, s, int(b.toks[i].tail))
	if len(named) != n {
		return false
	}
	key, sure := r.leaderColumn(b, s, noun, i, open, named)
	if key.table < 0 {
		return false
	}
	members := resolve(named, key.table, nil)
	if len(members) != n {
		return false
	}
	t := r.rep.Tables[key.table]
	low := b.toks[i].cat&lang.Low != 0
	span := b.span(i, int(b.toks[i].tail))
	claim := schema.Claim{Kind: schema.CountClaim, Figure: -1, Of: -1, K: n, Sure: sure, Score: 70, Members: members, Complete: true,
		Cell: schema.CellName{Table: key.table, Row: -1, Col: key.col}, Span: b.span(head, int(b.toks[i].tail))}
	for _, g := range r.leading(b, head, noun, i, key, named, members) {
		if bound, ok := r.nth(t, g, key.col, n, low); ok {
			cmp := schema.AtLeast
			if low {
				cmp = schema.AtMost
			}
			claim.Readings = append(claim.Readings, schema.Reading{Group: g, Conds: []schema.Condition{{Cmp: cmp, Bound: &bound, Span: span}}})
		}
	}
	if len(claim.Readings) == 0 {
		return false
	}
	r.claims = append(r.claims, claim)
	if r.inOrder(b, i, open) {
		r.claims = append(r.claims, schema.Claim{Kind: schema.OrderClaim, Figure: -1, Of: -1, Met: !low, Sure: sure, Score: 70, Members: members,
			Cell: claim.Cell, Span: schema.Span{Block: b.index, Start: members[0].Span.Start, End: members[n-1].Span.End}})
	}
	return true
}

// leading lists the groups among which units may be said to lead: the units that the noun
// counts, or where those are not all of them, the rows like the first of them.
func (r *reader) leading(b *block, from, noun, at int, key colKey, named []listed, members []schema.Member) [][]int {
	t := r.rep.Tables[key.table]
	h := head{from: from, after: noun, figure: -1, of: -1}
	for k := noun - 1; k > from && b.toks[k].kind == word && b.toks[k].cat&lang.Noun != 0; k-- {
		h.nouns = append(h.nouns, b.toks[k].id)
	}
	group := r.group(b, &h, key, named, at)
	for _, m := range members {
		if !hasInt(group, m.Row) {
			return r.comparable(t, members[0].Row, key.col, func([]int32) bool { return false })
		}
	}
	return [][]int{group}
}

// countBefore finds the counted noun before a word of place: "ba đơn vị có …", "the three
// depots with …"; head is the first token of the number, noun the one behind the nouns.
func (r *reader) countBefore(b *block, s [2]int, i int) (n, head, noun int) {
	for k := i - 1; k >= s[0] && k >= i-16; k-- {
		t := &b.toks[k]
		if t.kind == punct && !t.is('%') {
			return 0, 0, 0
		}
		v, end := 0, k+1
		switch {
		case t.kind == num:
			v = r.numberAt(t)
			if r.figures[t.id].Role != schema.RoleCount || r.figures[t.id].Number.Percent {
				return 0, 0, 0
			}
		case t.kind == word && t.cat&lang.Year == 0:
			w, stop := r.lex.numberWords(b.toks, k)
			v, end = int(w), stop
		}
		if v < 2 {
			continue
		}
		for noun = end; noun < i && b.toks[noun].kind == word && b.toks[noun].cat&lang.Noun != 0; noun++ {
		}
		if noun == end && end < i { // "ba sản phẩm": no noun that lists count
			return 0, 0, 0
		}
		return v, k, noun
	}
	return 0, 0, 0
}

// leaderNames reads the names behind a word of place that a word or a colon opens; open is
// the token of the first.
func (r *reader) leaderNames(b *block, s [2]int, from int) (out []listed, open int) {
	for k := range b.names {
		m := &b.names[k]
		if m.first < from || m.first >= s[1] || m.whole {
			continue
		}
		if len(out) > 0 && !r.follows(b, k) {
			break
		}
		if len(out) == 0 {
			opened := false
			for j := from; j < m.first; j++ {
				t := &b.toks[j]
				if t.kind == num || t.is(';') || t.is('.') || t.is('(') {
					return nil, 0
				}
				opened = opened || t.is(':') || t.kind == word && t.cat&(lang.ListOpen|lang.Where) != 0
			}
			if !opened {
				return nil, 0
			}
			open = m.first
		}
		stop := s[1]
		if k+1 < len(b.names) {
			stop = min(stop, b.names[k+1].first)
		}
		out = append(out, listed{schema.Member{Span: b.span(m.first, m.end), Figure: r.figureOf(b, k, m.end, stop)}, r.narrow(b, s, k, nil)})
	}
	return out, open
}

// leaderColumn is the column by which units lead: that of the figures told with them, else
// the one that the words before name.
func (r *reader) leaderColumn(b *block, s [2]int, noun, at, open int, named []listed) (colKey, bool) {
	count := map[int]int{}
	for _, m := range named {
		told := map[int]bool{}
		for k := range r.figures {
			if r.blocks[r.at[k].block] != b || r.at[k].tok < s[0] || r.at[k].tok >= s[1] || r.binds[k].focus < 0 || r.form[k] != schema.SumForm && r.form[k] != schema.IndexForm {
				continue
			}
			for _, p := range m.rows {
				if r.about[k] == p && !told[r.binds[k].focus] {
					told[r.binds[k].focus] = true
					count[r.binds[k].focus]++
				}
			}
		}
	}
	for col, n := range count {
		if n == len(named) && len(count) == 1 {
			c := &r.lex.columns[col]
			return colKey{c.table, c.col}, true
		}
	}
	for k := max(noun, at-2); k < at; k++ { // "tăng cao nhất": by what the table compares
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Up|lang.Down) != 0 {
			return r.changeColumn(b, s, k, open)
		}
	}
	said := r.context(b, noun, open, phraseWords)
	key, sure := r.orderColumn(b, [2]int{noun, s[1]}, at, open, named)
	return key, sure && said.names(r.lex, &context{})
}

// changeColumn is the column by which units are said to have risen or fallen most, and
// whether the words leave no other.
func (r *reader) changeColumn(b *block, s [2]int, at, to int) (colKey, bool) {
	q := &query{b: b, s: s, tok: at, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[s[0]:to], r.numberAt)}}
	q.bd.said = r.changeSaid(q)
	if said, ok := r.leadBefore(b, at); ok {
		q.own = said
	}
	q.own = merge(q.own, r.context(b, s[0], to, phraseWords))
	q.own.denies = false
	q.lead = q.own
	options := r.options(q, false, schema.Above, b.span(at, at+1))
	if len(options) == 0 || options[0].cond.Bound == nil {
		return colKey{table: -1}, false
	}
	for _, o := range options[1:] {
		if o.score >= options[0].score-margin && o.key != options[0].key {
			return options[0].key, false
		}
	}
	return options[0].key, true
}

// inOrder reports whether words between a word of place and the names say that these stand
// in the order of their figures.
func (r *reader) inOrder(b *block, at, open int) bool {
	for k := at; k < open; k++ {
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Falling|lang.Rising) != 0 || t.kind == word && t.cat&lang.Respectively != 0 {
			return true
		}
	}
	return false
}

// nth is the figure of the nth row of a group from the top, or from the bottom; not ok where
// the row behind it has the same, so that the place is shared.
func (r *reader) nth(t *schema.Table, group []int, col, n int, low bool) (schema.Number, bool) {
	type figure struct {
		n schema.Number
		v *big.Rat
	}
	var all []figure
	for _, row := range group {
		c := r.rep.At(t.Ref(row, col))
		if c.Kind != schema.Numeric {
			return schema.Number{}, false
		}
		all = append(all, figure{c.Number, c.Number.Rat()})
	}
	if len(all) <= n {
		return schema.Number{}, false
	}
	slices.SortStableFunc(all, func(a, b figure) int {
		if low {
			return a.v.Cmp(b.v)
		}
		return b.v.Cmp(a.v)
	})
	if all[n-1].v.Cmp(all[n].v) == 0 {
		return schema.Number{}, false
	}
	bound := all[n-1].n
	return bound, true
}
