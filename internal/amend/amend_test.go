package amend_test

import (
	"testing"

	"doisoat/internal/amend"
	"doisoat/schema"
)

func number(raw string, coef int64, places int8) schema.Cell {
	return schema.Cell{Raw: raw, Kind: schema.Numeric, Number: schema.Number{Value: schema.Decimal{Coef: coef, Places: places}, Shown: places}}
}

// A cell typed over loses its formula, and the formulas that it goes into follow, but
// for one that was stale before.
func TestType(t *testing.T) {
	total, stale := number("30", 30, 0), number("99", 99, 0)
	total.Formula, stale.Formula = "SUM(A1:A2)", "A1+A2"
	double := number("60", 60, 0)
	double.Formula = "A3*2"
	rep := &schema.Report{Sheets: []*schema.Sheet{{Cells: [][]schema.Cell{
		{number("10", 10, 0)}, {number("20", 20, 0)}, {total}, {stale}, {double},
	}}}}
	got := amend.Type(rep, schema.Ref{Row: 1}, "25")
	for row, want := range []string{"10", "25", "35", "99", "70"} {
		if c := got.At(schema.Ref{Row: row}); c.Raw != want {
			t.Errorf("row %d: %q, want %q", row, c.Raw, want)
		}
	}
	if rep.At(schema.Ref{Row: 1}).Raw != "20" || rep.At(schema.Ref{Row: 2}).Raw != "30" {
		t.Error("the report itself was changed")
	}
	if got := amend.Type(rep, schema.Ref{Row: 2}, "31").At(schema.Ref{Row: 2}); got.Formula != "" {
		t.Error("a formula stayed under a typed figure")
	}
	if got := amend.Type(rep, schema.Ref{Row: 0}, "").At(schema.Ref{Row: 0}); got.Kind != schema.Empty {
		t.Errorf("a cleared cell is %v", got.Kind)
	}
	if got := amend.Type(rep, schema.Ref{Row: 7, Col: 3}, "new").At(schema.Ref{Row: 7, Col: 3}); got.Raw != "new" || got.Kind != schema.Text {
		t.Errorf("a cell beyond the sheet: %+v", got)
	}
}

// Words replaced leave all other places where they stand in the file.
func TestWords(t *testing.T) {
	text := "Đạt 73,92% và 80%."
	doc := &schema.Document{Lines: true, Blocks: []schema.Block{{Text: text, Body: 0,
		Source: []schema.Anchor{{Offset: 0, Line: 7, Column: 3}},
		Refs:   []schema.Span{{Start: len(text) - 1, End: len(text)}}}}}
	at := schema.Span{Start: len("Đạt "), End: len("Đạt 73,92%")}
	for _, words := range []string{"75,32%", "5%", "một trăm phần trăm", ""} {
		got := amend.Words(doc, at, words)
		b := &got.Blocks[0]
		if want := "Đạt " + words + " và 80%."; b.Text != want {
			t.Fatalf("%q, want %q", b.Text, want)
		}
		later := len("Đạt " + words + " và ")
		line, column := b.Position(later)
		wantLine, wantColumn := doc.Blocks[0].Position(len("Đạt 73,92% và "))
		if line != wantLine || column != wantColumn {
			t.Errorf("%q: the words behind stand at %d:%d, want %d:%d", words, line, column, wantLine, wantColumn)
		}
		if r := b.Refs[0]; b.Text[r.Start:r.End] != "." {
			t.Errorf("%q: the reference is at %v", words, r)
		}
		if line, column := b.Position(at.Start); words != "" && (line != 7 || column != 7) {
			t.Errorf("%q: the words stand at %d:%d", words, line, column)
		}
	}
	if doc.Blocks[0].Text != text {
		t.Error("the document itself was changed")
	}
}
