// Package number turns written numbers into exact ones and back: it reads a cell
// or a run of digits under a decimal mark, decides the mark of a set of texts,
// finds every number of a piece of prose, and writes a value in the form that a
// text uses. It knows no words: number words and units are read elsewhere.
package number

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/schema"
)

// Marks are the signs inside a written number. Group is 0 where no sign groups
// thousands; blanks and apostrophes always may.
type Marks struct{ Decimal, Group byte }

// The marks of Vietnamese ("1.071,5") and of English ("1,071.5").
var (
	ViMarks = Marks{Decimal: ',', Group: '.'}
	EnMarks = Marks{Decimal: '.', Group: ','}
)

// MarksFor gives the marks that go with a decimal mark, ',' or '.'.
func MarksFor(decimal byte) Marks {
	if decimal == '.' {
		return EnMarks
	}
	return ViMarks
}

// Other gives the marks of the opposite habit.
func (m Marks) Other() Marks {
	if m.Decimal == '.' {
		return ViMarks
	}
	return EnMarks
}

// blank reports whether r is a space that may stand inside or around a number.
func blank(r rune) bool {
	switch r {
	case ' ', '\u00a0', '\u2009', '\u202f', '\u2007':
		return true
	}
	return false
}

// trim takes white space off both ends, whatever its kind.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || blank(r) || r == '\ufeff' || r == '\u200b' })
}

// frame is what stands around the digits of a number.
type frame struct {
	minus   string // the minus sign, "" when there is none
	plus    bool
	paren   bool   // negative by accounting parentheses
	percent string // the percent sign with the blank in front of it
	body    string // digits and marks
}

// unframe takes sign, parentheses and percent sign off a trimmed text. It accepts
// at most one of each; what is left in body need not be a number.
func unframe(s string) (f frame, ok bool) {
	s, f.percent = cutPercent(s)
	if len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' {
		f.paren = true
		s = trim(s[1 : len(s)-1])
		if f.percent == "" {
			s, f.percent = cutPercent(s)
		}
		f.body = s
		return f, true
	}
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '+':
		f.plus = true
		s = trim(s[n:])
	case '-', '−', '–':
		f.minus = s[:n]
		s = trim(s[n:])
	}
	f.body = s
	return f, s != ""
}

// cutPercent takes a percent sign off the end of s, with the blank in front of it.
func cutPercent(s string) (rest, sign string) {
	if !strings.HasSuffix(s, "%") {
		return s, ""
	}
	rest = strings.TrimRightFunc(s[:len(s)-1], blank)
	return rest, s[len(rest):]
}

// Parse reads a whole text as one number under the given marks. It takes a sign
// (+ - − –), accounting parentheses ("(1.234)" is negative), thousands in groups of
// three parted by the group mark, by blanks or by apostrophes (one kind in a
// number), decimals, leading noughts and a percent sign. The value keeps the
// written places: "71,00" has two. It refuses exponents, groups of another length,
// a grouped number that begins with nought, a mark at the end, and more than
// schema.MaxDigits digits (a lone nought before the mark aside).
//
// A number in parentheses may also be a column number, "(9)": the caller knows
// which it looks at.
func Parse(s string, m Marks) (schema.Number, bool) {
	f, ok := unframe(trim(s))
	if !ok {
		return schema.Number{}, false
	}
	d, ok := magnitude(f.body, m)
	if !ok {
		return schema.Number{}, false
	}
	if f.minus != "" || f.paren {
		d = d.Neg()
	}
	return schema.Number{Value: d, Shown: d.Places, Percent: f.percent != ""}, true
}

// magnitude reads digits and inner marks, and nothing else.
func magnitude(s string, m Marks) (schema.Decimal, bool) {
	var none schema.Decimal
	var coef int64
	total := 0 // digits read
	run := 0   // digits since the last mark
	sep := rune(0)
	decimals := false
	for i := 0; i < len(s); {
		c := s[i]
		if d := c - '0'; d <= 9 {
			// A lone nought before the mark is no digit of the number: "0,285" has three.
			if i > 0 || d > 0 || len(s) == 1 || s[1] != m.Decimal {
				total++
			}
			if total > schema.MaxDigits {
				return none, false
			}
			coef = coef*10 + int64(d)
			run++
			i++
			continue
		}
		if decimals {
			return none, false
		}
		if c == m.Decimal {
			if sep != 0 && run != 3 {
				return none, false
			}
			decimals, run = true, 0
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		kind := groupKind(r, m)
		switch {
		case kind == 0:
			return none, false
		case sep == 0 && (run < 1 || run > 3 || s[0] == '0'):
			return none, false
		case sep != 0 && (run != 3 || kind != sep):
			return none, false
		}
		sep, run = kind, 0
		i += n
	}
	switch {
	case run == 0:
		return none, false
	case decimals:
		return schema.Decimal{Coef: coef, Places: int8(run)}, true
	case sep != 0 && run != 3:
		return none, false
	}
	return schema.Decimal{Coef: coef}, true
}

// groupKind gives the kind of a group sign, 0 when r is none: all blanks are one
// kind, and so are both apostrophes.
func groupKind(r rune, m Marks) rune {
	switch {
	case blank(r):
		return ' '
	case r == '\'' || r == '’':
		return '\''
	case m.Group != 0 && r == rune(m.Group):
		return r
	}
	return 0
}
