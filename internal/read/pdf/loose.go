package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// A table without rules shows itself by gaps that run down the page between its
// columns. Lengths are shares of the size of the type.
const (
	cellGap     = 0.6  // parts the pieces of a row
	corridor    = 0.35 // least width of a gap that runs down
	rowDistance = 3.5  // rows farther apart are not of one table
	leastSeeds  = 3    // rows with three pieces or more that make a table likely
	between     = 16   // rows of less than three pieces between two such rows
)

// piece is what stands in one cell on one baseline.
type piece struct {
	line
	left, right int // columns, both included
}

// candidate is rows of one page that may be a table, and its columns.
type candidate struct {
	part    *part
	from, n int
	columns []rect
	goesOn  bool // it is a part of a table that stands on another page too
}

// looseTables finds the tables of the pages that no rules frame and takes their rows out
// of the pages. A table that goes on over pages has the columns of the page that shows
// most of them: on a page of few rows, the head hides some.
func looseTables(parts []*part) {
	var all []*candidate
	for _, p := range parts {
		for i := 0; i < len(p.rows); {
			if n := seeded(p.rows[i:], p.page.number); n > 0 {
				if c := newCandidate(p, i, n); c != nil {
					all = append(all, c)
					i += n
					continue
				}
			}
			i++
		}
	}
	for i := 1; i < len(all); i++ {
		all[i].learn(all[i-1])
	}
	for i := len(all) - 1; i > 0; i-- {
		all[i-1].learn(all[i])
	}
	for k := len(all) - 1; k >= 0; k-- {
		c := all[k]
		rows := c.part.rows
		if g, n := looseTable(rows[c.from:], c.n, c.columns, c.goesOn, c.part.page.number); g != nil {
			c.part.grids = append(c.part.grids, g)
			c.part.rows = slices.Concat(rows[:c.from], rows[c.from+n:])
		}
	}
}

func newCandidate(p *part, from, n int) *candidate {
	var pieces [][]line
	for i := range p.rows[from : from+n] {
		pieces = append(pieces, p.rows[from+i].pieces(p.page.number))
	}
	c := &candidate{part: p, from: from, n: n, columns: inkColumns(pieces)}
	if len(c.columns) < 3 {
		return nil
	}
	return c
}

// learn takes over the columns of the same table on the page before or after, if that
// shows more of them.
func (c *candidate) learn(d *candidate) {
	pages := c.part.page.number - d.part.page.number
	if pages < -1 || pages > 1 || len(d.columns) < len(c.columns) {
		return
	}
	mine, theirs := c.columns, d.columns
	last := theirs[len(theirs)-1]
	if end := mine[len(mine)-1].x1; math.Abs(mine[0].x0-theirs[0].x0) <= 2*near && end > last.x0 && end < last.x1+(last.x1-last.x0) {
		c.columns, c.goesOn = theirs, len(theirs) > 4
	}
}

// pieces cuts a row at the gaps that may part cells.
func (r *row) pieces(page int) []line { return cut(r.chars, cellGap, page) }

// seeded measures the rows that may be a table beginning here.
func seeded(rows []row, page int) int {
	if len(rows[0].pieces(page)) < 3 {
		return 0
	}
	end, seeds := 0, 0
	for i := range rows {
		if i > 0 && (rows[i].base-rows[i-1].base > rowDistance*rows[i].lines[0].size || i-end > between) {
			break
		}
		if len(rows[i].pieces(page)) >= 3 {
			seeds++
			end = i + 1
		} else if i > 0 && wide(&rows[i], rows[:end]) {
			break
		}
	}
	if seeds < leastSeeds {
		return 0
	}
	return end
}

// wide reports whether a row fills more than half of the width of the rows above, as
// prose does.
func wide(r *row, above []row) bool {
	var all []line
	for i := range above {
		all = append(all, above[i].lines...)
	}
	x0, x1 := extent(all)
	a, b := extent(r.lines)
	return b-a > (x1-x0)/2
}

// looseTable makes a grid of the first n rows, and of those below that go on with the
// last row of the table; it gives the number of rows taken. The grid is nil when they
// show no columns of figures and are no part of a table of another page.
func looseTable(rows []row, n int, columns []rect, goes bool, page int) (*grid, int) {
	g := &grid{page: page}
	for i, c := range columns {
		if i == 0 {
			g.xs = append(g.xs, c.x0)
		} else {
			g.xs = append(g.xs, (columns[i-1].x1+c.x0)/2)
		}
	}
	g.xs = append(g.xs, columns[len(columns)-1].x1)
	var placed [][]piece
	for i := range rows[:n] {
		placed = append(placed, place(rows[i].pieces(page), columns))
	}
	records := records(placed, columns, widths(placed, columns))
	for n < len(rows) {
		ps := place(rows[n].pieces(page), columns)
		if !goesOn(records[len(records)-1], ps) {
			break
		}
		addTo(records[len(records)-1], ps)
		n++
	}
	rows = rows[:n]
	figures := 0
	for i, rec := range records {
		for _, c := range rec {
			c.top, c.bottom = i, i
			if isFigure(c.plain()) {
				figures++
			}
			g.cells = append(g.cells, c)
		}
	}
	if !goes && (len(records) < 3 || figures < 4) {
		return nil, 0
	}
	head := headRows(g.cells, len(records))
	g.cells = joinHead(g.cells, len(records), head)
	widen(g.cells, head, len(columns))
	left := dropEmpty(g.cells, len(records))
	g.cells = complete(g.cells, left, len(columns))
	for i := range left + 1 {
		g.ys = append(g.ys, float64(i)) // no line parts the rows: only their number counts
	}
	g.box = rect{g.xs[0], rows[0].base - rows[0].lines[0].size, g.xs[len(g.xs)-1], rows[len(rows)-1].base}
	return g, n
}

// inkColumns finds the columns: stretches that hold text in more than a few rows, parted
// by stretches that hardly any row touches.
func inkColumns(rows [][]line) []rect {
	type event struct {
		x    float64
		step int
	}
	var events []event
	size := 0.0
	for _, ls := range rows {
		for _, l := range ls {
			events = append(events, event{l.box.x0, 1}, event{l.box.x1, -1})
			size = max(size, l.size)
		}
	}
	slices.SortFunc(events, func(a, b event) int {
		if a.x != b.x {
			if a.x < b.x {
				return -1
			}
			return 1
		}
		return b.step - a.step
	})
	few := max(1, len(rows)/12)
	var out []rect
	depth := 0
	for i, e := range events {
		if depth > few && i > 0 { // ink up to here
			if n := len(out); n > 0 && events[i-1].x-out[n-1].x1 < corridor*size {
				out[n-1].x1 = e.x
			} else {
				out = append(out, rect{x0: events[i-1].x, x1: e.x})
			}
		}
		depth += e.step
	}
	return out
}

// place gives the pieces of a row their columns.
func place(ls []line, columns []rect) []piece {
	var out []piece
	for _, l := range ls {
		p := piece{line: l, left: -1}
		for j, c := range columns {
			if min(l.box.x1, c.x1)-max(l.box.x0, c.x0) > 0 {
				if p.left < 0 {
					p.left = j
				}
				p.right = j
			}
		}
		if p.left < 0 { // in a gap: the nearest column
			for j, c := range columns {
				if p.left < 0 || math.Abs(c.x0-l.box.x0) < math.Abs(columns[p.left].x0-l.box.x0) {
					p.left, p.right = j, j
				}
			}
		}
		if n := len(out); n > 0 && out[n-1].right >= p.left {
			out[n-1].join(p)
			continue
		}
		out = append(out, p)
	}
	return out
}

// join adds a piece of the same cell on its right.
func (p *piece) join(q piece) {
	p.text = append(append(p.text, blankChar), q.text...)
	p.from = append(append(p.from, p.box.x1), q.from...)
	p.box.x1 = q.box.x1
	p.right = max(p.right, q.right)
}

// widths is what each column offers to a line: its longest line, or more where the next
// column is farther off than any two columns are.
func widths(rows [][]piece, columns []rect) []float64 {
	out := make([]float64, len(columns))
	for _, ps := range rows {
		for _, p := range ps {
			if p.left == p.right {
				out[p.left] = max(out[p.left], p.box.x1-p.box.x0)
			}
		}
	}
	gap := math.Inf(1)
	for j := 1; j < len(columns); j++ {
		gap = min(gap, columns[j].x0-columns[j-1].x0-out[j-1])
	}
	for j := 1; j < len(columns); j++ {
		out[j-1] = max(out[j-1], columns[j].x0-columns[j-1].x0-max(gap, 0))
	}
	return out
}

// records puts baselines together to rows of the table. In a row whose cells begin at
// the same height, a line fills no cell that the line above left empty, and each of its
// pieces goes on with one that had no room left.
func records(rows [][]piece, columns []rect, widths []float64) [][]*cell {
	var out [][]*cell
	for _, ps := range rows {
		if n := len(out); n > 0 && goesOn(out[n-1], ps) {
			addTo(out[n-1], ps)
			continue
		}
		var rec []*cell
		for _, p := range ps {
			w := widths[p.left]
			if p.right > p.left {
				w = columns[p.right].x1 - columns[p.left].x0
			}
			rec = append(rec, &cell{left: p.left, right: p.right, box: rect{x1: max(w, p.box.x1-p.box.x0)}, lines: []line{p.line}})
		}
		out = append(out, rec)
	}
	return out
}

// addTo adds a line to a row of the table.
func addTo(rec []*cell, ps []piece) {
	for _, p := range ps {
		c := cellAt(rec, p.left)
		c.lines = append(c.lines, p.line)
	}
}

// goesOn reports whether a line goes on with a row of the table.
func goesOn(rec []*cell, ps []piece) bool {
	base := math.Inf(-1)
	for _, c := range rec {
		base = max(base, c.lines[len(c.lines)-1].base)
	}
	for _, p := range ps {
		c := cellAt(rec, p.left)
		if c == nil || c.left != p.left || c.right < p.right || c.lines[len(c.lines)-1].base < base-0.5*p.size || !c.next(&p.line) || c.anew(&p.line) || !c.goesOn(&p.line, c.box.x1) {
			return false
		}
	}
	return true
}

func cellAt(rec []*cell, column int) *cell {
	for _, c := range rec {
		if c.left <= column && column <= c.right {
			return c
		}
	}
	return nil
}

// headRows is the number of rows above the first row of figures.
func headRows(cells []*cell, rows int) int {
	for i, row := range byRow(cells, rows) {
		figures := 0
		for _, c := range row {
			if t := c.plain(); isFigure(strings.Trim(t, "()")) {
				figures++
			}
		}
		if figures > 1 {
			return i
		}
	}
	return rows
}

// joinHead joins, in the head, a cell with the one below it that goes on with its words.
func joinHead(cells []*cell, rows, head int) []*cell {
	byRow := byRow(cells, rows)
	gone := map[*cell]bool{}
	for i := 1; i < head; i++ {
		for _, c := range byRow[i] {
			for _, up := range byRow[i-1] {
				if up.left == c.left && up.right == c.right && up.next(&c.lines[0]) && up.goesOn(&c.lines[0], up.box.x1) {
					up.lines = append(up.lines, c.lines...)
					up.bottom = c.bottom
					gone[c] = true
					byRow[i] = append(byRow[i], up)
				}
			}
		}
	}
	return slices.DeleteFunc(cells, func(c *cell) bool { return gone[c] })
}

// widen lets a cell of the head that stands over others reach over those beside them
// that have nothing above, which its own words are too short to show.
func widen(cells []*cell, head, columns int) {
	for i := range head - 1 {
		above, below := make([]*cell, columns), make([]bool, columns)
		for _, c := range cells {
			for j := c.left; j <= c.right; j++ {
				if c.top <= i && i <= c.bottom {
					above[j] = c
				} else if c.top == i+1 && c.bottom < head {
					below[j] = true
				}
			}
		}
		for j := 1; j < columns; j++ { // words begin at the left of what they head
			if c := above[j-1]; above[j] == nil && below[j] && c != nil && c.top == i && c.bottom == i && below[j-1] {
				c.right, above[j] = j, c
			}
		}
		for j := columns - 2; j >= 0; j-- { // or stand in its middle
			if c := above[j+1]; above[j] == nil && below[j] && c != nil && c.top == i && c.bottom == i && below[j+1] {
				c.left, above[j] = j, c
			}
		}
	}
}

// anew reports whether a line is a figure of its own: the cell had room for its first
// digit on the line before.
func (c *cell) anew(l *line) bool {
	last := &c.lines[len(c.lines)-1]
	return isFigure(l.string()) && !cutFigure(tail(c.text(c.box.x1, nil)), l.string()) && last.box.x1-last.box.x0+l.letter() <= c.box.x1-slack
}

// next reports whether a line stands right below the last line of a cell.
func (c *cell) next(l *line) bool {
	d := l.base - c.lines[len(c.lines)-1].base
	return d > 0 && d <= 1.8*l.size
}

// dropEmpty takes out the rows in which no cell begins and gives the number left.
func dropEmpty(cells []*cell, rows int) int {
	begins := make([]int, rows+1) // then: how many rows up to this one have a cell
	for _, c := range cells {
		begins[c.top] = 1
	}
	for i := 1; i <= rows; i++ {
		begins[i] += begins[i-1]
	}
	for _, c := range cells {
		c.top, c.bottom = begins[c.top]-1, max(begins[c.bottom]-1, begins[c.top]-1)
	}
	return begins[rows]
}

// complete adds the empty cells.
func complete(cells []*cell, rows, columns int) []*cell {
	taken := make([]bool, rows*columns)
	for _, c := range cells {
		for i := c.top; i <= c.bottom; i++ {
			for j := c.left; j <= c.right; j++ {
				taken[i*columns+j] = true
			}
		}
	}
	for i := range rows {
		for j := range columns {
			if !taken[i*columns+j] {
				cells = append(cells, &cell{top: i, bottom: i, left: j, right: j})
			}
		}
	}
	return cells
}

// isFigure reports a text that holds a number and nothing else.
func isFigure(s string) bool {
	return s != "" && strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsDigit(r) && !strings.ContainsRune(".,% -", r)
	})
}
