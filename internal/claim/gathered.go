package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// gathered reads figures of several units together, each of which the same paragraph tells
// by itself: "Bốn bệnh viện nêu trên chiếm 55,6% tổng chi", "The three largest account for
// 31.2%: A (7.14), B (6.53) and C (5.23)". The units are those whose figures of one column
// stand in the sentence, or before it, or behind it. A number must count just these units,
// or the digits be too many for chance; only with such a number is a figure that is a slip
// of the pen from their sum called one.
func (r *reader) gathered() {
	told := r.toldCells()
	for i := range r.figures {
		if !r.openValue(i) || r.figures[i].Role == schema.RoleChange {
			continue
		}
		for _, rows := range r.toldTogether(told, i) {
			if r.tieSum(i, rows) {
				break
			}
		}
	}
}

// toldTogether lists the cells of units that are told around a figure, by column: of its
// sentence, of all before it, of those behind it in its sentence.
func (r *reader) toldTogether(cells []toldCell, i int) [][]schema.CellName {
	at := r.at[i]
	s := r.blocks[at.block].sentenceAt(at.tok)
	from, to := r.figuresOf(i)
	var out [][]schema.CellName
	for _, among := range []func(k int) bool{
		func(k int) bool { return r.at[k].tok >= s[0] && r.at[k].tok < s[1] },
		func(k int) bool { return k < i },
		func(k int) bool { return k > i && r.at[k].tok < s[1] },
	} {
		var told []int
		for k := from; k < to; k++ {
			if c := cells[k]; k != i && c.ok && among(k) && r.rep.Tables[c.Table].Rows[c.Row].Kind == schema.UnitRow {
				told = append(told, k)
			}
		}
		var seen []colKey
		for _, k := range told {
			c := cells[k]
			key := colKey{c.Table, c.Col}
			if slices.Contains(seen, key) {
				continue
			}
			seen = append(seen, key)
			if list := r.alsoIn(cells, told, key); len(list) >= 2 {
				out = append(out, list)
			}
		}
	}
	return out
}

// toldCell is the one cell that a figure tells, if it tells one.
type toldCell struct {
	schema.CellName
	ok bool
}

// toldCells are the cells that the figures tell, by figure.
func (r *reader) toldCells() []toldCell {
	out := make([]toldCell, len(r.figures))
	for k := range r.claims {
		c := &r.claims[k]
		if c.Figure < 0 || out[c.Figure].ok {
			continue
		}
		switch at := c.Cell; {
		case c.Kind == schema.FormulaClaim && (c.Formula.Form != schema.SumForm || len(c.Formula.Top) != 1):
		case c.Kind == schema.ValueClaim, c.Kind == schema.FormulaClaim:
			out[c.Figure] = toldCell{at, at.Row >= 0}
		}
	}
	return out
}

// figuresOf is the range of the figures of the paragraph of one.
func (r *reader) figuresOf(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && r.at[from-1].block == r.at[i].block {
		from--
	}
	for to < len(r.at) && r.at[to].block == r.at[i].block {
		to++
	}
	return from, to
}

// alsoIn are the cells of a column that hold the figures told of their rows, whichever of
// several columns that hold them the figures were read in.
func (r *reader) alsoIn(cells []toldCell, told []int, key colKey) []schema.CellName {
	var out []schema.CellName
	for _, k := range told {
		c := cells[k].CellName
		if c.Table != key.table || c.Col != key.col && !r.fit(&r.figures[k], r.rep.Tables[key.table], c.Row, key.col).Ties() {
			continue
		}
		if c.Col = key.col; !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// tieSum ties a figure that is the sum of cells, or its share of a whole of their table.
func (r *reader) tieSum(i int, cells []schema.CellName) bool {
	fig := &r.figures[i]
	counted := r.countsUnits(i, len(cells))
	if digits := len(significantDigits(fig)); !counted && digits < 4 {
		return false
	}
	first := cells[0]
	forms := []schema.Formula{{Form: schema.SumForm, Top: cells}}
	if fig.Number.Percent {
		forms = forms[:0]
		t := r.rep.Tables[first.Table]
		wholes := []int{}
		for up := t.Rows[first.Row].Parent; up >= 0; up = t.Rows[up].Parent {
			wholes = append(wholes, up)
		}
		for _, p := range r.wholeRows() {
			if p.table == first.Table {
				wholes = append(wholes, p.row)
			}
		}
		for _, row := range wholes {
			if s, ok := r.stand(place{first.Table, row}, first.Col); ok {
				forms = append(forms, schema.Formula{Form: schema.PercentForm, Top: cells, Bottom: []schema.CellName{{Table: first.Table, Row: s, Col: first.Col}}})
			}
		}
	}
	var slip *schema.Formula
	like := 0
	for k := range forms {
		w, ok := tie.Work(r.rep, &forms[k])
		switch {
		case !ok:
		case w.Fits(fig.Number, fig.Approx).Ties():
			r.settled(i, forms[k])
			return true
		case counted && likeness(fig, w.Value) >= enoughLike:
			slip, like = &forms[k], like+1
		}
	}
	if like == 1 {
		r.settled(i, *slip)
		r.claims[len(r.claims)-1].Sure = true
		return true
	}
	return false
}

// settled makes the claim that a figure is what a formula gives, which it is.
func (r *reader) settled(i int, f schema.Formula) {
	r.figures[i].Why = schema.Message{}
	r.cell[i], r.form[i], r.about[i] = f.Top[0], f.Form, place{f.Top[0].Table, f.Top[0].Row}
	r.claims = append(r.claims, r.claimOf(i, f, 60, false))
}

// countsUnits reports whether a number before a figure in its sentence says how many units
// there are: "Bốn bệnh viện nêu trên chiếm …".
func (r *reader) countsUnits(i, n int) bool {
	at := r.at[i]
	b := r.blocks[at.block]
	s := b.sentenceAt(at.tok)
	for k := s[0]; k < at.tok; k++ {
		switch t := &b.toks[k]; {
		case t.kind == num && t.id != int32(i) && r.figures[t.id].Numeric && !r.figures[t.id].Number.Percent && r.figures[t.id].Number.Value.Places == 0 && r.figures[t.id].Number.Scale == 0 && r.figures[t.id].Number.Value.Coef == int64(n):
			return true
		case t.kind == word && t.cat&lang.Year == 0:
			if v, end := r.lex.numberWords(b.toks, k); end > k && v == int64(n) {
				return true
			}
		}
	}
	return false
}

// spreads reads two figures that are the ends of the range of a column: "dao động từ 5,35
// đến 7,38". Both must be open, nothing but a word may stand between them, and of all
// columns one must have them as its least and greatest, among rows of one level.
func (r *reader) spreads() {
	for i := 0; i+1 < len(r.figures); i++ {
		k := i + 1
		if r.at[i].block != r.at[k].block || r.at[k].tok-r.at[i].tok > 3 || !r.rangeEnd(i) || !r.rangeEnd(k) {
			continue
		}
		if len(significantDigits(&r.figures[i]))+len(significantDigits(&r.figures[k])) < 5 {
			continue
		}
		ends, n := [2]schema.CellName{}, 0
		for t, table := range r.rep.Tables {
			if table.Twin > 0 || table.LabelCol < 0 {
				continue
			}
			for col := range table.Columns {
				if kind := table.Columns[col].Kind; kind < schema.Count || kind > schema.Index {
					continue
				}
				for _, rows := range levels(table) {
					if low, high, ok := r.ends(t, col, rows); ok && r.fit(&r.figures[i], table, low, col).Ties() && r.fit(&r.figures[k], table, high, col).Ties() {
						ends = [2]schema.CellName{{Table: t, Row: low, Col: col}, {Table: t, Row: high, Col: col}}
						n++
					}
				}
			}
		}
		if n != 1 {
			continue
		}
		for m, c := range ends {
			f := &r.figures[i+m]
			f.Role, f.Verdict = schema.RoleValue, schema.Undecided
			r.settled(i+m, schema.Formula{Form: schema.SumForm, Top: []schema.CellName{c}})
		}
	}
}

// rangeEnd reports whether a figure may be the end of a range: it is open, or was taken for
// a threshold that nothing is held against.
func (r *reader) rangeEnd(i int) bool {
	f := &r.figures[i]
	if f.Role != schema.RoleTarget || f.Verdict != schema.NotClaim {
		return r.openValue(i) && f.Role != schema.RoleChange
	}
	if !f.Numeric || r.claimed(i) {
		return false
	}
	for k := range r.claims {
		for _, reading := range r.claims[k].Readings {
			for _, c := range reading.Conds {
				if c.Source == f.Span || c.Span.Holds(f.Span) {
					return false
				}
			}
		}
	}
	return true
}

// levels groups the units of a table by the row above them.
func levels(t *schema.Table) [][]int {
	var out [][]int
	at := map[int]int{}
	for i := range t.Rows {
		if t.Rows[i].Kind != schema.UnitRow {
			continue
		}
		p := t.Rows[i].Parent
		if _, known := at[p]; !known {
			at[p] = len(out)
			out = append(out, nil)
		}
		out[at[p]] = append(out[at[p]], i)
	}
	return out
}

// ends finds the rows of the least and of the greatest figure of a column; ok is false
// where fewer than four rows have one.
func (r *reader) ends(t, col int, rows []int) (low, high int, ok bool) {
	table := r.rep.Tables[t]
	low, high = -1, -1
	n := 0
	value := func(row int) schema.Decimal { return r.rep.At(table.Ref(row, col)).Number.Value }
	for _, row := range rows {
		if r.rep.At(table.Ref(row, col)).Kind != schema.Numeric {
			continue
		}
		n++
		if low < 0 || value(row).Cmp(value(low)) < 0 {
			low = row
		}
		if high < 0 || value(row).Cmp(value(high)) > 0 {
			high = row
		}
	}
	return low, high, n >= 4
}

// besides reads open percentages as the share of one amount that the same paragraph tells in
// another, or in the whole of its column: "247,7 tỷ đồng (33,2%). Trong số này, người bệnh
// nội tỉnh chiếm 66,2%, tương ứng 163,88 tỷ đồng". The two are told near it, and stand in one
// row or one column.
func (r *reader) besides() {
	told := r.toldCells()
	for i := range r.figures {
		fig := &r.figures[i]
		if !fig.Number.Percent || fig.Role == schema.RoleChange || len(significantDigits(fig)) < 3 || !r.openValue(i) || r.query(i).cue&cueChange != 0 {
			continue
		}
		var found []schema.Formula
		for _, f := range r.sharesNear(told, i) {
			if w, ok := tie.Work(r.rep, &f); ok && w.Fits(fig.Number, fig.Approx).Ties() {
				found = append(found, f)
			}
		}
		if len(found) == 1 {
			r.settled(i, found[0])
		}
	}
}

// nearBy is how many figures on either side of one are told near it.
const nearBy = 3

// sharesNear lists the shares that two amounts told near a figure make.
func (r *reader) sharesNear(told []toldCell, i int) []schema.Formula {
	var cells []schema.CellName
	for k := max(0, i-nearBy); k <= min(len(r.figures)-1, i+nearBy); k++ {
		c := told[k]
		if c.ok && k != i && r.at[k].block == r.at[i].block && !r.figures[k].Number.Percent && !slices.Contains(cells, c.CellName) {
			cells = append(cells, c.CellName)
		}
	}
	var out []schema.Formula
	add := func(top, bottom schema.CellName) {
		f := schema.Formula{Form: schema.PercentForm, Top: []schema.CellName{top}, Bottom: []schema.CellName{bottom}}
		if top != bottom && !slices.ContainsFunc(out, func(o schema.Formula) bool { return o.Top[0] == top && o.Bottom[0] == bottom }) {
			out = append(out, f)
		}
	}
	for _, a := range cells {
		for _, b := range cells {
			if a.Table == b.Table && (a.Row == b.Row || a.Col == b.Col) {
				add(a, b)
			}
		}
		for _, p := range r.wholeRows() {
			if p.table == a.Table {
				if s, ok := r.stand(p, a.Col); ok {
					add(a, schema.CellName{Table: a.Table, Row: s, Col: a.Col})
				}
			}
		}
	}
	return out
}

// averages reads open figures that are told for each of something, "bình quân mỗi doanh
// nghiệp gần 7 lao động", as the one quotient of two columns that the words name and that
// gives them. The readings were there before, and none was ahead of the others by its
// words alone; an average is hardly ever met by chance in a row that is named.
func (r *reader) averages() {
	for i := range r.figures {
		if !r.resolvable(i) || r.claimed(i) || r.figures[i].Number.Percent {
			continue
		}
		q := r.query(i)
		if q.cue&cueAverage == 0 || q.cue&cueTimes != 0 || r.toldOfOther(q) {
			continue
		}
		least := float32(0.4)
		if len(significantDigits(&r.figures[i])) < 2 {
			least = 0.6
		}
		var one *hypothesis
		n := 0
		list := r.hypotheses(q, nil)
		for k := range list {
			h := &list[k]
			if h.f.Form != schema.QuotientForm || h.times || !h.explicit || h.score < least || !r.worked(q, h) || !h.fit.Ties() {
				continue
			}
			if one == nil || !slices.Equal(one.f.Top, h.f.Top) || !slices.Equal(one.f.Bottom, h.f.Bottom) {
				one, n = h, n+1
			}
		}
		if n == 1 {
			r.settled(i, one.f)
		}
	}
}
