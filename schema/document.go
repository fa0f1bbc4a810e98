package schema

import (
	"sort"
	"unicode/utf8"
)

// Document is the prose of a draft in reading order.
type Document struct {
	Source int // index in Report.Sources
	Blocks []Block
	// Lines reports whether places are told as line and column (text formats);
	// otherwise they are told as block and column.
	Lines bool
	Notes []Message // what the reader left out or had to guess
}

// BlockKind is the role of a block in the document.
type BlockKind uint8

const (
	Paragraph BlockKind = iota
	Heading
	ListItem
	Footnote   // the text of a footnote or endnote
	TableBlock // stands for a table; Text is empty
)

// Block is a heading, paragraph, list item, footnote or table of the document.
// Text is what a reader reads, in NFC, without markup; it never holds a newline
// that the source uses only to wrap, but a hard break in it is "\n".
type Block struct {
	Kind   BlockKind
	Level  int    // depth of a heading (1 is the top) or of a list item (0 is the top)
	Text   string // literal list markers ("1.", "-") that stand in the source stay in the text
	Body   int    // byte offset in Text after a literal marker, 0 when there is none
	Marker string // the marker: literal, or made by the format's automatic numbering
	Bold   bool   // the whole text, or all of it up to its first clause, is bold
	Sheet  int    // for TableBlock: index in Report.Sheets
	Page   int    // 1-based, 0 when the format has no pages
	Number int    // 1-based number of the paragraph or table row in reading order
	Refs   []Span // superscript marks that refer to footnotes (Span.Block is not set)
	Source []Anchor
}

// Anchor ties a byte offset of a block's text to its place in the source file.
// Between two anchors each character of the text is one character of the source.
type Anchor struct {
	Offset       int
	Line, Column int // 1-based; columns count characters
}

// Position tells the source line and column (1-based, in characters) of a byte
// offset of the text. For a format without lines the line is 0 and the column
// counts the characters of the block.
func (b *Block) Position(offset int) (line, column int) {
	i := sort.Search(len(b.Source), func(i int) bool { return b.Source[i].Offset > offset }) - 1
	if i < 0 {
		return 0, 1 + utf8.RuneCountInString(b.Text[:min(offset, len(b.Text))])
	}
	a := b.Source[i]
	return a.Line, a.Column + utf8.RuneCountInString(b.Text[a.Offset:min(offset, len(b.Text))])
}

// OneLine reports whether two offsets, the first before the second, surely stand on one line
// of the source, so that their columns are as far apart as the characters between.
func (b *Block) OneLine(from, to int) bool {
	i := sort.Search(len(b.Source), func(i int) bool { return b.Source[i].Offset > from })
	return i == len(b.Source) || b.Source[i].Offset > to
}

// Text returns the words of a span.
func (d *Document) Text(s Span) string {
	if d == nil || s.Block < 0 || s.Block >= len(d.Blocks) {
		return ""
	}
	t := d.Blocks[s.Block].Text
	if s.Start < 0 || s.End > len(t) || s.Start > s.End {
		return ""
	}
	return t[s.Start:s.End]
}
