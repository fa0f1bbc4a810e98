package validate

import "doisoat/schema"

// WrongRatio finds derived cells that differ from what their row gives: shares,
// rates, averages, changes.
var WrongRatio = &schema.Check{
	Code: "V101", Name: "wrong-ratio", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V101"), Run: wrongRatio,
}

func wrongRatio(p *schema.Pass) error {
	f := footingOf(p)
	f.holding(p, "V101")
	f.blamed(p, "V101", func(b *blame) schema.Finding { return f.finding(b, "v101.message") })
	return nil
}
