package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// namesRate reports whether the target word at token i sets no target but belongs to the
// name of a rate, or is what a percentage before it is of: "tỷ lệ thực hiện kế hoạch là
// 102,5%", "the highest percentage of its target (105.0%)", "từ 100% kế hoạch trở lên".
func (r *reader) namesRate(b *block, i int) bool {
	k := i - 1
	for k >= 0 && b.toks[k].kind == word && b.toks[k].cat&(lang.Of|lang.Stop|lang.Base) != 0 && b.toks[k].cat&(lang.Ratio|lang.Target) == 0 && !r.lex.inHeader(&b.toks[k]) {
		k-- // "of its"
	}
	if k >= 1 && b.toks[k].is('%') {
		return true
	}
	if k >= 0 && b.toks[k].kind == num && r.figures[b.toks[k].id].Number.Percent {
		return true
	}
	var said []int32
	for k = i - 1; k >= 0 && k >= i-8 && b.toks[k].kind == word; k-- {
		t := &b.toks[k]
		if t.cat&lang.Ratio != 0 {
			return r.ratedBy(append(said, b.toks[i].id))
		}
		if t.cat&lang.Stop == 0 || r.lex.inHeader(t) {
			said = append(said, t.id)
		}
	}
	return false
}

// ratedBy reports whether some column of percentages has all of the words in its header.
func (r *reader) ratedBy(said []int32) bool {
	for c := range r.lex.columns {
		if col := &r.lex.columns[c]; col.percent && within(said, col.order) {
			return true
		}
	}
	return false
}

// setAside reports whether the target word at token i only says what something is held
// against, and a clause of its own gives the figure: "So với kế hoạch, An Hòa đạt 105%",
// "tăng so với kế hoạch 5%", "though lowest against target, served 1,190".
func (r *reader) setAside(b *block, i int) bool {
	k := i - 1
	for k > 0 && b.toks[k].kind == word && b.toks[k].cat&lang.Against == 0 && b.toks[k].cat&(lang.Stop|lang.Of) != 0 {
		k--
	}
	if k < 0 || b.toks[k].kind != word || b.toks[k].cat&lang.Against == 0 {
		return false
	}
	if r.near(b, int(b.toks[k].head), lang.Up|lang.Down) {
		return true
	}
	for j := int(b.toks[i].tail); j < len(b.toks); j++ {
		switch t := &b.toks[j]; {
		case t.kind == num && r.figures[t.id].Role != schema.RoleDate && r.figures[t.id].Role != schema.RoleReference:
			return false
		case t.is(',') && t.depth == b.toks[i].depth:
			return true
		}
	}
	return false
}
