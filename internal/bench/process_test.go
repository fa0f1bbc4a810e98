// Package bench measures doisoat on the dispatch of testdata: the whole process
// against one that only opens and reads the appendix, and each stage by itself.
//
//	go test -bench . ./internal/bench
package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// The dispatch, relative to this folder.
var (
	draft    = filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1", "draft.md")
	word     = filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1", "draft.docx")
	appendix = filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1", "appendix.xlsx")
)

// build makes a program of the module and gives its path.
func build(b *testing.B, pkg string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), filepath.Base(pkg))
	cmd := exec.Command("go", "build", "-o", path, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	return path
}

// run times one process. Its exit status must be one of those given.
func run(b *testing.B, program string, statuses []int, args ...string) time.Duration {
	b.Helper()
	cmd := exec.Command(program, args...)
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if !slices.Contains(statuses, cmd.ProcessState.ExitCode()) {
		b.Fatalf("%s %v: %v", program, args, err)
	}
	return took
}

// BenchmarkProcess runs both programs in turn, so that both meet the same load of the
// machine, and reports the median of each and their ratio. The ratio is to be at
// most 3.
func BenchmarkProcess(b *testing.B) {
	tool, bare := build(b, "doisoat/cmd/doisoat"), build(b, "doisoat/internal/bench/openread")
	for _, c := range []struct {
		name string
		args []string
	}{
		{"md-json", []string{"check", "--format", "json", draft, appendix}},
		{"docx-text", []string{"check", word, appendix}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var tools, bares []time.Duration
			for b.Loop() {
				bares = append(bares, run(b, bare, []int{0}, appendix))
				tools = append(tools, run(b, tool, []int{0, 1}, c.args...))
			}
			ours, theirs := median(tools), median(bares)
			b.ReportMetric(float64(ours.Microseconds())/1000, "doisoat-ms")
			b.ReportMetric(float64(theirs.Microseconds())/1000, "openread-ms")
			b.ReportMetric(float64(ours)/float64(theirs), "ratio")
		})
	}
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
