package audit_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"doisoat/internal/amend"
	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

// Every fix that gives a replacement can be tried: with it the finding goes, and no new
// error comes. What is put under a finding goes with it or stays, as its own fix says.
func TestFixes(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/*/draft.md")
	if err != nil || len(folders) == 0 {
		t.Fatal("no reports in testdata")
	}
	more, _ := filepath.Glob("../../../shared/data/reports-dev/*/draft.md")
	if len(more) == 0 {
		t.Log("the shared reports are not beside the project; only its own are tried")
	}
	tried := 0
	for _, draft := range append(folders, more...) {
		dir := filepath.Dir(draft)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			files := []string{draft}
			if appendix := filepath.Join(dir, "appendix.xlsx"); exists(appendix) {
				files = append(files, appendix)
			}
			rep, err := read.Files(files, read.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			base, err := audit.Run(amend.Copy(rep), audit.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i := range base.Findings {
				f := &base.Findings[i]
				for k, x := range f.Fixes {
					if x.Replacement == "" || x.Applicability == schema.DisplayOnly {
						continue
					}
					if x.Also {
						continue
					}
					tried++
					if words := try(t, rep, base, f, k); words != "" {
						t.Errorf("%s %s at %s, fix %q: %s", f.Code, f.Reported, place(f.At), x.Replacement, words)
					}
				}
			}
		})
	}
	t.Logf("%d fixes tried", tried)
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func place(at schema.Location) string {
	if at.Kind == schema.InCell {
		return schema.A1(at.Ref.Row, at.Ref.Col)
	}
	return fmt.Sprint("block ", at.Span.Block, " byte ", at.Span.Start)
}

// try applies fix k of a finding, with the further steps of the same way, and says what
// is wrong then.
func try(t *testing.T, rep *schema.Report, base *audit.Result, f *schema.Finding, k int) string {
	t.Helper()
	now := rep
	var moved []schema.Fix
	for ; k < len(f.Fixes); k++ {
		x := f.Fixes[k]
		if x.At.Kind == schema.InCell {
			now = amend.Type(now, x.At.Ref, x.Replacement)
		} else {
			for _, m := range moved {
				if m.At.Span.Block == x.At.Span.Block && m.At.Span.Start < x.At.Span.Start {
					x.At.Span.Start += len(m.Replacement) - m.At.Span.Len()
					x.At.Span.End += len(m.Replacement) - m.At.Span.Len()
				}
			}
			now = amend.Reword(now, x.At.Span, x.Replacement)
			moved = append(moved, f.Fixes[k])
		}
		if k+1 == len(f.Fixes) || !f.Fixes[k+1].Also {
			break
		}
	}
	res, err := audit.Run(now, audit.Options{})
	if err != nil {
		return err.Error()
	}
	// Places behind a change in the same block have moved; findings are told apart by
	// check, unit, indicator and words.
	count := func(list []schema.Finding, of *schema.Finding) (n int) {
		for i := range list {
			if g := &list[i]; g.Code == of.Code && g.Unit == of.Unit && g.Indicator == of.Indicator && g.Reported == of.Reported {
				n++
			}
		}
		return n
	}
	if count(res.Findings, f) >= count(base.Findings, f) {
		return "the finding stays"
	}
	for i := range res.Findings {
		if g := &res.Findings[i]; g.Severity == schema.Error && count(res.Findings, g) > count(base.Findings, g) {
			return fmt.Sprintf("a new error: %s %s %s at %s", g.Code, g.Unit, g.Reported, place(g.At))
		}
	}
	return ""
}
