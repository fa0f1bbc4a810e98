package docx

import (
	"sort"
	"strings"

	"doisoat/internal/render/opc"
)

// write gives the part with everything put in.
func (p *part) write() (string, error) {
	offsets := make([]int, 0, len(p.slots))
	for at := range p.slots {
		offsets = append(offsets, at)
	}
	sort.Ints(offsets)
	var edits []opc.Edit
	for _, at := range offsets {
		if !p.inside(at) {
			edits = append(edits, opc.Edit{From: at, To: at, Text: p.slots[at].String()})
		}
	}
	for i := range p.units {
		u := &p.units[i]
		if first := sort.SearchInts(offsets, u.from+1); u.run && (first < len(offsets) && offsets[first] < u.to || p.struck(u.from, u.to) != nil) {
			edits = append(edits, opc.Edit{From: u.from, To: u.to, Text: p.split(u)})
		}
	}
	return opc.Apply(p.text, append(edits, p.fills...))
}

// inside reports whether an offset splits a run.
func (p *part) inside(at int) bool {
	u := p.at(at)
	return u != nil && u.from < at
}

// struck finds the suggestion that strikes out any of the bytes.
func (p *part) struck(from, to int) *cut {
	for i := range p.cuts {
		if c := &p.cuts[i]; c.from < to && from < c.to {
			return c
		}
	}
	return nil
}

// atom is what a run is put together from: an element, or a stretch of the characters
// of a t.
type atom struct {
	bounds
	words bool  // characters of a t that was split
	slots []int // offsets of what is put in before it, unless it is the first
}

// atoms cuts the children of a run at the slots.
func (p *part) atoms(u *unit) []atom {
	var out []atom
	for i, c := range u.children {
		front := []int{c.from}
		if i > 0 && u.children[i-1].to != c.from {
			front = []int{u.children[i-1].to, c.from}
		}
		at := c.inner
		for i := c.inner + 1; c.plain && i < c.close; i++ {
			if p.slots[i] != nil {
				out = append(out, atom{bounds{at, i}, true, front})
				at, front = i, []int{i}
			}
		}
		if !c.plain || at == c.inner && p.struck(c.from, c.to) == nil {
			out = append(out, atom{c.bounds, false, front})
			continue
		}
		out = append(out, atom{bounds{at, c.close}, true, front})
	}
	return out
}

// split writes a run anew, in as many runs as the slots and the suggestions ask for.
func (p *part) split(u *unit) string {
	var b strings.Builder
	atoms := p.atoms(u)
	prefix := opc.Prefix(u.tag)
	open := (*cut)(nil)
	begin := func(at atom) {
		if open = p.struck(at.from, at.to); open != nil {
			b.WriteString(open.open)
		}
		b.WriteString(u.tag)
		b.WriteString(u.props)
	}
	end := func() {
		b.WriteString("</" + prefix + "r>")
		if open != nil {
			b.WriteString(open.close)
		}
	}
	for i, at := range atoms {
		put := ""
		for _, offset := range at.slots {
			if s := p.slots[offset]; s != nil && i > 0 {
				put += s.String()
			}
		}
		switch {
		case i == 0:
			begin(at)
		case put != "" || p.struck(at.from, at.to) != open:
			end()
			b.WriteString(put)
			begin(at)
		}
		if !at.words {
			b.WriteString(p.text[at.from:at.to])
			continue
		}
		name := prefix + "t"
		if open != nil {
			name = prefix + "delText"
		}
		b.WriteString("<" + name + ` xml:space="preserve">` + p.text[at.from:at.to] + "</" + name + ">")
	}
	end()
	return b.String()
}
