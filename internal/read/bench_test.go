package read

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkFiles reads the drafts and appendices of a real report.
func BenchmarkFiles(b *testing.B) {
	for _, names := range [][]string{
		{"appendix.xlsx"}, {"draft.docx"}, {"report.md"}, {"draft.docx", "appendix.xlsx"},
	} {
		var paths []string
		name := ""
		for _, n := range names {
			paths = append(paths, filepath.Join(shared, "hoai-nhon-2023h1", n))
			name += "+" + n
		}
		if _, err := os.Stat(paths[0]); err != nil {
			b.Skip("the shared data are not here: ", err)
		}
		b.Run(name[1:], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Files(paths, DefaultLimits()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
