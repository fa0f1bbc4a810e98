package reconcile

import (
	"math/big"

	"doisoat/internal/tie"
	"doisoat/schema"
)

// RoundedOverTarget finds rates that meet a target or a threshold only because they were
// rounded: 49.96% shown as 50.0% and called met.
var RoundedOverTarget = &schema.Check{
	Code: "R502", Name: "rounded-over-target", Severity: schema.Warning, Since: "0.2.0",
	Doc: page("R502"), Run: roundedOverTarget,
}

func roundedOverTarget(p *schema.Pass) error {
	for _, kind := range []schema.ClaimKind{schema.CountClaim, schema.TargetClaim} {
		each(p, kind, func(c *schema.Claim) {
			if c.Cell.Table < 0 || c.Cell.Col < 0 || !c.Sure || kind == schema.TargetClaim && !c.Met || len(c.Readings) == 0 {
				return
			}
			r := c.Readings[0]
			rows := make([]int, 0, len(c.Members))
			for _, m := range c.Members {
				rows = append(rows, m.Row)
			}
			if kind == schema.CountClaim {
				var o outcome
				if r, o = best(p, c); len(rows) == 0 {
					rows = o.yes
				}
			}
			for _, row := range rows {
				crossed(p, c, r, row)
			}
		})
	}
	return nil
}

// crossed looks at one row that is said to reach the bound of a reading.
func crossed(p *schema.Pass, c *schema.Claim, r schema.Reading, row int) {
	if yes, sure, ok := meets(p, c, r, row); !ok || !sure || !yes {
		return
	}
	at := schema.CellName{Table: c.Cell.Table, Row: row, Col: c.Cell.Col}
	var exact *big.Rat
	if all := quotients(p, at); len(all) > 0 {
		exact = all[0]
	}
	for _, cond := range r.Conds {
		if cond.Bound == nil || cond.Upper != nil || cond.Cmp != schema.AtLeast && cond.Cmp != schema.Above {
			continue
		}
		if exact == nil { // the table has no counts to see through the rate
			p.Undecided()
			return
		}
		exact = tie.Shift(exact, int(c.Factor))
		if exact.Cmp(cond.Bound.Rat()) >= 0 {
			p.Passed()
			continue
		}
		f := schema.Finding{Severity: schema.Warning, At: schema.AtSpan(c.Span), Unit: unitName(p, c.Cell.Table, row), Indicator: indicator(p, c.Cell.Table, c.Cell.Col), Cause: "rounded-up"}
		cell := rowEvidence(p, c, row, "cell")
		f.Reported = cell.Text
		for _, m := range c.Members {
			if m.Row == row {
				f.At = schema.AtSpan(m.Span)
				if m.Figure >= 0 {
					f.At, f.Reported = schema.AtSpan(p.Figures[m.Figure].Span), p.Figures[m.Figure].Text
				}
			}
		}
		f.Computed = precise(p, c, exact)
		f.Evidence = append(append([]schema.Evidence{cell}, recomputed(p, at)...), condEvidence(p, r)...)
		f.Message = schema.Say("r502.message", "unit", f.Unit, "indicator", f.Indicator, "figure", cell.Text, "exact", f.Computed, "condition", condition(p, r))
		f.Fixes = []schema.Fix{
			{Title: schema.Say("r502.fix.words"), At: f.At, Applicability: schema.DisplayOnly},
			{Title: schema.Say("r502.fix.places", "exact", f.Computed), At: f.At, Applicability: schema.DisplayOnly},
		}
		p.Found(f)
		return
	}
}

// precise writes an exact value with two places more than its cell shows.
func precise(p *schema.Pass, c *schema.Claim, exact *big.Rat) string {
	places := 0
	if c.Cell.Col >= 0 {
		places = int(p.Report.Tables[c.Cell.Table].Columns[c.Cell.Col].Places)
	}
	like := schema.Figure{Text: "0,0", Number: schema.Number{}}
	if p.Report.Tables[c.Cell.Table].DecimalMark == '.' {
		like.Text = "0.0"
	}
	return likeFigure(&like, exact, places+2)
}
