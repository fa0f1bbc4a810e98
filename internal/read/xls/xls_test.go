package xls

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// show writes a row of cells as tests compare them.
func show(row []schema.Cell) string {
	var out []string
	for _, c := range row {
		s := c.Raw
		if c.Covered {
			s = "~"
		}
		if c.Kind != schema.Empty && c.Kind != schema.Text {
			s += fmt.Sprintf("<%d>", c.Kind)
		}
		if c.Formula != "" {
			s += "=" + c.Formula
		}
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

// rows reads a workbook and writes its first sheet.
func rows(t *testing.T, data []byte) ([]string, input.Content) {
	t.Helper()
	c, err := Read(input.File{Data: data}, input.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range c.Sheets[0].Cells {
		out = append(out, show(r))
	}
	return out, c
}

func keys(c input.Content) string {
	s := ""
	for _, n := range c.Notes {
		s += n.Key + " "
	}
	return s
}

func TestSheet(t *testing.T) {
	globals := looks("#,##0", "dd/mm/yyyy", "0.0", "0.00%")
	globals.add(recSST, uint32(3), uint32(3), text8("Phụ lục"), text8("  "), uint16(3), uint8(0), "\xAD\xE0x")
	at := func(row, col, look int) []byte { return pack(uint16(row), uint16(col), uint16(look)) }
	value := func(b ...byte) []byte { return append(append(b, make([]byte, 6-len(b))...), 0xFF, 0xFF) }
	tail := make([]byte, 8)
	var s stream
	s.add(recLabelSST, at(0, 0, 0), uint32(0)).
		add(recLabelSST, at(0, 1, 0), uint32(1)).
		add(recLabelSST, at(0, 3, 1), uint32(2)).
		add(recNumber, at(2, 0, 1), 11232.0).
		add(recNumber, at(2, 1, 2), 45107.0).
		add(recNumber, at(2, 2, 3), 0.28499999999999998).
		add(recNumber, at(2, 3, 4), 0.7392).
		add(recRK, at(3, 0, 0), uint32(123<<2|2)).
		add(recRK, at(3, 1, 0), uint32(12345<<2|3)).
		add(recRK, at(3, 2, 0), uint32(0xFFFFFE16)).
		add(recRK, at(3, 3, 0), uint32(math.Float64bits(1.5)>>32)).
		add(recRK, at(3, 4, 0), uint32(math.Float64bits(150)>>32)|1).
		add(recMulRK, uint16(4), uint16(1), uint16(0), uint32(1<<2|2), uint16(1), uint32(2000<<2|2), uint16(2)).
		add(recBoolErr, at(5, 0, 0), uint8(1), uint8(0)).
		add(recBoolErr, at(5, 1, 0), uint8(7), uint8(1)).
		add(recLabel, at(5, 2, 0), text8("a\r\nb")).
		add(recFormula, at(6, 0, 1), 1500.0, tail).
		add(recFormula, at(6, 1, 0), value(0), tail).add(recShared, make([]byte, 10)).add(recString, text8("chữ")).
		add(recFormula, at(6, 2, 0), value(1, 0, 1), tail).
		add(recFormula, at(6, 3, 0), value(2, 0, 0x2A), tail).
		add(recFormula, at(6, 4, 0), value(3), tail).
		add(recString, text8("belongs to nothing")).
		add(recNumber, at(7, 0, 0), 1e300).
		add(recBOF, uint16(0x0600), uint16(0x20), make([]byte, 12)).add(recNumber, at(0, 0, 0), 99.0).add(recEOF). // a chart on the sheet
		add(recMerges, uint16(2), uint16(0), uint16(1), uint16(0), uint16(2), uint16(2), uint16(2), uint16(40), uint16(41))
	got, c := rows(t, book8(globals, s, nil, nil))
	want := []string{
		"Phụ lục|~|~|\u00ad\u00e0x",
		"~|~|~",
		"11.232<2>|30/06/2023<4>|0,3<2>|73,92%<2>",
		"123<2>|123,45<2>|-123<2>|1,5<2>|1,5<2>",
		"|1<2>|2.000<2>",
		"TRUE<6>|#DIV/0!<5>|a\nb",
		"1.500<2>|chữ|TRUE<6>|#N/A<5>|",
		"1e+300",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if keys(c) != "read.numbers-too-large " {
		t.Errorf("notes %q", keys(c))
	}
	for i, hidden := range []bool{false, true, true} {
		if s := c.Sheets[i]; s.Hidden != hidden || s.Name != fmt.Sprintf("PL%d", i+1) || s.Index != i+1 {
			t.Errorf("sheet %+v", s)
		}
	}
	first := c.Sheets[0]
	if f := first.Fonts[first.At(0, 3).Font]; f != ".VnTime" {
		t.Errorf("font %q", f)
	}
	if n := first.At(2, 2).Number; n.Value != (schema.Decimal{Coef: 285, Places: 3}) || n.Shown != 1 {
		t.Errorf("%+v", n)
	}
}

// A shared string goes on over CONTINUE records, which may change its width; its
// font runs and phonetic block stand behind it.
func TestContinue(t *testing.T) {
	g := looks()
	g.add(recSST, uint32(3), uint32(3), uint16(8), uint8(flagRich|flagPhonetic), uint16(2), uint32(5), "S\xe8 ").
		add(recContinue, uint8(0), "h\xe5").
		add(recContinue, uint8(flagWide), wide(" s")).
		add(recContinue, uint8(0), "\xac", uint16(0), uint16(5), uint16(6)).
		add(recContinue, uint16(6), "phon").
		add(recContinue, "e", text8("giữa"), uint16(2), uint8(flagWide)).
		add(recContinue, uint8(flagWide), wide("ơn"))
	var s stream
	for i := range 3 {
		s.add(recLabelSST, uint16(0), uint16(i), uint16(0), uint32(i))
	}
	got, c := rows(t, book8(g, s))
	if want := "Sè hå s¬|giữa|ơn"; got[0] != want {
		t.Errorf("%q, want %q", got[0], want)
	}
	fonts := c.Sheets[0].Fonts
	var runs []string
	for _, r := range c.Sheets[0].Runs {
		runs = append(runs, fmt.Sprintf("%d %d %d %s", r.Row, r.Col, r.Start, fonts[r.Font]))
	}
	// The ninth byte is where the seventh character begins: è and å take two each.
	if diff := cmp.Diff([]string{"0 0 0 .VnTime", "0 0 8 Symbol"}, runs); diff != "" {
		t.Error(diff)
	}
	if f := fonts[c.Sheets[0].At(0, 0).Font]; f != ".VnTime" {
		t.Errorf("most of it is in %q", f)
	}
}

// Every way to cut a table of strings into records gives the same strings.
func TestContinueAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("aZ9 éữ𝒳")), 1, 12, -1), 1, 5).Draw(t, "strings")
		g := looks()
		id, data := uint16(recSST), pack(uint32(len(want)), uint32(len(want)))
		cut := func() {
			g.add(id, data)
			id, data = recContinue, nil
		}
		for _, s := range want {
			units := wide(s)
			isWide := uint8(0)
			for i := 1; i < len(units); i += 2 {
				if units[i] != 0 {
					isWide = flagWide
				}
			}
			if rapid.IntRange(0, 3).Draw(t, "cut before") == 0 {
				cut()
			}
			data = append(data, pack(uint16(len(units)/2), isWide)...)
			for i := 0; i < len(units); i += 2 {
				if rapid.IntRange(0, 3).Draw(t, "cut within") == 0 {
					cut()
					data = append(data, isWide)
				}
				data = append(data, units[i])
				if isWide != 0 {
					data = append(data, units[i+1])
				}
			}
		}
		cut()
		b := newBook(book8(g), input.DefaultLimits())
		if err := b.globals(); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range b.strings {
			got = append(got, s.s)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Before BIFF8 strings are bytes, in the code page of the file or of the font.
func TestOlderWorkbook(t *testing.T) {
	font := func(charset uint8, name string) []byte {
		return pack(make([]byte, 12), charset, uint8(0), uint8(len(name)), name)
	}
	var g stream
	g.add(recCodePage, uint16(1252)).add(recDateMode, uint16(1)).
		add(recFont, font(0, ".VnTime")).add(recFont, font(163, "Arial")).
		add(recFormat, uint16(164), uint8(4), "#,#0").
		add(recXF, uint16(0), uint16(164), make([]byte, 12)).
		add(recXF, uint16(1), uint16(14), make([]byte, 12))
	var s stream
	s.add(recLabel, uint16(0), uint16(0), uint16(0), uint16(3), "T\xe6\x96").
		add(recLabel, uint16(0), uint16(1), uint16(1), uint16(2), "\xd0\xf2").
		add(recRString, uint16(0), uint16(2), uint16(0), uint16(2), "ab", uint8(1), uint8(1), uint8(1)).
		add(recNumber, uint16(0), uint16(3), uint16(1), 43645.0).
		add(recFormula, uint16(0), uint16(4), uint16(0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8)).
		add(recString, uint16(1), "z")
	got, c := rows(t, book5(g, s))
	if want := "Tæ–|Đ\u0323|ab|30/06/2023<4>|z"; got[0] != want {
		t.Errorf("%q, want %q", got[0], want)
	}
	if r := c.Sheets[0].Runs; len(r) != 2 || r[1].Start != 1 {
		t.Errorf("runs %v", r)
	}
}

// Before BIFF5 a sheet stands alone.
func TestOldestSheets(t *testing.T) {
	var s2, s4 stream
	s2.add(recBOF2, uint16(2), uint16(kindSheet)).
		add(recFormat2, uint8(7), "General").add(recFormat2, uint8(4), "0.00").
		add(recXF2, uint8(0), uint8(0), uint8(0), uint8(0)).add(recXF2, uint8(0), uint8(0), uint8(1), uint8(0)).
		add(recInteger2, uint16(0), uint16(0), uint8(1), uint8(0), uint8(0), uint16(42)).
		add(recNumber2, uint16(0), uint16(1), uint8(0), uint8(0), uint8(0), 1.5).
		add(recLabel2, uint16(0), uint16(2), uint8(0), uint8(0), uint8(0), uint8(2), "ab").
		add(recFormula, uint16(0), uint16(3), uint8(0), uint8(0), uint8(0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 2)).
		add(recString2, uint8(1), "c").
		add(recEOF)
	s4.add(recBOF4, uint16(4), uint16(kindSheet), uint16(0)).
		add(recFormat, uint16(0), uint8(3), "0.0").
		add(recXF4, uint8(0), uint8(0), make([]byte, 10)).
		add(recNumber, uint16(1), uint16(0), uint16(0), 2.25).
		add(recFormula4, uint16(1), uint16(1), uint16(0), 3.0, make([]byte, 4)).
		add(recEOF)
	if got, _ := rows(t, s2); got[0] != "42,00<2>|1,5<2>|ab|c" {
		t.Errorf("BIFF2: %q", got[0])
	}
	if got, _ := rows(t, s4); got[1] != "2,3<2>|3,0<2>" {
		t.Errorf("BIFF4: %q", got[1])
	}
}

func TestBadWorkbooks(t *testing.T) {
	var cell, far, short, index, pass stream
	cell.add(recNumber, uint16(0), uint16(0), uint16(0), 1.0)
	far.add(recNumber, uint16(30), uint16(30), uint16(0), 1.0)
	short.add(recNumber, uint16(1), uint16(2), uint16(0), uint16(0))
	index.add(recLabelSST, uint16(0), uint16(1), uint16(0), uint32(7))
	pass.add(recFilePass, uint16(1))
	lim := input.DefaultLimits()
	rowsOnly, cellsOnly := lim, lim
	rowsOnly.Rows, cellsOnly.Cells = 10, 10
	good := book8(nil, cell)
	chart := bytes.Replace(good, []byte{0, 0, 3, 0, 'P', 'L'}, []byte{0, 2, 3, 0, 'P', 'L'}, 1)
	for _, tc := range []struct {
		name  string
		data  []byte
		lim   input.Limits
		key   string
		place string
	}{
		{"password", book8(pass, cell), lim, "read.password", ""},
		{"no sheets", book8(nil), lim, "read.no-sheets", ""},
		{"a chart only", chart, lim, "read.no-sheets", ""},
		{"cut before the sheet", good[:39], lim, "read.broken", ""},
		{"no stream", []byte(signature), lim, "read.broken", ""},
		{"a short record", book8(nil, short), lim, "read.broken", "PL1!C2"},
		{"no such string", book8(nil, index), lim, "read.no-such-string", "PL1!B1"},
		{"too many rows", book8(nil, far), rowsOnly, "read.sheet-too-large", "PL1!AE31"},
		{"too many cells", book8(nil, far), cellsOnly, "read.too-many-cells", "PL1!AE31"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Read(input.File{Data: tc.data}, tc.lim)
			if err == nil {
				t.Fatal("read without an error")
			}
			if e := input.As(err); e.Message.Key != tc.key || e.Place != tc.place || !e.Unreadable {
				t.Errorf("%s at %q: %v", e.Message.Key, e.Place, e)
			}
		})
	}
}

// A workbook that is cut short gives what stands before the cut, with a note.
func TestCutShort(t *testing.T) {
	var s stream
	for i := range 20 {
		s.add(recNumber, uint16(i), uint16(0), uint16(0), float64(i))
	}
	whole := book8(nil, s)
	got, c := rows(t, whole[:len(whole)-100])
	if len(got) < 10 || len(got) >= 20 || keys(c) != "read.cut-short " {
		t.Errorf("%d rows, notes %q", len(got), keys(c))
	}
	if got, c := rows(t, whole); len(got) != 20 || keys(c) != "" {
		t.Errorf("%d rows of the whole, notes %q", len(got), keys(c))
	}
}

// Where the list of sheets points to nothing, the sheets are taken in their order.
func TestMisplacedSheets(t *testing.T) {
	var a, b stream
	a.add(recNumber, uint16(0), uint16(0), uint16(0), 1.0)
	b.add(recNumber, uint16(0), uint16(0), uint16(0), 2.0)
	data := book8(nil, a, b)
	i := bytes.Index(data, []byte{0, 0, 3, 0, 'P', 'L'}) - 4
	binary.LittleEndian.PutUint32(data[i:], 7)
	got, c := rows(t, data)
	if got[0] != "1<2>" || show(c.Sheets[1].Cells[0]) != "2<2>" {
		t.Errorf("%q, %q", got[0], show(c.Sheets[1].Cells[0]))
	}
}

func FuzzRead(f *testing.F) {
	g := looks("#,##0.0", "dd/mm/yyyy")
	g.add(recSST, uint32(1), uint32(1), text8("Số")).add(recContinue, uint8(1), wide("x"))
	var s stream
	s.add(recLabelSST, make([]byte, 10)).add(recRK, uint16(1), uint16(1), uint16(1), uint32(7)).
		add(recFormula, uint16(2), uint16(0), uint16(2), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8)).add(recString, text8("y")).
		add(recMerges, uint16(1), uint16(0), uint16(1), uint16(0), uint16(1)).
		add(recMulRK, uint16(4), uint16(1), uint16(0), uint32(6), uint16(1), uint32(9), uint16(2))
	f.Add(book8(g, s, s))
	var font stream
	font.add(recFont, make([]byte, 14), uint8(2), "VN")
	f.Add(book5(font, s))
	f.Add(formulas())
	f.Add(encrypted(book8(g, s)))
	if whole, err := os.ReadFile("../../../testdata/hoai-nhon-2023h1/appendix.xls"); err != nil {
		f.Error(err)
	} else {
		f.Add(whole)
	}
	lim := input.DefaultLimits()
	lim.Rows, lim.Cols, lim.Cells = 2000, 100, 5000
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Read(input.File{Data: data}, lim)
		if err != nil {
			if e := input.As(err); e.Message.IsZero() {
				t.Errorf("not an error for a person: %v", err)
			}
			return
		}
		for _, s := range c.Sheets {
			for r, row := range s.Cells {
				for col, cell := range row {
					if cell.Covered && cell.Raw != "" {
						t.Errorf("%s is covered and holds %q", schema.A1(r, col), cell.Raw)
					}
					if cell.Kind == schema.Numeric && (cell.Raw == "" || cell.Number.Value.Places > schema.MaxDigits || cell.Number.Shown < 0) {
						t.Errorf("%s: %+v", schema.A1(r, col), cell)
					}
					if int(cell.Font) >= len(s.Fonts) {
						t.Errorf("%s: font %d of %d", schema.A1(r, col), cell.Font, len(s.Fonts))
					}
				}
			}
			for _, m := range s.Merges {
				if m.Bottom >= len(s.Cells) || m.Right >= s.Width() {
					t.Errorf("merge %+v outside the sheet", m)
				}
			}
			for _, r := range s.Runs {
				if c := s.At(r.Row, r.Col); r.Start >= len(c.Raw) {
					t.Errorf("run %+v outside %q", r, c.Raw)
				}
			}
		}
	})
}
