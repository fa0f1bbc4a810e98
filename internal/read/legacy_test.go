package read

import (
	"strings"
	"testing"

	"doisoat/internal/read/ooxmltest"
	"doisoat/schema"
)

// texts gives the texts of all blocks and filled cells of a report.
func texts(r *schema.Report) []string {
	var out []string
	if r.Document != nil {
		for _, b := range r.Document.Blocks {
			if b.Kind != schema.TableBlock {
				out = append(out, b.Text)
			}
		}
	}
	for _, s := range r.Sheets {
		for _, row := range s.Cells {
			for _, c := range row {
				if c.Raw != "" {
					out = append(out, c.Raw)
				}
			}
		}
	}
	return out
}

// TestLegacyFiles: the same words come out of every encoding and form, and a note
// says what was converted.
func TestLegacyFiles(t *testing.T) {
	run := func(font, text string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	p := func(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
	cell := func(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }
	for _, tc := range []struct {
		name string
		data any
		want string
		note string
	}{
		{"tcvn3.csv", "Ch\xd8 ti\xaau;N\xa8m 2000\nGi\xb8 tr\xde s\xb6n xu\xcat;1,5\nXu\xcat kh\xc8u;2,5\n", "Chỉ tiêu|Năm 2000|Giá trị sản xuất|1,5|Xuất khẩu|2,5", "read.legacy"},
		{"vni.txt", "Toång soá hoà sô tieáp nhaän", "Tổng số hồ sơ tiếp nhận", "read.legacy"},
		{"viscii.csv", "T\xb1ng s\xaf h\xb0 s\xbd ti\xaap nh\xa7n,12\nS\xaf h\xb0 s\xbd gi\xe4i quy\xaat,5\n", "Tổng số hồ sơ tiếp nhận|12|Số hồ sơ giải quyết|5", "read.legacy"},
		{"cp1258.txt", "T\xf4\xd2ng s\xf4\xec h\xf4\xcc s\xf5 ti\xea\xecp nh\xe2\xf2n", "Tổng số hồ sơ tiếp nhận", "read.legacy"},
		{"cp1252.txt", "Caf\xe9 \x96 total 5", "Café – total 5", ""},
		{"misread.md", "# Tá»•ng há»£p\n\nTá»•ng sá»‘ há»“ sÆ¡ lÃ  5", "Tổng hợp|Tổng số hồ sơ là 5", "read.legacy"},
		{"lookalike.txt", "Các trƣờng đƣợc ƣu tiên", "Các trường được ưu tiên", "read.lookalikes"},
		{"nfd.txt", "Tô\u0309ng sô\u0301 hô\u0300 sơ", "Tổng số hồ sơ", ""},
		{"good.txt", "Tổng số hồ sơ, có xã", "Tổng số hồ sơ, có xã", ""},
		{"tcvn3.docx", ooxmltest.Zip(ooxmltest.Document(
			p(run(".VnTime", "Tr"), run(".VnTimeBold", "\u00adêng"), run(".VnTime", " ®¹i häc"))+p(run(".VnTimeH", "ñy ban"))+p(run("Times New Roman", "trách nhi\u00adệm")), nil)),
			"Trường đại học|ỦY BAN|trách nhiệm", "read.legacy"},
		{"tcvn3.xlsx", ooxmltest.Zip(ooxmltest.Book(`<sheetData><row r="1">`+cell("Ch\u00ada ph©n tæ")+cell("c\u00ad")+cell("Số hộ")+`</row></sheetData>`, nil)),
			"Chưa phân tổ|cư|Số hộ", "read.legacy"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := Files(write(t, tc.name, tc.data), DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(texts(r), "|"); got != tc.want {
				t.Errorf("read as %q, want %q", got, tc.want)
			}
			note := ""
			for _, n := range r.Sources[0].Notes {
				note = n.Key
			}
			if note != tc.note {
				t.Errorf("note %q, want %q", note, tc.note)
			}
		})
	}
}

// TestLegacyPlaces: after a conversion that changes lengths, every character of the
// text still stands where the source has it.
func TestLegacyPlaces(t *testing.T) {
	for _, tc := range []struct{ text, word string }{
		{"\n  Toång soá hoà sô laø 125 hoà sô", "125"},
		{"Tá»•ng sá»‘ há»“ sÆ¡ lÃ\u00a0 125 há»“ sÆ¡", "125"},
		{"Các trƣờng đƣợc **ƣu tiên** là 125\nvà 17", "17"},
		{"to\u00adàn\u200b dân là 125", "125"},
	} {
		r, err := Files(write(t, "a.md", tc.text), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		b := &r.Document.Blocks[0]
		line, column := b.Position(strings.Index(b.Text, tc.word))
		source := []rune(strings.Split(tc.text, "\n")[line-1])
		if got := string(source[column-1 : column-1+len(tc.word)]); got != tc.word {
			t.Errorf("%q: %s stands at %d:%d, where the source has %q", b.Text, tc.word, line, column, got)
		}
	}
}
