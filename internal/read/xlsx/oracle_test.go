package xlsx

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/read/input"
	"doisoat/internal/read/numfmt"
	"doisoat/schema"
)

// Every value of the shared workbooks is the one that excelize reads.
func TestAgainstExcelize(t *testing.T) {
	var paths []string
	for _, pattern := range []string{"hoai-nhon-2023h1/*.xlsx", "reports-dev/*/*.xlsx", "gso-even-years/202[24]-0*.xlsx"} {
		found, err := filepath.Glob("../../../../shared/data/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	if len(paths) == 0 {
		t.Skip("the shared data are not here")
	}
	if testing.Short() {
		paths = paths[:4]
	}
	cells := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Read(input.File{Name: path, Data: data}, input.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range c.Sheets {
			rows, err := f.GetRows(s.Name)
			if err != nil {
				t.Fatal(err)
			}
			for r := range max(len(rows), len(s.Cells)) {
				for col := range 40 {
					want := ""
					if r < len(rows) && col < len(rows[r]) {
						want = rows[r][col]
					}
					cell := s.At(r, col)
					if want == "" && cell.Raw == "" {
						continue
					}
					cells++
					switch cell.Kind {
					case schema.Numeric:
						d, ok := numfmt.Stored(want)
						if cell.Number.Percent {
							d, ok = numfmt.Shift(d, 2)
						}
						if !ok || d.Cmp(cell.Number.Value) != 0 {
							t.Errorf("%s %s!%s: %v, excelize reads %q", path, s.Name, schema.A1(r, col), cell.Number.Value, want)
						}
					case schema.Date, schema.Bool:
					default:
						if cell.Raw != strings.ReplaceAll(want, "\r", "") && !cell.Covered {
							t.Errorf("%s %s!%s: %q, excelize reads %q", path, s.Name, schema.A1(r, col), cell.Raw, want)
						}
					}
				}
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d cells of %d workbooks", cells, len(paths))
}
