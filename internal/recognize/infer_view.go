package recognize

import (
	"cmp"
	"math/bits"
	"slices"

	"doisoat/schema"
)

// view is the figures of a table seen along one axis. A relation is one of lines
// (columns for a rule that runs across, rows for one that runs down); each place on
// the other axis, an instance, is one test of it.
type view struct {
	d      *finder
	f      *figures
	axis   schema.Axis
	lines  []int // indexes of Table.Columns or Table.Rows that may take part, in order
	insts  []int // indexes on the other axis
	ls, is int   // strides in the arrays of figures

	derived []bool // by index on the other axis: its figures follow from other instances
	loose   []bool // by index on the other axis: holds rates, which need not add up
	rank    []int  // instances by how many figures they hold, fullest first
	neg     []bool // by index on the other axis: some figure is negative
	zero    []bool // by line: nothing but noughts and blanks
	sample  []int  // instances to try first when there are very many
}

const (
	ranked  = 64 // instances kept in rank
	weighed = 512
	probe   = 48
)

// newView makes the view of a table along an axis over the lines and instances given.
func (d *finder) newView(axis schema.Axis, lines, insts []int) *view {
	w := &view{d: d, f: d.f, axis: axis, lines: lines, insts: insts, ls: 1, is: d.f.cols}
	across, down := d.f.cols, d.f.rows
	if axis == schema.Down {
		w.ls, w.is = d.f.cols, 1
		across, down = down, across
	}
	w.derived, w.loose, w.neg = make([]bool, down), make([]bool, down), make([]bool, down)
	w.zero = make([]bool, across)
	fill := make([]int, down)
	for _, l := range lines {
		w.zero[l] = true
		for _, i := range insts {
			k := w.at(l, i)
			if w.f.v[k] != 0 {
				w.zero[l] = false
				fill[i]++
				w.neg[i] = w.neg[i] || w.f.v[k] < 0
			}
		}
	}
	w.rank = slices.Clone(insts)
	// Of equally full rows those that lie far apart come first: slips come in neighbouring
	// rows, and must not make up all of the few instances that are looked at.
	spread := func(i int) uint32 {
		if axis == schema.Down {
			return uint32(i)
		}
		return bits.Reverse32(uint32(i))
	}
	slices.SortStableFunc(w.rank, func(a, b int) int {
		return cmp.Or(cmp.Compare(fill[b], fill[a]), cmp.Compare(spread(a), spread(b)))
	})
	w.rank = w.rank[:min(len(w.rank), ranked)]
	if n := len(insts); n > 2*probe {
		for i := 0; i < probe; i++ {
			w.sample = append(w.sample, insts[(2*i+1)*n/(2*probe)])
		}
	}
	return w
}

func (w *view) at(line, inst int) int { return line*w.ls + inst*w.is }

// figures of a line at an instance.
func (w *view) value(line, inst int) (v int64, has bool) {
	k := w.at(line, inst)
	return w.f.v[k], w.f.has[k]
}

// verdict is what the figures say of a candidate relation.
type verdict struct {
	held, tested int
	breaks       int // instances on which it fails, those of rates aside
	telling      int // independent instances on which it holds and more than one part matters
	bits         int // evidence: digits foretold on the telling instances
	ok           bool
}

// outcome is a relation at one instance: the target's size and the width within which
// it would have passed; telling is false where it could not well fail.
type outcome struct {
	tested, held, telling bool
	lone                  bool // a single part is not nought, and there are others
	size, width           int64
	print                 uint64 // of the figures: the same again is no new evidence
}

// mix adds a figure to a print.
func mix(print uint64, v int64) uint64 { return (print ^ uint64(v)) * 1099511628211 }

// weigh works a relation out at the instances and weighs its evidence as in minimum
// description length (Rissanen 1978): an instance on which it holds saves the digits
// of the target that the operands foretell, log2 of its size over the width within
// which it would have passed. It gives up once too many instances break it.
func (w *view) weigh(target int, at func(inst int) outcome) verdict {
	var v verdict
	if w.failing(at) {
		return v
	}
	lo, hi := int64(1)<<62, -int64(1)<<62
	type gain struct {
		size, width int64
		most        int
	}
	var few [24]uint64
	seen := few[:0]
	var more map[uint64]bool // beyond the few
	var gains, lone []gain
	worst := max(len(w.insts)*6/10, 1) // see loosen
	for _, i := range w.insts {
		o := at(i)
		if !o.tested {
			continue
		}
		v.tested++
		if !o.held {
			if !w.loose[i] {
				if v.breaks++; v.breaks > worst && w.axis == schema.Across {
					return v
				}
			}
			continue
		}
		v.held++
		if !o.telling && !o.lone || w.derived[i] || slices.Contains(seen, o.print) || more[o.print] {
			continue
		}
		if len(seen) < cap(seen) {
			seen = append(seen, o.print)
		} else {
			if more == nil {
				more = map[uint64]bool{}
			}
			more[o.print] = true
		}
		x, _ := w.value(target, i)
		lo, hi = min(lo, x), max(hi, x)
		to := &gains
		if o.telling {
			v.telling++
		} else {
			to = &lone
		}
		if len(*to) < weighed {
			col := target
			if w.axis == schema.Down {
				col = i
			}
			*to = append(*to, gain{o.size, 2 * max(o.width, 1), w.d.most[col]})
		}
	}
	// Files closed late are none in most offices: where two rows show what the second part
	// adds, the rows without it bear the rest of the sum out.
	if v.telling == 2 && v.breaks <= 1 && len(lone) >= 3 && w.axis == schema.Across {
		v.telling += len(lone)
		gains = append(gains, lone...)
	}
	for _, g := range gains {
		if v.telling >= 3 && w.axis == schema.Across {
			g.size = min(g.size, hi-lo)
		}
		v.bits += min(log2(g.size, g.width), g.most)
	}
	v.ok = v.bits > 0
	return v
}

// failing tries a relation on a sample of very many instances and reports whether it
// fails on so many that the rest need not be looked at.
func (w *view) failing(at func(inst int) outcome) bool {
	tested, breaks := 0, 0
	for _, i := range w.sample {
		o := at(i)
		if !o.tested {
			continue
		}
		tested++
		if !o.held {
			if breaks++; breaks > probe*4/10 {
				return true
			}
		}
	}
	return tested > 8 && breaks*10 > tested*4
}

// add works out target × times = the sum of the parts at an instance; blanks count
// as nought. times is 1 for a sum, 0 for a mean: the number of parts with a figure. What
// makes an instance telling is worked out where it holds alone.
func (w *view) add(inst, target, times int, parts []int) (o outcome) {
	f := w.f
	ti := w.at(target, inst)
	if !f.has[ti] {
		return o
	}
	var sum, slack int64
	filled := 0
	for _, p := range parts {
		i := w.at(p, inst)
		if !f.has[i] {
			if !f.nought[i] {
				return o
			}
			continue
		}
		if sum += f.v[i]; abs(sum) > 1<<61 {
			return o
		}
		slack += f.slack[i]
		filled++
	}
	if filled == 0 {
		return o
	}
	t, half, n := f.v[ti], f.half[ti], int64(1)
	if times == 0 {
		if n = int64(filled); abs(t) > 1<<60/n {
			return o
		}
	}
	o.tested = true
	if o.held = f.meets(t*n, half*n, rounded(sum, slack)); !o.held {
		return o
	}
	lo, hi := int64(1)<<62, -int64(1)<<62
	matter := 0
	for _, p := range parts {
		i := w.at(p, inst)
		if !f.has[i] {
			continue
		}
		x := f.v[i]
		o.print = mix(o.print, x)
		lo, hi = min(lo, x), max(hi, x)
		if x != 0 {
			matter++
		}
	}
	o.print = mix(o.print, f.v[ti])
	o.size, o.width = abs(t), half+slack
	o.telling = matter > 1 && t != 0
	o.lone = matter == 1 && filled > 1 && t != 0
	if times == 0 {
		o.telling, o.lone = filled > 1 && hi > lo, false
		o.size, o.width = min(hi-lo, abs(t)), half+slack/n
	}
	return o
}

// ceiling is how many bits it can be worth that a figure of a column is foretold: where
// few different values, noughts aside, make up the column, two of its figures agree by chance as often
// as any two of them do (the collision entropy of the column, Rényi's of order 2).
func (d *finder) ceiling(col int) int {
	const enough = 8
	var v []int64
	for _, r := range d.data[:min(len(d.data), weighed)] {
		if i := d.f.at(r, col); d.f.has[i] && d.f.v[i] != 0 {
			v = append(v, d.f.v[i])
		}
	}
	if len(v) < enough {
		return 62
	}
	slices.Sort(v)
	same := 0
	for i := 0; i < len(v); {
		j := i
		for j < len(v) && v[j] == v[i] {
			j++
		}
		same += (j - i) * (j - i - 1)
		i = j
	}
	all := len(v) * (len(v) - 1)
	if same <= 4 { // one pair or two say little
		return bits.Len(uint(all)) + 1 - same/2
	}
	return bits.Len(uint(all/same)) - 1
}
