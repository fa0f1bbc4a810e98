package validate

import (
	"math/big"
	"strings"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// BlankCell finds a blank in a row and column that are otherwise full, where a rule
// of the table needs a figure, and a blank or dash where a rule gives one.
var BlankCell = &schema.Check{
	Code: "V503", Name: "blank-cell", Severity: schema.Warning, Since: "0.1.0",
	Doc: page("V503"), Run: blankCell,
}

func blankCell(p *schema.Pass) error {
	f := footingOf(p)
	told := map[schema.Ref]bool{}
	f.blamed(p, "V503", func(b *blame) schema.Finding {
		told[b.at] = true
		out := f.finding(b, "v503.message")
		out.Message = schema.Say("v503.needed", "unit", out.Unit, "indicator", out.Indicator, "reported", orBlank(out.Reported), "computed", out.Computed, "rules", rulesOf(b))
		return out
	})
	for n := range f.all {
		i := &f.all[n]
		full := true
		for _, ref := range i.cells() {
			c := p.Report.At(ref)
			if !none(c) || c.Covered || c.Formula != "" || told[ref] {
				continue
			}
			wanted := i.out.Target == ref && i.out.Exact != nil && i.out.Exact.Sign() != 0
			if sums := i.rule.Form == schema.Sum || i.rule.Form == schema.Difference; wanted && !sums && c.Kind == schema.Empty && blanks(p.Report, i.table, ref.Col) > 1 {
				told[ref], full = true, false
				p.Undecided() // rates that some rows do not have
				continue
			}
			if c.Kind == schema.Nil && !wanted {
				continue // an answer, and nothing speaks against it
			}
			full = false
			told[ref] = true
			if !wanted && (!otherwiseFull(p.Report, i.table, ref) || blanks(p.Report, i.table, ref.Col) > 1) {
				p.Undecided()
				continue
			}
			if wanted && rateOfRate(i.table, ref) {
				p.Undecided()
				continue
			}
			p.Found(f.blank(ref))
		}
		if full {
			p.Passed()
		}
	}
	return nil
}

// rateOfRate reports whether a blank stands where a rate would be compared with a rate: a
// row in percent in a column that compares. Offices leave it out.
func rateOfRate(t *schema.Table, ref schema.Ref) bool {
	row, col := t.RowOf(ref.Row), t.ColumnOf(ref.Col)
	if row < 0 || col < 0 {
		return false
	}
	k := t.Columns[col].Kind
	return (k == schema.Ratio || k == schema.Index) && strings.Contains(t.Rows[row].Unit.Text, "%")
}

// blank tells of a blank that no broken rule gave away: as an error where a hard
// rule has it for its result and gives more or less than nought.
func (f *footing) blank(ref schema.Ref) schema.Finding {
	var needs *instance
	var table *schema.Table
	for n := range f.all {
		i := &f.all[n]
		for _, r := range i.cells() {
			if r == ref {
				table = i.table
			}
		}
		if i.out.Target == ref && i.out.Status == edit.Undecidable && i.out.Exact != nil && i.out.Exact.Sign() != 0 && (needs == nil || !needs.rule.Hard) {
			needs = i
		}
	}
	out := place(f.rep, table, ref)
	out.Severity = schema.Warning
	out.Evidence = []schema.Evidence{{At: out.At, Role: "reported", Text: out.Reported}}
	if needs != nil {
		b := blame{at: ref, broken: []*instance{needs}, slip: "blank"}
		if col := table.ColumnOf(ref.Col); col >= 0 && table.Columns[col].Kind != schema.Count {
			b.places = int(table.Columns[col].Places)
		}
		b.value = atPlaces(needs.out.Exact, b.places)
		out.Severity, out.Cause = f.severity(&b), b.slip
		out.Computed = written(f.rep, table, ref, b.value, b.places)
		out.Evidence = f.evidence(&b)
		out.Message = schema.Say("v503.needed", "unit", out.Unit, "indicator", out.Indicator, "reported", orBlank(out.Reported), "computed", out.Computed, "rules", rulesOf(&b))
		out.Fixes = f.fixes(&b, &out)
		return out
	}
	out.Message = schema.Say("v503.message", "unit", out.Unit, "indicator", out.Indicator)
	out.Fixes = []schema.Fix{
		{Title: schema.Say("v503.fix.fill"), At: out.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("v503.fix.nought"), At: out.At, Replacement: f.nought(table, ref), Applicability: schema.Unsafe},
	}
	return out
}

func (f *footing) nought(t *schema.Table, ref schema.Ref) string {
	return written(f.rep, t, ref, new(big.Rat), 0)
}

// otherwiseFull reports whether at least four fifths of the cells of the blank's row
// and of its column, among the lines with figures, hold one.
func otherwiseFull(rep *schema.Report, t *schema.Table, ref schema.Ref) bool {
	full := func(n int, at func(int) schema.Ref, counts func(int) bool) bool {
		have, all := 0, 0
		for k := 0; k < n; k++ {
			if !counts(k) || at(k) == ref {
				continue
			}
			all++
			if rep.At(at(k)).Kind != schema.Empty {
				have++
			}
		}
		return all > 0 && have*5 >= all*4
	}
	row, col := t.RowOf(ref.Row), t.ColumnOf(ref.Col)
	if row < 0 || col < 0 {
		return false
	}
	return full(len(t.Rows), func(r int) schema.Ref { return t.Ref(r, col) }, func(r int) bool { return figured(t.Rows[r].Kind) }) &&
		full(len(t.Columns), func(c int) schema.Ref { return t.Ref(row, c) }, func(c int) bool { return numeric(t.Columns[c].Kind) })
}

// blanks counts the empty cells of a column among the rows with figures.
func blanks(rep *schema.Report, t *schema.Table, col int) int {
	n := 0
	for r := range t.Rows {
		if figured(t.Rows[r].Kind) && rep.At(schema.Ref{Sheet: t.Sheet, Row: t.Rows[r].Row, Col: col}).Kind == schema.Empty {
			n++
		}
	}
	return n
}

func figured(k schema.RowKind) bool {
	return k == schema.UnitRow || k == schema.SubtotalRow || k == schema.TotalRow
}

func numeric(k schema.ColumnKind) bool {
	return k == schema.Count || k == schema.Measure || k == schema.Ratio || k == schema.Index
}
