package claim

import (
	"maps"
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// groupOf finds the units that words before a figure put together without naming them
// there: "hai thành phố cộng lại", "bốn bệnh viện nêu trên", "these three airlines" are the
// last that were named; "bốn xã", "các phường" are all of their kind; "the three groups
// (computers, telephones and machinery)" are those of the bracket.
func (r *reader) groupOf(q *query) (subject, bool) {
	n, at, end := r.groupHead(q)
	if end == 0 || q.b.toks[q.tok].depth > q.b.toks[at].depth || r.holds(q, end, q.tok, lang.High|lang.Low|lang.Rank|lang.Respectively) {
		return subject{}, false // "hai xã có ít trẻ nhất (63 trẻ và 55 trẻ)": each its own
	}
	if su, ok := r.bracketGroup(q, end); ok && (n == 0 || len(su.sets) == n) {
		return su, true
	}
	if n == 0 || n > 1 {
		if su, ok := r.kindGroup(q, at, end, n); ok {
			return su, true
		}
	}
	if n < 2 {
		return subject{}, false
	}
	return r.lastNamed(q, n, at)
}

// groupHead finds the head of a group before a figure: a number and a noun that lists
// count, or "các" and such a noun. n is 0 for the latter; at is its first token, end the
// one behind its noun, 0 when there is no head.
func (r *reader) groupHead(q *query) (n, at, end int) {
	toks := q.b.toks
	for k := q.tok - 1; k >= q.from; k-- {
		t := &toks[k]
		if t.is(';') || t.is(':') {
			break
		}
		if t.kind != word || r.named(q.b, k) {
			continue
		}
		v, stop := r.lex.numberWords(toks, k)
		plural := t.cat&lang.Plural != 0 && int(t.tail) == k+1
		if stop == 0 && plural {
			v, stop = 0, k+1
		}
		if stop == 0 || v > 20 {
			continue
		}
		for stop < q.tok && toks[stop].kind == word && toks[stop].cat&(lang.High|lang.Low|lang.Plural) != 0 {
			stop++ // "the three largest groups"
		}
		if stop >= q.tok || toks[stop].kind != word || toks[stop].cat&lang.Noun == 0 && !r.lex.kinds[toks[stop].id] || r.named(q.b, stop) {
			continue
		}
		tail := max(int(toks[stop].tail), stop+1)
		for m := range q.b.names { // a name behind it is what the figure is of
			if nm := &q.b.names[m]; nm.first >= tail && nm.end <= q.tok && toks[nm.first].depth <= toks[q.tok].depth && !nm.whole {
				return 0, 0, 0
			}
		}
		return int(v), k, tail
	}
	return 0, 0, 0
}

// lastNamed takes the last n units named before token at, in its block.
func (r *reader) lastNamed(q *query, n, at int) (subject, bool) {
	su := subject{weight: 1, explicit: true, mention: -1}
	for k := len(q.b.names) - 1; k >= 0 && len(su.sets) < n; k-- {
		m := &q.b.names[k]
		if m.end > at || m.whole || m.group || r.comparand(q.b, m) || r.isShareBase(q.b, m) {
			continue
		}
		rows := r.narrow(q.b, q.s, k, nil)
		if !su.holds(rows[0]) {
			su.sets = append(su.sets, rows)
		}
	}
	return su, len(su.sets) == n
}

// holds reports whether a row is among those of a subject.
func (su *subject) holds(p place) bool {
	for _, set := range su.sets {
		for _, have := range set {
			if have == p {
				return true
			}
		}
	}
	return false
}

// bracketGroup takes the names of the bracket right behind the head of a group.
func (r *reader) bracketGroup(q *query, end int) (subject, bool) {
	su := subject{weight: 1, explicit: true, mention: -1}
	k := end
	for k < q.tok && q.b.toks[k].kind == word && !r.named(q.b, k) {
		k++
	}
	if k >= q.tok || !q.b.toks[k].is('(') {
		return su, false
	}
	depth := q.b.toks[k].depth
	for n := range q.b.names {
		m := &q.b.names[n]
		if m.first > k && m.end < q.tok && q.b.toks[m.first].depth == depth && r.closed(q.b, m.first, q.tok) && !m.whole {
			su.sets = append(su.sets, r.narrow(q.b, q.s, n, nil))
		}
	}
	return su, len(su.sets) > 1
}

// kindGroup takes all rows of a table whose label begins with the noun of a group, where
// there are as many as are said: "bốn xã", "các phường".
func (r *reader) kindGroup(q *query, at, end, n int) (subject, bool) {
	su := subject{weight: 1, explicit: true, mention: -1}
	noun := q.b.toks[end-1].id
	for _, table := range r.rep.Originals() {
		su.sets = nil
		t := r.tableIndex(table)
		units := 0
		for i := range table.Rows {
			row := &table.Rows[i]
			if row.Kind != schema.UnitRow {
				continue
			}
			units++
			if has(r.lex.titles(row), noun) {
				su.sets = append(su.sets, []place{{t, i}})
			}
		}
		if len(su.sets) > 1 && len(su.sets) < units && (n == 0 || n == len(su.sets)) {
			return su, true
		}
	}
	return su, false
}

// tableIndex is the index of a table in the report.
func (r *reader) tableIndex(t *schema.Table) int {
	for i, o := range r.rep.Tables {
		if o == t {
			return i
		}
	}
	return -1
}

// countsNoun reports whether a word is a number before a noun that lists count: "hai
// phường", "three largest groups". It tells nothing of a column.
func (x *lexicon) countsNoun(toks []token, i int) bool {
	_, end := x.numberWords(toks, i)
	for end > 0 && end < len(toks) && toks[end].kind == word && toks[end].cat&(lang.High|lang.Low|lang.Plural) != 0 {
		end++
	}
	return end > 0 && end < len(toks) && toks[end].kind == word && (toks[end].cat&lang.Noun != 0 || x.kinds[toks[end].id])
}

// kindLevel are the rows that a noun means of a table whose column of names is headed by two,
// the greater kind first, "Region / district": the subtotals for the first, the units for the
// second. nil where the header or the rows are not so.
func (r *reader) kindLevel(t *schema.Table, nouns []int32) []int {
	path := labelHeader(t)
	if len(path) == 0 {
		return nil
	}
	kinds := strings.FieldsFunc(path[len(path)-1], func(c rune) bool { return c == '/' || c == ',' || c == ';' })
	if len(kinds) != 2 {
		return nil
	}
	of := [2]bool{}
	for i, kind := range kinds {
		words := r.lex.vocab.path(kind)
		of[i] = len(words) <= 2 && slices.ContainsFunc(nouns, func(w int32) bool { return has(words, w) })
	}
	if of[0] == of[1] {
		return nil
	}
	var units []int
	parents := map[int]bool{}
	for i := range t.Rows {
		switch row := &t.Rows[i]; {
		case row.OfWhich:
		case row.Kind == schema.UnitRow && row.Parent >= 0:
			parents[row.Parent] = true
			units = append(units, i)
		case row.Kind == schema.UnitRow:
			return nil // a unit beside the heads: its kind is not told
		}
	}
	switch {
	case len(parents) < 2:
		return nil
	case of[0]:
		return slices.Sorted(maps.Keys(parents))
	}
	return units
}
