package validate

import (
	"math/big"

	"doisoat/schema"
)

// fraction is (a + b·x) / (c + d·x), the form that every rule of sums, products by
// what is known, and one division takes in one of its cells.
type fraction struct{ a, b, c, d *big.Rat }

func constant(v *big.Rat) *fraction {
	return &fraction{v, new(big.Rat), big.NewRat(1, 1), new(big.Rat)}
}

func unknown() *fraction {
	return &fraction{new(big.Rat), big.NewRat(1, 1), big.NewRat(1, 1), new(big.Rat)}
}

func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

// plain reports whether the divisor is free of x.
func (f *fraction) plain() bool { return f.d.Sign() == 0 }

// fixed reports whether the whole is free of x.
func (f *fraction) fixed() bool { return f.b.Sign() == 0 && f.d.Sign() == 0 }

func (f *fraction) plus(g *fraction) *fraction {
	switch {
	case f.plain() && g.plain():
		return &fraction{
			add(mul(f.a, g.c), mul(g.a, f.c)), add(mul(f.b, g.c), mul(g.b, f.c)),
			mul(f.c, g.c), new(big.Rat)}
	case f.fixed():
		f, g = g, f
		fallthrough
	case g.fixed(): // f + k = (a + kc + (b + kd)x) / (c + dx)
		if g.c.Sign() == 0 {
			return nil
		}
		k := new(big.Rat).Quo(g.a, g.c)
		return &fraction{add(f.a, mul(k, f.c)), add(f.b, mul(k, f.d)), f.c, f.d}
	}
	return nil
}

func (f *fraction) times(g *fraction) *fraction {
	if f.fixed() {
		f, g = g, f
	}
	if !g.fixed() {
		return nil
	}
	return &fraction{mul(f.a, g.a), mul(f.b, g.a), mul(f.c, g.c), mul(f.d, g.c)}
}

func (f *fraction) over(g *fraction) *fraction {
	if f.plain() && g.plain() {
		return &fraction{mul(f.a, g.c), mul(f.b, g.c), mul(g.a, f.c), mul(g.b, f.c)}
	}
	return f.times(&fraction{g.c, g.d, g.a, g.b})
}

func (f *fraction) negative() *fraction {
	return &fraction{new(big.Rat).Neg(f.a), new(big.Rat).Neg(f.b), f.c, f.d}
}

// shape gives the expression as a fraction in the variable x, the others at their
// written values; nil when it has no such form.
func shape(e *schema.Expr, x int, value func(int) *big.Rat) *fraction {
	switch e.Op {
	case schema.OpConst:
		return constant(e.Const.Rat())
	case schema.OpVar:
		if e.Var == x {
			return unknown()
		}
		if v := value(e.Var); v != nil {
			return constant(v)
		}
		return nil
	case schema.OpMin, schema.OpMax:
		return nil
	}
	var acc *fraction
	for n, arg := range e.Args {
		g := shape(arg, x, value)
		if g == nil {
			return nil
		}
		if n == 0 {
			acc = g
			continue
		}
		switch e.Op {
		case schema.OpAdd, schema.OpMean:
			acc = acc.plus(g)
		case schema.OpSub:
			acc = acc.plus(g.negative())
		case schema.OpMul:
			acc = acc.times(g)
		case schema.OpDiv:
			acc = acc.over(g)
		}
		if acc == nil {
			return nil
		}
	}
	switch {
	case acc == nil:
	case e.Op == schema.OpNeg:
		acc = acc.negative()
	case e.Op == schema.OpMean:
		acc = acc.times(constant(big.NewRat(1, int64(len(e.Args)))))
	}
	return acc
}

// solve finds the value that the cell at ref must have for the instance to hold
// exactly as written; exact is false when the rule fixes it only as closely as a
// rounded result does. It gives nil when there is no such value.
func (i *instance) solve(rep *schema.Report, ref schema.Ref) (v *big.Rat, exact bool) {
	if i.rule.Relation == schema.Within || i.rule.Expr == nil {
		return nil, false
	}
	if ref == i.out.Target {
		return i.out.Exact, true
	}
	at := func(line int) schema.Ref {
		if i.rule.Axis == schema.Across {
			return i.table.Ref(i.line, line)
		}
		return i.table.Ref(line, i.line)
	}
	x := -1
	for _, o := range i.out.Operands {
		if o.Ref == ref {
			x = o.Line
		}
	}
	f := shape(i.rule.Expr, x, func(line int) *big.Rat {
		switch c := rep.At(at(line)); c.Kind {
		case schema.Numeric:
			return c.Number.Rat()
		case schema.Empty, schema.Nil:
			return new(big.Rat)
		}
		return nil
	})
	if f == nil || i.out.Missing {
		return nil, false
	}
	t := i.out.Reported.Rat()
	if i.rule.Percent {
		t.Quo(t, big.NewRat(100, 1))
	}
	// t(c + dx) = a + bx
	den := new(big.Rat).Sub(mul(t, f.d), f.b)
	if den.Sign() == 0 {
		return nil, false
	}
	num := new(big.Rat).Sub(f.a, mul(t, f.c))
	sum := i.rule.Form == schema.Sum || i.rule.Form == schema.Difference
	return num.Quo(num, den), sum
}
