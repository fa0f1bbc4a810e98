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
	end, bySemicolon := from, false
	for k, m := range b.names {
		if m.first < from || m.first >= to || m.whole || b.toks[m.first].depth != depth {
			continue
		}
		if len(out) > 0 {
			semicolon := r.semicolon(b, end, m.first, depth)
			if r.brokenList(b, end, m.first, depth) || semicolon && !bySemicolon && len(out) > 1 && (r.turns(b, end, m.first) || r.closedByAnd(b, out)) {
				break // "A, B và C; riêng D": another clause
			}
			bySemicolon = bySemicolon || semicolon
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

// strangers reports whether a list behind a count names others than the units of the tables: it
// has items in which no name was found, and fewer of those that were than the count says by
// half.
func (r *reader) strangers(b *block, h *head, open, end int, named []listed) bool {
	if h.k < 2 || open == end || 2*len(named) > h.k {
		return false
	}
	if open <= 0 { // a list in which not one name was found
		for k := h.after; k+1 < end; k++ {
			if t := &b.toks[k]; t.is(':') || t.kind == word && t.cat&lang.ListOpen != 0 {
				n := k + 1
				for n < end && b.toks[n].kind == word && b.toks[n].cat&(lang.Noun|lang.Plural) != 0 && !b.toks[n].upper {
					n++
				}
				return n < end && b.toks[n].kind == word && b.toks[n].upper && b.toks[n].cat == 0 && !r.named(b, n)
			}
		}
		return false
	}
	if len(named) > 0 {
		return r.unnamed(b, open, end, named)
	}
	for k := open; k < end; k++ {
		if t := &b.toks[k]; t.kind == word && t.upper && t.cat == 0 {
			return true
		}
	}
	return false
}

// closedByAnd reports whether "and" stands before the last name of a list, so that a semicolon
// behind it ends the list: "là A (142) và B (118); C và D không phát sinh".
func (r *reader) closedByAnd(b *block, list []listed) bool {
	from, to := list[len(list)-2].Span.End, list[len(list)-1].Span.Start
	for k := range b.toks {
		if t := &b.toks[k]; t.start >= from && t.end <= to && t.kind == word && t.cat&lang.And != 0 {
			return true
		}
	}
	return false
}

// unnamed reports whether a list between two tokens has an item in which no name was found:
// a stretch between the signs that part its items that holds a word that only a name can be.
func (r *reader) unnamed(b *block, from, to int, list []listed) bool {
	if len(list) == 0 {
		return false
	}
	last := list[len(list)-1].Span.End
	depth := b.toks[from].depth
	named, strange := false, false
	for k := from; k <= to && k < len(b.toks); k++ {
		t := &b.toks[k]
		parts := k == to || t.depth == depth && (t.is(',') || t.is(';') || t.is('.') || t.kind == word && t.cat&lang.And != 0 && !r.named(b, k))
		if !parts {
			if t.depth < depth {
				return strange && !named
			}
			named = named || r.named(b, k)
			strange = strange || t.depth == depth && t.kind == word && t.cat == 0 && !r.named(b, k) && (r.lex.labelWord(t.id) || t.upper)
			continue
		}
		if strange && !named {
			return true
		}
		if t.start > last && !(t.kind == word) {
			return r.goesOnStrange(b, k, to)
		}
		named, strange = false, false
	}
	return false
}

// goesOnStrange reports whether a list goes on behind its last name with one that no table
// knows: ", Nghệ An", "và Hà Nam".
func (r *reader) goesOnStrange(b *block, from, to int) bool {
	for k := from; k+1 < to && k+1 < len(b.toks) && (b.toks[k].is(',') || b.toks[k].kind == word && b.toks[k].cat&lang.And != 0); {
		n := k + 1
		for n < to && b.toks[n].kind == word && b.toks[n].cat&(lang.Noun|lang.Plural) != 0 && !b.toks[n].upper {
			n++
		}
		if n >= to || b.toks[n].kind != word || !b.toks[n].upper || b.toks[n].cat != 0 {
			return false
		}
		if !r.named(b, n) {
			return true
		}
		for k = n; k < to && b.toks[k].kind == word && b.toks[k].cat&lang.And == 0; k++ {
		}
	}
	return false
}

// turns reports whether a word that is no title stands right before a name, behind the sign
// that parts it from the one before: "; riêng Bình Long".
func (r *reader) turns(b *block, from, to int) bool {
	for k := to - 1; k > from && !b.toks[k].is(';'); k-- {
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Noun|lang.And|lang.Place) == 0 {
			return true
		}
	}
	return false
}

// semicolon reports whether a semicolon of a depth parts two names.
func (r *reader) semicolon(b *block, from, to int, depth int8) bool {
	for k := from; k < to; k++ {
		if b.toks[k].is(';') && b.toks[k].depth == depth {
			return true
		}
	}
	return false
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
