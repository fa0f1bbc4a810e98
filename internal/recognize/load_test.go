package recognize

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

// loadFile reads a file of the shared data.
func loadFile(t testing.TB, path string) *schema.Report {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs " + path)
	}
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
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
