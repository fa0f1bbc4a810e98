// Package trial runs the cases of the checks: small reports kept as txtar archives,
// with the findings that they must give. It is for tests alone.
//
// A case is testdata/CODE/NAME.txtar. Its comment says what it shows. Its files are
//
//	report.md    the report: prose, a pipe table, or both
//	NAME.csv     an appendix, any number of them (NAME is free)
//	spec.yaml    the user's spec, when there is one
//	want         what the check CODE must give
//
// want has one line for the tally and one for each finding of the check, in order:
//
//	tally: 3 passed, 1 failed, 0 undecided
//	V101 Xã An Bình | (4) Tỷ lệ | 95,83 | 98,53 | transposed | error
//
// that is code, unit, indicator, reported, computed, cause and severity. Findings of
// other checks stand below a line "also:", in the same form, so that nothing that a
// case says goes unseen. A cell whose text begins with "=" stands for a formula whose
// value the file does not keep.
//
// The flag -update rewrites every want; read the diff.
package trial

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"golang.org/x/tools/txtar"

	"doisoat/internal/read"
	"doisoat/schema"
)

var update = flag.Bool("update", false, "rewrite what the cases want")

// Result is what a run over a case gave.
type Result struct {
	Findings []schema.Finding
	Tallies  map[string]schema.Tally // by code of check
}

// Pipeline takes a report as read to its findings.
type Pipeline func(*schema.Report) (Result, error)

// Names are the cases that every check has: it holds, it is violated, it cannot be
// decided, and a difference that is only one of rounding or of form is none.
var Names = []string{"holds", "violated", "undecided", "rounding"}

// Run runs the cases of one check in testdata/code as subtests. Each of Names must be
// there but for those that the check cannot have, and must show what its name says:
// holds and rounding give no finding of the check, violated gives one, undecided
// leaves something undecided.
func Run(t *testing.T, code string, run Pipeline, without ...string) {
	paths, err := filepath.Glob(filepath.Join("testdata", code, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		have[name] = true
		t.Run(name, func(t *testing.T) { runCase(t, path, code, name, run) })
	}
	for _, name := range Names {
		if !have[name] && !slices.Contains(without, name) {
			t.Errorf("%s has no case %q", code, name)
		}
	}
}

func runCase(t *testing.T, path, code, name string, run Pipeline) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := load(t.TempDir(), archive)
	if err != nil {
		t.Fatal(err)
	}
	result, err := run(rep)
	if err != nil {
		t.Fatal(err)
	}
	got := Want(code, result)
	if *update {
		set(archive, "want", got)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(file(archive, "want"), got); diff != "" {
		t.Errorf("%s: findings differ (- want, + got):\n%s", path, diff)
	}
	tally, failed := result.Tallies[code], 0
	for _, f := range result.Findings {
		if f.Code == code {
			failed++
		}
	}
	switch {
	case name == "violated" && failed == 0:
		t.Errorf("%s is violated, and gives no finding", path)
	case (name == "holds" || name == "rounding") && failed > 0:
		t.Errorf("%s holds, and gives a finding", path)
	case name == "undecided" && tally.Undecided == 0:
		t.Errorf("%s leaves nothing undecided", path)
	}
}

// load writes the files of a case and reads them as a run would.
func load(dir string, archive *txtar.Archive) (*schema.Report, error) {
	var paths []string
	var spec *schema.Spec
	for _, f := range archive.Files {
		switch f.Name {
		case "want":
			continue
		case "spec.yaml":
			spec = &schema.Spec{Path: f.Name}
			if err := yaml.Unmarshal(f.Data, spec); err != nil {
				return nil, fmt.Errorf("spec.yaml: %w", err)
			}
			continue
		}
		path := filepath.Join(dir, f.Name)
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	rep, err := read.Files(paths, read.DefaultLimits())
	if err != nil {
		return nil, err
	}
	rep.Spec = spec
	for _, sheet := range rep.Sheets {
		for _, row := range sheet.Cells {
			for c := range row {
				// "=SUM(A1:A2)" is a formula without its value, "12 =SUM(A1:A2)" one with it.
				text := strings.TrimSpace(row[c].Raw)
				if formula, ok := strings.CutPrefix(text, "="); ok && formula != "" {
					row[c] = schema.Cell{Formula: formula, Line: row[c].Line, Column: row[c].Column}
				} else if value, formula, ok := strings.Cut(text, " ="); ok && strings.Trim(value, "0123456789.,-") == "" {
					row[c].Raw, row[c].Formula = value, formula
				}
			}
		}
	}
	return rep, nil
}

// Load reads the report of a case, whose files are written into a folder.
func Load(dir, path string) (*schema.Report, error) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		return nil, err
	}
	return load(dir, archive)
}

// Want writes a result in the form of a case.
func Want(code string, r Result) string {
	tally := r.Tallies[code]
	var own, also []string
	for _, f := range r.Findings {
		if f.Code == code {
			own = append(own, Line(f))
		} else {
			also = append(also, Line(f))
		}
	}
	sort.Strings(also)
	out := fmt.Sprintf("tally: %d passed, %d failed, %d undecided\n", tally.Passed, tally.Failed, tally.Undecided)
	for _, line := range own {
		out += line + "\n"
	}
	if len(also) > 0 {
		out += "also:\n" + strings.Join(also, "\n") + "\n"
	}
	return out
}

// Line writes a finding as a line of a case.
func Line(f schema.Finding) string {
	unit := f.Unit
	if unit == "" {
		unit = strings.Join(f.Units, ", ")
	}
	fields := []string{f.Code + " " + unit, f.Indicator, f.Reported, f.Computed, f.Cause, f.Severity.String()}
	return strings.Join(strings.Fields(strings.Join(fields, " | ")), " ")
}

func file(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func set(a *txtar.Archive, name, data string) {
	for n := range a.Files {
		if a.Files[n].Name == name {
			a.Files[n].Data = []byte(data)
			return
		}
	}
	a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(data)})
}
