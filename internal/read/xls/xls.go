// Package xls reads workbooks of the binary Excel format (.xls): BIFF8 (Excel 97 to
// 2003) and the older BIFF5/7 in a compound file, and bare BIFF2 to BIFF5 streams.
//
// The records are those of [MS-XLS] (Microsoft, Excel Binary File Format) and, for
// the older generations, of the OpenOffice.org documentation of the Excel file
// format (D. Rentz). mscfb opens the compound file ([MS-CFB]); the records are read
// here, in one pass over the workbook's stream, and no number becomes a float on the
// way.
//
// Strings come as they are stored: what was typed in a legacy Vietnamese encoding
// stays in it, and the sheet tells the fonts that say which encoding that is.
package xls

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// signature begins a compound file.
const signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// Is reports whether a file is a workbook of this format: a compound file with a
// stream Workbook or Book in its root, or a bare stream of records.
func Is(data []byte) bool {
	if !bytes.HasPrefix(data, []byte(signature)) {
		return bare(data)
	}
	doc, err := open(data)
	if err == nil {
		return find(doc) != nil
	}
	return named(data, "Workbook") || named(data, "WORKBOOK")
}

// bare reports a stream that stands alone: its first record begins a substream and
// has the length that such a record can have.
func bare(data []byte) bool {
	if len(data) < 8 {
		return false
	}
	n := binary.LittleEndian.Uint16(data[2:])
	kind := binary.LittleEndian.Uint16(data[6:])
	switch isBOF(binary.LittleEndian.Uint16(data)) {
	case 2:
		return n == 4 && (kind == 0x10 || kind == 0x20 || kind == 0x40)
	case 3, 4:
		return n == 6 && (kind == 0x10 || kind == 0x20 || kind == 0x40)
	case 5:
		return (n == 8 || n == 16) && (kind == 5 || kind == 0x10)
	}
	return false
}

// named reports whether a name stands in the file as its directory would write it.
func named(data []byte, name string) bool {
	var want []byte
	for i := range len(name) {
		want = append(want, name[i], 0)
	}
	return bytes.Contains(data, append(want, 0, 0))
}

// open opens a compound file; a last sector that is cut short is filled up, as
// several writers leave it.
func open(data []byte) (*mscfb.Reader, error) {
	return mscfb.New(&padded{data})
}

// padded reads as the data with noughts behind it up to a whole sector.
type padded struct{ data []byte }

func (p *padded) ReadAt(b []byte, at int64) (int, error) {
	const sector = 4096
	end := (int64(len(p.data)) + sector - 1) / sector * sector
	if at < 0 || at >= end {
		return 0, io.EOF
	}
	n := 0
	if at < int64(len(p.data)) {
		n = copy(b, p.data[at:])
	}
	zeros := min(int64(len(b)-n), end-at-int64(n))
	clear(b[n : n+int(zeros)])
	if n += int(zeros); n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// find gives the stream of the workbook; a file may hold one of each generation, and
// the newer is it.
func find(doc *mscfb.Reader) *mscfb.File {
	for _, name := range []string{"workbook", "book"} {
		for _, f := range doc.File {
			if len(f.Path) == 0 && f.Size > 0 && strings.EqualFold(f.Name, name) {
				return f
			}
		}
	}
	return nil
}

// Read reads the sheets of a workbook. Cell.Formula is left empty where a formula
// uses what is not decoded.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	stream, cut := file.Data, false
	if bytes.HasPrefix(file.Data, []byte(signature)) {
		doc, err := open(file.Data)
		if err != nil {
			return input.Content{}, input.Broken("", err)
		}
		f := find(doc)
		if f == nil {
			return input.Content{}, input.Refused("read.no-sheets")
		}
		if stream, cut, err = contents(f, len(file.Data)); err != nil {
			return input.Content{}, input.Broken(f.Name, err)
		}
	}
	return readBook(stream, cut, lim)
}

// contents reads a stream, which cannot be longer than its file; cut tells that its
// sectors end before it does.
func contents(f *mscfb.File, limit int) (data []byte, cut bool, err error) {
	size := f.Size
	if size > int64(limit) {
		size, cut = int64(limit), true
	}
	data = make([]byte, 0, size)
	for int64(len(data)) < size {
		n, err := f.Read(data[len(data):min(len(data)+4096, int(size))])
		data = data[:len(data)+n]
		if errors.Is(err, io.EOF) || err == nil && n == 0 {
			return data, true, nil
		}
		if err != nil {
			if len(data) == 0 {
				return nil, true, err
			}
			return data, true, nil
		}
	}
	return data, cut, nil
}

// bound is an entry of the list of sheets.
type bound struct {
	name   string
	at     int // offset of its substream
	kind   int // 0 worksheet, 1 macro sheet, 2 chart, 6 module
	hidden bool
}

func readBook(stream []byte, cut bool, lim input.Limits) (input.Content, error) {
	var c input.Content
	b := newBook(stream, lim)
	b.cut = cut
	if err := b.globals(); err != nil {
		return c, err
	}
	b.placeSheets()
	for i, s := range b.bounds {
		if s.kind != 0 {
			continue
		}
		sheet := &schema.Sheet{Name: s.name, Index: i + 1, Hidden: s.hidden, Fonts: b.names}
		if s.at < 0 {
			b.cut = true
			continue
		}
		if err := b.readSheet(sheet, s.at); err != nil {
			return c, err
		}
		c.Sheets = append(c.Sheets, sheet)
	}
	if len(c.Sheets) == 0 {
		if b.cut {
			return c, input.Broken("", errors.New("the workbook is cut short before its first sheet"))
		}
		return c, input.Refused("read.no-sheets")
	}
	if b.cut {
		c.Notes = append(c.Notes, schema.Say("read.cut-short"))
	}
	if b.huge > 0 {
		c.Notes = append(c.Notes, schema.Say("read.numbers-too-large", "count", b.huge))
	}
	return c, nil
}
