package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/input"
	"doisoat/internal/read/numfmt"
	"doisoat/internal/read/ooxmltest"
	"doisoat/schema"
)

func TestSharedFormulas(t *testing.T) {
	for _, tc := range []struct {
		formula    string
		rows, cols int
		want       string
	}{
		{"SUM(C12:C28)", 0, 1, "SUM(D12:D28)"},
		{"(I10+$J10)/E$10*100", 2, 0, "(I12+$J12)/E$10*100"},
		{`IF(A1="A1",LOG10(B2),'Sheet A1'!C3)`, 1, 1, `IF(B2="A1",LOG10(C3),'Sheet A1'!D4)`},
		{"PL01!A1+TAX_2024", 1, 0, "PL01!A2+TAX_2024"},
		{"A1", -1, 0, "#REF!"},
	} {
		if got := shiftFormula(tc.formula, tc.rows, tc.cols); got != tc.want {
			t.Errorf("%s by %d,%d: %s, want %s", tc.formula, tc.rows, tc.cols, got, tc.want)
		}
	}
}

// line writes a row of cells as tests compare them.
func line(row []schema.Cell) string {
	var out []string
	for _, c := range row {
		s := c.Raw
		if c.Covered {
			s = "~"
		}
		if c.Kind != schema.Empty && c.Kind != schema.Text {
			s += fmt.Sprintf("<%d>", c.Kind)
		}
		if c.Formula != "" {
			s += "=" + c.Formula
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

func TestSheet(t *testing.T) {
	data := ooxmltest.Zip(ooxmltest.Book(`<sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>a</t></r><rPh><t>no</t></rPh><r><t>b</t></r></is></c></row>
<row r="3"><c r="A3" s="1"><v>11232</v></c><c r="B3" t="str"><f>A3&amp;"x"</f><v>kept</v></c><c><f>A3/0</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c s="2"><v>45107</v></c></row>
<row><c t="s"><v>1</v></c><c><f t="shared" si="0" ref="B4:B5">A3+1</f><v>2</v></c></row>
<row><c s="3"/><c><f t="shared" si="0"/><v>3</v></c><c t="str"><f>""</f><v></v></c><c t="d"><v>2023-06-30</v></c><c><v>1e300</v></c></row>
</sheetData><mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="A4:A5"/><mergeCell ref="XFA1:XFD9"/></mergeCells>`,
		[]string{"#,##0", "dd/mm/yyyy", "0.0"}, "Phụ lục &amp; biểu", "5_x000D_6"))
	c, err := Read(input.File{Name: "a.xlsx", Data: data}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	s := c.Sheets[0]
	var got []string
	for _, r := range s.Cells {
		got = append(got, line(r))
	}
	want := []string{
		"Phụ lục & biểu|~|~",
		"~|~|~",
		`11.232<2>|kept=A3&"x"|=A3/0|#DIV/0!<5>=1/0|TRUE<6>|30/06/2023<4>`,
		"56|2<2>=A3+1",
		`~|3<2>=A4+1|=""|30/06/2023<4>|1e300`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]schema.Merge{{Top: 0, Left: 0, Bottom: 1, Right: 2}, {Top: 3, Left: 0, Bottom: 4, Right: 0}}, s.Merges); diff != "" {
		t.Error(diff)
	}
	if s.Name != "PL 01" || s.Index != 1 || s.Hidden {
		t.Errorf("sheet %+v", s)
	}
	keys := ""
	for _, n := range c.Notes {
		keys += n.Key + " "
	}
	if keys != "read.formulas-without-values read.numbers-too-large " {
		t.Errorf("notes %q", keys)
	}
}

func TestHiddenSheets(t *testing.T) {
	parts := ooxmltest.Book("<sheetData/>", nil)
	parts["xl/workbook.xml"] = strings.Replace(parts["xl/workbook.xml"], `sheetId="1"`, `sheetId="1" state="veryHidden"`, 1)
	c, err := Read(input.File{Data: ooxmltest.Zip(parts)}, input.DefaultLimits())
	if err != nil || !c.Sheets[0].Hidden {
		t.Errorf("%v %+v", err, c.Sheets)
	}
}

func TestBadWorkbooks(t *testing.T) {
	good := func(sheet string) map[string]string { return ooxmltest.Book(sheet, nil) }
	lim := input.DefaultLimits()
	small := lim
	small.Cells, small.Rows, small.Cols = 10, 50, 20
	noSheets := good("")
	noSheets["xl/workbook.xml"] = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>`
	noPart := good("")
	delete(noPart, "xl/worksheets/sheet1.xml")
	bloated := good("<sheetData/>")
	bloated["xl/styles.xml"] = "<styleSheet>" + strings.Repeat("<xf/>", maxTags) + "</styleSheet>"
	for _, tc := range []struct {
		name  string
		parts map[string]string
		lim   input.Limits
		key   string
		place string
	}{
		{"no sheets", noSheets, lim, "read.no-sheets", ""},
		{"bloated styles", bloated, lim, "read.bloated", ""},
		{"no part", noPart, lim, "read.broken", "xl/worksheets/sheet1.xml"},
		{"wrong nesting", good("<sheetData><row></sheetData></row>"), lim, "read.broken", "xl/worksheets/sheet1.xml"},
		{"cut short", good("<sheetData><row><!--"), lim, "read.broken", "xl/worksheets/sheet1.xml"},
		{"string out of range", good(`<sheetData><row><c t="s"><v>5</v></c></row></sheetData>`), lim, "read.no-such-string", "PL 01!A1"},
		{"broken reference", good(`<sheetData><row><c r="1A"><v>5</v></c></row></sheetData>`), lim, "read.broken", "xl/worksheets/sheet1.xml"},
		{"too many cells", good(`<sheetData><row><c r="L1"><v>5</v></c></row></sheetData>`), small, "read.too-many-cells", "PL 01!L1"},
		{"too many rows", good(`<sheetData><row><c r="A99"><v>5</v></c></row></sheetData>`), small, "read.sheet-too-large", "PL 01!A99"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Read(input.File{Data: ooxmltest.Zip(tc.parts)}, tc.lim)
			if err == nil {
				t.Fatal("read without an error")
			}
			e := input.As(err)
			if e.Message.Key != tc.key || e.Place != tc.place || !e.Unreadable {
				t.Errorf("%s at %q, unreadable %v: %v", e.Message.Key, e.Place, e.Unreadable, e)
			}
		})
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" s="1"><v>1.5</v></c><c t="str"><f>A1</f><v>x</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`, "#,##0.0")
	f.Add(`<sheetData><row><c t="b"><v>1</v></c><c t="inlineStr"><is><t>a&#10;b</t></is></c></row></sheetData>`, `_(* #,##0_);[Red]"x"`)
	f.Add(`<sheetData><row><c><f t="shared" si="0">$A1</f></c><c><f t="shared" si="0"/></c></row></sheetData>`, "dd/mm/yyyy")
	lim := input.DefaultLimits()
	lim.Rows, lim.Cols, lim.Cells = 1000, 100, 5000
	f.Fuzz(func(t *testing.T, sheet, format string) {
		b := &book{budget: grid.Budget{Limits: lim}, codes: map[int]string{200: format}, formats: []int{0, 200}}
		b.styles, b.known = make([]numfmt.Style, 2), make([]bool, 2)
		s := &schema.Sheet{}
		if err := b.readSheet(s, "<worksheet>"+sheet+"</worksheet>"); err != nil {
			return
		}
		for r, row := range s.Cells {
			for c, cell := range row {
				if cell.Covered && cell.Raw != "" {
					t.Errorf("%s is covered and holds %q", schema.A1(r, c), cell.Raw)
				}
				if cell.Kind == schema.Numeric && (cell.Raw == "" || cell.Number.Value.Places > schema.MaxDigits || cell.Number.Shown < 0) {
					t.Errorf("%s: %+v", schema.A1(r, c), cell)
				}
			}
		}
		for _, m := range s.Merges {
			if m.Bottom >= len(s.Cells) || m.Right >= s.Width() {
				t.Errorf("merge %+v outside the sheet", m)
			}
		}
	})
}
