package lines

import (
	"strings"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// emptyLines is how many lines with tabs a table may begin with before its first
// two filled ones.
const emptyLines = 40

// TabRun measures the tab-separated table that begins at line i: the number of its
// lines, 0 when none begins there. A table has at least two lines of three filled
// fields; a short line without tabs between two of its lines is a heading row.
func TabRun(ls []Line, i int) int {
	end, filled := i, 0
	for j := i; j < len(ls); j++ {
		if strings.Count(ls[j].Text, "\t") >= 2 {
			if fields(ls[j].Text) >= 3 {
				filled++
			}
			end = j + 1
			if filled < 2 && end-i > emptyLines {
				return 0
			}
			continue
		}
		if j == i || ls[j].Blank() || len(ls[j].Text) > 120 ||
			j+1 >= len(ls) || strings.Count(ls[j+1].Text, "\t") < 2 {
			break
		}
	}
	if filled < 2 {
		return 0
	}
	return end - i
}

// fields counts the filled fields of a line.
func fields(s string) int {
	n := 0
	for f := range strings.SplitSeq(s, "\t") {
		if strings.TrimSpace(f) != "" {
			n++
		}
	}
	return n
}

// Field is what stands in one cell of a drawn table; Col is where it begins, for it
// may be empty.
type Field struct {
	Chars     []Char
	Line, Col int32
}

// Tabs cuts a line at its tabs.
func Tabs(l Line) []Field {
	var out []Field
	chars := l.Chars(0)
	start := 0
	for i := 0; i <= len(chars); i++ {
		if i == len(chars) || chars[i].R == '\t' {
			out = append(out, Field{chars[start:i:i], int32(l.Num), int32(start + 1)})
			start = i + 1
		}
	}
	return out
}

// PipeRun measures the pipe table that begins at line i: the number of its lines,
// 0 when none begins there. Its second line is a rule of dashes, or every line
// begins and ends with a pipe.
func PipeRun(ls []Line, i int) int {
	if !hasPipe(ls[i].Text) && !Rule(ls[i].Text) {
		return 0
	}
	ruled := i+1 < len(ls) && Rule(ls[i+1].Text) && strings.IndexByte(ls[i+1].Text, '|') >= 0
	if !ruled && !framed(ls[i].Text) {
		return 0
	}
	end, rows, drawn := i, 0, false
	for end < len(ls) && !ls[end].Blank() {
		t := ls[end].Text
		if Rule(t) {
			if drawn { // two rules on end frame nothing
				break
			}
			drawn = true
			end++
			continue
		}
		drawn = false
		if !hasPipe(t) || !ruled && !framed(t) {
			break
		}
		rows++
		end++
	}
	if rows < 1 || !ruled && rows < 2 {
		return 0
	}
	return end - i
}

// hasPipe reports whether a line has a pipe that is not escaped.
func hasPipe(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			return true
		}
	}
	return false
}

// framed reports whether a line begins and ends with a pipe, or is a drawn rule.
func framed(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) > 1 && s[0] == '|' && s[len(s)-1] == '|' || Rule(s) && s[0] == '+'
}

// Rule reports whether a line only draws: dashes between pipes or crosses.
func Rule(s string) bool {
	s = strings.TrimSpace(s)
	dashes, marks := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '-', '=':
			dashes++
		case '|', '+':
			marks++
		case ':', ' ', '\t':
		default:
			return false
		}
	}
	return dashes > 0 && marks > 0
}

// Pipes cuts a line at its pipes; \| is a pipe within a cell.
func Pipes(l Line) []Field {
	var out []Field
	chars := Trim(l.Chars(0))
	if len(chars) > 0 && chars[0].R == '|' {
		chars = chars[1:]
	}
	cell := Field{Line: int32(l.Num), Col: 1}
	if len(chars) > 0 {
		cell.Col = chars[0].Col
	}
	for i := 0; i < len(chars); i++ {
		switch {
		case chars[i].R == '\\' && i+1 < len(chars) && chars[i+1].R == '|':
			i++
			cell.Chars = append(cell.Chars, chars[i])
		case chars[i].R == '\\' && i+1 < len(chars):
			cell.Chars = append(cell.Chars, chars[i], chars[i+1])
			i++
		case chars[i].R == '|':
			out = append(out, cell)
			if i+1 == len(chars) {
				return out
			}
			cell = Field{Line: int32(l.Num), Col: chars[i+1].Col}
		default:
			cell.Chars = append(cell.Chars, chars[i])
		}
	}
	return append(out, cell)
}

// Rows makes the rows of a table of lines: cut takes each apart, and read, unless
// it is nil, takes the markup out of a field.
func Rows(ls []Line, cut func(Line) []Field, read func([]Char) []Char, ruled bool) [][]schema.Cell {
	var rows [][]schema.Cell
	for _, l := range ls {
		if ruled && Rule(l.Text) {
			continue
		}
		fields := cut(l)
		row := make([]schema.Cell, len(fields))
		for i, f := range fields {
			if read != nil {
				f.Chars = read(f.Chars)
			}
			row[i] = cell(f)
		}
		rows = append(rows, row)
	}
	return rows
}

// Cell makes a cell of a whole line.
func Cell(l Line) schema.Cell { return cell(Field{l.Chars(0), int32(l.Num), 1}) }

// CellOf makes a cell of characters, of which there are some.
func CellOf(chars []Char) schema.Cell { return cell(Field{chars, chars[0].Line, chars[0].Col}) }

// cell makes a cell of a field.
func cell(f Field) schema.Cell {
	c := schema.Cell{Line: f.Line, Column: f.Col}
	chars := Trim(f.Chars)
	if len(chars) == 0 {
		return c
	}
	c.Line, c.Column, c.Kind = chars[0].Line, chars[0].Col, schema.Text
	var b strings.Builder
	for i := range chars {
		if chars[i].Raised {
			b.WriteString(input.Raise(string(chars[i].R)))
		} else {
			b.WriteRune(chars[i].R)
		}
	}
	c.Raw = b.String()
	return c
}
