// Package grid fills the sheets of a workbook under limits: cells in any order,
// rows as long as their last cell, merged ranges cut to the used area.
package grid

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// maxMerges bounds the merged ranges of one sheet.
const maxMerges = 200_000

// Budget is what the sheets of one file share.
type Budget struct {
	Limits input.Limits
	Cells  int // cells kept so far, empty ones between filled ones included
	runs   int // runs of fonts kept so far
	text   int // bytes of text that stands in the file once and in many cells
}

// maxSharedText bounds the text that the file gives once and many cells get a form of
// their own of, such as a formula that a column shares.
const maxSharedText = 64 << 20

// Share reports whether a cell may have a text of n bytes that the file gives once.
func (b *Budget) Share(n int) bool {
	if b.text += n; b.text > maxSharedText {
		b.text = maxSharedText + 1 // and no other text either
		return false
	}
	return true
}

// Filler fills one sheet.
type Filler struct {
	*Budget
	Sheet *schema.Sheet
}

// Place makes room for the cell at a row and column and gives it.
func (g *Filler) Place(row, col int) (*schema.Cell, error) {
	if row >= g.Limits.Rows || col >= g.Limits.Cols {
		return nil, g.Refuse(row, col, "read.sheet-too-large", "rows", g.Limits.Rows, "columns", g.Limits.Cols)
	}
	cells := g.Sheet.Cells
	for len(cells) <= row {
		cells = append(cells, nil)
	}
	g.Sheet.Cells = cells
	return g.at(row, col)
}

// at gives the cell at a row and column, lengthening the row to it.
func (g *Filler) at(row, col int) (*schema.Cell, error) {
	r := g.Sheet.Cells[row]
	if n := col + 1 - len(r); n > 0 {
		if g.Cells += n; g.Cells > g.Limits.Cells {
			return nil, g.Refuse(row, col, "read.too-many-cells", "cells", g.Limits.Cells)
		}
		if r == nil && row > 0 && len(g.Sheet.Cells[row-1]) >= n {
			r = make([]schema.Cell, 0, len(g.Sheet.Cells[row-1]))
		}
		for ; n > 0; n-- {
			r = append(r, schema.Cell{})
		}
		g.Sheet.Cells[row] = r
	}
	return &r[col], nil
}

// Refuse is the error of a sheet that cannot be used, at a cell.
func (g *Filler) Refuse(row, col int, key string, pairs ...any) error {
	e := input.Refused(key, pairs...)
	e.Place = g.Sheet.Name + "!" + schema.A1(row, col)
	return e
}

// Merge notes a merged range; ok is false when the sheet has too many of them.
func (g *Filler) Merge(m schema.Merge) (ok bool) {
	if m.Top == m.Bottom && m.Left == m.Right {
		return true
	}
	if len(g.Sheet.Merges) == maxMerges {
		return false
	}
	g.Sheet.Merges = append(g.Sheet.Merges, m)
	return true
}

// RoomForRuns reports whether n more runs of fonts may be kept.
func (b *Budget) RoomForRuns(n int) bool { return b.runs+n <= b.Limits.Cells }

// Runs notes the fonts of the parts of a cell's text, given by start and font. Those
// beyond the limit of cells are dropped: a string with many fonts may stand in many
// cells.
func (g *Filler) Runs(row, col int, runs []schema.FontRun) {
	if !g.RoomForRuns(len(runs)) {
		return
	}
	g.runs += len(runs)
	for _, r := range runs {
		r.Row, r.Col = row, col
		g.Sheet.Runs = append(g.Sheet.Runs, r)
	}
}

// Finish ends the sheet after its last cell: it cuts the merged ranges to the used
// area, marks the cells under them, and puts the runs of fonts in order.
func (g *Filler) Finish() error {
	if err := g.cover(); err != nil {
		return err
	}
	g.order()
	return nil
}

// order sorts the runs of fonts by their cells and drops those of a cell that was
// covered or written twice.
func (g *Filler) order() {
	runs := g.Sheet.Runs
	slices.SortStableFunc(runs, func(a, b schema.FontRun) int {
		return cmp.Or(a.Row-b.Row, a.Col-b.Col)
	})
	kept := runs[:0]
	for i, j := 0, 0; i < len(runs); i = j {
		text, from, good := g.Sheet.At(runs[i].Row, runs[i].Col).Raw, 0, true
		for j = i; j < len(runs) && runs[j].Row == runs[i].Row && runs[j].Col == runs[i].Col; j++ {
			start := runs[j].Start
			good = good && start < len(text) && utf8.RuneStart(text[start]) && (j == i || start > from)
			from = start
		}
		if good {
			kept = append(kept, runs[i:j]...)
		}
	}
	g.Sheet.Runs = kept
}

func (g *Filler) cover() error {
	sheet := g.Sheet
	width, kept, area := sheet.Width(), sheet.Merges[:0], 0
	for _, m := range sheet.Merges {
		m.Bottom, m.Right = min(m.Bottom, len(sheet.Cells)-1), min(m.Right, width-1)
		if m.Top > m.Bottom || m.Left > m.Right || m.Top == m.Bottom && m.Left == m.Right {
			continue
		}
		if m.Left >= len(sheet.Cells[m.Top]) || sheet.Cells[m.Top][m.Left].Covered { // merged emptiness, or ranges that overlap
			continue
		}
		if area += (m.Bottom - m.Top + 1) * (m.Right - m.Left + 1); area > g.Limits.Cells { // ranges that overlap, time and again
			break
		}
		for r := m.Top; r <= m.Bottom; r++ {
			if _, err := g.at(r, m.Right); err != nil {
				return err
			}
			for c := m.Left; c <= m.Right; c++ {
				if r != m.Top || c != m.Left {
					sheet.Cells[r][c] = schema.Cell{Covered: true}
				}
			}
		}
		kept = append(kept, m)
	}
	sheet.Merges = kept
	return nil
}
