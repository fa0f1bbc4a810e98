package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// jointly reads an increase or decrease of several things at once: "giảm đồng thời cả số vụ và
// số người chết", "fell in both deaths and injuries". All of them are held on their own
// columns.
func (r *reader) jointly(b *block, s [2]int, h *head, floor, stop int) (a asked, key colKey, ok bool) {
	key.table = -1
	lo, hi := h.after, stop
	at, from := r.bothIn(b, lo, hi)
	if at < 0 {
		lo, hi = max(floor, s[0]), h.from
		if at, from = r.bothIn(b, lo, hi); at < 0 {
			return a, key, false
		}
	}
	cmp := schema.Above
	if b.toks[at].cat&lang.Down != 0 {
		cmp = schema.Below
	}
	before := hi == h.from
	for k := from; k < hi; k++ {
		if t := &b.toks[k]; t.kind == punct && !t.is(',') || t.kind == word && t.cat&(lang.ListOpen|lang.Against) != 0 {
			hi = k
		}
	}
	if hi <= from {
		return a, key, false
	}
	span := schema.Span{Block: b.index, Start: b.toks[at].start, End: b.toks[hi-1].end}
	if n, behind := r.placeAfter(b, from); n >= 2 && behind < hi {
		if a.conds, key = r.allChanges(n, cmp, span); len(a.conds) > 0 {
			a.span, a.percent, a.end = span, r.lexPercent(key), max(hi, h.after)
			if before {
				a.end = h.after
			}
			if b.toks[from].kind == num {
				r.set(b, from, schema.RoleReference)
			}
			return a, key, true // "giảm cả 3 tiêu chí"
		}
		return a, colKey{table: -1}, false
	}
	end := from
	for begin := from; begin < hi; begin = end + 1 {
		for end = begin; end < hi && !b.toks[end].is(',') && !(b.toks[end].kind == word && b.toks[end].cat&lang.And != 0); end++ {
			if t := &b.toks[end]; t.kind != word || r.named(b, end) {
				return a, key, false
			}
		}
		q := &query{b: b, s: s, tok: max(end-1, begin), f: &schema.Figure{}, bd: &binding{period: r.lex.periodIn(b.toks[s[0]:hi], r.numberAt)}}
		q.own = r.context(b, begin, end, phraseWords)
		q.lead = q.own
		if len(q.own.words) == 0 {
			continue
		}
		options := r.options(q, false, cmp, span)
		if len(options) == 0 || options[0].clean < 0.6 || options[0].spoken < 0.4 || r.strange(b, &q.own) > 0 {
			return a, key, false
		}
		top := options[0]
		if key.table < 0 {
			key = top.key
		}
		if top.key.table != key.table || len(a.conds) > 0 && top.key == key {
			return a, key, false
		}
		top.cond.On = top.key.col + 1
		a.conds = append(a.conds, top.cond)
	}
	if len(a.conds) < 2 {
		return a, colKey{table: -1}, false
	}
	a.span, a.percent, a.end = span, r.lexPercent(key), max(hi, h.after)
	if before {
		a.end = h.after
	}
	return a, key, true
}

// allChanges are the conditions that everything which a table compares with another period
// went one way, where just one table compares as many things as is said; none otherwise.
func (r *reader) allChanges(n int, cmp schema.Comparator, span schema.Span) (conds []schema.Condition, key colKey) {
	for t := range r.rep.Tables {
		here, first := r.changesOf(t, cmp, span)
		if len(here) != n {
			continue
		}
		if len(conds) > 0 {
			return nil, colKey{table: -1}
		}
		conds, key = here, first
	}
	if len(conds) == 0 {
		key.table = -1
	}
	return conds, key
}

// changesOf are the conditions that everything which one table compares with another period
// went one way, and the column of the first.
func (r *reader) changesOf(t int, cmp schema.Comparator, span schema.Span) (conds []schema.Condition, key colKey) {
	key.table = -1
	var things []*column
	for _, c := range r.comparisons() {
		k := c.now
		if k < 0 {
			k = c.percent
		}
		col := &r.lex.columns[k]
		if c.table != t || c.plan || len(col.words) == 0 || slices.ContainsFunc(things, func(o *column) bool { return holdsAll(o.words, col.words) || holdsAll(col.words, o.words) }) {
			continue
		}
		things = append(things, col)
		at, cond := r.comparisonOn(&c, cmp, span)
		if key.table < 0 {
			key = at
		}
		cond.On = at.col + 1
		conds = append(conds, cond)
	}
	return conds, key
}

// bothIn finds a word for a direction between two tokens with a word behind it that says that
// several things follow, and the token behind that.
func (r *reader) bothIn(b *block, from, to int) (at, behind int) {
	for i := from; i < to; i++ {
		t := &b.toks[i]
		if t.kind != word || int(t.head) != i || t.cat&(lang.Up|lang.Down) == 0 || t.cat&lang.Stop != 0 || r.denied(b, i) {
			continue
		}
		for k := int(t.tail); k < to && k < int(t.tail)+3; k++ {
			if end := r.phraseOfList(b, k, r.pack.Prose.Both); end > k {
				return i, end
			}
		}
	}
	return -1, 0
}

// phraseOfList is where a phrase of a list that begins at token k ends, 0 where none does.
func (r *reader) phraseOfList(b *block, k int, list []string) int {
	for _, p := range list {
		path := r.lex.vocab.path(p)
		n := 0
		for n < len(path) && k+n < len(b.toks) && b.toks[k+n].kind == word && b.toks[k+n].id == path[n] {
			n++
		}
		if n > 0 && n == len(path) {
			return k + n
		}
	}
	return 0
}
