package reconcile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/trial"
	"doisoat/reconcile"
	"doisoat/schema"
)

// without names the cases that a check cannot have. R102 and R103 look only at figures
// that are bound to a cell with a number, which R101 decides or leaves open; whether a
// list names a unit twice, whether two dates agree, and whether a blank, a doubled word
// or a stray mark stands in the text is always known.
var without = map[string][]string{
	"R102": {"undecided"},
	"R103": {"undecided"},
	"R205": {"undecided"},
	"R601": {"undecided"},
	"R701": {"undecided"},
	"R702": {"undecided"},
	"R703": {"undecided"},
}

func TestCases(t *testing.T) {
	for _, c := range reconcile.Suite() {
		t.Run(c.Code, func(t *testing.T) {
			trial.Run(t, c.Code, func(rep *schema.Report) (trial.Result, error) { return whole(t, rep) }, without[c.Code]...)
		})
	}
}

// whole runs the whole flow, so that findings about the tables are wanted too, and
// holds the answer against what every run promises.
func whole(t *testing.T, rep *schema.Report) (trial.Result, error) {
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		return trial.Result{}, err
	}
	answered(t, res)
	out := trial.Result{Findings: res.Findings, Tallies: map[string]schema.Tally{}}
	for _, c := range res.Checks {
		out.Tallies[c.Check.Code] = c.Tally
	}
	return out, nil
}

// answered: every figure of the ledger has an answer, an undecided one its reason, a
// tied or contradicted one nothing left to say; a figure that is contradicted lies in
// the place or the evidence of some finding; and every finding has its words, its
// place inside the text, and a way to mend it.
func answered(t *testing.T, res *audit.Result) {
	t.Helper()
	told := map[schema.Span]bool{}
	for i := range res.Findings {
		f := &res.Findings[i]
		places := []schema.Location{f.At}
		for _, e := range f.Evidence {
			places = append(places, e.At)
		}
		for _, p := range places {
			if p.Kind == schema.InText {
				told[p.Span] = true
				if p.Span.Len() == 0 || res.Report.Document.Text(p.Span) == "" {
					t.Errorf("%s points at no words: %+v", f.Code, p.Span)
				}
			}
		}
		if words := res.Pack.Say(f.Message); words == f.Message.Key || strings.ContainsAny(words, "{}") {
			t.Errorf("%s says %q", f.Code, words)
		}
		if len(f.Fixes) == 0 {
			t.Errorf("%s offers no way to mend %q", f.Code, f.Reported)
		}
	}
	for i := range res.Figures {
		f := &res.Figures[i]
		switch f.Verdict {
		case schema.Undecided:
			if f.Why.IsZero() {
				t.Errorf("%q is undecided without a reason", f.Text)
			}
		case schema.Contradicted, schema.CutOff:
			within := false
			for s := range told {
				within = within || s.Holds(f.Span)
			}
			if !within {
				t.Errorf("%q is %s, and no finding points at it", f.Text, f.Verdict)
			}
		}
	}
}

// TestSuite: a check has a code and a name of its own, a page in both languages with
// all its sections, a version, a folder of cases, and a place in the suite.
func TestSuite(t *testing.T) {
	sections := map[string][]string{
		"en": {"What it checks", "Why it matters", "Example", "How to mend", "Limits"},
		"vi": {"Kiểm tra gì", "Vì sao quan trọng", "Ví dụ", "Cách sửa", "Giới hạn"},
	}
	codes, names := map[string]bool{}, map[string]bool{}
	for _, c := range reconcile.Suite() {
		if codes[c.Code] || names[c.Name] {
			t.Errorf("%s %s stands twice", c.Code, c.Name)
		}
		codes[c.Code], names[c.Name] = true, true
		if c.Since == "" || c.Run == nil {
			t.Errorf("%s has no version or does nothing", c.Code)
		}
		if c.Doc == "" || c.Doc != reconcile.Page(c.Code, "en") {
			t.Errorf("%s has no page", c.Code)
		}
		for language, titles := range sections {
			text := reconcile.Page(c.Code, language)
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
		if vi := reconcile.Page(c.Code, "vi"); vi == c.Doc {
			t.Errorf("%s has no Vietnamese page", c.Code)
		}
	}
	owned := func(kind string, paths []string, code func(string) string) {
		for _, path := range paths {
			if c := code(filepath.Base(path)); !codes[c] {
				t.Errorf("%s is a %s of no check of the suite", path, kind)
			}
		}
	}
	owned("page", glob(t, "doc/*"), func(name string) string { code, _, _ := strings.Cut(name, "."); return code })
	owned("folder of cases", glob(t, "testdata/R*"), func(name string) string { return name })
	owned("file", glob(t, "r[0-9]*.go"), func(name string) string { code, _, _ := strings.Cut(name, "_"); return strings.ToUpper(code) })
	for code := range codes {
		if len(glob(t, strings.ToLower(code)+"_*.go")) != 1 {
			t.Errorf("%s does not have one file of its own", code)
		}
		if info, err := os.Stat(filepath.Join("testdata", code)); err != nil || !info.IsDir() {
			t.Errorf("%s has no cases", code)
		}
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}
