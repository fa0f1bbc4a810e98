package recognize

import (
	"slices"

	"doisoat/internal/edit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

// fitting takes inferred sums over columns back where the words of the table speak
// against them: sums over different years altogether, and of other sums the rows of
// yields, means and shares, which no sum over columns was ever meant for.
func (d *finder) fitting() {
	rules := d.t.Rules[:0]
	for i := range d.t.Rules {
		r := d.t.Rules[i]
		if r.Axis == schema.Across && r.Origin == schema.Inferred && r.Relation == schema.Equal && r.Form == schema.Sum {
			if d.otherYears(&r) {
				continue
			}
			r.Over = d.additiveRows(&r)
		}
		rules = append(rules, r)
	}
	d.t.Rules = rules
}

// amountRows are the rows with figures that are not rates by their words or units.
func (d *finder) amountRows() []int {
	out := make([]int, 0, len(d.data))
	for _, r := range d.data {
		if !d.rateRow(r) {
			out = append(out, r)
		}
	}
	if len(out)*2 < len(d.data) {
		return d.data // a table of rates: they may add up to a whole
	}
	return out
}

// otherYears reports whether a part of a sum is of another year than the sum.
func (d *finder) otherYears(r *schema.Rule) bool {
	y := d.t.Columns[r.Target].Period.Year
	for _, v := range r.Expr.Vars() {
		if p := d.t.Columns[v].Period.Year; y != 0 && p != 0 && p != y {
			return true
		}
	}
	return false
}

// additiveRows are the rows of a sum over columns without those of rates: rows that
// say so by label or unit, and rows of one section, or of one label, that all break
// the sum with a total between their least and greatest part, as a mean does and a sum
// of amounts cannot.
func (d *finder) additiveRows(r *schema.Rule) []int {
	vars := r.Expr.Vars()
	inside, tested := map[int]bool{}, make([]int, 0, len(r.Over))
	fr, fast := fast(r)
	for _, row := range r.Over {
		var s edit.Status
		if fast {
			s = d.f.status(&fr, row)
		} else {
			s = edit.At(d.rep, d.t, r, row).Status
		}
		if s != edit.Undecidable {
			tested = append(tested, row)
		}
		if s == edit.Breaks && d.insideAcross(row, r.Target, vars) {
			inside[row] = true
		}
	}
	apart := d.apartAlike(inside, tested)
	out := make([]int, 0, len(r.Over))
	for _, row := range r.Over {
		if !d.rateRow(row) && !apart(row) {
			out = append(out, row)
		}
	}
	if len(out) == len(r.Over) {
		return r.Over // shared with other rules
	}
	return slices.Clip(out)
}

// apartAlike tells the rows of one section, or of one label, of which all, two at least,
// are inside: their total lies between their parts.
func (d *finder) apartAlike(inside map[int]bool, tested []int) func(row int) bool {
	if len(inside) < 2 {
		return func(int) bool { return false }
	}
	type group struct {
		parent int
		label  string
	}
	of := func(row int) [2]group {
		return [2]group{{d.t.Rows[row].Parent, ""}, {-1, lang.Fold(d.t.Rows[row].Label)}}
	}
	in, all := map[group]int{}, map[group]int{}
	for _, row := range tested {
		for _, g := range of(row) {
			all[g]++
			if inside[row] {
				in[g]++
			}
		}
	}
	return func(row int) bool {
		for _, g := range of(row) {
			if in[g] >= 2 && in[g] == all[g] {
				return true
			}
		}
		return false
	}
}

// insideAcross reports whether the total of a row lies between its least and its
// greatest part, none of which is negative.
func (d *finder) insideAcross(row, total int, parts []int) bool {
	inside, least := d.f.hull(d.f.at(row, total), parts, func(p int) int { return d.f.at(row, p) })
	return inside && least >= 0
}

// hull reports whether the figure at an index lies between the least and the greatest
// of those of the parts, and gives the least.
func (f *figures) hull(total int, parts []int, at func(part int) int) (inside bool, least int64) {
	lo, hi, any := int64(0), int64(0), false
	for _, p := range parts {
		i := at(p)
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
	v := f.v[total]
	return any && lo <= v && v <= hi, lo
}
