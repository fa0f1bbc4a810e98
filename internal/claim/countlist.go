package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// listStart finds where the list of a count begins: behind "gồm", "là" or a colon
// that a name follows. 0 when there is none.
func (r *reader) listStart(b *block, from, to int) int {
	levels := true // "bốn vùng không đạt là …": levels are listed where no unit is
	for _, m := range b.names {
		levels = levels && (m.first < from || m.first >= to || m.group)
	}
	for _, m := range b.names {
		if m.first < from || m.first >= to || m.whole || m.group && !levels || b.toks[m.first].depth > b.toks[max(from-1, 0)].depth {
			continue
		}
		k := r.beforeOrder(b, m.first-1, from)
		for n := 0; n < 4 && k >= from && b.toks[k].kind == word && b.toks[k].cat&lang.ListOpen == 0; n++ {
			k-- // a title before the name
		}
		if r.ranks(b, from, k) {
			return 0 // "đạt chỉ tiêu, cao nhất là ...": an extreme, not the list
		}
		if k >= from && (b.toks[k].is(':') || b.toks[k].kind == word && b.toks[k].cat&lang.ListOpen != 0) {
			return m.first
		}
		return 0
	}
	if to > 0 && to == len(b.toks) && b.toks[to-1].is(':') {
		return to
	}
	return 0
}

// beforeOrder is the last token before words for an order and the commas around them:
// "were, in descending order, A and B".
func (r *reader) beforeOrder(b *block, k, from int) int {
	at := k
	for at > from && b.toks[at].is(',') {
		at--
	}
	if at == k || b.toks[at].kind != word || b.toks[at].cat&(lang.Falling|lang.Rising) == 0 {
		return k
	}
	at = int(b.toks[at].head) - 1
	for at > from && b.toks[at].is(',') {
		at--
	}
	return at
}

// ranks reports whether words between two tokens pick out an extreme or a rank.
func (r *reader) ranks(b *block, from, to int) bool {
	for i := from; i < to; i++ {
		if b.toks[i].kind == word && b.toks[i].cat&(lang.High|lang.Low|lang.Rank) != 0 {
			return true
		}
	}
	return false
}

// members reads the names of a list, over its sentence or over the list items below.
func (r *reader) members(b *block, from, to int) []listed {
	if from == to {
		return r.itemMembers(b)
	}
	var out []listed
	depth := b.toks[from].depth
	end := from
	for k, m := range b.names {
		if m.first < from || m.first >= to || m.whole || b.toks[m.first].depth != depth {
			continue
		}
		if len(out) > 0 && r.brokenList(b, end, m.first, depth) {
			break
		}
		stop := to
		for _, n := range b.names[k+1:] {
			if n.first < to && b.toks[n.first].depth == depth {
				stop = n.first
				break
			}
		}
		out = append(out, listed{schema.Member{Span: b.span(m.first, m.end), Figure: r.figureOf(b, k, m.end, stop)}, m.rows})
		end = m.end
	}
	return out
}

// brokenList reports whether the words between two names end the list.
func (r *reader) brokenList(b *block, from, to int, depth int8) bool {
	free := 0
	afterNumber := false
	for i := from; i < to; i++ {
		t := &b.toks[i]
		if t.depth > depth {
			continue
		}
		switch {
		case t.kind == num:
			afterNumber = true
		case t.kind == punct:
			if t.is(',') || t.is(';') {
				afterNumber = false
			}
		case afterNumber || t.cat&(lang.And|lang.Noun|lang.Stop) != 0:
		default:
			free++
		}
	}
	return free > 2
}

// itemMembers reads the first name of every list item below a block.
func (r *reader) itemMembers(b *block) []listed {
	var out []listed
	below := false
	for _, o := range r.blocks {
		if o == b {
			below = true
			continue
		}
		if !below {
			continue
		}
		if o.src.Kind != schema.ListItem || o.heading {
			break
		}
		if len(o.names) == 0 || o.names[0].group {
			break
		}
		m := o.names[0]
		if !r.opens(o, m.first) {
			return nil // "Đứng đầu là A": the items tell of the units, they are no list of them
		}
		out = append(out, listed{schema.Member{Span: o.span(m.first, m.end), Figure: r.figureOf(o, 0, m.end, len(o.toks))}, m.rows})
	}
	return out
}

// opens reports whether a name begins its list item, a number, a mark and a title before it
// aside.
func (r *reader) opens(b *block, first int) bool {
	for k := 0; k < first; k++ {
		t := &b.toks[k]
		if t.kind == word && t.cat&(lang.Noun|lang.Plural|lang.Place|lang.Stop) == 0 {
			return false
		}
	}
	return true
}
