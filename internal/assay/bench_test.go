package assay_test

import (
	"testing"

	"doisoat/internal/assay"
)

// BenchmarkAssay gives how many slips of the mended dispatch are tried in a second: a
// slip of the prose reads the draft again, one of a table the whole.
func BenchmarkAssay(b *testing.B) {
	rep := load(b, "hoai-nhon-2023h1-clean")
	n := 0
	for b.Loop() {
		r, err := assay.Run(rep, assay.Options{Most: 400})
		if err != nil {
			b.Fatal(err)
		}
		n += len(r.Outcomes)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "slips/s")
}
