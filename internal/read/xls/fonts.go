package xls

import (
	"unicode/utf16"

	"doisoat/schema"
)

// settle cleans a text and turns its runs into those of the names of fonts: runs of
// one name become one, and each begins at a byte.
func (b *book) settle(t *text) {
	if len(t.runs) > 0 {
		place := offsets(t.s, b.version == 8)
		kept := t.runs[:0]
		for _, r := range t.runs {
			if r.start >= len(place) {
				break
			}
			r = run{place[r.start], b.fontAt(r.font).name}
			switch n := len(kept); {
			case n > 0 && kept[n-1].font == r.font, n > 0 && kept[n-1].start >= r.start:
			default:
				kept = append(kept, r)
			}
		}
		t.runs = kept
	}
	if s := clean(t.s); s != t.s {
		t.s = s
		if len(t.runs) > 1 { // their places have moved
			t.runs = t.runs[:1]
		}
	}
}

// fontsOf tells the font of a cell's text: the one of most of it, and where there are
// several, the runs of each. The text before the first run has the font of the cell.
func (w *worksheet) fontsOf(c *schema.Cell, row, col int, t text, fnt font) {
	c.Font = uint16(fnt.name)
	if len(t.runs) == 0 || len(t.runs) == 1 && t.runs[0].font == fnt.name || !w.RoomForRuns(len(t.runs)+1) {
		return
	}
	var runs []schema.FontRun
	if t.runs[0].start > 0 {
		runs = append(runs, schema.FontRun{Font: uint16(fnt.name)})
	}
	for _, r := range t.runs {
		if n := len(runs); n == 0 || runs[n-1].Font != uint16(r.font) {
			runs = append(runs, schema.FontRun{Start: r.start, Font: uint16(r.font)})
		}
	}
	length := make(map[uint16]int)
	for i, r := range runs {
		end := len(t.s)
		if i+1 < len(runs) {
			end = runs[i+1].Start
		}
		if length[r.Font] += end - r.Start; length[r.Font] > length[c.Font] {
			c.Font = r.Font
		}
	}
	if len(runs) > 1 {
		w.Runs(row, col, runs)
	}
}

// offsets gives the byte at which each character of a text begins, characters
// counted as the file counts them: UTF-16 units, or bytes of the file, which are
// characters, before BIFF8.
func offsets(s string, units bool) []int {
	var out []int
	for i, r := range s {
		out = append(out, i)
		if units && utf16.RuneLen(r) == 2 {
			out = append(out, i)
		}
	}
	return out
}
