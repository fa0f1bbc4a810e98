package edit

import (
	"math/big"

	"doisoat/internal/formula"
	"doisoat/schema"
)

// mayBeBlank marks the variables that count as nought when their cell is blank or
// holds a mark for none: those that are added to or taken from something that has a
// figure.
func (w *walker) mayBeBlank(e *schema.Expr, into map[int]bool) {
	additive := (e.Op == schema.OpAdd || e.Op == schema.OpSub || e.Op == schema.OpNeg) && w.someFigure(e)
	for _, a := range e.Args {
		if a.Op == schema.OpVar && additive {
			into[a.Var] = true
		}
		w.mayBeBlank(a, into)
	}
}

// someFigure reports whether at least one variable under e has a figure, so that a
// sum of blanks alone is not taken for nought.
func (w *walker) someFigure(e *schema.Expr) bool {
	switch e.Op {
	case schema.OpConst:
		return true
	case schema.OpVar:
		return w.rep.At(w.ref(e.Var)).Kind == schema.Numeric
	}
	for _, a := range e.Args {
		if w.someFigure(a) {
			return true
		}
	}
	return false
}

// blank reports whether a cell holds nothing or a mark for none; words and error
// values are no blank.
func blank(k schema.CellKind) bool { return k == schema.Empty || k == schema.Nil }

// eval is the set of values of e and its exact value; ok is false when a figure is
// missing or a divisor can be nought.
func (w *walker) eval(e *schema.Expr) (set schema.Interval, exact *big.Rat, ok bool) {
	nought := map[int]bool{}
	w.mayBeBlank(e, nought)
	set, status := formula.EvalInterval(e, func(v int) (schema.Interval, bool) {
		row, col := w.at(v)
		switch c := w.rep.At(w.t.Ref(row, col)); {
		case c.Kind == schema.Numeric:
			return Stands(w.t, row, col, c.Number), true
		case blank(c.Kind) && nought[v]:
			return schema.Point(new(big.Rat)), true
		}
		return schema.Interval{}, false
	})
	if status != formula.OK {
		return set, nil, false
	}
	if set.IsPoint() { // all operands stand for themselves
		return set, new(big.Rat).Set(set.Lo), true
	}
	exact, _ = formula.Eval(e, func(v int) (*big.Rat, bool) {
		c := w.rep.At(w.ref(v))
		if c.Kind != schema.Numeric {
			return new(big.Rat), true
		}
		return c.Number.Rat(), true
	})
	return set, exact, true
}
