package reconcile

import (
	"doisoat/internal/tie"
	"doisoat/schema"
)

// WrongTargetVerdict finds targets said to be met or missed that are not.
var WrongTargetVerdict = &schema.Check{
	Code: "R501", Name: "wrong-target-verdict", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R501"), Run: wrongTargetVerdict,
}

func wrongTargetVerdict(p *schema.Pass) error {
	each(p, schema.TargetClaim, func(c *schema.Claim) {
		if c.Cell.Table < 0 {
			told(p, c)
			return
		}
		for _, m := range c.Members {
			holds, open := false, false
			for _, r := range c.Readings {
				yes, sure, ok := meets(p, c, r, m.Row)
				holds = holds || ok && sure && yes
				open = open || !ok || !sure
			}
			switch {
			case holds:
				p.Passed()
			case open || !c.Sure:
				p.Undecided()
			default:
				p.Found(verdict(p, c, m))
			}
		}
	})
	return nil
}

func verdict(p *schema.Pass, c *schema.Claim, m schema.Member) schema.Finding {
	r := c.Readings[0]
	ev := rowEvidence(p, c, m.Row, "member")
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(c.Span), Unit: unitName(p, c.Cell.Table, m.Row), Indicator: indicator(p, c.Cell.Table, c.Cell.Col),
		Reported: p.Report.Document.Text(c.Span), Evidence: append([]schema.Evidence{ev}, condEvidence(p, r)...)}
	key := "r501.missed"
	if !c.Met {
		key = "r501.met"
	}
	f.Message = schema.Say(key, "unit", f.Unit, "indicator", f.Indicator, "figure", ev.Text, "words", f.Reported)
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r501.fix.words"), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("r501.fix.table", "figure", ev.Text), At: ev.At, Applicability: schema.DisplayOnly},
	}
	return f
}

// told holds a figure of the prose against the target that is given with it.
func told(p *schema.Pass, c *schema.Claim) {
	fig := &p.Figures[c.Figure]
	cond := c.Readings[0].Conds[0]
	if yes, sure := tie.MeetsCell(cond, fig.Number, int(fig.Number.Scale)); yes || !sure {
		p.Passed()
		return
	}
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(c.Span), Reported: p.Report.Document.Text(c.Span)}
	f.Message = schema.Say("r501.told", "words", f.Reported, "figure", fig.Text)
	f.Fixes = []schema.Fix{{Title: schema.Say("r501.fix.words"), At: f.At, Applicability: schema.DisplayOnly}}
	p.Found(f)
}
