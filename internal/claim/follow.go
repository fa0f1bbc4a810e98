package claim

import (
	"math/big"
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// followers reads the units that are said to come next behind the first: "lớn nhất là A (205
// ha), tiếp theo là B (129 ha) và C (126 ha)", "followed by B and C". They must stand in the
// order of their figures, and be those that come next.
func (r *reader) followers(x *extremal, col int) {
	b := x.b
	first := &b.names[x.name]
	from := max(x.end, first.end)
	opened := -1
	for k := from; k < x.s[1]; k++ {
		if mark, end := r.lex.markFrom(b.toks, k); mark == nextWord {
			opened = end
			break
		}
		if t := &b.toks[k]; t.is(';') || t.kind == word && t.cat&(lang.High|lang.Low) != 0 {
			return
		}
	}
	if opened < 0 || x.rank != 1 {
		return
	}
	for k := range b.names {
		if m := &b.names[k]; k != x.name && !m.whole && m.first >= first.end && m.end <= opened {
			return // another stands between: who comes next comes behind that one
		}
	}
	named := []listed{{schema.Member{Span: b.span(first.first, first.end), Figure: x.figure}, r.narrow(b, x.s, x.name, nil)}}
	last := -1
	for k := range b.names {
		m := &b.names[k]
		if m.first < opened || m.first >= x.s[1] || m.whole {
			continue
		}
		if last >= 0 && !r.goesOn(b, b.names[last].end, m.first) {
			break
		}
		last = k
		named = append(named, listed{schema.Member{Span: b.span(m.first, m.end), Figure: -1}, r.narrow(b, x.s, k, nil)})
	}
	c := &r.lex.columns[col]
	members := resolve(named, c.table, nil)
	if len(members) < 2 || len(members) != len(named) {
		return
	}
	claim := &r.claims[len(r.claims)-1]
	if claim.Kind != schema.ExtremeClaim || claim.Cell.Row != members[0].Row {
		return
	}
	r.sequence(x, claim, members)
}

// goesOn reports whether a list of followers goes on between two tokens: figures, signs,
// "and" and "then", and no word of its own.
func (r *reader) goesOn(b *block, from, to int) bool {
	for k := from; k < to; k++ {
		t := &b.toks[k]
		if t.is('.') {
			return false
		}
		if t.kind != word || t.depth > b.toks[from-1].depth {
			continue
		}
		mark, end := r.lex.markFrom(b.toks, k)
		switch {
		case mark == nextWord:
			k = end - 1
		case t.cat&(lang.And|lang.Stop|lang.Noun|lang.ListOpen) != 0 && t.cat&(lang.High|lang.Low) == 0, r.knownUnit(t.id), r.lex.vocab.fact(t.id).scale, r.lex.inHeader(t):
		default:
			return false
		}
	}
	return true
}

// sequence makes the claim of an order told one after the other: of the list where its units
// are those that lead, else of the first that has not the place it is given.
func (r *reader) sequence(x *extremal, lead *schema.Claim, members []schema.Member) {
	t := r.rep.Tables[lead.Cell.Table]
	for _, rd := range lead.Readings {
		order := r.ranked(t, rd.Group, lead.Cell.Col, lead.Met)
		if len(order) < len(members) {
			continue
		}
		rows := map[int]bool{}
		for _, row := range order[:len(members)] {
			rows[row] = true
		}
		all := true
		for _, m := range members {
			all = all && rows[m.Row]
		}
		if !all {
			continue
		}
		r.claims = append(r.claims, schema.Claim{Kind: schema.OrderClaim, Figure: -1, Of: -1, Met: lead.Met, Sure: lead.Sure, Score: 70, Members: members, Cell: lead.Cell,
			Span: schema.Span{Block: x.b.index, Start: members[0].Span.Start, End: members[len(members)-1].Span.End}})
		return
	}
	c := *lead
	for k, m := range members[1:] {
		c.K, c.Figure, c.Of = k+2, -1, -1
		c.Cell.Row = m.Row
		c.Members = []schema.Member{m}
		c.Span = m.Span
		if order := r.ranked(t, c.Readings[0].Group, c.Cell.Col, c.Met); len(order) <= k+1 || order[k+1] != m.Row {
			break
		}
	}
	r.claims = append(r.claims, c)
}

// ranked is a group of rows in the order of their figures in a column; rows of one figure
// stay as they are.
func (r *reader) ranked(t *schema.Table, group []int, col int, falling bool) []int {
	value := func(row int) *big.Rat { return r.rep.At(t.Ref(row, col)).Number.Rat() }
	out := append([]int(nil), group...)
	slices.SortStableFunc(out, func(a, b int) int {
		if falling {
			return value(b).Cmp(value(a))
		}
		return value(a).Cmp(value(b))
	})
	return out
}
