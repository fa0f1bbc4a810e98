package recognize

import (
	"strconv"
	"strings"
	"unicode"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// parsePeriod finds the first period that a text names: a year, with or without a
// quarter, a month, or the first n months of it.
func parsePeriod(s string, pack *lang.Pack) schema.Period {
	f := strings.FieldsFunc(lang.Fold(s), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:()\"'“”.", r)
	})
	is := func(i int, words []string) bool {
		if i < 0 || i >= len(f) {
			return false
		}
		for _, w := range words {
			if f[i] == w || f[i] == w+"s" {
				return true
			}
		}
		return false
	}
	var p schema.Period
	for i, w := range f {
		if p.Year == 0 {
			p.Year = yearOf(w)
		}
		if n, err := strconv.Atoi(w); err == nil && n >= 1 && n <= 12 {
			switch {
			case is(i+1, pack.Table.MonthWord) && p.Month == 0:
				p.From, p.Month = 1, n
			case is(i-1, pack.Table.MonthWord) && p.Month == 0:
				p.Month = n
			case is(i-1, pack.Table.QuarterWrd) && n <= 4 && p.Quarter == 0:
				p.Quarter = n
			}
		}
		if m := pack.Table.Months[w]; m > 0 && p.Month == 0 {
			p.Month = m
		}
		if is(i-1, pack.Table.QuarterWrd) && p.Quarter == 0 {
			switch w {
			case "i":
				p.Quarter = 1
			case "ii":
				p.Quarter = 2
			case "iii":
				p.Quarter = 3
			case "iv":
				p.Quarter = 4
			}
		}
		if m, y, ok := strings.Cut(w, "/"); ok && p.Year == 0 { // 07/2016
			if _, y2, more := strings.Cut(y, "/"); more {
				m, y = y[:strings.IndexByte(y, '/')], y2
			}
			if n, err := strconv.Atoi(m); err == nil && n >= 1 && n <= 12 && yearOf(y) != 0 {
				p.Year = yearOf(y)
				if p.Month == 0 {
					p.Month = n
				}
			}
		}
	}
	if !p.IsZero() {
		p.Text = strings.TrimSpace(s)
	}
	return p
}

// merged fills the fields that p leaves open from q.
func merged(p, q schema.Period) schema.Period {
	if p.Year == 0 {
		p.Year = q.Year
	}
	if p.Quarter == 0 && p.Month == 0 {
		p.Quarter, p.Month, p.From, p.Day = q.Quarter, q.Month, q.From, q.Day
	}
	if p.Text == "" {
		p.Text = q.Text
	}
	return p
}
