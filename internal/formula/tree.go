package formula

import (
	"strconv"
	"strings"

	"doisoat/schema"
)

// Tree is an expression over columns that are still names.
type Tree struct {
	Source string // the expression as written, right of the "="
	// Percent: a percent sign stands behind the whole expression, so its value × 100
	// is meant. "×100%" is a plain factor of 100 instead.
	Percent bool
	root    *node
}

// node is an operator, a number (OpConst) or a name (OpVar).
type node struct {
	op     schema.Op
	number schema.Decimal
	name   string
	bare   bool // written without parentheses or brackets
	factor bool // a bare name that multiplies or divides
	column int  // 1-based place in the text
	args   []*node
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, a := range n.args {
		a.walk(visit)
	}
}

// isPower reports whether n is a bare factor 100, 1000, ...
func (n *node) isPower() bool {
	return n.bare && n.factor && len(n.name) > 2 && n.name[0] == '1' && strings.Trim(n.name[1:], "0") == ""
}

// Name is a column that an expression names.
type Name struct {
	Text   string // "7", "A" or "[K]"
	Bare   bool   // written without parentheses or brackets
	Column int    // 1-based place in the text that was parsed, in characters
}

// Names lists the names of the tree in order, each as often as it stands.
func (t *Tree) Names() []Name {
	var out []Name
	t.root.walk(func(n *node) {
		if n.op == schema.OpVar {
			out = append(out, Name{n.name, n.bare, n.column})
		}
	})
	return out
}

// Resolve turns the names into lines. resolve is asked for every name first; a
// bare power of ten from 100 up that multiplies or divides is a number when there
// is no such line, and so is a bare decimal such as 0.5. Any other name without a
// line is an *Error.
func (t *Tree) Resolve(resolve func(name string) (line int, ok bool)) (*schema.Expr, error) {
	return t.root.resolve(resolve)
}

func (n *node) resolve(resolve func(string) (int, bool)) (*schema.Expr, error) {
	switch n.op {
	case schema.OpConst:
		return &schema.Expr{Op: schema.OpConst, Const: n.number}, nil
	case schema.OpVar:
		if line, ok := resolve(n.name); ok {
			return &schema.Expr{Op: schema.OpVar, Var: line}, nil
		}
		if n.isPower() || n.bare && n.factor && strings.Contains(n.name, ".") {
			if d, ok := decimal(n.name); ok {
				return &schema.Expr{Op: schema.OpConst, Const: d}, nil
			}
		}
		return nil, fault(n.column, n.name, "formula.unknown-column", "name", n.name)
	}
	e := &schema.Expr{Op: n.op}
	for _, a := range n.args {
		arg, err := a.resolve(resolve)
		if err != nil {
			return nil, err
		}
		e.Args = append(e.Args, arg)
	}
	return e, nil
}

// decimal reads digits with at most one point.
func decimal(s string) (schema.Decimal, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	if len(whole)+len(frac) > schema.MaxDigits {
		return schema.Decimal{}, false
	}
	coef, err := strconv.ParseInt(whole+frac, 10, 64)
	return schema.Decimal{Coef: coef, Places: int8(len(frac))}, err == nil
}

// builder turns the syntax into a tree and keeps the first fault.
type builder struct {
	rule    bool // the text is a rule of a spec, so a bare number is a number
	percent bool
	err     *Error
}

func (b *builder) fail(e *Error) *node {
	if b.err == nil {
		b.err = e
	}
	return &node{op: schema.OpConst}
}

// name takes the parentheses off a name; only letters in brackets keep them, in a
// rule, as the letters of a spreadsheet column.
func (b *builder) name(s string) string {
	if s == "" || s[0] != '(' && s[0] != '[' {
		return s
	}
	inner := s[1 : len(s)-1]
	if b.rule && s[0] == '[' && !digit(inner[0]) {
		return "[" + strings.ToUpper(inner) + "]"
	}
	return inner
}

// sum builds a sum; last says that it ends the text, where a percent sign may be
// meant for the whole.
func (b *builder) sum(s *sumAST, last bool) *node {
	total := b.product(s.Head, last && len(s.Tail) == 0)
	add := func(op schema.Op, n *node) {
		if op == schema.OpAdd && total.op == schema.OpAdd {
			total.args = append(total.args, n)
			return
		}
		total = &node{op: op, args: []*node{total, n}}
	}
	before := total // the term that a range would begin with
	for i := 0; i < len(s.Tail); i++ {
		t := s.Tail[i]
		op := schema.OpAdd
		if t.Op == "-" {
			op = schema.OpSub
		}
		if !t.Dots {
			before = b.product(t.Term, last && i == len(s.Tail)-1)
			add(op, before)
			continue
		}
		if i+1 == len(s.Tail) || s.Tail[i+1].Dots || t.Op != "+" || s.Tail[i+1].Op != "+" {
			return b.fail(fault(t.Pos.Column, "…", "formula.bad-range", "from", "…", "to", "…"))
		}
		i++
		end := b.product(s.Tail[i].Term, last && i == len(s.Tail)-1)
		for _, n := range b.between(before, end, t.Pos.Column)[1:] {
			add(schema.OpAdd, n)
		}
		before = end
	}
	return total
}

func (b *builder) product(p *productAST, last bool) *node {
	left := b.factor(p.Head, "", last && len(p.Tail) == 0)
	left.factor = len(p.Tail) > 0
	for i, t := range p.Tail {
		right := b.factor(t.Factor, t.Op, last && i == len(p.Tail)-1)
		right.factor = true
		op := schema.OpMul
		if t.Op == "/" {
			op = schema.OpDiv
		}
		left = &node{op: op, args: []*node{left, right}}
	}
	return left
}

// factor builds one operand; op is the operator in front of it.
func (b *builder) factor(f *factorAST, op string, last bool) *node {
	n := b.atom(f.Atom)
	if f.Percent {
		b.takePercent(n, f.Atom, op, last)
	}
	for _, s := range f.Signs {
		switch {
		case s == "+":
		case n.op == schema.OpConst:
			n.number = n.number.Neg()
		default:
			n = &node{op: schema.OpNeg, args: []*node{n}}
		}
	}
	return n
}

func (b *builder) atom(f *atomAST) *node {
	switch {
	case f.Ref != "":
		return &node{op: schema.OpVar, name: b.name(f.Ref), column: f.Pos.Column}
	case f.Name != "":
		n := &node{op: schema.OpVar, name: f.Name, bare: true, column: f.Pos.Column}
		if b.rule && digit(f.Name[0]) {
			d, ok := decimal(f.Name)
			if !ok {
				return b.fail(fault(n.column, f.Name, "formula.bad-number", "text", f.Name))
			}
			n.op, n.number = schema.OpConst, d
		}
		return n
	case f.Call != nil:
		return b.call(f.Call)
	}
	return b.sum(f.Group, false)
}

// takePercent settles what a percent sign behind an operand means: "100%" is the
// factor 100 that turns a share into a percentage; any other percentage that
// multiplies is a hundredth of its number; at the end of the text the sign is meant
// for the whole.
func (b *builder) takePercent(n *node, f *atomAST, op string, last bool) {
	d, isNumber := decimal(f.Name)
	switch {
	case f.Name == "100":
		*n = node{op: schema.OpConst, number: schema.Int(100), bare: true, column: n.column, name: n.name}
	case f.Name != "" && isNumber && op == "*":
		*n = node{op: schema.OpConst, number: schema.Decimal{Coef: d.Coef, Places: d.Places + 2}, bare: true, column: n.column, name: n.name}
	case last:
		b.percent = true
	default:
		b.fail(fault(f.Pos.Column, "%", "formula.percent"))
	}
}

func (b *builder) call(c *callAST) *node {
	n := &node{op: functions[c.Func]}
	for _, a := range c.Args {
		from := b.sum(a.From, false)
		if a.To == nil {
			n.args = append(n.args, from)
			continue
		}
		n.args = append(n.args, b.between(from, b.sum(a.To, false), a.Pos.Column)...)
	}
	if n.op == schema.OpAdd && len(n.args) == 1 {
		return n.args[0]
	}
	return n
}

// between lists the names from one to another, both included: whole numbers,
// letters, or spreadsheet columns.
func (b *builder) between(from, to *node, column int) []*node {
	bad := func() []*node {
		return []*node{b.fail(fault(column, from.text(), "formula.bad-range", "from", from.text(), "to", to.text()))}
	}
	lo, kind := place(from)
	hi, other := place(to)
	if kind == 0 || kind != other || hi <= lo || hi-lo >= maxRange {
		return bad()
	}
	out := []*node{asName(from)}
	for i := lo + 1; i < hi; i++ {
		n := &node{op: schema.OpVar, bare: from.bare, column: from.column}
		switch kind {
		case '1':
			n.name = strconv.Itoa(i)
		case 'a':
			n.name = string(rune(i))
		default:
			n.name = "[" + schema.ColumnName(i) + "]"
		}
		out = append(out, n)
	}
	return append(out, asName(to))
}

// asName makes a bare number of a rule the column that a range means by it.
func asName(n *node) *node {
	if n.op == schema.OpConst {
		n.op = schema.OpVar
	}
	return n
}

// place gives the place of a name in its row of names and the kind of that row: '1'
// whole numbers, 'a' letters, '[' spreadsheet columns, 0 for anything else.
func place(n *node) (at int, kind byte) {
	s := n.name
	if s == "" {
		return 0, 0
	}
	if v, err := strconv.Atoi(s); err == nil && v < 1000 {
		return v, '1'
	}
	if len(s) == 1 && (s[0]|0x20) >= 'a' && (s[0]|0x20) <= 'z' {
		return int(s[0]), 'a'
	}
	if s[0] != '[' || len(s) > 5 {
		return 0, 0
	}
	for _, r := range s[1 : len(s)-1] {
		if r < 'A' || r > 'Z' {
			return 0, 0
		}
		at = at*26 + int(r-'A') + 1
	}
	return at - 1, '['
}

// text is a name or number as written, for messages.
func (n *node) text() string {
	switch {
	case n.name != "":
		return n.name
	case n.op == schema.OpConst:
		return n.number.String()
	}
	return "…"
}

// checkNumbers refuses bare numbers of a rule that look like columns whose
// parentheses were forgotten: a part that names no column, and a whole number,
// other than 1 and the powers of ten, that is added.
func (b *builder) checkNumbers(n *node) {
	named := false
	var number *node
	n.walk(func(m *node) {
		named = named || m.op == schema.OpVar
		if m.op == schema.OpConst && number == nil {
			number = m
		}
	})
	if !named {
		b.fail(fault(number.column, number.name, "formula.bare-number", "number", number.name))
		return
	}
	for _, a := range n.args {
		if a.op != schema.OpConst {
			b.checkNumbers(a)
			continue
		}
		added := n.op == schema.OpAdd || n.op == schema.OpSub
		if added && a.number.Places == 0 && strings.Trim(strings.TrimPrefix(a.name, "1"), "0") != "" {
			b.fail(fault(a.column, a.name, "formula.bare-number", "number", a.name))
		}
	}
}
