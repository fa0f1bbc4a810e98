package recognize

import "doisoat/schema"

// stripPercent takes a factor of 100 off an expression; found reports whether there
// was one.
func stripPercent(e *schema.Expr) (rest *schema.Expr, found bool) {
	hundred := func(x *schema.Expr) bool { return x.Op == schema.OpConst && x.Const.Trim() == schema.Int(100) }
	switch {
	case e.Op == schema.OpMul && len(e.Args) == 2 && hundred(e.Args[1]):
		return e.Args[0], true
	case e.Op == schema.OpMul && len(e.Args) == 2 && hundred(e.Args[0]):
		return e.Args[1], true
	case e.Op == schema.OpDiv && len(e.Args) == 2: // (4) * 100 / (1)
		if num, ok := stripPercent(e.Args[0]); ok {
			return &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{num, e.Args[1]}}, true
		}
	}
	return e, false
}

// variable is the expression of one line.
func variable(line int) *schema.Expr { return &schema.Expr{Op: schema.OpVar, Var: line} }

// sumOf is the expression that adds lines.
func sumOf(lines []int) *schema.Expr {
	e := &schema.Expr{Op: schema.OpAdd}
	for _, l := range lines {
		e.Args = append(e.Args, variable(l))
	}
	return e
}
