package number

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"doisoat/schema"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	vi, en, bare := ViMarks, EnMarks, Marks{Decimal: ','}
	for _, c := range []struct {
		text string
		m    Marks
		want string // the decimal with a point, "%" when in percent; "" when refused
	}{
		{"5", vi, "5"},
		{" 05\u00a0", vi, "5"},
		{"71,00", vi, "71.00"},
		{"71,00%", vi, "71.00%"},
		{"71,00 %", vi, "71.00%"},
		{"71,00\u202f%", vi, "71.00%"},
		{"1.071,5", vi, "1071.5"},
		{"1,071.5", en, "1071.5"},
		{"1.071,5", en, ""},
		{"1.087", vi, "1087"},
		{"1.087", en, "1.087"},
		{"1.087", bare, ""},
		{"1.000.000", vi, "1000000"},
		{"1.00.000", vi, ""},
		{"1.0000", vi, ""},
		{"1234.567", vi, ""},
		{"1234,567", vi, "1234.567"},
		{"0.285", vi, ""},
		{"0.285", en, "0.285"},
		{"05.123", vi, ""},
		{"12 345", vi, "12345"},
		{"12\u00a0345\u2009678,9", vi, "12345678.9"},
		{"12\u202f345", bare, "12345"},
		{"12 34", vi, ""},
		{"1'234'567.8", en, "1234567.8"},
		{"1’234", vi, "1234"},
		{"1 234.567", vi, ""},
		{"1 234.567", en, "1234.567"},
		{"-5", vi, "-5"},
		{"− 5,5", vi, "-5.5"},
		{"–5", vi, "-5"},
		{"+5", vi, "5"},
		{"--5", vi, ""},
		{"(1.234)", vi, "-1234"},
		{"(12,5%)", vi, "-12.5%"},
		{"(12,5)%", vi, "-12.5%"},
		{"(-5)", vi, ""},
		{"()", vi, ""},
		{"%", vi, ""},
		{"5%%", vi, ""},
		{",5", vi, "0.5"},
		{"5,", vi, ""},
		{"5.", vi, ""},
		{"1,2,3", vi, ""},
		{"1e5", en, ""},
		{"12a", vi, ""},
		{"", vi, ""},
		{"-", vi, ""},
		{"…", vi, ""},
		{"30/6", vi, ""},
		{"0,285", vi, "0.285"},
		{"999999999999999999", vi, "999999999999999999"},
		{"9999999999999999999", vi, ""},
		{"0000000000000000001", vi, ""},
		{"-999.999.999.999.999.999", vi, "-999999999999999999"},
	} {
		got := ""
		if n, ok := Parse(c.text, c.m); ok {
			got = n.Value.String()
			if n.Percent {
				got += "%"
			}
			if n.Shown != n.Value.Places {
				t.Errorf("Parse(%q): shown %d, places %d", c.text, n.Shown, n.Value.Places)
			}
		}
		if got != c.want {
			t.Errorf("Parse(%q, %c) = %q, want %q", c.text, c.m.Decimal, got, c.want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		value  string // a fraction
		places int
		like   string // a text that shows the style
		m      Marks
		want   string
	}{
		// Binary floating point has 0.285 as 0.28499… and 68.55 as 68.54999….
		{"0.285", 2, "0,28", ViMarks, "0,29"},
		{"68.55", 1, "68,5", ViMarks, "68,6"},
		{"1.005", 2, "1.00", EnMarks, "1.01"},
		{"-0.285", 2, "0,28", ViMarks, "-0,29"},
		{"-2.5", 0, "3", ViMarks, "-3"},
		{"-0.001", 2, "0,28", ViMarks, "0,00"},
		{"476/632", 4, "73,92%", ViMarks, "0,7532%"},
		{"47600/632", 2, "73,92%", ViMarks, "75,32%"},
		{"47600/632", 2, "73,92 %", ViMarks, "75,32 %"},
		{"47600/632", 2, "73.92\u00a0%", ViMarks, "75.32\u00a0%"},
		{"1087", 0, "3.382", ViMarks, "1.087"},
		{"1087", 0, "3382", ViMarks, "1087"},
		{"1087", 0, "338", ViMarks, "1.087"},
		{"1234567.5", 1, "3 382,0", ViMarks, "1 234 567,5"},
		{"1234567.5", 1, "3'382.0", ViMarks, "1'234'567.5"},
		{"1234567.5", 1, "3,382.0", EnMarks, "1,234,567.5"},
		{"4", 0, "03", ViMarks, "04"},
		{"14", 0, "03", ViMarks, "14"},
		{"-1234", 0, "(5.678)", ViMarks, "(1.234)"},
		{"1234", 0, "(5.678)", ViMarks, "1.234"},
		{"-5", 0, "−7", ViMarks, "−5"},
		{"5", 1, "+7,0%", ViMarks, "+5,0%"},
		{"1234", 1, "không số", ViMarks, "1.234,0"},
	} {
		r, _ := new(big.Rat).SetString(c.value)
		if got := Format(r, c.places, StyleOf(c.like, c.m)); got != c.want {
			t.Errorf("Format(%s, %d) like %q = %q, want %q", c.value, c.places, c.like, got, c.want)
		}
	}
}

func TestExact(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{"47600/632", "75.316455…"},
		{"-47600/632", "-75.316455…"},
		{"12.5", "12.5"},
		{"100", "100"},
		{"0", "0"},
		{"-0.125", "-0.125"},
		{"1/3", "0.333333…"},
		{"2/3000", "0.000666666…"},
		{"1/4096", "0.000244140625"},
		{"1/8192", "0.000122070…"},
		{"100/3", "33.333333…"},
	} {
		r, _ := new(big.Rat).SetString(c.value)
		if got := Exact(r); got != c.want {
			t.Errorf("Exact(%s) = %q, want %q", c.value, got, c.want)
		}
	}
}

// styles draws any style whose numbers read back without loss.
func styles(t *rapid.T) (Style, Marks) {
	m := rapid.SampledFrom([]Marks{ViMarks, EnMarks}).Draw(t, "marks")
	group := rapid.SampledFrom([]string{"", string(rune(m.Group)), " ", "\u00a0", "\u2009", "\u202f", "'", "’"}).Draw(t, "group")
	st := Style{
		Decimal: m.Decimal, Group: group,
		Percent: rapid.SampledFrom([]string{"", "%", " %", "\u00a0%"}).Draw(t, "percent"),
		Minus:   rapid.SampledFrom([]string{"", "-", "−", "–"}).Draw(t, "minus"),
		Plus:    rapid.Bool().Draw(t, "plus"),
		Paren:   rapid.Bool().Draw(t, "paren"),
		Pad:     rapid.IntRange(0, 3).Draw(t, "pad"),
	}
	return st, m
}

func TestFormatReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st, m := styles(t)
		d := schema.Decimal{
			Coef:   rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999).Draw(t, "coef"),
			Places: int8(rapid.IntRange(0, 14).Draw(t, "places")),
		}
		text := FormatDecimal(d, st)
		if same := Format(d.Rat(), int(d.Places), st); same != text {
			t.Fatalf("Format gives %q, FormatDecimal %q", same, text)
		}
		n, ok := Parse(text, m)
		if !ok || n.Value != d || n.Shown != d.Places || n.Percent != (st.Percent != "") {
			t.Fatalf("%v written %q reads as %v, %v", d, text, n, ok)
		}
		if again := FormatDecimal(d, StyleOf(text, m)); again != text {
			t.Fatalf("%q in its own style is %q", text, again)
		}
	})
}

func TestFormatRoundsHalvesAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := big.NewRat(rapid.Int64().Draw(t, "num"), rapid.Int64Range(1, 1<<40).Draw(t, "den"))
		places := rapid.IntRange(0, 6).Draw(t, "places")
		got, _ := new(big.Rat).SetString(Format(r, places, Style{Decimal: '.'}))
		half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Mul(big.NewInt(2), schema.BigPow10(places)))
		gap := new(big.Rat).Sub(got, r)
		if c := new(big.Rat).Abs(gap).Cmp(half); c > 0 || c == 0 && gap.Sign() != r.Sign() {
			t.Fatalf("%v at %d places gives %v", r, places, got)
		}
	})
}

func TestDecide(t *testing.T) {
	for _, c := range []struct {
		name      string
		texts     []string
		decimal   byte
		ambiguous []int
		contrary  []int
	}{
		{"nothing", []string{"a", "", "12", "2023"}, 0, nil, nil},
		{"both marks", []string{"11.232,5"}, ',', nil, nil},
		{"one decimal", []string{"68,6"}, ',', nil, nil},
		{"two groups", []string{"1.087.000"}, ',', nil, nil},
		{"two decimals", []string{"12.34"}, '.', nil, nil},
		{"three places below one", []string{"0.285", "1.087"}, '.', []int{1}, nil},
		{"thousands alone", []string{"1.087", "3.382"}, ',', []int{0, 1}, nil},
		{"English thousands alone", []string{"1,087", "3,382"}, '.', []int{0, 1}, nil},
		{"thousands without a mark elsewhere", []string{"1.087", "11232", "4410"}, '.', []int{0}, nil},
		{"years do not count as thousands", []string{"1.087", "2023"}, ',', []int{0}, nil},
		{"mixed forms", []string{"68,6", "71,25", "12.5", "40,1"}, ',', nil, []int{2}},
		{"counts with a stray", []string{"1.087", "3.382", "436", "11.232", "10.796", "12.5"}, ',', []int{0, 1, 3, 4}, []int{5}},
		{"indices of three places", []string{"1.087", "0.982", "1.112", "1.003", "1.2"}, '.', []int{0, 2, 3}, nil},
		{"blank groups", []string{"12 345", "7 000"}, 0, nil, nil},
		{"blank groups and a comma", []string{"12 345,678"}, ',', nil, nil},
		{"dates are no numbers", []string{"30.6.2023", "01/01/2023"}, 0, nil, nil},
		{"a tie", []string{"1,5", "2.5"}, 0, nil, nil},
	} {
		d := Decide(c.texts)
		if d.Marks.Decimal != c.decimal || !slices.Equal(d.Ambiguous, c.ambiguous) || !slices.Equal(d.Contrary, c.contrary) {
			t.Errorf("%s: mark %q ambiguous %v contrary %v, want %q %v %v", c.name,
				d.Marks.Decimal, d.Ambiguous, d.Contrary, c.decimal, c.ambiguous, c.contrary)
		}
	}
}

func TestDecideTable(t *testing.T) {
	ordinals := []string{"1", "2", "3", "4"}
	counts := []string{"1.087", "436", "11.232", "98"}
	ratios := []string{"68.6", "91.82", "100", "45.5"}
	table, each := DecideTable([][]string{ordinals, counts, ratios})
	if table.Marks != EnMarks || each[0].Marks != EnMarks || each[1].Marks != ViMarks || each[2].Marks != EnMarks {
		t.Errorf("counts grouped by points beside ratios with points: %v", each)
	}
	n, other, ok := each[1].Read("1.087", EnMarks)
	if !ok || other || n.Value != schema.Int(1087) {
		t.Errorf("1.087 reads as %v, %v, %v", n, other, ok)
	}
	n, other, ok = each[1].Read("12.5", EnMarks)
	if !ok || !other || n.Value.String() != "12.5" {
		t.Errorf("12.5 reads as %v, %v, %v", n, other, ok)
	}
	table, each = DecideTable([][]string{{"1.087", "3.382"}, {"68,6", "91,82"}, {"a"}})
	if table.Marks != ViMarks || each[0].Marks != ViMarks || each[2].Marks != ViMarks || table.Comma != 2 {
		t.Errorf("a column without evidence follows the table: %v %v", table, each)
	}
	if n, _, ok := (Decision{}).Read("1.087", ViMarks); !ok || n.Value != schema.Int(1087) {
		t.Errorf("an undecided text follows the fallback: %v", n)
	}
}

// A table written in one style shows the marks of that style, unless nothing in it
// does, and then reads back whole.
func TestDecideOnGeneratedTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]Marks{ViMarks, EnMarks}).Draw(t, "marks")
		st := Style{Decimal: m.Decimal, Group: string(rune(m.Group))}
		counts := rapid.SliceOfN(rapid.Int64Range(0, 99_999_999), 1, 20).Draw(t, "counts")
		ratios := rapid.SliceOfN(rapid.Int64Range(0, 10_000), 1, 20).Draw(t, "ratios")
		var columns [2][]string
		for _, c := range counts {
			columns[0] = append(columns[0], FormatDecimal(schema.Int(c), st))
		}
		for _, r := range ratios {
			columns[1] = append(columns[1], FormatDecimal(schema.Decimal{Coef: r, Places: 2}, st))
		}
		table, each := DecideTable(columns[:])
		if table.Marks != m {
			t.Fatalf("%v in %q", table, columns)
		}
		for i, c := range counts {
			if n, other, ok := each[0].Read(columns[0][i], m); !ok || other || n.Value != schema.Int(c) {
				t.Fatalf("%q reads as %v", columns[0][i], n)
			}
		}
	})
}

func TestScan(t *testing.T) {
	for _, c := range []struct {
		text string
		m    Marks
		want string // each token: text=value and flags
	}{
		{"10/17 đơn vị", ViMarks, "10=10 17=17"},
		{"ngày 01-01-2023", ViMarks, "01=1 01=1 2023=2023"},
		{"01.01.2023.", ViMarks, "01.01.2023:dotted"},
		{"1.071,5 và 63,94%, rồi", ViMarks, "1.071,5=1071.5 63,94=63.94%"},
		{"63,94 %; 63,94\u00a0%", ViMarks, "63,94=63.94% 63,94=63.94%"},
		{"398/VPUBND", ViMarks, "398=398"},
		{"Tam Quan 91,82%;", ViMarks, "91,82=91.82%"},
		{"2024-2025", ViMarks, "2024=2024 2025=2025"},
		{"1,5-2%", ViMarks, "1,5=1.5 2=2%"},
		{"1,5–2%", ViMarks, "1,5=1.5 2=2%"},
		{"5.1.2. Mục", ViMarks, "5.1.2:dotted"},
		{"1.000.000 đồng.", ViMarks, "1.000.000=1000000"},
		{"1.087 hồ sơ, 12.5", ViMarks, "1.087=1087 12.5=12.5 other"},
		{"0.285 và 3.382", ViMarks, "0.285=0.285 other 3.382=3382"},
		{"1.087", EnMarks, "1.087=1.087"},
		{"1,087.5 of 1.087,5", EnMarks, "1,087.5=1087.5 1.087,5=1087.5 other"},
		{"1,2,3", ViMarks, "1,2,3:"},
		{"5..6", ViMarks, "5..6:dotted"},
		{"giảm -5%", ViMarks, "5=5% -"},
		{"giảm −5%, tăng +3", ViMarks, "5=5% - 3=3 +"},
		{"-5 (–7)", ViMarks, "5=5 - 7=7 -"},
		{"10% -12%", ViMarks, "10=10% 12=12%"},
		{"10% −12%", ViMarks, "10=10% 12=12% -"},
		{"Covid-19, QĐ-15", ViMarks, "19=19 15=15"},
		{"- 5 hồ sơ", ViMarks, "5=5"},
		{"12345678901234567890", ViMarks, "12345678901234567890:"},
		{"đạt70%%", ViMarks, "70=70%"},
		{"", ViMarks, ""},
	} {
		var out []string
		for _, tok := range Scan(c.text, c.m) {
			s := c.text[tok.Start:tok.End]
			if tok.OK {
				s += "=" + tok.Number.Value.String()
			} else {
				s += ":"
			}
			if tok.Percent {
				s += "%"
			}
			if tok.Dotted {
				s += "dotted"
			}
			if tok.Other {
				s += " other"
			}
			switch tok.Sign {
			case 1:
				s += " +"
			case -1:
				s += " -"
			}
			out = append(out, s)
		}
		if got := strings.Join(out, " "); got != c.want {
			t.Errorf("Scan(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestSigned(t *testing.T) {
	toks := Scan("từ 5 xuống −7,5", ViMarks)
	if got := toks[0].Signed().Value.String(); got != "5" {
		t.Error(got)
	}
	if got := toks[1].Signed().Value.String(); got != "-7.5" {
		t.Error(got)
	}
}

var runs = regexp.MustCompile(`\d[\d.,]*`)

// holdsScan says what is wrong with the tokens of a text, "" when nothing is.
func holdsScan(text string, tokens []Token) string {
	want := runs.FindAllStringIndex(text, -1)
	if len(want) != len(tokens) {
		return "the number of tokens is not that of the runs of digits"
	}
	for i, tok := range tokens {
		run := text[want[i][0]:want[i][1]]
		switch {
		case tok.Start != want[i][0] || text[tok.Start:tok.End] != strings.TrimRight(run, ".,"):
			return "token " + text[tok.Start:tok.End] + " is not the run " + run
		case tok.PercentEnd < tok.End || tok.Percent != (tok.PercentEnd > tok.End):
			return "percent end before the end"
		case tok.Percent && text[tok.PercentEnd-1] != '%':
			return "no percent sign at the percent end"
		case i+1 < len(tokens) && tok.PercentEnd > tokens[i+1].Start:
			return "tokens overlap"
		case utf8.ValidString(text) && (!utf8.ValidString(text[:tok.Start]) || !utf8.ValidString(text[:tok.PercentEnd])):
			return "an offset inside a character"
		case tok.OK && tok.Number.Value.Coef < 0, tok.Dotted && tok.OK, tok.Other && !tok.OK:
			return "flags do not fit"
		}
	}
	return ""
}

func TestScanMissesNothing(t *testing.T) {
	pieces := []string{"1", "23", "000", "4567", ".", ",", " ", "\u00a0", "%", "-", "–", "−", "+", "/", "(", ")", "hồ sơ", "x", "\n", "²", "١"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		m := rapid.SampledFrom([]Marks{ViMarks, EnMarks}).Draw(t, "marks")
		if fault := holdsScan(text, Scan(text, m)); fault != "" {
			t.Fatalf("%q: %s", text, fault)
		}
	})
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"10/17 đơn vị", "1.071,5", "63,94 %", "01-01-2023", "5.1.2", "−5%", "\xff1\x80%", "1\u00a0%"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, vi bool) {
		m := EnMarks
		if vi {
			m = ViMarks
		}
		if fault := holdsScan(text, Scan(text, m)); fault != "" {
			t.Fatalf("%q: %s", text, fault)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1.071,5", "(12,5%)", "− 5", "12\u00a0345", "1'234.5", "%", "0,285", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range []Marks{ViMarks, EnMarks, {Decimal: ','}} {
			n, ok := Parse(text, m)
			if !ok {
				continue
			}
			if c := n.Value.Coef; c > 999_999_999_999_999_999 || c < -999_999_999_999_999_999 || n.Value.Places < 0 || n.Value.Places > schema.MaxDigits {
				t.Fatalf("%q gives %v", text, n.Value)
			}
			written := FormatDecimal(n.Value, StyleOf(text, m))
			again, ok := Parse(written, m)
			if !ok || again.Value != n.Value || again.Percent != n.Percent {
				t.Fatalf("%q is written %q, which reads as %v, %v", text, written, again, ok)
			}
		}
	})
}

func prose() string {
	const paragraph = "Tổng số hồ sơ TTHC từ ngày 01-01-2023 đến 30-6-2023: 11.232 hồ sơ, tổng số hồ sơ đã giải quyết: 10.796 hồ sơ (trễ hạn: 0 hồ sơ). " +
		"Tỷ lệ hồ sơ nộp trực tuyến bình quân toàn thị xã là 46,92%, trong đó cấp huyện đạt 19,82% (chưa đạt chỉ tiêu tỉnh và thị xã giao).\n"
	return strings.Repeat(paragraph, 100<<10/len(paragraph)+1)
}

// BenchmarkScan compares a scan of 100 KB of prose, values included, with one pass
// of the regular expression that finds the same runs.
func BenchmarkScan(b *testing.B) {
	text := prose()
	b.Run("scan", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			Scan(text, ViMarks)
		}
	})
	b.Run("regexp", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			runs.FindAllStringIndex(text, -1)
		}
	})
}
