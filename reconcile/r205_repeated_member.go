package reconcile

import "doisoat/schema"

// RepeatedMember finds units that a list names twice.
var RepeatedMember = &schema.Check{
	Code: "R205", Name: "repeated-member", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R205"), Run: repeatedMember,
}

func repeatedMember(p *schema.Pass) error {
	each(p, schema.CountClaim, func(c *schema.Claim) {
		first := map[int]schema.Span{}
		for _, m := range c.Members {
			before, twice := first[m.Row]
			if !twice {
				first[m.Row] = m.Span
				p.Passed()
				continue
			}
			unit := unitName(p, c.Cell.Table, m.Row)
			f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(m.Span), Unit: unit, Reported: between(p, before, m.Span),
				Indicator: indicator(p, c.Cell.Table, c.Cell.Col), Evidence: []schema.Evidence{spanEvidence(p, before, "first")}}
			f.Message = schema.Say("r205.message", "unit", unit)
			f.Fixes = []schema.Fix{
				{Title: schema.Say("r205.fix.drop", "unit", unit), At: f.At, Applicability: schema.DisplayOnly},
				{Title: schema.Say("r205.fix.name"), At: f.At, Applicability: schema.DisplayOnly},
			}
			p.Found(f)
		}
	})
	return nil
}

// between gives the words from one naming to the next where nothing but a sign parts
// them, else the second alone.
func between(p *schema.Pass, first, second schema.Span) string {
	if both := (schema.Span{Block: first.Block, Start: first.Start, End: second.End}); first.Block == second.Block && second.Start-first.End <= 3 {
		return p.Report.Document.Text(both)
	}
	return p.Report.Document.Text(second)
}
