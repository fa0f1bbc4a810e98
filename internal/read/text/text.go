// Package text reads plain text: paragraphs, lists by their literal markers, and
// tables drawn with tabs or pipes. Nothing in it is markup.
package text

import (
	"unicode/utf8"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// wrapAt is the greatest line length of a text that is taken as wrapped by hand.
const wrapAt = 100

// Read reads a plain text file.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	ls, err := lines.Split(file.Data, lim.Text)
	if err != nil {
		return input.Content{}, err
	}
	r := &reader{Builder: lines.NewBuilder(lim), lines: ls}
	for _, l := range ls {
		r.width = max(r.width, utf8.RuneCountInString(l.Text))
	}
	for i := 0; i < len(ls); {
		n, err := r.step(i)
		if err != nil {
			return input.Content{}, err
		}
		i += n
	}
	return r.Done(), nil
}

type reader struct {
	*lines.Builder
	lines []lines.Line
	width int // of the longest line, in characters
}

// step reads what begins at line i and tells how many lines it took.
func (r *reader) step(i int) (int, error) {
	if r.lines[i].Blank() {
		return 1, nil
	}
	if n := lines.TabRun(r.lines, i); n > 0 {
		return n, r.Table(lines.Rows(r.lines[i:i+n], lines.Tabs, nil, false), true)
	}
	if n := lines.PipeRun(r.lines, i); n > 0 {
		return n, r.Table(lines.Rows(r.lines[i:i+n], lines.Pipes, nil, true), false)
	}
	n := 1
	for i+n < len(r.lines) && r.wraps(i+n-1) {
		n++
	}
	var chars []lines.Char
	for _, l := range r.lines[i : i+n] {
		c := l.Chars(0)
		chars = append(append(chars, lines.Trim(c)...), lines.Char{R: ' ', Line: int32(l.Num), Col: int32(len(c) + 1)})
	}
	b := schema.Block{Kind: schema.Paragraph}
	lines.Fill(&b, chars)
	input.Mark(&b)
	return n, r.Add(b)
}

// wraps reports whether line i runs on into the next: in a text of short lines, a
// line that is nearly full, before one that begins nothing of its own.
func (r *reader) wraps(i int) bool {
	next := r.lines[i+1]
	if r.width > wrapAt || next.Blank() || utf8.RuneCountInString(r.lines[i].Text)*4 < r.width*3 {
		return false
	}
	if lines.TabRun(r.lines, i+1) > 0 || lines.PipeRun(r.lines, i+1) > 0 {
		return false
	}
	b := schema.Block{Text: next.Text}
	input.Mark(&b)
	return b.Body == 0
}
