package history

import (
	"doisoat/internal/series"
	"doisoat/schema"
)

// copiedBlock finds columns whose figures are those of the last report, one and all,
// though they are of another span.
var copiedBlock = newCheck("H107", "copied-block", schema.Error, runCopiedBlock)

const (
	copied   = 8 // figures that have to be the same
	distinct = 5 // of them, how many are different from each other
)

func runCopiedBlock(p *pass) {
	for _, c := range p.facts.columns {
		if c.plan || c.class == series.Open { // what names no span may stand for the whole year
			continue
		}
		latest := map[int]*edition{} // of each report, the edition of its latest span
		var reports []int
		for i := range c.editions {
			e := &c.editions[i]
			if _, seen := latest[e.report]; !seen {
				reports = append(reports, e.report)
			}
			latest[e.report] = e
		}
		for i := 1; i < len(reports); i++ {
			p.copy(c, latest[reports[i-1]], latest[reports[i]])
		}
	}
}

func (p *pass) copy(c *column, then, now *edition) {
	if then.span == now.span || now.span.Months() <= then.span.Months() {
		return
	}
	same, all := 0, 0
	values := map[string]bool{}
	for row, b := range now.points {
		a := then.points[row]
		if a == nil || value(b).Sign() == 0 {
			continue
		}
		all++
		if a.Number.Value.Cmp(b.Number.Value) == 0 && a.Number.Scale == b.Number.Scale {
			same++
			values[b.Number.Value.Trim().String()] = true
		}
	}
	need := copied
	if c.relative { // shares and indices change little, and are written short
		need *= 2
	}
	switch {
	case all < need:
		p.undecided(1)
	case same < all || len(values) < need-copied+distinct:
		p.passed(1)
	default:
		f := p.of(now.first)
		f.At.Row = -1
		f.Unit, f.Reported = "", ""
		f.Cause = "copied-column"
		f.Message = schema.Say("h107.message", "count", same, "span", now.span.String(), "before", then.span.String(), "last", p.name(then.report))
		f.Evidence = []Evidence{{at(then.first), "then", then.first.Raw}, {at(now.first), "now", now.first.Raw}}
		p.found(f)
	}
}
