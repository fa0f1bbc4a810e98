package pdf

import (
	"cmp"
	"math"
	"slices"
)

// A cell that is too low for its lines lets them spill over into the cells above and
// below, whose text they then stand upon. Where type stands upon type, the order in which
// it was drawn still tells which lines are of one cell.

// stretch is characters that were drawn one after the other on one baseline.
type stretch struct {
	from, to int // indexes of chars, half-open
	box      rect
	base     float64
	size     float64
	block    int // stretches of one block are the lines of one text
}

// mostSpilled bounds the lines of a text that may spill over.
const mostSpilled = 6

// spilled gives the characters that belong to a text which stands upon other type, and
// the middle of that text.
func spilled(chars []char) map[int]float64 {
	all := stretches(chars)
	lines := map[int][]int{}
	for i := range all {
		lines[all[i].block] = append(lines[all[i].block], i)
	}
	out := map[int]float64{}
	for block := range clashing(all) {
		ls := lines[block]
		if len(ls) < 2 || len(ls) > mostSpilled {
			continue
		}
		first, last := &all[ls[0]], &all[ls[len(ls)-1]]
		middle := (first.base+last.base)/2 - 0.3*first.size
		for _, i := range ls {
			for k := all[i].from; k < all[i].to; k++ {
				out[k] = middle
			}
		}
	}
	return out
}

// stretches cuts characters as they were drawn. A stretch right below the one before,
// in the same type, is of the same block.
func stretches(chars []char) []stretch {
	var out []stretch
	for i, c := range chars {
		if c.turn != 0 {
			continue
		}
		n := len(out)
		if c.r == ' ' {
			if n > 0 && out[n-1].to == i && math.Abs(c.base-out[n-1].base) < 0.1*c.size {
				out[n-1].to = i + 1
			}
			continue
		}
		if n > 0 {
			s := &out[n-1]
			if gap := c.box.x0 - s.box.x1; math.Abs(c.base-s.base) < 0.1*c.size && gap < wideGap*c.size && gap > -0.5*c.size {
				s.to = i + 1
				s.box = rect{s.box.x0, min(s.box.y0, c.box.y0), max(s.box.x1, c.box.x1), max(s.box.y1, c.box.y1)}
				continue
			}
		}
		out = append(out, stretch{from: i, to: i + 1, box: c.box, base: c.base, size: c.size})
	}
	for i := 1; i < len(out); i++ {
		a, b := &out[i-1], &out[i]
		b.block = i
		if down := b.base - a.base; math.Abs(a.size-b.size) < 0.1 && down > 0.7*b.size && down < 1.5*b.size && flush(a.box, b.box) && !(figures(chars, a) && figures(chars, b)) {
			b.block = a.block
		}
	}
	return out
}

// flush reports whether two lines are set as lines of one text: from one edge, to one
// edge, or about one middle.
func flush(a, b rect) bool {
	const play = 1
	return math.Abs(a.x0-b.x0) < play || math.Abs(a.x1-b.x1) < play || math.Abs(a.x0+a.x1-b.x0-b.x1) < 2*play
}

// figures reports a line that is a figure: one below another is a figure of its own.
func figures(chars []char, s *stretch) bool {
	var text []rune
	for _, c := range chars[s.from:s.to] {
		text = append(text, c.r)
	}
	return isFigure(string(text))
}

// clashing finds the blocks of which a line stands upon a line of another block.
func clashing(all []stretch) map[int]bool {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(all[a].base, all[b].base) })
	out := map[int]bool{}
	for i, a := range order {
		for _, b := range order[i+1:] {
			s, t := &all[a], &all[b]
			if t.base-s.base > 0.7*max(s.size, 1) {
				break
			}
			if s.block != t.block && min(s.box.x1, t.box.x1)-max(s.box.x0, t.box.x0) > 0.3*s.size && !sameInk(s, t) {
				out[s.block], out[t.block] = true, true
			}
		}
	}
	return out
}

// sameInk reports one text drawn twice over itself to look bold.
func sameInk(a, b *stretch) bool {
	return a.to-a.from == b.to-b.from && math.Abs(a.base-b.base) < 0.12*a.size && math.Abs(a.box.x0-b.box.x0) < 0.12*a.size
}
