package tie

import (
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
