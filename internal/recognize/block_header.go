package recognize

import (
	"doisoat/internal/lang"
)

// isHeader reports whether a row heads columns of figures: it has words over them
// and no figures other than years, and is no line of a unit or title.
func (g *grid) isHeader(r, firstFig int) bool {
	l := g.lines[r]
	if l.blank() {
		return false
	}
	if l.figures > 0 {
		return l.years == l.figures && (l.figures > 1 || l.words > 0 || l.first >= firstFig) && l.last >= firstFig
	}
	over := 0
	for c := max(firstFig, 1); c < len(g.class[r]); c++ {
		if g.class[r][c] == words {
			over++
		}
	}
	if over == 0 && firstFig == 0 && l.words > 1 {
		over = l.words
	}
	switch {
	case over == 0:
		return false
	case l.words == 1: // alone: a header only when it is no unit, title or aside
		t := g.raw(r, l.first)
		if g.isUnitLine(t) || g.wide(r, l.first) {
			return false
		}
		return true
	}
	return true
}

// mergedOver reports whether a merged cell of the row above reaches down into a row.
func (g *grid) mergedOver(r int) bool {
	for c := 0; c < g.width; c++ {
		if m, ok := g.mergeAt(r-1, c); ok && m.Bottom >= r && !g.wide(r-1, c) {
			return true
		}
	}
	return false
}

// headsOver reports whether a row has words over at least two columns of figures.
func (g *grid) headsOver(r, firstFig int) bool {
	if !g.isHeader(r, firstFig) || g.lines[r].figures > 0 {
		return false
	}
	over := 0
	for c := max(firstFig, 1); c < len(g.class[r]); c++ {
		if g.class[r][c] == words {
			over++
		}
	}
	return over >= 2
}

// wide reports whether a cell is merged over nearly the whole width.
func (g *grid) wide(r, c int) bool {
	m, ok := g.mergeAt(r, c)
	return ok && (m.Right-m.Left+1)*10 >= g.width*8 && g.width > 2
}

// isHeaderLabel reports whether a row of words in the label columns alone belongs to
// the header under it: its cell heads labels or running numbers, or is merged down
// into the header.
func (g *grid) isHeaderLabel(r, head int) bool {
	l := g.lines[r]
	if l.figures > 0 {
		return false
	}
	for c := l.first; c <= l.last; c++ {
		if g.at(r, c) != words {
			continue
		}
		if m, ok := g.mergeAt(r, c); ok && m.Bottom > r && m.Bottom <= head && !g.wide(r, c) {
			return true
		}
		if g.isLabelHeader(r, c) {
			return true
		}
	}
	return false
}

// isLabelHeader reports whether a cell is the header of running numbers or names.
func (g *grid) isLabelHeader(r, c int) bool {
	f := lang.Fold(g.raw(r, c))
	for _, w := range g.pack.Table.Ordinal {
		if f == w {
			return true
		}
	}
	for _, w := range g.pack.Table.Label {
		if f == w {
			return true
		}
	}
	return false
}

// startsTable reports whether a row of words amid or after a body begins the header
// of another table: it has words over at least two columns of figures, or over one
// when the table has no more.
func (g *grid) startsTable(r, firstFig int) bool {
	if !g.isHeader(r, firstFig) || g.lines[r].figures > 0 {
		return false
	}
	if !g.headsOver(r, firstFig) && g.width-firstFig > 1 {
		return false
	}
	// Figures must follow, or it is a line of signatures or the like.
	for n, s := 0, r+1; s < len(g.lines) && n < 12; s++ {
		if g.lines[s].blank() {
			continue
		}
		n++
		if g.lines[s].data() {
			return true
		}
	}
	return false
}
