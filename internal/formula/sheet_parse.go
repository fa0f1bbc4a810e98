package formula

import (
	"math/big"
	"strings"
)

// sheetParser reads a formula by recursive descent; a nil node is a refusal.
type sheetParser struct {
	s     string
	at    int
	depth int
}

const sheetDepth = 60

func (p *sheetParser) space() {
	for p.at < len(p.s) && (p.s[p.at] == ' ' || p.s[p.at] == '\n' || p.s[p.at] == '\t' || p.s[p.at] == '\r') {
		p.at++
	}
}

// take passes over one of the bytes and gives it, 0 when none stands here.
func (p *sheetParser) take(bytes string) byte {
	p.space()
	if p.at < len(p.s) && strings.IndexByte(bytes, p.s[p.at]) >= 0 {
		p.at++
		return p.s[p.at-1]
	}
	return 0
}

func (p *sheetParser) binary(ops string, next func() *sheetNode) *sheetNode {
	left := next()
	for left != nil {
		op := p.take(ops)
		if op == 0 {
			return left
		}
		right := next()
		if right == nil {
			return nil
		}
		left = &sheetNode{op: string(op), args: []*sheetNode{left, right}}
	}
	return nil
}

func (p *sheetParser) sum() *sheetNode {
	if p.depth++; p.depth > sheetDepth {
		return nil
	}
	defer func() { p.depth-- }()
	return p.binary("+-", p.product)
}

func (p *sheetParser) product() *sheetNode { return p.binary("*/", p.signed) }

func (p *sheetParser) signed() *sheetNode {
	negative := false
	for op := p.take("+-"); op != 0; op = p.take("+-") {
		negative = negative != (op == '-')
	}
	n := p.atom()
	if n != nil && p.take("%") != 0 {
		n = &sheetNode{op: "%", args: []*sheetNode{n}}
	}
	if n != nil && negative {
		n = &sheetNode{op: "neg", args: []*sheetNode{n}}
	}
	return n
}

func (p *sheetParser) atom() *sheetNode {
	if p.take("(") != 0 {
		n := p.sum()
		if n == nil || p.take(")") == 0 {
			return nil
		}
		return n
	}
	p.space()
	if p.at < len(p.s) && (p.s[p.at] >= '0' && p.s[p.at] <= '9' || p.s[p.at] == '.') {
		return p.number()
	}
	if n := p.function(); n != nil {
		return n
	}
	return p.reference()
}

func (p *sheetParser) number() *sheetNode {
	from := p.at
	for p.at < len(p.s) && (p.s[p.at] >= '0' && p.s[p.at] <= '9' || p.s[p.at] == '.') {
		p.at++
	}
	if p.at-from > 40 {
		return nil
	}
	v, ok := new(big.Rat).SetString(p.s[from:p.at])
	if !ok {
		return nil
	}
	return &sheetNode{op: "num", num: v}
}

func (p *sheetParser) function() *sheetNode {
	for _, name := range []string{"SUM", "AVERAGE", "ROUND", "ABS", "MIN", "MAX"} {
		rest := p.s[p.at:]
		if len(rest) <= len(name) || !strings.EqualFold(rest[:len(name)], name) || rest[len(name)] != '(' {
			continue
		}
		p.at += len(name) + 1
		n := &sheetNode{op: name}
		for {
			a := p.sum()
			if a == nil {
				return nil
			}
			n.args = append(n.args, a)
			if p.take(",;") == 0 {
				break
			}
		}
		if p.take(")") == 0 {
			return nil
		}
		return n
	}
	return nil
}

// reference reads a cell or a range, of another sheet of the same file when a name
// stands before it.
func (p *sheetParser) reference() *sheetNode {
	sheet, ok := p.sheetName()
	if !ok {
		return nil
	}
	first, ok := p.cell(sheet)
	if !ok {
		return nil
	}
	if p.at < len(p.s) && p.s[p.at] == ':' {
		p.at++
		second, ok := p.cell(sheet)
		if !ok {
			return nil
		}
		return &sheetNode{op: "range", refs: []SheetRef{first, second}}
	}
	return &sheetNode{op: "ref", refs: []SheetRef{first}}
}

// sheetName reads "'Name'!" or "Name!"; a workbook in brackets is another file.
func (p *sheetParser) sheetName() (string, bool) {
	rest := p.s[p.at:]
	mark := strings.IndexByte(rest, '!')
	if mark < 0 {
		return "", true
	}
	name := rest[:mark]
	if strings.ContainsAny(name, "[]") {
		return "", false
	}
	if inner, quoted := strings.CutPrefix(name, "'"); quoted {
		end := strings.IndexByte(inner, '\'')
		if end != len(inner)-1 {
			return "", true // the mark belongs to a later reference
		}
		name = inner[:end]
	} else if strings.ContainsAny(name, "+-*/(),:;%$ ") {
		return "", true
	}
	p.at += mark + 1
	return name, true
}

func (p *sheetParser) cell(sheet string) (r SheetRef, ok bool) {
	r.Sheet = sheet
	dollar := func() bool {
		if p.at < len(p.s) && p.s[p.at] == '$' {
			p.at++
			return true
		}
		return false
	}
	r.AbsC = dollar()
	letters := 0
	for ; p.at < len(p.s) && letters < 4; p.at++ {
		c := p.s[p.at] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		r.Col = r.Col*26 + int(c-'A') + 1
		letters++
	}
	r.AbsRow = dollar()
	digits := 0
	for ; p.at < len(p.s) && p.s[p.at] >= '0' && p.s[p.at] <= '9' && digits < 8; p.at++ {
		r.Row = r.Row*10 + int(p.s[p.at]-'0')
		digits++
	}
	r.Row, r.Col = r.Row-1, r.Col-1
	return r, letters > 0 && letters < 4 && digits > 0 && r.Row >= 0
}
