package reconcile

import (
	"math/big"
	"strings"

	"doisoat/internal/number"
	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// formulas calls do for every claim of a figure that a formula over cells gives.
func formulas(p *schema.Pass, do func(*schema.Claim)) { each(p, schema.FormulaClaim, do) }

// settleFormula holds a figure against what its formula gives. cause names the slip of
// one that does not agree, and the key of the message that tells it.
func settleFormula(p *schema.Pass, c *schema.Claim, cause func(*schema.Finding, tie.Worked) string) {
	fig := &p.Figures[c.Figure]
	w, ok := tie.Work(p.Report, c.Formula)
	if !ok {
		p.Undecided()
		return
	}
	refs := formulaRefs(p, c.Formula)
	unit, ind := unitsOf(p, c), indicator(p, c.Formula.Top[0].Table, c.Formula.Top[0].Col)
	fit := w.Fits(fig.Number, fig.Approx)
	if fit.Ties() && c.Sure && pointsAsPercent(p, c) {
		f := formulaFinding(p, c, likeFigure(fig, new(big.Rat).Abs(w.Value), int(fig.Number.Shown)), refs)
		f.Cause, f.Computed = "points-as-percent", strings.TrimSuffix(strings.TrimSpace(f.Computed), "%")
		f.Message = schema.Say("r302.points", "unit", f.Unit, "indicator", f.Indicator, "reported", fig.Text, "formula", formulaText(p, c.Formula))
		f.Fixes[0] = schema.Fix{Title: schema.Say("r302.fix.points", "reported", f.Reported, "computed", f.Computed), At: f.At, Applicability: schema.DisplayOnly}
		p.Found(f)
		settle(p, c.Figure, schema.Contradicted, f.Unit, f.Indicator, f.Computed, refs...)
		return
	}
	if fit.Ties() {
		p.Passed()
		settle(p, c.Figure, schema.Tied, unit, ind, number.Exact(w.Value), refs...)
		return
	}
	if !c.Sure {
		p.Undecided()
		return
	}
	if fit == tie.Cut {
		return // see R102
	}
	value := w.Value
	if c.Formula.Down || tellsChange(p, c) && c.Formula.Form != schema.DifferenceForm {
		value = new(big.Rat).Abs(value) // the word beside the figure gives the direction
	}
	computed := likeFigure(fig, value, int(fig.Number.Shown))
	f := formulaFinding(p, c, computed, refs)
	key := cause(&f, w)
	if f.Cause == "" && (farOff(fig, value, computed) || !c.Named && slip.Digits(strip(fig.Text), strip(computed)) == "" && !borne(p, c)) || c.Formula.Form == schema.SumForm && strange(p, c, c.Formula.Top[0]) || taken(p, c) {
		p.Undecided()
		undecide(p, c.Figure, "why.far-off")
		return
	}
	f.Message = schema.Say(key, "unit", unit, "indicator", ind, "reported", fig.Text, "computed", computed, "formula", formulaText(p, c.Formula))
	if f.Cause == "direction" || f.Fixes[0].Replacement == fig.Text {
		f.Fixes[0] = turnRound(fig)
	}
	p.Found(f)
	settle(p, c.Figure, schema.Contradicted, unit, ind, computed, refs...)
}

// cutFormula finds a figure that is what its formula gives only by cutting off.
func cutFormula(p *schema.Pass, c *schema.Claim) {
	w, ok := tie.Work(p.Report, c.Formula)
	fig := &p.Figures[c.Figure]
	if !ok || !c.Sure || w.Fits(fig.Number, fig.Approx) != tie.Cut {
		return
	}
	value := w.Value
	if c.Formula.Down || c.Formula.Form != schema.SumForm {
		value = new(big.Rat).Abs(value)
	}
	refs := formulaRefs(p, c.Formula)
	computed := likeFigure(fig, value, int(fig.Number.Shown))
	f := formulaFinding(p, c, computed, refs)
	f.Severity, f.Cause = schema.Warning, "cut-off"
	f.Message = schema.Say("formula.cut", "unit", f.Unit, "indicator", f.Indicator, "reported", fig.Text, "computed", computed, "formula", formulaText(p, c.Formula))
	p.Found(f)
	settle(p, c.Figure, schema.CutOff, f.Unit, f.Indicator, computed, refs...)
}

// formulaRefs are the places of the cells of a formula.
func formulaRefs(p *schema.Pass, f *schema.Formula) []schema.Ref {
	var out []schema.Ref
	for _, c := range f.Cells() {
		out = append(out, p.Report.Tables[c.Table].Ref(c.Row, c.Col))
	}
	return out
}

// unitsOf names the rows that a formula is about.
func unitsOf(p *schema.Pass, c *schema.Claim) string {
	var out []string
	for _, cell := range c.Formula.Top {
		out = append(out, unitName(p, cell.Table, cell.Row))
	}
	return listed(out)
}

// raws are the texts of cells.
func raws(p *schema.Pass, refs []schema.Ref) []string {
	var out []string
	for _, r := range refs {
		out = append(out, strings.TrimSpace(p.Report.At(r).Raw))
	}
	return out
}

// formulaText writes a formula with the figures of its cells.
func formulaText(p *schema.Pass, f *schema.Formula) string {
	sum := func(cells []schema.CellName) string {
		var out []string
		for _, c := range cells {
			out = append(out, strings.TrimSpace(p.Report.At(p.Report.Tables[c.Table].Ref(c.Row, c.Col)).Raw))
		}
		text := strings.Join(out, " + ")
		if len(out) > 1 && f.Form != schema.SumForm {
			return "(" + text + ")"
		}
		return text
	}
	switch f.Form {
	case schema.SumForm:
		return sum(f.Top)
	case schema.IndexForm:
		return sum(f.Top) + " − 100"
	case schema.DifferenceForm:
		return sum(f.Top) + " − " + sum(f.Bottom)
	case schema.GrowthForm:
		return sum(f.Top) + " / " + sum(f.Bottom) + " − 1"
	}
	return sum(f.Top) + " / " + sum(f.Bottom)
}

// pointsAsPercent reports whether a figure with a percent sign tells the difference of
// two percentages.
func pointsAsPercent(p *schema.Pass, c *schema.Claim) bool {
	top := c.Formula.Top[0]
	k := p.Report.Tables[top.Table].Columns[top.Col].Kind
	return c.Formula.Form == schema.DifferenceForm && p.Figures[c.Figure].Number.Percent && (k == schema.Ratio || k == schema.Index)
}

// formulaFinding begins the finding of a figure that its formula does not give.
func formulaFinding(p *schema.Pass, c *schema.Claim, computed string, refs []schema.Ref) schema.Finding {
	fig := &p.Figures[c.Figure]
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(fig.Span), Reported: fig.Text, Computed: computed,
		Unit: unitsOf(p, c), Indicator: indicator(p, c.Formula.Top[0].Table, c.Formula.Top[0].Col)}
	for i, ref := range refs {
		role := "numerator"
		switch {
		case c.Formula.Form == schema.SumForm:
			role = "addend"
		case i >= len(c.Formula.Top):
			role = "denominator"
		}
		f.Evidence = append(f.Evidence, cellEvidence(p, ref, role))
	}
	f.Fixes = []schema.Fix{
		{Title: schema.Say("reconcile.fix.prose", "reported", fig.Text, "computed", computed), At: f.At, Replacement: computed, Applicability: schema.Unsafe},
		{Title: schema.Say("formula.fix.cells", "cells", listed(raws(p, refs))), At: schema.AtCell(refs[0]), Applicability: schema.DisplayOnly},
	}
	return f
}
