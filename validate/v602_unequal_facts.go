package validate

import (
	"math/big"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// UnequalFacts finds a figure that two tables of the appendices give differently, where
// the columns that hold it are the same in both but for a row or two (Cao and others,
// AutoCheck, KDD 2020, look for one fact in several tables).
var UnequalFacts = &schema.Check{
	Code: "V602", Name: "unequal-facts", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V602"), Run: unequalFacts,
}

// Two columns hold the same facts when leastSame rows of one name agree, in so many
// different figures of three digits and more, and one row in oddShare at most does not.
const leastSame, oddShare, mostTables = 6, 6, 200

func unequalFacts(p *schema.Pass) error {
	tables := p.Report.Originals()
	if len(tables) > mostTables {
		return nil
	}
	names := make([]map[string]int, len(tables))
	for n, t := range tables {
		names[n] = uniqueNames(t)
	}
	told := map[schema.Ref]bool{}
	for cell := range footingOf(p).told() {
		told[cell] = true
	}
	for b := range tables {
		for a := 0; a < b; a++ {
			rows := sharedRows(tables[a], names[a], names[b])
			compareNamed(p, tables[a], tables[b], rows, told)
			if len(rows) < leastSame {
				continue
			}
			for _, ca := range factColumns(tables[a]) {
				for _, cb := range factColumns(tables[b]) {
					compareFacts(p, tables[a], tables[b], ca, cb, rows, told)
				}
			}
		}
	}
	return nil
}

// uniqueNames are the rows of a table by the names that stand in it once.
func uniqueNames(t *schema.Table) map[string]int {
	out := map[string]int{}
	for r := range t.Rows {
		if !figured(t.Rows[r].Kind) || t.Rows[r].Label == "" {
			continue
		}
		key := lang.Fold(t.Rows[r].Label)
		if _, twice := out[key]; twice {
			out[key] = -1
			continue
		}
		out[key] = r
	}
	return out
}

// sharedRows pairs the rows of one name, in the order of the first table.
func sharedRows(t *schema.Table, a, b map[string]int) [][2]int {
	var out [][2]int
	for r := range t.Rows {
		key := lang.Fold(t.Rows[r].Label)
		if ra, ok := a[key]; !ok || ra != r {
			continue
		}
		if rb, ok := b[key]; ok && rb >= 0 {
			out = append(out, [2]int{r, rb})
		}
	}
	return out
}

func factColumns(t *schema.Table) []int {
	var out []int
	for c := range t.Columns {
		if numeric(t.Columns[c].Kind) && len(t.Columns[c].Path) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// compareFacts holds one column of each table against the other.
func compareFacts(p *schema.Pass, ta, tb *schema.Table, ca, cb int, rows [][2]int, told map[schema.Ref]bool) {
	if rates(ta, ca) != rates(tb, cb) || otherPeriod(ta, tb, ca, cb) {
		return
	}
	s := likeness{p: p, ta: ta, tb: tb}
	for _, pair := range rows {
		if s.compare(pair, ca, cb); len(s.odd)*oddShare > len(rows) || len(s.odd) > 2 {
			return
		}
	}
	s.tell(told)
}

// compareNamed holds the columns of one name and one period in both tables against each
// other, all together: where rows in common are few, the columns make up for them.
func compareNamed(p *schema.Pass, ta, tb *schema.Table, rows [][2]int, told map[schema.Ref]bool) {
	if len(rows) == 0 || len(rows) >= leastSame {
		return
	}
	s := likeness{p: p, ta: ta, tb: tb}
	named := columnsByName(tb)
	for ca, name := range columnNames(ta) {
		cb, ok := named[name]
		if !ok || cb < 0 || rates(ta, ca) != rates(tb, cb) || otherPeriod(ta, tb, ca, cb) {
			continue
		}
		for _, pair := range rows {
			s.compare(pair, ca, cb)
		}
	}
	s.tell(told)
}

// columnNames are the names of the columns of figures, "" for the others.
func columnNames(t *schema.Table) []string {
	out := make([]string, len(t.Columns))
	for _, c := range factColumns(t) {
		out[c] = lang.Fold(t.Columns[c].Name())
	}
	return out
}

// columnsByName finds the columns of figures by their names; one that stands twice is -1.
func columnsByName(t *schema.Table) map[string]int {
	out := map[string]int{}
	for c, name := range columnNames(t) {
		if _, twice := out[name]; twice {
			c = -1
		}
		if name != "" {
			out[name] = c
		}
	}
	return out
}

// likeness counts the facts that two tables give alike, and those that they do not.
type likeness struct {
	p       *schema.Pass
	ta, tb  *schema.Table
	same    int
	figures map[string]bool // different ones of three digits and more that are alike
	odd     [][2]schema.Ref // places in the first table and in the second
}

// compare holds the cells of one pair of rows and one pair of columns against each other.
func (s *likeness) compare(rows [2]int, ca, cb int) {
	there, here := s.ta.Ref(rows[0], ca), s.tb.Ref(rows[1], cb)
	a, b := s.p.Report.At(there), s.p.Report.At(here)
	if a.Kind != schema.Numeric || b.Kind != schema.Numeric {
		return
	}
	if !inUnit(a.Number, s.ta, ca).Meets(inUnit(b.Number, s.tb, cb)) {
		s.odd = append(s.odd, [2]schema.Ref{there, here})
		return
	}
	s.same++
	if d := digits(a.Number.AsShown()); len(d) >= 3 {
		if s.figures == nil {
			s.figures = map[string]bool{}
		}
		s.figures[d] = true
	}
}

// tell reports the facts that differ, where enough others are alike.
func (s *likeness) tell(told map[schema.Ref]bool) {
	if s.same < leastSame || len(s.figures) < leastSame || len(s.odd)*oddShare > s.same || len(s.odd) > 2 {
		return
	}
	for k := 0; k < s.same; k++ {
		s.p.Passed()
	}
	for _, pair := range s.odd {
		there, here := pair[0], pair[1]
		if told[here] || told[there] {
			continue
		}
		told[here], told[there] = true, true
		f := unequal(s.p, s.tb, here, there)
		f.Message = schema.Say("v602.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported,
			"computed", f.Computed, "sheet", s.p.Report.Sheets[there.Sheet].Name, "cell", schema.A1(there.Row, there.Col), "count", s.same)
		s.p.Found(f)
	}
}

func rates(t *schema.Table, col int) bool {
	k := t.Columns[col].Kind
	return k == schema.Ratio || k == schema.Index
}

// otherPeriod reports whether the headers or titles name two different periods.
func otherPeriod(ta, tb *schema.Table, ca, cb int) bool {
	a, b := ta.Columns[ca].Period, tb.Columns[cb].Period
	if a.Year == 0 {
		a.Year = ta.Period.Year
	}
	if b.Year == 0 {
		b.Year = tb.Period.Year
	}
	differ := func(x, y int) bool { return x != 0 && y != 0 && x != y }
	return differ(a.Year, b.Year) || differ(a.Month, b.Month) || differ(a.Quarter, b.Quarter)
}

// inUnit is the set of values that a figure stands for, the scale of its unit applied.
func inUnit(n schema.Number, t *schema.Table, col int) schema.Interval {
	u := t.Columns[col].Unit
	if u.Text == "" {
		u = t.Unit
	}
	i := n.Stands()
	if u.Scale > 0 {
		i = i.Scale(new(big.Rat).SetInt(schema.BigPow10(int(u.Scale))))
	}
	return i
}
