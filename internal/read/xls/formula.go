package xls

import (
	"strings"

	"doisoat/internal/read/numfmt"
	"doisoat/schema"
)

// maxFormula bounds the bytes of a formula; Excel itself stops at 1800.
const maxFormula = 4096

// decoding is the worth of decoding one byte of a formula, in bytes of text.
const decoding = 4

// node is a part of a formula: what stands before, between and behind its parts.
type node struct {
	before, between, behind string
	args                    []int
}

// decoder turns the tokens of a formula ([MS-XLS] 2.5.198), which stand in reverse
// Polish order, into the text that a person typed.
type decoder struct {
	*book
	f        fields
	row, col int // of the cell
	nodes    []node
	stack    []int
}

// formulaOf writes the formula whose tokens are given, for the cell at a row and
// column; "" when it uses what is not decoded: constants in braces, the sheets of
// other files.
func (b *book) formulaOf(tokens []byte, row, col int) string {
	if b.version < 5 || len(tokens) == 0 || len(tokens) > maxFormula || !b.budget.Share(decoding*len(tokens)) {
		return ""
	}
	d := decoder{book: b, f: fields{part: tokens}, row: row, col: col}
	for len(d.f.part) > 0 {
		if !d.token(d.f.u8()) || d.f.short {
			return ""
		}
	}
	if len(d.stack) != 1 {
		return ""
	}
	var out strings.Builder
	d.write(&out, d.stack[0])
	if !b.budget.Share(out.Len()) {
		return ""
	}
	return out.String()
}

func (d *decoder) write(out *strings.Builder, i int) {
	n := &d.nodes[i]
	out.WriteString(n.before)
	for k, a := range n.args {
		if k > 0 {
			out.WriteString(n.between)
		}
		d.write(out, a)
	}
	out.WriteString(n.behind)
}

// push puts a node over the last args operands; false when there are not so many.
func (d *decoder) push(args int, before, between, behind string) bool {
	if args > len(d.stack) {
		return false
	}
	at := len(d.stack) - args
	d.nodes = append(d.nodes, node{before, between, behind, append([]int(nil), d.stack[at:]...)})
	d.stack = append(d.stack[:at], len(d.nodes)-1)
	return true
}

func (d *decoder) leaf(s string) bool { return d.push(0, s, "", "") }

// operators are the binary operators by token, from 3 on.
var operators = [...]string{"+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"}

// token reads one token; false when it is not decoded.
func (d *decoder) token(t int) bool {
	f := &d.f
	switch {
	case t >= 0x03 && t <= 0x11:
		return d.push(2, "", operators[t-3], "")
	case t >= 0x40: // the same with another class of operand
		t = t&0x1F | 0x20
	}
	switch t {
	case 0x12:
		return d.push(1, "+", "", "")
	case 0x13:
		return d.push(1, "-", "", "")
	case 0x14:
		return d.push(1, "", "", "%")
	case 0x15:
		return d.push(1, "(", "", ")")
	case 0x16:
		return d.leaf("")
	case 0x17:
		n := f.u8()
		s := ""
		if d.version == 8 {
			s = f.unicode(n).s
		} else {
			s = f.bytes(n, d.page)
		}
		return d.leaf(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
	case 0x19:
		return d.attribute()
	case 0x1C:
		return d.leaf(errorName(f.u8()))
	case 0x1D:
		if f.u8() != 0 {
			return d.leaf("TRUE")
		}
		return d.leaf("FALSE")
	case 0x1E:
		return d.leaf(schema.Int(int64(f.u16())).String())
	case 0x1F:
		v, ok := numfmt.Bits(f.u64())
		return ok && d.leaf(v.String())
	case 0x21:
		fn, ok := d.function(f.u16())
		return ok && fn.args >= 0 && d.push(fn.args, fn.name+"(", ",", ")")
	case 0x22:
		n, i := f.u8()&0x7F, f.u16()&0x7FFF
		if i == linkedFunction {
			return d.linked(n)
		}
		fn, ok := d.function(i)
		return ok && d.push(n, fn.name+"(", ",", ")")
	case 0x23:
		i := f.u16() - 1
		f.skip(d.pick(2, 12))
		return i >= 0 && i < len(d.defined) && d.leaf(d.defined[i])
	case 0x24, 0x2C:
		r, c := d.place(t == 0x2C)
		return d.leaf(r.name(c))
	case 0x25, 0x2D:
		return d.leaf(d.area(t == 0x2D))
	case 0x26, 0x27, 0x28:
		f.skip(6)
		return true
	case 0x29, 0x2E, 0x2F:
		f.skip(2)
		return true
	case 0x2A:
		f.skip(d.pick(4, 3))
		return d.leaf("#REF!")
	case 0x2B:
		f.skip(d.pick(8, 6))
		return d.leaf("#REF!")
	case 0x39:
		return d.linkedName()
	case 0x3A, 0x3B:
		sheet, ok := d.sheet()
		if !ok {
			return false
		}
		if t == 0x3B {
			return d.leaf(sheet + d.area(false))
		}
		r, c := d.place(false)
		return d.leaf(sheet + r.name(c))
	}
	return false
}

// pick chooses between the lengths in BIFF8 and before.
func (d *decoder) pick(eight, five int) int {
	if d.version == 8 {
		return eight
	}
	return five
}

// attribute reads a token that tells how to work the formula out, or a sum of one
// argument.
func (d *decoder) attribute() bool {
	flags, n := d.f.u8(), d.f.u16()
	switch {
	case flags&0x04 != 0:
		d.f.skip(2 * (n + 1))
	case flags&0x10 != 0:
		return d.push(1, "SUM(", ",", ")")
	}
	return true
}

func (d *decoder) function(i int) (function, bool) {
	if d.functions == nil {
		d.functions = parseFunctions()
	}
	f, ok := d.functions[i]
	return f, ok
}

// linkedFunction stands for a function whose name is the first operand.
const linkedFunction = 255

// linked puts a linked function over its arguments.
func (d *decoder) linked(n int) bool {
	if n < 1 || n > len(d.stack) {
		return false
	}
	name := &d.nodes[d.stack[len(d.stack)-n]]
	if len(name.args) > 0 || name.before == "" {
		return false
	}
	word := strings.TrimPrefix(name.before, "_xlfn.") // a function newer than the format
	args := append([]int(nil), d.stack[len(d.stack)-n+1:]...)
	d.stack = d.stack[:len(d.stack)-n]
	d.nodes = append(d.nodes, node{word + "(", ",", ")", args})
	d.stack = append(d.stack, len(d.nodes)-1)
	return true
}

// linkedName reads a name of a list that the file links to.
func (d *decoder) linkedName() bool {
	if d.version != 8 {
		return false
	}
	i, n := d.f.u16(), d.f.u16()-1
	d.f.skip(2)
	if i >= len(d.externs) || n < 0 {
		return false
	}
	names := d.links[d.externs[i].link].names
	if d.links[d.externs[i].link].inside {
		names = d.defined
	}
	return n < len(names) && names[n] != "" && d.leaf(names[n])
}

// line is a row or a column of a reference.
type line struct {
	at       int
	relative bool
}

// name writes a reference to one cell.
func (r line) name(c line) string {
	s := ""
	if !c.relative {
		s = "$"
	}
	s += schema.ColumnName(c.at)
	if !r.relative {
		s += "$"
	}
	return s + schema.Int(int64(r.at+1)).String()
}

// place reads a reference to one cell; shared tells that relative parts are counted
// from the cell of the formula.
func (d *decoder) place(shared bool) (row, col line) {
	a := d.f.u16()
	if d.version == 8 {
		b := d.f.u16()
		return d.lines(a, b, b, shared)
	}
	return d.lines(a&0x3FFF, d.f.u8(), a, shared)
}

// lines makes a row and a column; the upper bits of flags tell which are relative.
func (d *decoder) lines(r, c, flags int, shared bool) (row, col line) {
	row, col = line{r, flags&0x8000 != 0}, line{c & 0xFF, flags&0x4000 != 0}
	if shared && row.relative {
		row.at = (d.row + r) & d.pick(0xFFFF, 0x3FFF)
	}
	if shared && col.relative {
		col.at = (d.col + c) & 0xFF
	}
	return row, col
}

// area reads a reference to a range, whose rows stand before its columns.
func (d *decoder) area(shared bool) string {
	r1, r2 := d.f.u16(), d.f.u16()
	var top, left, bottom, right line
	if d.version == 8 {
		c1, c2 := d.f.u16(), d.f.u16()
		top, left = d.lines(r1, c1, c1, shared)
		bottom, right = d.lines(r2, c2, c2, shared)
	} else {
		top, left = d.lines(r1&0x3FFF, d.f.u8(), r1, shared)
		bottom, right = d.lines(r2&0x3FFF, d.f.u8(), r2, shared)
	}
	switch last := d.pick(0xFFFF, 0x3FFF); {
	case top.at == 0 && bottom.at == last: // whole columns
		return columnName(left) + ":" + columnName(right)
	case left.at == 0 && right.at == 0xFF:
		return rowName(top) + ":" + rowName(bottom)
	}
	return top.name(left) + ":" + bottom.name(right)
}

func columnName(c line) string {
	if c.relative {
		return schema.ColumnName(c.at)
	}
	return "$" + schema.ColumnName(c.at)
}

func rowName(r line) string {
	s := schema.Int(int64(r.at + 1)).String()
	if r.relative {
		return s
	}
	return "$" + s
}

// sheet reads the sheets of a reference and writes their names with the mark behind
// them; ok is false for a sheet of another file.
func (d *decoder) sheet() (string, bool) {
	first, last := 0, 0
	if d.version == 8 {
		i := d.f.u16()
		if i >= len(d.externs) || !d.links[d.externs[i].link].inside {
			return "", false
		}
		first, last = d.externs[i].first, d.externs[i].last
	} else {
		inside := d.f.u16() >= 0x8000
		d.f.skip(8)
		first, last = d.f.u16(), d.f.u16()
		if !inside {
			return "", false
		}
	}
	if first >= len(d.bounds) || last >= len(d.bounds) {
		return "#REF!", true
	}
	name := d.bounds[first].name
	if last != first {
		name += ":" + d.bounds[last].name
	}
	if bareName(name) {
		return name + "!", true
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'!", true
}

// bareName reports whether the name of a sheet may stand in a formula without quotes:
// letters, digits and underscores, and nothing that reads as a cell.
func bareName(name string) bool {
	letters := 0
	for i, c := range name {
		switch {
		case c == '_', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
			letters++
		case c >= '0' && c <= '9' && i > 0:
		default:
			return false
		}
	}
	return letters == len(name) || letters > 3
}
