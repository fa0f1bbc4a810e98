package reconcile

import "doisoat/schema"

// OmittedUnit finds units that meet the condition of a list and are left out of it.
var OmittedUnit = &schema.Check{
	Code: "R203", Name: "omitted-unit", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R203"), Run: omittedUnit,
}

func omittedUnit(p *schema.Pass) error {
	each(p, schema.CountClaim, func(c *schema.Claim) {
		if len(c.Members) == 0 || !c.Complete {
			return
		}
		r, o := best(p, c)
		var left []int
		for _, row := range o.yes {
			named := false
			for _, m := range c.Members {
				named = named || m.Row == row
			}
			if !named {
				left = append(left, row)
			}
		}
		switch {
		case len(left) == 0:
			p.Passed()
		case len(left) == len(repeated(c)) && len(c.Members) == c.K:
			p.Undecided() // named twice in place of another: told by R205
		case !c.Sure || !credibleList(p, c):
			p.Undecided()
		default:
			p.Found(omission(p, c, r, left))
		}
	})
	return nil
}

func omission(p *schema.Pass, c *schema.Claim, r schema.Reading, left []int) schema.Finding {
	at := c.Members[0].Span
	if last := c.Members[len(c.Members)-1].Span; last.Block == at.Block {
		at.End = last.End
	}
	if p.Trial {
		return schema.Finding{Severity: schema.Error, At: schema.AtSpan(at)}
	}
	units := names(p, c.Cell.Table, left)
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(at), Unit: units[0], Units: units, Indicator: indicator(p, c.Cell.Table, c.Cell.Col)}
	for _, row := range left {
		f.Evidence = append(f.Evidence, rowEvidence(p, c, row, "omitted"))
	}
	f.Evidence = append(f.Evidence, condEvidence(p, r)...)
	f.Message = schema.Say("r203.message", "units", listed(units), "condition", condition(p, r), "indicator", f.Indicator,
		"figures", evidenceTexts(f.Evidence[:len(left)]))
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r203.fix.add", "units", listed(units)), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("r203.fix.table", "units", listed(units), "indicator", f.Indicator), At: f.Evidence[0].At, Applicability: schema.DisplayOnly},
	}
	return f
}

// evidenceTexts joins the texts of evidence for a message.
func evidenceTexts(list []schema.Evidence) string {
	var out []string
	for _, e := range list {
		out = append(out, e.Text)
	}
	return listed(out)
}
