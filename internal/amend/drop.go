package amend

import (
	"slices"

	"doisoat/schema"
)

// WithoutRow is a copy in which a row of a sheet was deleted, as a spreadsheet does it.
// Formulas of the sheet are gone; their values stay.
func WithoutRow(rep *schema.Report, sheet, row int) *schema.Report {
	out := Copy(rep)
	s := out.Sheets[sheet]
	values(s)
	var merges []schema.Merge
	for _, m := range s.Merges {
		if m.Top == row && m.Bottom > m.Top && row+1 < len(s.Cells) && m.Left < len(s.Cells[row]) {
			keep(&s.Cells[row+1], m.Left, s.Cells[row][m.Left])
		}
		if top, bottom, left := closeUp(m.Top, m.Bottom, row); left {
			merges = append(merges, schema.Merge{Top: top, Left: m.Left, Bottom: bottom, Right: m.Right})
		}
	}
	s.Merges = merges
	if row < len(s.Cells) {
		s.Cells = slices.Delete(s.Cells, row, row+1)
	}
	if row < len(s.Numbers) {
		s.Numbers = slices.Delete(slices.Clone(s.Numbers), row, row+1)
	}
	s.Runs = nil
	return out
}

// WithoutColumn is a copy in which a column of a sheet was deleted.
func WithoutColumn(rep *schema.Report, sheet, col int) *schema.Report {
	out := Copy(rep)
	s := out.Sheets[sheet]
	values(s)
	var merges []schema.Merge
	for _, m := range s.Merges {
		if m.Left == col && m.Right > m.Left && m.Top < len(s.Cells) && col < len(s.Cells[m.Top]) {
			keep(&s.Cells[m.Top], col+1, s.Cells[m.Top][col])
		}
		if from, to, left := closeUp(m.Left, m.Right, col); left {
			merges = append(merges, schema.Merge{Top: m.Top, Left: from, Bottom: m.Bottom, Right: to})
		}
	}
	s.Merges = merges
	for r := range s.Cells {
		if col < len(s.Cells[r]) {
			s.Cells[r] = slices.Delete(s.Cells[r], col, col+1)
		}
	}
	s.Runs = nil
	return out
}

func values(s *schema.Sheet) {
	for r := range s.Cells {
		for c := range s.Cells[r] {
			s.Cells[r][c].Formula = ""
		}
	}
}

// keep puts the cell that a merged range shows at a column of a row that stays.
func keep(row *[]schema.Cell, col int, c schema.Cell) {
	for len(*row) <= col {
		*row = append(*row, schema.Cell{})
	}
	c.Covered = false
	(*row)[col] = c
}

// closeUp is what is left of the lines from a to b when one is deleted; false when it is
// nothing.
func closeUp(a, b, line int) (from, to int, left bool) {
	if a > line {
		a--
	}
	if b >= line {
		b--
	}
	return a, b, b >= a
}
