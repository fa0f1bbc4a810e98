package recognize

import (
	"cmp"
	"slices"
)

// candidate is a relation target = sum (or mean) of parts over lines of a view.
type candidate struct {
	target int
	parts  []int // ascending
	cost   int   // bits that it takes to say which of the relations tried it is
	mean   bool
	beside bool // a run beside its target
	reach  int  // how far the parts lie from the target, in all
	verdict
}

// net is the evidence beyond the cost of the search.
func (c *candidate) net() int { return c.bits - c.cost - breakCost*c.breaks }

const (
	breakCost = 5
	farRuns   = 400 // lines of a view up to which runs and pairs anywhere are tried
	longRun   = 600 // lines that a run beside its total may have
	// weighable bounds the candidates that one way of searching weighs, for each line.
	// Real tables stay below 70; where more fit, figures are so alike that a sum of them
	// says nothing.
	weighable = 200
)

// search looks for sums, or means, among the lines of a view.
type search struct {
	w     *view
	mean  bool
	found []candidate
	seen  map[uint64]bool
	size  int // bits that it takes to name a line
	tried int // runs beside their total that were looked at
	left  int // candidates that may still be weighed
	side  int // on which side of their targets most runs stand: -1 before, 1 after
	named func(line int) bool
	parts []int // room of try
	line  []int // room of run
}

// allow sets how many candidates the next way of searching may weigh.
func (s *search) allow() { s.left = weighable * (len(s.w.lines) + 1) }

func newSearch(w *view, mean bool, named func(int) bool) *search {
	return &search{w: w, mean: mean, seen: map[uint64]bool{}, size: log2(int64(len(w.lines)), 1) + 1, named: named}
}

// try weighs a candidate once and keeps it when it holds.
func (s *search) try(target int, parts []int, cost int) bool {
	s.parts = append(s.parts[:0], parts...)
	parts = s.parts
	slices.Sort(parts)
	key := uint64(target) + 1469598103934665603
	for _, p := range parts {
		key = (key ^ uint64(p+1)) * 1099511628211
	}
	if s.seen[key] {
		return false
	}
	s.seen[key] = true
	s.left--
	times := 1
	if s.mean {
		times = 0
	}
	v := s.w.weigh(target, func(i int) outcome { return s.w.add(i, target, times, parts) })
	if !v.ok {
		return false
	}
	c := candidate{target: target, cost: cost + s.w.d.mixed(s.w, target, parts), mean: s.mean, beside: cost <= 2*s.size+4, verdict: v}
	for _, p := range parts {
		c.reach += int(abs(int64(p - target)))
	}
	if c.net() >= namedBits || c.beside {
		c.parts = slices.Clone(parts)
		s.found = append(s.found, c)
	}
	return true
}

// tally is a running sum at one anchor.
type tally struct {
	inst         int
	sum, slack   int64
	count, parts int64
	dead         bool
}

// tallies begin a sum at up to three instances at which a line has a figure other than
// nought.
func (w *view) tallies(line int) (list [3]tally, n int) {
	pick := func(insts []int) {
		for _, i := range insts {
			if n == len(list) {
				return
			}
			if x, has := w.value(line, i); has && x != 0 {
				list[n].inst = i
				n++
			}
		}
	}
	pick(w.rank)
	if n == 0 && len(w.insts) > len(w.rank) {
		pick(w.insts)
	}
	return list, n
}

// take adds a line to the running sum; a cell with words ends it.
func (a *tally) take(w *view, line int) {
	k := w.at(line, a.inst)
	switch {
	case w.f.has[k]:
		a.sum += w.f.v[k]
		a.slack += w.f.slack[k]
		a.count++
		if w.f.v[k] != 0 {
			a.parts++
		}
		a.dead = a.dead || abs(a.sum) > 1<<60
	case !w.f.nought[k]:
		a.dead = true
	}
}

// agrees reports whether the target is the sum, or mean, so far.
func (a *tally) agrees(w *view, target int, mean bool) bool {
	k := w.at(target, a.inst)
	t, half := w.f.v[k], w.f.half[k]
	if mean {
		if a.count < 2 || abs(t) > 1<<60/a.count {
			return false
		}
		return w.f.meets(t*a.count, half*a.count, rounded(a.sum, a.slack))
	}
	return a.parts > 0 && w.f.meets(t, half, rounded(a.sum, a.slack))
}

// beyond reports whether nothing that follows can bring the sum back to the target.
func (a *tally) beyond(w *view, target int) bool {
	k := w.at(target, a.inst)
	return !w.neg[a.inst] && a.sum-a.slack > w.f.v[k]+2*w.f.half[k]
}

// beside tries for every line of an order the runs of lines right after and right
// before it.
func (s *search) beside(order []int, cost int) {
	for k := range order {
		for _, step := range []int{1, -1} {
			s.run(order, k, k+step, step, cost)
		}
	}
}

// run tries the runs that begin at position from of an order and go by step, for the
// line at position k.
func (s *search) run(order []int, k, from, step, cost int) {
	w, target := s.w, order[k]
	anchored, n := w.tallies(target)
	if n == 0 {
		return
	}
	all := anchored[:n]
	parts := s.line[:0]
	defer func() { s.line = parts }() // for the next run
	hits := 0
	for j := from; j >= 0 && j < len(order) && len(parts) < longRun && hits < 3; j += step {
		p := order[j]
		if p == target {
			continue
		}
		parts = append(parts, p)
		live, match := false, false
		for a := range all {
			x := &all[a]
			if x.dead {
				continue
			}
			x.take(w, p)
			if !s.mean && x.beyond(w, target) {
				x.dead = true
			}
			live = live || !x.dead
			s.tried++
			match = match || !x.dead && len(parts) > 1 && x.agrees(w, target, s.mean)
		}
		if match && s.try(target, s.stretched(order, parts, j, step, target), cost) {
			hits++
		}
		if !live {
			return
		}
	}
}

// stretched takes the lines of noughts and blanks that follow a run into it: as far
// as they stand side by side with it.
func (s *search) stretched(order, parts []int, j, step, target int) []int {
	if s.mean {
		return parts
	}
	out := slices.Clone(parts)
	for j += step; j >= 0 && j < len(order) && s.w.zero[order[j]] && order[j] != target && abs(int64(order[j]-order[j-step])) == 1; j += step {
		out = append(out, order[j])
	}
	return out
}

// entry is the figure of a line at an anchor.
type entry struct {
	v    int64
	line int
}

// sorted are the figures of an order of lines at an instance, ascending, and the
// widest rounding among them.
func (w *view) sorted(order []int, inst int) (list []entry, half int64) {
	for _, l := range order {
		if k := w.at(l, inst); w.f.has[k] && w.f.v[k] != 0 {
			list = append(list, entry{w.f.v[k], l})
			half = max(half, w.f.half[k])
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return cmp.Compare(a.v, b.v) })
	return list, half
}

// near are the figures between lo and hi, no more of them than most.
func near(list []entry, lo, hi int64, most int) []entry {
	from, to := 0, len(list)
	for from < to {
		if mid := int(uint(from+to) >> 1); list[mid].v < lo {
			from = mid + 1
		} else {
			to = mid
		}
	}
	for to < len(list) && to-from < most && list[to].v <= hi {
		to++
	}
	return list[from:to]
}

// anywhere tries runs, pairs and evenly spaced lines of an order against all others.
// The figures of an anchor, sorted, give the targets that a sum can have, so that
// the work is that of the pairs of lines.
func (s *search) anywhere(order []int) {
	if len(order) > farRuns || len(order) < 3 {
		return
	}
	s.allow()
	w := s.w
	anchors := w.rank[:min(len(w.rank), 3)]
	parts := make([]int, 0, len(order))
	for _, inst := range anchors {
		list, half := w.sorted(order, inst)
		if len(list) < 2 {
			continue
		}
		for step := 1; step <= len(order)/2 && s.left > 0; step++ {
			cost := 3*s.size + 2
			if step > 1 {
				cost += 3
			}
			for i := range order {
				if w.zero[order[i]] {
					continue
				}
				a := tally{inst: inst}
				parts = parts[:0]
				for j := i; j < len(order) && s.left > 0; j += step {
					a.take(w, order[j])
					if a.dead {
						break
					}
					parts = append(parts, order[j])
					if len(parts) > 1 && !w.zero[order[j]] {
						s.given(list, half, a, parts, cost)
					}
				}
			}
		}
		for i := range list { // pairs
			for j := i + 1; j < len(list) && s.left > 0; j++ {
				a := tally{inst: inst}
				a.take(w, list[i].line)
				a.take(w, list[j].line)
				s.given(list, half, a, append(parts[:0], list[i].line, list[j].line), 3*s.size+1)
			}
		}
	}
}

// given tries a sum for the lines whose figures, in a sorted list, it gives.
func (s *search) given(list []entry, half int64, a tally, parts []int, cost int) {
	for _, e := range near(list, a.sum-a.slack-2*half, a.sum+a.slack+2*half, len(list)) {
		if !slices.Contains(parts, e.line) && a.agrees(s.w, e.line, false) {
			s.try(e.line, parts, cost)
		}
	}
}

// patched tries a run beside its total with one line more, or one line less.
func (s *search) patched(order []int) {
	if len(order) > farRuns || len(order) < 4 {
		return
	}
	s.allow()
	w := s.w
	sorted := map[int][]entry{}
	widest := map[int]int64{}
	for k, target := range order {
		for _, step := range []int{1, -1} {
			anchored, n := w.tallies(target)
			all := anchored[:n]
			var parts []int
			for j := k + step; j >= 0 && j < len(order) && s.left > 0; j += step {
				parts = append(parts, order[j])
				for a := range all {
					x := &all[a]
					if x.take(w, order[j]); x.dead {
						continue
					}
					list, ok := sorted[x.inst]
					if !ok {
						list, widest[x.inst] = w.sorted(order, x.inst)
						sorted[x.inst] = list
					}
					t, _ := w.value(target, x.inst)
					rest, slack := t-x.sum, x.slack+3*widest[x.inst]
					for _, e := range near(list, rest-slack, rest+slack, len(list)) {
						if e.line != target && !slices.Contains(parts, e.line) {
							s.try(target, append(parts, e.line), 3*s.size+3)
						}
					}
					if len(parts) <= 2 {
						continue
					}
					for _, e := range near(list, -rest-slack, -rest+slack, len(list)) {
						if m := slices.Index(parts, e.line); m > 0 && m < len(parts)-1 {
							s.try(target, slices.Delete(slices.Clone(parts), m, m+1), 3*s.size+3)
						}
					}
				}
				if !slices.ContainsFunc(all, func(x tally) bool { return !x.dead }) {
					break
				}
			}
		}
	}
}

// triples tries any three lines of a short order.
func (s *search) triples(order []int) {
	const few = 24
	if len(order) > few {
		return
	}
	w := s.w
	for _, inst := range w.rank[:min(len(w.rank), 2)] {
		list, half := w.sorted(order, inst)
		wide := int64(0) // as far as the rounding of three parts and a target can go
		for _, e := range list {
			wide = max(wide, w.f.slack[w.at(e.line, inst)])
		}
		wide = 3*wide + 2*half
		for i := range list {
			for j := i + 1; j < len(list); j++ {
				for k := j + 1; k < len(list); k++ {
					if sum := list[i].v + list[j].v + list[k].v; len(near(list, sum-wide, sum+wide, 1)) == 0 {
						continue
					}
					a := tally{inst: inst}
					parts := []int{list[i].line, list[j].line, list[k].line}
					for _, p := range parts {
						a.take(w, p)
					}
					for _, e := range near(list, a.sum-a.slack-2*half, a.sum+a.slack+2*half, len(list)) {
						if !slices.Contains(parts, e.line) && a.agrees(w, e.line, false) {
							s.try(e.line, parts, 4*s.size+2)
						}
					}
				}
			}
		}
	}
}
