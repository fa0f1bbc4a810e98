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

// runs finds sums among rows by their figures: a row that equals the sum of the run
// of rows right after or before it. What is summed up is then passed over, so that
// sums of sums are found in later rounds.
func (d *finder) runs(known []foot) []foot {
	rows := d.t.Rows
	var anchors []int
	for c := range d.t.Columns {
		if d.additive(c) {
			anchors = append(anchors, c)
		}
	}
	if len(anchors) == 0 {
		return nil
	}
	if len(anchors) > 4 {
		anchors = anchors[:4]
	}
	absorbed := map[int]bool{}
	for _, ft := range known {
		for _, p := range ft.parts {
			absorbed[p] = true
		}
	}
	var found []foot
	cost := log2(int64(len(d.data)*2*len(anchors)), 1)
	for round := 0; round < 4; round++ {
		var active []int
		for _, i := range d.data {
			if !absorbed[i] {
				active = append(active, i)
			}
		}
		changed := false
		for k, t := range active {
			if d.sums[t] || absorbed[t] {
				continue
			}
			for _, step := range []int{1, -1} {
				ft, ok := d.run(active, k, step, anchors, absorbed)
				if !ok {
					continue
				}
				ft.named = rows[t].Kind == schema.TotalRow
				if d.someOf(ft.parts) && len(ft.held) < len(ft.tested) {
					continue
				}
				if !(ft.named && ft.confirmed()) && (len(ft.held) < 3 || len(ft.held)*10 < len(ft.tested)*6 || ft.sure < needBits+cost) {
					continue
				}
				found = append(found, ft)
				d.sums[t] = true
				for _, p := range ft.parts {
					absorbed[p] = true
				}
				changed = true
				break
			}
		}
		if !changed {
			break
		}
	}
	return found
}

// scattered looks for two or three rows after a total, the first of them right under
// it, that add up to it with details in between ("Trung ương", some of its
// ministries, "Địa phương"). The figures alone must bear them out.
func (d *finder) scattered(t int, known []foot) (foot, bool) {
	const reach = 60
	absorbed := map[int]bool{}
	for _, ft := range known {
		for _, p := range ft.parts {
			absorbed[p] = true
		}
	}
	var after []int
	for _, i := range d.data {
		if i > t && !absorbed[i] && !d.rowsApart(t, i) && len(after) < reach {
			after = append(after, i)
		}
	}
	var best foot
	tried := 0
	try := func(parts ...int) {
		tried++
		if ft := d.tryFoot(t, parts); len(ft.held) > len(best.held) {
			ft.parts = slices.Clone(parts)
			best = ft
		}
	}
	for j := 1; j < len(after); j++ {
		try(after[0], after[j])
	}
	if best.parts == nil || len(best.held)*2 < len(best.tested) {
		for j := 1; j < len(after); j++ {
			for k := j + 1; k < len(after); k++ {
				try(after[0], after[j], after[k])
			}
		}
	}
	best.named = true
	ok := best.parts != nil && !(d.someOf(best.parts) && len(best.held) < len(best.tested)) && len(best.held) > 1 && len(best.held)*10 >= len(best.tested)*6 &&
		best.bits >= needBits+log2(int64(tried), 1)
	return best, ok
}

// someOf reports whether rows stand under a heading that lists only some of what there
// is ("by some countries").
func (d *finder) someOf(rows []int) bool {
	for _, r := range rows {
		if p := d.t.Rows[r].Parent; p >= 0 && d.t.Rows[p].Kind == schema.SectionRow && hasAny(lang.Fold(d.t.Rows[p].Label), d.pack.Table.Partial) {
			return true
		}
	}
	return false
}

// run looks for the run of active rows beside one of them that adds up to it in one
// of the anchor columns, and checks it in all.
func (d *finder) run(active []int, k, step int, anchors []int, absorbed map[int]bool) (foot, bool) {
	t := active[k]
	f := d.f
	var best foot
	for _, c := range anchors {
		ti := f.at(t, c)
		if !f.has[ti] || f.v[ti] <= 0 {
			continue
		}
		var sum int64
		width := f.half[ti]
		var parts []int
		for j := k + step; j >= 0 && j < len(active); j += step {
			p := active[j]
			if absorbed[p] {
				continue
			}
			i := f.at(p, c)
			if !f.has[i] && !f.nought[i] || f.v[i] < 0 {
				break
			}
			if d.rowsApart(t, p) {
				break
			}
			sum += f.v[i]
			width += f.slack[i]
			parts = append(parts, p)
			if sum > f.v[ti]+width {
				break
			}
			if len(parts) > 1 && f.v[ti]-sum <= width {
				set := slices.Clone(parts)
				slices.Sort(set)
				if ft := d.tryFoot(t, set); len(ft.held) > len(best.held) {
					best = ft
				}
			}
		}
	}
	return best, best.parts != nil
}

// rowsApart reports whether a section of its own lies between two rows, so that
// they cannot be parts of one sum by place alone.
func (d *finder) rowsApart(a, b int) bool {
	top := func(i int) int {
		for d.t.Rows[i].Parent >= 0 {
			i = d.t.Rows[i].Parent
		}
		return i
	}
	ta, tb := top(a), top(b)
	return ta != tb && (d.t.Rows[ta].Kind == schema.SectionRow || d.t.Rows[tb].Kind == schema.SectionRow)
}

// addTotals makes rules of the sums found, over the columns that may be added, and
// sets the kinds of the rows.
func (d *finder) addTotals(found []foot) {
	over := d.footing(found)
	for _, ft := range found {
		for _, p := range ft.parts {
			d.parts[p] = append(d.parts[p], ft.total)
		}
	}
	for _, ft := range found {
		row := &d.t.Rows[ft.total]
		if row.Kind == schema.TotalRow && d.isPart(ft.total) {
			row.Kind = schema.SubtotalRow
		} else if row.Kind == schema.UnitRow {
			row.Kind = schema.SubtotalRow
		}
		origin := schema.Inferred
		if ft.named || ft.ordered {
			origin = schema.Labelled
		}
		if ft.sheet {
			origin = schema.Sheeted
		}
		d.t.Rules = append(d.t.Rules, schema.Rule{
			Axis: schema.Down, Form: schema.Sum, Target: ft.total, Expr: sumOf(ft.parts), Over: over,
			Origin: origin, Source: schema.AtCell(row.LabelAt), Strength: ft.bits,
			Hard: ft.named || len(ft.held) > 1 || ft.bits >= 2*needBits,
		})
	}
}

// footing is the list of columns that foot over the sums found. A column of amounts
// foots unless it never holds and its totals always lie between the least and the
// greatest part, as those of rates do; a column of shares foots when it holds.
func (d *finder) footing(found []foot) []int {
	var over []int
	for c := range d.t.Columns {
		held, tested, inside := 0, 0, 0
		for _, ft := range found {
			ok, testable, _ := d.holdsDown(ft.total, ft.parts, c)
			if !testable {
				continue
			}
			tested++
			switch {
			case ok:
				held++
			case d.insideHull(ft.total, ft.parts, c):
				inside++
			}
		}
		switch {
		case tested == 0:
		case d.rate(c):
			if held*10 >= tested*7 && (held > 1 || hasAny(lang.Fold(d.t.Columns[c].Name()), d.pack.Table.Share)) {
				over = append(over, c)
			}
		case !d.additive(c):
			if held == tested && held > 1 {
				over = append(over, c)
			}
		case held > 0, inside < tested, d.t.Columns[c].Kind == schema.Count && tested < 2:
			over = append(over, c)
		}
	}
	return over
}

// insideHull reports whether the total lies between its least and greatest part.
func (d *finder) insideHull(total int, parts []int, c int) bool {
	f := d.f
	v := f.v[f.at(total, c)]
	lo, hi, any := int64(0), int64(0), false
	for _, p := range parts {
		i := f.at(p, c)
		if !f.has[i] {
			continue
		}
		if !any || f.v[i] < lo {
			lo = f.v[i]
		}
		if !any || f.v[i] > hi {
			hi = f.v[i]
		}
		any = true
	}
	return any && lo <= v && v <= hi
}

// within adds a ratio edit for every sum of rows: a rate of the whole lies between
// the least and the greatest rate of its parts (a weighted mean cannot leave them).
// It runs over the columns of rates that no rule across gives.
func (d *finder) within() {
	footed := map[int]bool{}
	var sums []*schema.Rule
	for i := range d.t.Rules {
		r := &d.t.Rules[i]
		if r.Axis == schema.Down && r.Form == schema.Sum {
			sums = append(sums, r)
			for _, c := range r.Over {
				footed[c] = true
			}
		}
	}
	var over []int
	for c := range d.t.Columns {
		if !d.rate(c) || footed[c] || d.hasAcross(c) {
			continue
		}
		held, tested := 0, 0
		for _, r := range sums {
			if full(d.f, r, c) {
				tested++
				if parts := r.Expr.Vars(); d.insideHull(r.Target, parts, c) || d.insideHull(r.Target, leaves(parts, sums), c) {
					held++
				}
			}
		}
		if tested > 0 && held*2 >= tested {
			over = append(over, c)
		}
	}
	if len(over) == 0 {
		return
	}
	var rules []schema.Rule
	for _, r := range sums {
		e := &schema.Expr{Op: schema.OpMean, Args: r.Expr.Args}
		rules = append(rules, schema.Rule{
			Axis: schema.Down, Form: schema.Average, Relation: schema.Within, Target: r.Target, Expr: e, Over: over,
			Origin: r.Origin, Source: r.Source, Hard: r.Hard,
		})
	}
	d.t.Rules = append(d.t.Rules, rules...)
}

// leaves puts the parts of a part in its place, so that one subtotal at fault does not
// speak against the total above it too.
func leaves(parts []int, sums []*schema.Rule) []int {
	var out []int
	for _, p := range parts {
		below := []int{p}
		for _, r := range sums {
			if r.Target == p {
				below = r.Expr.Vars()
				break
			}
		}
		out = append(out, below...)
	}
	return out
}

// full reports whether the total and all its parts have a figure in a column.
func full(f *figures, r *schema.Rule, c int) bool {
	if !f.has[f.at(r.Target, c)] {
		return false
	}
	for _, v := range r.Expr.Vars() {
		if !f.has[f.at(v, c)] {
			return false
		}
	}
	return true
}
