package recognize

import (
	"math/bits"
	"slices"

	"doisoat/schema"
)

// ratioCandidate is a relation target = k × numerator / denominator over columns,
// where the numerator may be a difference with the denominator (relative change).
type ratioCandidate struct {
	target, num, den int
	num2, den2       int // a second addend, -1 when there is none
	change           bool
	percent          bool
	verdict
}

// acrossRatios finds the columns that are ratios, percentages or relative changes
// of two others; evidence is weighed as for sums.
func (d *finder) acrossRatios() {
	var amounts []int
	for c := range d.t.Columns {
		if d.amount(c) {
			amounts = append(amounts, c)
		}
	}
	if len(amounts) < 2 {
		return
	}
	for t := range d.t.Columns {
		if d.hasAcross(t) || !d.rate(t) && !(d.t.Columns[t].Kind == schema.Measure && d.t.Columns[t].Places > 0) {
			continue
		}
		d.tried = 0
		var found []ratioCandidate
		changes := d.t.Columns[t].Kind != schema.Ratio || d.negative(t)
		try := func(c ratioCandidate) {
			for _, p := range []bool{true, false} {
				if !p && d.rate(t) && d.t.Columns[t].Unit.Percent {
					continue
				}
				c.percent = p
				d.tried++
				if c.verdict = d.checkRatio(c); c.ok {
					found = append(found, c)
				}
			}
		}
		for _, a := range amounts {
			for _, b := range amounts {
				if a == b || a == t || b == t {
					continue
				}
				try(ratioCandidate{target: t, num: a, den: b, num2: -1, den2: -1})
				if changes {
					try(ratioCandidate{target: t, num: a, den: b, num2: -1, den2: -1, change: true})
				}
			}
		}
		if len(found) == 0 {
			d.pairRatios(t, amounts, try)
		}
		cost := log2(int64(max(d.tried, 1)), 1) + 1
		found = slices.DeleteFunc(found, func(c ratioCandidate) bool { return c.bits < needBits+cost })
		if len(found) == 0 {
			continue
		}
		best := slices.MinFunc(found, func(a, b ratioCandidate) int {
			if a.held != b.held {
				return b.held - a.held
			}
			return distance(a) - distance(b)
		})
		d.t.Rules = append(d.t.Rules, best.rule(d, cost))
	}
}

// pairRatios tries ratios with a sum of two neighbouring columns above or below.
func (d *finder) pairRatios(t int, amounts []int, try func(ratioCandidate)) {
	if len(amounts) > 40 {
		return
	}
	for i, a := range amounts {
		for _, b := range amounts {
			if a == b || a == t || b == t || i+1 >= len(amounts) {
				continue
			}
			a2 := amounts[i+1]
			if a2 != b && a2 != t {
				try(ratioCandidate{target: t, num: a, num2: a2, den: b, den2: -1})
				try(ratioCandidate{target: t, num: b, num2: -1, den: a, den2: a2})
			}
		}
	}
}

func distance(c ratioCandidate) int {
	n := max(c.target-c.num, c.num-c.target) + max(c.target-c.den, c.den-c.target)
	if c.num2 >= 0 || c.den2 >= 0 {
		n += 100
	}
	return n
}

func (c ratioCandidate) rule(d *finder, cost int) schema.Rule {
	v := func(i, j int) *schema.Expr {
		if j >= 0 {
			return sumOf([]int{i, j})
		}
		return variable(i)
	}
	num := v(c.num, c.num2)
	form := schema.Division
	if c.change {
		num = &schema.Expr{Op: schema.OpSub, Args: []*schema.Expr{num, v(c.den, -1)}}
		form = schema.RelativeChange
	}
	return schema.Rule{
		Axis: schema.Across, Form: form, Target: c.target, Over: d.data, Percent: c.percent, Origin: schema.Inferred,
		Expr:     &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{num, v(c.den, c.den2)}},
		Strength: c.bits - cost, Hard: d.overwhelming(c.verdict, c.bits-cost),
	}
}

// ratioAt works a ratio out at a row; tested is false when figures are missing or
// the denominator can be nought.
func (d *finder) ratioAt(r int, c *ratioCandidate) (x evidence, tested, held bool) {
	f := d.f
	ti, ai, bi := f.at(r, c.target), f.at(r, c.num), f.at(r, c.den)
	if !f.has[ti] || !f.has[ai] || !f.has[bi] {
		return
	}
	a, ha, b, hb := f.v[ai], f.slack[ai], f.v[bi], f.slack[bi]
	if c.num2 >= 0 {
		i := f.at(r, c.num2)
		if !f.has[i] {
			return
		}
		a, ha = a+f.v[i], ha+f.slack[i]
	}
	if c.den2 >= 0 {
		i := f.at(r, c.den2)
		if !f.has[i] {
			return
		}
		b, hb = b+f.v[i], hb+f.slack[i]
	}
	if c.change {
		a, ha = a-b, ha+hb
	}
	if b-hb <= 0 {
		return
	}
	k := int64(1)
	if c.percent {
		k = 100
	}
	if !f.ratioHolds(f.v[ti], f.half[ti], rounded(a, ha), rounded(b, hb), k) {
		return x, true, false
	}
	t := abs(f.v[ti])
	x.size, x.width = t, max(f.half[ti]+scaled(t, ha, abs(a))+scaled(t, hb, b), 1)
	x.telling = a != 0 && a != b && t != 0
	return x, true, true
}

// checkRatio weighs a ratio on the rows, and gives up once too many break it.
func (d *finder) checkRatio(c ratioCandidate) verdict {
	f := d.f
	var v verdict
	if bad := d.failing(func(r int) (bool, bool) {
		_, tested, held := d.ratioAt(r, &c)
		return tested, held
	}); bad {
		return v
	}
	breaks, most := 0, max(len(d.data)*(10-heldTenths)/10, 1)
	lo, hi := int64(1)<<62, -int64(1)<<62
	d.scratch = d.scratch[:0]
	for _, r := range d.data {
		x, tested, held := d.ratioAt(r, &c)
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
		if !x.telling {
			continue
		}
		if !d.sums[r] || len(d.data) < 5 {
			v.telling++
		}
		t := f.v[f.at(r, c.target)]
		lo, hi = min(lo, t), max(hi, t)
		if len(d.scratch) < weighed {
			d.scratch = append(d.scratch, x)
		}
	}
	if v.telling < 3 || v.held*10 < v.tested*heldTenths {
		return v
	}
	for _, x := range d.scratch {
		v.bits += log2(min(x.size, hi-lo), x.width)
	}
	v.ok = v.bits > 0
	return v
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
