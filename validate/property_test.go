package validate

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doisoat/internal/number"
	"doisoat/schema"
)

// soundTable draws a table whose rules all hold: units in two sections, columns
// (1) = (2) + (3) and the rate (4) = (3) / (1), subtotals and a grand total.
func soundTable(t *rapid.T) (*schema.Report, *schema.Table) {
	var b strings.Builder
	style := number.Style{Decimal: ',', Group: "."}
	write := func(n int64) string { return number.FormatDecimal(schema.Int(n), style) }
	row := func(kind, label string, x, y int64) {
		rate := number.Format(new(big.Rat).Mul(big.NewRat(y, x+y), big.NewRat(100, 1)), 2, style)
		fmt.Fprintf(&b, "%s||%s|%s|%s|%s|%s\n", kind, label, write(x+y), write(x), write(y), rate)
	}
	figure := rapid.Int64Range(1, 99999)
	var allX, allY int64
	var subtotals []int
	var sections [][]int
	line := 0
	for section := range 2 {
		var x, y int64
		var rows []int
		for unit := range rapid.IntRange(2, 6).Draw(t, "units") {
			ux, uy := figure.Draw(t, "x"), figure.Draw(t, "y")
			row("u", fmt.Sprintf("Xã %c%d", 'A'+unit, section), ux, uy)
			x, y = x+ux, y+uy
			rows = append(rows, line)
			line++
		}
		row("+", fmt.Sprintf("Cộng %d", section+1), x, y)
		subtotals, sections = append(subtotals, line), append(sections, rows)
		line++
		allX, allY = allX+x, allY+y
	}
	row("t", "Tổng cộng", allX, allY)
	rep, table := tableOf("cccr", b.String())
	var rows []int
	for n := range table.Rows {
		rows = append(rows, n)
	}
	across(table, "(1) = (2) + (3)", schema.Sum, 2, sum(3, 4), rows...)
	across(table, "(4) = (3) / (1)", schema.Division, 5, quotient(variable(4), variable(2)), rows...)
	for n, sub := range subtotals {
		down(table, sub, sections[n], 2, 3, 4)
		within(table, sub, sections[n], 5)
	}
	down(table, line, subtotals, 2, 3, 4)
	return rep, table
}

// changeDigit writes another digit in the place of one of the cell's.
func changeDigit(t *rapid.T, c *schema.Cell) {
	var at []int
	for n := range c.Raw {
		if c.Raw[n] >= '0' && c.Raw[n] <= '9' {
			at = append(at, n)
		}
	}
	n := rapid.SampledFrom(at).Draw(t, "place")
	digit := (int(c.Raw[n]-'0') + rapid.IntRange(1, 9).Draw(t, "step")) % 10
	text := c.Raw[:n] + string(rune('0'+digit)) + c.Raw[n+1:]
	if v, ok := number.Parse(text, number.ViMarks); ok && text != c.Raw {
		c.Raw, c.Number = text, v
		return
	}
	t.Skip("not a number: " + text)
}

func names(f schema.Finding, ref schema.Ref) bool {
	if f.At.Kind == schema.InCell && f.At.Ref == ref {
		return true
	}
	for _, e := range f.Evidence {
		if e.At.Kind == schema.InCell && e.At.Ref == ref {
			return true
		}
	}
	return false
}

func TestSoundTableIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep, _ := soundTable(t)
		if findings, _, _ := check(t, rep); len(findings) > 0 {
			t.Fatalf("findings:\n%s", lines(findings))
		}
	})
}

// Change one digit of any cell: one finding, an error, stands at the cell and gives
// the value that it had. A rate changed into the one that cutting off gives is the
// exception: that is a warning.
func TestChangedDigitIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep, table := soundTable(t)
		ref := table.Ref(rapid.IntRange(0, len(table.Rows)-1).Draw(t, "row"), rapid.IntRange(2, 5).Draw(t, "column"))
		was := rep.At(ref).Raw
		changeDigit(t, rep.At(ref))
		findings, _, _ := check(t, rep)
		if len(findings) != 1 {
			t.Fatalf("%s changed from %s to %s, findings:\n%s", schema.A1(ref.Row, ref.Col), was, rep.At(ref).Raw, lines(findings))
		}
		f := findings[0]
		if f.At.Ref != ref || f.Computed != was {
			t.Fatalf("the cell at fault is %s (was %s), told is\n%s", schema.A1(ref.Row, ref.Col), was, line(f))
		}
		if f.Severity != schema.Error && f.Code != "V102" {
			t.Fatalf("not an error: %s", line(f))
		}
	})
}

// Two changed cells may look like others, but both stand in errors.
func TestTwoChangedDigitsAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep, table := soundTable(t)
		var refs []schema.Ref
		for range 2 {
			ref := table.Ref(rapid.IntRange(0, len(table.Rows)-1).Draw(t, "row"), rapid.IntRange(2, 4).Draw(t, "column"))
			refs = append(refs, ref)
			changeDigit(t, rep.At(ref))
		}
		if refs[0] == refs[1] {
			t.Skip("one cell")
		}
		findings, _, _ := check(t, rep)
		for _, ref := range refs {
			found := false
			for _, f := range findings {
				found = found || f.Severity == schema.Error && names(f, ref)
			}
			if !found {
				t.Fatalf("%s is in no error:\n%s", schema.A1(ref.Row, ref.Col), lines(findings))
			}
		}
	})
}
