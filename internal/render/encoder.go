package render

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// jsonWriter writes values as encoding/json writes them with no character escaped that JSON
// does not ask to be. What it does not know how to write it leaves to that package, which
// takes longer: it is the length of an answer that counts.
type jsonWriter struct {
	b    []byte
	last string // a long text that was written as it stands: figures of one sentence repeat it
}

// value writes a value.
func (w *jsonWriter) value(v reflect.Value) error { return encoderOf(v.Type())(w, v) }

type encoder func(w *jsonWriter, v reflect.Value) error

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
		return func(w *jsonWriter, v reflect.Value) error { w.text(v.String()); return nil }
	case reflect.Bool:
		return func(w *jsonWriter, v reflect.Value) error { w.b = strconv.AppendBool(w.b, v.Bool()); return nil }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(w *jsonWriter, v reflect.Value) error { w.b = strconv.AppendInt(w.b, v.Int(), 10); return nil }
	case reflect.Pointer:
		return func(w *jsonWriter, v reflect.Value) error {
			if v.IsNil() {
				w.b = append(w.b, "null"...)
				return nil
			}
			return w.value(v.Elem())
		}
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return list
		}
	case reflect.Struct:
		if fields, ok := fieldsOf(t); ok {
			return fields.write
		}
	}
	return others
}

// others writes a value by encoding/json.
func others(w *jsonWriter, v reflect.Value) error {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v.Interface()); err != nil {
		return err
	}
	w.b = append(w.b, strings.TrimSuffix(out.String(), "\n")...)
	return nil
}

func list(w *jsonWriter, v reflect.Value) error {
	if v.IsNil() {
		w.b = append(w.b, "null"...)
		return nil
	}
	write := encoderOf(v.Type().Elem())
	w.b = append(w.b, '[')
	for i := range v.Len() {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		if err := write(w, v.Index(i)); err != nil {
			return err
		}
	}
	w.b = append(w.b, ']')
	return nil
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
		out = append(out, field{index: i, name: quoted(name) + ":", omitEmpty: options != "", write: sync.OnceValue(func() encoder { return encoderOf(f.Type) })})
	}
	return out, true
}

func (s fields) write(w *jsonWriter, v reflect.Value) error {
	w.b = append(w.b, '{')
	first := true
	for i := range s {
		f := &s[i]
		x := v.Field(f.index)
		if f.omitEmpty && isEmpty(x) {
			continue
		}
		if !first {
			w.b = append(w.b, ',')
		}
		first = false
		w.b = append(w.b, f.name...)
		if err := f.write()(w, x); err != nil {
			return err
		}
	}
	w.b = append(w.b, '}')
	return nil
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

// special are the bytes that are written otherwise than they stand, or may be: 0xE2 begins
// the line separators U+2028 and U+2029.
var special = func() (out [256]bool) {
	for c := range ' ' {
		out[c] = true
	}
	out['"'], out['\\'], out[0xE2] = true, true, true
	return out
}()

// verbatim reports whether a text is written as it stands.
func verbatim(s string) bool {
	for i := 0; i < len(s); i++ {
		if special[s[i]] && !(s[i] == 0xE2 && !(i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&^1 == 0xA8)) {
			return false
		}
	}
	return utf8.ValidString(s)
}

// text writes a text in quotes.
func (w *jsonWriter) text(s string) {
	const long = 64
	switch {
	case len(s) > long && s == w.last:
	case !verbatim(s):
		w.b = append(w.b, quoted(s)...)
		return
	case len(s) > long:
		w.last = s
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
}

// quoted is a text in quotes.
func quoted(s string) string {
	b := make([]byte, 0, len(s)+8)
	b = append(b, '"')
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
	return string(append(append(b, s[from:]...), '"'))
}
