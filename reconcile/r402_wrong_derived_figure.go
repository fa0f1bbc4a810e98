package reconcile

import (
	"math/big"

	"doisoat/internal/number"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// WrongDerivedFigure finds figures that the prose works out of others and gets wrong.
var WrongDerivedFigure = &schema.Check{
	Code: "R402", Name: "wrong-derived-figure", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R402"), Run: wrongDerivedFigure,
}

func wrongDerivedFigure(p *schema.Pass) error {
	each(p, schema.RatioClaim, func(c *schema.Claim) {
		t := p.Report.Tables[c.Cell.Table]
		fig := &p.Figures[c.Figure]
		unit := unitName(p, c.Cell.Table, c.Cell.Row)
		var first *big.Rat
		var refs []schema.Ref
		for _, e := range c.Exprs {
			a, b := t.Ref(c.Cell.Row, e.Args[0].Var), t.Ref(c.Cell.Row, e.Args[1].Var)
			n, ok1 := cellValue(p, a, 0)
			d, ok2 := cellValue(p, b, 0)
			if !ok1 || !ok2 || d.Sign() == 0 {
				continue
			}
			v := new(big.Rat).Quo(n, d)
			v.Mul(v, big.NewRat(100, 1))
			fit := tie.Compare(fig.Number, fig.Approx, v)
			if first == nil {
				first, refs = v, []schema.Ref{a, b}
			}
			if fit.Ties() {
				p.Passed()
				settle(p, c.Figure, schema.Tied, unit, "", number.Exact(v), a, b)
				return
			}
		}
		if first == nil || !c.Sure || farOff(fig, first, likeIts(fig, first)) {
			p.Undecided()
			return
		}
		computed := likeFigure(fig, first, int(fig.Number.Shown))
		f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(fig.Span), Reported: fig.Text, Computed: computed, Unit: unit,
			Indicator: indicator(p, c.Cell.Table, c.Cell.Col),
			Evidence:  []schema.Evidence{cellEvidence(p, refs[0], "numerator"), cellEvidence(p, refs[1], "denominator")}}
		verdict := schema.Contradicted
		if tie.Compare(fig.Number, fig.Approx, first) == tie.Cut {
			f.Severity, f.Cause, verdict = schema.Warning, "cut-off", schema.CutOff
		}
		f.Message = schema.Say("r402.message", "unit", unit, "reported", fig.Text, "computed", computed,
			"numerator", f.Evidence[0].Text, "denominator", f.Evidence[1].Text)
		f.Fixes = []schema.Fix{
			{Title: schema.Say("r402.fix.prose", "reported", fig.Text, "computed", computed), At: f.At, Replacement: computed, Applicability: schema.Unsafe},
			{Title: schema.Say("r402.fix.counts", "numerator", f.Evidence[0].Text, "denominator", f.Evidence[1].Text), At: f.Evidence[0].At, Applicability: schema.DisplayOnly},
		}
		p.Found(f)
		settle(p, c.Figure, verdict, unit, f.Indicator, computed, refs...)
	})
	formulas(p, func(c *schema.Claim) {
		if !tellsChange(p, c) { // see R302
			settleFormula(p, c, func(f *schema.Finding, w tie.Worked) string { return "formula.message" })
		}
	})
	return nil
}
