package input

import (
	"strconv"
	"strings"

	"doisoat/schema"
)

// Numeral writes the number of a list item in a format of ECMA-376 part 1, 17.18.59
// ST_NumberFormat; formats that it does not know are written in decimal.
func Numeral(n int, format string) string {
	switch format {
	case "lowerLetter", "upperLetter":
		if n < 1 {
			break
		}
		c := byte('a')
		if format == "upperLetter" {
			c = 'A'
		}
		return strings.Repeat(string(c+byte((n-1)%26)), min((n-1)/26+1, 8))
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "bullet", "none":
		return ""
	}
	return schema.Int(int64(n)).String()
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.v {
			b.WriteString(r.s)
			n -= r.v
		}
	}
	return b.String()
}
