package recognize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// header reads the header rows of a block into the paths of the columns.
type header struct {
	g       *grid
	b       block
	rows    []int // header rows from the top, numbering and unit rows aside
	unitRow int   // row of units under the header, -1 when there is none
	owner   map[[2]int][2]int
	span    map[[2]int]int // number of columns that a header cell covers
}

func (g *grid) newHeader(b block) *header {
	h := &header{g: g, b: b, unitRow: -1, owner: map[[2]int][2]int{}, span: map[[2]int]int{}}
	for r := b.top; r < b.body; r++ {
		if r != b.number && !g.lines[r].blank() {
			h.rows = append(h.rows, r)
		}
	}
	if n := len(h.rows); n > 1 && h.isUnitRow(h.rows[n-1]) {
		h.unitRow = h.rows[n-1]
		h.rows = h.rows[:n-1]
	}
	merged := false
	for _, m := range g.sheet.Merges {
		if m.Top < b.top || m.Top >= b.body {
			continue
		}
		merged = merged || m.Right > m.Left
		for r := m.Top; r <= m.Bottom; r++ {
			for c := m.Left; c <= m.Right; c++ {
				h.owner[[2]int{r, c}] = [2]int{m.Top, m.Left}
			}
		}
		h.span[[2]int{m.Top, m.Left}] = m.Right - m.Left + 1
	}
	if !merged {
		h.flow()
	}
	return h
}

// isUnitRow reports whether the cells of a row are units of measure.
func (h *header) isUnitRow(r int) bool {
	units, all := 0, 0
	for c := range h.g.class[r] {
		if h.g.class[r][c] != words {
			continue
		}
		all++
		if parseUnit(h.g.raw(r, c), h.g.pack).Text != "" {
			units++
		}
	}
	return units > 0 && units*2 >= all
}

// flow lets header cells without merges cover the empty cells to their right: up to
// the next cell of their row or of a row above, where a cell below has words.
func (h *header) flow() {
	for i, r := range h.rows[:max(len(h.rows)-1, 0)] {
		below := func(c int) bool {
			for _, s := range h.rows[i+1:] {
				if h.g.at(s, c) != nothing {
					return true
				}
			}
			return false
		}
		starts := func(c int) bool { // a cell of this row or above begins here
			for _, s := range h.rows[:i+1] {
				if h.g.at(s, c) != nothing {
					return true
				}
			}
			return false
		}
		for c := h.b.left; c <= h.b.right; c++ {
			if h.g.at(r, c) == nothing || !below(c) {
				continue
			}
			from := [2]int{r, c}
			for d := c + 1; d <= h.b.right && !starts(d) && below(d); d++ {
				h.owner[[2]int{r, d}] = from
				h.span[from] = d - c + 1
			}
		}
	}
}

// path is the header of a column from the top down, without repeats, and its cells.
// A cell whose words go on from the cell above of the same width joins it.
func (h *header) path(col int) (path []string, heads []schema.Ref) {
	last := [2]int{-1, -1}
	for _, r := range h.rows {
		at := [2]int{r, col}
		if o, ok := h.owner[at]; ok {
			at = o
		}
		if at == last {
			continue
		}
		text := strings.Join(strings.Fields(h.g.raw(at[0], at[1])), " ")
		if text == "" {
			continue
		}
		ref := schema.Ref{Sheet: h.g.index, Row: at[0], Col: at[1]}
		n := len(path)
		switch {
		case n > 0 && path[n-1] == text:
		case n > 0 && goesOn(text, path[n-1]) && max(h.span[at], 1) == max(h.span[last], 1):
			path[n-1] += " " + text
			heads = append(heads, ref)
		default:
			path = append(path, text)
			heads = append(heads, ref)
		}
		last = at
	}
	return path, heads
}

// goesOn reports whether a header text carries on the one above it: it begins with a
// small letter, a digit or a parenthesis, or the one above ends with a joining sign.
func goesOn(text, above string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if unicode.IsLower(r) || r == '(' || r == '%' {
		return true
	}
	end, _ := utf8.DecodeLastRuneInString(above)
	return end == ',' || end == '-' || unicode.IsDigit(r) && !looksNumeric(above)
}

// table makes the table of a block: columns, numbers, rows; nil when nothing in it
// can be a table.
func (g *grid) table(b block) *schema.Table {
	t := &schema.Table{Sheet: g.index, Top: b.top, Left: b.left, Bottom: b.bottom, Right: b.right, LabelCol: -1}
	h := g.newHeader(b)
	if from := g.asideFrom(b, h); from <= b.right {
		doubt(t, "recognize.aside", "from", schema.ColumnName(from), "to", schema.ColumnName(b.right))
		b.right = from - 1
		t.Right = b.right
	}
	g.captions(t, b)
	for c := b.left; c <= b.right; c++ {
		col := schema.Column{Col: c}
		col.Path, col.Heads = h.path(c)
		if h.unitRow >= 0 {
			if at, ok := h.owner[[2]int{h.unitRow, c}]; ok && at[0] == h.unitRow {
				col.Unit = parseUnit(g.raw(at[0], at[1]), g.pack)
			} else {
				col.Unit = parseUnit(g.raw(h.unitRow, c), g.pack)
			}
		}
		for i := len(col.Path) - 1; i >= 0 && col.Unit.Text == ""; i-- {
			if col.Unit = unitInHeader(col.Path[i], g.pack); col.Unit.Text == "" {
				if u := parseUnit(col.Path[i], g.pack); u.Scale > 0 && u.Base == "" || u.Scale > 0 && len(col.Path) > 1 {
					col.Unit = u // "'000" on a line of its own
				}
			}
		}
		for i := len(col.Path) - 1; i >= 0; i-- {
			if p := parsePeriod(col.Path[i], g.pack); !p.IsZero() {
				col.Period = merged(col.Period, p)
			}
		}
		t.Columns = append(t.Columns, col)
	}
	var numeric []int
	for i := range t.Columns {
		if c := t.Columns[i].Col; c >= b.firstFig && g.mostlyFigures(b, c) {
			numeric = append(numeric, c)
		}
	}
	if len(numeric) == 0 {
		return nil
	}
	decision, each := g.decide(b, numeric)
	g.settle(b, each)
	t.DecimalMark = decision.Marks.Decimal
	g.kinds(t, b)
	g.rows(t, b)
	g.rowUnits(t, b)
	t.Index()
	if b.number >= 0 {
		g.placeNumbers(t, b)
	}
	if b.top == b.body {
		doubt(t, "recognize.header")
	}
	if t.LabelCol < 0 {
		doubt(t, "recognize.nolabel")
	}
	return t
}

// mostlyFigures reports whether a column of the body holds more figures than words.
func (g *grid) mostlyFigures(b block, c int) bool {
	figures, texts := 0, 0
	for r := b.body; r <= b.bottom; r++ {
		if !g.lines[r].data() {
			continue
		}
		switch g.at(r, c) {
		case figure:
			figures++
		case words:
			texts++
		}
	}
	return figures > texts
}

// captions reads the title, period and unit lines above the header and the notes below.
func (g *grid) captions(t *schema.Table, b block) {
	add := func(r, c int) {
		t.Captions = append(t.Captions, schema.Caption{
			Text: strings.Join(strings.Fields(g.raw(r, c)), " "),
			At:   schema.AtCell(schema.Ref{Sheet: g.index, Row: r, Col: c}),
		})
	}
	if b.title == 0 {
		t.Captions = append(t.Captions, g.sheet.Caption...)
	}
	for r := b.title; r < b.top; r++ {
		for c := range g.class[r] {
			if g.class[r][c] == words {
				add(r, c)
			}
		}
	}
	var titles []string
	for _, c := range t.Captions {
		u, alone := g.captionUnit(c.Text)
		if u.Text != "" && t.Unit.Text == "" {
			t.Unit = u
		}
		if alone || g.sheet.InText && strings.HasSuffix(c.Text, ".") {
			continue // a unit line, or the last sentence of the prose above
		}
		if c.Text != "" && !strings.HasPrefix(c.Text, "(") {
			titles = append(titles, c.Text)
		}
	}
	for _, s := range titles {
		if t.Title == "" || len(lang.Words(t.Title)) <= 3 && startsWithAny(lang.Fold(t.Title), g.pack.Table.Appendix) {
			t.Title = s
		}
	}
	for _, s := range titles {
		t.Period = merged(t.Period, parsePeriod(s, g.pack))
	}
	for r := b.body; r <= b.bottom; r++ {
		if g.isNote(r) {
			add(r, g.lines[r].first)
		}
	}
}

// captionUnit is the unit that a line above a table gives, with or without the
// opening words, or behind a title; alone reports that the line says nothing else.
func (g *grid) captionUnit(s string) (u schema.Unit, alone bool) {
	f := lang.Fold(s)
	for _, w := range g.pack.Table.UnitLine {
		i := strings.Index(f, w)
		if i < 0 || letterAt(f, i+len(w)) || i > 0 && letterBefore(f, i) {
			continue
		}
		_, after, ok := strings.Cut(f[i:], ":")
		if !ok {
			continue
		}
		after = strings.TrimSpace(strings.TrimRight(after, ")"))
		if j := strings.IndexAny(after, ",;("); j > 0 {
			after = strings.TrimSpace(after[:j])
		}
		if u = parseUnit(after, g.pack); u.Text == "" && after != "" {
			u = schema.Unit{Text: after, Base: after}
		}
		return u, i <= 1
	}
	if len(lang.Words(s)) <= 5 {
		head, _, _ := strings.Cut(s, ",")
		if u = parseUnit(head, g.pack); u.Text != "" {
			return u, true
		}
	}
	return unitInHeader(s, g.pack), false
}
