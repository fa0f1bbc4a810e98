package claim

import (
	"math"
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// lookups reads figures that no reading of their words explained, from the other end: the
// cells that hold the very figure are looked up, and one of them is taken when the words
// around the figure, of its sentence, its paragraph and the headings above, name its row
// and its column so much more than others that both agreeing by chance is unlikely. The
// evidence is counted in bits: how rare the digits are among so many cells, among how many
// rows and columns the words single out these. It only ties: a figure that stands nowhere
// is as open as before.
func (r *reader) lookups() {
	for i := range r.figures {
		if !r.openValue(i) {
			continue
		}
		q := r.query(i)
		if r.toldOfOther(q) {
			continue
		}
		best, ahead := r.sight(q, false)
		slip := false
		if best.bits < enoughSighted || ahead < 2 {
			if best.bits > 0 {
				continue // it stands somewhere
			}
			if len(significantDigits(&r.figures[i])) < 4 {
				continue // too short to tell by its digits alone
			}
			if best, ahead = r.sight(q, true); best.bits < enoughLike || ahead < 3 {
				continue
			}
			slip = true
		}
		if col := r.columnAt(best.at.Table, best.at.Col); q.f.Number.Percent && col != nil && r.saysOther(q.b, q.tok+1, r.endBehind(q.b, q.tok), col) {
			continue
		}
		f := schema.Formula{Form: schema.SumForm, Top: []schema.CellName{best.at}}
		w, ok := tie.Work(r.rep, &f)
		if !ok || !slip && !w.Fits(r.figures[i].Number, r.figures[i].Approx).Ties() {
			continue
		}
		r.figures[i].Why = schema.Message{}
		r.cell[i], r.form[i], r.about[i] = best.at, schema.SumForm, place{best.at.Table, best.at.Row}
		r.claims = append(r.claims, r.claimOf(i, f, 60, slip))
	}
}

// claimOf is the claim that a figure is what a formula gives: of one cell, its value.
func (r *reader) claimOf(i int, f schema.Formula, score int, sure bool) schema.Claim {
	c := schema.Claim{Kind: schema.FormulaClaim, Span: r.figures[i].Span, Figure: i, Of: -1, Score: score, Sure: sure, Cell: f.Top[0], Formula: &f}
	if f.Form == schema.SumForm && len(f.Top) == 1 {
		c.Kind, c.Formula = schema.ValueClaim, nil
		c.Factor = int8(tie.UnitScale(r.rep.Tables[c.Cell.Table], c.Cell.Row, c.Cell.Col))
	}
	return c
}

// sight is the cell for which most speaks, and by how much more than for any other: among
// those that hold a figure, or, of a figure that stands nowhere, among those of which it is
// a slip of the pen.
func (r *reader) sight(q *query, slip bool) (best sighting, ahead float64) {
	second := 0.0
	for t, table := range r.rep.Tables {
		if table.Twin > 0 || table.LabelCol < 0 {
			continue
		}
		for _, s := range r.sightings(q, t, slip) {
			switch {
			case s.bits > best.bits:
				best, second = s, best.bits
			case s.bits > second:
				second = s.bits
			}
		}
	}
	return best, best.bits - second
}

// enoughLike is the evidence at which a figure that stands nowhere is called a slip of the
// pen of one cell.
const enoughLike = 8

// enoughSighted is the evidence at which a cell is taken: a figure that stands elsewhere
// meets it less than once in five hundred times.
const enoughSighted = 9

// sighting is a cell that holds a figure, and how much speaks for it.
type sighting struct {
	at   schema.CellName
	bits float64
}

// openValue reports whether a figure tells a value and nothing decides it yet.
func (r *reader) openValue(i int) bool {
	f := &r.figures[i]
	if f.Verdict == schema.NotClaim || !f.Numeric || len(significantDigits(f)) < 2 || r.claimed(i) {
		return false
	}
	return f.Role == schema.RoleValue || f.Role == schema.RoleChange || f.Role == schema.RoleShare || f.Role == schema.RoleCount && r.binds[i].plain
}

// toldOfOther reports whether the sentence gives a figure to somebody whom no table knows.
func (r *reader) toldOfOther(q *query) bool { return r.otherSubject(q.id) || r.compareds(q.id) }

// sightings are the cells of a table that hold a figure, or of which it is a slip of the
// pen, with the evidence for each.
func (r *reader) sightings(q *query, t int, slip bool) []sighting {
	table := r.rep.Tables[t]
	var hits []schema.CellName
	var like []float64
	cells := 0
	var said map[int32]bool
	var cover []float64
	if slip { // only rows that are named can have been meant
		said = r.wordsAround(q)
		cover = r.rowCover(said, t)
	}
	for col := range table.Columns {
		k := table.Columns[col].Kind
		if k < schema.Count || k > schema.Index || (k == schema.Ratio || k == schema.Index) != q.f.Number.Percent {
			continue
		}
		for row := range table.Rows {
			if r.rep.At(table.Ref(row, col)).Kind != schema.Numeric {
				continue
			}
			cells++
			at := schema.CellName{Table: t, Row: row, Col: col}
			switch {
			case slip && (cover[row] < nameEnough && !r.toldInRow(q, at) || farApart(q.f.Number, r.rep.At(table.Ref(row, col)).Number, unitScale(table, row, col))):
			case slip:
				w, ok := tie.Work(r.rep, &schema.Formula{Form: schema.SumForm, Top: []schema.CellName{at}})
				if bits := 0.0; ok {
					if bits = likeness(q.f, w.Value); bits >= least {
						hits, like = append(hits, at), append(like, bits)
					}
				}
			case r.fit(q.f, table, row, col).Ties():
				hits = append(hits, at)
			}
		}
	}
	if len(hits) == 0 || len(hits) > 4 {
		return nil
	}
	digits := float64(len(significantDigits(q.f)))
	rare := math.Log2(9) + (digits-1)*math.Log2(10) - math.Log2(float64(cells))
	if q.f.Approx != schema.Exactly {
		rare -= 2
	}
	if said == nil {
		said = r.wordsAround(q)
	}
	var out []sighting
	for n, at := range hits {
		if slip {
			rare = like[n] - math.Log2(float64(cells))
		}
		if bd := &r.binds[q.id]; bd.explicit && bd.mention >= 0 && !slices.ContainsFunc(bd.rows, func(p place) bool { return p.table != t || p.row == at.Row || above(table, p.row, at.Row) }) {
			continue // another row is named
		}
		c := r.columnAt(t, at.Col)
		if c == nil || r.unsaidKind(q.id, c) || !r.lex.dated[place{t, at.Row}] && r.outOfTime(q, c) || r.unknownYear(q, t) {
			continue
		}
		row, named := r.singledRow(said, t, at.Row)
		among := 0.0
		if r.toldInRow(q, at) { // "(485,900 movements) increased by 0.8%": one of the few cells of the row
			row, named = max(row, rowTold), true
			among = math.Log2(float64(cells)) - math.Log2(float64(max(1, r.inKind(q, t, at.Row))))
		}
		if bd := &r.binds[q.id]; !named && (bd.mention < 0 || r.blocks[r.at[q.id].block].names[bd.mention].whole) && slices.Contains(r.wholeRows(), place{t, at.Row}) {
			row, named = wholeMeant, true // nobody is named: the whole is meant
		}
		if !named || q.f.Role == schema.RoleChange && r.falls(q) {
			continue
		}
		out = append(out, sighting{at, rare + among + row + r.singledColumn(said, q, t, at.Col) + r.extremal(q.id, at)})
	}
	return out
}

// extremal is how much it says for a cell, in bits, that the words just before or behind a
// figure tell of a peak or a low and the cell is that of its column: "peaked in July at
// 694.8 thousand".
func (r *reader) extremal(i int, at schema.CellName) float64 {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	s := b.sentenceAt(tok)
	var told lang.Cat
	for k := max(s[0], tok-extremeReach); k < min(s[1], tok+extremeReach); k++ {
		t := &b.toks[k]
		if t.kind == num && k != tok && r.figures[t.id].Verdict != schema.NotClaim {
			if k > tok {
				break
			}
			told = 0 // of the figure before
			continue
		}
		if t.kind == word {
			told |= t.cat & (lang.High | lang.Low)
		}
	}
	if told != lang.High && told != lang.Low {
		return 0
	}
	table := r.rep.Tables[at.Table]
	var rows []int
	for i := range table.Rows {
		if table.Rows[i].Kind == schema.UnitRow && table.Rows[i].Level == table.Rows[at.Row].Level {
			rows = append(rows, i)
		}
	}
	low, high, ok := r.ends(at.Table, at.Col, rows)
	if r.rep.At(table.Ref(at.Row, at.Col)).Number.Value.Sign() < 0 { // a deficit is told without its sign
		low, high = high, low
	}
	if !ok || told == lang.High && high != at.Row || told == lang.Low && low != at.Row {
		return 0
	}
	return math.Log2(float64(len(rows)))
}

// bearOut marks the claims of which the words tell something else that is true, that the
// cell is the greatest or the least of its column.
func (r *reader) bearOut() {
	for k := range r.claims {
		c := &r.claims[k]
		if c.Kind == schema.ValueClaim && c.Figure >= 0 && c.Cell.Row >= 0 && r.binds[c.Figure].mention >= 0 {
			c.Borne = r.extremal(c.Figure, c.Cell) > 0
		}
	}
}

// extremeReach is how many tokens from a figure the word of its place stands at most.
const extremeReach = 9

// nameEnough is the share of the words of a label from which it is named.
const nameEnough = 0.6

// farApart reports whether two numbers differ by more than two powers of ten, which no slip
// of one digit or mark brings about.
func farApart(a, b schema.Number, unit int) bool {
	power := func(n schema.Number) int {
		v, digits := n.Value.Coef, 0
		for ; v != 0; v /= 10 {
			digits++
		}
		return digits - int(n.Value.Places) + int(n.Scale)
	}
	d := power(a) - power(b) - unit
	return d > 2 || d < -2
}

// rowTold is what a figure beside another in the same row says for that row.
const rowTold = 3.6

// wholeMeant is what a sentence that names nobody says for the row of the whole.
const wholeMeant = 2

// falls reports whether a change is told as a decrease, which no positive figure is.
func (r *reader) falls(q *query) bool {
	up, _, ok := r.direction(q.id)
	return ok && !up
}

// inKind counts the figures of a row that are percentages, or that are not, as a figure is.
func (r *reader) inKind(q *query, t, row int) (n int) {
	table := r.rep.Tables[t]
	for col := range table.Columns {
		k := table.Columns[col].Kind
		if k >= schema.Count && k <= schema.Index && (k == schema.Ratio || k == schema.Index) == q.f.Number.Percent && r.rep.At(table.Ref(row, col)).Kind == schema.Numeric {
			n++
		}
	}
	return n
}

// above reports whether a row stands over another, at whatever distance.
func above(t *schema.Table, row, of int) bool {
	for p := t.Rows[of].Parent; p >= 0; p = t.Rows[p].Parent {
		if p == row {
			return true
		}
	}
	return false
}

// toldInRow reports whether the nearest figure before another in its sentence that stands in
// the table stands in the row of a cell, and not in that cell.
func (r *reader) toldInRow(q *query, at schema.CellName) bool {
	for i := q.id - 1; i >= 0 && r.at[i].block == r.at[q.id].block && r.at[i].tok >= q.s[0]; i-- {
		if f, ok := r.formulaOf(i); ok && f.Form == schema.SumForm && len(f.Top) == 1 && f.Top[0].Table == at.Table {
			return f.Top[0].Row == at.Row && f.Top[0].Col != at.Col
		}
	}
	return false
}

// wordsAround are the words of the paragraph of a figure and of the headings above it.
func (r *reader) wordsAround(q *query) map[int32]bool {
	said := map[int32]bool{}
	add := func(b *block, from, to int) {
		for k := from; k < to; k++ {
			if t := &b.toks[k]; t.kind == word {
				said[t.id] = true
			}
		}
	}
	add(q.b, 0, q.s[1])
	for s := q.b.section; s != nil; s = s.parent {
		if s.block != nil {
			add(s.block, 0, len(s.block.toks))
		}
	}
	return said
}

// covered is the share of the words of labels that are said, stop words aside; -1 for
// labels without words.
func (r *reader) covered(said map[int32]bool, labels ...string) float64 {
	n, has := 0, 0
	for _, l := range labels {
		for _, id := range r.tellingWords(l) {
			if n++; said[id] {
				has++
			}
		}
	}
	if n == 0 {
		return -1
	}
	return float64(has) / float64(n)
}

// tellingWords are the words of a label that are no stop words. Labels are asked for again
// and again.
func (r *reader) tellingWords(label string) []int32 {
	if list, ok := r.telling[label]; ok {
		return list
	}
	toks := r.lex.vocab.tokenize(label, nil)
	r.lex.mark(toks)
	list := []int32{}
	for k := range toks {
		if t := &toks[k]; t.kind == word && t.cat&(lang.Stop|lang.And|lang.Of) == 0 && t.end-t.start > 1 {
			list = append(list, t.id)
		}
	}
	if r.telling == nil {
		r.telling = map[string][]int32{}
	}
	r.telling[label] = list
	return list
}

// singledRow is how much the words single out a row among those of its table, in bits, and
// whether they name it at all: most of its label, and of the labels above it.
func (r *reader) singledRow(said map[int32]bool, t, row int) (bits float64, named bool) {
	all := r.rowCover(said, t)
	own := all[row]
	if own < nameEnough {
		return 0, false
	}
	return singled(all, own), true
}

// rowCover is how much of each row's own label and those above it is said.
func (r *reader) rowCover(said map[int32]bool, t int) []float64 {
	table := r.rep.Tables[t]
	out := make([]float64, len(table.Rows))
	for i := range table.Rows {
		out[i] = -1
		if k := table.Rows[i].Kind; k != schema.UnitRow && k != schema.SubtotalRow && k != schema.TotalRow {
			continue
		}
		labels := []string{table.Rows[i].Label}
		for p := table.Rows[i].Parent; p >= 0; p = table.Rows[p].Parent {
			if table.Rows[p].Kind == schema.SectionRow {
				labels = append(labels, table.Rows[p].Label)
			}
		}
		own := r.covered(said, table.Rows[i].Label)
		out[i] = min(own, r.covered(said, labels...))
	}
	return out
}

// singledColumn is how much the words single out a column among those of its kind.
func (r *reader) singledColumn(said map[int32]bool, q *query, t, col int) float64 {
	table := r.rep.Tables[t]
	var all []float64
	own := 0.0
	for c := range table.Columns {
		k := table.Columns[c].Kind
		if k < schema.Count || k > schema.Index || (k == schema.Ratio || k == schema.Index) != q.f.Number.Percent {
			continue
		}
		x := max(0, r.covered(said, table.Columns[c].Path...))
		if all = append(all, x); c == col {
			own = x
		}
	}
	if own == 0 {
		return 0
	}
	return singled(all, own)
}

// singled is by how many bits a value is singled out among others: those that are as great
// count as one.
func singled(all []float64, own float64) float64 {
	n, as := 0, 0
	for _, x := range all {
		if x < 0 {
			continue
		}
		n++
		if x >= own-0.01 {
			as++
		}
	}
	if as == 0 {
		return 0
	}
	return math.Log2(float64(n) / float64(as))
}
