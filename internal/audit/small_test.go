package audit_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doisoat/schema"
)

// smallTable draws a sheet of a few units with their total, whose numbering row
// declares (1) = (2) + (3) and the rate (4) = (3) / (1), and what it promises. All
// figures are right.
func smallTable(t *rapid.T) (*schema.Report, promises) {
	units := rapid.IntRange(3, 9).Draw(t, "units")
	figure := rapid.Int64Range(1, rapid.SampledFrom([]int64{30, 900, 20_000}).Draw(t, "size"))
	rows := [][]string{
		{"STT", "Đơn vị", "Tổng số hồ sơ", "Hồ sơ trực tiếp", "Hồ sơ trực tuyến", "Tỷ lệ hồ sơ trực tuyến (%)"},
		{"", "", "(1)=(2)+(3)", "(2)", "(3)", "(4)=(3)/(1)"},
	}
	row := func(ordinal, name string, x, y int64) {
		rows = append(rows, []string{ordinal, name, grouped(x + y), grouped(x), grouped(y), rate(y, x+y)})
	}
	var allX, allY int64
	for n := range units {
		x, y := figure.Draw(t, "x"), figure.Draw(t, "y")
		row(fmt.Sprint(n+1), "Xã "+[]string{"An Bình", "Bình Hải", "Cát Thắng", "Đại Lãng", "Hòa Lạc", "Kim Long", "Mỹ Lộc", "Phú Thịnh", "Tân Lập"}[n], x, y)
		allX, allY = allX+x, allY+y
	}
	row("", "Tổng cộng", allX, allY)
	sheet := &schema.Sheet{Name: "Phụ lục", Index: 1}
	for _, texts := range rows {
		cells := make([]schema.Cell, len(texts))
		for c, text := range texts {
			if text != "" {
				cells[c] = schema.Cell{Raw: text, Kind: schema.Text}
			}
		}
		sheet.Cells = append(sheet.Cells, cells)
	}
	rep := &schema.Report{Sources: []schema.Source{{Path: "appendix.csv", Format: "csv"}}, Sheets: []*schema.Sheet{sheet}}
	return rep, promises{
		rows:   span(3, len(rows)),
		sums:   []sum{{"C", "DE"}},
		ratios: []ratio{{"F", "E", "C"}},
		feet:   []foot{{len(rows), span(3, len(rows)-1)}},
		footed: "CDE",
	}
}

// grouped writes a count with dots between thousands.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// rate writes 100·a/b at one place, halves up.
func rate(a, b int64) string {
	r := new(big.Rat).SetFrac64(a*1000, b)
	n := new(big.Int).Add(new(big.Int).Mul(r.Num(), big.NewInt(2)), r.Denom())
	tenths := n.Quo(n, new(big.Int).Mul(r.Denom(), big.NewInt(2))).Int64()
	return fmt.Sprintf("%d,%d", tenths/10, tenths%10)
}

// What holds of the tables in testdata holds of any small one that declares its rules:
// no error before, and after one digit is changed an error that names the cell.
func TestChangedDigitInSmallTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep, p := smallTable(t)
		if o := judge(rep, trial{text: rep.At(schema.Ref{}).Raw}); o.err != nil || o.errors > 0 {
			t.Fatalf("the table without a fault: %v%s\n%s", o.err, o.told, grid(rep))
		}
		trials := laid{subject: &subject{promises: p}, rep: rep}.trials()
		c := trials[rapid.IntRange(0, len(trials)-1).Draw(t, "change")]
		o := judge(rep, c)
		if o.err != nil {
			t.Fatalf("%s: %v", c, o.err)
		}
		switch {
		case o.errors > o.named:
			t.Fatalf("%s: an error elsewhere%s\n%s", c, o.told, grid(rep))
		case c.want == broken && o.named == 0:
			t.Fatalf("%s: no error names the cell%s\n%s", c, o.told, grid(rep))
		case c.want == cutOff && o.named == 0 && o.warned == 0:
			t.Fatalf("%s: no warning names the cell%s\n%s", c, o.told, grid(rep))
		case c.want == kept && o.errors > 0:
			t.Fatalf("%s: every promise holds%s\n%s", c, o.told, grid(rep))
		}
	})
}

// grid writes the table for a message.
func grid(rep *schema.Report) string {
	var b strings.Builder
	for _, row := range rep.Sheets[0].Cells {
		for _, c := range row {
			fmt.Fprintf(&b, "%s | ", c.Raw)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
