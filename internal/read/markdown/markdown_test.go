package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

func read(tb testing.TB, text string) input.Content {
	tb.Helper()
	c, err := Read(input.File{Name: "a.md", Data: []byte(text)}, input.DefaultLimits())
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

var kinds = [...]string{"p", "h", "li", "fn", "table"}

func outline(d *schema.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		s := kinds[b.Kind]
		if b.Kind == schema.Heading || b.Kind == schema.ListItem {
			s += fmt.Sprint(b.Level)
		}
		if b.Bold {
			s += "*"
		}
		if b.Marker != "" {
			s += "[" + b.Marker + "]"
		}
		line, col := b.Position(0)
		s += fmt.Sprintf(" %d:%d %s¦%s", line, col, b.Text[:b.Body], b.Text[b.Body:])
		for _, r := range b.Refs {
			s += " ref:" + b.Text[r.Start:r.End]
		}
		out = append(out, s)
	}
	return out
}

func TestBlocks(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"headings", "# Một #\n## 2. Hai\n#không\nBa\n===\n", []string{"h1 1:3 ¦Một", "h2[2.] 2:4 2. ¦Hai", "h1 3:1 ¦#không Ba"}},
		{"wrapped and broken", "một\nhai  \nba\\\nbốn\n\nnăm", []string{"p 1:1 ¦một hai\nba\nbốn", "p 6:1 ¦năm"}},
		{"lists", "- a\n- b\n  tiếp\n  - c\n    - d\n  - e\n- f\n1. g\n2) h\n", []string{
			"li0[-] 1:1 - ¦a", "li0[-] 2:1 - ¦b tiếp", "li1[-] 4:3 - ¦c", "li2[-] 5:5 - ¦d", "li1[-] 6:3 - ¦e", "li0[-] 7:1 - ¦f", "li0[1.] 8:1 1. ¦g", "li0[2)] 9:1 2) ¦h"}},
		{"bold", "**Tỷ lệ**\n\n**2. Hồ sơ<sup>1</sup>** (50%)\n\n**a** b: c", []string{"p* 1:3 ¦Tỷ lệ", "p*[2.] 3:3 2. ¦Hồ sơ1 (50%) ref:1", "p 5:3 ¦a b: c"}},
		{"emphasis", "*a* _b_ __c__ ***d*** ~~e~~ a_b_c 3*4*5 2 * 3 **x", []string{"p 1:2 ¦a b c d e a_b_c 345 2 * 3 **x"}},
		{"code and escapes", "`a*b*` \\*c\\* \\q ``x`y`` `z", []string{"p 1:2 ¦a*b* *c* \\q x`y `z"}},
		{"links", "[chữ **đậm**](http://x/(y)) ![ảnh](z) [không] [^1] <https://a.b> <b>c</b> a < b > c", []string{"p 1:2 ¦chữ đậm ảnh [không]  https://a.b c a < b > c"}},
		{"entities", "a &amp; b &lt; &#7909; &nosuch; &", []string{"p 1:1 ¦a & b < ụ &nosuch; &"}},
		{"breaks", "a<br>b<br/>c", []string{"p 1:1 ¦a\nb\nc"}},
		{"footnotes", "a[^1]\n\n[^1]: chú thích\ntiếp\n\n<sup>2</sup> Tỷ lệ = a/b\\*100%", []string{"p 1:1 ¦a", "fn[1] 3:7 ¦chú thích tiếp", "fn[2] 6:6 2 ¦Tỷ lệ = a/b*100% ref:2"}},
		{"square metres", "50 m<sup>2</sup>", []string{"p 1:1 ¦50 m2"}},
		{"rules and comments", "a\n\n---\n\n<!-- x\ny -->\nb <!-- z --> c\n***\n", []string{"p 1:1 ¦a", "p 7:1 ¦b  c"}},
		{"underlined", "Đề mục\n---\nx", []string{"h2 1:1 ¦Đề mục", "p 3:1 ¦x"}},
		{"front matter", "---\ntitle: 5\n---\na", []string{"p 4:1 ¦a"}},
		{"quoted", "> a\n> b", []string{"p 1:3 ¦a b"}},
		{"fenced", "```\n*a*  1\n```\nb", []string{"p 2:1 ¦*a*  1", "p 4:1 ¦b"}},
		{"line ends", "# a\r\n\r\nb\r\nc\r\n", []string{"h1 1:3 ¦a", "p 3:1 ¦b c"}},
		{"a year does not begin an item", "năm\n2023. Đó\n1. x", []string{"p 1:1 ¦năm 2023. Đó", "li0[1.] 3:1 1. ¦x"}},
		{"decomposed", "Hoa\u0300i **Ha\u0309i** 5%", []string{"p 1:1 ¦Hoài Hải 5%"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, outline(read(t, tc.text).Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func grid(s *schema.Sheet) []string {
	var out []string
	for _, row := range s.Cells {
		line := ""
		for _, c := range row {
			line += fmt.Sprintf("%s@%d:%d|", c.Raw, c.Line, c.Column)
		}
		out = append(out, line)
	}
	return out
}

func TestTables(t *testing.T) {
	c := read(t, "Đoạn trước\n\nPhụ lục\nĐơn vị: hồ sơ\n\n| Tên | *Số*<sup>1</sup> |\n|:--|--:|\n| a\\|b | **1.024** |\n| \\* |\n\nsau\n")
	if diff := cmp.Diff([]string{"Tên@6:3|Số¹@6:10|", "a|b@8:3|1.024@8:12|", "*@9:4|"}, grid(c.Sheets[0])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"p 1:1 ¦Đoạn trước", "p 3:1 ¦Phụ lục Đơn vị: hồ sơ", "table 6:1 ¦", "p 11:1 ¦sau"}, outline(c.Document)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{3, 4, 5}, c.Sheets[0].Numbers); diff != "" || c.Sheets[0].Loose || !c.Sheets[0].InText || c.Sheets[0].Block != 2 {
		t.Errorf("%s %+v", diff, c.Sheets[0])
	}
	if len(c.Sheets[0].Caption) != 2 || c.Document.Text(c.Sheets[0].Caption[1].At.Span) != "Phụ lục Đơn vị: hồ sơ" {
		t.Errorf("captions %+v", c.Sheets[0].Caption)
	}
}

func TestTabTable(t *testing.T) {
	c := read(t, "**Phụ lục**  \n**TỔNG HỢP**\n\nTT\tTên\tTrong đó\t\n\t\tA\tB\n<b>Cấp xã</b>\t\t\t\n1\tHoài Đức\t11.232\t36,6\n\t<b>Tổng</b>\t<b>5</b>\t")
	want := []string{"TT@4:1|Tên@4:4|Trong đó@4:8|@4:17|", "@5:1|@5:2|A@5:3|B@5:5|", "Cấp xã@6:4|@6:15|@6:16|@6:17|", "1@7:1|Hoài Đức@7:3|11.232@7:12|36,6@7:19|", "@8:1|Tổng@8:5|5@8:17|@8:23|"}
	if diff := cmp.Diff(want, grid(c.Sheets[0])); diff != "" {
		t.Error(diff)
	}
	if !c.Sheets[0].Loose || len(c.Sheets[0].Caption) != 2 || c.Sheets[0].Caption[0].Text != "Phụ lục" || c.Sheets[0].Caption[1].Text != "TỔNG HỢP" {
		t.Errorf("%+v", c.Sheets[0])
	}
}

// checkPlaces holds the text of every block against the source at the places that
// it names: the character there, with the marks that follow it, composes to the
// character of the text. References and breaks are written otherwise in the source.
// Without exact, a letter may be composed with a mark from beyond markup, so that
// only its base stands at its place.
func checkPlaces(t interface{ Fatalf(string, ...any) }, source string, d *schema.Document, exact bool) {
	var ls [][]rune
	for _, l := range strings.Split(strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(source, "\ufeff"), "\r\n", "\n"), "\r", "\n"), "\n") {
		ls = append(ls, []rune(l))
	}
	for _, b := range d.Blocks {
		lastLine, lastCol := 0, 0
		for i, r := range b.Text {
			line, col := b.Position(i)
			if line < 1 || line > len(ls) || col < 1 || col > len(ls[line-1])+1 {
				t.Fatalf("%q at %d stands at %d:%d, outside the source", b.Text, i, line, col)
			}
			if line < lastLine || line == lastLine && col < lastCol {
				t.Fatalf("%q at %d goes back to %d:%d", b.Text, i, line, col)
			}
			lastLine, lastCol = line, col
			if col == len(ls[line-1])+1 {
				if r != ' ' && r != '\n' {
					t.Fatalf("%q: %q stands at the end of line %d", b.Text, r, line)
				}
				continue
			}
			src := ls[line-1][col-1:]
			if src[0] == '&' || src[0] == '<' || r == '\n' || r == ' ' && src[0] != ' ' {
				continue
			}
			n := 1
			for n < len(src) && unicode.Is(unicode.Mn, src[n]) {
				n++
			}
			got := norm.NFC.String(string(src[:n]))
			base := []rune(norm.NFD.String(string(r)))[0] == []rune(norm.NFD.String(got))[0]
			if unicode.Is(unicode.Mn, r) { // a mark that composes with nothing
				continue
			}
			if !base || exact && !strings.HasPrefix(got, string(r)) {
				t.Fatalf("%q: %q at %d stands at %d:%d, where the source has %q", b.Text, r, i, line, col, got)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	plain := []string{"Hoài", "Hoa\u0300i ", "e\u0302\u0323 ", "12,5%", " ", "  \n", "\n", "\n\n", "- ", "1. ", "# ", "> ", "\r\n", "x", "đ"}
	markup := []string{"**", "*", "_", "<sup>1</sup>", "<b>", "</b>", "<br>", "&amp;", "\\*", "`", "[a](b)", "[^1]", "\t", "|", "\u0301"}
	for name, pieces := range map[string][]string{"plain": plain, "markup": append(plain, markup...)} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 40).Draw(t, "pieces"), "")
				c, err := Read(input.File{Data: []byte(text)}, input.DefaultLimits())
				if err != nil {
					t.Fatal(err)
				}
				checkPlaces(t, text, c.Document, name == "plain")
				for _, b := range c.Document.Blocks {
					if !norm.NFC.IsNormalString(b.Text) {
						t.Fatalf("%q is not composed", b.Text)
					}
				}
			})
		})
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("# a\n\n- b **c** `d`\n\n| x | y |\n|---|---|\n| 1 | 2 |\n")
	f.Add("a\tb\tc\n1\t2\t3\n\n[^1]: x\n<sup>1</sup> y &amp; z  \n![q](w)")
	f.Add("Hoa\u0300i\r\n===\r\n> 1. x\n```\ny\n```")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Read(input.File{Data: []byte(text)}, input.DefaultLimits())
		if err != nil {
			return
		}
		for i, b := range c.Document.Blocks {
			if b.Body < 0 || b.Body > len(b.Text) || !utf8.ValidString(b.Text) || b.Kind == schema.TableBlock && (b.Sheet < 0 || b.Sheet >= len(c.Sheets)) {
				t.Errorf("block %d %+v", i, b)
			}
			for _, s := range b.Refs {
				if s.Start < 0 || s.End > len(b.Text) || s.Start >= s.End {
					t.Errorf("mark %v outside %q", s, b.Text)
				}
			}
			for j := 1; j < len(b.Source); j++ {
				if b.Source[j].Offset <= b.Source[j-1].Offset {
					t.Errorf("anchors out of order: %+v", b.Source)
				}
			}
		}
		for _, s := range c.Sheets {
			for _, l := range s.Caption {
				if c.Document.Text(l.At.Span) != l.Text {
					t.Errorf("caption %q stands at %q", l.Text, c.Document.Text(l.At.Span))
				}
			}
		}
	})
}

// The drafts of the development set: every character of the text stands where it
// says it does.
func TestPlacesInDrafts(t *testing.T) {
	drafts, err := filepath.Glob("../../../../shared/data/*/*/draft.md")
	if err != nil || len(drafts) == 0 {
		t.Skip("the shared data are not here")
	}
	for _, path := range append(drafts, "../../../../shared/data/hoai-nhon-2023h1/report.md") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := read(t, string(data))
		checkPlaces(t, string(data), c.Document, true)
		for _, s := range c.Sheets {
			for _, row := range s.Cells {
				for _, cell := range row {
					if cell.Line < 1 || cell.Column < 1 {
						t.Errorf("%s: cell %+v has no place", path, cell)
					}
				}
			}
		}
	}
}

// Hostile runs of marks take time in proportion to their length.
func TestNoBlowUp(t *testing.T) {
	for _, piece := range []string{"*a ", "_*", "[", "[a](", "`", "<a", "&#", "\\", "| ", "a\t\t\n", "|a\n", "- ", "**a** ", "<sup>", "> ", "[^", "![", "\u0301", "a\u0301", "1. \n", "-|-\n", "a|b\n"} {
		text := strings.Repeat(piece, 150_000/len(piece))
		start := time.Now()
		read(t, text)
		// Work that grows with the square of the text takes minutes here; the limit is
		// far above what a slow machine needs for work that grows with the text.
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%q repeated takes %v", piece, took)
		}
	}
}
