package overview

import (
	"html"
	"math/big"
	"strconv"
	"strings"
)

// The chart in units of its view box: the frame and the room left for the words.
const (
	wide, high              = 900, 320
	left, right, top, below = 90, 20, 15, 35
)

// plot draws a series as a line over time, exactly as the script draws the others.
func plot(l *line) string {
	values := make([]*big.Rat, len(l.Values))
	for i, v := range l.Values {
		values[i], _ = new(big.Rat).SetString(v)
	}
	least, greatest := values[0], values[0]
	for _, v := range values {
		if v.Cmp(least) < 0 {
			least = v
		}
		if v.Cmp(greatest) > 0 {
			greatest = v
		}
	}
	span := new(big.Rat).Sub(greatest, least)
	if span.Sign() == 0 {
		span.SetInt64(1)
	}
	first, last := l.Months[0], l.Months[len(l.Months)-1]
	x := func(m int) int { return left + (m-first)*(wide-left-right)/max(last-first, 1) }
	y := func(v *big.Rat) int {
		up := new(big.Rat).Sub(v, least)
		up.Quo(up.Mul(up, big.NewRat(high-top-below, 1)), span)
		return high - below - int(new(big.Int).Quo(up.Num(), up.Denom()).Int64())
	}
	var s strings.Builder
	n := strconv.Itoa
	s.WriteString(`<svg viewBox="0 0 ` + n(wide) + " " + n(high) + `" role="img" aria-labelledby="caption"><path class="axis" d="M` + n(left) + " " + n(top) + "V" + n(high-below) + "H" + n(wide-right) + `"/>`)
	s.WriteString(word(left-6, y(greatest)+4, "end", trimmed(greatest)) + word(left-6, y(least)+4, "end", trimmed(least)))
	s.WriteString(word(x(first), high-below+18, "start", month(first)) + word(x(last), high-below+18, "end", month(last)))
	s.WriteString(`<polyline class="line" points="`)
	for i := range values {
		s.WriteString(n(x(l.Months[i])) + "," + n(y(values[i])) + " ")
	}
	s.WriteString(`"/>`)
	for i := range values {
		s.WriteString(`<circle cx="` + n(x(l.Months[i])) + `" cy="` + n(y(values[i])) + `" r="3"><title>` + month(l.Months[i]) + ": " + html.EscapeString(l.Values[i]) + "</title></circle>")
	}
	s.WriteString("</svg>")
	return s.String()
}

func word(x, y int, anchor, text string) string {
	return `<text x="` + strconv.Itoa(x) + `" y="` + strconv.Itoa(y) + `" text-anchor="` + anchor + `">` + html.EscapeString(text) + "</text>"
}

// month writes a count of months from the year nought on as year and month.
func month(m int) string {
	y, k := (m-1)/12, (m-1)%12+1
	if k < 10 {
		return strconv.Itoa(y) + "-0" + strconv.Itoa(k)
	}
	return strconv.Itoa(y) + "-" + strconv.Itoa(k)
}

func trimmed(v *big.Rat) string {
	const places = 3
	s := v.FloatString(places)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
