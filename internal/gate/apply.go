// Package gate decides whether a report may go out: severities and waivers of a config,
// findings that were there before, the difference of two answers, and the certificate of
// a run. It opens no file.
package gate

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Waivers are the waivers of a config and how often each was used, over all reports of
// a run.
type Waivers struct {
	list  []schema.Waiver
	uses  []int
	today string
}

// NewWaivers prepares the waivers of a config for a run on a day (schema.DayForm); a nil
// config has none.
func NewWaivers(cfg *schema.Config, today string) *Waivers {
	w := &Waivers{today: today}
	if cfg != nil {
		w.list = cfg.Waivers
		w.uses = make([]int, len(cfg.Waivers))
	}
	return w
}

// Apply marks the findings that a waiver lets pass; names are their fingerprints. The
// first waiver that fits is used, one by fingerprint before one by code.
func (w *Waivers) Apply(findings []schema.Finding, names []string) {
	for i := range findings {
		for _, byName := range []bool{true, false} {
			at := slices.IndexFunc(w.list, func(one schema.Waiver) bool {
				return !w.expired(&one) && (one.Finding != "") == byName && fits(&one, &findings[i], names[i])
			})
			if at >= 0 {
				findings[i].Waiver = &w.list[at]
				w.uses[at]++
				break
			}
		}
	}
}

// fits reports whether a waiver is about a finding. Names are compared as a reader does,
// whatever their case, accents' form and spaces.
func fits(w *schema.Waiver, f *schema.Finding, name string) bool {
	if w.Finding != "" {
		return w.Finding == name && (w.Code == "" || w.Code == f.Code)
	}
	return w.Code == f.Code && lang.Fold(w.Unit) == lang.Fold(f.Unit) && lang.Fold(w.Indicator) == lang.Fold(f.Indicator)
}

// expired reports whether the last day of a waiver is over.
func (w *Waivers) expired(one *schema.Waiver) bool { return one.Until != "" && one.Until < w.today }

// State is what became of a waiver in a run.
type State struct {
	Waiver *schema.Waiver
	Uses   int  // findings that it let pass
	Gone   bool // its last day is over
}

// Stale reports whether someone should look at the waiver: it is over, or nothing needs
// it any more.
func (s State) Stale() bool { return s.Gone || s.Uses == 0 }

// States are the waivers in their order.
func (w *Waivers) States() []State {
	out := make([]State, len(w.list))
	for i := range w.list {
		out[i] = State{&w.list[i], w.uses[i], w.expired(&w.list[i])}
	}
	return out
}

// LastDay is the earliest last day among the waivers that were used, "" for none: the
// verdict of the run holds no longer.
func (w *Waivers) LastDay() string {
	day := ""
	for i := range w.list {
		if until := w.list[i].Until; w.uses[i] > 0 && until != "" && (day == "" || until < day) {
			day = until
		}
	}
	return day
}

// Weigh gives findings the severity that a config says, and leaves out those of checks
// that it turns off; names are their fingerprints. off lists the codes that findings
// were left out of.
func Weigh(findings []schema.Finding, names []string, cfg *schema.Config) (kept []schema.Finding, keptNames, off []string) {
	if cfg == nil || len(cfg.Severity) == 0 {
		return findings, names, nil
	}
	for i, f := range findings {
		switch cfg.Severity[f.Code] {
		case "error":
			f.Severity = schema.Error
		case "warning":
			f.Severity = schema.Warning
		case "note":
			f.Severity = schema.Note
		case "off":
			if !slices.Contains(off, f.Code) {
				off = append(off, f.Code)
			}
			continue
		}
		kept, keptNames = append(kept, f), append(keptNames, names[i])
	}
	slices.Sort(off)
	return kept, keptNames, off
}

// Fails reports whether a finding that counts reaches the severity: "error", "warning",
// "note", or "never".
func Fails(findings []schema.Finding, failOn string) bool {
	least := schema.Error
	switch failOn {
	case "never":
		return false
	case "warning":
		least = schema.Warning
	case "note":
		least = schema.Note
	}
	return slices.ContainsFunc(findings, func(f schema.Finding) bool { return f.Counts() && f.Severity >= least })
}
