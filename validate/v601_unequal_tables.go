package validate

import (
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
		for row, orow := range t.TwinRows {
			for col, ocol := range t.TwinCols {
				if ocol < 0 || orow < 0 {
					continue
				}
				here, there := t.Ref(row, col), other.Ref(orow, ocol)
				a, b := p.Report.At(here), p.Report.At(there)
				if a.Kind != schema.Numeric || b.Kind != schema.Numeric {
					if a.Kind == schema.Numeric || b.Kind == schema.Numeric {
						p.Undecided()
					}
					continue
				}
				if tie.CompareCell(a.Number, schema.Exactly, b.Number, 0) != tie.Off || tie.CompareCell(b.Number, schema.Exactly, a.Number, 0) != tie.Off {
					p.Passed()
					p.Cells.Mark(here, schema.CellConsistent)
					continue
				}
				p.Cells.Mark(here, schema.CellContradicted)
				p.Cells.Mark(there, schema.CellContradicted)
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
