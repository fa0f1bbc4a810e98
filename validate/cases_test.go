package validate_test

import (
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/trial"
	"doisoat/schema"
	"doisoat/validate"
)

// without names the cases that a check cannot have: a cell shows an error or does
// not, a formula has its value or has not, two columns are the same facts or are not,
// and nothing is left undecided.
var without = map[string][]string{
	"S102": {"undecided"},
	"V504": {"undecided"},
	"V602": {"undecided"},
	"V405": {"undecided"},
}

func TestCases(t *testing.T) {
	for _, c := range validate.Suite() {
		t.Run(c.Code, func(t *testing.T) { trial.Run(t, c.Code, whole, without[c.Code]...) })
	}
}

// whole runs the whole flow; a case of this package is about tables, so findings of
// the checks of prose are wanted too, below "also:".
func whole(rep *schema.Report) (trial.Result, error) {
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		return trial.Result{}, err
	}
	out := trial.Result{Findings: res.Findings, Tallies: map[string]schema.Tally{}}
	for _, c := range res.Checks {
		out.Tallies[c.Check.Code] = c.Tally
	}
	return out, nil
}

// TestSuite: a check has a code and a name of its own, a page in both languages with
// all its sections, a version, and a place in the suite.
func TestSuite(t *testing.T) {
	sections := map[string][]string{
		"en": {"What it checks", "Why it matters", "Example", "How to mend", "Limits"},
		"vi": {"Kiểm tra gì", "Vì sao quan trọng", "Ví dụ", "Cách sửa", "Giới hạn"},
	}
	codes, names := map[string]bool{}, map[string]bool{}
	for _, c := range validate.Suite() {
		if codes[c.Code] || names[c.Name] {
			t.Errorf("%s %s stands twice", c.Code, c.Name)
		}
		codes[c.Code], names[c.Name] = true, true
		if c.Since == "" || c.Run == nil {
			t.Errorf("%s has no version or does nothing", c.Code)
		}
		if c.Doc != validate.Page(c.Code, "en") || c.Doc == "" {
			t.Errorf("%s has no page", c.Code)
		}
		for language, titles := range sections {
			text := validate.Page(c.Code, language)
			if !strings.HasPrefix(text, "# "+c.Code+" "+c.Name+"\n") {
				t.Errorf("the %s page of %s does not begin with its code and name", language, c.Code)
			}
			at := 0
			for _, title := range titles {
				n := strings.Index(text[at:], "\n## "+title+"\n")
				if n < 0 {
					t.Errorf("the %s page of %s lacks %q, or has it out of order", language, c.Code, title)
					continue
				}
				at += n
			}
		}
	}
}
