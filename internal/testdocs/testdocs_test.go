package testdocs

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestShown(t *testing.T) {
	for _, c := range []struct {
		lang string
		cell GridCell
		want string
	}{
		{"vi", GridCell{Text: "chữ"}, "chữ"},
		{"vi", GridCell{Text: "52.5", Number: true}, "52,5"},
		{"en", GridCell{Text: "52.5", Number: true}, "52.5"},
		{"vi", GridCell{Text: "1234567", Number: true, Format: "#,##0"}, "1.234.567"},
		{"en", GridCell{Text: "1234567.5", Number: true, Format: "#,##0.00"}, "1,234,567.50"},
		{"vi", GridCell{Text: "999", Number: true, Format: "#,##0"}, "999"},
		{"vi", GridCell{Text: "0.285", Number: true, Format: "0.00"}, "0,29"}, // half away from zero, not as binary fractions would have it
		{"vi", GridCell{Text: "-68.55", Number: true, Format: "0.0"}, "-68,6"},
		{"vi", GridCell{Text: "0.3695", Number: true, Format: "0.0%"}, "37,0%"},
	} {
		g := &Grid{Lang: c.lang}
		if got := g.shown(c.cell); got != c.want {
			t.Errorf("%s %+v: %q, want %q", c.lang, c.cell, got, c.want)
		}
	}
}

func TestParseGrid(t *testing.T) {
	g, err := ParseGrid("@lang en\n@sheet S\n@title T\n@head 2\nName | Count | <\n^ | a | b\n# remark\n@lost 1\n | (1) | (2)\n@bold\nSum | #12;0.0 | =A1+B1;3;#,##0\n@note N\n")
	if err != nil {
		t.Fatal(err)
	}
	want := &Grid{Lang: "en", Form: "pipe", Sheet: "S", Titles: []string{"T"}, Notes: []string{"N"}, Width: 3, Rows: []GridRow{
		{Head: true, Cells: []GridCell{{Text: "Name"}, {Text: "Count"}, {Left: true}}},
		{Head: true, Cells: []GridCell{{Above: true}, {Text: "a"}, {Text: "b"}}},
		{Lost: 1, Cells: []GridCell{{}, {Text: "(1)"}, {Text: "(2)"}}},
		{Bold: true, Cells: []GridCell{{Text: "Sum"}, {Text: "12", Number: true, Format: "0.0"}, {Text: "3", Number: true, Format: "#,##0", Formula: "A1+B1"}}},
	}}
	if diff := cmp.Diff(want, g); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if cols, rows := g.span(0, 1); cols != 2 || rows != 1 {
		t.Errorf("span of B1: %d by %d", cols, rows)
	}
	if cols, rows := g.span(0, 0); cols != 1 || rows != 2 {
		t.Errorf("span of A1: %d by %d", cols, rows)
	}
	g.Form = "tab"
	if got := g.tabbed(g.Rows[2]); got != "(1)\t(2)\t\n" {
		t.Errorf("lost cells: %q", got)
	}
}

func TestParseGridFaults(t *testing.T) {
	for src, want := range map[string]string{
		"":                          "no rows",
		"@lang vi\n":                "no rows",
		"a | b\na\n":                "line 2: 1 cells where the first row has 2",
		"@colour red\na\n":          `line 1: unknown word "@colour"`,
		"@head two\na\n":            `line 1: "two" is not a number of rows`,
		"@lost x\na\n":              `line 1: "x" is not a number of cells`,
		"a\n#1,5\n":                 `line 2: "1,5" is not a number`,
		"a\n#1.\n":                  `line 2: "1." is not a number`,
		"a\n=A1\n":                  `line 2: formula "=A1" has no cached number`,
		"a\n=A1;mot\n":              `line 2: formula "=A1;mot" has no cached number`,
		"a\n#1.2.3\n":               `line 2: "1.2.3" is not a number`,
		"a\n#-\n":                   `line 2: "-" is not a number`,
		"a | b\n\n# b\n#x | <\n":    `line 4: "x" is not a number`,
		"@title\n@note x\n@blank\n": "no rows",
	} {
		if _, err := ParseGrid(src); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", src, err, want)
		}
	}
}

func TestParseDraft(t *testing.T) {
	d, err := ParseDraft("## Đầu\n\n**A  \nB** c<sup>1</sup>\n\n- x\n\n1. một\n\n2. hai\n\nx\\*y\n\n1. lại\n\n<sup>1</sup> chú\\*\n")
	if err != nil {
		t.Fatal(err)
	}
	want := &Draft{Notes: []string{"chú*"}, Paras: []Para{
		{Kind: heading, Level: 2, Runs: []Run{{Text: "Đầu"}}},
		{Runs: []Run{{Text: "A", Bold: true}, {Break: true}, {Text: "B", Bold: true}, {Text: " c"}, {Note: 1}}},
		{Kind: bullet, Runs: []Run{{Text: "x"}}},
		{Kind: numbered, First: true, Runs: []Run{{Text: "một"}}},
		{Kind: numbered, Runs: []Run{{Text: "hai"}}},
		{Runs: []Run{{Text: "x*y"}}},
		{Kind: numbered, First: true, Runs: []Run{{Text: "lại"}}},
	}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, src := range []string{"a<sup>2</sup>\n", "a\n<sup>1</sup> x\n<sup>1</sup> y\n"} {
		if _, err := ParseDraft(src); err == nil {
			t.Errorf("%q: no error", src)
		}
	}
}

func TestPiecesKeepTheText(t *testing.T) {
	text := strings.Repeat("tỷ lệ đạt 46,92%; ", 12)
	got := pieces(text)
	if len(got) < 2 || strings.Join(got, "") != text {
		t.Errorf("%q", got)
	}
}

func TestCellName(t *testing.T) {
	for _, c := range []struct {
		row, col int
		want     string
	}{{0, 0, "A1"}, {9, 25, "Z10"}, {0, 26, "AA1"}, {0, 701, "ZZ1"}, {0, 702, "AAA1"}} {
		if got := cellName(c.row, c.col); got != c.want {
			t.Errorf("%d, %d: %s, want %s", c.row, c.col, got, c.want)
		}
	}
}
