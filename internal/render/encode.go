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
func encodeLines(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	one := func(v reflect.Value) error {
		if err := e.Encode(v.Interface()); err != nil {
			return err
		}
		b.Truncate(b.Len() - 1) // the line break that Encode adds
		return nil
	}
	s := reflect.Indirect(reflect.ValueOf(value))
	const usual = 1000 // bytes of an element, rather too many than too few
	elements := 1
	for i := range s.NumField() {
		if f := s.Field(i); f.Kind() == reflect.Slice {
			elements += f.Len()
		}
	}
	b.Grow(usual * elements)
	n := 0
	for i := range s.NumField() {
		name, options, _ := strings.Cut(s.Type().Field(i).Tag.Get("json"), ",")
		f := s.Field(i)
		if options == "omitempty" && f.Len() == 0 {
			continue
		}
		b.WriteString(separator(n, "{\n  ", ",\n  ") + `"` + name + `": `)
		n++
		if f.Kind() != reflect.Slice || f.Len() == 0 {
			if err := one(f); err != nil {
				return nil, err
			}
			continue
		}
		for k := range f.Len() {
			b.WriteString(separator(k, "[\n    ", ",\n    "))
			if err := one(f.Index(k)); err != nil {
				return nil, err
			}
		}
		b.WriteString("\n  ]")
	}
	b.WriteString("\n}\n")
	return b.Bytes(), nil
}

func separator(i int, first, next string) string {
	if i == 0 {
		return first
	}
	return next
}
