package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// sharesBeside reads what part of a whole the amount told right before is: "232 lượt, bằng
// 40,0% khối sở, ngành và 10,4% toàn tỉnh", "39,400 tonnes, or 20.9% of the county total". The
// amount says which row and column it is, the words behind the percentage whose whole.
func (r *reader) sharesBeside() {
	for i := range r.figures {
		f := &r.figures[i]
		if f.Verdict == schema.NotClaim || !f.Numeric || !f.Number.Percent || f.Approx != schema.Exactly || f.Role != schema.RoleShare && f.Role != schema.RoleValue || r.borneOutBy(i) {
			continue
		}
		b, tok := r.blocks[r.at[i].block], r.at[i].tok
		if !r.opensShare(b, tok) {
			continue
		}
		v := r.partBefore(b, tok)
		if v < 0 {
			continue
		}
		row, col := r.about[v], &r.lex.columns[r.focusOf(v)]
		wholes, named := r.wholesBehind(b, tok, row, col)
		var ways []schema.Claim
		for _, w := range wholes {
			form := schema.Formula{Form: schema.PercentForm, Top: []schema.CellName{r.cell[v]}, Bottom: []schema.CellName{{Table: row.table, Row: w, Col: col.col}}}
			ways = append(ways, schema.Claim{Kind: schema.FormulaClaim, Span: f.Span, Figure: i, Of: -1, Cell: r.cell[v], Formula: &form, Score: 75, Sure: true, Named: true})
		}
		at := slices.IndexFunc(ways, func(c schema.Claim) bool { return r.wayTies(&c) })
		if at < 0 {
			if !named || len(ways) != 1 {
				continue
			}
			if _, ok := tie.Work(r.rep, ways[0].Formula); !ok {
				continue
			}
			at = 0
		}
		f.Role, f.Why = schema.RoleShare, schema.Message{}
		if r.claimed(i) {
			r.drop(func(c schema.Claim) bool { return c.Figure == i })
		}
		r.claims = append(r.claims, ways[at])
	}
}

// opensShare reports whether the words at a percentage make it a share: one for a share or
// for being equal before it, one for a share or a whole behind it.
func (r *reader) opensShare(b *block, tok int) bool {
	for k := tok - 1; k >= 0 && k >= tok-4; k-- {
		t := &b.toks[k]
		if t.kind == num || t.is(';') || t.is('.') || t.is(')') {
			break
		}
		if t.kind == word && t.cat&(lang.Up|lang.Down|lang.Times|lang.From|lang.Onto) != 0 && t.cat&lang.Share == 0 {
			return false
		}
		if t.kind == word && t.cat&(lang.Share|lang.Equal) != 0 {
			return true
		}
	}
	k := skipPercent(b.toks, tok+1)
	return k < len(b.toks) && b.toks[k].kind == word && b.toks[k].cat&(lang.Share|lang.Total|lang.Whole) != 0 || r.ofWhole(b, k)
}

// ofWhole reports whether a word that opens what a share is of and the whole follow: "of the
// county".
func (r *reader) ofWhole(b *block, k int) bool {
	if k >= len(b.toks) || b.toks[k].kind != word || b.toks[k].cat&lang.Of == 0 {
		return false
	}
	for n := k; n < len(b.toks) && n < k+4 && b.toks[n].kind == word; n++ {
		if b.toks[n].cat&lang.Total != 0 {
			return true
		}
	}
	return slices.ContainsFunc(b.names, func(m mention) bool { return m.whole && m.first >= k && m.first <= k+2 })
}

// partBefore is the amount right before a percentage that its table bears out, with no other
// unit named between; other percentages of it may stand there, with what they are of. -1 for
// none.
func (r *reader) partBefore(b *block, tok int) int {
	s := sentenceOf(b, tok)
	named := false
	for k := tok - 1; k >= s[0]; k-- {
		t := &b.toks[k]
		switch {
		case t.is(';'), t.is('.'), t.is(':'):
			return -1
		case t.kind == word && r.named(b, k):
			named = true
		case t.kind != num || r.figures[t.id].Role == schema.RoleDate:
		case r.figures[t.id].Number.Percent:
			named = false
		default:
			v := int(t.id)
			if at := r.focusOf(v); named || at < 0 || r.figures[v].Verdict == schema.NotClaim || r.cue[v]&cueChange != 0 || r.lex.columns[at].percent || r.lex.columns[at].moves || !r.tiedTo(v) || r.cell[v].Row != r.about[v].row {
				return -1
			}
			if m := r.binds[v].mention; t.depth > b.toks[tok].depth || m >= 0 && r.joined(b, m) {
				return -1 // "A (436), B (205) và C (141) chiếm 87,1%": of all of them
			}
			return v
		}
	}
	return -1
}

// wholesBehind lists the rows that a share of a row can be of by the words behind it: the whole
// or the level that they name, and, where they name none, all wholes that the row is part of.
// None where the words speak of something else.
func (r *reader) wholesBehind(b *block, tok int, row place, col *column) (rows []int, named bool) {
	from := skipPercent(b.toks, tok+1)
	to := from
	for to < len(b.toks) && to < from+12 && (b.toks[to].kind == word || r.named(b, to) || b.toks[to].is('-') || b.toks[to].is('\'') || b.toks[to].is('’')) && (b.toks[to].cat&(lang.And|lang.But) == 0 || r.named(b, to)) {
		to++
	}
	t := r.rep.Tables[row.table]
	add := func(at int) {
		if at != row.row && !hasInt(rows, at) && r.rep.At(t.Ref(at, col.col)).Kind == schema.Numeric {
			rows = append(rows, at)
		}
	}
	for n := range b.names {
		m := &b.names[n]
		if m.first < from || m.first >= to {
			continue
		}
		if !m.whole && !m.group {
			return nil, false // of one unit
		}
		for _, at := range r.rowIn(&binding{rows: m.rows}, row.table, col.col) {
			add(at)
		}
		named = true
	}
	if said := r.context(b, from, to, phraseWords); !r.speaksOf(b, &said, row, col) {
		return nil, false
	}
	if !named {
		for k := from; k < to; k++ {
			if b.toks[k].kind == word && b.toks[k].cat&lang.Total != 0 {
				named = true
			}
		}
		for _, p := range r.wholeRows() {
			if p.table == row.table {
				add(p.row)
			}
		}
		if !named {
			for _, at := range r.wholesOf(t, row.row) {
				add(at)
			}
		}
	}
	return rows, named && len(rows) > 0
}

// speaksOf reports whether words say nothing but what a column, its unit of measure, its table
// or a row is called.
func (r *reader) speaksOf(b *block, c *context, row place, col *column) bool {
	for _, w := range c.words {
		switch {
		case has(col.words, w), has(col.order, w), has(r.labelWords(row).words, w), r.lex.measureWord(w), has(r.titleOf(col.table, b).words, w):
		default:
			if cat, n := r.lex.phrases.walk([]int32{w}); n == 0 || *cat&(lang.Stop|lang.Total|lang.Whole|lang.Place|lang.Share|lang.Of|lang.Noun) == 0 {
				return false
			}
		}
	}
	return true
}
