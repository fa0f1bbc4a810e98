package tie

import (
	"math/big"
	"math/bits"

	"doisoat/schema"
)

// inWhole is compare for a figure without a word of approximation, worked out in whole
// numbers of two words; ok is false where these would not hold it. Nearly every figure of a
// report and every value that it is held against is that small.
func inWhole(n schema.Number, v *big.Rat) (fit Fit, ok bool) {
	if n.Value.Places != n.Shown || !v.Num().IsInt64() {
		return Off, false
	}
	denom := int64(1)
	if !v.IsInt() {
		d := v.Denom()
		if !d.IsInt64() {
			return Off, false
		}
		denom = d.Int64()
	}
	// In units of the last place of the figure the value is num × 10^lift / denom.
	lift := int(n.Value.Places) - int(n.Scale)
	value, ok := shifted(v.Num().Int64(), max(lift, 0))
	one, fits := shifted(denom, max(-lift, 0))
	if !ok || !fits {
		return Off, false
	}
	figure, ok := product(n.Value.Coef, one)
	if !ok {
		return Off, false
	}
	// All of it times two, so that half a unit is whole.
	figure, one, value = 2*figure, 2*one, 2*value
	switch {
	case value == figure:
		return Same, true
	case rounds(value, figure, one):
		return Rounded, true
	case cuts(value, figure, one):
		return Cut, true
	}
	return Off, true
}

// room is what whole numbers may grow to, so that sums and differences of their doubles
// still fit.
const room = 1 << 60

// shifted is n × 10^by, where that stays within the room.
func shifted(n int64, by int) (int64, bool) {
	if by > schema.MaxDigits {
		return 0, false
	}
	return product(n, schema.Pow10(by))
}

// product is a × b, where that stays within the room.
func product(a, b int64) (int64, bool) {
	negative := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	if hi != 0 || lo >= room {
		return 0, false
	}
	if negative {
		return -int64(lo), true
	}
	return int64(lo), true
}
