package opc

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"doisoat/internal/read/xmlscan"
)

// depth bounds the nesting of a part; it has been read under the same bound before.
const depth = 1 << 12

// Scan gives a scanner of a part.
func Scan(text string) *xmlscan.Scanner { return xmlscan.New(text, depth) }

// Escape writes words as XML character data or as an attribute's value. Characters
// that XML 1.0 has not become a replacement sign.
func Escape(words string) string {
	var b strings.Builder
	for _, r := range words {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF:
			b.WriteRune('\ufffd')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Name is the name of a tag as it is written: "w:p" of `<w:p w:rsidR="…">`.
func Name(tag string) string {
	tag = strings.TrimLeft(tag, "</")
	if i := strings.IndexAny(tag, " \t\r\n/>"); i >= 0 {
		tag = tag[:i]
	}
	return tag
}

// Prefix is the prefix of a tag's name with its colon: "w:", or "".
func Prefix(tag string) string {
	name := Name(tag)
	return name[:strings.IndexByte(name, ':')+1]
}

// Append puts an element, written from behind its "<" and prefix on, in front of the
// end of the first element of a name.
func Append(text, local, element string) (string, error) {
	s := Scan(text)
	for {
		k, err := s.Next()
		if err != nil {
			return "", err
		}
		if k == xmlscan.EOF {
			return "", fmt.Errorf("no element %s", local)
		}
		if k != xmlscan.Start || s.Local() != local {
			continue
		}
		from, to := s.Token()
		tag := text[from:to]
		if err := s.Skip(); err != nil {
			return "", err
		}
		piece := "<" + Prefix(tag) + element
		end, after := s.Token()
		if end == after { // it closed itself
			open := strings.TrimRight(strings.TrimSuffix(tag, "/>"), " \t\r\n") + ">"
			return text[:from] + open + piece + "</" + Name(tag) + ">" + text[to:], nil
		}
		return text[:end] + piece + text[end:], nil
	}
}

// After puts an element behind the last of those children of the root, with the prefix
// of the one that it follows; it is written from behind its "<" and prefix on.
func After(text string, locals []string, element string) (string, error) {
	s, at, piece := Scan(text), -1, ""
	for {
		k, err := s.Next()
		if err != nil {
			return "", err
		}
		if k == xmlscan.EOF {
			break
		}
		if k != xmlscan.Start || s.Depth() != 2 {
			continue
		}
		follows := slices.Contains(locals, s.Local())
		from, to := s.Token()
		prefix := Prefix(text[from:to])
		if err := s.Skip(); err != nil {
			return "", err
		}
		if follows {
			_, at = s.Token()
			piece = "<" + prefix + element
		}
	}
	if at < 0 {
		return "", fmt.Errorf("no element %s", strings.Join(locals, ", "))
	}
	return text[:at] + piece + text[at:], nil
}

// Edit replaces the bytes [From, To) of a text.
type Edit struct {
	From, To int
	Text     string
}

// Apply makes edits that do not overlap; of edits at one place the ones that replace
// nothing come first, in their order.
func Apply(text string, edits []Edit) (string, error) {
	sort.SliceStable(edits, func(i, j int) bool {
		a, b := edits[i], edits[j]
		if a.From != b.From {
			return a.From < b.From
		}
		return a.To < b.To
	})
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.From < at || e.To > len(text) || e.From > e.To {
			return "", fmt.Errorf("edits overlap at byte %d", e.From)
		}
		b.WriteString(text[at:e.From])
		b.WriteString(e.Text)
		at = e.To
	}
	b.WriteString(text[at:])
	return b.String(), nil
}
