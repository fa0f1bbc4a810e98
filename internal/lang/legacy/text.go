package legacy

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// glyph is one character and the byte offset in the source of what it was made of.
type glyph struct {
	r   rune
	src int32
}

// text is a string under conversion that knows where its characters come from.
type text []glyph

func textOf(s string) text {
	t := make(text, 0, len(s))
	for i, r := range s {
		t = append(t, glyph{r, int32(i)})
	}
	return t
}

func (t text) String() string {
	b := make([]byte, 0, len(t)+len(t)/2)
	for _, g := range t {
		b = utf8.AppendRune(b, g.r)
	}
	return string(b)
}

func (t text) equal(u text) bool {
	if len(t) != len(u) {
		return false
	}
	for i := range t {
		if t[i].r != u[i].r {
			return false
		}
	}
	return true
}

// compose brings the text into NFC. A tone mark that was typed before the mark of
// quality (e, acute, circumflex) is put behind it first, for NFC leaves it there.
func (t text) compose() text {
	plain := true
	for i := range t {
		if t[i].r >= 0x300 && !(t[i].r >= 0x1EA0 && t[i].r <= 0x1EF9) {
			plain = false
			break
		}
	}
	if plain {
		return t
	}
	out := make(text, 0, len(t))
	var cluster []rune
	for i := 0; i < len(t); {
		j := i + 1
		for j < len(t) && joins(t[j].r) {
			j++
		}
		if j == i+1 && t[i].r < 0x300 {
			out = append(out, t[i])
			i = j
			continue
		}
		cluster = cluster[:0]
		for _, g := range t[i:j] {
			cluster = append(cluster, g.r)
		}
		k := i
		for _, r := range norm.NFC.String(string(qualityFirst(cluster))) {
			out = append(out, glyph{r, t[k].src})
			k = min(k+1, j-1)
		}
		i = j
	}
	return out
}

// joins reports whether a character joins the one before it under NFC.
func joins(r rune) bool {
	return r >= 0x300 && !norm.NFC.PropertiesString(string(r)).BoundaryBefore()
}

// qualityFirst moves a circumflex or breve in front of the tone marks before it.
func qualityFirst(c []rune) []rune {
	if len(c) < 2 || len(c) == 2 && c[0] < 0x80 {
		return c
	}
	d := []rune(norm.NFD.String(string(c)))
	moved := false
	for i := 2; i < len(d); i++ {
		if (d[i] == 0x302 || d[i] == 0x306) && isTone(d[i-1]) && d[i-1] != 0x323 {
			d[i], d[i-1] = d[i-1], d[i]
			moved = true
		}
	}
	if moved {
		return d
	}
	return c
}

// isTone reports whether r is one of the five combining tone marks.
func isTone(r rune) bool {
	return r == 0x300 || r == 0x301 || r == 0x303 || r == 0x309 || r == 0x323
}

// isMark reports whether r is a combining mark.
func isMark(r rune) bool { return r >= 0x300 && unicode.Is(unicode.Mn, r) }
