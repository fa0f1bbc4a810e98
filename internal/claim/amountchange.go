package claim

import (
	"doisoat/internal/tie"
	"doisoat/schema"
)

// amountChanges reads by how much an amount rose or fell where the table gives it now and a
// year before, and the percentage in the bracket behind: "giảm 6 người chết (10,0%)" of
// "Số người chết" and "Số người chết cùng kỳ 2023". The words behind the figure name the
// column, the sentence the row; the amount only ties, the percentage is then held to it.
func (r *reader) amountChanges() {
	for i := range r.figures {
		f := &r.figures[i]
		if f.Verdict == schema.NotClaim || !f.Numeric || f.Number.Percent || r.claimed(i) {
			continue
		}
		up, _, told := r.direction(i)
		if !told || r.otherSubject(i) {
			continue
		}
		c, o := r.comparedColumns(i)
		if c == nil {
			continue
		}
		rows := r.rowIn(&r.binds[i], c.table, c.col)
		if len(rows) != 1 {
			continue
		}
		form := schema.Formula{Form: schema.DifferenceForm, Down: !up,
			Top:    []schema.CellName{{Table: c.table, Row: rows[0], Col: c.col}},
			Bottom: []schema.CellName{{Table: c.table, Row: rows[0], Col: o.col}}}
		w, ok := tie.Work(r.rep, &form)
		if !ok || !w.Fits(f.Number, f.Approx).Ties() {
			continue
		}
		f.Why = schema.Message{}
		r.claims = append(r.claims, schema.Claim{Kind: schema.FormulaClaim, Span: f.Span, Figure: i, Of: -1, Score: 65, Cell: form.Top[0], Formula: &form})
	}
	for _, c := range r.claims { // those that other readings found as well
		if c.Kind == schema.FormulaClaim && c.Formula.Form == schema.DifferenceForm && len(c.Formula.Bottom) == 1 && r.yearsApart(c.Formula) {
			if w, ok := tie.Work(r.rep, c.Formula); ok && w.Fits(r.figures[c.Figure].Number, r.figures[c.Figure].Approx).Ties() {
				r.bracketGrowth(c.Figure, *c.Formula)
			}
		}
	}
}

// yearsApart reports whether a difference is one of a row's amounts now and a year before.
func (r *reader) yearsApart(f *schema.Formula) bool {
	a, b := f.Top[0], f.Bottom[0]
	if len(f.Top) != 1 || a.Table != b.Table || a.Row != b.Row {
		return false
	}
	c, o := r.columnAt(a.Table, a.Col), r.columnAt(b.Table, b.Col)
	return c != nil && o != nil && r.yearBefore(c) == o
}

// bracketGrowth holds the percentage in the bracket right behind a change to the growth
// that the same cells give.
func (r *reader) bracketGrowth(i int, change schema.Formula) {
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	open := r.bracketAfter(b, at, sentenceOf(b, at)[1])
	if open == 0 || open+1 >= len(b.toks) || b.toks[open+1].kind != num {
		return
	}
	k := int(b.toks[open+1].id)
	f := &r.figures[k]
	if f.Verdict == schema.NotClaim || !f.Number.Percent || r.claimed(k) {
		return
	}
	change.Form = schema.GrowthForm
	if _, ok := tie.Work(r.rep, &change); !ok {
		return
	}
	f.Why = schema.Message{}
	r.claims = append(r.claims, schema.Claim{Kind: schema.FormulaClaim, Span: f.Span, Figure: k, Of: -1, Score: 70, Sure: true, Named: true, Cell: change.Top[0], Formula: &change})
}

// comparedColumns are the column of amounts that the words behind a figure name in full, and
// the one of the same amounts a year before; nil where they name none or two.
func (r *reader) comparedColumns(i int) (now, before *column) {
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	said := map[int32]bool{}
	for k := at + 1; k < len(b.toks) && b.toks[k].kind == word && k <= at+8; k++ {
		said[b.toks[k].id] = true
	}
	most := 0
	for n := range r.lex.columns {
		c := &r.lex.columns[n]
		if c.percent || c.plan || len(c.words) == 0 || r.rep.Tables[c.table].Twin > 0 {
			continue
		}
		named := 0
		for _, w := range c.words {
			if said[w] {
				named++
			}
		}
		if named < len(c.words) || named < most {
			continue
		}
		o := r.yearBefore(c)
		switch {
		case o == nil:
		case named > most:
			now, before, most = c, o, named
		default:
			now = nil // another column is named as well
		}
	}
	if now == nil {
		return nil, nil
	}
	return now, before
}

// yearBefore is the column that gives the amounts of another for an earlier period, nil
// where none or several do.
func (r *reader) yearBefore(c *column) *column {
	var found *column
	for n := range r.lex.columns {
		o := &r.lex.columns[n]
		if o.table != c.table || o.col == c.col || o.percent || o.plan || o.period.Year == 0 || !o.past && o.period.Year >= max(c.period.Year, r.main.Year) {
			continue
		}
		all := true
		for _, w := range c.words {
			all = all && has(o.words, w)
		}
		if !all || len(o.words) > len(c.words)+2 {
			continue
		}
		if found != nil {
			return nil
		}
		found = o
	}
	return found
}
