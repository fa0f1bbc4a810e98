package xls

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// stream builds a stream of records.
type stream []byte

// add appends a record; values are uint8, uint16, uint32, float64, string or []byte.
func (s *stream) add(id uint16, values ...any) *stream {
	data := pack(values...)
	*s = binary.LittleEndian.AppendUint16(*s, id)
	*s = binary.LittleEndian.AppendUint16(*s, uint16(len(data)))
	*s = append(*s, data...)
	return s
}

func pack(values ...any) []byte {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case uint8:
			b = append(b, v)
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, v)
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, v)
		case float64:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		case string:
			b = append(b, v...)
		case []byte:
			b = append(b, v...)
		default:
			panic("a value of another type")
		}
	}
	return b
}

// wide writes a string in UTF-16.
func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// text8 is a BIFF8 string with its count before it, in two bytes.
func text8(s string) []byte {
	return pack(uint16(len(utf16.Encode([]rune(s)))), uint8(flagWide), wide(s))
}

// book8 builds a BIFF8 workbook from the records of its globals and of its sheets.
func book8(globals stream, sheets ...stream) []byte {
	var out stream
	out.add(recBOF, uint16(0x0600), uint16(kindGlobals), make([]byte, 12))
	out = append(out, globals...)
	var at []int
	for i := range sheets {
		at = append(at, len(out)+4)
		out.add(recBounds, uint32(0), uint8(i%3), uint8(0), uint8(3), uint8(0), "PL", uint8('1'+i))
	}
	out.add(recEOF)
	for i, s := range sheets {
		binary.LittleEndian.PutUint32(out[at[i]:], uint32(len(out)))
		out.add(recBOF, uint16(0x0600), uint16(kindSheet), make([]byte, 12))
		out = append(out, s...)
		out.add(recEOF)
	}
	return out
}

// book5 builds a BIFF5 workbook of one sheet.
func book5(globals, sheet stream) []byte {
	var out stream
	out.add(recBOF, uint16(0x0500), uint16(kindGlobals), make([]byte, 4))
	out = append(out, globals...)
	at := len(out) + 4
	out.add(recBounds, uint32(0), uint16(0), uint8(2), "B1").add(recEOF)
	binary.LittleEndian.PutUint32(out[at:], uint32(len(out)))
	out.add(recBOF, uint16(0x0500), uint16(kindSheet), make([]byte, 4))
	out = append(out, sheet...)
	out.add(recEOF)
	return out
}

// looks are the records of fonts, formats and cell looks: look 0 is General in Arial,
// look i+1 has the i-th format, and its font is .VnTime.
func looks(formats ...string) stream {
	var s stream
	name := func(n string) []byte {
		return pack(make([]byte, 14), uint8(len(n)), uint8(0), n)
	}
	for range 4 {
		s.add(recFont, name("Arial"))
	}
	s.add(recFont, name(".VnTime")).add(recFont, name("Symbol")) // fonts 5 and 6
	for i, f := range formats {
		s.add(recFormat, uint16(164+i), text8(f))
	}
	s.add(recXF, uint16(0), uint16(0), make([]byte, 16))
	for i := range formats {
		s.add(recXF, uint16(5), uint16(164+i), make([]byte, 16))
	}
	return s
}
