package render

import (
	"strings"

	"doisoat/internal/edit"
	"doisoat/internal/formula"
	"doisoat/schema"
)

// mostOperands is how many figures of one sum are written out.
const mostOperands = 8

// Sum is the arithmetic that gives a cell: the rule as a reader writes it, and the
// same with the figures of the row or column.
type Sum struct {
	Rule    string // "(9) = ((7) + (8)) / (3)"
	Figures string // "(258 + 178) / 606 × 100 = 71,947"
	Cells   []schema.Ref
	Holds   bool
}

// sums works out the rules of a table that give a cell.
func (v *View) sums(ref schema.Ref) []Sum {
	var out []Sum
	rep := v.report()
	for _, t := range rep.Tables {
		if t.Sheet != ref.Sheet {
			continue
		}
		row, col := t.RowOf(ref.Row), t.ColumnOf(ref.Col)
		if row < 0 || col < 0 {
			continue
		}
		for i := range t.Rules {
			r := &t.Rules[i]
			target, line := col, row
			if r.Axis == schema.Down {
				target, line = row, col
			}
			if r.Target != target || r.Expr == nil || r.Relation != schema.Equal || !over(r, line) {
				continue
			}
			if s, ok := v.sum(t, r, line); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

func over(r *schema.Rule, line int) bool {
	for _, l := range r.Over {
		if l == line {
			return true
		}
	}
	return false
}

// sum writes one rule with its figures; ok is false when it cannot be worked out.
func (v *View) sum(t *schema.Table, r *schema.Rule, line int) (Sum, bool) {
	o := edit.At(v.report(), t, r, line)
	if o.Exact == nil || len(o.Operands) == 0 {
		return Sum{}, false
	}
	s := Sum{Rule: r.Text, Holds: o.Status == edit.Holds}
	texts := map[int]string{}
	for _, op := range o.Operands {
		s.Cells = append(s.Cells, op.Ref)
		texts[op.Line] = clean(strings.TrimSpace(v.report().At(op.Ref).Raw))
		if op.Blank {
			texts[op.Line] = "0"
		}
	}
	words := formula.Text(r.Expr, func(l int) string { return texts[l] })
	if len(o.Operands) > mostOperands {
		if words = long(r.Expr, o.Operands, texts); words == "" {
			return Sum{}, false
		}
	}
	words = strings.ReplaceAll(words, " * ", " × ")
	if r.Percent {
		words = bracketed(r.Expr, words) + " × 100"
	}
	places := int(v.report().At(o.Target).Number.Shown)
	sign := " = "
	exact, ok := schema.RoundRat(o.Exact, places)
	if ok && exact.Rat().Cmp(o.Exact) != 0 {
		if exact, ok = schema.RoundRat(o.Exact, places+2); ok && exact.Rat().Cmp(o.Exact) != 0 {
			sign = " ≈ "
		}
	}
	if !ok {
		return Sum{}, false
	}
	s.Figures = words + sign + grouped(exact, v.mark(t))
	return s, true
}

// bracketed puts brackets around a sum that is multiplied.
func bracketed(e *schema.Expr, words string) string {
	if e.Op == schema.OpAdd || e.Op == schema.OpSub {
		return "(" + words + ")"
	}
	return words
}

// long writes a plain sum of many figures with its middle left out.
func long(e *schema.Expr, operands []edit.Operand, texts map[int]string) string {
	if e.Op != schema.OpAdd || len(e.Args) != len(operands) {
		return ""
	}
	var parts []string
	for i, op := range operands {
		switch {
		case i < mostOperands-2, i == len(operands)-1:
			parts = append(parts, texts[op.Line])
		case i == mostOperands-2:
			parts = append(parts, ellipsis)
		}
	}
	return strings.Join(parts, " + ")
}

// mark is the decimal mark of a table, that of the language where it shows none.
func (v *View) mark(t *schema.Table) byte {
	if t.DecimalMark != 0 {
		return t.DecimalMark
	}
	return v.Result.Pack.Decimal
}

// grouped writes a decimal with its mark, and with the other one between thousands.
func grouped(d schema.Decimal, mark byte) string {
	whole, fraction, _ := strings.Cut(d.String(), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	group := "."
	if mark == '.' {
		group = ","
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if fraction != "" {
		whole += string(rune(mark)) + fraction
	}
	return sign + whole
}
