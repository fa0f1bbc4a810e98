package render

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// appendJSON appends a value as encoding/json writes it with no character escaped that
// JSON does not ask to be. What it does not know how to write it leaves to that package,
// which takes four times as long: it is the length of an answer that counts.
func appendJSON(b []byte, v reflect.Value) ([]byte, error) {
	return encoderOf(v.Type())(b, v)
}

type encoder func(b []byte, v reflect.Value) ([]byte, error)

// encoders holds the encoder of each type that was met, by reflect.Type.
var encoders sync.Map

func encoderOf(t reflect.Type) encoder {
	if e, ok := encoders.Load(t); ok {
		return e.(encoder)
	}
	e := newEncoder(t)
	encoders.Store(t, e)
	return e
}

var (
	marshaler     = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[interface{ MarshalText() ([]byte, error) }]()
)

func newEncoder(t reflect.Type) encoder {
	for _, m := range []reflect.Type{marshaler, textMarshaler} {
		if t.Implements(m) || reflect.PointerTo(t).Implements(m) {
			return others
		}
	}
	switch t.Kind() {
	case reflect.String:
		return func(b []byte, v reflect.Value) ([]byte, error) { return appendString(b, v.String()), nil }
	case reflect.Bool:
		return func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendBool(b, v.Bool()), nil }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendInt(b, v.Int(), 10), nil }
	case reflect.Pointer:
		return func(b []byte, v reflect.Value) ([]byte, error) {
			if v.IsNil() {
				return append(b, "null"...), nil
			}
			return appendJSON(b, v.Elem())
		}
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return appendSlice
		}
	case reflect.Struct:
		if fields, ok := fieldsOf(t); ok {
			return fields.append
		}
	}
	return others
}

// others writes a value by encoding/json.
func others(b []byte, v reflect.Value) ([]byte, error) {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v.Interface()); err != nil {
		return b, err
	}
	return append(b, strings.TrimSuffix(out.String(), "\n")...), nil
}

func appendSlice(b []byte, v reflect.Value) (_ []byte, err error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	write := encoderOf(v.Type().Elem())
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = write(b, v.Index(i)); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

// field is how a field of a struct is written.
type field struct {
	index     int
	name      string // with its quotes and the colon
	omitEmpty bool
	write     func() encoder // asked for late: types may hold themselves
}

type fields []field

// fieldsOf lists the fields of a struct; ok is false where one is embedded or has options
// that are left to encoding/json.
func fieldsOf(t reflect.Type) (out fields, ok bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, tagged := f.Tag.Lookup("json")
		name, options, _ := strings.Cut(tag, ",")
		if f.Anonymous || !f.IsExported() || tagged && name == "-" || options != "" && options != "omitempty" || name == "" {
			return nil, false
		}
		out = append(out, field{index: i, name: string(appendString(nil, name)) + ":", omitEmpty: options != "", write: sync.OnceValue(func() encoder { return encoderOf(f.Type) })})
	}
	return out, true
}

func (s fields) append(b []byte, v reflect.Value) (_ []byte, err error) {
	b = append(b, '{')
	first := true
	for i := range s {
		f := &s[i]
		x := v.Field(f.index)
		if f.omitEmpty && isEmpty(x) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, f.name...)
		if b, err = f.write()(b, x); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

// isEmpty is what encoding/json takes to be empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// verbatim reports whether a text holds nothing that is written otherwise than it stands.
func verbatim(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\':
			return false
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8: // U+2028, U+2029
			return false
		}
	}
	return utf8.ValidString(s)
}

// appendString appends a text in quotes.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	if verbatim(s) {
		return append(append(b, s...), '"')
	}
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, `\n`...)
			case '\r':
				b = append(b, `\r`...)
			case '\t':
				b = append(b, `\t`...)
			case '\b':
				b = append(b, `\b`...)
			case '\f':
				b = append(b, `\f`...)
			default:
				const hex = "0123456789abcdef"
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			from = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[from:i]...), `\ufffd`...)
			from = i + size
		case r == '\u2028', r == '\u2029':
			b = append(append(b, s[from:i]...), `\u202`...)
			b = append(b, '8'+byte(r-'\u2028'))
			from = i + size
		}
		i += size
	}
	return append(append(b, s[from:]...), '"')
}
