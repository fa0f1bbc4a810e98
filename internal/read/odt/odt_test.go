package odt

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

const spaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"`

// packed makes a file of styles and a text.
func packed(tb testing.TB, styles, text string) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", `<office:document-content ` + spaces + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:text>` + text + `</office:text></office:body></office:document-content>`},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func read(tb testing.TB, styles, text string) input.Content {
	tb.Helper()
	c, err := Read(input.File{Name: "a.odt", Data: packed(tb, styles, text)}, input.DefaultLimits())
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
		s += " " + b.Text[b.Body:]
		for _, r := range b.Refs {
			s += " ref:" + b.Text[r.Start:r.End]
		}
		out = append(out, s)
	}
	return out
}

const styled = `<style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P" style:family="paragraph" style:parent-style-name="B"/>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="U" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:font-face style:name="V" svg:font-family="'.VnTime'"/>
<style:style style:name="V" style:family="text"><style:text-properties style:font-name=".VnTime"/></style:style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/><text:list-level-style-bullet text:level="3"/></text:list-style>
<text:list-style style:name="D"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="." text:start-value="2"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>`

func TestText(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"paragraphs", `<text:p>Một  hai
 ba</text:p><text:p/><text:p>a<text:tab/>b<text:s text:c="2"/>c<text:line-break/>d</text:p>`, []string{"p Một hai ba", "p a\tb  c\nd"}},
		{"headings", `<text:h text:outline-level="2">Phần</text:h><text:p text:style-name="P">Đậm</text:p>`, []string{"h2 Phần", "p* Đậm"}},
		{"numbers", `<text:list text:style-name="N"><text:list-item><text:p>x</text:p><text:list><text:list-item><text:p>y</text:p></text:list-item><text:list-item><text:p>z</text:p><text:p>tiếp</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>w</text:p></text:list-item></text:list>
<text:list text:style-name="N" text:continue-numbering="true"><text:list-item><text:p>v</text:p></text:list-item></text:list><text:list text:style-name="N"><text:list-item text:start-value="7"><text:p>u</text:p></text:list-item></text:list>`,
			[]string{"li0[1.] x", "li1[a)] y", "li1[b)] z", "p tiếp", "li0[2.] w", "li0[3.] v", "li0[7.] u"}},
		{"numbers of two parts", `<text:list text:style-name="D"><text:list-item><text:p>x</text:p><text:list><text:list-item><text:p>y</text:p></text:list-item></text:list></text:list-item></text:list>`,
			[]string{"li0[II.] x", "li1[II.1] y"}},
		{"bullets", `<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>`, []string{"li0[•] x"}},
		{"typed numbers", `<text:p>1. Một</text:p>`, []string{"li0[1.] Một"}},
		{"notes", `<text:p>Hồ sơ<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Ghi chú</text:p></text:note-body></text:note> trong kỳ</text:p>`, []string{"p Hồ sơ1 trong kỳ ref:1", "fn[1] Ghi chú"}},
		{"raised", `<text:p>Số<text:span text:style-name="U">2</text:span> ở</text:p>`, []string{"p Số2 ở ref:2"}},
		{"hidden", `<text:p>a<text:span text:style-name="H">xyz</text:span>b</text:p>`, []string{"p ab"}},
		{"changes", `<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>a<text:change text:change-id="x"/>b<text:change-start/>mới<text:change-end/></text:p>`, []string{"p abmới"}},
		{"boxes", `<text:p>a<draw:frame><draw:text-box><text:p>trong hộp</text:p></draw:text-box></draw:frame>b</text:p>`, []string{"p ab", "p trong hộp"}},
		{"sections, contents, comments", `<text:section><text:p>a<office:annotation><text:p>nhận xét</text:p></office:annotation></text:p></text:section><text:table-of-content><text:index-body><text:p>Mục lục 3</text:p></text:index-body></text:table-of-content>`, []string{"p a"}},
		{"fields and links", `<text:p>a <text:a>b</text:a> <text:date>1/2/2024</text:date></text:p>`, []string{"p a b 1/2/2024"}},
		{"an old encoding", `<text:p><text:span text:style-name="V">Tæng sè hå s¬</text:span></text:p>`, []string{"p Tổng số hồ sơ"}},
		{"decomposed", "<text:p>Hoa\u0300i</text:p>", []string{"p Hoài"}},
	} {
		if diff := cmp.Diff(tc.want, outline(read(t, styled, tc.text).Document)); diff != "" {
			t.Errorf("%s\n%s", tc.name, diff)
		}
	}
}

func TestNotesOfTheReader(t *testing.T) {
	c := read(t, styled, `<text:tracked-changes><text:changed-region/><text:changed-region/></text:tracked-changes><text:p>a<text:span text:style-name="H">x</text:span></text:p>`)
	var keys []string
	for _, n := range c.Notes {
		keys = append(keys, n.Key)
	}
	if diff := cmp.Diff([]string{"read.revisions", "read.hidden-text"}, keys); diff != "" {
		t.Error(diff)
	}
}

func TestTable(t *testing.T) {
	cell := func(s string) string { return `<table:table-cell><text:p>` + s + `</text:p></table:table-cell>` }
	c := read(t, styled, `<text:p>Bảng 1</text:p><table:table><table:table-header-rows><table:table-row>
<table:table-cell table:number-rows-spanned="2"><text:p>Đơn vị</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>Hồ sơ</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row><table:covered-table-cell/>`+cell("Số")+cell("Tỷ lệ")+`</table:table-row></table:table-header-rows>
<table:table-row>`+cell("A")+cell("1.234")+cell("5,5</text:p><text:p>%")+`</table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
<table:table-row><table:table-cell><text:list text:style-name="N"><text:list-item><text:p/></text:list-item></text:list></table:table-cell>`+cell("7")+cell("8")+`</table:table-row></table:table>`)
	if len(c.Sheets) != 1 {
		t.Fatalf("%d tables", len(c.Sheets))
	}
	var got []string
	for _, row := range c.Sheets[0].Cells {
		line := ""
		for _, c := range row {
			if c.Covered {
				line += "~"
			}
			line += strings.ReplaceAll(c.Raw, "\n", "/") + "|"
		}
		got = append(got, line)
	}
	want := []string{"Đơn vị|Hồ sơ|~|", "~|Số|Tỷ lệ|", "A|1.234|5,5/%|", "|||", "|||", "1|7|8|"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]schema.Merge{{Bottom: 1}, {Left: 1, Right: 2}}, c.Sheets[0].Merges); diff != "" {
		t.Error(diff)
	}
	if len(c.Sheets[0].Caption) != 1 {
		t.Error(c.Sheets[0].Caption)
	}
}

// What a file repeats or spans beyond reason ends soon, in words.
func TestHostile(t *testing.T) {
	row := `<table:table-row><table:table-cell table:number-columns-spanned="16000" table:number-rows-spanned="100000"><text:p>1</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="15999"/></table:table-row>`
	for name, text := range map[string]string{
		"rows":    `<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16000"><text:p>1</text:p></table:table-cell></table:table-row></table:table>`,
		"columns": `<table:table><table:table-row><table:table-cell table:number-columns-repeated="99999999"><text:p>1</text:p></table:table-cell></table:table-row></table:table>`,
		"spans":   `<table:table>` + strings.Repeat(row, 1000) + `</table:table>`,
		"nesting": strings.Repeat(`<text:section>`, 5000) + strings.Repeat(`</text:section>`, 5000),
	} {
		start := time.Now()
		_, err := Read(input.File{Data: packed(t, "", text)}, input.DefaultLimits())
		if err == nil || input.As(err).Message.IsZero() {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > time.Minute { // a second, and ten under the race detector; unbounded it is hours
			t.Errorf("%s took %v", name, took)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(styled, `<text:h text:outline-level="1">a</text:h><text:list text:style-name="N"><text:list-item><text:p>b<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>c</text:p></text:note-body></text:note></text:p></text:list-item></text:list>`)
	f.Add("", `<table:table><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2"><text:p>1</text:p></table:table-cell></table:table-row></table:table><text:p>x<draw:frame><draw:text-box><text:p>y</text:p></draw:text-box></draw:frame></text:p>`)
	lim := input.DefaultLimits()
	lim.Cells, lim.Text = 20_000, 1<<16
	f.Fuzz(func(t *testing.T, styles, text string) {
		c, err := Read(input.File{Data: packed(t, styles, text)}, lim)
		if err != nil {
			if input.As(err).Message.IsZero() {
				t.Errorf("not an error for a person: %v", err)
			}
			return
		}
		for _, b := range c.Document.Blocks {
			if b.Body > len(b.Text) {
				t.Errorf("body at %d of %q", b.Body, b.Text)
			}
			for _, r := range b.Refs {
				if r.Start < 0 || r.Start >= r.End || r.End > len(b.Text) {
					t.Errorf("mark %v of %q", r, b.Text)
				}
			}
		}
		for _, s := range c.Sheets {
			for _, m := range s.Merges {
				if m.Top < 0 || m.Bottom >= len(s.Cells) || m.Left < 0 || m.Right >= len(s.Cells[m.Top]) {
					t.Errorf("merge %v", m)
				}
			}
		}
	})
}
