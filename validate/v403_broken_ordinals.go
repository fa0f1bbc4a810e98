package validate

import (
	"strconv"

	"doisoat/schema"
)

// BrokenOrdinals finds gaps and repeats in the running numbers of a section.
var BrokenOrdinals = &schema.Check{
	Code: "V403", Name: "broken-ordinals", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("V403"), Run: brokenOrdinals,
}

func brokenOrdinals(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		for _, g := range groups(t) {
			run := numbered(t, g)
			if !counts(run) {
				if len(run) >= 3 {
					p.Undecided()
				}
				continue
			}
			for k := 1; k < len(run); k++ {
				if run[k].ordinal == run[k-1].ordinal+1 || run[k].ordinal == 1 {
					p.Passed()
					continue
				}
				p.Found(ordinalBreak(p.Report, t, run[k-1], run[k]))
			}
		}
	}
	return nil
}

type ordinalRow struct{ row, ordinal int }

func numbered(t *schema.Table, g group) []ordinalRow {
	var out []ordinalRow
	for _, n := range g.names {
		if v, err := strconv.Atoi(t.Rows[n.row].Ordinal); err == nil {
			out = append(out, ordinalRow{n.row, v})
		}
	}
	return out
}

// counts reports whether the numbers of a section are running numbers: at least
// three of them, and all but two, or one in ten, are one more than the number before.
// A list of those places that have something to show, under their numbers in a longer
// list, jumps all the time.
func counts(run []ordinalRow) bool {
	steps := 0
	for k := 1; k < len(run); k++ {
		if run[k].ordinal == run[k-1].ordinal+1 {
			steps++
		}
	}
	breaks := len(run) - 1 - steps
	return len(run) >= 3 && steps*2 >= len(run)-1 && breaks <= max(2, len(run)/10)
}

func ordinalBreak(rep *schema.Report, t *schema.Table, previous, here ordinalRow) schema.Finding {
	at, before := ordinalAt(t, here.row), ordinalAt(t, previous.row)
	f := schema.Finding{At: schema.AtCell(at), Severity: schema.Warning, Unit: t.Rows[here.row].Label,
		Reported: t.Rows[here.row].Ordinal, Computed: strconv.Itoa(previous.ordinal + 1)}
	f.Units = []string{t.Rows[previous.row].Label, t.Rows[here.row].Label}
	key := "v403.gap"
	if here.ordinal <= previous.ordinal {
		key = "v403.repeat"
	}
	f.Message = schema.Say(key, "unit", f.Unit, "reported", f.Reported, "computed", f.Computed, "previous", t.Rows[previous.row].Ordinal)
	f.Evidence = []schema.Evidence{
		{At: schema.AtCell(at), Role: "reported", Text: raw(rep, at)},
		{At: schema.AtCell(before), Role: "member", Text: raw(rep, before)},
	}
	f.Fixes = []schema.Fix{
		{Title: schema.Say("v403.fix.number"), At: f.At, Replacement: f.Computed, Applicability: schema.Unsafe},
		{Title: schema.Say("v403.fix.row"), At: f.At, Applicability: schema.DisplayOnly},
	}
	return f
}

// ordinalAt is the cell of a row's running number: in the column of such numbers,
// else in front of the name.
func ordinalAt(t *schema.Table, row int) schema.Ref {
	for col := range t.Columns {
		if t.Columns[col].Kind == schema.Ordinal {
			return t.Ref(row, col)
		}
	}
	return nameAt(t, row)
}
