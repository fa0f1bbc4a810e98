package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"reflect"
	"strings"

	"doisoat/internal/parallel"
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
	s := reflect.Indirect(reflect.ValueOf(value))
	const usual = 1000 // bytes of an element, rather too many than too few
	elements := 1
	for i := range s.NumField() {
		if f := s.Field(i); f.Kind() == reflect.Slice {
			elements += f.Len()
		}
	}
	w := jsonWriter{b: make([]byte, 0, usual*elements)}
	n := 0
	for i := range s.NumField() {
		name, options, _ := strings.Cut(s.Type().Field(i).Tag.Get("json"), ",")
		f := s.Field(i)
		if options == "omitempty" && f.Len() == 0 {
			continue
		}
		w.b = append(w.b, separator(n, "{\n  ", ",\n  ")+`"`+name+`": `...)
		n++
		if f.Kind() != reflect.Slice || f.Len() == 0 {
			if err := w.value(f); err != nil {
				return nil, err
			}
			continue
		}
		if err := w.lines(f); err != nil {
			return nil, err
		}
		w.b = append(w.b, "\n  ]"...)
	}
	return append(w.b, "\n}\n"...), nil
}

// lines writes the elements of a list, the halves of a long one side by side.
func (w *jsonWriter) lines(list reflect.Value) error {
	const long = 200
	write := func(w *jsonWriter, from, to int) error {
		for k := from; k < to; k++ {
			w.b = append(w.b, separator(k, "[\n    ", ",\n    ")...)
			if err := w.value(list.Index(k)); err != nil {
				return err
			}
		}
		return nil
	}
	n := list.Len()
	if n < long {
		return write(w, 0, n)
	}
	var second jsonWriter
	var faults [2]error
	parallel.Do(2, func(i int) {
		if i == 0 {
			faults[0] = write(w, 0, n/2)
		} else {
			second.b = make([]byte, 0, n*300)
			faults[1] = write(&second, n/2, n)
		}
	})
	w.b = append(w.b, second.b...)
	return cmp.Or(faults[0], faults[1])
}

func separator(i int, first, next string) string {
	if i == 0 {
		return first
	}
	return next
}
