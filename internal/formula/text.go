package formula

import (
	"slices"
	"strings"

	"doisoat/schema"
)

// Text writes an expression with the fewest parentheses, as ParseRule reads it:
// "((7) + (8)) / (3)". name gives a line as a reader names it, with its own
// parentheses or brackets: "(7)", "[K]".
func Text(e *schema.Expr, name func(line int) string) string {
	var b strings.Builder
	write(&b, e, name)
	return b.String()
}

// Binding strengths.
const (
	weak   = iota + 1 // + -
	middle            // * /
	strong            // sign
	whole             // a name, a number, a function
)

func strength(e *schema.Expr) int {
	switch e.Op {
	case schema.OpAdd, schema.OpSub:
		return weak
	case schema.OpMul, schema.OpDiv:
		return middle
	case schema.OpNeg:
		return strong
	case schema.OpConst:
		if e.Const.Coef < 0 {
			return strong
		}
	}
	return whole
}

func write(b *strings.Builder, e *schema.Expr, name func(int) string) {
	sign := ""
	switch e.Op {
	case schema.OpConst:
		b.WriteString(e.Const.String())
		return
	case schema.OpVar:
		b.WriteString(name(e.Var))
		return
	case schema.OpNeg:
		b.WriteByte('-')
		operand(b, e.Args[0], strong, name)
		return
	case schema.OpMin, schema.OpMax, schema.OpMean:
		b.WriteString(map[schema.Op]string{schema.OpMin: "min", schema.OpMax: "max", schema.OpMean: "mean"}[e.Op])
		b.WriteByte('(')
		for i, a := range e.Args {
			if i > 0 {
				b.WriteString(", ")
			}
			write(b, a, name)
		}
		b.WriteByte(')')
		return
	case schema.OpAdd:
		sign = " + "
	case schema.OpSub:
		sign = " - "
	case schema.OpMul:
		sign = " * "
	case schema.OpDiv:
		sign = " / "
	}
	// A sum behind a plus, or a product behind a times, needs no parentheses: the
	// value is the same. Behind a minus or a division sign it does.
	first := strength(e)
	later := first
	if e.Op == schema.OpSub || e.Op == schema.OpDiv {
		later++
	}
	for i, a := range e.Args {
		least := later
		if i == 0 {
			least = first
		} else {
			b.WriteString(sign)
		}
		operand(b, a, least, name)
		if first == weak && a.Op == schema.OpConst && looksLikeColumn(a.Const) {
			b.WriteString(".0")
		}
	}
}

// looksLikeColumn reports whether a number that is added would read as a column
// whose parentheses were forgotten, so that it is written with a decimal: "5.0".
func looksLikeColumn(d schema.Decimal) bool {
	n := max(d.Coef, -d.Coef)
	for n >= 10 && n%10 == 0 {
		n /= 10
	}
	return d.Places == 0 && n > 1
}

// operand writes an argument, in parentheses when it binds less than least.
func operand(b *strings.Builder, e *schema.Expr, least int, name func(int) string) {
	if strength(e) >= least {
		write(b, e, name)
		return
	}
	b.WriteByte('(')
	write(b, e, name)
	b.WriteByte(')')
}

// Form tells the arithmetic form of an expression; a factor of 100 aside, since it
// only turns a share into a percentage. Relative change is a difference over its
// old value, or a quotient less one (less 100 in percent).
func Form(e *schema.Expr) schema.Form {
	e, hundred := takeHundred(e)
	switch e.Op {
	case schema.OpAdd:
		if all(e.Args, lineOrSum) {
			return schema.Sum
		}
	case schema.OpSub:
		if len(e.Args) == 2 && isQuotient(e.Args[0]) && isOne(e.Args[1], e.Args[0]) {
			return schema.RelativeChange
		}
		if !hundred && all(e.Args, lineOrSum) {
			return schema.Difference
		}
	case schema.OpDiv:
		if len(e.Args) != 2 {
			return schema.Other
		}
		num, den := e.Args[0], e.Args[1]
		switch {
		case den.Op == schema.OpConst:
			if num.Op == schema.OpAdd && den.Const.Trim() == schema.Int(int64(len(num.Args))) {
				return schema.Average
			}
			return schema.Other
		case num.Op == schema.OpSub && len(num.Args) == 2 && same(num.Args[1], den):
			return schema.RelativeChange
		case num.Op == schema.OpConst:
			return schema.Other
		}
		return schema.Division
	case schema.OpMean:
		return schema.Average
	case schema.OpMul:
		return schema.Product
	}
	return schema.Other
}

// takeHundred gives the expression without a factor of 100: x*100, 100*x,
// x*100/y or 100*x/y.
func takeHundred(e *schema.Expr) (*schema.Expr, bool) {
	switch {
	case e.Op == schema.OpMul && len(e.Args) == 2:
		for i, a := range e.Args {
			if isHundred(a) {
				return e.Args[1-i], true
			}
		}
	case e.Op == schema.OpDiv && len(e.Args) == 2:
		if num, ok := takeHundred(e.Args[0]); ok {
			return &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{num, e.Args[1]}}, true
		}
	}
	return e, false
}

func isHundred(e *schema.Expr) bool {
	return e.Op == schema.OpConst && e.Const.Trim() == schema.Int(100)
}

// isQuotient reports whether e divides one line or sum by another; a power of ten in
// front turns units only.
func isQuotient(e *schema.Expr) bool {
	if e.Op == schema.OpDiv && len(e.Args) == 2 && e.Args[0].Op == schema.OpMul && len(e.Args[0].Args) == 2 && isPowerOfTen(e.Args[0].Args[0]) {
		e = &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{e.Args[0].Args[1], e.Args[1]}}
	}
	e, _ = takeHundred(e)
	return e.Op == schema.OpDiv && len(e.Args) == 2 && lineOrSum(e.Args[0]) && lineOrSum(e.Args[1])
}

func isPowerOfTen(e *schema.Expr) bool {
	c := e.Const.Trim()
	return e.Op == schema.OpConst && c.Places == 0 && slices.Contains(powersOfTen[:], c.Coef)
}

var powersOfTen = [...]int64{10, 100, 1000, 10_000, 100_000, 1_000_000}

// isOne reports whether e is the whole of the quotient q: 1, or 100 when q is in percent.
func isOne(e, q *schema.Expr) bool {
	if _, percent := takeHundred(q); percent {
		return isHundred(e)
	}
	return e.Op == schema.OpConst && e.Const.Trim() == schema.Int(1)
}

// lineOrSum reports whether e is a line, or lines added and taken away.
func lineOrSum(e *schema.Expr) bool {
	return e.Op == schema.OpVar || (e.Op == schema.OpAdd || e.Op == schema.OpSub) && all(e.Args, lineOrSum)
}

func all(list []*schema.Expr, ok func(*schema.Expr) bool) bool {
	for _, e := range list {
		if !ok(e) {
			return false
		}
	}
	return true
}

// same reports whether two expressions are written alike.
func same(a, b *schema.Expr) bool {
	if a.Op != b.Op || a.Var != b.Var || a.Const != b.Const || len(a.Args) != len(b.Args) {
		return false
	}
	for i := range a.Args {
		if !same(a.Args[i], b.Args[i]) {
			return false
		}
	}
	return true
}
