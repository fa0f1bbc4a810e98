package number

import (
	"math/big"
	"strings"
	"unicode/utf8"

	"doisoat/schema"
)

// Style is how a text writes a number.
type Style struct {
	Decimal byte   // decimal mark
	Group   string // between groups of three digits, "" for none
	Percent string // "%", " %" (with the blank of the text), "" for none
	Minus   string // "-", "−" or "–"; "" counts as "-"
	Plus    bool   // a positive number has a plus sign
	Paren   bool   // a negative number stands in parentheses
	Pad     int    // least number of digits before the decimal mark: "05" has 2
}

// StyleOf tells how a text writes its number under the marks m, or under the other
// marks when it reads only so. What the text does not show (the group sign of a
// number below 1000) follows the marks; a text that is no number gives the plain
// style of the marks.
func StyleOf(text string, m Marks) Style {
	f, framed := unframe(trim(text))
	_, ok := magnitude(f.body, m)
	if !ok {
		if _, other := magnitude(f.body, m.Other()); other {
			m, ok = m.Other(), true
		}
	}
	st := Style{Decimal: m.Decimal}
	if m.Group != 0 {
		st.Group = string(rune(m.Group))
	}
	if !framed || !ok {
		return st
	}
	st.Percent, st.Minus, st.Plus, st.Paren = f.percent, f.minus, f.plus, f.paren
	whole, _, _ := strings.Cut(f.body, string(rune(m.Decimal)))
	group, digits := "", 0
	for i, r := range whole {
		if r >= '0' && r <= '9' {
			digits++
		} else if group == "" {
			group = whole[i : i+utf8.RuneLen(r)]
		}
	}
	if group != "" || digits > 3 {
		st.Group = group
	}
	if digits > 1 && whole[0] == '0' {
		st.Pad = digits
	}
	return st
}

// Format writes r with the given places (not below nought), halves rounded away
// from zero, in the style.
func Format(r *big.Rat, places int, st Style) string {
	num := new(big.Int).Mul(r.Num(), schema.BigPow10(places))
	neg := num.Sign() < 0
	num.Abs(num).Lsh(num, 1).Add(num, r.Denom()) // floor((2n + d) / 2d)
	num.Quo(num, new(big.Int).Lsh(r.Denom(), 1))
	return write(num.String(), neg && num.Sign() != 0, places, st)
}

// FormatDecimal writes d with all its places in the style.
func FormatDecimal(d schema.Decimal, st Style) string {
	return write(strings.TrimPrefix(schema.Int(d.Coef).String(), "-"), d.Coef < 0, int(d.Places), st)
}

// write lays out the digits of an absolute value, the last places of them decimals.
func write(digits string, neg bool, places int, st Style) string {
	if short := places + max(st.Pad, 1) - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	whole, frac := digits[:len(digits)-places], digits[len(digits)-places:]
	var b strings.Builder
	switch {
	case neg && st.Paren:
		b.WriteByte('(')
	case neg && st.Minus != "":
		b.WriteString(st.Minus)
	case neg:
		b.WriteByte('-')
	case st.Plus:
		b.WriteByte('+')
	}
	if whole[0] == '0' { // padded: groups would not read back
		b.WriteString(whole)
	} else {
		head := (len(whole)-1)%3 + 1
		b.WriteString(whole[:head])
		for i := head; i < len(whole); i += 3 {
			b.WriteString(st.Group)
			b.WriteString(whole[i : i+3])
		}
	}
	if places > 0 {
		b.WriteByte(st.Decimal)
		b.WriteString(frac)
	}
	b.WriteString(st.Percent)
	if neg && st.Paren {
		b.WriteByte(')')
	}
	return b.String()
}

// exactPlaces is how many decimals Exact writes of a finite decimal before it
// cuts, and cutDigits how many significant decimals are left of any other.
const (
	exactPlaces = 12
	cutDigits   = 6
)

// Exact writes a value for evidence, with a decimal point and no groups: all of a
// decimal that ends within twelve places ("12.5"), else its first six significant
// decimals, cut off and followed by "…" ("75.316455…", "0.000123456…").
func Exact(r *big.Rat) string {
	if places, ok := finite(r.Denom()); ok {
		return Format(r, places, Style{Decimal: '.'})
	}
	places := cutDigits
	if abs := new(big.Rat).Abs(r); abs.Num().Cmp(abs.Denom()) < 0 {
		// Leading noughts after the point do not count as significant.
		ten := big.NewInt(10)
		for n := new(big.Int).Mul(abs.Num(), ten); n.Cmp(abs.Denom()) < 0 && places < 100; n.Mul(n, ten) {
			places++
		}
	}
	num := new(big.Int).Mul(r.Num(), schema.BigPow10(places))
	num.Quo(num.Abs(num), r.Denom())
	return write(num.String(), r.Sign() < 0, places, Style{Decimal: '.'}) + "…"
}

// finite gives the decimals that a fraction with this denominator has, when they
// are at most exactPlaces.
func finite(denom *big.Int) (places int, ok bool) {
	for places = 0; places <= exactPlaces; places++ {
		if new(big.Int).Rem(schema.BigPow10(places), denom).Sign() == 0 {
			return places, true
		}
	}
	return 0, false
}
