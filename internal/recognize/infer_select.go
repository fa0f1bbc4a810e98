package recognize

import (
	"cmp"
	"slices"

	"doisoat/schema"
)

// better orders candidates: more evidence beyond the cost first, then the nearer, then
// the side of their parts on which those of the others stand.
func (s *search) better(a, b candidate) int {
	if x := cmp.Compare(b.net(), a.net()); x != 0 {
		return x
	}
	if x := cmp.Compare(a.reach, b.reach); x != 0 {
		return x
	}
	return cmp.Compare(-s.side*sideOf(&a), -s.side*sideOf(&b))
}

// sides counts on which side of their targets the parts of runs stand.
func (s *search) sides() {
	s.side = 0
	for i := range s.found {
		if c := &s.found[i]; c.beside && c.telling > 0 {
			s.side += sideOf(c)
		}
	}
	s.side = max(min(s.side, 1), -1)
}

// carries reports whether the evidence carries a candidate: three independent
// instances at least, unless words declare the line a total.
func (s *search) carries(c *candidate) bool {
	switch {
	case s.w.axis == schema.Down && c.held*10 < (c.held+c.breaks)*6, s.w.axis == schema.Across && c.held*10 < (c.held+c.breaks)*heldTenths:
		return false
	case c.telling >= 3 && c.net() >= needBits:
		return true
	}
	return s.named(c.target) && c.telling >= 1 && c.net() >= namedBits
}

// admit takes the candidates that the evidence carries into the chosen ones, the best
// first, and reports whether there were any.
func (s *search) admit(to *chosen, carries func(*candidate) bool) bool {
	s.sides()
	slices.SortStableFunc(s.found, s.better)
	any := false
	for i := range s.found {
		if c := &s.found[i]; carries(c) && to.admits(c) {
			to.put(*c)
			any = true
		}
	}
	return any
}

// sumsOf finds the sums among the lines of a view. Runs beside their total come
// first; what they add up is then passed over, so that totals of totals are runs too.
// Then come sums of lines anywhere.
func (s *search) sumsOf(to *chosen) {
	const rounds = 6
	rest := func() []int {
		return slices.DeleteFunc(slices.Clone(s.w.lines), func(l int) bool { return to.parts[l] })
	}
	climb := func() {
		for r := 0; r < rounds; r++ {
			s.beside(rest(), 2*s.size+2)
			if !s.admit(to, s.carries) {
				return
			}
		}
	}
	climb()
	s.loosen()
	climb()
	s.subtotals(to)
	climb()
	s.scattered(to, rest())
	climb()
	s.together(to)
	s.subtotals(to)
	climb()
	s.coarsen(to)
}

// whole tries the sum of all lines of a group against every other line.
func (s *search) whole(group []int) {
	w := s.w
	for _, inst := range w.rank[:min(len(w.rank), 3)] {
		list, half := w.sorted(w.lines, inst)
		a := tally{inst: inst}
		for _, l := range group {
			a.take(w, l)
		}
		if a.dead || a.parts < 2 {
			continue
		}
		for _, e := range near(list, a.sum-a.slack-2*half, a.sum+a.slack+2*half, len(list)) {
			if !slices.Contains(group, e.line) && a.agrees(w, e.line, false) {
				s.try(e.line, group, 2*s.size+5)
			}
		}
	}
}

// subtotals tries for every line the runs of subtotals before and after it.
func (s *search) subtotals(to *chosen) {
	var order []int
	for t := range to.by {
		order = append(order, t)
	}
	slices.Sort(order)
	if len(order) < 2 || len(order) > farRuns {
		return
	}
	for _, t := range s.w.lines {
		k, in := slices.BinarySearch(order, t)
		list := order
		if !in {
			list = slices.Insert(slices.Clone(order), k, t)
		}
		for _, step := range []int{1, -1} {
			s.run(list, k, k+step, step, 2*s.size+4)
		}
	}
	s.admit(to, s.carries)
}

// coarsen puts subtotals in the place of what they add up, where a sum of lines apart
// names the parts of another sum: what is told is the nearest level.
func (s *search) coarsen(to *chosen) {
	for again := true; again; {
		again = false
		for i := range to.list {
			c := &to.list[i]
			if len(c.parts) == 0 || c.cost == 0 || c.parts[len(c.parts)-1]-c.parts[0] == len(c.parts)-1 {
				continue
			}
			for _, o := range to.list {
				if o.target == c.target || len(o.parts) < 2 || slices.Contains(c.parts, o.target) || !within(o.parts, c.parts) || to.holds(o.target, c.target, 8) {
					continue
				}
				rest := slices.DeleteFunc(slices.Clone(c.parts), func(p int) bool { _, in := slices.BinarySearch(o.parts, p); return in })
				rest = append(rest, o.target)
				if len(rest) < 2 {
					continue
				}
				slices.Sort(rest)
				v := s.w.weigh(c.target, func(i int) outcome { return s.w.add(i, c.target, 1, rest) })
				if v.ok && v.held >= c.held && v.breaks <= c.breaks {
					c.parts, c.verdict = rest, v
					again = true
					break
				}
			}
		}
	}
	list := to.list
	*to = *newChosen()
	for _, c := range list {
		to.put(c)
	}
}

// within reports whether the ascending lines a are among b.
func within(a, b []int) bool {
	for _, x := range a {
		if _, in := slices.BinarySearch(b, x); !in {
			return false
		}
	}
	return true
}

// loosen finds the rows on which what holds on most others never does: rates amid
// amounts, whose figures are not added up. Their breaches no longer count.
func (s *search) loosen() {
	w := s.w
	if w.axis != schema.Across || len(w.insts) > weighed {
		return
	}
	held, broke := map[int]int{}, map[int]int{}
	for i := range s.found {
		c := &s.found[i]
		if c.bits-c.cost < 2*needBits || c.held*10 < c.tested*4 || c.telling < 3 {
			continue
		}
		for _, inst := range w.insts {
			if o := w.add(inst, c.target, 1, c.parts); o.tested && o.held {
				held[inst]++
			} else if o.tested {
				broke[inst]++
			}
		}
	}
	any := false
	for _, inst := range w.insts {
		if held[inst] == 0 && broke[inst] > 0 && (broke[inst] > 1 || w.d.rateWords(schema.Down, inst)) {
			w.loose[inst] = true
			any = true
		}
	}
	if !any {
		return
	}
	for i := range s.found {
		c := &s.found[i]
		c.verdict = w.weigh(c.target, func(i int) outcome { return w.add(i, c.target, 1, c.parts) })
	}
}

// scattered looks for sums of lines anywhere. Lines that move in step (a price list of
// one price times this and that) are sums of each other in any number of ways, none of
// which was meant: so many unnamed sums at once are none.
func (s *search) scattered(to *chosen, rest []int) {
	n := len(to.list)
	for _, order := range s.w.d.kin(s.w) {
		s.beside(order, 2*s.size+5)
		s.whole(order)
	}
	s.anywhere(s.w.lines)
	s.patched(rest)
	s.triples(s.w.lines)
	trial := newChosen()
	for _, c := range to.list {
		trial.put(c)
	}
	s.admit(trial, s.carries)
	unnamed := 0
	for _, c := range trial.list[n:] {
		if !s.named(c.target) {
			unnamed++
		}
	}
	many := unnamed > max(2, len(s.w.lines)/2)
	for _, c := range trial.list[n:] {
		if !many || s.named(c.target) {
			to.put(c)
		}
	}
	if many {
		s.found = slices.DeleteFunc(s.found, func(c candidate) bool { return !c.beside && !s.named(c.target) })
	}
}

// together takes sums that are too weak alone and strong as a group: runs on the same
// side of their total. Of n runs tried, n / 2^bits fit by chance; those are taken of
// which so few are by chance that one in falseShare is (the false discovery rate,
// Benjamini and Hochberg 1995).
func (s *search) together(to *chosen) {
	const falseShare = 32
	s.sides()
	first := 1
	if s.side != 0 {
		first = s.side
	}
	for _, side := range []int{first, -first} {
		var group []candidate
		slices.SortStableFunc(s.found, func(a, b candidate) int {
			if x := cmp.Compare(b.bits-breakCost*b.breaks, a.bits-breakCost*a.breaks); x != 0 {
				return x
			}
			return cmp.Compare(a.reach, b.reach)
		})
		targets := map[int]bool{}
		for _, c := range s.found {
			if c.beside && c.breaks == 0 && c.telling > 0 && sideOf(&c) == side && !targets[c.target] {
				targets[c.target] = true
				group = append(group, c)
			}
		}
		for n := len(group); n >= 3; n-- {
			if group[n-1].bits < log2(int64(s.tried/2)*falseShare, int64(n)) {
				continue
			}
			for _, c := range group[:n] {
				if to.admits(&c) {
					to.put(c)
				}
			}
			break
		}
	}
}

// sideOf is the side of the target on which all parts stand: -1 before it, 1 after
// it, 0 on both.
func sideOf(c *candidate) int {
	switch {
	case c.parts[len(c.parts)-1] < c.target:
		return -1
	case c.parts[0] > c.target:
		return 1
	}
	return 0
}
