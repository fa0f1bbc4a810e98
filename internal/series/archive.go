package series

import (
	"cmp"
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Archive is the reports of a history lined up.
type Archive struct {
	Reports []*Report // by period
	Lines   []*Line
	Series  []*Series // by line, row and indicator
	Unsure  []Match
	Merged  int // figures of units made of others by the list of renames
}

// Series is one figure through the years: a unit and an indicator of one table.
type Series struct {
	Line      int
	Row       string // the name of the unit
	Indicator string
	Class     Class
	Points    []Point // by span, and for one span by report
	Relative  bool
	Plan      bool
}

// Point is one figure of a series in one report.
type Point struct {
	Span   Span
	Report int // index in Archive.Reports
	Table  int // index in Report.Tables
	Row    int // index in Table.Rows
	Col    int // index in Table.Columns
	Number schema.Number
	Raw    string
	Unit   string // unit of measure, folded
	Status string
	Named  bool // the header of its column names the span
	Sum    bool // of the parts that a unit was made of
}

// slot names a series.
type slot struct {
	line      int
	row       string
	indicator string
	class     Class
}

// LineUp puts the reports in order and lines their figures up.
func LineUp(reports []*Report, names *Names) *Archive {
	if names == nil {
		names = &Names{}
	}
	Sort(reports)
	a := &Archive{Reports: reports}
	for n, r := range reports {
		if r.Period.IsZero() {
			continue
		}
		var unsure []Match
		a.Lines, unsure = lineUp(a.Lines, placeTables(r, n, names), n)
		a.Unsure = append(a.Unsure, unsure...)
	}
	a.gather()
	a.merge(names)
	for _, s := range a.Series {
		slices.SortStableFunc(s.Points, func(x, y Point) int {
			return cmp.Or(x.Span.Compare(y.Span), x.Report-y.Report)
		})
	}
	slices.SortFunc(a.Series, func(x, y *Series) int {
		return cmp.Or(x.Line-y.Line, cmp.Compare(x.Row, y.Row), cmp.Compare(x.Indicator, y.Indicator), cmp.Compare(x.Class, y.Class))
	})
	return a
}

// gather collects the figures of every line into series. Two columns of one table that
// mean the same are no series: which of them is meant is not for the tool to guess.
func (a *Archive) gather() {
	at := map[slot]*Series{}
	for l, line := range a.Lines {
		for p := range line.At {
			placed := &line.At[p]
			r := a.Reports[placed.Report]
			for _, part := range placed.Parts {
				t := &r.Tables[part.Table]
				twice := doubled(part.Columns)
				for _, c := range t.Cells {
					m, row := &part.Columns[c.Col], part.Rows[c.Row]
					if row == "" || twice[c.Col] || m.empty() || m.Span.IsZero() {
						continue
					}
					k := slot{l, row, m.Indicator, m.Class}
					s := at[k]
					if s == nil {
						s = &Series{Line: l, Row: row, Indicator: m.Indicator, Class: m.Class, Relative: m.Relative, Plan: m.Plan}
						at[k] = s
						a.Series = append(a.Series, s)
					}
					s.Points = append(s.Points, Point{m.Span, placed.Report, part.Table, c.Row, c.Col, c.Number, c.Raw, unitOf(t, c.Row, c.Col), m.Status, m.Named, false})
				}
			}
		}
	}
}

// doubled marks the columns whose indicator, class and span another column has too.
func doubled(columns []Meaning) []bool {
	type what struct {
		key  string
		span Span
	}
	count := map[what]int{}
	for i := range columns {
		count[what{columns[i].key(), columns[i].Span}]++
	}
	out := make([]bool, len(columns))
	for i := range columns {
		out[i] = count[what{columns[i].key(), columns[i].Span}] > 1
	}
	return out
}

// unitOf is the unit of measure of a figure: of its row, else of its column, else of the
// table.
func unitOf(t *Table, row, col int) string {
	for _, u := range []string{t.Rows[row].Unit, t.Columns[col].Unit, t.Unit} {
		if u != "" {
			return lang.Fold(u)
		}
	}
	return ""
}

// At gives the table, row and column of a point.
func (a *Archive) At(p *Point) (*Table, *Row, *Column) {
	t := &a.Reports[p.Report].Tables[p.Table]
	return t, &t.Rows[p.Row], &t.Columns[p.Col]
}

// LinedUp counts the series that two reports or more have.
func (a *Archive) LinedUp() int {
	n := 0
	for _, s := range a.Series {
		for i := range s.Points {
			if s.Points[i].Report != s.Points[0].Report {
				n++
				break
			}
		}
	}
	return n
}

// Latest is the last word on each span of a series, in the order of the spans.
func (s *Series) Latest() []*Point {
	var out []*Point
	for i := range s.Points {
		q := &s.Points[i]
		if n := len(out); n > 0 && out[n-1].Span == q.Span {
			out[n-1] = q
		} else {
			out = append(out, q)
		}
	}
	return out
}
