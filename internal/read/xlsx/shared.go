package xlsx

import (
	"strings"

	"doisoat/schema"
)

// shiftFormula moves the relative references of a shared formula by rows and
// columns (ECMA-376 part 1, 18.3.1.40: a shared formula is written once, at its
// first cell).
func shiftFormula(f string, rows, cols int) string {
	if rows == 0 && cols == 0 {
		return f
	}
	var b strings.Builder
	for i := 0; i < len(f); {
		switch c := f[i]; {
		case c == '"' || c == '\'':
			j := i + 1
			for j < len(f) && f[j] != c {
				j++
			}
			j = min(j+1, len(f))
			b.WriteString(f[i:j])
			i = j
		case c == '$' || isWord(c):
			j := i
			for j < len(f) && (f[j] == '$' || isWord(f[j])) {
				j++
			}
			word := f[i:j]
			if j < len(f) && (f[j] == '(' || f[j] == '!') {
				b.WriteString(word)
			} else {
				b.WriteString(shiftRef(word, rows, cols))
			}
			i = j
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

func isWord(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c >= 0x80
}

// shiftRef moves one reference such as $A1; other words stay.
func shiftRef(w string, rows, cols int) string {
	i := 0
	fixedCol := i < len(w) && w[i] == '$'
	if fixedCol {
		i++
	}
	start := i
	for i < len(w) && (w[i] >= 'A' && w[i] <= 'Z' || w[i] >= 'a' && w[i] <= 'z') {
		i++
	}
	letters := w[start:i]
	fixedRow := i < len(w) && w[i] == '$'
	if fixedRow {
		i++
	}
	digits := w[i:]
	if letters == "" || len(letters) > 3 || digits == "" || len(digits) > 7 || strings.Trim(digits, "0123456789") != "" {
		return w
	}
	row, col, ok := parseRef(letters + digits)
	if !ok {
		return w
	}
	if !fixedRow {
		row += rows
	}
	if !fixedCol {
		col += cols
	}
	if row < 0 || col < 0 {
		return "#REF!"
	}
	name := schema.ColumnName(col)
	if fixedCol {
		name = "$" + name
	}
	if fixedRow {
		name += "$"
	}
	return name + schema.Int(int64(row+1)).String()
}

// parseRef reads a cell reference such as "AB12" into a 0-based row and column.
func parseRef(s string) (row, col int, ok bool) {
	i := 0
	for ; i < len(s) && i < 4; i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	if i == 0 || i > 3 || i == len(s) || len(s)-i > 7 {
		return 0, 0, false
	}
	for ; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, 0, false
		}
		row = row*10 + int(s[i]-'0')
	}
	if row == 0 {
		return 0, 0, false
	}
	return row - 1, col - 1, true
}

// parseRange reads "A1:C3", or one cell.
func parseRange(s string) (m schema.Merge, ok bool) {
	from, to, two := strings.Cut(s, ":")
	if !two {
		to = from
	}
	var ok1, ok2 bool
	m.Top, m.Left, ok1 = parseRef(from)
	m.Bottom, m.Right, ok2 = parseRef(to)
	return m, ok1 && ok2 && m.Top <= m.Bottom && m.Left <= m.Right
}
