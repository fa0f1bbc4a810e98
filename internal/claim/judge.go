package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// judgements reads what is said of single figures and names: "19,82% (chưa đạt chỉ
// tiêu tỉnh giao)", "Hoài Hương và Hoài Thanh Tây dưới mức chỉ tiêu tỉnh giao". Counts
// have taken their own conditions before.
func (r *reader) judgements(b *block, s [2]int) {
	for i := s[0]; i < s[1]; i++ {
		t := &b.toks[i]
		if t.kind != word || t.cat&(lang.Meets|lang.Misses) == 0 || int(t.head) != i || r.taken(b, i) {
			continue
		}
		tail := int(t.tail)
		before := len(r.claims)
		targeted := r.targetBehind(b, tail, s[1]) >= 0
		if !targeted {
			r.planVerdict(b, s, i)
			continue
		}
		end := i + 1
		for end < s[1] && b.toks[end].depth >= t.depth && !b.toks[end].is(';') && !(b.toks[end].is(',') && b.toks[end].depth == t.depth) {
			end++
		}
		a, ok := r.ask(b, i, end)
		if !ok {
			continue
		}
		r.judge(b, s, i, &a)
		if len(r.claims) == before && r.untargeted(b) {
			r.planVerdict(b, s, i)
		}
		i = max(i, a.end-1)
	}
}

// taken reports whether the words at token i are the condition of a count.
func (r *reader) taken(b *block, i int) bool {
	at := b.toks[i].start
	for k := len(r.claims) - 1; k >= 0; k-- {
		c := &r.claims[k]
		if c.Span.Block != b.index {
			if c.Span.Block < b.index {
				return false
			}
			continue
		}
		if c.Kind == schema.CountClaim && c.Span.Start <= at && at < c.Span.End {
			return true
		}
		for _, rd := range c.Readings {
			for _, cond := range rd.Conds {
				if cond.Span.Block == b.index && cond.Span.Start <= at && at < cond.Span.End {
					return true
				}
			}
		}
	}
	return false
}

// judge makes the claim of one judgement: about the names before it in the same
// bracket, or the figure before it.
func (r *reader) judge(b *block, s [2]int, i int, a *asked) {
	depth := b.toks[i].depth
	open := s[0]
	if depth > 0 {
		for k := i; k >= s[0]; k-- {
			if (b.toks[k].is('(') || b.toks[k].is('[')) && b.toks[k].depth == depth {
				open = k
				break
			}
		}
	}
	var names []listed
	var rows []place
	for _, m := range b.names {
		if depth > 0 && m.first > open && m.end <= i && b.toks[m.first].depth == depth && !m.whole {
			names = append(names, listed{schema.Member{Span: b.span(m.first, m.end), Figure: -1}, m.rows})
			rows = m.rows
		}
	}
	figure := -1
	if len(names) == 0 && depth > 0 {
		for k := open + 1; k < i; k++ {
			if t := &b.toks[k]; t.kind == word && t.upper && t.cat == 0 {
				return // "(riêng Hoài Hương còn ở dưới mức chỉ tiêu)": of somebody whom no table knows
			}
		}
	}
	if len(names) == 0 {
		for k := i - 1; k >= s[0]; k-- {
			if b.toks[k].kind != num {
				continue
			}
			f := &r.figures[b.toks[k].id]
			if f.Verdict == schema.NotClaim || f.Role != schema.RoleValue && f.Role != schema.RoleShare || r.closed(b, k, i) {
				continue
			}
			figure = int(b.toks[k].id)
			break
		}
		if figure < 0 {
			return
		}
		if !r.binds[figure].explicit {
			r.judgeFigure(figure, a)
			return
		}
		rows = r.binds[figure].rows
	}
	lead := context{}
	asOne := head{figure: -1, of: -1}
	if figure >= 0 {
		lead = r.binds[figure].lead
		a.percent = r.figures[figure].Number.Percent
	}
	key, sure := r.countColumn(b, &asOne, a, &lead, names)
	if key.table < 0 {
		r.judgeFigure(figure, a)
		return
	}
	table := r.rep.Tables[key.table]
	members := resolve(names, key.table, nil)
	if figure >= 0 {
		at := r.rowIn(&r.binds[figure], key.table, key.col)
		if len(at) != 1 {
			return
		}
		bd := &r.binds[figure]
		m := schema.Member{Row: at[0], Figure: figure, Span: r.figures[figure].Span}
		if bd.mention >= 0 {
			m.Span = b.span(b.names[bd.mention].first, b.names[bd.mention].end)
		}
		members = []schema.Member{m}
	}
	var group []int
	for _, m := range members {
		group = append(group, m.Row)
	}
	if len(group) == 0 {
		return
	}
	claim := schema.Claim{Kind: schema.TargetClaim, Span: a.span, Figure: figure, Of: -1, Cell: schema.CellName{Table: key.table, Row: -1, Col: key.col},
		Members: members, Met: a.met, Sure: sure, Score: 60, Factor: int8(unitScale(table, group[0], key.col))}
	conds := r.readTargetsFor(b, a, key, group, rows)
	if conds == nil {
		return
	}
	for _, c := range conds {
		claim.Readings = append(claim.Readings, schema.Reading{Group: group, Conds: c})
	}
	r.claims = append(r.claims, claim)
}

// judgeFigure holds a figure itself against a target that is given with its verdict, where
// no cell is known for it: "93.3%, meeting the Board's target of 94%".
func (r *reader) judgeFigure(figure int, a *asked) {
	if figure < 0 || a.target || len(a.conds) != 1 || a.conds[0].Bound == nil {
		return
	}
	f := &r.figures[figure]
	if f.Number.Percent != a.conds[0].Bound.Percent || f.Approx != schema.Exactly {
		return
	}
	r.claims = append(r.claims, schema.Claim{Kind: schema.TargetClaim, Span: a.span, Figure: figure, Of: -1, Cell: schema.CellName{Table: -1, Row: -1, Col: -1},
		Met: a.met, Sure: true, Score: 70, Readings: []schema.Reading{{Conds: a.conds}}})
}

// readTargetsFor is readConditions for single rows, whose level may be named by rows
// that are not their parent.
func (r *reader) readTargetsFor(b *block, a *asked, key colKey, group []int, rows []place) [][]schema.Condition {
	if !a.target {
		return [][]schema.Condition{a.conds}
	}
	t := r.rep.Tables[key.table]
	same := func(level []place) bool {
		for _, p := range level {
			for _, q := range rows {
				if p == q {
					return true
				}
			}
		}
		return r.levelFits(level, key.table, rowGroup{parent: t.Rows[group[0]].Parent, rows: group})
	}
	var out [][]schema.Condition
	for _, way := range r.lookup(b.section, a.said, key, r.lexPercent(key), same) {
		conds := append([]schema.Condition(nil), a.conds...)
		for _, tg := range way {
			conds = append(conds, tg.condition(a.met, a.span))
		}
		out = append(out, conds)
	}
	return out
}

// untargeted reports whether no target is set in the sections that hold a block, so that the
// plan of the table is meant.
func (r *reader) untargeted(b *block) bool {
	for at := b.section; at != nil; at = at.parent {
		for k := range r.targets {
			if r.targets[k].section == at {
				return false
			}
		}
	}
	return true
}
