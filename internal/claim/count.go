package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// head is the beginning of a count: "10/17 đơn vị", "Có 5 xã, phường", "Không có
// đơn vị nào".
type head struct {
	from, after int // tokens of the head; the condition begins at after
	figure, of  int // ledger indexes, -1 when there is none
	k           int // -1 when the words give no number: "các đơn vị"
	nouns       []int32
	whole       int      // n of "k of the n" where it is told, 0 otherwise
	names       []listed // of "only Foxhill": the units that the count is of
	nested      bool     // "trong đó có": within the units of the count before it
}

// listed is a name of a list before its table is known.
type listed struct {
	schema.Member
	rows []place
}

// resolve turns the names of a list into rows of a table, those of a group first. A
// name that the table does not have is left out.
func resolve(list []listed, table int, group []int) []schema.Member {
	var out []schema.Member
	for _, l := range list {
		m := l.Member
		m.Row = -1
		for _, p := range l.rows {
			if p.table == table && (m.Row < 0 || hasInt(group, p.row) && !hasInt(group, m.Row)) {
				m.Row = p.row
			}
		}
		if m.Row >= 0 {
			out = append(out, m)
		}
	}
	return out
}

// counts reads the counts and lists of a block.
func (r *reader) counts(b *block) {
	var last *head
	var lastReadings []schema.Reading
	var lastCell schema.CellName
	for _, s := range b.sentences {
		heads := r.heads(b, s)
		floor := s[0]
		for k := range heads {
			h := &heads[k]
			end := s[1]
			if k+1 < len(heads) {
				end = heads[k+1].from
			}
			var outer []schema.Reading
			if last != nil {
				outer = lastReadings
			}
			readings, cell := r.count(b, h, floor, end, outer, lastCell)
			floor = end
			if readings != nil && !h.nested {
				last, lastReadings, lastCell = h, readings, cell
			}
		}
		r.judgements(b, s)
	}
}

// heads finds the heads of the counts in a sentence.
func (r *reader) heads(b *block, s [2]int) []head {
	var out []head
	ofWhich := false
	for i := s[0]; i < s[1]; i++ {
		t := &b.toks[i]
		if t.kind == word && t.cat&lang.OfWhich != 0 {
			ofWhich = true
		}
		h := head{from: i, figure: -1, of: -1}
		after := i + 1
		switch {
		case t.kind == num:
			f := &r.figures[t.id]
			if f.Role != schema.RoleCount || f.Verdict == schema.NotClaim {
				continue
			}
			h.figure, h.k = int(t.id), int(f.Number.Value.Coef)
			if w, ok := b.outOf[i]; ok {
				h.of = int(b.toks[w].id)
				for j := w + 1; j < i && b.toks[j].kind == word && b.toks[j].cat&lang.Noun != 0; j++ {
					h.nouns = append(h.nouns, b.toks[j].id)
				}
			}
			for j := i + 1; h.of < 0 && j <= i+4 && j < s[1]; j++ { // k/n
				if b.toks[j].kind == num {
					if r.figures[b.toks[j].id].Role == schema.RoleOf {
						h.of, after = int(b.toks[j].id), j+1
					}
					break
				}
			}
		case t.kind == word && t.cat&lang.Nobody != 0 && int(t.head) == i:
			after = int(t.tail)
			if after >= s[1] || b.toks[after].cat&lang.Noun == 0 {
				continue
			}
		case t.kind == word && r.lex.markAt(b.toks, i) != onlyWord && t.cat&lang.All == 0 && t.cat&lang.Plural != 0 && int(t.tail) == i+1 && i+1 < s[1] && b.toks[i+1].kind == word && b.toks[i+1].cat&lang.Noun != 0:
			h.k = -1
		case t.kind == word:
			var ok bool
			if h, after, ok = r.wordHead(b, s, i); !ok {
				continue
			}
		default:
			continue
		}
		// the nouns counted
		j := after
		for j < s[1] {
			n := &b.toks[j]
			if n.kind == word && n.cat&lang.Noun != 0 {
				h.nouns = append(h.nouns, n.id)
				j++
				continue
			}
			if n.is(',') && j+1 < s[1] && b.toks[j+1].kind == word && b.toks[j+1].cat&lang.Noun != 0 {
				j++
				continue
			}
			break
		}
		if len(h.nouns) == 0 && h.of < 0 && len(h.names) == 0 {
			continue
		}
		h.after = j
		h.nested = ofWhich
		ofWhich = false
		out = append(out, h)
		i = j - 1
	}
	return out
}

// asked is the condition that words put on units.
type asked struct {
	conds   []schema.Condition // thresholds given in place
	target  bool               // a target is to be met or missed
	met     bool
	over    bool    // more than met: "vượt"
	said    []int32 // words behind the target word
	span    schema.Span
	percent bool
	end     int
}

// ask reads the condition between tokens from and to.
func (r *reader) ask(b *block, from, to int) (a asked, ok bool) {
	toks := b.toks
	a.end = from
	for i := from; i < to; i++ {
		t := &toks[i]
		if t.kind != word || int(t.head) != i && t.cat != 0 {
			continue
		}
		tail := int(t.tail)
		// đạt / chưa đạt ... chỉ tiêu
		if t.cat&(lang.Meets|lang.Misses) != 0 && !a.target {
			for j := tail; j < to && j <= tail+2 && toks[j].kind != num; j++ {
				if toks[j].kind == word && toks[j].cat&lang.Target != 0 {
					a.target, a.met, a.over = true, t.cat&lang.Misses == 0, t.cat&lang.Above != 0
					end := int(toks[j].tail)
					e := end
					for e < to && !(toks[e].kind == word && toks[e].cat&(lang.Meets|lang.Misses) != 0 && int(toks[e].head) == e) && !toks[e].is(')') && !toks[e].is(',') && !toks[e].is(';') && !toks[e].is('.') && toks[e].depth >= t.depth && (toks[e].cat&lang.ListOpen == 0 || e+1 < to && toks[e+1].kind == num) {
						if toks[e].is(':') && !(e+1 < to && toks[e+1].kind == num && r.figures[toks[e+1].id].Number.Percent) {
							break
						}
						if toks[e].kind == num {
							f := &r.figures[toks[e].id]
							if f.Numeric && f.Role != schema.RoleDate && f.Role != schema.RoleReference {
								n := f.Number
								cmp := schema.AtLeast
								if !a.met {
									cmp = schema.Below
								}
								r.set(b, e, schema.RoleTarget)
								a.conds = append(a.conds, schema.Condition{Cmp: cmp, Bound: &n, Span: b.span(i, skipPercent(toks, e+1))})
								a.percent = n.Percent
								a.target = false
							}
							e++
							break
						}
						if toks[e].kind == word {
							a.said = append(a.said, toks[e].id)
						}
						e++
					}
					a.span = b.span(i, e)
					a.end = skipPercent(toks, e)
					i = a.end - 1
					ok = true
					break
				}
			}
			if ok && i >= tail {
				continue
			}
		}
		// trên 50%, từ 8% trở lên, không quá 10%
		var cmp schema.Comparator
		switch {
		case t.cat&lang.AtLeast != 0:
			cmp = schema.AtLeast
		case t.cat&lang.AtMost != 0:
			cmp = schema.AtMost
		case t.cat&lang.Above != 0:
			cmp = schema.Above
		case t.cat&lang.Below != 0:
			cmp = schema.Below
		case t.cat&lang.From != 0:
			cmp = schema.Between
		default:
			continue
		}
		j := tail
		for j < to && j <= tail+1 && toks[j].kind == word && toks[j].cat&(lang.Stop|lang.Above|lang.From) != 0 {
			if toks[j].cat&lang.Above != 0 && cmp == schema.Between {
				cmp = schema.Above
			}
			j++
		}
		if j >= to || toks[j].kind != num || r.figures[toks[j].id].Role == schema.RoleDate || !r.figures[toks[j].id].Numeric {
			continue
		}
		f := &r.figures[toks[j].id]
		n := f.Number
		if n.Percent && t.cat&lang.Above != 0 && t.cat&lang.Meets != 0 && r.phraseAfter(b, j)&(lang.Target|lang.Base) != 0 {
			continue // "vượt 3,5% kế hoạch": by how much, not what
		}
		e := skipPercent(toks, j+1)
		for e < to && toks[e].kind == word && r.pack.Table.Scales[r.lex.vocab.key[toks[e].id]] != 0 {
			e++
		}
		c := schema.Condition{Cmp: cmp, Bound: &n}
		for k := e; k < to && k < e+5 && toks[k].kind != num && !toks[k].is(',') && !toks[k].is(':') && !toks[k].is(')'); k++ {
			if toks[k].kind == word && toks[k].cat&(lang.Upward|lang.Downward) != 0 {
				e = k // units of measure may stand between
				break
			}
		}
		switch {
		case e < to && toks[e].kind == word && toks[e].cat&lang.Upward != 0:
			c.Cmp = schema.AtLeast
			e = int(toks[e].tail)
		case e < to && toks[e].kind == word && toks[e].cat&lang.Downward != 0:
			c.Cmp = schema.AtMost
			e = int(toks[e].tail)
		case cmp == schema.Between:
			if !(e+1 < to && toks[e].kind == word && toks[e].cat&lang.To != 0 && toks[e+1].kind == num && r.figures[toks[e+1].id].Numeric) {
				continue
			}
			u := r.figures[toks[e+1].id].Number
			n.Percent = n.Percent || u.Percent
			c.Upper = &u
			r.set(b, e+1, schema.RoleTarget)
			e = skipPercent(toks, e+2)
			if e < to && toks[e].kind == word && toks[e].cat&lang.Below != 0 { // "đến dưới 90%"
				continue
			}
		}
		c.Span = b.span(i, e)
		r.set(b, j, schema.RoleTarget)
		a.conds = append(a.conds, c)
		a.percent = n.Percent
		if a.span.Len() == 0 {
			a.span = c.Span
		}
		a.end = e
		ok = true
		i = e - 1
	}
	return a, ok
}

// count reads one count with its condition and its list, and makes its claim.
func (r *reader) count(b *block, h *head, floor, end int, outer []schema.Reading, outerCell schema.CellName) ([]schema.Reading, schema.CellName) {
	open := r.listStart(b, h.after, end)
	for k := h.after; k < min(end, h.after+6); k++ {
		if b.toks[k].kind == word && b.toks[k].cat&lang.Sum != 0 { // "Hai phường cộng lại có hơn 160 hộ"
			r.uncount(b, h)
			return nil, schema.CellName{}
		}
	}
	var before *context
	stop := end
	if open > 0 {
		stop = open
	}
	a, ok := r.ask(b, h.after, stop)
	if !ok && floor < h.from { // "Số xã đạt chỉ tiêu là 5 đơn vị"
		a, ok = r.ask(b, floor, h.from)
		ok = ok && a.end >= h.from-3
		named := r.context(b, floor, h.from, phraseWords)
		before = &named
	}
	planned := colKey{table: -1}
	if !ok {
		a, planned, ok = r.plan(b, h.after, stop)
	}
	if !ok {
		a, planned, ok = r.directed(b, h.after, stop)
	}
	if !ok {
		r.uncount(b, h)
		return nil, schema.CellName{}
	}
	var named []listed
	switch {
	case len(h.names) > 0:
		named = h.names
	case open > 0:
		named = r.members(b, open, end)
	}
	lead := r.context(b, h.after, stop, phraseWords)
	if before != nil {
		lead = *before
	}
	lead.denies = false // "chưa đạt" is the condition, not the name
	key, sure := r.countColumn(b, h, &a, &lead, named)
	if planned.table >= 0 {
		key, sure = planned, true
	}
	if h.k < 0 && h.k != allUnits && len(named) == 0 {
		return nil, schema.CellName{}
	}
	if key.table < 0 {
		r.undecide(h, "why.no-indicator")
		return nil, schema.CellName{}
	}
	group := r.group(b, h, key, named, stop)
	if group == nil {
		r.undecide(h, "why.no-group")
		return nil, schema.CellName{}
	}
	if h.k == allUnits {
		h.k = len(group)
	}
	sure = sure && !r.otherKind(r.rep.Tables[key.table], group, h.nouns)
	conds := r.readConditions(b, &a, key, group)
	if conds == nil && a.target {
		if k, c, ok := r.planColumn(b, &a, &lead); ok {
			key, conds = k, [][]schema.Condition{{c}}
			group = r.group(b, h, key, named, stop)
		}
	}
	if conds == nil || group == nil {
		r.undecide(h, "why.no-target")
		return nil, schema.CellName{}
	}
	if h.k > 0 && len(conds) == 1 && len(r.satisfying(key, schema.Reading{Group: group, Conds: conds[0]})) == 0 {
		sure = false // not one meets it: the words ask something else, such as the sum
	}
	cell := schema.CellName{Table: key.table, Row: -1, Col: key.col}
	members := resolve(named, key.table, group)
	claim := schema.Claim{Kind: schema.CountClaim, Figure: h.figure, Of: h.of, K: h.k, Cell: cell, Sure: sure, Members: members,
		Complete: len(members) > 0, Score: 60, Factor: int8(unitScale(r.rep.Tables[key.table], group[0], key.col))}
	if sure {
		claim.Score = 90
	}
	last := max(a.end, h.after)
	claim.Span = schema.Span{Block: b.index, Start: b.toks[h.from].start, End: b.toks[min(last, len(b.toks))-1].end}
	if claim.Span.End < a.span.End {
		claim.Span.End = a.span.End
	}
	inner := group
	if h.nested && outer != nil && outerCell == cell {
		for _, o := range outer {
			inner = r.satisfying(key, o)
			for _, c := range conds {
				claim.Readings = append(claim.Readings, schema.Reading{Group: inner, Conds: c})
			}
		}
	}
	for _, c := range conds {
		claim.Readings = append(claim.Readings, schema.Reading{Group: group, Conds: c})
	}
	if kind := r.ofKind(r.rep.Tables[key.table], rowGroup{rows: group}, h.nouns, -1); h.of < 0 && len(kind) < len(group) && !h.nested {
		for _, c := range conds { // "2 xã" may mean the communes alone, or any of their level
			claim.Readings = append(claim.Readings, schema.Reading{Group: kind, Conds: c})
		}
	}
	r.claims = append(r.claims, claim)
	if h.figure >= 0 {
		f := &r.figures[h.figure]
		f.Indicator = r.rep.Tables[key.table].Columns[key.col].Title()
	}
	return claim.Readings[:len(conds)], cell
}

// uncount turns a count without a condition into plain values: "31 trường", and
// both sides of "15/19 trường đạt chuẩn".
func (r *reader) uncount(b *block, h *head) {
	if h.figure < 0 {
		return
	}
	f, bd := &r.figures[h.figure], &r.binds[h.figure]
	bd.plain = true
	if h.of >= 0 {
		r.figures[h.of].Why = schema.Say("why.no-condition")
		r.base(b, h)
	} else if r.everyUnit(b, h) {
		return
	}
	bd.names = bd.names[:0]
	r.columnsOf(b, f, bd)
}

// base binds n of "15/19 trường đạt chuẩn" to the cell that counts the whole: a
// column whose name the noun carries, in the row that the fraction is about.
func (r *reader) base(b *block, h *head) {
	bd, f := &r.binds[h.figure], &r.figures[h.of]
	own := context{words: h.nouns}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if !col.counts || col.percent {
			continue
		}
		n := r.lex.name(col, &own, &context{})
		if n.own < weak {
			continue
		}
		for _, row := range r.rowIn(bd, col.table, col.col) {
			if r.fit(f, r.rep.Tables[col.table], row, col.col).Ties() {
				r.claims = append(r.claims, schema.Claim{Kind: schema.ValueClaim, Span: f.Span, Figure: h.of, Of: -1, Sure: true, Score: int(100 * n.score),
					Cell: schema.CellName{Table: col.table, Row: row, Col: col.col}, Factor: int8(unitScale(r.rep.Tables[col.table], row, col.col))})
				return
			}
		}
	}
}

// everyUnit ties a count without a condition with the number of units of a level:
// "số liệu của 12 xã, thị trấn". It never contradicts one: the words may count
// something else.
func (r *reader) everyUnit(b *block, h *head) bool {
	if h.k < 3 {
		return false
	}
	for t, table := range r.rep.Tables {
		if table.Twin > 0 {
			continue
		}
		for _, g := range r.groups(table) {
			if len(g.rows) == h.k && 2*r.nounHits(table, g, h.nouns) >= h.k {
				r.claims = append(r.claims, schema.Claim{Kind: schema.CountClaim, Span: r.figures[h.figure].Span, Figure: h.figure, Of: -1, K: h.k, Score: 60,
					Cell: schema.CellName{Table: t, Row: -1, Col: table.LabelCol}, Readings: []schema.Reading{{Group: g.rows}}})
				return true
			}
		}
	}
	return false
}

func (r *reader) undecide(h *head, why string) {
	for _, i := range []int{h.figure, h.of} {
		if i >= 0 && r.figures[i].Verdict == schema.Undecided {
			r.figures[i].Why = schema.Say(why)
		}
	}
}

// listStart finds where the list of a count begins: behind "gồm", "là" or a colon
// that a name follows. 0 when there is none.
func (r *reader) listStart(b *block, from, to int) int {
	for _, m := range b.names {
		if m.first < from || m.first >= to || m.group || b.toks[m.first].depth > b.toks[max(from-1, 0)].depth {
			continue
		}
		k := m.first - 1
		for n := 0; n < 4 && k >= from && b.toks[k].kind == word && b.toks[k].cat&lang.ListOpen == 0; n++ {
			k-- // a title before the name
		}
		if r.ranks(b, from, k) {
			return 0 // "đạt chỉ tiêu, cao nhất là ...": an extreme, not the list
		}
		if k >= from && (b.toks[k].is(':') || b.toks[k].kind == word && b.toks[k].cat&lang.ListOpen != 0) {
			return m.first
		}
		return 0
	}
	if to > 0 && to == len(b.toks) && b.toks[to-1].is(':') {
		return to
	}
	return 0
}

// ranks reports whether words between two tokens pick out an extreme or a rank.
func (r *reader) ranks(b *block, from, to int) bool {
	for i := from; i < to; i++ {
		if b.toks[i].kind == word && b.toks[i].cat&(lang.High|lang.Low|lang.Rank) != 0 {
			return true
		}
	}
	return false
}

// members reads the names of a list, over its sentence or over the list items below.
func (r *reader) members(b *block, from, to int) []listed {
	if from == to {
		return r.itemMembers(b)
	}
	var out []listed
	depth := b.toks[from].depth
	end := from
	for k, m := range b.names {
		if m.first < from || m.first >= to || m.whole || b.toks[m.first].depth != depth {
			continue
		}
		if len(out) > 0 && r.brokenList(b, end, m.first, depth) {
			break
		}
		stop := to
		for _, n := range b.names[k+1:] {
			if n.first < to && b.toks[n.first].depth == depth {
				stop = n.first
				break
			}
		}
		out = append(out, listed{schema.Member{Span: b.span(m.first, m.end), Figure: r.figureOf(b, k, m.end, stop)}, m.rows})
		end = m.end
	}
	return out
}

// brokenList reports whether the words between two names end the list.
func (r *reader) brokenList(b *block, from, to int, depth int8) bool {
	free := 0
	afterNumber := false
	for i := from; i < to; i++ {
		t := &b.toks[i]
		if t.depth > depth {
			continue
		}
		switch {
		case t.kind == num:
			afterNumber = true
		case t.kind == punct:
			if t.is(',') || t.is(';') {
				afterNumber = false
			}
		case afterNumber || t.cat&(lang.And|lang.Noun|lang.Stop) != 0:
		default:
			free++
		}
	}
	return free > 2
}

// itemMembers reads the first name of every list item below a block.
func (r *reader) itemMembers(b *block) []listed {
	var out []listed
	below := false
	for _, o := range r.blocks {
		if o == b {
			below = true
			continue
		}
		if !below {
			continue
		}
		if o.src.Kind != schema.ListItem || o.heading {
			break
		}
		if len(o.names) == 0 || o.names[0].group {
			break
		}
		m := o.names[0]
		out = append(out, listed{schema.Member{Span: o.span(m.first, m.end), Figure: r.figureOf(o, 0, m.end, len(o.toks))}, m.rows})
	}
	return out
}

// plan reads "vượt dự toán tỉnh giao" as a condition on the column that compares with
// that plan, "So với dự toán tỉnh giao (%)": 100 is the plan met.
func (r *reader) plan(b *block, from, to int) (a asked, key colKey, ok bool) {
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
		said := r.context(b, int(t.tail), end, headingWords)
		said.denies = false
		best := float32(0)
		for c := range r.lex.columns {
			col := &r.lex.columns[c]
			if col.percent && len(col.words) > 0 {
				if n := r.lex.name(col, &said, &context{}); n.score >= strong && n.own >= strong && n.score > best {
					best, key = n.score, colKey{col.table, col.col}
				}
			}
		}
		if best == 0 {
			continue
		}
		c := schema.Condition{Cmp: schema.AtLeast, Bound: &schema.Number{Value: schema.Int(100), Percent: true}, Span: b.span(i, end)}
		switch {
		case t.cat&lang.Misses != 0:
			c.Cmp = schema.Below
		case t.cat&lang.Above != 0:
			c.Cmp = schema.Above
		}
		return asked{conds: []schema.Condition{c}, span: c.Span, percent: true, end: end}, key, true
	}
	return a, key, false
}

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
		return colKey{table: -1}, false
	}
	top := cands[best]
	for k := range cands {
		if cands[k].key != top.key {
			second = max(second, cands[k].score)
		}
	}
	agreed := s.agree[top.key]
	carried := agreed >= 3 && 2*agreed >= s.figures
	sure := (top.score-second >= margin || len(cands) == 1) && (top.n.score >= strong && !top.n.stray || carried)
	if !sure {
		sure = r.countNamed(b, h, lead, members, top.key, percent)
	}
	return top.key, sure
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

// group finds the rows that a count ranges over: the units of the level that the
// words name, of the number that they state, or of the kind that they count.
func (r *reader) group(b *block, h *head, key colKey, members []listed, stop int) []int {
	t := r.rep.Tables[key.table]
	groups := r.groups(t)
	if len(groups) == 0 {
		return nil
	}
	n := h.whole
	if h.of >= 0 {
		n = int(r.figures[h.of].Number.Value.Coef)
	}
	if heads := r.sectionHeads(t, groups, key); len(heads) > 1 && r.lex.kindOf(t, h.nouns) && (n == len(heads) || n == 0 && r.repeats(t, groups)) {
		return heads
	}
	// a level named with the nouns: "đơn vị cấp xã"
	for _, m := range b.names {
		if m.first >= h.from && m.end <= stop && m.group && !m.whole {
			for _, g := range groups {
				if r.levelFits(m.rows, key.table, g) {
					return g.rows
				}
			}
		}
	}
	var fit []rowGroup
	for _, g := range groups {
		if n == 0 || len(g.rows) == n {
			fit = append(fit, g)
		}
	}
	if len(fit) == 0 {
		fit = groups
	}
	// the group that holds the members
	best, most := -1, -1
	for k, g := range fit {
		score := 0
		for _, m := range members {
			for _, p := range m.rows {
				if p.table == key.table && hasInt(g.rows, p.row) {
					score += 100
					break
				}
			}
		}
		// all units together only when the words leave no single level
		if hits := r.nounHits(t, g, h.nouns); g.parent >= 0 || len(groups) == 1 {
			score += 1 + 10*hits/len(g.rows)
		}
		if score > most {
			best, most = k, score
		}
	}
	return r.ofKind(t, fit[best], h.nouns, n)
}

// ofKind narrows a group to the rows that the counted noun names, where it names some
// of them and not others: "2/4 xã" among four communes and three wards. n is the number
// that the words give for all of them, 0 for none; below that it does not matter.
func (r *reader) ofKind(t *schema.Table, g rowGroup, nouns []int32, n int) []int {
	var out []int
	for _, row := range g.rows {
		for _, w := range r.lex.titles(&t.Rows[row]) {
			if has(nouns, w) {
				out = append(out, row)
				break
			}
		}
	}
	if len(out) == 0 || n >= 0 && n != len(out) || r.lex.kindOf(t, nouns) {
		return g.rows
	}
	return out
}

// otherKind reports whether the noun that is counted names units of a kind that a group
// does not have, while its rows do tell their kind: "12 thôn" among communes.
func (r *reader) otherKind(t *schema.Table, group []int, nouns []int32) bool {
	if len(nouns) == 0 {
		return false
	}
	for _, w := range nouns {
		if v, n := r.lex.phrases.walk([]int32{w}); n == 0 || *v&lang.Noun == 0 || r.lex.anyUnit[w] || r.lex.kinds[w] {
			return false
		}
	}
	telling := 0
	for _, row := range group {
		titles := r.lex.titles(&t.Rows[row])
		for _, w := range titles {
			if has(nouns, w) {
				return false
			}
		}
		if len(titles) > 0 {
			telling++
		}
	}
	return 2*telling > len(group)
}

// nounHits counts the rows of a group whose label begins with a noun that is
// counted: the title before the proper name, as a whole, so that "xã" does not hit
// "thị xã".
func (r *reader) nounHits(t *schema.Table, g rowGroup, nouns []int32) int {
	hits := 0
	for _, row := range g.rows {
		for _, w := range r.lex.titles(&t.Rows[row]) {
			if has(nouns, w) {
				hits++
				break
			}
		}
	}
	if r.lex.kindOf(t, nouns) {
		return len(g.rows)
	}
	return hits
}

// kindOf reports whether the header of a table's column of names holds one of the nouns
// and is no general one.
func (x *lexicon) kindOf(t *schema.Table, nouns []int32) bool {
	if t.LabelCol < 0 || t.LabelCol >= len(t.Columns) {
		return false
	}
	for _, part := range t.Columns[t.LabelCol].Path {
		for _, k := range x.vocab.path(part) {
			if x.kinds[k] && has(nouns, k) {
				return true
			}
		}
	}
	return false
}

// rowGroup is the units under one parent, or all units.
type rowGroup struct {
	parent int // -1 for the top or for all
	rows   []int
}

// groups lists the groups of units of a table, the largest first.
func (r *reader) groups(t *schema.Table) []rowGroup {
	var out []rowGroup
	at := map[int]int{}
	var all []int
	for i := range t.Rows {
		if t.Rows[i].Kind != schema.UnitRow || t.Rows[i].OfWhich {
			continue
		}
		all = append(all, i)
		k, ok := at[t.Rows[i].Parent]
		if !ok {
			k = len(out)
			at[t.Rows[i].Parent] = k
			out = append(out, rowGroup{parent: t.Rows[i].Parent})
		}
		out[k].rows = append(out[k].rows, i)
	}
	if len(out) > 1 {
		out = append(out, rowGroup{parent: -1, rows: all})
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && len(out[k].rows) > len(out[k-1].rows) && out[k].parent >= 0; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// levelFits reports whether the rows of a level are the parent or the total of a group.
func (r *reader) levelFits(level []place, table int, g rowGroup) bool {
	t := r.rep.Tables[table]
	for _, p := range level {
		if p.table != table {
			continue
		}
		if g.parent >= 0 && (p.row == g.parent || t.Rows[p.row].Parent == g.parent && t.Rows[p.row].Kind != schema.UnitRow) {
			return true
		}
		if g.parent >= 0 && t.Rows[g.parent].Parent == p.row && t.Rows[p.row].Kind == schema.SectionRow {
			return true
		}
		for _, row := range g.rows {
			if row == p.row {
				return true
			}
		}
	}
	return false
}

// readConditions lists the ways to understand what is asked of a group.
func (r *reader) readConditions(b *block, a *asked, key colKey, group []int) [][]schema.Condition {
	if !a.target {
		return [][]schema.Condition{a.conds}
	}
	t := r.rep.Tables[key.table]
	parent := -1
	if len(group) > 0 {
		parent = t.Rows[group[0]].Parent
	}
	g := rowGroup{parent: parent, rows: group}
	var out [][]schema.Condition
	percent := r.lexPercent(key)
	for _, way := range r.lookup(b.section, a.said, key, percent, func(level []place) bool { return r.levelFits(level, key.table, g) }) {
		conds := append([]schema.Condition(nil), a.conds...)
		for _, tg := range way {
			conds = append(conds, tg.condition(a.met, a.span))
		}
		out = append(out, conds)
	}
	return out
}

func (r *reader) lexPercent(key colKey) bool {
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == key.table && c.col == key.col {
			return c.percent
		}
	}
	return false
}

// satisfying lists the rows of a reading that surely meet it.
func (r *reader) satisfying(key colKey, rd schema.Reading) []int {
	t := r.rep.Tables[key.table]
	var out []int
	for _, row := range rd.Group {
		cell := r.rep.At(t.Ref(row, key.col))
		if cell.Kind != schema.Numeric {
			continue
		}
		all := true
		shift := unitScale(t, row, key.col)
		for _, c := range rd.Conds {
			yes, _ := tie.MeetsCell(c, cell.Number, shift)
			all = all && yes
		}
		if all {
			out = append(out, row)
		}
	}
	return out
}
