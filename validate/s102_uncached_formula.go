package validate

import "doisoat/schema"

// UncachedFormula finds formulas whose values the file does not keep, so that a
// reader without a spreadsheet sees blanks.
var UncachedFormula = &schema.Check{
	Code: "S102", Name: "uncached-formula", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("S102"), Run: uncachedFormula,
}

func uncachedFormula(p *schema.Pass) error {
	for n, sheet := range p.Report.Sheets {
		f := schema.Finding{Severity: schema.Warning}
		for r := range sheet.Cells {
			for c := range sheet.Cells[r] {
				cell := &sheet.Cells[r][c]
				switch {
				case cell.Formula == "":
				case cell.Kind != schema.Empty:
					p.Passed()
				default:
					at := schema.AtCell(schema.Ref{Sheet: n, Row: r, Col: c})
					f.Evidence = append(f.Evidence, schema.Evidence{At: at, Role: "reported", Text: "=" + cell.Formula})
				}
			}
		}
		if len(f.Evidence) == 0 {
			continue
		}
		f.At, f.Reported = f.Evidence[0].At, f.Evidence[0].Text
		f.Message = schema.Say("s102.message", "count", len(f.Evidence), "formula", f.Reported)
		f.Fixes = []schema.Fix{{Title: schema.Say("s102.fix"), At: f.At, Applicability: schema.DisplayOnly}}
		p.Found(f)
	}
	return nil
}
