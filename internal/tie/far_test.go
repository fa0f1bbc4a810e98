package tie

import (
	"testing"

	"doisoat/schema"

	"pgregory.net/rapid"
)

// TestRemote: what is called far from a figure can be worked out and does not fit it, and
// its value is the one that Work gives.
func TestRemote(t *testing.T) {
	remote := 0
	rapid.Check(t, func(t *rapid.T) {
		const n = 4
		s, table := &schema.Sheet{Cells: [][]schema.Cell{make([]schema.Cell, n)}}, &schema.Table{Rows: []schema.Row{{}}}
		for c := range n {
			stored := int8(rapid.IntRange(0, 4).Draw(t, "stored"))
			s.Cells[0][c] = schema.Cell{Kind: schema.Numeric, Number: schema.Number{
				Value: schema.Decimal{Coef: rapid.Int64Range(-50, 3000).Draw(t, "cell"), Places: stored}, Shown: int8(rapid.IntRange(0, int(stored)).Draw(t, "shown"))}}
			kind := rapid.SampledFrom([]schema.ColumnKind{schema.Count, schema.Measure}).Draw(t, "kind")
			table.Columns = append(table.Columns, schema.Column{Col: c, Kind: kind, Unit: schema.Unit{Text: "x", Scale: int8(rapid.SampledFrom([]int{0, 0, 3}).Draw(t, "scale"))}})
		}
		rep := &schema.Report{Sheets: []*schema.Sheet{s}, Tables: []*schema.Table{table}}
		f := schema.Formula{Form: schema.FormulaForm(rapid.IntRange(int(schema.SumForm), int(schema.QuotientForm)).Draw(t, "form")), Down: rapid.Bool().Draw(t, "down"),
			Top: []schema.CellName{{Col: 0}, {Col: 1}}[:rapid.IntRange(1, 2).Draw(t, "top")], Bottom: []schema.CellName{{Col: 2}, {Col: 3}}[:rapid.IntRange(1, 2).Draw(t, "bottom")]}
		w, ok := Work(rep, &f)
		figure := schema.Number{Value: schema.Decimal{Coef: rapid.Int64Range(-3000, 3000).Draw(t, "figure"), Places: 1}, Shown: 1}
		if ok && rapid.Bool().Draw(t, "near") {
			places := int8(rapid.IntRange(0, 3).Draw(t, "places"))
			if d, fits := schema.RoundRat(w.Value, int(places)); fits {
				d.Coef += rapid.Int64Range(-12, 12).Draw(t, "off")
				figure = schema.Number{Value: schema.Decimal{Coef: d.Coef, Places: places}, Shown: places}
			}
		}
		v, is := Remote(rep, &f, figure)
		if !is {
			return
		}
		remote++
		if !ok {
			t.Fatalf("%+v cannot be worked out", f)
		}
		if fit := w.Fits(figure, schema.Exactly); fit != Off {
			t.Fatalf("%+v gives %v, far from %+v, but fits: %d", f, w.Value, figure, fit)
		}
		if v.Exact().Cmp(w.Value) != 0 {
			t.Fatalf("%v, worked out later %v", w.Value, v.Exact())
		}
	})
	if remote == 0 {
		t.Error("nothing was ever far")
	}
}
