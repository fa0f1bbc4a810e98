package assay_test

import (
	"path/filepath"
	"reflect"
	"testing"

	"doisoat/internal/assay"
	"doisoat/internal/read"
	"doisoat/schema"
)

// load reads a report of testdata.
func load(t testing.TB, folder string) *schema.Report {
	t.Helper()
	dir := filepath.Join("..", "..", "testdata", folder)
	rep, err := read.Files([]string{filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// rates sums outcomes up: slips tried, shown, shown first at the changed place, and
// those with which the report is still true.
type rates struct{ tried, shown, first, holds int }

func sum(list []assay.Outcome, of func(*assay.Outcome) bool) (r rates) {
	for i := range list {
		o := &list[i]
		if !of(o) {
			continue
		}
		r.tried++
		switch {
		case o.Fate == assay.First:
			r.first++
			r.shown++
		case o.Fate == assay.Elsewhere:
			r.shown++
		case o.Holds:
			r.holds++
		}
	}
	return r
}

// The dispatch with its faults mended: nothing to find, and nearly every slip of a figure
// that ties, and of a cell that a rule reaches, shows.
func TestAssay(t *testing.T) {
	most := 0
	if testing.Short() {
		most = 600
	}
	r, err := assay.Run(load(t, "hoai-nhon-2023h1-clean"), assay.Options{Most: most})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Base.Findings {
		t.Errorf("the mended report has a finding: %s %s", f.Code, f.Reported)
	}
	figures := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InFigure })
	cells := sum(r.Outcomes, func(o *assay.Outcome) bool { return o.Where == assay.InTable && o.Ruled })
	t.Logf("%d of %d slips; figures that tie: %+v; cells in rules: %+v", len(r.Outcomes), r.Of, figures, cells)
	if figures.shown*100 < (figures.tried-figures.holds)*99 {
		t.Errorf("of the slips in figures that tie too few show: %+v", figures)
	}
	if cells.shown*1000 < cells.tried*985 {
		t.Errorf("of the slips in cells with a rule too few show: %+v", cells)
	}
}

// The same slips are drawn, and meet the same fate, whatever the number of jobs.
func TestAssayIsTheSame(t *testing.T) {
	var first []assay.Outcome
	for _, jobs := range []int{1, 3} {
		r, err := assay.Run(load(t, "y-te-2023-clean"), assay.Options{Most: 120, Jobs: jobs})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Outcomes) != 120 || r.Of <= 120 {
			t.Fatalf("%d of %d slips", len(r.Outcomes), r.Of)
		}
		if first == nil {
			first = r.Outcomes
		} else if !reflect.DeepEqual(first, r.Outcomes) {
			t.Error("two runs differ")
		}
	}
}

// A report is as it was after an assay.
func TestAssayChangesNothing(t *testing.T) {
	rep, same := load(t, "y-te-2023-clean"), load(t, "y-te-2023-clean")
	if _, err := assay.Run(rep, assay.Options{Most: 60}); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(rep, same) {
		t.Error("the report was changed")
	}
}
