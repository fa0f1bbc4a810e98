// Package input holds what every reader of a file format shares: the limits it
// works under, the error it gives to a person, and what it hands back.
package input

import (
	"time"

	"doisoat/internal/lang/legacy"
	"doisoat/schema"
)

// Limits bound the work that one file can cause.
type Limits struct {
	Bytes    int64         // size of the file
	Text     int64         // size of the text of a document; a page or a delimited file may have eight times that
	Unpacked int64         // total size of the parts of a zip once unpacked
	Rows     int           // rows of one sheet
	Cols     int           // columns of one sheet
	Cells    int           // cells kept of one file, empty cells between filled ones included
	Blocks   int           // blocks of one document
	Pages    int           // pages of a PDF
	Depth    int           // nesting of XML elements
	Time     time.Duration // that reading one file may take
}

// DefaultLimits let through every report that a person writes and keep the reader
// of a hostile file well under one gibibyte.
func DefaultLimits() Limits {
	return Limits{
		Bytes:    64 << 20,
		Text:     2 << 20,
		Unpacked: 100 << 20,
		Rows:     200_000,
		Cols:     1 << 14,
		Cells:    2_000_000,
		Blocks:   100_000,
		Pages:    300,
		Depth:    256,
		Time:     time.Minute,
	}
}

// Content is what a reader makes of one file. Sheets are numbered within the file:
// Block.Sheet and the captions count from 0 and are moved when files are joined.
type Content struct {
	Document *schema.Document // nil for a workbook or a delimited file
	Sheets   []*schema.Sheet
	Notes    []schema.Message
	// Legacy is what the reader learned of old encodings while it converted texts by
	// their fonts; nil when it left them to internal/read.
	Legacy *legacy.Decoder
}

// File is the bytes of one file and its name, which only says what the bytes leave
// open (delimiters, "Table 1.md").
type File struct {
	Name string // base name
	Data []byte
}
