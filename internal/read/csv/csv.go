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
	ls, err := lines.Split(file.Data, 4*lim.Text)
	if err != nil {
		return input.Content{}, err
	}
	r := csv.NewReader(strings.NewReader(input.Decode(string(file.Data))))
	r.Comma = delimiter(ls)
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

// delimiter chooses the sign that cuts the first lines most evenly: that gives the
// most lines the same number of fields, and of those the most fields.
func delimiter(ls []lines.Line) rune {
	best, bestScore := ',', 0
	for _, d := range []rune{'\t', ';', ','} {
		counts := map[int]int{}
		for _, l := range ls[:min(len(ls), 50)] {
			if n := strings.Count(unquoted(l.Text), string(d)); n > 0 {
				counts[n]++
			}
		}
		for n, lines := range counts {
			if score := lines*1000 + min(n, 999); score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	return best
}

// unquoted takes quoted fields out of a line.
func unquoted(s string) string {
	var b strings.Builder
	in := false
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			in = !in
		} else if !in {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
