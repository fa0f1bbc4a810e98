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
