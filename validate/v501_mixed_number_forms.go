package validate

import (
	"strings"

	"doisoat/schema"
)

// MixedNumberForms finds columns whose numbers are written in two ways.
var MixedNumberForms = &schema.Check{
	Code: "V501", Name: "mixed-number-forms", Severity: schema.Note, Since: "0.1.0",
	Doc: page("V501"), Run: mixedNumberForms,
}

func mixedNumberForms(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		for col := range t.Columns {
			switch t.Columns[col].Kind {
			case schema.Count, schema.Measure, schema.Ratio, schema.Index:
			default:
				continue
			}
			odd, like, seen := oddForms(p.Report, t, col)
			if !seen {
				p.Undecided()
				continue
			}
			if len(odd) == 0 {
				p.Passed()
				continue
			}
			f := place(p.Report, t, odd[0])
			f.Severity = schema.Note
			f.Message = schema.Say("v501.message", "indicator", f.Indicator, "unit", f.Unit, "reported", f.Reported, "like", raw(p.Report, like), "count", len(odd))
			for _, ref := range odd {
				f.Evidence = append(f.Evidence, schema.Evidence{At: schema.AtCell(ref), Role: "reported", Text: raw(p.Report, ref)})
			}
			f.Evidence = append(f.Evidence, schema.Evidence{At: schema.AtCell(like), Role: "member", Text: raw(p.Report, like)})
			number := p.Report.At(odd[0]).Number
			right := number.Rat()
			style := styleOf(t, p.Report.At(like))
			if text := formatLike(right, int(number.Shown), style); text != f.Reported {
				f.Computed = text
				f.Fixes = []schema.Fix{{Title: schema.Say("validate.fix.replace", "reported", f.Reported, "computed", text), At: f.At, Replacement: text, Applicability: schema.Unsafe}}
			}
			p.Found(f)
		}
	}
	return nil
}

// oddForms gives the cells of a column written in the rarer form, and one cell of
// the other form: thousands with a mark and without one, decimals with a comma and
// with a point. seen is false when the column has nothing to compare.
func oddForms(rep *schema.Report, t *schema.Table, col int) (odd []schema.Ref, like schema.Ref, seen bool) {
	forms := map[string][]schema.Ref{}
	for row := range t.Rows {
		ref := t.Ref(row, col)
		c := rep.At(ref)
		if c.Kind != schema.Numeric {
			continue
		}
		if form := formOf(c); form != "" {
			forms[form] = append(forms[form], ref)
		}
	}
	for _, pair := range [][2]string{{"grouped", "plain"}, {"comma", "point"}} {
		a, b := forms[pair[0]], forms[pair[1]]
		seen = seen || len(a)+len(b) > 1
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		if len(b) > len(a) {
			a, b = b, a
		}
		odd = append(odd, b...)
		like = a[0]
	}
	sortRefs(odd)
	return odd, like, seen
}

// formOf names the form of a written number: "grouped" or "plain" for one of four
// whole digits and more, "comma" or "point" for the decimal mark of a smaller one,
// "" when it shows neither.
func formOf(c *schema.Cell) string {
	marks := strings.Count(c.Raw, ".") + strings.Count(c.Raw, ",")
	if whole := c.Number.Value.Coef / schema.Pow10(int(c.Number.Value.Places)); whole >= 1000 || whole <= -1000 {
		if c.Number.Shown > 0 {
			marks--
		}
		if marks > 0 || strings.ContainsAny(strings.TrimSpace(c.Raw), " \u00a0\u202f'’") {
			return "grouped"
		}
		return "plain"
	}
	if c.Number.Shown > 0 && marks == 1 {
		if strings.Contains(c.Raw, ",") {
			return "comma"
		}
		return "point"
	}
	return ""
}
