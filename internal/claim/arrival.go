package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// arrivals reads what something came to behind the change that led there, "rose by 1.9 points
// to 50.1%", and both ends of a change, "from 31,000 to 30,500 tonnes": where the table bears
// one of them out, it is known which cell the other is.
func (r *reader) arrivals() {
	known := map[int]movement{}
	for k := range r.claims {
		if m, ok := r.moveTold(&r.claims[k]); ok {
			known[r.claims[k].Figure] = m
		}
	}
	for i := range r.figures {
		if m, ok := known[i]; ok {
			if v := r.ontoBehind(i); v >= 0 {
				r.arrive(v, m.row, m.now)
			}
		}
	}
	for _, b := range r.blocks {
		for _, p := range b.pairs {
			if p.change {
				r.bothEnds(p.lo, p.hi)
			}
		}
	}
}

// moveTold is what the claim of a change that its table bears out tells.
func (r *reader) moveTold(c *schema.Claim) (m movement, ok bool) {
	if c.Figure < 0 || c.Kind != schema.FormulaClaim && c.Kind != schema.ChangeClaim || !r.wayTies(c) {
		return m, false
	}
	at := place{c.Cell.Table, c.Cell.Row}
	col := r.columnAt(c.Cell.Table, c.Cell.Col)
	switch {
	case col == nil:
	case c.Kind == schema.FormulaClaim && (c.Formula.Form == schema.DifferenceForm || c.Formula.Form == schema.GrowthForm):
		if len(c.Formula.Top) != 1 || len(c.Formula.Bottom) != 1 || c.Formula.Bottom[0].Row != c.Formula.Top[0].Row {
			return m, false
		}
		if base := r.columnAt(c.Formula.Bottom[0].Table, c.Formula.Bottom[0].Col); base == nil || base.plan {
			return m, false
		}
		return movement{row: at, now: r.indexOf(col)}, true
	case c.Kind == schema.FormulaClaim && c.Formula.Form == schema.SumForm && col.delta != nil && len(c.Formula.Top) == 1 && !r.lex.columns[col.delta.base].plan:
		return movement{row: at, now: col.delta.now}, true
	case c.Kind == schema.ChangeClaim, c.Kind == schema.FormulaClaim && c.Formula.Form == schema.SumForm && len(c.Formula.Top) == 1:
		for _, o := range r.comparisons() {
			if o.percent >= 0 && o.now >= 0 && !o.plan && &r.lex.columns[o.percent] == col {
				return movement{row: at, now: o.now}, true
			}
		}
	}
	return m, false
}

// indexOf is the index of a column in the lexicon.
func (r *reader) indexOf(col *column) int {
	for k := range r.lex.columns {
		if &r.lex.columns[k] == col {
			return k
		}
	}
	return -1
}

// ontoBehind is the figure that a change leads to, right behind it: "by 110 to 1,130"; -1 for
// none.
func (r *reader) ontoBehind(i int) int {
	b, tok := r.blocks[r.at[i].block], r.at[i].tok
	s := sentenceOf(b, tok)
	onto := false
	for k := tok + 1; k < s[1] && k <= tok+8; k++ {
		t := &b.toks[k]
		switch {
		case t.kind == num:
			if f := &r.figures[t.id]; !onto || f.Verdict == schema.NotClaim || f.Role != schema.RoleValue {
				return -1
			}
			return int(t.id)
		case t.kind == word && (r.named(b, k) || t.cat&lang.And != 0), t.kind == punct && !t.is('%') && !t.is(','):
			return -1
		case t.kind == word:
			onto = t.cat&(lang.Onto|lang.To) != 0 || onto && t.cat&(lang.Stop|lang.About) != 0
		}
	}
	return -1
}

// bothEnds holds the ends of a change to the columns of now and before, where one of them
// is borne out and the other is not.
func (r *reader) bothEnds(from, to int) {
	if m, ok := r.movementOf(to); ok && !r.tiedTo(from) {
		if base := r.onlyBase(m.now); base >= 0 {
			r.arrive(from, m.row, base)
		}
		return
	}
	if r.tiedTo(to) || r.binds[from].focus < 0 || r.form[from] != schema.SumForm {
		return
	}
	if now := r.onlyNow(r.binds[from].focus); now >= 0 && r.tiesAbs(&r.figures[from], r.about[from], &r.lex.columns[r.binds[from].focus]) {
		r.arrive(to, r.about[from], now)
	}
}

// onlyNow is the only column that is compared with one of an earlier time, -1 for none or
// several.
func (r *reader) onlyNow(base int) int {
	now := -1
	for k := range r.lex.columns {
		if b := r.onlyBase(k); b < 0 || !r.sameColumn(b, base) || now >= 0 && r.sameColumn(k, now) {
			continue
		}
		if now >= 0 {
			return -1
		}
		now = k
	}
	return now
}

// tiedTo reports whether a figure is that of a cell which bears it out.
func (r *reader) tiedTo(i int) bool {
	at := r.focusOf(i)
	return at >= 0 && r.form[i] == schema.SumForm && r.tiesAbs(&r.figures[i], r.about[i], &r.lex.columns[at])
}

// onlyBase is the only column of an earlier time that a column is compared with, -1 for none
// or several.
func (r *reader) onlyBase(now int) int {
	base := -1
	for _, c := range r.movesOf(now) {
		if c.plan || c.base < 0 {
			continue
		}
		if base >= 0 {
			return -1
		}
		base = c.base
	}
	return base
}

// arrive makes the claim that a figure is that of a cell, unless one is borne out already.
func (r *reader) arrive(v int, row place, col int) {
	f, c := &r.figures[v], &r.lex.columns[col]
	if r.tiedTo(v) || f.Number.Percent != c.percent || f.Verdict == schema.NotClaim || !f.Numeric {
		return
	}
	if r.claimed(v) {
		r.drop(func(c schema.Claim) bool { return c.Figure == v })
	}
	r.bindTo(v, col, row)
	r.claims[len(r.claims)-1].Named = true
}
