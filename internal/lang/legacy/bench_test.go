package legacy

import (
	"strings"
	"testing"
)

// Benchmark reads 100 KB: good text, which most files are, and text to convert.
func Benchmark(b *testing.B) {
	good := strings.Join(sentences(b), "\n")
	good = strings.Repeat(good, 100<<10/len(good)+1)[:100<<10]
	good = strings.ToValidUTF8(good, "")
	lines := strings.Split(good, "\n")
	old := make([]string, len(lines))
	for i, l := range lines {
		old[i], _ = oneByte(abc(), small(l))
	}
	for _, c := range []struct {
		name  string
		lines []string
	}{{"good", lines}, {"TCVN3", old}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(100 << 10)
			b.ReportAllocs()
			for b.Loop() {
				var d Decoder
				for _, l := range c.lines {
					d.String(l, "")
				}
			}
		})
	}
}
