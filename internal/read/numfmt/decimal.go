package numfmt

import (
	"math/big"
	"strings"

	"doisoat/schema"
)

// significant is the number of significant digits that Excel itself keeps of a
// number; what a file holds beyond them is noise of binary floating point.
const significant = 15

// maxPlaces bounds the decimal places of a stored number: more than Excel ever
// shows, and few enough for schema.Pow10.
const maxPlaces = 18

// Stored reads the text of a stored number ("68.59999999999999", "1.2E-5")
// exactly, rounds it to 15 significant digits and drops trailing noughts. ok is
// false when it is no number or too large for a Decimal.
func Stored(s string) (d schema.Decimal, ok bool) {
	s = strings.TrimSpace(s)
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	var coef int64
	digits, exp, seen, point := 0, 0, false, false
	roundUp := false
	i := 0
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' {
			if point {
				return d, false
			}
			point = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		seen = true
		switch {
		case digits < significant:
			coef = coef*10 + int64(c-'0')
			if coef != 0 {
				digits++
			}
			if point {
				exp--
			}
		default:
			if digits == significant {
				roundUp = c >= '5'
			}
			digits++
			if !point {
				exp++
			}
		}
	}
	if !seen {
		return d, false
	}
	if i < len(s) {
		if s[i] != 'e' && s[i] != 'E' {
			return d, false
		}
		e, ok := exponent(s[i+1:])
		if !ok {
			return d, false
		}
		exp += e
	}
	if roundUp {
		coef++
	}
	if neg {
		coef = -coef
	}
	return scaled(coef, exp)
}

// exponent reads a decimal exponent of at most three digits.
func exponent(s string) (int, bool) {
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	s = strings.TrimLeft(s, "0")
	if len(s) > 3 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}

// scaled is coef × 10^exp without trailing noughts.
func scaled(coef int64, exp int) (schema.Decimal, bool) {
	if coef == 0 {
		return schema.Decimal{}, true
	}
	for exp < 0 && coef%10 == 0 {
		coef /= 10
		exp++
	}
	for exp > 0 {
		if coef > 1e17 || coef < -1e17 {
			return schema.Decimal{}, false
		}
		coef *= 10
		exp--
	}
	if -exp > maxPlaces {
		r := new(big.Rat).SetFrac(big.NewInt(coef), schema.BigPow10(-exp))
		d, ok := schema.RoundRat(r, maxPlaces)
		return d.Trim(), ok
	}
	return schema.Decimal{Coef: coef, Places: int8(-exp)}, true
}

// Shift is d × 10^n; ok is false when that is too large for a Decimal.
func Shift(d schema.Decimal, n int) (schema.Decimal, bool) { return scaled(d.Coef, n-int(d.Places)) }

// round rounds d to the given places, halves away from zero, and keeps exactly
// that many places.
func round(d schema.Decimal, places int) (schema.Decimal, bool) {
	if n := places - int(d.Places); n >= 0 && n <= 18 {
		c := d.Coef
		for ; n > 0; n-- {
			if c > 1e17 || c < -1e17 {
				return d, false
			}
			c *= 10
		}
		return schema.Decimal{Coef: c, Places: int8(places)}, true
	}
	return schema.RoundRat(d.Rat(), places)
}
