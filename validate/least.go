package validate

import (
	"cmp"
	"math/big"
	"slices"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// Broken rules that no one cell explains are explained by the fewest cells: all sets of
// two or three are looked for whose change repairs every rule of the knot and breaks none
// (Fellegi and Holt, JASA 1976). Where one set is smallest, its cells are wrong; where
// several are, the one whose cells show more slips of the pen is told as the likeliest
// (Scholtus 2009), and where these are as many, only the cells that all sets have.

const (
	fewRepairs = 3    // cells of a set
	knotRules  = 24   // broken rules that hang together
	mostStates = 6000 // changed tables that are looked at for one knot
	mostSets   = 12   // smallest sets that are kept
)

// repair is a value for one cell.
type repair struct {
	at     schema.Ref
	value  *big.Rat
	places int
	slip   string
}

// knot gives the broken instances that hang together with one by the cells they share;
// wide takes in those that share cells with a rule that holds.
func (s *searcher) knot(first int, wide bool) []int {
	in := map[int]bool{first: true}
	through := map[int]bool{}
	todo := []int{first}
	for len(todo) > 0 && len(in) <= knotRules {
		n := todo[0]
		todo = todo[1:]
		for _, ref := range s.f.all[n].cells() {
			for _, k := range s.f.byCell[ref] {
				switch {
				case s.open[k] && !in[k]:
					in[k] = true
					todo = append(todo, k)
				case wide && !s.open[k] && !through[k] && s.open[n] && s.f.all[k].rule.Relation == schema.Equal:
					through[k] = true
					todo = append(todo, k)
				}
			}
		}
	}
	out := make([]int, 0, len(in))
	for n := range in {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// least finds the smallest sets of repairs of a knot, of two cells or more. It gives
// nothing where it cannot look at all of them.
func (s *searcher) least(knot []int) [][]repair {
	if len(knot) > knotRules {
		return nil
	}
	for size := 2; size <= fewRepairs; size++ {
		l := leastSearch{s: s, size: size, left: mostStates, seen: map[string]bool{}}
		broken := map[int]bool{}
		for _, n := range knot {
			broken[n] = true
		}
		l.grow(s.rep, broken, nil)
		if l.left <= 0 || len(l.found) > mostSets {
			return nil
		}
		if len(l.found) > 0 {
			return l.found
		}
	}
	return nil
}

type leastSearch struct {
	s     *searcher
	size  int
	left  int // states that may still be looked at
	seen  map[string]bool
	found [][]repair
}

// grow repairs the broken instance with the fewest cells in every way that the rules
// give, and goes on with what is then broken.
func (l *leastSearch) grow(rep *schema.Report, broken map[int]bool, done []repair) {
	if l.left <= 0 || len(l.found) > mostSets {
		return
	}
	if len(broken) == 0 {
		l.keep(done)
		return
	}
	next := l.next(broken, done)
	if next < 0 {
		return
	}
	i := &l.s.f.all[next]
	for _, ref := range i.cells() {
		if slices.ContainsFunc(done, func(r repair) bool { return r.at == ref }) || rep.At(ref).Kind != schema.Numeric {
			continue
		}
		var tried []*big.Rat
		for _, n := range l.s.f.byCell[ref] {
			if !broken[n] {
				continue
			}
			one := &l.s.f.all[n]
			now := workOutAt(rep, one.table, one.rule, one.line)
			v, exact := now.solve(rep, ref)
			if v == nil || !exact && one.out.Target != ref {
				continue
			}
			places := l.s.placesOf(one, ref)
			if v = atPlaces(v, places); v == nil || contains(tried, v) || v.Sign() < 0 && l.s.rep.At(ref).Number.Value.Sign() >= 0 {
				continue
			}
			tried = append(tried, v)
			l.with(rep, broken, done, repair{at: ref, value: v, places: places})
		}
	}
}

// next is the broken instance with the fewest cells that may still change; -1 where more
// instances that share no such cell are broken than cells may change.
func (l *leastSearch) next(broken map[int]bool, done []repair) int {
	order := make([]int, 0, len(broken))
	for n := range broken {
		order = append(order, n)
	}
	size := func(n int) int { return len(l.s.f.all[n].out.Operands) }
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(size(a), size(b)), cmp.Compare(a, b)) })
	taken := map[schema.Ref]bool{}
	for _, r := range done {
		taken[r.at] = true
	}
	apart, first := 0, -1
	for _, n := range order {
		i := &l.s.f.all[n]
		free, alone := 0, true
		for _, ref := range i.cells() {
			if !slices.ContainsFunc(done, func(r repair) bool { return r.at == ref }) {
				free++
				alone = alone && !taken[ref]
			}
		}
		if free == 0 {
			return -1
		}
		if first < 0 && i.rule.Relation == schema.Equal {
			first = n
		}
		if alone {
			apart++
			for _, ref := range i.cells() {
				taken[ref] = true
			}
		}
	}
	if apart > l.size-len(done) || len(done) >= l.size {
		return -1
	}
	return first
}

// with goes on with a repair in place.
func (l *leastSearch) with(rep *schema.Report, broken map[int]bool, done []repair, r repair) {
	n, ok := numberOf(r.value, r.places, rep.At(r.at).Number)
	if !ok || l.left <= 0 {
		return
	}
	l.left--
	after, changed := l.s.put(rep, r.at, n)
	now := make(map[int]bool, len(broken))
	for k := range broken {
		now[k] = true
	}
	for _, k := range l.s.touched(changed) {
		i := &l.s.f.all[k]
		switch status := workOutAt(after, i.table, i.rule, i.line).out.Status; {
		case status == edit.Holds, !l.s.open[k] && status == l.s.status[k]:
			delete(now, k)
		default:
			now[k] = true
		}
	}
	l.grow(after, now, append(slices.Clone(done), r))
}

// keep takes a set that repairs all, once, if each of its cells stands in a rule that was
// broken.
func (l *leastSearch) keep(done []repair) {
	set := slices.Clone(done)
	slices.SortFunc(set, func(a, b repair) int {
		if before(a.at, b.at) {
			return -1
		}
		return 1
	})
	name := ""
	for k := range set {
		r := &set[k]
		if !slices.ContainsFunc(l.s.f.byCell[r.at], func(n int) bool { return l.s.open[n] }) {
			return
		}
		name += schema.A1(r.at.Row, r.at.Col) + "=" + r.value.RatString() + ";"
		r.slip = slipOf(l.s.rep.At(r.at), r.value, r.places, schema.Count)
	}
	if !l.seen[name] {
		l.seen[name] = true
		l.found = append(l.found, set)
	}
}

// likely is, of sets of repairs, the one whose cells show most slips of the pen; ok is
// false where two show as many.
func likely(sets [][]repair) (best []repair, ok bool) {
	slips := func(set []repair) (n int) {
		for _, r := range set {
			if r.slip != "" {
				n++
			}
		}
		return n
	}
	most := -1
	for _, set := range sets {
		switch n := slips(set); {
		case n > most:
			best, most, ok = set, n, true
		case n == most:
			ok = false
		}
	}
	return best, ok
}

// inEvery reports whether every set has a repair.
func inEvery(sets [][]repair, r repair) bool {
	return !slices.ContainsFunc(sets, func(set []repair) bool {
		return !slices.ContainsFunc(set, func(o repair) bool { return o.at == r.at && o.value.Cmp(r.value) == 0 })
	})
}

// takeAll makes the blames of a set of repairs and puts its values in place. Only the
// cells that every smallest set has are wrong for certain.
func (s *searcher) takeAll(set []repair, all [][]repair) []blame {
	var out []blame
	var refs []schema.Ref
	var numbers []schema.Number
	told := map[int]bool{}
	for _, r := range set {
		b := blame{at: r.at, value: r.value, places: r.places, slip: r.slip, forced: inEvery(all, r)}
		b.likely = !b.forced
		for _, k := range s.f.byCell[r.at] {
			if s.open[k] {
				b.broken = append(b.broken, &s.f.all[k])
				told[k] = true
			}
		}
		b.code = s.owner(&b)
		s.f.name(&b)
		n, _ := numberOf(r.value, r.places, s.rep.At(r.at).Number)
		refs, numbers = append(refs, r.at), append(numbers, n)
		out = append(out, b)
	}
	s.place(refs, numbers)
	return out
}
