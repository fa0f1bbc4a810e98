package recognize

import (
	"slices"
)

// chosen are the sums along one axis that the rules of a table state.
type chosen struct {
	by    map[int][]candidate // by target
	list  []candidate
	parts map[int]bool // lines that are part of one of them
}

func newChosen() *chosen { return &chosen{by: map[int][]candidate{}, parts: map[int]bool{}} }

func (a *chosen) put(c candidate) {
	a.by[c.target] = append(a.by[c.target], c)
	a.list = append(a.list, c)
	for _, p := range c.parts {
		a.parts[p] = true
	}
}

// admits reports whether a sum says something that the chosen ones do not: another sum
// of the same line must have other parts, and be no finer or coarser form of it; and
// the line must not be a part of one of its own parts.
func (a *chosen) admits(c *candidate) bool {
	for _, o := range a.by[c.target] {
		if meet(o.parts, c.parts) || a.finer(o.parts, c.parts) || a.finer(c.parts, o.parts) {
			return false
		}
	}
	for _, o := range a.list {
		if o.target != c.target && slices.Equal(o.parts, c.parts) {
			return false
		}
	}
	for _, p := range c.parts {
		if a.holds(p, c.target, 8) {
			return false
		}
	}
	return true
}

// holds reports whether a line is a sum that has another among its parts, at any depth.
func (a *chosen) holds(line, part, depth int) bool {
	if depth == 0 {
		return false
	}
	for _, o := range a.by[line] {
		for _, p := range o.parts {
			if p == part || a.holds(p, part, depth-1) {
				return true
			}
		}
	}
	return false
}

// finer reports whether putting the parts of some of the lines in their place turns
// coarse into fine; both ascending.
func (a *chosen) finer(coarse, fine []int) bool {
	var out []int
	var open func(line, depth int) bool
	open = func(line, depth int) bool {
		if _, ok := slices.BinarySearch(fine, line); ok {
			out = append(out, line)
			return true
		}
		if depth == 0 {
			return false
		}
		for _, o := range a.by[line] {
			n, ok := len(out), true
			for _, p := range o.parts {
				if ok = open(p, depth-1); !ok {
					break
				}
			}
			if ok {
				return true
			}
			out = out[:n]
		}
		return false
	}
	for _, l := range coarse {
		if !open(l, 6) {
			return false
		}
	}
	slices.Sort(out)
	return slices.Equal(out, fine)
}

func meet(a, b []int) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}
