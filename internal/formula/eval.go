package formula

import (
	"math/big"

	"doisoat/schema"
)

// Status says how an evaluation ended.
type Status uint8

const (
	OK      Status = iota
	Missing        // a line has no number
	DivZero        // a divisor is, or can be, nought
)

// Eval works an expression out exactly; at gives the number of a line. The result
// is nil unless the status is OK. Sub and Div take their first argument and apply
// each later one in turn; Add, Mul, Min, Max and Mean take any number from one up.
func Eval(e *schema.Expr, at func(line int) (*big.Rat, bool)) (*big.Rat, Status) {
	switch e.Op {
	case schema.OpConst:
		return e.Const.Rat(), OK
	case schema.OpVar:
		v, ok := at(e.Var)
		if !ok {
			return nil, Missing
		}
		return new(big.Rat).Set(v), OK
	}
	var acc *big.Rat
	for i, a := range e.Args {
		v, status := Eval(a, at)
		if status != OK {
			return nil, status
		}
		if i == 0 {
			acc = v
			continue
		}
		switch e.Op {
		case schema.OpAdd, schema.OpMean:
			acc.Add(acc, v)
		case schema.OpSub:
			acc.Sub(acc, v)
		case schema.OpMul:
			acc.Mul(acc, v)
		case schema.OpDiv:
			if v.Sign() == 0 {
				return nil, DivZero
			}
			acc.Quo(acc, v)
		case schema.OpMin:
			if v.Cmp(acc) < 0 {
				acc = v
			}
		case schema.OpMax:
			if v.Cmp(acc) > 0 {
				acc = v
			}
		}
	}
	switch {
	case acc == nil:
		return nil, Missing
	case e.Op == schema.OpNeg:
		acc.Neg(acc)
	case e.Op == schema.OpMean:
		acc.Quo(acc, big.NewRat(int64(len(e.Args)), 1))
	}
	return acc, OK
}

// EvalInterval works out the set of values that an expression can have when each
// line can have any value of its interval (interval arithmetic, Moore 1966; as XBRL
// Calculations 1.1 applies it to sums of rounded figures). The set is exact when
// every line stands in the expression once. A line that stands twice is taken as
// two that vary apart, so the result is then an outer bound: it may hold values
// that the expression cannot have, never the reverse, and a check on it is lenient.
// Of two faults the first in reading order is told.
func EvalInterval(e *schema.Expr, at func(line int) (schema.Interval, bool)) (schema.Interval, Status) {
	none := schema.Interval{}
	switch e.Op {
	case schema.OpConst:
		return schema.Point(e.Const.Rat()), OK
	case schema.OpVar:
		v, ok := at(e.Var)
		if !ok {
			return none, Missing
		}
		return v, OK
	}
	var acc schema.Interval
	for i, a := range e.Args {
		v, status := EvalInterval(a, at)
		if status != OK {
			return none, status
		}
		if i == 0 {
			acc = v
			continue
		}
		switch e.Op {
		case schema.OpAdd, schema.OpMean:
			acc = acc.Add(v)
		case schema.OpSub:
			acc = acc.Sub(v)
		case schema.OpMul:
			acc = acc.Mul(v)
		case schema.OpDiv:
			q, ok := acc.Div(v)
			if !ok {
				return none, DivZero
			}
			acc = q
		case schema.OpMin:
			acc = least(acc, v)
		case schema.OpMax:
			acc = least(acc.Neg(), v.Neg()).Neg()
		}
	}
	switch {
	case len(e.Args) == 0:
		return none, Missing
	case e.Op == schema.OpNeg:
		acc = acc.Neg()
	case e.Op == schema.OpMean:
		acc = acc.Scale(big.NewRat(1, int64(len(e.Args))))
	}
	return acc, OK
}

// least is the set of the smaller of a value of each.
func least(a, b schema.Interval) schema.Interval {
	out := a
	if c := b.Lo.Cmp(a.Lo); c < 0 || c == 0 && !b.LoOpen {
		out.Lo, out.LoOpen = b.Lo, b.LoOpen
	}
	if c := b.Hi.Cmp(a.Hi); c < 0 || c == 0 && b.HiOpen {
		out.Hi, out.HiOpen = b.Hi, b.HiOpen
	}
	return out
}
