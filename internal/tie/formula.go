package tie

import (
	"math/big"

	"doisoat/schema"
)

// UnitScale is the power of ten of the unit in which a cell is written: that of its
// column, else its row, else its table.
func UnitScale(t *schema.Table, row, col int) int {
	if u := t.Columns[col].Unit; u.Text != "" {
		return int(u.Scale)
	}
	if u := t.Rows[row].Unit; u.Text != "" {
		return int(u.Scale)
	}
	return int(t.Unit.Scale)
}

// Worked is what a formula gives: its value from the cells as stored, and, worked out
// when it is asked for, the values that it can have when each cell stands for all that
// rounds to it.
type Worked struct {
	Value *big.Rat // nil until Exact asks for it where Remote made it
	rep   *schema.Report
	f     schema.Formula
	down  bool // the sign is turned
}

// Work evaluates a formula; ok is false when a cell has no number or a divisor is, or may
// be, nought.
func Work(rep *schema.Report, f *schema.Formula) (w Worked, ok bool) {
	top, ok := total(rep, f.Top)
	if !ok {
		return w, false
	}
	w = Worked{Value: top, rep: rep, f: *f, down: f.Down}
	switch f.Form {
	case schema.SumForm:
	case schema.IndexForm:
		w.Value.Sub(top, hundred())
	default:
		bottom, ok := total(rep, f.Bottom)
		if !ok {
			return w, false
		}
		if f.Form == schema.DifferenceForm {
			w.Value.Sub(top, bottom)
			break
		}
		if bottom.Sign() <= 0 || span(rep, f.Bottom).Lo.Sign() <= 0 { // a quotient by what may be nought says nothing
			return w, false
		}
		w.Value.Quo(top, bottom)
		if f.Form == schema.PercentForm || f.Form == schema.GrowthForm {
			w.Value.Mul(w.Value, hundred())
		}
		if f.Form == schema.GrowthForm {
			w.Value.Sub(w.Value, hundred())
		}
	}
	if w.down {
		w.Value.Neg(w.Value)
	}
	return w, true
}

// Exact is the value, worked out when it is first asked for.
func (w *Worked) Exact() *big.Rat {
	if w.Value == nil {
		full, _ := Work(w.rep, &w.f) // Remote has seen that it can be
		w.Value = full.Value
	}
	return w.Value
}

func hundred() *big.Rat { return big.NewRat(100, 1) }

// Opposite is what the formula gives with its sign turned.
func (w Worked) Opposite() Worked {
	w.Value, w.down = new(big.Rat).Neg(w.Value), !w.down
	return w
}

// Range are the values that the formula can have when each cell stands for all that
// rounds to it.
func (w Worked) Range() schema.Interval {
	out := span(w.rep, w.f.Top)
	switch w.f.Form {
	case schema.SumForm:
	case schema.IndexForm:
		out = out.Sub(schema.Point(hundred()))
	case schema.DifferenceForm:
		out = out.Sub(span(w.rep, w.f.Bottom))
	default:
		out = out.Mul(inverse(span(w.rep, w.f.Bottom)))
		if w.f.Form == schema.PercentForm || w.f.Form == schema.GrowthForm {
			out = out.Scale(hundred())
		}
		if w.f.Form == schema.GrowthForm {
			out = out.Sub(schema.Point(hundred()))
		}
	}
	if w.down {
		out = out.Neg()
	}
	return out
}

// inverse is the set of inverses of an interval of positive numbers.
func inverse(i schema.Interval) schema.Interval {
	if i.IsPoint() {
		return schema.Point(new(big.Rat).Inv(i.Lo))
	}
	return schema.Interval{Lo: new(big.Rat).Inv(i.Hi), Hi: new(big.Rat).Inv(i.Lo), LoOpen: i.HiOpen, HiOpen: i.LoOpen}
}

// total adds cells in the base unit of the prose; the sum is the caller's own.
func total(rep *schema.Report, cells []schema.CellName) (sum *big.Rat, ok bool) {
	for i, c := range cells {
		t := rep.Tables[c.Table]
		cell := rep.At(t.Ref(c.Row, c.Col))
		if cell.Kind != schema.Numeric {
			return nil, false
		}
		n := cell.Number
		n.Scale = 0
		v := Shift(n.Rat(), UnitScale(t, c.Row, c.Col))
		if i == 0 {
			sum = v
		} else {
			sum.Add(sum, v)
		}
	}
	return sum, len(cells) > 0
}

// span are the values that cells with numbers, added up, can have.
func span(rep *schema.Report, cells []schema.CellName) (sum schema.Interval) {
	for i, c := range cells {
		t := rep.Tables[c.Table]
		n := rep.At(t.Ref(c.Row, c.Col)).Number
		n.Scale = 0
		stands := schema.Interval{}
		if t.Columns[c.Col].Kind == schema.Count && n.Shown == 0 {
			stands = schema.Point(n.Rat()) // whole things are exact
		} else {
			stands = n.Stands()
		}
		stands = ShiftInterval(stands, UnitScale(t, c.Row, c.Col))
		if i == 0 {
			sum = stands
		} else {
			sum = sum.Add(stands)
		}
	}
	return sum
}

// Fits holds a figure against what a formula gives: against its value, and, where the
// cells themselves are rounded, against all that they may stand for.
func (w Worked) Fits(n schema.Number, approx schema.Approx) Fit { return Prepare(n, approx).Fits(w) }

// Figure is a written figure with its word of approximation, made ready to be held
// against many values.
type Figure struct {
	n      schema.Number
	approx schema.Approx
	// What follows is worked out when it is asked for.
	value   *big.Rat
	allowed *schema.Interval // that round to it, or that its word allows
	cut     *schema.Interval
}

// Prepare makes a figure ready.
func Prepare(n schema.Number, approx schema.Approx) *Figure {
	return &Figure{n: n, approx: approx}
}

// allows are the values that round to the figure, or that its word allows.
func (f *Figure) allows() schema.Interval {
	if f.allowed == nil {
		allowed := Allowed(f.n, f.approx)
		f.allowed = &allowed
	}
	return *f.allowed
}

// is reports whether the figure is the very value.
func (f *Figure) is(v *big.Rat) bool {
	if f.value == nil {
		f.value = f.n.Rat()
	}
	return f.value.Cmp(v) == 0
}

// Fits is Worked.Fits.
func (f *Figure) Fits(w Worked) Fit {
	if far(f.n, w.Value) {
		return Off
	}
	fit := f.compare(w.Value)
	if fit.Ties() {
		return fit
	}
	if r := w.Range(); !r.IsPoint() && r.Lo.Cmp(r.Hi) != 0 && f.allows().Meets(r) {
		return Rounded
	}
	return fit
}

// compare is Compare for a value that is not far.
func (f *Figure) compare(v *big.Rat) Fit {
	if f.approx != schema.Exactly {
		if f.allows().Contains(v) || f.approx == schema.About && f.n.Interval().Contains(v) {
			return Rounded
		}
		return Off
	}
	if fit, ok := inWhole(f.n, v); ok {
		return fit
	}
	return f.inFractions(v)
}

// inFractions is compare for an exact figure and a value of any size.
func (f *Figure) inFractions(v *big.Rat) Fit {
	switch {
	case f.is(v):
		return Same
	case f.allows().Contains(v):
		return Rounded
	}
	if f.cut == nil {
		cut := f.n.Cut()
		f.cut = &cut
	}
	if f.cut.Contains(v) {
		return Cut
	}
	return Off
}
