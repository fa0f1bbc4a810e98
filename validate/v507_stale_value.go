package validate

import (
	"doisoat/schema"
)

// StaleValue finds cells whose stored value is not what their own formula gives.
var StaleValue = &schema.Check{
	Code: "V507", Name: "stale-value", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("V507"), Run: staleValue,
}

func staleValue(p *schema.Pass) error {
	s, told := sheetsOf(p), footingOf(p).told()
	for _, t := range p.Report.Originals() {
		for row := range t.Rows {
			for col := range t.Columns {
				at := t.Ref(row, col)
				if c := p.Report.At(at); c.Formula == "" || c.Kind != schema.Numeric || told[at] {
					continue
				}
				f := s.at(at)
				if f == nil {
					p.Undecided()
					continue
				}
				v, ok := s.value(f, at, 0, 0)
				switch {
				case !ok:
					p.Undecided()
				case s.shows(at, v):
					p.Passed()
				default:
					n := p.Report.At(at).Number
					out := place(p.Report, t, at)
					out.Severity = schema.Warning // the total that it spoils is told as an error by its rule
					out.Computed = written(p.Report, t, at, atPlaces(v, int(n.Shown)), int(n.Shown))
					out.Message = schema.Say("v507.message", "unit", out.Unit, "indicator", out.Indicator,
						"reported", out.Reported, "computed", out.Computed, "formula", p.Report.At(at).Formula)
					out.Evidence = []schema.Evidence{
						{At: out.At, Role: "reported", Text: out.Reported},
						{At: out.At, Role: "rule", Text: "=" + p.Report.At(at).Formula},
					}
					for _, ref := range s.operands(f, at) {
						out.Evidence = append(out.Evidence, schema.Evidence{At: schema.AtCell(ref), Role: "cell", Text: raw(p.Report, ref)})
					}
					out.Fixes = []schema.Fix{
						{Title: schema.Say("v507.fix"), At: out.At, Applicability: schema.DisplayOnly},
						{Title: schema.Say("validate.fix.replace", "reported", out.Reported, "computed", out.Computed), At: out.At, Replacement: out.Computed, Applicability: schema.Unsafe},
					}
					p.Found(out)
				}
			}
		}
	}
	return nil
}
