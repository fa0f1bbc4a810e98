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

// Worked is what a formula gives: its value from the cells as stored, and the values
// that it can have when each cell stands for all that rounds to it.
type Worked struct {
	Value *big.Rat
	Range schema.Interval
}

// Work evaluates a formula; ok is false when a cell has no number or a divisor is
// nought.
func Work(rep *schema.Report, f *schema.Formula) (w Worked, ok bool) {
	top, ok := total(rep, f.Top)
	if !ok {
		return w, false
	}
	hundred := schema.Point(big.NewRat(100, 1))
	switch f.Form {
	case schema.SumForm:
		w = top
	case schema.IndexForm:
		w = Worked{new(big.Rat).Sub(top.Value, hundred.Lo), top.Range.Sub(hundred)}
	default:
		bottom, ok := total(rep, f.Bottom)
		if !ok {
			return w, false
		}
		if f.Form == schema.DifferenceForm {
			w = Worked{new(big.Rat).Sub(top.Value, bottom.Value), top.Range.Sub(bottom.Range)}
			break
		}
		if bottom.Range.Lo.Sign() <= 0 { // a quotient by what may be nought says nothing
			return w, false
		}
		w = Worked{new(big.Rat).Quo(top.Value, bottom.Value), top.Range.Mul(inverse(bottom.Range))}
		if f.Form == schema.PercentForm || f.Form == schema.GrowthForm {
			w = Worked{w.Value.Mul(w.Value, hundred.Lo), w.Range.Mul(hundred)}
		}
		if f.Form == schema.GrowthForm {
			w = Worked{w.Value.Sub(w.Value, hundred.Lo), w.Range.Sub(hundred)}
		}
	}
	if f.Down {
		w = Worked{new(big.Rat).Neg(w.Value), w.Range.Neg()}
	}
	return w, true
}

// inverse is the set of inverses of an interval of positive numbers.
func inverse(i schema.Interval) schema.Interval {
	return schema.Interval{Lo: new(big.Rat).Inv(i.Hi), Hi: new(big.Rat).Inv(i.Lo), LoOpen: i.HiOpen, HiOpen: i.LoOpen}
}

// total adds cells in the base unit of the prose.
func total(rep *schema.Report, cells []schema.CellName) (w Worked, ok bool) {
	w = Worked{new(big.Rat), schema.Point(new(big.Rat))}
	for _, c := range cells {
		t := rep.Tables[c.Table]
		cell := rep.At(t.Ref(c.Row, c.Col))
		if cell.Kind != schema.Numeric {
			return w, false
		}
		n := cell.Number
		n.Scale = 0
		shift := UnitScale(t, c.Row, c.Col)
		w.Value.Add(w.Value, Shift(n.Rat(), shift))
		stands := n.Stands()
		if t.Columns[c.Col].Kind == schema.Count && n.Shown == 0 {
			stands = schema.Point(n.Rat()) // whole things are exact
		}
		w.Range = w.Range.Add(ShiftInterval(stands, shift))
	}
	return w, len(cells) > 0
}

// Fits holds a figure against what a formula gives: against its value, and, where the
// cells themselves are rounded, against all that they may stand for.
func (w Worked) Fits(n schema.Number, approx schema.Approx) Fit {
	if f := Compare(n, approx, w.Value); f.Ties() {
		return f
	}
	if Allowed(n, approx).Meets(w.Range) && w.Range.Lo.Cmp(w.Range.Hi) != 0 {
		return Rounded
	}
	return Compare(n, approx, w.Value)
}
