package recognize

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// apart is how many lines may stand between a mean and the run that it is of: the sum
// of the same lines, a deviation and the like.
const apart = 6

// meansOf finds the lines of a view that are means of runs of others: of what a sum
// found before adds up, and of the runs that begin a little before or after them.
func (s *search) meansOf(to *chosen, sums []candidate) {
	cost := 2*s.size + 6
	for _, c := range sums {
		for _, t := range s.w.lines {
			if t == c.target || min(abs(int64(t-c.parts[0])), abs(int64(t-c.parts[len(c.parts)-1]))) > apart {
				continue
			}
			if _, in := slices.BinarySearch(c.parts, t); !in {
				s.try(t, c.parts, cost)
			}
		}
	}
	for k, t := range s.w.lines {
		if len(s.w.lines) > farRuns && !s.named(t) {
			continue
		}
		for off := 1; off <= apart; off++ {
			s.run(s.w.lines, k, k+off, 1, cost)
			s.run(s.w.lines, k, k-off, -1, cost)
		}
	}
	s.admit(to, s.carries)
}

// means finds the means across and down, and makes rules of them.
func (d *finder) means(across, down *view) {
	for _, w := range []*view{across, down} {
		named := d.meanRow
		if w.axis == schema.Across {
			named = d.meanColumn
		}
		s := newSearch(w, true, named)
		to := newChosen()
		sums := d.stated(w.axis)
		s.meansOf(to, sums.list)
		for _, c := range to.list {
			if d.states(w.axis, c.target) || sums.double(c.parts) {
				continue
			}
			e := &schema.Expr{Op: schema.OpMean, Args: sumOf(c.parts).Args}
			r := schema.Rule{Axis: w.axis, Form: schema.Average, Target: c.target, Expr: e, Origin: schema.Inferred, Strength: c.net()}
			for _, i := range w.insts {
				if o := w.add(i, c.target, 0, c.parts); o.tested && (o.held || w.axis == schema.Across) {
					r.Over = append(r.Over, i)
				}
			}
			d.t.Rules = append(d.t.Rules, r)
		}
	}
}

// double reports whether a sum stands among the lines beside what it adds up.
func (a *chosen) double(lines []int) bool {
	for _, l := range lines {
		for _, o := range a.by[l] {
			if len(o.parts) > 1 && meet(o.parts, lines) {
				return true
			}
		}
	}
	return false
}

// states reports whether a rule with an equals sign gives a line already.
func (d *finder) states(axis schema.Axis, target int) bool {
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; r.Axis == axis && r.Target == target && r.Relation == schema.Equal {
			return true
		}
	}
	return false
}

func (d *finder) meanRow(r int) bool {
	return hasAny(lang.Fold(d.t.Rows[r].Label), d.pack.Table.Average)
}

func (d *finder) meanColumn(c int) bool {
	return hasAny(lang.Fold(d.t.Columns[c].Name()), d.pack.Table.Average)
}
