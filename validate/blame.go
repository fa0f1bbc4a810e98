package validate

import (
	"cmp"
	"math/big"
	"slices"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// blame is one likely fault of a table: a cell, and the broken rules that a right
// value there would mend.
type blame struct {
	code   string // of the check that tells it
	at     schema.Ref
	broken []*instance
	value  *big.Rat // what the cell must hold, at its own places; nil while that is open
	places int      // of value
	forced bool     // the rules that hold leave no other cell, or several broken rules meet here
	likely bool     // it is the likeliest cell; others would do as well
	with   *schema.Ref
	slip   string // the cause, "" when the figures show none
	source *schema.Ref
}

// hard reports whether one of the broken rules is hard.
func (b *blame) hard() bool {
	for _, i := range b.broken {
		if i.rule.Hard {
			return true
		}
	}
	return false
}

// candidate is a value for one cell and what it does to the rules.
type candidate struct {
	at     schema.Ref
	value  *big.Rat
	places int
	mends  []int // broken instances that hold with it
	exact  bool  // a rule of whole sums fixes the value
	target bool  // the cell is the target of a rule that it mends
	among  int   // operands of the rule that gave the value
	rivals bool  // other cells mend as many of the same rules
	slip   string
}

// search explains the broken rules by as few cells as it can find one at a time:
// the principle of Fellegi and Holt (JASA 1976), fewest changes, in its simplest
// honest form. A cell explains when some value of it mends broken rules and breaks
// none that holds. The cell that mends most comes first; among equals, one with a
// plain slip of the pen (Scholtus 2009), then the target of a rule. After each cell
// the rules are looked at again with the value in place. Two figures that changed
// places are taken where they mend more than any single cell. What neither explains
// is told of its target, rule by rule; so is a rule that several of its parts explain
// equally well.
func (f *footing) search() []blame {
	var out []blame
	s := searcher{f: f, rep: f.rep, status: make([]edit.Status, len(f.all)), open: make([]bool, len(f.all)), looked: map[[2]int]bool{}, vague: map[int]bool{}}
	for n := range f.all {
		s.status[n] = f.all[n].out.Status
		if s.status[n] == edit.Breaks {
			s.broken = append(s.broken, n)
			s.open[n] = true
		}
	}
	for len(s.broken) > 0 {
		c, open, one := s.single()
		if set := s.several(c, one); set != nil {
			out = append(out, set...)
			continue
		}
		if e, two := s.exchanged(); two && (!one || len(e.mends) > len(c.mends)) {
			out = append(out, s.takeExchange(e))
			continue
		}
		if one && !open {
			out = append(out, s.take(c))
			continue
		}
		if one { // several cells explain these rules alike
			out = append(out, s.leave(c.mends))
			continue
		}
		b := s.leave(s.broken[:1])
		f.name(&b)
		out = append(out, b)
	}
	f.mended = s.rep
	return out
}

// several explains the knot of the first broken rule by the fewest cells, where no single
// cell and no exchange explains all of it. A knot is looked at once, and once more with
// what lies behind rules that hold, for two wrong figures of one sum may make up for each
// other.
func (s *searcher) several(c candidate, one bool) []blame {
	knot := s.knot(s.broken[0], false)
	if one && len(c.mends) >= len(knot) {
		return nil
	}
	for _, wide := range []bool{false, true} {
		if wide {
			if one {
				return nil
			}
			more := s.knot(s.broken[0], true)
			if len(more) == len(knot) {
				return nil
			}
			knot = more
		}
		key := [2]int{knot[0], len(knot)}
		if s.looked[key] || len(knot) < 2 {
			continue
		}
		s.looked[key] = true
		if e, two := s.exchanged(); two && len(e.mends) >= len(knot) {
			return nil
		}
		sets := s.least(knot)
		if best, ok := likely(sets); ok {
			return s.takeAll(best, sets)
		}
		if len(sets) > 0 {
			return s.undetermined(knot, sets)
		}
		for _, n := range knot { // too much to look at
			s.vague[n] = true
		}
	}
	return nil
}

// undetermined tells of a knot that several sets of cells explain alike: the cells that all
// of them have are wrong; the rules that these leave broken are told without a word on
// which of their cells is.
func (s *searcher) undetermined(knot []int, sets [][]repair) []blame {
	var common []repair
	for _, r := range sets[0] {
		if inEvery(sets, r) {
			common = append(common, r)
		}
	}
	var out []blame
	if len(common) > 0 {
		out = s.takeAll(common, sets)
	}
	for _, n := range knot {
		if s.open[n] {
			out = append(out, s.leave(s.knot(n, false)))
		}
	}
	return out
}

// leave tells broken rules of the target of the first, without a word on which of its
// cells is wrong.
func (s *searcher) leave(told []int) blame {
	i := &s.f.all[told[0]]
	b := blame{code: i.kind(), at: i.out.Target}
	b.places = s.placesOf(i, b.at)
	b.value = atPlaces(i.out.Exact, b.places)
	for _, n := range told {
		b.broken = append(b.broken, &s.f.all[n])
		s.open[n] = false
	}
	s.close()
	return b
}

// close drops the instances that are no longer to be explained.
func (s *searcher) close() {
	var left []int
	for _, k := range s.broken {
		if s.open[k] {
			left = append(left, k)
		}
	}
	s.broken = left
}

type searcher struct {
	f      *footing
	rep    *schema.Report  // with the values found so far in place
	status []edit.Status   // of each instance on rep
	broken []int           // instances still to be explained
	open   []bool          // of each instance, whether it is among them
	vague  map[int]bool    // instances of knots that were too much to look at
	looked map[[2]int]bool // knots that were looked at, see several
}

// single is the best cell that explains by itself. open says that others explain as
// well, so that the rules leave it open which of them is wrong.
func (s *searcher) single() (best candidate, open, ok bool) {
	tried := map[schema.Ref]bool{}
	var all []candidate
	for _, n := range s.broken {
		for _, ref := range s.f.all[n].cells() {
			if tried[ref] {
				continue
			}
			tried[ref] = true
			c, can := s.try(ref)
			if !can {
				continue
			}
			all = append(all, c)
			order := 1
			if ok {
				order = c.compare(best)
			}
			switch order {
			case 1:
				best, open, ok = c, false, true
			case 0:
				if !overlap(c.mends, best.mends) { // each explains its own
					continue
				}
				open = true
				if before(c.at, best.at) {
					best = c
				}
			}
		}
	}
	for k := range all {
		c := &all[k]
		best.rivals = best.rivals || c.at != best.at && len(c.mends) == len(best.mends) && overlap(c.mends, best.mends) && !plainSlip(best.slip)
	}
	return best, open && !best.target, ok
}

// overlap reports whether two lists share an instance.
func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(n int) bool { return slices.Contains(b, n) })
}

// compare orders candidates as search tells; 1 when c is the better, 0 when nothing
// but their places tells them apart.
func (c candidate) compare(d candidate) int {
	if len(c.mends) != len(d.mends) {
		return cmp.Compare(len(c.mends), len(d.mends))
	}
	for _, reason := range []func(candidate) bool{
		func(c candidate) bool { return plainSlip(c.slip) },
		func(c candidate) bool { return c.target },
		// Among many figures some would give the right one with two digits changed
		// by mere chance.
		func(c candidate) bool { return c.slip == "transposed" && c.among <= fewOperands },
	} {
		if a, b := reason(c), reason(d); a != b {
			if a {
				return 1
			}
			return -1
		}
	}
	return 0
}

const fewOperands = 6

// plainSlip tells the slips that hardly arise by chance.
func plainSlip(slip string) bool {
	return slip == "thousands-mark" || slip == "sign" || slip == "blank"
}

// try looks for the value of one cell that mends most and harms nothing.
func (s *searcher) try(ref schema.Ref) (best candidate, ok bool) {
	cell := s.rep.At(ref)
	if cell.Kind != schema.Numeric && !none(cell) {
		return candidate{}, false
	}
	var seen []*big.Rat
	for _, n := range s.f.byCell[ref] {
		if !s.open[n] {
			continue
		}
		i := &s.f.all[n]
		now := workOutAt(s.rep, i.table, i.rule, i.line)
		v, exact := now.solve(s.rep, ref)
		if v == nil {
			continue
		}
		places := s.placesOf(i, ref)
		v = atPlaces(v, places)
		if v == nil || contains(seen, v) || v.Sign() < 0 && countsAt(i.table, ref) {
			continue
		}
		seen = append(seen, v)
		c := candidate{at: ref, value: v, places: places, exact: exact}
		if s.weigh(&c) && (!ok || len(c.mends) > len(best.mends)) {
			c.slip = slipOf(cell, v, places, i.table.Columns[i.table.ColumnOf(ref.Col)].Kind)
			if c.slip == "thousands-mark" && v.IsInt() {
				c.places = 0
			}
			c.among = len(now.out.Operands)
			s.nearby(&c, cell)
			best, ok = c, true
		}
	}
	return best, ok
}

// countsAt reports whether a cell stands in a column of counts, which are never negative.
func countsAt(t *schema.Table, ref schema.Ref) bool {
	col := t.ColumnOf(ref.Col)
	return col >= 0 && t.Columns[col].Kind == schema.Count
}

// nearby looks for a plainer value within what rounding leaves open: where a sum of
// rounded figures wants 19,8, and the cell shows 17,9, it was 19,7.
func (s *searcher) nearby(c *candidate, cell *schema.Cell) {
	if c.slip != "" || c.places == 0 {
		return
	}
	ulp := new(big.Rat).SetFrac(big.NewInt(1), schema.BigPow10(c.places))
	for k := int64(1); k <= int64(c.among+1)/2; k++ {
		for _, step := range []int64{-k, k} {
			v := add(c.value, mul(ulp, big.NewRat(step, 1)))
			if slipOf(cell, v, c.places, schema.Ratio) != "transposed" {
				continue
			}
			if other := (candidate{at: c.at, value: v, places: c.places, exact: c.exact, among: c.among}); s.weigh(&other) && len(other.mends) >= len(c.mends) {
				other.slip = "transposed"
				*c = other
				return
			}
		}
	}
}

// weigh fills in what the value mends; it gives false when it mends nothing or
// breaks a rule that held.
func (s *searcher) weigh(c *candidate) bool {
	n, ok := numberOf(c.value, c.places, s.rep.At(c.at).Number)
	if !ok {
		return false
	}
	with, changed := s.put(s.rep, c.at, n)
	for _, k := range s.touched(changed) {
		i := &s.f.all[k]
		now := workOutAt(with, i.table, i.rule, i.line).out.Status
		switch was := s.status[k]; {
		case s.open[k] && now == edit.Holds:
			c.mends = append(c.mends, k)
			if i.out.Target == c.at {
				c.target = true
			}
			if i.rule.Form == schema.Sum || i.rule.Form == schema.Difference {
				c.exact = true
			}
		case (was == edit.Holds || was == edit.CutOff) && (now == edit.Breaks || now == edit.Undecidable):
			return false
		}
	}
	return len(c.mends) > 0
}

// take makes the blame of a candidate and puts its value in place.
func (s *searcher) take(c candidate) blame {
	b := blame{at: c.at, value: c.value, places: c.places, slip: c.slip}
	b.forced = (len(c.mends) > 1 || !c.target) && !c.rivals
	for _, k := range c.mends {
		b.broken = append(b.broken, &s.f.all[k])
		b.forced = b.forced && !s.vague[k]
	}
	b.likely = !b.forced && !c.target
	if c.rivals { // what follows hangs on this choice
		for _, k := range s.knot(c.mends[0], true) {
			s.vague[k] = true
		}
	}
	if !c.exact && !c.target {
		b.value = nil // only as close as a rounded result lets one say
	}
	b.code = s.owner(&b)
	s.f.name(&b)
	n, _ := numberOf(c.value, c.places, s.rep.At(c.at).Number)
	s.place([]schema.Ref{c.at}, []schema.Number{n})
	return b
}

// place puts numbers in place, by cell, and looks again at the rules of those cells.
// A rule that held and does not now is not taken up: only what the report broke is
// told.
func (s *searcher) place(refs []schema.Ref, numbers []schema.Number) {
	var all []schema.Ref
	for k, ref := range refs {
		var changed []schema.Ref
		s.rep, changed = s.put(s.rep, ref, numbers[k])
		all = append(all, changed...)
	}
	for _, k := range s.touched(all) {
		i := &s.f.all[k]
		s.status[k] = workOutAt(s.rep, i.table, i.rule, i.line).out.Status
		s.open[k] = s.open[k] && s.status[k] == edit.Breaks
	}
	s.close()
}

// put is the report with a number in a cell, and with what the formulas of the file make of
// it in the totals that it goes into; it gives the cells that changed.
func (s *searcher) put(rep *schema.Report, ref schema.Ref, n schema.Number) (*schema.Report, []schema.Ref) {
	const deep = 6 // totals of totals
	out := overlay(rep, ref, n)
	changed := []schema.Ref{ref}
	for k := 0; k < len(changed) && len(changed) <= deep; k++ {
		for _, m := range s.f.byCell[changed[k]] {
			i := &s.f.all[m]
			target := i.out.Target
			if i.rule.Relation != schema.Equal || i.rule.Form != schema.Sum || target == changed[k] || s.rep.At(target).Formula == "" || s.status[m] != edit.Holds || slices.Contains(changed, target) {
				continue
			}
			now := workOutAt(out, i.table, i.rule, i.line)
			places := s.placesOf(i, target)
			v := atPlaces(now.out.Exact, places)
			if now.out.Status == edit.Holds || v == nil {
				continue
			}
			if total, ok := numberOf(v, places, out.At(target).Number); ok {
				out, changed = overlay(out, target, total), append(changed, target)
			}
		}
	}
	return out, changed
}

// touched are the instances with one of the cells, each once.
func (s *searcher) touched(refs []schema.Ref) []int {
	if len(refs) == 1 {
		return s.f.byCell[refs[0]]
	}
	var out []int
	for _, ref := range refs {
		for _, k := range s.f.byCell[ref] {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// owner is the check that tells the blame, and puts the rule that names it first:
// one that has the cell for its target, a foot before a cross-foot before a ratio;
// else the one that is nearest to the cell, a cross-foot before a foot.
func (s *searcher) owner(b *blame) string {
	result := map[string]int{"V201": 0, "V301": 1, "V101": 2, "V202": 3}
	operand := map[string]int{"V301": 4, "V201": 5, "V101": 6, "V202": 7}
	best, bestRank := 0, 8
	for n, i := range b.broken {
		r := result[i.kind()]
		if i.out.Target != b.at {
			r = operand[i.kind()]
		}
		if r < bestRank {
			best, bestRank = n, r
		}
	}
	first := b.broken[best]
	copy(b.broken[1:best+1], b.broken[:best])
	b.broken[0] = first
	switch b.slip {
	case "thousands-mark":
		return "V502"
	case "blank":
		return "V503"
	case "sign":
		if first.table.Columns[first.table.ColumnOf(b.at.Col)].Kind == schema.Count && s.rep.At(b.at).Number.Value.Sign() < 0 {
			return "V505"
		}
	}
	return first.kind()
}

// placesOf is the number of places at which the cell is written: none for a count,
// its own, or for a blank those of its column.
func (s *searcher) placesOf(i *instance, ref schema.Ref) int {
	col := i.table.ColumnOf(ref.Col)
	if col >= 0 && i.table.Columns[col].Kind == schema.Count {
		return 0
	}
	if c := s.rep.At(ref); c.Kind == schema.Numeric {
		return int(c.Number.Shown)
	}
	if col >= 0 {
		return int(i.table.Columns[col].Places)
	}
	return 0
}
