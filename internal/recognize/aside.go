package recognize

import (
	"doisoat/schema"
)

// Beside the table that is published, the people who make it keep working columns:
// differences against last month's estimate, shares, trial sums. They have no header
// or a scribble for one, and promise nothing. Two things tell them apart: they lie
// right of all that the header covers, and the header covers the rest throughout.

// strayFigures takes figures far right of every header for no figures where the rest
// of their row holds none, so that they make no row of a table.
func (g *grid) strayFigures() {
	reach := g.headReach()
	if reach < 0 || !g.spreadsheet {
		return
	}
	for r := range g.class {
		inside := false
		for c := 0; c < len(g.class[r]) && c <= reach; c++ {
			inside = inside || g.class[r][c] == figure
		}
		if inside {
			continue
		}
		stray := false
		for c := reach + 1; c < len(g.class[r]); c++ {
			if g.class[r][c] == figure {
				g.class[r][c], stray = other, true
			}
		}
		if stray {
			g.lines[r] = g.sumUp(r)
		}
	}
}

// headReach is the last column that any line of at least three words covers, -1 when
// there is no such line.
func (g *grid) headReach() int {
	reach := -1
	for r, l := range g.lines {
		if l.words < 3 {
			continue
		}
		for c := len(g.class[r]) - 1; c >= 0; c-- {
			if g.class[r][c] != words {
				continue
			}
			end := c
			if m, ok := g.mergeAt(r, c); ok {
				end = m.Right
			}
			reach = max(reach, end)
			break
		}
	}
	return reach
}

// asideFrom is the first of the working columns at the right of a table, b.right+1
// when there are none.
func (g *grid) asideFrom(b block, h *header) int {
	if len(h.rows) == 0 || !g.spreadsheet {
		return b.right + 1
	}
	headed := func(c int) bool {
		path, _ := h.path(c)
		return len(path) > 0
	}
	covered := g.topReach(h)
	from, typed := b.right+1, 0
	for c := b.firstFig; c <= b.right; c++ {
		if headed(c) && c <= covered && g.holdsFigures(b, c) {
			typed++
		}
	}
	if typed < 2 {
		return from
	}
	for c := b.right; c >= b.firstFig; c-- {
		switch {
		case !g.holdsFigures(b, c):
			if c > covered {
				from = c
			}
			continue
		case !headed(c), c > covered && len(h.rows) > 1, g.formulasOnly(b, c) && g.unheadedLeft(b, h, c):
			from = c
			continue
		}
		break
	}
	return from
}

// topReach is the last column that the top row of a header covers, with merges; all
// columns when the header uses none.
func (g *grid) topReach(h *header) int {
	merged := false
	for _, m := range g.sheet.Merges {
		if m.Top >= h.b.top && m.Top < h.b.body && m.Right > m.Left {
			merged = true
		}
	}
	if !merged {
		return h.b.right
	}
	reach := -1
	for c := range g.class[h.rows[0]] {
		if g.class[h.rows[0]][c] == nothing {
			continue
		}
		reach = max(reach, c+max(h.span[[2]int{h.rows[0], c}], 1)-1)
	}
	return reach
}

func (g *grid) holdsFigures(b block, c int) bool {
	for r := b.body; r <= b.bottom; r++ {
		if g.at(r, c) == figure {
			return true
		}
	}
	return false
}

// formulasOnly reports whether formulas of the spreadsheet give all figures of a column.
func (g *grid) formulasOnly(b block, c int) bool {
	figures := 0
	for r := b.body; r <= b.bottom; r++ {
		if cell := g.sheet.At(r, c); cell.Kind == schema.Numeric {
			if cell.Formula == "" {
				return false
			}
			figures++
		}
	}
	return figures > 0
}

// unheadedLeft reports whether a column of figures without a header stands between a
// column and the headed ones left of it.
func (g *grid) unheadedLeft(b block, h *header, c int) bool {
	for d := c - 1; d >= b.firstFig; d-- {
		if !g.holdsFigures(b, d) {
			continue
		}
		path, _ := h.path(d)
		return len(path) == 0
	}
	return false
}
