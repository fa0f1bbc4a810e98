package recognize

import (
	"bytes"
	"cmp"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"golang.org/x/tools/txtar"

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

// TestChangedDigit changes digits of cells that take part in a rule, drawn from a
// fixed seed, and wants a broken hard rule that names the cell.
func TestChangedDigit(t *testing.T) {
	reports := map[string]*schema.Report{"grown": grown(17, 12), "schools": schools(t)}
	const dir = "../../../shared/data/hoai-nhon-2023h1/"
	if _, err := os.Stat(dir); err == nil {
		reports["dispatch"] = loadFile(t, dir+"appendix.xlsx")
		reports["dispatch as text"] = loadFile(t, dir+"report.md")
	} else {
		t.Log("the shared dispatch is not there")
	}
	draws := 150
	if testing.Short() {
		draws = 40
	}
	for name, sound := range reports {
		t.Run(name, func(t *testing.T) {
			ref := copyReport(sound)
			if err := Report(ref, lang.Vietnamese); err != nil {
				t.Fatal(err)
			}
			cells := partaking(ref, ref.Tables[0])
			r := rand.New(rand.NewPCG(1, 2))
			tried := 0
			for tried < draws {
				cell := cells[r.IntN(len(cells))]
				rep := copyReport(sound)
				if !spoil(rep, cell, r.IntN(6), byte('0'+r.IntN(10))) {
					continue
				}
				tried++
				if err := Report(rep, lang.Vietnamese); err != nil {
					t.Fatal(err)
				}
				if !broken(rep, cell) {
					t.Errorf("%s: %q -> %q breaks no rule", schema.A1(cell.Row, cell.Col), sound.At(cell).Raw, rep.At(cell).Raw)
				}
			}
		})
	}
}

// partaking lists the cells that take part in a rule that fixes values, in order.
func partaking(rep *schema.Report, t *schema.Table) []schema.Ref {
	part := map[schema.Ref]bool{}
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Relation != schema.Equal {
			continue
		}
		for _, line := range r.Over {
			o := edit.At(rep, t, r, line)
			if o.Status == edit.Undecidable {
				continue
			}
			part[o.Target] = true
			for _, p := range o.Operands {
				part[p.Ref] = true
			}
		}
	}
	var out []schema.Ref
	for ref := range part {
		out = append(out, ref)
	}
	slices.SortFunc(out, func(a, b schema.Ref) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
	return out
}

// schools is a small table on another subject, all of it text.
func schools(t testing.TB) *schema.Report {
	a, err := txtar.ParseFile("testdata/schools.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return &schema.Report{Sheets: []*schema.Sheet{loadText(linesOf(a.Files[0].Data), "|", false)}}
}
