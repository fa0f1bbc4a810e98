package numfmt

import (
	"fmt"
	"math/big"
	"strings"

	"doisoat/schema"
)

// maxSerial is 31 December 9999.
const maxSerial = 2958465

// showDate writes a date serial as a reader sees it, day before month. ok is false
// when the serial is no date.
func showDate(d schema.Decimal, parts dateParts, base1904 bool) (string, bool) {
	if d.Sign() < 0 {
		return "", false
	}
	whole, ok := schema.CutRat(d.Rat(), 0)
	if !ok || whole.Coef > maxSerial {
		return "", false
	}
	var out []string
	if parts.day || parts.month || parts.year {
		y, m, day := civil(whole.Coef, base1904)
		out = append(out, calendar(y, m, day, parts))
	}
	if parts.clock {
		rest := new(big.Rat).Sub(d.Rat(), whole.Rat())
		if !parts.day && !parts.month && !parts.year {
			rest = d.Rat()
		}
		if sec, ok := schema.RoundRat(rest.Mul(rest, big.NewRat(86400, 1)), 0); ok {
			t := sec.Coef
			out = append(out, fmt.Sprintf("%02d:%02d:%02d", t/3600, t/60%60, t%60))
		}
	}
	return strings.Join(out, " "), true
}

// civil gives the calendar date of a serial. The 1900 system counts a 29 February
// 1900 that never was; Hinnant's algorithm for days gives the rest.
func civil(serial int64, base1904 bool) (y, m, d int64) {
	switch {
	case base1904:
		serial += 1462
	case serial == 60:
		return 1900, 2, 29
	case serial < 60:
		serial++
	}
	z := serial - 25569 + 719468 // days since 1 March of year 0; serial 25569 is 1 January 1970
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = doy - (153*mp+2)/5 + 1
	m = mp + 3
	if m > 12 {
		m -= 12
	}
	y = yoe + era*400
	if m <= 2 {
		y++
	}
	return y, m, d
}

// ShowISO writes a date of ISO 8601 ("2023-06-30", "2023-06-30T08:00:00") with the
// parts that the format shows, all that the value has where it shows no date. ok is
// false when the value has another form.
func (st *Style) ShowISO(v string) (string, bool) {
	day, rest, timed := strings.Cut(v, "T")
	part := strings.Split(day, "-")
	if len(part) != 3 {
		return "", false
	}
	var n [3]int64
	for i, p := range part {
		if len(p) < 2 || len(p) > 4 || strings.Trim(p, "0123456789") != "" {
			return "", false
		}
		for _, c := range []byte(p) {
			n[i] = n[i]*10 + int64(c-'0')
		}
	}
	parts := st.date
	if st.kind != date || parts == (dateParts{}) {
		parts = dateParts{day: true, month: true, year: true, clock: timed}
	}
	var out []string
	if parts.day || parts.month || parts.year {
		out = append(out, calendar(n[0], n[1], n[2], parts))
	}
	if parts.clock {
		rest, _, _ = strings.Cut(rest, ".")
		if rest = strings.TrimSuffix(rest, "Z"); rest == "" {
			rest = "00:00:00"
		}
		out = append(out, rest)
	}
	return strings.Join(out, " "), true
}

// calendar writes the parts of a date that are shown.
func calendar(y, m, d int64, parts dateParts) string {
	switch {
	case parts.day && parts.year:
		return fmt.Sprintf("%02d/%02d/%04d", d, m, y)
	case parts.day && parts.month:
		return fmt.Sprintf("%02d/%02d", d, m)
	case parts.month && parts.year:
		return fmt.Sprintf("%02d/%04d", m, y)
	case parts.year:
		return fmt.Sprintf("%04d", y)
	case parts.month:
		return fmt.Sprintf("%02d", m)
	}
	return fmt.Sprintf("%02d", d)
}
