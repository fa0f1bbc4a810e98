package reconcile

import (
	"math/big"

	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// WrongChange finds increases and decreases that the comparing column of the table
// does not bear out: a wrong figure, a wrong direction, an index read as growth.
var WrongChange = &schema.Check{
	Code: "R302", Name: "wrong-change", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R302"), Run: wrongChange,
}

func wrongChange(p *schema.Pass) error {
	each(p, schema.ChangeClaim, func(c *schema.Claim) {
		f := &p.Figures[c.Figure]
		ref := p.Report.Tables[c.Cell.Table].Ref(c.Cell.Row, c.Cell.Col)
		cell, ok := cellValue(p, ref, 0)
		unit, ind := unitName(p, c.Cell.Table, c.Cell.Row), indicator(p, c.Cell.Table, c.Cell.Col)
		if !ok {
			p.Undecided()
			return
		}
		change, _ := changeOf(p, c)
		said := saidChange(p, c)
		computed := likeFigure(f, new(big.Rat).Abs(change), int(f.Number.Shown))
		switch fit := tie.Compare(said, f.Approx, change); {
		case fit.Ties():
			p.Passed()
			settle(p, c.Figure, schema.Tied, unit, ind, computed, ref)
		case !c.Sure:
			p.Undecided()
		case fit == tie.Off && !changeSlip(p, c, said, change, cell) && !borne(p, c):
			p.Undecided()
			undecide(p, c.Figure, "why.far-off")
		default:
			out := schema.Finding{Severity: schema.Error, At: schema.AtSpan(f.Span), Reported: f.Text, Computed: computed, Unit: unit, Indicator: ind,
				Evidence: []schema.Evidence{cellEvidence(p, ref, "cell")}}
			verdict := schema.Contradicted
			key := "r302.message"
			switch {
			case fit == tie.Cut:
				out.Severity, out.Cause, verdict, key = schema.Warning, "cut-off", schema.CutOff, "r302.cut"
			case change.Sign()*said.Value.Sign() < 0 && tie.Compare(abs(said), f.Approx, new(big.Rat).Abs(change)).Ties():
				out.Cause, key = "direction", "r302.direction"
			case c.Base && tie.Compare(f.Number, f.Approx, cell).Ties():
				out.Cause, key = "index-as-growth", "r302.index"
			}
			word := "r302.up"
			if change.Sign() < 0 {
				word = "r302.down"
			}
			out.Message = schema.Say(key, "unit", unit, "indicator", ind, "reported", f.Text, "computed", computed, "cell", out.Evidence[0].Text, "change", schema.Say(word))
			out.Fixes = bothWays(p, f, ref, computed, c.Factor)[:1]
			if out.Cause == "direction" || computed == f.Text {
				out.Fixes = []schema.Fix{turnRound(f)}
			}
			out.Fixes = append(out.Fixes, schema.Fix{Title: schema.Say("r302.fix.table", "cell", out.Evidence[0].Text), At: schema.AtCell(ref), Applicability: schema.DisplayOnly})
			p.Found(out)
			settle(p, c.Figure, verdict, unit, ind, computed, ref)
		}
	})
	formulas(p, func(c *schema.Claim) {
		if tellsChange(p, c) {
			settleFormula(p, c, func(f *schema.Finding, w tie.Worked) string { return changeCause(p, c, f, w) })
		}
	})
	return nil
}

// changeOf is the change that the cell of a claim gives, with its sign.
func changeOf(p *schema.Pass, c *schema.Claim) (*big.Rat, bool) {
	cell, ok := cellValue(p, p.Report.Tables[c.Cell.Table].Ref(c.Cell.Row, c.Cell.Col), 0)
	if ok && c.Base {
		return new(big.Rat).Sub(cell, big.NewRat(100, 1)), true
	}
	return cell, ok
}

// saidChange is the figure of a change with its sign.
func saidChange(p *schema.Pass, c *schema.Claim) schema.Number {
	said := p.Figures[c.Figure].Number
	if !c.Met && said.Value.Sign() > 0 {
		said.Value = said.Value.Neg()
	}
	return said
}

// changeSlip reports whether a change differs from its cell as a slip leaves it: the wrong
// direction, an index taken for growth, another comparison of its row, digits of the pen.
func changeSlip(p *schema.Pass, c *schema.Claim, said schema.Number, change, cell *big.Rat) bool {
	f, t := &p.Figures[c.Figure], p.Report.Tables[c.Cell.Table]
	for col := range t.Columns { // another comparison of the row
		o := *c
		o.Cell.Col = col
		if k := t.Columns[col].Kind; col != c.Cell.Col && k == t.Columns[c.Cell.Col].Kind && digitsOf(f) >= 3 {
			if v, ok := changeOf(p, &o); ok && tie.Compare(said, f.Approx, v).Ties() {
				return true
			}
		}
	}
	return change.Sign()*said.Value.Sign() < 0 && tie.Compare(abs(said), f.Approx, new(big.Rat).Abs(change)).Ties() ||
		c.Base && tie.Compare(f.Number, f.Approx, cell).Ties() || slip.Digits(strip(f.Text), strip(likeIts(f, change))) != ""
}

// turnRound is the way to mend a change whose amount is right and whose direction is not.
func turnRound(f *schema.Figure) schema.Fix {
	return schema.Fix{Title: schema.Say("r302.fix.direction", "reported", f.Text), At: schema.AtSpan(f.Span), Applicability: schema.DisplayOnly}
}

// tellsChange reports whether a formula gives a change: by its form, or because its cell
// holds one.
func tellsChange(p *schema.Pass, c *schema.Claim) bool {
	switch c.Formula.Form {
	case schema.GrowthForm, schema.IndexForm, schema.DifferenceForm:
		return true
	}
	return c.Formula.Form == schema.SumForm && len(c.Formula.Top) == 1 && p.Figures[c.Figure].Role == schema.RoleChange
}

// abs is the figure without its sign.
func abs(n schema.Number) schema.Number {
	if n.Value.Sign() < 0 {
		n.Value = n.Value.Neg()
	}
	return n
}

// changeCause names the slip of a change, where the figures show one, and the message
// that tells it.
func changeCause(p *schema.Pass, c *schema.Claim, f *schema.Finding, w tie.Worked) string {
	fig := &p.Figures[c.Figure]
	opposite := w.Opposite()
	switch {
	case opposite.Fits(fig.Number, fig.Approx).Ties():
		f.Cause = "direction"
		return "formula.direction"
	case c.Formula.Form == schema.IndexForm:
		index := *c.Formula
		index.Form, index.Down = schema.SumForm, false
		if v, ok := tie.Work(p.Report, &index); ok && v.Fits(fig.Number, fig.Approx).Ties() {
			f.Cause = "index-as-growth"
			return "formula.index"
		}
	}
	return "formula.message"
}
