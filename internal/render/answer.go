package render

import (
	"strconv"
	"strings"

	"doisoat/internal/parallel"
	"doisoat/schema"
)

// AnswerVersion is the version of the JSON answer. Adding a key keeps it.
const AnswerVersion = 1

// Answer is what `doisoat check --format json` prints.
type Answer struct {
	// Version is the version of this format.
	Version int     `json:"version" jsonschema:"enum=1"`
	Tool    Tool    `json:"tool"`
	Inputs  []Input `json:"inputs"`
	Tally   Tally   `json:"tally"`
	// Findings are the faults of the report, sorted by path, place and code.
	Findings []Finding `json:"findings"`
	// Figures is the ledger: every number of the prose and its answer.
	Figures []Figure `json:"figures"`
	// Remarks are what the readers and the recogniser left out or had to guess.
	Remarks []Remark `json:"remarks"`
	// Waivers are those of the config and what became of each; only with a config that has some.
	Waivers []WaiverState `json:"waivers,omitempty"`
	// Reports are the reports of a run over several; the rest of the answer is all of theirs.
	Reports []ReportState `json:"reports,omitempty"`
}

// WaiverState is one waiver of the config.
type WaiverState struct {
	Finding   string `json:"finding,omitempty"`
	Code      string `json:"code,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Indicator string `json:"indicator,omitempty"`
	Reason    string `json:"reason"`
	By        string `json:"by,omitempty"`
	Until     string `json:"until,omitempty"`
	// State is "used", "unused" or "expired".
	State string `json:"state" jsonschema:"enum=used,enum=unused,enum=expired"`
	// Uses is how many findings it let pass.
	Uses int `json:"uses"`
}

// ReportState is one report of a run over several.
type ReportState struct {
	// Inputs are the paths of its files.
	Inputs []string `json:"inputs"`
	// Findings counts its findings.
	Findings FindingTally `json:"findings"`
	// Error says why it could not be checked.
	Error string `json:"error,omitempty"`
}

// Tool names the program that made the answer.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Input is one file of the run.
type Input struct {
	// Path is the file as the user gave it.
	Path   string `json:"path"`
	Format string `json:"format"`
	SHA256 string `json:"sha256"`
	// Tables is the number of tables recognised in it.
	Tables int `json:"tables"`
}

// Finding is one fault of the report.
type Finding struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Severity string `json:"severity" jsonschema:"enum=error,enum=warning,enum=note"`
	// Message is one sentence in the chosen language.
	Message  string   `json:"message"`
	Location Location `json:"location"`
	// Reported is the figure or words as written.
	Reported string `json:"reported"`
	// Computed is what it should be, in the report's own form.
	Computed  string `json:"computed"`
	Unit      string `json:"unit"`
	Indicator string `json:"indicator"`
	// Units is every unit that the finding is about.
	Units []string `json:"units"`
	// Cause is the slip that the figures show, empty when they show none.
	Cause    string     `json:"cause"`
	Evidence []Evidence `json:"evidence"`
	Fixes    []Fix      `json:"fixes"`
	// Consequences are the fingerprints of the findings that this one explains.
	Consequences []string `json:"consequences"`
	// Because says what the finding and its consequences come from, where that is more than its message.
	Because string `json:"because,omitempty"`
	// Fingerprint stays the same across runs and across edits elsewhere in the file.
	Fingerprint string `json:"fingerprint"`
	Waived      bool   `json:"waived"`
	// Waiver is the entry of the config that lets the finding pass.
	Waiver *FindingWaiver `json:"waiver,omitempty"`
	// Known is set when the baseline holds the finding.
	Known bool `json:"known,omitempty"`
}

// FindingWaiver says why a finding does not count.
type FindingWaiver struct {
	Reason string `json:"reason"`
	By     string `json:"by,omitempty"`
	// Until is the last day of the waiver.
	Until string `json:"until,omitempty"`
}

// Evidence is a place that proves a finding.
type Evidence struct {
	Location Location `json:"location"`
	// Role is the part that the place plays: numerator, denominator, addend, total, member, …
	Role string `json:"role"`
	// Text is what is written there.
	Text string `json:"text"`
}

// Fix is one way to mend a finding.
type Fix struct {
	Title       string   `json:"title"`
	Location    Location `json:"location"`
	Replacement string   `json:"replacement"`
	// Applicability says how far the fix may be trusted.
	Applicability string `json:"applicability" jsonschema:"enum=display-only,enum=unsafe,enum=safe"`
}

// Figure is one number of the prose and its answer.
type Figure struct {
	Location Location `json:"location"`
	// Text is the number as written.
	Text string `json:"text"`
	// Value is the exact decimal with a point, scale words applied; empty when it is no number.
	Value   string `json:"value"`
	Role    string `json:"role" jsonschema:"enum=value,enum=count,enum=of,enum=target,enum=change,enum=share,enum=rank,enum=date,enum=reference,enum=ordinal,enum=other"`
	Verdict string `json:"verdict" jsonschema:"enum=tied,enum=contradicted,enum=rounding,enum=undecided,enum=notClaim"`
	Unit    string `json:"unit"`
	// Indicator is the title of the column that the figure is about.
	Indicator string `json:"indicator"`
	// Cells are the cells that decide the figure.
	Cells []Location `json:"cells"`
	// Computed is the exact value worked out, as far as it is written out.
	Computed string `json:"computed"`
	// Reason is why an undecided figure is undecided, one of the list in docs/undecided.md.
	Reason string `json:"reason"`
	// Why says in a sentence how the verdict came about.
	Why string `json:"why"`
}

// Remark is something that was left out or guessed.
type Remark struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

// Answer puts the run into the form of the JSON answer.
func (v *View) Answer() *Answer {
	a := &Answer{
		Version:  AnswerVersion,
		Tool:     Tool{Name: "doisoat", Version: v.Version},
		Inputs:   []Input{},
		Tally:    v.tally(),
		Findings: make([]Finding, 0, len(v.Result.Findings)),
		Remarks:  v.remarks(),
	}
	rep := v.report()
	for i := range rep.Sources {
		s := &rep.Sources[i]
		in := Input{Path: s.Path, Format: s.Format, SHA256: s.SHA256}
		for _, t := range rep.Tables {
			if rep.Sheets[t.Sheet].Source == i {
				in.Tables++
			}
		}
		a.Inputs = append(a.Inputs, in)
	}
	names := v.Fingerprints()
	consequences := map[int][]string{} // by the finding that explains them
	for k := range v.Result.Findings {
		if of := v.Result.Findings[k].Of; of != 0 {
			consequences[of] = append(consequences[of], names[k])
		}
	}
	for i := range v.Result.Findings {
		f := v.answerFinding(&v.Result.Findings[i])
		f.Fingerprint = names[i]
		f.Consequences = append(f.Consequences, consequences[v.Result.Findings[i].ID]...)
		a.Findings = append(a.Findings, f)
	}
	a.Figures = make([]Figure, len(v.Result.Figures))
	const part = 200 // figures that are answered in one go
	parallel.Do((len(a.Figures)+part-1)/part, func(n int) {
		for i := n * part; i < min((n+1)*part, len(a.Figures)); i++ {
			a.Figures[i] = v.answerFigure(&v.Result.Figures[i])
		}
	})
	return a
}

// JSON is the answer as it is printed: a line for each figure and finding, a line break at the
// end, no character escaped that JSON does not ask to be.
func (v *View) JSON() ([]byte, error) { return encodeLines(v.Answer()) }

func (v *View) answerFinding(f *schema.Finding) Finding {
	out := Finding{
		Code:         f.Code,
		Name:         v.checkName(f.Code),
		Severity:     f.Severity.String(),
		Message:      v.Pack.Say(f.Message),
		Location:     v.location(f.At),
		Reported:     f.Reported,
		Computed:     f.Computed,
		Unit:         f.Unit,
		Indicator:    f.Indicator,
		Units:        append([]string{}, f.Units...),
		Cause:        f.Cause,
		Evidence:     []Evidence{},
		Fixes:        []Fix{},
		Consequences: []string{},
		Because:      v.Pack.Say(f.Because),
		Waived:       f.Waiver != nil,
		Known:        f.Known,
	}
	if w := f.Waiver; w != nil {
		out.Waiver = &FindingWaiver{w.Reason, w.By, w.Until}
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, Evidence{Location: v.location(e.At), Role: e.Role, Text: e.Text})
	}
	for _, x := range f.Fixes {
		out.Fixes = append(out.Fixes, Fix{
			Title: v.Pack.Say(x.Title), Location: v.location(x.At),
			Replacement: x.Replacement, Applicability: x.Applicability.String(),
		})
	}
	return out
}

func (v *View) answerFigure(f *schema.Figure) Figure {
	out := Figure{
		Location:  v.location(schema.AtSpan(f.Span)),
		Text:      f.Text,
		Role:      f.Role.String(),
		Verdict:   f.Verdict.String(),
		Unit:      f.Unit,
		Indicator: f.Indicator,
		Cells:     []Location{},
		Computed:  f.Computed,
		Reason:    f.Reason(),
		Why:       v.Pack.Say(f.Why),
	}
	if f.Numeric {
		out.Value = exact(f.Number)
	}
	for _, ref := range f.Cells {
		out.Cells = append(out.Cells, v.location(schema.AtCell(ref)))
	}
	return out
}

// exact writes a number as a decimal with a point, its scale applied and its written
// places kept: 6,2 nghìn is "6200", 73,90% is "73.90".
func exact(n schema.Number) string {
	if n.Scale <= 0 {
		return n.Value.String()
	}
	places := max(int(n.Value.Places)-int(n.Scale), 0)
	return n.Rat().FloatString(places)
}

// remarks are the notes of the readers and the doubts of the recogniser, each once.
func (v *View) remarks() []Remark {
	rep := v.report()
	out := []Remark{}
	seen := map[Remark]bool{}
	add := func(source int, m schema.Message) {
		r := Remark{Message: v.Pack.Say(m)}
		if source >= 0 && source < len(rep.Sources) {
			r.Path = rep.Sources[source].Path
		}
		if !m.IsZero() && !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	for i := range rep.Sources {
		for _, m := range rep.Sources[i].Notes {
			add(i, m)
		}
	}
	if d := rep.Document; d != nil {
		for _, m := range d.Notes {
			add(d.Source, m)
		}
	}
	for _, t := range rep.Tables {
		for _, m := range t.Doubts {
			add(rep.Sheets[t.Sheet].Source, m)
		}
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }

// clean makes words of a report safe for a terminal: control characters, which could
// move the cursor or change colours, and marks that turn the direction of writing
// become a replacement sign; white space becomes a space.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r == '\u2028' || r == '\u2029':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '�'
		}
		return r
	}, s)
}
