package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// hypothesis is one way to understand a figure: a formula over cells, and how well
// the words speak for it.
type hypothesis struct {
	f        schema.Formula
	col      int // in lexicon.columns: the column of the first cell
	row      place
	score    float32 // by names alone
	total    float32 // with the agreement of the section
	fit      tie.Fit
	value    *tie.Worked
	state    workState // of fit and value
	m        match
	measured bool // the words of measure agree with the unit of the cell
	implicit bool // the whole is meant because no name says otherwise
	timely   bool // the period of the column is the one that is said
	explicit bool // they name the row, and one row only
	cued     bool // they say which arithmetic it is
	change   bool // the cell gives a change, with its sign
	times    bool // it says how many times as much as a named row
	rest     bool // it is what is left of a whole or a plan
	loose    bool // the name of the row is less than the row's own
}

// term is a sum of cells of one column, and how well the words speak for it.
type term struct {
	cells    []schema.CellName
	col      int
	row      place // of its last cell
	score    float32
	m        match
	su       *subject
	explicit bool
	timely   bool
}

// maxTerms bounds the terms of a figure, so that the pairs of them stay few.
const maxTerms = 24

// terms lists the cells that a figure, or the amount that it is worked out of, can
// mean: every subject with every column that the words may name.
func (r *reader) terms(q *query, subjects []subject, percent bool) []term {
	var out []term
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if col.percent != percent {
			continue
		}
		said := r.said(c, q)
		timely := r.periodWeight(q, col)
		weight := timely * r.planWeight(q, col)
		if col.moves && q.cue&cueChange == 0 {
			weight *= unmoved
		}
		if said.recall*weight < faint {
			continue
		}
		for s := range subjects {
			su := &subjects[s]
			for _, cells := range r.cellsOf(su, col) {
				last := cells.at[len(cells.at)-1]
				row := place{last.Table, last.Row}
				m := r.match(said, q, row)
				t := term{cells: cells.at, col: c, row: row, m: m, su: su, explicit: su.explicit && cells.only, timely: timely >= 0.8}
				t.score = m.score * su.weight * weight
				if t.score < faint {
					continue
				}
				out = append(out, t)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b term) int { return compareScore(b.score, a.score) })
	if len(out) > maxTerms {
		out = out[:maxTerms]
	}
	return out
}

func compareScore(a, b float32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// chosenCells are the cells that a subject has in a column; only says that its names
// leave no other.
type chosenCells struct {
	at   []schema.CellName
	only bool
}

// cellsOf lists the cells of a subject in a column: for one name each row that has it,
// for several one row each.
func (r *reader) cellsOf(su *subject, col *column) []chosenCells {
	var out []chosenCells
	if len(su.sets) == 1 {
		rows := r.rowIn(&binding{rows: su.sets[0]}, col.table, col.col)
		for _, row := range rows {
			out = append(out, chosenCells{[]schema.CellName{{Table: col.table, Row: row, Col: col.col}}, len(rows) == 1})
		}
		return out
	}
	var all chosenCells
	for _, set := range su.sets {
		rows := r.rowIn(&binding{rows: set}, col.table, col.col)
		if len(rows) != 1 {
			return nil
		}
		all.at = append(all.at, schema.CellName{Table: col.table, Row: rows[0], Col: col.col})
	}
	all.only = true
	return []chosenCells{all}
}

// periodWeight is how well the period of a column goes with the one that is said or,
// where none is, with the report's own.
func (r *reader) periodWeight(q *query, col *column) float32 {
	if col.period.IsZero() {
		main := r.main.Year
		if main == 0 {
			main = r.lex.textPeriod(r.rep.Tables[col.table].Title).Year
		}
		if year := q.bd.period.Year; year > 0 && main > 0 && year != main && !r.knowsYear(col.table, year) {
			return 0.5
		}
		return 0.95
	}
	if col.percent && col.compares.base != unsaidBase && q.cue&cueChange != 0 {
		return 1 // see heldTo
	}
	said := q.bd.period
	if q.cue&cueChange != 0 && col.percent && said.Year != 0 { // "năm 2023 … tăng 14% so với năm 2022": either year
		said.Year = 0
		if q.against.Year > 0 && q.against.Year != col.period.Year {
			return 0.5
		}
	}
	if q.earlier {
		for i := range r.lex.columns {
			if c := &r.lex.columns[i]; c.table == col.table && slices.Equal(c.words, col.words) && r.before(col, c) {
				return 1.05
			}
		}
		return 0.4
	}
	if said.Year > 0 && said.Month == 0 && said.Quarter == 0 && (col.period.Month > 0 || col.period.Quarter > 0) && r.wholeYear(q.id) {
		return 0.3
	}
	switch fit := r.meant(said, col); {
	case fit < 0 && r.oneYear(col) && r.meantInYear(said, col) >= 0 && !r.partElsewhere(said, col):
		return 0.8 // the table bears another year than the draft, in all its columns
	case fit < 0:
		return 0.3
	case col.past && q.cue&cueChange == 0 && r.timeless(q.b, q.s, q.from, q.tok, said):
		return unsaidPast
	case fit > 0:
		return 1.05
	}
	return 1
}

// knowsYear reports whether the title or a header of a table names a year.
func (r *reader) knowsYear(table, year int) bool {
	t := r.rep.Tables[table]
	if t.Period.Year == year || r.lex.textPeriod(t.Title).Year == year {
		return true
	}
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == table && c.period.Year == year {
			return true
		}
	}
	return false
}

// textPeriod is the period that a text outside the document names. The titles of tables are
// asked for every figure.
func (x *lexicon) textPeriod(text string) schema.Period {
	if p, ok := x.periodOf[text]; ok {
		return p
	}
	p := x.readPeriod(text)
	if x.periodOf == nil {
		x.periodOf = map[string]schema.Period{}
	}
	x.periodOf[text] = p
	return p
}

func (x *lexicon) readPeriod(text string) schema.Period {
	nums := number.Scan(text, number.MarksFor(x.pack.Decimal))
	toks := x.vocab.tokenize(text, nums)
	x.mark(toks)
	return x.periodIn(toks, func(t *token) int {
		if t.kind == num && nums[t.id].OK && nums[t.id].Number.Value.Places == 0 {
			return int(nums[t.id].Number.Value.Coef)
		}
		return 0
	})
}

// oneYear reports whether all columns of a table that name a year name the same.
func (r *reader) oneYear(col *column) bool {
	if col.period.Year == 0 {
		return false
	}
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == col.table && c.period.Year != 0 && c.period.Year != col.period.Year {
			return false
		}
	}
	return true
}

// meantInYear is meant without the year.
func (r *reader) meantInYear(said schema.Period, col *column) int {
	c := *col
	c.period.Year, said.Year = 0, 0
	if c.period.IsZero() {
		return 0
	}
	return r.meant(said, &c)
}

// planWeight takes a column of plans back where the words speak of no plan.
func (r *reader) planWeight(q *query, col *column) float32 {
	if !col.plan || col.percent {
		return 1
	}
	for _, w := range col.words {
		if r.lex.tells(w) && q.own.covers(w, col) {
			return 1
		}
	}
	return 0.5
}

// hypotheses lists the ways to understand a figure, in no order, into an empty slice that
// may have room.
func (r *reader) hypotheses(q *query, out []hypothesis) []hypothesis {
	if q.f.Number.Percent || q.cue&cuePoints != 0 {
		direct := r.terms(q, q.subjects, true)
		out = r.levels(q, direct, out)
		out = r.points(q, direct, out)
		if q.cue&cuePoints == 0 {
			amounts := r.terms(q, q.subjects, false)
			out = r.growths(q, amounts, out)
			out = r.shareOf(q, amounts, out)
		}
	} else {
		amounts := r.terms(q, q.subjects, false)
		out = r.levels(q, amounts, out)
		out = r.differences(q, amounts, out)
		out = r.quotients(q, amounts, out)
		out = r.rests(q, out)
	}
	return out
}

// worked evaluates a hypothesis, once; it is false where the formula cannot be worked out.
// Most are never asked: they stand too far behind the best by their words.
func (r *reader) worked(q *query, h *hypothesis) bool {
	if h.state != unworked {
		return h.state == workedOut
	}
	n := q.f.Number
	if h.f.Form == schema.SumForm && len(h.f.Top) == 1 && !h.f.Down {
		at := h.f.Top[0]
		if h.value = r.cellValue(at); h.value == nil {
			h.state = unworkable
			return false
		}
		t := r.rep.Tables[at.Table]
		if q.f.Approx == schema.Exactly && tie.Apart(n, r.rep.At(t.Ref(at.Row, at.Col)).Number, unitScale(t, at.Row, at.Col)) {
			h.fit, h.state = tie.Off, workedOut
			return true
		}
		if q.ready == nil {
			q.ready = tie.Prepare(n, q.f.Approx)
		}
		h.fit, h.state = q.ready.Fits(*h.value), workedOut
		return true
	}
	if q.f.Approx == schema.Exactly && h.f.Form != schema.DifferenceForm {
		if v, remote := tie.Remote(r.rep, &h.f, n); remote {
			h.value, h.fit, h.state = v, tie.Off, workedOut
			return true
		}
	}
	w, ok := tie.Work(r.rep, &h.f)
	if !ok {
		h.state = unworkable
		return false
	}
	if h.f.Form == schema.DifferenceForm && w.Value.Sign() < 0 && q.cue&cueChange == 0 && n.Value.Sign() > 0 {
		h.f.Down = !h.f.Down
		w, _ = tie.Work(r.rep, &h.f)
	}
	if q.ready == nil {
		q.ready = tie.Prepare(n, q.f.Approx)
	}
	h.value, h.fit, h.state = &w, q.ready.Fits(w), workedOut
	return true
}

// cellValue is what a cell alone gives, nil where it holds no number. Many figures ask for
// the same cells.
func (r *reader) cellValue(at schema.CellName) *tie.Worked {
	v, known := r.cellValues[at]
	if !known {
		if w, ok := tie.Work(r.rep, &schema.Formula{Form: schema.SumForm, Top: []schema.CellName{at}}); ok {
			v = &w
		}
		if r.cellValues == nil {
			r.cellValues = map[schema.CellName]*tie.Worked{}
		}
		r.cellValues[at] = v
	}
	return v
}

// workState tells whether the value of a hypothesis is known.
type workState uint8

const (
	unworked workState = iota
	workedOut
	unworkable
)

// make begins a hypothesis on a term.
func (t *term) hypothesis(form schema.FormulaForm, weight float32) hypothesis {
	return hypothesis{f: schema.Formula{Form: form, Top: t.cells}, col: t.col, row: t.row, score: t.score * weight,
		explicit: t.explicit, timely: t.timely, m: t.m, implicit: t.su.implicit, loose: t.su.loose}
}

// levels reads a figure as the value of a cell, or of several added up.
func (r *reader) levels(q *query, terms []term, out []hypothesis) []hypothesis {
	left := !q.f.Number.Percent && len(terms) > 0 && (r.leftOver(q.id) || r.ofRest(q) || r.lacks(q))
	out = slices.Grow(out, len(terms))
	for i := range terms {
		t := &terms[i]
		table := r.rep.Tables[t.row.table]
		col := &r.lex.columns[t.col]
		weight := float32(1)
		if !q.f.Number.Percent {
			switch r.measures(q, table, t.row.row, col.col) {
			case 1:
				weight = 1.1
			case -1:
				continue
			}
			if q.cue&cueTimes != 0 {
				continue
			}
			if len(t.cells) > 1 && q.cue&cueSum == 0 {
				weight *= 0.9
			}
			if left {
				weight *= 0.4
			}
			if q.cue&cueChange != 0 && len(q.compared) > 0 {
				weight *= 0.4 // it tells by how much two differ
			}
			h := t.hypothesis(schema.SumForm, weight)
			h.measured = weight >= 1.1
			if r.countsElse(q, &h) {
				h.score *= 0.4
			}
			if q.cue&cueChange != 0 && col.delta != nil && len(t.cells) == 1 {
				h.change, h.cued, h.f.Down = true, true, q.cue&cueDown != 0
			}
			out = append(out, h)
			continue
		}
		if q.cue&cuePoints != 0 && q.cue&cueChange != 0 && col.delta != nil && len(t.cells) == 1 {
			if h, ok := r.changed(q, t, col, r.heldTo(q.bd.said, col.compares)); ok {
				out = append(out, h)
			}
		}
		if len(t.cells) > 1 || q.cue&cuePoints != 0 || q.cue&cueChange != 0 && col.delta != nil {
			continue // a column of points, and no points are said
		}
		held := r.heldTo(q.bd.said, col.compares)
		if r.saysOther(q.b, q.tok+1, r.endBehind(q.b, q.tok), col) {
			held *= 0.3
		}
		if q.cue&cueChange != 0 {
			if h, ok := r.changed(q, t, col, held); ok {
				out = append(out, h)
			}
			weight = scoreIf(r.base100(col), 0.3, 0.4)
		}
		weight *= held
		if q.cue&cueShare != 0 && (!r.headerSays(col, shareWords) || r.tellsWhole(q)) {
			weight *= 0.6
		}
		out = append(out, t.hypothesis(schema.SumForm, weight))
	}
	return out
}

// changeWeight says how well an index column goes with a change: the words behind the
// figure name what it is held against, or leave it to the period before.
func (r *reader) changeWeight(q *query, col *column, t *term) float32 {
	if !col.plan {
		return scoreIf(q.cue&cuePlan != 0, 0.6, 1.1)
	}
	if q.behind.names(r.lex, &context{}) || q.cue&cuePlan != 0 {
		if n := r.lex.name(col, &q.behind, &context{}); n.own >= 0.5 {
			return 1.2
		}
		if n := r.lex.name(col, &q.own, &context{}); n.own >= 0.5 {
			return 1.2
		}
	}
	return 0.4
}

// points reads a figure as the difference of two percentages: of two rows, or of two
// columns of a row.
func (r *reader) points(q *query, terms []term, out []hypothesis) []hypothesis {
	if q.cue&(cueChange|cuePoints|cueMore) == 0 {
		return out
	}
	out = r.gaps(q, terms, out)
	pair := func(a, b *term, weight float32) {
		h := a.hypothesis(schema.DifferenceForm, weight)
		h.f.Bottom, h.f.Down = b.cells, q.cue&cueDown != 0
		h.cued = q.cue&cuePoints != 0 || q.cue&cueMore != 0
		h.explicit = h.explicit && b.explicit
		h.score = weight * (a.score + b.score) / 2
		out = append(out, h)
	}
	for i := range terms {
		a := &terms[i]
		for _, b := range r.terms(q, q.compared, true) {
			if b.col == a.col && b.row != a.row {
				b.explicit = true
				pair(a, &b, scoreIf(q.cue&cuePoints != 0, 1.1, 0.9))
			}
		}
		if q.cue&cuePoints == 0 {
			continue
		}
		for k := range terms {
			if b := &terms[k]; b.col != a.col && b.row == a.row && b.su == a.su && r.standApart(q, a.col, b.col) {
				pair(a, b, 0.8)
			}
		}
		if len(q.compared) == 0 { // "mức chênh lệch là 3,71 điểm": between the rows told last
			for k := range terms {
				if b := &terms[k]; b.col == a.col && b.row != a.row {
					pair(a, b, 0.7)
				}
			}
		}
	}
	return out
}

// saysOther reports whether the words between two tokens, behind a percentage, name another
// column of its table by what parts their headers, and leave unsaid what is this one's own:
// "94,5% kế hoạch tỉnh giao" is not of the plan that the ministry gave. Words that name
// nothing by themselves count here.
func (r *reader) saysOther(b *block, from, to int, col *column) bool {
	said := map[int32]bool{}
	for k := from; k < to; k++ {
		if t := &b.toks[k]; t.kind == word {
			said[t.id] = true
		}
	}
	if len(said) < 2 {
		return false
	}
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table != col.table || !o.percent || o.col == col.col || len(o.order) == 0 {
			continue
		}
		shared, theirs, mine, saidTheirs, saidMine := 0, 0, 0, 0, 0
		for _, w := range o.order {
			switch {
			case has(col.order, w) && said[w]:
				shared++
			case has(col.order, w):
			default:
				theirs++
				if said[w] {
					saidTheirs++
				}
			}
		}
		for _, w := range col.order {
			if !has(o.order, w) {
				mine++
				if said[w] {
					saidMine++
				}
			}
		}
		if shared > 0 && theirs > 0 && mine > 0 && saidTheirs == theirs && saidMine == 0 {
			return true
		}
	}
	return false
}

// standApart reports whether the difference of two columns of percentages can be what words of a
// change tell: the second is no later than the first, neither is a difference itself, and a
// plan is spoken of where one of them is one.
func (r *reader) standApart(q *query, a, b int) bool {
	now, base := &r.lex.columns[a], &r.lex.columns[b]
	switch {
	case now.moves || base.moves, q.cue&cueChange != 0 && r.before(now, base):
		return false
	case (now.plan || base.plan) && q.cue&cuePlan == 0 && !r.holds(q, q.s[0], min(r.reach(q)+1, q.s[1]), lang.Target|lang.Base):
		return false
	}
	return true
}

// growths reads a figure as the growth of an amount against another period, or against
// the same amount of another row.
func (r *reader) growths(q *query, terms []term, out []hypothesis) []hypothesis {
	if q.cue&cueChange == 0 {
		return out
	}
	for i := range terms {
		a := &terms[i]
		ca := &r.lex.columns[a.col]
		add := func(bottom []schema.CellName, weight float32, explicit bool) {
			h := a.hypothesis(schema.GrowthForm, weight)
			h.f.Bottom, h.f.Down, h.cued = bottom, q.cue&cueDown != 0, true
			h.explicit = h.explicit && explicit
			out = append(out, h)
		}
		for c := range r.lex.columns {
			if cb := &r.lex.columns[c]; c != a.col && cb.table == ca.table && !cb.percent && !cb.plan && !ca.plan && slices.Equal(ca.words, cb.words) && r.before(cb, ca) {
				bottom := make([]schema.CellName, len(a.cells))
				for k, cell := range a.cells {
					bottom[k] = schema.CellName{Table: cell.Table, Row: cell.Row, Col: cb.col}
				}
				has := r.againstColumn(ca, cb)
				add(bottom, 0.9*r.heldTo(q.bd.said, has), q.bd.said.base != unsaidBase && q.bd.said.base == has.base)
			}
		}
		for k := range q.compared {
			for _, cells := range r.cellsOf(&q.compared[k], ca) {
				if cells.at[0].Row != a.row.row {
					add(cells.at, 1.1, cells.only)
				}
			}
		}
	}
	return out
}

// before reports whether the period of a column lies before that of another.
func (r *reader) before(a, b *column) bool {
	p, q := a.period, b.period
	switch {
	case p.IsZero() || q.IsZero():
		return false
	case p.Year != q.Year && p.Year > 0 && q.Year > 0:
		return p.Year < q.Year
	case p.Quarter > 0 && q.Quarter > 0:
		return p.Quarter < q.Quarter
	case p.Month > 0 && q.Month > 0 && (p.From == p.Month) == (q.From == q.Month):
		return p.Month < q.Month
	}
	return false
}

// differences reads a figure as the amount by which one cell exceeds another.
func (r *reader) differences(q *query, terms []term, out []hypothesis) []hypothesis {
	if q.cue&(cueChange|cueMore|cuePlan) == 0 && !r.exceeds(q) {
		return out
	}
	out = r.gaps(q, terms, out)
	for i := range terms {
		a := &terms[i]
		ca := &r.lex.columns[a.col]
		for k := range terms {
			b := &terms[k]
			cb := &r.lex.columns[b.col]
			if b.row != a.row || b.col == a.col || ca.table != cb.table || a.su != b.su || k < i && q.cue&cueChange == 0 || q.cue&cueChange != 0 && r.earlierOf(ca, cb) || ca.moves || cb.moves {
				continue
			}
			h := a.hypothesis(schema.DifferenceForm, 0.85)
			h.f.Bottom, h.cued = b.cells, true
			h.score = 0.85 * (a.score + b.score) / 2
			h.f.Down = q.cue&cueDown != 0
			out = append(out, h)
		}
		for k := range q.compared {
			for _, cells := range r.cellsOf(&q.compared[k], ca) {
				if cells.at[0].Row != a.row.row {
					h := a.hypothesis(schema.DifferenceForm, 1)
					h.f.Bottom, h.f.Down, h.cued = cells.at, q.cue&cueDown != 0, true
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// gaps reads a figure as the difference of two rows that are named together: "the gap between
// Elmfield and Foxhill is 145 kg".
func (r *reader) gaps(q *query, terms []term, out []hypothesis) []hypothesis {
	if q.cue&cueMore == 0 || !r.holds(q, q.from, q.tok, lang.Gap) {
		return out
	}
	for i := range terms {
		a := &terms[i]
		if len(a.cells) != 2 {
			continue
		}
		h := a.hypothesis(schema.DifferenceForm, 1.1)
		h.f.Top, h.f.Bottom, h.cued, h.explicit = a.cells[:1], a.cells[1:], true, true
		out = append(out, h)
	}
	return out
}

// exceeds reports whether the words before a figure say by how much something goes
// beyond something else: "vượt khoảng 2,8 tỷ đồng".
func (r *reader) exceeds(q *query) bool {
	for k := q.tok - 1; k >= q.from && k >= q.tok-4; k-- {
		t := &q.b.toks[k]
		if t.kind == word && t.cat&aboveMet == aboveMet {
			return true
		}
	}
	return false
}

// quotients reads a figure as one amount divided by another: how many times as much,
// or an average for each of something.
func (r *reader) quotients(q *query, terms []term, out []hypothesis) []hypothesis {
	if q.cue&(cueTimes|cueAverage) == 0 {
		return out
	}
	for i := range terms {
		a := &terms[i]
		for k := range q.compared { // "gấp 4,1 lần Hưng Lộc"
			for _, cells := range r.cellsOf(&q.compared[k], &r.lex.columns[a.col]) {
				if q.cue&cueTimes != 0 && cells.at[0].Row != a.row.row {
					h := a.hypothesis(schema.QuotientForm, 1.1)
					h.f.Bottom, h.cued, h.times = cells.at, true, cells.only
					out = append(out, h)
				}
			}
		}
		for k := range terms {
			b := &terms[k]
			if k == i || b.row != a.row || b.su != a.su || r.sameColumn(a.col, b.col) || r.lex.columns[a.col].table != r.lex.columns[b.col].table {
				continue
			}
			if q.cue&cueTimes == 0 && r.measures(q, r.rep.Tables[a.row.table], a.row.row, r.lex.columns[a.col].col) < 0 && r.sameMeasure(a, b) {
				continue
			}
			h := a.hypothesis(schema.QuotientForm, 0.8)
			h.f.Bottom, h.cued = b.cells, true
			h.score = 0.8 * (a.score + b.score) / 2
			out = append(out, h)
		}
	}
	return out
}

// sameMeasure reports whether two terms are in one unit of measure.
func (r *reader) sameMeasure(a, b *term) bool {
	t := r.rep.Tables[a.row.table]
	return t.Columns[r.lex.columns[a.col].col].Unit.Base == t.Columns[r.lex.columns[b.col].col].Unit.Base
}
