package formula

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"doisoat/internal/lang"
	"doisoat/schema"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// numbered resolves the column numbers 1 to n and the letters A to H (columns 101 on).
func numbered(n int) func(string) (int, bool) {
	return func(name string) (int, bool) {
		if name = strings.Trim(name, "[]"); len(name) == 1 && name[0] >= 'A' && name[0] <= 'H' {
			return 101 + int(name[0]-'A'), true
		}
		i, err := strconv.Atoi(name)
		return i, err == nil && i >= 1 && i <= n
	}
}

func paren(line int) string { return "(" + strconv.Itoa(line) + ")" }

func TestParseNumbering(t *testing.T) {
	for _, c := range []struct {
		cell, number string
		text         string // the expression with columns 1 to 20 resolved
	}{
		{"(9)= (7+8)/(3)", "9", "((7) + (8)) / (3)"},
		{"1=2+3", "1", "(2) + (3)"},
		{"7=3-6", "7", "(3) - (6)"},
		{"4=3/1", "4", "(3) / (1)"},
		{"(12)= (11)/(10)", "12", "(11) / (10)"},
		{"6=7+8+9", "6", "(7) + (8) + (9)"},
		{"(5)=(4)/(3)*100", "5", "(4) / (3) * 100"},
		{"5=4/1x100%", "5", "(4) / (1) * 100"},
		{"5=4/1 x 100 (%)", "5", "(4) / (1) * 100"},
		{"5=100%*4/1", "5", "100 * (4) / (1)"},
		{"3 = 1 + 2", "3", "(1) + (2)"},
		{"[3]=[1]+[2]", "3", "(1) + (2)"},
		{"(3) = (1):(2)", "3", "(1) / (2)"},
		{"(3)=(1)x(2)", "3", "(1) * (2)"},
		{"3=1X2", "3", "(1) * (2)"},
		{"(3)=(1)×(2)÷(4)", "3", "(1) * (2) / (4)"},
		{"(4=5+6)", "4", "(5) + (6)"},
		{"(4)(=5+6)", "4", "(5) + (6)"},
		{"4=(5+6)", "4", "(5) + (6)"},
		{"(4)=(5)+(6)", "4", "(5) + (6)"},
		{"((4)=(5)+(6))", "4", "(5) + (6)"},
		{"8=2+...+5", "8", "(2) + (3) + (4) + (5)"},
		{"8=1+2+…+5-6", "8", "(1) + (2) + (3) + (4) + (5) - (6)"},
		{"8=2-(3+4)", "8", "(2) - ((3) + (4))"},
		{"8=2-3-4", "8", "(2) - (3) - (4)"},
		{"8=2/(3*4)", "8", "(2) / ((3) * (4))"},
		{"C=A+B", "C", "(101) + (102)"},
		{"(c)=(A)+(B)", "c", "(101) + (102)"},
		{"3\n= 1\u00a0+ 2", "3", "(1) + (2)"},
		{"=2+3", "", "(2) + (3)"},
		{"3=1*0.5", "3", "(1) * 0.5"},
		{"3=1x1000", "3", "(1) * 1000"},
		{"3=-1+2", "3", "-(1) + (2)"},
		{"3=(1)/(2)%", "3", "(1) / (2)"},
		{"A", "A", ""},
		{"(10)", "10", ""},
		{" ( 10 ) ", "10", ""},
		{"10", "10", ""},
		{"3a", "3a", ""},
		{"2.1", "2.1", ""},
		{"IV", "IV", ""},
		{"[B]", "B", ""},
		{"C1", "C1", ""},
	} {
		number, f, ok := ParseNumbering(c.cell)
		if !ok || number != c.number || (f != nil) != (c.text != "") {
			t.Errorf("%q: number %q, tree %v, ok %v", c.cell, number, f != nil, ok)
			continue
		}
		if f == nil {
			continue
		}
		e, err := f.Resolve(numbered(20))
		if err != nil {
			t.Errorf("%q: %v", c.cell, err)
			continue
		}
		if got := Text(e, paren); got != c.text {
			t.Errorf("%q reads as %s, want %s", c.cell, got, c.text)
		}
	}
}

func TestParseNumberingRefuses(t *testing.T) {
	for _, cell := range []string{
		"", "  ", "x", "STT", "Tổng số", "Đơn vị", "2023", "1.071,5", "12 34", "(7) (8)", "(7", "30/6", "75%", "(%)", "%",
		"1=", "=", "1==2", "1=2+", "1=(2+3", "1=2 3", "n = 5 đơn vị", "x=y", "1=1000", "a=b=c", "1=2%+3",
		"1=2+...", "1=2+...-5", "1=5+...+2", "1=2+...+...+5", "1=2+...+A", "Lãi = vốn + lời", "2023=2022+1",
		strings.Repeat("(", 60) + "1" + strings.Repeat(")", 60), "1=" + strings.Repeat("(", 60) + "1" + strings.Repeat(")", 60),
		"1=" + strings.Repeat("2+", 1500) + "3", "1=\xff",
	} {
		if number, _, ok := ParseNumbering(cell); ok {
			t.Errorf("%q is taken for column %q", cell, number)
		}
	}
}

func TestNumberingPercent(t *testing.T) {
	for cell, want := range map[string]bool{"3=(1)/(2)%": true, "3=1/2 (%)": true, "3=1/2x100%": false, "3=1/2": false} {
		_, f, ok := ParseNumbering(cell)
		if !ok || f.Percent != want {
			t.Errorf("%q: %v, percent %v", cell, ok, ok && f.Percent)
		}
	}
}

// A bare 100 is the column 100 where there is one.
func TestBareHundred(t *testing.T) {
	_, f, _ := ParseNumbering("5=4/1*100")
	e, err := f.Resolve(numbered(100))
	if err != nil || Text(e, paren) != "(4) / (1) * (100)" {
		t.Errorf("%v, %v", e, err)
	}
	if e, err = f.Resolve(numbered(20)); err != nil || Text(e, paren) != "(4) / (1) * 100" {
		t.Errorf("%v, %v", e, err)
	}
	_, f, _ = ParseNumbering("5=4+100")
	if _, err = f.Resolve(numbered(20)); err == nil {
		t.Error("an added 100 is no factor")
	}
	want := []Name{{"4", true, 3}, {"100", true, 5}}
	if d := cmp.Diff(want, f.Names()); d != "" {
		t.Error(d)
	}
}

func TestResolveUnknown(t *testing.T) {
	_, f, err := ParseRule("(9) = (7) + (88)")
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Resolve(numbered(20))
	var e *Error
	if !errors.As(err, &e) || e.Column != 13 || e.Text != "88" || e.Message.Key != "formula.unknown-column" {
		t.Errorf("%#v", err)
	}
}

func TestParseRule(t *testing.T) {
	for _, c := range []struct{ rule, target, text string }{
		{"(9) = ((7) + (8)) / (3)", "9", "((7) + (8)) / (3)"},
		{"[K] = [g] + [H]", "[K]", "(107) + (108)"},
		{"[9] = [7] + [8]", "9", "(7) + (8)"},
		{"9 = (7) + (8)", "9", "(7) + (8)"},
		{"(1) = min((2), (3)) + max((4); (5))", "1", "min((2), (3)) + max((4), (5))"},
		{"(1) = mean((2), (3))", "1", "mean((2), (3))"},
		{"(1) = average((2)..(4))", "1", "mean((2), (3), (4))"},
		{"(1) = sum((2)..(4), (7))", "1", "(2) + (3) + (4) + (7)"},
		{"(1) = sum(2..4)", "1", "(2) + (3) + (4)"},
		{"(1) = SUM([A]..[C])", "1", "(101) + (102) + (103)"},
		{"(1) = sum((2)) * 3", "1", "(2) * 3"},
		{"(1) = (2) / 12", "1", "(2) / 12"},
		{"(1) = (2) / (3) - 1", "1", "(2) / (3) - 1"},
		{"(1) = (2) / (3) * 100 - 100", "1", "(2) / (3) * 100 - 100"},
		{"(1) = (2) + 5.0", "1", "(2) + 5.0"},
		{"(1) = max((2) - (3), 0)", "1", "max((2) - (3), 0)"},
		{"(1) = -((2) + (3))", "1", "-((2) + (3))"},
		{"(1) = (2) * -2", "1", "(2) * -2"},
		{"(1) = (2) x 10%", "1", "(2) * 0.10"},
	} {
		target, f, err := ParseRule(c.rule)
		if err != nil || target != c.target {
			t.Errorf("%q: target %q, %v", c.rule, target, err)
			continue
		}
		e, err := f.Resolve(numbered(20))
		if err != nil {
			t.Errorf("%q: %v", c.rule, err)
			continue
		}
		if got := Text(e, paren); got != c.text {
			t.Errorf("%q reads as %s, want %s", c.rule, got, c.text)
		}
	}
}

func TestParseRuleFaults(t *testing.T) {
	for _, c := range []struct {
		rule   string
		column int
		text   string
		key    string
	}{
		{"", 1, "", "formula.no-target"},
		{"= (2)", 1, "", "formula.no-target"},
		{"(9)", 1, "(9)", "formula.no-expression"},
		{"(9) = ", 7, "", "formula.ends-early"},
		{"(9) = (7) +", 12, "", "formula.ends-early"},
		{"(9) = (7) + * (8)", 13, "*", "formula.unexpected"},
		{"(9) = ((7) + (8)", 17, "", "formula.ends-early"},
		{"(9) = (7) (8)", 11, "(8)", "formula.unexpected"},
		{"(9) = (7) § (8)", 11, "§", "formula.stray-sign"},
		{"(9) = tổng((7), (8))", 7, "tổng", "formula.unknown-function"},
		{"(9) = (7+8)/(3)", 8, "7", "formula.bare-number"},
		{"(9) = 5", 7, "5", "formula.bare-number"},
		{"(9) = (7) + 8", 13, "8", "formula.bare-number"},
		{"(9) = (7)% + (8)", 7, "%", "formula.percent"},
		{"(9) = sum((7)..(3))", 11, "7", "formula.bad-range"},
		{"(9) = sum((7)..[K])", 11, "7", "formula.bad-range"},
		{"(9) = (7) / 1.2.3", 13, "1.2.3", "formula.bad-number"},
		{"(9) = " + strings.Repeat("(", 41) + "(7)", 47, "(", "formula.too-deep"},
		{"(9) = (7)" + strings.Repeat(" ", 2000), 1, "", "formula.too-long"},
		{"(9) = \xff", 1, "", "formula.not-utf8"},
		{"(9) = (7) = (8)", 11, "=", "formula.unexpected"},
	} {
		_, _, err := ParseRule(c.rule)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", c.rule, err)
			continue
		}
		if e.Column != c.column || e.Text != c.text || e.Message.Key != c.key {
			t.Errorf("%.40q: %d %q %s, want %d %q %s", c.rule, e.Column, e.Text, e.Message.Key, c.column, c.text, c.key)
		}
		for _, pack := range []*lang.Pack{lang.Vietnamese, lang.English} {
			if said := pack.Say(e.Message); said == c.key || strings.ContainsAny(said, "{}") {
				t.Errorf("%s is told as %q in %s", c.key, said, pack.Code)
			}
		}
		if faults := CheckRule(c.rule); len(faults) != 1 || faults[0].Column != c.column {
			t.Errorf("%.40q: CheckRule says %v", c.rule, faults)
		}
	}
	if faults := CheckRule("(9) = (7)"); faults != nil {
		t.Errorf("a good rule has faults: %v", faults)
	}
}

func expr(t testing.TB, text string) *schema.Expr {
	t.Helper()
	_, f, err := ParseRule("(1) = " + text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	e, err := f.Resolve(numbered(20))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

func TestEval(t *testing.T) {
	at := func(line int) (*big.Rat, bool) {
		return big.NewRat(int64(line), 1), line < 10 // column n holds n, from 10 nothing
	}
	for _, c := range []struct {
		text   string
		want   string
		status Status
	}{
		{"((7) + (8)) / (3)", "5", OK},
		{"(2) - (3) - (4)", "-5", OK},
		{"(2) - ((3) - (4))", "3", OK},
		{"(2) / (3) / (4)", "1/6", OK},
		{"(2) / (3) * 100", "200/3", OK},
		{"min((5), (3), (4))", "3", OK},
		{"max((5), (3), (7))", "7", OK},
		{"mean((1), (2), (6))", "3", OK},
		{"-(3) * (2)", "-6", OK},
		{"sum((2)..(5)) + 0.5", "29/2", OK},
		{"(2) + (10)", "", Missing},
		{"(2) / ((3) - (3))", "", DivZero},
	} {
		e := expr(t, c.text)
		v, status := Eval(e, at)
		got := ""
		if v != nil {
			got = v.RatString()
		}
		if got != c.want || status != c.status {
			t.Errorf("%s = %s, %d; want %s, %d", c.text, got, status, c.want, c.status)
		}
		i, status := EvalInterval(e, func(line int) (schema.Interval, bool) {
			v, ok := at(line)
			return schema.Point(v), ok
		})
		if status != c.status || status == OK && (i.Lo.RatString() != c.want || i.Hi.RatString() != c.want || i.LoOpen || i.HiOpen) {
			t.Errorf("%s over points = %v, %d; want %s, %d", c.text, i, status, c.want, c.status)
		}
	}
	// The numbers that a caller hands in stay his.
	one := big.NewRat(1, 1)
	if _, status := Eval(expr(t, "(2) + (3)"), func(int) (*big.Rat, bool) { return one, true }); status != OK || one.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("the operand became %v", one)
	}
	for _, op := range []schema.Op{schema.OpAdd, schema.OpMean, schema.OpNeg, schema.OpMin} {
		if _, status := Eval(&schema.Expr{Op: op}, at); status != Missing {
			t.Errorf("operator %d without arguments: %d", op, status)
		}
		if _, status := EvalInterval(&schema.Expr{Op: op}, nil); status != Missing {
			t.Errorf("operator %d without arguments over intervals: %d", op, status)
		}
	}
}

func TestEvalInterval(t *testing.T) {
	at := func(line int) (schema.Interval, bool) { // n ± 1/2, open above
		return schema.Number{Value: schema.Int(int64(line))}.Interval(), line < 10
	}
	for _, c := range []struct {
		text   string
		want   string
		status Status
	}{
		{"(2) + (3)", "[4, 6)", OK},
		{"(3) - (2)", "(0, 2)", OK},
		{"(3) - (3)", "(-1, 1)", OK}, // an outer bound: the line stands twice
		{"(2) / (4)", "(1/3, 5/7)", OK},
		{"min((2), (3))", "[3/2, 5/2)", OK},
		{"max((2), (3))", "[5/2, 7/2)", OK},
		{"max((2), 2)", "[2, 5/2)", OK},
		{"mean((2), (4))", "[5/2, 7/2)", OK},
		{"-(2)", "(-5/2, -3/2]", OK},
		{"(2) / ((3) - (3))", "", DivZero},
		{"(2) + (11)", "", Missing},
	} {
		i, status := EvalInterval(expr(t, c.text), at)
		got := ""
		if status == OK {
			lo, hi := "[", "]"
			if i.LoOpen {
				lo = "("
			}
			if i.HiOpen {
				hi = ")"
			}
			got = fmt.Sprintf("%s%s, %s%s", lo, i.Lo.RatString(), i.Hi.RatString(), hi)
		}
		if got != c.want || status != c.status {
			t.Errorf("%s = %s, %d; want %s, %d", c.text, got, status, c.want, c.status)
		}
	}
}

func TestForm(t *testing.T) {
	for text, want := range map[string]schema.Form{
		"(2) + (3)":                       schema.Sum,
		"sum((2)..(9))":                   schema.Sum,
		"(2) - (3)":                       schema.Difference,
		"(2) - (3) - (4)":                 schema.Difference,
		"(2) / (3)":                       schema.Division,
		"(2) / (3) * 100":                 schema.Division,
		"100 * (2) / (3)":                 schema.Division,
		"((2) + (4)) / (3)":               schema.Division,
		"mean((2), (3))":                  schema.Average,
		"((2) + (3) + (4)) / 3":           schema.Average,
		"((2) + (3) + (4)) / 4":           schema.Other,
		"((2) - (3)) / (3)":               schema.RelativeChange,
		"((2) - (3)) / (3) * 100":         schema.RelativeChange,
		"(2) / (3) - 1":                   schema.RelativeChange,
		"(2) / (3) * 100 - 100":           schema.RelativeChange,
		"(2) / (3) - 100":                 schema.Other,
		"((2) - (3)) / (4)":               schema.Division,
		"(2) * (3)":                       schema.Product,
		"(2)":                             schema.Other,
		"(2) / 12":                        schema.Other,
		"min((2), (3))":                   schema.Other,
		"(2) + (3) * (4)":                 schema.Other,
		"(2) / ((3) + (4)) * 100 + 100.5": schema.Other,
	} {
		if got := Form(expr(t, text)); got != want {
			t.Errorf("%s has form %d, want %d", text, got, want)
		}
	}
}

// expressions draws any expression over columns 1 to 9.
func expressions(depth int) *rapid.Generator[*schema.Expr] {
	return rapid.Custom(func(t *rapid.T) *schema.Expr {
		ops := []schema.Op{schema.OpVar, schema.OpVar}
		if depth > 0 {
			ops = append(ops, schema.OpAdd, schema.OpSub, schema.OpMul, schema.OpDiv, schema.OpNeg, schema.OpMin, schema.OpMax, schema.OpMean)
		}
		e := &schema.Expr{Op: rapid.SampledFrom(ops).Draw(t, "op")}
		if e.Op == schema.OpVar {
			e.Var = rapid.IntRange(1, 9).Draw(t, "column")
			return e
		}
		n := 1
		if e.Op != schema.OpNeg {
			n = rapid.IntRange(2, 3).Draw(t, "arguments")
		}
		for range n {
			e.Args = append(e.Args, expressions(depth-1).Draw(t, "argument"))
		}
		if e.Op != schema.OpNeg && rapid.IntRange(0, 3).Draw(t, "number") == 0 {
			e.Args[1] = &schema.Expr{Op: schema.OpConst, Const: schema.Decimal{
				Coef: rapid.Int64Range(-300, 300).Draw(t, "coef"), Places: int8(rapid.IntRange(0, 2).Draw(t, "places"))}}
		}
		return e
	})
}

// What Text writes, ParseRule reads to the same value on every row.
func TestTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := expressions(3).Draw(t, "expression")
		text := Text(e, paren)
		_, f, err := ParseRule("(10) = " + text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := f.Resolve(numbered(20))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var values [10]*big.Rat
		for i := range values {
			values[i] = big.NewRat(rapid.Int64Range(-5, 50).Draw(t, "value"), 4)
		}
		at := func(line int) (*big.Rat, bool) { return values[line], true }
		a, sa := Eval(e, at)
		b, sb := Eval(again, at)
		if sa != sb || sa == OK && a.Cmp(b) != 0 {
			t.Fatalf("%s: %v (%d) before, %v (%d) after", text, a, sa, b, sb)
		}
	})
}

// The value of an expression lies in its interval.
func TestIntervalHoldsTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := expressions(3).Draw(t, "expression")
		var values [10]*big.Rat
		var spans [10]schema.Interval
		for i := range values {
			n := schema.Number{Value: schema.Int(rapid.Int64Range(-5, 50).Draw(t, "shown"))}
			values[i] = new(big.Rat).Add(n.Rat(), big.NewRat(rapid.Int64Range(-49, 49).Draw(t, "off"), 100))
			spans[i] = n.Interval()
		}
		set, status := EvalInterval(e, func(line int) (schema.Interval, bool) { return spans[line], true })
		v, exact := Eval(e, func(line int) (*big.Rat, bool) { return values[line], true })
		if status == OK && (exact != OK || !set.Contains(v)) {
			t.Fatalf("%s = %v (%d), not in %v", Text(e, paren), v, exact, set)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"(9)= (7+8)/(3)", "5=4/1x100%", "(1) = sum((2)..(4), [K])", "8=2+...+5", "1=((2)", "(%)=1", "1=--2", "A", "(1)=min(", "\xff=…", "1=2..3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		check := func(tree *Tree) {
			for _, n := range tree.Names() {
				if n.Text == "" || n.Column < 0 || n.Column > len(s)+1 {
					t.Fatalf("%q names %+v", s, n)
				}
			}
			e, err := tree.Resolve(func(name string) (int, bool) { return len(name), true })
			if err != nil {
				t.Fatalf("%q: %v", s, err)
			}
			Eval(e, func(int) (*big.Rat, bool) { return big.NewRat(3, 2), true })
			Form(e)
		}
		if _, tree, ok := ParseNumbering(s); ok && tree != nil {
			check(tree)
		}
		if _, tree, err := ParseRule(s); err == nil {
			check(tree)
		}
	})
}

func BenchmarkParseNumbering(b *testing.B) {
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			ParseNumbering("(10)")
		}
	})
	b.Run("formula", func(b *testing.B) {
		for b.Loop() {
			ParseNumbering("(9)= (7+8)/(3)")
		}
	})
}

// BenchmarkBuild is the cost that the first expression of a run pays.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		buildParser()
	}
}
