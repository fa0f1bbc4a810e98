package ods

import "strings"

// formula writes a formula of the file as other spreadsheets do: without the prefix
// that names its language, references without brackets and dots, arguments cut by
// commas (OpenDocument 1.3 part 4, 5.8 for the references).
func formula(s string) string {
	if i := strings.IndexByte(s, ':'); i > 0 && strings.HasPrefix(s[i+1:], "=") && strings.Trim(s[:i], "abcdefghijklmnopqrstuvwxyz") == "" {
		s = s[i+1:]
	}
	s = strings.TrimPrefix(s, "=")
	if !strings.ContainsAny(s, "[;") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch s[i] {
		case '"':
			j := strings.IndexByte(s[i+1:], '"')
			if j < 0 {
				j = len(s) - i - 2
			}
			b.WriteString(s[i : i+j+2])
			i += j + 2
		case '[':
			j := closing(s[i:])
			if j < 0 {
				b.WriteString(s[i:])
				return b.String()
			}
			b.WriteString(reference(s[i+1 : i+j]))
			i += j + 1
		case ';':
			b.WriteByte(',')
			i++
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

// closing finds the bracket that ends a reference, -1 for none; the name of a sheet
// in it may stand in quotes.
func closing(s string) int {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '\'':
			quoted = !quoted
		case s[i] == ']' && !quoted:
			return i
		}
	}
	return -1
}

// reference writes the inside of a pair of brackets: ".A1:.B2" as A1:B2, "$PL.A1" as
// PL!A1.
func reference(s string) string {
	var b strings.Builder
	quoted := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'':
			quoted = !quoted
			b.WriteByte(c)
		case c == '$' && (i == 0 || s[i-1] == ':') && !quoted: // of the sheet's name
		case c == '.' && !quoted:
			if i > 0 && s[i-1] != ':' {
				b.WriteByte('!')
			}
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
