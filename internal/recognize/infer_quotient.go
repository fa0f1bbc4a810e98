package recognize

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"doisoat/schema"
)

// quotient is a relation target = k × num / den over lines of a view, or, of a change,
// target = k × (num - den) / den; k is 1, 100 in percent, or another power of ten where
// units differ (quintals a hectare of thousand tonnes on thousand hectares, beds for ten
// thousand people). A product num = target × den is the same relation, and its evidence
// the digits of num.
type quotient struct {
	target, num, den int
	num2, den2       int // a second addend, -1 when there is none
	change           bool
	k                int64
	product          bool // num is what was worked out
	cost             int
	verdict
}

// plainFactors are tried for every pair, unitFactors for quotients of two single lines.
var (
	plainFactors = [...]int64{1, 100}
	unitFactors  = [...]int64{10, 1000, 10_000, 100_000, 1_000_000}
)

// unitCost is what it costs in bits to name one of unitFactors.
const unitCost = 5

func (q *quotient) net() int { return q.bits - q.cost - breakCost*q.breaks }

// converts reports whether the factor turns units.
func (q *quotient) converts() bool { return q.k != 1 && q.k != 100 }

// amountAt is a line, or the sum of two, at an instance.
func (w *view) amountAt(inst, line, line2 int) (v, slack int64, ok bool) {
	k := w.at(line, inst)
	if !w.f.has[k] {
		return 0, 0, false
	}
	v, slack = w.f.v[k], w.f.slack[k]
	if line2 >= 0 {
		if k = w.at(line2, inst); !w.f.has[k] {
			return 0, 0, false
		}
		v, slack = v+w.f.v[k], slack+w.f.slack[k]
	}
	return v, slack, true
}

// operands are the place of a quotient's target at an instance and the amounts that it
// divides, each with its slack; ok is false where one has no figure.
func (w *view) operands(inst int, q *quotient) (target int, a, sa, b, sb int64, ok bool) {
	target = w.at(q.target, inst)
	a, sa, oka := w.amountAt(inst, q.num, q.num2)
	b, sb, okb := w.amountAt(inst, q.den, q.den2)
	return target, a, sa, b, sb, w.f.has[target] && oka && okb
}

// divide works a quotient out at an instance; it is not tested when figures are missing
// or the denominator can be nought.
func (w *view) divide(inst int, q *quotient) (o outcome) {
	f := w.f
	ti, a, sa, b, sb, ok := w.operands(inst, q)
	if !ok {
		return o
	}
	same := a == b
	o.print = mix(mix(mix(0, a), b), f.v[ti])
	t, half := f.v[ti], f.half[ti]
	o.telling = t != 0 && t != a && a != 0 && !same
	if q.change {
		a, sa = a-b, sa+sb
		o.telling = t != 0 && !same
	}
	if b < 0 {
		a, b = -a, -b
	}
	if b-sb <= 0 {
		return o
	}
	o.tested = true
	o.held = f.ratioHolds(t, half, rounded(a, sa), rounded(b, sb), q.k)
	t = abs(t)
	o.size, o.width = t, half+scaled(t, sa, abs(a))+scaled(t, sb, b)
	return o
}

// multiply works num = target × den / k out at an instance.
func (w *view) multiply(inst int, q *quotient) (o outcome) {
	f := w.f
	ai := w.at(q.num, inst)
	c, sc, okc := w.amountAt(inst, q.target, -1)
	b, sb, okb := w.amountAt(inst, q.den, -1)
	if !f.has[ai] || !okc || !okb {
		return o
	}
	t, half := f.v[ai], f.half[ai]
	o.print = mix(mix(mix(0, t), b), c)
	o.tested = true
	o.telling = t != 0 && t != c && t != b
	o.held = f.productHolds(t, half, c, sc, b, sb, q.k)
	t = abs(t)
	o.size, o.width = t, half+scaled(t, sc, abs(c))+scaled(t, sb, abs(b))
	return o
}

// productHolds reports whether t = c × b / k can be, each within its interval.
func (f *figures) productHolds(t, half, c, sc, b, sb, k int64) bool {
	unit := 2 * schema.Pow10(f.scale) * k
	lo, hi, loOpen, hiOpen := reported(t, half)
	corners := []wideInt{mul(c-sc, b-sb), mul(c-sc, b+sb), mul(c+sc, b-sb), mul(c+sc, b+sb)}
	least, greatest := corners[0], corners[0]
	for _, x := range corners[1:] {
		if x.cmp(least) < 0 {
			least = x
		}
		if x.cmp(greatest) > 0 {
			greatest = x
		}
	}
	x, y := greatest.cmp(mul(lo, unit)), least.cmp(mul(hi, unit))
	return (x > 0 || x == 0 && !loOpen) && (y < 0 || y == 0 && !hiOpen)
}

// scaled is t × h / v without overflow, for h <= v.
func scaled(t, h, v int64) int64 {
	if v == 0 || h == 0 {
		return 0
	}
	if h >= v {
		return t
	}
	hi, lo := bits.Mul64(uint64(t), uint64(h))
	q, _ := bits.Div64(hi%uint64(v), lo, uint64(v))
	return int64(q)
}

// over is a × k × unit / b, ok unless it does not fit.
func over(a, b, k, unit int64) (int64, bool) {
	neg := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(uint64(abs(a)), uint64(unit*k))
	d := uint64(abs(b))
	if d == 0 || hi >= d {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, d)
	if q > 1<<61 {
		return 0, false
	}
	if neg {
		return -int64(q), true
	}
	return int64(q), true
}

// operand is what a quotient is made of: a line, or two neighbours added.
type operand struct {
	line, line2 int
}

const (
	allPairs  = 150  // lines up to which every pair is tried
	nearPairs = 12   // of more lines, the distance of a pair
	mostLines = 1000 // beyond which no line is sought that is a quotient of two
	mostAlike = 8    // lines with a figure that a pair suggests, beyond which it tells nothing
)

// quotientsOf finds the lines of a view that are quotients, percentages or relative
// changes of two others. The figures of an anchor, sorted, give the targets that a
// pair can have, so that the work is that of the pairs of lines.
func (d *finder) quotientsOf(w *view) []quotient {
	if len(w.lines) < 3 || len(w.lines) > mostLines {
		return nil
	}
	size := log2(int64(len(w.lines)), 1) + 1
	var found []quotient
	type key struct {
		target, num, den, num2, den2 int32
		k                            int64
		change                       bool
	}
	seen := map[key]bool{}
	try := func(q *quotient) {
		id := key{int32(q.target), int32(q.num), int32(q.den), int32(q.num2), int32(q.den2), q.k, q.change}
		if q.target == q.num || q.target == q.den || seen[id] {
			return
		}
		seen[id] = true
		q.cost = 3*size + 2
		if q.num2 >= 0 || q.den2 >= 0 {
			q.cost += size
		}
		if q.change {
			q.cost += 2
		}
		if q.converts() {
			q.cost += unitCost
		}
		divide := func(i int) outcome { return w.divide(i, q) }
		multiply := func(i int) outcome { return w.multiply(i, q) }
		product := !q.change && q.num2 < 0 && q.den2 < 0
		if w.fails(divide) && !(product && !w.fails(multiply)) {
			return // neither way of writing it can be kept
		}
		v := w.weigh(q.target, divide)
		if product {
			if p := w.weigh(q.num, multiply); p.ok && p.bits > v.bits && p.held >= v.held {
				v, q.product = p, true
			}
		}
		if !v.ok || v.telling < 3 || v.held*10 < (v.held+v.breaks)*heldTenths {
			return
		}
		if q.verdict = v; q.net() >= needBits {
			found = append(found, *q)
		}
	}
	for _, inst := range w.rank[:min(len(w.rank), 3)] {
		w.pairs(inst, try)
	}
	return found
}

// amountOf is what an operand comes to at an instance, in floating point as well: over is
// one unit of the figures divided by it, loose how far its rounding may move a quotient, as
// a share of it.
type amountOf struct {
	operand
	v, slack    int64
	over, loose float64
}

// amounts are the operands that have a figure other than nought at an instance, and for each
// of all its place among the operands.
func (w *view) amounts(inst int, ops []operand) []amountOf {
	unit := float64(2 * schema.Pow10(w.f.scale))
	out := make([]amountOf, 0, len(ops))
	for _, o := range ops {
		v, slack, ok := w.amountAt(inst, o.line, o.line2)
		if !ok {
			v = 0
		}
		out = append(out, amountOf{operand: o, v: v, slack: slack, over: unit / float64(v), loose: looseness(v, slack)})
	}
	return out
}

// looseness is the share of a figure that its rounding may take, for a quotient: at most all.
func looseness(v, slack int64) float64 {
	if slack == 0 || v == 0 {
		return 0
	}
	return min(2*float64(slack)/math.Abs(float64(v)), 1)
}

// pairs tries the quotients that the figures of one instance suggest.
func (w *view) pairs(inst int, take func(*quotient)) {
	list, half := w.sorted(w.lines, inst)
	ops := make([]operand, 0, 2*len(w.lines))
	for i, l := range w.lines {
		ops = append(ops, operand{l, -1})
		if w.axis == schema.Across && i+1 < len(w.lines) && w.d.amount(l) && w.d.amount(w.lines[i+1]) {
			ops = append(ops, operand{l, w.lines[i+1]})
		}
	}
	amounts := w.amounts(inst, ops)
	p := pairing{w: w, inst: inst, take: take, list: list, half: half, unit: 2 * schema.Pow10(w.f.scale)}
	for _, e := range list {
		p.near.mark(math.Abs(float64(e.v)), float64(2*p.halfOf(e)+3))
	}
	for i := range amounts {
		x := &amounts[i]
		if x.v == 0 {
			continue
		}
		from, to := 0, len(amounts)
		if len(w.lines) > allPairs {
			from, to = max(i-nearPairs, 0), min(i+nearPairs+1, len(amounts))
		}
		for k := from; k < to; k++ {
			y := &amounts[k]
			if x.line2 >= 0 && y.line2 >= 0 {
				continue
			}
			if x.line == y.line || x.line == y.line2 && y.line2 >= 0 || x.line2 == y.line && x.line2 >= 0 {
				continue
			}
			if y.v == 0 || x.v == y.v || abs(y.v) <= y.slack {
				continue
			}
			p.pair(x, y)
		}
	}
}

// pairing tries the quotients of two operands at one instance.
type pairing struct {
	w    *view
	inst int
	take func(*quotient)
	list []entry // the figures that a quotient may give, ascending
	near magnitudes
	half int64 // the widest rounding among them
	unit int64
	q    quotient // the one that is tried
}

// halfOf is half the width of the rounding of a figure of the list.
func (p *pairing) halfOf(e entry) int64 { return p.w.f.half[p.w.at(e.line, p.inst)] }

func (p *pairing) pair(x, y *amountOf) {
	single := x.line2 < 0 && y.line2 < 0
	size, loose := math.Abs(float64(x.v)*y.over), x.loose+y.loose
	for _, k := range plainFactors {
		p.try(x, y, x.v, x.slack, size, loose, k, false)
		if single {
			n, slack := x.v-y.v, x.slack+y.slack
			p.try(x, y, n, slack, math.Abs(float64(n)*y.over), looseness(n, slack)+y.loose, k, true)
		}
	}
	if single {
		for _, k := range unitFactors {
			p.try(x, y, x.v, x.slack, size, loose, k, false)
		}
	}
}

// try takes k × n / y where it gives figures of the list, but not too many of them. size is
// n / y in floating point, loose the share of it that the rounding of both may take.
func (p *pairing) try(x, y *amountOf, n, sn int64, size, loose float64, k int64, change bool) {
	size *= float64(k)
	if slack := size * (loose + 1e-9); !p.near.any(size-slack, size+slack) {
		return
	}
	b, sb := y.v, y.slack
	q, ok := over(n, b, k, p.unit)
	if !ok {
		return
	}
	slack := 2 + scaled(abs(q), min(2*sn, abs(n)), abs(n)) + scaled(abs(q), min(2*sb, abs(b)), abs(b))
	alike := near(p.list, q-slack-2*p.half, q+slack+2*p.half, mostAlike+1)
	if len(alike) > mostAlike {
		return
	}
	for _, e := range alike {
		if abs(e.v-q) > slack+2*p.halfOf(e) || e.line == x.line2 || e.line == y.line2 || (x.line2 >= 0 || y.line2 >= 0) && !p.w.d.rate(e.line) {
			continue
		}
		p.q = quotient{target: e.line, num: x.line, num2: x.line2, den: y.line, den2: y.line2, change: change, k: k}
		if p.w.twice(&p.q) {
			p.take(&p.q)
		}
	}
}

// magnitudes is a set of numbers by their first six binary digits and their size, signs
// aside: most quotients come near none of them.
type magnitudes struct {
	bits [64]uint64
}

// magnitude is the place of a number of at least 1 in the set.
func magnitude(x float64) int {
	const digits = 5 // behind the first
	return int(math.Float64bits(x)>>(52-digits)) - 1023<<digits
}

// mark puts all numbers in that are within wide of one.
func (m *magnitudes) mark(v, wide float64) {
	from, to := magnitude(max(v-wide, 1)), magnitude(v+wide)
	for at := from; at <= to; at++ {
		m.bits[at>>6] |= 1 << (at & 63)
	}
}

// any reports whether a number of the set may lie between lo and hi. It may say so where
// none does.
func (m *magnitudes) any(lo, hi float64) bool {
	const most = 1 << 62
	if hi < 1 {
		return false
	}
	from, to := magnitude(max(lo, 1)), magnitude(min(hi, most))
	if to-from > 4 {
		return true
	}
	for at := from; at <= to; at++ {
		if m.bits[at>>6]&(1<<(at&63)) != 0 {
			return true
		}
	}
	return false
}

// twice reports whether a quotient holds on two of the first four instances.
func (w *view) twice(q *quotient) bool {
	held := 0
	for _, i := range w.rank[:min(len(w.rank), 4)] {
		if w.holds(i, q) {
			if held++; held == 2 {
				return true
			}
		}
	}
	return false
}

// holds reports whether a quotient can be worked out at an instance and gives its target.
func (w *view) holds(inst int, q *quotient) bool {
	f := w.f
	ti, a, sa, b, sb, ok := w.operands(inst, q)
	if !ok {
		return false
	}
	if q.change {
		a, sa = a-b, sa+sb
	}
	if b < 0 {
		a, b = -a, -b
	}
	return b-sb > 0 && f.ratioHolds(f.v[ti], f.half[ti], rounded(a, sa), rounded(b, sb), q.k)
}

// fails reports whether a relation breaks on so many instances that too few are left for it
// to hold on its share of them.
func (w *view) fails(at func(inst int) outcome) bool {
	left, breaks := len(w.insts), 0
	for _, i := range w.insts {
		o := at(i)
		if o.tested && o.held {
			continue
		}
		left--
		if o.tested && !w.loose[i] {
			breaks++
		}
		if left*10 < (left+breaks)*heldTenths {
			return true
		}
	}
	return false
}

// quotients makes rules of the quotients found, the best for each line.
func (d *finder) quotients(w *view, found []quotient) {
	taken := map[int]bool{}
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; r.Axis == w.axis && r.Relation == schema.Equal {
			taken[r.Target] = true
		}
	}
	used := map[[3]int]bool{} // three lines are one quotient, whichever of them is said to follow
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; r.Axis == w.axis && r.Form == schema.Division && r.Relation == schema.Equal {
			if three := append(r.Expr.Vars(), r.Target); len(three) == 3 {
				slices.Sort(three)
				used[[3]int(three)] = true
			}
		}
	}
	for i := range found {
		found[i] = w.orient(found[i])
	}
	slices.SortStableFunc(found, func(a, b quotient) int {
		if x := cmp.Compare(b.net(), a.net()); x != 0 {
			return x
		}
		return distance(&a) - distance(&b)
	})
	for i := range found {
		q := &found[i]
		three := []int{q.target, q.num, q.den}
		slices.Sort(three)
		key := [3]int(three)
		if taken[q.target] || used[key] && q.num2 < 0 && q.den2 < 0 {
			continue
		}
		taken[q.target] = true
		used[key] = true
		d.t.Rules = append(d.t.Rules, q.rule(w))
	}
}

func distance(q *quotient) int {
	n := int(abs(int64(q.target-q.num)) + abs(int64(q.target-q.den)))
	if q.num2 >= 0 || q.den2 >= 0 {
		n += 100
	}
	return n
}

func (q *quotient) rule(w *view) schema.Rule {
	v := func(i, j int) *schema.Expr {
		if j >= 0 {
			return sumOf([]int{i, j})
		}
		return variable(i)
	}
	num := v(q.num, q.num2)
	form := schema.Division
	if q.change {
		num = &schema.Expr{Op: schema.OpSub, Args: []*schema.Expr{num, v(q.den, -1)}}
		form = schema.RelativeChange
	}
	if q.converts() {
		num = &schema.Expr{Op: schema.OpMul, Args: []*schema.Expr{{Op: schema.OpConst, Const: schema.Int(q.k)}, num}}
	}
	r := schema.Rule{
		Axis: w.axis, Form: form, Target: q.target, Over: w.insts, Percent: q.k == 100, Origin: schema.Inferred,
		Expr:     &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{num, v(q.den, q.den2)}},
		Strength: q.net(), Hard: w.d.overwhelming(q.verdict, q.net()),
	}
	if q.converts() { // the factor is one more thing that chance could choose
		r.Hard = r.Hard && q.held*10 >= q.tested*9
	}
	if w.axis == schema.Down { // over the columns in which it holds
		r.Over = nil
		for _, i := range w.insts {
			if o := w.divide(i, q); o.held {
				r.Over = append(r.Over, i)
			}
		}
	}
	return r
}
