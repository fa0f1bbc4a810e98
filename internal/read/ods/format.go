package ods

import (
	"strconv"
	"strings"

	"doisoat/internal/read/xmlscan"
)

// maxDigitsOfFormat bounds the places that a data style asks for.
const maxDigitsOfFormat = 20

// dataStyle reads a data style (OpenDocument 1.3 part 3, 16.29) as the format code
// that says the same.
func (st *styles) dataStyle(s *xmlscan.Scanner) error {
	name, kind := attr(s, "style:name"), s.Local()
	var code strings.Builder
	type condition struct{ test, code string }
	var conditions []condition
	into := (*strings.Builder)(nil) // text being read
	var words strings.Builder
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End {
			if s.Depth() < depth {
				break
			}
			if into != nil && (s.Local() == "text" || s.Local() == "currency-symbol") {
				code.WriteString(quoted(words.String(), kind == "percentage-style"))
				into = nil
			}
		}
		if k == xmlscan.Text && into != nil {
			into.WriteString(s.Text())
		}
		if k != xmlscan.Start {
			continue
		}
		long := attr(s, "number:style") == "long"
		either := func(short, full string) string {
			if long {
				return full
			}
			return short
		}
		switch s.Local() {
		case "text", "currency-symbol":
			words.Reset()
			into = &words
			continue
		case "number":
			code.WriteString(digits(s))
		case "scientific-number":
			code.WriteString("0.00E+00")
		case "fraction":
			code.WriteString("# ?/?")
		case "text-content":
			code.WriteString("@")
		case "boolean":
			code.WriteString("General")
		case "day", "day-of-week":
			code.WriteString(either("d", "dd"))
		case "month":
			code.WriteString(either("m", "mm"))
		case "year", "era":
			code.WriteString(either("yy", "yyyy"))
		case "quarter", "week-of-year":
			code.WriteString("m")
		case "hours":
			code.WriteString(either("h", "hh"))
		case "minutes":
			code.WriteString(either(":m:s", ":mm:ss"))
		case "seconds":
			code.WriteString(either("s", "ss"))
		case "am-pm":
			code.WriteString("AM/PM")
		case "map":
			conditions = append(conditions, condition{attr(s, "style:condition"), st.formats[attr(s, "style:apply-style-name")]})
		}
		if err := s.Skip(); err != nil {
			return err
		}
	}
	own := code.String()
	for i := len(conditions) - 1; i >= 0; i-- {
		test, ok := strings.CutPrefix(strings.ReplaceAll(conditions[i].test, " ", ""), "value()")
		if !ok {
			continue
		}
		test = strings.Replace(test, "!=", "<>", 1)
		if len(conditions) == 1 && test == ">=0" {
			own = conditions[i].code + ";" + own
		} else {
			own = "[" + test + "]" + conditions[i].code + ";" + own
		}
	}
	st.formats[name] = own
	return nil
}

// digits writes a number element: "#,##0.00".
func digits(s *xmlscan.Scanner) string {
	count := func(name string) int {
		n, err := strconv.Atoi(attr(s, name))
		if err != nil {
			return -1
		}
		return min(n, maxDigitsOfFormat)
	}
	places := count("number:decimal-places")
	if places < 0 {
		return "General"
	}
	code := ""
	if attr(s, "number:grouping") == "true" {
		code = "#,##"
	}
	if n := count("number:min-integer-digits"); n > 0 {
		code += strings.Repeat("0", n)
	} else {
		code += "#"
	}
	if places > 0 {
		least := count("number:min-decimal-places")
		if least < 0 || least > places {
			least = places
		}
		code += "." + strings.Repeat("0", least) + strings.Repeat("#", places-least)
	}
	if factor := attr(s, "number:display-factor"); strings.HasPrefix(factor, "1000") {
		code += strings.Repeat(",", (len(strings.TrimRight(factor, "."))-1)/3)
	}
	return code
}

// quoted writes words of a format; a percent sign counts only in a percentage.
func quoted(s string, percent bool) string {
	if s == "" {
		return ""
	}
	before, after, found := strings.Cut(s, "%")
	if percent && found {
		return quoted(before, false) + "%" + quoted(after, false)
	}
	return `"` + strings.ReplaceAll(s, `"`, `"\""`) + `"`
}
