package pdf

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// sheet is a page being typed: each character is half as wide as it is high.
type sheet struct{ page }

func newSheet(number int) *sheet {
	return &sheet{page{number: number, box: rect{0, 0, 600, 800}}}
}

// typed sets text from (x, y) on, y being that of the baseline. A "*" switches bold
// type on and off, a "^" raised type.
func (s *sheet) typed(x, y, size float64, text string) *sheet {
	bold, raised := false, false
	for _, r := range text {
		switch r {
		case '*':
			bold = !bold
			continue
		case '^':
			raised = !raised
			continue
		}
		c := char{r: r, size: size, base: y, bold: bold}
		if raised {
			c.size, c.base = size*0.6, y-size*0.35
		}
		w := c.size / 2
		c.box = rect{x, c.base - c.size*0.8, x + w, c.base + c.size*0.2}
		s.chars = append(s.chars, c)
		x += w
	}
	return s
}

// ruled draws the grid of a table.
func (s *sheet) ruled(xs, ys []float64) *sheet {
	for _, x := range xs {
		s.rules = append(s.rules, rule{true, x, ys[0], ys[len(ys)-1]})
	}
	for _, y := range ys {
		s.rules = append(s.rules, rule{false, y, xs[0], xs[len(xs)-1]})
	}
	return s
}

func laid(tb testing.TB, sheets ...*sheet) (input.Content, int) {
	tb.Helper()
	var pages []*page
	for _, s := range sheets {
		s.rules = join(s.rules)
		pages = append(pages, &s.page)
	}
	c, dropped, _, err := layout(pages, input.DefaultLimits())
	if err != nil {
		tb.Fatal(err)
	}
	return c, dropped
}

var kinds = [...]string{"p", "h", "li", "fn", "table"}

func outline(d *schema.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		s := kinds[b.Kind]
		if b.Bold {
			s += "*"
		}
		if b.Marker != "" {
			s += "[" + b.Marker + "]"
		}
		s += " " + b.Text
		for _, r := range b.Refs {
			s += " ref:" + b.Text[r.Start:r.End]
		}
		out = append(out, s)
	}
	return out
}

func gridOf(s *schema.Sheet) []string {
	var out []string
	for _, row := range s.Cells {
		line := ""
		for _, c := range row {
			if c.Covered {
				line += "~|"
			} else {
				line += strings.ReplaceAll(c.Raw, "\n", "/") + "|"
			}
		}
		out = append(out, line)
	}
	return out
}

// A line of 80 characters of size 12 fills the page from 60 to 540.
var full80 = strings.Repeat("tong so ", 10)[:79]

func TestParagraphs(t *testing.T) {
	for _, tc := range []struct {
		name  string
		pages []*sheet
		want  []string
	}{
		{"wrapped and ended", []*sheet{newSheet(1).typed(60, 100, 12, full80).typed(60, 115, 12, "het.").typed(60, 130, 12, full80)},
			[]string{"p " + full80 + " het.", "p " + full80}},
		{"parted by a gap", []*sheet{newSheet(1).typed(60, 100, 12, full80).typed(60, 115, 12, full80).typed(60, 145, 12, full80)},
			[]string{"p " + full80 + " " + full80, "p " + full80}},
		{"first lines set in", []*sheet{newSheet(1).typed(60, 85, 12, full80).typed(80, 100, 12, full80[:75]).typed(60, 115, 12, full80).typed(80, 130, 12, full80[:75])},
			[]string{"p " + full80, "p " + strings.TrimSpace(full80[:75]) + " " + full80, "p " + strings.TrimSpace(full80[:75])}},
		{"a tab after the marker", []*sheet{newSheet(1).typed(60, 100, 12, "-").typed(96, 100, 12, full80[:74]).typed(96, 115, 12, "het").typed(60, 130, 12, "-").typed(96, 130, 12, "hai")},
			[]string{"li[-] - " + full80[:74] + " het", "li[-] - hai"}},
		{"bold heading", []*sheet{newSheet(1).typed(60, 100, 12, "*1. De muc:* dat").typed(60, 115, 12, "khac")}, []string{"p*[1.] 1. De muc: dat", "p khac"}},
		{"raised mark", []*sheet{newSheet(1).typed(60, 100, 12, "ho so^12^ dat 50 m^2^")}, []string{"p ho so12 dat 50 m2 ref:12"}},
		{"hyphen at the end of a line", []*sheet{newSheet(1).typed(60, 100, 12, full80[:74]+"iGate-").typed(60, 115, 12, "VNPT va").typed(60, 145, 12, full80[:74]+"inter-").typed(60, 160, 12, "national")},
			[]string{"p " + full80[:74] + "iGate-VNPT va", "p " + full80[:74] + "international"}},
		{"blanks that the file lacks", []*sheet{newSheet(1).typed(60, 100, 12, "ho").typed(75, 100, 12, "so")}, []string{"p ho so"}},
		{"letterspaced", []*sheet{newSheet(1).typed(60, 100, 12, "B").typed(69, 100, 12, "A").typed(78, 100, 12, "O").typed(87, 100, 12, "C").typed(96, 100, 12, "A").typed(105, 100, 12, "O")}, []string{"p BAOCAO"}},
		{"drawn twice", []*sheet{newSheet(1).typed(60, 100, 12, "Tong").typed(60.4, 100, 12, "Tong")}, []string{"p Tong"}},
		{"head of a letter", []*sheet{newSheet(1).typed(60, 100, 12, "UBND HUYEN").typed(350, 100, 12, "CONG HOA XA HOI").typed(60, 115, 12, "VAN PHONG").typed(350, 115, 12, "Doc lap").typed(60, 150, 12, full80)},
			[]string{"p UBND HUYEN", "p VAN PHONG", "p CONG HOA XA HOI", "p Doc lap", "p " + full80}},
		{"over pages", []*sheet{newSheet(1).typed(60, 100, 12, "mot").typed(60, 760, 12, full80), newSheet(2).typed(300, 40, 12, "2").typed(60, 100, 12, "va het")},
			[]string{"p mot", "p " + full80 + " va het"}},
		{"page numbers and headers", []*sheet{
			newSheet(1).typed(60, 30, 10, "Bao cao nam 2023").typed(60, 100, 12, "mot").typed(300, 780, 12, "Trang 1/4"),
			newSheet(2).typed(60, 30, 10, "Bao cao nam 2023").typed(60, 100, 12, "hai").typed(300, 780, 12, "Trang 2/4"),
			newSheet(3).typed(60, 30, 10, "Bao cao nam 2023").typed(60, 100, 12, "ba").typed(300, 780, 12, "Trang 3/4"),
			newSheet(4).typed(60, 30, 10, "Bao cao nam 2023").typed(60, 100, 12, "bon").typed(300, 780, 12, "Trang 4/4")},
			[]string{"p mot", "p hai", "p ba", "p bon"}},
		{"heading in large type", []*sheet{newSheet(1).typed(60, 100, 16, "*Phu luc*").typed(60, 130, 12, full80).typed(60, 170, 14, "*Bang 1*").typed(60, 200, 12, full80)},
			[]string{"h* Phu luc", "p " + full80, "h* Bang 1", "p " + full80}},
		{"marks in the margin", []*sheet{newSheet(1).typed(60, 100, 12, full80).typed(60, 115, 12, "het").typed(570, 200, 12, "a").typed(570, 300, 12, "b").typed(570, 400, 12, "c")},
			[]string{"p " + full80 + " het", "p a", "p b", "p c"}},
		{"footnote of a page", []*sheet{{func() page {
			s := newSheet(1).typed(60, 100, 12, full80).typed(60, 700, 10, "1 Ty le = a/b").typed(60, 712, 10, "cua ky")
			s.rules = []rule{{false, 690, 60, 200}}
			return s.page
		}()}, newSheet(2).typed(60, 100, 12, "va het")}, []string{"p " + full80 + " va het", "fn[1] 1 Ty le = a/b cua ky ref:1"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, _ := laid(t, tc.pages...)
			if diff := cmp.Diff(tc.want, outline(c.Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRuledTables(t *testing.T) {
	head := func(s *sheet, y float64) *sheet {
		return s.typed(52, y+12, 10, "STT").typed(92, y+12, 10, "Don vi").typed(202, y+12, 10, "So ho")
	}
	xs := []float64{50, 90, 200, 300}
	first := head(newSheet(1), 700).ruled(xs, []float64{700, 720, 740, 760}).
		typed(52, 732, 10, "1").typed(92, 732, 10, "Xa Mot").typed(202, 732, 10, "1.024").
		typed(52, 752, 10, "2").typed(92, 752, 10, "Xa Hai Thuong Son xxxx").typed(202, 752, 10, "5")
	second := head(newSheet(2), 40).ruled(xs, []float64{40, 60, 80, 100}).
		typed(92, 72, 10, "Dai Lang").
		typed(52, 92, 10, "3").typed(92, 92, 10, "Xa Ba").typed(202, 92, 10, "7")
	c, _ := laid(t, first, second)
	if diff := cmp.Diff([]string{"STT|Don vi|So ho|", "1|Xa Mot|1.024|", "2|Xa Hai Thuong Son xxxx Dai Lang|5|", "3|Xa Ba|7|"}, gridOf(c.Sheets[0])); diff != "" || len(c.Sheets) != 1 {
		t.Error(diff)
	}

	// The foot of a row that another page begins with is no row.
	third := newSheet(2).ruled(xs, []float64{40, 46, 66}).typed(52, 58, 10, "3").typed(92, 58, 10, "Xa Ba").typed(202, 58, 10, "7")
	first = head(newSheet(1), 700).ruled(xs, []float64{700, 720, 740}).typed(52, 732, 10, "1").typed(92, 732, 10, "Xa Mot").typed(202, 732, 10, "1.024")
	c, _ = laid(t, first, third)
	if diff := cmp.Diff([]string{"STT|Don vi|So ho|", "1|Xa Mot|1.024|", "3|Xa Ba|7|"}, gridOf(c.Sheets[0])); diff != "" || len(c.Sheets) != 1 {
		t.Error(diff)
	}

	s := newSheet(1).typed(52, 112, 10, "Don vi").typed(152, 112, 10, "Trong do").typed(152, 132, 10, "a").typed(202, 132, 10, "b^1^").
		typed(52, 152, 10, "Xa").typed(52, 162, 10, "Mot").typed(152, 152, 10, "11.2").typed(152, 162, 10, "32").typed(202, 152, 10, "2").
		typed(52, 182, 10, "Xa Hai").typed(152, 182, 10, "4").typed(202, 182, 10, "5")
	s.rules = []rule{
		{false, 100, 50, 250}, {false, 120, 150, 250}, {false, 140, 50, 250}, {false, 170, 50, 250}, {false, 190, 50, 250},
		{true, 50, 100, 190}, {true, 150, 100, 190}, {true, 200, 120, 190}, {true, 250, 100, 190},
	}
	c, _ = laid(t, s)
	if len(c.Sheets) != 1 {
		t.Fatalf("%d tables: %v", len(c.Sheets), outline(c.Document))
	}
	if diff := cmp.Diff([]string{"Don vi|Trong do|~|", "~|a|b¹|", "Xa/Mot|11.232|2|", "Xa Hai|4|5|"}, gridOf(c.Sheets[0])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]schema.Merge{{Top: 0, Left: 0, Bottom: 1, Right: 0}, {Top: 0, Left: 1, Bottom: 0, Right: 2}}, c.Sheets[0].Merges); diff != "" {
		t.Error(diff)
	}
	if b := c.Document.Blocks[0]; b.Kind != schema.TableBlock || b.Page != 1 {
		t.Errorf("%+v", b)
	}
}

func TestLooseTables(t *testing.T) {
	s := newSheet(1).typed(60, 100, 10, "*Phu luc*")
	for i, row := range [][]string{{"TT", "Don vi", "So ho", "Ty le"}, {"1", "Xa Mot", "1.024", "50,5"}, {"2", "Xa Hai", "96", "7,1"}, {"", "(cu)", "", ""}, {"3", "Xa Ba", "11", "100"}} {
		for j, text := range row {
			s.typed([]float64{60, 90, 160, 220}[j], 130+float64(i)*14, 10, text)
		}
	}
	c, _ := laid(t, s)
	if len(c.Sheets) != 1 || !c.Sheets[0].Loose {
		t.Fatalf("%d tables: %v", len(c.Sheets), outline(c.Document))
	}
	if diff := cmp.Diff([]string{"TT|Don vi|So ho|Ty le|", "1|Xa Mot|1.024|50,5|", "2|Xa Hai (cu)|96|7,1|", "3|Xa Ba|11|100|"}, gridOf(c.Sheets[0])); diff != "" {
		t.Error(diff)
	}
	if c, _ := laid(t, newSheet(1).typed(60, 100, 12, full80).typed(60, 115, 12, full80).typed(60, 130, 12, full80)); len(c.Sheets) != 0 {
		t.Errorf("prose read as a table: %v", gridOf(c.Sheets[0]))
	}
}

// TestCutWords: a word that its line cut is whole again where the document has it
// elsewhere, or where neither piece is a word of it.
func TestCutWords(t *testing.T) {
	known := words{"september": true, "total": true, "visits": true, "europe": true}
	for _, tc := range []struct {
		left, right string
		joined      bool
	}{
		{"Septem", "ber", true}, {"Europ", "e", true}, {"Expendit", "ure", true},
		{"Total", "visits", false}, {"Overseas", "visits", false}, {"North", "America", false}, {"trong", "nước", false}, {"Q1", "b", false},
	} {
		if got := known.cut(tc.left, tc.right); got != tc.joined {
			t.Errorf("%s|%s joined: %v", tc.left, tc.right, got)
		}
	}
}

func TestBrokenWords(t *testing.T) {
	for _, tc := range []struct {
		left, right string
		joined      bool
	}{
		{"Tổn", "g", true}, {"phườ", "ng", true}, {"quố", "c", true}, {"tuy", "ến", true}, {"HUY", "ỆN", true}, {"UBN", "D", true},
		{"xã", "ấp", false}, {"Hồ", "sơ", false}, {"DVC", "QG", false}, {"CSD", "về", false}, {"thực", "hiện", false}, {"Tổng", "số", false},
		{"11.2", "32", true}, {"tuyến", ")", true}, {"TPHS", "(%)", false},
	} {
		if got := broken(tc.left, tc.right); got != tc.joined {
			t.Errorf("%s|%s joined: %v", tc.left, tc.right, got)
		}
	}
	for _, tc := range []struct {
		left, right string
		joined      bool
	}{
		{"11.2", "32", true}, {"82,", "8", true}, {"1.08", "7", true}, {"13.", "765", true},
		{"1.087", "16", false}, {"491", "16", false}, {"93,3", "3", false}, {"Xã", "32", false},
	} {
		if got := cutFigure(tc.left, tc.right); got != tc.joined {
			t.Errorf("%s|%s joined: %v", tc.left, tc.right, got)
		}
	}
}

func TestPageNumbers(t *testing.T) {
	for s, want := range map[string]int{"3": 3, "- 12 -": 12, "Trang 4": 4, "Page 5/7": 5, "– 6 –": 6, "2023a": 0, "": 0, "Số 5": 0} {
		if n, ok := pageNumber(s); ok != (want > 0) || ok && n != want {
			t.Errorf("%q read as %d, %v", s, n, ok)
		}
	}
}

type failer interface{ Errorf(string, ...any) }

// check holds what is true of every content.
func check(t failer, c input.Content) {
	for _, b := range c.Document.Blocks {
		if !utf8.ValidString(b.Text) || b.Body < 0 || b.Body > len(b.Text) || b.Page < 1 || len(b.Source) > 0 {
			t.Errorf("block %+v", b)
		}
		for _, s := range b.Refs {
			if s.Start < 0 || s.End > len(b.Text) || s.Start >= s.End {
				t.Errorf("mark %v outside %q", s, b.Text)
			}
		}
	}
	for _, s := range c.Sheets {
		seen := map[[2]int]bool{}
		for _, m := range s.Merges {
			for i := m.Top; i <= m.Bottom; i++ {
				for j := m.Left; j <= m.Right; j++ {
					if i >= len(s.Cells) || j >= len(s.Cells[i]) || seen[[2]int{i, j}] {
						t.Errorf("merge %+v in %v", m, gridOf(s))
						return
					}
					seen[[2]int{i, j}] = true
				}
			}
		}
	}
}

// No character of a page is lost or told twice, wherever it stands and whatever is
// drawn around it.
func TestEveryCharacterIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSheet(1)
		var want [128]int
		y := 50.0
		for i := range rapid.IntRange(1, 30).Draw(t, "words") {
			if i%5 == 0 {
				y += rapid.SampledFrom([]float64{13, 20, 40}).Draw(t, "line")
			}
			word := rapid.StringMatching(`[a-z]{1,6}|[0-9.]{1,5}`).Draw(t, "word")
			s.typed(50+float64(i%5)*110, y, 10, word)
			for _, r := range word {
				want[r]++
			}
		}
		if rapid.Bool().Draw(t, "ruled") {
			s.ruled([]float64{45, 155, 265, 600}, []float64{30, 90, 140})
		}
		s.rules = join(s.rules)
		c, dropped, _, err := layout([]*page{&s.page}, input.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
		if dropped > 0 {
			return
		}
		var got [128]int
		count := func(text string) {
			for _, r := range text {
				if r > ' ' && r < 128 {
					got[r]++
				}
			}
		}
		for _, b := range c.Document.Blocks {
			count(b.Text)
		}
		for _, sh := range c.Sheets {
			for _, row := range sh.Cells {
				for _, cell := range row {
					count(cell.Raw)
				}
			}
		}
		if got != want {
			t.Errorf("%v became %v", describe(want), describe(got))
		}
	})
}

func describe(n [128]int) string {
	s := ""
	for r, k := range n {
		if k > 0 {
			s += fmt.Sprintf("%c%d ", r, k)
		}
	}
	return s
}

// FuzzLayout sets characters and rules that the bytes say: two for the place, one for
// the character, one for its size and its kind.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("aA1\x10bB2\x10cC3\x10dD4\x90eE5\x91fF6\x92"))
	f.Add([]byte("\x10\x10-\x0a\x20\x10x\x0a\x10\x20y\x0a\x20\x20z\x4a\x00\x00\x00\x80\x00\x40\x00\x81\x40\x00\x00\xc0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			return
		}
		var pages []*page
		p := &newSheet(1).page
		for ; len(data) >= 4; data = data[4:] {
			x, y, r, kind := float64(data[0])*2.3, float64(data[1])*3.1, rune(data[2]), data[3]
			switch {
			case kind == 0xff:
				pages = append(pages, p)
				p = &newSheet(len(pages) + 1).page
			case kind >= 0xc0:
				p.rules = append(p.rules, rule{true, x, y, y + float64(kind&0x3f)*8})
			case kind >= 0x80:
				p.rules = append(p.rules, rule{false, y, x, x + float64(kind&0x3f)*8})
			default:
				if r = readable(r); r == 0 {
					continue
				}
				size := float64(kind&0x1f) + 0.5
				p.chars = append(p.chars, char{r: r, box: rect{x, y - size, x + size/2, y}, base: y, size: size, bold: kind&0x20 > 0, turn: int(kind>>6) & 1})
			}
		}
		pages = append(pages, p)
		for _, p := range pages {
			p.rules = join(p.rules)
		}
		c, _, _, err := layout(pages, input.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
	})
}
