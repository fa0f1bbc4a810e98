package recognize

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

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
		case held > 0, inside < tested:
			over = append(over, c)
		}
	}
	return over
}

// insideHull reports whether the total lies between its least and greatest part.
func (d *finder) insideHull(total int, parts []int, c int) bool {
	inside, _ := d.f.hull(d.f.at(total, c), parts, func(p int) int { return d.f.at(p, c) })
	return inside
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
