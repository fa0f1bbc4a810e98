package schema

import "strings"

// Reasons lists why a figure can be undecided: the keys of Figure.Why without the
// "why." before them. docs/undecided.md explains each.
func Reasons() []string {
	return []string{
		"no-table", "no-indicator", "several-indicators", "no-unit", "several-units", "no-number", "no-condition",
		"no-group", "no-target", "open-target", "unsure-condition", "change", "share", "rank", "far-off",
	}
}

// Reason is the reason for which the figure is undecided, "" when it is decided.
func (f *Figure) Reason() string {
	if f.Verdict != Undecided {
		return ""
	}
	reason, _ := strings.CutPrefix(f.Why.Key, "why.")
	return reason
}
