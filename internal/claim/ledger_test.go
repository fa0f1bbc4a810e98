package claim_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"doisoat/internal/audit"
	"doisoat/internal/claim"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

// written is what a reader takes for a number: digits with points and commas among
// them; points and commas at its end are punctuation.
func written(t testing.TB) *regexp.Regexp {
	t.Helper()
	return regexp.MustCompile(`\d[\d.,]*`)
}

// accounted holds the ledger against the prose: each written number of each block is
// exactly one figure, or a group of digits within one, and figures are nothing else, in
// the order of the text.
func accounted(t testing.TB, doc *schema.Document, figures []schema.Figure) {
	t.Helper()
	numbers := written(t)
	next := 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind == schema.TableBlock {
			continue
		}
		for _, m := range numbers.FindAllStringIndex(b.Text, -1) {
			end := m[0] + len(strings.TrimRight(b.Text[m[0]:m[1]], ".,"))
			if next > 0 && figures[next-1].Span.Block == i && m[0] > figures[next-1].Span.Start && end <= figures[next-1].Span.End {
				continue // thousands parted by blanks: "12 345"
			}
			if next == len(figures) {
				t.Fatalf("block %d: %q is in no figure", i, b.Text[m[0]:end])
			}
			s := figures[next].Span
			if s.Block != i || s.Start != m[0] || s.End < end {
				t.Fatalf("block %d: %q at %d, and the figure is %q at %+v", i, b.Text[m[0]:end], m[0], figures[next].Text, s)
			}
			next++
		}
	}
	if next != len(figures) {
		t.Fatalf("figure %q at %+v is no number of the prose", figures[next].Text, figures[next].Span)
	}
}

// within: every span lies within its block and begins and ends between characters,
// and a claim speaks of figures and cells that there are.
func within(t testing.TB, rep *schema.Report, claims []schema.Claim, figures []schema.Figure) {
	t.Helper()
	inside := func(what string, s schema.Span) {
		t.Helper()
		if s == (schema.Span{}) {
			return
		}
		if s.Block < 0 || s.Block >= len(rep.Document.Blocks) {
			t.Fatalf("%s: block %d of %d", what, s.Block, len(rep.Document.Blocks))
		}
		text := rep.Document.Blocks[s.Block].Text
		if s.Start < 0 || s.Start > s.End || s.End > len(text) {
			t.Fatalf("%s: %+v in %d bytes", what, s, len(text))
		}
		for _, at := range []int{s.Start, s.End} {
			if at < len(text) && !utf8.RuneStart(text[at]) {
				t.Fatalf("%s: %d of %q is inside a character", what, at, text)
			}
		}
	}
	figure := func(i int) {
		t.Helper()
		if i < -1 || i >= len(figures) {
			t.Fatalf("figure %d of %d", i, len(figures))
		}
	}
	for i := range figures {
		f := &figures[i]
		inside("figure", f.Span)
		if got := rep.Document.Text(f.Span); got != f.Text {
			t.Fatalf("figure %q stands at %q", f.Text, got)
		}
	}
	for i := range claims {
		c := &claims[i]
		inside("claim", c.Span)
		figure(c.Figure)
		figure(c.Of)
		for _, p := range c.Parts {
			figure(p)
		}
		rows := []int{c.Cell.Row}
		for _, m := range c.Members {
			inside("member", m.Span)
			figure(m.Figure)
			rows = append(rows, m.Row)
		}
		for _, r := range c.Readings {
			rows = append(rows, r.Group...)
			for _, k := range r.Conds {
				inside("condition", k.Span)
				inside("target", k.Source)
			}
		}
		if len(c.Readings) == 0 && c.Kind != schema.ValueClaim && c.Kind != schema.RatioClaim {
			continue
		}
		if c.Kind == schema.TargetClaim && len(c.Members) == 0 {
			if c.Figure < 0 || c.Cell.Table >= 0 {
				t.Fatalf("a verdict is of no unit and of no figure: %+v", c)
			}
			continue // a figure against the target told with it
		}
		if c.Cell.Table < 0 || c.Cell.Table >= len(rep.Tables) || c.Cell.Col < 0 || c.Cell.Col >= len(rep.Tables[c.Cell.Table].Columns) {
			t.Fatalf("claim of kind %d is bound to %+v", c.Kind, c.Cell)
		}
		for _, row := range rows {
			if row < -1 || row >= len(rep.Tables[c.Cell.Table].Rows) {
				t.Fatalf("claim of kind %d speaks of row %d", c.Kind, row)
			}
		}
	}
}

// pieces are the pieces of prose of which the property test makes its texts.
var pieces = []string{
	"Có ", "3/5 ", "5 ", "1.250", "93,3%", "46,92 %", "10.", ",5", "1.2.3", "2023", "30/6/2023", "01-01-2023", "398/VPUBND", "-3,5", "(", ")", "; ", ". ", ", ", ": ", "\n", "…", "... ",
	"xã ", "đơn vị ", "xã, phường ", "An Tân ", "UBND xã Bình Hòa ", "An Tân Đông ", "Cấp xã", "toàn thị xã ", "gồm ", "là ", "và ", "trong đó ", "đạt chỉ tiêu ", "chưa đạt chỉ tiêu ", "chỉ tiêu tỉnh giao ", "trên ", "dưới ", "từ ", "đến ", "trở lên ", "không có ", "gần ", "khoảng ", "nghìn ", "tỷ ", "số ", "ngày ", "tháng ", "năm ", "tăng ", "phấn đấu ", "tỷ lệ hồ sơ trực tuyến ", "tổng số hồ sơ ", "số hóa thành phần hồ sơ ", "TPHS ", "lần lượt ", "còn lại ", "× ", "A4 ", "ấ", "a\u0323\u0302",
}

// TestEveryNumberOnce: whatever the prose, each number in it is one figure of the
// ledger, and every place lies within its text.
func TestEveryNumberOnce(t *testing.T) {
	rep := appendix(t)
	rapid.Check(t, func(rt *rapid.T) {
		var lines []string
		for range rapid.IntRange(1, 4).Draw(rt, "lines") {
			line := rapid.SampledFrom([]string{"", "## ", "- ", "^1 ", "1. "}).Draw(rt, "kind")
			for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 25).Draw(rt, "line") {
				line += p
			}
			lines = append(lines, line)
		}
		rep.Document = paragraphs(lines...)
		claims, figures := claim.Read(rep, lang.Vietnamese)
		accounted(t, rep.Document, figures)
		within(t, rep, claims, figures)
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "## Hồ sơ trực tuyến (Tỉnh giao chỉ tiêu: cấp huyện 25%, cấp xã 70%)\nCó 2/5 xã đạt chỉ tiêu, gồm: An Tân 80,0%; Bình Hòa; 72,5%.",
		"- Cấp huyện:\nTừ ngày 01-01-2023 đến 30-6-2023, tổng số hồ sơ là 1.250 hồ sơ (đúng hạn 1.249, trễ hạn 01).",
		"Không có đơn vị nào đạt chỉ tiêu; trong đó 02 xã từ 60% đến 75%.", "Số:   /UBND ngày  tháng 7 năm 2023", "((((1))), 2,,..3", "\u0301\u0302 1\u03005%", "(An Tân )", "5 (An Tân), 3", "\xff\xfe3\x80", "٣ 3 ３", "1,2.3,4.5 % %",
	} {
		f.Add(s)
	}
	rep := appendix(f)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // a reader gives NFC text, never stray bytes
		}
		rep.Document = paragraphs(strings.Split(text, "\n")...)
		claims, figures := claim.Read(rep, lang.Vietnamese)
		accounted(t, rep.Document, figures)
		within(t, rep, claims, figures)
	})
}

// checked runs the whole flow on files.
func checked(t testing.TB, paths ...string) *audit.Result {
	t.Helper()
	rep, err := read.Files(paths, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestLedgerOfTheDispatch: all numbers of the rewritten dispatch are in the ledger,
// and at most five of them are left undecided, each with its reason.
func TestLedgerOfTheDispatch(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1")
	for _, draft := range []string{"draft.md", "draft.docx"} {
		res := checked(t, filepath.Join(dir, draft), filepath.Join(dir, "appendix.xlsx"))
		accounted(t, res.Report.Document, res.Figures)
		undecided := 0
		for _, f := range res.Figures {
			if f.Verdict == schema.Undecided {
				undecided++
				t.Logf("%s: %s undecided: %s", draft, f.Text, res.Pack.Say(f.Why))
				if f.Why.IsZero() {
					t.Errorf("%s: %s is undecided without a reason", draft, f.Text)
				}
			}
		}
		if len(res.Figures) < 140 || undecided > 5 {
			t.Errorf("%s: %d figures, %d of them undecided", draft, len(res.Figures), undecided)
		}
	}
}

// TestLedgerOfTheReport: the ledger has every one of the 154 numbers that the prose
// of the published dispatch has before the heading of its appendix.
func TestLedgerOfTheReport(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "data", "hoai-nhon-2023h1", "report.md")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: the published dispatch is kept outside of the project", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	end := appendixHeading(t, text)
	numbers := written(t).FindAllStringIndex(text[:end], -1)
	if len(numbers) != 154 {
		t.Fatalf("the prose has %d numbers, not 154", len(numbers))
	}
	res := checked(t, path)
	doc := res.Report.Document
	accounted(t, doc, res.Figures)
	type place struct{ line, column int }
	at := map[place]*schema.Figure{}
	for i := range res.Figures {
		f := &res.Figures[i]
		line, column := doc.Blocks[f.Span.Block].Position(f.Span.Start)
		at[place{line, column}] = f
	}
	undecided := 0
	for _, m := range numbers {
		before := text[:m[0]]
		p := place{1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
		f := at[p]
		if f == nil {
			t.Errorf("line %d, column %d: %q is not in the ledger", p.line, p.column, text[m[0]:m[1]])
			continue
		}
		if digits := strings.TrimRight(text[m[0]:m[1]], ".,"); !strings.HasPrefix(f.Text, digits) {
			t.Errorf("line %d, column %d: %q is %q in the ledger", p.line, p.column, digits, f.Text)
		}
		if f.Verdict == schema.Undecided {
			undecided++
		}
	}
	if undecided > 5 {
		t.Errorf("%d of the numbers are undecided", undecided)
	}
}

// appendixHeading is where the line that opens the appendix begins.
func appendixHeading(t *testing.T, text string) int {
	t.Helper()
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if strings.HasPrefix(lang.Fold(strings.Trim(line, "#* \n")), "phụ lục") {
			return at
		}
		at += len(line)
	}
	t.Fatal("the report has no appendix")
	return 0
}
