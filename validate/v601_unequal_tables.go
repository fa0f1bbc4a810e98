package validate

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// UnequalTables finds figures that differ between a table of the draft and the
// appendix that it repeats.
var UnequalTables = &schema.Check{
	Code: "V601", Name: "unequal-tables", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V601"), Run: unequalTables,
}

func unequalTables(p *schema.Pass) error {
	for _, t := range p.Report.Tables {
		if t.Twin == 0 {
			continue
		}
		other := p.Report.Tables[t.Twin-1]
		rows, cols := pairRows(t, other), pairColumns(t, other)
		for row, orow := range rows {
			for col, ocol := range cols {
				if ocol < 0 || orow < 0 {
					continue
				}
				here, there := t.Ref(row, col), other.Ref(orow, ocol)
				a, b := p.Report.At(here), p.Report.At(there)
				if a.Kind != schema.Numeric || b.Kind != schema.Numeric {
					continue
				}
				if tie.CompareCell(a.Number, schema.Exactly, b.Number, 0) != tie.Off || tie.CompareCell(b.Number, schema.Exactly, a.Number, 0) != tie.Off {
					p.Passed()
					continue
				}
				p.Found(unequal(p, t, here, there))
			}
		}
	}
	return nil
}

func unequal(p *schema.Pass, t *schema.Table, here, there schema.Ref) schema.Finding {
	f := place(p.Report, t, here)
	f.Severity, f.Computed = schema.Error, raw(p.Report, there)
	f.Evidence = []schema.Evidence{{At: schema.AtCell(there), Role: "cell", Text: f.Computed}}
	f.Message = schema.Say("v601.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported, "computed", f.Computed)
	f.Fixes = []schema.Fix{
		{Title: schema.Say("validate.fix.replace", "reported", f.Reported, "computed", f.Computed), At: f.At, Replacement: f.Computed, Applicability: schema.Unsafe},
		{Title: schema.Say("v601.fix.appendix", "reported", f.Reported, "computed", f.Computed), At: schema.AtCell(there), Replacement: f.Reported, Applicability: schema.Unsafe},
	}
	return f
}

// pairRows finds, for each row of a table, the row of the other with the same name,
// the second of a name with the second; -1 where there is none.
func pairRows(t, other *schema.Table) []int {
	return pair(len(t.Rows), len(other.Rows), func(i int) string { return lang.Fold(t.Rows[i].Label) }, func(i int) string { return lang.Fold(other.Rows[i].Label) })
}

// pairColumns is pairRows for the headers of columns.
func pairColumns(t, other *schema.Table) []int {
	return pair(len(t.Columns), len(other.Columns), func(i int) string { return lang.Fold(t.Columns[i].Title()) }, func(i int) string { return lang.Fold(other.Columns[i].Title()) })
}

func pair(n, m int, name, otherName func(int) string) []int {
	at := map[string][]int{}
	for i := range m {
		at[otherName(i)] = append(at[otherName(i)], i)
	}
	out := make([]int, n)
	for i := range out {
		out[i] = -1
		if list := at[name(i)]; name(i) != "" && len(list) > 0 {
			out[i], at[name(i)] = list[0], list[1:]
		}
	}
	return out
}
