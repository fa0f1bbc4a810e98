package html

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

func read(tb testing.TB, page string) input.Content {
	tb.Helper()
	c, err := Read(input.File{Name: "a.html", Data: []byte(page)}, input.DefaultLimits())
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

var kinds = [...]string{"p", "h", "li", "fn", "table"}

// outline writes the blocks of a document as tests compare them.
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
		s += " " + b.Text[:b.Body] + "¦" + b.Text[b.Body:]
		for _, r := range b.Refs {
			s += " ref:" + b.Text[r.Start:r.End]
		}
		out = append(out, s)
	}
	return out
}

// A page that a spreadsheet saved keeps the number behind each text, and names its
// sheets in headings of its own.
func TestSavedWorkbook(t *testing.T) {
	c := read(t, `<center><h1>Overview</h1><a href="#table0">A</a><br><a href="#table1">B</a></center>
<a name="table0"><h1>Sheet 1: <em>A</em></h1></a><table><tr><td colspan=2>Phụ lục 1</td></tr>
<tr><td>x</td><td sdval="781425.3" sdnum="1033;0;#,##0.0">781,425.3</td></tr>
<tr><td>y</td><td sdval="0.5" sdnum="1033;0;0.00%">50.00%</td></tr>
<tr><td>z</td><td sdval="1234.56789" sdnum="1033;">1234.56789</td></tr>
<tr><td>d</td><td sdval="45000" sdnum="1033;1033;D/M/YYYY">15/3/2023</td></tr></table>
<a name="table1"><h1>Sheet 2: <em>B</em></h1></a><table><tr><td>x</td><td x:num="1000">1.000</td></tr><tr><td>y</td><td>1.000</td></tr></table>`)
	if got := outline(c.Document); len(got) != 2 {
		t.Error(got)
	}
	var got []string
	for _, s := range c.Sheets {
		for _, row := range s.Cells {
			if len(row) > 1 {
				got = append(got, fmt.Sprintf("%d %s %s", row[1].Kind, row[1].Raw, row[1].Number.Value))
			}
		}
	}
	num := func(s string) string { return fmt.Sprintf("%d %s", schema.Numeric, s) }
	text := func(s string) string { return fmt.Sprintf("%d %s 0", schema.Text, s) }
	want := []string{fmt.Sprintf("%d  0", schema.Empty), num("781.425,3 781425.3"), num("50,00% 50"), num("1234,56789 1234.56789"), text("15/3/2023"), num("1.000 1000"), text("1.000")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestBlocks(t *testing.T) {
	for _, tc := range []struct {
		name, page string
		want       []string
	}{
		{"paragraphs", "<p>a<p>b</p>c<div>d</div>e", []string{"p ¦a", "p ¦b", "p ¦c", "p ¦d", "p ¦e"}},
		{"white space", "<p>\n  a \n<b> b</b>\t<i>c </i> d</p>", []string{"p ¦a b c d"}},
		{"line breaks", "<p>a <br/>\n b<br>c</p>", []string{"p ¦a\nb\nc"}},
		{"preformatted", "<pre>a\n  b</pre>", []string{"p ¦a\n  b"}},
		{"references", "<p>1&nbsp;232 &lt;50% &amp; &eacute;&#7891;&#x1ED3; &amp;lt; AT&T &ampx</p>", []string{"p ¦1\u00a0232 <50% & éồồ &lt; AT&T &x"}},
		{"soft hyphens", "<p>hồ&shy; s\u00adơ\u200b</p>", []string{"p ¦hồ sơ"}},
		{"decomposed letters", "<p>Hoa\u0300i Ha<b>\u0309i</b></p>", []string{"p ¦Hoài Hải"}},
		{"left out", "<head><title>t</title><style>p{}</style></head><script>1 < 2</script><p>a<!-- b --></p><template>c</template>", []string{"p ¦a"}},
		{"hidden", `<p>a<span style="display:none">b</span><span hidden>c</span><span style="mso-hide:all">d</span></p>`, []string{"p ¦a"}},
		{"hidden by the style sheet", `<style>/* x{} */ .h, p.g { display: none } @media print { p { display: none } }</style><p>a<i class="x h">b</i></p><p class=g>c</p>`, []string{"p ¦a"}},
		{"tracked changes", "<p>đạt <del>50</del><ins>60</ins>%</p>", []string{"p ¦đạt 60%"}},
		{"headings", "<h1>Một</h1><h3>Hai</h3>", []string{"h1* ¦Một", "h3* ¦Hai"}},
		{"bold", `<p><b>1. Tỷ lệ:</b> đạt</p><p><span style="font-weight: 700">a</span></p><p><b>a</b> b</p><p><b style="font-weight:normal">c</b></p>`,
			[]string{"p*[1.] 1. ¦Tỷ lệ: đạt", "p* ¦a", "p ¦a b", "p ¦c"}},
		{"bold left open", "<p><b>a<p>b</b><p>c", []string{"p* ¦a", "p* ¦b", "p ¦c"}},
		{"bold around paragraphs", "<b><p>a</p><p>b</b>c</p>", []string{"p* ¦a", "p ¦bc"}},
		{"raised mark", "<p>Hồ sơ<sup>12</sup> 50 m<sup>2</sup></p>", []string{"p ¦Hồ sơ12 50 m2 ref:12"}},
		{"raised by style", `<p>Hồ sơ<span style="vertical-align:super">1</span></p>`, []string{"p ¦Hồ sơ1 ref:1"}},
		{"footnote typed by hand", "<p><sup>1</sup> Tỷ lệ = a/b</p>", []string{"fn[1] 1 ¦Tỷ lệ = a/b ref:1"}},
		{"literal markers", "<p>- Cấp xã:</p><p>1.1. Hai</p><p>- a;<br>- b</p>", []string{"li0[-] - ¦Cấp xã:", "p[1.1.] 1.1. ¦Hai", "li0[-] - ¦a;\n- b"}},
		{"lists", `<ol><li>a<li>b<ul><li>c</ul><li value=7>d<li>e</ol><ol type=a start=3><li><p>f</p><p>g</p></ol><ul><li>h</ul>`,
			[]string{"li0[1.] ¦a", "li0[2.] ¦b", "li1[•] ¦c", "li0[7.] ¦d", "li0[8.] ¦e", "li0[c.] ¦f", "p ¦g", "li0[•] ¦h"}},
		{"lists by style", `<ol style="list-style-type: upper-roman"><li>a</ol><ol style="list-style:none"><li>b</ol><ol reversed start=2><li>c<li>d</ol>`,
			[]string{"li0[I.] ¦a", "li0 ¦b", "li0[2.] ¦c", "li0[1.] ¦d"}},
		{"numbered heading", "<ol><li><h2>a</h2></ol>", []string{"h2*[1.] ¦a"}},
		{"marker that Word writes", `<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>b)<span>&nbsp;&nbsp;</span></span>Một</p><p><span style='mso-list:Ignore'>·</span>Hai</p>`,
			[]string{"li1[b)] ¦Một", "li0[•] ¦Hai"}},
		{"footnotes of LibreOffice", `<p>Hồ sơ<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup> 5</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym">1</a>Tỷ lệ</p></div><p>sau</p>`,
			[]string{"p ¦Hồ sơ 5", "fn[1] ¦Tỷ lệ", "p ¦sau"}},
		{"footnotes of Word", `<p>Hồ sơ<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p><div style='mso-element:footnote' id=ftn1><p><a name="_ftn1">[1]</a> Tỷ lệ</p></div>`,
			[]string{"p ¦Hồ sơ", "fn[1] ¦Tỷ lệ"}},
		{"footnotes of Pandoc", `<p>Hồ sơ<a href="#fn1" id="fnref1"><sup>1</sup></a></p><section><ol><li id="fn1"><p>Tỷ lệ<a href="#fnref1" class="footnote-back">↩</a></p></li></ol></section>`,
			[]string{"p ¦Hồ sơ", "fn[1] ¦Tỷ lệ"}},
		{"layout table", "<table><tr><td>ỦY BAN<td>CỘNG HÒA<tr><td>Số: 5/UBND<td>ngày 6</table>", []string{"p ¦ỦY BAN", "p ¦CỘNG HÒA", "p ¦Số: 5/UBND", "p ¦ngày 6"}},
		{"text after the end", "<html><body><p>a</p></body></html>b", []string{"p ¦a", "p ¦b"}},
		{"ends of nothing", "</p></b></table></li>a</div>", []string{"p ¦a"}},
		{"empty element of XHTML", `<?xml version="1.0"?><html><p>a<b/>b</p></html>`, []string{"p ¦ab"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, outline(read(t, tc.page).Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// grid writes a table as tests compare it; "~" is a covered cell.
func grid(s *schema.Sheet) []string {
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

func TestTables(t *testing.T) {
	for _, tc := range []struct {
		name, page string
		want       []string
		merges     []schema.Merge
	}{
		{"spans", `<tr><td rowspan=2>Đơn vị<td colspan=2>Trong đó<td rowspan=2>Tổng<sup>1</sup><tr><td>a<td>b<tr><td>Xã<br>Một<td>1.024<td>2<td>3`,
			[]string{"Đơn vị|Trong đó|~|Tổng¹|", "~|a|b|~|", "Xã/Một|1.024|2|3|"},
			[]schema.Merge{{Top: 0, Left: 0, Bottom: 1, Right: 0}, {Top: 0, Left: 1, Bottom: 0, Right: 2}, {Top: 0, Left: 3, Bottom: 1, Right: 3}}},
		{"groups", `<tfoot><tr><td>Tổng<td>3<td>4</tfoot><thead><tr><th>x<th>y<th rowspan=9>z</thead><tbody><tr><td>a<td>1<td>2</tbody>`,
			[]string{"x|y|z|", "a|1|2|", "Tổng|3|4|"}, nil},
		{"rows that hold more below", `<tr><td rowspan=0>a<td>1<td>2<tr><td>3<td>4<tr><td>5<td>6`,
			[]string{"a|1|2|", "~|3|4|", "~|5|6|"}, []schema.Merge{{Top: 0, Left: 0, Bottom: 2, Right: 0}}},
		{"a wide cell beside one from above", `<tr><td>a<td rowspan=2>b<td>3<tr><td colspan=3>c<td>4`,
			[]string{"a|b|3|", "c|~|4|"}, []schema.Merge{{Top: 0, Left: 1, Bottom: 1, Right: 1}}},
		{"hidden row and cell", `<tr><td>a<td>1<td>2<tr style="display:none"><td>b<td>3<td>4<tr><td>c<td hidden>5<td>6<td>7`,
			[]string{"a|1|2|", "c|6|7|"}, nil},
		{"cells without a row", `<td>a<td>1<td>2<tr><td>b<td>3<td>4`, []string{"a|1|2|", "b|3|4|"}, nil},
		{"automatic running numbers", `<tr><td><ol><li></ol><td>a<td>5<tr><td><ol start=2><li><p></p></ol><td>b<td>6`, []string{"1|a|5|", "2|b|6|"}, nil},
		{"paragraphs and lists in a cell", `<tr><td><p>a</p><p>b</p><td><ol><li>c</ol><td>1`, []string{"a/b|1. c|1|"}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := read(t, "<p>Phụ lục</p><table border=1>"+tc.page+"</table><p>sau</p>")
			if len(c.Sheets) != 1 || len(c.Document.Blocks) != 3 {
				t.Fatalf("%d tables in %v", len(c.Sheets), outline(c.Document))
			}
			if diff := cmp.Diff(tc.want, grid(c.Sheets[0])); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.merges, c.Sheets[0].Merges); diff != "" {
				t.Error(diff)
			}
			if l := c.Sheets[0].Caption; len(l) != 1 || l[0].Text != "Phụ lục" {
				t.Errorf("caption %v", l)
			}
		})
	}
	c := read(t, "<table><tr><td>a<td>1<td><table><tr><td>x<td>y<td>3</table>4</table>")
	if len(c.Sheets) != 2 || c.Sheets[0].Cells[0][2].Raw != "4" || c.Sheets[1].Cells[0][2].Raw != "3" {
		t.Errorf("nested table: %v", outline(c.Document))
	}
}

// Every character is told at its place in the source.
func TestPlaces(t *testing.T) {
	page := "<html>\r\n<p>Hồ&nbsp;sơ\n  <b>ABC</b>&#7891;x</p>\n<table><tr><td>1\n<td> 22<td>\n</table>"
	c := read(t, page)
	b := c.Document.Blocks[0]
	for word, want := range map[string][2]int{"H": {2, 4}, "s": {2, 12}, "A": {3, 6}, "C": {3, 8}, "x": {3, 20}} {
		line, column := b.Position(strings.Index(b.Text, word))
		if line != want[0] || column != want[1] {
			t.Errorf("%s of %q at %d:%d, want %v", word, b.Text, line, column, want)
		}
	}
	if !c.Document.Lines {
		t.Error("a page has lines")
	}
	c = read(t, "<table><tr><td>1\n<td> 22<td>\n<td>4</table>")
	for i, want := range [][2]int32{{1, 16}, {2, 6}, {2, 8}, {3, 5}} {
		if cell := c.Sheets[0].Cells[0][i]; cell.Line != want[0] || cell.Column != want[1] {
			t.Errorf("cell %d at %d:%d, want %v", i, cell.Line, cell.Column, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<p>Hồ sơ")
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1252.NewEncoder().String("<meta charset=windows-1252><p>café")
	if err != nil {
		t.Fatal(err)
	}
	vietnamese, err := charmap.Windows1258.NewEncoder().String("<meta charset=windows-1258><p>đô\u0300 a\u0309nh")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ page, want string }{
		{"<p>Hồ sơ", "Hồ sơ"}, {"\ufeff<p>Hồ sơ", "Hồ sơ"}, {utf16, "Hồ sơ"}, {latin, "café"}, {vietnamese, "đồ ảnh"},
		{"<meta charset=iso-8859-1><p>Hồ sơ", "Hồ sơ"}, // said wrongly
	} {
		if got := read(t, tc.page).Document.Blocks[0].Text; got != tc.want {
			t.Errorf("%q read as %q", tc.page, got)
		}
	}
	c := read(t, "<meta charset=utf-8><p>H\xff sơ Hồ sơ tiếp nhận trong kỳ")
	if len(c.Notes) != 1 || c.Notes[0].Key != "read.bad-characters" {
		t.Errorf("notes %v", c.Notes)
	}
	if _, err := Read(input.File{Data: []byte("<p>a\x00b")}, input.DefaultLimits()); err == nil || input.As(err).Message.Key != "read.binary" {
		t.Errorf("zero bytes: %v", err)
	}
}

func TestLimits(t *testing.T) {
	lim := input.DefaultLimits()
	lim.Cells, lim.Blocks, lim.Text, lim.Cols = 1000, 100, 5000, 50
	for page, key := range map[string]string{
		strings.Repeat("<p>a", 101):                                             "read.too-many-blocks",
		"<table>" + strings.Repeat("<tr><td>a<td>b<td>c", 400):                  "read.too-many-cells",
		"<table><tr><td rowspan=65534 colspan=49>" + strings.Repeat("<tr>", 99): "read.too-many-cells",
		strings.Repeat("a", 5001):                                               "read.too-much-text",
	} {
		_, err := Read(input.File{Data: []byte(page)}, lim)
		if err == nil || input.As(err).Message.Key != key || !input.As(err).Unreadable {
			t.Errorf("%.40q: %v", page, err)
		}
	}
	if c := read(t, strings.Repeat("<div>", 5000)+"<table><tr><td>a"+strings.Repeat("</div>", 5000)+"b"); len(c.Document.Blocks) == 0 {
		t.Error("text in deep elements is lost")
	}
}

// Hostile pages take time in proportion to their length.
func TestNoBlowUp(t *testing.T) {
	for _, piece := range []string{"<b>", "<p><b>", "<table><tr><td>", "<ol><li>", "&", "&#", "<a b=c ", "<!--", "<td colspan=1000 rowspan=65534>", "<tr>", "<style>a{b:c}", "</b>", "<div></p>", "\u0301", "<sup>1", "<svg>", "<br>"} {
		page := strings.Repeat(piece, 600_000/len(piece))
		start := time.Now()
		_, err := Read(input.File{Data: []byte("<table>" + page)}, input.DefaultLimits())
		// Far above what a busy machine needs for work that grows with the page, far
		// below what work that grows with its square takes.
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%q repeated takes %v (%v)", piece, took, err)
		}
	}
}

// A table of the page has the cells that were written, wherever spans and missing end
// tags push them.
func TestSpansCoverTheGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("<table>")
		for range rapid.IntRange(1, 6).Draw(t, "rows") {
			b.WriteString("<tr>")
			for range rapid.IntRange(0, 5).Draw(t, "cells") {
				fmt.Fprintf(&b, "<td colspan=%d rowspan=%d>x", rapid.IntRange(1, 4).Draw(t, "w"), rapid.IntRange(0, 4).Draw(t, "h"))
			}
		}
		c, err := Read(input.File{Data: []byte(b.String() + "<tr><td>1<td>2<td>3</table>")}, input.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		check(t, c)
	})
}

type failer interface{ Errorf(string, ...any) }

// check holds what is true of every content.
func check(t failer, c input.Content) {
	for _, b := range c.Document.Blocks {
		if !utf8.ValidString(b.Text) || b.Body < 0 || b.Body > len(b.Text) || strings.Contains(b.Text, "\r") {
			t.Errorf("block %+v", b)
		}
		for _, s := range b.Refs {
			if s.Start < 0 || s.End > len(b.Text) || s.Start >= s.End {
				t.Errorf("mark %v outside %q", s, b.Text)
			}
		}
		for i, a := range b.Source {
			if a.Line < 1 || a.Column < 1 || i > 0 && a.Offset <= b.Source[i-1].Offset {
				t.Errorf("anchors %v of %q", b.Source, b.Text)
			}
		}
	}
	for _, s := range c.Sheets {
		covered := map[[2]int]bool{}
		for _, m := range s.Merges {
			if m.Top < 0 || m.Bottom >= len(s.Cells) || m.Top > m.Bottom || m.Left > m.Right {
				t.Errorf("merge %+v outside the table", m)
				continue
			}
			for i := m.Top; i <= m.Bottom; i++ {
				for j := m.Left; j <= m.Right; j++ {
					if covered[[2]int{i, j}] || j >= len(s.Cells[i]) || s.Cells[i][j].Covered == (i == m.Top && j == m.Left) {
						t.Errorf("merge %+v and cell %d,%d", m, i, j)
					}
					covered[[2]int{i, j}] = true
				}
			}
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add("<p>a<b>b</p><table><tr><td rowspan=2>1<td colspan=3>2<tr><td>3</table>")
	f.Add("<ol><li value=3>a<ul><li>b</ol><sup>1</sup>&nbsp;&ampx")
	f.Add("<style>.h{display:none}</style><p class=h>a<del>b</del><a name=_ftn1>c<div id=ftn1>")
	f.Add("<?xml?><html><td/><table/><pre>\r\n a\t</pre><p style='mso-list:Ignore level3'>x")
	lim := input.DefaultLimits()
	lim.Cells, lim.Cols, lim.Blocks, lim.Text = 5000, 200, 2000, 1<<16
	f.Fuzz(func(t *testing.T, page string) {
		c, err := Read(input.File{Data: []byte(page)}, lim)
		if err == nil {
			check(t, c)
		}
	})
}
