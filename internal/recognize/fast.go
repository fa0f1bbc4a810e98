package recognize

import (
	"math"
	"math/bits"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// term is a line of a linear form, added or taken away.
type term struct {
	line int
	sign int64
}

// fastRule is a rule whose expression is a linear form, or a quotient of two, for
// checking many lines without big arithmetic. It gives the answers of edit.At.
type fastRule struct {
	rule     *schema.Rule
	num, den []term
	factor   int64
	by       int64 // what a linear form times the factor is divided by, 0 when there is no factor
}

// fast compiles a rule; ok is false when its form is another.
func fast(r *schema.Rule) (fr fastRule, ok bool) {
	fr = fastRule{rule: r, factor: 1}
	if r.Relation != schema.Equal || r.Expr == nil || r.Tolerance != 0 {
		return fr, false
	}
	if r.Percent {
		fr.factor = 100
	}
	if r.Expr.Op == schema.OpDiv && len(r.Expr.Args) == 2 && r.Expr.Args[1].Op == schema.OpConst {
		whole := r.Expr.Args[1].Const
		if whole.Coef <= 0 {
			return fr, false
		}
		fr.by = whole.Coef
		fr.factor *= schema.Pow10(int(whole.Places))
		fr.num, ok = terms(r.Expr.Args[0], 1, nil)
		return fr, ok
	}
	if r.Expr.Op == schema.OpDiv && len(r.Expr.Args) == 2 {
		num := r.Expr.Args[0]
		if num.Op == schema.OpMul && len(num.Args) == 2 && num.Args[0].Op == schema.OpConst && num.Args[0].Const.Places == 0 && num.Args[0].Const.Coef > 0 {
			fr.factor *= num.Args[0].Const.Coef
			num = num.Args[1]
		}
		if fr.num, ok = terms(num, 1, nil); ok {
			fr.den, ok = terms(r.Expr.Args[1], 1, nil)
		}
		return fr, ok
	}
	e := r.Expr
	if e.Op == schema.OpMul && len(e.Args) == 2 && e.Args[0].Op == schema.OpConst && e.Args[0].Const.Coef > 0 {
		fr.factor, fr.by = e.Args[0].Const.Coef, schema.Pow10(int(e.Args[0].Const.Places))
		e = e.Args[1]
	}
	fr.num, ok = terms(e, 1, nil)
	return fr, ok && !r.Percent
}

func terms(e *schema.Expr, sign int64, out []term) ([]term, bool) {
	ok := true
	switch e.Op {
	case schema.OpVar:
		return append(out, term{e.Var, sign}), true
	case schema.OpAdd, schema.OpSub:
		for i, a := range e.Args {
			s := sign
			if i > 0 && e.Op == schema.OpSub {
				s = -sign
			}
			if out, ok = terms(a, s, out); !ok {
				return nil, false
			}
		}
		return out, len(e.Args) > 0
	case schema.OpNeg:
		return terms(e.Args[0], -sign, out)
	}
	return nil, false
}

// amount is the value of a linear form: the middle and half width of its interval,
// and which of its ends are open.
type amount struct {
	v, slack       int64
	loOpen, hiOpen bool
}

// value is a linear form at a line, and whether it has a value.
func (f *figures) value(form []term, axis schema.Axis, line int) (a amount, ok bool) {
	filled := 0
	for _, x := range form {
		i := f.at(line, x.line)
		if axis == schema.Down {
			i = f.at(x.line, line)
		}
		switch {
		case f.has[i]:
			v := x.sign * f.v[i]
			a.v += v
			a.slack += f.slack[i]
			if f.slack[i] > 0 { // a rounding interval is open at the end away from nought
				a.loOpen = a.loOpen || v <= 0
				a.hiOpen = a.hiOpen || v >= 0
			}
			filled++
		case !f.nought[i] || len(form) == 1:
			return a, false
		}
	}
	return a, filled > 0 && a.v < 1<<60 && a.v > -1<<60
}

func (a amount) neg() amount { return amount{-a.v, a.slack, a.hiOpen, a.loOpen} }

// status is the answer of a rule at a line. Cutting off counts as holding.
func (f *figures) status(fr *fastRule, line int) edit.Status {
	r := fr.rule
	ti := f.at(line, r.Target)
	if r.Axis == schema.Down {
		ti = f.at(r.Target, line)
	}
	if !f.has[ti] {
		return edit.Undecidable
	}
	a, ok := f.value(fr.num, r.Axis, line)
	if !ok {
		return edit.Undecidable
	}
	t, ht := f.v[ti], f.half[ti]
	if fr.den == nil {
		if fr.by == 0 && f.meets(t, ht, a) || fr.by != 0 && f.timesHolds(t, ht, a, fr.factor, fr.by) {
			return edit.Holds
		}
		return edit.Breaks
	}
	b, ok := f.value(fr.den, r.Axis, line)
	if !ok || b.v-b.slack <= 0 && b.v+b.slack >= 0 {
		return edit.Undecidable
	}
	if b.v < 0 {
		a, b = a.neg(), b.neg()
	}
	if f.ratioHolds(t, ht, a, b, fr.factor) {
		return edit.Holds
	}
	return edit.Breaks
}

// rounded is an amount whose interval is taken to be open at both ends.
func rounded(v, slack int64) amount { return amount{v, slack, slack > 0, slack > 0} }

// reported are the values that give a figure when rounded or cut off.
func reported(t, ht int64) (lo, hi int64, loOpen, hiOpen bool) {
	switch {
	case t > 0:
		return t - ht, t + 2*ht, false, true
	case t < 0:
		return t - 2*ht, t + ht, true, false
	}
	return t - 2*ht, t + 2*ht, true, true
}

// meets reports whether a reported figure and a computed one can be the same value,
// also when the reported one was cut off.
func (f *figures) meets(t, ht int64, a amount) bool {
	lo, hi, loOpen, hiOpen := reported(t, ht)
	most, least := a.v+a.slack, a.v-a.slack
	return (most > lo || most == lo && !loOpen && !a.hiOpen) && (least < hi || least == hi && !hiOpen && !a.loOpen)
}

// ratioHolds reports whether t = k × a / b can be, each within its interval, t also
// when it was cut off. b and its interval must be positive.
func (f *figures) ratioHolds(t, ht int64, a, b amount, k int64) bool {
	unit := 2 * schema.Pow10(f.scale)
	if roughlyFails(float64(t), float64(2*ht), &a, &b, float64(k)*float64(unit)) {
		return false
	}
	if abs(a.v)+a.slack > (1<<62)/k {
		return false
	}
	lo, hi, loOpen, hiOpen := reported(t, ht)
	// t × b is monotone in each factor, so that its corners bound it.
	low, lowOpen := mul(lo, b.v-b.slack), b.loOpen
	if lo < 0 {
		low, lowOpen = mul(lo, b.v+b.slack), b.hiOpen
	}
	high, highOpen := mul(hi, b.v+b.slack), b.hiOpen
	if hi < 0 {
		high, highOpen = mul(hi, b.v-b.slack), b.loOpen
	}
	c := mul((a.v+a.slack)*k, unit).cmp(low)
	d := mul((a.v-a.slack)*k, unit).cmp(high)
	return (c > 0 || c == 0 && !loOpen && !a.hiOpen && !lowOpen) && (d < 0 || d == 0 && !hiOpen && !a.loOpen && !highOpen)
}

// roughlyFails reports whether t = k × a / b surely cannot be, by floating point: t lies
// beyond what wide either way and the intervals of a and b allow, and more than all that
// the roundings of this arithmetic come to.
func roughlyFails(t, wide float64, a, b *amount, k float64) bool {
	bv, bs := float64(b.v), float64(b.slack)
	mid := t * bv
	room := wide*(bv+bs) + math.Abs(t)*bs + k*float64(a.slack)
	off := math.Abs(k*float64(a.v) - mid)
	return off > room+1e-12*(room+off+math.Abs(mid))
}

// wideInt is a signed number of up to 127 bits, for comparing products exactly.
type wideInt struct {
	neg    bool
	hi, lo uint64
}

func mul(a, b int64) wideInt {
	hi, lo := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	return wideInt{(a < 0) != (b < 0) && (hi|lo) != 0, hi, lo}
}

func (a wideInt) cmp(b wideInt) int {
	if a.neg != b.neg {
		if a.neg {
			return -1
		}
		return 1
	}
	c := 0
	switch {
	case a.hi < b.hi, a.hi == b.hi && a.lo < b.lo:
		c = -1
	case a.hi != b.hi || a.lo != b.lo:
		c = 1
	}
	if a.neg {
		return -c
	}
	return c
}
