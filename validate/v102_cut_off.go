package validate

import (
	"doisoat/internal/edit"
	"doisoat/schema"
)

// CutOff finds figures that are right only when the surplus digits are cut off
// instead of rounded.
var CutOff = &schema.Check{
	Code: "V102", Name: "cut-off", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("V102"), Run: cutOff,
}

func cutOff(p *schema.Pass) error {
	f := footingOf(p)
	told := map[schema.Ref]bool{}
	for n := range f.all {
		i := &f.all[n]
		switch i.out.Status {
		case edit.Undecidable:
			p.Undecided()
		case edit.Holds:
			p.Passed()
		case edit.CutOff:
			if told[i.out.Target] || i.rule.Relation == schema.Within {
				continue
			}
			if edit.At(f.mended, i.table, i.rule, i.line).Status == edit.Holds {
				continue // only a wrong operand makes it look cut off, and that is told
			}
			told[i.out.Target] = true
			if p.Cells != nil {
				p.Cells.Recomputed[i.out.Target] = true
				p.Cells.Mark(i.out.Target, schema.CellConsistent) // wrong in its last place at most
			}
			places := int(i.out.Reported.Shown)
			b := blame{at: i.out.Target, broken: []*instance{i}, value: atPlaces(i.out.Exact, places), places: places, slip: "cut-off"}
			finding := f.finding(&b, "v102.message")
			finding.Severity = schema.Warning
			p.Found(finding)
		}
	}
	return nil
}
