// Package text reads plain text: paragraphs, lists by their literal markers, and
// tables drawn with tabs, pipes or blanks, or with each cell on a line of its own.
// Nothing in it is markup.
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
		r.sorts = append(r.sorts, sortOf(l.Text))
	}
	r.tables = r.stacks()
	for i := 0; i < len(ls); {
		n, err := r.step(i)
		if err != nil {
			return input.Content{}, err
		}
		i += n
	}
	heads(r.Content.Document.Blocks)
	return r.Done(), nil
}

type reader struct {
	*lines.Builder
	lines []lines.Line
	width int // of the longest line, in characters

	sorts  []sort           // what each line would be as a cell
	tables map[int]*stacked // by the line at which they begin
	ragged int              // up to this line no table of aligned columns begins
}

// stacks finds the tables whose cells stand on lines of their own.
func (r *reader) stacks() map[int]*stacked {
	out := map[int]*stacked{}
	figures := make([]int, len(r.sorts)+1)
	for i, k := range r.sorts {
		figures[i+1] = figures[i]
		if k == figure {
			figures[i+1]++
		}
	}
	end := 0
	for i := 0; i < len(r.lines); {
		t := stackedAt(r.lines, r.sorts, figures, i)
		if t == nil {
			i++
			continue
		}
		if t.from < end {
			t.from, t.rows = t.rows[1][0], t.rows[1:]
		}
		out[t.from] = t
		i, end = t.to, t.to
	}
	return out
}

// step reads what begins at line i and tells how many lines it took.
func (r *reader) step(i int) (int, error) {
	if t := r.tables[i]; t != nil {
		return t.to - t.from, r.Table(t.cells(r.lines), false)
	}
	if r.lines[i].Blank() {
		return 1, nil
	}
	if n := lines.TabRun(r.lines, i); n > 0 {
		return n, r.Table(lines.Rows(r.lines[i:i+n], lines.Tabs, nil, false), true)
	}
	if n := lines.PipeRun(r.lines, i); n > 0 {
		return n, r.Table(lines.Rows(r.lines[i:i+n], lines.Pipes, nil, true), false)
	}
	if cells, merges, n := r.alignedAt(i); n > 0 {
		err := r.Table(cells, false)
		if err == nil {
			r.Content.Sheets[len(r.Content.Sheets)-1].Merges = merges
		}
		return n, err
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

// alignedAt reads the table of aligned columns that begins at line i; n is the number of
// its lines, 0 when none begins there.
func (r *reader) alignedAt(i int) (cells [][]schema.Cell, merges []schema.Merge, n int) {
	if i < r.ragged {
		return nil, nil, 0
	}
	n, seen, rows := alignedRun(r.lines, i)
	if n > 0 {
		cells, merges = aligned(rows)
	}
	if cells == nil {
		r.ragged = i + seen
		return nil, nil, 0
	}
	return cells, merges, n
}

// wraps reports whether line i runs on into the next: in a text of short lines, a
// line that is nearly full, before one that begins nothing of its own.
func (r *reader) wraps(i int) bool {
	next := r.lines[i+1]
	if r.width > wrapAt || next.Blank() || utf8.RuneCountInString(r.lines[i].Text)*4 < r.width*3 {
		return false
	}
	if r.tables[i+1] != nil || lines.TabRun(r.lines, i+1) > 0 || lines.PipeRun(r.lines, i+1) > 0 {
		return false
	}
	if _, _, n := r.alignedAt(i + 1); n > 0 {
		return false
	}
	b := schema.Block{Text: next.Text}
	input.Mark(&b)
	return b.Body == 0
}
