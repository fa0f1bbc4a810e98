// Package csv reads delimited files: the delimiter is found by looking, every value
// is text until the recogniser decides.
package csv

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// Read reads a file of comma, semicolon or tab separated values.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	ls, err := lines.Split(file.Data, 8*lim.Text)
	if err != nil {
		return input.Content{}, err
	}
	text := input.Text(string(file.Data))
	r := csv.NewReader(strings.NewReader(text))
	var named bool
	r.Comma, named = delimiter(text)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	sheet := &schema.Sheet{Index: 1}
	cells, next := 0, 1 // next is the line on which a record follows at once
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return input.Content{}, input.Broken("", err)
		}
		line, _ := r.FieldPos(0)
		if named && line == 1 { // "sep=;" is no record
			record = []string{""}
		}
		for ; next < line; next++ { // encoding/csv passes over empty lines
			sheet.Cells = append(sheet.Cells, nil)
		}
		last := len(record) - 1
		next, _ = r.FieldPos(last)
		next += 1 + strings.Count(record[last], "\n")
		if len(sheet.Cells) >= lim.Rows || len(record) > lim.Cols {
			return input.Content{}, input.Refused("read.sheet-too-large", "rows", lim.Rows, "columns", lim.Cols)
		}
		if cells += len(record); cells > lim.Cells {
			return input.Content{}, input.Refused("read.too-many-cells", "cells", lim.Cells)
		}
		row := make([]schema.Cell, len(record))
		for i, v := range record {
			c := &row[i]
			c.Raw = v
			c.Line, c.Column = place(r, ls, i)
			if strings.TrimSpace(v) != "" {
				c.Kind = schema.Text
			}
		}
		sheet.Cells = append(sheet.Cells, row)
	}
	return input.Content{Sheets: []*schema.Sheet{sheet}}, nil
}

// place gives the line and the column, in characters, of a field.
func place(r *csv.Reader, ls []lines.Line, field int) (line, column int32) {
	n, b := r.FieldPos(field)
	if n < 1 || n > len(ls) {
		return int32(n), int32(b)
	}
	t := ls[n-1].Text
	return int32(n), int32(1 + utf8.RuneCountInString(t[:min(b-1, len(t))]))
}

// delimiters are the signs that may cut a record, the likelier first: a comma stands
// in Vietnamese numbers as well, a tab hardly ever in a text.
var delimiters = [...]rune{'\t', ';', '|', ','}

// looked is the number of records that decide on the delimiter.
const looked = 200

// delimiter chooses the sign that gives the most records the same number of fields.
// A likelier sign is chosen before one that does somewhat better: in "A;1,5;2,5" the
// commas are as regular as the semicolons. named tells that the first line names it
// ("sep=;", as Excel writes it).
func delimiter(text string) (sign rune, named bool) {
	if rest, ok := strings.CutPrefix(text, "sep="); ok {
		for _, d := range delimiters {
			if after, ok := strings.CutPrefix(rest, string(d)); ok && (after == "" || after[0] == '\r' || after[0] == '\n') {
				return d, true
			}
		}
	}
	var counts [len(delimiters)]map[int]int // records by the number of signs outside quotes
	for i := range counts {
		counts[i] = map[int]int{}
	}
	var n [len(delimiters)]int
	records, quoted := 0, false
	for _, c := range text[:min(len(text), 1<<20)] + "\n" {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			for i := range n {
				if n[i] > 0 {
					counts[i][n[i]]++
				}
			}
			n = [len(delimiters)]int{}
			records++
		default:
			for i, d := range delimiters {
				if c == d {
					n[i]++
				}
			}
		}
		if records == looked {
			break
		}
	}
	var regular [len(delimiters)]int
	most := 0
	for i := range counts {
		for _, records := range counts[i] {
			regular[i] = max(regular[i], records)
		}
		most = max(most, regular[i])
	}
	for i, d := range delimiters {
		if most > 0 && regular[i]*10 >= most*6 {
			return d, false
		}
	}
	return ',', false
}
