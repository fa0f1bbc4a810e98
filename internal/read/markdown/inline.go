package markdown

import (
	"html"
	"slices"
	"strings"
	"unicode"

	"doisoat/internal/read/lines"
)

// inline takes the markup out of a run of characters (CommonMark 0.31, chapter 6,
// without reference links): what stays is what a reader reads, each character with
// its place in the source. Bold and raised characters are flagged.
func inline(c []lines.Char) []lines.Char {
	if !slices.ContainsFunc(c, marks) {
		return c
	}
	p := &parser{in: c, out: make([]lines.Char, 0, len(c))}
	p.run()
	p.pair()
	out := p.out[:0]
	for _, c := range p.out {
		if c.R != dropped {
			out = append(out, c)
		}
	}
	return out
}

// dropped stands for a character of markup that is taken out at the end.
const dropped rune = -1

// reach bounds, in characters, how far a bracket or a code span looks for its end,
// and nesting how many open marks a closing one looks at.
const (
	reach   = 2000
	nesting = 100
)

type parser struct {
	in       []lines.Char
	out      []lines.Char
	delims   []delim
	bold     int         // open <b> or <strong>
	raised   int         // open <sup>
	brackets map[int]int // closing bracket by opening one
}

// delim is a run of emphasis marks that may open or close.
type delim struct {
	at, n       int // index in out and length
	mark        rune
	open, close bool
}

func (p *parser) keep(c lines.Char) {
	c.Bold = c.Bold || p.bold > 0
	c.Raised = c.Raised || p.raised > 0
	p.out = append(p.out, c)
}

// marks reports whether a character may be one of markup.
func marks(c lines.Char) bool {
	switch c.R {
	case '\\', '`', '*', '_', '~', '<', '&', '[', '!':
		return true
	}
	return false
}

func (p *parser) run() {
	for i := 0; i < len(p.in); {
		c := p.in[i]
		if !marks(c) {
			p.keep(c)
			i++
			continue
		}
		n := 0
		switch c.R {
		case '\\':
			n = p.escape(i)
		case '`':
			n = p.code(i)
		case '*', '_', '~':
			n = p.delimiter(i)
		case '<':
			n = p.tag(i)
		case '&':
			n = p.entity(i)
		case '[', '!':
			n = p.link(i)
		}
		if n == 0 {
			p.keep(c)
			n = 1
		}
		i += n
	}
}

func (p *parser) at(i int) rune {
	if i < 0 || i >= len(p.in) {
		return ' '
	}
	return p.in[i].R
}

func (p *parser) escape(i int) int {
	r := p.at(i + 1)
	if i+1 < len(p.in) && r < 0x80 && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
		p.keep(p.in[i+1])
		return 2
	}
	return 0
}

// code keeps the inside of `...`.
func (p *parser) code(i int) int {
	n := 0
	for p.at(i+n) == '`' {
		n++
	}
	for j := i + n; j < min(len(p.in), i+reach); {
		m := 0
		for p.at(j+m) == '`' {
			m++
		}
		if m == n {
			for _, c := range p.in[i+n : j] {
				p.keep(c)
			}
			return j + n - i
		}
		j += max(m, 1)
	}
	for k := range n {
		p.keep(p.in[i+k])
	}
	return n
}

// delimiter notes a run of emphasis marks (CommonMark 6.2, left- and right-flanking).
func (p *parser) delimiter(i int) int {
	mark, n := p.at(i), 0
	for i+n < len(p.in) && p.at(i+n) == mark {
		n++
	}
	if mark == '~' && n != 2 {
		return 0
	}
	before, after := p.at(i-1), p.at(i+n)
	left := !unicode.IsSpace(after) && (!punct(after) || unicode.IsSpace(before) || punct(before))
	right := !unicode.IsSpace(before) && (!punct(before) || unicode.IsSpace(after) || punct(after))
	d := delim{at: len(p.out), n: n, mark: mark, open: left, close: right}
	if mark == '_' {
		d.open, d.close = left && (!right || punct(before)), right && (!left || punct(after))
	}
	for k := range n {
		p.keep(p.in[i+k])
	}
	if d.open || d.close {
		p.delims = append(p.delims, d)
	}
	return n
}

func punct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// pair matches closing marks with opening ones and drops the pairs; what is
// between two doubled marks is bold.
func (p *parser) pair() {
	var open []int
	for i := range p.delims {
		d := &p.delims[i]
		for d.close && d.n > 0 {
			k := len(open) - 1
			low := max(len(open)-nesting, 0)
			for k >= low && !matches(&p.delims[open[k]], d) {
				k--
			}
			if k < low {
				break
			}
			o := &p.delims[open[k]]
			open = open[:k+1]
			use := 1
			if o.n >= 2 && d.n >= 2 {
				use = 2
			}
			for j := range use {
				p.out[o.at+o.n-1-j].R = dropped
				p.out[d.at+j].R = dropped
			}
			if use == 2 && d.mark != '~' {
				for j := o.at + o.n; j < d.at; j++ {
					p.out[j].Bold = true
				}
			}
			o.n -= use
			d.n -= use
			d.at += use
			if o.n == 0 {
				open = open[:k]
			}
		}
		if d.open && d.n > 0 {
			open = append(open, i)
		}
	}
}

// matches applies the rule of three of CommonMark 6.2.
func matches(o, c *delim) bool {
	if o.mark != c.mark {
		return false
	}
	if (o.close || c.open) && (o.n+c.n)%3 == 0 && (o.n%3 != 0 || c.n%3 != 0) {
		return false
	}
	return true
}

// tag drops an HTML tag or comment; <br> is a line break, <sup> raises, <b> is bold.
func (p *parser) tag(i int) int {
	end := -1
	for j := i + 1; j < len(p.in) && j < i+400; j++ {
		if p.in[j].R == '>' {
			end = j
			break
		}
	}
	if end < 0 {
		return 0
	}
	body := lines.String(p.in[i+1 : end])
	if strings.HasPrefix(body, "!--") {
		if !strings.HasSuffix(body, "--") || len(body) < 5 {
			return 0
		}
		return end - i + 1
	}
	if strings.HasPrefix(body, "http://") || strings.HasPrefix(body, "https://") || strings.HasPrefix(body, "mailto:") {
		for _, c := range p.in[i+1 : end] {
			p.keep(c)
		}
		return end - i + 1
	}
	name := strings.TrimPrefix(body, "/")
	step := 1
	if name != body {
		step = -1
	}
	n := 0
	for n < len(name) && (name[n] >= 'a' && name[n] <= 'z' || name[n] >= 'A' && name[n] <= 'Z' || n > 0 && name[n] >= '0' && name[n] <= '9') {
		n++
	}
	if n == 0 || n < len(name) && name[n] != ' ' && name[n] != '/' && name[n] != '\t' && name[n] != '\n' {
		return 0
	}
	switch strings.ToLower(name[:n]) {
	case "br":
		c := p.in[i]
		c.R = '\n'
		p.keep(c)
	case "sup":
		p.raised = max(p.raised+step, 0)
	case "b", "strong":
		p.bold = max(p.bold+step, 0)
	}
	return end - i + 1
}

// entity replaces a character reference.
func (p *parser) entity(i int) int {
	for j := i + 1; j < len(p.in) && j < i+12; j++ {
		if p.in[j].R != ';' {
			continue
		}
		text := lines.String(p.in[i : j+1])
		value := html.UnescapeString(text)
		if value == text {
			return 0
		}
		for _, r := range value {
			c := p.in[i]
			c.R = r
			p.keep(c)
		}
		return j - i + 1
	}
	return 0
}

// link keeps the words of [words](address) and ![words](address) and drops a
// footnote mark [^1].
func (p *parser) link(i int) int {
	start := i
	if p.at(i) == '!' {
		if p.at(i+1) != '[' {
			return 0
		}
		i++
	}
	end := p.closing(i)
	if end < 0 || end-i > reach {
		return 0
	}
	if p.at(i+1) == '^' && end > i+2 && start == i {
		return end - i + 1
	}
	if p.at(end+1) != '(' {
		return 0
	}
	depth := 0
	for j := end + 1; j < min(len(p.in), end+reach); j++ {
		switch p.in[j].R {
		case '\n':
			return 0
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				for _, c := range inline(p.in[i+1 : end]) {
					p.keep(c)
				}
				return j - start + 1
			}
		}
	}
	return 0
}

// closing gives the index of the bracket that closes the one at i, -1 for none. All
// brackets are matched in one pass, the first time that one is asked for.
func (p *parser) closing(i int) int {
	if p.brackets == nil {
		p.brackets = map[int]int{}
		var open []int
		for j := 0; j < len(p.in); j++ {
			switch p.in[j].R {
			case '\\':
				j++
			case '[':
				open = append(open, j)
			case ']':
				if n := len(open); n > 0 {
					p.brackets[open[n-1]] = j
					open = open[:n-1]
				}
			}
		}
	}
	if j, ok := p.brackets[i]; ok {
		return j
	}
	return -1
}
