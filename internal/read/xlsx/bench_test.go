package xlsx

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/read/input"
)

// appendix builds a workbook of the size of a report's appendix: merged headers, a
// column of names, counts and rates.
func appendix(tb testing.TB, rows int) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	check := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	count, err := f.NewStyle(&excelize.Style{NumFmt: 3})
	check(err)
	rate, err := f.NewStyle(&excelize.Style{NumFmt: 2})
	check(err)
	check(f.SetCellStr("Sheet1", "A1", "Phụ lục"))
	check(f.MergeCell("Sheet1", "A1", "V1"))
	for r := 2; r < rows+2; r++ {
		check(f.SetCellStr("Sheet1", fmt.Sprintf("B%d", r), fmt.Sprintf("UBND phường số %d", r)))
		for c := 3; c <= 22; c++ {
			name, err := excelize.CoordinatesToCellName(c, r)
			check(err)
			if c%3 == 0 {
				check(f.SetCellFloat("Sheet1", name, float64(r*c%9999)/100, 2, 64))
				check(f.SetCellStyle("Sheet1", name, name, rate))
			} else {
				check(f.SetCellInt("Sheet1", name, int64(r*c)))
				check(f.SetCellStyle("Sheet1", name, name, count))
			}
		}
	}
	b, err := f.WriteToBuffer()
	check(err)
	return b.Bytes()
}

// BenchmarkRead reads a workbook whole; BenchmarkBareExcelize only opens it and
// asks for its rows, the yardstick for the time of a run.
func BenchmarkRead(b *testing.B) {
	for _, rows := range []int{30, 1000} {
		data := appendix(b, rows)
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Read(input.File{Name: "a.xlsx", Data: data}, input.DefaultLimits()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkBareExcelize(b *testing.B) {
	for _, rows := range []int{30, 1000} {
		data := appendix(b, rows)
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f, err := excelize.OpenReader(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				for _, s := range f.GetSheetList() {
					if _, err := f.GetRows(s); err != nil {
						b.Fatal(err)
					}
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
