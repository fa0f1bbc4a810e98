package xls

import "encoding/binary"

// Records that are read ([MS-XLS] 2.3; the older ones from the OpenOffice.org
// documentation of the Excel file format, 5). A record whose layout changed has an
// identifier of its own for each generation.
const (
	recBlank2       = 0x0001
	recInteger2     = 0x0002
	recNumber2      = 0x0003
	recLabel2       = 0x0004
	recBoolErr2     = 0x0005
	recFormula      = 0x0006
	recString2      = 0x0007
	recBOF2         = 0x0009
	recEOF          = 0x000A
	recExterns      = 0x0017
	recName         = 0x0018
	recFormat2      = 0x001E
	recExternName   = 0x0023
	recDateMode     = 0x0022
	recFilePass     = 0x002F
	recFont         = 0x0031
	recContinue     = 0x003C
	recCodePage     = 0x0042
	recXF2          = 0x0043
	recBounds       = 0x0085
	recMulRK        = 0x00BD
	recRString      = 0x00D6
	recXF           = 0x00E0
	recInterface    = 0x00E1
	recMerges       = 0x00E5
	recSST          = 0x00FC
	recLabelSST     = 0x00FD
	recRevisionHead = 0x0138
	recUserExcl     = 0x0194
	recFileLock     = 0x0195
	recRevisions    = 0x0196
	recSupBook      = 0x01AE
	recNumber       = 0x0203
	recLabel        = 0x0204
	recBoolErr      = 0x0205
	recFormula3     = 0x0206
	recString       = 0x0207
	recBOF3         = 0x0209
	recArray        = 0x0221
	recFont3        = 0x0231
	recXF3          = 0x0243
	recRK           = 0x027E
	recFormula4     = 0x0406
	recBOF4         = 0x0409
	recFormat       = 0x041E
	recXF4          = 0x0443
	recShared       = 0x04BC
	recBOF          = 0x0809
)

// record is one record with the parts that CONTINUE records add to it.
type record struct {
	id    uint16
	at    int // offset in the stream
	parts [][]byte
}

// data is the record without its continuation.
func (r *record) data() []byte { return r.parts[0] }

// scanner walks the records of a stream.
type scanner struct {
	stream []byte
	pos    int
	cut    bool // the stream ends inside a record
	rec    record
}

// next moves to the next record; false at the end of the stream.
func (s *scanner) next() bool {
	id, data, ok := s.one()
	if !ok {
		return false
	}
	s.rec = record{id: id, at: s.pos - len(data) - 4, parts: append(s.rec.parts[:0], data)}
	for s.pos+4 <= len(s.stream) && binary.LittleEndian.Uint16(s.stream[s.pos:]) == recContinue {
		_, more, ok := s.one()
		if !ok {
			break
		}
		s.rec.parts = append(s.rec.parts, more)
	}
	return true
}

// one reads the head and the bytes of one record.
func (s *scanner) one() (id uint16, data []byte, ok bool) {
	if s.pos+4 > len(s.stream) {
		s.cut = s.cut || s.pos < len(s.stream)
		s.pos = len(s.stream)
		return 0, nil, false
	}
	id = binary.LittleEndian.Uint16(s.stream[s.pos:])
	n := int(binary.LittleEndian.Uint16(s.stream[s.pos+2:]))
	s.pos += 4
	if s.pos+n > len(s.stream) {
		n, s.cut = len(s.stream)-s.pos, true
	}
	data = s.stream[s.pos : s.pos+n]
	s.pos += n
	return id, data, true
}

// isBOF tells the generation that a record begins a substream of: 2, 3, 4, or 5 for
// what begins alike in 5, 7 and 8; 0 when it begins none.
func isBOF(id uint16) int {
	switch id {
	case recBOF2:
		return 2
	case recBOF3:
		return 3
	case recBOF4:
		return 4
	case recBOF:
		return 5
	}
	return 0
}

// fields reads the bytes of a record one after another, over its continuations.
// Reading past the end gives noughts and sets short.
type fields struct {
	parts [][]byte
	part  []byte
	short bool
}

func newFields(r *record) *fields { return &fields{parts: r.parts[1:], part: r.parts[0]} }

// jump moves to the next part that has bytes; false when there is none.
func (f *fields) jump() bool {
	for len(f.part) == 0 {
		if len(f.parts) == 0 {
			return false
		}
		f.part, f.parts = f.parts[0], f.parts[1:]
	}
	return true
}

func (f *fields) u8() int {
	if !f.jump() {
		f.short = true
		return 0
	}
	b := f.part[0]
	f.part = f.part[1:]
	return int(b)
}

func (f *fields) u16() int { return f.u8() | f.u8()<<8 }

func (f *fields) u32() int { return f.u16() | f.u16()<<16 }

func (f *fields) skip(n int) {
	for n > 0 {
		if !f.jump() {
			f.short = true
			return
		}
		k := min(n, len(f.part))
		f.part = f.part[k:]
		n -= k
	}
}

// take gives the next n bytes, as far as the part goes.
func (f *fields) take(n int) []byte {
	if n > len(f.part) {
		f.short = true
		n = len(f.part)
	}
	out := f.part[:n]
	f.part = f.part[n:]
	return out
}
