package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// extreme makes the claim of a place. The column is that of the figure told with the name,
// else that of the clause before in the sentence, else the one that the words name.
func (r *reader) extreme(x *extremal, last int) (col int) {
	var row place
	down, sure := false, false
	col = -1
	if x.figure >= 0 && r.tiesNow(x.figure) {
		col, row = r.binds[x.figure].focus, r.about[x.figure]
		sure = r.plainScope(x, &r.lex.columns[col], row)
		down = r.form[x.figure] == schema.IndexForm && r.cue[x.figure]&cueDown != 0
		if r.binds[x.figure].deficit { // "thiếu nhiều nhất": the least of the balances
			if x.low {
				return -1 // "thiếu ít nhất": among those that lack something
			}
			down = true
		}
		if c := &r.lex.columns[col]; r.form[x.figure] == schema.SumForm && !r.fit(&r.figures[x.figure], r.rep.Tables[c.table], row.row, c.col).Ties() {
			sure = false // the figure told with the place is not of this column, or wrong itself
		}
		if f := r.form[x.figure]; f == schema.DifferenceForm || f == schema.QuotientForm || f == schema.GrowthForm {
			if col = r.columnOfChange(x.figure); col < 0 {
				return -1
			}
		}
	} else if col, row, sure = r.changePlace(x); col < 0 {
		if col, row, sure = r.placeColumn(x, last); col < 0 {
			return -1
		}
	}
	c := &r.lex.columns[col]
	if r.signedChange(c) && r.ofFall(x) {
		if x.low {
			return -1 // "giảm ít nhất": among those that fell
		}
		down = true
	} else if x.low && r.ofRise(x) {
		return -1 // "tăng thấp nhất": among those that rose
	}
	if r.ofChange(x) && !(x.figure >= 0 && r.form[x.figure] == schema.IndexForm) && !r.comparesIn(col) {
		return -1 // "rose the most": no place in the column of what it rose to
	}
	t := r.rep.Tables[c.table]
	groups := r.comparable(t, row.row, c.col, func(first []int32) bool { return r.saysKind(x, first) })
	if len(groups) == 0 {
		return col
	}
	claim := schema.Claim{Kind: schema.ExtremeClaim, Figure: x.figure, Of: x.place, K: x.rank, Met: !(x.low != down), Sure: sure, Score: 70,
		Cell:    schema.CellName{Table: c.table, Row: row.row, Col: c.col},
		Members: []schema.Member{{Span: x.b.span(x.b.names[x.name].first, x.b.names[x.name].end), Row: row.row, Figure: x.figure}}}
	from, to := min(x.b.names[x.name].first, x.at), max(x.b.names[x.name].end, x.end)
	claim.Span = x.b.span(from, to)
	for _, g := range groups {
		claim.Readings = append(claim.Readings, schema.Reading{Group: g})
	}
	r.claims = append(r.claims, claim)
	return col
}

// columnOfChange is the column that tells for every row the change which a figure was worked
// out as from the amounts of its row, -1 where the table has none.
func (r *reader) columnOfChange(figure int) int {
	if figure < 0 {
		return -1
	}
	for _, k := range r.claimsOf(figure) {
		c := &r.claims[k]
		if c.Kind != schema.FormulaClaim || len(c.Formula.Top) != 1 || len(c.Formula.Bottom) != 1 || c.Formula.Top[0].Row != c.Formula.Bottom[0].Row {
			continue
		}
		now, base := c.Formula.Top[0], c.Formula.Bottom[0]
		for n := range r.lex.columns {
			if d := r.lex.columns[n].delta; d != nil && c.Formula.Form == schema.DifferenceForm && r.isColumn(d.now, now) && r.isColumn(d.base, base) {
				return n
			}
		}
		for _, o := range r.comparisons() {
			if c.Formula.Form == schema.GrowthForm && o.percent >= 0 && o.now >= 0 && o.zero && r.isColumn(o.now, now) && r.isColumn(o.base, base) {
				return o.percent
			}
		}
	}
	return -1
}

// isColumn reports whether a cell stands in a column.
func (r *reader) isColumn(col int, at schema.CellName) bool {
	c := &r.lex.columns[col]
	return c.table == at.Table && c.col == at.Col
}

// ofChange reports whether a place is one by increases or decreases: "rose the most", "the
// largest fall", "mức tăng cao nhất".
func (r *reader) ofChange(x *extremal) bool {
	for k := max(x.s[0], x.at-3); k < min(x.s[1], x.end+2); k++ {
		if t := &x.b.toks[k]; t.kind == word && (k < x.at || k >= x.end) && t.cat&(lang.Up|lang.Down) != 0 && t.cat&lang.Stop == 0 {
			return true
		}
	}
	return false
}

// ofFall reports whether a place is one by decreases: a word for one stands beside the word
// of place, or between it and the name, and none for an increase.
func (r *reader) ofFall(x *extremal) bool {
	from, to := max(x.s[0], x.at-6), min(x.s[1], x.end+4)
	if m := &x.b.names[x.name]; m.end <= x.at {
		from = max(from, m.end)
	} else {
		to = min(to, m.first)
	}
	down := false
	for k := from; k < to; k++ {
		t := &x.b.toks[k]
		if k >= x.at && k < x.end {
			continue
		}
		if t.kind != word {
			if k < x.at {
				down = false // of a clause before
				continue
			}
			break
		}
		switch {
		case t.cat&lang.Up != 0 && t.cat&lang.Down == 0:
			return false
		case t.cat&lang.Down != 0:
			down = true
		}
	}
	return down
}

// ofRise reports whether a word for an increase stands right beside the word of a place.
func (r *reader) ofRise(x *extremal) bool {
	for _, k := range [2]int{x.at - 1, x.end} {
		if k >= x.s[0] && k < x.s[1] && x.b.toks[k].kind == word && x.b.toks[k].cat&lang.Up != 0 && x.b.toks[k].cat&lang.Stop == 0 {
			return true
		}
	}
	return false
}

// signedChange reports whether a column tells changes with their sign.
func (r *reader) signedChange(c *column) bool {
	return c.delta != nil || c.moves || r.tellsChange(c) && !r.base100(c)
}

// comparesIn reports whether a column is one of percentages that compare, or of differences.
func (r *reader) comparesIn(col int) bool {
	if r.lex.columns[col].delta != nil {
		return true
	}
	for _, c := range r.comparisons() {
		if c.percent >= 0 && r.sameColumn(c.percent, col) {
			return true
		}
	}
	return false
}

// changePlace finds the column of a place by increases or decreases whose figure is not told:
// of the columns of changes that the words name, one in which the unit holds it, else the
// first; sure says that no word is left that may name another.
func (r *reader) changePlace(x *extremal) (col int, row place, sure bool) {
	if !r.ofChange(x) || x.figure >= 0 {
		return -1, row, false
	}
	b := x.b
	from, to := r.clause(x)
	q := &query{b: b, s: x.s, tok: x.at, f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[from:to], r.numberAt)}}
	q.own = merge(r.context(b, from, x.at, phraseWords), r.context(b, x.end, to, phraseWords))
	for k := x.at - 1; k >= from; k-- { // "là nơi có tốc độ tăng số vụ cao nhất"
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Up|lang.Down) != 0 {
			if c := r.context(b, k+1, x.at, phraseWords); len(c.words) > 0 {
				q.own = c
			}
			break
		}
	}
	q.own.denies = false
	q.lead = q.own
	if r.strange(b, &q.own) > 0 || len(q.own.words) == 0 {
		return -1, row, false
	}
	percent, low := r.saysRatio(b, from, to), r.ofFall(x) != x.low
	named := []listed{{schema.Member{Figure: -1}, r.narrow(b, x.s, x.name, nil)}}
	type cand struct {
		col, row int
		m        match
	}
	var cands []cand
	top := match{}
	for k := range r.lex.columns {
		c := &r.lex.columns[k]
		at := r.rowIn(&binding{rows: named[0].rows}, c.table, c.col)
		if !r.signedChange(c) || percent && !c.percent || len(at) != 1 {
			continue
		}
		m := r.match(r.said(k, q), q, place{c.table, at[0]})
		m.score *= r.heldTo(q.bd.said, c.compares)
		cands = append(cands, cand{k, at[0], m})
		if m.score > top.score {
			top = m
		}
	}
	if top.score < strong || top.clean < 0.7 || top.spoken < 0.4 {
		return -1, row, false
	}
	col = -1
	for _, k := range cands {
		c := &r.lex.columns[k.col]
		if k.m.score < top.score-margin {
			continue
		}
		if r.leads(c, k.row, low) {
			return k.col, place{c.table, k.row}, false
		}
		if col < 0 {
			col, row = k.col, place{c.table, k.row}
		}
	}
	return col, row, r.plainScope(x, &r.lex.columns[col], row)
}

// leads reports whether no unit beside a row has a greater figure in a column, or none a
// lesser where low is set.
func (r *reader) leads(c *column, row int, low bool) bool {
	t := r.rep.Tables[c.table]
	mine := r.rep.At(t.Ref(row, c.col))
	if mine.Kind != schema.Numeric {
		return false
	}
	for i := range t.Rows {
		o := r.rep.At(t.Ref(i, c.col))
		if i == row || t.Rows[i].Kind != t.Rows[row].Kind || o.Kind != schema.Numeric {
			continue
		}
		if d := o.Number.Value.Cmp(mine.Number.Value); d > 0 && !low || d < 0 && low {
			return false
		}
	}
	return true
}

// placeColumn finds the column of a place that is told without a figure, or with one that
// nothing has bound: where the clause says nothing else, the column of the place before it
// in the sentence ("cao nhất là A (105,0%), thấp nhất là B (80,0%)"), else the one that its
// words name. A figure that agrees with the cell is bound to it.
func (r *reader) placeColumn(x *extremal, last int) (col int, row place, sure bool) {
	b := x.b
	from, to := r.clause(x)
	said := r.context(b, from, x.end, phraseWords)
	said = merge(said, r.context(b, x.end, to, phraseWords))
	col = -1
	if last < 0 && len(said.words) == 0 {
		last = r.countedBefore(x)
	}
	switch {
	case last >= 0 && !said.names(r.lex, &context{}):
		col, sure = last, r.strange(b, &said) == 0
	case len(said.words) > 0:
		named := []listed{{schema.Member{Figure: -1}, r.narrow(b, x.s, x.name, nil)}}
		q := &query{b: b, s: x.s, tok: max(to-1, x.at), f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[x.s[0]:to], r.numberAt)}, own: said, lead: said}
		percent := r.saysRatio(b, from, to) || x.figure >= 0 && r.figures[x.figure].Number.Percent || r.loose(x) >= 0 && r.figures[r.loose(x)].Number.Percent
		m, second := r.bestColumn(q, named, percent)
		if m.col < 0 || m.score < strong || m.clean < 0.7 || m.spoken < 0.5 || m.score-second < margin/2 {
			return -1, row, false
		}
		col, sure = m.col, r.strange(b, &said) == 0
	}
	if col < 0 {
		return -1, row, false
	}
	c := &r.lex.columns[col]
	rows := r.rowIn(&binding{rows: r.narrow(b, x.s, x.name, nil)}, c.table, c.col)
	if len(rows) != 1 {
		return -1, row, false
	}
	row = place{c.table, rows[0]}
	if f := r.loose(x); f >= 0 {
		if r.figures[f].Number.Percent != c.percent {
			return -1, row, false
		}
		if !r.fit(&r.figures[f], r.rep.Tables[c.table], row.row, c.col).Ties() {
			return -1, row, false
		}
		r.bindTo(f, col, row)
		x.figure = f
	}
	return col, row, sure && r.plainScope(x, c, row)
}

// countedBefore is the column of the count right before a place in its block: "12/22 địa
// phương đạt từ 90% kế hoạch. Cao nhất là Long An với 99,55%."; -1 for none.
func (r *reader) countedBefore(x *extremal) int {
	f := r.loose(x)
	if f < 0 {
		return -1
	}
	for k := len(r.claims) - 1; k >= 0; k-- {
		c := &r.claims[k]
		if c.Kind != schema.CountClaim || !c.Sure || c.Span.Block != x.b.index || c.Span.Start >= x.b.toks[x.at].start {
			continue
		}
		for i := range r.lex.columns {
			if col := &r.lex.columns[i]; col.table == c.Cell.Table && col.col == c.Cell.Col && col.percent == r.figures[f].Number.Percent {
				return i
			}
		}
		return -1
	}
	return -1
}

// bindTo makes the claim that a figure is that of a cell.
func (r *reader) bindTo(f, col int, row place) {
	c := &r.lex.columns[col]
	r.binds[f].focus = col
	r.cell[f], r.form[f], r.about[f] = schema.CellName{Table: c.table, Row: row.row, Col: c.col}, schema.SumForm, row
	r.figures[f].Why = schema.Message{}
	r.claims = append(r.claims, schema.Claim{Kind: schema.ValueClaim, Span: r.figures[f].Span, Figure: f, Of: -1, Sure: true, Score: 70,
		Cell: r.cell[f], Factor: int8(tie.UnitScale(r.rep.Tables[c.table], row.row, c.col))})
}

// loose is the figure told with a place, in a bracket behind the name or behind a word or
// two, that nothing has bound yet; -1 for none.
func (r *reader) loose(x *extremal) int {
	b := x.b
	m := &b.names[x.name]
	for k := max(x.end, m.end); k < x.s[1] && k < max(x.end, m.end)+6; k++ {
		t := &b.toks[k]
		if t.kind == num {
			if f := &r.figures[t.id]; f.Verdict != schema.NotClaim && f.Role == schema.RoleValue && r.binds[t.id].focus < 0 {
				return int(t.id)
			}
			return -1
		}
		if t.is(';') || t.is('.') || t.kind == word && t.cat&lang.And != 0 || r.named(b, k) {
			return -1
		}
	}
	return -1
}

// clause is the clause of a place: from the figure or the sign before it up to the next
// sign, figure or bracket.
func (r *reader) clause(x *extremal) (from, to int) {
	b := x.b
	from = x.s[0]
	for k := x.at - 1; k >= x.s[0]; k-- {
		t := &b.toks[k]
		if t.is(';') || t.is(')') || t.kind == num && r.figures[t.id].Verdict != schema.NotClaim {
			from = k + 1
			break
		}
	}
	to = x.end
	for to < x.s[1] && (b.toks[to].kind == word || r.named(b, to)) && b.toks[to].cat&lang.And == 0 {
		to++
	}
	return from, to
}

// saysKind reports whether the words that begin a label are said of others than the unit
// itself, in its block or in a heading, so that a place may be one among their kind: "Trong
// các xã, …".
func (r *reader) saysKind(x *extremal, first []int32) bool {
	b, m := x.b, &x.b.names[x.name]
	for i := m.first; i < m.end; i++ {
		if b.toks[i].is(',') {
			return true // "Trong các xã, Đại Thắng": read as one name
		}
	}
	for i := range b.toks {
		if i >= m.first && i < m.end {
			continue
		}
		k := 0
		for k < len(first) && i+k < len(b.toks) && b.toks[i+k].kind == word && b.toks[i+k].id == first[k] {
			k++
		}
		if k == len(first) && !r.titleAt(b, i+k) {
			return true
		}
	}
	return within(first, b.section.chain.order)
}

// titleAt reports whether a name begins at token k, so that what stands before it is its
// title.
func (r *reader) titleAt(b *block, k int) bool {
	for n := range b.names {
		if m := &b.names[n]; m.first < k && k < m.end || m.first == k {
			return true
		}
	}
	return false
}

// plainScope reports whether nothing in the words narrows among whom a place is held but
// what the tables know: "trong các huyện miền núi" does. Words narrow behind one of place,
// and behind an article of many.
func (r *reader) plainScope(x *extremal, c *column, row place) bool {
	b := x.b
	narrows := false
	for k := x.s[0]; k < x.s[1]; k++ {
		t := &b.toks[k]
		if t.kind == num && k > x.end {
			break
		}
		if t.kind == punct {
			narrows = false
			if k > x.end && (t.is(',') || t.is(';') || t.is('(')) {
				break
			}
			continue
		}
		if mark := b.toks[k].mark; (mark == afterWord || mark == exceptWord) && k+1 < len(b.toks) && r.named(b, k+1) {
			return false // "After Carlton, the largest …"
		}
		if r.named(b, k) || t.acro {
			continue
		}
		if b.toks[k].mark == isWord {
			narrows = false // "the lowest rate of all was found at"
		}
		if t.kind == word && int(t.head) == k {
			narrows = narrows || t.cat&(lang.FractionOf|lang.Where) != 0 && k > x.s[0] || t.cat&lang.FractionOf != 0 || t.cat&lang.Plural != 0 && r.several(b, min(k+1, len(b.toks)-1))
		}
		if t.kind != word || t.cat != 0 || r.lex.inHeader(t) || has(b.section.chain.words, t.id) || has(r.titleOf(c.table, b).words, t.id) || has(r.draft.words, t.id) || has(r.labelWords(row).words, t.id) {
			continue
		}
		if narrows || k >= x.end && k < b.names[x.name].first && x.figure < 0 {
			return false
		}
	}
	return true
}
