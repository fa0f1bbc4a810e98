// Package edit works out one edit rule of a table at one line: what is reported
// there, what the rule gives, and whether the two agree.
//
// A figure stands for the interval of values that round to what is written (XBRL
// Calculations 1.1); whole counts stand for themselves. All arithmetic is exact.
package edit

import (
	"math/big"
	"slices"

	"doisoat/schema"
)

// Status is the answer of a rule at a line.
type Status uint8

const (
	Undecidable Status = iota // a figure is missing, or the divisor can be nought
	Holds                     // the intervals meet
	CutOff                    // they meet only if the reported figure was cut off instead of rounded
	Breaks                    // they do not meet
)

func (s Status) String() string {
	return [...]string{"undecidable", "holds", "cut off", "breaks"}[s]
}

// Operand is one cell that goes into the computed figure.
type Operand struct {
	Ref    schema.Ref
	Line   int    // the variable: an index of Table.Columns (Across) or Table.Rows (Down)
	Role   string // "numerator", "denominator", "addend", "minuend", "subtrahend", "factor", "part"
	Number schema.Number
	Blank  bool // the cell holds no number; in a sum it counts as nought
}

// Outcome is what a rule says at one line.
type Outcome struct {
	Status   Status
	Target   schema.Ref
	Reported schema.Number   // of the target cell
	Missing  bool            // the target cell holds no number
	Computed schema.Interval // all values that the operands allow; nil ends when it cannot be computed
	Exact    *big.Rat        // from the operands as written; nil when not computable, or for a ratio edit
	Operands []Operand
}

// At evaluates rule r of table t at a line: an index of Table.Rows for a rule that
// runs across, of Table.Columns for one that runs down. Lines outside r.Over are
// evaluated all the same.
func At(rep *schema.Report, t *schema.Table, r *schema.Rule, line int) Outcome {
	w := walker{rep: rep, t: t, rule: r, line: line}
	o := Outcome{Target: w.ref(r.Target)}
	target := rep.At(o.Target)
	o.Reported, o.Missing = target.Number, target.Kind != schema.Numeric
	if r.Expr == nil {
		return o
	}
	w.operands = make([]Operand, 0, variables(r.Expr))
	w.collect(r.Expr, rootRole(r))
	o.Operands = w.operands
	if r.Relation == schema.Within {
		o.Computed = w.hull()
	} else if set, exact, ok := w.eval(r.Expr); ok {
		o.Computed, o.Exact = set, exact
		if r.Percent {
			hundred := big.NewRat(100, 1)
			o.Computed = o.Computed.Scale(hundred)
			if o.Exact != nil {
				o.Exact.Mul(o.Exact, hundred)
			}
		}
	}
	if o.Missing || o.Computed.Lo == nil {
		return o
	}
	o.Status = compare(o.Reported, o.Computed, r.Tolerance)
	return o
}

// compare tells how the reported figure stands to the computed values. A cell that
// stores a true rounding to more places than it shows holds, though its display rounds a
// second time: who wrote the cell made no mistake, and the display is half a unit off.
func compare(n schema.Number, computed schema.Interval, tolerance int) Status {
	if widen(n.Interval(), n, tolerance).Meets(computed) || n.Hidden() && n.Stored().Meets(computed) {
		return Holds
	}
	if n.Cut().Meets(computed) {
		return CutOff
	}
	return Breaks
}

func widen(i schema.Interval, n schema.Number, tolerance int) schema.Interval {
	if tolerance == 0 {
		return i
	}
	by := new(big.Rat).Mul(n.Ulp(), big.NewRat(int64(tolerance), 1))
	i.Lo, i.Hi = new(big.Rat).Sub(i.Lo, by), new(big.Rat).Add(i.Hi, by)
	return i
}

// Stands is the set of values that the figure of a cell can stand for in table t:
// a whole count, or a whole number of an exact table, stands for itself unless more is
// stored of it than is shown.
func Stands(t *schema.Table, row, col int, n schema.Number) schema.Interval {
	if n.Shown == 0 && n.Scale == 0 && !n.Hidden() && (t.Exact || t.Columns[col].Kind == schema.Count) {
		return schema.Point(n.Rat())
	}
	return n.Stands()
}

type walker struct {
	rep      *schema.Report
	t        *schema.Table
	rule     *schema.Rule
	line     int
	operands []Operand
	seen     map[int]bool
}

func (w *walker) at(v int) (row, col int) {
	if w.rule.Axis == schema.Across {
		return w.line, v
	}
	return v, w.line
}

func (w *walker) ref(v int) schema.Ref {
	row, col := w.at(v)
	return w.t.Ref(row, col)
}

// rootRole is the role of a variable that stands at the top of the expression.
func rootRole(r *schema.Rule) string {
	if r.Relation == schema.Within || r.Form == schema.Average {
		return "part"
	}
	return "addend"
}

// listed reports whether a variable is among the operands already.
func (w *walker) listed(v int) bool {
	const few = 32
	if len(w.operands) <= few {
		return slices.ContainsFunc(w.operands, func(o Operand) bool { return o.Line == v })
	}
	if w.seen == nil {
		w.seen = make(map[int]bool, 2*len(w.operands))
	}
	for _, o := range w.operands[len(w.seen):] {
		w.seen[o.Line] = true
	}
	return w.seen[v]
}

// variables counts the variables of an expression.
func variables(e *schema.Expr) int {
	if e.Op == schema.OpVar {
		return 1
	}
	n := 0
	for _, a := range e.Args {
		n += variables(a)
	}
	return n
}

// collect lists the operands in order of appearance, each once.
func (w *walker) collect(e *schema.Expr, role string) {
	if e == nil {
		return
	}
	switch e.Op {
	case schema.OpVar:
		if w.listed(e.Var) {
			return
		}
		o := Operand{Ref: w.ref(e.Var), Line: e.Var, Role: role}
		c := w.rep.At(o.Ref)
		o.Number, o.Blank = c.Number, c.Kind != schema.Numeric
		w.operands = append(w.operands, o)
	case schema.OpDiv:
		for i, a := range e.Args {
			if i == 0 {
				w.collect(a, "numerator")
			} else {
				w.collect(a, "denominator")
			}
		}
	case schema.OpSub:
		for i, a := range e.Args {
			switch {
			case role != "addend":
				w.collect(a, role)
			case i == 0:
				w.collect(a, "minuend")
			default:
				w.collect(a, "subtrahend")
			}
		}
	case schema.OpMul:
		if role == "addend" {
			role = "factor"
		}
		for _, a := range e.Args {
			w.collect(a, role)
		}
	case schema.OpMean, schema.OpMin, schema.OpMax:
		for _, a := range e.Args {
			w.collect(a, "part")
		}
	default:
		for _, a := range e.Args {
			w.collect(a, role)
		}
	}
}

// hull is the range from the least to the greatest operand; none when one is missing,
// or is an index of nought, which says that there was nothing to compare with.
func (w *walker) hull() schema.Interval {
	var h schema.Interval
	for _, o := range w.operands {
		if _, col := w.at(o.Line); o.Blank || o.Number.Value.Sign() == 0 && w.t.Columns[col].Kind == schema.Index {
			return schema.Interval{}
		}
		i := o.Number.Stands()
		if h.Lo == nil {
			h = i
			continue
		}
		if c := i.Lo.Cmp(h.Lo); c < 0 || c == 0 && !i.LoOpen {
			h.Lo, h.LoOpen = i.Lo, i.LoOpen
		}
		if c := i.Hi.Cmp(h.Hi); c > 0 || c == 0 && !i.HiOpen {
			h.Hi, h.HiOpen = i.Hi, i.HiOpen
		}
	}
	return h
}
