// Package lines is what the readers of text formats share: lines and characters
// that know their place in the source, blocks whose text is tied back to it, and
// tables drawn with tabs or pipes.
package lines

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// Line is one line of the source without its end.
type Line struct {
	Text string
	Num  int // 1-based
}

// Char is one character and its place in the source. Line and Col count from 1.
type Char struct {
	R         rune
	Line, Col int32
	Bold      bool
	Raised    bool
}

// Split decodes a text file of at most limit bytes and cuts it into lines, ended by
// LF, CRLF or CR.
func Split(data []byte, limit int64) ([]Line, error) {
	if int64(len(data)) > limit {
		return nil, input.Refused("read.too-much-text", "limit", int(limit>>20))
	}
	text := input.Text(string(data))
	var out []Line
	for num := 1; ; num++ {
		end := strings.IndexAny(text, "\r\n")
		line := text
		if end >= 0 {
			line = text[:end]
		}
		if at := strings.IndexByte(line, 0); at >= 0 {
			return nil, atLine("read.binary", num)
		}
		if !utf8.ValidString(line) {
			return nil, atLine("read.not-utf8", num)
		}
		if end < 0 {
			if line != "" {
				out = append(out, Line{line, num})
			}
			return out, nil
		}
		out = append(out, Line{line, num})
		if text[end] == '\r' && end+1 < len(text) && text[end+1] == '\n' {
			end++
		}
		text = text[end+1:]
	}
}

func atLine(key string, num int) error {
	e := input.Refused(key)
	e.Place = strconv.Itoa(num)
	return e
}

// Blank reports whether the line has nothing to read.
func (l Line) Blank() bool { return strings.TrimSpace(l.Text) == "" }

// Chars gives the characters of the line from a byte offset on.
func (l Line) Chars(from int) []Char { return l.AppendChars(nil, from) }

// AppendChars is Chars behind others.
func (l Line) AppendChars(out []Char, from int) []Char {
	out = slices.Grow(out, utf8.RuneCountInString(l.Text[from:])+1) // and a sign that joins the next
	col := int32(1 + utf8.RuneCountInString(l.Text[:from]))
	for _, r := range l.Text[from:] {
		out = append(out, Char{R: r, Line: int32(l.Num), Col: col})
		col++
	}
	return out
}

// Trim takes white space off both ends.
func Trim(c []Char) []Char {
	for len(c) > 0 && unicode.IsSpace(c[0].R) {
		c = c[1:]
	}
	for len(c) > 0 && unicode.IsSpace(c[len(c)-1].R) {
		c = c[:len(c)-1]
	}
	return c
}

// String is the text of characters as they stand in the source.
func String(c []Char) string {
	var b strings.Builder
	for i := range c {
		b.WriteRune(c[i].R)
	}
	return b.String()
}

// Fill sets the text of a block in NFC, the anchors that tie each of its characters
// to the source, the raised marks and whether it is bold.
func Fill(b *schema.Block, chars []Char) {
	chars = Trim(chars)
	var text strings.Builder
	text.Grow(len(chars) + len(chars)/4)
	strong := make([]bool, 0, len(chars)) // by character of the text: it is bold
	var next Char                         // where the next character is if nothing was left out
	emit := func(r rune, at Char) {
		if len(b.Source) == 0 || at.Line != next.Line || at.Col != next.Col {
			b.Source = append(b.Source, schema.Anchor{Offset: text.Len(), Line: int(at.Line), Column: int(at.Col)})
		}
		if at.Raised && unicode.IsDigit(r) {
			b.Refs = raised(b.Refs, text.String(), utf8.RuneLen(r))
		}
		text.WriteRune(r)
		next = at
		next.Col++
		strong = append(strong, at.Bold)
	}
	for i := 0; i < len(chars); {
		j := i + 1
		for j < len(chars) && continues(chars[j].R) {
			j++
		}
		if j == i+1 && alone(chars[i].R) {
			emit(chars[i].R, chars[i])
			i = j
			continue
		}
		k := i
		for _, r := range norm.NFC.String(String(chars[i:j])) {
			emit(r, chars[k])
			k = min(k+1, j-1)
		}
		i = j
	}
	b.Text = text.String()
	b.Bold = bold(b.Text, strong)
}

// alone reports whether a character is surely one that NFC keeps, whatever stands before it:
// the Latin letters up to the combining marks, and those of Vietnamese.
func alone(r rune) bool { return r < 0x300 || r >= 0x1EA0 && r <= 0x1EF9 }

// continues reports whether a character joins the one before it under NFC.
func continues(r rune) bool {
	return !alone(r) && !norm.NFC.PropertiesString(string(r)).BoundaryBefore()
}

// raised adds a raised digit of n bytes at the end of the text so far to the marks,
// unless it is the power of a unit of measure.
func raised(refs []schema.Span, before string, n int) []schema.Span {
	at := len(before)
	if k := len(refs); k > 0 && refs[k-1].End == at {
		refs[k-1].End += n
		return refs
	}
	if input.RaisedUnit(before) {
		return refs
	}
	return append(refs, schema.Span{Start: at, End: at + n})
}

// bold reports whether the text after its literal marker is bold up to the end of
// its first clause; strong tells of each character whether it is.
func bold(text string, strong []bool) bool {
	b := schema.Block{Text: text}
	input.Mark(&b)
	i, letters := utf8.RuneCountInString(text[:b.Body]), 0
	for _, r := range text[b.Body:] {
		if letters > 0 && (r == '\n' || strings.ContainsRune(".,:;()", r)) {
			break
		}
		if !unicode.IsSpace(r) {
			if !strong[i] {
				return false
			}
			letters++
		}
		i++
	}
	return letters > 0
}

// Builder gathers the blocks and tables of one text document.
type Builder struct {
	Content input.Content
	lim     input.Limits
	cells   int
}

// NewBuilder starts a document.
func NewBuilder(lim input.Limits) *Builder {
	return &Builder{lim: lim, Content: input.Content{Document: &schema.Document{Lines: true}}}
}

// Add adds a block.
func (b *Builder) Add(block schema.Block) error {
	if block.Kind != schema.TableBlock && block.Text == "" {
		return nil
	}
	d := b.Content.Document
	if len(d.Blocks) >= b.lim.Blocks {
		return input.Refused("read.too-many-blocks", "blocks", b.lim.Blocks)
	}
	d.Blocks = append(d.Blocks, block)
	return nil
}

// Table adds a table; loose tells that its cells may have slipped sideways.
func (b *Builder) Table(rows [][]schema.Cell, loose bool) error {
	for _, r := range rows {
		b.cells += len(r)
	}
	if b.cells > b.lim.Cells {
		return input.Refused("read.too-many-cells", "cells", b.lim.Cells)
	}
	n := len(b.Content.Sheets)
	b.Content.Sheets = append(b.Content.Sheets, &schema.Sheet{Index: n + 1, InText: true, Cells: rows, Loose: loose})
	block := schema.Block{Kind: schema.TableBlock, Sheet: n}
	if len(rows) > 0 && len(rows[0]) > 0 {
		block.Source = []schema.Anchor{{Line: int(rows[0][0].Line), Column: 1}}
	}
	return b.Add(block)
}

// Done finishes the document.
func (b *Builder) Done() input.Content {
	b.Content.Finish()
	return b.Content
}
