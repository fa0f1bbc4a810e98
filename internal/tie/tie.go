// Package tie compares a figure of the prose with the value that a table gives, by
// the rounding intervals of what is written (XBRL Calculations 1.1; Go's big.Rat for
// every value, no epsilon).
package tie

import (
	"math"
	"math/big"

	"doisoat/schema"
)

// Fit is how a written figure stands to a value.
type Fit uint8

const (
	Off     Fit = iota // no reading of the figure gives the value
	Cut                // only cutting off instead of rounding gives it
	Rounded            // the value rounds to the figure
	Same               // the figure is the value, all its places written
)

// Ties reports whether the figure may stand as it is.
func (f Fit) Ties() bool { return f >= Rounded }

// Compare holds a figure as written, with the word of approximation before it,
// against an exact value in the same unit (percentages in percent).
func Compare(n schema.Number, approx schema.Approx, v *big.Rat) Fit {
	if far(n, v) {
		return Off
	}
	return Prepare(n, approx).compare(v)
}

// CompareCell is Compare against a cell, which itself stands for an interval when
// the sheet gives fewer places than the prose: 93,3 in the sheet ties with 93,33.
// shift is the power of ten by which the cell's unit exceeds the figure's.
func CompareCell(n schema.Number, approx schema.Approx, cell schema.Number, shift int) Fit {
	cell.Scale = 0
	if approx == schema.Exactly {
		if Apart(n, cell, shift) {
			return Off
		}
		if w, ok := weigh(n, cell, shift); ok {
			return w.fit()
		}
	}
	return compareCell(n, approx, cell, shift)
}

// compareCell is CompareCell for figures of any size.
func compareCell(n schema.Number, approx schema.Approx, cell schema.Number, shift int) Fit {
	v := Shift(cell.Rat(), shift)
	if f := Compare(n, approx, v); f != Off {
		return f
	}
	if approx == schema.Exactly {
		shown := Shift(rounded(cell), shift)
		// the prose is written finer than the sheet shows
		if finer(n, cell, shift) && ShiftInterval(cell.Interval(), shift).Contains(n.Rat()) {
			return Rounded
		}
		// rounded a second time from what the sheet shows
		if n.Interval().Contains(shown) {
			return Rounded
		}
	}
	return Off
}

// weighed is a figure and a cell in whole units of one power of ten, each unit in
// the last place of both an even number of them.
type weighed struct {
	figure, ulp       int64 // the figure as written, and one unit in its last place
	value, shown, one int64 // the stored value, the value shown, and one unit in its last place
}

// weigh brings figure and cell to whole numbers; ok is false when one would not fit.
func weigh(n, cell schema.Number, shift int) (w weighed, ok bool) {
	if n.Value.Places != n.Shown {
		return w, false
	}
	places := max(int(n.Value.Places)-int(n.Scale), int(cell.Value.Places)-shift, int(cell.Shown)-shift) + 1
	shown := cell.Value
	if cell.Value.Places > cell.Shown {
		if shown, ok = schema.RoundRat(cell.Value.Rat(), int(cell.Shown)); !ok {
			return w, false
		}
	}
	ok = true
	lift := func(coef int64, by int) int64 {
		if by < 0 || by > 17 {
			ok = false
			return 0
		}
		k := schema.Pow10(by)
		if coef > math.MaxInt64/4/k || coef < math.MinInt64/4/k {
			ok = false
			return 0
		}
		return coef * k
	}
	up := places - int(n.Value.Places) + int(n.Scale)
	w.figure, w.ulp = lift(n.Value.Coef, up), lift(1, up)
	w.value = lift(cell.Value.Coef, places-int(cell.Value.Places)+shift)
	up = places - int(cell.Shown) + shift
	w.shown, w.one = lift(shown.Coef, places-int(shown.Places)+shift), lift(1, up)
	return w, ok
}

// fit is compareCell on whole numbers.
func (w weighed) fit() Fit {
	switch {
	case w.figure == w.value:
		return Same
	case rounds(w.value, w.figure, w.ulp):
		return Rounded
	case cuts(w.value, w.figure, w.ulp):
		return Cut
	case w.ulp < w.one && rounds(w.figure, w.shown, w.one), rounds(w.shown, w.figure, w.ulp):
		return Rounded
	}
	return Off
}

// rounds reports whether v rounds to the written w, halves away from nought.
func rounds(v, w, ulp int64) bool {
	d := v - w
	switch {
	case w > 0:
		return d >= -ulp/2 && d < ulp/2
	case w < 0:
		return d > -ulp/2 && d <= ulp/2
	}
	return d > -ulp/2 && d < ulp/2
}

// cuts reports whether v gives the written w when it is cut off.
func cuts(v, w, ulp int64) bool {
	d := v - w
	switch {
	case w > 0:
		return d >= 0 && d < ulp
	case w < 0:
		return d > -ulp && d <= 0
	}
	return d > -ulp && d < ulp
}

// rounded is the value of the cell as a reader sees it.
func rounded(cell schema.Number) *big.Rat {
	if cell.Value.Places > cell.Shown {
		if d, ok := schema.RoundRat(cell.Value.Rat(), int(cell.Shown)); ok {
			return d.Rat()
		}
	}
	return cell.Rat()
}

// finer reports whether one unit in the last place of the figure is worth less
// than one of the cell.
func finer(n, cell schema.Number, shift int) bool {
	return n.Ulp().Cmp(Shift(cell.Ulp(), shift)) < 0
}

// Allowed is the set of values that a figure with a word of approximation may stand
// for. One unit is that of the figure's last significant digit: 100 in 44.200; below a
// single 1 it is half of it.
func Allowed(n schema.Number, approx schema.Approx) schema.Interval {
	if n.Value.Sign() < 0 { // nearly a deficit of five is a little less of one
		n.Value = n.Value.Neg()
		return Allowed(n, approx).Neg()
	}
	v, u := n.Rat(), significant(n)
	below := u
	if v.Cmp(u) == 0 { // nearly a million is not a few hundred
		below = new(big.Rat).Mul(u, big.NewRat(1, 2))
	}
	switch approx {
	case schema.Nearly, schema.Under: // gần, dưới: a little less, one unit at most
		return schema.Interval{Lo: new(big.Rat).Sub(v, below), Hi: v, HiOpen: true}
	case schema.Over: // hơn, trên: a little more
		return schema.Interval{Lo: v, Hi: new(big.Rat).Add(v, u), LoOpen: true}
	case schema.NoLess: // ít nhất, at least
		return schema.Interval{Lo: v, Hi: new(big.Rat).Add(v, u), HiOpen: true}
	case schema.NoMore: // tối đa, at most
		return schema.Interval{Lo: new(big.Rat).Sub(v, below), Hi: v, LoOpen: true}
	case schema.About: // khoảng, xấp xỉ: one unit either way
		return schema.Interval{Lo: new(big.Rat).Sub(v, below), Hi: new(big.Rat).Add(v, u), LoOpen: true, HiOpen: true}
	}
	return n.Interval()
}

// significant is the worth of one unit of the last digit that is not a trailing nought.
func significant(n schema.Number) *big.Rat {
	u := n.Ulp()
	c, p := n.Value.Coef, n.Value.Places
	for c != 0 && c%10 == 0 && p <= n.Shown {
		c /= 10
		u.Mul(u, big.NewRat(10, 1))
	}
	return u
}

// Shift multiplies by 10^n, n of either sign.
func Shift(r *big.Rat, n int) *big.Rat {
	switch {
	case n > 0:
		return new(big.Rat).Mul(r, new(big.Rat).SetInt(schema.BigPow10(n)))
	case n < 0:
		return new(big.Rat).Quo(r, new(big.Rat).SetInt(schema.BigPow10(-n)))
	}
	return r
}

// ShiftInterval is Shift on both ends.
func ShiftInterval(i schema.Interval, n int) schema.Interval {
	if n == 0 {
		return i
	}
	if i.IsPoint() {
		return schema.Point(Shift(i.Lo, n))
	}
	return schema.Interval{Lo: Shift(i.Lo, n), Hi: Shift(i.Hi, n), LoOpen: i.LoOpen, HiOpen: i.HiOpen}
}

// Meets holds a value against a condition, both in the same unit; sure is false
// when the condition's own bound is not known closely enough.
func Meets(c schema.Condition, v *big.Rat) (yes, sure bool) {
	return meets(c, func(n schema.Number) int { return v.Cmp(n.Rat()) })
}

// MeetsCell is Meets for the figure of a cell whose unit is 10^shift of the prose's.
func MeetsCell(c schema.Condition, n schema.Number, shift int) (yes, sure bool) {
	return meets(c, func(b schema.Number) int { return order(n.Value, shift, b.Value, int(b.Scale)) })
}

// meets holds a value against a condition; against compares the value with a number.
func meets(c schema.Condition, against func(schema.Number) int) (yes, sure bool) {
	test := func(n schema.Number) bool {
		d := against(n)
		switch c.Cmp {
		case schema.AtLeast:
			return d >= 0
		case schema.Above:
			return d > 0
		case schema.AtMost:
			return d <= 0
		case schema.Below:
			return d < 0
		}
		return d == 0
	}
	if c.Upper == nil {
		return test(*c.Bound), true
	}
	if c.Cmp == schema.Between {
		return against(*c.Bound) >= 0 && against(*c.Upper) <= 0, true
	}
	a, b := test(*c.Bound), test(*c.Upper)
	return a, a == b
}

// order compares a × 10^up with b × 10^by: -1, 0 or 1.
func order(a schema.Decimal, up int, b schema.Decimal, by int) int {
	up, by = up-int(a.Places), by-int(b.Places)
	lift := up - by // a × 10^lift against b
	x, y, ok := a.Coef, b.Coef, true
	if lift >= 0 {
		x, ok = times(x, lift)
	} else {
		y, ok = times(y, -lift)
	}
	if !ok {
		return Shift(schema.Decimal{Coef: a.Coef}.Rat(), up).Cmp(Shift(schema.Decimal{Coef: b.Coef}.Rat(), by))
	}
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// times is n × 10^by; ok is false when that does not fit.
func times(n int64, by int) (product int64, ok bool) {
	if by > 18 {
		return 0, n == 0
	}
	k := schema.Pow10(by)
	if n > math.MaxInt64/k || n < math.MinInt64/k {
		return 0, false
	}
	return n * k, true
}
