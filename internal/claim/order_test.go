package claim

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestByTotal: hypotheses are put in the order of a stable sort.
func TestByTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 30).Draw(t, "totals")
		got := make([]hypothesis, len(totals))
		for i, n := range totals {
			got[i] = hypothesis{col: i, total: float32(n)}
		}
		want := slices.Clone(got)
		slices.SortStableFunc(want, func(a, b hypothesis) int { return compareScore(b.total, a.total) })
		byTotal(got)
		for i := range got {
			if got[i].col != want[i].col {
				t.Fatalf("%v: place %d holds %d and not %d", totals, i, got[i].col, want[i].col)
			}
		}
	})
}
