package claim

import (
	"doisoat/internal/lang"
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
	bare        bool     // a noun alone opens it
	those       bool     // no noun either: "those with"
	some        bool     // "một số đơn vị": not all that meet the condition
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
		heads := r.listing(b, s, r.heads(b, s))
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
		case t.kind == word && b.toks[i].mark != onlyWord && t.cat&lang.All == 0 && t.cat&lang.Plural != 0 && int(t.tail) == i+1 && i+1 < s[1] && b.toks[i+1].kind == word && b.toks[i+1].cat&lang.Noun != 0:
			h.k = -1
		case t.kind == word:
			var ok bool
			if h, after, ok = r.wordHead(b, s, i); !ok {
				if h, after, ok = r.bareHead(b, s, i); !ok {
					continue
				}
			}
		default:
			continue
		}
		if i > s[0] && markAt(b.toks, i-1) == exceptWord {
			continue // "không kể hai phường"
		}
		if r.partOf(b, s, i) {
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
		if len(h.nouns) == 0 && h.of < 0 && len(h.names) == 0 && !h.those {
			continue
		}
		if h.k == -1 && h.figure < 0 && len(out) > 0 && j < s[1] && r.named(b, j) && r.listStart(b, out[len(out)-1].after, i) > 0 {
			continue // "gồm: thành phố Vĩnh Hà và các huyện Hà Mỹ, Vĩnh Khê": the list goes on
		}
		h.after = j
		h.nested = ofWhich
		ofWhich = false
		out = append(out, h)
		i = j - 1
	}
	return out
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
		ok = ok && (a.end >= h.from-3 || r.onlyOpens(b, a.end, h.from))
		named := r.context(b, floor, h.from, phraseWords)
		before = &named
	}
	planned := colKey{table: -1}
	if !ok {
		a, planned, ok = r.plan(b, b.sentenceAt(h.from), h.after, stop)
	}
	if !ok {
		a, planned, ok = r.jointly(b, b.sentenceAt(h.from), h, floor, stop)
	}
	if !ok {
		a, planned, ok = r.directed(b, b.sentenceAt(h.from), h, floor, stop)
	}
	if !ok {
		a, planned, ok = r.none(b, h, stop)
	}
	if !ok {
		a, planned, ok = r.short(b, h, stop)
	}
	if !ok {
		r.plainList(b, h, open, end)
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
	told := false
	if !lead.names(r.lex, &context{}) {
		if c, ok := r.leadBefore(b, h.from); ok {
			k, s := r.countColumn(b, h, &a, &c, named)
			if k.table >= 0 && k != key && (key.table < 0 || s && !sure || r.holdsIn(b, h, &a, k, named, stop) && !r.holdsIn(b, h, &a, key, named, stop)) {
				_, topic := r.topic(b, b.sentenceAt(h.from)[0], h.from)
				lead, told, key, sure = c, !topic, k, s
			}
		}
	}
	if h.nested && outer != nil && key == (colKey{outerCell.Table, outerCell.Col}) {
		sure = sure || len(a.conds) > 0 // "…; trong đó 3 đơn vị trên 300 hộ"
	}
	if key.table < 0 && h.nested && outer != nil && !lead.names(r.lex, &context{}) {
		if k := (colKey{outerCell.Table, outerCell.Col}); r.lexPercent(k) == a.percent && len(a.conds) > 0 {
			key, sure, told = k, true, false // "…; trong đó 6 địa phương vượt 95%"
		}
	}
	if !a.percent && (key.table < 0 || key == r.balanceColumn()) {
		if k, ok := r.deficitAsked(b, h.from, stop, &a); ok {
			key, sure = k, true
		}
	}
	if key.table < 0 && a.percent && !a.target {
		if k, ok := r.planRate(b, &a); ok {
			key, sure, told = k, true, false
		}
	}
	if !sure && !lead.names(r.lex, &context{}) {
		if k, ok := r.carriedColumn(b, h, &a, named, stop); ok {
			key, sure, told = k, true, false
		}
	}
	if k, ok := r.changeThreshold(b, h, &a, stop); ok {
		key, sure, told = k, true, false
	}
	if planned.table >= 0 {
		key, sure, told = planned, true, false
	}
	if len(a.others) > 0 {
		key, a.conds[0], sure = r.pick(b, h, &a, key, named, stop)
	}
	if h.k < 0 && h.k != allUnits && len(named) == 0 {
		return nil, schema.CellName{}
	}
	if key.table < 0 && a.target && r.untargeted(b) {
		if k, c, ok := r.planColumn(b, b.sentenceAt(h.from), h.after, max(a.end, h.after), judgement{a.met, a.over, a.span}); ok {
			key, sure, a.target, a.conds = k, true, false, append(a.conds, c)
		}
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
	sure = sure && !r.otherTime(b, h, key) && !r.ofPlan(b, h, stop, key, &a) && !r.strangers(b, h, open, end, named)
	sure = sure && r.asMany(h, group) && !r.otherKind(r.rep.Tables[key.table], group, h.nouns)
	conds := r.readConditions(b, &a, key, group)
	if conds == nil && a.target {
		if k, c, ok := r.planColumn(b, b.sentenceAt(h.from), h.after, max(a.end, h.after), judgement{a.met, a.over, a.span}); ok {
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
	if told {
		sure = sure && r.borneOut(key, group, conds[0], members)
	}
	claim := schema.Claim{Kind: schema.CountClaim, Figure: h.figure, Of: h.of, K: h.k, Cell: cell, Sure: sure, Members: members,
		Complete: len(members) > 0 && !h.some && len(members) == len(named) && (open == 0 || open == end || !r.unnamed(b, open, end, named)), Score: 60, Factor: int8(unitScale(r.rep.Tables[key.table], group[0], key.col))}
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
	if named := r.withoutRest(r.rep.Tables[key.table], group, members); len(named) < len(group) && h.of < 0 {
		for _, c := range conds { // what is left over may count as a unit or not
			claim.Readings = append(claim.Readings, schema.Reading{Group: named, Conds: c})
		}
	}
	r.claims = append(r.claims, claim)
	r.tellMembers(members, key, sure)
	r.tellChanges(members, key, conds[0], sure)
	if h.figure >= 0 {
		f := &r.figures[h.figure]
		f.Indicator = r.rep.Tables[key.table].Columns[key.col].Title()
	}
	return claim.Readings[:len(conds)], cell
}

// plainList makes the claim of a list with its number whose condition no table decides: it has
// as many units as that, none of them twice. The units must be of one level.
func (r *reader) plainList(b *block, h *head, open, end int) {
	if open <= 0 || h.figure < 0 || h.k < 2 || h.of >= 0 {
		return
	}
	named := r.members(b, open, end)
	if len(named) < 2 || open != end && r.unnamed(b, open, end, named) {
		return
	}
	for t, table := range r.rep.Tables {
		members := resolve(named, t, nil)
		if table.Twin > 0 || len(members) < len(named) {
			continue
		}
		var rows []int
		for _, m := range members {
			if row := &table.Rows[m.Row]; row.Kind != schema.UnitRow || row.Level != table.Rows[members[0].Row].Level {
				return
			}
			if !hasInt(rows, m.Row) {
				rows = append(rows, m.Row)
			}
		}
		r.claims = append(r.claims, schema.Claim{Kind: schema.CountClaim, Span: r.figures[h.figure].Span, Figure: -1, Of: -1, K: h.k, Members: members, Score: 60,
			Cell: schema.CellName{Table: t, Row: -1, Col: table.LabelCol}, Readings: []schema.Reading{{Group: rows}}})
		return
	}
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
			if len(g.rows) == h.k && (2*r.nounHits(table, g, h.nouns) >= h.k || h.k >= 5 && r.headed(table, h.nouns)) {
				r.claims = append(r.claims, schema.Claim{Kind: schema.CountClaim, Span: r.figures[h.figure].Span, Figure: h.figure, Of: -1, K: h.k, Score: 60,
					Cell: schema.CellName{Table: t, Row: -1, Col: table.LabelCol}, Readings: []schema.Reading{{Group: g.rows}}})
				return true
			}
		}
	}
	return false
}

// headed reports whether a noun stands in the header of the names of a table, "Ngành kinh
// tế", or may be any unit.
func (r *reader) headed(t *schema.Table, nouns []int32) bool {
	for _, w := range nouns {
		if r.lex.anyUnit[w] {
			return true
		}
		if t.LabelCol >= 0 && t.LabelCol < len(t.Columns) {
			for _, part := range t.Columns[t.LabelCol].Path {
				if has(r.lex.vocab.path(part), w) {
					return true
				}
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
