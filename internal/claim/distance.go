package claim

import (
	"doisoat/internal/lang"
)

// distance reads by how much a unit missed or beat the plan that its table gives: "fell short
// of its target by 4.2 percentage points".
func (r *reader) distance(i int) {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	s, bd := sentenceOf(b, tok), &r.binds[i]
	at, target := -1, false
	for k := tok - 1; k >= s[0] && k >= tok-8 && b.toks[k].kind == word; k-- {
		t := &b.toks[k]
		target = target || r.planWord(t)
		if int(t.head) == k && t.cat&(lang.Meets|lang.Misses) != 0 {
			at = k
			break
		}
	}
	if at < 0 || !target || bd.mention < 0 || !bd.explicit || b.toks[tok-1].cat&lang.By == 0 && !(r.planWord(&b.toks[tok-1]) && b.toks[at].cat&(lang.Above|lang.Below) != 0) {
		return
	}
	own := r.context(b, at, tok, phraseWords)
	if r.strange(b, &own) > 0 {
		return
	}
	if m, ok := r.planMove(i); ok {
		r.move(i, m, b.toks[at].cat&lang.Misses == 0)
	}
}

// shortfall reads by how much a unit missed its plan: "còn thiếu 21 ha so với kế hoạch", "fell
// 210 tonnes short of its target".
func (r *reader) shortfall(i int) bool {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	s := sentenceOf(b, tok)
	if r.borneOutBy(i) || r.binds[i].deficit {
		return false
	}
	k := skipPercent(b.toks, tok+1)
	for k < s[1] && k <= tok+3 && b.toks[k].kind == word && b.toks[k].cat&lang.Misses == 0 {
		k++
	}
	short := k < s[1] && b.toks[k].kind == word && b.toks[k].cat&lang.Misses != 0 && r.targetBehind(b, int(b.toks[k].tail), s[1]) >= 0
	for k := tok - 1; k >= s[0] && k >= tok-3 && b.toks[k].kind == word && !short; k-- {
		short = b.toks[k].mark == deficitWord && r.saysPlan(b, s)
	}
	if !short {
		return false
	}
	m, ok := r.planMove(i)
	return ok && r.move(i, m, false)
}

// planMove is what the unit of a figure did of its plan, where its tables compare but one
// thing in the measure of the figure with a plan.
func (r *reader) planMove(i int) (m movement, ok bool) {
	f, bd := &r.figures[i], &r.binds[i]
	points := r.inPoints(i)
	if f.Number.Percent {
		return m, false
	}
	for _, c := range r.comparisons() {
		if !c.plan || c.now < 0 || r.lex.columns[c.now].percent != points {
			continue
		}
		col := &r.lex.columns[c.now]
		rows := r.rowIn(bd, col.table, col.col)
		if len(rows) != 1 || ok && !r.sameColumn(c.now, m.now) {
			return m, false
		}
		m, ok = movement{row: place{col.table, rows[0]}, now: c.now, plan: true}, true
	}
	return m, ok
}

// plansBetween reports whether a word for a plan stands between the word of a direction and a
// figure: "thấp hơn kế hoạch 50 ha".
func (r *reader) plansBetween(i, dir int) bool {
	b := r.blocks[r.at[i].block]
	for k := dir; k < r.at[i].tok; k++ {
		if b.toks[k].kind == word && r.planWord(&b.toks[k]) {
			return true
		}
	}
	return false
}
