package series

import (
	"cmp"
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Class says how a column stands in time.
type Class uint8

const (
	Open    Class = iota // a figure of the report, of no span that is named
	Monthly              // of one month, or of one of other months, such as a quarter
	ToDate               // from the start of the year
)

// Meaning is what a column's figures are: an indicator, measured over a span.
type Meaning struct {
	Indicator string // words of the header, whatever their order; one through all reports
	Span      Span   // that the figures cover; zero when the report has no period
	Class     Class
	Relative  bool // an index, a share or a change, not an amount
	Plan      bool
	Carried   bool
	Left      bool
	Past      bool // the header says that it is of a time before the report's
	Named     bool // the header names the span with its year
	Status    string
	Template  string
}

// Columns reads the headers of a table of a report.
func Columns(r *Report, t *Table) []Meaning {
	pack := lang.For(r.Lang)
	title := Words(t.Title)
	of := contextOf(r.Period, title, pack)
	out := make([]Meaning, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		switch c.Kind {
		case schema.Ordinal, schema.Label, schema.Words, schema.Blank, schema.Year:
			continue
		}
		out[i] = of.meaning(c, pack)
	}
	return out
}

// context is what the headers of a table are read in.
type context struct {
	report Span // the period of the report
	title  Span // the only span that the title names, zero when it names none or several
	date   bool // the title names a day up to which the figures go
}

func contextOf(report Span, title []string, pack *lang.Pack) context {
	c := context{report: report}
	spans := Mentions(title, pack)
	for _, m := range spans {
		c.date = c.date || m.Day > 0 && m.Month()
	}
	if len(spans) == 1 && spans[0].Year != 0 && spans[0].Day == 0 {
		c.title = spans[0].Span
	} else if len(spans) == 1 && spans[0].Day > 0 && !spans[0].Month() {
		c.title = spans[0].Span // "01/01 - 20/5/2008"
	}
	return c
}

func (c context) meaning(col *Column, pack *lang.Pack) Meaning {
	r := readColumn(col, pack)
	m := Meaning{Relative: r.compared || col.Kind == schema.Ratio || col.Kind == schema.Index, Plan: r.plan, Carried: r.carried, Left: r.left, Status: r.status, Template: r.template}
	span, named := Span{}, false
	for _, s := range r.spans {
		if s.Year == 0 {
			s.Year = c.report.Year
		}
		if named && s.Span != span {
			// Two spans in one header: it is no more clear what the figures cover.
			span, named = Span{}, false
			break
		}
		span, named = s.Span, true
	}
	m.Named = named
	switch {
	case r.lastYear && named && span.First == 1 && span.Last == 12: // "cùng kỳ năm 2007"
		span = Span{span.Year, c.report.First, c.report.Last}
	case r.lastYear && !named:
		span = c.report.Back(1)
		m.Class, m.Past = Open, true
		m.Span, m.Indicator = span, r.identity(span)+" ~"
		if !c.date && !c.report.IsZero() && r.total {
			m.Class, m.Indicator = ToDate, r.identity(span)
		}
		return m
	case r.before && !named:
		m.Past = true
		m.Indicator = r.identity(span) + " ~before"
		return m
	case named:
	case r.total:
		span = Span{c.report.Year, 1, c.report.Last}
	case r.current && !c.date:
		span = c.report
	case !c.title.IsZero() && !c.date:
		span = c.title
	default:
		m.Span, m.Indicator = c.report, r.identity(c.report)+" ~"
		return m
	}
	if r.total && span.Month() { // "cộng dồn đến tháng 5"
		span.First = 1
	}
	m.Span = span
	switch {
	case span.IsZero():
	case span.First == 1 && span.Last > 1:
		m.Class = ToDate
	default:
		m.Class = Monthly
	}
	m.Past = span.Compare(c.report) < 0 && span.Months() < c.report.Months()
	m.Indicator = r.identity(span)
	return m
}

// Sort puts reports in the order of their periods, those of one period in the order of their
// names. No clock is asked: a report that was added late takes its own place.
func Sort(reports []*Report) {
	slices.SortStableFunc(reports, func(a, b *Report) int {
		return cmp.Or(a.Period.Compare(b.Period), strings.Compare(a.Name, b.Name))
	})
}
