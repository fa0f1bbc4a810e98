package validate

import (
	"strings"

	"doisoat/schema"
)

// ErrorCell finds cells that show an error of the spreadsheet, such as #DIV/0!.
var ErrorCell = &schema.Check{
	Code: "V504", Name: "error-cell", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("V504"), Run: errorCell,
}

func errorCell(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		for row := range t.Rows {
			for col := range t.Columns {
				ref := t.Ref(row, col)
				switch c := p.Report.At(ref); {
				case c.Kind == schema.Numeric:
					p.Passed()
				case c.Kind == schema.Failed || errorValue(c.Raw):
					f := place(p.Report, t, ref)
					f.Severity = schema.Warning
					f.Message = schema.Say("v504.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported)
					f.Evidence = []schema.Evidence{{At: f.At, Role: "reported", Text: f.Reported}}
					f.Fixes = []schema.Fix{{Title: schema.Say("v504.fix"), At: f.At, Applicability: schema.DisplayOnly}}
					p.Found(f)
				}
			}
		}
	}
	return nil
}

// errorValue reports whether a text is an error value of a spreadsheet (ECMA-376
// part 1, 18.18.11 and the error literals of 18.17.3), as it comes over when a table
// is pasted into a document.
func errorValue(text string) bool {
	switch strings.TrimSpace(text) {
	case "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!":
		return true
	}
	return false
}
