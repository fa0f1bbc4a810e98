package schema

import (
	"cmp"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number: Coef × 10^-Places. Places is never negative.
// Eighteen significant digits are its bound; a longer string of digits in a report
// is an identifier, not a figure (spreadsheets keep fifteen).
type Decimal struct {
	Coef   int64
	Places int8
}

// MaxDigits is the number of significant digits that a Decimal can hold.
const MaxDigits = 18

var pow10 = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// Pow10 is 10^n for 0 <= n <= 18.
func Pow10(n int) int64 { return pow10[n] }

// BigPow10 is 10^n for any n >= 0.
func BigPow10(n int) *big.Int {
	if n < len(pow10) {
		return big.NewInt(pow10[n])
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// Int is the whole number n.
func Int(n int64) Decimal { return Decimal{Coef: n} }

// Rat is the exact value.
func (d Decimal) Rat() *big.Rat {
	if d = d.Trim(); d.Places == 0 {
		return new(big.Rat).SetInt64(d.Coef)
	}
	return new(big.Rat).SetFrac(big.NewInt(d.Coef), BigPow10(int(d.Places)))
}

// Neg is -d.
func (d Decimal) Neg() Decimal { return Decimal{-d.Coef, d.Places} }

// IsZero reports whether d is nought.
func (d Decimal) IsZero() bool { return d.Coef == 0 }

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.Coef < 0:
		return -1
	case d.Coef > 0:
		return 1
	}
	return 0
}

// Trim drops trailing noughts after the decimal mark.
func (d Decimal) Trim() Decimal {
	for d.Places > 0 && d.Coef%10 == 0 {
		d.Coef /= 10
		d.Places--
	}
	return d
}

// Cmp compares the exact values of d and e: -1, 0 or 1.
func (d Decimal) Cmp(e Decimal) int {
	if d.Places == e.Places {
		switch {
		case d.Coef < e.Coef:
			return -1
		case d.Coef > e.Coef:
			return 1
		}
		return 0
	}
	return d.Rat().Cmp(e.Rat())
}

// String writes d with a decimal point and all its places: "73.92", "-0.50".
func (d Decimal) String() string {
	neg := d.Coef < 0
	u := uint64(d.Coef)
	if neg {
		u = -u
	}
	s := strconv.FormatUint(u, 10)
	if p := int(d.Places); p > 0 {
		if len(s) <= p {
			s = strings.Repeat("0", p-len(s)+1) + s
		}
		s = s[:len(s)-p] + "." + s[len(s)-p:]
	}
	if neg {
		s = "-" + s
	}
	return s
}

// CmpRat is a.Cmp(b), which makes no new numbers where numerators and denominators are
// single words, as nearly all are.
func CmpRat(a, b *big.Rat) int {
	x, y, small := words(a)
	v, w, alike := words(b)
	if s, t := a.Sign(), b.Sign(); !small || !alike || s != t {
		if s != t {
			return cmp.Compare(s, t)
		}
		return a.Cmp(b)
	}
	hi, lo := bits.Mul64(x, w)
	hi2, lo2 := bits.Mul64(v, y)
	return a.Sign() * cmp.Or(cmp.Compare(hi, hi2), cmp.Compare(lo, lo2))
}

// words are the numerator of r, without its sign, and its denominator; ok is false where
// one of them is longer than a word.
func words(r *big.Rat) (num, denom uint64, ok bool) {
	n := r.Num()
	if !n.IsInt64() {
		return 0, 0, false
	}
	num = uint64(max(n.Int64(), -n.Int64()))
	if r.IsInt() {
		return num, 1, true
	}
	d := r.Denom()
	return num, d.Uint64(), d.IsUint64()
}

// RoundRat rounds r to the given places, halves away from zero (the rule of
// arithmetic that official reports follow). ok is false when places are not within
// 0 and MaxDigits, or the result has more than MaxDigits digits.
func RoundRat(r *big.Rat, places int) (d Decimal, ok bool) {
	return quantize(r, places, true)
}

// CutRat cuts r off after the given places; ok as in RoundRat.
func CutRat(r *big.Rat, places int) (d Decimal, ok bool) {
	return quantize(r, places, false)
}

func quantize(r *big.Rat, places int, round bool) (Decimal, bool) {
	if places < 0 || places > MaxDigits {
		return Decimal{}, false
	}
	if n, d, ok := words(r); ok {
		hi, lo := bits.Mul64(n, uint64(pow10[places]))
		if hi >= d {
			return Decimal{}, false
		}
		quo, rem := bits.Div64(hi, lo, d)
		if round && rem >= d-rem {
			quo++
		}
		if quo >= uint64(pow10[MaxDigits]) {
			return Decimal{}, false
		}
		return Decimal{int64(r.Sign()) * int64(quo), int8(places)}, true
	}
	return quantizeLong(r, places, round)
}

// quantizeLong is quantize for numbers of any length.
func quantizeLong(r *big.Rat, places int, round bool) (Decimal, bool) {
	num := new(big.Int).Mul(r.Num(), BigPow10(places))
	neg := num.Sign() < 0
	num.Abs(num)
	if round { // floor((2n + d) / 2d)
		num.Lsh(num, 1).Add(num, r.Denom())
		num.Quo(num, new(big.Int).Lsh(r.Denom(), 1))
	} else {
		num.Quo(num, r.Denom())
	}
	if !num.IsInt64() || num.Int64() >= pow10[MaxDigits] {
		return Decimal{}, false
	}
	c := num.Int64()
	if neg {
		c = -c
	}
	return Decimal{c, int8(places)}, true
}
