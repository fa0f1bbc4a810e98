package reconcile

import (
	"math/big"

	"doisoat/schema"
)

// UnaddedParts finds parts in the prose that do not add to their stated total.
var UnaddedParts = &schema.Check{
	Code: "R401", Name: "unadded-parts", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R401"), Run: unaddedParts,
}

func unaddedParts(p *schema.Pass) error {
	each(p, schema.PartsClaim, func(c *schema.Claim) {
		sum := new(big.Rat)
		span := schema.Point(new(big.Rat))
		wrong := p.Figures[c.Figure].Verdict == schema.Contradicted
		for _, i := range c.Parts {
			sum.Add(sum, p.Figures[i].Number.Rat())
			span = span.Add(stands(p.Figures[i].Number))
			wrong = wrong || p.Figures[i].Verdict == schema.Contradicted
		}
		whole := &p.Figures[c.Figure]
		switch d := sum.Cmp(whole.Number.Rat()); {
		case d == 0 || span.Meets(stands(whole.Number)):
			p.Passed()
			for _, i := range append([]int{c.Figure}, c.Parts...) {
				settle(p, i, schema.Tied, "", "", "")
			}
		case wrong: // one of them is told as wrong already
			p.Undecided()
		case d > 0 || c.Sure:
			p.Found(unadded(p, c, sum))
			for _, i := range append([]int{c.Figure}, c.Parts...) {
				if p.Figures[i].Verdict == schema.Undecided {
					settle(p, i, schema.Contradicted, "", "", "")
				}
			}
		default:
			p.Undecided()
		}
	})
	return nil
}

// stands is the set of values that a figure of the prose stands for: itself when it
// is a whole count, else what rounds to it.
func stands(n schema.Number) schema.Interval {
	if n.Shown == 0 && n.Scale == 0 {
		return schema.Point(n.Rat())
	}
	return n.Interval()
}

func unadded(p *schema.Pass, c *schema.Claim, sum *big.Rat) schema.Finding {
	whole := &p.Figures[c.Figure]
	computed := likeFigure(whole, sum, int(whole.Number.Shown))
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(whole.Span), Reported: whole.Text, Computed: computed}
	texts := make([]schema.Evidence, 0, len(c.Parts))
	for _, i := range c.Parts {
		texts = append(texts, spanEvidence(p, p.Figures[i].Span, "addend"))
	}
	f.Evidence = texts
	f.Message = schema.Say("r401.message", "reported", whole.Text, "computed", computed, "parts", evidenceTexts(texts))
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r401.fix.total", "reported", whole.Text, "computed", computed), At: f.At, Replacement: computed, Applicability: schema.Unsafe},
		{Title: schema.Say("r401.fix.parts", "parts", evidenceTexts(texts)), At: texts[0].At, Applicability: schema.DisplayOnly},
	}
	return f
}
