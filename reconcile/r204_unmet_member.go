package reconcile

import "doisoat/schema"

// UnmetMember finds listed units that do not meet the condition of their list.
var UnmetMember = &schema.Check{
	Code: "R204", Name: "unmet-member", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R204"), Run: unmetMember,
}

func unmetMember(p *schema.Pass) error {
	each(p, schema.CountClaim, func(c *schema.Claim) {
		if len(c.Members) == 0 {
			return
		}
		r, _ := best(p, c)
		for _, m := range c.Members {
			yes, sure, ok := meets(p, c, r, m.Row)
			switch {
			case !ok || !sure:
				p.Undecided()
			case yes:
				p.Passed()
			case !c.Sure || !credibleList(p, c):
				p.Undecided()
			case m.Figure >= 0 && p.Figures[m.Figure].Verdict == schema.Contradicted:
				p.Undecided() // the figure beside the name is wrong, and told so by R101
			default:
				p.Found(unmet(p, c, r, m))
			}
		}
	})
	return nil
}

func unmet(p *schema.Pass, c *schema.Claim, r schema.Reading, m schema.Member) schema.Finding {
	ev := rowEvidence(p, c, m.Row, "member")
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(m.Span), Unit: unitName(p, c.Cell.Table, m.Row), Indicator: indicator(p, c.Cell.Table, c.Cell.Col),
		Reported: p.Report.Document.Text(m.Span), Evidence: append([]schema.Evidence{ev}, condEvidence(p, r)...)}
	f.Message = schema.Say("r204.message", "unit", f.Unit, "indicator", f.Indicator, "figure", ev.Text, "condition", condition(p, r))
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r204.fix.drop", "unit", f.Unit), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("r204.fix.table", "unit", f.Unit, "figure", ev.Text), At: ev.At, Applicability: schema.DisplayOnly},
	}
	return f
}
