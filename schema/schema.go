// Package schema holds the nouns of doisoat: what a report is made of (documents,
// sheets, tables, numbers), what it promises (edit rules), what it says (claims)
// and what is wrong with it (findings).
//
// It is the leaf of the import graph: it knows no file format, no language and no
// rule of thumb. Places are offsets kept from the parse; nothing here or above is
// ever found again by searching for text.
package schema

// Report is everything that one run looks at: the files, the prose and the sheets
// as read, the tables recognised in the sheets, and the spec given by the user.
type Report struct {
	Sources  []Source
	Document *Document // nil when the run has only tables
	Sheets   []*Sheet
	Tables   []*Table
	Spec     *Spec // nil when the user gave none
}

// Source is one input file.
type Source struct {
	Path   string // as given by the user
	Format string // "docx", "xlsx", "md", "txt", ...
	SHA256 string // hex digest of the bytes read
	Notes  []Message
}

// At returns the cell at ref, or an empty cell when ref lies outside its sheet.
func (r *Report) At(ref Ref) *Cell {
	if ref.Sheet < 0 || ref.Sheet >= len(r.Sheets) {
		return &Cell{}
	}
	return r.Sheets[ref.Sheet].At(ref.Row, ref.Col)
}

// Originals are the tables that repeat no other: a copy in the draft of an
// appendix's table is checked against it, not on its own.
func (r *Report) Originals() []*Table {
	var out []*Table
	for _, t := range r.Tables {
		if t.Twin == 0 {
			out = append(out, t)
		}
	}
	return out
}

// SourceOf returns the index in Sources of the file that holds the location.
func (r *Report) SourceOf(at Location) int {
	if at.Kind == InCell && at.Ref.Sheet < len(r.Sheets) {
		return r.Sheets[at.Ref.Sheet].Source
	}
	if r.Document != nil {
		return r.Document.Source
	}
	return 0
}

// With is the report with another number in one cell; the rest is shared.
func (r *Report) With(ref Ref, n Number) *Report {
	out := *r
	out.Sheets = append([]*Sheet(nil), r.Sheets...)
	sheet := *r.Sheets[ref.Sheet]
	out.Sheets[ref.Sheet] = &sheet
	sheet.Cells = append([][]Cell(nil), sheet.Cells...)
	row := append([]Cell(nil), sheet.Cells[ref.Row]...)
	for len(row) <= ref.Col {
		row = append(row, Cell{})
	}
	row[ref.Col].Kind, row[ref.Col].Number = Numeric, n
	sheet.Cells[ref.Row] = row
	return &out
}
