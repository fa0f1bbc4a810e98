package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// A word processor that saves a document as plain text may write each cell of a table on
// a line of its own. Such a table shows itself by its period: after as many lines as it
// has columns, a name stands below a name and a figure below a figure.

// Bounds of what is taken for such a table.
const (
	mostStacked   = 40  // columns
	leastStacked  = 3   // rows; a row more where there are only two columns
	longCell      = 160 // characters of a cell; a longer line is prose
	leastTitle    = 40  // characters of a line that heads a table and is no cell of it
	longestMarker = 4   // characters of a number such as "VIII" or "A"
)

// sort is what a line is as a cell.
type sort uint8

const (
	empty  sort = iota // or a dash
	figure             // digits and signs alone
	marker             // a letter or a Roman numeral
	words
	prose // too long for a cell
)

func sortOf(s string) sort {
	s = strings.TrimSpace(s)
	if strings.Trim(s, "-–—.…") == "" {
		return empty
	}
	n := utf8.RuneCountInString(s)
	switch {
	case n > longCell:
		return prose
	case strings.ContainsFunc(s, unicode.IsDigit) && strings.Trim(s, "0123456789.,%()+-–−*/= \u00a0\u202f") == "":
		return figure
	case n <= longestMarker && strings.Trim(s, "IVXLCABDEFGH.)(") == "":
		return marker
	}
	return words
}

// below reports whether two cells may stand in one column.
func below(a, b sort) bool {
	switch {
	case a == prose || b == prose:
		return false
	case a == b, a == marker, b == marker:
		return true
	}
	return a != words && b != words
}

// stacked is a table whose cells stand on lines of their own.
type stacked struct {
	from, to int // lines, half-open
	columns  []sort
	head     bool // the first row heads the columns
	rows     [][2]int
}

// firstRows is the number of rows that tell whether a table is one.
const firstRows = 12

// stackedAt finds the table whose body begins at line i; nil when none does there.
// figures tells how many lines before each are figures.
func stackedAt(ls []lines.Line, kinds []sort, figures []int, i int) *stacked {
	name := func(i int) bool { return i < len(kinds) && (kinds[i] == words || kinds[i] == marker) }
	if !name(i) && !name(i+1) {
		return nil
	}
	for w := 2; w <= mostStacked && i+w*leastStacked <= len(kinds); w++ {
		least := leastStacked
		if w == 2 {
			least++
		}
		end := i + w*least
		if end > len(kinds) || figures[end]-figures[i] < least || !periodic(kinds[i:end], w) {
			continue
		}
		t := &stacked{from: i, to: i, columns: columnSorts(kinds[i:end], w)}
		if t.grow(kinds, firstRows); t.sound(kinds, least) {
			t.grow(kinds, len(kinds))
			t.heads(ls, kinds)
			return t
		}
	}
	return nil
}

// periodic reports whether each cell may stand below the one w lines before.
func periodic(kinds []sort, w int) bool {
	for i := range len(kinds) - w {
		if !below(kinds[i], kinds[i+w]) {
			return false
		}
	}
	return true
}

// columnSorts is what most cells of each column are.
func columnSorts(kinds []sort, w int) []sort {
	out := make([]sort, w)
	for c := range out {
		var count [prose + 1]int
		for i := c; i < len(kinds); i += w {
			count[kinds[i]]++
		}
		switch {
		case count[words] > 0 && count[words] >= count[figure]:
			out[c] = words
		case count[figure] > 0:
			out[c] = figure
		case count[marker] > 0:
			out[c] = marker
		}
	}
	return out
}

// grow takes rows, up to most of them, as long as they have the sorts of the columns.
// Between two of them a row may stand whose cells are merged, which is fewer lines.
func (t *stacked) grow(kinds []sort, most int) {
	w := len(t.columns)
	for len(t.rows) < most {
		if t.fits(kinds, t.to) {
			t.rows = append(t.rows, [2]int{t.to, t.to + w})
			t.to += w
			continue
		}
		d := 1
		for d < min(w, 3) && !(t.short(kinds, t.to, d) && t.fits(kinds, t.to+d)) {
			d++
		}
		if d == min(w, 3) || len(t.rows) == 0 {
			return
		}
		t.rows = append(t.rows, [2]int{t.to, t.to + d})
		t.to += d
	}
}

// fits reports whether a row of the table begins at line i.
func (t *stacked) fits(kinds []sort, i int) bool {
	if i+len(t.columns) > len(kinds) {
		return false
	}
	filled := false
	for c, k := range t.columns {
		if !below(k, kinds[i+c]) || k == words && kinds[i+c] == empty {
			return false
		}
		filled = filled || kinds[i+c] != empty
	}
	return filled
}

// short reports whether the d lines from i on may be a row of merged cells: a name, and
// no figures but the number before it.
func (t *stacked) short(kinds []sort, i, d int) bool {
	if i+d > len(kinds) || kinds[i+d-1] != words {
		return false
	}
	return d == 1 || kinds[i] == marker || kinds[i] == figure
}

// sound reports whether the rows are a table: names and figures in most of them.
func (t *stacked) sound(kinds []sort, least int) bool {
	names, figures := 0, 0
	for _, c := range t.columns {
		switch c {
		case words:
			names++
		case figure:
			figures++
		}
	}
	if names == 0 || figures < min(2, len(t.columns)-1) || t.columns[0] != words && len(t.columns) > 1 && t.columns[1] != words {
		return false
	}
	full := 0
	for _, r := range t.rows {
		n := 0
		for _, k := range kinds[r[0]:r[1]] {
			if k == figure {
				n++
			}
		}
		if n >= min(2, figures) {
			full++
		}
	}
	return full >= least
}

// heads takes the lines above the body as the head, if they are as many as the columns:
// the line before them is no cell. A head of several rows loses its form in such a file;
// it is left as text.
func (t *stacked) heads(ls []lines.Line, kinds []sort) {
	from := t.from - len(t.columns)
	if from < 0 {
		return
	}
	longest := 0
	for i := from; i < t.from; i++ {
		if kinds[i] == empty || kinds[i] == prose {
			return
		}
		longest = max(longest, length(ls[i]))
	}
	if from > 0 {
		above := strings.TrimSpace(ls[from-1].Text)
		n := length(ls[from-1])
		if above != "" && n < leastTitle && n < 3*longest/2 && !strings.ContainsAny(above[len(above)-1:], ".:;)") {
			return
		}
	}
	t.rows = append([][2]int{{from, t.from}}, t.rows...)
	t.from, t.head = from, true
}

func length(l lines.Line) int { return utf8.RuneCountInString(strings.TrimSpace(l.Text)) }

// cells makes the grid of the table.
func (t *stacked) cells(ls []lines.Line) [][]schema.Cell {
	var out [][]schema.Cell
	for _, r := range t.rows {
		row := make([]schema.Cell, len(t.columns))
		for c := range row {
			row[c] = schema.Cell{Line: int32(ls[r[0]].Num), Column: 1}
			if i := r[0] + c; i < r[1] {
				row[c] = lines.Cell(ls[i])
			}
		}
		out = append(out, row)
	}
	return out
}
