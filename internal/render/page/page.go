// Package page writes a run as one HTML file that holds all it needs: the draft with
// every figure marked, the tables beside it, the findings with their proof. It reads as
// a plain report where no script runs, and asks nothing of any network.
package page

// Page is what is shown. All of its words are in the language of the page.
type Page struct {
	Lang       string
	Say        func(key string, pairs ...any) string // the words of the page itself
	Title      string
	Conclusion string
	Grade      string // "error", "warning" or "clean": how the conclusion looks
	Inputs     []Input
	Ledgers    []Ledger
	Sections   []string
	Severities []Name // in order of weight
	Findings   []Finding
	Blocks     []Block
	Tables     []Table
	Undecided  []Entry
	Remarks    []string
	Figures    []Figure
	Verdicts   []Name
	Host       *Host // who serves the page; nil for a file
	Heat       *Heat // what a heat map shows in the place of verdicts and findings; nil for a run
}

// Heat is the measure of which slips show, by kind of slip; how much of them shows at each
// figure and cell stands in Figure.Heat and Cell.Heat.
type Heat struct {
	Intro  string
	Steps  []Name // from nothing shown to all
	Head   []string
	Rows   [][]string
	Legend string
	Blind  []string // lines on what may be wrong without a word; one that begins with a blank goes with that before
}

// Name is a word of the answer and what it is called.
type Name struct{ Key, Words string }

// Input is one file of the run.
type Input struct{ Path, Format, SHA256 string }

// Ledger counts the answers of one kind of figures.
type Ledger struct {
	Name  string
	Total int
	Parts []Part
}

// Part is one answer and how many got it.
type Part struct {
	Verdict, Words string
	N              int
}

// Finding is one fault. IDs of elements: F1 the finding, at-F1 its place in the draft.
type Finding struct {
	Severity  string
	SevWords  string
	Waived    bool // it was looked at and does not count
	Code      string
	Message   string
	Place     string
	Href      string // of its place
	Section   int    // index in Sections, -1 for none
	Proofs    []Entry
	Sums      []Sum
	Causes    []string
	Fixes     []Fix
	Cells     []string // ids of the cells that it is about
	Note      string   // all of it as plain text, to paste in a message
	Chart     *Chart
	Reported  string
	Computed  string
	Unit      string
	Indicator string
}

// Entry is a line that may lead to a place.
type Entry struct{ Text, Href string }

// Sum is the arithmetic of a cell.
type Sum struct {
	Rule, Figures string
	Cells         []string
}

// Fix is one way to mend, with the words to copy.
type Fix struct{ Title, Copy string }

// Block is a piece of the draft.
type Block struct {
	Kind    string // "h", "p", "li", "note", "table"
	Level   int
	Marker  string // of an automatic number
	Bold    bool
	Pieces  []Piece
	Section int
	Table   int // index in Tables, for a table
}

// Piece is a stretch of a block's text. Figure is an index in Figures or -1; Severity
// is the worst finding that covers it; Ends are the findings whose words end with it.
type Piece struct {
	Text     string
	Figure   int
	Severity string
	Ends     []int
}

// Figure is a number of the draft and its answer.
type Figure struct {
	Text      string
	Verdict   string
	Words     string // the verdict's
	Unit      string
	Indicator string
	Why       string
	Findings  []int
	Cells     []Cited
	Sums      []Sum
	Heat      string // key of a step of Page.Heat, "" for none
	HeatWords string
}

// Cited is a cell that decides a figure.
type Cited struct{ ID, Place, Text string }

// Table is a table of an appendix or of the draft.
type Table struct {
	Name    string
	InDraft bool
	Letters []string // of the columns, "" for a table in a document
	First   int      // the number of the first row
	Head    int      // rows of the header
	Rows    []Row
}

// Row is a row of a table; Class tells totals, sections and notes.
type Row struct {
	Class string
	Cells []Cell
	Blank int // columns behind them that hold nothing
}

// Cell is a cell; one that is covered by a merged neighbour is left out by Skip.
type Cell struct {
	Text      string
	ID        string // "" for a cell that nothing refers to
	Numeric   bool
	Label     bool
	Skip      bool
	Cols      int
	Rows      int
	Severity  string // of its worst finding
	Finding   int    // of that finding, -1 for none
	Checked   bool   // it was held against others and agrees
	Heat      string // as of a Figure
	HeatWords string
}

// Chart sets the units of a column in their computed order beside what the draft says.
type Chart struct {
	Title string
	Bars  []Bar
}

// Bar is one unit; Width and At are per mille of the greatest value.
type Bar struct {
	Name     string
	Value    string
	Width    int
	Claimed  string // "" when the draft does not name the unit here
	At       int
	Disagree bool
}
