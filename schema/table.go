package schema

// CellKind says what a cell holds.
type CellKind uint8

const (
	Empty   CellKind = iota
	Text             // words, also a number kept as text until the recogniser decides
	Numeric          // Number is set
	Nil              // "-", "..", "…", "x": a mark for none
	Date
	Failed // a spreadsheet error value such as #DIV/0!
	Bool
)

// Cell is one cell as read. Raw is what a reader sees and is never thrown away.
type Cell struct {
	Raw     string
	Number  Number
	Formula string // without the leading "="
	Kind    CellKind
	AsText  bool   // a number that the file keeps as text
	Covered bool   // hidden under a merged neighbour; Raw is empty
	Font    uint16 // index in Sheet.Fonts of the font of most of its text
	// Line and Column are the 1-based place in a text format, 0 elsewhere.
	Line, Column int32
}

// Merge is a merged range of cells, both corners included.
type Merge struct{ Top, Left, Bottom, Right int }

// Sheet is a grid of cells as read: a worksheet, a delimited file, or a table in a
// document. Rows may have different lengths.
type Sheet struct {
	Source  int    // index in Report.Sources
	Name    string // worksheet name; "" for a table in a document
	Index   int    // 1-based index of the sheet in its file
	InText  bool   // a table inside a document
	Hidden  bool
	Cells   [][]Cell
	Merges  []Merge
	Caption []Caption // paragraphs that stand right above a table inside a document
	Block   int       // for a table inside a document: its block
	Loose   bool      // read from plain text, so that cells may have slipped sideways
	Numbers []int     // for a table inside a document: number of each row in reading order
	// Fonts are the names of the fonts of a workbook's cells, which tell in what legacy
	// encoding a string was typed; the first is "", the font of a cell that names none.
	Fonts []string
	Runs  []FontRun // of the cells whose text has several fonts, by row, column, start
}

// FontRun tells the font of a part of a cell's text: from byte Start of Raw on, up to
// the next run of the cell or its end.
type FontRun struct {
	Row, Col, Start int
	Font            uint16 // index in Sheet.Fonts
}

// Caption is a line of text above or below a table, and where it stands.
type Caption struct {
	Text string
	At   Location
}

// At returns the cell at a 0-based row and column, or an empty one outside the grid.
func (s *Sheet) At(row, col int) *Cell {
	if row < 0 || row >= len(s.Cells) || col < 0 || col >= len(s.Cells[row]) {
		return &Cell{}
	}
	return &s.Cells[row][col]
}

// Width is the length of the longest row.
func (s *Sheet) Width() int {
	w := 0
	for _, r := range s.Cells {
		w = max(w, len(r))
	}
	return w
}

// ColumnKind is the role of a column.
type ColumnKind uint8

const (
	Blank   ColumnKind = iota
	Ordinal            // running numbers: STT, No., rank by position
	Label              // names of the rows
	Words              // other text
	Count              // whole things: exact
	Measure            // amounts, written rounded
	Ratio              // percentages and shares
	Index              // an index around 100, or a relative change, in percent
	Year               // years as values
)

// Column is one column of a table.
type Column struct {
	Col     int      // 0-based in the sheet
	Path    []string // header texts from the top down: "Trong đó", "Hồ sơ số hóa kết quả"
	Heads   []Ref    // the header cells of Path
	Number  string   // "9" from a numbering row such as "(9)= (7+8)/(3)"
	Formula string   // "(7+8)/(3)" from the numbering row, "" when there is none
	At      Ref      // the numbering cell, meaningful when Number is set
	Kind    ColumnKind
	Unit    Unit
	Places  int8   // the decimal places that most of its numbers show
	Period  Period // the period that its header names
}

// Name is the header path as one string, its parts joined by " / ".
func (c *Column) Name() string {
	s := ""
	for i, p := range c.Path {
		if i > 0 {
			s += " / "
		}
		s += p
	}
	return s
}

// Title is the name with the column's number in front: "(15) Tỷ lệ hồ sơ trực tuyến (%)".
func (c *Column) Title() string {
	if c.Number == "" {
		return c.Name()
	}
	return "(" + c.Number + ") " + c.Name()
}

// Unit is the unit of measure of a column, a row or a table.
type Unit struct {
	Text    string // as written: "tỷ đồng", "%", "nghìn lượt"
	Base    string // the thing measured without its scale word, folded: "đồng", "lượt", "%"
	Scale   int8   // power of ten of the scale word: nghìn 3, triệu 6, tỷ 9
	Percent bool
}

// RowKind is the role of a row.
type RowKind uint8

const (
	BlankRow RowKind = iota
	TitleRow
	HeaderRow
	NumberingRow
	UnitRow    // one thing that the table lists
	SectionRow // a heading without figures; the rows below belong to it
	SubtotalRow
	TotalRow // the whole of the table or of a block of it
	NoteRow
)

// Row is one row of a table.
type Row struct {
	Row     int // 0-based in the sheet
	Kind    RowKind
	Level   int    // depth in the hierarchy, 0 is the top
	Ordinal string // "1", "II", "a": the running number in front, as written
	Label   string // as written, without the ordinal
	LabelAt Ref    // the cell of the label
	Parent  int    // index in Table.Rows of the row it belongs to, -1 at the top
	OfWhich bool   // "Trong đó": a part that need not complete the whole
	Unit    Unit   // unit of the row or of its block, when it has its own
}

// Table is a table recognised in a sheet. Rows and columns are those of its body;
// every place is a coordinate of the sheet.
type Table struct {
	Sheet                    int // index in Report.Sheets
	Top, Left, Bottom, Right int // area in the sheet, Bottom and Right included
	Title                    string
	Captions                 []Caption // title, period and unit lines above; notes below
	Period                   Period
	Unit                     Unit // "Đơn vị tính: tỷ đồng"
	DecimalMark              byte // ',' or '.', 0 when nothing shows it
	Columns                  []Column
	Rows                     []Row // body rows from top to bottom, sections and notes included
	LabelCol                 int   // index in Columns of the names of the rows, -1 when none
	Rules                    []Rule
	Exact                    bool      // its sums hold to the last digit, so whole numbers are exact counts
	Doubts                   []Message // what was not understood, one line each
	Beyond                   []Message // what no rule reaches, one line each
	Twin                     int       // index+1 in Report.Tables of the appendix that this table in the draft repeats, 0 for none
	TwinRows, TwinCols       []int     // for a twin: the row and the column of the original for each of its own, -1 for none
	rowAt, colAt             map[int]int
}

// NotUnderstood is what was not understood of the table, and what no rule reaches.
func (t *Table) NotUnderstood() []Message {
	return append(append([]Message(nil), t.Doubts...), t.Beyond...)
}

// Ref is the place of the cell at an index of Rows and an index of Columns.
func (t *Table) Ref(row, col int) Ref { return Ref{t.Sheet, t.Rows[row].Row, t.Columns[col].Col} }

// Index fills the look-up from sheet coordinates; call it when Rows and Columns are final.
func (t *Table) Index() {
	t.rowAt, t.colAt = make(map[int]int, len(t.Rows)), make(map[int]int, len(t.Columns))
	for i := range t.Rows {
		t.rowAt[t.Rows[i].Row] = i
	}
	for i := range t.Columns {
		t.colAt[t.Columns[i].Col] = i
	}
}

// RowOf and ColumnOf find the index of a sheet row or column, -1 when it is not in the body.
func (t *Table) RowOf(sheetRow int) int { return lookup(t.rowAt, sheetRow) }

// ColumnOf: see RowOf.
func (t *Table) ColumnOf(sheetCol int) int { return lookup(t.colAt, sheetCol) }

func lookup(m map[int]int, k int) int {
	if i, ok := m[k]; ok {
		return i
	}
	return -1
}

// Units are the indexes of the rows that name one thing each.
func (t *Table) Units() []int {
	var out []int
	for i := range t.Rows {
		if t.Rows[i].Kind == UnitRow {
			out = append(out, i)
		}
	}
	return out
}

// Period is a span of time as words name it. Zero fields are not named.
type Period struct {
	Year    int
	Quarter int
	Month   int // the month, or the last month of a span
	From    int // the first month of a span: "6 tháng" is From 1, Month 6
	Day     int
	Text    string // as written
}

// IsZero reports whether no period is named.
func (p Period) IsZero() bool { return p.Year == 0 && p.Quarter == 0 && p.Month == 0 && p.Day == 0 }
