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
			f := unadded(p, c, sum)
			if odd := oddPart(p, c); odd >= 0 {
				f = oneWrong(p, c, sum, odd, f)
			}
			p.Found(f)
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

// oddPart is the part that alone of all figures of a sum ties with nothing, where the
// others, the total included, tie with cells; -1 where the figures do not tell.
func oddPart(p *schema.Pass, c *schema.Claim) int {
	odd := -1
	for _, i := range c.Parts {
		switch f := &p.Figures[i]; {
		case f.Verdict == schema.Tied && len(f.Cells) > 0:
		case f.Verdict == schema.Undecided && odd < 0:
			odd = i
		default:
			return -1
		}
	}
	if f := &p.Figures[c.Figure]; f.Verdict != schema.Tied || len(f.Cells) == 0 {
		return -1
	}
	return odd
}

// oneWrong tells of the one part that is wrong what it must be.
func oneWrong(p *schema.Pass, c *schema.Claim, sum *big.Rat, odd int, f schema.Finding) schema.Finding {
	part, whole := &p.Figures[odd], &p.Figures[c.Figure]
	rest := new(big.Rat).Sub(sum, part.Number.Rat())
	right := new(big.Rat).Sub(whole.Number.Rat(), rest)
	if right.Sign() < 0 {
		return f
	}
	f.At, f.Reported, f.Computed = schema.AtSpan(part.Span), part.Text, likeFigure(part, right, int(part.Number.Shown))
	f.Evidence = append([]schema.Evidence{spanEvidence(p, whole.Span, "total")}, f.Evidence...)
	f.Message = schema.Say("r401.part", "part", part.Text, "computed", f.Computed, "total", whole.Text, "parts", evidenceTexts(f.Evidence[1:]))
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r401.fix.total", "reported", part.Text, "computed", f.Computed), At: f.At, Replacement: f.Computed, Applicability: schema.Unsafe},
		{Title: schema.Say("r401.fix.others"), At: f.Evidence[0].At, Applicability: schema.DisplayOnly},
	}
	return f
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
