package edit

import (
	"testing"

	"doisoat/internal/number"
	"doisoat/schema"
)

// tableOf makes a report of one table from rows of texts; "" is an empty cell, "-"
// a mark for none, letters are words.
func tableOf(exact bool, rows ...[]string) (*schema.Report, *schema.Table) {
	s := &schema.Sheet{Index: 1}
	t := &schema.Table{Exact: exact}
	for i, texts := range rows {
		var row []schema.Cell
		for _, x := range texts {
			c := schema.Cell{Raw: x, Kind: schema.Text}
			if n, ok := number.Parse(x, number.EnMarks); ok {
				c.Kind, c.Number = schema.Numeric, n
			} else if x == "" {
				c.Kind = schema.Empty
			} else if x == "-" {
				c.Kind = schema.Nil
			}
			row = append(row, c)
		}
		s.Cells = append(s.Cells, row)
		t.Rows = append(t.Rows, schema.Row{Row: i, Kind: schema.UnitRow, Parent: -1})
	}
	for c := range rows[0] {
		t.Columns = append(t.Columns, schema.Column{Col: c, Kind: schema.Measure})
	}
	return &schema.Report{Sheets: []*schema.Sheet{s}}, t
}

func v(i int) *schema.Expr { return &schema.Expr{Op: schema.OpVar, Var: i} }

func op(o schema.Op, args ...*schema.Expr) *schema.Expr { return &schema.Expr{Op: o, Args: args} }

func TestAt(t *testing.T) {
	sum := op(schema.OpAdd, v(1), v(2))
	ratio := op(schema.OpDiv, v(1), v(2))
	pooled := op(schema.OpDiv, op(schema.OpAdd, v(1), v(2)), v(3))
	for _, c := range []struct {
		name    string
		exact   bool
		row     []string
		expr    *schema.Expr
		percent bool
		tol     int
		want    Status
	}{
		{"exact sum", true, []string{"30", "10", "20"}, sum, false, 0, Holds},
		{"exact sum off by one", true, []string{"31", "10", "20"}, sum, false, 0, Breaks},
		{"rounded sum off by one", false, []string{"31", "10", "20"}, sum, false, 0, Holds},
		{"rounded sum off by two", false, []string{"32", "10", "20"}, sum, false, 0, Breaks},
		{"tolerance", true, []string{"31", "10", "20"}, sum, false, 1, Holds},
		{"sum with a blank", true, []string{"10", "10", ""}, sum, false, 0, Holds},
		{"sum with a mark for none", true, []string{"11", "10", "-"}, sum, false, 0, Breaks},
		{"sum of blanks", true, []string{"0", "", "-"}, sum, false, 0, Undecidable},
		{"sum with words", true, []string{"10", "10", "few"}, sum, false, 0, Undecidable},
		{"no target", true, []string{"", "10", "20"}, sum, false, 0, Undecidable},
		{"half up", true, []string{"28.5", "57", "200"}, ratio, true, 0, Holds},
		{"0.285 is no 0.28 but for cutting off", true, []string{"0.28", "57", "200"}, ratio, false, 0, CutOff},
		{"0.285 is 0.29", true, []string{"0.29", "57", "200"}, ratio, false, 0, Holds},
		{"68.55 cut off", true, []string{"68.5", "7401", "10796"}, ratio, true, 0, CutOff},
		{"68.55 rounded", true, []string{"68.6", "7401", "10796"}, ratio, true, 0, Holds},
		{"wrong ratio", true, []string{"69.5", "7401", "10796"}, ratio, true, 0, Breaks},
		{"divisor nought", true, []string{"0", "5", "0"}, ratio, false, 0, Undecidable},
		{"blank numerator", true, []string{"0", "", "7"}, ratio, false, 0, Undecidable},
		{"blank in a summed numerator", true, []string{"0.5", "5", "", "10"}, pooled, false, 0, Holds},
		{"rounded operands", false, []string{"33.4", "1", "3"}, ratio, true, 0, Holds},
	} {
		t.Run(c.name, func(t *testing.T) {
			rep, table := tableOf(c.exact, c.row)
			r := schema.Rule{Axis: schema.Across, Target: 0, Expr: c.expr, Percent: c.percent, Tolerance: c.tol}
			if got := At(rep, table, &r, 0); got.Status != c.want {
				t.Errorf("%v, want %v (computed %v)", got.Status, c.want, got.Exact)
			}
		})
	}
}

func TestWithin(t *testing.T) {
	rep, table := tableOf(true, []string{"52.0"}, []string{"50.1"}, []string{"53.9"})
	r := schema.Rule{Axis: schema.Down, Relation: schema.Within, Target: 0, Expr: op(schema.OpMean, v(1), v(2))}
	if got := At(rep, table, &r, 0); got.Status != Holds || got.Exact != nil {
		t.Errorf("inside: %v", got.Status)
	}
	rep.Sheets[0].Cells[0][0].Number.Value = schema.Decimal{Coef: 541, Places: 1}
	if got := At(rep, table, &r, 0); got.Status != Breaks {
		t.Errorf("outside: %v", got.Status)
	}
	rep.Sheets[0].Cells[1][0].Kind = schema.Empty
	if got := At(rep, table, &r, 0); got.Status != Undecidable {
		t.Errorf("a part is missing: %v", got.Status)
	}
}

func TestRoles(t *testing.T) {
	rep, table := tableOf(true, []string{"0.5", "3", "2", "10"})
	r := schema.Rule{Axis: schema.Across, Target: 0, Expr: op(schema.OpDiv, op(schema.OpAdd, v(1), v(2)), v(3)), Form: schema.Division}
	got := At(rep, table, &r, 0)
	want := []string{"numerator", "numerator", "denominator"}
	if len(got.Operands) != 3 {
		t.Fatalf("%d operands", len(got.Operands))
	}
	for i, o := range got.Operands {
		if o.Role != want[i] || o.Ref != (schema.Ref{Col: i + 1}) {
			t.Errorf("operand %d is %s at %v", i, o.Role, o.Ref)
		}
	}
	if got.Exact.RatString() != "1/2" || got.Reported.Value != (schema.Decimal{Coef: 5, Places: 1}) {
		t.Errorf("computed %v, reported %v", got.Exact, got.Reported)
	}
}

// A share kept at two places and shown at one is rounded twice: 38,948 is 38,95 in the
// workbook and 39,0 on the screen. That is no wrong ratio; 39,05 is.
func TestRoundedTwice(t *testing.T) {
	rep, table := tableOf(true, []string{"38.95", "38948", "100000"})
	rule := &schema.Rule{Axis: schema.Across, Form: schema.Division, Target: 0, Expr: op(schema.OpDiv, v(1), v(2)), Percent: true}
	for _, c := range []struct {
		stored string
		want   Status
	}{{"38.95", Holds}, {"38.948", Holds}, {"38.9", Holds}, {"39.0", Breaks}, {"38.96", Breaks}, {"39.05", Breaks}} {
		n, _ := number.Parse(c.stored, number.EnMarks)
		n.Shown, n.Percent = 1, true
		rep.Sheets[0].Cells[0][0].Number = n
		if got := At(rep, table, rule, 0).Status; got != c.want {
			t.Errorf("%s shown at one place is %v, want %v", c.stored, got, c.want)
		}
	}
}
