package pdf

import (
	"strconv"
	"strings"
	"unicode"
)

// edge is the number of rows at the head and at the foot of a page that may repeat.
const edge = 3

// dropMargins takes page numbers, and lines that head or foot page after page, out of
// the pages and tells how many they were.
func dropMargins(parts []*part) int {
	offsets := map[int]int{} // by printed number minus page, how many pages
	seen := map[string]map[int]bool{}
	for _, p := range parts {
		for _, i := range p.edges() {
			s := p.rows[i].string()
			if n, ok := pageNumber(s); ok && (i == 0 || i == len(p.rows)-1) {
				offsets[n-p.page.number]++
			}
			k := pattern(s)
			if seen[k] == nil {
				seen[k] = map[int]bool{}
			}
			seen[k][p.page.number] = true
		}
	}
	dropped := 0
	for _, p := range parts {
		edges := p.edges()
		out := map[int]bool{}
		for _, i := range edges {
			s := p.rows[i].string()
			n, number := pageNumber(s)
			switch {
			case number && (i == 0 || i == len(p.rows)-1) && (n == p.page.number || offsets[n-p.page.number] > 1):
				out[i] = true
			case len(parts) >= 4 && len(seen[pattern(s)])*3 >= len(parts)*2 && p.sameSide(i):
				out[i] = true
			}
		}
		var rows []row
		for i := range p.rows {
			if out[i] {
				dropped++
			} else {
				rows = append(rows, p.rows[i])
			}
		}
		p.rows = rows
	}
	return dropped
}

// sameSide reports whether all rows between row i and the nearer end of the page are
// within the edge, which they are by the way that edges are chosen, and no table stands
// between.
func (p *part) sameSide(i int) bool {
	y := p.rows[i].base
	for _, g := range p.grids {
		if i < edge && y > g.box.y0 && i < len(p.rows)-edge || i >= edge && y < g.box.y1 {
			return false
		}
	}
	return true
}

// edges are the indexes of the rows at the head and the foot of a page.
func (p *part) edges() []int {
	var out []int
	for i := range p.rows {
		if i < edge || i >= len(p.rows)-edge {
			out = append(out, i)
		}
	}
	return out
}

func (r *row) string() string {
	var s []string
	for i := range r.lines {
		s = append(s, r.lines[i].string())
	}
	return strings.Join(s, " ")
}

// pageNumber reads "3", "- 3 -", "Trang 3", "Page 3/7".
func pageNumber(s string) (int, bool) {
	s = strings.ToLower(strings.Trim(s, " -–—|"))
	for _, w := range []string{"trang", "page"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, w))
	}
	s, _, _ = strings.Cut(s, "/")
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n > 0 && n < 10_000
}

// pattern is a line with its digits levelled.
func pattern(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, s)
}
