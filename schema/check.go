package schema

import "maps"

// Check is one check: a value that names a fault and finds it.
type Check struct {
	Code     string // "R101"; never used twice
	Name     string // names the fault: "untied-figure"
	Severity Severity
	Since    string // version that brought it
	Doc      string // its page, Markdown
	// Run looks at the pass and reports findings; an error means that the tool
	// failed, never that the report is at fault.
	Run func(*Pass) error
}

// Tally counts what a check did.
type Tally struct{ Items, Passed, Failed, Undecided int }

// Pass is what a check works on.
type Pass struct {
	Report  *Report
	Claims  []Claim
	Figures []Figure // the ledger of the prose; checks set verdicts through Decide

	Check    *Check
	Tally    *Tally
	Findings *[]Finding
	Cells    *CellLedger
	// Shared keeps what one check worked out for the others of the same run, under a
	// key of the check's package; nil when nothing is kept.
	Shared map[any]any
	// Trial says that only which faults there are counts, where, and how grave: what is
	// told of them is not read, and a check may leave it out.
	Trial bool
	// Only, where it is set, tells the claims that a trial can change: the others need not be
	// checked again.
	Only func(*Claim) bool
}

// Found adds a finding of the pass's check, with the check's code, and its severity
// unless the finding is milder.
func (p *Pass) Found(f Finding) {
	f.Code, f.ID = p.Check.Code, len(*p.Findings)+1
	p.Tally.Failed++
	p.Tally.Items++
	*p.Findings = append(*p.Findings, f)
}

// Passed counts an item that holds.
func (p *Pass) Passed() { p.Tally.Passed++; p.Tally.Items++ }

// Undecided counts an item that could not be decided.
func (p *Pass) Undecided() { p.Tally.Undecided++; p.Tally.Items++ }

// Decide gives a figure its verdict. A contradiction is never taken back, and
// cutting off is never turned into a tie.
func (p *Pass) Decide(figure int, v Verdict, cells ...Ref) *Figure {
	f := &p.Figures[figure]
	rank := [...]int{Undecided: 0, NotClaim: 1, Tied: 2, CutOff: 3, Contradicted: 4}
	if rank[v] >= rank[f.Verdict] {
		f.Verdict = v
		if len(cells) > 0 {
			f.Cells = cells
		}
	}
	return f
}

// CellVerdict is the answer that a numeric cell gets.
type CellVerdict uint8

const (
	CellUndecided CellVerdict = iota
	CellConsistent
	CellContradicted
)

// CellLedger keeps the answer of every numeric cell.
type CellLedger struct {
	Verdicts   map[Ref]CellVerdict
	Recomputed map[Ref]bool // the cell was the target of a rule that was worked out
}

// NewCellLedger makes an empty ledger.
func NewCellLedger() *CellLedger {
	return &CellLedger{map[Ref]CellVerdict{}, map[Ref]bool{}}
}

// Copy is the ledger for another run.
func (l *CellLedger) Copy() *CellLedger {
	return &CellLedger{maps.Clone(l.Verdicts), maps.Clone(l.Recomputed)}
}

// Mark raises the verdict of a cell; a contradiction stays.
func (l *CellLedger) Mark(ref Ref, v CellVerdict) {
	if v > l.Verdicts[ref] {
		l.Verdicts[ref] = v
	}
}
