package render

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden holds output against a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read the diff. Got:\n%s", path, got)
	}
}

func TestText(t *testing.T) {
	tests := []struct {
		name  string
		lines bool
		pack  *lang.Pack
		opt   TextOptions
	}{
		{"text-vi.txt", true, nil, TextOptions{}},
		{"text-en.txt", true, lang.English, TextOptions{}},
		{"text-docx.txt", false, nil, TextOptions{}},
		{"text-quiet.txt", true, nil, TextOptions{Quiet: true}},
		{"text-verbose.txt", true, nil, TextOptions{Verbose: true}},
		{"text-narrow.txt", true, nil, TextOptions{Width: 60}},
		{"text-color.txt", true, nil, TextOptions{Color: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := NewView(sample(tt.lines), tt.pack, "test").Text(tt.opt)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(got, "\x1b") != tt.opt.Color {
				t.Errorf("escape sequences in the output: %v, colour asked for: %v", !tt.opt.Color, tt.opt.Color)
			}
			if strings.Contains(got, "\x1b[31m") {
				t.Error("an escape sequence of the report reached the terminal")
			}
			golden(t, tt.name, got)
		})
	}
}

func TestTextOfCleanRun(t *testing.T) {
	res := sample(true)
	res.Findings = nil
	got, err := NewView(res, nil, "test").Text(TextOptions{Quiet: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Kết luận: không thấy mâu thuẫn; 0 lưu ý, 1 số liệu chưa kết luận.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestJSON(t *testing.T) {
	for name, lines := range map[string]bool{"answer-md.json": true, "answer-docx.json": false} {
		got, err := NewView(sample(lines), nil, "test").JSON()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, string(got))
		again, err := NewView(sample(lines), nil, "test").JSON()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, again) {
			t.Error("two runs on the same input differ")
		}
		if !bytes.HasSuffix(got, []byte("}\n")) {
			t.Error("no line break at the end")
		}
	}
}

// TestJSONEscapesNothing: a reader of the raw bytes finds the words of the report.
func TestJSONEscapesNothing(t *testing.T) {
	res := sample(true)
	res.Findings[1].Message = schema.Say("<5% & >3% “Xã”")
	got, err := NewView(res, nil, "test").JSON()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(got, []byte("<5% & >3% “Xã”")) {
		t.Error("the message was escaped")
	}
}

// TestJSONOfEmptyRun: lists are lists, never null.
func TestJSONOfEmptyRun(t *testing.T) {
	res := &audit.Result{Report: &schema.Report{}, Pack: lang.English, Cells: schema.NewCellLedger()}
	got, err := NewView(res, nil, "test").JSON()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(got, []byte("null")) {
		t.Errorf("a null in the answer:\n%s", got)
	}
}

func TestFingerprints(t *testing.T) {
	before := NewView(sample(true), nil, "test").Fingerprints()
	seen := map[string]bool{}
	for _, f := range before {
		if seen[f] {
			t.Errorf("two findings share the fingerprint %s", f)
		}
		seen[f] = true
	}

	// Edits elsewhere: a block in front, other figures of the sentence, a row above.
	moved := sample(true)
	doc := moved.Report.Document
	doc.Blocks = append([]schema.Block{{Text: "Lời mở đầu mới"}}, doc.Blocks...)
	for i := range moved.Findings {
		moved.Findings[i].At.Span.Block++
	}
	doc.Blocks[3].Text = strings.ReplaceAll(doc.Blocks[3].Text, "91,82%", "92,81%")
	if after := NewView(moved, nil, "test").Fingerprints(); strings.Join(after, " ") != strings.Join(before, " ") {
		t.Errorf("fingerprints moved with edits elsewhere:\n%v\n%v", before, after)
	}

	// Two findings that say the same get an ordinal.
	twin := sample(true)
	twin.Findings = append(twin.Findings, twin.Findings[1])
	names := NewView(twin, nil, "test").Fingerprints()
	if last := names[len(names)-1]; last != names[1]+"-2" {
		t.Errorf("the second of two equal findings is called %s, the first %s", last, names[1])
	}

	// Another figure is another finding.
	other := sample(true)
	other.Findings[1].Reported = "73,93%"
	if got := NewView(other, nil, "test").Fingerprints(); got[1] == before[1] {
		t.Error("a finding about another figure keeps the fingerprint")
	}
}

func TestSentence(t *testing.T) {
	tests := []struct{ text, words, want string }{
		{"Một. Hai có số 5. Ba.", "5", "Hai có số 5."},
		{"Đạt 73.92% kế hoạch. Xong.", "73.92%", "Đạt 73.92% kế hoạch."},
		{"Thu 1.234.567 đồng ở TP. Vinh năm 2023. Chi ít.", "1.234.567", "Thu 1.234.567 đồng ở TP. Vinh năm 2023."},
		{"1.2. Kết quả thu là 5 tỷ. Kết quả chi là 6 tỷ.", "5", "1.2. Kết quả thu là 5 tỷ."},
		{"II. Kết quả là 5. Hết.", "5", "II. Kết quả là 5."},
		{"Năm 2022. Năm 2023 tăng 5%. Hết", "5%", "Năm 2023 tăng 5%."},
		{"Gồm thóc, ngô v.v. và 5 loại khác. Hết.", "5", "Gồm thóc, ngô v.v. và 5 loại khác."},
		{"Dòng một 1\nDòng hai 2\nDòng ba", "2", "Dòng hai 2"},
		{"Ông nói: “Đủ 5.” Bà im.", "5", "Ông nói: “Đủ 5.”"},
		{"Đạt 5%... Sau đó 6%.", "6%", "Sau đó 6%."},
		{"Không có dấu chấm 5", "5", "Không có dấu chấm 5"},
		{"Một 1. Hai 2. Ba 3.", "1. Hai 2", "Một 1. Hai 2."},
	}
	for _, tt := range tests {
		start := strings.Index(tt.text, tt.words)
		if start < 0 {
			t.Fatalf("%q lacks %q", tt.text, tt.words)
		}
		from, to := sentence(tt.text, start, start+len(tt.words))
		if got := tt.text[from:to]; got != tt.want {
			t.Errorf("sentence of %q around %q: got %q, want %q", tt.text, tt.words, got, tt.want)
		}
	}
}

func TestWindow(t *testing.T) {
	long := strings.Repeat("xã Hòa Bình và ", 20)
	decomposed := "xa\u0303 Ho\u0300a Bi\u0300nh: 73,92% va\u0300 " // marks apart from their letters
	tests := []struct{ text, words string }{
		{long + "73,92%" + long, "73,92%"},
		{"73,92%" + long, "73,92%"},
		{long + "73,92%", "73,92%"},
		{strings.Repeat(decomposed, 1), "73,92%"},
		{"表格 73,92% 数", "73,92%"},
		{"ngắn", "ngắn"},
		{long, long},
		{"", ""},
	}
	for _, tt := range tests {
		start := strings.Index(tt.text, tt.words)
		line, column, width := window(tt.text, start, start+len(tt.words), 60)
		if w := displaywidth.String(line); w > 60 {
			t.Errorf("the window of %q is %d columns wide", tt.text, w)
		}
		if displaywidth.String(tt.words) > 60 {
			if width != 60 || !strings.HasSuffix(line, ellipsis) {
				t.Errorf("words that do not fit: width %d, line %q", width, line)
			}
			continue
		}
		// The words stand at the column that the marks will be put at.
		i := strings.Index(line, tt.words)
		if i < 0 || displaywidth.String(line[:i]) != column || width != displaywidth.String(tt.words) {
			t.Errorf("window of %q: %q, marks at %d, %d wide", tt.text, line, column, width)
		}
	}
}

func TestQuoteSheet(t *testing.T) {
	for name, want := range map[string]string{"Sheet1": "Sheet1", "Phụ_lục": "Phụ_lục", "Phụ lục": "'Phụ lục'", "An's": "'An''s'", "2023": "'2023'", "a-b": "'a-b'"} {
		if got := quoteSheet(name); got != want {
			t.Errorf("quoteSheet(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestExact(t *testing.T) {
	tests := []struct {
		n    schema.Number
		want string
	}{
		{schema.Number{Value: schema.Decimal{Coef: 7390, Places: 2}, Percent: true}, "73.90"},
		{schema.Number{Value: schema.Decimal{Coef: 62, Places: 1}, Scale: 3}, "6200"},
		{schema.Number{Value: schema.Decimal{Coef: 1234567, Places: 6}, Scale: 3}, "1234.567"},
		{schema.Number{Value: schema.Int(-5), Scale: 9}, "-5000000000"},
	}
	for _, tt := range tests {
		if got := exact(tt.n); got != tt.want {
			t.Errorf("exact(%+v) = %s, want %s", tt.n, got, tt.want)
		}
	}
}

func TestPage(t *testing.T) {
	markdown := "# R101 untied-figure\n\n## What it checks\n\nA **figure** of the prose against `Q17`, the cell that its words name, and against no other cell whatever its value may be.\n\n- first\n  goes on\n- second\n\n```\nkept   as it is\n```\n"
	golden(t, "page.txt", Page(markdown, false))
	golden(t, "page-color.txt", Page(markdown, true))
}

func TestChecks(t *testing.T) {
	check := *untied
	check.Doc = "# R101 untied-figure\n\n## What it checks\nA figure that **differs** from its cell, by 0.5 or more. Nothing else.\n"
	got, err := Checks([]*schema.Check{&check, blank}, func(c *schema.Check) string { return c.Doc }, lang.English)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "checks.txt", got)
}

// TestAnswerIsJSON reads the answer back into its own types.
func TestAnswerIsJSON(t *testing.T) {
	view := NewView(sample(true), nil, "test")
	out, err := view.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var back Answer
	d := json.NewDecoder(bytes.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&back); err != nil {
		t.Fatal(err)
	}
	if back.Tally.Figures != (FigureTally{Total: 4, Tied: 1, Contradicted: 1, Undecided: 1, NotClaim: 1}) {
		t.Errorf("figures: %+v", back.Tally.Figures)
	}
	if back.Tally.Cells != (CellTally{Numeric: 5, Recomputed: 1, Consistent: 1, Contradicted: 1, Undecided: 3}) {
		t.Errorf("cells: %+v", back.Tally.Cells)
	}
	if back.Tally.Findings != (FindingTally{Error: 2, Warning: 3, Note: 1}) {
		t.Errorf("findings: %+v", back.Tally.Findings)
	}
}

func TestStructure(t *testing.T) {
	rep := sample(true).Report
	rep.Tables[0].DecimalMark = ','
	rep.Tables[0].Rules = []schema.Rule{{ID: "r3", Text: "Tổng cộng = An Phú + Bình Minh", Axis: schema.Down, Target: 2, Over: []int{2}, Origin: schema.Labelled, Hard: true, Support: 1}}
	s := NewStructure(rep, "test", func(*schema.Table) []Aggregation {
		return []Aggregation{{Operator: "sum", Result: [2]int{3, 2}, Operands: [][2]int{{1, 2}, {2, 2}}}}
	})
	out, err := s.JSON()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "structure.json", string(out))
	if err := validate(t, "infer.schema.json", out); err != nil {
		t.Errorf("the structure breaks its schema: %v", err)
	}
	for name, pack := range map[string]*lang.Pack{"structure-vi.txt": lang.Vietnamese, "structure-en.txt": lang.English} {
		text, err := s.Text(pack)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, text)
	}
}
