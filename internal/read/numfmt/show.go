package numfmt

import (
	"strings"

	"doisoat/schema"
)

// show gives the number of a cell and the text that a reader sees in it, with the
// comma and the dot of a Vietnamese spreadsheet. The value is taken × 100 where the
// format shows a percentage.
func (st *Style) show(d schema.Decimal) (schema.Number, string) {
	if st.kind == general {
		return showGeneral(d)
	}
	sec, abs := st.pick(d)
	if sec == nil || sec.other || sec.scaling && !sec.percent {
		return showGeneral(d)
	}
	v := d
	if sec.percent {
		var ok bool
		if v, ok = Shift(d, 2); !ok {
			return showGeneral(d)
		}
	}
	n := schema.Number{Value: v, Percent: sec.percent}
	if sec.general {
		n.Shown = generalPlaces(v)
		return n, strings.TrimSpace(sec.prefix + written(v, int(n.Shown), false, 0, abs) + sec.suffix)
	}
	if !sec.digits { // words in the place of the number, such as "-" for nought
		n.Shown = v.Places
		raw := strings.TrimSpace(sec.prefix)
		if raw == "" {
			raw = written(v, int(v.Places), false, 1, false)
		}
		return n, raw
	}
	n.Shown = int8(min(sec.places, maxPlaces))
	text := written(v, int(n.Shown), sec.grouping, sec.zeros, abs)
	if text == "" {
		text = "0"
	}
	return n, strings.TrimSpace(sec.prefix + text + sec.suffix)
}

func showGeneral(d schema.Decimal) (schema.Number, string) {
	n := schema.Number{Value: d, Shown: generalPlaces(d)}
	return n, written(d, int(n.Shown), false, 1, false)
}

// generalPlaces gives the decimal places that the General format shows: all of
// them, as far as eleven characters reach. A number below a ten-thousandth keeps
// its own places, for Excel shows it with an exponent.
func generalPlaces(d schema.Decimal) int8 {
	whole, c := 0, d.Coef
	if c < 0 {
		c = -c
	}
	digits := 0
	for x := c; x > 0; x /= 10 {
		digits++
	}
	whole = max(digits-int(d.Places), 1)
	room := 10 - whole
	if int(d.Places) <= room || int(d.Places)-digits >= 4 {
		return d.Places
	}
	r, ok := round(d, max(room, 0))
	if !ok {
		return d.Places
	}
	return r.Trim().Places
}

// written writes d rounded to places with a decimal comma; zeros is the least
// number of digits before it.
func written(d schema.Decimal, places int, grouping bool, zeros int, abs bool) string {
	r, ok := round(d, places)
	if !ok {
		r = d
	}
	neg := r.Coef < 0
	if neg {
		r = r.Neg()
	}
	s := r.String()
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "0" && zeros == 0 && frac != "" {
		whole = ""
	}
	for len(whole) < zeros {
		whole = "0" + whole
	}
	if grouping {
		whole = grouped(whole)
	}
	if frac != "" {
		whole += "," + frac
	}
	if neg && !abs {
		whole = "-" + whole
	}
	return whole
}

// grouped puts a dot between thousands.
func grouped(digits string) string {
	n := len(digits)
	if n <= 3 {
		return digits
	}
	var b strings.Builder
	b.Grow(n + n/3)
	for i := range n {
		if i > 0 && (n-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
