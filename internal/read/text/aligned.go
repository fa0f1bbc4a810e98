package text

import (
	"strings"

	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// A table typed on a typewriter's page has its columns under each other, with two blanks
// or more between them.

const (
	leastAligned = 3 // rows of three fields or more
	betweenRows  = 2 // lines of fewer fields between two such rows
)

// stretch is a field of such a row: its characters and where they stand, in characters.
type stretch struct {
	chars    []lines.Char
	from, to int
}

// stretches cuts a line where two blanks or a tab stand.
func stretches(l lines.Line) []stretch {
	chars := l.Chars(0)
	var out []stretch
	blanks := 2
	for i, c := range chars {
		switch c.R {
		case ' ', '\u00a0':
			blanks++
			continue
		case '\t':
			blanks += 2
			continue
		}
		if n := len(out); blanks < 2 && n > 0 {
			out[n-1].to = i + 1
		} else {
			out = append(out, stretch{from: i, to: i + 1})
		}
		blanks = 0
	}
	for i := range out {
		out[i].chars = chars[out[i].from:out[i].to]
	}
	return out
}

// alignedRun measures the table of aligned columns that begins at line i: the number of
// its lines, 0 when none begins there, the number of lines that were looked at for it,
// and its rows.
func alignedRun(ls []lines.Line, i int) (n, seen int, rows [][]stretch) {
	if strings.Count(ls[i].Text, "  ") < 2 {
		return 0, 0, nil
	}
	end, full, figures := i, 0, 0
	for j := i; j < len(ls) && j-end <= betweenRows && !ls[j].Blank(); j++ {
		fields := stretches(ls[j])
		rows = append(rows, fields)
		if len(fields) < 3 {
			if j == i {
				return 0, 0, nil
			}
			continue
		}
		full++
		end = j + 1
		for _, f := range fields {
			if sortOf(lines.String(f.chars)) == figure {
				figures++
			}
		}
	}
	if full < leastAligned || figures < 2*leastAligned {
		return 0, end - i, nil
	}
	return end - i, end - i, rows[:end-i]
}

// edges are the columns at which the fields of the table begin and end: stretches of the
// line that hardly any row leaves blank, from field to field.
func edges(rows [][]stretch) [][2]int {
	width := 0
	for _, r := range rows {
		for _, f := range r {
			width = max(width, f.to)
		}
	}
	ink := make([]int, width+1)
	most := 0
	for _, r := range rows {
		most = max(most, len(r))
		for _, f := range r {
			for x := f.from; x < f.to; x++ {
				ink[x]++
			}
		}
	}
	few := len(rows) / 12
	var out [][2]int
	for x := 0; x < len(ink); x++ {
		if ink[x] <= few {
			continue
		}
		if n := len(out); n > 0 && out[n-1][1] == x {
			out[n-1][1]++
		} else {
			out = append(out, [2]int{x, x + 1})
		}
	}
	if len(out) < most { // fields stand over several columns, or under none
		return nil
	}
	return out
}

// aligned makes the grid of the rows, nil when the columns do not stand under each other.
func aligned(rows [][]stretch) ([][]schema.Cell, []schema.Merge) {
	columns := edges(rows)
	if len(columns) < 3 {
		return nil, nil
	}
	var out [][]schema.Cell
	var merges []schema.Merge
	for _, r := range rows {
		row := make([]schema.Cell, len(columns))
		next := 0
		for _, f := range r {
			first, last := -1, -1
			for c := next; c < len(columns) && columns[c][0] < f.to; c++ {
				if f.from < columns[c][1] {
					if first < 0 {
						first = c
					}
					last = c
				}
			}
			if first < 0 {
				return nil, nil
			}
			row[first] = lines.CellOf(f.chars)
			for c := first + 1; c <= last; c++ {
				row[c].Covered = true
			}
			if last > first {
				merges = append(merges, schema.Merge{Top: len(out), Left: first, Bottom: len(out), Right: last})
			}
			next = last + 1
		}
		for c := range row {
			if row[c].Line == 0 {
				row[c].Line, row[c].Column = r[0].chars[0].Line, int32(columns[c][0]+1)
			}
		}
		out = append(out, row)
	}
	return out, merges
}
