package reconcile

import (
	"strconv"

	"doisoat/internal/number"
	"math/big"

	"doisoat/schema"
)

// WrongCount finds counts of units that the table does not bear out.
var WrongCount = &schema.Check{
	Code: "R201", Name: "wrong-count", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R201"), Run: wrongCount,
}

func wrongCount(p *schema.Pass) error {
	each(p, schema.CountClaim, func(c *schema.Claim) {
		if c.K < 0 {
			return // "các đơn vị": a list without a count
		}
		r, o := best(p, c)
		ind := indicator(p, c.Cell.Table, c.Cell.Col)
		cells := make([]schema.Ref, 0, len(o.yes))
		for _, row := range o.yes {
			cells = append(cells, p.Report.Tables[c.Cell.Table].Ref(row, c.Cell.Col))
		}
		fits := o.allows(c.K) && len(o.open) == 0
		whole(p, c, r, fits)
		switch {
		case fits:
			p.Passed()
			settle(p, c.Figure, schema.Tied, "", ind, strconv.Itoa(len(o.yes)), cells...)
		case o.allows(c.K):
			p.Undecided()
			undecide(p, c.Figure, "why.open-target")
		case !c.Sure || o.missing > 0 || !credibleCount(c, o) || foreign(p, c):
			p.Undecided()
			undecide(p, c.Figure, "why.unsure-condition")
		default:
			p.Found(countFinding(p, c, r, o))
			settle(p, c.Figure, schema.Contradicted, "", ind, strconv.Itoa(len(o.yes)), cells...)
		}
	})
	return nil
}

// whole holds n of "k/n" against the number of units that the count ranges over. Where k is
// right, and the list names its units or another count of the report has the right n, a
// wrong n is a finding.
func whole(p *schema.Pass, c *schema.Claim, r schema.Reading, fits bool) {
	if c.Of < 0 {
		return
	}
	f := &p.Figures[c.Of]
	n := int(f.Number.Value.Coef)
	group := c.Readings[len(c.Readings)-1].Group
	if n == len(group) || n == len(r.Group) {
		settle(p, c.Of, schema.Tied, "", "", strconv.Itoa(n))
		return
	}
	if !fits || len(r.Group) < 3 || groupOf(p.Report.Tables[c.Cell.Table], n) || !listsAll(c, r) && !(c.Sure && countedBefore(p, c, len(r.Group))) {
		undecide(p, c.Of, "why.no-group")
		return
	}
	computed := number.Format(big.NewRat(int64(len(r.Group)), 1), 0, styleOf(f))
	out := schema.Finding{Severity: schema.Error, At: schema.AtSpan(f.Span), Reported: f.Text, Computed: computed, Indicator: indicator(p, c.Cell.Table, c.Cell.Col)}
	for _, row := range r.Group {
		out.Evidence = append(out.Evidence, rowEvidence(p, c, row, "member"))
	}
	out.Message = schema.Say("r201.whole", "reported", f.Text, "computed", computed)
	out.Fixes = []schema.Fix{{Title: schema.Say("r201.fix.whole", "reported", f.Text, "computed", computed), At: out.At, Replacement: computed, Applicability: schema.Unsafe},
		{Title: schema.Say("r201.fix.units"), At: out.Evidence[0].At, Applicability: schema.DisplayOnly}}
	p.Found(out)
	settle(p, c.Of, schema.Contradicted, "", "", computed)
}

// groupOf reports whether a table has a group of so many units.
func groupOf(t *schema.Table, n int) bool {
	size := map[int]int{}
	all := 0
	for i := range t.Rows {
		if t.Rows[i].Kind == schema.UnitRow {
			size[t.Rows[i].Parent]++
			all++
		}
	}
	if all == n {
		return true
	}
	for _, k := range size {
		if k == n {
			return true
		}
	}
	return false
}

// listsAll reports whether the list of a count names as many units as it counts, all of
// its group.
func listsAll(c *schema.Claim, r schema.Reading) bool {
	for _, m := range c.Members {
		if !contains(r.Group, m.Row) {
			return false
		}
	}
	return c.K > 1 && len(c.Members) == c.K
}

// countedBefore reports whether another count of the report ranges over so many units of
// the table, and says so.
func countedBefore(p *schema.Pass, c *schema.Claim, n int) bool {
	for i := range p.Claims {
		o := &p.Claims[i]
		if o != c && o.Kind == schema.CountClaim && o.Of >= 0 && o.Cell.Table == c.Cell.Table && p.Figures[o.Of].Number.Value.Coef == int64(n) && p.Figures[o.Of].Number.Value.Places == 0 {
			return true
		}
	}
	return false
}

func undecide(p *schema.Pass, figure int, why string) {
	if figure >= 0 && p.Figures[figure].Verdict == schema.Undecided {
		p.Figures[figure].Why = schema.Say(why)
	}
}

func countFinding(p *schema.Pass, c *schema.Claim, r schema.Reading, o outcome) schema.Finding {
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(c.Span), Indicator: indicator(p, c.Cell.Table, c.Cell.Col), Reported: strconv.Itoa(c.K)}
	f.Computed = strconv.Itoa(len(o.yes))
	at := c.Span
	if c.Figure >= 0 {
		fig := &p.Figures[c.Figure]
		at = fig.Span
		f.Reported = fig.Text
		f.Computed = number.Format(big.NewRat(int64(len(o.yes)), 1), 0, styleOf(fig))
		if c.Of >= 0 {
			at.End = p.Figures[c.Of].Span.End
		}
		f.At = schema.AtSpan(at)
	}
	listed := map[int]bool{}
	for _, m := range c.Members {
		listed[m.Row] = true
	}
	for _, row := range o.yes {
		f.Evidence = append(f.Evidence, rowEvidence(p, c, row, "member"))
		if len(c.Members) > 0 && !listed[row] {
			f.Units = append(f.Units, unitName(p, c.Cell.Table, row))
		}
	}
	f.Evidence = append(f.Evidence, condEvidence(p, r)...)
	f.Message = schema.Say("r201.message", "reported", f.Reported, "computed", f.Computed, "condition", condition(p, r), "indicator", f.Indicator)
	switch {
	case c.Figure >= 0 && (len(c.Members) == 0 || len(c.Members) == len(o.yes)):
		f.Fixes = append(f.Fixes, schema.Fix{Title: schema.Say("r201.fix.count", "reported", f.Reported, "computed", f.Computed),
			At: schema.AtSpan(p.Figures[c.Figure].Span), Replacement: f.Computed, Applicability: schema.Unsafe})
	case c.Figure >= 0:
		f.Fixes = append(f.Fixes, schema.Fix{Title: schema.Say("r201.fix.list", "reported", f.Reported, "computed", f.Computed), At: f.At, Applicability: schema.DisplayOnly})
	}
	f.Fixes = append(f.Fixes, schema.Fix{Title: schema.Say("r201.fix.table", "indicator", f.Indicator), At: f.At, Applicability: schema.DisplayOnly})
	return f
}
