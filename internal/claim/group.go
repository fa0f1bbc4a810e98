package claim

import (
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// group finds the rows that a count ranges over: the units of the level that the
// words name, of the number that they state, or of the kind that they count.
func (r *reader) group(b *block, h *head, key colKey, members []listed, stop int) []int {
	t := r.rep.Tables[key.table]
	groups := r.groups(t)
	if len(groups) == 0 {
		return nil
	}
	n := h.whole
	if h.of >= 0 {
		n = int(r.figures[h.of].Number.Value.Coef)
	}
	if heads := r.sectionHeads(t, groups, key); len(heads) > 1 && r.lex.kindOf(t, h.nouns) && (n == len(heads) || n == 0 && r.repeats(t, groups)) {
		return heads
	}
	if level := r.levelsOf(t, key.table, members); level != nil {
		return level
	}
	// a level named with the nouns: "đơn vị cấp xã"
	for _, m := range b.names {
		if m.first >= h.from && m.end <= stop && m.group && !m.whole {
			for _, g := range groups {
				if r.levelFits(m.rows, key.table, g) {
					return g.rows
				}
			}
		}
	}
	levelNamed := len(members) > 0 || b.level != nil || slices.ContainsFunc(b.names, func(m mention) bool { return m.group && !m.whole })
	if !levelNamed {
		if rows := r.kindLevel(t, h.nouns); rows != nil && (n == 0 || n == len(rows)) {
			return rows
		}
	}
	var fit []rowGroup
	for _, g := range groups {
		if n == 0 && len(g.rows) >= h.k || len(g.rows) == n {
			fit = append(fit, g)
		}
	}
	if len(fit) == 0 && n > 0 {
		if kin := r.kin(b, t, key.table, n); kin != nil {
			return kin
		}
		for _, g := range groups { // "21 cơ sở được giao dự toán": those that have a figure
			if given := r.given(t, g.rows, key.col); len(given) == n {
				return given
			}
		}
	}
	if len(fit) == 0 {
		fit = groups // the number itself may be wrong
	}
	// the group that holds the members
	best, most := -1, -1
	for k, g := range fit {
		score := 0
		for _, m := range members {
			for _, p := range m.rows {
				if p.table == key.table && hasInt(g.rows, p.row) {
					score += 100
					break
				}
			}
		}
		// all units together only when the words leave no single level
		if hits := r.nounHits(t, g, h.nouns); g.parent >= 0 || len(groups) == 1 {
			score += 1 + 10*hits/len(g.rows)
		}
		if score > most {
			best, most = k, score
		}
	}
	return r.ofKind(t, fit[best], h.nouns, n)
}

// ofKind narrows a group to the rows that the counted noun names, where it names some
// of them and not others: "2/4 xã" among four communes and three wards. n is the number
// that the words give for all of them, 0 for none; below that it does not matter.
func (r *reader) ofKind(t *schema.Table, g rowGroup, nouns []int32, n int) []int {
	var out []int
	for _, row := range g.rows {
		for _, w := range r.lex.titles(&t.Rows[row]) {
			if has(nouns, w) {
				out = append(out, row)
				break
			}
		}
	}
	if len(out) == 0 || n >= 0 && n != len(out) || r.lex.kindOf(t, nouns) {
		return g.rows
	}
	return out
}

// otherKind reports whether the noun that is counted names units of a kind that a group
// does not have, while its rows do tell their kind: "12 thôn" among communes.
func (r *reader) otherKind(t *schema.Table, group []int, nouns []int32) bool {
	if len(nouns) == 0 {
		return false
	}
	for _, w := range nouns {
		if v, n := r.lex.phrases.walk([]int32{w}); n == 0 || *v&lang.Noun == 0 || r.lex.anyUnit[w] || r.lex.kinds[w] {
			return false
		}
	}
	telling := 0
	for _, row := range group {
		titles := r.lex.titles(&t.Rows[row])
		for _, w := range titles {
			if has(nouns, w) {
				return false
			}
		}
		if len(titles) > 0 {
			telling++
		}
	}
	return 2*telling > len(group)
}

// nounHits counts the rows of a group whose label begins with a noun that is
// counted: the title before the proper name, as a whole, so that "xã" does not hit
// "thị xã".
func (r *reader) nounHits(t *schema.Table, g rowGroup, nouns []int32) int {
	hits := 0
	for _, row := range g.rows {
		for _, w := range r.lex.titles(&t.Rows[row]) {
			if has(nouns, w) {
				hits++
				break
			}
		}
	}
	if r.lex.kindOf(t, nouns) {
		return len(g.rows)
	}
	return hits
}

// kindOf reports whether the header of a table's column of names holds one of the nouns
// and is no general one.
func (x *lexicon) kindOf(t *schema.Table, nouns []int32) bool {
	for _, part := range labelHeader(t) {
		for _, k := range x.vocab.path(part) {
			if x.kinds[k] && has(nouns, k) {
				return true
			}
		}
	}
	return false
}

// rowGroup is the units under one parent, or all units.
type rowGroup struct {
	parent int // -1 for the top or for all
	rows   []int
}

// groups lists the groups of units of a table, the largest first. Counts ask for them again
// and again; they are not to be changed.
func (r *reader) groups(t *schema.Table) []rowGroup {
	out, known := r.grouped[t]
	if !known {
		out = slices.Clip(r.findGroups(t))
		for i := range out {
			out[i].rows = slices.Clip(out[i].rows)
		}
		if r.grouped == nil {
			r.grouped = map[*schema.Table][]rowGroup{}
		}
		r.grouped[t] = out
	}
	return out
}

func (r *reader) findGroups(t *schema.Table) []rowGroup {
	var out []rowGroup
	at := map[int]int{}
	var all []int
	for i := range t.Rows {
		if t.Rows[i].Kind != schema.UnitRow || t.Rows[i].OfWhich {
			continue
		}
		all = append(all, i)
		k, ok := at[t.Rows[i].Parent]
		if !ok {
			k = len(out)
			at[t.Rows[i].Parent] = k
			out = append(out, rowGroup{parent: t.Rows[i].Parent})
		}
		out[k].rows = append(out[k].rows, i)
	}
	twice := r.partedTwice(t, out, len(all))
	if len(out) > 1 {
		out = append(out, rowGroup{parent: -1, rows: all})
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && len(out[k].rows) > len(out[k-1].rows) && out[k].parent >= 0; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return append(out, twice...)
}

// partedTwice are the groups that a table parts once more, whole: the districts of all regions
// under "Theo địa bàn", beside other rows that are no districts.
func (r *reader) partedTwice(t *schema.Table, groups []rowGroup, all int) []rowGroup {
	var out []rowGroup
	at := map[int]int{}
	count := map[int]int{}
	for _, g := range groups {
		if g.parent < 0 || t.Rows[g.parent].Parent < 0 {
			continue
		}
		up := t.Rows[g.parent].Parent
		k, ok := at[up]
		if !ok {
			k = len(out)
			at[up] = k
			out = append(out, rowGroup{parent: up})
		}
		out[k].rows = append(out[k].rows, g.rows...)
		count[up]++
	}
	kept := out[:0]
	for _, g := range out {
		if count[g.parent] > 1 && len(g.rows) < all {
			slices.Sort(g.rows)
			kept = append(kept, g)
		}
	}
	return kept
}

// levelFits reports whether the rows of a level are the parent or the total of a group.
func (r *reader) levelFits(level []place, table int, g rowGroup) bool {
	t := r.rep.Tables[table]
	for _, p := range level {
		if p.table != table {
			continue
		}
		if g.parent >= 0 && (p.row == g.parent || t.Rows[p.row].Parent == g.parent && t.Rows[p.row].Kind != schema.UnitRow) {
			return true
		}
		if g.parent >= 0 && t.Rows[g.parent].Parent == p.row && t.Rows[p.row].Kind == schema.SectionRow {
			return true
		}
		for _, row := range g.rows {
			if row == p.row {
				return true
			}
		}
	}
	return false
}

// withoutRest are the rows of a group but those of what is left over and that no list names.
func (r *reader) withoutRest(t *schema.Table, group []int, members []schema.Member) []int {
	var out []int
	for _, row := range group {
		named := false
		for _, m := range members {
			named = named || m.Row == row
		}
		if named || !r.residual(t.Rows[row].Label) {
			out = append(out, row)
		}
	}
	return out
}

// given are the rows of a group that have a figure in a column.
func (r *reader) given(t *schema.Table, rows []int, col int) []int {
	var out []int
	for _, row := range rows {
		if r.rep.At(t.Ref(row, col)).Kind == schema.Numeric {
			out = append(out, row)
		}
	}
	return out
}

// levelsOf lists the levels of a table that stand beside those that a list names, nil where
// it names units.
func (r *reader) levelsOf(t *schema.Table, table int, members []listed) []int {
	var out []int
	rows := resolve(members, table, nil)
	if len(rows) < 2 {
		return nil
	}
	first := &t.Rows[rows[0].Row]
	if first.Kind == schema.UnitRow {
		return nil
	}
	for i := range t.Rows {
		if o := &t.Rows[i]; o.Kind == first.Kind && o.Parent == first.Parent {
			out = append(out, i)
		}
	}
	for _, m := range rows {
		if !hasInt(out, m.Row) {
			return nil
		}
	}
	return out
}

// asMany reports whether a group has as many rows as the words say, where they do.
func (r *reader) asMany(h *head, group []int) bool {
	n := h.whole
	if h.of >= 0 {
		n = int(r.figures[h.of].Number.Value.Coef)
	}
	return n == 0 || n == len(group)
}

// kin finds n rows that belong together though no group of units has as many: all rows
// right under one parent, subtotals included ("8 khoản thu" of which some have parts of
// their own), the subtotals of a level, or the units without the row of what is left over
// ("the 15 named groups"). Of several that fit, the one whose parent the block names.
func (r *reader) kin(b *block, t *schema.Table, table, n int) []int {
	var out []int
	try := func(in func(i int) bool, parent int) {
		var g []int
		for i := range t.Rows {
			if k := t.Rows[i].Kind; (k == schema.UnitRow || k == schema.SubtotalRow) && !t.Rows[i].OfWhich && in(i) {
				g = append(g, i)
			}
		}
		if len(g) != n || slices.Equal(g, out) {
			return
		}
		if out == nil || r.tells(b, place{table, parent}) {
			out = g
		}
	}
	seen := map[int]bool{}
	for i := range t.Rows {
		p := t.Rows[i].Parent
		if seen[p] {
			continue
		}
		seen[p] = true
		try(func(i int) bool { return t.Rows[i].Parent == p }, p)
		try(func(i int) bool { return t.Rows[i].Parent == p && !r.residual(t.Rows[i].Label) }, p)
		try(func(i int) bool { return t.Rows[i].Parent == p && t.Rows[i].Kind == schema.SubtotalRow }, p)
	}
	return out
}

// tells reports whether a block names a row.
func (r *reader) tells(b *block, p place) bool {
	for k := range b.names {
		for _, q := range b.names[k].rows {
			if p == q {
				return true
			}
		}
	}
	return false
}

// residual reports whether a label names what is left over.
func (r *reader) residual(label string) bool {
	rest, known := r.residuals[label]
	if !known {
		words := " " + lang.Fold(label) + " "
		rest = slices.ContainsFunc(r.pack.Table.Residual, func(w string) bool { return strings.Contains(words, " "+w+" ") })
		if r.residuals == nil {
			r.residuals = map[string]bool{}
		}
		r.residuals[label] = rest
	}
	return rest
}
