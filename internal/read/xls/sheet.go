package xls

import (
	"errors"
	"fmt"
	"strings"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/input"
	"doisoat/internal/read/numfmt"
	"doisoat/schema"
)

// maxWork bounds the bytes of all substreams read, in lengths of the stream: sheets
// that stand inside one another are read once each.
const maxWork = 4

// worksheet is one sheet being read.
type worksheet struct {
	*book
	grid.Filler
	// The last formula: its cell, and what of it is to follow.
	row, col int
	font     font
	waiting  bool              // its text
	pending  bool              // its tokens, for they hold for several cells
	masters  map[[2]int][]byte // tokens that cells share, by the first cell
}

// readSheet reads the substream of a sheet. Substreams inside it, which hold its
// charts, are passed over.
func (b *book) readSheet(sheet *schema.Sheet, at int) error {
	w := &worksheet{book: b, Filler: grid.Filler{Budget: &b.budget, Sheet: sheet}, masters: map[[2]int][]byte{}}
	s := scanner{stream: b.stream, pos: at}
	depth, ended := 0, false
	for !ended && s.next() {
		switch {
		case isBOF(s.rec.id) != 0:
			depth++
		case s.rec.id == recEOF:
			depth--
			ended = depth == 0
		case depth == 1 && !s.cut: // half a record says nothing
			if err := w.record(&s.rec); err != nil {
				return err
			}
		}
	}
	b.cut = b.cut || !ended || s.cut
	if b.work += s.pos - at; b.work > maxWork*len(b.stream) {
		return input.Broken(sheet.Name, errors.New("the sheets overlap"))
	}
	return w.Finish()
}

// record reads one record of a sheet.
func (w *worksheet) record(r *record) error {
	if w.version < 5 {
		if err := w.global(r); err != nil {
			return err
		}
	}
	f := newFields(r)
	switch r.id {
	case recFilePass:
		return input.Refused("read.password")
	case recInteger2, recNumber2, recNumber, recRK, recLabel2, recLabel, recRString, recLabelSST, recBoolErr2, recBoolErr, recFormula, recFormula3, recFormula4:
		row, col := f.u16(), f.u16()
		return w.cell(r.id, f, row, col)
	case recMulRK:
		row, col := f.u16(), f.u16()
		for n := (len(r.data()) - 6) / 6; n > 0; n-- {
			x := f.u16()
			if err := w.rk(row, col, x, f.u32()); err != nil {
				return err
			}
			col++
		}
	case recShared:
		f.skip(8)
		w.share(f.take(f.u16()), true)
	case recArray:
		f.skip(12)
		w.share(f.take(f.u16()), false)
	case recString, recString2:
		return w.formulaText(f)
	case recMerges:
		for n := f.u16(); n > 0; n-- {
			m := schema.Merge{Top: f.u16(), Bottom: f.u16(), Left: f.u16(), Right: f.u16()}
			if f.short {
				break
			}
			if m.Top <= m.Bottom && m.Left <= m.Right && !w.Merge(m) {
				return input.Broken(w.Sheet.Name, errors.New("too many merged ranges"))
			}
		}
	}
	return nil
}

// look reads the looks of a cell; in BIFF2 they are three bytes of their own.
func (w *worksheet) attributes(f *fields) int {
	if w.version > 2 {
		return f.u16()
	}
	x := f.u8() & 0x3F
	f.skip(2)
	return x
}

// cell reads the rest of a cell record.
func (w *worksheet) cell(id uint16, f *fields, row, col int) error {
	x := w.attributes(f)
	st, fnt := w.look(x)
	w.waiting, w.pending = false, false
	switch id {
	case recRK:
		return w.rk(row, col, x, f.u32())
	case recNumber, recNumber2:
		u := f.u64()
		if f.short {
			return w.broken(row, col)
		}
		return w.number(row, col, st, u)
	case recInteger2:
		n := f.u16()
		return w.decimal(row, col, st, schema.Int(int64(n)))
	case recLabelSST:
		n := f.u32()
		if f.short {
			return w.broken(row, col)
		}
		if n >= len(w.strings) {
			return w.Refuse(row, col, "read.no-such-string", "index", fmt.Sprint(n))
		}
		return w.text(row, col, w.strings[n], fnt)
	case recLabel, recLabel2, recRString:
		return w.text(row, col, w.label(id, f, fnt), fnt)
	case recBoolErr, recBoolErr2:
		v := f.u8()
		return w.flag(row, col, v, f.u8() == 1)
	}
	return w.formula(f, row, col, st, fnt)
}

// broken is the error of a cell record that is too short for its cell.
func (w *worksheet) broken(row, col int) error {
	return input.Broken(w.Sheet.Name+"!"+schema.A1(row, col), errors.New("a record that is too short"))
}

// u64 reads eight bytes.
func (f *fields) u64() uint64 { return uint64(f.u32()) | uint64(f.u32())<<32 }

// rk sets a cell from a number in four bytes ([MS-XLS] 2.5.217 RkNumber): a whole
// number or the upper part of a binary one, either of them × 100.
func (w *worksheet) rk(row, col, x, v int) error {
	w.waiting, w.pending = false, false
	st, _ := w.look(x)
	var d schema.Decimal
	if v&2 != 0 {
		d = schema.Int(int64(int32(uint32(v)) >> 2))
	} else {
		u, ok := uint64(v&^3)<<32, false
		if d, ok = numfmt.Bits(u); !ok {
			return w.tooLarge(row, col, u)
		}
	}
	if v&1 != 0 {
		d, _ = numfmt.Shift(d, -2) // smaller, so it fits
	}
	return w.decimal(row, col, st, d)
}

// number sets a cell from the bits of a binary number.
func (w *worksheet) number(row, col int, st *numfmt.Style, u uint64) error {
	d, ok := numfmt.Bits(u)
	if !ok {
		return w.tooLarge(row, col, u)
	}
	return w.decimal(row, col, st, d)
}

func (w *worksheet) decimal(row, col int, st *numfmt.Style, d schema.Decimal) error {
	c, err := w.Place(row, col)
	if err != nil {
		return err
	}
	st.Set(c, d, w.is1904)
	return nil
}

// tooLarge keeps a number that is no figure as text.
func (w *worksheet) tooLarge(row, col int, u uint64) error {
	c, err := w.Place(row, col)
	if err != nil {
		return err
	}
	w.huge++
	text, ok := numfmt.BitsText(u)
	if !ok {
		c.Kind, c.Raw = schema.Failed, errorName(0x24)
		return nil
	}
	c.Kind, c.Raw = schema.Text, text
	return nil
}

// label reads the text of a cell that is not shared ([MS-XLS] 2.4.148 Label).
func (w *worksheet) label(id uint16, f *fields, fnt font) text {
	if w.version == 8 {
		t := f.unicode(f.u16())
		w.settle(&t)
		return t
	}
	n := 0
	if id == recLabel2 {
		n = f.u8()
	} else {
		n = f.u16()
	}
	t := text{s: f.bytes(n, fnt.page)}
	if id == recRString {
		for n := f.u8(); n > 0; n-- {
			t.runs = append(t.runs, run{f.u8(), f.u8()})
		}
	}
	w.settle(&t)
	return t
}

// text sets a cell of words.
func (w *worksheet) text(row, col int, t text, fnt font) error {
	if t.s == "" {
		return nil
	}
	c, err := w.Place(row, col)
	if err != nil {
		return err
	}
	c.Raw = t.s
	if strings.TrimSpace(t.s) != "" {
		c.Kind = schema.Text
	}
	w.fontsOf(c, row, col, t, fnt)
	return nil
}

// flag sets a cell that holds a truth value or an error.
func (w *worksheet) flag(row, col, v int, isError bool) error {
	c, err := w.Place(row, col)
	if err != nil {
		return err
	}
	setFlag(c, v, isError)
	return nil
}

func setFlag(c *schema.Cell, v int, isError bool) {
	switch {
	case isError:
		c.Kind, c.Raw = schema.Failed, errorName(v)
	case v != 0:
		c.Kind, c.Raw = schema.Bool, "TRUE"
	default:
		c.Kind, c.Raw = schema.Bool, "FALSE"
	}
}

// errorName writes an error value ([MS-XLS] 2.5.10 BErr).
func errorName(v int) string {
	switch v {
	case 0x00:
		return "#NULL!"
	case 0x07:
		return "#DIV/0!"
	case 0x0F:
		return "#VALUE!"
	case 0x17:
		return "#REF!"
	case 0x1D:
		return "#NAME?"
	case 0x24:
		return "#NUM!"
	}
	return "#N/A"
}

// formula sets a cell from the value that a formula last had ([MS-XLS] 2.5.133
// FormulaValue): a number, or what the first byte says when the last two are set.
func (w *worksheet) formula(f *fields, row, col int, st *numfmt.Style, fnt font) error {
	u := f.u64()
	if f.short {
		return w.broken(row, col)
	}
	w.row, w.col, w.font = row, col, fnt
	text := w.formulaOf(w.tokens(f), row, col)
	if u>>48 != 0xFFFF {
		if err := w.number(row, col, st, u); err != nil {
			return err
		}
		w.Sheet.At(row, col).Formula = text
		return nil
	}
	c, err := w.Place(row, col)
	if err != nil {
		return err
	}
	c.Formula = text
	v := int(u >> 16 & 0xFF)
	switch u & 0xFF {
	case 0:
		w.waiting = true
	case 1:
		setFlag(c, v, false)
	case 2:
		setFlag(c, v, true)
	}
	return nil
}

// tokens gives the tokens of a formula record. Where the cell shares them with
// others, they are those of the first cell, whose record stands before; the first
// cell itself has them in the record that follows.
func (w *worksheet) tokens(f *fields) []byte {
	if w.version < 5 {
		return nil
	}
	f.skip(6)
	tokens := f.take(f.u16())
	if len(tokens) == 5 && tokens[0] == tokenShared {
		at := [2]int{int(tokens[1]) | int(tokens[2])<<8, int(tokens[3]) | int(tokens[4])<<8}
		tokens = w.masters[at]
		w.pending = tokens == nil
	}
	return tokens
}

// tokenShared stands alone in a formula that is shared ([MS-XLS] 2.5.198.58 PtgExp).
const tokenShared = 0x01

// share takes the tokens that follow their first cell. An array's belong to that
// cell alone, as other formats write it.
func (w *worksheet) share(tokens []byte, more bool) {
	if !w.pending {
		return
	}
	w.pending = false
	w.Sheet.At(w.row, w.col).Formula = w.formulaOf(tokens, w.row, w.col)
	if more {
		w.masters[[2]int{w.row, w.col}] = tokens
	}
}

// formulaText gives the last formula the text that follows it.
func (w *worksheet) formulaText(f *fields) error {
	if !w.waiting {
		return nil
	}
	w.waiting = false
	id := uint16(recLabel)
	if w.version == 2 {
		id = recLabel2
	}
	return w.text(w.row, w.col, w.label(id, f, w.font), w.font)
}
