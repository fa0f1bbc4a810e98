package validate

import (
	"doisoat/internal/edit"
	"doisoat/schema"
)

// AveragedTotalRatio finds a total's ratio that is the plain mean of its parts'
// ratios instead of the ratio of their sums.
var AveragedTotalRatio = &schema.Check{
	Code: "V203", Name: "averaged-total-ratio", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V203"), Run: averagedTotalRatio,
}

func averagedTotalRatio(p *schema.Pass) error {
	f := footingOf(p)
	for n := range f.all { // the items: ratios of rows that others foot to
		i := &f.all[n]
		if i.kind() == "V101" && footOf(i.table, i.line) != nil {
			switch i.out.Status {
			case edit.Holds:
				p.Passed()
			case edit.Undecidable:
				p.Undecided()
			}
		}
	}
	f.blamed(p, "V203", func(b *blame) schema.Finding { return f.finding(b, "v203.message") })
	return nil
}
