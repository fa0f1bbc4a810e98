package tie_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doisoat/internal/tie"
	"doisoat/schema"
)

// written is the number that a text with a decimal point stands for.
func written(t testing.TB, s string) schema.Number {
	t.Helper()
	whole, decimals, _ := strings.Cut(s, ".")
	coef, ok := new(big.Int).SetString(whole+decimals, 10)
	if !ok || !coef.IsInt64() {
		t.Fatalf("%q is no number", s)
	}
	p := int8(len(decimals))
	return schema.Number{Value: schema.Decimal{Coef: coef.Int64(), Places: p}, Shown: p}
}

func value(t testing.TB, s string) *big.Rat {
	t.Helper()
	v, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no value", s)
	}
	return v
}

// TestCompare: the ends of the intervals, and where binary floating point goes wrong.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		figure, value string
		want          tie.Fit
	}{
		{"75.32", "75.32", tie.Same},
		{"75.3", "75.32", tie.Rounded},
		{"75.30", "75.32", tie.Off},
		{"0.29", "0.285", tie.Rounded}, // halves away from nought
		{"0.28", "0.285", tie.Cut},
		{"68.6", "68.55", tie.Rounded},
		{"68.5", "68.55", tie.Cut},
		{"68.5", "68.549999999999999", tie.Rounded},
		{"68.5", "68.45", tie.Rounded},
		{"68.5", "68.449999999999999", tie.Off},
		{"1.1", "1.15", tie.Cut},
		{"1.2", "1.15", tie.Rounded},
		{"-0.29", "-0.285", tie.Rounded},
		{"-0.28", "-0.285", tie.Cut},
		{"-3", "-3.5", tie.Cut},
		{"-4", "-3.5", tie.Rounded},
		{"0", "0.4", tie.Rounded},
		{"0", "0.5", tie.Cut},
		{"0", "-0.5", tie.Cut},
		{"0", "1", tie.Off},
		{"100", "100", tie.Same},
		{"100.0", "100", tie.Same},
		{"99.9", "100", tie.Off},
		{"33.3", "100/3", tie.Rounded},
		{"33.33", "100/3", tie.Rounded},
		{"66.6", "200/3", tie.Cut},
		{"66.7", "200/3", tie.Rounded},
	} {
		if got := tie.Compare(written(t, c.figure), schema.Exactly, value(t, c.value)); got != c.want {
			t.Errorf("%s against %s: %d, want %d", c.figure, c.value, got, c.want)
		}
	}
	// 1.163/1.217 in percent is 95,5628…
	v := new(big.Rat).Mul(big.NewRat(1163, 1217), big.NewRat(100, 1))
	for figure, want := range map[string]tie.Fit{"95.6": tie.Rounded, "95.5": tie.Cut, "95.56": tie.Rounded, "95.57": tie.Off, "96": tie.Rounded, "95": tie.Cut} {
		if got := tie.Compare(written(t, figure), schema.Exactly, v); got != want {
			t.Errorf("%s against 1163/1217: %d, want %d", figure, got, want)
		}
	}
}

// TestApproximations: a word before a figure widens what it may stand for, to one side
// or to both, by one unit of its last digit that is not a trailing nought.
func TestApproximations(t *testing.T) {
	for _, c := range []struct {
		figure string
		approx schema.Approx
		value  string
		ties   bool
	}{
		{"44200", schema.Nearly, "44153", true},
		{"44200", schema.Nearly, "44200", false},
		{"44200", schema.Nearly, "44100", true},
		{"44200", schema.Nearly, "44099", false},
		{"44200", schema.Nearly, "44210", false},
		{"500", schema.Over, "512", true},
		{"500", schema.Over, "599", true},
		{"500", schema.Over, "600", true},
		{"500", schema.Over, "601", false},
		{"500", schema.Over, "500", false},
		{"500", schema.Over, "498", false},
		{"70", schema.Under, "68.4", true},
		{"70", schema.Under, "71", false},
		{"44200", schema.NoLess, "44200", true},
		{"44200", schema.NoLess, "44199", false},
		{"44200", schema.NoMore, "44200", true},
		{"44200", schema.NoMore, "44201", false},
		{"12", schema.About, "12", true},
		{"12", schema.About, "11.2", true},
		{"12", schema.About, "12.9", true},
		{"12", schema.About, "13", false},
		{"57.8", schema.About, "57.84", true},
		{"57.8", schema.About, "57.95", false},
		{"1000", schema.About, "1500", true},
		{"1000", schema.About, "2000", false},
	} {
		if got := tie.Compare(written(t, c.figure), c.approx, value(t, c.value)).Ties(); got != c.ties {
			t.Errorf("approximation %d of %s against %s: ties %v, want %v", c.approx, c.figure, c.value, got, c.ties)
		}
	}
}

// TestCompareCell: a cell has its own places, of which the sheet may show fewer, and
// its own unit.
func TestCompareCell(t *testing.T) {
	for _, c := range []struct {
		name         string
		figure       string
		scale        int8
		stored       string
		shown, shift int
		want         tie.Fit
	}{
		{"the same", "93.33", 0, "93.33", 2, 0, tie.Same},
		{"the sheet is coarser than the prose", "93.33", 0, "93.3", 1, 0, tie.Rounded},
		{"coarser, and another value", "93.36", 0, "93.3", 1, 0, tie.Off},
		{"coarser, at the end of the interval", "93.25", 0, "93.3", 1, 0, tie.Rounded},
		{"coarser, past the end", "93.35", 0, "93.3", 1, 0, tie.Off},
		{"the sheet shows less than it stores", "68.6", 0, "68.5533", 1, 0, tie.Rounded},
		{"cut off from what it stores", "68.5", 0, "68.5533", 1, 0, tie.Cut},
		{"rounded twice, from what it shows", "68.6", 0, "68.5499", 2, 0, tie.Rounded},
		{"more of what it stores", "68.5533", 0, "68.5533", 1, 0, tie.Same},
		{"nghìn in the prose", "6.2", 3, "6240", 0, 0, tie.Rounded},
		{"nghìn, another value", "6.3", 3, "6240", 0, 0, tie.Off},
		{"nghìn, cut off", "6.2", 3, "6250", 0, 0, tie.Cut},
		{"tỷ in the prose, triệu in the sheet", "67.2", 9, "67200", 0, 6, tie.Same},
		{"tỷ in both", "67.2", 9, "67.2", 1, 9, tie.Same},
		{"plain in the prose, nghìn in the sheet", "67215", 0, "67.2", 1, 3, tie.Rounded},
		{"a thousand times too much", "67.2", 9, "67.2", 1, 6, tie.Off},
	} {
		n, cell := written(t, c.figure), written(t, c.stored)
		n.Scale, cell.Shown = c.scale, int8(c.shown)
		if got := tie.CompareCell(n, schema.Exactly, cell, c.shift); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestFitFollowsRounding: the number that a value rounds to ties with it, the one that
// it is cut off to ties or is cut off, and one a unit further off neither.
func TestFitFollowsRounding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := big.NewRat(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "numerator"), rapid.Int64Range(1, 5000).Draw(t, "denominator"))
		places := rapid.IntRange(0, 6).Draw(t, "places")
		number := func(d schema.Decimal) schema.Number { return schema.Number{Value: d, Shown: int8(places)} }
		round, _ := schema.RoundRat(v, places)
		cut, _ := schema.CutRat(v, places)
		if !tie.Compare(number(round), schema.Exactly, v).Ties() {
			t.Fatalf("%s rounded to %s does not tie", v.RatString(), round)
		}
		fit := tie.Compare(number(cut), schema.Exactly, v)
		if fit == tie.Off || fit.Ties() != (cut == round) {
			t.Fatalf("%s cut off to %s: %d, and it rounds to %s", v.RatString(), cut, fit, round)
		}
		for _, off := range []int64{-2, 2} {
			far := round
			far.Coef += off
			if tie.Compare(number(far), schema.Exactly, v).Ties() {
				t.Fatalf("%s ties with %s", v.RatString(), far)
			}
		}
	})
}

func TestMeets(t *testing.T) {
	for _, c := range []struct {
		cmp          schema.Comparator
		bound, upper string
		value        string
		yes, sure    bool
	}{
		{schema.AtLeast, "50", "", "50", true, true},
		{schema.AtLeast, "50", "", "49.99", false, true},
		{schema.Above, "50", "", "50", false, true},
		{schema.Above, "50", "", "50.01", true, true},
		{schema.AtMost, "10", "", "10", true, true},
		{schema.AtMost, "10", "", "10.1", false, true},
		{schema.Below, "50", "", "50", false, true},
		{schema.Below, "50", "", "49.9", true, true},
		{schema.Equals, "100", "", "100", true, true},
		{schema.Equals, "100", "", "99.9", false, true},
		{schema.Between, "60", "75", "60", true, true},
		{schema.Between, "60", "75", "75", true, true},
		{schema.Between, "60", "75", "75.1", false, true},
		{schema.Between, "60", "75", "59", false, true},
		// a target of "55 to 60, depending on the place" decides nothing between the two
		{schema.AtLeast, "55", "60", "60", true, true},
		{schema.AtLeast, "55", "60", "54.9", false, true},
		{schema.Below, "55", "60", "54.9", true, true},
		{schema.Below, "55", "60", "60", false, true},
	} {
		b := written(t, c.bound)
		cond := schema.Condition{Cmp: c.cmp, Bound: &b}
		if c.upper != "" {
			u := written(t, c.upper)
			cond.Upper = &u
		}
		yes, sure := tie.Meets(cond, value(t, c.value))
		if yes != c.yes || sure != c.sure {
			t.Errorf("%s against %s..%s (comparator %d): %v, sure %v", c.value, c.bound, c.upper, c.cmp, yes, sure)
		}
	}
	lo, hi := written(t, "55"), written(t, "60")
	for _, cmp := range []schema.Comparator{schema.AtLeast, schema.Below} {
		for _, v := range []string{"55", "57.5", "59.99"} {
			if _, sure := tie.Meets(schema.Condition{Cmp: cmp, Bound: &lo, Upper: &hi}, value(t, v)); sure {
				t.Errorf("%s is decided by a target of 55 to 60 (comparator %d)", v, cmp)
			}
		}
	}
}

// TestShift: powers of ten of either sign are undone by their opposite.
func TestShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := big.NewRat(rapid.Int64().Draw(t, "numerator"), rapid.Int64Range(1, 1<<40).Draw(t, "denominator"))
		n := rapid.IntRange(-15, 15).Draw(t, "n")
		if got := tie.Shift(tie.Shift(v, n), -n); got.Cmp(v) != 0 {
			t.Fatalf("%s there and back is %s", v.RatString(), got.RatString())
		}
	})
	if got := tie.Shift(big.NewRat(672, 10), 6); got.Cmp(big.NewRat(67_200_000, 1)) != 0 {
		t.Errorf("67,2 triệu is %s", got.RatString())
	}
}

// TestMeetsCell: the comparison of whole numbers says what that of fractions says, also
// where a product would not fit.
func TestMeetsCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := func(name string) schema.Decimal {
			return schema.Decimal{Coef: rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, name), Places: int8(rapid.IntRange(0, 18).Draw(t, name+" places"))}
		}
		if rapid.Bool().Draw(t, "small") {
			d = func(name string) schema.Decimal {
				return schema.Decimal{Coef: rapid.Int64Range(-2000, 2000).Draw(t, name), Places: int8(rapid.IntRange(0, 3).Draw(t, name+" places"))}
			}
		}
		bound := schema.Number{Value: d("bound"), Scale: int8(rapid.IntRange(0, 12).Draw(t, "scale"))}
		c := schema.Condition{Cmp: rapid.SampledFrom([]schema.Comparator{schema.AtLeast, schema.Above, schema.AtMost, schema.Below, schema.Equals, schema.Between}).Draw(t, "comparator"), Bound: &bound}
		if c.Cmp == schema.Between || rapid.Bool().Draw(t, "range") {
			upper := schema.Number{Value: d("upper")}
			c.Upper = &upper
		}
		cell, shift := schema.Number{Value: d("cell")}, rapid.IntRange(-6, 12).Draw(t, "shift")
		yes, sure := tie.MeetsCell(c, cell, shift)
		wantYes, wantSure := tie.Meets(c, tie.Shift(cell.Value.Rat(), shift))
		if yes != wantYes || sure != wantSure {
			t.Fatalf("%v, %v; with fractions %v, %v", yes, sure, wantYes, wantSure)
		}
	})
}

// TestFar: what is called far apart by its length fits in no way.
func TestFar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := schema.Number{Value: schema.Decimal{Coef: rapid.Int64Range(-99999, 99999).Draw(t, "figure"), Places: int8(rapid.IntRange(0, 3).Draw(t, "places"))}, Scale: int8(rapid.IntRange(0, 9).Draw(t, "scale"))}
		n.Shown = n.Value.Places
		v := big.NewRat(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "numerator"), rapid.Int64Range(1, 1<<20).Draw(t, "denominator"))
		approx := rapid.SampledFrom([]schema.Approx{schema.Exactly, schema.Nearly, schema.Over, schema.Under, schema.About, schema.NoLess, schema.NoMore}).Draw(t, "approximation")
		if tie.Compare(n, approx, v) == tie.Off && (tie.Allowed(n, approx).Contains(v) || approx == schema.Exactly && n.Cut().Contains(v)) {
			t.Fatalf("%v against %v is off", n, v)
		}
	})
}
