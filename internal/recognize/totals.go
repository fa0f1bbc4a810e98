package recognize

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// foot is how a set of addend rows stands to a total row, over the columns.
type foot struct {
	total   int
	parts   []int
	held    []int // columns in which the sum holds
	tested  []int
	bits    int // evidence of the columns in which it holds
	sure    int // of it, what chance leaves where a column has few different figures
	named   bool
	ordered bool // the parts were found by the hierarchy, not by the figures alone
	sheet   bool // formulas of the spreadsheet tell the parts
}

// holdsDown checks one column: whether the total row is the sum of the parts there.
func (d *finder) holdsDown(total int, parts []int, c int) (ok, testable bool, bits int) {
	f := d.f
	ti := f.at(total, c)
	if !f.has[ti] {
		return false, false, 0
	}
	var sum int64
	width := f.half[ti]
	filled, trivial := 0, 0
	for _, p := range parts {
		i := f.at(p, c)
		switch {
		case f.has[i]:
			sum += f.v[i]
			width += f.slack[i]
			filled++
			if f.v[i] == 0 {
				trivial++
			}
		case !f.nought[i]:
			return false, false, 0
		}
	}
	if filled == 0 || sum > 1<<62 || sum < -1<<62 {
		return false, false, 0
	}
	if !f.meets(f.v[ti], f.half[ti], rounded(sum, width-f.half[ti])) {
		return false, true, 0
	}
	if filled-trivial < 2 {
		return true, true, 0
	}
	return true, true, log2(abs(f.v[ti]), width)
}

// tryFoot checks a set of addend rows over the columns.
func (d *finder) tryFoot(total int, parts []int) foot {
	ft := foot{total: total, parts: parts}
	for _, p := range parts {
		if d.unlike(total, p) {
			return ft
		}
	}
	for c := range d.t.Columns {
		if !d.additive(c) {
			continue
		}
		ok, testable, bits := d.holdsDown(total, parts, c)
		if !testable {
			continue
		}
		ft.tested = append(ft.tested, c)
		if ok {
			ft.held = append(ft.held, c)
			ft.bits += bits
			ft.sure += min(bits, d.most[c])
		}
	}
	return ft
}

// additive reports whether the figures of a column may be added: amounts whose
// header does not call them a mean.
func (d *finder) additive(c int) bool {
	return d.amount(c) && !hasAny(lang.Fold(d.t.Columns[c].Name()), d.pack.Table.Average)
}

func (d *finder) hasFigures(i int) bool {
	switch d.t.Rows[i].Kind {
	case schema.UnitRow, schema.SubtotalRow, schema.TotalRow:
		return true
	}
	return false
}

// children are the rows right under a row in the hierarchy.
func (d *finder) children(of int) []int {
	var out []int
	for i := range d.t.Rows {
		if d.t.Rows[i].Parent == of && d.t.Rows[i].Kind != schema.NoteRow {
			out = append(out, i)
		}
	}
	return out
}

// stands gives the rows that stand for a list of siblings in a sum: a section is
// stood for by its own total, else by its single unit, else by all its rows.
// Sections that part another row's figures stand for nothing.
func (d *finder) stands(list []int) []int {
	var out []int
	for _, i := range list {
		row := &d.t.Rows[i]
		switch {
		case d.hasFigures(i):
			out = append(out, i)
		case row.Kind == schema.SectionRow && !d.divides(i):
			kids := d.children(i)
			total := -1
			for _, k := range kids {
				if d.sums[k] && d.t.Rows[k].Kind != schema.UnitRow {
					total = k
				}
			}
			if total >= 0 {
				out = append(out, total)
			} else {
				out = append(out, d.stands(kids)...)
			}
		}
	}
	return out
}

// divides reports whether a section parts the figures above it.
func (d *finder) divides(i int) bool {
	row := &d.t.Rows[i]
	return row.Kind == schema.SectionRow && (row.OfWhich || startsWithAny(lang.Fold(row.Label), d.pack.Table.Divided))
}

// totals finds the rows that are sums of others. The hierarchy proposes the parts
// and the figures choose; then, from the lowest sums upwards, the figures propose
// runs of rows on their own.
func (d *finder) totals() {
	found := d.sheeted()
	rows := d.t.Rows
	for _, ft := range found {
		d.sums[ft.total] = true
	}
	known := func(ft foot) bool {
		return slices.ContainsFunc(found, func(o foot) bool { return o.total == ft.total && slices.Equal(o.parts, ft.parts) })
	}
	// Innermost first, so that sections know their totals.
	order := make([]int, 0, len(rows))
	for i := range rows {
		if d.hasFigures(i) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return rows[b].Level - rows[a].Level })
	kids := map[int][]int{}
	for i := range rows {
		if rows[i].Kind != schema.NoteRow {
			kids[rows[i].Parent] = append(kids[rows[i].Parent], i)
		}
	}
	for _, t := range order {
		for _, ft := range d.proposed(t, kids) {
			if !known(ft) {
				found = append(found, ft)
			}
			d.sums[t] = true
		}
	}
	found = append(found, d.runs(found)...)
	for _, t := range order { // totals over what the runs have found
		if rows[t].Kind == schema.TotalRow && !d.sums[t] {
			for _, ft := range d.proposed(t, kids) {
				found = append(found, ft)
				d.sums[t] = true
			}
		}
	}
	for _, t := range order {
		if rows[t].Kind == schema.TotalRow && !d.sums[t] {
			if ft, ok := d.scattered(t, found); ok {
				found = append(found, ft)
				d.sums[t] = true
			}
		}
	}
	for i := range rows {
		if rows[i].Kind == schema.TotalRow && !d.sums[i] && d.anyAdditive(i) {
			doubt(d.t, "recognize.total", "label", rows[i].Label)
		}
	}
	d.addTotals(found)
}

func (d *finder) anyAdditive(row int) bool {
	for c := range d.t.Columns {
		if d.additive(c) && d.f.has[d.f.at(row, c)] {
			return true
		}
	}
	return false
}

// proposed gives the sets of parts that the hierarchy proposes for a total row and
// the figures confirm: its children, each partition among its children, its
// siblings before it or after it.
func (d *finder) proposed(t int, kids map[int][]int) []foot {
	rows := d.t.Rows
	named := rows[t].Kind == schema.TotalRow
	var out []foot
	accept := func(parts []int, whole bool) bool {
		if len(parts) < 2 || slices.Contains(parts, t) {
			return false
		}
		ft := d.tryFoot(t, parts)
		ft.named, ft.ordered = named, true
		if !ft.confirmed() || !whole && len(ft.held) < len(ft.tested) {
			return false
		}
		for _, o := range out {
			if slices.Equal(o.parts, parts) {
				return false
			}
		}
		out = append(out, ft)
		return true
	}
	var plainKids []int
	for _, k := range kids[t] {
		if d.divides(k) {
			// "By some countries" lists those that matter; now and then they are all.
			accept(d.stands(kids[k]), !hasAny(lang.Fold(rows[k].Label), d.pack.Table.Partial))
		} else if !rows[k].OfWhich {
			plainKids = append(plainKids, k)
		}
	}
	accept(d.stands(plainKids), true)
	if !named {
		return out
	}
	var before, after []int
	for _, s := range kids[rows[t].Parent] {
		switch {
		case s < t && rows[s].Kind == schema.TotalRow && d.sums[s] && rows[s].Level == rows[t].Level && !d.isPart(s):
			before = append(before, s)
		case s < t:
			before = append(before, s)
		case s > t:
			after = append(after, s)
		}
	}
	if len(out) > 0 {
		return out
	}
	_ = accept(d.stands(before), true) || accept(d.subtotalsOf(before), true) || accept(d.stands(after), true) || accept(d.subtotalsOf(after), true)
	return out
}

// isPart reports whether a row is a part of a sum already found.
func (d *finder) isPart(row int) bool { return len(d.parts[row]) > 0 }

// subtotalsOf are the rows of a list that are sums themselves.
func (d *finder) subtotalsOf(list []int) []int {
	var out []int
	for _, i := range d.stands(list) {
		if d.sums[i] {
			out = append(out, i)
		}
	}
	return out
}

// confirmed reports whether the figures bear a set of parts out: half of the columns
// must hold; for a total that says so by its name a third is enough when those that
// hold carry many digits.
func (ft *foot) confirmed() bool {
	held, tested := len(ft.held), len(ft.tested)
	switch {
	case held == 0 || ft.bits < 3:
		return false
	case ft.named:
		return held*2 >= tested || held*3 >= tested && ft.bits >= 15
	}
	return held*2 >= tested && (held > 1 || ft.bits >= 8)
}
