package testdocs

import (
	"fmt"
	"strings"
)

// Grid is an appendix table as written in an appendix.grid file. Its lines are
//
//	# words          a remark
//	@lang vi|en      decimal and thousands marks of numbers shown outside the workbook
//	@text tab|pipe   form of the table in report.md
//	@sheet NAME      name of the worksheet
//	@title WORDS     a line above the table, merged over its width
//	@note WORDS      a line below the table
//	@blank           an empty row
//	@head N          the next N rows are header rows
//	@bold            the next row is bold
//	@lost N          in a tab table the next row has lost its first N empty cells
//	cell | cell | …  a row
//
// A cell is one of
//
//	words            a text, also a number kept as text
//	#12.5            a number; #12.5;0.00 a number with a number format
//	=A1+B1;12.5;0.0  a formula with its cached value and number format
//	<                part of the merged cell to its left
//	^                part of the merged cell above it
type Grid struct {
	Lang   string
	Form   string // "tab" or "pipe"
	Sheet  string
	Titles []string
	Notes  []string
	Gap    bool // an empty row between the titles and the table
	Rows   []GridRow
	Width  int
}

// GridRow is one row of the table.
type GridRow struct {
	Cells []GridCell
	Bold  bool
	Head  bool
	Lost  int
}

// GridCell is one cell: a text, or a number with its format, or a formula.
type GridCell struct {
	Text    string // a text, or the number as stored, with a decimal point
	Number  bool
	Format  string // number format, "" for General
	Formula string
	Left    bool // covered by the cell to the left
	Above   bool // covered by the cell above
}

// Covered reports whether the cell is part of a merged neighbour.
func (c GridCell) Covered() bool { return c.Left || c.Above }

// ParseGrid reads an appendix.grid file.
func ParseGrid(src string) (*Grid, error) {
	g := &Grid{Lang: "vi", Form: "pipe", Sheet: "Sheet1"}
	var next GridRow
	heads := 0
	for n, line := range strings.Split(src, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		if !strings.HasPrefix(line, "@") {
			row := next
			next = GridRow{}
			row.Head = heads > 0
			heads = max(0, heads-1)
			for _, cell := range strings.Split(line, "|") {
				c, err := parseCell(strings.TrimSpace(cell))
				if err != nil {
					return nil, fmt.Errorf("line %d: %w", n+1, err)
				}
				row.Cells = append(row.Cells, c)
			}
			if g.Width == 0 {
				g.Width = len(row.Cells)
			}
			if len(row.Cells) != g.Width {
				return nil, fmt.Errorf("line %d: %d cells where the first row has %d", n+1, len(row.Cells), g.Width)
			}
			g.Rows = append(g.Rows, row)
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "@lang":
			g.Lang = rest
		case "@text":
			g.Form = rest
		case "@sheet":
			g.Sheet = rest
		case "@title":
			g.Titles = append(g.Titles, rest)
		case "@note":
			g.Notes = append(g.Notes, rest)
		case "@blank":
			g.Gap = true
		case "@bold":
			next.Bold = true
		case "@head":
			if _, err := fmt.Sscanf(rest, "%d", &heads); err != nil {
				return nil, fmt.Errorf("line %d: %q is not a number of rows", n+1, rest)
			}
		case "@lost":
			if _, err := fmt.Sscanf(rest, "%d", &next.Lost); err != nil {
				return nil, fmt.Errorf("line %d: %q is not a number of cells", n+1, rest)
			}
		default:
			return nil, fmt.Errorf("line %d: unknown word %q", n+1, word)
		}
	}
	if len(g.Rows) == 0 {
		return nil, fmt.Errorf("no rows")
	}
	return g, nil
}

func parseCell(s string) (GridCell, error) {
	switch {
	case s == "<":
		return GridCell{Left: true}, nil
	case s == "^":
		return GridCell{Above: true}, nil
	case strings.HasPrefix(s, "#"):
		value, format, _ := strings.Cut(s[1:], ";")
		if !decimal(value) {
			return GridCell{}, fmt.Errorf("%q is not a number", value)
		}
		return GridCell{Text: value, Number: true, Format: format}, nil
	case strings.HasPrefix(s, "="):
		parts := strings.SplitN(s[1:], ";", 3)
		if len(parts) < 2 || !decimal(parts[1]) {
			return GridCell{}, fmt.Errorf("formula %q has no cached number", s)
		}
		c := GridCell{Formula: parts[0], Text: parts[1], Number: true}
		if len(parts) == 3 {
			c.Format = parts[2]
		}
		return c, nil
	}
	return GridCell{Text: s}, nil
}

// decimal reports whether s is digits with at most one point, after at most one minus.
func decimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	points := 0
	for i := range len(s) {
		switch {
		case s[i] == '.':
			points++
		case s[i] < '0' || s[i] > '9':
			return false
		}
	}
	return s != "" && points <= 1 && s[0] != '.' && s[len(s)-1] != '.'
}

// span gives the number of columns and rows that the cell at row and col covers,
// itself included.
func (g *Grid) span(row, col int) (cols, rows int) {
	cols, rows = 1, 1
	for col+cols < g.Width && g.Rows[row].Cells[col+cols].Left {
		cols++
	}
	for row+rows < len(g.Rows) && g.Rows[row+rows].Cells[col].Above {
		rows++
	}
	return cols, rows
}

// AsText gives the grid with all numbers kept as texts, as a reader sees them.
func (g *Grid) AsText() *Grid {
	out := *g
	out.Rows = make([]GridRow, len(g.Rows))
	for i, row := range g.Rows {
		out.Rows[i] = row
		out.Rows[i].Cells = make([]GridCell, len(row.Cells))
		for j, c := range row.Cells {
			out.Rows[i].Cells[j] = GridCell{Text: g.shown(c), Left: c.Left, Above: c.Above}
		}
	}
	return &out
}
