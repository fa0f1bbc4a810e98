package validate

import "doisoat/schema"

// UnfootedTotal finds totals and subtotals that differ from the sum of their rows,
// and the cell that most probably broke them.
var UnfootedTotal = &schema.Check{
	Code: "V201", Name: "unfooted-total", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V201"), Run: unfootedTotal,
}

func unfootedTotal(p *schema.Pass) error {
	f := footingOf(p)
	f.holding(p, "V201")
	f.blamed(p, "V201", func(b *blame) schema.Finding { return f.finding(b, "v201.message") })
	return nil
}
