package xls

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// text is a string of the file with the places where its font changes.
type text struct {
	s    string
	runs []run
}

// run says that from a character on the text has another font. As read, the start
// counts UTF-16 units (bytes before BIFF8) and the font is one of the workbook; once
// settled, the start counts bytes and the font is a name.
type run struct{ start, font int }

// Flags of a BIFF8 string ([MS-XLS] 2.5.293 XLUnicodeRichExtendedString).
const (
	flagWide     = 1 << 0 // UTF-16; otherwise the low bytes of UTF-16
	flagPhonetic = 1 << 2
	flagRich     = 1 << 3
)

// unicode reads a BIFF8 string of n characters: flags, counts, characters, font
// runs, phonetic block. Where a string goes on in another record, that record begins
// with the flags once more, and only their width may differ.
func (f *fields) unicode(n int) text {
	flags := f.u8()
	runs, phonetic := 0, 0
	if flags&flagRich != 0 {
		runs = f.u16()
	}
	if flags&flagPhonetic != 0 {
		phonetic = f.u32()
	}
	t := text{s: f.chars(n, flags&flagWide != 0)}
	for range runs {
		r := run{f.u16(), f.u16()}
		if f.short {
			break
		}
		t.runs = append(t.runs, r)
	}
	f.skip(phonetic)
	return t
}

// chars reads n characters.
func (f *fields) chars(n int, wide bool) string {
	var plain []byte   // while all are ASCII
	var units []uint16 // once one is not
	for n > 0 {
		if len(f.part) == 0 {
			if !f.jump() {
				f.short = true
				break
			}
			wide = f.u8()&flagWide != 0
			continue
		}
		if !wide {
			k := min(n, len(f.part))
			if units == nil && ascii(f.part[:k]) {
				plain = append(plain, f.part[:k]...)
			} else {
				units = widen(units, plain)
				plain = nil
				for _, b := range f.part[:k] {
					units = append(units, uint16(b))
				}
			}
			f.part, n = f.part[k:], n-k
			continue
		}
		if units == nil {
			units, plain = widen(make([]uint16, 0, n+len(plain)), plain), nil
		}
		k := min(n, len(f.part)/2)
		for i := range k {
			units = append(units, uint16(f.part[2*i])|uint16(f.part[2*i+1])<<8)
		}
		f.part, n = f.part[2*k:], n-k
		if n > 0 && len(f.part) == 1 { // half a character before the break
			f.part = nil
		}
	}
	if units != nil {
		return string(utf16.Decode(units))
	}
	return string(plain)
}

func widen(units []uint16, plain []byte) []uint16 {
	if units == nil {
		units = make([]uint16, 0, len(plain)+16)
	}
	for _, b := range plain {
		units = append(units, uint16(b))
	}
	return units
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// bytes reads a string of n bytes in a code page.
func (f *fields) bytes(n int, page *charmap.Charmap) string {
	var raw []byte
	for n > 0 && f.jump() {
		k := min(n, len(f.part))
		raw = append(raw, f.part[:k]...)
		f.part, n = f.part[k:], n-k
	}
	f.short = f.short || n > 0
	if ascii(raw) || page == nil {
		if page == nil {
			return latin1(raw)
		}
		return string(raw)
	}
	out, err := page.NewDecoder().Bytes(raw)
	if err != nil { // a charmap decodes every byte
		return latin1(raw)
	}
	return string(out)
}

func latin1(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// clean makes the line ends of a cell's text plain and drops characters that no
// reader sees.
func clean(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return s
}

// codePage finds the encoding of a Windows code page number; nil, Latin-1, for one
// that is not known. The double-byte pages of East Asia are not.
func codePage(n int) *charmap.Charmap {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 855:
		return charmap.CodePage855
	case 858:
		return charmap.CodePage858
	case 860:
		return charmap.CodePage860
	case 862:
		return charmap.CodePage862
	case 863:
		return charmap.CodePage863
	case 865:
		return charmap.CodePage865
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1252, 367, 32769:
		return charmap.Windows1252
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000, 32768:
		return charmap.Macintosh
	}
	return nil
}

// pageOfCharset is the code page of a font's character set (LOGFONT.lfCharSet), 0
// where the set says nothing.
func pageOfCharset(set int) int {
	switch set {
	case 77:
		return 10000
	case 161:
		return 1253
	case 162:
		return 1254
	case 163:
		return 1258
	case 177:
		return 1255
	case 178:
		return 1256
	case 186:
		return 1257
	case 204:
		return 1251
	case 222:
		return 874
	case 238:
		return 1250
	}
	return 0
}
