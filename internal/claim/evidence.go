package claim

import (
	"math"
	"math/big"

	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// likeness is the evidence, in bits, that a figure is a value after one slip of the pen:
// how unlikely it is that any other figure of as many digits stands so near it by chance.
// A slip changes one digit, lets two change places, drops one, adds one, or moves the
// decimal mark (Scholtus 2009); of the 9·10^(n-1) figures of n digits so many are one slip
// away.
func likeness(f *schema.Figure, v *big.Rat) float64 {
	d, right := significantDigits(f), digitsLike(f.Number, v)
	if f.Approx != schema.Exactly || d == right || v.Sign() == 0 {
		return 0
	}
	for _, k := range []int64{-100, 100} { // an index and the growth that it means
		if f.Number.Percent && tie.Compare(f.Number, f.Approx, new(big.Rat).Add(v, big.NewRat(k, 1))).Ties() {
			return 0
		}
	}
	n := float64(len(d))
	all := math.Log2(9) + (n-1)*math.Log2(10)
	switch slip.Digits(d, right) {
	case "transposed":
		return all - math.Log2(n*(n-1)/2)
	case "wrong-digit":
		bits := all - math.Log2(9*n)
		if d[:len(d)-1] == right[:len(d)-1] {
			bits -= 2 // near as well, as figures of the same kind are
		}
		return bits
	case "missing-digit":
		return all - math.Log2(n+1)
	case "extra-digit":
		return all - math.Log2(10*n)
	}
	if len(d) == 2 && len(right) == 2 && d[0] == right[1] && d[1] == right[0] {
		return all - 1
	}
	if s := significant(d); len(s) >= 3 && offByTens(f.Number, v) {
		return math.Log2(9) + (float64(len(s))-1)*math.Log2(10) - 2
	}
	return 0
}

// offByTens reports whether a figure is a value with its decimal mark one or two places
// off.
func offByTens(n schema.Number, v *big.Rat) bool {
	for _, k := range []int8{-2, -1, 1, 2} {
		m := n
		m.Scale += k
		if tie.Compare(m, schema.Exactly, v) >= tie.Rounded {
			return true
		}
	}
	return false
}

const (
	// penned is the evidence from which a figure that agrees with nothing is called wrong:
	// of the figures that no reading bears out about one in thirty is a slip, which makes
	// five bits, and nine of ten findings must be right, which makes three more. Where a
	// column or a row of the reports at hand is taken away, so that none of its figures
	// can be read rightly, less evidence than this begins to give alarms.
	penned = 8.0
	// least is the likeness below which other evidence does not help.
	least = 4.0
)

// slipOfPen reports whether a figure that disagrees with a hypothesis is its value after a
// slip of the pen, more likely than a figure that was read wrongly: what speaks for the
// reading and the likeness add up.
func (r *reader) slipOfPen(q *query, list []hypothesis, h *hypothesis, carried bool) bool {
	bits := likeness(q.f, h.value.Value)
	if bits < least || h.fit != tie.Off || r.inOtherColumn(q, h) || r.outOfTime(q, &r.lex.columns[h.col]) {
		return false
	}
	for _, e := range []struct {
		holds bool
		bits  float64
	}{
		{h.explicit, 2}, {h.implicit, -1}, {carried, 2}, {r.namedBy(q, h), 2}, {h.m.strict < 0.3, -1}, {!h.timely, -2}, {h.loose, -1},
		{h.f.Form != schema.SumForm && !h.cued, -3}, {h.f.Form == schema.SumForm && len(h.f.Top) > 1 && q.cue&cueSum == 0, -3},
		{r.inDoubt(q, h), -3}, {r.otherSubject(q.id), -4}, {r.ofAnotherTime(q, list, h), -3}, {r.toldOtherwise(q, list, h), -4}, {r.toldBefore(q, h), -2},
	} {
		if e.holds {
			bits += e.bits
		}
	}
	if bits < penned {
		return false
	}
	for i := range list { // another reading that a slip explains as well
		o := &list[i]
		if o != h && o.total >= 0.5*h.total && r.worked(q, o) && digitsLike(q.f.Number, o.value.Value) != digitsLike(q.f.Number, h.value.Value) &&
			likeness(q.f, o.value.Value) >= likeness(q.f, h.value.Value)-2 {
			return false
		}
	}
	return true
}
