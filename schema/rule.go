package schema

// Op is the operator of a node of an expression.
type Op uint8

const (
	OpConst Op = iota // Const
	OpVar             // Var: a line of the table
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpNeg
	OpMin // smallest of Args
	OpMax
	OpMean // arithmetic mean of Args
)

// Expr is an expression over the lines of a table: columns for a rule that runs
// across, rows for one that runs down.
type Expr struct {
	Op    Op
	Const Decimal
	Var   int // index in Table.Columns or Table.Rows
	Args  []*Expr
}

// Vars lists the lines that the expression names, each once, in order of appearance.
func (e *Expr) Vars() []int {
	var out []int
	seen := map[int]bool{}
	var walk func(*Expr)
	walk = func(e *Expr) {
		if e == nil {
			return
		}
		if e.Op == OpVar && !seen[e.Var] {
			seen[e.Var] = true
			out = append(out, e.Var)
		}
		for _, a := range e.Args {
			walk(a)
		}
	}
	walk(e)
	return out
}

// Axis is the direction in which a rule relates cells.
type Axis uint8

const (
	Across Axis = iota // cells of one row: Target and variables are columns (cross-foot)
	Down               // cells of one column: Target and variables are rows (foot)
)

// Relation is how the target stands to the expression.
type Relation uint8

const (
	Equal  Relation = iota // a balance edit
	Within                 // a ratio edit: the target lies between the least and the greatest argument
)

// Origin is where a rule comes from.
type Origin uint8

const (
	Inferred Origin = iota // holds on the figures
	Declared               // a numbering row, a header, a footnote
	Given                  // the user's spec
	Sheeted                // a formula of the spreadsheet
	Labelled               // a total or subtotal row that says so by its name and place
)

// Form is the arithmetic form of a rule, as methods name it.
type Form uint8

const (
	Sum Form = iota
	Difference
	Division
	Average
	RelativeChange
	Product
	Other
)

// Rule is an edit rule: what a table promises of its figures (Fellegi and Holt
// 1976 call these edits; a balance edit holds with =, a ratio edit within bounds).
type Rule struct {
	ID       string // stable for a table: "c15", "r21"
	Text     string // as a reader writes it: "(9) = ((7) + (8)) / (3)"
	Axis     Axis
	Form     Form
	Relation Relation
	Target   int   // the line that the rule gives
	Expr     *Expr // over lines of the same axis
	Over     []int // the lines of the other axis on which it must hold
	Percent  bool  // the result is written in percent, so the expression's value × 100
	Origin   Origin
	Source   Location // where it was declared
	Hard     bool     // its breach is an error; of a soft rule, a warning
	// Tolerance is the greatest difference that is let pass beyond rounding, in units
	// of the last place shown; 0 unless a spec gives it.
	Tolerance int
	Support   int // lines of Over on which it can be tested
	Held      int // of those, the lines on which it holds
	Strength  int // bits of evidence against chance, for inferred rules
}
