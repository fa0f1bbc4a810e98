package numfmt

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doisoat/schema"
)

func TestStoredNumbers(t *testing.T) {
	for _, tc := range []struct{ stored, want string }{
		{"0", "0"}, {"-0", "0"}, {"11232", "11232"}, {"1.281", "1.281"}, {"-7.5", "-7.5"},
		{"68.59999999999999", "68.6"}, {"68.600000000000009", "68.6"}, {"0.28499999999999998", "0.285"},
		{"68.55", "68.55"}, {"0.1", "0.1"}, {"0.30000000000000004", "0.3"},
		{"1E3", "1000"}, {"1.2E-5", "0.000012"}, {"1.2e+05", "120000"}, {"5.0000000000000003E-2", "0.05"},
		{"123456789012345678", "123456789012346000"}, {"999999999999999.9", "1000000000000000"},
		{"100", "100"}, {"1e-40", "0"}, {"1.1368683772161603E-13", "0.000000000000113687"},
		{" 12 ", "12"}, {"00012.50", "12.5"}, {".5", "0.5"},
	} {
		d, ok := Stored(tc.stored)
		if !ok || d.String() != tc.want {
			t.Errorf("%q read as %v (%v), want %s", tc.stored, d, ok, tc.want)
		}
	}
	for _, bad := range []string{"", "-", "abc", "1,5", "1.2.3", "1E99999", "1e30", "NaN", "Infinity", "1e5x", "0x10"} {
		if d, ok := Stored(bad); ok {
			t.Errorf("%q read as %v, want no number", bad, d)
		}
	}
}

// A number that Excel wrote through a binary float comes back as the decimal that
// was typed, if that has at most fifteen digits.
func TestStoredNumberComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.IntRange(0, 6).Draw(t, "places")
		coef := rapid.Int64Range(-99999999999999, 99999999999999).Draw(t, "coef")
		want := schema.Decimal{Coef: coef, Places: int8(places)}.Trim()
		f, err := strconv.ParseFloat(want.String(), 64)
		if err != nil {
			t.Fatal(err)
		}
		for _, stored := range []string{strconv.FormatFloat(f, 'g', 17, 64), strconv.FormatFloat(f, 'E', 16, 64), strconv.FormatFloat(f, 'f', -1, 64)} {
			got, ok := Stored(stored)
			if !ok || got.Cmp(want) != 0 || got.Places != want.Places {
				t.Fatalf("%s stored as %s read as %v", want, stored, got)
			}
		}
	})
}

func TestFormats(t *testing.T) {
	for _, tc := range []struct {
		format, stored, raw string
		value               string
		shown               int8
		percent             bool
	}{
		{"General", "1.281", "1,281", "1.281", 3, false},
		{"General", "11232", "11232", "11232", 0, false},
		{"General", "67.366666666666703", "67,36666667", "67.3666666666667", 8, false},
		{"General", "0.333333333333333", "0,333333333", "0.333333333333333", 9, false},
		{"General", "-0.5", "-0,5", "-0.5", 1, false},
		{"0", "10796", "10796", "10796", 0, false},
		{"0.0", "68.59999999999999", "68,6", "68.6", 1, false},
		{"0.0", "68.55", "68,6", "68.55", 1, false},
		{"0.00", "0.285", "0,29", "0.285", 2, false},
		{"0.00", "53.4", "53,40", "53.4", 2, false},
		{"#,##0", "11232", "11.232", "11232", 0, false},
		{"#,##0", "1234567.8", "1.234.568", "1234567.8", 0, false},
		{"#,##0.00", "-1234.5", "-1.234,50", "-1234.5", 2, false},
		{"0.00%", "0.7392", "73,92%", "73.92", 2, true},
		{"0%", "1", "100%", "100", 0, true},
		{"0.0 %", "0.5", "50,0 %", "50", 1, true},
		{"#,##0 _₫", "1087", "1.087", "1087", 0, false},
		{`#,##0\ "₫"`, "1087", "1.087 ₫", "1087", 0, false},
		{`_-* #,##0.00\ _₫_-;\-* #,##0.00\ _₫_-;_-* "-"??\ _₫_-;_-@_-`, "1234.5", "1.234,50", "1234.5", 2, false},
		{`_-* #,##0.00\ _₫_-;\-* #,##0.00\ _₫_-;_-* "-"??\ _₫_-;_-@_-`, "-1234.5", "-1.234,50", "-1234.5", 2, false},
		{`_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, "0", "-", "0", 0, false},
		{`_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, "-15", "(15)", "-15", 0, false},
		{"#,##0;[Red]-#,##0", "-1500", "-1.500", "-1500", 0, false},
		{"[>=1000]#,##0;0.0", "999", "999,0", "999", 1, false},
		{"[>=1000]#,##0;0.0", "1000", "1.000", "1000", 0, false},
		{"[$-1010000]#,##0.0", "12.25", "12,3", "12.25", 1, false},
		{"[$₫-42A]#,##0", "5", "₫5", "5", 0, false},
		{"#,##0,", "1234567", "1234567", "1234567", 0, false},
		{"0.0,,", "1234567", "1234567", "1234567", 0, false},
		{"0.00E+00", "12345", "12345", "12345", 0, false},
		{"# ?/?", "0.5", "0,5", "0.5", 1, false},
		{"00", "3", "03", "3", 0, false},
		{"#", "0", "0", "0", 0, false},
		{"#.##", "0.5", ",50", "0.5", 2, false},
		{";;;", "7", "7", "7", 0, false},
		{"@", "7.5", "7,5", "7.5", 1, false},
		{`0.00"%"`, "73.92", "73,92%", "73.92", 2, false},
	} {
		st := Parse(tc.format)
		d, ok := Stored(tc.stored)
		if !ok {
			t.Fatal(tc.stored)
		}
		n, raw := st.show(d)
		if raw != tc.raw || n.Value.String() != tc.value || n.Shown != tc.shown || n.Percent != tc.percent {
			t.Errorf("%s in %q: %q %v shown %d percent %v, want %q %s %d %v", tc.stored, tc.format, raw, n.Value, n.Shown, n.Percent, tc.raw, tc.value, tc.shown, tc.percent)
		}
	}
}

func TestDates(t *testing.T) {
	for _, tc := range []struct {
		format, stored string
		is1904         bool
		want           string
	}{
		{"dd/mm/yyyy", "45107", false, "30/06/2023"},
		{"dd/mm/yyyy", "1", false, "01/01/1900"},
		{"dd/mm/yyyy", "60", false, "29/02/1900"},
		{"dd/mm/yyyy", "61", false, "01/03/1900"},
		{"d/m/yy", "43645", true, "30/06/2023"},
		{"mmm-yy", "45107", false, "06/2023"},
		{`[$-42A]dd\ mmmm\ yyyy`, "45107", false, "30/06/2023"},
		{"yyyy", "45107", false, "2023"},
		{"dd/mm/yyyy hh:mm", "45107.5", false, "30/06/2023 12:00:00"},
		{"h:mm", "0.75", false, "18:00:00"},
		{"[h]:mm", "1.5", false, "36:00:00"},
	} {
		st := Parse(tc.format)
		d, _ := Stored(tc.stored)
		if st.kind != date {
			t.Errorf("%q is not taken for a date format", tc.format)
			continue
		}
		if got, ok := showDate(d, st.date, tc.is1904); !ok || got != tc.want {
			t.Errorf("%s in %q: %q %v, want %q", tc.stored, tc.format, got, ok, tc.want)
		}
	}
	for _, f := range []string{"0.00", `#,##0 "đồng"`, "General", `0 "ngày"`, "[Red]0", `#,##0\d`} {
		if Parse(f).kind == date {
			t.Errorf("%q is taken for a date format", f)
		}
	}
}

// Rounding for show agrees with exact rational rounding.
func TestShownIsRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := schema.Decimal{Coef: rapid.Int64Range(-1e12, 1e12).Draw(t, "coef"), Places: int8(rapid.IntRange(0, 8).Draw(t, "places"))}
		places := rapid.IntRange(0, 5).Draw(t, "shown")
		st := Parse("#,##0." + strings.Repeat("0", places))
		n, raw := st.show(d)
		want, ok := schema.RoundRat(d.Rat(), places)
		if !ok {
			t.Skip("too large")
		}
		plain := strings.ReplaceAll(strings.ReplaceAll(raw, ".", ""), ",", ".")
		got, ok := new(big.Rat).SetString(plain)
		if !ok || got.Cmp(want.Rat()) != 0 || int(n.Shown) != places {
			t.Fatalf("%v at %d places shows %q", d, places, raw)
		}
	})
}

// A binary number reads as its exact decimal expansion, which has at most 767 digits.
func TestBits(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, u uint64) {
		f := math.Float64frombits(u)
		got, ok := Bits(u)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			if ok {
				t.Fatalf("%v reads as %v", f, got)
			}
			return
		}
		want, wantOK := Stored(strconv.FormatFloat(f, 'e', 766, 64))
		if ok != wantOK || got != want {
			t.Fatalf("%v reads as %v (%v), want %v (%v)", f, got, ok, want, wantOK)
		}
	}
	for _, f := range []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 68.6, 0.28499999999999998, 1e15, 1e14, 999999999999999, 9999999999999998,
		123456789012345678, 1e17, 9.99e17, 1e18, 1e19, -1e18, 5e-324, math.MaxFloat64, 1e-7, 1.5e-10, 123e-20, 0.30000000000000004, 2.5, 1 << 52, 1 << 60, math.Inf(1), math.NaN()} {
		check(t, math.Float64bits(f))
	}
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.Uint64().Draw(t, "bits")) })
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64Range(-1e17, 1e17).Draw(t, "number")
		if rapid.Bool().Draw(t, "small") {
			f /= 1e16
		}
		check(t, math.Float64bits(f))
	})
	rapid.Check(t, func(t *rapid.T) {
		d := schema.Decimal{Coef: rapid.Int64Range(-999999999999999, 999999999999999).Draw(t, "coef"), Places: int8(rapid.IntRange(0, 12).Draw(t, "places"))}.Trim()
		f, err := strconv.ParseFloat(d.String(), 64)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Bits(math.Float64bits(f)); !ok || got != d {
			t.Fatalf("%v comes back as %v", d, got)
		}
	})
}

func BenchmarkBits(b *testing.B) {
	u := math.Float64bits(68.6)
	for b.Loop() {
		Bits(u)
	}
}
