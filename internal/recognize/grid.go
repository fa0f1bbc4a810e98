package recognize

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// class is what a cell looks like before the table around it is known.
type class uint8

const (
	nothing class = iota
	words
	figure // a number, or text that reads as one
	none   // a mark for none
	other  // date, error value, truth value
)

// line sums up one row of a sheet.
type line struct {
	first, last int // columns of the first and last cell that is not empty; -1 when blank
	words       int
	figures     int
	nones       int
	years       int // figures that read as years
	numbering   bool
}

func (l line) blank() bool { return l.first < 0 }

// data reports whether the row holds figures other than header years and column numbers.
func (l line) data() bool { return l.figures > 0 && !l.numbering }

type grid struct {
	rep   *schema.Report
	index int
	sheet *schema.Sheet
	pack  *lang.Pack
	none  map[string]bool
	class [][]class
	lines []line
	width int

	merges map[[2]int]schema.Merge // by their top left corner

	spreadsheet bool // it has merged cells or formulas
}

func newGrid(rep *schema.Report, index int, pack *lang.Pack) *grid {
	s := rep.Sheets[index]
	g := &grid{rep: rep, index: index, sheet: s, pack: pack, none: map[string]bool{}, width: s.Width()}
	for _, w := range pack.Table.None {
		g.none[w] = true
	}
	g.spreadsheet = len(s.Merges) > 0
	g.merges = make(map[[2]int]schema.Merge, len(s.Merges))
	for _, m := range s.Merges {
		g.merges[[2]int{m.Top, m.Left}] = m
	}
	g.class = make([][]class, len(s.Cells))
	g.lines = make([]line, len(s.Cells))
	for r := range s.Cells {
		g.class[r] = make([]class, len(s.Cells[r]))
		for c := range s.Cells[r] {
			g.class[r][c] = g.classOf(&s.Cells[r][c])
			g.spreadsheet = g.spreadsheet || s.Cells[r][c].Formula != ""
		}
		g.lines[r] = g.sumUp(r)
	}
	g.strayFigures()
	return g
}

// sumUp counts what the cells of a row are.
func (g *grid) sumUp(r int) line {
	l := line{first: -1, last: -1}
	for c, k := range g.class[r] {
		if k == nothing {
			continue
		}
		if l.first < 0 {
			l.first = c
		}
		l.last = c
		switch k {
		case words:
			l.words++
		case none:
			l.nones++
		case figure:
			l.figures++
			if yearOf(g.sheet.Cells[r][c].Raw) != 0 {
				l.years++
			}
		}
	}
	l.numbering = g.isNumbering(r)
	return l
}

func (g *grid) classOf(c *schema.Cell) class {
	switch c.Kind {
	case schema.Empty:
		return nothing
	case schema.Numeric:
		return figure
	case schema.Nil:
		return none
	case schema.Text:
		t := strings.TrimSpace(c.Raw)
		switch {
		case t == "":
			return nothing
		case looksNumeric(t):
			return figure
		case len(t) <= 4 && g.none[lang.Fold(t)]:
			return none
		}
		return words
	}
	return other
}

func (g *grid) at(r, c int) class {
	if r < 0 || r >= len(g.class) || c < 0 || c >= len(g.class[r]) {
		return nothing
	}
	return g.class[r][c]
}

func (g *grid) raw(r, c int) string { return strings.TrimSpace(g.sheet.At(r, c).Raw) }

// mergeAt is the merged range whose top left corner is at (r, c).
func (g *grid) mergeAt(r, c int) (schema.Merge, bool) {
	m, ok := g.merges[[2]int{r, c}]
	return m, ok
}

// yearOf reads a text of four digits as a year, 0 when it is none.
func yearOf(s string) int {
	s = strings.TrimSpace(s)
	if len(s) != 4 {
		return 0
	}
	y := 0
	for i := 0; i < 4; i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		y = y*10 + int(s[i]-'0')
	}
	if y < 1900 || y > 2100 {
		return 0
	}
	return y
}

// doubt notes what was not understood of a table.
func doubt(t *schema.Table, key string, pairs ...any) {
	t.Doubts = append(t.Doubts, schema.Say(key, pairs...))
}
