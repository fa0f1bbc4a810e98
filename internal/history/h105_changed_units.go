package history

import (
	"strings"

	"doisoat/internal/series"
	"doisoat/schema"
)

// changedUnits lists the units that a table has more or less than in the last report.
var changedUnits = newCheck("H105", "changed-units", schema.Note, runChangedUnits)

func runChangedUnits(p *pass) {
	for _, line := range p.archive.Lines {
		for i := 1; i < len(line.At); i++ {
			then, now := units(p, &line.At[i-1]), units(p, &line.At[i])
			var gone, came []string
			var first Place
			for _, name := range then.names {
				if _, still := now.at[name]; !still && !p.names.Gone(name) {
					gone = append(gone, then.label[name])
				}
			}
			for _, name := range now.names {
				if _, before := then.at[name]; !before && !p.names.Came(name) {
					if len(came) == 0 {
						first = now.at[name]
					}
					came = append(came, now.label[name])
				}
			}
			p.passed(len(now.names) - len(came))
			n := len(gone) + len(came)
			switch {
			case n == 0:
			case n*3 > len(now.names): // the table was laid out anew
				p.undecided(n)
			default:
				if len(came) == 0 {
					first = now.at[now.names[0]]
					first.Row = -1
				}
				p.found(Finding{At: first, Severity: schema.Note, Cause: p.renamed(gone, came),
					Message: schema.Say("h105.message", "last", p.name(line.At[i-1].Report), "gone", listed(gone), "came", listed(came))})
			}
		}
	}
}

// renamed reports whether the only unit that went and the only one that came are one by
// their own names, of another status.
func (p *pass) renamed(gone, came []string) string {
	if len(gone) == 1 && len(came) == 1 && series.OneUnit(gone[0], came[0]) {
		return "changed-status"
	}
	return ""
}

func listed(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, "; ")
}

// unitList is the units of a table in one report.
type unitList struct {
	names []string
	label map[string]string
	at    map[string]Place
}

func units(p *pass, at *series.Placed) unitList {
	u := unitList{label: map[string]string{}, at: map[string]Place{}}
	r := p.archive.Reports[at.Report]
	for _, part := range at.Parts {
		t := &r.Tables[part.Table]
		figures := map[int]bool{}
		for _, c := range t.Cells {
			figures[c.Row] = true
		}
		for row, name := range part.Rows {
			if name == "" || !figures[row] || strings.Contains(name, " > ") {
				continue
			}
			u.names = append(u.names, name)
			u.label[name] = t.Rows[row].Label
			u.at[name] = Place{at.Report, part.Table, row, max(t.LabelCol, 0)}
		}
	}
	return u
}
