package xls

import (
	"errors"

	"golang.org/x/text/encoding/charmap"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/input"
	"doisoat/internal/read/numfmt"
)

// The types of a substream, as its first record tells them.
const (
	kindGlobals = 0x0005
	kindSheet   = 0x0010
)

// book is what the sheets of one workbook share.
type book struct {
	stream  []byte
	budget  grid.Budget
	version int // generation of the records: 2, 3, 4, 5 (also 7) or 8
	bounds  []bound
	page    *charmap.Charmap // of strings before BIFF8
	strings []text
	is1904  bool
	fonts   []font
	names   []string       // names of fonts, "" first
	nameOf  map[string]int // index in names
	xfs     []xf
	formats map[int]string // codes by index
	styles  map[int]*numfmt.Style
	// What formulas refer to.
	defined   []string // names
	links     []link
	externs   []extern
	functions map[int]function // nil until one is asked for

	work int  // bytes of substreams read so far
	cut  bool // the file ends before its content does
	huge int  // numbers that are too large to be figures
}

type font struct {
	name int // index in book.names
	page *charmap.Charmap
}

// xf is what is used of an extended format: the looks of a cell.
type xf struct{ font, format int }

func newBook(stream []byte, lim input.Limits) *book {
	return &book{
		stream: stream, budget: grid.Budget{Limits: lim}, page: charmap.Windows1252,
		names: []string{""}, nameOf: map[string]int{"": 0},
		formats: map[int]string{}, styles: map[int]*numfmt.Style{},
	}
}

// globals reads the first substream. Before BIFF5 a sheet stands alone and there is
// none; then the list of sheets gets the one sheet.
func (b *book) globals() error {
	s := scanner{stream: b.stream}
	if !s.next() || isBOF(s.rec.id) == 0 {
		return input.Broken("", errors.New("the workbook's stream does not begin with a workbook"))
	}
	f := newFields(&s.rec)
	b.version = isBOF(s.rec.id)
	release, kind := f.u16(), f.u16()
	if b.version == 5 && release == 0x0600 {
		b.version = 8
	}
	if kind != kindGlobals {
		b.bounds = []bound{{name: "Sheet1", at: 0}}
		return nil
	}
	for s.next() {
		switch s.rec.id {
		case recEOF:
			return nil
		case recFilePass:
			clear, ok := b.decrypt(newFields(&s.rec))
			if !ok {
				return input.Refused("read.password")
			}
			b.stream, s.stream = clear, clear
			continue
		}
		if err := b.global(&s.rec); err != nil {
			return err
		}
	}
	b.cut = true
	return nil
}

// global reads a record that holds for the whole workbook.
func (b *book) global(r *record) error {
	f := newFields(r)
	switch r.id {
	case recCodePage:
		if b.version < 8 {
			b.page = codePage(f.u16())
		}
	case recDateMode:
		b.is1904 = f.u16() == 1
	case recBounds:
		b.bound(f)
	case recSST:
		return b.sharedStrings(f)
	case recFont, recFont3:
		b.font(f)
	case recFormat, recFormat2:
		b.format(r.id, f)
	case recName:
		b.define(f)
	case recSupBook:
		b.supBook(f)
	case recExternName:
		b.externName(f)
	case recExterns:
		b.externSheet(f)
	case recXF2, recXF3, recXF4, recXF:
		b.xf(f)
	}
	return nil
}

// bound reads an entry of the list of sheets ([MS-XLS] 2.4.28 BoundSheet8).
func (b *book) bound(f *fields) {
	s := bound{at: f.u32()}
	s.hidden = f.u8()&3 != 0
	s.kind = f.u8()
	n := f.u8()
	if b.version == 8 {
		s.name = f.unicode(n).s
	} else {
		s.name = f.bytes(n, b.page)
	}
	s.name = clean(s.name)
	b.bounds = append(b.bounds, s)
}

// sharedStrings reads the table of shared strings ([MS-XLS] 2.4.265 SST).
func (b *book) sharedStrings(f *fields) error {
	f.skip(4)
	n := f.u32()
	for range n {
		if !f.jump() { // the count says more than there are
			break
		}
		if len(b.strings) == b.budget.Limits.Cells {
			return input.Refused("read.too-many-cells", "cells", b.budget.Limits.Cells)
		}
		t := f.unicode(f.u16())
		b.settle(&t)
		b.strings = append(b.strings, t)
	}
	b.cut = b.cut || f.short
	return nil
}

// font reads a font ([MS-XLS] 2.4.122 Font). The fonts are counted without a
// fourth, which no file has.
func (b *book) font(f *fields) {
	name, set := "", 0
	switch {
	case b.version == 2:
		f.skip(4)
		name = f.bytes(f.u8(), b.page)
	case b.version < 5:
		f.skip(6)
		name = f.bytes(f.u8(), b.page)
	default:
		f.skip(12)
		set = f.u8()
		f.skip(1)
		if n := f.u8(); b.version == 8 {
			name = f.unicode(n).s
		} else {
			name = f.bytes(n, b.page)
		}
	}
	name = clean(name)
	at, known := b.nameOf[name]
	if !known && len(b.names) < 1<<16 {
		at = len(b.names)
		b.nameOf[name] = at
		b.names = append(b.names, name)
	}
	page := b.page
	if p := pageOfCharset(set); p != 0 {
		page = codePage(p)
	}
	if len(b.fonts) == 4 {
		b.fonts = append(b.fonts, font{})
	}
	b.fonts = append(b.fonts, font{at, page})
}

// format reads a number format ([MS-XLS] 2.4.126 Format); before BIFF5 their order
// numbers them.
func (b *book) format(id uint16, f *fields) {
	at := len(b.formats)
	switch {
	case b.version == 8:
		at = f.u16()
		b.formats[at] = f.unicode(f.u16()).s
		return
	case b.version == 5:
		at = f.u16()
	case id == recFormat:
		f.skip(2)
	}
	b.formats[at] = f.bytes(f.u8(), b.page)
}

// xf reads an extended format ([MS-XLS] 2.4.353 XF).
func (b *book) xf(f *fields) {
	var x xf
	switch {
	case b.version >= 5:
		x = xf{f.u16(), f.u16()}
	case b.version >= 3:
		x = xf{f.u8(), f.u8()}
	default:
		x.font = f.u8()
		f.skip(1)
		x.format = f.u8() & 0x3F
	}
	b.xfs = append(b.xfs, x)
}

// look gives the number format and the font of an extended format.
func (b *book) look(id int) (*numfmt.Style, font) {
	if id < 0 || id >= len(b.xfs) {
		return &numfmt.Style{}, font{page: b.page}
	}
	x := b.xfs[id]
	st := b.styles[x.format]
	if st == nil {
		code, ok := b.formats[x.format]
		if !ok && b.version >= 5 {
			code = numfmt.Builtin[x.format]
		}
		parsed := numfmt.Parse(code)
		st = &parsed
		b.styles[x.format] = st
	}
	return st, b.fontAt(x.font)
}

func (b *book) fontAt(i int) font {
	if i < 0 || i >= len(b.fonts) {
		return font{page: b.page}
	}
	return b.fonts[i]
}

// placeSheets checks where the list of sheets says that they begin. Where no
// substream begins there, the sheets are taken in the order in which they stand.
func (b *book) placeSheets() {
	good := true
	seen := map[int]bool{}
	for _, s := range b.bounds {
		good = good && b.begins(s.at) && !seen[s.at]
		seen[s.at] = true
	}
	if good {
		return
	}
	var starts []int
	depth := 0
	for s := (scanner{stream: b.stream}); s.next(); {
		switch {
		case isBOF(s.rec.id) != 0:
			if depth == 0 && s.rec.at > 0 {
				starts = append(starts, s.rec.at)
			}
			depth++
		case s.rec.id == recEOF && depth > 0:
			depth--
		}
	}
	for i := range b.bounds {
		b.bounds[i].at = -1
		if i < len(starts) {
			b.bounds[i].at = starts[i]
		}
	}
}

// begins reports whether a substream begins at an offset of the stream.
func (b *book) begins(at int) bool {
	if at < 0 || at+4 > len(b.stream) {
		return false
	}
	return isBOF(uint16(b.stream[at])|uint16(b.stream[at+1])<<8) != 0
}
