package html

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// item is a paragraph or a table.
type item struct {
	block schema.Block
	table *table
	cell  string // the paragraph as it stands in a cell
	at    place  // of its first character
	sheet bool   // it names the sheet of a workbook
}

// flow gathers the content of the body or a cell.
type flow struct{ items []item }

// paragraph ends the paragraph that is being gathered.
func (r *reader) paragraph() {
	chars, mark, level := lines.Trim(r.chars), lines.Trim(r.mark), r.level
	r.chars, r.mark = r.chars[:0], r.mark[:0]
	if len(chars) == 0 && len(mark) == 0 {
		return
	}
	r.level = 0
	b := schema.Block{Kind: schema.Paragraph}
	it := item{}
	if len(chars) > 0 {
		it.at = place{chars[0].Line, chars[0].Col}
	} else {
		it.at = place{mark[0].Line, mark[0].Col}
	}
	note := r.note()
	switch li := r.item(); {
	case note != nil:
		if m := strings.Trim(lines.String(mark), "[]() "); m != "" {
			note.mark = m
		}
		b.Kind, b.Marker = schema.Footnote, note.mark
	case li != nil:
		b.Kind, b.Level, b.Marker = schema.ListItem, li.level, li.marker
		li.used = true
		it.cell = inCell(li.marker, li.bullet)
	case len(mark) > 0:
		b.Kind, b.Level, b.Marker = schema.ListItem, max(level-1, 0), wordMark(lines.String(mark))
		it.cell = inCell(b.Marker, b.Marker == bulletMark)
	}
	if i := r.open(cellFence, "h1", "h2", "h3", "h4", "h5", "h6"); i >= 0 && note == nil {
		b.Kind, b.Level = schema.Heading, int(r.stack[i].name[1]-'0')
		it.sheet = i > 0 && r.stack[i-1].sheet
	}
	lines.Fill(&b, chars)
	if n := raisedMark(chars); b.Kind == schema.Paragraph && n > 0 {
		b.Kind, b.Marker = schema.Footnote, lines.String(chars[:n])
		b.Body = len(b.Text) - len(strings.TrimLeft(b.Text[len(b.Marker):], " \t\u00a0"))
	}
	input.Mark(&b)
	it.block = b
	it.cell = strings.TrimSpace(it.cell + raised(chars))
	if it.cell == "" {
		return
	}
	if b.Text == "" { // a number alone
		it.cell = strings.TrimRight(it.cell, ".)")
	}
	if r.flow == r.body {
		r.blocks++
	}
	r.flow.items = append(r.flow.items, it)
}

// inCell is the marker of a list item as a reader of a cell sees it.
func inCell(marker string, bullet bool) string {
	if bullet || marker == "" {
		return ""
	}
	return marker + " "
}

// wordMark reads the marker that Word writes out; a bullet is a letter of a symbol
// font.
func wordMark(s string) string {
	s = strings.TrimFunc(s, unicode.IsSpace)
	for _, r := range s {
		if unicode.IsDigit(r) || unicode.IsLetter(r) && (len(s) > 1 || r != 'o') || r == '-' || r == '+' {
			return s
		}
	}
	return bulletMark
}

// raisedMark measures the raised digits that begin a footnote typed by hand.
func raisedMark(c []lines.Char) int {
	n := 0
	for n < len(c) && c[n].Raised && c[n].R >= '0' && c[n].R <= '9' {
		n++
	}
	if n == len(c) {
		return 0
	}
	return n
}

// raised writes characters for a cell, raised digits as superscript characters.
func raised(c []lines.Char) string {
	var b strings.Builder
	for i := range c {
		if c[i].Raised {
			b.WriteString(input.Raise(string(c[i].R)))
		} else {
			b.WriteRune(c[i].R)
		}
	}
	return norm.NFC.String(b.String())
}
