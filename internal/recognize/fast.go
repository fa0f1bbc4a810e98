package recognize

import (
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
	if r.Expr.Op == schema.OpDiv && len(r.Expr.Args) == 2 {
		if fr.num, ok = terms(r.Expr.Args[0], 1, nil); ok {
			fr.den, ok = terms(r.Expr.Args[1], 1, nil)
		}
		return fr, ok
	}
	fr.num, ok = terms(r.Expr, 1, nil)
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

// value is a linear form at a line: its value, the half width of its interval, and
// whether it has one.
func (f *figures) value(form []term, axis schema.Axis, line int) (v, slack int64, ok bool) {
	filled := 0
	for _, x := range form {
		i := f.at(line, x.line)
		if axis == schema.Down {
			i = f.at(x.line, line)
		}
		switch {
		case f.has[i]:
			v += x.sign * f.v[i]
			slack += f.slack[i]
			filled++
		case !f.nought[i] || len(form) == 1:
			return 0, 0, false
		}
	}
	return v, slack, filled > 0 && v < 1<<60 && v > -1<<60
}

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
	a, ha, ok := f.value(fr.num, r.Axis, line)
	if !ok {
		return edit.Undecidable
	}
	t, ht := f.v[ti], f.half[ti]
	if fr.den == nil {
		if f.meets(t, ht, a, ha) {
			return edit.Holds
		}
		return edit.Breaks
	}
	b, hb, ok := f.value(fr.den, r.Axis, line)
	if !ok || b-hb <= 0 && b+hb >= 0 {
		return edit.Undecidable
	}
	if b < 0 {
		a, b = -a, -b
	}
	if f.ratioHolds(t, ht, a, ha, b, hb, fr.factor) {
		return edit.Holds
	}
	return edit.Breaks
}

// meets reports whether a reported figure and a computed one can be the same value,
// also when the reported one was cut off. Ends that are open stay outside.
func (f *figures) meets(t, ht, v, hv int64) bool {
	lo, hi := bounds(t, ht)
	if hv > 0 {
		return v+hv > lo && v-hv < hi
	}
	if t < 0 {
		return v > lo && v <= hi
	}
	return v >= lo && v < hi
}

// bounds are the ends of the values that give a figure when rounded or cut off.
func bounds(t, ht int64) (lo, hi int64) {
	switch {
	case t > 0:
		return t - ht, t + 2*ht
	case t < 0:
		return t - 2*ht, t + ht
	}
	return t - 2*ht, t + 2*ht
}

// ratioHolds reports whether t = k × a / b can be, each within its interval, t also
// when it was cut off. b and its interval must be positive.
func (f *figures) ratioHolds(t, ht, a, ha, b, hb, k int64) bool {
	unit := 2 * schema.Pow10(f.scale)
	if abs(a)+ha > (1<<62)/k {
		return false
	}
	lo, hi := bounds(t, ht)
	// t × b is monotone in each factor, so that its corners bound it.
	low, high := mul(lo, b-hb), mul(hi, b+hb)
	if lo < 0 {
		low = mul(lo, b+hb)
	}
	if hi < 0 {
		high = mul(hi, b-hb)
	}
	least, most := mul((a-ha)*k, unit), mul((a+ha)*k, unit)
	if ha+hb > 0 {
		return most.cmp(low) > 0 && least.cmp(high) < 0
	}
	if t < 0 {
		return most.cmp(low) > 0 && least.cmp(high) <= 0
	}
	return most.cmp(low) >= 0 && least.cmp(high) < 0
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
