package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
	reader "doisoat/internal/read/xlsx"
	"doisoat/internal/render/opc"
	"doisoat/schema"
)

func workbooks(t *testing.T) []string {
	t.Helper()
	own, err := filepath.Glob("../../../testdata/*/*.xlsx")
	if err != nil || len(own) == 0 {
		t.Fatal("no workbooks in testdata: ", err)
	}
	others, err := filepath.Glob("../../../../shared/data/robust/*/test-data/spreadsheet/*.xls[xm]")
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		others = others[:min(len(others), 12)]
	}
	if len(others) == 0 {
		t.Log("the shared data are not here; our own workbooks alone are tried")
	}
	return append(own, others...)
}

// forced are marks on a cell in the middle of every sheet, on one below it and on one
// beside it that the sheet does not store.
func forced(c input.Content) Notes {
	n := Notes{Author: "Đối soát", List: List{Name: "Đối soát", Title: "Danh sách", Header: []string{"STT", "Nội dung"}, Widths: []int{6, 40}}}
	for _, s := range c.Sheets {
		row := len(s.Cells) / 2
		for _, at := range [][2]int{{row, 0}, {len(s.Cells) + 2, 1}, {row, s.Width() + 1}} {
			if at[1] > 16_000 || at[0] > 1_000_000 {
				continue
			}
			n.Marks = append(n.Marks, Mark{Sheet: s.Index, Row: at[0], Col: at[1], Tone: Error, Lines: []Line{{"LỖI <x> & “y”", true}, {"dòng hai", false}}})
			n.List.Rows = append(n.List.Rows, []Entry{{Text: "1"}, {Text: "Ô có lỗi", Sheet: s.Index, Row: at[0], Col: at[1]}})
		}
	}
	return n
}

// TestMarksLoseNothing: a workbook with marks reads as before but for the cells that
// were marked and the list; every other part stays byte for byte, and a sheet but for
// the styles of the marked cells.
func TestMarksLoseNothing(t *testing.T) {
	lim := input.DefaultLimits()
	tried := 0
	for _, path := range workbooks(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file := input.File{Name: filepath.Base(path), Data: data}
		before, err := input.Guard(func() (input.Content, error) { return reader.Read(file, lim) })
		if err != nil {
			continue
		}
		tried++
		notes := forced(before)
		out, err := Annotate(file, lim, notes)
		if err != nil && strings.Contains(err.Error(), "zip: checksum error") {
			continue // a part is damaged, and told so
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if again, err := Annotate(file, lim, notes); err != nil || !bytes.Equal(out, again) {
			t.Errorf("%s: two runs differ", path)
		}
		after, err := input.Guard(func() (input.Content, error) {
			return reader.Read(input.File{Name: file.Name, Data: out}, lim)
		})
		if err != nil {
			t.Errorf("%s: the copy cannot be read: %v", path, err)
			continue
		}
		if len(after.Sheets) != len(before.Sheets) { // the list is no sheet of the report
			t.Errorf("%s: %d sheets became %d", path, len(before.Sheets), len(after.Sheets))
			continue
		}
		checkList(t, path, data, out)
		if twice, err := Annotate(input.File{Name: file.Name, Data: out}, lim, notes); err != nil {
			t.Errorf("%s: a copy of the copy: %v", path, err)
		} else {
			checkList(t, path, out, twice)
		}
		for i, s := range before.Sheets {
			if !reflect.DeepEqual(filled(s), filled(after.Sheets[i])) || !reflect.DeepEqual(s.Merges, after.Sheets[i].Merges) {
				t.Errorf("%s: sheet %q reads differently", path, s.Name)
			}
		}
		compareParts(t, path, data, out)
		checkComments(t, path, data, out, notes)
	}
	if tried < 4 {
		t.Errorf("only %d workbooks were tried", tried)
	}
}

// filled are the cells of a sheet that hold something, by place.
func filled(s *schema.Sheet) map[[2]int]schema.Cell {
	out := map[[2]int]schema.Cell{}
	for r, row := range s.Cells {
		for c := range row {
			if row[c].Raw != "" || row[c].Formula != "" {
				cell := row[c]
				cell.Font = 0
				out[[2]int{r, c}] = cell
			}
		}
	}
	return out
}

// checkList: the copy has one sheet more, the last, which is the
// list.
func checkList(t *testing.T, path string, data, out []byte) {
	t.Helper()
	lists := func(data []byte) (sheets, named int) {
		pkg, err := opc.Open(data, input.DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return 0, 0
		}
		b := &book{Package: pkg}
		if err := b.open(); err != nil {
			t.Errorf("%s: %v", path, err)
			return 0, 0
		}
		text, err := b.Part(b.main)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return len(b.sheets), strings.Count(text, ooxml.ListName)
	}
	sheets, named := lists(data)
	if s, n := lists(out); s != sheets+1 || n != named+1 {
		t.Errorf("%s: %d sheets and %d lists became %d and %d", path, sheets, named, s, n)
	}
}

// checkComments opens the copy with excelize, and looks for the comments.
func checkComments(t *testing.T, path string, data, out []byte, notes Notes) {
	t.Helper()
	old, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return
	}
	defer old.Close()
	f, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	defer f.Close()
	names := f.GetSheetList()
	for _, m := range notes.Marks {
		name := names[m.Sheet-1]
		list, err := f.GetComments(name)
		if err != nil {
			continue // a comments part that excelize does not take, also in the original
		}
		found := false
		for _, c := range list {
			text := c.Text
			for _, run := range c.Paragraph {
				text += run.Text
			}
			found = found || c.Cell == schema.A1(m.Row, m.Col) && strings.Contains(text, "LỖI <x> & “y”")
		}
		if before, err := old.GetComments(name); err == nil && slices.ContainsFunc(before, func(c excelize.Comment) bool { return c.Cell == schema.A1(m.Row, m.Col) }) {
			continue // a thread of comments, which has no room for ours
		}
		// excelize minds the case of the names of parts, which packages do not.
		for part, text := range unzip(t, out) {
			found = found || strings.Contains(part, "comments") && strings.Contains(text, `ref="`+schema.A1(m.Row, m.Col)+`"`)
		}
		if !found {
			t.Errorf("%s: no comment at %s!%s", path, name, schema.A1(m.Row, m.Col))
		}
	}
}

// changed are the parts that annotating may touch.
func changed(name string) bool {
	name = strings.ToLower(name)
	return name == "[content_types].xml" || strings.HasSuffix(name, ".rels") || strings.HasSuffix(name, ".vml") ||
		strings.Contains(name, "comments") || strings.HasSuffix(name, "workbook.xml") || strings.HasSuffix(name, "styles.xml")
}

func compareParts(t *testing.T, path string, data, out []byte) {
	t.Helper()
	old, fresh := unzip(t, data), unzip(t, out)
	for name, text := range old {
		got, ok := fresh[name]
		switch {
		case !ok:
			t.Errorf("%s: %s is gone", path, name)
		case got == text:
		case changed(name):
			if len(got) < len(text) {
				t.Errorf("%s: %s lost something", path, name)
			}
		default:
			if bare(input.Decode(got)) != bare(input.Decode(text)) {
				t.Errorf("%s: %s differs beyond the styles of the marked cells", path, name)
			}
		}
	}
}

// bare takes from a sheet what annotating may add: styles of cells, cells and rows that
// hold nothing, and our drawing of comments.
func bare(text string) string {
	for _, p := range [][2]string{
		{`<(\w+:)?legacyDrawing xmlns:r="[^"]*" r:id="rIdDoisoat\d+"/>`, ``},
		{`(<(?:\w+:)?c\b[^>]*?)\s+s="\d+"`, `$1`},
		{`(<(?:\w+:)?c [^>]*?)\s*/>`, `$1/>`},
		{`<(\w+:)?c r="[A-Z]+\d+"\s*/>`, ``},
		{`<((?:\w+:)?row)\b([^>]*[^/])?/>`, `<$1$2></$1>`},
		{`<(\w+:)?row r="\d+"></(\w+:)?row>`, ``},
		{`<((?:\w+:)?sheetData)\s*/>`, `<$1></$1>`},
		{`\s+(/?>)`, `$1`},
	} {
		text = regexp.MustCompile(p[0]).ReplaceAllString(text, p[1])
	}
	return text
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
