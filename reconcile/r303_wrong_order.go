package reconcile

import (
	"strings"

	"doisoat/schema"
)

// WrongOrder finds lists that do not stand in the order that they are said to have.
var WrongOrder = &schema.Check{
	Code: "R303", Name: "wrong-order", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R303"), Run: wrongOrder,
}

func wrongOrder(p *schema.Pass) error {
	each(p, schema.OrderClaim, func(c *schema.Claim) {
		table := p.Report.Tables[c.Cell.Table]
		for i := 1; i < len(c.Members); i++ {
			a, ok1 := cellValue(p, table.Ref(c.Members[i-1].Row, c.Cell.Col), 0)
			b, ok2 := cellValue(p, table.Ref(c.Members[i].Row, c.Cell.Col), 0)
			if !ok1 || !ok2 {
				p.Undecided()
				return
			}
			if c.Met && a.Cmp(b) >= 0 || !c.Met && a.Cmp(b) <= 0 {
				continue
			}
			if !c.Sure {
				p.Undecided()
				return
			}
			p.Found(disordered(p, c, i))
			return
		}
		p.Passed()
	})
	return nil
}

// disordered tells that member i of a list stands behind one that it should precede.
func disordered(p *schema.Pass, c *schema.Claim, i int) schema.Finding {
	var names, right []string
	rows := make([]int, len(c.Members))
	for k, m := range c.Members {
		rows[k] = m.Row
		names = append(names, p.Report.Document.Text(m.Span))
	}
	table := p.Report.Tables[c.Cell.Table]
	for a := 1; a < len(rows); a++ { // few names: the simplest sort keeps equals in place
		for b := a; b > 0; b-- {
			x, _ := cellValue(p, table.Ref(rows[b-1], c.Cell.Col), 0)
			y, _ := cellValue(p, table.Ref(rows[b], c.Cell.Col), 0)
			if x == nil || y == nil || c.Met && x.Cmp(y) >= 0 || !c.Met && x.Cmp(y) <= 0 {
				break
			}
			rows[b-1], rows[b] = rows[b], rows[b-1]
		}
	}
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(c.Span), Reported: strings.Join(names, ", "), Indicator: indicator(p, c.Cell.Table, c.Cell.Col)}
	for _, row := range rows {
		right = append(right, unitName(p, c.Cell.Table, row))
		f.Evidence = append(f.Evidence, rowEvidence(p, c, row, "member"))
	}
	f.Units, f.Computed = right, listed(right)
	f.Unit = unitName(p, c.Cell.Table, c.Members[i].Row)
	f.Message = schema.Say("r303.message", "unit", f.Unit, "before", unitName(p, c.Cell.Table, c.Members[i-1].Row), "indicator", f.Indicator, "order", f.Computed)
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r303.fix.words", "order", f.Computed), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("r301.fix.table", "figure", f.Evidence[0].Text, "best", f.Evidence[len(f.Evidence)-1].Text), At: f.Evidence[0].At, Applicability: schema.DisplayOnly},
	}
	return f
}
