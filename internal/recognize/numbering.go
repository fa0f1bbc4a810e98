package recognize

import (
	"strings"

	"doisoat/internal/formula"
	"doisoat/schema"
)

// columnNumber is one cell of a numbering row: "(9)= (7+8)/(3)", "5=4/1", "A".
type columnNumber struct {
	col     int
	name    string
	formula *formula.Tree // nil when there is none
	value   int           // the number, 0 for a letter
}

// parseNumbering reads a cell as a column's number with or without its formula.
func parseNumbering(s string) (columnNumber, bool) {
	if s == "" || len(s) > 80 || !strings.ContainsAny(s[:1], "(0123456789ABCDEFGHabcdefgh") {
		return columnNumber{}, false
	}
	if len(s) > 4 && !strings.ContainsRune(s, '=') {
		return columnNumber{}, false
	}
	name, f, ok := formula.ParseNumbering(s)
	n := columnNumber{name: name, formula: f}
	if !ok || name == "" {
		return n, false
	}
	if v, small := smallInt(name); small {
		n.value = v
		return n, v > 0 && v <= 200
	}
	return n, f == nil && len(name) <= 2
}

// resolve turns the formula into an expression over the columns that names stand for.
func (n *columnNumber) resolve(names map[string]int) (*schema.Expr, bool) {
	e, err := n.formula.Resolve(func(name string) (int, bool) {
		i, ok := names[name]
		return i, ok
	})
	return e, err == nil
}

// isNumbering reports whether a row numbers the columns: every cell is a column
// number, the numbers rise one by one, and something tells them from figures: a
// formula, parentheses, a letter, or a run that begins with 1.
func (g *grid) isNumbering(r int) bool {
	count, numbers, marked, prev := 0, 0, false, 0
	first := 0
	for c := range g.class[r] {
		if g.class[r][c] == nothing {
			continue
		}
		raw := g.raw(r, c)
		n, ok := parseNumbering(raw)
		if !ok {
			return false
		}
		count++
		if n.value == 0 {
			marked = true
			continue
		}
		if numbers > 0 && n.value <= prev || numbers > 0 && n.value > prev+3 {
			return false
		}
		if numbers == 0 {
			first = n.value
		}
		prev = n.value
		numbers++
		if n.formula != nil || strings.HasPrefix(raw, "(") {
			marked = true
		}
	}
	if numbers == 0 || count < 2 {
		return false
	}
	return marked && numbers >= 2 && first <= 3 || numbers >= 3 && first == 1 && prev == numbers
}

// numberingCells lists the cells of a numbering row.
func (g *grid) numberingCells(r int) []columnNumber {
	var out []columnNumber
	for c := range g.class[r] {
		if g.class[r][c] == nothing {
			continue
		}
		if n, ok := parseNumbering(g.raw(r, c)); ok {
			n.col = c
			out = append(out, n)
		}
	}
	return out
}

// placeNumbers gives the columns of t their numbers. The row may have slipped
// sideways, as happens when merged cells are lost; of the shifts within its reach
// the one is taken at which most declared formulas hold on the rows, then the one
// that puts most numbers over figures, then the nearest.
func (g *grid) placeNumbers(t *schema.Table, b block) {
	cells := g.numberingCells(b.number)
	colOf := map[int]int{}
	for i := range t.Columns {
		colOf[t.Columns[i].Col] = i
	}
	figures := func(i int) bool {
		k := t.Columns[i].Kind
		return k != schema.Blank && k != schema.Ordinal && k != schema.Label && k != schema.Words
	}
	f := newFigures(g.rep, t, false)
	type place struct{ held, over, off int }
	try := func(shift int) (p place) {
		names := map[string]int{}
		for _, n := range cells {
			i, ok := colOf[n.col+shift]
			if !ok {
				p.over -= 2
				continue
			}
			names[n.name] = i
			if (n.value > 0) == figures(i) {
				p.over++
			} else {
				p.over--
			}
		}
		for _, n := range cells {
			i, ok := colOf[n.col+shift]
			if !ok || n.formula == nil {
				continue
			}
			e, good := n.resolve(names)
			if !good {
				p.held -= len(t.Rows)
				continue
			}
			held, tested, _ := tryAcross(g.rep, f, i, e)
			p.held += held
			if tested > 0 && held*2 < tested {
				p.held -= tested
			}
		}
		p.off = max(shift, -shift)
		return p
	}
	best, bestShift := try(0), 0
	for d := 1; d <= 4; d++ {
		for _, shift := range []int{d, -d} {
			if p := try(shift); p.held > best.held || p.held == best.held && p.over > best.over {
				best, bestShift = p, shift
			}
		}
	}
	for _, n := range cells {
		i, ok := colOf[n.col+bestShift]
		if !ok {
			continue
		}
		t.Columns[i].Number = n.name
		if n.formula != nil {
			t.Columns[i].Formula = n.formula.Source
		}
		t.Columns[i].At = schema.Ref{Sheet: g.index, Row: b.number, Col: n.col}
	}
	if bestShift != 0 {
		doubt(t, "recognize.shifted", "by", bestShift, "row", b.number+1)
	}
}
