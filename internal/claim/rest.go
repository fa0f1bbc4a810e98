package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// rests reads an amount as what is left of a whole when some of its units are taken out:
// "nếu không tính Minh Khai, toàn huyện thực hiện 582 ha", "the other depots 15,380"; or
// as what is left of a plan: "còn phải trồng 21 ha mới hoàn thành kế hoạch".
func (r *reader) rests(q *query, out []hypothesis) []hypothesis {
	taken := r.takenOut(q)
	if len(taken) > 0 {
		whole := subject{sets: [][]place{r.wholeRows()}, weight: 1, explicit: true, mention: -1}
		told := r.columnBefore(q)
		for _, t := range r.terms(q, []subject{whole}, false) {
			var bottom []schema.CellName
			for _, set := range taken {
				for _, row := range r.rowIn(&binding{rows: set}, t.row.table, r.lex.columns[t.col].col) {
					bottom = append(bottom, schema.CellName{Table: t.row.table, Row: row, Col: r.lex.columns[t.col].col})
				}
			}
			if len(bottom) != len(taken) || r.measures(q, r.rep.Tables[t.row.table], t.row.row, r.lex.columns[t.col].col) < 0 {
				continue
			}
			h := t.hypothesis(schema.DifferenceForm, scoreIf(told >= 0 && r.sameColumn(told, t.col), 1.25, 1))
			h.f.Bottom, h.cued, h.rest = bottom, true, true
			out = append(out, h)
		}
	}
	if r.lacks(q) {
		out = r.planLeft(q, out)
	}
	return out
}

// takenOut lists the units that words before a figure leave out: those named behind a word
// of exception, or, where the figure is of the rest, all that the sentence named before.
func (r *reader) takenOut(q *query) [][]place {
	from := -1
	for k := q.s[0]; k < q.tok; k++ {
		if q.b.toks[k].mark == exceptWord {
			from = k
		}
	}
	rest := from < 0 && r.ofRest(q)
	if from < 0 && !rest {
		return nil
	}
	var out [][]place
	end := -1
	for k := range q.b.names {
		m := &q.b.names[k]
		if m.first < q.s[0] || m.end > q.tok || m.whole || m.group {
			continue
		}
		if !rest && (m.first < from || end >= 0 && !r.joined(q.b, k)) {
			continue
		}
		out = append(out, r.narrow(q.b, q.s, k, nil))
		end = m.end
	}
	return out
}

// columnBefore is the column of the last figure of the sentence before one that is bound.
func (r *reader) columnBefore(q *query) int {
	for k := q.id - 1; k >= 0 && r.at[k].block == r.at[q.id].block && r.at[k].tok >= q.s[0]; k-- {
		if r.binds[k].focus >= 0 {
			return r.binds[k].focus
		}
	}
	return -1
}

// lacks reports whether words at a figure say that it is still to be done: "còn phải", or
// a "not" behind it in a clause of what remains, "còn 26 ha chưa thực hiện".
func (r *reader) lacks(q *query) bool {
	remains := false
	for k := q.tok - 1; k >= q.from && k >= q.tok-5; k-- {
		if q.b.toks[k].mark == lackWord {
			return true
		}
		remains = remains || q.b.toks[k].kind == word && q.b.toks[k].cat&(lang.Onto|lang.Remainder|lang.Rest) != 0
	}
	if !remains {
		return false
	}
	for k := q.tok + 1; k < q.s[1] && k <= q.tok+5 && q.b.toks[k].kind == word; k++ {
		if q.b.toks[k].cat&lang.Not != 0 {
			return true
		}
	}
	return false
}

// planLeft reads a figure as a plan less what was done of it, where the table has one
// column of each in the measure that is said.
func (r *reader) planLeft(q *query, out []hypothesis) []hypothesis {
	for t, table := range r.rep.Tables {
		plan, done := -1, -1
		for i := range r.lex.columns {
			c := &r.lex.columns[i]
			if c.table != t || c.percent || c.past || table.Twin > 0 || len(table.Rows) == 0 || r.measures(q, table, 0, c.col) < 0 {
				continue
			}
			at := &done
			if c.plan {
				at = &plan
			}
			*at = r.ofTwo(q, table, *at, i)
		}
		if plan < 0 || done < 0 {
			continue
		}
		p, d := &r.lex.columns[plan], &r.lex.columns[done]
		for s := range q.subjects {
			su := &q.subjects[s]
			if len(su.sets) != 1 {
				continue
			}
			for _, cells := range r.cellsOf(su, p) {
				row := cells.at[0].Row
				h := hypothesis{f: schema.Formula{Form: schema.DifferenceForm, Top: cells.at, Bottom: []schema.CellName{{Table: t, Row: row, Col: d.col}}},
					col: done, row: place{t, row}, score: 0.9 * su.weight, explicit: su.explicit && cells.only, timely: true, implicit: su.implicit, cued: true, rest: true}
				h.m = match{col: done, score: 1, recall: 1, spoken: 1, clean: 1, strict: 1}
				out = append(out, h)
			}
		}
	}
	return out
}

// ofTwo chooses between two columns of amounts that may be meant: the one in the measure
// that is said, else the one of a total above its parts; -2 says that neither is.
func (r *reader) ofTwo(q *query, t *schema.Table, old, c int) int {
	if old == -1 {
		return c
	}
	if old == -2 {
		return old
	}
	rank := func(i int) int {
		col := &t.Columns[r.lex.columns[i].col]
		n := 2 * r.measures(q, t, 0, r.lex.columns[i].col)
		if len(col.Path) > 0 && r.lex.isTotal(col.Path[len(col.Path)-1]) {
			n++
		}
		if r.lex.name(&r.lex.columns[i], &q.behind, &context{}).own >= 0.5 {
			n += 4 // "so với kế hoạch tỉnh giao"
		}
		return n
	}
	switch a, b := rank(old), rank(c); {
	case a > b:
		return old
	case b > a:
		return c
	}
	return -2
}
