package tie

import (
	"math"
	"math/big"

	"doisoat/schema"
)

// far reports whether a figure and a value are so far apart, by sixteen times or in
// sign, that no rounding, cutting off or word of approximation brings them together. It
// looks at the lengths of the numbers alone, which costs next to nothing; what it lets
// pass is compared exactly.
func far(n schema.Number, v *big.Rat) bool {
	c := n.Value.Coef
	if c == 0 || v.Sign() == 0 {
		return false
	}
	if (c < 0) != (v.Sign() < 0) {
		return true
	}
	if c < 0 {
		c = -c
	}
	bits := 0
	for ; c > 0; c >>= 1 {
		bits++
	}
	bits += (int(n.Scale) - int(n.Value.Places)) * 3322 / 1000 // a decimal place is 3.322 bits
	d := v.Num().BitLen() - v.Denom().BitLen() - bits
	return d > 5 || d < -5
}

// Apart reports whether a figure and a cell are farther from each other than two units in
// the last place of both, so that no reading of either brings them together. It works with
// floating point, which is surer by far than the margin is narrow; what it lets pass is
// compared exactly. shift is that of CompareCell; the scale of the cell is not looked at.
func Apart(n, cell schema.Number, shift int) bool {
	scale := max(int(n.Scale), 0)
	v, u := power(scale-int(n.Value.Places)), power(scale-int(n.Shown))
	w, o := power(shift-int(cell.Value.Places)), power(shift-int(cell.Shown))
	v, w = v*float64(n.Value.Coef), w*float64(cell.Value.Coef)
	return math.Abs(v-w) > 2.5*(u+o)+1e-12*(math.Abs(v)+math.Abs(w)) // never where a power is unknown
}

// power is 10^n, not a number where the table of powers has none.
func power(n int) float64 {
	if n < -powersOfTen || n > powersOfTen {
		return math.NaN()
	}
	return powers[n+powersOfTen]
}

const powersOfTen = 24

var powers = func() (out [2*powersOfTen + 1]float64) {
	for n := range out {
		out[n] = math.Pow10(n - powersOfTen)
	}
	return out
}()

// Remote reports whether what a formula gives is so far from a figure without a word of
// approximation that neither rounding nor all that its cells may stand for brings them
// together, and gives what it gives, not yet worked out. False says nothing. The margins are
// those of Apart, carried through the formula.
func Remote(rep *schema.Report, f *schema.Formula, n schema.Number) (*Worked, bool) {
	v, slack, ok := roughly(rep, f.Top)
	if !ok {
		return nil, false
	}
	switch f.Form {
	case schema.SumForm:
	case schema.IndexForm:
		v -= 100
	case schema.DifferenceForm:
		b, o, ok := roughly(rep, f.Bottom)
		if !ok {
			return nil, false
		}
		v, slack = v-b, slack+o
	default:
		b, o, ok := roughly(rep, f.Bottom)
		if !ok || !(b-o > 1e-6*b) { // the divisor may be nought
			return nil, false
		}
		v /= b
		slack = (slack + math.Abs(v)*o) / (b - o)
		if f.Form != schema.QuotientForm {
			v, slack = 100*v, 100*slack
		}
		if f.Form == schema.GrowthForm {
			v -= 100
		}
	}
	if f.Down {
		v = -v
	}
	scale := max(int(n.Scale), 0)
	w := power(scale-int(n.Value.Places)) * float64(n.Value.Coef)
	if !(math.Abs(v-w) > slack+2.5*power(scale-int(n.Shown))+1e-9*(100+math.Abs(v)+math.Abs(w))) {
		return nil, false
	}
	return &Worked{rep: rep, f: *f, down: f.Down}, true
}

// roughly adds cells in floating point, and how far what they stand for may be from that.
func roughly(rep *schema.Report, cells []schema.CellName) (sum, slack float64, ok bool) {
	for _, c := range cells {
		t := rep.Tables[c.Table]
		cell := rep.At(t.Ref(c.Row, c.Col))
		if cell.Kind != schema.Numeric {
			return 0, 0, false
		}
		shift := UnitScale(t, c.Row, c.Col)
		v := power(shift-int(cell.Number.Value.Places)) * float64(cell.Number.Value.Coef)
		sum += v
		slack += 2.5*power(shift-int(cell.Number.Shown)) + 1e-9*math.Abs(v)
	}
	return sum, slack, len(cells) > 0
}
