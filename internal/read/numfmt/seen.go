package numfmt

import (
	"strings"

	"doisoat/schema"
)

// Seen reads a number as the file shows it ("1,234.50", "(5%)", "12.345 ₫") beside
// the stored value: the marks are those of whatever country the file was written in,
// and only one reading of them agrees with the value. The text comes back with the
// comma and the dot of a Vietnamese spreadsheet. ok is false when no reading agrees.
func Seen(text string, d schema.Decimal) (n schema.Number, raw string, ok bool) {
	first := strings.IndexAny(text, "0123456789")
	if first < 0 {
		return n, "", false
	}
	if first > 0 && (text[first-1] == ',' || text[first-1] == '.') {
		first-- // ".5"
	}
	last := strings.LastIndexAny(text, "0123456789") + 1
	before, core, after := text[:first], text[first:last], text[last:]
	n.Value = d
	if strings.Contains(before, "%") || strings.Contains(after, "%") {
		n.Percent = true
		if n.Value, ok = Shift(d, 2); !ok {
			return n, "", false
		}
	}
	abs := n.Value
	if abs.Coef < 0 {
		abs = abs.Neg()
	}
	for _, mark := range []byte{0, '.', ','} {
		whole, frac, ok := split(core, mark)
		if !ok || len(strip(whole))+len(frac) > schema.MaxDigits {
			continue
		}
		var coef int64
		for _, c := range []byte(strip(whole) + frac) {
			coef = coef*10 + int64(c-'0')
		}
		shown, fits := schema.RoundRat(abs.Rat(), len(frac))
		if !fits || shown.Coef != coef {
			continue
		}
		n.Shown = int8(len(frac))
		raw = before + dotted(whole)
		if frac != "" {
			raw += "," + frac
		}
		return n, strings.TrimSpace(raw + after), true
	}
	return n, "", false
}

// split cuts a number at its decimal mark, 0 for none; ok is false when it does not
// have the form of a number with that mark.
func split(core string, mark byte) (whole, frac string, ok bool) {
	whole = core
	if mark != 0 {
		i := strings.LastIndexByte(core, mark)
		if i < 0 || strings.Count(core, string(mark)) > 1 {
			return "", "", false
		}
		whole, frac = core[:i], core[i+1:]
		if strings.Trim(frac, "0123456789") != "" {
			return "", "", false
		}
	}
	if strings.Trim(whole, "0123456789") == "" {
		return whole, frac, true
	}
	// Between the digits stands one kind of sign, before every three of them.
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r < '0' || r > '9' })
	if len(groups) < 2 || groups[0][0] == '0' {
		return "", "", false
	}
	n := len(groups[0])
	sign := whole[n : n+strings.Index(whole[n:], groups[1])]
	switch sign {
	case ".", ",", " ", "'", "’", "\u00a0", "\u202f", "\u2009":
	default:
		return "", "", false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return "", "", false
		}
	}
	return whole, frac, strings.Join(groups, sign) == whole && sign != string(mark)
}

// strip leaves the digits.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// dotted writes the groups of a whole number with dots between them.
func dotted(whole string) string {
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r < '0' || r > '9' })
	return strings.Join(groups, ".")
}
