package pdf

import (
	"cmp"
	"slices"
)

// grid is a table on one page. Columns and rows lie between the lines xs and ys.
type grid struct {
	page   int
	box    rect
	xs, ys []float64
	cells  []*cell // by row, then column
	ruled  bool
	cutOff bool // the edge of the page cuts its last column: what stands beyond is of it
}

// cell is a cell of a grid, its last row and column included.
type cell struct {
	top, left, bottom, right int
	box                      rect
	chars                    []char
	lines                    []line
}

// reach is how far a rule may fall short of another one that it meets.
const reach = 4

// maxRules bounds the rules of a page that are looked at; a drawing of more is no table.
const maxRules = 6000

// lattices finds the tables that the rules of a page frame.
func lattices(p *page) []*grid {
	if len(p.rules) > maxRules {
		return nil
	}
	var out []*grid
	for _, rules := range connected(p.rules) {
		if g := lattice(rules); g != nil {
			g.page = p.number
			g.cutOff = p.box.x1 > p.box.x0 && g.box.x1 >= p.box.x1-near
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b *grid) int {
		return cmp.Or(cmp.Compare(a.box.y0, b.box.y0), cmp.Compare(a.box.x0, b.box.x0))
	})
	return out
}

// connected parts rules into sets that touch.
func connected(rules []rule) [][]rule {
	parent := make([]int, len(rules))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	first := slices.IndexFunc(rules, func(r rule) bool { return r.down })
	if first < 0 {
		return nil
	}
	for i := range first { // rules across come first
		for j := first; j < len(rules); j++ {
			if meet(rules[i], rules[j]) {
				parent[root(j)] = root(i)
			}
		}
	}
	sets := map[int][]rule{}
	var order []int
	for i, r := range rules {
		k := root(i)
		if sets[k] == nil {
			order = append(order, k)
		}
		sets[k] = append(sets[k], r)
	}
	var out [][]rule
	for _, k := range order {
		out = append(out, sets[k])
	}
	return out
}

// meet reports whether a rule across and a rule down touch.
func meet(a, d rule) bool {
	return d.at >= a.from-reach && d.at <= a.to+reach && a.at >= d.from-reach && a.at <= d.to+reach
}

// lattice makes a grid of rules that touch, nil when they frame fewer than two cells.
func lattice(rules []rule) *grid {
	var xs, ys []float64
	for _, r := range rules {
		if r.down {
			xs = append(xs, r.at)
		} else {
			ys = append(ys, r.at)
		}
	}
	if len(xs) == 0 || len(ys) == 0 {
		return nil
	}
	for _, r := range rules { // sides that are left open
		if r.down {
			ys = append(ys, open(ys, r.from, r.to)...)
		} else {
			xs = append(xs, open(xs, r.from, r.to)...)
		}
	}
	xs, ys = distinct(xs), distinct(ys)
	if len(xs) < 2 || len(ys) < 2 || len(xs)*len(ys) < 6 || len(xs)*len(ys) > 200_000 {
		return nil
	}
	g := &grid{xs: xs, ys: ys, ruled: true, box: rect{xs[0], ys[0], xs[len(xs)-1], ys[len(ys)-1]}}
	w := newWalls(g, rules)
	taken := make([]bool, (len(xs)-1)*(len(ys)-1))
	for i := range len(ys) - 1 {
		for j := range len(xs) - 1 {
			if !taken[i*(len(xs)-1)+j] {
				g.cells = append(g.cells, w.cell(i, j, taken))
			}
		}
	}
	if len(g.cells) < 2 {
		return nil
	}
	return g
}

// open gives the ends of a rule that reach beyond the rules at, where a side of the
// table has no rule of its own.
func open(at []float64, from, to float64) []float64 {
	var out []float64
	const side = 8
	if from < slices.Min(at)-side {
		out = append(out, from)
	}
	if to > slices.Max(at)+side {
		out = append(out, to)
	}
	return out
}

// distinct sorts positions and runs those together that are near.
func distinct(v []float64) []float64 {
	slices.Sort(v)
	var out []float64
	for _, x := range v {
		if n := len(out); n == 0 || x-out[n-1] > near+1 {
			out = append(out, x)
		}
	}
	return out
}

// walls tells where rules part the squares of a grid.
type walls struct {
	g           *grid
	right, down []bool // of each square, row by row: a rule on its right, below it
}

func newWalls(g *grid, rules []rule) *walls {
	cols, rows := len(g.xs)-1, len(g.ys)-1
	w := &walls{g: g, right: make([]bool, rows*cols), down: make([]bool, rows*cols)}
	for _, r := range rules {
		if r.down {
			j := nearest(g.xs, r.at) - 1
			for i := range rows {
				if mid := (g.ys[i] + g.ys[i+1]) / 2; j >= 0 && j < cols && r.from <= mid && mid <= r.to {
					w.right[i*cols+j] = true
				}
			}
			continue
		}
		i := nearest(g.ys, r.at) - 1
		for j := range cols {
			if mid := (g.xs[j] + g.xs[j+1]) / 2; i >= 0 && i < rows && r.from <= mid && mid <= r.to {
				w.down[i*cols+j] = true
			}
		}
	}
	return w
}

// nearest is the index of the position that is nearest to x.
func nearest(v []float64, x float64) int {
	i, found := slices.BinarySearch(v, x)
	if found || i == 0 {
		return i
	}
	if i == len(v) || x-v[i-1] <= v[i]-x {
		return i - 1
	}
	return i
}

// cell takes the squares from (row, col) on that no rule parts: as many to the right as
// there are, then down as long as the whole width is free.
func (w *walls) cell(row, col int, taken []bool) *cell {
	cols, rows := len(w.g.xs)-1, len(w.g.ys)-1
	right := col
	for right+1 < cols && !w.right[row*cols+right] && !taken[row*cols+right+1] {
		right++
	}
	bottom := row
next:
	for bottom+1 < rows {
		for j := col; j <= right; j++ {
			if w.down[bottom*cols+j] || taken[(bottom+1)*cols+j] || j < right && w.right[(bottom+1)*cols+j] {
				break next
			}
		}
		bottom++
	}
	for i := row; i <= bottom; i++ {
		for j := col; j <= right; j++ {
			taken[i*cols+j] = true
		}
	}
	return &cell{top: row, left: col, bottom: bottom, right: right,
		box: rect{w.g.xs[col], w.g.ys[row], w.g.xs[right+1], w.g.ys[bottom+1]}}
}

// fill gives the characters that stand within the grid to its cells and returns the
// others.
func (g *grid) fill(chars []char) []char {
	cols := len(g.xs) - 1
	at := make([]*cell, cols*(len(g.ys)-1))
	for _, c := range g.cells {
		for i := c.top; i <= c.bottom; i++ {
			for j := c.left; j <= c.right; j++ {
				at[i*cols+j] = c
			}
		}
	}
	var rest []char
	middle := spilled(chars)
	for i, c := range chars {
		x, y := (c.box.x0+c.box.x1)/2, c.base-0.3*c.size
		if c.turn != 0 {
			y = (c.box.y0 + c.box.y1) / 2
		}
		if m, ok := middle[i]; ok {
			y = m
		}
		if g.cutOff {
			x = min(x, g.box.x1)
		}
		if x < g.box.x0 || x > g.box.x1 || y < g.box.y0 || y > g.box.y1 {
			rest = append(rest, c)
			continue
		}
		j, _ := slices.BinarySearch(g.xs, x)
		i, _ := slices.BinarySearch(g.ys, y)
		k := at[max(i-1, 0)*cols+max(j-1, 0)]
		k.chars = append(k.chars, c)
	}
	for _, c := range g.cells {
		c.lines = cellLines(c.chars, g.page)
	}
	return rest
}

// cellLines makes the lines of a cell; text that runs up or down is read as it runs.
func cellLines(chars []char, page int) []line {
	var out []line
	for turn := range 4 {
		var same []char
		for _, c := range chars {
			if c.turn == turn {
				same = append(same, upright(c))
			}
		}
		for _, g := range baselines(same) {
			out = append(out, cut(g, 1e6, page)...)
		}
	}
	return out
}

// upright turns a character so that it can be read.
func upright(c char) char {
	b := c.box
	switch c.turn {
	case 1: // reads downwards
		c.box, c.base = rect{b.y0, -b.x1, b.y1, -b.x0}, -(b.x0+b.x1)/2
	case 2:
		c.box, c.base = rect{-b.x1, -b.y1, -b.x0, -b.y0}, -c.base
	case 3: // reads upwards
		c.box, c.base = rect{-b.y1, b.x0, -b.y0, b.x1}, (b.x0+b.x1)/2
	}
	return c
}
