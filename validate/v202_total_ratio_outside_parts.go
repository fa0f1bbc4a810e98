package validate

import (
	"doisoat/internal/number"
	"doisoat/schema"
)

// TotalRatioOutsideParts finds a total's ratio below the least or above the
// greatest ratio of its parts, where no weights can put it.
var TotalRatioOutsideParts = &schema.Check{
	Code: "V202", Name: "total-ratio-outside-parts", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V202"), Run: totalRatioOutsideParts,
}

func totalRatioOutsideParts(p *schema.Pass) error {
	f := footingOf(p)
	f.holding(p, "V202")
	f.blamed(p, "V202", func(b *blame) schema.Finding {
		out := f.finding(b, "v202.message")
		i := b.broken[0]
		least, greatest := "", ""
		if i.out.Computed.Lo != nil {
			least, greatest = extremes(i)
		}
		out.Message = schema.Say("v202.message", "unit", out.Unit, "indicator", out.Indicator,
			"reported", out.Reported, "least", least, "greatest", greatest)
		return out
	})
	return nil
}

// extremes gives the least and the greatest part as they are written.
func extremes(i *instance) (least, greatest string) {
	lo, hi := -1, -1
	for n, o := range i.out.Operands {
		if o.Blank {
			continue
		}
		if lo < 0 || o.Number.Rat().Cmp(i.out.Operands[lo].Number.Rat()) < 0 {
			lo = n
		}
		if hi < 0 || o.Number.Rat().Cmp(i.out.Operands[hi].Number.Rat()) > 0 {
			hi = n
		}
	}
	if lo < 0 {
		return "", ""
	}
	style := number.Style{Decimal: number.MarksFor(i.table.DecimalMark).Decimal}
	a, b := i.out.Operands[lo].Number, i.out.Operands[hi].Number
	return number.Format(a.Rat(), int(a.Shown), style), number.Format(b.Rat(), int(b.Shown), style)
}
