package schema

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

func TestDecimalString(t *testing.T) {
	for _, c := range []struct {
		d    Decimal
		want string
	}{
		{Decimal{7392, 2}, "73.92"},
		{Decimal{-50, 2}, "-0.50"},
		{Decimal{5, 3}, "0.005"},
		{Decimal{0, 2}, "0.00"},
		{Int(-12), "-12"},
		{Decimal{math.MinInt64, 0}, "-9223372036854775808"},
		{Decimal{999_999_999_999_999_999, 18}, "0.999999999999999999"},
	} {
		if got := c.d.String(); got != c.want {
			t.Errorf("%#v is written %s, want %s", c.d, got, c.want)
		}
		if r := c.d.Rat(); r.Cmp(rat(c.want)) != 0 {
			t.Errorf("%#v is worth %v, want %s", c.d, r, c.want)
		}
	}
}

func TestRoundAndCut(t *testing.T) {
	for _, c := range []struct {
		value      string
		places     int
		round, cut string // "" when it does not fit
	}{
		{"0.285", 2, "0.29", "0.28"}, // 0.28499… in binary floating point
		{"68.55", 1, "68.6", "68.5"}, // 68.54999…
		{"-0.285", 2, "-0.29", "-0.28"},
		{"2.5", 0, "3", "2"},
		{"-2.5", 0, "-3", "-2"},
		{"-0.004", 2, "0.00", "0.00"},
		{"476/632", 4, "0.7532", "0.7531"},
		{"5", 2, "5.00", "5.00"},
		{"999999999999999999", 0, "999999999999999999", "999999999999999999"},
		{"999999999999999999.5", 0, "", "999999999999999999"},
		{"1000000000000000000", 0, "", ""},
		{"1", 18, "", ""},
		{"1/2", 18, "0.500000000000000000", "0.500000000000000000"},
		{"1/2", 19, "", ""},
		{"0", 200, "", ""},
		{"1", -1, "", ""},
	} {
		show := func(d Decimal, ok bool) string {
			if !ok {
				return ""
			}
			return d.String()
		}
		if got := show(RoundRat(rat(c.value), c.places)); got != c.round {
			t.Errorf("%s rounded to %d is %q, want %q", c.value, c.places, got, c.round)
		}
		if got := show(CutRat(rat(c.value), c.places)); got != c.cut {
			t.Errorf("%s cut to %d is %q, want %q", c.value, c.places, got, c.cut)
		}
	}
}

func decimals(t *rapid.T, label string) Decimal {
	return Decimal{
		Coef:   rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, label),
		Places: int8(rapid.IntRange(0, MaxDigits).Draw(t, label+" places")),
	}
}

func TestDecimalLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := decimals(t, "d"), decimals(t, "e")
		if d.Cmp(e) != d.Rat().Cmp(e.Rat()) || d.Cmp(e) != -e.Cmp(d) {
			t.Fatalf("Cmp(%v, %v) = %d", d, e, d.Cmp(e))
		}
		if trimmed := d.Trim(); trimmed.Cmp(d) != 0 || trimmed.Places > 0 && trimmed.Coef%10 == 0 {
			t.Fatalf("%v trimmed is %v", d, trimmed)
		}
		if n := d.Neg(); n.Sign() != -d.Sign() || n.Neg() != d {
			t.Fatalf("negative of %v is %v", d, n)
		}
		if back, ok := RoundRat(d.Rat(), int(d.Places)); !ok || back != d {
			t.Fatalf("%v comes back as %v, %v", d, back, ok)
		}
	})
}

// show writes an interval: "[1, 2)".
func show(i Interval) string {
	lo, hi := "[", "]"
	if i.LoOpen {
		lo = "("
	}
	if i.HiOpen {
		hi = ")"
	}
	return lo + i.Lo.RatString() + ", " + i.Hi.RatString() + hi
}

func TestNumberIntervals(t *testing.T) {
	n := func(coef int64, places, shown int8) Number { return Number{Value: Decimal{coef, places}, Shown: shown} }
	for _, c := range []struct {
		name                  string
		n                     Number
		interval, cut, stands string
	}{
		{"a ratio", n(7392, 2, 2), "[14783/200, 14785/200)", "[1848/25, 7393/100)", ""},
		{"noughts written", n(7100, 2, 2), "[14199/200, 14201/200)", "[71, 7101/100)", ""},
		{"a negative", n(-25, 1, 1), "(-51/20, -49/20]", "(-13/5, -5/2]", ""},
		{"nought", n(0, 1, 1), "(-1/20, 1/20)", "(-1/10, 1/10)", ""},
		{"a whole number", n(3, 0, 0), "[5/2, 7/2)", "[3, 4)", ""},
		{"scaled", Number{Value: Decimal{62, 1}, Shown: 1, Scale: 3}, "[6150, 6250)", "[6200, 6300)", ""},
		{"stored finer than shown", n(739243, 4, 2), "[14783/200, 14785/200)", "[1848/25, 7393/100)", ""},
		{"stored finer, shown as nought", n(4, 3, 2), "(-1/200, 1/200)", "(-1/100, 1/100)", ""},
		{"stored finer by noughts only", n(739200, 4, 2), "[14783/200, 14785/200)", "[1848/25, 7393/100)", ""},
	} {
		want := func(s string) string { // in lowest terms
			if s == "" {
				return ""
			}
			var out, num string
			for _, r := range s {
				if r == '-' || r == '/' || r >= '0' && r <= '9' {
					num += string(r)
					continue
				}
				if num != "" {
					out += rat(num).RatString()
					num = ""
				}
				out += string(r)
			}
			return out
		}
		stands := c.stands
		if stands == "" {
			stands = c.interval
		}
		if got := show(c.n.Interval()); got != want(c.interval) {
			t.Errorf("%s: interval %s, want %s", c.name, got, want(c.interval))
		}
		if got := show(c.n.Cut()); got != want(c.cut) {
			t.Errorf("%s: cut %s, want %s", c.name, got, want(c.cut))
		}
		if got := show(c.n.Stands()); got != want(stands) {
			t.Errorf("%s: stands for %s, want %s", c.name, got, want(stands))
		}
	}
}

// What rounds, or cuts, to a number lies in its interval, and nothing else does.
func TestIntervalsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := big.NewRat(rapid.Int64Range(-1000, 1000).Draw(t, "num"), rapid.Int64Range(1, 40).Draw(t, "den"))
		shown := Number{Value: Decimal{rapid.Int64Range(-40, 40).Draw(t, "coef"), 1}, Shown: 1}
		rounded, _ := RoundRat(v, 1)
		if in := shown.Interval().Contains(v); in != (rounded == shown.Value) {
			t.Fatalf("%v rounds to %v, but in the interval of %v: %v", v, rounded, shown.Value, in)
		}
		cut, _ := CutRat(v, 1)
		if in := shown.Cut().Contains(v); in != (cut == shown.Value) {
			t.Fatalf("%v cuts to %v, but in the interval of %v: %v", v, cut, shown.Value, in)
		}
	})
}

func span(lo, hi string, loOpen, hiOpen bool) Interval {
	return Interval{rat(lo), rat(hi), loOpen, hiOpen}
}

func TestMeets(t *testing.T) {
	for _, c := range []struct {
		a, b Interval
		want bool
	}{
		{span("1", "2", false, false), span("2", "3", false, false), true},
		{span("1", "2", false, true), span("2", "3", false, false), false},
		{span("1", "2", false, false), span("2", "3", true, false), false},
		{span("1", "4", true, true), span("2", "3", true, true), true},
		{span("1", "2", false, false), span("3", "4", false, false), false},
		{Point(rat("2")), Point(rat("2")), true},
		{Point(rat("2")), span("2", "3", true, false), false},
		{span("-1", "1", true, true), Point(rat("0")), true},
	} {
		if c.a.Meets(c.b) != c.want || c.b.Meets(c.a) != c.want {
			t.Errorf("%s meets %s: %v and %v, want %v", show(c.a), show(c.b), c.a.Meets(c.b), c.b.Meets(c.a), c.want)
		}
	}
}

func TestIntervalProducts(t *testing.T) {
	for _, c := range []struct {
		a, b Interval
		want string
	}{
		{span("1", "2", false, true), span("3", "4", true, false), "(3, 8)"},
		{span("-1", "2", true, false), span("3", "4", false, true), "(-4, 8)"},
		{span("-2", "-1", false, true), span("-4", "-3", true, false), "(3, 8)"},
		{span("0", "1", false, false), span("1", "2", true, true), "[0, 2)"},
		{span("0", "1", true, false), span("0", "2", false, false), "[0, 2]"},
		{Point(rat("0")), span("1", "2", true, true), "[0, 0]"},
		{span("-1", "1", true, false), span("-1", "1", false, true), "[-1, 1)"},
	} {
		if got := show(c.a.Mul(c.b)); got != c.want {
			t.Errorf("%s × %s = %s, want %s", show(c.a), show(c.b), got, c.want)
		}
		if got := show(c.b.Mul(c.a)); got != c.want {
			t.Errorf("%s × %s = %s, want %s", show(c.b), show(c.a), got, c.want)
		}
	}
}

func TestIntervalQuotients(t *testing.T) {
	q, ok := span("1", "2", false, true).Div(span("4", "8", true, false))
	if !ok || show(q) != "[1/8, 1/2)" {
		t.Errorf("%s, %v", show(q), ok)
	}
	for _, by := range []Interval{span("-1", "1", false, false), span("0", "1", true, false), span("-1", "0", false, true), Point(rat("0"))} {
		if q, ok := Point(rat("1")).Div(by); ok {
			t.Errorf("1 / %s = %s", show(by), show(q))
		}
	}
}

func intervals(t *rapid.T, label string) Interval {
	end := rapid.Map(rapid.Int64Range(-6, 6), func(n int64) *big.Rat { return big.NewRat(n, 2) })
	i := Interval{Lo: end.Draw(t, label+" lo"), Hi: end.Draw(t, label+" hi")}
	switch i.Lo.Cmp(i.Hi) {
	case 0:
		return i
	case 1:
		i.Lo, i.Hi = i.Hi, i.Lo
	}
	i.LoOpen, i.HiOpen = rapid.Bool().Draw(t, label+" lo open"), rapid.Bool().Draw(t, label+" hi open")
	return i
}

// inside draws a value of the interval: an end where it is closed, or a mean of both.
func inside(t *rapid.T, i Interval, label string) *big.Rat {
	choices := []*big.Rat{new(big.Rat).Mul(new(big.Rat).Add(i.Lo, i.Hi), big.NewRat(1, 2))}
	if !i.LoOpen {
		choices = append(choices, i.Lo)
	}
	if !i.HiOpen {
		choices = append(choices, i.Hi)
	}
	if i.Contains(new(big.Rat)) {
		choices = append(choices, new(big.Rat))
	}
	return rapid.SampledFrom(choices).Draw(t, label)
}

func TestIntervalArithmeticHoldsEveryValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := intervals(t, "a"), intervals(t, "b")
		x, y := inside(t, a, "x"), inside(t, b, "y")
		if v := new(big.Rat).Add(x, y); !a.Add(b).Contains(v) {
			t.Fatalf("%v + %v is not in %s", x, y, show(a.Add(b)))
		}
		if v := new(big.Rat).Sub(x, y); !a.Sub(b).Contains(v) {
			t.Fatalf("%v - %v is not in %s", x, y, show(a.Sub(b)))
		}
		if v := new(big.Rat).Mul(x, y); !a.Mul(b).Contains(v) {
			t.Fatalf("%v × %v is not in %s", x, y, show(a.Mul(b)))
		}
		if q, ok := a.Div(b); ok && !q.Contains(new(big.Rat).Quo(x, y)) {
			t.Fatalf("%v / %v is not in %s", x, y, show(q))
		}
		if !a.Neg().Contains(new(big.Rat).Neg(x)) || !a.Meets(Point(x)) {
			t.Fatalf("%v and %s", x, show(a))
		}
		if a.Meets(b) != b.Meets(a) {
			t.Fatalf("%s and %s meet one way only", show(a), show(b))
		}
		if b.Contains(x) && !a.Meets(b) {
			t.Fatalf("%v lies in %s and %s, which do not meet", x, show(a), show(b))
		}
	})
}

// The ways with whole numbers and with single values give what the general ways give.
func TestShortWaysOfIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Number{
			Value: Decimal{rapid.Int64Range(-1<<52, 1<<52).Draw(t, "coef"), int8(rapid.IntRange(0, 6).Draw(t, "places"))},
			Shown: int8(rapid.IntRange(0, 9).Draw(t, "shown")),
			Scale: int8(rapid.SampledFrom([]int{0, 0, 3, 6, 9}).Draw(t, "scale")),
		}
		half := new(big.Rat).Mul(n.Ulp(), big.NewRat(1, 2))
		in := n.Interval()
		if in.Lo.Cmp(new(big.Rat).Sub(n.shown(), half)) != 0 || in.Hi.Cmp(new(big.Rat).Add(n.shown(), half)) != 0 {
			t.Fatalf("%+v: %s", n, show(in))
		}
		point := big.NewRat(rapid.Int64Range(-50, 50).Draw(t, "num"), rapid.Int64Range(1, 9).Draw(t, "den"))
		long := Interval{Lo: point, Hi: new(big.Rat).Set(point)} // not known to be one value
		for _, pair := range [][2]Interval{
			{in.Mul(Point(point)), in.Mul(long)},
			{Point(point).Mul(in), long.Mul(in)},
			{in.Add(Point(point)), in.Add(long)},
			{Point(point).Mul(Point(half)), long.Mul(Interval{Lo: half, Hi: new(big.Rat).Set(half)})},
			{Point(point).Add(Point(half)), long.Add(Point(half))},
			{Point(point).Neg(), long.Neg()},
		} {
			if point.Sign() == 0 && pair[0].Lo.Sign() == 0 && pair[1].Lo.Sign() == 0 && pair[0].Hi.Cmp(pair[1].Hi) == 0 {
				continue // nought times an open end
			}
			if show(pair[0]) != show(pair[1]) {
				t.Fatalf("%s is not %s", show(pair[0]), show(pair[1]))
			}
		}
		if point.Sign() != 0 {
			short, _ := in.Div(Point(point))
			if want, ok := in.Div(long); !ok || show(short) != show(want) {
				t.Fatalf("%s is not %s", show(short), show(want))
			}
		}
	})
}

// Numbers of one word are compared and rounded without making new ones; they must come
// out as the long ones do.
func TestWordsAgreeWithLongNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.OneOf(rapid.Int64Range(-50, 50), rapid.Int64())
		draw := func(name string) *big.Rat {
			denom := part.Draw(t, name+" denominator")
			if denom == 0 {
				denom = 1
			}
			return big.NewRat(part.Draw(t, name), denom)
		}
		a, b := draw("a"), draw("b")
		if got, want := CmpRat(a, b), a.Cmp(b); got != want {
			t.Fatalf("%v against %v is %d, want %d", a, b, got, want)
		}
		places, round := rapid.IntRange(0, MaxDigits).Draw(t, "places"), rapid.Bool().Draw(t, "round")
		got, ok := quantize(a, places, round)
		if want, fits := quantizeLong(a, places, round); got != want || ok != fits {
			t.Fatalf("%v at %d places is %v %t, want %v %t", a, places, got, ok, want, fits)
		}
	})
}
