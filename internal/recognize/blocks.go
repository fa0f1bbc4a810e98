package recognize

import (
	"strings"

	"doisoat/internal/lang"
)

// block is the area of one table in a sheet, by rows: title lines, header, body, notes.
type block struct {
	title    int // first row above the header that belongs to it
	top      int // first header row; equal to body when there is no header
	body     int // first row of the body
	bottom   int // last row of the body or notes
	left     int
	right    int
	firstFig int // first column of figures
	number   int // the numbering row, -1 when there is none
}

// blocks parts a sheet into tables. A table begins at a line of words over its
// columns of figures that follows after lines of figures; lines of words in the
// columns of labels alone are sections, notes or titles.
func (g *grid) blocks() []block {
	var out []block
	start := 0
	for start < len(g.lines) {
		b, next, ok := g.block(start)
		if !ok {
			break
		}
		out = append(out, b)
		start = next
	}
	return out
}

// block finds the first table at or below a row, and the row after it.
func (g *grid) block(start int) (b block, next int, ok bool) {
	first := g.firstData(start)
	if first < 0 {
		return b, 0, false
	}
	b.firstFig = g.firstFigureColumn(first)
	b.number = -1
	// Upwards: sections under the header, then the header.
	b.body = first
	r := first - 1
	head := -1
	for ; r >= start; r-- {
		if g.lines[r].blank() {
			continue
		}
		if g.lines[r].numbering || g.isHeader(r, b.firstFig) {
			head = r
			break
		}
	}
	if head >= 0 {
		b.body = head + 1
		for b.body < first && g.lines[b.body].blank() {
			b.body++
		}
		b.top = head
		if g.lines[head].numbering {
			b.number = head
		}
		for r = head - 1; r >= start; r-- {
			l := g.lines[r]
			switch {
			case l.blank():
			case l.numbering && b.number < 0:
				b.number = r
				b.top = r
				continue
			case g.isHeader(r, b.firstFig) || r+1 == b.top && g.isHeaderLabel(r, head):
				b.top = r
				continue
			}
			if l.blank() && r > start && b.top == head && b.number == head && !g.lines[r-1].blank() {
				continue // one blank line between numbering and header
			}
			if l.blank() && r > start && r+1 == b.top && g.spreadsheet && (g.mergedOver(r) || g.headsOver(r-1, b.firstFig)) {
				continue // a line that merged cells cover, or one left free in the header of a sheet
			}
			break
		}
	} else {
		b.top = b.body
	}
	b.title = start
	// Downwards: to the next line of words over figures.
	last := first
	b.bottom = first
	r = first + 1
	for ; r < len(g.lines); r++ {
		l := g.lines[r]
		if l.blank() {
			continue
		}
		if l.numbering || !l.data() && g.startsTable(r, b.firstFig) || g.yearHeader(r, b.firstFig) {
			break
		}
		if l.data() {
			last = r
		}
		b.bottom = r
	}
	next = len(g.lines)
	if r < len(g.lines) {
		// Lines after the last figures: those right under it are notes, those after a
		// blank line are titles of what follows.
		next = last + 1
		for next < r && !g.lines[next].blank() {
			next++
		}
		if next == r && next > last+1 { // no blank line: the last lines are titles when they look so
			for next > last+1 && !g.isNote(next-1) && g.lines[next-1].first == g.lines[next-1].last {
				next--
			}
		}
		b.bottom = min(b.bottom, next-1)
		b.bottom = max(b.bottom, last)
	}
	for b.bottom > last && g.lines[b.bottom].blank() {
		b.bottom--
	}
	b.left, b.right = g.extent(b)
	return b, next, true
}

// firstData is the first row of figures at or below a row that is no header of
// years, -1 when there is none.
func (g *grid) firstData(start int) int {
	for r := start; r < len(g.lines); r++ {
		l := g.lines[r]
		if !l.data() || l.years == l.figures && g.yearsAbove(r) {
			continue
		}
		if l.figures == 1 && l.words == 0 && l.nones == 0 && g.nextLine(r) >= 0 && g.lines[g.nextLine(r)].figures == 0 {
			continue // a page number or the like
		}
		return r
	}
	return -1
}

func (g *grid) nextLine(r int) int {
	for r++; r < len(g.lines); r++ {
		if !g.lines[r].blank() {
			return r
		}
	}
	return -1
}

// yearsAbove reports whether a row whose figures are all years heads the rows below:
// it has at least two of them, in order or alike, or one and no label, and the
// columns below do not hold years.
func (g *grid) yearsAbove(r int) bool {
	l := g.lines[r]
	below := g.nextLine(r)
	if below < 0 {
		return false
	}
	if l.figures == 1 && l.words > 0 {
		return g.at(r, l.first) != figure && l.first == 0 && g.isLabelHeader(r, l.first)
	}
	for c := l.first; c <= l.last; c++ {
		if g.at(r, c) == figure && g.at(below, c) == figure && yearOf(g.raw(below, c)) != 0 && !g.lines[below].numbering {
			return false
		}
	}
	if g.at(r, l.first) == figure && l.figures+l.words > 1 && l.first == 0 && g.at(below, l.first) == figure {
		return false // a row of a list of years
	}
	return true
}

// yearHeader reports whether a row amid a body is a header of years.
func (g *grid) yearHeader(r, firstFig int) bool {
	l := g.lines[r]
	return l.figures >= 2 && l.years == l.figures && l.first >= firstFig && g.yearsAbove(r)
}

// firstFigureColumn is the first column that holds figures in most of the rows of
// figures from a row on, columns of running numbers before the labels aside.
func (g *grid) firstFigureColumn(first int) int {
	const sample = 40
	figures := make([]int, g.width)
	texts := make([]int, g.width)
	rows := 0
	for r := first; r < len(g.lines) && rows < sample; r++ {
		if g.lines[r].blank() {
			continue
		}
		if !g.lines[r].data() {
			if g.lines[r].words >= 3 && rows > 2 {
				break
			}
			for c := range g.class[r] {
				if g.class[r][c] == words {
					texts[c]++
				}
			}
			continue
		}
		rows++
		for c := range g.class[r] {
			switch g.class[r][c] {
			case figure, none:
				figures[c]++
			case words:
				texts[c]++
			}
		}
	}
	labels := false
	for c := range figures {
		labels = labels || texts[c]*2 > rows
	}
	for c := range figures {
		if figures[c] == 0 || figures[c] < texts[c] {
			continue
		}
		if figures[c]*4 < rows && c+1 < g.width && figures[c+1] >= rows/2 {
			continue
		}
		if labels && c+1 < g.width && g.labelRightOf(c, texts, rows) && g.runs(first, c) {
			continue
		}
		return c
	}
	return 0
}

// labelRightOf reports whether one of the next two columns is a column of words.
func (g *grid) labelRightOf(c int, texts []int, rows int) bool {
	for d := c + 1; d <= c+2 && d < g.width; d++ {
		if texts[d]*2 > rows {
			return true
		}
	}
	return false
}

// runs reports whether the whole numbers of a column look like running numbers or
// codes rather than figures: whole, without marks, mostly one more than the one
// before, or of one length, or under a header that says so.
func (g *grid) runs(first, c int) bool {
	for r := first - 1; r >= 0 && r >= first-12; r-- {
		if g.at(r, c) == words && hasAny(lang.Fold(g.raw(r, c)), g.pack.Table.Ordinal) {
			return true
		}
	}
	prev, steps, count := -2, 0, 0
	for r := first; r < len(g.lines) && count < 60; r++ {
		if g.at(r, c) != figure {
			continue
		}
		n, ok := smallInt(g.raw(r, c))
		if !ok {
			return false
		}
		count++
		if n == prev+1 || n == 1 {
			steps++
		}
		prev = n
	}
	return count > 0 && steps*3 >= count*2 || count > 2 && c == 0
}

// smallInt reads up to nine digits, a mark at the end aside.
func smallInt(s string) (int, bool) {
	s = strings.TrimRight(strings.TrimSpace(s), ".)")
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// isNote reports whether a row is a note by its first words or sign.
func (g *grid) isNote(r int) bool {
	l := g.lines[r]
	if l.blank() || l.figures > 0 {
		return false
	}
	t := g.raw(r, l.first)
	if strings.HasPrefix(t, "*") || strings.HasPrefix(t, "(*") {
		return true
	}
	return startsWithAny(lang.Fold(t), g.pack.Table.Note)
}

// isUnitLine reports whether a text gives the unit of a table.
func (g *grid) isUnitLine(t string) bool {
	f := strings.Trim(lang.Fold(t), "() ")
	if startsWithAny(f, g.pack.Table.UnitLine) && (strings.ContainsAny(f, ":") || len(f) > 20) {
		return true
	}
	u := parseUnit(t, g.pack)
	return u.Text != "" && (u.Scale > 0 || u.Percent || u.Base != "")
}

// extent is the first and last column that hold anything in header and body.
func (g *grid) extent(b block) (left, right int) {
	left, right = g.width, 0
	for r := b.top; r <= b.bottom; r++ {
		l := g.lines[r]
		if l.blank() || r > b.body && !l.data() {
			continue
		}
		left, right = min(left, l.first), max(right, l.last)
	}
	return left, right
}

// startsWithAny reports whether a folded text begins with one of the words, whole.
func startsWithAny(f string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(f, w) && (len(f) == len(w) || !letterAt(f, len(w))) {
			return true
		}
	}
	return false
}

// hasAny reports whether a folded text holds one of the words, whole.
func hasAny(f string, words []string) bool {
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(f[at:], w)
			if i < 0 {
				break
			}
			i += at
			if (i == 0 || !letterBefore(f, i)) && !letterAt(f, i+len(w)) {
				return true
			}
			at = i + len(w)
		}
	}
	return false
}
