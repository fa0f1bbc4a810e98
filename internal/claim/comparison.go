package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// comparedColumns is what a table compares in every row: an amount with that of an earlier
// period or of a plan, in a column of percentages, in two columns of amounts, or in both.
type comparedColumns struct {
	table     int
	percent   int  // in lexicon.columns, -1 when only the amounts are given
	now, base int  // in lexicon.columns, -1 when only the percentage is given
	zero      bool // the percentage is a change: 0 stands for equal, not 100
	plan      bool // the base is a plan
}

// comparisons lists what the tables compare: by the rules of their columns, by headers that
// name a period or a plan, by columns of changes, and by columns of one name for two periods.
func (r *reader) comparisons() []comparedColumns {
	if r.compares != nil {
		return r.compares
	}
	r.compares = []comparedColumns{}
	at := map[colKey]int{}
	for c := range r.lex.columns {
		k := colKey{r.lex.columns[c].table, r.lex.columns[c].col}
		if _, ok := at[k]; !ok {
			at[k] = c
		}
	}
	ruled := map[int]bool{}
	for t, table := range r.rep.Tables {
		if table.Twin > 0 {
			continue
		}
		for i := range table.Rules {
			if c, ok := r.ruled(t, &table.Rules[i], at); ok && !ruled[c.percent] {
				ruled[c.percent] = true
				r.compares = append(r.compares, c)
			}
		}
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if ruled[c] {
			continue
		}
		kind := r.rep.Tables[col.table].Columns[col.col].Kind
		switch {
		case col.percent && (kind == schema.Index && !col.plan || r.planHeader(col)) && r.base100(col):
			r.compares = append(r.compares, comparedColumns{table: col.table, percent: c, now: -1, base: -1, plan: r.planHeader(col)})
		case (col.percent || r.headerSays(col, lang.Up|lang.Down)) && r.signed(col):
			r.compares = append(r.compares, comparedColumns{table: col.table, percent: c, now: -1, base: -1, zero: true})
		}
	}
	r.comparePairs()
	return r.compares
}

// ruled reads a rule of columns as a comparison: one amount divided by another, or the
// change from one to the other.
func (r *reader) ruled(t int, rule *schema.Rule, at map[colKey]int) (comparedColumns, bool) {
	if rule.Axis != schema.Across || !rule.Percent || rule.Form != schema.Division && rule.Form != schema.RelativeChange {
		return comparedColumns{}, false
	}
	vars := rule.Expr.Vars()
	if len(vars) != 2 {
		return comparedColumns{}, false
	}
	p, ok1 := at[colKey{t, rule.Target}]
	now, ok2 := at[colKey{t, vars[0]}]
	base, ok3 := at[colKey{t, vars[1]}]
	if !ok1 || !ok2 || !ok3 || !r.lex.columns[p].percent || r.lex.columns[base].percent {
		return comparedColumns{}, false
	}
	change := rule.Form == schema.RelativeChange
	if d := r.lex.columns[now].delta; d != nil && r.sameColumn(d.base, base) { // the difference over what it began with
		now, change = d.now, true
	}
	a, b := &r.lex.columns[now], &r.lex.columns[base]
	c := comparedColumns{table: t, percent: p, now: now, base: base, zero: change, plan: b.plan}
	if !c.plan && !slices.Equal(a.words, b.words) && !r.before(b, a) || c.plan && a.plan {
		return comparedColumns{}, false // a share of something else
	}
	return c, true
}

// signed reports whether a column has figures of both signs.
func (r *reader) signed(col *column) bool {
	t := r.rep.Tables[col.table]
	up, down := false, false
	for row := range t.Rows {
		if cell := r.rep.At(t.Ref(row, col.col)); cell.Kind == schema.Numeric {
			up, down = up || cell.Number.Value.Sign() > 0, down || cell.Number.Value.Sign() < 0
		}
	}
	return up && down
}

// comparePairs adds the pairs of columns of amounts that no percentage compares: of one
// name for two periods, and a plan with what was done, where a table has one of each.
func (r *reader) comparePairs() {
	has := func(now, base int) bool {
		for _, c := range r.compares {
			if c.now == now && c.base == base {
				return true
			}
		}
		return false
	}
	for i := range r.lex.columns {
		a := &r.lex.columns[i]
		if a.plan || a.moves {
			continue
		}
		plans, plan := 0, -1
		for k := range r.lex.columns {
			b := &r.lex.columns[k]
			if b.table != a.table || b.percent != a.percent || k == i || b.moves || a.percent && b.plan {
				continue
			}
			switch {
			case b.plan:
				plans, plan = plans+1, k
			case (slices.Equal(a.words, b.words) || r.saidAlike(i, k)) && r.earlierOf(b, a) && !has(i, k):
				r.compares = append(r.compares, comparedColumns{table: a.table, percent: -1, now: i, base: k})
			}
		}
		if a.percent {
			if k := r.targetOf(i); k >= 0 {
				r.compares = append(r.compares, comparedColumns{table: a.table, percent: -1, now: i, base: k, plan: true})
			}
		}
		if plans == 1 && !a.percent && !a.past && r.headerSays(a, lang.Actual) && !r.earlier(a, &r.lex.columns[plan]) && !has(i, plan) {
			r.compares = append(r.compares, comparedColumns{table: a.table, percent: -1, now: i, base: plan, plan: true})
		}
	}
}

// saidAlike reports whether the header of a column of an earlier time says, its words for that
// time aside, nothing but words of another, and of no other column of that time and measure:
// "Cùng kỳ / Tiêm đủ" beside "Kết quả tiêm chủng / Tiêm đủ".
func (r *reader) saidAlike(now, base int) bool {
	a, b := &r.lex.columns[now], &r.lex.columns[base]
	words := r.undated(b)
	if len(words) == 0 && a.period.IsZero() && b.past { // "Năng suất vụ Đông Xuân 2023-2024" beside "Năng suất"
		title := r.titleOf(a.table, r.blocks[0])
		for _, w := range b.words {
			if !has(title.words, w) || has(a.words, w) {
				words = append(words, w)
			}
		}
	}
	if len(words) == 0 || !holdsAll(a.words, words) {
		return false
	}
	for k := range r.lex.columns {
		if o := &r.lex.columns[k]; k != now && k != base && o.table == a.table && o.percent == a.percent && !r.sameColumn(k, now) && !r.sameColumn(k, base) && !o.moves && holdsAll(o.words, words) {
			return false
		}
	}
	return true
}

// undated are the words of a column that do not speak of another period.
func (r *reader) undated(c *column) []int32 {
	if !r.headerSays(c, lang.Period) {
		return nil
	}
	o := *c
	r.unname(&o, lang.Period)
	return o.words
}

// targetOf is the only column of targets that is set for a column of percentages: its name
// holds all the words of the other, which no column of the same time shares with it; -1 for
// none.
func (r *reader) targetOf(now int) int {
	a := &r.lex.columns[now]
	if a.plan || a.past || a.moves || a.delta != nil || len(a.words) == 0 {
		return -1
	}
	found := -1
	for k := range r.lex.columns {
		b := &r.lex.columns[k]
		if b.table != a.table || !b.percent || k == now || b.moves || b.delta != nil || !holdsAll(b.words, a.words) {
			continue
		}
		switch {
		case b.plan && found >= 0:
			return -1
		case b.plan:
			found = k
		case !b.past && len(b.words) <= len(a.words) && !r.sameColumn(k, now):
			return -1 // another column of the same name
		}
	}
	return found
}

// holdsAll reports whether a list holds every word of another.
func holdsAll(list, words []int32) bool {
	for _, w := range words {
		if !has(list, w) {
			return false
		}
	}
	return true
}

// earlier reports whether a column is of a year before that of another.
func (r *reader) earlier(a, b *column) bool {
	return a.period.Year > 0 && b.period.Year > 0 && a.period.Year < b.period.Year
}

// comparisonOn puts a comparison on the rows of its table: the column that it is held on, and
// what is asked there.
func (r *reader) comparisonOn(c *comparedColumns, cmp schema.Comparator, span schema.Span) (colKey, schema.Condition) {
	if c.percent < 0 {
		a, b := &r.lex.columns[c.now], &r.lex.columns[c.base]
		return colKey{a.table, a.col}, schema.Condition{Cmp: cmp, Than: b.col, Span: span}
	}
	p := &r.lex.columns[c.percent]
	bound := schema.Number{Percent: true, Value: schema.Int(100)}
	if c.zero {
		bound.Value = schema.Int(0)
	}
	return colKey{p.table, p.col}, schema.Condition{Cmp: cmp, Bound: &bound, Span: span}
}

// option is one way to understand a comparison that a sentence asks for.
type option struct {
	key    colKey
	cond   schema.Condition
	score  float32
	clean  float32 // how much of what is said its columns explain
	spoken float32 // how much of a header the words right there say
	even   bool    // the first does not say all of its header, and this explains as much of what is said
}

// directed reads an increase or decrease without an amount as a condition on what a table
// compares: "15/17 ngành tăng so với cùng kỳ", "Enrollment grew in 7 of the 14 schools".
// The words stand behind the head of the count, or before it with no sign between.
func (r *reader) directed(b *block, s [2]int, h *head, floor, stop int) (a asked, key colKey, ok bool) {
	key.table = -1
	at, cmp := r.directionIn(b, h.after, stop)
	lo, hi := h.after, stop
	if at < 0 {
		for lo = h.from; lo > floor && b.toks[lo-1].kind == word; lo-- {
		}
		at, cmp = r.directionIn(b, lo, h.from)
		hi = h.from
		if at < 0 || !r.leadsTo(b, at, h.from) {
			return a, key, false
		}
	}
	tail := int(b.toks[at].tail)
	q := &query{b: b, s: s, tok: h.after, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[lo:hi], r.numberAt)}}
	if q.bd.period.IsZero() {
		q.bd.period = r.lex.periodIn(b.toks[s[0]:hi], r.numberAt)
	}
	behind := r.context(b, tail, hi, phraseWords)
	if r.strange(b, &behind) > 0 {
		return a, key, false // "tăng cường tuần tra": something else
	}
	q.own = merge(r.context(b, lo, at, phraseWords), behind)
	if len(q.own.words) == 0 { // "Về số người chết, có 9/13 địa phương giảm"
		q.own = r.context(b, max(floor, s[0]), h.from, phraseWords)
	}
	q.own.denies = false
	q.lead = q.own
	told := *q
	told.tok = at
	q.bd.said = r.changeSaid(&told)
	options := r.options(q, false, cmp, b.span(at, tail))
	if len(options) == 0 || (len(q.own.words) > 0 && options[0].clean < 0.35 || r.strange(b, &q.own) > 0) && !r.comparesOne() {
		return a, key, false // "loans of maps fell": of what no table tells
	}
	if r.saysRatio(b, lo, hi) && slices.ContainsFunc(options, r.ofRate) {
		options = slices.DeleteFunc(options, func(o option) bool { return !r.ofRate(o) })
	}
	top := options[0]
	options = slices.DeleteFunc(options, func(o option) bool { return o.clean < 0.7*top.clean || o.spoken < 0.5*top.spoken })
	return asked{conds: []schema.Condition{top.cond}, span: top.cond.Span, percent: true, end: max(tail, min(hi, h.after)), others: options[1:], score: top.score}, top.key, true
}

// ofRate reports whether a comparison is one of rates, not of amounts.
func (r *reader) ofRate(o option) bool {
	c := r.columnAt(o.key.table, o.key.col)
	switch {
	case c == nil || !c.percent && c.delta == nil:
		return false
	case c.delta != nil:
		return r.lex.columns[c.delta.now].percent
	}
	return o.cond.Bound == nil // one rate held against another
}

// comparesOne reports whether the tables compare no more than one indicator with another
// period, whatever it is called.
func (r *reader) comparesOne() bool {
	var first *column
	for _, c := range r.comparisons() {
		if c.plan {
			continue
		}
		k := c.now
		if k < 0 {
			k = c.percent
		}
		col := &r.lex.columns[k]
		if first != nil && !(first.table == col.table && slices.Equal(first.words, col.words)) {
			return false
		}
		first = col
	}
	return first != nil
}

// leadsTo reports whether a word of place stands right before the head of a count, "grew
// in 7 of", "fell at three depots", so that what stands before it is said of the units.
func (r *reader) leadsTo(b *block, at, from int) bool {
	return from-1 > at && b.toks[from-1].kind == word && b.toks[from-1].cat&(lang.Where) != 0
}

// amountBefore is the figure of claims right before a token, a unit of measure, a noun or a
// percent sign between, -1 where there is none from another token on.
func (r *reader) amountBefore(b *block, from, i int) int {
	k := i - 1
	for k >= from && k >= i-3 && (b.toks[k].is('%') || b.toks[k].kind == word && (b.toks[k].cat&lang.Noun != 0 || r.knownUnit(b.toks[k].id) || r.lex.vocab.fact(b.toks[k].id).scale)) {
		k--
	}
	if k >= from && b.toks[k].kind == num && r.figures[b.toks[k].id].Verdict != schema.NotClaim {
		return int(b.toks[k].id)
	}
	return -1
}

// directionIn finds the word for a direction between two tokens that no amount follows.
func (r *reader) directionIn(b *block, from, to int) (at int, cmp schema.Comparator) {
	for i := from; i < to; i++ {
		t := &b.toks[i]
		if t.kind != word || int(t.head) != i || t.cat&(lang.Up|lang.Down|lang.Above|lang.Below) == 0 {
			continue
		}
		if r.denied(b, i) {
			return -1, 0 // "không tăng, không giảm"
		}
		if p := r.amountBefore(b, from, i); p >= 0 {
			return -1, 0 // "265 fewer than a year before"
		}
		held, k := t.cat&(lang.Up|lang.Down) != 0 && t.cat&lang.Stop == 0, int(t.tail)
		for ; k < to && (b.toks[k].kind == word || b.toks[k].kind == num && r.figures[b.toks[k].id].Role == schema.RoleDate || b.toks[k].is('/') || b.toks[k].is('-')); k++ {
			held = held || b.toks[k].kind == word && b.toks[k].cat&(lang.Period|lang.Against) != 0 || b.toks[k].kind == num && r.numberAt(&b.toks[k]) >= 1900
			if b.toks[k].cat&(lang.High|lang.Low) != 0 {
				return -1, 0
			}
		}
		if k < to && b.toks[k].kind == num && k <= int(t.tail)+3 {
			return -1, 0 // an amount follows
		}
		if !held {
			continue
		}
		if t.cat&(lang.Down|lang.Below) != 0 {
			return i, schema.Below
		}
		return i, schema.Above
	}
	return -1, 0
}

// options lists the comparisons that words may ask for, the best by names first, those that
// fall far behind it left out.
func (r *reader) options(q *query, plan bool, cmp schema.Comparator, span schema.Span) []option {
	var out []option
	for _, c := range r.comparisons() {
		if c.plan != plan {
			continue
		}
		key, cond := r.comparisonOn(&c, cmp, span)
		score, clean, spoken := float32(0), float32(0), float32(0)
		for _, k := range []int{c.percent, c.now, c.base} {
			if k < 0 {
				continue
			}
			col := &r.lex.columns[k]
			m := r.match(r.said(k, q), q, place{col.table, -1})
			m.score = (m.score + (0.4+0.6*m.recall)*m.clean) / 2 // the words that are said count for as much as the header's
			if len(col.words) == 0 {
				m.score = 0.5
			}
			if k != c.base || c.plan {
				m.score *= r.periodWeight(q, col)
			}
			score, clean, spoken = max(score, m.score), max(clean, m.clean), max(spoken, m.spoken)
		}
		out = append(out, option{key, cond, score * r.heldTo(q.bd.said, r.against(&c)), clean, spoken, false})
	}
	slices.SortStableFunc(out, func(x, y option) int { return compareScore(y.score, x.score) })
	for i := range out {
		o := &out[i]
		o.even = out[0].spoken < 0.9 && o.clean >= out[0].clean && (out[0].spoken == 0 || o.score >= 0.4*out[0].score)
	}
	return slices.DeleteFunc(out, func(o option) bool { return o.score < faint || o.score < 0.7*out[0].score && !o.even })
}

// against is what a comparison holds its amounts against, and when.
func (r *reader) against(c *comparedColumns) comparison {
	if c.percent >= 0 {
		return r.lex.columns[c.percent].compares
	}
	return r.againstColumn(&r.lex.columns[c.now], &r.lex.columns[c.base])
}

// pick chooses among the ways to understand a comparison: the first under which the count
// holds, or its list, else the first; sure says that all of them come to the same.
func (r *reader) pick(b *block, h *head, a *asked, key colKey, named []listed, stop int) (colKey, schema.Condition, bool) {
	options := append([]option{{key: key, cond: a.conds[0], score: a.score}}, a.others...)
	counts, held := map[int]bool{}, 0
	best, most := 0, -1
	for i, o := range options {
		group := r.group(b, h, o.key, named, stop)
		if group == nil {
			continue
		}
		yes := r.satisfying(o.key, schema.Reading{Group: group, Conds: []schema.Condition{o.cond}})
		if o.score >= a.score-margin || o.even {
			counts[len(yes)] = true
		}
		score := 0
		if h.k >= 0 && len(yes) == h.k {
			score = 100
		}
		met := true
		for _, m := range resolve(named, o.key.table, group) {
			met = met && hasInt(yes, m.Row)
			if hasInt(yes, m.Row) {
				score++
			}
		}
		if score >= 100 && met && len(named) > 1 {
			held++ // the count and its list agree with it
		}
		if score > most {
			best, most = i, score
		}
	}
	return options[best].key, options[best].cond, len(counts) == 1 || held == 1
}
