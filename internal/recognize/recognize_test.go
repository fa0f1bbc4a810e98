package recognize

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"doisoat/internal/lang"
	"doisoat/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestTables recognises the small tables of testdata. A case holds the cells of a
// sheet, parted by "|" and all of them text, and the structure wanted. Its comment
// may say "loose" or "lang en" on a line of its own.
func TestTables(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			pack, loose := lang.Vietnamese, false
			for _, l := range linesOf(a.Comment) {
				switch l {
				case "loose":
					loose = true
				case "lang en":
					pack = lang.English
				}
			}
			rep := &schema.Report{Sheets: []*schema.Sheet{loadText(linesOf(a.Files[0].Data), "|", loose)}}
			if err := Report(rep, pack); err != nil {
				t.Fatal(err)
			}
			got := dump(rep, pack, true)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(a.Files[1].Data), got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// TestNoRelation draws tables of figures without any relation, small and large
// numbers, and wants no rule in any of them.
func TestNoRelation(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for n := 0; n < 300; n++ {
		rows, cols := 3+r.IntN(25), 3+r.IntN(9)
		top := []int64{9, 40, 500, 20000, 900000}[r.IntN(5)]
		s := &schema.Sheet{Index: 1}
		head := []schema.Cell{{Raw: "Name", Kind: schema.Text}}
		for c := 0; c < cols; c++ {
			head = append(head, schema.Cell{Raw: fmt.Sprintf("Quantity %c", 'A'+c), Kind: schema.Text})
		}
		s.Cells = append(s.Cells, head)
		for i := 0; i < rows; i++ {
			row := []schema.Cell{{Raw: fmt.Sprintf("Thing %d", i), Kind: schema.Text}}
			for c := 0; c < cols; c++ {
				d := schema.Decimal{Coef: r.Int64N(top + 1), Places: int8(c % 3)}
				row = append(row, schema.Cell{Raw: d.String(), Kind: schema.Numeric, Number: schema.Number{Value: d, Shown: d.Places}})
			}
			s.Cells = append(s.Cells, row)
		}
		rep := &schema.Report{Sheets: []*schema.Sheet{s}}
		if err := Report(rep, lang.English); err != nil {
			t.Fatal(err)
		}
		for _, table := range rep.Tables {
			for _, rule := range table.Rules {
				t.Errorf("table %d (%d x %d, up to %d): %s, held %d of %d, %d bits", n, rows, cols, top, rule.Text, rule.Held, rule.Support, rule.Strength)
			}
		}
	}
}

// TestSpecRoundTrip writes what was recognised as a spec, gives it back, and wants
// the same rules.
func TestSpecRoundTrip(t *testing.T) {
	first := schools(t)
	if err := Report(first, lang.Vietnamese); err != nil {
		t.Fatal(err)
	}
	second := schools(t)
	second.Spec = Spec(first, lang.Vietnamese)
	if err := Report(second, lang.Vietnamese); err != nil {
		t.Fatal(err)
	}
	rules := func(rep *schema.Report) map[string]string {
		out := map[string]string{}
		for _, r := range rep.Tables[0].Rules {
			out[r.Text] = fmt.Sprint(r.Origin, r.Hard, r.Percent, r.Held, r.Support)
		}
		return out
	}
	if d := cmp.Diff(rules(first), rules(second)); d != "" {
		t.Error(d)
	}
}

// TestSpecOverrides refuses a rule, adds one that does not hold, and names a column
// that is not there.
func TestSpecOverrides(t *testing.T) {
	table := func(s schema.TableSpec) (*schema.Table, error) {
		rep := schools(t)
		rep.Spec = &schema.Spec{Version: 1, Path: "s.yaml", Tables: []schema.TableSpec{s}}
		err := Report(rep, lang.Vietnamese)
		return rep.Tables[0], err
	}
	find := func(t *schema.Table, text string) *schema.Rule {
		for i := range t.Rules {
			if t.Rules[i].Text == text {
				return &t.Rules[i]
			}
		}
		return nil
	}
	got, err := table(schema.TableSpec{Rules: []schema.RuleSpec{{Rule: "(1) = (2) + (3)", Off: true}, {Rule: "[H] = [C] - [I]"}}})
	if err != nil {
		t.Fatal(err)
	}
	if find(got, "(1) = (2) + (3)") != nil {
		t.Error("a refused rule is still there")
	}
	if r := find(got, "(6) = (1) - (7)"); r == nil || r.Origin != schema.Given || !r.Hard {
		t.Errorf("the rule given is %+v", r)
	}
	_, err = table(schema.TableSpec{Rules: []schema.RuleSpec{{Rule: "(1) = (2) + (77)", At: schema.SpecPlace{Line: 5}}}})
	fault, ok := err.(*SpecError)
	if !ok || len(fault.Faults) != 1 || fault.Faults[0].Line != 5 || fault.Faults[0].Text != "77" && fault.Faults[0].Text != "(77)" {
		t.Errorf("a column that is not there gives %v", err)
	}
}

func TestAggregations(t *testing.T) {
	rep := schools(t)
	if err := Report(rep, lang.Vietnamese); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, a := range Aggregations(rep, rep.Tables[0]) {
		count[a.Operator]++
		if len(a.Operands) < 2 {
			t.Errorf("%+v has too few operands", a)
		}
	}
	// 15 rows x (1)=(2)+(3), three totals x six columns of counts; two ratios x 15 rows.
	want := map[string]int{"sum": 15 + 3*6, "division": 2 * 15}
	if d := cmp.Diff(want, count); d != "" {
		t.Error(d)
	}
}
