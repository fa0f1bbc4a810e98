package render

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// standard is a value as encoding/json writes it.
func standard(t interface{ Fatal(...any) }, value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// TestJSONWriter: every type of an answer, filled at random, is written as encoding/json
// writes it.
func TestJSONWriter(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		if rapid.IntRange(0, 3).Draw(t, "long") == 0 {
			return "một câu dài hơn sáu mươi bốn byte, của hai con số đứng bên nhau trong bài"
		}
		return string(rapid.SliceOf(rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("\"\\\n<>&\xe2\x80\xa8\xa9ế")))).Draw(t, "bytes"))
	})
	var fill func(t *rapid.T, v reflect.Value)
	fill = func(t *rapid.T, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			v.SetString(text.Draw(t, "text"))
		case reflect.Int:
			v.SetInt(int64(rapid.IntRange(-3, 1000).Draw(t, "int")))
		case reflect.Bool:
			v.SetBool(rapid.Bool().Draw(t, "bool"))
		case reflect.Pointer:
			if rapid.Bool().Draw(t, "set") {
				v.Set(reflect.New(v.Type().Elem()))
				fill(t, v.Elem())
			}
		case reflect.Slice:
			if n := rapid.IntRange(-1, 2).Draw(t, "length"); n >= 0 {
				v.Set(reflect.MakeSlice(v.Type(), n, n))
				for i := range n {
					fill(t, v.Index(i))
				}
			}
		case reflect.Struct:
			for i := range v.NumField() {
				fill(t, v.Field(i))
			}
		default:
			t.Fatalf("an answer holds a %v: teach the test", v.Type())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var a Answer
		fill(t, reflect.ValueOf(&a).Elem())
		var w jsonWriter
		err := w.value(reflect.ValueOf(a))
		if want := standard(t, a); err != nil || string(w.b) != want {
			t.Errorf("%v\n got %s\nwant %s", err, w.b, want)
		}
	})
}

// TestJSONWriterLeaves: what has an encoding of its own, or is embedded, or is none of the
// kinds of an answer, is left to encoding/json.
func TestJSONWriterLeaves(t *testing.T) {
	type inner struct{ A int }
	for _, v := range []any{
		time.Unix(0, 0).UTC(), map[string]int{"b": 1, "a": 2}, []byte("x"), 1.5, uint8(3), [2]int{1, 2},
		struct {
			inner
			B float64 `json:"b"`
		}{}, struct {
			A int `json:"a,string"`
			B any `json:"-"`
		}{}, &struct {
			T time.Time      `json:"t"`
			M map[string]any `json:"m,omitempty"`
			F float64        `json:"f,omitempty"`
			S struct{}       `json:"s,omitempty"`
		}{},
	} {
		var w jsonWriter
		if err := w.value(reflect.ValueOf(v)); err != nil || string(w.b) != standard(t, v) {
			t.Errorf("%v: %s, %v", v, w.b, err)
		}
	}
	if (&jsonWriter{}).value(reflect.ValueOf(func() {})) == nil {
		t.Error("a function is written")
	}
}
