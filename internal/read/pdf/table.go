package pdf

import (
	"math"
	"strings"

	"doisoat/schema"
)

// table is one table of the document, put together of the grids of its pages.
type table struct {
	page   int
	xs     []float64
	rows   int
	cells  []*cell
	margin float64
	ruled  bool
	loose  bool
}

func newTable(g *grid) *table {
	return &table{page: g.page, xs: g.xs, rows: len(g.ys) - 1, cells: g.cells, margin: g.margin(), ruled: g.ruled, loose: !g.ruled}
}

// edges finds each column edge of a grid among those of the table, nil when one of
// them has none or the outer ones are not the same. Pages may lie shifted.
func (t *table) edges(xs []float64) []int {
	shift := t.xs[0] - xs[0]
	out := make([]int, len(xs))
	for i, x := range xs {
		k := nearest(t.xs, x+shift)
		if k >= len(t.xs) || math.Abs(t.xs[k]-x-shift) > t.play(k) || i > 0 && k <= out[i-1] {
			return nil
		}
		out[i] = k
	}
	if out[len(out)-1] != len(t.xs)-1 {
		return nil
	}
	return out
}

// play is how far a column edge may lie from where it is on another page. Without rules
// it is only known to lie in the gap between two columns.
func (t *table) play(k int) float64 {
	if t.ruled {
		return 2 * near
	}
	w := t.xs[len(t.xs)-1] - t.xs[0]
	if k > 0 {
		w = min(w, t.xs[k]-t.xs[k-1])
	}
	if k+1 < len(t.xs) {
		w = min(w, t.xs[k+1]-t.xs[k])
	}
	return 0.45 * w
}

// extend goes on with the table on another page; false when the grid is another table.
// A head that is repeated is left out, and a row that the page cut in two is joined.
func (t *table) extend(g *grid) bool {
	if t.ruled != g.ruled || !g.ruled && len(t.xs) != len(g.xs) {
		return false
	}
	edge := t.edges(g.xs)
	if edge == nil {
		return false
	}
	for _, c := range g.cells {
		c.left, c.right = edge[c.left], edge[c.right+1]-1
	}
	head := t.repeated(g)
	first := t.rows
	var rest []*cell
	for _, c := range g.cells {
		if c.top >= head {
			c.top += first - head
			c.bottom += first - head
			rest = append(rest, c)
		}
	}
	t.rows += len(g.ys) - 1 - head
	t.cells = append(t.cells, rest...)
	if t.rows > first && (t.blankRow(first) || t.cutRow(first)) {
		t.joinRow(first)
	}
	return true
}

// repeated is the number of rows at the head of a grid that repeat those of the table.
func (t *table) repeated(g *grid) int {
	mine, theirs := byRow(t.cells, t.rows), byRow(g.cells, len(g.ys)-1)
	n := 0
	for n < len(mine) && n < len(theirs) && sameRow(mine[n], theirs[n]) {
		n++
	}
	if n == len(theirs) && n > 1 || n > 0 && bare(theirs[:n]) {
		return 0
	}
	for _, c := range g.cells { // a cell reaches from the head into the body
		if c.top < n && c.bottom >= n {
			return 0
		}
	}
	return n
}

func byRow(cells []*cell, rows int) [][]*cell {
	out := make([][]*cell, rows)
	for _, c := range cells {
		if c.top < rows {
			out[c.top] = append(out[c.top], c)
		}
	}
	return out
}

func sameRow(a, b []*cell) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].left != b[i].left || a[i].right != b[i].right || !repeats(b[i].plain(), a[i].plain()) {
			return false
		}
	}
	return true
}

// repeats reports whether a text repeats that of a cell of the head, of which a page may
// cut the end off.
func repeats(s, head string) bool {
	return s == head || len(s)*2 > len(head) && strings.HasPrefix(head, s)
}

func bare(rows [][]*cell) bool {
	for _, r := range rows {
		for _, c := range r {
			if len(c.lines) > 0 {
				return false
			}
		}
	}
	return true
}

// plain is the text of a cell for comparing.
func (c *cell) plain() string {
	s := ""
	for i := range c.lines {
		s += c.lines[i].string()
	}
	return s
}

// row gives the cells of a row by column; nil stands where none begins.
func (t *table) row(i int) []*cell {
	out := make([]*cell, len(t.xs)-1)
	for _, c := range t.cells {
		if c.top <= i && i <= c.bottom {
			for j := c.left; j <= c.right; j++ {
				out[j] = c
			}
		}
	}
	return out
}

// blankRow reports whether row i is the foot of the row above, on which nothing is
// left to stand: its cells are the same, and empty.
func (t *table) blankRow(i int) bool {
	above, below := t.row(i-1), t.row(i)
	for j := range below {
		a, b := above[j], below[j]
		if a == nil || b == nil || a.left != b.left || a.right != b.right || b.bottom > i || len(b.lines) > 0 {
			return false
		}
	}
	return true
}

// cutRow reports whether row i, the first of a page, is the rest of the row before: it
// fills fewer cells, each below a cell whose last line was full.
func (t *table) cutRow(i int) bool {
	above, below := t.row(i-1), t.row(i)
	more, rest := 0, 0
	for j := range below {
		a, b := above[j], below[j]
		if a == nil || b == nil || a.left != b.left || a.right != b.right || b.bottom > i {
			return false
		}
		switch {
		case len(b.lines) == 0:
			if len(a.lines) > 0 {
				more++
			}
		case len(a.lines) == 0:
			return false
		default:
			if !a.goesOn(&b.lines[0], t.width(a)) {
				return false
			}
			rest++
		}
	}
	return rest > 0 && more > rest
}

// joinRow adds row i to the row above.
func (t *table) joinRow(i int) {
	above, below := t.row(i-1), t.row(i)
	for j := range below {
		if j == below[j].left {
			above[j].lines = append(above[j].lines, below[j].lines...)
		}
	}
	var left []*cell
	for _, c := range t.cells {
		if c.top == i {
			continue
		}
		if c.top > i {
			c.top--
		}
		if c.bottom >= i {
			c.bottom--
		}
		left = append(left, c)
	}
	t.cells = left
	t.rows--
}

// width is what a cell offers to a line of text.
func (t *table) width(c *cell) float64 { return c.box.x1 - c.box.x0 - 2*t.margin }

// grid writes the table as cells and merged ranges.
func (t *table) grid(known words) (cells [][]schema.Cell, merges []schema.Merge) {
	cells = make([][]schema.Cell, t.rows)
	for i := range cells {
		cells[i] = make([]schema.Cell, len(t.xs)-1)
	}
	for _, c := range t.cells {
		for i := c.top; i <= c.bottom; i++ {
			for j := c.left; j <= c.right; j++ {
				cells[i][j].Covered = true
			}
		}
		to := &cells[c.top][c.left]
		to.Covered = false
		if to.Raw = c.text(t.width(c), known); to.Raw != "" {
			to.Kind = schema.Text
		}
		if c.bottom > c.top || c.right > c.left {
			merges = append(merges, schema.Merge{Top: c.top, Left: c.left, Bottom: c.bottom, Right: c.right})
		}
	}
	return cells, merges
}
