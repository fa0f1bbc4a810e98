package validate

import (
	"math/big"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// pooled is a column of ratios whose totals are the means of their rows' ratios
// weighted by a column of counts, though the table has no column of numerators: a
// pass rate and the number of candidates.
type pooled struct {
	table         *schema.Table
	ratio, weight int
	held          int   // totals on which this holds
	broken        []int // rows on which it does not
}

// The weights must show on so many totals, and on so many of those the plain mean
// must fail, before a total that breaks them is told; and on so many before it is an
// error.
const leastPooled, leastTelling, surelyPooled = 3, 2, 5

// weighed finds the columns of ratios that a column of counts weighs, where some
// total breaks it. A column of ratios that a rule works out already is left to that
// rule.
func weighed(rep *schema.Report, t *schema.Table) []pooled {
	derived := map[int]bool{}
	for r := range t.Rules {
		if t.Rules[r].Axis == schema.Across {
			derived[t.Rules[r].Target] = true
		}
	}
	var out []pooled
	for c := range t.Columns {
		if t.Columns[c].Kind != schema.Ratio || derived[c] || !someAveraged(rep, t, c) {
			continue
		}
		for w := range t.Columns {
			if t.Columns[w].Kind != schema.Count {
				continue
			}
			if p, ok := weigh(rep, t, c, w); ok {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// someAveraged reports whether some total of the column may be the plain mean of its
// rows. It is a sieve in whole numbers, so that columns without one cost next to
// nothing.
func someAveraged(rep *schema.Report, t *schema.Table, ratio int) bool {
	for row := range t.Rows {
		for _, rows := range [][]int{footOf(t, row), leavesOf(t, row)} {
			if len(rows) > 1 && nearMean(rep, t, rows, t.Ref(row, ratio)) {
				return true
			}
		}
	}
	return false
}

// nearMean reports whether the figure at a place lies within a unit of its last place
// of the plain mean of the rows, as far as int64 can tell; true where it cannot.
func nearMean(rep *schema.Report, t *schema.Table, rows []int, at schema.Ref) bool {
	total := rep.At(at)
	if total.Kind != schema.Numeric {
		return false
	}
	places := total.Number.Value.Places
	for _, row := range rows {
		if c := rep.At(schema.Ref{Sheet: at.Sheet, Row: t.Rows[row].Row, Col: at.Col}); c.Kind == schema.Numeric {
			places = max(places, c.Number.Value.Places)
		}
	}
	const room = 1 << 40
	scaled := func(d schema.Decimal) (int64, bool) {
		up := schema.Pow10(int(places - d.Places))
		return d.Coef * up, up <= room && d.Coef < room/up && d.Coef > -room/up
	}
	sum, n := int64(0), int64(0)
	for _, row := range rows {
		c := rep.At(schema.Ref{Sheet: at.Sheet, Row: t.Rows[row].Row, Col: at.Col})
		if c.Kind != schema.Numeric {
			return false
		}
		v, ok := scaled(c.Number.Value)
		if !ok {
			return true
		}
		sum, n = sum+v, n+1
	}
	v, ok := scaled(total.Number.Value)
	if !ok || n > 1<<20 {
		return true
	}
	ulp := schema.Pow10(int(places) - min(int(total.Number.Shown), int(places)))
	off := sum - n*v
	return off <= n*2*ulp && -off <= n*2*ulp
}

// weigh tries one column of counts as the weights of one column of ratios.
func weigh(rep *schema.Report, t *schema.Table, ratio, weight int) (pooled, bool) {
	p := pooled{table: t, ratio: ratio, weight: weight}
	telling := 0
	for row := range t.Rows {
		leaves := leavesOf(t, row)
		if leaves == nil {
			continue
		}
		shown := rep.At(t.Ref(row, ratio))
		weighted, plain, ok := means(rep, t, leaves, ratio, weight)
		if !ok || shown.Kind != schema.Numeric {
			continue
		}
		if !weighted.Meets(shown.Number.Interval()) {
			p.broken = append(p.broken, row)
			continue
		}
		p.held++
		if !plain.Meets(shown.Number.Interval()) {
			telling++
		}
	}
	return p, p.held >= leastPooled && telling >= leastTelling && len(p.broken) > 0 && p.held >= 3*len(p.broken)
}

// leavesOf gives the rows that foot to a row, down to those that nothing foots to.
func leavesOf(t *schema.Table, row int) []int {
	rows := footOf(t, row)
	for depth := 0; depth < 6; depth++ {
		var next []int
		deeper := false
		for _, r := range rows {
			if parts := footOf(t, r); parts != nil {
				next, deeper = append(next, parts...), true
			} else {
				next = append(next, r)
			}
		}
		rows = next
		if !deeper {
			break
		}
	}
	return rows
}

// means gives the weighted and the plain mean of the rows' ratios as intervals. ok is
// false when a figure is missing.
func means(rep *schema.Report, t *schema.Table, rows []int, ratio, weight int) (weighted, plain schema.Interval, ok bool) {
	sum, all := schema.Point(new(big.Rat)), new(big.Rat)
	plain = schema.Point(new(big.Rat))
	for _, row := range rows {
		r, w := rep.At(t.Ref(row, ratio)), rep.At(t.Ref(row, weight))
		if r.Kind != schema.Numeric || w.Kind != schema.Numeric || w.Number.Value.Sign() < 0 {
			return weighted, plain, false
		}
		plain = plain.Add(r.Number.Stands())
		sum = sum.Add(r.Number.Stands().Scale(w.Number.Rat()))
		all.Add(all, w.Number.Rat())
	}
	if all.Sign() == 0 {
		return weighted, plain, false
	}
	return sum.Scale(new(big.Rat).Inv(all)), plain.Scale(big.NewRat(1, int64(len(rows)))), true
}

// pooledFinding tells of a total that is the plain mean where all others are weighted
// ones; ok is false when it is something else.
func (p *pooled) finding(rep *schema.Report, row int) (f schema.Finding, ok bool) {
	t, at := p.table, p.table.Ref(row, p.ratio)
	shown := rep.At(at).Number
	leaves := leavesOf(t, row)
	weighted, _, _ := means(rep, t, leaves, p.ratio, p.weight)
	parts := footOf(t, row)
	_, plain, _ := means(rep, t, parts, p.ratio, p.weight)
	if !plain.Meets(shown.Interval()) && !plain.Meets(shown.Cut()) {
		if _, plain, _ = means(rep, t, leaves, p.ratio, p.weight); !plain.Meets(shown.Interval()) {
			return f, false
		}
		parts = leaves
	}
	f = place(rep, t, at)
	f.Severity, f.Cause = schema.Warning, "averaged"
	if p.held >= surelyPooled {
		f.Severity = schema.Error
	}
	middle := add(weighted.Lo, weighted.Hi)
	f.Computed = written(rep, t, at, middle.Quo(middle, big.NewRat(2, 1)), int(shown.Shown))
	f.Message = schema.Say("v203.weighted", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported,
		"computed", f.Computed, "weight", t.Columns[p.weight].Title(), "count", p.held)
	f.Evidence = []schema.Evidence{{At: f.At, Role: "reported", Text: f.Reported}}
	for _, r := range parts {
		for _, c := range []struct {
			col  int
			role string
		}{{p.ratio, "part"}, {p.weight, "denominator"}} {
			ref := t.Ref(r, c.col)
			f.Evidence = append(f.Evidence, schema.Evidence{At: schema.AtCell(ref), Role: c.role, Text: raw(rep, ref)})
		}
	}
	f.Fixes = []schema.Fix{
		{Title: schema.Say("validate.fix.replace", "reported", f.Reported, "computed", f.Computed), At: f.At, Replacement: f.Computed, Applicability: schema.Unsafe},
		{Title: schema.Say("validate.fix.recheck.many", "count", len(parts)), At: schema.AtCell(t.Ref(parts[0], p.ratio)), Applicability: schema.DisplayOnly},
	}
	return f, true
}

// rateItems counts the ratios of totals that a rule works out.
func (f *footing) rateItems(p *schema.Pass) {
	for n := range f.all {
		i := &f.all[n]
		if i.kind() != "V101" || footOf(i.table, i.line) == nil {
			continue
		}
		switch i.out.Status {
		case edit.Holds:
			p.Passed()
		case edit.Undecidable:
			p.Undecided()
		}
	}
}
