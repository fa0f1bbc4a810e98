package validate

import "doisoat/schema"

// UncrossFootedRow finds rows whose parts do not add to their whole.
var UncrossFootedRow = &schema.Check{
	Code: "V301", Name: "uncross-footed-row", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V301"), Run: uncrossFootedRow,
}

func uncrossFootedRow(p *schema.Pass) error {
	f := footingOf(p)
	f.holding(p, "V301")
	f.blamed(p, "V301", func(b *blame) schema.Finding { return f.finding(b, "v301.message") })
	return nil
}
