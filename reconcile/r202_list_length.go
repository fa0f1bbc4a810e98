package reconcile

import (
	"strconv"

	"doisoat/schema"
)

// ListLength finds lists whose length differs from their stated count.
var ListLength = &schema.Check{
	Code: "R202", Name: "list-length", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R202"), Run: listLength,
}

func listLength(p *schema.Pass) error {
	each(p, schema.CountClaim, func(c *schema.Claim) {
		if len(c.Members) == 0 || c.K < 0 {
			return
		}
		if len(c.Members) == c.K {
			p.Passed()
			return
		}
		r, o := best(p, c)
		if len(c.Members) < c.K && (!c.Sure || !c.Complete) { // the list may go on in words that name no unit
			p.Undecided()
			return
		}
		first, last := c.Members[0].Span, c.Members[len(c.Members)-1].Span
		at := first
		if last.Block == first.Block {
			at.End = last.End
		}
		if p.Trial {
			if c.Figure >= 0 {
				at = p.Figures[c.Figure].Span
			}
			p.Found(schema.Finding{Severity: schema.Error, At: schema.AtSpan(at)})
			return
		}
		reported, computed := strconv.Itoa(c.K), strconv.Itoa(len(c.Members))
		f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(at), Reported: reported, Computed: computed,
			Indicator: indicator(p, c.Cell.Table, c.Cell.Col)}
		if c.Figure >= 0 {
			f.Reported = p.Figures[c.Figure].Text
			f.At = schema.AtSpan(p.Figures[c.Figure].Span)
			// Where the table gives the stated count, or another than the list has, the list is
			// to be mended.
			if len(r.Conds) == 0 || c.Cell.Col < 0 || o.allows(len(c.Members)) {
				f.Fixes = append(f.Fixes, schema.Fix{Title: schema.Say("r202.fix.count", "reported", f.Reported, "computed", computed),
					At: f.At, Replacement: computed, Applicability: schema.Unsafe})
			}
		}
		listed := map[int]bool{}
		for _, m := range c.Members {
			f.Evidence = append(f.Evidence, spanEvidence(p, m.Span, "member"))
			listed[m.Row] = true
		}
		if c.Sure {
			for _, row := range o.yes {
				if !listed[row] {
					f.Units = append(f.Units, unitName(p, c.Cell.Table, row))
				}
			}
		}
		f.Evidence = append(f.Evidence, condEvidence(p, r)...)
		f.Message = schema.Say("r202.message", "reported", f.Reported, "computed", computed)
		f.Fixes = append(f.Fixes, schema.Fix{Title: schema.Say("r202.fix.list"), At: schema.AtSpan(at), Applicability: schema.DisplayOnly})
		p.Found(f)
	})
	return nil
}
