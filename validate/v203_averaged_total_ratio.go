package validate

import "doisoat/schema"

// AveragedTotalRatio finds a total's ratio that is the plain mean of its parts'
// ratios instead of the ratio of their sums.
var AveragedTotalRatio = &schema.Check{
	Code: "V203", Name: "averaged-total-ratio", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V203"), Run: averagedTotalRatio,
}

func averagedTotalRatio(p *schema.Pass) error {
	f := footingOf(p)
	f.rateItems(p)
	told := map[schema.Ref]bool{}
	f.blamed(p, "V203", func(b *blame) schema.Finding {
		told[b.at] = true
		return f.finding(b, "v203.message")
	})
	for _, t := range p.Report.Originals() {
		for _, column := range weighed(p.Report, t) {
			for _, row := range column.broken {
				finding, ok := column.finding(p.Report, row)
				switch {
				case !ok:
					p.Undecided()
				case !told[finding.At.Ref]:
					if p.Cells != nil {
						p.Cells.Mark(finding.At.Ref, schema.CellContradicted)
					}
					p.Found(finding)
				}
			}
		}
	}
	return nil
}
