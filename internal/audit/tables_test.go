package audit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"doisoat/internal/read"
	"doisoat/schema"
)

// subject is a table of testdata and what it promises. The faults that the labels of its
// folder tell of it are mended before anything is tried.
type subject struct {
	name  string
	first string // the first of its units
	promises
	rename map[string]string // cells whose right name the labels leave open
	// unshown is how many swaps of two names go unreported at most: nothing in the table
	// shows them, and the run reads nothing of these rows out of the prose.
	unshown int
}

var dispatch = subject{name: "hoai-nhon-2023h1", first: "UBND thị xã Hoài Nhơn", promises: promises{
	rows:   append([]int{10}, span(12, 30)...),
	sums:   []sum{{"C", "DE"}, {"E", "GH"}, {"L", "TU"}},
	ratios: []ratio{{"K", "IJ", "E"}, {"N", "M", "L"}, {"P", "O", "GH"}, {"Q", "H", "E"}},
	feet:   []foot{{29, span(12, 28)}, {30, []int{10, 29}}},
	footed: "CDEFGHIJLMOTUV",
	bounds: []bounds{{"RS", foot{29, span(12, 28)}}, {"RS", foot{30, []int{10, 29}}}},
	units:  [][]int{{10}, span(12, 28)},
}}

var schools = subject{name: "truong-hoc-2024", first: "Thị trấn Kim Đàm", promises: promises{
	rows:   span(8, 22),
	sums:   []sum{{"H", "IJ"}},
	ratios: []ratio{{"G", "F", "E"}, {"L!", "H", "K"}, {"N", "M", "H"}},
	feet:   []foot{{8, []int{9, 17}}, {9, span(10, 16)}, {17, span(18, 22)}},
	footed: "CDEFHIJKM",
	units:  [][]int{span(10, 16), span(18, 22)},
}, rename: map[string]string{"B22": "Xã Yên Sơn"}}

var budget = subject{name: "thu-ngan-sach-2024", first: "Thu từ doanh nghiệp nhà nước", promises: promises{
	rows:   append(append(span(7, 10), span(12, 19)...), span(20, 29)...),
	ratios: []ratio{{"G", "F", "C"}, {"H", "F", "D"}, {"I", "F", "E"}},
	feet:   []foot{{7, []int{8, 19}}, {8, []int{9, 10, 14, 15, 16, 17, 18}}, {20, span(21, 29)}},
	footed: "CDEF",
	units:  [][]int{{9, 10, 14, 15, 16, 17, 18}, span(21, 29)},
}, unshown: 70}

var subjects = []*subject{&dispatch, &schools, &budget}

// laid is a subject as read from some of its files.
type laid struct {
	*subject
	rep   *schema.Report
	lower int // rows that the table stands lower than in the workbook
}

// load reads files of the subject's folder that hold its table once, and mends it.
func (s *subject) load(t testing.TB, files ...string) laid {
	t.Helper()
	folder := filepath.Join("..", "..", "testdata", s.name)
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(folder, f))
	}
	rep, err := read.Files(paths, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Sheets) != 1 {
		t.Fatalf("%d sheets", len(rep.Sheets))
	}
	out := laid{s, rep, 0}
	for row := range rep.Sheets[0].Cells {
		if rep.At(schema.Ref{Row: row, Col: 1}).Raw == s.first {
			out.lower = row + 1 - s.units[0][0]
		}
	}
	data, err := os.ReadFile(filepath.Join(folder, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Errors []struct{ Where, Cell, Expected string }
	}
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	for _, e := range gold.Errors {
		if e.Where != "table" {
			continue
		}
		ref := out.cellAt(t, e.Cell)
		if name, ok := s.rename[e.Cell]; ok {
			rep.At(ref).Raw = name
			continue
		}
		typeOver(rep, ref, e.Expected)
	}
	return out
}

// nameAt is the cell of the name of a row.
func (l laid) nameAt(row int) schema.Ref { return schema.Ref{Row: row - 1 + l.lower, Col: 1} }

// cellAt reads "L29".
func (l laid) cellAt(t testing.TB, a1 string) schema.Ref {
	t.Helper()
	row, err := strconv.Atoi(strings.TrimLeft(a1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil || a1[0] < 'A' || a1[0] > 'Z' || a1[1] > '9' {
		t.Fatalf("%q is no cell of these tables", a1)
	}
	return schema.Ref{Row: row - 1 + l.lower, Col: int(a1[0] - 'A')}
}

// typeOver writes a figure over the one in a cell, as a hand at the keyboard would: a
// cell that keeps its number as text keeps the new one as text, a formula is gone.
func typeOver(rep *schema.Report, ref schema.Ref, text string) {
	c := rep.At(ref)
	c.Raw, c.Formula = text, ""
	if c.Kind != schema.Numeric {
		return
	}
	w, _ := plainNumber(text)
	value, _ := schema.RoundRat(w.value, w.places)
	c.Number = schema.Number{Value: value, Shown: int8(w.places), Percent: c.Number.Percent}
}

// copied is the report with its own cells; a run changes them. The prose is shared.
func copied(rep *schema.Report) *schema.Report {
	out := *rep
	out.Sheets = nil
	for _, s := range rep.Sheets {
		sheet := *s
		sheet.Cells = make([][]schema.Cell, len(s.Cells))
		for r := range s.Cells {
			sheet.Cells[r] = append([]schema.Cell(nil), s.Cells[r]...)
		}
		out.Sheets = append(out.Sheets, &sheet)
	}
	return &out
}
