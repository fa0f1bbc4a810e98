package formula

import (
	"math/big"
	"strings"

	"doisoat/schema"
)

// Sheet is a formula of a spreadsheet that was understood: sums, differences, products,
// quotients and powers of a whole exponent over cells and ranges, and the functions SUM,
// AVERAGE, ROUND, ABS, MIN and MAX (ECMA-376 part 1, 18.17). Anything else is refused.
type Sheet struct{ root *sheetNode }

// SheetRef is a cell that a formula names; a column or row with a dollar sign stays
// when the formula is moved.
type SheetRef struct {
	Sheet        string // "" for the formula's own
	Row, Col     int    // 0-based
	AbsRow, AbsC bool
}

type sheetNode struct {
	op   string // "num", "ref", "range", "neg", "%", an operator, or the name of a function
	num  *big.Rat
	refs []SheetRef // one of "ref", the two corners of "range"
	args []*sheetNode
}

// Cells gives the value of a cell; blank says that it is empty, ok that it has a value
// or is blank.
type Cells func(sheet string, row, col int) (v *big.Rat, blank, ok bool)

// ParseSheet reads a formula without its leading equals sign.
func ParseSheet(text string) (*Sheet, bool) {
	p := sheetParser{s: strings.TrimSpace(text)}
	n := p.sum()
	p.space()
	if n == nil || p.at != len(p.s) {
		return nil, false
	}
	return &Sheet{n}, true
}

// Value works the formula out as if it stood dr rows lower and dc columns further to
// the right; ok is false when a cell has no value or a divisor is nought.
func (s *Sheet) Value(dr, dc int, at Cells) (v *big.Rat, ok bool) {
	return s.root.value(dr, dc, at)
}

// Relative writes the formula with its cells as offsets from a place, so that formulas
// filled down a column or along a row read alike.
func (s *Sheet) Relative(row, col int) string {
	var b strings.Builder
	s.root.write(&b, row, col)
	return b.String()
}

// Shape writes the formula without its cells: "SUM(:)", "(/)*100".
func (s *Sheet) Shape() string {
	var b strings.Builder
	s.root.write(&b, -1, -1)
	return b.String()
}

// Plain reports whether the formula names no cell at all: a sum typed out, "=12+5".
func (s *Sheet) Plain() bool { return !s.root.names() }

func (n *sheetNode) names() bool {
	if len(n.refs) > 0 {
		return true
	}
	for _, a := range n.args {
		if a.names() {
			return true
		}
	}
	return false
}

func (n *sheetNode) write(b *strings.Builder, row, col int) {
	switch n.op {
	case "num":
		b.WriteString(n.num.RatString())
	case "ref", "range":
		for i, r := range n.refs {
			if i > 0 {
				b.WriteByte(':')
			}
			if row >= 0 {
				r.write(b, row, col)
			}
		}
		if n.op == "ref" && row < 0 {
			b.WriteByte('.')
		}
	default:
		b.WriteString(n.op)
		b.WriteByte('(')
		for i, a := range n.args {
			if i > 0 {
				b.WriteByte(',')
			}
			a.write(b, row, col)
		}
		b.WriteByte(')')
	}
}

func (r SheetRef) write(b *strings.Builder, row, col int) {
	offset := func(name byte, at, from int, fixed bool) {
		b.WriteByte(name)
		if fixed {
			b.WriteString(schema.Int(int64(at)).String())
			return
		}
		b.WriteString("[" + schema.Int(int64(at-from)).String() + "]")
	}
	if r.Sheet != "" {
		b.WriteString(r.Sheet + "!")
	}
	offset('R', r.Row, row, r.AbsRow)
	offset('C', r.Col, col, r.AbsC)
}

func (r SheetRef) moved(dr, dc int) SheetRef {
	if !r.AbsRow {
		r.Row += dr
	}
	if !r.AbsC {
		r.Col += dc
	}
	return r
}

func (n *sheetNode) value(dr, dc int, at Cells) (*big.Rat, bool) {
	switch n.op {
	case "num":
		return new(big.Rat).Set(n.num), true
	case "ref":
		r := n.refs[0].moved(dr, dc)
		v, blank, ok := at(r.Sheet, r.Row, r.Col)
		if blank {
			return new(big.Rat), true
		}
		return v, ok
	case "range":
		return nil, false
	case "SUM", "AVERAGE", "MIN", "MAX":
		return n.gather(dr, dc, at)
	}
	var v []*big.Rat
	for _, a := range n.args {
		x, ok := a.value(dr, dc, at)
		if !ok {
			return nil, false
		}
		v = append(v, x)
	}
	return n.apply(v)
}

// apply works an operator out on its values.
func (n *sheetNode) apply(v []*big.Rat) (*big.Rat, bool) {
	out := new(big.Rat)
	switch {
	case n.op == "neg":
		return out.Neg(v[0]), true
	case n.op == "%":
		return out.Quo(v[0], big.NewRat(100, 1)), true
	case n.op == "+":
		return out.Add(v[0], v[1]), true
	case n.op == "-":
		return out.Sub(v[0], v[1]), true
	case n.op == "*":
		return out.Mul(v[0], v[1]), true
	case n.op == "/":
		if v[1].Sign() == 0 {
			return nil, false
		}
		return out.Quo(v[0], v[1]), true
	case n.op == "ABS" && len(v) == 1:
		return out.Abs(v[0]), true
	case n.op == "ROUND" && len(v) == 2 && v[1].IsInt() && v[1].Num().IsInt64():
		places := v[1].Num().Int64()
		if places < 0 || places > 12 {
			return nil, false
		}
		d, ok := schema.RoundRat(v[0], int(places))
		return d.Rat(), ok
	}
	return nil, false
}

// gather works out a function of ranges, in which blanks do not count.
func (n *sheetNode) gather(dr, dc int, at Cells) (*big.Rat, bool) {
	var all []*big.Rat
	for _, a := range n.args {
		if a.op != "range" && a.op != "ref" {
			v, ok := a.value(dr, dc, at)
			if !ok {
				return nil, false
			}
			all = append(all, v)
			continue
		}
		from, to := a.refs[0].moved(dr, dc), a.refs[len(a.refs)-1].moved(dr, dc)
		if (to.Row-from.Row+1)*(to.Col-from.Col+1) > 1<<16 {
			return nil, false
		}
		for r := from.Row; r <= to.Row; r++ {
			for c := from.Col; c <= to.Col; c++ {
				v, blank, ok := at(from.Sheet, r, c)
				switch {
				case blank:
				case !ok:
					return nil, false
				default:
					all = append(all, v)
				}
			}
		}
	}
	out := new(big.Rat)
	for i, v := range all {
		switch {
		case n.op == "SUM" || n.op == "AVERAGE":
			out.Add(out, v)
		case i == 0 || n.op == "MIN" && v.Cmp(out) < 0 || n.op == "MAX" && v.Cmp(out) > 0:
			out.Set(v)
		}
	}
	if n.op == "AVERAGE" {
		if len(all) == 0 {
			return nil, false
		}
		out.Quo(out, big.NewRat(int64(len(all)), 1))
	}
	return out, true
}

// Addends lists the cells that the formula adds up, in reading order, when it is a sum
// of cells and ranges of its own sheet and nothing else.
func (s *Sheet) Addends() (cells []SheetRef, ok bool) {
	var walk func(n *sheetNode, inSum bool) bool
	walk = func(n *sheetNode, inSum bool) bool {
		switch {
		case n.op == "ref":
			cells = append(cells, n.refs[0])
			return n.refs[0].Sheet == ""
		case n.op == "range" && inSum:
			from, to := n.refs[0], n.refs[1]
			if from.Sheet != "" || (to.Row-from.Row+1)*(to.Col-from.Col+1) > 1<<12 {
				return false
			}
			for r := from.Row; r <= to.Row; r++ {
				for c := from.Col; c <= to.Col; c++ {
					cells = append(cells, SheetRef{Row: r, Col: c})
				}
			}
			return true
		case n.op == "+" || n.op == "SUM":
			for _, a := range n.args {
				if !walk(a, n.op == "SUM") {
					return false
				}
			}
			return true
		}
		return false
	}
	return cells, walk(s.root, false) && len(cells) > 1
}
