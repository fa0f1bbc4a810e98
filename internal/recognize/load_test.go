package recognize

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// loadBook reads a workbook into sheets for tests: numbers, texts and merges.
func loadBook(t testing.TB, path string) *schema.Report {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs " + path)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rep := &schema.Report{Sources: []schema.Source{{Path: path, Format: "xlsx"}}}
	for n, name := range f.GetSheetList() {
		s := &schema.Sheet{Name: name, Index: n + 1}
		shown, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r := range shown {
			row := make([]schema.Cell, len(shown[r]))
			for c := range shown[r] {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				kind, _ := f.GetCellType(name, at)
				row[c] = schema.Cell{Raw: shown[r][c]}
				switch {
				case shown[r][c] == "":
				case kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset:
					d, ok := number.Parse(raw[r][c], number.Marks{Decimal: '.'})
					s, sok := number.Parse(strings.TrimSpace(shown[r][c]), number.EnMarks)
					if !ok || !sok {
						row[c].Kind = schema.Text
						continue
					}
					row[c].Kind, row[c].Number = schema.Numeric, d
					row[c].Number.Shown = s.Shown
				default:
					row[c].Kind = schema.Text
				}
			}
			s.Cells = append(s.Cells, row)
		}
		merges, err := f.GetMergeCells(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range merges {
			c1, r1, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
			c2, r2, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
			s.Merges = append(s.Merges, schema.Merge{Top: r1 - 1, Left: c1 - 1, Bottom: r2 - 1, Right: c2 - 1})
			for r := r1 - 1; r < r2 && r < len(s.Cells); r++ {
				for c := c1 - 1; c < c2 && c < len(s.Cells[r]); c++ {
					if r != r1-1 || c != c1-1 {
						s.Cells[r][c] = schema.Cell{Covered: true}
					}
				}
			}
		}
		rep.Sheets = append(rep.Sheets, s)
	}
	return rep
}

// loadText reads rows of cells parted by a sign; every cell is text.
func loadText(lines []string, sep string, loose bool) *schema.Sheet {
	s := &schema.Sheet{Index: 1, Loose: loose}
	for _, l := range lines {
		var row []schema.Cell
		for _, c := range strings.Split(strings.TrimRight(l, "\r\n"), sep) {
			c = strings.NewReplacer("<b>", "", "</b>", "", "**", "").Replace(c)
			cell := schema.Cell{Raw: c}
			if strings.TrimSpace(c) != "" {
				cell.Kind = schema.Text
			}
			row = append(row, cell)
		}
		s.Cells = append(s.Cells, row)
	}
	return s
}

// linesOf parts the data of an archive file into lines.
func linesOf(data []byte) []string { return strings.Split(strings.TrimRight(string(data), "\n"), "\n") }

// dump writes the structure of the tables of a report for people and goldens.
func dump(rep *schema.Report, pack *lang.Pack, rows bool) string {
	var b strings.Builder
	for n, t := range rep.Tables {
		fmt.Fprintf(&b, "table %d sheet %q rows %d-%d title %q unit %q exact %v mark %q period %d/%d/%d\n", n+1, rep.Sheets[t.Sheet].Name, t.Top+1, t.Bottom+1,
			t.Title, t.Unit.Text, t.Exact, string(rune(max(t.DecimalMark, ' '))), t.Period.Year, t.Period.Quarter, t.Period.Month)
		for i, c := range t.Columns {
			label := ""
			if i == t.LabelCol {
				label = " names"
			}
			fmt.Fprintf(&b, "  %s %s [%s]%s %s\n", schema.ColumnName(c.Col), kindName(c.Kind), c.Unit.Text, label, c.Title())
		}
		if rows {
			for i, r := range t.Rows {
				fmt.Fprintf(&b, "  %d: %s%s %q %q parent %d", i, strings.Repeat("  ", r.Level), rowName(r.Kind), r.Ordinal, r.Label, r.Parent)
				if r.OfWhich {
					b.WriteString(" of-which")
				}
				if r.Unit.Text != "" {
					b.WriteString(" [" + r.Unit.Text + "]")
				}
				b.WriteString("\n")
			}
		}
		for _, r := range t.Rules {
			hard := ""
			if r.Hard {
				hard = " hard"
			}
			over := ""
			if r.Axis == schema.Down {
				for _, c := range r.Over {
					over += schema.ColumnName(t.Columns[c].Col) + " "
				}
			}
			fmt.Fprintf(&b, "  rule %s: %s origin %d%s %d/%d bits %d over %s\n", r.ID, r.Text, r.Origin, hard, r.Held, r.Support, r.Strength, over)
		}
		for _, m := range t.Doubts {
			fmt.Fprintf(&b, "  doubt: %s\n", pack.Say(m))
		}
	}
	return b.String()
}

func kindName(k schema.ColumnKind) string {
	return [...]string{"blank", "ordinal", "label", "words", "count", "measure", "ratio", "index", "year"}[k]
}

func rowName(k schema.RowKind) string {
	return [...]string{"blank", "title", "header", "numbering", "unit", "section", "subtotal", "total", "note"}[k]
}

// TestPrint prints the structure of the workbooks named in DUMP, for work on the
// recogniser.
func TestPrint(t *testing.T) {
	paths := os.Getenv("DUMP")
	if paths == "" {
		t.Skip("set DUMP to the workbooks to print")
	}
	for _, p := range strings.Split(paths, ":") {
		var rep *schema.Report
		if strings.HasSuffix(p, ".md") {
			rep = tabbed(t, p)
		} else {
			rep = loadBook(t, p)
		}
		pack := lang.Vietnamese
		if os.Getenv("DUMPLANG") == "en" {
			pack = lang.English
		}
		if err := Report(rep, pack); err != nil {
			t.Fatal(err)
		}
		fmt.Println("==", p)
		fmt.Print(dump(rep, pack, os.Getenv("DUMPROWS") != ""))
	}
}
