package legacy

import (
	"strings"

	"doisoat/schema"
)

// key is a string and the font that shows it.
type key struct{ s, font string }

// Sheet converts the texts of all cells of a sheet. It looks at every string before
// it changes one, so that the clear ones tell how to read the others; where a cell
// has runs in fonts of different encodings, each is read by itself.
func (d *Decoder) Sheet(s *schema.Sheet) { d.Sheets([]*schema.Sheet{s}) }

// Sheets converts the sheets of one file: all are looked at before one is changed.
func (d *Decoder) Sheets(sheets []*schema.Sheet) {
	seen := map[key]bool{}
	for _, s := range sheets {
		eachCell(s, func(_ *schema.Cell, _ []schema.FontRun, parts []part) {
			for _, p := range parts {
				if k := (key{p.s, p.font}); !plain(p.s) && !seen[k] {
					seen[k] = true
					r, _ := d.read(p.s, p.font)
					d.learn(p.font, r)
				}
			}
		})
	}
	if len(seen) == 0 {
		return
	}
	done := map[key]*reading{} // nil: stays as it is
	read := func(p part) *reading {
		k := key{p.s, p.font}
		r, known := done[k]
		if !known {
			if got, changed := d.read(p.s, p.font); changed {
				r = &got
			}
			done[k] = r
		}
		return r
	}
	for _, s := range sheets {
		eachCell(s, func(c *schema.Cell, at []schema.FontRun, parts []part) {
			c.Raw = d.join(c.Raw, parts, read)
			if c.Kind == schema.Text && strings.TrimSpace(c.Raw) == "" {
				c.Kind = schema.Empty
			}
			for _, p := range parts {
				for _, r := range p.runs {
					if len(at) > 0 {
						at[0].Start, at = r.Start, at[1:]
					}
				}
			}
		})
	}
}

// eachCell calls f for every cell with text: with its runs as the sheet holds them,
// and its text cut where the kind of the font changes.
func eachCell(s *schema.Sheet, f func(c *schema.Cell, at []schema.FontRun, parts []part)) {
	name := func(i uint16) string {
		if int(i) < len(s.Fonts) {
			return s.Fonts[i]
		}
		return ""
	}
	type place struct{ row, col int }
	first := map[place]int{} // of the runs of a cell, which stand together
	for i, r := range s.Runs {
		if _, ok := first[place{r.Row, r.Col}]; !ok {
			first[place{r.Row, r.Col}] = i
		}
	}
	one := make([]part, 1)
	for row := range s.Cells {
		for col := range s.Cells[row] {
			c := &s.Cells[row][col]
			if c.Raw == "" {
				continue
			}
			i, mixed := first[place{row, col}]
			if !mixed {
				one[0] = part{s: c.Raw, font: name(c.Font)}
				f(c, nil, one)
				continue
			}
			j := i
			for j < len(s.Runs) && s.Runs[j].Row == row && s.Runs[j].Col == col {
				j++
			}
			at := s.Runs[i:j]
			f(c, at, parts(c.Raw, fontRuns(at, c.Raw, name)))
		}
	}
}

// fontRuns gives the runs of a cell's text their ends; what stands before the first
// belongs to it.
func fontRuns(at []schema.FontRun, s string, name func(uint16) string) []Run {
	out := make([]Run, len(at))
	from := 0
	for i := range at {
		end := len(s)
		if i+1 < len(at) {
			end = min(max(at[i+1].Start, from), len(s))
		}
		out[i] = Run{from, end, name(at[i].Font)}
		from = end
	}
	return out
}
