package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"doisoat/internal/render"
	"doisoat/schema"
)

// ReadAnswer reads the JSON that `doisoat check --format json` printed. An error says
// in what way it is none.
func ReadAnswer(data []byte) (*render.Answer, error) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	var a render.Answer
	if err := d.Decode(&a); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	if a.Version != render.AnswerVersion || a.Tool.Name != "doisoat" {
		return nil, fmt.Errorf("no answer of doisoat check, version %d", render.AnswerVersion)
	}
	return &a, nil
}

// Baseline are the findings of an earlier answer, by fingerprint: how many had each.
type Baseline map[string]int

// NewBaseline takes the findings of an answer that count there, and those that were
// known there already.
func NewBaseline(a *render.Answer) Baseline {
	b := Baseline{}
	for i := range a.Findings {
		b[a.Findings[i].Fingerprint]++
	}
	return b
}

// Apply marks the findings that the baseline holds; each of its findings stands for one.
func (b Baseline) Apply(findings []schema.Finding, names []string) {
	for i := range findings {
		if b[names[i]] > 0 {
			b[names[i]]--
			findings[i].Known = true
		}
	}
}

// Difference is what became of the findings from one answer to the next.
type Difference struct {
	New     []*render.Finding
	Gone    []*render.Finding
	Changed []Change
	Same    []*render.Finding // as in the new answer
}

// Change is a finding about the same thing that is told otherwise.
type Change struct{ Old, New *render.Finding }

// Empty reports whether nothing differs.
func (d *Difference) Empty() bool { return len(d.New)+len(d.Gone)+len(d.Changed) == 0 }

// Diff compares two answers: findings of one fingerprint are the same; of the rest,
// those of one check about the same unit, indicator and units are one that changed, the
// ones with like words first. A finding whose severity, right value or waiver differs
// has changed, too.
func Diff(old, fresh *render.Answer) Difference {
	var d Difference
	left := map[string][]*render.Finding{}
	for i := range old.Findings {
		f := &old.Findings[i]
		left[f.Fingerprint] = append(left[f.Fingerprint], f)
	}
	var unmatched []*render.Finding
	for i := range fresh.Findings {
		f := &fresh.Findings[i]
		before := left[f.Fingerprint]
		if len(before) == 0 {
			unmatched = append(unmatched, f)
			continue
		}
		left[f.Fingerprint] = before[1:]
		if told(before[0]) != told(f) {
			d.Changed = append(d.Changed, Change{before[0], f})
		} else {
			d.Same = append(d.Same, f)
		}
	}
	var gone []*render.Finding
	for i := range old.Findings {
		f := &old.Findings[i]
		if slices.Contains(left[f.Fingerprint], f) {
			gone = append(gone, f)
		}
	}
	d.pair(gone, unmatched)
	return d
}

// told is what may differ in a finding of one fingerprint.
func told(f *render.Finding) string {
	return strings.Join([]string{f.Severity, f.Reported, f.Computed, fmt.Sprint(f.Waived)}, "\x1f")
}

// pair finds which of the findings that are left are about the same thing.
func (d *Difference) pair(gone, fresh []*render.Finding) {
	used := make([]bool, len(gone))
	for _, f := range fresh {
		best, most := -1, 0
		for i, g := range gone {
			if used[i] || subject(g) != subject(f) {
				continue
			}
			if n := 1 + alike(excerpt(g), excerpt(f)); n > most {
				best, most = i, n
			}
		}
		if best >= 0 && (f.Unit != "" || f.Indicator != "" || most > 1+len(strings.Fields(excerpt(f)))/2) {
			used[best] = true
			d.Changed = append(d.Changed, Change{gone[best], f})
			continue
		}
		d.New = append(d.New, f)
	}
	for i, g := range gone {
		if !used[i] {
			d.Gone = append(d.Gone, g)
		}
	}
}

func subject(f *render.Finding) string {
	return strings.Join(append([]string{f.Code, f.Unit, f.Indicator}, f.Units...), "\x1f")
}

func excerpt(f *render.Finding) string {
	if f.Location.Text == nil {
		return ""
	}
	return f.Location.Text.Excerpt
}

// alike counts the words that two texts have in common, each as often as in both.
func alike(a, b string) int {
	count := map[string]int{}
	for _, w := range strings.Fields(a) {
		count[w]++
	}
	n := 0
	for _, w := range strings.Fields(b) {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return n
}
