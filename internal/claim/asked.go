package claim

import (
	"math/big"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// targetBehind finds the target word that a word of meeting or missing turns to: within two
// words, or behind whose target it is: "meeting the Board's target". -1 for none.
func (r *reader) targetBehind(b *block, tail, to int) int {
	for j := tail; j < to && j <= tail+6; j++ {
		t := &b.toks[j]
		if t.kind == num {
			return -1
		}
		if t.kind == word && t.cat&lang.Target != 0 {
			return j
		}
		if j < tail+2 || t.kind == word && (t.upper || t.cat&lang.Plural != 0 || t.end-t.start == 1) || t.is('\'') || t.is('’') {
			continue
		}
		return -1
	}
	return -1
}

// targetNumber is the percentage between a word of meeting or missing at token i and the target
// word that it stands before, "met the 50% target"; -1 for none.
func (r *reader) targetNumber(b *block, i, to int) int {
	toks := b.toks
	if toks[i].cat&(lang.Meets|lang.Misses) == 0 {
		return -1
	}
	at := int(toks[i].tail)
	for at < to && at <= int(toks[i].tail)+1 && toks[at].kind == word && toks[at].cat != 0 && toks[at].cat&^(lang.Stop|lang.Plural) == 0 {
		at++
	}
	if at >= to || toks[at].kind != num || !r.figures[toks[at].id].Number.Percent {
		return -1
	}
	k := skipPercent(toks, at+1)
	if k < to && toks[k].kind == word && toks[k].cat&lang.Target != 0 {
		return at
	}
	return -1
}

// bareVerdict reports whether a word of meeting or missing stands alone as the condition of
// a count, of a target told before in the sentence or in the block: "So với mục tiêu 85%,
// bốn vùng không đạt là …". Words of approximation and measures would follow otherwise.
func (r *reader) bareVerdict(b *block, from, i, to int) bool {
	t := &b.toks[i]
	if i != from || t.cat&lang.Misses != 0 && t.cat&lang.Below != 0 {
		return false
	}
	k := int(t.tail)
	if k < to && !(b.toks[k].is(',') || b.toks[k].is(':') || b.toks[k].is('.') || b.toks[k].is('(') || b.toks[k].kind == word && b.toks[k].cat&lang.ListOpen != 0) {
		return false
	}
	for n := range r.targets {
		if sp := r.targets[n].span; sp.Block == b.index && sp.Start < t.start {
			return true
		}
	}
	return false
}

// boundBehind reads a bound that is told behind its figure alone: "đạt 90% trở lên",
// "reached 65% or more".
func (r *reader) boundBehind(b *block, tail, to int) (schema.Comparator, bool) {
	if tail >= to || b.toks[tail].kind != num {
		return 0, false
	}
	for k := skipPercent(b.toks, tail+1); k < to && k < tail+5; k++ {
		t := &b.toks[k]
		switch {
		case t.kind != word || t.cat&(lang.And|lang.ListOpen) != 0 && t.cat&(lang.Upward|lang.Downward) == 0:
			return 0, false
		case t.cat&lang.Upward != 0 && int(t.head) == k:
			return schema.AtLeast, true
		case t.cat&lang.Downward != 0 && int(t.head) == k:
			return schema.AtMost, true
		}
	}
	return 0, false
}

// changeBefore reports whether a threshold at token i is one of increases (1) or decreases
// (-1): a word for a direction stands right before it.
func (r *reader) changeBefore(b *block, from, i int) int {
	for k := i - 1; k >= from && k >= i-3 && b.toks[k].kind == word; k-- {
		switch c := b.toks[k].cat; {
		case c&(lang.Above|lang.Below) != 0 && c&(lang.Stop) != 0:
		case c&lang.Up != 0:
			return 1
		case c&lang.Down != 0:
			return -1
		}
	}
	return 0
}

// changeThreshold reads "tăng trên 15% so với cùng kỳ" as a condition on what the table
// compares: 15 on a column of changes, 115 on one of indices.
func (r *reader) changeThreshold(b *block, h *head, a *asked, stop int) (colKey, bool) {
	none := colKey{table: -1}
	if a.change == 0 || len(a.conds) != 1 || a.conds[0].Upper != nil {
		return none, false
	}
	s := b.sentenceAt(h.from)
	q := &query{b: b, s: s, tok: h.after, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[s[0]:stop], r.numberAt)}}
	q.own = merge(r.context(b, h.after, stop, phraseWords), context{})
	if len(q.own.words) == 0 { // "Xét riêng số vụ, 9/13 địa phương giảm từ 5% trở lên"
		q.own = r.context(b, s[0], h.from, phraseWords)
	}
	q.own.denies = false
	q.lead = q.own
	asked := a.conds[0]
	options := r.options(q, false, asked.Cmp, asked.Span)
	out := options[:0]
	for _, o := range options {
		if o.cond.Bound == nil || r.lexPercent(o.key) != asked.Bound.Percent || o.clean < 0.7*options[0].clean {
			continue
		}
		o.cond.Bound, o.cond.Cmp = shifted(*o.cond.Bound, *asked.Bound, a.change), turned(asked.Cmp, a.change)
		out = append(out, o)
	}
	if len(out) == 0 {
		return none, false
	}
	a.conds[0], a.others, a.score = out[0].cond, out[1:], out[0].score
	return out[0].key, true
}

// shifted is a change against what stands for none: 100 and 15 are 115, or 85.
func shifted(zero, by schema.Number, sign int) *schema.Number {
	places := by.Value.Places
	v := new(big.Rat).SetInt64(int64(sign))
	v.Mul(v, by.Rat())
	v.Add(v, zero.Value.Rat())
	v.Mul(v, new(big.Rat).SetInt(schema.BigPow10(int(places))))
	if !v.IsInt() || !v.Num().IsInt64() {
		return &by
	}
	return &schema.Number{Value: schema.Decimal{Coef: v.Num().Int64(), Places: places}, Percent: true}
}

// turned is a comparison of decreases as one of values.
func turned(c schema.Comparator, sign int) schema.Comparator {
	if sign > 0 {
		return c
	}
	switch c {
	case schema.AtLeast:
		return schema.AtMost
	case schema.AtMost:
		return schema.AtLeast
	case schema.Above:
		return schema.Below
	case schema.Below:
		return schema.Above
	}
	return c
}

// onlyOpens reports whether nothing stands between the end of a condition and the head of
// its count but what the threshold is of, and a colon: "dưới 90% kế hoạch: có 2 đơn vị".
func (r *reader) onlyOpens(b *block, from, to int) bool {
	colon := false
	for k := from; k < to; k++ {
		t := &b.toks[k]
		switch {
		case t.is(':'):
			colon = true
		case t.kind != word || !colon && !r.planWord(t) && !r.knownUnit(t.id) || colon && t.cat&lang.Stop == 0:
			return false
		}
	}
	return colon
}

// topic is what stands before a colon at the beginning of a sentence, where it names a
// column: "Viêm gan B sơ sinh: có 7/13 địa phương đạt …".
func (r *reader) topic(b *block, from, tok int) (context, bool) {
	for k := from; k < tok; k++ {
		if b.toks[k].is(':') {
			c := r.context(b, from, k, phraseWords)
			c.denies = false
			return c, c.names(r.lex, &context{})
		}
	}
	return context{}, false
}

// leadBefore gathers what the sentences before a count speak of, the nearest first, for one
// whose own words name no column: those of its block, and of the line that introduces the
// items that it stands among.
func (r *reader) leadBefore(b *block, tok int) (context, bool) {
	said := func(b *block, before int) (context, bool) {
		for k := len(b.sentences) - 1; k >= 0; k-- {
			s := b.sentences[k]
			if s[1] > before {
				continue
			}
			if c := r.context(b, s[0], s[1], phraseWords); c.names(r.lex, &context{}) {
				c.denies = false
				return c, true
			}
		}
		return context{}, false
	}
	from := b.sentenceAt(tok)[0]
	if c, ok := r.topic(b, from, tok); ok {
		return c, true
	}
	if c, ok := said(b, from); ok {
		return c, true
	}
	for k := len(r.blocks) - 1; k >= 0; k-- {
		o := r.blocks[k]
		if o.index >= b.index {
			continue
		}
		if o.section != b.section || o.heading {
			break
		}
		if o.src.Kind != schema.ListItem && len(o.toks) > 0 && !o.toks[0].is('-') {
			if b.src.Kind != schema.ListItem || !o.toks[len(o.toks)-1].is(':') {
				break
			}
			return said(o, len(o.toks))
		}
	}
	return context{}, false
}

// otherTime reports whether the words before a count date it in a year that is neither the
// report's nor that of its column: "Năm 2023 có 4/6 đơn vị hoàn thành".
func (r *reader) otherTime(b *block, h *head, key colKey) bool {
	s := b.sentenceAt(h.from)
	for k := s[0]; k < h.from; k++ {
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Against|lang.Period) != 0 {
			return false // what it is held against
		}
	}
	year := r.lex.periodIn(b.toks[s[0]:h.from], r.numberAt).Year
	if year == 0 {
		return false
	}
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == key.table && c.col == key.col && c.period.Year > 0 {
			return c.period.Year != year
		}
	}
	main := r.rep.Tables[key.table].Period.Year
	if main == 0 {
		main = r.main.Year
	}
	return main > 0 && year != main
}

// ofPlan reports whether a sentence speaks of a plan and the column of its threshold of
// amounts is none: "theo kế hoạch, 5 đơn vị được giao từ 50 ha trở lên".
func (r *reader) ofPlan(b *block, h *head, stop int, key colKey, a *asked) bool {
	if a.percent || a.target {
		return false
	}
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == key.table && c.col == key.col && (c.plan || c.percent) {
			return false
		}
	}
	for k := b.sentenceAt(h.from)[0]; k < stop; k++ {
		if t := &b.toks[k]; t.kind == word && r.planWord(t) && r.inPlan(t.id) {
			return true
		}
	}
	return false
}

// deficitAsked reads a threshold of deficits as one on the only column of balances, where a
// deficit is negative: "the months in which the deficit exceeded £1,500 million".
func (r *reader) deficitAsked(b *block, from, to int, a *asked) (colKey, bool) {
	if len(a.conds) != 1 || a.conds[0].Bound == nil || a.conds[0].Upper != nil || !r.saysDeficit(b, from, to) {
		return colKey{}, false
	}
	key := r.balanceColumn()
	if key.table < 0 {
		return key, false
	}
	c := &a.conds[0]
	n := *c.Bound
	if n.Value.Sign() > 0 {
		n.Value = n.Value.Neg()
	}
	c.Bound, c.Cmp = &n, turned(c.Cmp, -1)
	return key, true
}

// saysDeficit reports whether words between two tokens speak of a deficit.
func (r *reader) saysDeficit(b *block, from, to int) bool {
	for k := from; k < to; k++ {
		if b.toks[k].mark == deficitWord {
			return true
		}
	}
	return false
}

// balanceColumn is the only column of balances, its table -1 where there is none or more.
func (r *reader) balanceColumn() colKey {
	if r.balance == nil {
		k := r.findBalance()
		r.balance = &k
	}
	return *r.balance
}

func (r *reader) findBalance() colKey {
	out := colKey{table: -1}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if !r.lex.isBalance(col) || r.rep.Tables[col.table].Twin > 0 {
			continue
		}
		if k := (colKey{col.table, col.col}); out.table >= 0 && out != k {
			return colKey{table: -1}
		} else {
			out = k
		}
	}
	return out
}

// holdsIn reports whether a count and its list hold in a column.
func (r *reader) holdsIn(b *block, h *head, a *asked, key colKey, named []listed, stop int) bool {
	group := r.group(b, h, key, named, stop)
	if group == nil || a.target || h.k < 0 && len(named) < 2 {
		return false
	}
	yes := r.satisfying(key, schema.Reading{Group: group, Conds: a.conds})
	for _, m := range resolve(named, key.table, group) {
		if !hasInt(yes, m.Row) {
			return false
		}
	}
	return h.k < 0 || len(yes) == h.k
}

// borneOut reports whether the units of a list all meet its condition in a column, and in no
// other column of percentages, or its count holds there: then the sentence before that named
// the column is the one that speaks for it.
func (r *reader) borneOut(key colKey, group []int, conds []schema.Condition, members []schema.Member) bool {
	if len(members) < 2 || len(conds) != 1 {
		return false
	}
	all := func(k colKey) bool {
		yes := r.satisfying(k, schema.Reading{Group: group, Conds: conds})
		if len(yes) == len(group) {
			return false // it picks out nothing there
		}
		for _, m := range members {
			if !hasInt(yes, m.Row) {
				return false
			}
		}
		return true
	}
	if !all(key) {
		return r.nearlyBorneOut(key, group, conds, members)
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if k := (colKey{col.table, col.col}); k != key && k.table == key.table && col.percent == r.lexPercent(key) && all(k) {
			return false
		}
	}
	return true
}

// short reads "thiếu giáo viên", "had a shortfall" as a condition on the only column of
// balances: less than nought.
func (r *reader) short(b *block, h *head, stop int) (a asked, key colKey, ok bool) {
	key.table = -1
	for k := h.after; k < stop && k < h.after+4 && b.toks[k].kind == word; k++ {
		if b.toks[k].mark != deficitWord || r.denied(b, k) {
			continue
		}
		if key = r.balanceColumn(); key.table < 0 {
			return a, key, false
		}
		end := k + 1
		for end < stop && b.toks[end].kind == word && b.toks[end].cat&lang.ListOpen == 0 {
			end++
		}
		if end < stop && b.toks[end].kind == num {
			return a, colKey{table: -1}, false // by how much
		}
		cond := schema.Condition{Cmp: schema.Below, Bound: &schema.Number{}, Span: b.span(k, end)}
		return asked{conds: []schema.Condition{cond}, span: cond.Span, end: end}, key, true
	}
	return a, key, false
}

// nearlyBorneOut reports whether a list of four units or more is that of those which meet its
// condition in a column but for one unit, and in no other column nearly so.
func (r *reader) nearlyBorneOut(key colKey, group []int, conds []schema.Condition, members []schema.Member) bool {
	if len(members) < 4 {
		return false
	}
	near := func(k colKey) bool {
		yes := r.satisfying(k, schema.Reading{Group: group, Conds: conds})
		off := len(yes)
		for _, m := range members {
			if hasInt(yes, m.Row) {
				off--
			} else {
				off++
			}
		}
		return off <= 1
	}
	if !near(key) {
		return false
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if k := (colKey{col.table, col.col}); k != key && k.table == key.table && col.percent == r.lexPercent(key) && near(k) {
			return false
		}
	}
	return true
}

// carriedColumn is the column of the count before in the section, for one whose own words name
// none and whose number or list it bears out.
func (r *reader) carriedColumn(b *block, h *head, a *asked, named []listed, stop int) (colKey, bool) {
	for k := len(r.claims) - 1; k >= 0; k-- {
		c := &r.claims[k]
		if c.Kind != schema.CountClaim || !c.Sure || c.Cell.Table < 0 {
			continue
		}
		if r.blockOf(c.Span.Block) == nil || r.blockOf(c.Span.Block).section != b.section {
			return colKey{}, false
		}
		key := colKey{c.Cell.Table, c.Cell.Col}
		if r.lexPercent(key) != a.percent || len(a.conds) == 0 {
			return colKey{}, false
		}
		return key, r.holdsIn(b, h, a, key, named, stop)
	}
	return colKey{}, false
}

// blockOf is the block of an index in the document, nil where it holds no text.
func (r *reader) blockOf(index int) *block {
	for _, b := range r.blocks {
		if b.index == index {
			return b
		}
	}
	return nil
}

// none reads "không được giao vốn nước ngoài", "had no fatal accident" as a condition on the
// column that is named: nothing stands in it, or nought.
func (r *reader) none(b *block, h *head, stop int) (a asked, key colKey, ok bool) {
	key.table = -1
	at := -1
	for i := h.after; i < stop && i < h.after+3; i++ {
		if t := &b.toks[i]; t.kind == word && int(t.head) == i && (t.cat&lang.Nobody != 0 || t.cat&lang.Not != 0 && t.cat&(lang.Misses|lang.Meets|lang.Below|lang.AtLeast|lang.AtMost) == 0) {
			at = i
			break
		}
	}
	if at < 0 {
		return a, key, false
	}
	end := int(b.toks[at].tail)
	for end < stop && b.toks[end].kind == word && b.toks[end].cat&lang.ListOpen == 0 {
		end++
	}
	if end < stop && b.toks[end].kind == num {
		return a, key, false
	}
	s := b.sentenceAt(h.from)
	q := &query{b: b, s: s, tok: end - 1, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[s[0]:end], r.numberAt)}}
	q.own = r.context(b, int(b.toks[at].tail), end, phraseWords)
	q.own.denies = false
	q.lead = q.own
	m, second := r.bestColumn(q, nil, false)
	if m.col < 0 || m.score < 0.5 || m.clean < 0.7 || m.spoken < 0.4 || m.score-second < margin/2 || r.strange(b, &q.own) > 0 {
		return a, key, false
	}
	c := &r.lex.columns[m.col]
	cond := schema.Condition{Cmp: schema.AtMost, Bound: &schema.Number{}, Span: b.span(at, end)}
	return asked{conds: []schema.Condition{cond}, span: cond.Span, end: end}, colKey{c.table, c.col}, true
}
