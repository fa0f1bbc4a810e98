package ods

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/input"
	"doisoat/internal/read/numfmt"
	"doisoat/internal/read/ooxmltest"
	"doisoat/schema"
)

const namespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"`

// content is the main part of a spreadsheet with its automatic styles and its tables.
func content(styles, tables string) string {
	return `<office:document-content` + namespaces + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:spreadsheet>` + tables + `</office:spreadsheet></office:body></office:document-content>`
}

// sheets packs a spreadsheet.
func sheets(styles, tables string) []byte {
	return ooxmltest.Zip(map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content(styles, tables)})
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

func read(t *testing.T, data []byte) (input.Content, []string) {
	t.Helper()
	c, err := Read(input.File{Data: data}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range c.Sheets[0].Cells {
		out = append(out, line(r))
	}
	return c, out
}

func TestSheet(t *testing.T) {
	styles := `<style:font-face style:name="F1" svg:font-family="'.VnTime'"/>
<number:number-style style:name="N1"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:percentage-style style:name="N2"><number:number number:decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N3"><number:month/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"><style:text-properties style:font-name="F1"/></style:style>
<style:style style:name="c1b" style:family="table-cell" style:parent-style-name="c1"/>
<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="c3" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-family="Symbol"/></style:style>`
	float := func(style, value, text string) string {
		return `<table:table-cell table:style-name="` + style + `" office:value-type="float" office:value="` + value + `"><text:p>` + text + `</text:p></table:table-cell>`
	}
	words := func(inside string) string {
		return `<table:table-cell office:value-type="string" calcext:value-type="string">` + inside + `</table:table-cell>`
	}
	row := func(cells ...string) string {
		return `<table:table-row>` + strings.Join(cells, "") + `</table:table-row>`
	}
	data := sheets(styles, `<table:tracked-changes><table:table-cell office:value-type="float" office:value="1"/></table:tracked-changes>
<table:table table:name="PL 1"><office:forms/><table:table-column table:number-columns-repeated="3"/><table:table-column table:number-columns-repeated="1021" table:default-cell-style-name="c1"/>
<table:table-header-rows>`+
		row(`<table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2" office:value-type="string"><text:p>Phụ  lục<text:s text:c="2"/>&amp;<text:tab/>x</text:p><text:p>dòng<text:line-break/>hai<office:annotation><text:p>lời bình</text:p></office:annotation></text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/>`, float("", "5", "5"))+
		row(`<table:covered-table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>under</text:p></table:covered-table-cell>`)+
		`</table:table-header-rows>`+
		row(float("c1", "1234.5", "1,234.5"), float("c1b", "-1234.56", "-1.234,6"), `<table:table-cell table:style-name="c2" office:value-type="percentage" office:value="0.7392"><text:p>73.92%</text:p></table:table-cell>`,
			`<table:table-cell office:value-type="float" office:value="1234.25"><text:p>unreadable</text:p></table:table-cell>`, float("", "67.3666666666667", "67.4"))+
		row(`<table:table-cell table:style-name="c3" office:value-type="date" office:date-value="2023-06-30"><text:p>6/2023</text:p></table:table-cell>`,
			`<table:table-cell office:value-type="date" office:date-value="2023-06-30T08:15:00"/>`,
			`<table:table-cell office:value-type="time" office:time-value="PT36H5M00.5S"><text:p>x</text:p></table:table-cell>`,
			`<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>ĐÚNG</text:p></table:table-cell>`,
			`<table:table-cell table:formula="of:=[.A1]/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>`)+
		`<table:table-row table:number-rows-repeated="2">`+words(`<text:p>a <text:span text:style-name="T1">bcd</text:span></text:p>`)+`<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>`+
		`<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`+
		`</table:table>
<table:table table:name="ẩn" table:style-name="hid">`+row(`<table:table-cell table:formula="of:=SUM([.C5:.D6];[$'PL 1'.$B$2];&quot;a;[b&quot;)"/>`, words(`<table:table table:name="nested">`+row(words("<text:p>x</text:p>"))+`</table:table><text:p>y</text:p>`), `<table:table-cell office:value-type="float" office:value="1e300"/>`)+`</table:table>
<table:table table:name="'file:///x'#A" table:style-name="ta_extref">`+row(float("", "1", "1"))+`</table:table>`)
	c, got := read(t, data)
	want := []string{
		"Phụ  lục  &\tx\ndòng\nhai|~|~|5<2>",
		"~|~|~",
		"1.234,5<2>|-1.234,6<2>|73,92%<2>|1.234,3<2>|67,4<2>",
		"06/2023<4>|30/06/2023 08:15:00<4>|36:05:00<4>|TRUE<6>|#DIV/0!<5>=A1/0",
		"a bcd|7<2>|7<2>",
		"a bcd|7<2>|7<2>",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(c.Sheets) != 2 {
		t.Fatalf("%d sheets", len(c.Sheets))
	}
	first, second := c.Sheets[0], c.Sheets[1]
	if diff := cmp.Diff([]schema.Merge{{Bottom: 1, Right: 2}}, first.Merges); diff != "" {
		t.Error(diff)
	}
	if first.Name != "PL 1" || first.Hidden || !second.Hidden || second.Index != 2 {
		t.Errorf("%+v %+v", first, second)
	}
	if got := line(second.Cells[0]); got != `=SUM(C5:D6,'PL 1'!$B$2,"a;[b")|y|1e300` {
		t.Errorf("%q", got)
	}
	if n := first.At(2, 1).Number; n.Value != (schema.Decimal{Coef: -123456, Places: 2}) || n.Shown != 1 {
		t.Errorf("%+v", n)
	}
	font := func(i uint16) string { return first.Fonts[i] }
	if f := font(first.At(2, 1).Font); f != ".VnTime" {
		t.Errorf("font %q", f)
	}
	if r := first.Runs; len(r) != 4 || font(r[1].Font) != "Symbol" || r[1].Start != 2 || r[3].Row != 5 || font(first.At(4, 0).Font) != "Symbol" {
		t.Errorf("runs %v", r)
	}
	keys := ""
	for _, n := range c.Notes {
		keys += n.Key + " "
	}
	if keys != "read.formulas-without-values read.numbers-too-large " {
		t.Errorf("notes %q", keys)
	}
}

// What a reader sees is told by the text beside the value, in whatever marks.
func TestSeen(t *testing.T) {
	for _, tc := range []struct {
		text, value, raw string
		shown            int8
	}{
		{"1,234.50", "1234.5", "1.234,50", 2}, {"1.234,50", "1234.5", "1.234,50", 2}, {"1 234,5", "1234.5", "1.234,5", 1},
		{"1\u00a0234", "1234", "1.234", 0}, {"1,234", "1234", "1.234", 0}, {"1.234", "1234", "1.234", 0}, {"1,234", "1.234", "1,234", 3},
		{"12’345.6", "12345.6", "12.345,6", 1}, {"(1,234)", "-1234", "(1.234)", 0}, {"-0.3", "-0.285", "-0,3", 1}, {"1234 ₫", "1234", "1234 ₫", 0},
		{"5,00%", "0.05", "5,00%", 2}, {"1,234,567", "1234567", "1.234.567", 0}, {".50", "0.5", ",50", 2}, {"$1,000.00", "1000", "$1.000,00", 2},
		{"0.29", "0.285", "0,29", 2}, {"1.0", "0.95", "1,0", 1},
	} {
		d, raw, ok := parse(t, tc.text, tc.value)
		if !ok || raw != tc.raw || d.Shown != tc.shown {
			t.Errorf("%q of %s: %q shown %d (%v), want %q shown %d", tc.text, tc.value, raw, d.Shown, ok, tc.raw, tc.shown)
		}
	}
	for _, bad := range [][2]string{{"", "1"}, {"-", "0"}, {"1.23E+05", "123000"}, {"1,23", "123"}, {"12,34", "1234"}, {"1.2.3", "123"}, {"2", "1"}, {"1,234.5,6", "1234.56"}, {"1,234,5", "1234.5"}, {"30/06", "45107"}} {
		if n, raw, ok := parse(t, bad[0], bad[1]); ok {
			t.Errorf("%q of %s: %q %v, want none", bad[0], bad[1], raw, n)
		}
	}
}

func parse(t *testing.T, text, value string) (schema.Number, string, bool) {
	t.Helper()
	d, ok := numfmt.Stored(value)
	if !ok {
		t.Fatal(value)
	}
	return numfmt.Seen(text, d)
}

// A number written with any marks is seen as itself.
func TestSeenAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := schema.Decimal{Coef: rapid.Int64Range(-1e12, 1e12).Draw(t, "coef"), Places: int8(rapid.IntRange(0, 5).Draw(t, "places"))}
		places := rapid.IntRange(0, 5).Draw(t, "shown")
		r, ok := schema.RoundRat(d.Rat(), places)
		if !ok {
			t.Skip("too large")
		}
		whole, frac, _ := strings.Cut(strings.TrimPrefix(r.String(), "-"), ".")
		marks := rapid.SampledFrom([][2]string{{",", "."}, {".", ","}, {" ", ","}, {"", "."}, {"", ","}}).Draw(t, "marks")
		text := ""
		for i, c := range whole {
			if i > 0 && (len(whole)-i)%3 == 0 {
				text += marks[0]
			}
			text += string(c)
		}
		if frac != "" {
			text += marks[1] + frac
		}
		n, raw, ok := numfmt.Seen(text, d)
		if !ok || n.Value != d || int(n.Shown) != places && places > 0 {
			t.Fatalf("%q of %v: %q %+v %v", text, d, raw, n, ok)
		}
	})
}

func TestBadFiles(t *testing.T) {
	lim := input.DefaultLimits()
	small := lim
	small.Cells, small.Rows = 10, 50
	cell := `<table:table-cell office:value-type="float" office:value="1"/>`
	encrypted := map[string]string{"content.xml": "\x00", "META-INF/manifest.xml": `<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>`}
	for _, tc := range []struct {
		name  string
		data  []byte
		lim   input.Limits
		key   string
		place string
	}{
		{"password", ooxmltest.Zip(encrypted), lim, "read.password", ""},
		{"no content", ooxmltest.Zip(map[string]string{"mimetype": "x"}), lim, "read.broken", "content.xml"},
		{"no sheets", sheets("", ""), lim, "read.no-sheets", ""},
		{"broken", sheets("", "<table:table><table:table-row></table:table>"), lim, "read.broken", "content.xml"},
		{"data repeated", sheets("", `<table:table table:name="A"><table:table-row table:number-rows-repeated="1048561">`+cell+`</table:table-row></table:table>`), small, "read.too-many-cells", "A!A11"},
		{"far away", sheets("", `<table:table table:name="A"><table:table-row table:number-rows-repeated="99"/><table:table-row>`+cell+`</table:table-row></table:table>`), small, "read.sheet-too-large", "A!A100"},
		{"not a number of times", sheets("", `<table:table table:name="A"><table:table-row table:number-rows-repeated="99999999999999999999"/><table:table-row>`+cell+`</table:table-row></table:table>`), small, "read.sheet-too-large", "A!A1073741825"},
		{"declared type", ooxmltest.Zip(map[string]string{"content.xml": `<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`}), lim, "read.broken", "content.xml"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Read(input.File{Data: tc.data}, tc.lim)
			if err == nil {
				t.Fatal("read without an error")
			}
			if e := input.As(err); e.Message.Key != tc.key || e.Place != tc.place || !e.Unreadable {
				t.Errorf("%s at %q: %v", e.Message.Key, e.Place, e)
			}
		})
	}
}

// A data style says what the format code says that it is turned into.
func TestDataStyles(t *testing.T) {
	for _, tc := range []struct{ style, value, raw string }{
		{`<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-decimal-places="0" number:min-integer-digits="1"/><number:text> "₫"</number:text></number:number-style>`, "1.5", `1,50 "₫"`},
		{`<number:number-style style:name="P0"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style><number:number-style style:name="N"><number:text>-</number:text><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/><style:map style:condition="value()&gt;=0" style:apply-style-name="P0"/></number:number-style>`, "-1500", "-1.500"},
		{`<number:number-style style:name="P0"><number:number number:decimal-places="1" number:min-integer-digits="1"/></number:number-style><number:number-style style:name="P1"><number:text>âm</number:text></number:number-style><number:number-style style:name="N"><number:text>không</number:text><style:map style:condition="value()&gt;0" style:apply-style-name="P0"/><style:map style:condition="value()&lt;0" style:apply-style-name="P1"/></number:number-style>`, "0", "không"},
		{`<number:percentage-style style:name="N"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>`, "0.5", "50,0 %"},
		{`<number:number-style style:name="N"><number:scientific-number number:decimal-places="2"/></number:number-style>`, "12345", "12345"},
		{`<number:number-style style:name="N"><number:number number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000"/></number:number-style>`, "1234567", "1234567"},
	} {
		_, got := read(t, sheets(tc.style+`<style:style style:name="c" style:family="table-cell" style:data-style-name="N"/>`,
			`<table:table table:name="A"><table:table-row><table:table-cell table:style-name="c" office:value-type="float" office:value="`+tc.value+`"/></table:table-row></table:table>`))
		if got[0] != tc.raw+"<2>" {
			t.Errorf("%s shows %q, want %q", tc.value, got[0], tc.raw)
		}
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(`<table:table table:name="A"><table:table-column table:number-columns-repeated="3"/><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-spanned="2" office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>`,
		`<number:number-style style:name="N"><number:number number:decimal-places="1"/></number:number-style>`)
	f.Add(`<table:table><table:table-row><table:table-cell table:formula="of:=[.A1]" office:value-type="date" office:date-value="2023-06-30T01:02:03"/><table:table-cell office:value-type="time" office:time-value="PT1H"/></table:table-row></table:table>`,
		`<number:date-style style:name="N"><number:day/><number:minutes/></number:date-style>`)
	f.Add(`<table:table><table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/><text:span text:style-name="T">b</text:span></text:p></table:table-cell></table:table-row></table:table>`,
		`<style:style style:name="T" style:family="text"><style:text-properties style:font-name="F"/></style:style>`)
	lim := input.DefaultLimits()
	lim.Rows, lim.Cols, lim.Cells = 1000, 100, 5000
	f.Fuzz(func(t *testing.T, tables, styles string) {
		b := &book{styles: newStyles(), budget: grid.Budget{Limits: lim}}
		if err := b.part(content(styles, tables)); err != nil {
			return
		}
		for _, s := range b.sheets {
			for r, row := range s.Cells {
				for col, cell := range row {
					if cell.Covered && cell.Raw != "" {
						t.Errorf("%s is covered and holds %q", schema.A1(r, col), cell.Raw)
					}
					if cell.Kind == schema.Numeric && (cell.Raw == "" || cell.Number.Value.Places > schema.MaxDigits || cell.Number.Shown < 0) {
						t.Errorf("%s: %+v", schema.A1(r, col), cell)
					}
					if int(cell.Font) >= len(b.names) {
						t.Errorf("%s: font %d of %d", schema.A1(r, col), cell.Font, len(b.names))
					}
				}
			}
			for _, m := range s.Merges {
				if m.Bottom >= len(s.Cells) || m.Right >= s.Width() {
					t.Errorf("merge %+v outside the sheet", m)
				}
			}
		}
	})
}
