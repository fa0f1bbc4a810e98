package validate

import (
	"strconv"
	"strings"

	"doisoat/schema"
)

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
				case !n.lettered(), n.residual && !(twice && counted(p.Report, t, earlier, n.row)):
					first[n.raw] = n.row
					p.Undecided()
				case !twice:
					first[n.raw] = n.row
					p.Passed()
				case repeats(count, len(g.names)), opens(p.Report, t, earlier, n.row), onlyRates(p.Report, t, n.row, earlier):
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

// opens reports whether a name stands twice because a group and its first part share
// it: the second row follows at once and holds no more than the first in any column of
// amounts, and less in some.
func opens(rep *schema.Report, t *schema.Table, first, second int) bool {
	if second != first+1 || counted(rep, t, first, second) {
		return false
	}
	less := false
	for col := range t.Columns {
		if k := t.Columns[col].Kind; k != schema.Count && k != schema.Measure {
			continue
		}
		a, b := rep.At(t.Ref(first, col)), rep.At(t.Ref(second, col))
		if a.Kind != schema.Numeric || b.Kind != schema.Numeric {
			continue
		}
		c := b.Number.Rat().Cmp(a.Number.Rat())
		if c > 0 {
			return false
		}
		less = less || c < 0
	}
	return less
}

// counted reports whether two rows are counted one after the other: they are units of
// one list, and neither is a part of the other.
func counted(rep *schema.Report, t *schema.Table, first, second int) bool {
	for col := range t.Columns {
		if t.Columns[col].Kind != schema.Ordinal {
			continue
		}
		a, err1 := strconv.Atoi(strings.Trim(rep.At(t.Ref(first, col)).Raw, " ."))
		b, err2 := strconv.Atoi(strings.Trim(rep.At(t.Ref(second, col)).Raw, " ."))
		if err1 == nil && err2 == nil && b == a+1 {
			return true
		}
	}
	return false
}

// onlyRates reports whether two rows have the same figures and these are all rates or
// indices: those of a group and of its only part are the same.
func onlyRates(rep *schema.Report, t *schema.Table, a, b int) bool {
	here, n := figuresOf(rep, t, a)
	there, _ := figuresOf(rep, t, b)
	if n == 0 || here != there {
		return false
	}
	for col := range t.Columns {
		if k := t.Columns[col].Kind; (k == schema.Count || k == schema.Measure) && rep.At(t.Ref(a, col)).Kind == schema.Numeric {
			return false
		}
	}
	return true
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
