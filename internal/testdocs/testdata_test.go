package testdocs

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const root = "../../testdata"

// folders gives the reports of testdata; there must be some.
func folders(t *testing.T) []string {
	t.Helper()
	dirs, err := Folders(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) == 0 {
		t.Fatal("no reports in " + root)
	}
	return dirs
}

// contents gives the parts of an Office file by name, or the whole of another file
// under "". Parts are compared and not archives, since the packing of an archive may
// change with the version of the compressor.
func contents(t *testing.T, name string, data []byte) map[string]string {
	t.Helper()
	if strings.HasSuffix(name, ".md") {
		return map[string]string{"": string(data)}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

func TestMadeFilesAreFresh(t *testing.T) {
	for _, dir := range folders(t) {
		files, err := Make(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range Made {
			have, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(contents(t, name, files[name]), contents(t, name, have)); diff != "" {
				t.Errorf("%s is stale: go run ./internal/maketestdata (-made +stored)\n%s", filepath.Join(dir, name), diff)
			}
		}
	}
}

func TestMakeGivesTheSameBytes(t *testing.T) {
	for _, dir := range folders(t) {
		one, err := Make(dir)
		if err != nil {
			t.Fatal(err)
		}
		two, err := Make(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range Made {
			if !bytes.Equal(one[name], two[name]) {
				t.Errorf("%s/%s differs from run to run", dir, name)
			}
		}
	}
}

// TestWorkbookReadsBack holds the workbook against its grid through another library.
func TestWorkbookReadsBack(t *testing.T) {
	for _, dir := range folders(t) {
		src, err := os.ReadFile(filepath.Join(dir, "appendix.grid"))
		if err != nil {
			t.Fatal(err)
		}
		g, err := ParseGrid(string(src))
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenFile(filepath.Join(dir, "appendix.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		top := len(g.Titles)
		if g.Gap {
			top++
		}
		merges := len(g.Titles) + len(g.Notes)
		for i, row := range g.Rows {
			for j, c := range row.Cells {
				at := cellName(top+i, j)
				got, err := book.GetCellValue(g.Sheet, at, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				if !c.Covered() && got != c.Text {
					t.Errorf("%s %s: %q, want %q", dir, at, got, c.Text)
				}
				formula, err := book.GetCellFormula(g.Sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if formula != c.Formula {
					t.Errorf("%s %s: formula %q, want %q", dir, at, formula, c.Formula)
				}
				if cols, rows := g.span(i, j); !c.Covered() && (cols > 1 || rows > 1) {
					merges++
				}
			}
		}
		ranges, err := book.GetMergeCells(g.Sheet)
		if err != nil {
			t.Fatal(err)
		}
		if len(ranges) != merges {
			t.Errorf("%s: %d merged ranges, want %d", dir, len(ranges), merges)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFormulasGiveTheirCachedValues recomputes every formula of a workbook.
func TestFormulasGiveTheirCachedValues(t *testing.T) {
	seen := 0
	for _, dir := range folders(t) {
		book, err := excelize.OpenFile(filepath.Join(dir, "appendix.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		sheet := book.GetSheetName(0)
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			for j := range rows[i] {
				at := cellName(i, j)
				formula, err := book.GetCellFormula(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				seen++
				shown, err := book.GetCellValue(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				got, err := book.CalcCellValue(sheet, at)
				if err != nil || got != shown {
					t.Errorf("%s %s: =%s gives %q, %v; cached %q", dir, at, formula, got, err, shown)
				}
			}
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if seen == 0 {
		t.Error("no formula in any workbook")
	}
}

func TestPartsAreWellFormed(t *testing.T) {
	for _, dir := range folders(t) {
		for _, name := range []string{"appendix.xlsx", "draft.docx"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			for part, text := range contents(t, name, data) {
				d := xml.NewDecoder(strings.NewReader(text))
				for {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Errorf("%s/%s %s: %v", dir, name, part, err)
						break
					}
				}
			}
		}
	}
}

// label is an entry of gold.json.
type label struct {
	ID, Where, Find, Sheet, Cell, Found, Expected string
	Line                                          int
	Missing                                       string
}

// TestGoldPlaces holds every label against the draft and the grid.
func TestGoldPlaces(t *testing.T) {
	for _, dir := range folders(t) {
		var gold struct {
			Report                 string
			Errors, Notices, Traps []label
		}
		data, err := os.ReadFile(filepath.Join(dir, "gold.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		if gold.Report != filepath.Base(dir) {
			t.Errorf("%s: named %q", dir, gold.Report)
		}
		draft, err := os.ReadFile(filepath.Join(dir, "draft.md"))
		if err != nil {
			t.Fatal(err)
		}
		report, err := os.ReadFile(filepath.Join(dir, "report.md"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(report, bytes.TrimRight(draft, "\n")) {
			t.Errorf("%s: report.md does not begin with draft.md, so the lines of the labels do not hold in it", dir)
		}
		lines := strings.Split(string(draft), "\n")
		book, err := excelize.OpenFile(filepath.Join(dir, "appendix.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, l := range append(append(gold.Errors, gold.Notices...), gold.Traps...) {
			if l.ID != "" && seen[l.ID] {
				t.Errorf("%s: %s is used twice", dir, l.ID)
			}
			seen[l.ID] = true
			if l.Where == "table" {
				if l.Sheet == "" {
					continue
				}
				got, err := book.GetCellValue(l.Sheet, l.Cell, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				if digits(got) != digits(l.Found) || l.Found == l.Expected {
					t.Errorf("%s %s: cell %s holds %q, the label says %q", dir, l.ID, l.Cell, got, l.Found)
				}
				continue
			}
			if l.Line < 1 || l.Line > len(lines) || l.Find == "" || !strings.Contains(lines[l.Line-1], l.Find) {
				t.Errorf("%s %s: line %d does not hold %q", dir, l.ID, l.Line, l.Find)
				continue
			}
			if l.Found != "" && !strings.Contains(l.Find, l.Found) {
				t.Errorf("%s %s: %q is not in %q", dir, l.ID, l.Found, l.Find)
			}
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// digits leaves out the marks that number formats add.
func digits(s string) string { return strings.NewReplacer(".", "", ",", "").Replace(s) }
