package validate

import (
	"math/big"

	"doisoat/schema"
)

// LostThousandsMark finds a count that the file keeps as a fraction, because its
// thousands mark was read as a decimal mark: 1.281 households kept as 1,281.
var LostThousandsMark = &schema.Check{
	Code: "V502", Name: "lost-thousands-mark", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V502"), Run: lostThousandsMark,
}

func lostThousandsMark(p *schema.Pass) error {
	f := footingOf(p)
	told := map[schema.Ref]bool{}
	f.blamed(p, "V502", func(b *blame) schema.Finding {
		told[b.at] = true
		out := f.finding(b, "v502.message")
		out.Message = schema.Say("v502.message", "unit", out.Unit, "indicator", out.Indicator,
			"reported", out.Reported, "computed", out.Computed, "rules", rulesOf(b))
		return out
	})
	for _, t := range p.Report.Originals() {
		for col := range t.Columns {
			whole, fractions := wholeAndNot(p.Report, t, col)
			if len(whole) < 4 {
				continue
			}
			if len(fractions) == 0 {
				p.Passed()
				continue
			}
			for _, ref := range fractions {
				if told[ref] {
					continue
				}
				if len(fractions)*4 > len(whole) || !thousandth(p.Report, ref, whole) {
					p.Undecided()
					continue
				}
				p.Found(strayFraction(p.Report, t, ref))
			}
		}
	}
	return nil
}

// wholeAndNot parts the numbers of a column of counts into whole ones and others.
func wholeAndNot(rep *schema.Report, t *schema.Table, col int) (whole []schema.Number, fractions []schema.Ref) {
	if k := t.Columns[col].Kind; k != schema.Count && k != schema.Measure || manyUnits(t) {
		return nil, nil
	}
	for row := range t.Rows {
		ref := t.Ref(row, col)
		if c := rep.At(ref); c.Kind == schema.Numeric {
			if c.Number.Value.Trim().Places == 0 {
				whole = append(whole, c.Number)
			} else {
				fractions = append(fractions, ref)
			}
		}
	}
	return whole, fractions
}

// manyUnits reports whether the rows of a table measure different things: pieces, and
// thousands of tonnes.
func manyUnits(t *schema.Table) bool {
	first := ""
	for row := range t.Rows {
		u := t.Rows[row].Unit.Text
		switch {
		case u == "":
		case first == "":
			first = u
		case u != first:
			return true
		}
	}
	return false
}

// thousandth reports whether a fraction has at most three places and a thousand
// times it is of the size of the whole numbers of its column.
func thousandth(rep *schema.Report, ref schema.Ref, whole []schema.Number) bool {
	d := rep.At(ref).Number.Value.Trim()
	if d.Places > 3 {
		return false
	}
	r := new(big.Rat).Mul(d.Rat(), big.NewRat(1000, 1))
	near := 0
	for _, w := range whole {
		q := new(big.Rat).Quo(w.Rat(), r)
		if q.Cmp(big.NewRat(1, 10)) >= 0 && q.Cmp(big.NewRat(10, 1)) <= 0 {
			near++
		}
	}
	return near*2 >= len(whole)
}

func strayFraction(rep *schema.Report, t *schema.Table, ref schema.Ref) schema.Finding {
	f := place(rep, t, ref)
	f.Severity = schema.Warning
	f.Cause = "thousands-mark"
	r := new(big.Rat).Mul(rep.At(ref).Number.Rat(), big.NewRat(1000, 1))
	f.Computed = written(rep, t, ref, r, 0)
	f.Message = schema.Say("v502.unproved", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported, "computed", f.Computed)
	f.Evidence = []schema.Evidence{{At: f.At, Role: "reported", Text: f.Reported}}
	f.Fixes = []schema.Fix{
		{Title: schema.Say("validate.fix.replace", "reported", f.Reported, "computed", f.Computed), At: f.At, Replacement: f.Computed, Applicability: schema.Unsafe},
		{Title: schema.Say("v502.fix.keep"), At: f.At, Applicability: schema.DisplayOnly},
	}
	return f
}
