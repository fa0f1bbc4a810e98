// Package series lines the reports of an archive up through time: which tables are one
// table, which rows one unit, which columns one indicator, and what span of time each
// figure covers. It opens no file; internal/store keeps its records.
package series

import "doisoat/schema"

// Report is one report as a history keeps it: its structure, its figures and what the
// check found.
type Report struct {
	ID       int64
	Key      string // hash of the contents of its files
	Name     string // the path that names it, below the folder that was added
	Lang     string // code of the language pack
	Tool     string // version of the tool that checked it
	Period   Span   // the span that it reports on, zero when nothing names one
	Sources  []Source
	Tables   []Table
	Findings []Finding
	Ledger   []Claim
}

// Source is one file of a report.
type Source struct{ Path, Format, SHA256 string }

// Table is a table of a report.
type Table struct {
	Source                   int
	Sheet                    string
	Top, Left, Bottom, Right int
	Title                    string
	Captions                 []string
	Unit                     string
	LabelCol                 int
	Columns                  []Column
	Rows                     []Row
	Cells                    []Cell // by row and column
}

// Column is a column of a table.
type Column struct {
	Col    int // 0-based in the sheet
	Path   []string
	Number string
	Kind   schema.ColumnKind
	Unit   string
}

// Row is a row of a table.
type Row struct {
	Row     int // 0-based in the sheet
	Kind    schema.RowKind
	Level   int
	Ordinal string
	Label   string
	Parent  int // index of the row it belongs to, -1 at the top
	OfWhich bool
	Unit    string
}

// Cell is a figure at an index of Rows and an index of Columns.
type Cell struct {
	Row, Col int
	Number   schema.Number
	Raw      string
}

// Finding is a finding of one report.
type Finding struct {
	Code, Severity, Fingerprint, Unit, Indicator, Reported, Computed, Cause, Place string
	Message                                                                        string
}

// Claim is one figure of the prose with its answer.
type Claim struct{ Text, Value, Role, Verdict, Unit, Indicator, Reason, Place string }
