package reconcile

import (
	"fmt"

	"doisoat/schema"
)

// PeriodDisagrees finds dates and periods that differ between prose and appendix.
var PeriodDisagrees = &schema.Check{
	Code: "R601", Name: "period-disagrees", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("R601"), Run: periodDisagrees,
}

func periodDisagrees(p *schema.Pass) error {
	each(p, schema.PeriodClaim, func(c *schema.Claim) {
		if c.Met {
			p.Passed()
			return
		}
		words := p.Report.Document.Text(c.Span)
		wanted := dateText(c.Wanted)
		f := schema.Finding{Severity: schema.Warning, At: schema.AtSpan(c.Span), Reported: words, Computed: wanted,
			Evidence: []schema.Evidence{{At: c.Other, Role: "date", Text: c.Given.Text}}}
		f.Message = schema.Say("r601.message", "reported", words, "computed", wanted)
		if c.Wanted.Month == 0 && c.Wanted.Day == 0 { // a year that the figures of its sentence are not of
			f.Message = schema.Say("r601.year", "reported", words, "computed", wanted, "column", c.Given.Text)
			f.Fixes = []schema.Fix{
				{Title: schema.Say("r601.fix.year", "computed", wanted), At: f.At, Replacement: wanted, Applicability: schema.Unsafe},
				{Title: schema.Say("r601.fix.figures", "reported", words), At: c.Other, Applicability: schema.DisplayOnly},
			}
			p.Found(f)
			return
		}
		f.Fixes = []schema.Fix{
			{Title: schema.Say("r601.fix.prose", "computed", wanted), At: f.At, Applicability: schema.DisplayOnly},
			{Title: schema.Say("r601.fix.appendix", "reported", words), At: c.Other, Applicability: schema.DisplayOnly},
		}
		p.Found(f)
	})
	return nil
}

// dateText writes the fields of a date that are known.
func dateText(d schema.Period) string {
	if d.Month == 0 {
		return fmt.Sprintf("%d", d.Year)
	}
	if d.Day > 0 {
		return fmt.Sprintf("%02d/%02d/%d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%02d/%d", d.Month, d.Year)
}
