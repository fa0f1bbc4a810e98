package recognize

import (
	"testing"

	"pgregory.net/rapid"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// TestFastAgrees draws small tables and rules and wants the fast answers to be
// those of edit.At, where cutting off counts as holding.
func TestFastAgrees(t *testing.T) {
	v := func(i int) *schema.Expr { return variable(i) }
	number := func(n int64) *schema.Expr { return &schema.Expr{Op: schema.OpConst, Const: schema.Int(n)} }
	op := func(o schema.Op, args ...*schema.Expr) *schema.Expr { return &schema.Expr{Op: o, Args: args} }
	exprs := []*schema.Expr{
		op(schema.OpAdd, v(1), v(2)),
		op(schema.OpAdd, v(1), v(2), v(3)),
		op(schema.OpSub, v(1), v(2)),
		op(schema.OpDiv, v(1), v(2)),
		op(schema.OpDiv, op(schema.OpAdd, v(1), v(2)), v(3)),
		op(schema.OpDiv, v(1), op(schema.OpAdd, v(2), v(3))),
		op(schema.OpDiv, op(schema.OpSub, v(1), v(2)), v(3)),
		op(schema.OpDiv, op(schema.OpMul, number(10), v(1)), v(2)),
		op(schema.OpMul, number(10), v(1)),
		op(schema.OpDiv, v(1), number(137)),
		op(schema.OpMul, &schema.Expr{Op: schema.OpConst, Const: schema.Decimal{Coef: 25, Places: 1}}, v(1)),
	}
	rapid.Check(t, func(t *rapid.T) {
		s := &schema.Sheet{}
		table := &schema.Table{Exact: rapid.Bool().Draw(t, "exact"), Rows: []schema.Row{{Kind: schema.UnitRow, Parent: -1}}}
		var row []schema.Cell
		for c := 0; c < 4; c++ {
			kind := rapid.SampledFrom([]schema.ColumnKind{schema.Count, schema.Measure, schema.Ratio}).Draw(t, "kind")
			table.Columns = append(table.Columns, schema.Column{Col: c, Kind: kind})
			places := int8(0)
			if kind != schema.Count {
				places = int8(rapid.IntRange(0, 2).Draw(t, "places"))
			}
			cell := schema.Cell{Kind: rapid.SampledFrom([]schema.CellKind{schema.Numeric, schema.Numeric, schema.Numeric, schema.Numeric, schema.Nil, schema.Text}).Draw(t, "cell")}
			if cell.Kind == schema.Numeric {
				n := rapid.Int64Range(-30, 300).Draw(t, "figure")
				cell.Number = schema.Number{Value: schema.Decimal{Coef: n, Places: places}, Shown: places}
			}
			row = append(row, cell)
		}
		s.Cells = [][]schema.Cell{row}
		rep := &schema.Report{Sheets: []*schema.Sheet{s}}
		r := schema.Rule{Axis: schema.Across, Target: 0, Expr: rapid.SampledFrom(exprs).Draw(t, "expr")}
		r.Percent = r.Expr.Op == schema.OpDiv && rapid.Bool().Draw(t, "percent")
		fr, ok := fast(&r)
		if !ok {
			t.Fatal("the rule has no fast form")
		}
		got, want := newFigures(rep, table, table.Exact).status(&fr, 0), edit.At(rep, table, &r, 0).Status
		if want == edit.CutOff {
			want = edit.Holds
		}
		if got != want {
			t.Fatalf("fast %v, exact %v: %v", got, want, row)
		}
	})
}
