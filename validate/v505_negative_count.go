package validate

import (
	"math/big"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// NegativeCount finds a count below nought among counts that are not.
var NegativeCount = &schema.Check{
	Code: "V505", Name: "negative-count", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V505"), Run: negativeCount,
}

func negativeCount(p *schema.Pass) error {
	f := footingOf(p)
	told := map[schema.Ref]bool{}
	f.blamed(p, "V505", func(b *blame) schema.Finding {
		told[b.at] = true
		out := f.finding(b, "v505.message")
		out.Message = schema.Say("v505.proved", "unit", out.Unit, "indicator", out.Indicator,
			"reported", out.Reported, "computed", out.Computed, "rules", rulesOf(b))
		return out
	})
	for _, t := range p.Report.Originals() {
		for col := range t.Columns {
			if t.Columns[col].Kind != schema.Count {
				continue
			}
			below, others := negatives(p.Report, t, col)
			for k := 0; k < others; k++ {
				p.Passed()
			}
			for _, ref := range below {
				switch {
				case told[ref]:
				case others < 4*len(below) || f.needed(ref):
					p.Undecided() // the column has a sign, or the rules want this one
				default:
					p.Found(strayMinus(p.Report, t, ref))
				}
			}
		}
	}
	return nil
}

func negatives(rep *schema.Report, t *schema.Table, col int) (below []schema.Ref, others int) {
	for row := range t.Rows {
		ref := t.Ref(row, col)
		if c := rep.At(ref); c.Kind == schema.Numeric {
			if c.Number.Value.Sign() < 0 {
				below = append(below, ref)
			} else {
				others++
			}
		}
	}
	return below, others
}

// needed reports whether a rule that holds has the cell in it: without its minus it
// would not hold.
func (f *footing) needed(ref schema.Ref) bool {
	for n := range f.all {
		if f.all[n].out.Status != edit.Holds || f.all[n].rule.Relation != schema.Equal {
			continue
		}
		for _, r := range f.all[n].cells() {
			if r == ref {
				return true
			}
		}
	}
	return false
}

func strayMinus(rep *schema.Report, t *schema.Table, ref schema.Ref) schema.Finding {
	f := place(rep, t, ref)
	f.Severity = schema.Warning
	n := rep.At(ref).Number
	f.Computed = written(rep, t, ref, new(big.Rat).Neg(n.Rat()), int(n.Shown))
	f.Message = schema.Say("v505.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported)
	f.Evidence = []schema.Evidence{{At: f.At, Role: "reported", Text: f.Reported}}
	f.Fixes = []schema.Fix{
		{Title: schema.Say("validate.fix.replace", "reported", f.Reported, "computed", f.Computed), At: f.At, Replacement: f.Computed, Applicability: schema.Unsafe},
		{Title: schema.Say("v505.fix.keep"), At: f.At, Applicability: schema.DisplayOnly},
	}
	return f
}
