package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// tellMembers gives the figures that a list tells with its names the column of the
// condition, where their own words name none: "3 đơn vị đạt từ 100% kế hoạch trở lên: An
// Hòa 105,0%; Cát Sơn 102,5%".
func (r *reader) tellMembers(members []schema.Member, key colKey, sure bool) {
	col := -1
	for c := range r.lex.columns {
		if k := &r.lex.columns[c]; k.table == key.table && k.col == key.col {
			col = c
			break
		}
	}
	if col < 0 || !sure {
		return
	}
	ties := 0
	for _, m := range members {
		if m.Figure >= 0 && r.fit(&r.figures[m.Figure], r.rep.Tables[key.table], m.Row, key.col).Ties() {
			ties++
		}
	}
	for _, m := range members {
		if m.Figure < 0 {
			continue
		}
		bd := &r.binds[m.Figure]
		if bd.own.names(r.lex, &context{}) || r.figures[m.Figure].Number.Percent != r.lex.columns[col].percent {
			continue
		}
		for k := range bd.names {
			if bd.names[k].col == col {
				bd.names = append(bd.names[:k], bd.names[k+1:]...)
				break
			}
		}
		bd.names = append(bd.names, named{col: col, naming: naming{score: scoreIf(ties > 0, 1.2, 0.9), inherited: true}})
	}
}

// tellChanges holds the figures that a list of increases or decreases tells with its names to
// the column of changes that is asked of: "giảm trên 20% là Khe Dài (50%) và Vĩnh Khê (25%)".
func (r *reader) tellChanges(members []schema.Member, key colKey, conds []schema.Condition, sure bool) {
	col := r.columnAt(key.table, key.col)
	if col == nil || !r.signedChange(col) || len(conds) != 1 || conds[0].Bound == nil || conds[0].Upper != nil {
		return
	}
	up := conds[0].Cmp == schema.Above || conds[0].Cmp == schema.AtLeast
	for _, m := range members {
		if m.Figure < 0 || r.claimed(m.Figure) {
			continue
		}
		f := &r.figures[m.Figure]
		if _, _, told := r.direction(m.Figure); told || f.Number.Percent != col.percent || f.Verdict == schema.NotClaim {
			continue
		}
		cell := schema.CellName{Table: key.table, Row: m.Row, Col: key.col}
		form := schema.Formula{Form: schema.SumForm, Top: []schema.CellName{cell}, Down: !up}
		c := schema.Claim{Kind: schema.FormulaClaim, Span: f.Span, Figure: m.Figure, Of: -1, Score: 70, Sure: sure, Cell: cell, Formula: &form}
		if !sure && !r.wayTies(&c) {
			continue
		}
		f.Role, f.Why = schema.RoleChange, schema.Message{}
		r.claims = append(r.claims, c)
	}
}

// bareHead reads the head of a list that a noun without a number or an article opens: "Xã
// có dưới 300 hộ gồm", "Depots serving more than 4,000 households:", or one with a word
// that says that the list is not all: "Một số đơn vị … như", "Some depots … such as".
func (r *reader) bareHead(b *block, s [2]int, i int) (h head, after int, ok bool) {
	h = head{from: i, figure: -1, of: -1, k: -1}
	mark, end := r.lex.markFrom(b.toks, i)
	first := i
	for first > s[0] && (b.toks[first-1].kind == punct || b.toks[first-1].kind == num && r.figures[b.toks[first-1].id].Role == schema.RoleOrdinal) {
		first--
	}
	switch {
	case mark == someWord:
		h.some, after = true, end
		for after < s[1] && b.toks[after].kind == word && b.toks[after].cat&lang.Plural != 0 {
			after++
		}
	case first == s[0] && s[0] == 0 && b.toks[i].cat&lang.Plural != 0 && i+1 < s[1] && b.toks[i+1].kind == word && b.toks[i+1].cat&lang.Noun == 0 && b.toks[i+1].cat&lang.Stop != 0 && !r.named(b, i+1):
		h.bare, h.those = true, true // "Those with less than 460 kg"
		return h, i + 1, true
	case first == s[0] && b.toks[i].cat&lang.Noun != 0 && int(b.toks[i].head) == i:
		after = i
		h.bare = true
	default:
		return h, 0, false
	}
	if after >= s[1] || b.toks[after].kind != word || b.toks[after].cat&lang.Noun == 0 || r.named(b, after) {
		return h, 0, false
	}
	return h, after, true
}

// partOf reports whether the number of a head is only what a part is of, "half of the six
// depots", or bounds the count, "at least five depots".
func (r *reader) partOf(b *block, s [2]int, i int) bool {
	for k := max(s[0], i-4); k < i; k++ {
		if mark, end := r.lex.markFrom(b.toks, k); mark == someWord && end == i {
			return true
		}
	}
	t := &b.toks[max(i-1, s[0])]
	return i > s[0] && b.toks[i].kind == word && t.kind == word && t.cat&(lang.Above|lang.Below|lang.AtLeast|lang.AtMost|lang.Nearly|lang.About) != 0 && b.toks[i].mark != someWord && b.toks[i].cat&lang.Noun == 0
}

// listing drops the heads that a noun alone opens and no list follows: "Nhóm trên 50%: 9/18
// địa phương" begins with the condition of the count behind it.
func (r *reader) listing(b *block, s [2]int, heads []head) []head {
	var out []head
	for k, h := range heads {
		end := s[1]
		if k+1 < len(heads) {
			end = heads[k+1].from
		}
		if !h.bare || r.listStart(b, h.after, end) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// markFrom is the mark of the words that begin at token i, and the token behind them.
func (x *lexicon) markFrom(toks []token, i int) (figureMark, int) {
	if mark, end := x.figures.longest(toks, i); end > 0 {
		return *mark, end
	}
	return 0, 0
}
