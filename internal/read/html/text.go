package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"doisoat/internal/read/lines"
)

// place is a line and a column of the source, both counted from 1.
type place struct{ line, col int32 }

// after gives the place after a stretch of the source.
func (p place) after(raw string) place {
	for i, r := range raw {
		p.step(r, i+1 < len(raw) && raw[i+1] == '\n')
	}
	return p
}

// step moves past one character; a carriage return before a line feed ends no line.
func (p *place) step(r rune, feed bool) {
	if r == '\n' || r == '\r' && !feed {
		p.line++
		p.col = 1
		return
	}
	p.col++
}

// longestReference bounds the name of a character reference ("&CounterClockwise...;"
// has 32 letters).
const longestReference = 36

// words takes in a stretch of text: character references resolved, white space run
// together as a browser does (CSS Text 3, 4.1.1).
func (r *reader) words(raw string) {
	top := &element{}
	if n := len(r.stack); n > 0 {
		top = &r.stack[n-1]
	}
	l := top.look
	if top.name == "style" {
		r.sheet.add(raw)
	}
	if l.hidden {
		if l.mine && strings.TrimSpace(raw) != "" {
			r.hiddenTexts++
		}
		return
	}
	if l.mute || top.tabular() && strings.TrimSpace(raw) == "" {
		return
	}
	r.text += len(raw)
	at := r.place
	for i := 0; i < len(raw); {
		c, n := utf8.DecodeRuneInString(raw[i:])
		if c == '&' {
			if value, m := reference(raw[i:]); m > 0 {
				for _, c := range value {
					r.char(c, at, l)
				}
				at.col += int32(utf8.RuneCountInString(raw[i : i+m]))
				i += m
				continue
			}
		}
		r.char(c, at, l)
		at.step(c, i+1 < len(raw) && raw[i+1] == '\n')
		i += n
	}
}

// reference resolves the character reference with which s begins; n is its length in
// bytes, 0 when s begins with none.
func reference(s string) (value string, n int) {
	end := 1
	for end < len(s) && end < longestReference && (s[end] == '#' && end == 1 || s[end] >= '0' && s[end] <= '9' || s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	raw := s[:end]
	value = html.UnescapeString(raw)
	if value == raw {
		return "", 0
	}
	// What follows a reference without a semicolon stays as it is: "&ampfoo".
	tail := 0
	for tail < len(value) && tail < len(raw) && value[len(value)-1-tail] == raw[len(raw)-1-tail] {
		tail++
	}
	for tail > 0 && !utf8.RuneStart(value[len(value)-tail]) {
		tail--
	}
	return value[:len(value)-tail], len(raw) - tail
}

// char adds one character to the paragraph.
func (r *reader) char(c rune, at place, l look) {
	switch c {
	case '\u00ad', '\u200b', '\ufeff': // of use to a page break only
		return
	case '\r':
		c = '\n'
	}
	out := &r.chars
	if l.marker {
		out = &r.mark
	}
	if !l.pre && (c == ' ' || c == '\t' || c == '\n' || c == '\f') {
		n := len(*out)
		if n == 0 || (*out)[n-1].R == ' ' || (*out)[n-1].R == '\n' {
			return
		}
		c = ' '
	}
	if c < ' ' && c != '\n' && c != '\t' {
		return
	}
	*out = append(*out, lines.Char{R: c, Line: at.line, Col: at.col, Bold: l.bold, Raised: l.raised})
}

// lineBreak adds the break of a <br>.
func (r *reader) lineBreak() {
	for n := len(r.chars); n > 0 && r.chars[n-1].R == ' '; n-- {
		r.chars = r.chars[:n-1]
	}
	r.chars = append(r.chars, lines.Char{R: '\n', Line: r.place.line, Col: r.place.col})
}
