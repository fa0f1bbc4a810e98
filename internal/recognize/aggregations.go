package recognize

import (
	"doisoat/schema"
)

// Aggregation is one cell that a rule works out of others: what `infer --format
// json` lists. Rows and columns are 0-based in the grid as read.
type Aggregation struct {
	Operator string // "sum", "difference", "average", "division", "relative-change"
	Result   [2]int
	Operands [][2]int // of a division numerator, denominator; of a relative change old, new
}

// Aggregations lists the cells that the rules of a table work out, also where a rule
// is broken, in the order of the rules and their lines. A difference a = b - c is told
// in its other form too, the sum b = c + a, which is the same edit. Bounds, quotients
// that turn units, and other forms of rules give none; nor does a line where the result
// has no figure.
func Aggregations(rep *schema.Report, t *schema.Table) []Aggregation {
	var out []Aggregation
	for i := range t.Rules {
		r := &t.Rules[i]
		op := operatorName(r)
		if op == "" {
			continue
		}
		vars := r.Expr.Vars()
		if r.Form == schema.RelativeChange && len(vars) == 2 {
			vars[0], vars[1] = vars[1], vars[0]
		}
		for _, line := range r.Over {
			at := func(v int) [2]int {
				row, col := line, v
				if r.Axis == schema.Down {
					row, col = v, line
				}
				return [2]int{t.Rows[row].Row, t.Columns[col].Col}
			}
			a := Aggregation{Operator: op, Result: at(r.Target)}
			if rep.At(schema.Ref{Sheet: t.Sheet, Row: a.Result[0], Col: a.Result[1]}).Kind != schema.Numeric {
				continue
			}
			filled := false
			for _, v := range vars {
				p := at(v)
				a.Operands = append(a.Operands, p)
				filled = filled || rep.At(schema.Ref{Sheet: t.Sheet, Row: p[0], Col: p[1]}).Kind == schema.Numeric
			}
			if filled || r.Form == schema.Sum {
				out = append(out, a)
			}
			if r.Form == schema.Difference && len(a.Operands) == 2 && filled {
				out = append(out, Aggregation{Operator: "sum", Result: a.Operands[0], Operands: [][2]int{a.Result, a.Operands[1]}})
			}
		}
	}
	return out
}

func operatorName(r *schema.Rule) string {
	if r.Relation != schema.Equal || r.Expr == nil {
		return ""
	}
	switch r.Form {
	case schema.Sum:
		return "sum"
	case schema.Difference:
		return "difference"
	case schema.Average:
		return "average"
	case schema.Division:
		if r.Expr.Op == schema.OpDiv && r.Expr.Args[0].Op == schema.OpMul {
			return "" // the bare quotient of the two is not what is written
		}
		return "division"
	case schema.RelativeChange:
		return "relative-change"
	}
	return ""
}
