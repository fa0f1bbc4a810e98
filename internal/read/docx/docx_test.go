package docx

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxmltest"
	"doisoat/schema"
)

func read(tb testing.TB, body string, others map[string]string) input.Content {
	tb.Helper()
	c, err := Read(input.File{Name: "a.docx", Data: ooxmltest.Zip(ooxmltest.Document(body, others))}, input.DefaultLimits())
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
			s += fmt.Sprintf(" ref:%s", b.Text[r.Start:r.End])
		}
		out = append(out, strings.TrimPrefix(s, ""))
	}
	return out
}

func p(inner string) string { return "<w:p>" + inner + "</w:p>" }

func r(text string, props ...string) string {
	pr := ""
	for _, x := range props {
		pr += "<w:" + x + "/>"
	}
	return `<w:r><w:rPr>` + pr + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func TestParagraphs(t *testing.T) {
	for _, tc := range []struct {
		name, body string
		want       []string
	}{
		{"runs and breaks", p(r("a") + `<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:cr/><w:t>e</w:t></w:r>`), []string{"p ¦a\tb\nc-d\ne"}},
		{"soft hyphen in text", p(r("hồ\u00ad sơ")), []string{"p ¦hồ sơ"}},
		{"empty ones are left out", p("") + p(r(" ")) + p(r("x")), []string{"p ¦x"}},
		{"bold", p(r("Tỷ lệ", "b")), []string{"p* ¦Tỷ lệ"}},
		{"bold up to the colon", p(r("1. Tỷ lệ:", "b") + r(" đạt 50%")), []string{"p*[1.] 1. ¦Tỷ lệ: đạt 50%"}},
		{"bold in part", p(r("Tỷ", "b") + r(" lệ: đạt")), []string{"p ¦Tỷ lệ: đạt"}},
		{"bold switched off", p(r("Tỷ", `b w:val="0"`)), []string{"p ¦Tỷ"}},
		{"literal markers", p(r("- Cấp xã:")) + p(r("a) Một")) + p(r("1.1. Hai")) + p(r("5 đơn vị")) + p(r("1.232 hồ sơ")) + p(r("II. Ba")),
			[]string{"li0[-] - ¦Cấp xã:", "li0[a)] a) ¦Một", "p[1.1.] 1.1. ¦Hai", "p ¦5 đơn vị", "p ¦1.232 hồ sơ", "p[II.] II. ¦Ba"}},
		{"raised mark", p(r("Hồ sơ") + r("1", `vertAlign w:val="superscript"`) + r(" (50%)")), []string{"p ¦Hồ sơ1 (50%) ref:1"}},
		{"raised by position", p(r("Hồ sơ") + r("12", `position w:val="8"`)), []string{"p ¦Hồ sơ12 ref:12"}},
		{"lowered", p(r("CO") + r("2", `position w:val="-6"`)), []string{"p ¦CO2"}},
		{"square metres", p(r("50 m") + r("2", `vertAlign w:val="superscript"`)), []string{"p ¦50 m2"}},
		{"a footnote typed by hand", p(r("1", `vertAlign w:val="superscript"`) + r(" Tỷ lệ = a/b")), []string{"fn[1] 1 ¦Tỷ lệ = a/b ref:1"}},
		{"tracked changes", p(r("đạt ") + `<w:del><w:r><w:delText>50</w:delText></w:r></w:del><w:ins>` + r("60") + `</w:ins>` + r("%")), []string{"p ¦đạt 60%"}},
		{"moved away", p(`<w:moveFrom>` + r("cũ") + `</w:moveFrom><w:moveTo>` + r("mới") + `</w:moveTo>`), []string{"p ¦mới"}},
		{"hidden text", p(r("thấy") + r("ẩn", "vanish")), []string{"p ¦thấy"}},
		{"complex field", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 9</w:instrText></w:r>` + r("bỏ") + `<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("12") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + r(" trang")), []string{"p ¦12 trang"}},
		{"simple field and link", p(`<w:fldSimple w:instr="DATE">` + r("30/6") + `</w:fldSimple><w:hyperlink>` + r("/2023") + `</w:hyperlink>`), []string{"p ¦30/6/2023"}},
		{"content control", `<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>` + p(r("trong")+`<w:sdt><w:sdtContent>`+r(" ô")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`, []string{"p ¦trong ô"}},
		{"text box once", p(r("neo")+`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+p(r("hộp"))+`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p(r("hộp"))+`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`) + p(r("sau")),
			[]string{"p ¦neo", "p ¦hộp", "p ¦sau"}},
		{"text box in the fallback only", p(`<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p(r("hộp")) + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`),
			[]string{"p ¦hộp"}},
		{"decomposed letters", p(r("Hoa\u0300i Ha\u0309i") + r("1", `vertAlign w:val="superscript"`)), []string{"p ¦Hoài Hải1 ref:1"}},
		{"a mark in the next run", p(r("Ho") + r("a") + r("\u0300i", "b")), []string{"p ¦Hoài"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := read(t, tc.body, nil)
			if diff := cmp.Diff(tc.want, outline(c.Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadingsAndLists(t *testing.T) {
	styles := `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Đề mục"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Mark"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`
	numbering := `<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`
	item := func(num, lvl int, text string) string {
		return p(fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>`, lvl, num) + r(text))
	}
	styled := func(style, text string) string {
		return p(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + r(text))
	}
	c := read(t, styled("H2", "Một")+styled("Mine", "Hai")+p(`<w:pPr><w:outlineLvl w:val="0"/></w:pPr>`+r("Ba"))+styled("Loop", "Vòng")+
		item(1, 0, "a")+item(1, 1, "b")+item(1, 1, "c")+item(1, 2, "d")+styled("L", "e")+item(1, 1, "f")+item(2, 0, "g")+item(3, 0, "h")+item(0, 0, "i")+item(9, 0, "j")+
		p(r("Hồ sơ")+`<w:r><w:rPr><w:rStyle w:val="Mark"/></w:rPr><w:t>3</w:t></w:r>`),
		map[string]string{"styles": styles, "numbering": numbering})
	want := []string{"h2* ¦Một", "h2* ¦Hai", "h1 ¦Ba", "p ¦Vòng",
		"li0[I.] ¦a", "li1[1)] ¦b", "li1[2)] ¦c", "li2[2.a] ¦d", "li0[II.] ¦e", "li1[1)] ¦f", "li0[•] ¦g", "li0[V.] ¦h", "p ¦i", "p ¦j", "p ¦Hồ sơ3 ref:3"}
	if diff := cmp.Diff(want, outline(c.Document)); diff != "" {
		t.Error(diff)
	}
}

func TestFootnotes(t *testing.T) {
	notes := `<w:footnote w:type="separator" w:id="-1">` + p(r("---")) + `</w:footnote>` +
		`<w:footnote w:id="2">` + p(`<w:r><w:footnoteRef/></w:r>`+r(" Tỷ lệ = a/b")) + `</w:footnote>` +
		`<w:footnote w:id="3">` + p(r("hai")) + `</w:footnote><w:footnote w:id="4">` + p(r("không ai gọi")) + `</w:footnote>`
	c := read(t, p(r("một")+`<w:r><w:footnoteReference w:id="3"/></w:r>`+r(" 12"))+p(r("ba")+`<w:r><w:footnoteReference w:id="2"/></w:r>`), map[string]string{"footnotes": notes})
	if diff := cmp.Diff([]string{"p ¦một 12", "p ¦ba", "fn[1] ¦hai", "fn[2] ¦Tỷ lệ = a/b"}, outline(c.Document)); diff != "" {
		t.Error(diff)
	}
}

func tc(inner string, props ...string) string {
	pr := ""
	for _, x := range props {
		pr += "<w:" + x + "/>"
	}
	return "<w:tc><w:tcPr>" + pr + "</w:tcPr>" + inner + "</w:tc>"
}

func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }

func TestTables(t *testing.T) {
	restart, cont := `vMerge w:val="restart"`, `vMerge`
	body := p(r("Một")) + p(r("")) + p(r("Phụ lục")+`<w:r><w:br/></w:r>`+r("Đơn vị: hồ sơ")) +
		`<w:tbl><w:tblPr/><w:tblGrid/>` +
		tr(tc(p(r("Đơn vị")), restart), tc(p(r("Trong đó")), `gridSpan w:val="2"`), tc(p(r("Tổng")+r("1", `vertAlign w:val="superscript"`)), restart)) +
		tr(tc(p(""), cont), tc(p(r("a"))), tc(p(r("b"))), tc(p(""), cont)) +
		tr(tc(p(r("Xã"))+p(r("Một"))), tc(p(r("1.024"))), `<w:sdt><w:sdtContent>`+tc(p(r("2")))+`</w:sdtContent></w:sdt>`, tc(`<w:tbl>`+tr(tc(p(r("x"))), tc(p(r("y"))), tc(p(r("3"))))+`</w:tbl>`+p(r("3")))) +
		`<w:tr><w:trPr><w:del/></w:trPr>` + tc(p(r("xóa"))) + `</w:tr>` +
		`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + tc(p(r("lùi")), `hMerge w:val="restart"`) + tc(p(""), `hMerge w:val="continue"`) + tc(p(r("9"))) + `</w:tr>` +
		`</w:tbl>` + p(r("sau"))
	c := read(t, body, nil)
	if diff := cmp.Diff([]string{"p ¦Một", "p ¦Phụ lục\nĐơn vị: hồ sơ", "table ¦", "table ¦", "p ¦sau"}, outline(c.Document)); diff != "" {
		t.Fatal(diff)
	}
	var got []string
	for _, row := range c.Sheets[0].Cells {
		s := ""
		for _, c := range row {
			if c.Covered {
				s += "~|"
			} else {
				s += strings.ReplaceAll(c.Raw, "\n", "/") + "|"
			}
		}
		got = append(got, s)
	}
	want := []string{"Đơn vị|Trong đó|~|Tổng¹|", "~|a|b|~|", "Xã/Một|1.024|2|3|", "|lùi|~|9|"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	merges := []schema.Merge{{Top: 0, Left: 0, Bottom: 1, Right: 0}, {Top: 0, Left: 1, Bottom: 0, Right: 2}, {Top: 0, Left: 3, Bottom: 1, Right: 3}, {Top: 3, Left: 1, Bottom: 3, Right: 2}}
	if diff := cmp.Diff(merges, c.Sheets[0].Merges); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{3, 4, 5, 6}, c.Sheets[0].Numbers); diff != "" {
		t.Error(diff)
	}
	if n := c.Document.Blocks[4].Number; n != 8 {
		t.Errorf("the paragraph below has number %d", n)
	}
	var caption []string
	for _, l := range c.Sheets[0].Caption {
		caption = append(caption, l.Text)
		if text := c.Document.Text(l.At.Span); text != l.Text {
			t.Errorf("caption %q stands at %q", l.Text, text)
		}
	}
	if diff := cmp.Diff([]string{"Một", "Phụ lục", "Đơn vị: hồ sơ"}, caption); diff != "" {
		t.Error(diff)
	}
	if len(c.Sheets[1].Caption) != 0 || c.Sheets[1].Cells[0][2].Raw != "3" {
		t.Errorf("nested table %+v", c.Sheets[1])
	}
}

// The head of an official letter is laid out by a table; its text is prose.
func TestLayoutTables(t *testing.T) {
	head := `<w:tbl>` + tr(tc(p(r("ỦY BAN NHÂN DÂN"))), tc(p(r("CỘNG HÒA")))) + tr(tc(p(r("Số:    /UBND"))), tc(p(r("ngày    tháng 7 năm 2023")))) + `</w:tbl>`
	c := read(t, head+p(r("x")), nil)
	if diff := cmp.Diff([]string{"p ¦ỦY BAN NHÂN DÂN", "p ¦CỘNG HÒA", "p ¦Số:    /UBND", "p ¦ngày    tháng 7 năm 2023", "p ¦x"}, outline(c.Document)); diff != "" {
		t.Error(diff)
	}
	figures := `<w:tbl>` + tr(tc(p(r("Xã"))), tc(p(r("Số hộ")))) + tr(tc(p(r("A"))), tc(p(r("12")))) + `</w:tbl>`
	if c := read(t, figures, nil); len(c.Sheets) != 1 {
		t.Errorf("a table of figures was read as text: %v", outline(c.Document))
	}
}

func TestNumberedRows(t *testing.T) {
	numbering := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	stt := tc(p(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>`))
	c := read(t, `<w:tbl>`+tr(stt, tc(p(r("A"))), tc(p(r("5"))))+tr(stt, tc(p(r("B"))), tc(p(r("6"))))+`</w:tbl>`, map[string]string{"numbering": numbering})
	if a, b := c.Sheets[0].Cells[0][0].Raw, c.Sheets[0].Cells[1][0].Raw; a != "1" || b != "2" {
		t.Errorf("running numbers %q %q", a, b)
	}
}

func TestBadDocuments(t *testing.T) {
	for _, tc := range []struct{ name, document, key, place string }{
		{"no body", `<w:document xmlns:w="x"/>`, "read.no-document", ""},
		{"wrong nesting", `<w:document><w:body><w:p></w:body></w:p></w:document>`, "read.broken", "word/document.xml"},
		{"cut short", `<w:document><w:body><w:p><w:r><w:t>a`, "read.broken", "word/document.xml"},
		{"too deep", `<w:document><w:body>` + strings.Repeat("<w:sdt>", 300), "read.too-deep", "word/document.xml"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			parts := ooxmltest.Document("", nil)
			parts["word/document.xml"] = tc.document
			_, err := Read(input.File{Data: ooxmltest.Zip(parts)}, input.DefaultLimits())
			if err == nil {
				t.Fatal("read without an error")
			}
			if e := input.As(err); e.Message.Key != tc.key || e.Place != tc.place || !e.Unreadable {
				t.Errorf("%s at %q: %v", e.Message.Key, e.Place, e)
			}
		})
	}
}

// Raised marks stay on their digits however the letters around them are composed.
func TestMarksSurviveComposition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"Hoa\u0300i", "Ha\u0309i ", "x", "ệ", "e\u0323\u0302", " "}), 1, 8).Draw(t, "words")
		at := rapid.IntRange(1, len(words)).Draw(t, "at")
		body := ""
		for i, w := range words {
			if i == at {
				body += r("7", `vertAlign w:val="superscript"`)
			}
			body += r(w, []string{"b", "i"}[i%2])
		}
		if at == len(words) {
			body += r("7", `vertAlign w:val="superscript"`)
		}
		c, err := Read(input.File{Data: ooxmltest.Zip(ooxmltest.Document(p(r("đ")+body), nil))}, input.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		b := c.Document.Blocks[0]
		if !norm.NFC.IsNormalString(b.Text) {
			t.Fatalf("%q is not composed", b.Text)
		}
		if len(b.Refs) != 1 || b.Text[b.Refs[0].Start:b.Refs[0].End] != "7" {
			t.Fatalf("%q: marks %v", b.Text, b.Refs)
		}
	})
}

func FuzzDocument(f *testing.F) {
	f.Add(p(r("1. a") + r("1", `vertAlign w:val="superscript"`)))
	f.Add(`<w:tbl>` + tr(tc(p(r("a")), `gridSpan w:val="3"`), tc(p(r("b")), `vMerge w:val="restart"`)) + tr(tc(p("")), tc(p(""), "vMerge")) + `</w:tbl>`)
	f.Add(p(`<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + p(r("x")) + `</w:txbxContent></mc:Choice></mc:AlternateContent></w:r>`))
	f.Add(p(`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:fldChar w:fldCharType="begin"/><w:t>e` + "\u0301" + `</w:t></w:r>`))
	lim := input.DefaultLimits()
	lim.Cells, lim.Cols, lim.Blocks = 5000, 200, 2000
	f.Fuzz(func(t *testing.T, body string) {
		w := &walker{lim: lim, styles: &styles{byID: map[string]style{}}, numbering: &numbering{byID: map[string]*instance{}}, content: input.Content{Document: &schema.Document{}}}
		if err := w.read("word/document.xml", `<w:document><w:body>`+body+`</w:body></w:document>`); err != nil {
			return
		}
		w.finish()
		for _, b := range w.content.Document.Blocks {
			if !utf8.ValidString(b.Text) || b.Body < 0 || b.Body > len(b.Text) {
				t.Errorf("block %+v", b)
			}
			for _, s := range b.Refs {
				if s.Start < 0 || s.End > len(b.Text) || s.Start >= s.End {
					t.Errorf("mark %v outside %q", s, b.Text)
				}
			}
		}
		for _, s := range w.content.Sheets {
			for _, m := range s.Merges {
				if m.Top < 0 || m.Bottom >= len(s.Cells) || m.Right >= s.Width() || m.Top > m.Bottom || m.Left > m.Right {
					t.Errorf("merge %+v outside the table", m)
				}
			}
			if len(s.Numbers) != len(s.Cells) {
				t.Errorf("%d numbers for %d rows", len(s.Numbers), len(s.Cells))
			}
		}
	})
}
