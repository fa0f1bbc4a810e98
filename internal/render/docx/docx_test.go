package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	reader "doisoat/internal/read/docx"
	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
	"doisoat/schema"
)

// documents are Word files: our own, and those that have upset other readers.
func documents(t *testing.T) []string {
	t.Helper()
	own, err := filepath.Glob("../../../testdata/*/*.docx")
	if err != nil || len(own) == 0 {
		t.Fatal("no documents in testdata: ", err)
	}
	others, err := filepath.Glob("../../../../shared/data/robust/*/test-data/document/*.docx")
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		others = others[:min(len(others), 12)]
	}
	if len(others) == 0 {
		t.Log("the shared data are not here; our own documents alone are tried")
	}
	return append(own, others...)
}

// forced are comments on words in the middle of every few blocks and on a cell of
// every table.
func forced(c input.Content) Notes {
	n := Notes{Author: Author{"Đối soát", "ĐS"}}
	lines := []Line{{"LỖI: <thử> & “xong”", true}, {"dòng hai", false}}
	for i := range c.Document.Blocks {
		b := &c.Document.Blocks[i]
		if b.Kind == schema.TableBlock || i%3 != 0 {
			continue
		}
		runes := []rune(b.Text)
		start := len(string(runes[:len(runes)/3]))
		end := len(string(runes[:len(runes)/3+(len(runes)+2)/3]))
		n.Comments = append(n.Comments, Comment{At: Place{Block: i, Start: start, End: end, Text: b.Text, Table: -1}, Lines: lines})
		if half := start + (end-start)/2; i%2 == 0 && strings.IndexByte(b.Text[start:half], ' ') > 0 { // overlapping
			n.Comments = append(n.Comments, Comment{At: Place{Block: i, Start: start, End: start + strings.IndexByte(b.Text[start:half], ' '), Text: b.Text, Table: -1}, Lines: lines})
		}
	}
	for i, s := range c.Sheets {
		row := len(s.Cells) / 2
		n.Comments = append(n.Comments, Comment{At: Place{Block: -1, Table: i, Row: row, Col: max(len(s.Cells[row])-1, 0)}, Lines: lines})
	}
	return n
}

// TestCommentsLoseNothing: a document with comments reads as before, and without them
// its parts are those of the original but for runs that were split.
func TestCommentsLoseNothing(t *testing.T) {
	lim := input.DefaultLimits()
	tried := 0
	for _, path := range documents(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file := input.File{Name: filepath.Base(path), Data: data}
		before, err := reader.Read(file, lim)
		if err != nil {
			continue
		}
		notes := forced(before)
		if len(notes.Comments) == 0 {
			continue
		}
		tried++
		out, err := Annotate(file, lim, notes)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if again, err := Annotate(file, lim, notes); err != nil || !bytes.Equal(out, again) {
			t.Errorf("%s: two runs differ", path)
		}
		after, err := reader.Read(input.File{Name: file.Name, Data: out}, lim)
		if err != nil {
			t.Errorf("%s: the copy cannot be read: %v", path, err)
			continue
		}
		if !reflect.DeepEqual(before.Document, after.Document) || !reflect.DeepEqual(before.Sheets, after.Sheets) {
			t.Errorf("%s: the copy reads differently", path)
		}
		compareParts(t, path, data, out)
	}
	if tried < 4 {
		t.Errorf("only %d documents were tried", tried)
	}
}

// compareParts holds every part of a copy against the original.
func compareParts(t *testing.T, path string, data, out []byte) {
	t.Helper()
	old, fresh := unzip(t, data), unzip(t, out)
	for name, text := range old {
		got, ok := fresh[name]
		switch {
		case !ok:
			t.Errorf("%s: %s is gone", path, name)
		case got == text:
		case name == "[Content_Types].xml", strings.HasSuffix(name, "document.xml.rels"), strings.Contains(name, "comments"):
			if len(got) < len(text) {
				t.Errorf("%s: %s lost something", path, name)
			}
		default:
			if a, b := flatten(t, input.Decode(text), nil), flatten(t, input.Decode(got), comments(t, input.Decode(text))); a != b {
				t.Errorf("%s: %s differs beyond split runs: %s", path, name, firstDifference(a, b))
			}
		}
	}
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(i-60, 0)
	return "…" + a[from:min(i+80, len(a))] + "… but …" + b[from:min(i+80, len(b))]
}

func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil { // a part that is broken in the original stays so
			text = append(text, err.Error()...)
		}
		if _, twice := out[f.Name]; !twice {
			out[f.Name] = string(text)
		}
	}
	return out
}

// comments lists the comments that a part refers to.
func comments(t *testing.T, text string) []string {
	ids := []string{}
	s := xmlscan.New(text, 4096)
	for {
		k, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		if k == xmlscan.EOF {
			return ids
		}
		if k == xmlscan.Start && strings.HasPrefix(s.Local(), "comment") {
			id, _ := s.Attr("id")
			ids = append(ids, id)
		}
	}
}

// flatten writes a part with the marks of comments that were not there before taken
// out, and each character of a run beside the formatting of its run, so that splitting
// runs changes nothing. keep nil keeps all.
func flatten(t *testing.T, text string, keep []string) string {
	t.Helper()
	ours := func(s *xmlscan.Scanner) bool {
		id, _ := s.Attr("id")
		return keep != nil && strings.HasPrefix(s.Local(), "comment") && !slices.Contains(keep, id)
	}
	var out strings.Builder
	s := xmlscan.New(text, 4096)
	last := "" // formatting that was written last
	for {
		k, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		if k == xmlscan.EOF {
			return out.String()
		}
		if k == xmlscan.Start && ours(s) {
			if err := s.Skip(); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if k != xmlscan.Start || s.Local() != "r" {
			raw := s.Raw()
			if open, closed := strings.CutSuffix(raw, "/>"); closed && k == xmlscan.Start {
				raw = strings.TrimRight(open, " ") + "></" + opc.Name(raw) + ">"
			}
			if raw != "" {
				out.WriteString(raw)
				last = ""
			}
			continue
		}
		format, body := flatRun(t, s, ours)
		if body == "" && strings.Contains(format, "\x00") {
			continue // the mark of one of our comments
		}
		if format != last {
			out.WriteString("{" + format + "}")
			last = format
		}
		out.WriteString(body)
	}
}

// flatRun reads one run. A run that holds nothing but a mark of ours has a NUL in its
// format.
func flatRun(t *testing.T, s *xmlscan.Scanner, ours func(*xmlscan.Scanner) bool) (format, body string) {
	t.Helper()
	format = s.Raw()
	depth := s.Depth()
	from := 0
	for {
		k, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		if k == xmlscan.End && s.Depth() < depth {
			return format, body
		}
		if k != xmlscan.Start {
			continue
		}
		from, _ = s.Token()
		switch {
		case ours(s):
			format += "\x00"
			err = s.Skip()
		case s.Local() == "t":
			inner := s.Depth()
			for {
				if k, err = s.Next(); err != nil {
					t.Fatal(err)
				}
				if k == xmlscan.End && s.Depth() < inner {
					break
				}
				body += s.Raw()
			}
		case s.Local() == "rPr":
			err = s.Skip()
			_, to := s.Token()
			format += s.Slice(from, to)
		default:
			err = s.Skip()
			_, to := s.Token()
			body += s.Slice(from, to)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

const space = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// written makes a document of one paragraph and gives its body after annotating.
func written(t *testing.T, paragraph string, notes Notes) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml":   `<w:document` + space + `><w:body>` + paragraph + `</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := Annotate(input.File{Data: b.Bytes()}, input.DefaultLimits(), notes)
	if err != nil {
		t.Fatal(err)
	}
	text := unzip(t, out)["word/document.xml"]
	text = strings.TrimSuffix(text, `</w:body></w:document>`)
	return strings.TrimPrefix(text, `<w:document`+space+`><w:body>`)
}

func at(text, words string) Place {
	i := strings.Index(text, words)
	return Place{Block: 0, Start: i, End: i + len(words), Text: text, Table: -1}
}

func TestSplitting(t *testing.T) {
	const (
		open  = `<w:commentRangeStart w:id="1"/>`
		close = `<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>`
	)
	bold := `<w:rPr><w:b/></w:rPr>`
	comment := func(text, words string) Notes { return Notes{Comments: []Comment{{At: at(text, words)}}} }
	tests := []struct {
		name, body, want string
		notes            Notes
	}{
		{
			"within a run", `<w:p><w:r w:rsidR="1">` + bold + `<w:t>Đạt 73,92% năm nay</w:t></w:r></w:p>`,
			`<w:p><w:r w:rsidR="1">` + bold + `<w:t xml:space="preserve">Đạt </w:t></w:r>` + open + `<w:r w:rsidR="1">` + bold + `<w:t xml:space="preserve">73,92%</w:t></w:r>` + close + `<w:r w:rsidR="1">` + bold + `<w:t xml:space="preserve"> năm nay</w:t></w:r></w:p>`,
			comment("Đạt 73,92% năm nay", "73,92%"),
		},
		{
			"a whole run stays as it is", `<w:p><w:r><w:t>Đạt </w:t></w:r><w:r><w:t>73,92%</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t>Đạt </w:t></w:r>` + open + `<w:r><w:t>73,92%</w:t></w:r>` + close + `</w:p>`,
			comment("Đạt 73,92%", "73,92%"),
		},
		{
			"over runs and a reference", `<w:p><w:r><w:t>Đạt &amp; 7</w:t></w:r><w:proofErr w:type="x"/><w:r><w:tab/><w:t>3,9 a</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t xml:space="preserve">Đạt </w:t></w:r>` + open + `<w:r><w:t xml:space="preserve">&amp; 7</w:t></w:r><w:proofErr w:type="x"/><w:r><w:tab/><w:t xml:space="preserve">3,9</w:t></w:r>` + close + `<w:r><w:t xml:space="preserve"> a</w:t></w:r></w:p>`,
			comment("Đạt & 7\t3,9 a", "& 7\t3,9"),
		},
		{
			"decomposed letters", "<w:p><w:r><w:t>ba\u0302y gio\u031b\u0300</w:t></w:r></w:p>",
			"<w:p>" + open + "<w:r><w:t xml:space=\"preserve\">ba\u0302y</w:t></w:r>" + close + "<w:r><w:t xml:space=\"preserve\"> gio\u031b\u0300</w:t></w:r></w:p>",
			comment("bây giờ", "bây"),
		},
		{
			"between children of a run", `<w:p><w:r><w:t>a</w:t>
<w:br/>
<w:t>b</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t>a</w:t><w:br/></w:r>` + open + `<w:r><w:t>b</w:t></w:r>` + close + `</w:p>`,
			comment("a\nb", "b"),
		},
		{
			"a change to accept or reject", `<w:p><w:r>` + bold + `<w:t>là 5 xã</w:t></w:r></w:p>`,
			`<w:p><w:r>` + bold + `<w:t xml:space="preserve">là </w:t></w:r><w:del w:id="1" w:author="A"><w:r>` + bold + `<w:delText xml:space="preserve">5</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r>` + bold + `<w:t xml:space="preserve">6</w:t></w:r></w:ins><w:r>` + bold + `<w:t xml:space="preserve"> xã</w:t></w:r></w:p>`,
			Notes{Author: Author{Name: "A"}, Suggestions: []Suggestion{{at("là 5 xã", "5"), "6"}, {at("là 5 xã", "5 xã"), "7 xã"}}},
		},
		{
			"no change within a change", `<w:p><w:ins w:id="4" w:author="B"><w:r><w:t>là 5</w:t></w:r></w:ins></w:p>`,
			`<w:p><w:ins w:id="4" w:author="B"><w:r><w:t>là 5</w:t></w:r></w:ins></w:p>`,
			Notes{Suggestions: []Suggestion{{at("là 5", "5"), "6"}}},
		},
		{
			"a tick of the size of its figure", `<w:p><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>có 5 xã</w:t></w:r></w:p>`,
			`<w:p><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">có 5</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/><w:color w:val="2E7D32"/><w:sz w:val="28"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>✓</w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve"> xã</w:t></w:r></w:p>`,
			Notes{Ticks: []Tick{{at("có 5 xã", "5"), "✓", "2E7D32"}}},
		},
		{
			"an empty cell", `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Xã</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Số</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>An</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`,
			`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Xã</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Số</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p>` + open + close + `</w:p></w:tc><w:tc><w:p><w:r><w:t>An</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`,
			Notes{Comments: []Comment{{At: Place{Block: -1, Table: 0, Row: 1}}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(t, tt.body, tt.notes); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
