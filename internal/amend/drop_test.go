package amend_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/amend"
	"doisoat/schema"
)

// TestWithout: what is merged over a deleted row or column stays merged over the rest,
// and shows what it showed.
func TestWithout(t *testing.T) {
	rep := &schema.Report{Sheets: []*schema.Sheet{{
		Cells: [][]schema.Cell{
			{{Raw: "a", Kind: schema.Text}, {Raw: "b", Kind: schema.Text}, {Covered: true}},
			{{Raw: "c", Kind: schema.Text}, {Raw: "1", Kind: schema.Numeric, Formula: "C2"}, {Raw: "2", Kind: schema.Numeric}},
			{{Raw: "d", Kind: schema.Text}, {Raw: "3", Kind: schema.Numeric}, {Raw: "4", Kind: schema.Numeric}},
		},
		Merges: []schema.Merge{{Top: 0, Left: 1, Bottom: 0, Right: 2}},
	}}}
	show := func(r *schema.Report) (out []string) {
		for _, row := range r.Sheets[0].Cells {
			line := ""
			for _, c := range row {
				line += c.Raw + "|"
			}
			out = append(out, line)
		}
		return out
	}
	less := amend.WithoutColumn(rep, 0, 1)
	if diff := cmp.Diff([]string{"a|b|", "c|2|", "d|4|"}, show(less)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]schema.Merge{{Top: 0, Left: 1, Bottom: 0, Right: 1}}, less.Sheets[0].Merges); diff != "" {
		t.Error(diff)
	}
	less = amend.WithoutRow(rep, 0, 1)
	if diff := cmp.Diff([]string{"a|b||", "d|3|4|"}, show(less)); diff != "" {
		t.Error(diff)
	}
	less = amend.WithoutRow(rep, 0, 0)
	if len(less.Sheets[0].Merges) != 0 || less.Sheets[0].Cells[0][1].Formula != "" {
		t.Errorf("%+v", less.Sheets[0])
	}
	if diff := cmp.Diff([]string{"a|b||", "c|1|2|", "d|3|4|"}, show(rep)); diff != "" {
		t.Error("the report itself was changed", diff)
	}
}
