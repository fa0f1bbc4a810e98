package recognize

import (
	"fmt"
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// sumCandidate is a relation total = sum of parts over columns.
type sumCandidate struct {
	total int
	parts []int
	verdict
}

// verdict is what the figures say of a candidate relation.
type verdict struct {
	held, tested int
	telling      int // rows that hold, are no sums of others, and in which no part is nought
	bits         int
	ok           bool
}

// acrossSums finds the columns that are sums of others.
//
// Evidence is weighed as in minimum description length (Rissanen 1978): a row on
// which the relation holds saves the digits of the total that the parts foretell,
// log2 of its size over the width within which it would have passed; the search
// costs log2 of the number of relations tried. A relation counts when it saves
// needBits more than it costs, holds on eight rows of ten, and on three telling
// rows at least.
func (d *finder) acrossSums() {
	d.tried = 0
	if len(d.data) < minTelling {
		return
	}
	var found []sumCandidate
	seen := map[string]bool{}
	for _, class := range d.classes() {
		if key := fmt.Sprint(class); !seen[key] {
			seen[key] = true
			for _, near := range windows(class) {
				found = append(found, d.sumsOf(near)...)
			}
		}
	}
	cost := log2(int64(max(d.tried, 1)), 1) + 1
	found = slices.DeleteFunc(found, func(c sumCandidate) bool { return c.bits < needBits+cost })
	slices.SortStableFunc(found, func(a, b sumCandidate) int {
		if x := (a.tested - a.held) - (b.tested - b.held); x != 0 && max(a.tested-a.held, b.tested-b.held)*10 > a.tested {
			return x
		}
		if x := len(a.parts) - len(b.parts); x != 0 {
			return x
		}
		if x := spreadOf(a) - spreadOf(b); x != 0 {
			return x
		}
		return b.bits - a.bits
	})
	taken := &basis{}
	for i := range d.t.Rules {
		if v := linear(&d.t.Rules[i], len(d.t.Columns)); v != nil {
			taken.add(v)
		}
	}
	for _, c := range found {
		v := make([]int64, len(d.t.Columns))
		v[c.total] = -1
		for _, p := range c.parts {
			v[p] = 1
		}
		if !taken.add(v) {
			continue // follows from those already taken
		}
		r := d.natural(c)
		r.Strength = c.bits - cost
		r.Hard = d.overwhelming(c.verdict, c.bits-cost)
		d.t.Rules = append(d.t.Rules, r)
	}
}

// overwhelming reports whether an inferred rule is as good as declared, so that its
// breach is an error: it holds on at least eight rows and nine in ten, with twice
// the evidence asked for.
func (d *finder) overwhelming(v verdict, bits int) bool {
	return v.held >= 8 && v.held*10 >= v.tested*8 && bits >= 2*needBits
}

func spreadOf(c sumCandidate) int {
	lo, hi := c.total, c.total
	for _, p := range c.parts {
		lo, hi = min(lo, p), max(hi, p)
	}
	return hi - lo
}

// classes parts the columns into those whose figures may be added to each other:
// amounts of one unit, and rates; and, inside them, columns that have one leaf
// header in several groups.
func (d *finder) classes() [][]int {
	group := map[string][]int{}
	var keys []string
	put := func(k string, c int) {
		if _, ok := group[k]; !ok {
			keys = append(keys, k)
		}
		group[k] = append(group[k], c)
	}
	units := map[string]bool{}
	for c := range d.t.Columns {
		col := &d.t.Columns[c]
		switch {
		case d.rate(c):
			put("%", c)
		case d.amount(c):
			units[lang.Fold(col.Unit.Text)] = true
		default:
			continue
		}
		if len(col.Path) > 1 {
			put("leaf "+lang.Fold(col.Path[len(col.Path)-1]), c)
		}
	}
	for c := range d.t.Columns {
		if !d.amount(c) {
			continue
		}
		u := lang.Fold(d.t.Columns[c].Unit.Text)
		if u == "" { // an unnamed unit may be any
			for k := range units {
				if k != "" {
					put("unit "+k, c)
				}
			}
			if len(units) == 1 {
				put("unit ", c)
			}
			continue
		}
		put("unit "+u, c)
	}
	slices.Sort(keys)
	var out [][]int
	for _, k := range keys {
		if cols := group[k]; len(cols) >= 3 {
			out = append(out, cols)
		}
	}
	return out
}

// In a table of up to widest columns sums are sought among all of them; a wider one has
// its sums near their parts, within a window of columns, for all triples are tried.
const (
	widest = 128
	window = 48
)

// windows parts a wide class of columns into overlapping windows.
func windows(cols []int) [][]int {
	if len(cols) <= widest {
		return [][]int{cols}
	}
	var out [][]int
	for len(cols) > window {
		out = append(out, cols[:window])
		cols = cols[window/2:]
	}
	return append(out, cols)
}

// minTelling is the number of rows on which a relation must hold to count as a rule.
const minTelling = 3

// sumsOf tries the pairs, triples (in small classes) and runs of a class of columns
// against the other columns of the class.
func (d *finder) sumsOf(cols []int) []sumCandidate {
	var out []sumCandidate
	try := func(total int, parts ...int) {
		d.tried++
		if v := d.checkSum(total, parts); v.ok {
			out = append(out, sumCandidate{total, slices.Clone(parts), v})
		}
	}
	n := len(cols)
	for i := 0; i < n; i++ {
		for j := i + 1; j < n; j++ {
			for k := 0; k < n; k++ {
				if k != i && k != j {
					try(cols[k], cols[i], cols[j])
				}
			}
		}
	}
	for i := 0; i < n; i++ { // runs of three and more, against what stands outside them
		for j := i + 2; j < n; j++ {
			for k := 0; k < n; k++ {
				if k < i || k > j {
					try(cols[k], cols[i:j+1]...)
				}
			}
		}
	}
	if n <= 24 {
		for i := 0; i < n; i++ {
			for j := i + 1; j < n; j++ {
				for l := j + 1; l < n; l++ {
					if l == j+1 && j == i+1 {
						continue // a run
					}
					for k := 0; k < n; k++ {
						if k != i && k != j && k != l {
							try(cols[k], cols[i], cols[j], cols[l])
						}
					}
				}
			}
		}
	}
	return out
}

// evidence is what one row that holds adds to the weight of a relation.
type evidence struct {
	size, width int64
	telling     bool
}

// weighed is how many rows are weighed: a long table saves more than enough bits.
const weighed = 512

// probe is how many rows of a long table are tried before all of them.
const probe = 48

// probes are rows spread over a long table, nil for a short one.
func (d *finder) probes() []int {
	n := len(d.data)
	if n <= 2*probe {
		return nil
	}
	out := make([]int, 0, probe)
	for i := 0; i < probe; i++ {
		out = append(out, d.data[(2*i+1)*n/(2*probe)])
	}
	return out
}

// sumAt works a sum out at a row; tested is false when figures are missing.
func (d *finder) sumAt(r, total int, parts []int) (v, width int64, zero, tested, held bool) {
	f := d.f
	ti := f.at(r, total)
	if !f.has[ti] {
		return
	}
	var sum, slack int64
	filled := 0
	for _, p := range parts {
		i := ti - total + p
		switch {
		case f.has[i]:
			sum += f.v[i]
			slack += f.slack[i]
			filled++
			zero = zero || f.v[i] == 0
		case f.nought[i]:
			zero = true
		default:
			return
		}
	}
	if filled == 0 {
		return
	}
	v = f.v[ti]
	return v, f.half[ti] + slack, zero, true, f.meets(v, f.half[ti], rounded(sum, slack))
}

// checkSum weighs a relation on the rows, and gives up once too many break it.
func (d *finder) checkSum(total int, parts []int) verdict {
	var v verdict
	if bad := d.failing(func(r int) (bool, bool) {
		_, _, _, tested, held := d.sumAt(r, total, parts)
		return tested, held
	}); bad {
		return v
	}
	breaks, most := 0, max(len(d.data)*(10-heldTenths)/10, 1)
	lo, hi := int64(1)<<62, -int64(1)<<62
	d.scratch = d.scratch[:0]
	for _, r := range d.data {
		x, width, zero, tested, held := d.sumAt(r, total, parts)
		if !tested {
			continue
		}
		v.tested++
		if !held {
			if breaks++; breaks > most {
				return v
			}
			continue
		}
		v.held++
		lo, hi = min(lo, x), max(hi, x)
		telling := !zero && x != 0
		if telling && (!d.sums[r] || v.telling < 3 && d.tellingSum(r, total, parts)) {
			v.telling++
		}
		if len(d.scratch) < weighed {
			d.scratch = append(d.scratch, evidence{abs(x), max(width, 1), telling})
		}
	}
	if v.telling < 3 || v.held*10 < v.tested*heldTenths {
		return v
	}
	for _, x := range d.scratch {
		if x.telling || hi > lo {
			v.bits += log2(min(x.size, hi-lo), x.width)
		}
	}
	v.ok = v.bits > 0 && d.mattering(total, parts)
	return v
}

// mattering reports whether every part is on some row more than rounding leaves open; a
// part that never is could be left out, or be any other small column.
func (d *finder) mattering(total int, parts []int) bool {
	f := d.f
	for _, p := range parts {
		if !slices.ContainsFunc(d.data, func(r int) bool {
			_, width, _, tested, held := d.sumAt(r, total, parts)
			cut := f.half[f.at(r, total)] // a total may be cut off instead of rounded
			return tested && held && abs(f.v[f.at(r, p)]) > width+cut
		}) {
			return false
		}
	}
	return true
}

// failing tries a relation on the probes of a long table and reports whether it
// fails on so many that the rest need not be looked at.
func (d *finder) failing(at func(row int) (tested, held bool)) bool {
	tested, breaks := 0, 0
	for _, r := range d.sample {
		t, h := at(r)
		if !t {
			continue
		}
		tested++
		if !h {
			if breaks++; breaks > probe*4/10 {
				return true
			}
		}
	}
	return tested > 8 && breaks*10 > tested*4
}

// tellingSum reports whether a total row says something of its own about a relation
// over columns: it follows from its parts when the relation holds on all of them.
func (d *finder) tellingSum(row, total int, parts []int) bool {
	for i := range d.t.Rules {
		r := &d.t.Rules[i]
		if r.Axis != schema.Down || r.Relation != schema.Equal || r.Target != row {
			continue
		}
		for _, p := range r.Expr.Vars() {
			if !d.holdsAcross(p, total, parts) {
				return true
			}
		}
		return false
	}
	return true
}

func (d *finder) holdsAcross(row, total int, parts []int) bool {
	_, _, _, tested, held := d.sumAt(row, total, parts)
	return tested && held
}

// natural writes a relation in its natural direction: the total beside its parts,
// or a difference when the header says so or the parts have negative figures.
func (d *finder) natural(c sumCandidate) schema.Rule {
	r := schema.Rule{Axis: schema.Across, Form: schema.Sum, Target: c.total, Expr: sumOf(c.parts), Over: d.data, Origin: schema.Inferred}
	if len(c.parts) != 2 {
		return r
	}
	for k, p := range c.parts {
		other := c.parts[1-k]
		if p < c.total && p < other {
			continue // what is worked out stands after what it is worked out from
		}
		named := hasAny(lang.Fold(d.t.Columns[p].Name()), d.pack.Table.Difference)
		middle := other < c.total && c.total < p // a - b = rest, in reading order
		if !named && !(d.negative(p) && p > c.total) && !(middle && !d.totalNamed(c.total)) {
			continue
		}
		e := &schema.Expr{Op: schema.OpSub, Args: []*schema.Expr{variable(c.total), variable(other)}}
		r.Form, r.Target, r.Expr = schema.Difference, p, e
		return r
	}
	return r
}

func (d *finder) totalNamed(c int) bool {
	for _, p := range d.t.Columns[c].Path {
		if startsWithAny(lang.Fold(p), d.pack.Table.Total) {
			return true
		}
	}
	return false
}

func (d *finder) negative(c int) bool {
	for _, r := range d.data {
		if d.f.v[d.f.at(r, c)] < 0 {
			return true
		}
	}
	return false
}

// linear is the vector of a rule over columns that is a sum or difference, nil of others.
func linear(r *schema.Rule, n int) []int64 {
	if r.Axis != schema.Across || r.Relation != schema.Equal || r.Form != schema.Sum && r.Form != schema.Difference {
		return nil
	}
	v := make([]int64, n)
	v[r.Target]--
	ok := true
	var walk func(e *schema.Expr, sign int64)
	walk = func(e *schema.Expr, sign int64) {
		switch e.Op {
		case schema.OpVar:
			v[e.Var] += sign
		case schema.OpAdd:
			for _, a := range e.Args {
				walk(a, sign)
			}
		case schema.OpSub:
			walk(e.Args[0], sign)
			for _, a := range e.Args[1:] {
				walk(a, -sign)
			}
		case schema.OpNeg:
			walk(e.Args[0], -sign)
		default:
			ok = false
		}
	}
	walk(r.Expr, 1)
	if !ok {
		return nil
	}
	return v
}

// basis keeps linear relations in echelon form over the integers modulo a prime, to
// tell which relations follow from others.
type basis struct {
	rows  [][]int64
	pivot []int
}

const prime = 1<<31 - 1

// add takes a relation in unless it follows from those already there.
func (b *basis) add(v []int64) bool {
	w := make([]int64, len(v))
	for i, x := range v {
		w[i] = ((x % prime) + prime) % prime
	}
	for k, row := range b.rows {
		if m := w[b.pivot[k]]; m != 0 {
			for i := range w {
				w[i] = (w[i] + (prime-m)*row[i]) % prime
			}
		}
	}
	for i, x := range w {
		if x != 0 {
			inv := power(x, prime-2)
			for j := range w {
				w[j] = w[j] * inv % prime
			}
			b.rows, b.pivot = append(b.rows, w), append(b.pivot, i)
			return true
		}
	}
	return false
}

func power(x, n int64) int64 {
	out := int64(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			out = out * x % prime
		}
		x = x * x % prime
	}
	return out
}

// nearness is how whole numbers add up: exactly, or within what rounding leaves open.
type nearness struct {
	exact, near int          // near counts the exact ones too
	rows, cols  map[int]bool // with a sum across, or down, that is near and not exact
}

// scattered reports whether the sums that are near and not exact lie in several rows
// or in several columns, so that no single wrong cell makes them.
func (n *nearness) scattered() bool { return len(n.rows) > 1 || len(n.cols) > 1 }

// minNear is the number of rows on which a sum must be tested to tell how it is rounded.
const minNear = 4

// nearAcross adds the sums of two columns that nearly hold on the rows.
func (d *finder) nearAcross(cols, rows []int, count func(total, sum int64, parts int) (exact, near bool), out *nearness) {
	f := d.f
	var missed []int
	for i := range cols {
		for j := i + 1; j < len(cols); j++ {
			for k := range cols {
				if k == i || k == j {
					continue
				}
				exact, near, tested := 0, 0, 0
				missed = missed[:0]
				for _, r := range rows {
					a, b, t := f.at(r, cols[i]), f.at(r, cols[j]), f.at(r, cols[k])
					if !f.has[a] || !f.has[b] || !f.has[t] || f.v[a] == 0 || f.v[b] == 0 {
						continue
					}
					tested++
					switch e, n := count(f.v[t], f.v[a]+f.v[b], 2); {
					case e:
						exact++
						near++
					case n:
						near++
						missed = append(missed, r)
					}
					if near < tested-2 {
						break
					}
				}
				if tested >= minNear && near*10 >= tested*7 {
					out.exact += exact
					out.near += near
					for _, r := range missed {
						out.rows[r] = true
					}
				}
			}
		}
	}
}

// nearSums looks at the pairs of columns that nearly add up to a third, and at the
// totals over what the hierarchy puts under them.
func (d *finder) nearSums() nearness {
	f := d.f
	out := nearness{rows: map[int]bool{}, cols: map[int]bool{}}
	var cols []int
	for c := range d.t.Columns {
		if d.amount(c) && d.t.Columns[c].Places == 0 {
			cols = append(cols, c)
		}
	}
	unit := 2 * schema.Pow10(f.scale)
	rows := d.data[:min(len(d.data), 60)]
	count := func(total int64, sum int64, parts int) (exact, near bool) {
		diff := abs(total - sum)
		near = total >= 20*unit && diff <= unit*int64(parts+1)/2
		return near && diff == 0, near
	}
	if len(rows) >= minNear {
		for _, near := range windows(cols) {
			d.nearAcross(near, rows, count, &out)
		}
	}
	kids := map[int][]int{}
	for i := range d.t.Rows {
		if d.hasFigures(i) {
			kids[d.t.Rows[i].Parent] = append(kids[d.t.Rows[i].Parent], i)
		}
	}
	for parent, list := range kids {
		for _, c := range cols {
			for _, t := range append([]int{parent}, list...) {
				if t < 0 || !d.hasFigures(t) || t != parent && d.t.Rows[t].Kind != schema.TotalRow || !f.has[f.at(t, c)] {
					continue
				}
				var sum int64
				parts := 0
				for _, p := range list {
					if p != t {
						sum += f.v[f.at(p, c)]
						parts++
					}
				}
				if parts < 2 {
					continue
				}
				switch e, n := count(f.v[f.at(t, c)], sum, parts); {
				case e:
					out.exact++
					out.near++
				case n:
					out.near++
					out.cols[c] = true
				}
			}
		}
	}
	return out
}
