package recognize

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"testing"

	"doisoat/internal/edit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

// copyReport copies the sheets of a report, so that a test may spoil them.
func copyReport(rep *schema.Report) *schema.Report {
	out := &schema.Report{Sources: rep.Sources, Document: rep.Document}
	for _, s := range rep.Sheets {
		c := *s
		c.Cells = make([][]schema.Cell, len(s.Cells))
		for r := range s.Cells {
			c.Cells[r] = append([]schema.Cell(nil), s.Cells[r]...)
		}
		out.Sheets = append(out.Sheets, &c)
	}
	return out
}

// broken reports whether a hard rule of the report is broken at the cell or at one
// that the cell goes into.
func broken(rep *schema.Report, cell schema.Ref) bool {
	for _, t := range rep.Tables {
		for i := range t.Rules {
			r := &t.Rules[i]
			if !r.Hard {
				continue
			}
			for _, line := range r.Over {
				o := edit.At(rep, t, r, line)
				if o.Status != edit.Breaks && o.Status != edit.CutOff {
					continue
				}
				if o.Target == cell {
					return true
				}
				for _, p := range o.Operands {
					if p.Ref == cell {
						return true
					}
				}
			}
		}
	}
	return false
}

// spoil changes one digit of a cell; ok is false when it has no such digit or the
// number stays the same.
func spoil(rep *schema.Report, cell schema.Ref, nth int, to byte) bool {
	c := &rep.Sheets[cell.Sheet].Cells[cell.Row][cell.Col]
	raw := []byte(c.Raw)
	for i := range raw {
		if raw[i] < '0' || raw[i] > '9' {
			continue
		}
		if nth--; nth >= 0 {
			continue
		}
		if raw[i] == to {
			return false
		}
		raw[i] = to
		c.Raw = string(raw)
		if c.Kind == schema.Numeric {
			digits := bytes.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return r
				}
				return -1
			}, raw)
			v, _ := strconv.ParseInt(string(digits), 10, 64)
			if c.Number.Value.Coef < 0 {
				v = -v
			}
			c.Number.Value = schema.Decimal{Coef: v, Places: c.Number.Shown}
		}
		return true
	}
	return false
}

// TestEveryDigit changes digits of every cell that takes part in a rule and wants a
// broken hard rule that names the cell.
func TestEveryDigit(t *testing.T) {
	const dir = "../../../shared/data/hoai-nhon-2023h1/"
	reports := map[string]*schema.Report{}
	if _, err := os.Stat(dir); err == nil {
		reports["appendix.xlsx"] = loadBook(t, dir+"appendix.xlsx")
		text, err := os.ReadFile(dir + "report.md")
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, l := range strings.Split(string(text), "\n") {
			if strings.Contains(l, "\t") {
				lines = append(lines, l)
			}
		}
		reports["report.md"] = &schema.Report{Sheets: []*schema.Sheet{loadText(lines, "\t", true)}}
	}
	for name, sound := range reports {
		t.Run(name, func(t *testing.T) {
			ref := copyReport(sound)
			if err := Report(ref, lang.Vietnamese); err != nil {
				t.Fatal(err)
			}
			table := ref.Tables[0]
			part := map[schema.Ref]bool{}
			for i := range table.Rules {
				r := &table.Rules[i]
				if r.Relation != schema.Equal {
					continue
				}
				for _, line := range r.Over {
					o := edit.At(ref, table, r, line)
					if o.Status == edit.Undecidable {
						continue
					}
					part[o.Target] = true
					for _, p := range o.Operands {
						part[p.Ref] = true
					}
				}
			}
			tried, missed := 0, 0
			for cell := range part {
				for nth := 0; nth < 6; nth++ {
					for _, to := range []byte("0379") {
						rep := copyReport(sound)
						if !spoil(rep, cell, nth, to) {
							continue
						}
						tried++
						if err := Report(rep, lang.Vietnamese); err != nil {
							t.Fatal(err)
						}
						if !broken(rep, cell) {
							missed++
							t.Errorf("%s: %q -> %q breaks no rule", schema.A1(cell.Row, cell.Col), sound.At(cell).Raw, rep.At(cell).Raw)
						}
					}
				}
			}
			t.Logf("%d cells, %d changes, %d missed", len(part), tried, missed)
		})
	}
}
