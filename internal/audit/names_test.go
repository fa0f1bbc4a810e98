package audit_test

import (
	"fmt"
	"slices"
	"testing"

	"doisoat/internal/audit"
	"doisoat/schema"
)

// told is what a finding says, so that those that a sound report has too can be set
// aside.
func told(f schema.Finding) string {
	return fmt.Sprint(f.Severity, f.Code, f.At, f.Unit, f.Units, f.Reported, f.Computed)
}

// newFindings are the findings of a report that are not among those of the sound one.
func newFindings(t *testing.T, rep *schema.Report, sound map[string]bool) []schema.Finding {
	t.Helper()
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(res.Findings, func(f schema.Finding) bool { return sound[told(f)] })
}

func soundFindings(t *testing.T, rep *schema.Report) map[string]bool {
	t.Helper()
	sound := map[string]bool{}
	for _, f := range newFindings(t, copied(rep), nil) {
		sound[told(f)] = true
	}
	return sound
}

// speaksOf reports whether a finding is about one of the rows of names: by its place, its
// evidence, or the units that it names.
func speaksOf(rep *schema.Report, f schema.Finding, rows ...schema.Ref) bool {
	for _, at := range rows {
		name := rep.At(at).Raw
		if f.Unit == name || slices.Contains(f.Units, name) || f.At.Kind == schema.InCell && f.At.Ref.Row == at.Row {
			return true
		}
		for _, e := range f.Evidence {
			if e.At.Kind == schema.InCell && e.At.Ref.Row == at.Row {
				return true
			}
		}
	}
	return false
}

// Put the name of a unit over that of the one next to it, and the run reports an error
// that has the cell as its place or in its evidence, and no other.
func TestDuplicatedName(t *testing.T) {
	for _, s := range subjects {
		t.Run(s.name, func(t *testing.T) {
			l := s.load(t, "appendix.xlsx")
			trials := 0
			for _, list := range s.units {
				for k := 1; k < len(list); k++ {
					for _, pair := range [][2]int{{list[k-1], list[k]}, {list[k], list[k-1]}} {
						faulty := copied(l.rep)
						at := l.nameAt(pair[1])
						faulty.At(at).Raw = faulty.At(l.nameAt(pair[0])).Raw
						trials++
						errors := 0
						for _, f := range newFindings(t, faulty, nil) {
							if f.Severity != schema.Error {
								continue
							}
							if errors++; f.Code != "V401" || !involves(f, at) {
								t.Errorf("row %d named as %d: %s", pair[1], pair[0], told(f))
							}
						}
						if errors != 1 {
							t.Errorf("row %d named as %d: %d errors", pair[1], pair[0], errors)
						}
					}
				}
			}
			t.Logf("%d names put over their neighbours'", trials)
		})
	}
}

// Swap two names, and something that speaks of one of them is reported: an error where
// the prose ties figures to a name, or the note that the names were in order but for
// these two. What nothing can show is a swap of two names that stand in no order and
// that no sentence speaks of.
func TestSwappedNames(t *testing.T) {
	for _, s := range subjects {
		t.Run(s.name, func(t *testing.T) {
			l := s.load(t, "appendix.xlsx", "draft.md")
			sound := soundFindings(t, l.rep)
			var all []int
			for _, list := range s.units {
				all = append(all, list...)
			}
			var sums [2]struct{ swaps, errors, notes, silent int } // neighbours, and others
			for i, a := range all {
				for j, b := range all[i+1:] {
					faulty := copied(l.rep)
					x, y := faulty.At(l.nameAt(a)), faulty.At(l.nameAt(b))
					x.Raw, y.Raw = y.Raw, x.Raw
					n := &sums[min(j, 1)]
					n.swaps++
					errors, notes := 0, 0
					for _, f := range newFindings(t, faulty, sound) {
						switch {
						case !speaksOf(faulty, f, l.nameAt(a), l.nameAt(b)):
						case f.Severity == schema.Error:
							errors++
						case f.Code == "V404":
							notes++
						}
					}
					switch {
					case errors > 0:
						n.errors++
					case notes > 0:
						n.notes++
					default:
						n.silent++
						if s.unshown == 0 {
							t.Errorf("not shown: %q and %q (rows %d and %d)", x.Raw, y.Raw, a, b)
						}
					}
				}
			}
			for k, which := range []string{"neighbours", "others"} {
				t.Logf("%-10s %+v", which, sums[k])
			}
			if n := sums[0].silent + sums[1].silent; n > s.unshown {
				t.Errorf("%d swaps go unreported, at most %d did before", n, s.unshown)
			}
		})
	}
}
