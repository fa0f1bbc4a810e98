package recognize

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// grown makes a sheet of counts with sums, ratios and a total: a header, rows and
// columns as asked for, from a fixed seed.
func grown(rows, cols int) *schema.Report {
	r := rand.New(rand.NewPCG(7, uint64(rows*1000+cols)))
	s := &schema.Sheet{Name: "S", Index: 1}
	text := func(v string) schema.Cell { return schema.Cell{Raw: v, Kind: schema.Text} }
	figure := func(v int64, places int8) schema.Cell {
		d := schema.Decimal{Coef: v, Places: places}
		return schema.Cell{Raw: d.String(), Kind: schema.Numeric, Number: schema.Number{Value: d, Shown: places}}
	}
	head := []schema.Cell{text("No"), text("Name")}
	for c := 0; c < cols; c++ {
		if c%4 == 3 {
			head = append(head, text(fmt.Sprintf("Rate %d (%%)", c)))
		} else {
			head = append(head, text(fmt.Sprintf("Things of kind %d", c)))
		}
	}
	s.Cells = append(s.Cells, head)
	totals := make([]int64, cols)
	line := func(no, name string, v []int64) {
		row := []schema.Cell{text(no), text(name)}
		for c := range v {
			if c%4 == 3 { // share of the first part in the sum
				p := int64(0)
				if v[c-1] > 0 {
					p = (v[c-3]*10000*2 + v[c-1]) / (2 * v[c-1])
				}
				row = append(row, figure(p, 2))
				continue
			}
			row = append(row, figure(v[c], 0))
		}
		s.Cells = append(s.Cells, row)
	}
	for i := 0; i < rows; i++ {
		v := make([]int64, cols)
		for c := range v {
			switch c % 4 {
			case 2:
				v[c] = v[c-1] + v[c-2]
			case 3:
			default:
				v[c] = 1 + r.Int64N(5000)
			}
			totals[c] += v[c]
		}
		line(fmt.Sprint(i+1), fmt.Sprintf("Unit %d", i+1), v)
	}
	line("", "Total", totals)
	return &schema.Report{Sheets: []*schema.Sheet{s}}
}

func BenchmarkReport(b *testing.B) {
	for _, size := range [][2]int{{30, 20}, {1000, 30}, {100000, 20}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			rep := grown(size[0], size[1])
			b.ReportAllocs()
			for b.Loop() {
				rep.Tables = nil
				if err := Report(rep, lang.English); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size[0]*size[1]), "ns/cell")
		})
	}
	const path = "../../../shared/data/hoai-nhon-2023h1/appendix.xlsx"
	b.Run("dispatch", func(b *testing.B) {
		rep := loadFile(b, path)
		b.ReportAllocs()
		for b.Loop() {
			rep.Tables = nil
			if err := Report(rep, lang.Vietnamese); err != nil {
				b.Fatal(err)
			}
		}
	})
}
