package bench

import (
	_ "doisoat/internal/heap" // the collector works as it does in the command
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/internal/render"
)

// smallReport is a draft of 10 KB with an appendix of 30 rows: the dispatch, its prose cut
// off or repeated, its table with units added.
func smallReport(b *testing.B) []string {
	b.Helper()
	const size, rows = 10_000, 40 // ten of them are its heads and totals
	paths, _ := longReport(b, size, rows)
	text, err := os.ReadFile(draft)
	if err != nil {
		b.Fatal(err)
	}
	prose := strings.Repeat(string(text)+"\n", size/len(text)+1)[:size]
	if end := strings.LastIndexByte(prose, '\n'); end > size*9/10 {
		prose = prose[:end]
	}
	paths[0] = filepath.Join(b.TempDir(), "small.md")
	if err := os.WriteFile(paths[0], []byte(strings.ToValidUTF8(prose, "")), 0o644); err != nil {
		b.Fatal(err)
	}
	return paths
}

// BenchmarkSmallReports checks small reports one after another on one core, from the files
// to the JSON, and beside each opens and reads its appendix with excelize and does nothing
// more. Both turns stand side by side, so that both meet the same load of the machine. At
// least 150 reports a second a core are wanted.
func BenchmarkSmallReports(b *testing.B) {
	paths := smallReport(b)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var ours, theirs []time.Duration
	for b.Loop() {
		start := time.Now()
		rep, err := read.Files(paths, read.DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
		res, err := audit.Run(rep, audit.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := render.NewView(res, nil, "bench").JSON(); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		if len(res.Report.Tables) == 0 || len(res.Report.Tables[0].Rows) < 30 || len(res.Figures) < 50 {
			b.Fatalf("%d tables, %d figures", len(res.Report.Tables), len(res.Figures))
		}
		start = time.Now()
		f, err := excelize.OpenFile(paths[1])
		if err != nil {
			b.Fatal(err)
		}
		for _, sheet := range f.GetSheetList() {
			if _, err := f.GetRows(sheet); err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
		theirs = append(theirs, time.Since(start))
	}
	o, t := median(ours), median(theirs)
	b.ReportMetric(float64(time.Second)/float64(o), "reports/s")
	b.ReportMetric(float64(time.Second)/float64(t), "openread/s")
	b.ReportMetric(float64(o)/float64(t), "ratio")
}
