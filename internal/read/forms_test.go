package read_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

const report = "../../testdata/hoai-nhon-2023h1"

// A report gives the same findings whatever form its appendix has.
func TestFindingsAreTheSameInEveryForm(t *testing.T) {
	type found struct{ Code, Unit, Indicator, Reported, Computed string }
	findings := func(appendix string) []found {
		rep, err := read.Files([]string{filepath.Join(report, "draft.md"), filepath.Join(report, appendix)}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		res, err := audit.Run(rep, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var out []found
		for _, f := range res.Findings {
			out = append(out, found{f.Code, f.Unit, f.Indicator, f.Reported, f.Computed})
		}
		return out
	}
	want := findings("appendix.xlsx")
	if len(want) < 15 {
		t.Fatalf("only %d findings", len(want))
	}
	for _, appendix := range []string{"appendix.xls", "appendix.ods", "appendix.csv"} {
		if diff := cmp.Diff(want, findings(appendix)); diff != "" {
			t.Errorf("%s (-xlsx +%[1]s)\n%s", appendix, diff)
		}
	}
}

// A table is the same in each of its workbooks: what a reader sees, the exact value,
// the merged ranges.
func TestTablesAreTheSameInEveryWorkbook(t *testing.T) {
	type cell struct {
		Raw     string
		Number  schema.Number
		Kind    schema.CellKind
		Covered bool
	}
	table := func(appendix string) (map[string]cell, []schema.Merge) {
		rep, err := read.Files([]string{filepath.Join(report, appendix)}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if len(rep.Sheets) != 1 {
			t.Fatalf("%s: %d sheets", appendix, len(rep.Sheets))
		}
		out := map[string]cell{}
		for r, row := range rep.Sheets[0].Cells {
			for c := range row {
				if x := &row[c]; x.Kind != schema.Empty || x.Covered {
					out[schema.A1(r, c)] = cell{x.Raw, x.Number, x.Kind, x.Covered}
				}
			}
		}
		return out, rep.Sheets[0].Merges
	}
	want, merges := table("appendix.xlsx")
	for _, appendix := range []string{"appendix.xls", "appendix.ods"} {
		got, ranges := table(appendix)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-xlsx +%[1]s)\n%s", appendix, diff)
		}
		if len(ranges) != len(merges) {
			t.Errorf("%s: merged ranges %v, want %v", appendix, ranges, merges)
		}
	}
}
