package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// sequences reads figures that stand side by side and are those of rows that stand one
// below the other, whatever the rows are called: "bốn cấp trung ương, tỉnh, huyện và xã lần
// lượt chiếm 17,1%; 56,0%; 23,4% và 3,6%". Three figures and six digits do not agree with
// a column, or with the shares of one, by chance.
func (r *reader) sequences() {
	for _, b := range r.blocks {
		for _, s := range b.sentences {
			for k := s[0]; k < s[1]; k++ {
				run := r.sideBySideAt(b, k, s[1])
				if len(run) < 3 {
					continue
				}
				r.rowsInOrder(run)
				k = r.at[run[len(run)-1]].tok
			}
		}
	}
}

// sideBySideAt are the figures from token k on with nothing between them but marks of a
// list, the word for "and" and what they are measured in.
func (r *reader) sideBySideAt(b *block, k, end int) []int {
	var run []int
	for ; k < end; k++ {
		t := &b.toks[k]
		switch {
		case t.kind == num:
			id := int(t.id)
			f := &r.figures[id]
			if f.Verdict == schema.NotClaim || !f.Numeric || len(run) > 0 && f.Number.Percent != r.figures[run[0]].Number.Percent {
				return run
			}
			run = append(run, id)
		case len(run) == 0:
			return nil
		case t.is(','), t.is(';'), t.is('%'):
		case t.kind == word && (t.cat&lang.And != 0 || r.lex.measureWord(t.id)):
		default:
			return run
		}
	}
	return run
}

// rowsInOrder looks for the rows of a run of figures.
func (r *reader) rowsInOrder(run []int) {
	digits, open := 0, false
	for _, i := range run {
		digits += len(significantDigits(&r.figures[i]))
		open = open || !r.claimed(i)
	}
	if !open || digits < 6 {
		return
	}
	var best []schema.Formula
	odd, found := -1, 0
	for t, table := range r.rep.Tables {
		if table.Twin > 0 {
			continue
		}
		for _, rows := range siblings(table) {
			for from := 0; from+len(run) <= len(rows); from++ {
				window := rows[from : from+len(run)]
				for _, f := range r.columnForms(t, window, r.figures[run[0]].Number.Percent) {
					off := r.offIn(run, f)
					switch {
					case len(off) == 0:
						r.tieRun(run, f)
						return
					case len(off) == 1 && len(run) >= 4:
						if w, ok := tie.Work(r.rep, &f[off[0]]); ok && likeness(&r.figures[run[off[0]]], w.Value) >= least {
							best, odd, found = f, off[0], found+1
						}
					}
				}
			}
		}
	}
	switch {
	case found == 1:
		r.tieRun(run, best)
		r.claims[len(r.claims)-len(run)+odd].Sure = true
	case found == 0 && digits >= scatteredDigits:
		if list := r.scattered(run); list != nil {
			r.tieRun(run, list)
		}
	}
}

// scatteredDigits are the digits from which figures in order are not met by chance in rows
// that have others between them.
const scatteredDigits = 9

// scattered finds the one column of which the figures of a run are those of rows in their
// order, each of a row of its own that no other could stand for, or the shares of these in
// the whole: "trung ương, tỉnh, huyện và xã" of a table that sets the last three under one
// of their own. What is claimed of a figure already must be the same.
func (r *reader) scattered(run []int) []schema.Formula {
	var best []schema.Formula
	for t, table := range r.rep.Tables {
		var rows []int
		for i := range table.Rows {
			if k := table.Rows[i].Kind; k == schema.UnitRow || k == schema.SubtotalRow {
				rows = append(rows, i)
			}
		}
		if table.Twin > 0 || len(rows) < len(run) {
			continue
		}
		for _, f := range r.columnForms(t, rows, r.figures[run[0]].Number.Percent) {
			list := r.inOrderOf(run, f)
			if list == nil {
				continue
			}
			if best != nil {
				return nil
			}
			best = list
		}
	}
	for n, i := range run {
		if f, ok := r.formulaOf(i); best != nil && r.claimed(i) && (!ok || !slices.Equal(f.Top, best[n].Top) || f.Form != best[n].Form) {
			return nil
		}
	}
	return best
}

// inOrderOf picks, for each figure of a run, the one formula that gives it; nil where one
// has none or several, or where they stand in another order.
func (r *reader) inOrderOf(run []int, forms []schema.Formula) []schema.Formula {
	var out []schema.Formula
	last := -1
	for _, i := range run {
		at := -1
		for k := range forms {
			if w, ok := tie.Work(r.rep, &forms[k]); ok && w.Fits(r.figures[i].Number, r.figures[i].Approx).Ties() {
				if at >= 0 {
					return nil
				}
				at = k
			}
		}
		if at <= last {
			return nil
		}
		last = at
		out = append(out, forms[at])
	}
	return out
}

// siblings are the rows of a table that stand under one parent, in order, by parent.
func siblings(t *schema.Table) [][]int {
	by := map[int][]int{}
	var order []int
	for i := range t.Rows {
		if k := t.Rows[i].Kind; k == schema.UnitRow || k == schema.SubtotalRow {
			p := t.Rows[i].Parent
			if by[p] == nil {
				order = append(order, p)
			}
			by[p] = append(by[p], i)
		}
	}
	var out [][]int
	for _, p := range order {
		out = append(out, by[p])
	}
	return out
}

// columnForms are what figures of rows can tell: the cells of each column, and, for
// percentages, their shares of the row that they add up to.
func (r *reader) columnForms(t int, rows []int, percent bool) [][]schema.Formula {
	table := r.rep.Tables[t]
	whole := table.Rows[rows[0]].Parent
	if whole < 0 {
		for _, p := range r.wholeRows() {
			if p.table == t {
				whole = p.row
			}
		}
	}
	var out [][]schema.Formula
	for col := range table.Columns {
		k := table.Columns[col].Kind
		if k < schema.Count || k > schema.Index {
			continue
		}
		rate := k == schema.Ratio || k == schema.Index
		if rate == percent {
			var list []schema.Formula
			for _, row := range rows {
				list = append(list, schema.Formula{Form: schema.SumForm, Top: []schema.CellName{{Table: t, Row: row, Col: col}}})
			}
			out = append(out, list)
		}
		if percent && !rate && whole >= 0 {
			var list []schema.Formula
			for _, row := range rows {
				list = append(list, schema.Formula{Form: schema.PercentForm, Top: []schema.CellName{{Table: t, Row: row, Col: col}}, Bottom: []schema.CellName{{Table: t, Row: whole, Col: col}}})
			}
			out = append(out, list)
		}
	}
	return out
}

// offIn are the places of a run at which the figures are not what formulas give; two of
// them at most are looked for.
func (r *reader) offIn(run []int, list []schema.Formula) (off []int) {
	for n, i := range run {
		w, ok := tie.Work(r.rep, &list[n])
		if !ok || !w.Fits(r.figures[i].Number, r.figures[i].Approx).Ties() {
			if off = append(off, n); len(off) > 1 {
				break
			}
		}
	}
	return off
}

// tieRun claims that the figures of a run are what formulas give, in the place of what was
// claimed of them one by one.
func (r *reader) tieRun(run []int, list []schema.Formula) {
	r.drop(func(c schema.Claim) bool {
		return slices.Contains(run, c.Figure) && (c.Kind == schema.ValueClaim || c.Kind == schema.FormulaClaim || c.Kind == schema.ChangeClaim || c.Kind == schema.RatioClaim)
	})
	for n, i := range run {
		r.figures[i].Why = schema.Message{}
		r.claims = append(r.claims, r.claimOf(i, list[n], 80, false))
	}
}

// claimed reports whether something decides a figure. What was claimed since it was asked
// last is added to what is known.
func (r *reader) claimed(i int) bool {
	if r.decided == nil {
		r.decided = make([]bool, len(r.figures))
	}
	for ; r.looked < len(r.claims); r.looked++ {
		for _, k := range [2]int{r.claims[r.looked].Figure, r.claims[r.looked].Of} {
			if k >= 0 {
				r.decided[k] = true
			}
		}
	}
	return r.decided[i]
}

// drop takes claims back.
func (r *reader) drop(which func(schema.Claim) bool) {
	r.claims = slices.DeleteFunc(r.claims, which)
	r.decided, r.looked = nil, 0
	r.byFigure, r.indexed = nil, 0
}

// claimsOf lists the claims of a figure, in their order. As claimed it goes on from where
// it was asked last.
func (r *reader) claimsOf(i int) []int {
	if r.byFigure == nil {
		r.byFigure = make([][]int, len(r.figures))
	}
	for ; r.indexed < len(r.claims); r.indexed++ {
		if k := r.claims[r.indexed].Figure; k >= 0 {
			r.byFigure[k] = append(r.byFigure[k], r.indexed)
		}
	}
	return r.byFigure[i]
}

// parallels reads the items of a sentence alike: where one item gives a unit two figures of
// two columns, and the next gives another unit one of the first and one that was not
// understood, that is of the second: "Cao Bằng đạt 53,11% ở đợt II so với 40,61% ở đợt I; Hà
// Giang 61,98% so với 56,53%".
func (r *reader) parallels() {
	for _, b := range r.blocks {
		for _, s := range b.sentences {
			var items [][]int
			from := s[0]
			for k := s[0]; k <= s[1]; k++ {
				if k < s[1] && !b.toks[k].is(';') {
					continue
				}
				var item []int
				for n := from; n < k; n++ {
					if b.toks[n].kind == num && r.figures[b.toks[n].id].Verdict != schema.NotClaim {
						item = append(item, int(b.toks[n].id))
					}
				}
				items, from = append(items, item), k+1
			}
			for _, item := range items {
				r.parallel(item, items)
			}
		}
	}
}

func (r *reader) parallel(item []int, items [][]int) {
	for n, i := range item {
		if len(item) < 2 || r.claimed(i) {
			continue
		}
		for _, other := range items {
			if len(other) != len(item) || other[0] == item[0] {
				continue
			}
			row, than, alike := r.alike(item, other, n)
			if !alike || r.figures[other[n]].Number.Percent != r.figures[i].Number.Percent {
				continue
			}
			f, ok := r.formulaOf(other[n])
			if !ok {
				continue
			}
			f = inRow(f, than, row)
			w, ok := tie.Work(r.rep, &f)
			if !ok || !w.Fits(r.figures[i].Number, r.figures[i].Approx).Ties() {
				continue
			}
			r.figures[i].Why = schema.Message{}
			r.claims = append(r.claims, r.claimOf(i, f, 70, false))
			break
		}
	}
}

// formulaOf is what a figure tells, as far as one claim says it.
func (r *reader) formulaOf(i int) (schema.Formula, bool) {
	for _, k := range r.claimsOf(i) {
		c := &r.claims[k]
		switch {
		case c.Kind == schema.FormulaClaim:
			return *c.Formula, true
		case c.Kind == schema.ValueClaim:
			return schema.Formula{Form: schema.SumForm, Top: []schema.CellName{c.Cell}}, true
		}
	}
	return schema.Formula{}, false
}

// inRow is a formula with the cells of one row put into another.
func inRow(f schema.Formula, from, to place) schema.Formula {
	move := func(list []schema.CellName) []schema.CellName {
		out := slices.Clone(list)
		for k := range out {
			if out[k].Table == from.table && out[k].Row == from.row {
				out[k].Row = to.row
			}
		}
		return out
	}
	f.Top, f.Bottom = move(f.Top), move(f.Bottom)
	return f
}

// alike reports whether the other figures of two items stand in the same columns, one by
// one, and gives the rows of the items.
func (r *reader) alike(item, other []int, but int) (row, than place, ok bool) {
	row, than = place{-1, -1}, place{-1, -1}
	for n := range item {
		if n == but {
			continue
		}
		i, o := item[n], other[n]
		if r.binds[i].focus < 0 || r.binds[o].focus < 0 || r.form[i] != schema.SumForm || r.form[o] != schema.SumForm || !r.claimed(i) || !r.claimed(o) {
			return row, than, false
		}
		a, b := r.cell[i], r.cell[o]
		if a.Table != b.Table || a.Col != b.Col || row.table >= 0 && (row != place{a.Table, a.Row} || than != place{b.Table, b.Row}) {
			return row, than, false
		}
		row, than = place{a.Table, a.Row}, place{b.Table, b.Row}
	}
	return row, than, row.table >= 0
}
