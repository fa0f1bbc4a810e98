package schema

import "math/big"

// Number is a written number. Its exact value is Value × 10^Scale; what a reader
// sees has Shown places, which a workbook may show fewer of than it stores.
type Number struct {
	Value   Decimal // before Scale; "6,2 nghìn" is 6.2 with Scale 3
	Shown   int8    // decimal places that a reader sees, before Scale
	Scale   int8    // power of ten given by a word beside the number: nghìn 3, triệu 6, tỷ 9
	Percent bool    // written with a percent sign, or shown through a percent format
}

// Rat is the exact value with the scale applied; a percentage stays in percent
// (73,92% is 73.92).
func (n Number) Rat() *big.Rat {
	r := n.Value.Rat()
	if n.Scale > 0 {
		r.Mul(r, new(big.Rat).SetInt(BigPow10(int(n.Scale))))
	}
	return r
}

// Ulp is the worth of one unit in the last place shown, scale applied.
func (n Number) Ulp() *big.Rat {
	u := new(big.Rat).SetFrac(big.NewInt(1), BigPow10(int(n.Shown)))
	if n.Scale > 0 {
		u.Mul(u, new(big.Rat).SetInt(BigPow10(int(n.Scale))))
	}
	return u
}

// Interval is the set of values that round to the number shown, halves away from
// zero (XBRL Calculations 1.1, section on rounding; half-open here, so that 0,28 is
// not a rounding of 0,285).
func (n Number) Interval() Interval {
	lo, hi, sign, ok := n.halves()
	if !ok {
		v, h := n.shown(), new(big.Rat).Mul(n.Ulp(), big.NewRat(1, 2))
		lo, hi, sign = new(big.Rat).Sub(v, h), new(big.Rat).Add(v, h), v.Sign()
	}
	switch sign {
	case 1:
		return Interval{Lo: lo, Hi: hi, HiOpen: true}
	case -1:
		return Interval{Lo: lo, Hi: hi, LoOpen: true}
	}
	return Interval{Lo: lo, Hi: hi, LoOpen: true, HiOpen: true}
}

// halves are half a unit of the last place shown below and above the number, and its
// sign, worked out in whole numbers; ok is false where these would not hold it, or
// where more is stored than shown.
func (n Number) halves() (lo, hi *big.Rat, sign int, ok bool) {
	const most = 1 << 50
	coef, more, places := n.Value.Coef, n.Shown-n.Value.Places, n.Shown-n.Scale
	if more < 0 || more > 15 || places > 15 || places < -15 || coef <= -most || coef >= most {
		return nil, nil, 0, false
	}
	for range more {
		if coef *= 10; coef <= -most || coef >= most {
			return nil, nil, 0, false
		}
	}
	low, high, unit := 2*coef-1, 2*coef+1, int64(2)
	for ; places > 0; places-- {
		unit *= 10
	}
	lo, hi = big.NewRat(low, unit), big.NewRat(high, unit)
	if places < 0 {
		scale := new(big.Rat).SetInt(BigPow10(int(-places)))
		lo.Mul(lo, scale)
		hi.Mul(hi, scale)
	}
	return lo, hi, n.Value.Sign(), true
}

// Stored is the set of values that round to what a workbook stores. It may lie beside
// Interval: 38,948 kept as 38,95 is shown as 39,0, rounded twice.
func (n Number) Stored() Interval {
	v := n.Value.Trim()
	return Number{Value: v, Shown: max(n.Shown, v.Places), Scale: n.Scale}.Interval()
}

// Stands is the set of values that the number can stand for as an operand: the
// rounding interval of what is shown. What a workbook stores beyond it is nothing that
// a reader could add up, and often no more exact: it may come of figures rounded before.
func (n Number) Stands() Interval { return n.Interval() }

// Cut is the set of values that give the number shown when they are cut off
// instead of rounded.
func (n Number) Cut() Interval {
	v := n.shown()
	switch v.Sign() {
	case 1:
		return Interval{Lo: v, Hi: new(big.Rat).Add(v, n.Ulp()), HiOpen: true}
	case -1:
		return Interval{Lo: new(big.Rat).Sub(v, n.Ulp()), Hi: v, LoOpen: true}
	}
	return Interval{Lo: new(big.Rat).Neg(n.Ulp()), Hi: n.Ulp(), LoOpen: true, HiOpen: true}
}

// shown is the value that a reader sees.
func (n Number) shown() *big.Rat {
	if n.Value.Places <= n.Shown {
		return n.Rat()
	}
	return Number{Value: n.AsShown(), Scale: n.Scale}.Rat()
}

// AsShown is the stored value rounded to the places shown, before Scale.
func (n Number) AsShown() Decimal {
	if n.Value.Places <= n.Shown {
		return n.Value
	}
	if d, ok := RoundRat(n.Value.Rat(), int(n.Shown)); ok {
		return d
	}
	return n.Value
}

// Hidden reports whether a workbook stores more places than it shows.
func (n Number) Hidden() bool { return n.Value.Trim().Places > n.Shown }

// Interval is a range of exact values, each end open or closed.
type Interval struct {
	Lo, Hi         *big.Rat
	LoOpen, HiOpen bool
}

// Point is the interval that holds v alone.
func Point(v *big.Rat) Interval { return Interval{Lo: v, Hi: v} }

// IsPoint reports whether the interval was made to hold one value.
func (i Interval) IsPoint() bool { return i.Lo == i.Hi && !i.LoOpen && !i.HiOpen }

// Contains reports whether v lies in the interval.
func (i Interval) Contains(v *big.Rat) bool {
	lo, hi := CmpRat(v, i.Lo), CmpRat(v, i.Hi)
	return (lo > 0 || lo == 0 && !i.LoOpen) && (hi < 0 || hi == 0 && !i.HiOpen)
}

// Meets reports whether the two intervals have a value in common.
func (i Interval) Meets(o Interval) bool {
	if c := CmpRat(i.Hi, o.Lo); c < 0 || c == 0 && (i.HiOpen || o.LoOpen) {
		return false
	}
	c := CmpRat(o.Hi, i.Lo)
	return c > 0 || c == 0 && !o.HiOpen && !i.LoOpen
}

// Add is the set of sums of a value of each.
func (i Interval) Add(o Interval) Interval {
	if i.IsPoint() && o.IsPoint() {
		return Point(new(big.Rat).Add(i.Lo, o.Lo))
	}
	return Interval{new(big.Rat).Add(i.Lo, o.Lo), new(big.Rat).Add(i.Hi, o.Hi), i.LoOpen || o.LoOpen, i.HiOpen || o.HiOpen}
}

// Neg is the set of the negatives.
func (i Interval) Neg() Interval {
	if i.IsPoint() {
		return Point(new(big.Rat).Neg(i.Lo))
	}
	return Interval{new(big.Rat).Neg(i.Hi), new(big.Rat).Neg(i.Lo), i.HiOpen, i.LoOpen}
}

// Sub is the set of differences.
func (i Interval) Sub(o Interval) Interval { return i.Add(o.Neg()) }

// Mul is the set of products.
func (i Interval) Mul(o Interval) Interval {
	if o.IsPoint() {
		return i.times(o.Lo)
	}
	if i.IsPoint() {
		return o.times(i.Lo)
	}
	type end struct {
		v    *big.Rat
		open bool
	}
	product := func(a, b end) end {
		open := a.open || b.open
		if a.v.Sign() == 0 && !a.open || b.v.Sign() == 0 && !b.open {
			open = false // nought times anything is nought, so the end is reached
		}
		return end{new(big.Rat).Mul(a.v, b.v), open}
	}
	iLo, iHi := end{i.Lo, i.LoOpen}, end{i.Hi, i.HiOpen}
	oLo, oHi := end{o.Lo, o.LoOpen}, end{o.Hi, o.HiOpen}
	ends := [4]end{product(iLo, oLo), product(iLo, oHi), product(iHi, oLo), product(iHi, oHi)}
	lo, hi := ends[0], ends[0]
	for _, e := range ends[1:] {
		if c := e.v.Cmp(lo.v); c < 0 || c == 0 && !e.open {
			lo = e
		}
		if c := e.v.Cmp(hi.v); c > 0 || c == 0 && !e.open {
			hi = e
		}
	}
	return Interval{lo.v, hi.v, lo.open, hi.open}
}

// Div is the set of quotients; ok is false when the divisor can be nought or come
// as near to it as one likes.
func (i Interval) Div(o Interval) (q Interval, ok bool) {
	if o.Lo.Sign() <= 0 && o.Hi.Sign() >= 0 {
		return Interval{}, false
	}
	if o.IsPoint() {
		return i.times(new(big.Rat).Inv(o.Lo)), true
	}
	inv := Interval{new(big.Rat).Inv(o.Hi), new(big.Rat).Inv(o.Lo), o.HiOpen, o.LoOpen}
	return i.Mul(inv), true
}

// Scale multiplies the interval by an exact factor.
func (i Interval) Scale(k *big.Rat) Interval { return i.times(k) }

// times is the set of products with one value.
func (i Interval) times(k *big.Rat) Interval {
	sign := k.Sign()
	if i.IsPoint() || sign == 0 {
		return Point(new(big.Rat).Mul(i.Lo, k))
	}
	lo, hi := new(big.Rat).Mul(i.Lo, k), new(big.Rat).Mul(i.Hi, k)
	if sign < 0 {
		return Interval{hi, lo, i.HiOpen, i.LoOpen}
	}
	return Interval{lo, hi, i.LoOpen, i.HiOpen}
}
