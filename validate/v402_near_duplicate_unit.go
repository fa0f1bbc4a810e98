package validate

import "doisoat/schema"

// NearDuplicateUnit finds two rows of a section whose names are one name in two
// spellings: composed or decomposed letters, hòa and hoà, a second blank, "UBND phường X"
// and "X".
var NearDuplicateUnit = &schema.Check{
	Code: "V402", Name: "near-duplicate-unit", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V402"), Run: nearDuplicateUnit,
}

func nearDuplicateUnit(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		for _, g := range groups(t) {
			for k, n := range g.names {
				if !n.lettered() {
					p.Undecided()
					continue
				}
				earlier, found := namesake(g.names[:k], n)
				if !found {
					p.Passed()
					continue
				}
				p.Found(otherSpelling(p.Report, t, n.row, earlier.row))
			}
		}
	}
	return nil
}

// namesake finds an earlier name that is the same but for its spelling or prefix.
// Two prefixes that say two different kinds ("phường", "xã") make two names.
func namesake(earlier []name, n name) (name, bool) {
	for _, e := range earlier {
		if e.raw == n.raw {
			continue // a plain duplicate, V401
		}
		if e.folded == n.folded || e.stem == n.stem && (e.kind == n.kind || e.kind == "" || n.kind == "") {
			return e, true
		}
	}
	return name{}, false
}

func otherSpelling(rep *schema.Report, t *schema.Table, row, earlier int) schema.Finding {
	f := naming(rep, t, row, earlier)
	f.Severity = schema.Warning
	here, n := figuresOf(rep, t, row)
	there, _ := figuresOf(rep, t, earlier)
	a, b := t.Rows[row].Ordinal, t.Rows[earlier].Ordinal
	if here == there && n > 0 || a == b && a != "" {
		f.Severity = schema.Error
	}
	f.Message = schema.Say("v402.message", "unit", f.Unit, "other", t.Rows[earlier].Label)
	f.Fixes = []schema.Fix{
		{Title: schema.Say("v402.fix.same"), At: f.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("v402.fix.name"), At: schema.AtCell(nameAt(t, earlier)), Applicability: schema.DisplayOnly},
	}
	return f
}
