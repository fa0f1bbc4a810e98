package numfmt

import (
	"math/big"
	"math/bits"

	"doisoat/schema"
)

// Bits reads a number stored as IEEE 754 binary64, given as its bits, rounded to the
// 15 significant digits that a spreadsheet keeps of it and without trailing noughts.
// ok is false for an infinity, for no number, and for one too large for a Decimal.
func Bits(u uint64) (d schema.Decimal, ok bool) {
	const fraction = 52
	mant, exp := u&(1<<fraction-1), int(u>>fraction&0x7FF)
	switch exp {
	case 0x7FF:
		return d, false
	case 0:
		exp = 1
	default:
		mant |= 1 << fraction
	}
	exp -= 1023 + fraction
	if mant == 0 {
		return d, true
	}
	z := bits.TrailingZeros64(mant)
	mant, exp = mant>>z, exp+z
	coef, ten, ok := shortened(mant, exp)
	if !ok {
		return d, false
	}
	if u>>63 != 0 {
		coef = -coef
	}
	return scaled(coef, ten)
}

// limit is 10^15: a coefficient below it has at most 15 digits.
const limit = 1_000_000_000_000_000

// shortened gives mant × 2^exp as coef × 10^ten, coef rounded to 15 digits, halves
// away from nought.
func shortened(mant uint64, exp int) (coef int64, ten int, ok bool) {
	if exp >= 0 && bits.Len64(mant)+exp < 50 { // a whole number of few digits
		return int64(mant << exp), 0, true
	}
	if exp < 0 && exp >= -100 {
		if coef, ten, ok := fraction(mant, uint(-exp)); ok {
			return coef, ten, true
		}
	}
	if bits.Len64(mant)+exp > 70 { // beyond any Decimal
		return 0, 0, false
	}
	r := new(big.Rat).SetInt(new(big.Int).SetUint64(mant))
	if exp >= 0 {
		r.Mul(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(exp))))
	} else {
		r.Quo(r, new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(-exp))))
	}
	// 2^x has about x × 0.30103 digits; the first guess is at most one too many.
	ten = (bits.Len64(mant)+exp)*30103/100000 - significant
	for {
		q := new(big.Rat).Set(r)
		if ten > 0 {
			q.Quo(q, new(big.Rat).SetInt(schema.BigPow10(ten)))
		} else {
			q.Mul(q, new(big.Rat).SetInt(schema.BigPow10(-ten)))
		}
		if d, fits := schema.RoundRat(q, 0); fits && d.Coef <= limit {
			return d.Coef, ten, true
		}
		ten++
	}
}

// fraction is shortened for mant / 2^down where 128 bits are enough; ok is false
// where they are not.
func fraction(mant uint64, down uint) (coef int64, ten int, ok bool) {
	for places := 18; places >= 0; places-- {
		hi, lo := bits.Mul64(mant, uint64(schema.Pow10(places)))
		// Add a half, then cut: down is at least 1.
		var carry uint64
		if down <= 64 {
			lo, carry = bits.Add64(lo, 1<<(down-1), 0)
			hi, carry = bits.Add64(hi, 0, carry)
		} else {
			hi, carry = bits.Add64(hi, 1<<(down-65), 0)
		}
		if carry != 0 {
			continue
		}
		var v uint64
		switch {
		case down >= 64:
			v = hi >> (down - 64)
		case hi>>down != 0:
			continue
		default:
			v = hi<<(64-down) | lo>>down
		}
		if v > limit {
			continue
		}
		if v < limit/10 && places == 18 { // a small number keeps more digits than this
			return 0, 0, false
		}
		return int64(v), -places, true
	}
	return 0, 0, false
}

// BitsText writes a binary number that is no Decimal with 15 significant digits and
// an exponent; ok is false for an infinity and for no number.
func BitsText(u uint64) (text string, ok bool) {
	mant, exp := u&(1<<52-1), int(u>>52&0x7FF)
	if exp == 0x7FF {
		return "", false
	}
	f := new(big.Float).SetUint64(mant | 1<<52)
	f.SetMantExp(f, exp-1075)
	if u>>63 != 0 {
		f.Neg(f)
	}
	return f.Text('g', significant), true
}
