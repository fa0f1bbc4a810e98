package xmlscan

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// expand replaces references; those of an attribute were checked when it was read.
func expand(v string) (string, bool) {
	out, _ := unescape(v)
	return out, true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// nameLen measures a name; any byte above ASCII counts as a letter.
func nameLen(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf ||
			i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.') {
			i++
			continue
		}
		break
	}
	return i
}

// qualified says whether a name is one of Namespaces in XML 1.0: a local part, with
// one prefix at most.
func qualified(name string) bool {
	k := strings.IndexByte(name, ':')
	return k < 0 || k > 0 && k < len(name)-1 && strings.IndexByte(name[k+1:], ':') < 0
}

// clean makes line ends and characters plain: XML's own rule for \r, and U+FFFD for
// bytes that are no UTF-8.
func clean(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return s
}

// unescape replaces the five named references and numeric ones.
func unescape(s string) (string, bool) {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return clean(s), true
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 {
		b.WriteString(clean(s[:i]))
		s = s[i+1:]
		end := strings.IndexByte(s, ';')
		if end < 1 || end > 12 {
			return "", false
		}
		switch ref := s[:end]; ref {
		case "amp":
			b.WriteByte('&')
		case "lt":
			b.WriteByte('<')
		case "gt":
			b.WriteByte('>')
		case "quot":
			b.WriteByte('"')
		case "apos":
			b.WriteByte('\'')
		default:
			if ref[0] != '#' || len(ref) < 2 {
				return "", false
			}
			digits, base := ref[1:], 10
			if digits[0] == 'x' {
				digits, base = digits[1:], 16
			}
			n, err := strconv.ParseUint(digits, base, 32)
			if err != nil || n > utf8.MaxRune {
				return "", false
			}
			b.WriteRune(rune(n))
		}
		s = s[end+1:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(clean(s))
	return b.String(), true
}

func clip(s string) string {
	if len(s) > 40 {
		s = s[:40]
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
