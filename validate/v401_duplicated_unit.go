package validate

import "doisoat/schema"

// DuplicatedUnit finds a name that stands twice in one section.
var DuplicatedUnit = &schema.Check{
	Code: "V401", Name: "duplicated-unit", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V401"), Run: duplicatedUnit,
}

func duplicatedUnit(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		for _, g := range groups(t) {
			first := map[string]int{}
			count := map[string]int{}
			for _, n := range g.names {
				count[n.raw]++
			}
			for _, n := range g.names {
				earlier, twice := first[n.raw]
				switch {
				case !n.lettered():
					p.Undecided()
				case !twice:
					first[n.raw] = n.row
					p.Passed()
				case repeats(count, len(g.names)):
					p.Undecided()
				default:
					p.Found(sameName(p.Report, t, n.row, earlier))
				}
			}
		}
	}
	return nil
}

// repeats reports whether a section repeats names on purpose: where a third of its
// rows bear a name that is not theirs alone, the names are of items (men, women)
// under units that the table does not set off.
func repeats(count map[string]int, rows int) bool {
	again := 0
	for _, n := range count {
		if n > 1 {
			again += n
		}
	}
	return again > 2 && again*3 >= rows
}

func sameName(rep *schema.Report, t *schema.Table, row, earlier int) schema.Finding {
	f := naming(rep, t, row, earlier)
	f.Severity = schema.Error
	here, n := figuresOf(rep, t, row)
	there, _ := figuresOf(rep, t, earlier)
	key := "v401.message"
	if here == there && n > 0 {
		key = "v401.copied"
		f.Cause = "copied-row"
	}
	f.Message = schema.Say(key, "unit", f.Unit)
	f.Fixes = []schema.Fix{
		{Title: schema.Say("v401.fix.name"), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("v401.fix.row"), At: schema.AtCell(nameAt(t, earlier)), Applicability: schema.DisplayOnly},
	}
	return f
}
