package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/schema"
)

// Mark finds the literal marker with which a paragraph's text begins ("-", "1.",
// "a)", "(2)", "1.1.", "II.") and sets Marker and Body. A bullet or a single number
// or letter makes a plain paragraph a list item.
func Mark(b *schema.Block) {
	if b.Kind == schema.TableBlock || b.Kind == schema.Footnote || b.Body > 0 {
		return
	}
	marker, body, item := marker(b.Text)
	if body == 0 {
		return
	}
	b.Body = body
	if b.Marker == "" {
		b.Marker = marker
	}
	if item && b.Kind == schema.Paragraph && !b.Bold {
		b.Kind = schema.ListItem
	}
}

// marker splits a literal marker off; body is 0 when there is none.
func marker(s string) (m string, body int, item bool) {
	start := len(s) - len(strings.TrimLeft(s, " \t\u00a0"))
	rest := s[start:]
	if r, n := utf8.DecodeRuneInString(rest); strings.ContainsRune("-+*•–—·", r) && n > 0 {
		if body = afterSpace(s, start+n); body > 0 {
			return rest[:n], body, true
		}
		return "", 0, false
	}
	i, open := 0, strings.HasPrefix(rest, "(")
	if open {
		i = 1
	}
	parts := 0
	for {
		n, roman := label(rest[i:])
		if n == 0 {
			return "", 0, false
		}
		i += n
		parts++
		item = parts == 1 && !roman
		if i == len(rest) {
			return "", 0, false
		}
		switch c := rest[i]; {
		case c == ')' && parts == 1:
			i++
			if body = afterSpace(s, start+i); body == 0 {
				return "", 0, false
			}
			return rest[:i], body, item
		case c == '.' && !open:
			i++
			if body = afterSpace(s, start+i); body > 0 {
				return rest[:i], body, item
			}
		default:
			return "", 0, false
		}
	}
}

// label measures a run of at most three digits, one letter, or a Roman number.
func label(s string) (n int, roman bool) {
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 {
		if n > 3 {
			return 0, false
		}
		return n, false
	}
	for n < len(s) && strings.IndexByte("IVXLC", s[n]) >= 0 {
		n++
	}
	if n > 0 {
		return n, true
	}
	r, w := utf8.DecodeRuneInString(s)
	if w == 0 || !unicode.IsLetter(r) {
		return 0, false
	}
	if next, _ := utf8.DecodeRuneInString(s[w:]); unicode.IsLetter(next) || unicode.Is(unicode.Mn, next) {
		return 0, false
	}
	return w, false
}

// afterSpace gives the offset of the first character after blanks at i, 0 when no
// blank stands there or nothing follows.
func afterSpace(s string, i int) int {
	j := len(s) - len(strings.TrimLeft(s[i:], " \t\u00a0"))
	if j == i || j >= len(s) {
		return 0
	}
	return j
}

// RaisedUnit reports whether raised digits after this text are the power of a unit
// of measure (m², km³) and not a mark that refers to a footnote.
func RaisedUnit(before string) bool {
	w := before[strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	switch w {
	case "m", "km", "hm", "dm", "cm", "mm":
		return true
	}
	return false
}

// Raise writes digits as superscript characters, so that a raised mark in a cell
// stays visible and never lengthens the figure beside it.
func Raise(s string) string {
	raised := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return raised[r-'0']
		}
		return r
	}, s)
}
