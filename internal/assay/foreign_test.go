package assay

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/internal/testdocs"
	"doisoat/schema"
)

// TestForeignTables holds every draft to the tables of every other report. None of them can
// tell what the draft says, so that every error about a figure or a name of the draft is a
// false alarm: fewer than one figure in a thousand may raise one. What a draft says against
// itself (R401) is no matter of tables.
func TestForeignTables(t *testing.T) {
	folders, err := testdocs.Folders(filepath.Join("..", "..", "testdata"))
	if err != nil || len(folders) < 5 {
		t.Fatal(folders, err)
	}
	first, err := filepath.Glob(filepath.Join("testdata", "first-contact", "*-*"))
	if err != nil {
		t.Fatal(err)
	}
	shared, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "reports-dev", "0*"))
	if len(shared) == 0 {
		t.Log("the shared data are not here")
	}
	if testing.Short() {
		first, shared = nil, nil
	}
	all := append(append(folders, first...), shared...)
	figures, alarms := 0, 0
	for _, d := range all {
		draft := filepath.Join(d, "draft.md")
		text, err := os.ReadFile(draft)
		if err != nil || strings.Contains(string(text), "\n|") {
			continue // it brings its own table
		}
		for _, e := range all {
			if kin(d, e) {
				continue
			}
			rep, err := read.Files([]string{draft, filepath.Join(e, "appendix.xlsx")}, read.DefaultLimits())
			if err != nil {
				continue // no appendix of this form
			}
			res, err := audit.Run(rep, audit.Options{})
			if err != nil {
				t.Fatal(d, e, err)
			}
			for i := range res.Figures {
				if res.Figures[i].Verdict != schema.NotClaim {
					figures++
				}
			}
			for i := range res.Findings {
				if f := &res.Findings[i]; f.Severity == schema.Error && f.Code[0] == 'R' && f.Code != "R401" && f.At.Kind == schema.InText {
					alarms++
					t.Logf("%s held to %s: %s %s", filepath.Base(d), filepath.Base(e), f.Code, res.Pack.Say(f.Message))
				}
			}
		}
	}
	t.Logf("%d figures held to tables of other reports, %d alarms", figures, alarms)
	if figures < 500 || 1000*alarms >= figures {
		t.Errorf("%d alarms among %d figures", alarms, figures)
	}
}

// kin reports whether two folders are one report, or one and its mended version.
func kin(a, b string) bool {
	x, y := filepath.Base(a), filepath.Base(b)
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
}
