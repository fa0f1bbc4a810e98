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
	// What adds is settled first: it bears out what other sums are made of.
	var open []*schema.Claim
	each(p, schema.PartsClaim, func(c *schema.Claim) {
		if _, adds := added(p, c); !adds {
			open = append(open, c)
			return
		}
		p.Passed()
		for _, i := range append([]int{c.Figure}, c.Parts...) {
			settle(p, i, schema.Tied, "", "", "")
		}
	})
	for _, c := range open {
		sum, _ := added(p, c)
		wrong := p.Figures[c.Figure].Verdict == schema.Contradicted
		for _, i := range c.Parts {
			wrong = wrong || p.Figures[i].Verdict == schema.Contradicted
		}
		if wrong || !c.Sure && sum.Cmp(p.Figures[c.Figure].Number.Rat()) <= 0 {
			p.Undecided() // one of them is told as wrong already, or there may be more parts
			continue
		}
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
	}
	return nil
}

// added is the sum of the parts of a claim, and whether it is their whole, as far as they
// are written.
func added(p *schema.Pass, c *schema.Claim) (sum *big.Rat, adds bool) {
	sum = new(big.Rat)
	span := schema.Point(new(big.Rat))
	for _, i := range c.Parts {
		sum.Add(sum, p.Figures[i].Number.Rat())
		span = span.Add(stands(p.Figures[i].Number))
	}
	whole := &p.Figures[c.Figure]
	return sum, sum.Cmp(whole.Number.Rat()) == 0 || span.Meets(stands(whole.Number))
}

// oddPart is the part that alone of all figures of a sum ties with nothing, where the
// others, the total included, tie; -1 where the figures do not tell.
func oddPart(p *schema.Pass, c *schema.Claim) int {
	odd := -1
	for _, i := range c.Parts {
		switch f := &p.Figures[i]; {
		case f.Verdict == schema.Tied:
		case f.Verdict == schema.Undecided && odd < 0:
			odd = i
		default:
			return -1
		}
	}
	if p.Figures[c.Figure].Verdict != schema.Tied {
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
