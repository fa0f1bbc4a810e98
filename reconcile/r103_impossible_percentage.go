package reconcile

import (
	"math/big"

	"doisoat/internal/number"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// ImpossiblePercentage finds percentages that no whole number over their
// denominator can give (GRIM: Brown and Heathers, 2017).
var ImpossiblePercentage = &schema.Check{
	Code: "R103", Name: "impossible-percentage", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R103"), Run: impossiblePercentage,
}

func impossiblePercentage(p *schema.Pass) error {
	each(p, schema.ValueClaim, func(c *schema.Claim) {
		t, ok := look(p, c)
		if !ok {
			return
		}
		if t.fit != tie.Off {
			p.Passed()
			return
		}
		d := impossible(p, c)
		if d == nil || t.implausible(p) {
			return
		}
		if p.Trial {
			p.Found(schema.Finding{Severity: schema.Error, At: schema.AtSpan(t.figure.Span)})
			settle(p, c.Figure, schema.Contradicted, "", "", "", t.ref)
			return
		}
		f := t.finding(p)
		f.Severity = schema.Error
		f.Cause, _ = t.cause(p)
		f.Message = schema.Say("r103.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported, "computed", f.Computed,
			"denominator", wholeNumber(t.figure, d))
		p.Found(f)
		settle(p, c.Figure, schema.Contradicted, f.Unit, f.Indicator, f.Computed, t.ref)
	})
	return nil
}

// wholeNumber writes a whole number with the marks of a percentage.
func wholeNumber(f *schema.Figure, v *big.Rat) string {
	st := styleOf(f)
	st.Percent, st.Pad, st.Plus = "", 0, false
	return number.Format(v, 0, st)
}

// impossible gives the denominator of a percentage that no whole numerator can
// give, or nil when one can, or when the denominator is not known to be a count.
func impossible(p *schema.Pass, c *schema.Claim) *big.Rat {
	f := &p.Figures[c.Figure]
	if !f.Number.Percent || f.Approx != schema.Exactly {
		return nil
	}
	if lk, ok := look(p, c); ok {
		if _, source := lk.cause(p); source != nil {
			return nil // it is another cell's figure, which says more
		}
	}
	t := p.Report.Tables[c.Cell.Table]
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Axis != schema.Across || r.Target != c.Cell.Col || r.Form != schema.Division || !r.Percent || len(r.Expr.Args) != 2 {
			continue
		}
		sum := new(big.Rat)
		for _, part := range [][]int{r.Expr.Args[0].Vars(), r.Expr.Args[1].Vars()} {
			sum.SetInt64(0)
			for _, v := range part {
				cell := p.Report.At(t.Ref(c.Cell.Row, v))
				if cell.Kind != schema.Numeric || t.Columns[v].Kind != schema.Count || !cell.Number.Rat().IsInt() {
					return nil
				}
				sum.Add(sum, cell.Number.Rat())
			}
		}
		if sum.Sign() <= 0 || reachable(f.Number, sum) {
			return nil
		}
		return sum
	}
	return nil
}

// reachable reports whether some whole number over n, in percent, rounds or is cut
// off to the figure.
func reachable(f schema.Number, n *big.Rat) bool {
	if f.Value.Coef > 0 && f.Value.Places <= f.Shown && f.Scale == 0 && f.Shown >= 0 && f.Shown < 10 && n.Cmp(big.NewRat(schema.Pow10(int(f.Shown)+2), 1)) >= 0 {
		return true // the whole numbers lie no farther apart than the figures
	}
	for _, i := range []schema.Interval{f.Interval(), f.Cut()} {
		// the least whole k with k × 100 / n >= Lo
		lo := new(big.Rat).Quo(new(big.Rat).Mul(i.Lo, n), big.NewRat(100, 1))
		k := new(big.Int).Quo(lo.Num(), lo.Denom())
		for step := int64(-1); step <= 1; step++ {
			v := new(big.Rat).SetInt(new(big.Int).Add(k, big.NewInt(step)))
			if v.Sign() >= 0 && i.Contains(v.Mul(v, big.NewRat(100, 1)).Quo(v, n)) {
				return true
			}
		}
	}
	return false
}
