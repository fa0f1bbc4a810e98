package html

import (
	"strings"

	"doisoat/schema"
)

// table is a table being read. Its cells keep their paragraphs, for a table that only
// lays out text is read as text.
type table struct {
	placed  []placed
	rows    int   // begun so far
	row     bool  // a row is open
	column  int   // of the next cell of the row
	down    []int // by column, the rows that a cell from above still covers
	foot    []bool
	group   int // first row of the row group
	covered int // cells of the finished grid
	work    int // columns looked at at the ends of rows

	cells    [][]schema.Cell
	merges   []schema.Merge
	contents [][]item // of each cell, in reading order
	width    int
}

// placed is a cell at its place in the grid.
type placed struct {
	row, col      int
	width, height int
	items         []item
	at            place
	stored        stored
}

// Bounds of the HTML standard, 4.9.11.
const (
	maxWidth  = 1000
	maxHeight = 65534
)

// workForCell is how many columns of empty rows count as much as a cell.
const workForCell = 8

// enterTable begins a row group, a row or a cell of the innermost table.
func (r *reader) enterTable(e *element, a attributes) {
	i := r.open(tableFence, "table")
	if i < 0 {
		return
	}
	t := r.stack[i].table
	e.table = t
	switch e.name {
	case "tr":
		if !e.look.hidden {
			t.begin(r.open(tableFence, "tfoot") >= 0)
		}
	case "td", "th":
		if e.look.hidden || !t.row || t.rows > r.lim.Rows {
			return
		}
		width := min(a.number("colspan", 1, maxWidth, 1), r.lim.Cols)
		height := a.number("rowspan", 0, maxHeight, 1)
		if a["rowspan"] == "0" || height == 0 {
			height = maxHeight
		}
		if t.place(width, height, r.lim.Cols, r.place) {
			t.placed[len(t.placed)-1].stored = storedIn(a)
			e.outer, r.flow = r.flow, &flow{}
			r.cells++
		}
	}
}

// rowOf opens the row that a cell right inside the table at index i of the stack asks
// for.
func (r *reader) rowOf(i int) {
	e := element{name: "tr", look: r.look(), table: r.stack[i].table}
	e.table.begin(r.open(tableFence, "tfoot") >= 0)
	r.stack = append(r.stack, e)
}

// begin begins a row.
func (t *table) begin(foot bool) {
	t.row, t.column = true, 0
	t.rows++
	t.foot = append(t.foot, foot)
}

// place puts a cell at the next free place of the row; false when the row is full.
func (t *table) place(width, height, limit int, at place) bool {
	for t.column < len(t.down) && t.down[t.column] > 0 {
		t.column++
	}
	if t.column+width > limit {
		return false
	}
	for t.column+width > len(t.down) {
		t.down = append(t.down, 0)
	}
	for i := 1; i < width; i++ { // a wide cell ends before one from above
		if t.down[t.column+i] > 0 {
			width = i
			break
		}
	}
	t.placed = append(t.placed, placed{row: t.rows - 1, col: t.column, width: width, height: height, at: at})
	for i := range width {
		t.down[t.column+i] = -height // covers from the next row on
	}
	t.column += width
	return true
}

// content fills the cell that was placed last.
func (t *table) content(f *flow) { t.placed[len(t.placed)-1].items = f.items }

// endGroup ends a row, or a group of rows, beyond which no cell reaches.
func (t *table) endGroup(name string) {
	switch name {
	case "tr":
		if !t.row {
			return
		}
		t.row = false
		t.work += len(t.down)
		for i, n := range t.down {
			if n < 0 {
				n = -n
			}
			t.down[i] = max(n-1, 0)
		}
	case "thead", "tbody", "tfoot":
		t.clip()
	}
}

// clip ends the cells that reach below the last row so far.
func (t *table) clip() {
	for i := len(t.placed) - 1; i >= 0 && t.placed[i].row >= t.group; i-- {
		p := &t.placed[i]
		p.height = min(p.height, t.rows-p.row)
	}
	clear(t.down)
	t.group = t.rows
}

// finish makes the grid, its foot last wherever it stands in the source; a grid of
// more than limit cells is left out.
func (t *table) finish(limit int) {
	t.clip()
	order, n := make([]int, t.rows), 0
	for _, foot := range []bool{false, true} {
		for i := range t.rows {
			if t.foot[i] == foot {
				order[i] = n
				n++
			}
		}
	}
	widths := make([]int, t.rows)
	for _, p := range t.placed {
		for i := range p.height {
			widths[p.row+i] = max(widths[p.row+i], p.col+p.width)
		}
		t.width = max(t.width, p.col+p.width)
		if t.covered += p.height; t.covered > limit {
			return
		}
	}
	t.covered = 0
	for _, w := range widths {
		if t.covered += w; t.covered > limit {
			return
		}
	}
	if len(t.placed) == 0 {
		return
	}
	t.cells = make([][]schema.Cell, t.rows)
	for i, w := range widths {
		t.cells[order[i]] = make([]schema.Cell, w)
	}
	for _, foot := range []bool{false, true} {
		for _, p := range t.placed {
			if t.foot[p.row] == foot {
				t.fill(p, order[p.row])
			}
		}
	}
}

// fill writes a cell into the grid at a row and marks what it covers.
func (t *table) fill(p placed, row int) {
	for i := range p.height {
		for j := range p.width {
			t.cells[row+i][p.col+j] = schema.Cell{Covered: i+j > 0}
		}
	}
	c := &t.cells[row][p.col]
	c.Line, c.Column = p.at.line, p.at.col
	var parts []string
	for _, it := range p.items {
		if it.table == nil {
			if len(parts) == 0 && it.at.line > 0 {
				c.Line, c.Column = it.at.line, it.at.col
			}
			parts = append(parts, it.cell)
		}
	}
	if c.Raw = strings.Join(parts, "\n"); c.Raw != "" {
		c.Kind = schema.Text
		p.stored.set(c)
	}
	t.contents = append(t.contents, p.items)
	if p.width > 1 || p.height > 1 {
		t.merges = append(t.merges, schema.Merge{Top: row, Left: p.col, Bottom: row + p.height - 1, Right: p.col + p.width - 1})
	}
}
