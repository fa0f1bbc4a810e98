package xls

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// formulaCell is the record of a formula with the value 1.
func formulaCell(row, col int, tokens []byte) []byte {
	return pack(uint16(row), uint16(col), uint16(0), 1.0, make([]byte, 6), uint16(len(tokens)), tokens)
}

// relative is a column with both parts of its reference relative.
const relative = 0xC000

// formulas is a workbook with a formula of every kind in its first column.
func formulas() []byte {
	var g stream
	g.add(recSupBook, uint16(3), uint16(0x0401)).add(recSupBook, uint16(1), uint16(0x3A01)).
		add(recExternName, uint16(0), uint32(0), uint8(8), uint8(0), "NETDAYS!").
		add(recExterns, uint16(3), uint16(0), uint16(1), uint16(1), uint16(1), uint16(0), uint16(0), uint16(0), uint16(0), uint16(1)).
		add(recName, uint16(0), uint8(0), uint8(3), uint16(0), make([]byte, 8), uint8(0), "Thu")
	ref := func(token uint8, row, col int) []byte { return pack(token, uint16(row), uint16(col)) }
	area := func(token uint8, r1, r2, c1, c2 int) []byte {
		return pack(token, uint16(r1), uint16(r2), uint16(c1), uint16(c2))
	}
	one, half := pack(uint8(0x1E), uint16(1)), pack(uint8(0x1F), 0.5)
	list := [][]byte{
		pack(ref(0x44, 11, 2|relative), ref(0x44, 12, 3|0x4000), uint8(0x05), half, uint8(0x03), uint8(0x15), uint8(0x14)),
		pack(area(0x25, 11, 27, 11|relative, 11|relative), uint8(0x19), uint8(0x10), uint16(0)),
		pack(area(0x25, 0, 0xFFFF, 1|relative, 2), uint8(0x19), uint8(0x40), uint16(1), ref(0x24, 0, 0), uint8(0x22), uint8(2), uint16(4)),
		pack(ref(0x24, 0, relative), one, uint8(0x41), uint16(27)),
		pack(uint8(0x17), uint8(3), uint8(0), `a"b`, uint8(0x1D), uint8(1), uint8(0x08), uint8(0x1C), uint8(0x07), uint8(0x0E)),
		pack(ref(0x24, 0, relative), uint8(0x19), uint8(0x02), uint16(9), one, uint8(0x16), uint8(0x42), uint8(3), uint16(1)),
		pack(uint8(0x3A), uint16(0), uint16(2), uint16(3|relative)),
		pack(uint8(0x3B), uint16(2), uint16(0), uint16(1), uint16(0|relative), uint16(1|relative), uint8(0x13)),
		pack(uint8(0x43), uint16(1), uint16(0)),
		pack(uint8(0x59), uint16(1), uint16(1), uint16(0), one, uint8(0x42), uint8(2), uint16(255)),
		pack(uint8(0x2A), uint32(0)),
		pack(area(0x25, 4, 5, 0|relative, 0xFF|relative), uint8(0x61), uint16(76)),
		pack(uint8(0x60), make([]byte, 7)), // an array in braces
		pack(one, uint8(0x03)),             // an operand is missing
		pack(uint8(0x24), uint16(1)),       // cut short
	}
	var s stream
	for i, tokens := range list {
		s.add(recFormula, formulaCell(i, 0, tokens))
	}
	// A formula shared by two cells below one another, and an array.
	exp := func(row, col int) []byte { return pack(uint8(tokenShared), uint16(row), uint16(col)) }
	shared := pack(uint8(0x2C), uint16(0xFFFF), uint16(0xFF|relative), area(0x2D, 0, 1, 1|relative, 1|relative), uint8(0x19), uint8(0x10), uint16(0), uint8(0x03))
	s.add(recFormula, formulaCell(20, 1, exp(20, 1))).
		add(recShared, uint16(20), uint16(21), uint8(1), uint8(1), uint8(0), uint8(2), uint16(len(shared)), shared).
		add(recFormula, formulaCell(21, 1, exp(20, 1)))
	array := pack(area(0x25, 0, 1, relative, relative), uint8(0x19), uint8(0x10), uint16(0))
	s.add(recFormula, formulaCell(22, 1, exp(22, 1))).
		add(recArray, uint16(22), uint16(23), uint8(1), uint8(1), uint16(0), uint32(0), uint16(len(array)), array).
		add(recFormula, formulaCell(23, 1, exp(22, 1)))
	return book8(g, s, nil)
}

func TestFormulas(t *testing.T) {
	_, c := rows(t, formulas())
	s := c.Sheets[0]
	var got []string
	for i := range 15 {
		got = append(got, s.At(i, 0).Formula)
	}
	for i := range 4 {
		got = append(got, s.At(20+i, 1).Formula)
	}
	want := []string{
		"(C12*D$13+0.5)%", "SUM(L12:L28)", "SUM(B:$C,$A$1)", "ROUND(A1,1)", `"a""b"&TRUE<>#DIV/0!`, "IF(A1,1,)",
		"'PL2'!D3", "-'PL1:PL2'!A1:B2", "Thu", "NETDAYS!(1)", "#REF!", "ROWS(5:6)", "", "", "",
		"A20+SUM(C21:C22)", "A21+SUM(C22:C23)", "SUM(A1:A2)", "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Before BIFF8 references are shorter.
func TestOlderFormulas(t *testing.T) {
	tokens := pack(uint8(0x24), uint16(0xC000|4), uint8(2), uint8(0x25), uint16(0x8000), uint16(9), uint8(1), uint8(3), uint8(0x19), uint8(0x10), uint16(0), uint8(0x04),
		uint8(0x17), uint8(2), "x\xe6", uint8(0x08), uint8(0x5A), uint16(0xFFFF), make([]byte, 8), uint16(0), uint16(0), uint16(0xC000), uint8(0), uint8(0x08))
	var s stream
	s.add(recFormula, formulaCell(0, 0, tokens))
	got, _ := rows(t, book5(nil, s))
	if want := `1<2>=C5-SUM($B1:$D$10)&"xæ"&'B1'!A1`; got[0] != want {
		t.Errorf("%q, want %q", got[0], want)
	}
}
