package series

import (
	"strconv"
	"strings"
	"unicode"

	"doisoat/internal/lang"
)

// Span is a span of months of one year. A zero Year is a span that names none.
type Span struct{ Year, First, Last int }

// IsZero reports whether no span is named.
func (s Span) IsZero() bool { return s == Span{} }

// Month reports whether the span is one month.
func (s Span) Month() bool { return s.First == s.Last && s.First > 0 }

// Back is the span so many years before.
func (s Span) Back(years int) Span { return Span{s.Year - years, s.First, s.Last} }

// Months is how many months lie before the end of the span, from the year nought on, so
// that ends can be ordered and subtracted.
func (s Span) Months() int { return s.Year*12 + s.Last }

// Compare orders spans by their end, then by their start.
func (s Span) Compare(o Span) int {
	if c := s.Months() - o.Months(); c != 0 {
		return c
	}
	return s.First - o.First
}

// String writes the span as figures: "2008", "2008-05", "2008-01..05".
func (s Span) String() string {
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	switch {
	case s.IsZero():
		return ""
	case s.First == 1 && s.Last == 12:
		return strconv.Itoa(s.Year)
	case s.Month():
		return strconv.Itoa(s.Year) + "-" + two(s.Last)
	}
	return strconv.Itoa(s.Year) + "-" + two(s.First) + ".." + two(s.Last)
}

// Mention is a span that a text names, and the words that name it.
type Mention struct {
	Span
	From, To int  // words, half open
	Day      int  // a date names a day of Last; 0 when none is named
	Bare     bool // a year that stands alone, as a number might
	Dated    bool // its year is written with it
}

// Words splits a text into folded words for reading spans: a slash or a full stop between
// digits parts words and is kept as a word of its own.
func Words(text string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	digit := false
	for _, r := range lang.Fold(text) {
		switch {
		case unicode.IsDigit(r):
			if b.Len() > 0 && !digit {
				flush()
			}
			digit = true
			b.WriteRune(r)
		case unicode.IsLetter(r) || unicode.IsMark(r):
			if b.Len() > 0 && digit {
				flush()
			}
			digit = false
			b.WriteRune(r)
		case r == '/' || r == '-' || r == '.' && digit || r == '%':
			flush()
			digit = false
			out = append(out, string(r))
		default:
			flush()
			digit = false
		}
	}
	flush()
	return out
}

// reader reads the spans of a list of words.
type reader struct {
	w     []string
	table *lang.TableWords
	words *lang.HistoryWords
	pos   int
}

// Mentions finds the spans that words name. A span without a year takes that of the next
// one, or of the one before.
func Mentions(words []string, pack *lang.Pack) []Mention {
	r := reader{w: words, table: &pack.Table, words: pack.History()}
	var out []Mention
	for r.pos < len(words) {
		if m, ok := r.mention(); ok {
			out = append(out, m)
			r.pos = m.To
			continue
		}
		r.pos++
	}
	out = joined(out, words)
	for i := range out {
		out[i].Dated = out[i].Year != 0
	}
	for i := len(out) - 2; i >= 0; i-- {
		if out[i].Year == 0 {
			out[i].Year = out[i+1].Year
		}
	}
	for i := 1; i < len(out); i++ {
		if out[i].Year == 0 {
			out[i].Year = out[i-1].Year
		}
	}
	return out
}

// joined makes one span of two dates with a dash between: "01/01-22/5/2008".
func joined(in []Mention, words []string) []Mention {
	var out []Mention
	for _, m := range in {
		if n := len(out) - 1; n >= 0 && out[n].Day > 0 && m.Day > 0 && m.From-out[n].To <= 2 && m.From > out[n].To && words[out[n].To] == "-" {
			p := &out[n]
			p.To, p.Day = m.To, m.Day
			if m.Year != 0 && (p.Year == 0 || p.Year == m.Year) {
				p.Year = m.Year
			}
			if p.First <= m.Last {
				p.Last = m.Last
			}
			continue
		}
		out = append(out, m)
	}
	return out
}

func (r *reader) at(i int) string {
	if i < 0 || i >= len(r.w) {
		return ""
	}
	return r.w[i]
}

// number reads a word as a number up to a bound.
func (r *reader) number(i, most int) (int, bool) {
	w := r.at(i)
	if w == "" || len(w) > 4 {
		return 0, false
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n >= 1 && n <= most
}

func (r *reader) year(i int) int {
	if w := r.at(i); len(w) != 4 {
		return 0
	}
	if n, ok := r.number(i, 2100); ok && n >= 1900 {
		return n
	}
	return 0
}

func (r *reader) is(i int, words []string) bool {
	w := r.at(i)
	for _, x := range words {
		if w != "" && (w == x || w == x+"s") {
			return true
		}
	}
	return false
}

// phrase is the length of the longest of the phrases that stands at a word, 0 for none.
func phrase(w []string, at int, phrases []string) int {
	best := 0
	for _, p := range phrases {
		f := strings.Fields(p)
		if len(f) <= best || at+len(f) > len(w) {
			continue
		}
		same := true
		for i := range f {
			same = same && w[at+i] == f[i]
		}
		if same {
			best = len(f)
		}
	}
	return best
}

// mention reads the span that begins at the current word.
func (r *reader) mention() (Mention, bool) {
	for _, read := range []func(int) (Mention, bool){r.date, r.months, r.month, r.quarter, r.whole} {
		if m, ok := read(r.pos); ok {
			m.From = r.pos
			return m, true
		}
	}
	return Mention{}, false
}

// tail reads the year after a month or quarter: "năm 2008", "/2008", ".2008", "2008".
func (r *reader) tail(i int) (year, end int) {
	k := i + phrase(r.w, i, r.words.Opening)
	for r.is(k, r.table.YearWord) || k == i && (r.at(k) == "/" || r.at(k) == "." || r.at(k) == "-") {
		k++
	}
	if y := r.year(k); y != 0 {
		return y, k + 1
	}
	if n := phrase(r.w, i, r.words.Opening); n > 0 && r.is(i+n-1, r.table.YearWord) {
		return 0, i + n
	}
	return 0, i
}

// date reads "15/5/2008", "15 tháng 5 năm 2008", "01/01".
func (r *reader) date(i int) (Mention, bool) {
	d, ok := r.number(i, 31)
	if !ok || len(r.at(i)) > 2 {
		return Mention{}, false
	}
	if m, ok := r.number(i+2, 12); ok && (r.at(i+1) == "/" || r.at(i+1) == "." && r.at(i+3) == ".") && len(r.at(i+2)) <= 2 {
		y, end := 0, i+3
		if r.at(i+3) == r.at(i+1) && r.year(i+4) != 0 {
			y, end = r.year(i+4), i+5
		}
		if y == 0 && r.at(i+1) == "." {
			return Mention{}, false
		}
		return Mention{Span: Span{y, m, m}, To: end, Day: d}, true
	}
	if m, ok := r.number(i+2, 12); ok && r.is(i+1, r.table.MonthWord) {
		y, end := r.tail(i + 3)
		return Mention{Span: Span{y, m, m}, To: end, Day: d}, true
	}
	return Mention{}, false
}

// months reads "5 tháng đầu năm 2008", "first 6 months of 2008", and the second half.
func (r *reader) months(i int) (Mention, bool) {
	n, ok := r.number(i, 12)
	if !ok || !r.is(i+1, r.table.MonthWord) {
		return Mention{}, false
	}
	if k := phrase(r.w, i+2, r.words.Second); k > 0 {
		y := r.year(i + 2 + k)
		end := i + 2 + k
		if y != 0 {
			end++
		}
		return Mention{Span: Span{y, 13 - n, 12}, To: end}, true
	}
	y, end := r.tail(i + 2)
	return Mention{Span: Span{y, 1, n}, To: end}, true
}

// month reads "tháng 5 năm 2008", "5/2008", "May 2008", "T5/2008".
func (r *reader) month(i int) (Mention, bool) {
	if r.is(i, r.table.MonthWord) || r.at(i) == "t" {
		if m, ok := r.number(i+1, 12); ok {
			y, end := r.tail(i + 2)
			if r.at(i) == "t" && y == 0 {
				return Mention{}, false
			}
			return Mention{Span: Span{y, m, m}, To: end}, true
		}
		if m := r.table.Months[r.at(i+1)]; m > 0 && r.is(i, r.table.MonthWord) {
			y, end := r.tail(i + 2)
			return Mention{Span: Span{y, m, m}, To: end}, true
		}
	}
	if m := r.table.Months[r.at(i)]; m > 0 && len(r.at(i)) > 2 {
		if y, end := r.tail(i + 1); y != 0 {
			return Mention{Span: Span{y, m, m}, To: end}, true
		}
	}
	if m, ok := r.number(i, 12); ok && len(r.at(i)) <= 2 && (r.at(i+1) == "/" || r.at(i+1) == "." || r.at(i+1) == "-") && r.at(i-1) != "/" {
		if y := r.year(i + 2); y != 0 {
			return Mention{Span: Span{y, m, m}, To: i + 3}, true
		}
	}
	return Mention{}, false
}

var roman = [...]string{"i", "ii", "iii", "iv"}

// quarter reads "quý II năm 2008", "Q2 2008".
func (r *reader) quarter(i int) (Mention, bool) {
	if !r.is(i, r.table.QuarterWrd) && r.at(i) != "q" {
		return Mention{}, false
	}
	q, ok := r.number(i+1, 4)
	for k := range roman {
		if r.at(i+1) == roman[k] {
			q, ok = k+1, true
		}
	}
	if !ok {
		return Mention{}, false
	}
	y, end := r.tail(i + 2)
	if r.at(i) == "q" && y == 0 {
		return Mention{}, false
	}
	return Mention{Span: Span{y, 3*q - 2, 3 * q}, To: end}, true
}

// whole reads "năm 2008", or the year alone.
func (r *reader) whole(i int) (Mention, bool) {
	k := i
	if r.is(k, r.table.YearWord) {
		k++
	}
	if y := r.year(k); y != 0 && (k > i || r.at(i-1) != "/") {
		return Mention{Span: Span{y, 1, 12}, To: k + 1, Bare: k == i}, true
	}
	return Mention{}, false
}
