package validate

import (
	"math/big"
	"strings"

	"doisoat/internal/slip"
	"doisoat/schema"
)

// slipOf names the slip of the pen that turns the value that a cell must hold into
// what it shows (Scholtus, "Algorithms for correcting obvious inconsistencies and
// rounding errors in business survey data", Statistics Netherlands 2009: signs,
// digits changed or left out). It gives "" when none shows.
func slipOf(c *schema.Cell, v *big.Rat, places int, kind schema.ColumnKind) string {
	if none(c) {
		return "blank"
	}
	r := c.Number.Rat()
	if r.Sign() == 0 || v.Sign() == 0 {
		return ""
	}
	if new(big.Rat).Neg(r).Cmp(v) == 0 {
		return "sign"
	}
	q := new(big.Rat).Quo(v, r)
	if q.Cmp(big.NewRat(1000, 1)) == 0 && kind != schema.Ratio && kind != schema.Index && !r.IsInt() {
		return "thousands-mark"
	}
	for _, ten := range []int64{10, 100, 1000, 1000000} {
		if q.Cmp(big.NewRat(ten, 1)) == 0 || q.Cmp(big.NewRat(1, ten)) == 0 {
			return "unit-slip"
		}
	}
	shown, ok := schema.RoundRat(r, places)
	right, ok2 := schema.RoundRat(v, places)
	if !ok || !ok2 {
		return ""
	}
	return slip.Digits(digits(shown), digits(right))
}

func digits(d schema.Decimal) string {
	return strings.TrimLeft(strings.Replace(strings.TrimPrefix(d.String(), "-"), ".", "", 1), "0")
}

// name finds the cause of a blame beyond the slips of the pen: the mean of the
// parts, or the figure of another row or column.
func (f *footing) name(b *blame) {
	i := b.broken[0]
	cell := f.rep.At(b.at)
	if cell.Kind != schema.Numeric {
		return
	}
	if i.kind() == "V101" && i.out.Target == b.at && i.rule.Axis == schema.Across && f.averaged(i) {
		b.code, b.slip = "V203", "averaged"
		return
	}
	col := i.table.ColumnOf(b.at.Col)
	if b.value == nil || col < 0 {
		return
	}
	if b.slip == "" || b.slip == "wrong-digit" {
		pen := slipOf(cell, b.value, b.places, i.table.Columns[col].Kind)
		if pen != "" {
			b.slip = pen
		}
		if pen == "" || pen == "wrong-digit" {
			f.borrowed(b, i)
		}
	}
}

// borrowed looks for the cell whose figure stands in the place of the right one:
// in the same column, then in the same row. Three digits are the least that say so.
func (f *footing) borrowed(b *blame, i *instance) {
	n := f.rep.At(b.at).Number
	if len(digits(n.Value)) < 3 {
		return
	}
	r := n.Rat()
	t := i.table
	for row := range t.Rows {
		if ref := (schema.Ref{Sheet: t.Sheet, Row: t.Rows[row].Row, Col: b.at.Col}); ref != b.at && f.same(ref, r) {
			b.slip, b.source = "other-unit", &ref
			return
		}
	}
	for n := range f.all { // the right result of another row stands here, though not in that row's own cell
		o := &f.all[n]
		if o.rule != i.rule || o.line == i.line || o.out.Exact == nil || i.out.Target != b.at {
			continue
		}
		if v := atPlaces(o.out.Exact, b.places); v != nil && v.Cmp(r) == 0 {
			b.slip, b.source = "other-unit", &o.out.Target
			return
		}
	}
	for col := range t.Columns {
		if ref := (schema.Ref{Sheet: t.Sheet, Row: b.at.Row, Col: t.Columns[col].Col}); ref != b.at && f.same(ref, r) {
			b.slip, b.source = "other-column", &ref
			return
		}
	}
}

func (f *footing) same(ref schema.Ref, r *big.Rat) bool {
	c := f.rep.At(ref)
	return c.Kind == schema.Numeric && c.Number.Rat().Cmp(r) == 0
}

// averaged reports whether the ratio of a total is the plain mean of the ratios of
// its parts: of the rows that foot to it, or of those that foot to them in turn.
func (f *footing) averaged(i *instance) bool {
	t := i.table
	for depth := 1; depth <= 3; depth++ {
		for r := range t.Rules {
			rule := &t.Rules[r]
			if rule.Axis != schema.Down || rule.Relation != schema.Equal || rule.Target != i.line {
				continue
			}
			parts, deeper := unfold(t, rule, depth)
			if deeper && f.isMean(t, parts, i) {
				return true
			}
		}
	}
	return false
}

// unfold gives the rows of a footing rule, each replaced depth-1 times by the rows
// that foot to it; ok is false when the last step changed nothing.
func unfold(t *schema.Table, rule *schema.Rule, depth int) (rows []int, ok bool) {
	rows, ok = rule.Expr.Vars(), true
	for ; depth > 1; depth-- {
		ok = false
		var next []int
		for _, row := range rows {
			parts := footOf(t, row)
			if parts == nil {
				next = append(next, row)
				continue
			}
			ok = true
			next = append(next, parts...)
		}
		rows = next
	}
	return rows, ok
}

func footOf(t *schema.Table, row int) []int {
	for r := range t.Rules {
		if rule := &t.Rules[r]; rule.Axis == schema.Down && rule.Relation == schema.Equal && rule.Form == schema.Sum && rule.Target == row {
			return rule.Expr.Vars()
		}
	}
	return nil
}

func (f *footing) isMean(t *schema.Table, rows []int, i *instance) bool {
	sum, n := schema.Point(new(big.Rat)), int64(0)
	for _, row := range rows {
		c := f.rep.At(t.Ref(row, i.rule.Target))
		if c.Kind != schema.Numeric {
			continue
		}
		sum = sum.Add(c.Number.Stands())
		n++
	}
	if n < 2 {
		return false
	}
	mean := sum.Scale(big.NewRat(1, n))
	return mean.Meets(i.out.Reported.Interval()) || mean.Meets(i.out.Reported.Cut())
}
