package series

import (
	"cmp"
	"slices"
	"strings"

	"doisoat/internal/lang"
)

// Placed is one table of a line in one report: the table, and those that go on with it.
type Placed struct {
	Report int // index in Archive.Reports
	Parts  []Part
	Title  string
	Sheet  string
	shape  shape
}

// Part is a table of a report and what its columns and rows are.
type Part struct {
	Table   int
	Columns []Meaning
	Rows    []string // a name for each row, "" for none
}

// Line is one table through the years.
type Line struct {
	Title string // as the latest report has it
	At    []Placed
}

// Match is a pair of tables of two reports that may be one and may be two: they were left
// apart.
type Match struct {
	Line   int // the line that the table was held against
	Report int
	Table  int
	Alike  int // how alike they are, of 1000
}

// shape is what tables are told apart by.
type shape struct {
	rows, cols, title []string // sorted, each once
	sheet             string
}

const (
	surely = 620 // of 1000: as alike as this, two tables are one
	maybe  = 430 // and as this, they may be
	near   = 15  // a second line as near as this to the best leaves it open which is meant
)

// placeTables finds the tables of one report, each with those that go on with it.
func placeTables(r *Report, n int, names *Names) []Placed {
	pack := lang.For(r.Lang)
	var out []Placed
	for i := range r.Tables {
		t := &r.Tables[i]
		part := Part{Table: i, Columns: Columns(r, t)}
		for c := range part.Columns {
			part.Columns[c].Indicator = names.column(part.Columns[c].Indicator)
		}
		title, goesOn := titleWords(t.Title, pack)
		sh := shape{cols: indicators(part.Columns), title: title, sheet: bareSheet(t.Sheet)}
		if len(sh.cols) == 0 {
			continue
		}
		if to := continued(out, r, t, sh, goesOn); to >= 0 {
			out[to].Parts = append(out[to].Parts, part)
			continue
		}
		out = append(out, Placed{Report: n, Parts: []Part{part}, Title: t.Title, Sheet: t.Sheet, shape: sh})
	}
	for i := range out {
		out[i].nameRows(r, pack, names)
	}
	return slices.DeleteFunc(out, func(p Placed) bool { return len(p.shape.rows) < 2 })
}

// nameRows names the rows of a table over all its parts.
func (p *Placed) nameRows(r *Report, pack *lang.Pack, names *Names) {
	var all []string
	for _, part := range p.Parts {
		all = append(all, labels(&r.Tables[part.Table])...)
	}
	given := rowNames(all, pack.Table.Residual, func(l string) []string {
		return strings.Fields(names.unit(strings.Join(labelWords(l, pack), " ")))
	})
	for i := range p.Parts {
		n := len(r.Tables[p.Parts[i].Table].Rows)
		p.Parts[i].Rows, given = given[:n:n], given[n:]
		p.shape.rows = append(p.shape.rows, p.Parts[i].Rows...)
	}
	p.shape.rows = sorted(p.shape.rows)
}

// continued finds the table that another goes on with: one of the same title and columns
// where the title says that it goes on, or the one right before it in the sheet where it
// has no title and the same columns.
func continued(before []Placed, r *Report, t *Table, sh shape, goesOn bool) int {
	for i := len(before) - 1; i >= 0; i-- {
		p := &before[i]
		last := &r.Tables[p.Parts[len(p.Parts)-1].Table]
		if !slices.Equal(p.shape.cols, sh.cols) || last.Source != t.Source {
			continue
		}
		if goesOn && slices.Equal(p.shape.title, sh.title) && len(sh.title) > 0 {
			return i
		}
		if len(sh.title) == 0 && i == len(before)-1 && last.Sheet == t.Sheet && t.Top > last.Bottom {
			return i
		}
	}
	return -1
}

// titleWords are the words of a title without its number, its spans, and the words that
// say that the table goes on.
func titleWords(title string, pack *lang.Pack) (words []string, goesOn bool) {
	w := Words(title)
	spans := Mentions(w, pack)
	next := 0
	for i := 0; i < len(w); {
		if next < len(spans) && spans[next].From == i {
			i = spans[next].To
			next++
			continue
		}
		if n := phrase(w, i, pack.History().Continued); n > 0 {
			goesOn = true
			i += n
			continue
		}
		if !strings.ContainsAny(w[i], "0123456789/-.%") {
			words = append(words, w[i])
		}
		i++
	}
	return sorted(words), goesOn
}

// bareSheet is the name of a sheet without its figures.
func bareSheet(name string) string {
	return strings.Join(slices.DeleteFunc(lang.Words(name), func(w string) bool { return strings.ContainsAny(w, "0123456789") }), " ")
}

func indicators(columns []Meaning) []string {
	var out []string
	for i := range columns {
		if !columns[i].empty() {
			out = append(out, columns[i].key())
		}
	}
	return sorted(out)
}

// empty reports whether a column holds no figures that are followed.
func (m *Meaning) empty() bool { return m.Template == "" && m.Indicator == "" && m.Span.IsZero() }

// key is the indicator with the class of its span.
func (m *Meaning) key() string { return string('0'+rune(m.Class)) + m.Indicator }

// sorted gives the words in order, each once, "" aside.
func sorted(words []string) []string {
	out := slices.Clone(words)
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	return out
}

// alike says how alike two tables are, of 1000: by their rows, columns, title and sheet.
func alike(a, b *shape) int {
	rows := dice(a.rows, b.rows)
	sum, weights := 4*rows+2*dice(a.cols, b.cols), 6
	switch {
	case len(a.title) > 0 && len(b.title) > 0:
		sum, weights = sum+3*dice(a.title, b.title), weights+3
	case len(a.title) != len(b.title):
		weights++
	}
	if a.sheet != "" && a.sheet == b.sheet {
		sum += 1000
	}
	weights++
	if rows < 250 {
		return min(sum/weights, surely-1)
	}
	return sum / weights
}

// dice is twice what two sorted lists share over what they hold together, of 1000.
func dice(a, b []string) int {
	if len(a)+len(b) == 0 {
		return 1000
	}
	same := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			same++
			i++
			j++
		case c < 0:
			i++
		default:
			j++
		}
	}
	return 2000 * same / (len(a) + len(b))
}

// pairing is a table of a report held against a line.
type pairing struct{ table, line, alike int }

// lineUp gives each table of a report to the line that it is most like, one table to a
// line; a table that is like none begins a line, and so does one of which it is unsure.
func lineUp(lines []*Line, tables []Placed, n int) ([]*Line, []Match) {
	var pairs []pairing
	for t := range tables {
		for l, line := range lines {
			if v := alike(&tables[t].shape, &line.At[len(line.At)-1].shape); v >= maybe {
				pairs = append(pairs, pairing{t, l, v})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pairing) int {
		return cmp.Or(b.alike-a.alike, a.table-b.table, len(lines[b.line].At)-len(lines[a.line].At), a.line-b.line)
	})
	given, taken := map[int]bool{}, map[int]bool{}
	var unsure []Match
	open := map[int]pairing{}
	for i, p := range pairs {
		if given[p.table] || taken[p.line] {
			continue
		}
		if p.alike < surely || rival(pairs[i+1:], p, taken) {
			if _, known := open[p.table]; !known {
				open[p.table] = p
			}
			continue
		}
		given[p.table], taken[p.line] = true, true
		line := lines[p.line]
		line.At = append(line.At, tables[p.table])
		if tables[p.table].Title != "" {
			line.Title = tables[p.table].Title
		}
	}
	for t := range tables {
		if given[t] {
			continue
		}
		if p, ok := open[t]; ok {
			unsure = append(unsure, Match{p.line, n, tables[t].Parts[0].Table, p.alike})
		}
		lines = append(lines, &Line{Title: tables[t].Title, At: []Placed{tables[t]}})
	}
	return lines, unsure
}

// rival reports whether the same table is as near to another free line, which had a table
// in the same report before and so is another.
func rival(rest []pairing, p pairing, taken map[int]bool) bool {
	for _, q := range rest {
		if p.alike-q.alike > near {
			return false
		}
		if q.table == p.table && q.line != p.line && !taken[q.line] {
			return true
		}
	}
	return false
}
