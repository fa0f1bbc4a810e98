package schema

// Role is what a number in the prose is there for.
type Role uint8

const (
	RoleOther Role = iota
	RoleValue
	RoleCount     // k in "k/n đơn vị", or the stated length of a list
	RoleOf        // n in "k/n"
	RoleTarget    // a target or a threshold
	RoleChange    // an increase or decrease
	RoleShare     // a part of a whole
	RoleRank      // a place in an order
	RoleDate      // part of a date or a period
	RoleReference // number of a document, footnote mark, phone number
	RoleOrdinal   // number of a heading, a list item, an article
)

func (r Role) String() string {
	return [...]string{"other", "value", "count", "of", "target", "change", "share", "rank", "date", "reference", "ordinal"}[r]
}

// Verdict is the answer that a figure gets.
type Verdict uint8

const (
	Undecided Verdict = iota
	Tied
	Contradicted
	CutOff // right only by cutting off instead of rounding
	NotClaim
)

func (v Verdict) String() string {
	return [...]string{"undecided", "tied", "contradicted", "rounding", "notClaim"}[v]
}

// Approx is a word of approximation before a number: "gần", "hơn", "khoảng".
type Approx uint8

const (
	Exactly Approx = iota
	Nearly         // gần, almost: a little less than the figure
	Over           // hơn, trên, more than: a little more
	Under          // dưới, less than
	About          // khoảng, xấp xỉ, about: a little more or less
	NoLess         // ít nhất, tối thiểu, at least: the figure or a little more
	NoMore         // tối đa, không quá, at most: the figure or a little less
)

// Figure is one number of the prose and its answer: an entry of the ledger. Every
// run of digits in the prose is a figure.
type Figure struct {
	Span      Span
	Text      string // as written, with its percent sign
	Number    Number
	Numeric   bool // Number is set
	Approx    Approx
	Role      Role
	Verdict   Verdict
	Unit      string
	Indicator string
	Cells     []Ref  // the cells that decide it
	Computed  string // exact value, as far as written out
	Why       Message
}

// Comparator is the relation in a condition.
type Comparator uint8

const (
	NoComparator Comparator = iota
	AtLeast
	Above
	AtMost
	Below
	Equals
	Between
)

// ClaimKind is the kind of statement that a claim makes.
type ClaimKind uint8

const (
	ValueClaim  ClaimKind = iota // a unit, level or total has a value
	CountClaim                   // k (of n) units meet a condition
	ListClaim                    // these units, and no others, meet a condition
	TargetClaim                  // a value meets or misses a target
	PartsClaim                   // figures that add to a stated total
	RatioClaim                   // a percentage of two figures of the prose or the table
	PeriodClaim                  // the prose speaks of a period
	ExtremeClaim
	ChangeClaim
	ShareClaim
	BlankClaim    // a place left blank in a draft
	RepeatedClaim // a word written twice
	MarkClaim     // a mark of punctuation between a name and its figure
	FormulaClaim  // a figure that an expression over cells gives: Formula
	OrderClaim    // names said to stand in the order of a column's figures
)

// CellName binds words to a cell of a table: a table, a row and a column, each -1
// while it is open.
type CellName struct{ Table, Row, Col int }

// Member is one unit named in a list, with its figure when it has one.
type Member struct {
	Span   Span // the name as written
	Row    int  // index in Table.Rows, -1 when no row has the name
	Figure int  // index in the ledger, -1 when it has none
}

// Condition is what a count, a list or a target asks of a figure.
type Condition struct {
	Cmp   Comparator
	Bound *Number // the threshold
	// Upper is the second bound of Between. With another comparator it says that the
	// bound itself is only known to lie between Bound and Upper ("từ 55 đến 60% tùy
	// từng địa phương"): a value between the two decides nothing.
	Upper  *Number
	Than   int  // with no Bound, the column of the same row that is the bound
	On     int  // 1 + the column that it is held on, 0 for that of the claim
	Span   Span // the words that ask it
	Source Span // where the target was set, when that is elsewhere
}

// Column is the column that a condition is held on, for a claim of a column.
func (c Condition) Column(of int) int {
	if c.On > 0 {
		return c.On - 1
	}
	return of
}

// Reading is one way to understand a count or a list: the rows that it speaks of
// and what it asks of them. Where words leave several readings open, a claim that
// holds under one of them holds.
type Reading struct {
	Group []int // indexes in Table.Rows
	Conds []Condition
}

// Claim is a statement of the prose that a table, or other prose, can prove or refute.
type Claim struct {
	Kind     ClaimKind
	Span     Span     // the clause
	Figure   int      // index in the ledger of its main figure, -1 when none
	Of       int      // index in the ledger of n in "k/n", -1 when none
	Cell     CellName // Table is -1 where a figure is held against a target and no cell is known
	Readings []Reading
	K        int // the stated count, also where it is a number word
	Members  []Member
	Parts    []int // ledger indexes of the parts of a whole
	Complete bool  // the list claims to name every unit that meets the condition
	Met      bool  // for TargetClaim: said to be met
	Score    int   // confidence of the binding in percent
	Sure     bool  // bound by the words alone, so that a contradiction is an error
	Named    bool  // the figure's own phrase says all but the least words of the column
	Borne    bool  // the words tell something else of the cell, which is true
	Factor   int8  // the table's unit is 10^Factor of the prose's
	Exprs    []*Expr
	Formula  *Formula // of a FormulaClaim
	Base     bool     // of a ChangeClaim: the cell is an index around 100
	Given    Period
	Wanted   Period   // of a PeriodClaim: the period that the other place gives
	Other    Location // the second place of a PeriodClaim
}

// FormulaForm is the arithmetic that a figure of the prose does with cells.
type FormulaForm uint8

const (
	SumForm        FormulaForm = iota // Top
	PercentForm                       // Top as a percentage of Bottom
	GrowthForm                        // by how many percent Top exceeds Bottom
	IndexForm                         // Top - 100: Top is an index around 100
	DifferenceForm                    // Top - Bottom
	QuotientForm                      // Top / Bottom
)

// Formula is an expression over cells that a figure tells: Top and Bottom stand for
// the sums of their cells. Values are in the base unit of the prose (đồng, not tỷ
// đồng), percentages in percent.
type Formula struct {
	Form        FormulaForm
	Top, Bottom []CellName
	Down        bool // the figure tells a decrease: its value is the opposite
}

// Cells lists all cells of the formula.
func (f *Formula) Cells() []CellName {
	return append(append([]CellName(nil), f.Top...), f.Bottom...)
}
