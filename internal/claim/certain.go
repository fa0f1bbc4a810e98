package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// strangeBase reports whether the words behind a share say that it is of something which
// neither the column nor the row of the whole is called: "chiếm 61,7% thu nội địa" of a
// table of all revenue.
func (r *reader) strangeBase(q *query, h *hypothesis) bool {
	if h.f.Form != schema.PercentForm || len(h.f.Bottom) == 0 {
		return false
	}
	whole := h.f.Bottom[0]
	label := r.labelWords(place{whole.Table, whole.Row})
	col := &r.lex.columns[h.col]
	title := r.titleOf(col.table, q.b)
	header := r.headerWords(whole.Table, whole.Col)
	if r.ofOtherColumn(q, h, whole) {
		return true
	}
	if base := r.columnAt(whole.Table, whole.Col); q.bd.said.base == planBase && base != nil && !base.plan {
		return true // "87,3% kế hoạch" of a table without plans
	}
	for _, w := range q.behind.words {
		switch {
		case has(header, w), has(label.words, w), has(title.words, w), has(r.draft.words, w), has(q.b.section.chain.words, w), has(q.own.words, w), r.lex.measureWord(w):
		default:
			if _, n := r.lex.phrases.walk([]int32{w}); n == 0 {
				return true
			}
		}
	}
	return false
}

// ofOtherColumn reports whether the words behind a share name another column than the one
// that it was read as a share of, and name that one less: "bị thương 57 người, chiếm 18,0%
// số vụ" is no share of the injured.
func (r *reader) ofOtherColumn(q *query, h *hypothesis, whole schema.CellName) bool {
	mine, other := float32(0), float32(0)
	for i := range r.lex.columns {
		c := &r.lex.columns[i]
		if c.table != whole.Table || c.percent {
			continue
		}
		n := r.lex.name(c, &q.behind, &context{})
		if c.col == whole.Col {
			mine = n.own
		} else if n.score >= 0.3 {
			other = max(other, n.own)
		}
	}
	return other >= 0.5 && other > mine
}

// headerWords are the telling words of the header of a column.
func (r *reader) headerWords(table, col int) []int32 {
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == table && c.col == col {
			return c.words
		}
	}
	return nil
}

// averagedBehind reports whether the words behind a figure tell it as an average: "1,075
// tonnes a year on average".
func (r *reader) averagedBehind(q *query) bool {
	return !q.f.Number.Percent && r.holds(q, q.tok+1, r.reach(q), lang.Average)
}

// onlyCurrent reports whether words that name no indicator leave but one: of the columns
// of amounts in the measure that is said, only this one is neither a plan nor of a year
// before. "An Hòa đạt 162 ha" tells what was done this year.
func (r *reader) onlyCurrent(q *query, h *hypothesis) bool {
	col := &r.lex.columns[h.col]
	if col.percent || col.plan || col.past || r.saysIndicator(q, col) {
		return false
	}
	t := r.rep.Tables[col.table]
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table != col.table || o.col == col.col || o.percent || o.plan || o.past {
			continue
		}
		if m := r.measures(q, t, h.row.row, o.col); m < 0 || m == 0 && h.measured {
			continue
		}
		return false
	}
	return true
}

// saysIndicator reports whether the phrase of a figure, or the one that speaks for it,
// holds a word beside its measure and those of the column and its surroundings: it may be
// what the figure tells.
func (r *reader) saysIndicator(q *query, col *column) bool {
	words := &q.own
	if q.inherits && len(words.words) == 0 {
		words = &q.lead
	}
	for _, w := range words.words {
		if !has(col.words, w) && !has(q.unit, w) && !has(r.titleOf(col.table, q.b).words, w) {
			return true
		}
	}
	return false
}

// strangeClause counts the words of the clause of a figure that no table knows: "duy trì
// đà phục hồi, tháng 6 tăng 5,47%" tells the change in its last clause.
func (r *reader) strangeClause(q *query) int {
	from := q.from
	for k := q.from; k < q.tok; k++ {
		if q.b.toks[k].is(',') && q.b.toks[k].depth <= q.b.toks[q.tok].depth && !r.named(q.b, k) {
			from = k + 1
		}
	}
	own := r.context(q.b, from, q.tok, phraseWords)
	return r.strange(q.b, &own)
}

// addsNothing reports whether the clause of a figure says nothing of its own, and so goes on
// about what was told before it: "402.7 thousand items, 40.1% of the total".
func (r *reader) addsNothing(q *query) bool {
	from := q.from
	for k := q.from; k < q.tok; k++ {
		if q.b.toks[k].is(',') && q.b.toks[k].depth <= q.b.toks[q.tok].depth {
			from = k + 1
		}
	}
	own := r.context(q.b, from, q.tok, phraseWords)
	return !own.names(r.lex, &context{}) && r.strange(q.b, &own) == 0
}

// setsTarget reports whether a word for a target and a colon open what a figure stands in:
// "(Chỉ tiêu: tỷ lệ tiêm đủ đạt 95%)".
func (r *reader) setsTarget(q *query) bool {
	for k := q.tok - 1; k > q.s[0]; k-- {
		t := &q.b.toks[k]
		if t.kind == num && r.figures[t.id].Verdict != schema.NotClaim || t.depth < q.b.toks[q.tok].depth {
			return false
		}
		if t.is(':') {
			return q.b.toks[k-1].kind == word && q.b.toks[k-1].cat&lang.Target != 0
		}
	}
	return false
}

// listAgrees reports whether at least two other figures of the sentence agree with the same
// arithmetic in the same column, and so say what this one of their list tells.
func (r *reader) listAgrees(q *query, h *hypothesis) bool {
	n := 0
	from, to := r.figuresIn(q.s, q.id)
	for k := from; k < to; k++ {
		if k == q.id {
			continue
		}
		if r.binds[k].focus >= 0 && r.sameColumn(r.binds[k].focus, h.col) && r.form[k] == h.f.Form && r.figures[k].Number.Percent == q.f.Number.Percent {
			n++
		}
	}
	return n >= 2
}

// planNext reports whether the next figure of the sentence says how much of a plan the
// figure is, which makes it what was done: "735.000 triệu đồng, bằng 111,1% dự toán".
func (r *reader) planNext(q *query) bool {
	k := q.id + 1
	return k < len(r.figures) && r.at[k].block == r.at[q.id].block && r.at[k].tok < q.s[1] && r.at[k].tok <= q.tok+8 &&
		r.figures[k].Number.Percent && r.binds[k].said.base == planBase && q.b.toks[r.at[k].tok].depth == q.b.toks[q.tok].depth
}
