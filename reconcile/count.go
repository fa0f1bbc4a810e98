package reconcile

import (
	"doisoat/internal/tie"
	"doisoat/schema"
)

// outcome is what a reading of a count or list gives on the table.
type outcome struct {
	yes, open []int // rows that surely meet it, and rows that the bound leaves open
	missing   int   // rows without a number
}

// weigh works a reading out on the column of a claim.
func weigh(p *schema.Pass, c *schema.Claim, r schema.Reading) outcome {
	var o outcome
	for _, row := range r.Group {
		yes, sure, ok := meets(p, c, r, row)
		switch {
		case !ok:
			o.missing++
			o.open = append(o.open, row)
		case !sure:
			o.open = append(o.open, row)
		case yes:
			o.yes = append(o.yes, row)
		}
	}
	return o
}

// meets tells whether a row meets all conditions of a reading; ok is false when its
// cell has no number.
func meets(p *schema.Pass, c *schema.Claim, r schema.Reading, row int) (yes, sure, ok bool) {
	if len(r.Conds) == 0 {
		return true, true, true
	}
	at := func(col int) *schema.Cell { return p.Report.At(p.Report.Tables[c.Cell.Table].Ref(row, col)) }
	if k := at(c.Cell.Col).Kind; (k == schema.Nil || k == schema.Empty) && none(r.Conds) {
		return true, true, true
	}
	yes, sure = true, true
	for _, cond := range r.Conds {
		cell := at(cond.Column(c.Cell.Col))
		if cell.Kind != schema.Numeric {
			return false, false, false
		}
		shift := int(c.Factor)
		if cond.Bound == nil { // another column of the row
			shift = 0
			than := at(cond.Than)
			if than.Kind != schema.Numeric {
				return false, false, false
			}
			cond.Bound = &than.Number
		}
		y, s := tie.MeetsCell(cond, cell.Number, shift)
		if s && !y {
			return false, true, true
		}
		yes = yes && y
		sure = sure && s
	}
	return yes, sure, true
}

// allows reports whether k units can be those that meet the reading.
func (o outcome) allows(k int) bool { return len(o.yes) <= k && k <= len(o.yes)+len(o.open) }

// contains reports whether a row is in a list.
func contains(rows []int, row int) bool {
	for _, r := range rows {
		if r == row {
			return true
		}
	}
	return false
}

// best is the reading that speaks most for a claim: one that its count fits, else
// the one that its members fit best, else the first.
func best(p *schema.Pass, c *schema.Claim) (schema.Reading, outcome) {
	if known, ok := p.Shared[bestKey{c}].(reading); ok {
		return c.Readings[known.top], known.out
	}
	top, topScore := 0, -1<<30
	var out outcome
	for i, r := range c.Readings {
		o := weigh(p, c, r)
		score := 0
		if c.K >= 0 && o.allows(c.K) {
			score += 1000
		}
		for _, m := range c.Members {
			if contains(o.yes, m.Row) || contains(o.open, m.Row) {
				score += 10
			} else {
				score -= 10
			}
		}
		if c.Complete && c.K < 0 && len(o.yes) == len(c.Members) {
			score += 5 // "xã chưa hoàn thành": the communes alone, not all units
		}
		if i == 0 || score > topScore {
			top, topScore, out = i, score, o
		}
	}
	if p.Shared != nil {
		p.Shared[bestKey{c}] = reading{top, out}
	}
	return c.Readings[top], out
}

// bestKey is under which the checks of lists share which reading of a claim is the best.
type bestKey struct{ claim *schema.Claim }

type reading struct {
	top int
	out outcome
}

// names are the labels of rows.
func names(p *schema.Pass, table int, rows []int) []string {
	var out []string
	for _, r := range rows {
		out = append(out, unitName(p, table, r))
	}
	return out
}

// rowEvidence is the cell of a row in the column of a claim.
func rowEvidence(p *schema.Pass, c *schema.Claim, row int, role string) schema.Evidence {
	return cellEvidence(p, p.Report.Tables[c.Cell.Table].Ref(row, c.Cell.Col), role)
}

// condEvidence lists where the targets of a reading were set.
func condEvidence(p *schema.Pass, r schema.Reading) []schema.Evidence {
	var out []schema.Evidence
	for _, c := range r.Conds {
		if c.Source.Len() > 0 {
			out = append(out, spanEvidence(p, c.Source, "target"))
		}
	}
	return out
}

// condition is the condition of a claim in the words of the draft.
func condition(p *schema.Pass, r schema.Reading) string {
	for _, c := range r.Conds {
		if c.Span.Len() > 0 {
			return p.Report.Document.Text(c.Span)
		}
	}
	return ""
}

// none reports whether conditions ask for nought, as a cell without a figure has it.
func none(conds []schema.Condition) bool {
	return len(conds) == 1 && conds[0].Bound != nil && conds[0].Cmp == schema.AtMost && conds[0].Bound.Value.Coef == 0
}
