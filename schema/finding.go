package schema

// Severity orders findings.
type Severity uint8

const (
	Note Severity = iota
	Warning
	Error
)

func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// Finding is a fault of the report.
type Finding struct {
	Code      string
	Severity  Severity
	At        Location
	Message   Message
	Reported  string   // the figure or words as written, "" when there is none
	Computed  string   // what it should be, written in the report's own form
	Unit      string   // label of the row that it is about, as written in the table
	Indicator string   // title of the column that it is about
	Units     []string // every unit that it is about, e.g. the omitted ones
	Cause     string   // "other-unit", "cut-off", "transposed", ... ; "" when the figures show none
	Evidence  []Evidence
	Fixes     []Fix
	ID        int     // names the finding within its run: its 1-based number in the order of the checks
	Of        int     // ID of the finding that explains this one, 0 for none
	Because   Message // what the finding and those that it explains come from, zero where its message says so
	Waiver    *Waiver // that lets it pass, nil for none
	Known     bool    // it stands in the baseline that the run is held against
}

// Counts reports whether the finding counts against the report: it is neither waived
// nor known before.
func (f *Finding) Counts() bool { return f.Waiver == nil && !f.Known }

// Evidence is a place that proves a finding.
type Evidence struct {
	At   Location
	Role string // "numerator", "denominator", "addend", "total", "member", "target", "reported", "rule", ...
	Text string // as written there
}

// Applicability says how far a fix may be trusted.
type Applicability uint8

const (
	DisplayOnly Applicability = iota // an instruction for a person
	Unsafe                           // a replacement that a person must confirm
	Safe                             // a replacement that cannot change the meaning
)

func (a Applicability) String() string { return [...]string{"display-only", "unsafe", "safe"}[a] }

// Fix is one way to mend a finding.
type Fix struct {
	Title         Message
	At            Location
	Replacement   string
	Applicability Applicability
	Also          bool // a further step of the way before it, not another way
}
