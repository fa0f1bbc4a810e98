package reconcile

import (
	"strconv"

	"doisoat/schema"
)

// WrongPlace finds units said to be first, last or of a place in an order that others
// hold.
var WrongPlace = &schema.Check{
	Code: "R301", Name: "wrong-place", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R301"), Run: wrongPlace,
}

func wrongPlace(p *schema.Pass) error {
	each(p, schema.ExtremeClaim, func(c *schema.Claim) {
		holder, place := -1, 0
		for _, r := range c.Readings {
			at, who := placeOf(p, c, r.Group)
			if at == c.K {
				p.Passed()
				settle(p, c.Of, schema.Tied, unitName(p, c.Cell.Table, c.Cell.Row), indicator(p, c.Cell.Table, c.Cell.Col), strconv.Itoa(at), p.Report.Tables[c.Cell.Table].Ref(c.Cell.Row, c.Cell.Col))
				return
			}
			if holder < 0 {
				holder, place = who, at
			}
		}
		if !c.Sure || holder < 0 {
			p.Undecided()
			return
		}
		f := misplaced(p, c, holder, place)
		p.Found(f)
		settle(p, c.Of, schema.Contradicted, f.Unit, f.Indicator, strconv.Itoa(place), p.Report.Tables[c.Cell.Table].Ref(c.Cell.Row, c.Cell.Col))
	})
	return nil
}

// placeOf is the best place that the row of a claim can hold in a group, rows of one
// figure sharing a place, and the row that holds the place that is claimed.
func placeOf(p *schema.Pass, c *schema.Claim, group []int) (at, holder int) {
	table := p.Report.Tables[c.Cell.Table]
	mine, ok := cellValue(p, table.Ref(c.Cell.Row, c.Cell.Col), 0)
	if !ok {
		return 0, -1
	}
	better := func(row, than int) bool {
		a, ok1 := cellValue(p, table.Ref(row, c.Cell.Col), 0)
		b, ok2 := cellValue(p, table.Ref(than, c.Cell.Col), 0)
		return ok1 && ok2 && (c.Met && a.Cmp(b) > 0 || !c.Met && a.Cmp(b) < 0)
	}
	at, same := 1, 0
	holder = -1
	for _, row := range group {
		if better(row, c.Cell.Row) {
			at++
		} else if v, ok := cellValue(p, table.Ref(row, c.Cell.Col), 0); ok && row != c.Cell.Row && v.Cmp(mine) == 0 {
			same++
		}
		before := 0
		for _, o := range group {
			if better(o, row) {
				before++
			}
		}
		if before == c.K-1 && (holder < 0 || row < holder) {
			holder = row
		}
	}
	if at <= c.K && c.K <= at+same {
		return c.K, holder
	}
	return at, holder
}

func misplaced(p *schema.Pass, c *schema.Claim, holder, place int) schema.Finding {
	mine := rowEvidence(p, c, c.Cell.Row, "member")
	theirs := rowEvidence(p, c, holder, "member")
	f := schema.Finding{Severity: schema.Error, At: schema.AtSpan(c.Span), Reported: p.Report.Document.Text(c.Span), Computed: unitName(p, c.Cell.Table, holder),
		Unit: unitName(p, c.Cell.Table, c.Cell.Row), Indicator: indicator(p, c.Cell.Table, c.Cell.Col),
		Units:    []string{unitName(p, c.Cell.Table, c.Cell.Row), unitName(p, c.Cell.Table, holder)},
		Evidence: []schema.Evidence{mine, theirs}}
	f.Message = schema.Say("r301.message", "unit", f.Unit, "indicator", f.Indicator, "words", f.Reported, "figure", mine.Text, "place", strconv.Itoa(place), "other", f.Computed, "best", theirs.Text)
	f.Fixes = []schema.Fix{
		{Title: schema.Say("r301.fix.words", "other", f.Computed), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("r301.fix.table", "figure", mine.Text, "best", theirs.Text), At: mine.At, Applicability: schema.DisplayOnly},
	}
	return f
}
