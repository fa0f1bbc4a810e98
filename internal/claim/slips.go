package claim

import (
	"math"
	"math/big"
	"strconv"

	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// slipped reports whether a figure is a slip of the pen of a value: its digits exchanged,
// or a scale a thousand times too great or small. A value that the words name loosely and
// the digits confirm so far is the one that was meant; the figure is wrong all the same.
// It takes four digits for an exchange, and three for a scale, to be no accident.
func slipped(f *schema.Figure, h *hypothesis) bool {
	if h.fit != tie.Off || f.Approx != schema.Exactly {
		return false
	}
	d := significantDigits(f)
	if h.change || h.f.Form == schema.IndexForm || h.f.Form == schema.GrowthForm {
		return len(d) >= 3 && misread(f.Number, h)
	}
	if h.f.Form != schema.SumForm {
		return false
	}
	if len(d) >= 3 && len(significant(d)) >= 2 && !f.Number.Percent && offByThousands(f.Number, h.value.Exact()) {
		return true
	}
	return len(d) >= 4 && slip.Digits(d, digitsLike(f.Number, h.value.Exact())) == "transposed"
}

// offByThousands reports whether a number would be a value, were its scale another.
func offByThousands(n schema.Number, v *big.Rat) bool {
	if a, b := leadingInt(n.Value.Coef), leading(v); a > 0 && b > 0 && max(a-b, b-a) > 1 && min(a, b) > 110 {
		return false // other digits, whatever the scale: most figures
	}
	for _, shift := range []int8{-9, -6, -3, 3, 6, 9} {
		m := n
		if m.Scale += shift; m.Scale < -15 || m.Scale > 15 {
			continue
		}
		if tie.Compare(m, schema.Exactly, v) >= tie.Rounded {
			return true
		}
	}
	return false
}

// digitsLike are the digits of a value rounded as a number is written.
func digitsLike(n schema.Number, v *big.Rat) string {
	places := int(n.Value.Places) - int(n.Scale)
	if d, ok := schema.RoundRat(v, places); ok {
		return strconv.FormatInt(max(d.Coef, -d.Coef), 10)
	}
	x := tie.Shift(new(big.Rat).Abs(v), places)
	x = new(big.Rat).Add(x, big.NewRat(1, 2))
	return new(big.Int).Quo(x.Num(), x.Denom()).String()
}

// misread reports whether a figure is a change told the wrong way round, or the index where
// the change belongs.
func misread(n schema.Number, h *hypothesis) bool {
	v := h.value.Exact()
	if tie.Compare(n, schema.Exactly, new(big.Rat).Neg(v)) >= tie.Rounded {
		return true
	}
	hundred := big.NewRat(100, 1)
	if h.f.Down {
		hundred.Neg(hundred)
	}
	return tie.Compare(n, schema.Exactly, new(big.Rat).Add(v, hundred)) >= tie.Rounded
}

// leadingInt are the first three digits of a whole number.
func leadingInt(v int64) int64 {
	if v < 0 {
		v = -v
	}
	if v <= 0 {
		return 0
	}
	for v < 100 {
		v *= 10
	}
	for v >= 1000 {
		v /= 10
	}
	return v
}

// leading are the first three digits of a value, 0 where they are not at hand.
func leading(v *big.Rat) int64 {
	if !v.Num().IsInt64() || !v.Denom().IsInt64() {
		return 0
	}
	x, y := v.Num().Int64(), v.Denom().Int64()
	if x < 0 {
		x = -x
	}
	if x <= 0 {
		return 0
	}
	for x/y < 100 {
		if x > math.MaxInt64/10 {
			return 0
		}
		x *= 10
	}
	for x/y >= 1000 {
		if y > math.MaxInt64/10 {
			x /= 10
			continue
		}
		y *= 10
	}
	return x / y
}
