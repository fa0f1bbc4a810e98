package testdocs

import (
	"math/big"
	"strings"
)

// shown is what a reader of the cell sees: a text as it stands, a number by its
// format, with the marks of the grid's language.
func (g *Grid) shown(c GridCell) string {
	if !c.Number {
		return c.Text
	}
	point, group := ",", "."
	if g.Lang == "en" {
		point, group = ".", ","
	}
	if c.Format == "" {
		return strings.Replace(c.Text, ".", point, 1)
	}
	percent := strings.HasSuffix(c.Format, "%")
	pattern := strings.TrimSuffix(c.Format, "%")
	whole, part, _ := strings.Cut(pattern, ".")
	value, _ := new(big.Rat).SetString(c.Text) // decimal checked it when the cell was parsed
	if percent {
		value.Mul(value, big.NewRat(100, 1))
	}
	text := value.FloatString(len(part)) // exact, halves away from zero
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	digits, places, _ := strings.Cut(text, ".")
	if strings.Contains(whole, ",") {
		digits = grouped(digits, group)
	}
	if places != "" {
		places = point + places
	}
	if percent {
		places += "%"
	}
	return sign + digits + places
}

// grouped sets a mark between the thousands of a run of digits.
func grouped(digits, mark string) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(mark)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
