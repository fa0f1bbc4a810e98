package assay_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/assay"
	"doisoat/internal/read"
	"doisoat/internal/testdocs"
)

var update = flag.Bool("update", false, "write docs/quality.md anew")

// mostOfEach is how many slips of a report the measure of quality tries.
const mostOfEach = 500

// qualityOf is the line of a report in docs/quality.md.
func qualityOf(t *testing.T, dir string) string {
	t.Helper()
	rep, err := read.Files([]string{filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	r, err := assay.Run(rep, assay.Options{Most: mostOfEach})
	if err != nil {
		t.Fatal(err)
	}
	share := func(n, of int) string {
		if of == 0 {
			return "–"
		}
		return fmt.Sprintf("%.1f%% of %d", float64(n)*100/float64(of), of)
	}
	figures := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InFigure })
	digits := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InFigure && o.Class == "digit" })
	names := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InWords || o.Where == assay.InNames })
	ruled := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InTable && o.Ruled })
	cells := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InTable })
	all := sum(r.Outcomes, func(*assay.Outcome) bool { return true })
	orphans, alarms := orphaned(t, rep)
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s |\n", filepath.Base(dir), share(digits.shown, digits.tried-digits.holds), share(figures.shown, figures.tried-figures.holds),
		share(names.shown, names.tried-names.holds), share(ruled.shown, ruled.tried), share(cells.shown, cells.tried), share(all.first, all.shown), share(len(alarms), orphans))
}

const qualityHead = `| Report | one wrong digit in a figure that ties | any slip in one | names and words | cells with a hard or strong rule | all cells | shown at the very place | figures without their cell called wrong |
| --- | --- | --- | --- | --- | --- | --- | --- |
`

// TestQuality holds docs/quality.md to what the engine does, over testdata and, where they
// are present, over the development reports.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes under the race detector")
	}
	path := filepath.Join("..", "..", "docs", "quality.md")
	folders, err := testdocs.Folders(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	own := ""
	for _, dir := range folders {
		own += qualityOf(t, dir)
	}
	kept, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	_, others, _ := strings.Cut(string(kept), "reports\n\n"+qualityHead)
	shared, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "reports-dev", "0*"))
	if len(shared) > 0 {
		others = ""
		for _, dir := range shared {
			others += qualityOf(t, dir)
		}
	} else {
		t.Log("the development reports are not here; their part of docs/quality.md is not looked at")
	}
	page := fmt.Sprintf(`# Quality

What a check catches, measured by making every figure of a report wrong in the ways that people err, one at a time, and checking again (mutation testing; DeMillo, Lipton and Sayward 1978). Of the slips of a report %d are drawn, always the same. A slip with which the report is still true, because it stays within rounding or the words allow it, is not counted. The last column turns it round: every column and row is taken out of the tables in turn, so that what the prose tells of it cannot be read rightly, and the figures that are then called wrong are counted.

This page is made by %s and held to what a run gives.

## testdata

%s%s
## Development reports

%s%s`, mostOfEach, "`go test ./internal/assay -run Quality -update`", qualityHead, own, qualityHead, others)
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(kept) != page {
		t.Errorf("docs/quality.md is stale; run go test ./internal/assay -run Quality -update\n%s", page)
	}
}
