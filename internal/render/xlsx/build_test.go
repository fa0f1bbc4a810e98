package xlsx

import (
	"testing"

	"doisoat/internal/read/input"
	reader "doisoat/internal/read/xlsx"
	"doisoat/schema"
)

func TestBuild(t *testing.T) {
	number := func(raw string, coef int64, places, shown int8, percent bool) schema.Cell {
		return schema.Cell{Raw: raw, Kind: schema.Numeric, Number: schema.Number{Value: schema.Decimal{Coef: coef, Places: places}, Shown: shown, Percent: percent}}
	}
	text := func(raw string) schema.Cell { return schema.Cell{Raw: raw, Kind: schema.Text} }
	s := &schema.Sheet{Name: "Biểu 1/2023: [thử]", Cells: [][]schema.Cell{
		{text("Biểu <1> & “2”"), {}, {}},
		{text("Xã"), text("Số hộ"), text("Tỷ lệ")},
		{text("An Phú"), number("1.234", 1234, 0, 0, false), number("73,92%", 7392, 2, 2, true)},
		{text("Bình Minh"), number("121,0", 121, 0, 1, false), number("0,5", 4999, 4, 1, false)},
		{text("Cẩm Sơn"), number("007", 7, 0, 0, false), number("-1,234.5", -12345, 1, 1, false)},
	}, Merges: []schema.Merge{{Top: 0, Left: 0, Bottom: 0, Right: 2}}}
	data, err := Build([]*schema.Sheet{s, {Name: "Biểu 1_2023_ _thử_", Hidden: true}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := reader.Read(input.File{Data: data}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sheets) != 2 || !c.Sheets[1].Hidden || c.Sheets[0].Name == c.Sheets[1].Name {
		t.Fatalf("%d sheets", len(c.Sheets))
	}
	got := c.Sheets[0]
	if got.Name != "Biểu 1_2023_ _thử_" || len(got.Merges) != 1 {
		t.Errorf("sheet %q with %d merges", got.Name, len(got.Merges))
	}
	for r, row := range s.Cells {
		for i, want := range row {
			cell := got.At(r, i)
			if want.Raw == "007" {
				if cell.Raw != "007" || cell.Kind == schema.Numeric && !cell.AsText {
					t.Errorf("007 came back as %q", cell.Raw)
				}
				continue
			}
			if want.Kind == schema.Numeric {
				if cell.Kind != schema.Numeric || cell.Number.Rat().Cmp(want.Number.Rat()) != 0 || cell.Number.Shown != want.Number.Shown || cell.Number.Percent != want.Number.Percent {
					t.Errorf("%s came back as %q, %v", want.Raw, cell.Raw, cell.Number)
				}
				continue
			}
			if cell.Raw != want.Raw {
				t.Errorf("%q came back as %q", want.Raw, cell.Raw)
			}
		}
	}
}
