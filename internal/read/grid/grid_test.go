package grid

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// sheet fills a sheet with the letters of a picture; a point is no cell.
func sheet(t *testing.T, lim input.Limits, picture ...string) *Filler {
	t.Helper()
	g := &Filler{Budget: &Budget{Limits: lim}, Sheet: &schema.Sheet{Name: "PL"}}
	for r, row := range picture {
		for c, letter := range row {
			if letter == '.' {
				continue
			}
			cell, err := g.Place(r, c)
			if err != nil {
				t.Fatal(err)
			}
			cell.Kind, cell.Raw = schema.Text, string(letter)
		}
	}
	return g
}

// draw writes the picture of a sheet, covered cells as "~".
func draw(s *schema.Sheet) []string {
	var out []string
	for _, row := range s.Cells {
		line := ""
		for _, c := range row {
			switch {
			case c.Covered:
				line += "~"
			case c.Raw == "":
				line += "."
			default:
				line += c.Raw
			}
		}
		out = append(out, line)
	}
	return out
}

func TestFinish(t *testing.T) {
	g := sheet(t, input.DefaultLimits(), "ab.d", "e", "...h", "", "i")
	for _, m := range []schema.Merge{
		{Top: 0, Left: 0, Bottom: 1, Right: 1},     // covers b and e
		{Top: 0, Left: 1, Bottom: 0, Right: 2},     // overlaps the first
		{Top: 2, Left: 3, Bottom: 9, Right: 9},     // cut to the used area
		{Top: 4, Left: 0, Bottom: 4, Right: 0},     // one cell
		{Top: 3, Left: 0, Bottom: 4, Right: 0},     // covers i
		{Top: 70, Left: 70, Bottom: 80, Right: 80}, // outside
	} {
		if !g.Merge(m) {
			t.Fatal("too many")
		}
	}
	run := func(row, col, start int, font uint16) schema.FontRun {
		return schema.FontRun{Row: row, Col: col, Start: start, Font: font}
	}
	g.Sheet.Runs = []schema.FontRun{run(2, 3, 0, 1), run(0, 3, 0, 2), run(0, 1, 0, 3), run(0, 0, 0, 4), run(0, 0, 0, 5), run(4, 0, 1, 6)}
	if err := g.Finish(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a~.d", "~~", "...h", "...~", "~..~"}, draw(g.Sheet)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]schema.Merge{{Bottom: 1, Right: 1}, {Top: 2, Left: 3, Bottom: 4, Right: 3}, {Top: 3, Bottom: 4}}, g.Sheet.Merges); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]schema.FontRun{run(0, 3, 0, 2), run(2, 3, 0, 1)}, g.Sheet.Runs); diff != "" {
		t.Error(diff)
	}
}

func TestLimits(t *testing.T) {
	lim := input.DefaultLimits()
	lim.Rows, lim.Cols, lim.Cells = 5, 5, 6
	for _, tc := range []struct {
		row, col int
		key      string
	}{{4, 4, ""}, {5, 0, "read.sheet-too-large"}, {0, 5, "read.sheet-too-large"}} {
		g := sheet(t, lim, "a")
		_, err := g.Place(tc.row, tc.col)
		key := ""
		if err != nil {
			key = input.As(err).Message.Key
		}
		if key != tc.key {
			t.Errorf("%d, %d: %q, want %q", tc.row, tc.col, key, tc.key)
		}
	}
	g := sheet(t, lim, "ab", "cd")
	if _, err := g.Place(0, 3); err != nil {
		t.Error(err)
	}
	_, err := g.Place(2, 0)
	if e := input.As(err); err == nil || e.Message.Key != "read.too-many-cells" || e.Place != "PL!A3" {
		t.Errorf("%v", err)
	}
}
