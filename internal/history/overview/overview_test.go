package overview

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"doisoat/internal/history"
	"doisoat/internal/lang"
	"doisoat/internal/series"
	"doisoat/schema"
)

// archive has one table over six months, with a name that would end a script.
func archive() *series.Archive {
	var reports []*series.Report
	for m := 1; m <= 6; m++ {
		r := &series.Report{Name: "r" + string(rune('0'+m)), Lang: "vi", Period: series.Span{Year: 2023, First: m, Last: m},
			Findings: []series.Finding{{Code: "V101", Severity: "error", Cause: "transposed", Unit: "Xã A"}}}
		t := series.Table{Sheet: "S", Title: "Kết quả", Columns: []series.Column{{Path: []string{"Đơn vị"}, Kind: schema.Label}, {Col: 1, Path: []string{"Hồ sơ tháng " + string(rune('0'+m)) + " năm 2023"}, Kind: schema.Count}}}
		for i, name := range []string{"Xã A</script><b>", "Xã B", "Xã C & D"} {
			t.Rows = append(t.Rows, series.Row{Row: i, Kind: schema.UnitRow, Label: name, Parent: -1})
			t.Cells = append(t.Cells, series.Cell{Row: i, Col: 1, Number: schema.Number{Value: schema.Int(int64(10*m + i))}, Raw: "x"})
		}
		r.Tables = []series.Table{t}
		reports = append(reports, r)
	}
	return series.LineUp(reports, nil)
}

func TestPage(t *testing.T) {
	a := archive()
	for _, pack := range lang.Packs() {
		text := string(Page(a, history.Run(a, nil), pack, "test"))
		if strings.Contains(text, "://") || regexp.MustCompile(`(src|href)="[^#]`).MatchString(text) {
			t.Error("the page asks for something outside")
		}
		if strings.Contains(text, "page.history") || regexp.MustCompile(`\{[a-z]+\}`).MatchString(text[:strings.Index(text, "<style>")]) {
			t.Error("something has no words")
		}
		if n := strings.Count(text, "</script>"); n != 2 {
			t.Errorf("%d scripts end: a name of the report ended one", n)
		}
		if n := strings.Count(text, "<circle"); n != 6 {
			t.Errorf("%d points are drawn of 6", n)
		}
		_, rest, _ := strings.Cut(text, `id="data" data-first="`)
		_, rest, _ = strings.Cut(rest, ">")
		data, _, _ := strings.Cut(rest, "</script>")
		var d drawn
		if err := json.Unmarshal([]byte(data), &d); err != nil {
			t.Fatal(err)
		}
		if len(d.Lines) != 3 || len(d.Lines[0].Values) != 6 || d.Units[d.Lines[2].Unit] != "Xã C & D" {
			t.Errorf("%+v", d)
		}
	}
}

// TestPlot: the least value stands at the foot of the chart, the greatest at its top.
func TestPlot(t *testing.T) {
	svg := plot(&line{Months: []int{24277, 24278, 24280}, Values: []string{"1.5", "10.25", "-3"}})
	for _, want := range []string{`points="90,194 353,15 880,285 "`, ">10.25</text>", ">-3</text>", "<title>2023-02: 10.25</title>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is not in %s", want, svg)
		}
	}
	if flat := plot(&line{Months: []int{24277, 24278}, Values: []string{"5", "5"}}); !strings.Contains(flat, `points="90,285 880,285 "`) {
		t.Errorf("a flat line: %s", flat)
	}
}
