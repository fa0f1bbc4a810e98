// Package numfmt reads the numbers that spreadsheet files store and shows them
// through their number formats, exactly: a stored number becomes the decimal that
// was typed, and its format says what a reader sees of it.
package numfmt

import (
	"strings"

	"doisoat/schema"
)

// Style says how a number format shows a number (ECMA-376 part 1, 18.8.30 numFmt).
type Style struct {
	kind     kind
	sections []section
	date     dateParts
}

type kind uint8

const (
	general kind = iota
	numeric
	date
)

// section is one of the parts of a number format, split by semicolons.
type section struct {
	general  bool
	digits   bool // has a place for digits
	places   int
	grouping bool
	percent  bool
	// scaling: a comma after the last digit shows the number in thousands; such a
	// number is shown in full here, for its figures are compared by value.
	scaling        bool
	other          bool // scientific or fraction: shown as General
	prefix, suffix string
	zeros          int // least number of digits before the mark
	op             string
	bound          schema.Decimal
}

// dateParts are the parts that a date format shows.
type dateParts struct{ day, month, year, clock bool }

// Builtin are the number formats that a file names by number alone (18.8.30).
var Builtin = map[int]string{
	0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `#,##0;\-#,##0`, 6: `#,##0;\-#,##0`, 7: `#,##0.00;\-#,##0.00`, 8: `#,##0.00;\-#,##0.00`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
	20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
	37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 42: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`,
	43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 44: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	// The languages of East Asia give these their own forms; elsewhere they are the
	// plain date and time.
	27: "dd/mm/yyyy", 28: "dd/mm/yyyy", 29: "dd/mm/yyyy", 30: "dd/mm/yyyy", 31: "dd/mm/yyyy", 32: "h:mm:ss",
	33: "h:mm:ss", 34: "h:mm:ss", 35: "h:mm:ss", 36: "dd/mm/yyyy", 50: "dd/mm/yyyy", 51: "dd/mm/yyyy",
	52: "dd/mm/yyyy", 53: "dd/mm/yyyy", 54: "dd/mm/yyyy", 55: "dd/mm/yyyy", 56: "dd/mm/yyyy", 57: "dd/mm/yyyy", 58: "dd/mm/yyyy",
}

// Parse reads a number format code.
func Parse(code string) Style {
	var st Style
	for _, part := range splitSections(code) {
		sec, parts, isDate := parseSection(part)
		if isDate && len(st.sections) == 0 {
			return Style{kind: date, date: parts}
		}
		st.sections = append(st.sections, sec)
		if len(st.sections) == 4 {
			break
		}
	}
	if len(st.sections) == 1 && st.sections[0].general && st.sections[0].prefix == "" && st.sections[0].suffix == "" {
		return Style{}
	}
	st.kind = numeric
	return st
}

// splitSections cuts a format at the semicolons outside quotes and escapes.
func splitSections(code string) []string {
	var out []string
	start := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			if j := strings.IndexByte(code[i+1:], '"'); j >= 0 {
				i += j + 1
			}
		case '\\', '_', '*':
			i++
		case '[':
			if j := strings.IndexByte(code[i:], ']'); j > 0 {
				i += j
			}
		case ';':
			out = append(out, code[start:i])
			start = i + 1
		}
	}
	return append(out, code[start:])
}

func parseSection(code string) (sec section, parts dateParts, isDate bool) {
	point, pendingComma, elapsed := false, false, false
	literal := func(s string) {
		if sec.digits || sec.general {
			sec.suffix += s
		} else {
			sec.prefix += s
		}
	}
	for i := 0; i < len(code); {
		c := code[i]
		width := 1
		switch {
		case c == '"':
			j := strings.IndexByte(code[i+1:], '"')
			if j < 0 {
				j = len(code) - i - 1
			}
			literal(code[i+1 : i+1+j])
			width = min(j+2, len(code)-i)
		case c == '\\':
			width = 1 + runeWidth(code[i+1:])
			literal(code[i+1 : i+width])
		case c == '_': // room as wide as the next character
			width = 1 + runeWidth(code[i+1:])
		case c == '*': // the next character fills the cell
			width = 1 + runeWidth(code[i+1:])
		case c == '[':
			j := strings.IndexByte(code[i:], ']')
			if j < 0 {
				width = len(code) - i
				break
			}
			in := code[i+1 : i+j]
			width = j + 1
			switch {
			case strings.HasPrefix(in, "$"):
				if k := strings.IndexByte(in, '-'); k >= 0 {
					in = in[:k]
				}
				literal(in[1:])
			case in != "" && strings.IndexByte("<>=", in[0]) >= 0:
				n := 1
				if len(in) > 1 && strings.IndexByte("=>", in[1]) >= 0 {
					n = 2
				}
				if v, ok := Stored(in[n:]); ok {
					sec.op, sec.bound = in[:n], v
				}
			case in != "" && strings.Trim(strings.ToLower(in), "hms") == "":
				elapsed = true
			}
		case c == '0' || c == '#' || c == '?':
			if pendingComma && !point {
				sec.grouping, pendingComma = true, false
			}
			sec.digits = true
			switch {
			case point:
				sec.places++
			case c == '0':
				sec.zeros++
			}
		case c == '.':
			if sec.digits || strings.ContainsAny(code[i:], "0#?") {
				point = true
				sec.digits = true
			}
		case c == ',':
			if sec.digits {
				pendingComma = true
			}
		case c == '%':
			sec.percent = true
			literal("%")
		case c == 'E' && i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-'):
			sec.other = true
			width = len(code) - i
		case c == '/' && sec.digits:
			sec.other = true
		case c == '@':
			sec.general = true
		case hasFold(code[i:], "general"):
			sec.general = true
			width = len("general")
		case hasFold(code[i:], "am/pm"):
			parts.clock = true
			width = len("am/pm")
		case hasFold(code[i:], "a/p"):
			parts.clock = true
			width = len("a/p")
		case c == 'd' || c == 'D':
			parts.day = true
		case c == 'y' || c == 'Y' || c == 'e' || c == 'g' || c == 'G' || c == 'b' || c == 'B':
			parts.year = true
		case c == 'h' || c == 'H' || c == 's' || c == 'S':
			parts.clock = true
		case c == 'm' || c == 'M':
			if minutes(code, i) {
				parts.clock = true
			} else {
				parts.month = true
			}
			for i+width < len(code) && (code[i+width] == 'm' || code[i+width] == 'M') {
				width++
			}
		default:
			width = runeWidth(code[i:])
			literal(code[i : i+width])
		}
		i += max(width, 1)
	}
	sec.scaling = pendingComma
	if elapsed {
		parts.clock = true
	}
	return sec, parts, parts != dateParts{}
}

// minutes reports whether the m at i stands after hours or before seconds.
func minutes(code string, i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch code[j] {
		case 'h', 'H':
			return true
		case 'd', 'D', 'y', 'Y':
			j = 0
		}
	}
	for j := i; j < len(code); j++ {
		switch code[j] {
		case 'm', 'M', ':', ']':
			continue
		case 's', 'S':
			return true
		}
		break
	}
	return false
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func runeWidth(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// pick chooses the section that shows d; abs tells that it shows the sign itself.
func (st *Style) pick(d schema.Decimal) (sec *section, abs bool) {
	n := len(st.sections)
	if n > 3 { // the fourth is for text
		n = 3
	}
	if st.sections[0].op != "" {
		for i := range n {
			s := &st.sections[i]
			if s.op == "" || holds(d, s.op, s.bound) {
				return s, s.op != "" && n > 1 && d.Sign() < 0 && i > 0
			}
		}
		return nil, false
	}
	switch {
	case n == 1 || d.Sign() > 0:
		return &st.sections[0], false
	case d.Sign() < 0:
		return &st.sections[1], true
	case n == 3:
		return &st.sections[2], false
	}
	return &st.sections[0], false
}

func holds(d schema.Decimal, op string, bound schema.Decimal) bool {
	c := d.Cmp(bound)
	switch op {
	case "<":
		return c < 0
	case ">":
		return c > 0
	case "<=":
		return c <= 0
	case ">=":
		return c >= 0
	case "=":
		return c == 0
	case "<>":
		return c != 0
	}
	return false
}
