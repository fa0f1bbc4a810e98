package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/internal/render"
)

// passes is how many passes of a compiled pattern over the prose a whole check may take:
// a tool that looks for its phrases one after another makes as many.
const passes = 15

// longReport writes the prose of the dispatch over and over, up to a size in bytes, and
// its appendix with units added up to a number of rows, and gives the paths and the prose.
func longReport(b *testing.B, size, rows int) (paths []string, prose string) {
	b.Helper()
	text, err := os.ReadFile(draft)
	if err != nil {
		b.Fatal(err)
	}
	once := string(text)
	if n := len(once); n < size {
		prose = strings.Repeat(once+"\n", size/n) + once[:size%n]
	}
	dir := b.TempDir()
	md, sheet := filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")
	if err := os.WriteFile(md, []byte(strings.ToValidUTF8(prose, "")), 0o644); err != nil {
		b.Fatal(err)
	}
	f, err := excelize.OpenFile(appendix)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	have, err := f.GetRows(name)
	if err != nil {
		b.Fatal(err)
	}
	const unit = 20 // a row of a commune
	for n := 0; len(have)+n < rows; n++ {
		if err := f.DuplicateRowTo(name, unit, unit+1+n); err != nil {
			b.Fatal(err)
		}
		if err := f.SetCellValue(name, fmt.Sprintf("B%d", unit+1+n), fmt.Sprintf("UBND xã Thêm %c", 'A'+n)); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.SaveAs(sheet); err != nil {
		b.Fatal(err)
	}
	return []string{md, sheet}, prose
}

// BenchmarkThroughput checks 100 KB of prose with a table of 30 rows and more from the
// files to the JSON, and goes over the same prose fifteen times with a compiled pattern
// that finds its numbers. Both turns stand side by side, so that both meet the same load
// of the machine; the ratio is to be at most 1.
func BenchmarkThroughput(b *testing.B) {
	paths, prose := longReport(b, 100_000, 40)
	numbers := regexp.MustCompile(`\d[\d.,]*`)
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
		if n := len(res.Report.Tables[0].Rows); n < 30 {
			b.Fatalf("the table has %d rows", n)
		}
		start = time.Now()
		for range passes {
			if len(numbers.FindAllStringIndex(prose, -1)) == 0 {
				b.Fatal("the pattern finds no number")
			}
		}
		theirs = append(theirs, time.Since(start))
	}
	o, t := median(ours), median(theirs)
	b.ReportMetric(float64(o.Microseconds())/1000, "check-ms")
	b.ReportMetric(float64(t.Microseconds())/1000, "pattern-ms")
	b.ReportMetric(float64(o)/float64(t), "ratio")
	b.ReportMetric(float64(len(prose))/1000, "KB")
}
