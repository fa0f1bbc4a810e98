package schema

import "strconv"

// Ref names a cell: a sheet of the report and a 0-based row and column in the grid
// as it was read.
type Ref struct{ Sheet, Row, Col int }

// Span is a half-open range of bytes in the text of one block of the document.
type Span struct{ Block, Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Holds reports whether t lies inside s.
func (s Span) Holds(t Span) bool {
	return s.Block == t.Block && s.Start <= t.Start && t.End <= s.End
}

// PlaceKind says which half of a Location is meant.
type PlaceKind uint8

const (
	Nowhere PlaceKind = iota // the whole report
	InCell
	InText
	InSheet // the whole sheet or the area around its table: only Ref.Sheet counts
)

// Location is exactly one of a cell, a span of the prose, or a sheet.
type Location struct {
	Kind PlaceKind
	Ref  Ref
	Span Span
}

// AtCell is the location of a cell.
func AtCell(r Ref) Location { return Location{Kind: InCell, Ref: r} }

// AtSpan is the location of a piece of prose.
func AtSpan(s Span) Location { return Location{Kind: InText, Span: s} }

// ColumnName gives the spreadsheet letters of a 0-based column: 0 is A, 26 is AA.
func ColumnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// A1 gives the reference of a 0-based row and column as a spreadsheet shows it.
func A1(row, col int) string { return ColumnName(col) + strconv.Itoa(row+1) }
