package history

import (
	"math/big"
	"strings"

	"doisoat/internal/series"
	"doisoat/schema"
)

// facts are the figures of an archive by what they say: the figure of a unit and an
// indicator for a span, as each report gives it.
type facts struct {
	columns []*column
	by      map[columnKey]*column
}

// columnKey names an indicator of a table, with the class of its span.
type columnKey struct {
	line      int
	indicator string
	class     series.Class
}

// column is an indicator of a table through the reports: all of its units.
type column struct {
	columnKey
	relative, plan bool
	series         []*series.Series
	rows           map[string]*series.Series
	editions       []edition // by report, then by span
}

// edition is what one report says of an indicator for one span: a column as it stands there.
type edition struct {
	report int
	span   series.Span
	points map[string]*series.Point // by the name of the unit
	first  *series.Point            // the uppermost
}

func index(a *series.Archive) *facts {
	f := &facts{by: map[columnKey]*column{}}
	for _, s := range a.Series {
		k := columnKey{s.Line, s.Indicator, s.Class}
		c := f.by[k]
		if c == nil {
			c = &column{columnKey: k, relative: s.Relative, plan: s.Plan, rows: map[string]*series.Series{}}
			f.by[k] = c
			f.columns = append(f.columns, c)
		}
		c.series = append(c.series, s)
		c.rows[s.Row] = s
	}
	for _, c := range f.columns {
		c.split()
	}
	return f
}

// split parts the points of a column into editions.
func (c *column) split() {
	type key struct {
		report int
		span   series.Span
	}
	at := map[key]int{}
	for _, s := range c.series {
		for i := range s.Points {
			q := &s.Points[i]
			k := key{q.Report, q.Span}
			n, ok := at[k]
			if !ok {
				n = len(c.editions)
				at[k] = n
				c.editions = append(c.editions, edition{report: q.Report, span: q.Span, points: map[string]*series.Point{}})
			}
			e := &c.editions[n]
			e.points[s.Row] = q
			if f := e.first; f == nil || q.Table < f.Table || q.Table == f.Table && q.Row < f.Row {
				e.first = q
			}
		}
	}
	sortEditions(c.editions)
}

// edition is the column of a report for a span, nil when it has none.
func (c *column) edition(report int, span series.Span) *edition {
	if c == nil {
		return nil
	}
	for i := range c.editions {
		if c.editions[i].report == report && c.editions[i].span == span {
			return &c.editions[i]
		}
	}
	return nil
}

// before is the last edition for a span of a report before another.
func (c *column) before(report int, span series.Span) *edition {
	if c == nil {
		return nil
	}
	for i := len(c.editions) - 1; i >= 0; i-- {
		if e := &c.editions[i]; e.report < report && e.span == span {
			return e
		}
	}
	return nil
}

// rows lists the units of an edition from the top down.
func (e *edition) rows() []string {
	out := make([]string, 0, len(e.points))
	for name := range e.points {
		out = append(out, name)
	}
	sortBy(out, func(a, b string) bool {
		x, y := e.points[a], e.points[b]
		if x.Table != y.Table {
			return x.Table < y.Table
		}
		if x.Row != y.Row {
			return x.Row < y.Row
		}
		return a < b
	})
	return out
}

// comparable reports whether two figures are of one measure: the same unit, and neither
// made up of others where that may lose something.
func comparable(a, b *series.Point) bool { return a.Unit == b.Unit }

// same reports whether two figures can be one: the values that they stand for meet.
func same(a, b *series.Point) bool {
	return a.Number.Value == b.Number.Value && a.Number.Scale == b.Number.Scale || a.Number.Interval().Meets(b.Number.Interval())
}

// text is a figure as it is written.
func text(q *series.Point) string { return q.Raw }

// value is the exact value of a point.
func value(q *series.Point) *big.Rat { return q.Number.Rat() }

// digits are the digits of a figure as a reader sees it, with all its places.
func digits(n schema.Number) string {
	d := n.AsShown()
	for ; d.Places < n.Shown && d.Coef < schema.Pow10(schema.MaxDigits-1) && d.Coef > -schema.Pow10(schema.MaxDigits-1); d.Places++ {
		d.Coef *= 10
	}
	return strings.TrimLeft(strings.Map(onlyDigits, d.String()), "0")
}

// written writes a value in the form of a figure: with its places and its decimal mark.
func written(v *big.Rat, like *series.Point) string {
	w := new(big.Rat).Set(v)
	if s := like.Number.Scale; s > 0 {
		w.Quo(w, new(big.Rat).SetInt(schema.BigPow10(int(s))))
	}
	d, ok := schema.RoundRat(w, int(like.Number.Shown))
	if !ok {
		return v.FloatString(int(like.Number.Shown))
	}
	s := d.String()
	if strings.Contains(like.Raw, ",") && !strings.Contains(like.Raw, ".") && like.Number.Shown > 0 {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}
