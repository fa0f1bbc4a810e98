package legacy

import (
	"sync"
	"unicode/utf8"
)

// Encoding says how a string was stored.
type Encoding uint8

const (
	Unicode   Encoding = iota // left as it is, but for signs that cannot be seen and NFC
	TCVN3                     // TCVN 5712:1993, the ABC fonts (.VnTime)
	VNI                       // letters followed by marks, the fonts VNI-Times
	VISCII                    // RFC 1456
	CP1258                    // windows-1258, with combining tone marks
	Misread                   // UTF-8 read as windows-1252 or 1258, once or several times
	Lookalike                 // Unicode with letters of other alphabets that look the same
	encodings
)

func (e Encoding) String() string {
	return [...]string{"Unicode", "TCVN3 (ABC)", "VNI", "VISCII", "windows-1258", "UTF-8/windows-1252", "Unicode"}[e]
}

// codec is one way to read the characters of a string as bytes of an encoding.
type codec struct {
	enc    Encoding
	dearer int // half bits that it costs beyond its encoding
	page   *page
	decode func(text, *page) text
}

// codecs are the candidates for a string that is not clearly Unicode, made when the
// first such string is met.
var codecs = sync.OnceValue(func() []codec {
	latin := &page{reverse(cp1252, 0x80), true}
	windows := &page{reverse(cp1258, 0x80), false}
	return []codec{
		{TCVN3, 0, latin, table(abc(), nil)},
		{TCVN3, 12, latin, table(upper(tcvn), tcvnControls)},
		{VNI, 0, latin, vniMarks},
		{VISCII, 0, latin, table(upper(viscii), visciiControls)},
		{CP1258, 0, latin, table(upper(cp1258), nil)},
		{TCVN3, 10, windows, table(abc(), nil)}, // bytes shown as windows-1258 before they were stored
		{VNI, 10, windows, vniMarks},
		{Misread, 0, latin, misread},
		{Misread, 4, windows, misread},
	}
})

// page turns characters back into the bytes that they were read from: a code page
// of which only the upper half matters.
type page struct {
	bytes map[rune]byte
	exact bool // Latin-1 besides the map
}

func reverse(table string, first int) map[rune]byte {
	m := map[rune]byte{}
	for _, r := range table {
		if r != utf8.RuneError {
			m[r] = byte(first)
		}
		first++
	}
	return m
}

// byteOf gives the byte of a character; a character of a symbol font (U+F020 to
// U+F0FF) is the byte that the font has it at.
func (p *page) byteOf(r rune) (byte, bool) {
	switch {
	case r < 0x80 || r <= 0xFF && (p.exact || r < 0xA0):
		return byte(r), true
	case r >= 0xF020 && r <= 0xF0FF:
		return byte(r), true
	}
	b, ok := p.bytes[r]
	return b, ok
}

// upper makes the lookup of the upper half of a code page.
func upper(table string) [128]rune {
	var out [128]rune
	i := 0
	for _, r := range table {
		out[i] = r
		i++
	}
	return out
}

// abc is the upper half of the ABC fonts: small letters, and seven capitals. Signs
// that windows-1252 has below 0xA0 (dashes and quotation marks) stay as they are.
func abc() [128]rune {
	const empty = "\xaf\xb0\xb1\xb2\xb3\xb4\xba\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xcd\xd9\xda\xdb\xe0\xf0\xff"
	high := upper(tcvn)
	for i := range 0x21 {
		high[i] = utf8.RuneError
	}
	for i := range len(empty) {
		high[empty[i]-0x80] = utf8.RuneError
	}
	return high
}

// table makes the decoder of an encoding of one byte a character.
func table(high [128]rune, controls map[byte]rune) func(text, *page) text {
	return func(t text, p *page) text {
		out := make(text, 0, len(t))
		for i, g := range t {
			if g.r == 0xAD && i > 0 && t[i-1].r == 0xAD && high[0xAD-0x80] == 'ư' {
				continue // programs that treat it as a soft hyphen have doubled the letter
			}
			if b, ok := p.byteOf(g.r); ok {
				if c := controls[b]; c != 0 {
					g.r = c
				} else if b < 0x80 {
					g.r = rune(b)
				} else if high[b-0x80] != utf8.RuneError {
					g.r = high[b-0x80]
				}
			}
			out = append(out, g)
		}
		return out
	}
}

// vniMarks reads VNI: a vowel and the mark behind it are one letter.
func vniMarks(t text, p *page) text {
	out := make(text, 0, len(t))
	for i := 0; i < len(t); i++ {
		g := t[i]
		b, ok := p.byteOf(g.r)
		if !ok {
			out = append(out, g)
			continue
		}
		if b < 0x80 {
			g.r = rune(b)
		} else if r := vniSingle[b]; r != 0 {
			g.r = r
		}
		if i+1 < len(t) {
			if mark, ok := p.byteOf(t[i+1].r); ok {
				if r, ok := withMark(g.r, mark); ok {
					g.r = r
					i++
				}
			}
		}
		out = append(out, g)
	}
	return out
}

// withMark puts a VNI mark on a letter.
func withMark(base rune, mark byte) (rune, bool) {
	if mark >= 0xC0 && mark < 0xE0 {
		mark += 0x20
	}
	m, ok := vni[mark]
	if !ok {
		return 0, false
	}
	switch m.quality {
	case '^':
		switch base {
		case 'a':
			base = 'â'
		case 'A':
			base = 'Â'
		case 'e':
			base = 'ê'
		case 'E':
			base = 'Ê'
		case 'o':
			base = 'ô'
		case 'O':
			base = 'Ô'
		default:
			return 0, false
		}
	case '(':
		switch base {
		case 'a':
			base = 'ă'
		case 'A':
			base = 'Ă'
		default:
			return 0, false
		}
	}
	return withTone(base, m.tone)
}

// misread undoes the reading of UTF-8 bytes as a one-byte code page, as often as it
// was done, four times at most. Characters that are no part of such bytes stay.
func misread(t text, p *page) text {
	for range 4 {
		next := unread(t, p)
		if next == nil {
			break
		}
		t = next
	}
	return t
}

// unread undoes one reading; nil when there is nothing to undo.
func unread(t text, p *page) text {
	var out text
	for i := 0; i < len(t); {
		r, n := sequence(t[i:], p)
		if n == 0 {
			if out != nil {
				out = append(out, t[i])
			}
			i++
			continue
		}
		if out == nil {
			out = append(make(text, 0, len(t)), t[:i]...)
		}
		out = append(out, glyph{r, t[i].src})
		i += n
	}
	return out
}

// sequence reads one UTF-8 sequence of two bytes or more at the start of the text. A
// space behind Ã stands for the no-break space that some programs turned into one.
func sequence(t text, p *page) (r rune, n int) {
	var buf [utf8.UTFMax]byte
	for n < len(buf) && n < len(t) {
		b, ok := p.byteOf(t[n].r)
		if n == 1 && buf[0] == 0xC3 && t[n].r == ' ' {
			b = 0xA0
		}
		if !ok || b < 0x80 {
			break
		}
		buf[n] = b
		n++
		if r, size := utf8.DecodeRune(buf[:n]); r != utf8.RuneError && size == n && n > 1 {
			if !westerly(r) {
				break
			}
			return r, n
		}
	}
	return 0, 0
}

// westerly reports whether a character is one that Vietnamese and western text has;
// two bytes that happen to make another one were not UTF-8.
func westerly(r rune) bool {
	return r < 0x370 || r >= 0x1E00 && r < 0x2300 || r >= 0xFB00 && r <= 0xFB06 || r == 0xFEFF || r >= 0xFF01 && r <= 0xFF5E
}
