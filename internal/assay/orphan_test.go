package assay_test

import (
	"path/filepath"
	"testing"

	"doisoat/internal/amend"
	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/internal/testdocs"
	"doisoat/schema"
)

// orphaned takes every column of figures and every unit's row out of a report, one at a
// time, and gives how many figures of the prose that tied lose their cell by it, and which
// of them are then called wrong: what is told of a thing that the tables do not have is no
// fault. A count of units is wrong indeed without one of them.
func orphaned(t *testing.T, rep *schema.Report) (orphans int, alarms []string) {
	t.Helper()
	base, err := audit.Run(amend.Copy(rep), audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	probe := func(what string, column bool, less *schema.Report) {
		res, err := audit.Run(less, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range base.Figures {
			f := &base.Figures[i]
			if f.Verdict != schema.Tied || res.Figures[i].Verdict == schema.Tied || calledWrong(base, f.Span) != nil {
				continue
			}
			orphans++
			if e := calledWrong(res, f.Span); e != nil && (column || e.Code[:2] != "R2") {
				alarms = append(alarms, what+": "+e.Code+" "+f.Text+", "+e.Computed)
			}
		}
	}
	for _, table := range base.Report.Tables {
		for c := range table.Columns {
			if k := table.Columns[c].Kind; k >= schema.Count && k <= schema.Index {
				ref := table.Ref(0, c)
				probe(table.Columns[c].Title(), true, amend.WithoutColumn(rep, ref.Sheet, ref.Col))
			}
		}
		for r := range table.Rows {
			if table.Rows[r].Kind == schema.UnitRow {
				ref := table.Ref(r, 0)
				probe(table.Rows[r].Label, false, amend.WithoutRow(rep, ref.Sheet, ref.Row))
			}
		}
	}
	return orphans, alarms
}

// calledWrong is the error at a place of the prose, nil where there is none.
func calledWrong(res *audit.Result, at schema.Span) *schema.Finding {
	for i := range res.Findings {
		f := &res.Findings[i]
		if s := f.At.Span; f.Severity == schema.Error && f.At.Kind == schema.InText && s.Block == at.Block && s.Start < at.End && at.Start < s.End {
			return f
		}
	}
	return nil
}

// TestOrphans: of the figures whose cell is taken away, fewer than one in fifty is called
// wrong.
func TestOrphans(t *testing.T) {
	folders, err := testdocs.Folders(filepath.Join("..", "..", "testdata"))
	if err != nil || len(folders) < 5 {
		t.Fatal(folders, err)
	}
	shared, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "reports-dev", "0*"))
	if len(shared) == 0 {
		t.Log("the shared data are not here")
	}
	orphans, wrong := 0, 0
	for _, dir := range append(folders, shared...) {
		rep, err := read.Files([]string{filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		n, alarms := orphaned(t, rep)
		orphans, wrong = orphans+n, wrong+len(alarms)
		for _, a := range alarms {
			t.Log(filepath.Base(dir), "without", a)
		}
	}
	t.Logf("%d figures without their cell, %d called wrong", orphans, wrong)
	if orphans < 400 || 50*wrong >= orphans {
		t.Errorf("%d of %d figures whose cell was taken away are called wrong", wrong, orphans)
	}
}
