package reconcile

import "doisoat/schema"

// RepeatedMember finds units that a list names twice.
var RepeatedMember = &schema.Check{
	Code: "R205", Name: "repeated-member", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R205"), Run: repeatedMember,
}

func repeatedMember(p *schema.Pass) error {
	each(p, schema.CountClaim, func(c *schema.Claim) {
		first := map[int]schema.Span{}
		for _, m := range c.Members {
			before, twice := first[m.Row]
			if !twice {
				first[m.Row] = m.Span
				p.Passed()
				continue
			}
			if p.Trial {
				p.Found(schema.Finding{Severity: schema.Error, At: schema.AtSpan(m.Span)})
				continue
			}
			unit := unitName(p, c.Cell.Table, m.Row)
			f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(m.Span), Unit: unit, Reported: between(p, before, m.Span),
				Indicator: indicator(p, c.Cell.Table, c.Cell.Col), Evidence: []schema.Evidence{spanEvidence(p, before, "first")}}
			f.Message = schema.Say("r205.message", "unit", unit)
			f.Units = []string{unit}
			if left := instead(p, c); len(left) > 0 {
				f.Units = append(f.Units, names(p, c.Cell.Table, left)...)
				f.Message = schema.Say("r205.instead", "unit", unit, "units", listed(f.Units[1:]), "indicator", f.Indicator)
				for _, row := range left {
					f.Evidence = append(f.Evidence, rowEvidence(p, c, row, "omitted"))
				}
			}
			f.Fixes = []schema.Fix{
				{Title: schema.Say("r205.fix.drop", "unit", unit), At: f.At, Applicability: schema.DisplayOnly},
				{Title: schema.Say("r205.fix.name"), At: f.At, Applicability: schema.DisplayOnly},
			}
			p.Found(f)
		}
	})
	return nil
}

// between gives the words from one naming to the next where nothing but a sign parts
// them, else the second alone.
func between(p *schema.Pass, first, second schema.Span) string {
	if both := (schema.Span{Block: first.Block, Start: first.Start, End: second.End}); first.Block == second.Block && second.Start-first.End <= 3 {
		return p.Report.Document.Text(both)
	}
	return p.Report.Document.Text(second)
}

// repeated lists the rows that a list names more than once.
func repeated(c *schema.Claim) []int {
	var out []int
	seen := map[int]int{}
	for _, m := range c.Members {
		if seen[m.Row]++; seen[m.Row] == 2 {
			out = append(out, m.Row)
		}
	}
	return out
}

// instead lists the units that a list leaves out when it names as many twice and is
// as long as it should be: one name stands for another.
func instead(p *schema.Pass, c *schema.Claim) []int {
	if !c.Sure || !c.Complete || len(c.Members) != c.K {
		return nil
	}
	_, o := best(p, c)
	named := map[int]bool{}
	for _, m := range c.Members {
		named[m.Row] = true
	}
	var left []int
	for _, row := range o.yes {
		if !named[row] {
			left = append(left, row)
		}
	}
	if len(left) != len(repeated(c)) {
		return nil
	}
	return left
}
