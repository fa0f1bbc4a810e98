package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// movement is what a change is the change of: a row, and the column of what it came to.
// Indexes in lexicon.columns.
type movement struct {
	row  place
	now  int
	plan bool // against a plan
}

// movements reads the changes that stand beside the figure that changed: "172 vụ, giảm 13 vụ
// (7,0%)", "fell by 110 to 1,130". The figure says which row and column it is, and the table
// by how much it changed, and which way.
func (r *reader) movements() {
	for i := range r.figures {
		f := &r.figures[i]
		if f.Verdict == schema.NotClaim || !f.Numeric || f.Role != schema.RoleChange && f.Role != schema.RoleValue || f.Approx != schema.Exactly || r.otherSubject(i) {
			continue
		}
		if r.shortfall(i) {
			continue
		}
		up, at, told := r.direction(i)
		if !told {
			if !r.inChangeBracket(i) && !r.ofEnds(i) && !r.onlyPoints(i, false) {
				r.distance(i)
			}
			continue
		}
		if r.becomes(i, at) || r.borneOutBy(i) {
			continue
		}
		m, ok := r.movedBefore(i, at)
		if !ok {
			m, ok = r.movedBehind(i)
		}
		if !ok {
			m, ok = r.movedByWords(i, at)
		}
		if !ok {
			if !r.onlyPoints(i, up) {
				r.distance(i)
			}
			continue
		}
		m.plan = m.plan || r.plansBetween(i, at)
		r.move(i, m, up)
	}
}

// inChangeBracket reads the percentage in a bracket right behind a change, which tells the same
// change: "giảm 21 vụ (6,80%)".
func (r *reader) inChangeBracket(i int) bool {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	if !r.figures[i].Number.Percent || tok == 0 || !b.toks[tok-1].is('(') || i == 0 || r.at[i-1].block != r.at[i].block || r.bracketAfter(b, r.at[i-1].tok, len(b.toks)) != tok-1 {
		return false
	}
	up, _, told := r.direction(i - 1)
	m, ok := r.changeTold(i - 1)
	return told && ok && r.move(i, m, up)
}

// ofEnds reads by how much what was told from one end to the other changed: "từ 67,62% lên
// 76,27%, tức 8,65 điểm phần trăm".
func (r *reader) ofEnds(i int) bool {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	points := r.inPoints(i)
	for _, p := range b.pairs {
		at := r.at[p.hi].tok
		if !p.change || at >= tok || tok-at > 8 || r.figures[p.hi].Number.Percent != points || r.figures[i].Number.Percent {
			continue
		}
		for k := skipPercent(b.toks, at+1); k < tok; k++ {
			if t := &b.toks[k]; t.kind == num || t.is(';') || t.is('.') || t.kind == word && t.cat&(lang.Stop|lang.Equal) == 0 && !r.knownUnit(t.id) || r.named(b, k) {
				return false
			}
		}
		m, ok := r.movementOf(p.hi)
		if !ok || !r.tiedTo(p.lo) {
			return false
		}
		lo, hi := r.figures[p.lo].Number.Rat(), r.figures[p.hi].Number.Rat()
		return r.move(i, m, hi.Cmp(lo) > 0)
	}
	return false
}

// otherUnitThan reports whether an amount is told in another unit of measure than the column
// that it would be a change of, or is one of a thing that no table knows: "thiếu 21 tỷ đồng" is
// no area.
func (r *reader) otherUnitThan(i int, m movement) bool {
	f := &r.figures[i]
	if f.Number.Percent || r.inPoints(i) {
		return false
	}
	b := r.blocks[r.at[i].block]
	q := &query{id: i, tok: r.at[i].tok, b: b, s: sentenceOf(b, r.at[i].tok), f: f, bd: &r.binds[i]}
	q.unit, q.currency = r.measureOf(q), b.toks[q.tok].currency
	c := &r.lex.columns[m.now]
	return r.strangeThing(i) || r.measures(q, r.rep.Tables[c.table], m.row.row, c.col) < 0
}

// heldToChange reports whether a figure is surely held to a column of changes already.
func (r *reader) heldToChange(i int) bool {
	return slices.ContainsFunc(r.claimsOf(i), func(k int) bool { return r.claims[k].Kind == schema.ChangeClaim && r.claims[k].Sure })
}

// onlyPoints reads a figure of percentage points of a unit that is named, where its tables
// give but one percentage of it for now and before: "tiếp theo là Phù Ninh (6,43 điểm)". The
// table must bear the figure out, whichever way where no direction is told.
func (r *reader) onlyPoints(i int, up bool) bool {
	bd := &r.binds[i]
	if !r.inPoints(i) || bd.mention < 0 || r.borneOutBy(i) || len(significantDigits(&r.figures[i])) < 2 {
		return false
	}
	found := movement{now: -1}
	for k := range r.lex.columns {
		c := &r.lex.columns[k]
		if !c.percent || c.plan || c.past || c.moves || r.onlyBase(k) < 0 {
			continue
		}
		rows := r.rowIn(bd, c.table, c.col)
		if len(rows) != 1 || found.now >= 0 && !r.sameColumn(k, found.now) {
			return false
		}
		found = movement{row: place{c.table, rows[0]}, now: k}
	}
	if found.now < 0 {
		return false
	}
	b := r.blocks[r.at[i].block]
	_, _, told := r.direction(i)
	for _, way := range []bool{true, false} {
		if told && way != up {
			continue
		}
		c, ok := r.movementClaim(i, found, way)
		if !ok {
			return false
		}
		if r.wayTies(&c) {
			return r.move(i, found, way)
		}
		opposite := c
		f := *c.Formula
		f.Down = !f.Down
		opposite.Formula = &f
		if told && r.subject(bd, b, r.at[i].tok) && len(significantDigits(&r.figures[i])) >= 3 && r.wayTies(&opposite) {
			return r.move(i, found, way) // the wrong way round
		}
	}
	return false
}

// move makes the claim that a figure is a change.
func (r *reader) move(i int, m movement, up bool) bool {
	c, ok := r.movementClaim(i, m, up)
	if !ok || r.otherUnitThan(i, m) || r.heldToChange(i) && !r.wayTies(&c) {
		return false
	}
	f := &r.figures[i]
	f.Role, f.Why = schema.RoleChange, schema.Message{}
	if r.claimed(i) {
		r.drop(func(c schema.Claim) bool { return c.Figure == i })
	}
	r.claims = append(r.claims, c)
	return true
}

// becomes reports whether a word between a direction and a figure makes it what something
// came to, "tăng lên 34 vụ", or the words tell how many times.
func (r *reader) becomes(i, dir int) bool {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	for k := dir; k < tok; k++ {
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Onto|lang.To|lang.From) != 0 && t.cat&(lang.Up|lang.Down) == 0 {
			return true
		}
	}
	return r.phraseAfter(b, tok)&lang.Times != 0
}

// borneOutBy reports whether a figure has a claim that its table bears out, or one of a kind
// that a change is not.
func (r *reader) borneOutBy(i int) bool {
	f := &r.figures[i]
	for _, k := range r.claimsOf(i) {
		c := &r.claims[k]
		switch c.Kind {
		case schema.FormulaClaim:
			if w, ok := tie.Work(r.rep, c.Formula); ok && w.Fits(f.Number, f.Approx).Ties() {
				return true
			}
		case schema.ValueClaim:
			return true
		case schema.ChangeClaim:
			col := r.columnAt(c.Cell.Table, c.Cell.Col)
			if v, ok := r.changeIn(col, c.Cell.Row); ok && tie.Compare(signed(f.Number, c.Met), f.Approx, v).Ties() {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// movedBefore finds what changed in the figure before a change in its sentence: nothing but
// words that name nothing may open the clause of the change, and no other unit may be named
// between.
func (r *reader) movedBefore(i, dir int) (m movement, ok bool) {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	s := sentenceOf(b, tok)
	from := min(dir, tok)
	k := from - 1
	for k >= s[0] && b.toks[k].kind == word && b.toks[k].cat&lang.And == 0 && !r.named(b, k) {
		k--
	}
	if k < s[0] {
		return m, false
	}
	if own := r.context(b, k+1, from, phraseWords); len(own.words) > 0 || r.strange(b, &own) > 0 {
		return m, false // "23 vụ, doanh thu tăng 15%"
	}
	of := thing(b, tok)
	if of >= 0 && !r.knownUnit(of) && b.toks[tok+1].cat != 0 {
		of = -1 // "56 fewer than"
	}
	rate := r.figures[i].Number.Percent && r.saysRatio(b, k+1, from)
	var between []int
	for ; k >= s[0]; k-- {
		t := &b.toks[k]
		switch {
		case t.is(';'), t.is('.'), t.is(':'):
			return m, false
		case t.kind == word && r.named(b, k):
			between = append(between, k)
			continue
		case t.kind != num || r.figures[t.id].Role == schema.RoleDate:
			continue
		}
		v := int(t.id)
		if of >= 0 && !r.figures[i].Number.Percent && thing(b, k) >= 0 && thing(b, k) != of {
			continue // of something else
		}
		if mixed := !r.figures[i].Number.Percent && r.figures[v].Number.Percent && !r.inPoints(i); mixed {
			continue // an amount is no change of a percentage
		}
		if m, ok = r.movementOf(v); ok && rate && !r.lex.columns[m.now].percent {
			continue // "tỷ lệ tăng 1,10%" is of a rate
		} else if ok {
			for _, at := range between {
				if !r.namesRow(b, at, m.row) {
					return m, false // another unit
				}
			}
			return m, true
		}
		if _, _, told := r.direction(v); !told {
			return m, false
		}
		if m, ok = r.changeTold(v); ok && r.figures[i].Number.Percent && !rate {
			return m, true
		}
	}
	return m, false
}

// changeTold is the movement that the claim of a figure tells.
func (r *reader) changeTold(v int) (m movement, ok bool) {
	for _, k := range r.claimsOf(v) {
		if m, ok = r.moveTold(&r.claims[k]); ok {
			return m, true
		}
	}
	return m, false
}

// namesRow reports whether the name that token k is part of can mean a row.
func (r *reader) namesRow(b *block, k int, row place) bool {
	for n := range b.names {
		if m := &b.names[n]; m.first <= k && k < m.end {
			return slices.Contains(m.rows, row)
		}
	}
	return false
}

// movedBehind finds what changed in the figure that a change leads to: "by 110 to 1,130",
// "giảm 3 vụ so với cùng kỳ, còn 9 vụ".
func (r *reader) movedBehind(i int) (m movement, ok bool) {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	s := sentenceOf(b, tok)
	onto := false
	for k := tok + 1; k < s[1] && k <= tok+14; k++ {
		t := &b.toks[k]
		switch {
		case t.is(';'), t.is('.'), t.is(':'), t.kind == word && (r.named(b, k) || t.cat&lang.And != 0):
			return m, false
		case t.kind == word:
			onto = t.cat&(lang.Onto|lang.To) != 0 || onto && t.cat&(lang.Stop|lang.About) != 0
			continue
		case t.kind != num || r.figures[t.id].Role == schema.RoleDate:
			continue
		}
		if !onto || r.figures[t.id].Number.Percent != r.figures[i].Number.Percent && !r.inPoints(i) && !r.figures[i].Number.Percent {
			return m, false
		}
		return r.movementOf(int(t.id))
	}
	return m, false
}

// movedByWords finds the percentage that is said to rise or fall by so many percent where its
// words name it: the table must bear the figure out, in percent or in points.
func (r *reader) movedByWords(i, dir int) (m movement, ok bool) {
	f, bd := &r.figures[i], &r.binds[i]
	if len(significantDigits(f)) < 2 || len(bd.rows) == 0 {
		return m, false
	}
	b := r.blocks[r.at[i].block]
	rate := f.Number.Percent || r.inPoints(i)
	if rate && bd.mention < 0 || bd.mention >= 0 && !r.subject(bd, b, dir) {
		return m, false
	}
	s := sentenceOf(b, r.at[i].tok)
	from := max(bd.from, s[0])
	if dir <= from {
		return m, false
	}
	q := &query{b: b, s: s, tok: dir, f: f, bd: bd}
	q.own = r.context(b, from, dir, phraseWords)
	q.lead = q.own
	if len(q.own.words) == 0 || r.strange(b, &q.own) > 0 {
		return m, false
	}
	top, second := match{col: -1}, float32(0)
	for k := range r.lex.columns {
		c := &r.lex.columns[k]
		if c.percent != rate || c.plan || c.past || c.moves || c.delta != nil || r.onlyBase(k) < 0 || len(r.rowIn(bd, c.table, c.col)) != 1 {
			continue
		}
		if o := r.match(r.said(k, q), q, place{c.table, -1}); o.score > top.score {
			top, second = o, top.score
		} else {
			second = max(second, o.score)
		}
	}
	if top.col < 0 || top.spoken < strong || top.clean < 0.7 || top.score-second < margin/2 {
		return m, false
	}
	c := &r.lex.columns[top.col]
	m = movement{row: place{c.table, r.rowIn(bd, c.table, c.col)[0]}, now: top.col}
	up, _, _ := r.direction(i)
	way, ok := r.movementClaim(i, m, up)
	return m, ok && (r.wayTies(&way) || r.otherWay(i, m, up))
}

// otherWay reports whether a change would be borne out, were it told the other way round.
func (r *reader) otherWay(i int, m movement, up bool) bool {
	way, ok := r.movementClaim(i, m, !up)
	return ok && r.wayTies(&way) && len(significantDigits(&r.figures[i])) >= 3
}

// movementOf is what a figure tells, where that is the value of a cell of the time of the
// report that its table bears out, or a change that is known.
func (r *reader) movementOf(v int) (m movement, ok bool) {
	f := &r.figures[v]
	if f.Verdict == schema.NotClaim || r.form[v] != schema.SumForm {
		return m, false
	}
	if m = (movement{row: r.about[v], now: r.focusOf(v)}); m.now < 0 {
		return m, false
	}
	c := &r.lex.columns[m.now]
	if m.row.table != c.table || r.cell[v].Row != m.row.row || !r.tiesAbs(f, m.row, c) {
		return m, false
	}
	if c.delta != nil {
		m.now = c.delta.now
		return m, true
	}
	if r.cue[v]&cueChange != 0 {
		return m, false
	}
	if c.past { // "so với 69,58% … tăng": what it rose from
		m.now = r.onlyNow(m.now)
		return m, m.now >= 0
	}
	return m, !c.plan
}

// focusOf is the column that a figure tells, -1 where nothing has found it.
func (r *reader) focusOf(v int) int {
	if r.binds[v].focus >= 0 || !r.claimed(v) {
		return r.binds[v].focus
	}
	for _, k := range r.claimsOf(v) {
		if c := &r.claims[k]; c.Kind == schema.ValueClaim && c.Cell == r.cell[v] {
			if col := r.columnAt(c.Cell.Table, c.Cell.Col); col != nil {
				return r.indexOf(col)
			}
		}
	}
	return -1
}

// tiesAbs reports whether a figure agrees with a cell, its sign aside.
func (r *reader) tiesAbs(f *schema.Figure, row place, c *column) bool {
	t := r.rep.Tables[c.table]
	cell := r.rep.At(t.Ref(row.row, c.col))
	if cell.Kind != schema.Numeric {
		return false
	}
	n := cell.Number
	if n.Value.Sign() < 0 && c.delta != nil {
		n.Value = n.Value.Neg()
	}
	return tie.CompareCell(f.Number, f.Approx, n, unitScale(t, row.row, c.col)).Ties()
}

// movementClaim makes the claim that a figure is the change of a cell since the time before,
// or against a plan where one is said.
func (r *reader) movementClaim(i int, m movement, up bool) (schema.Claim, bool) {
	f := &r.figures[i]
	now := &r.lex.columns[m.now]
	at := func(col int) schema.CellName { return schema.CellName{Table: now.table, Row: m.row.row, Col: col} }
	claim := schema.Claim{Span: f.Span, Figure: i, Of: -1, Score: 75, Sure: true, Named: true, Met: up}
	var ways []schema.Claim
	add := func(form schema.Formula) {
		c := claim
		form.Down = !up
		c.Kind, c.Cell, c.Formula = schema.FormulaClaim, form.Top[0], &form
		ways = append(ways, c)
	}
	planned := m.plan || r.binds[i].said.base == planBase
	amount := !f.Number.Percent || r.inPoints(i)
	for k := range r.lex.columns {
		c := &r.lex.columns[k]
		if c.table != now.table {
			continue
		}
		if d := c.delta; d != nil && r.sameColumn(d.now, m.now) && r.lex.columns[d.base].plan == planned && amount {
			add(schema.Formula{Form: schema.SumForm, Top: []schema.CellName{at(c.col)}})
			break
		}
	}
	for _, c := range r.movesOf(m.now) {
		if c.plan != planned || r.heldTo(r.binds[i].said, r.against(&c)) < 0.5 {
			continue
		}
		both := schema.Formula{Top: []schema.CellName{at(now.col)}, Bottom: []schema.CellName{at(r.lex.columns[c.base].col)}}
		switch {
		case amount && len(ways) == 0:
			both.Form = schema.DifferenceForm
			add(both)
		case amount:
		case now.percent: // in percent where points belong, or a change of the percentage
			both.Form = schema.GrowthForm
			add(both)
			both.Form = schema.DifferenceForm
			add(both)
		case c.percent >= 0:
			p := &r.lex.columns[c.percent]
			way := claim
			way.Kind, way.Cell, way.Base = schema.ChangeClaim, at(p.col), r.base100(p)
			ways = append(ways, way)
		default:
			both.Form = schema.GrowthForm
			add(both)
		}
	}
	for _, w := range ways {
		if r.wayTies(&w) {
			return w, true
		}
	}
	if len(ways) != 1 || now.percent && !amount {
		return claim, false
	}
	return ways[0], true
}

// movesOf lists what a table compares a column with: those of comparisons, and for
// percentages the columns of the same words for an earlier period, or of which a third tells
// the difference.
func (r *reader) movesOf(now int) []comparedColumns {
	var out []comparedColumns
	for _, c := range r.comparisons() {
		if c.now >= 0 && r.sameColumn(c.now, now) {
			out = append(out, c)
		}
	}
	a := &r.lex.columns[now]
	for k := range r.lex.columns {
		c := &r.lex.columns[k]
		if c.table != a.table || !a.percent {
			continue
		}
		base := -1
		switch {
		case c.delta != nil && r.sameColumn(c.delta.now, now):
			base = c.delta.base
		case c.percent && !c.plan && (slices.Equal(a.words, c.words) || r.saidAlike(now, k)) && r.earlierOf(c, a):
			base = k
		}
		if base >= 0 && !slices.ContainsFunc(out, func(o comparedColumns) bool { return r.sameColumn(o.base, base) }) {
			out = append(out, comparedColumns{table: a.table, percent: -1, now: now, base: base, plan: r.lex.columns[base].plan})
		}
	}
	return out
}

// wayTies reports whether the figure of a claim of a change agrees with it.
func (r *reader) wayTies(c *schema.Claim) bool {
	f := &r.figures[c.Figure]
	if c.Kind == schema.FormulaClaim {
		w, ok := tie.Work(r.rep, c.Formula)
		return ok && w.Fits(f.Number, f.Approx).Ties()
	}
	v, ok := r.changeIn(r.columnAt(c.Cell.Table, c.Cell.Col), c.Cell.Row)
	return ok && tie.Compare(signed(f.Number, c.Met), f.Approx, v).Ties()
}
