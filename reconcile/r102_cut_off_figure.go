package reconcile

import (
	"doisoat/internal/tie"
	"doisoat/schema"
)

// CutOffFigure finds figures that are right only by cutting off instead of rounding.
var CutOffFigure = &schema.Check{
	Code: "R102", Name: "cut-off-figure", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("R102"), Run: cutOffFigure,
}

func cutOffFigure(p *schema.Pass) error {
	each(p, schema.ValueClaim, func(c *schema.Claim) {
		t, ok := look(p, c)
		if !ok || t.fit == tie.Off {
			return
		}
		if t.fit != tie.Cut {
			p.Passed()
			return
		}
		f := t.finding(p)
		f.Severity, f.Cause = schema.Warning, "cut-off"
		f.Message = schema.Say("r102.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported, "computed", f.Computed)
		p.Found(f)
		settle(p, c.Figure, schema.CutOff, f.Unit, f.Indicator, f.Computed, t.ref)
	})
	formulas(p, func(c *schema.Claim) { cutFormula(p, c) })
	return nil
}
