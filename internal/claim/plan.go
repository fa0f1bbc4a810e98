package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// plan reads "vượt dự toán tỉnh giao" as a condition on what the table compares with that
// plan: a column of percentages, of which 100 is the plan met, or the two amounts.
func (r *reader) plan(b *block, s [2]int, from, to int) (a asked, key colKey, ok bool) {
	key.table = -1
	for i := from; i < to; i++ {
		t := &b.toks[i]
		if t.kind != word || t.cat&(lang.Meets|lang.Misses) == 0 || int(t.head) != i {
			continue
		}
		end, degree := int(t.tail), false
		for end < to && b.toks[end].kind == word && b.toks[end].cat&lang.ListOpen == 0 {
			degree = degree || b.toks[end].cat&lang.Against != 0
			end++
		}
		if degree && t.cat&lang.Above == 0 {
			continue // "đạt khá so với dự toán": not that it was met
		}
		c := judgement{met: t.cat&lang.Misses == 0 && !r.denied(b, i), over: r.overOnly(b, i), span: b.span(i, end)}
		k, cond, found := r.planColumn(b, s, from, end, c)
		if !found {
			continue
		}
		return asked{conds: []schema.Condition{cond}, span: cond.Span, percent: true, end: end}, k, true
	}
	return a, key, false
}

// denied reports whether a word that denies stands right before a word of meeting, and is
// none with it: "không vượt kế hoạch".
func (r *reader) denied(b *block, i int) bool {
	return i > 0 && b.toks[i-1].kind == word && b.toks[i-1].cat&lang.Not != 0 && b.toks[i].cat&lang.Misses == 0
}

// overOnly reports whether a plan is said to be exceeded, and not to be met as well: "vượt
// hoặc đạt kế hoạch".
func (r *reader) overOnly(b *block, i int) bool {
	t := &b.toks[i]
	if t.cat&lang.Above == 0 {
		return false
	}
	for k := max(0, i-2); k < len(b.toks) && k < int(t.tail)+2; k++ {
		if o := &b.toks[k]; (k < i || k >= int(t.tail)) && o.kind == word && o.cat&lang.Meets != 0 && o.cat&lang.Above == 0 {
			return false
		}
	}
	return true
}

// judgement is what is said of a plan or target, and where.
type judgement struct {
	met, over bool
	span      schema.Span
}

// planSaid reports whether words between two tokens name a plan by a word of a header, and
// nothing that the tables do not know.
func (r *reader) planSaid(b *block, from, to int) bool {
	said := false
	for k := from; k < to; k++ {
		t := &b.toks[k]
		switch {
		case t.kind != word || r.named(b, k):
		case r.planWord(t) && r.inPlan(t.id):
			said = said || k < from+4
		case r.lex.inHeader(t):
		case t.cat == 0 && !has(b.section.chain.words, t.id) && !r.inTitles(b, t.id):
			return false // "the goal for clean vehicles"
		}
	}
	return said
}

// inPlan reports whether a word stands in the header of a plan that a table compares with.
func (r *reader) inPlan(w int32) bool {
	for _, c := range r.comparisons() {
		if c.plan && (c.percent >= 0 && has(r.lex.columns[c.percent].order, w) || c.base >= 0 && has(r.lex.columns[c.base].order, w)) {
			return true
		}
	}
	return false
}

// planHeader reports whether the header of a column names a plan.
func (r *reader) planHeader(col *column) bool {
	for _, part := range r.rep.Tables[col.table].Columns[col.col].Path {
		toks := r.lex.header(part)
		for k := range toks {
			if toks[k].kind == word && r.planWord(&toks[k]) {
				return true
			}
		}
	}
	return false
}

// planNamed is the column of percentages that words name in full, -1 for none: "the
// original budget" is "Spent as % of original budget".
func (r *reader) planNamed(said *context) int {
	best, at := float32(0), -1
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if col.percent && len(col.words) > 0 && r.base100(col) {
			if n := r.lex.name(col, said, &context{}); n.score >= strong && n.own >= strong && n.score > best {
				best, at = n.score, c
			}
		}
	}
	return at
}

// planWord reports whether a word names a plan.
func (r *reader) planWord(t *token) bool {
	return t.cat&lang.Target != 0 || t.cat&lang.Base != 0 && t.cat&(lang.Total|lang.Stop|lang.Period|lang.FractionOf) == 0 && r.ownCat(t)&(lang.Of|lang.FractionOf|lang.All|lang.Total) == 0
}

// planColumn finds the only comparison with a plan that the words between two tokens allow,
// for a plan that is said to be met, exceeded or missed and whose figure the prose does not
// give.
func (r *reader) planColumn(b *block, s [2]int, from, to int, j judgement) (key colKey, c schema.Condition, ok bool) {
	cmp := schema.AtLeast
	switch {
	case !j.met && j.over: // "không vượt kế hoạch"
		cmp = schema.AtMost
	case !j.met:
		cmp = schema.Below
	case j.over:
		cmp = schema.Above
	}
	q := &query{b: b, s: s, tok: to - 1, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[s[0]:to], r.numberAt)}}
	q.own = r.context(b, from, to, phraseWords)
	for k := from; k < to; k++ { // the words for a plan tell one plan from another
		if t := &b.toks[k]; t.kind == word && r.lex.inHeader(t) && !r.named(b, k) && !has(q.own.words, t.id) {
			q.own.words = append(q.own.words, t.id)
		}
	}
	q.own.denies = false
	q.lead = q.own
	if at := r.planNamed(&q.own); at >= 0 {
		col := &r.lex.columns[at]
		return colKey{col.table, col.col}, schema.Condition{Cmp: cmp, Bound: &schema.Number{Value: schema.Int(100), Percent: true}, Span: j.span}, true
	}
	if !r.planSaid(b, from, to) {
		return key, c, false
	}
	options := r.options(q, true, cmp, j.span)
	if len(options) == 0 {
		return key, c, false
	}
	for _, o := range options[1:] {
		if o.score >= options[0].score-margin && o.key != options[0].key {
			return key, c, false
		}
	}
	return options[0].key, options[0].cond, true
}

// planRate is the column of percentages of a plan, for a threshold that is told as a part of
// it: "dưới 90% kế hoạch", "reached 90% of target or more".
func (r *reader) planRate(b *block, a *asked) (colKey, bool) {
	for k := range b.toks {
		t := &b.toks[k]
		if t.kind != num || t.start < a.conds[0].Span.Start || t.start >= a.conds[0].Span.End {
			continue
		}
		from := skipPercent(b.toks, k+1)
		to := from
		for to < len(b.toks) && b.toks[to].kind == word && to < from+5 && b.toks[to].cat&(lang.ListOpen|lang.Upward|lang.Downward) == 0 {
			to++
		}
		key, cond, ok := r.planColumn(b, b.sentenceAt(k), from, to, judgement{met: true, span: a.span})
		return key, ok && cond.Bound != nil && r.planSaid(b, from, to)
	}
	return colKey{}, false
}

// planVerdict makes the claim of one unit that is said to have met, exceeded or missed its
// plan: "Xã Bình Long thực hiện 72 ha, vượt kế hoạch được giao", "Foxhill met its target".
func (r *reader) planVerdict(b *block, s [2]int, i int) {
	t := &b.toks[i]
	if i > 0 && b.toks[i-1].kind == word && b.toks[i-1].cat&(lang.Not|lang.Nearly|lang.Intent) != 0 {
		return
	}
	end := int(t.tail)
	for end < s[1] && b.toks[end].kind == word && end < int(t.tail)+6 && b.toks[end].cat&(lang.And|lang.ListOpen) == 0 {
		end++
	}
	if end < s[1] && b.toks[end].kind == num && r.figures[b.toks[end].id].Role != schema.RoleTarget {
		return // "vượt kế hoạch 4,3%": by how much
	}
	m := r.judgedName(b, s, i)
	if m < 0 {
		return
	}
	key, cond, ok := r.planColumn(b, s, i, end, judgement{t.cat&lang.Misses == 0, r.overOnly(b, i), b.span(i, end)})
	if !ok {
		return
	}
	rows := r.rowIn(&binding{rows: r.narrow(b, s, m, nil)}, key.table, key.col)
	if len(rows) != 1 {
		return
	}
	name := &b.names[m]
	r.claims = append(r.claims, schema.Claim{Kind: schema.TargetClaim, Span: cond.Span, Figure: -1, Of: -1, Sure: true, Score: 70, Met: t.cat&lang.Misses == 0,
		Cell:     schema.CellName{Table: key.table, Row: -1, Col: key.col},
		Members:  []schema.Member{{Row: rows[0], Figure: -1, Span: b.span(name.first, name.end)}},
		Readings: []schema.Reading{{Group: rows, Conds: []schema.Condition{cond}}}})
}

// judgedName finds the name of whom a verdict at token i speaks: the nearest before it in the sentence, with nothing between but its figures and
// words that every report uses or that the tables know.
func (r *reader) judgedName(b *block, s [2]int, i int) int {
	for k := len(b.names) - 1; k >= 0; k-- {
		m := &b.names[k]
		if m.end > i || m.first < s[0] {
			continue
		}
		if m.whole || r.joined(b, k) || r.comparand(b, m) || r.closed(b, m.end-1, i) || b.toks[m.first].depth != b.toks[i].depth {
			return -1
		}
		for j := m.end; j < i; j++ {
			t := &b.toks[j]
			switch {
			case t.is(';') || t.is(':') || t.is('('):
				return -1
			case t.kind == word && t.cat&(lang.Intent|lang.Not|lang.Nearly|lang.OfWhich|lang.Plural|lang.High|lang.Low) != 0:
				return -1
			case t.kind == word && t.cat == 0 && !r.lex.inHeader(t) && !r.knownUnit(t.id) && !r.lex.vocab.fact(t.id).scale:
				return -1
			}
		}
		return k
	}
	return -1
}
