package formula

import (
	"math/big"
	"testing"
)

func TestSheetFormulas(t *testing.T) {
	cells := map[[2]int]int64{{0, 0}: 10, {1, 0}: 20, {2, 0}: 30, {0, 1}: 4}
	at := func(sheet string, row, col int) (*big.Rat, bool, bool) {
		if sheet == "gone" {
			return nil, false, false
		}
		v, ok := cells[[2]int{row, col}]
		if !ok {
			return nil, true, true
		}
		return big.NewRat(v, 1), false, true
	}
	for _, c := range []struct{ text, want string }{
		{"A1+A2-B1", "26"},
		{"+A1/B1*100-100", "150"},
		{"SUM(A1:A9)", "60"},
		{"sum(A1:A2;A3)", "60"},
		{"AVERAGE(A1:A4)", "20"},
		{"ROUND(A1/3,1)", "33/10"},
		{"-(A1-A2)", "10"},
		{"A1*50%", "5"},
		{"MAX(A1:A3)-MIN($A$1,B1)", "26"},
		{"Sheet2!A1+'Sheet 2'!B1", "14"},
		{"ABS(A1-A2)", "10"},
		{"12+5", "17"},
	} {
		f, ok := ParseSheet(c.text)
		if !ok {
			t.Errorf("%s: not understood", c.text)
			continue
		}
		v, ok := f.Value(0, 0, at)
		if !ok || v.RatString() != c.want {
			t.Errorf("%s = %v, want %s", c.text, v, c.want)
		}
	}
	for _, text := range []string{"IF(A1>0,A1,0)", "A1&A2", "[14]NK!D8+A1", "A1+", "SUM(A1:A2", "A1 A2", "#REF!+A1", "VLOOKUP(A1,B1:C9,2)"} {
		if _, ok := ParseSheet(text); ok {
			t.Errorf("%s: understood", text)
		}
	}
	for _, text := range []string{"A1/C9", "gone!A1"} {
		if f, ok := ParseSheet(text); !ok {
			t.Errorf("%s: not understood", text)
		} else if v, ok := f.Value(0, 0, at); ok {
			t.Errorf("%s = %s, want no value", text, v.RatString())
		}
	}
}

func TestRelativeFormulas(t *testing.T) {
	a, _ := ParseSheet("SUM(C9:C12)/$B$7")
	b, _ := ParseSheet("SUM(D10:D13)/$B$7")
	c, _ := ParseSheet("SUM(D10:D12)/$B$7")
	if x, y := a.Relative(7, 2), b.Relative(8, 3); x != y {
		t.Errorf("filled formulas read %s and %s", x, y)
	}
	if x, y := b.Relative(8, 3), c.Relative(8, 3); x == y || b.Shape() != c.Shape() {
		t.Errorf("%s and %s, shapes %s and %s", x, y, b.Shape(), c.Shape())
	}
}

func FuzzSheetFormula(f *testing.F) {
	for _, s := range []string{"SUM(A1:B2)*100-1", "'a b'!$C$4/(D5+1)", "((((", "ROUND(A1;2)%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, ok := ParseSheet(s); ok {
			p.Relative(3, 3)
			p.Value(0, 0, func(string, int, int) (*big.Rat, bool, bool) { return big.NewRat(1, 1), false, true })
		}
	})
}
