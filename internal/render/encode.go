package render

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// encode writes a value as JSON, indented.
func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// encodeLines writes a struct as JSON with each of its fields on a line of its own, and
// each element of a list on one: an answer has thousands of figures, and a line for each
// is read, compared and searched with the tools for lines. It takes a third of the time
// of indenting.
func encodeLines(value any) (_ []byte, err error) {
	s := reflect.Indirect(reflect.ValueOf(value))
	const usual = 1000 // bytes of an element, rather too many than too few
	elements := 1
	for i := range s.NumField() {
		if f := s.Field(i); f.Kind() == reflect.Slice {
			elements += f.Len()
		}
	}
	b := make([]byte, 0, usual*elements)
	n := 0
	for i := range s.NumField() {
		name, options, _ := strings.Cut(s.Type().Field(i).Tag.Get("json"), ",")
		f := s.Field(i)
		if options == "omitempty" && f.Len() == 0 {
			continue
		}
		b = append(b, separator(n, "{\n  ", ",\n  ")+`"`+name+`": `...)
		n++
		if f.Kind() != reflect.Slice || f.Len() == 0 {
			if b, err = appendJSON(b, f); err != nil {
				return nil, err
			}
			continue
		}
		for k := range f.Len() {
			b = append(b, separator(k, "[\n    ", ",\n    ")...)
			if b, err = appendJSON(b, f.Index(k)); err != nil {
				return nil, err
			}
		}
		b = append(b, "\n  ]"...)
	}
	return append(b, "\n}\n"...), nil
}

func separator(i int, first, next string) string {
	if i == 0 {
		return first
	}
	return next
}
