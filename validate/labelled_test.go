package validate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/schema"
	"doisoat/validate"
)

// labelled is the folder of reports labelled by hand, which stands beside the
// project and not in it.
var labelled = filepath.Join("..", "..", "shared", "data")

// tables reads the appendix of a labelled report and recognises its tables.
func tables(t testing.TB, path string, pack *lang.Pack) *schema.Report {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("the labelled reports are not here: " + path)
	}
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if err := recognize.Report(rep, pack); err != nil {
		t.Fatal(err)
	}
	return rep
}

func suite(t testing.TB, rep *schema.Report) []schema.Finding {
	t.Helper()
	var findings []schema.Finding
	shared, cells := map[any]any{}, schema.NewCellLedger()
	for _, c := range validate.Suite() {
		pass := &schema.Pass{Report: rep, Check: c, Tally: &schema.Tally{}, Findings: &findings, Cells: cells, Shared: shared}
		if err := c.Run(pass); err != nil {
			t.Fatal(err)
		}
	}
	return findings
}

type label struct {
	ID, Where, Kind, Sheet, Cell string
	Cells, Related               []string
}

// TestLabelledTables: every wrong cell that the labels name stands in an error, and
// every error names such a cell. Wrong periods of titles are the prose checks'.
func TestLabelledTables(t *testing.T) {
	for _, set := range []string{filepath.Join(labelled, "reports-dev", "*"), filepath.Join(labelled, "hoai-nhon-2023h1")} {
		folders, err := filepath.Glob(set)
		if err != nil {
			t.Fatal(err)
		}
		if len(folders) == 0 {
			t.Skip("the labelled reports are not here: " + set)
		}
		for _, folder := range folders {
			data, err := os.ReadFile(filepath.Join(folder, "gold.json"))
			if err != nil {
				continue // a file beside the packages
			}
			var gold struct{ Errors []label }
			if err := json.Unmarshal(data, &gold); err != nil {
				t.Fatal(err)
			}
			t.Run(filepath.Base(folder), func(t *testing.T) { holdAgainst(t, folder, gold.Errors) })
		}
	}
}

func holdAgainst(t *testing.T, folder string, labels []label) {
	pack := lang.Vietnamese
	if strings.Contains(folder, "uk-") || strings.Contains(folder, "airline") {
		pack = lang.English
	}
	rep := tables(t, filepath.Join(folder, "appendix.xlsx"), pack)
	wrong := map[string]bool{} // cells of labels, and whether an error names them
	for _, l := range labels {
		if l.Where == "table" && !strings.Contains(l.Kind, "period") {
			for _, cell := range append([]string{l.Cell}, l.Cells...) {
				wrong[l.Sheet+"!"+cell] = false
			}
		}
	}
	for _, f := range suite(t, rep) {
		if f.Severity != schema.Error {
			continue
		}
		named := false
		places := []schema.Location{f.At}
		for _, e := range f.Evidence {
			places = append(places, e.At)
		}
		for _, at := range places {
			ref := rep.Sheets[at.Ref.Sheet].Name + "!" + schema.A1(at.Ref.Row, at.Ref.Col)
			if _, is := wrong[ref]; is {
				wrong[ref], named = true, true
			}
		}
		if !named {
			t.Errorf("false alarm: %s %s", f.Code, pack.Say(f.Message))
		}
	}
	var missed []string
	for cell, found := range wrong {
		if !found {
			missed = append(missed, cell)
		}
	}
	slices.Sort(missed)
	if len(missed) > 0 {
		t.Errorf("missed: %s", strings.Join(missed, " "))
	}
}

// TestEveryDigit changes one digit of every cell of the dispatch's appendix that takes
// part in an equation, before the table is recognised, and wants an error that names
// the cell. A rate that becomes the one that cutting off gives is only warned of.
func TestEveryDigit(t *testing.T) {
	path := filepath.Join(labelled, "hoai-nhon-2023h1", "appendix.xlsx")
	base := tables(t, path, lang.Vietnamese)
	table := base.Tables[0]
	for ref := range equated(table) {
		rep, err := read.Files([]string{path}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		cell := rep.At(ref)
		if cell.Kind != schema.Numeric {
			continue
		}
		was := cell.Raw
		turnDigit(cell, (ref.Row+ref.Col)%2)
		if err := recognize.Report(rep, lang.Vietnamese); err != nil {
			t.Fatal(err)
		}
		named := false
		for _, f := range suite(t, rep) {
			here := f.At.Ref == ref
			for _, e := range f.Evidence {
				here = here || e.At.Ref == ref
			}
			named = named || here && (f.Severity == schema.Error || f.Code == "V102")
		}
		if !named {
			t.Errorf("%s changed from %s to %s: no error names it", schema.A1(ref.Row, ref.Col), was, cell.Raw)
		}
	}
}

// equated gives the cells of the equations of a table.
func equated(t *schema.Table) map[schema.Ref]bool {
	out := map[schema.Ref]bool{}
	for n := range t.Rules {
		rule := &t.Rules[n]
		if rule.Relation != schema.Equal {
			continue
		}
		for _, line := range rule.Over {
			for _, v := range append(rule.Expr.Vars(), rule.Target) {
				if rule.Axis == schema.Across {
					out[t.Ref(line, v)] = true
				} else {
					out[t.Ref(v, line)] = true
				}
			}
		}
	}
	return out
}

// turnDigit adds three to the last digit of a number, or to one further left, without
// carrying.
func turnDigit(c *schema.Cell, left int) {
	d, _ := schema.RoundRat(c.Number.Rat(), int(c.Number.Shown))
	if d.Coef < 10 {
		left = 0
	}
	digit := d.Coef / schema.Pow10(left) % 10
	d.Coef += ((digit+3)%10 - digit) * schema.Pow10(left)
	c.Number.Value = d
	c.Raw = strings.Replace(d.String(), ".", ",", 1)
}

func BenchmarkSuite(b *testing.B) {
	rep := tables(b, filepath.Join(labelled, "hoai-nhon-2023h1", "appendix.xlsx"), lang.Vietnamese)
	b.ReportAllocs()
	for b.Loop() {
		suite(b, rep)
	}
}

func BenchmarkSuiteWithFaults(b *testing.B) {
	rep := tables(b, filepath.Join(labelled, "reports-dev", "06-thi-tot-nghiep-thpt-2008", "appendix.xlsx"), lang.Vietnamese)
	b.ReportAllocs()
	for b.Loop() {
		suite(b, rep)
	}
}
