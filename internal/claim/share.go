package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// aboveMet are the parts of a word that says a plan is more than met: "vượt".
const aboveMet = lang.Above | lang.Meets

// shareWords are the words of headers that give parts of a whole.
const shareWords = lang.Share | lang.Ratio

// headerSays reports whether the header of a column holds a word that plays a part.
func (r *reader) headerSays(col *column, cat lang.Cat) bool {
	key := colKey{col.table, col.col}
	all, known := r.lex.headers[key]
	if !known {
		for _, part := range r.rep.Tables[col.table].Columns[col.col].Path {
			toks := r.lex.header(part)
			for i := range toks {
				if toks[i].kind == word {
					all |= toks[i].cat
				}
			}
		}
		if r.lex.headers == nil {
			r.lex.headers = map[colKey]lang.Cat{}
		}
		r.lex.headers[key] = all
	}
	return all&cat != 0
}

// shareOf reads a percentage as an amount over another: over the same column of a
// whole, or over another column of the same row.
func (r *reader) shareOf(q *query, terms []term, out []hypothesis) []hypothesis {
	weight := float32(0.5)
	switch {
	case q.cue&cueShare != 0:
		weight = 1
	case q.cue&cueChange != 0:
		return out
	case q.cue&cueBase != 0 || r.equals(q):
		weight = 0.85
	}
	if len(terms) == 0 {
		return out
	}
	plain := r.addsNothing(q)
	total := r.holds(q, q.tok+1, r.reach(q), lang.Total|lang.Whole)
	plan := r.says(q.id, lang.Target) || q.behind.names(r.lex, &context{})
	behind := make([]naming, len(r.lex.columns)) // how well the words behind the figure name each column
	for c := range behind {
		behind[c] = r.lex.name(&r.lex.columns[c], &q.behind, &context{})
	}
	for i := range terms {
		a := &terms[i]
		if f := r.focus(q, a.su); f >= 0 && r.sameColumn(f, a.col) && plain {
			a.score = max(a.score, 0.8*a.su.weight) // the column of the figure just told
			a.m.score, a.m.clean = max(a.m.score, strong), max(a.m.clean, 0.7)
		}
		col := &r.lex.columns[a.col]
		named := false
		add := func(bottom []schema.CellName, w float32, sure bool) {
			h := a.hypothesis(schema.PercentForm, weight*w)
			h.f.Bottom, h.cued = bottom, (q.cue&cueShare != 0 || total || q.cue&cueBase != 0 && w >= 1.05 && !a.su.implicit) && sure
			out = append(out, h)
		}
		for k := range q.bases {
			for _, cells := range r.cellsOf(&q.bases[k], col) {
				if cells.at[0].Row != a.row.row {
					named = true
					add(cells.at, 1.1, cells.only)
				}
			}
		}
		same := r.ofColumn(q, col)
		for n, row := range r.wholesFor(q, col, a.row.row) {
			w := scoreIf(named, 0.5, 1) - 0.02*float32(n)
			w *= same
			if total && n > 0 {
				w *= 0.75 // "chiếm 29% tổng vốn": of the whole
			}
			add([]schema.CellName{{Table: col.table, Row: row, Col: col.col}}, w, !named && n == 0)
		}
		if len(a.cells) > 1 {
			continue
		}
		bases := r.bases(col)
		for c := range r.lex.columns { // over another column of the row
			b := &r.lex.columns[c]
			if c == a.col || b.table != col.table || b.percent || slices.Equal(b.words, col.words) && len(col.words) > 0 || b.past && q.bd.period.Year == 0 || b.plan && !plan {
				continue
			}
			w := float32(0.3)
			if n := behind[c]; n.own >= 0.5 && n.score >= 0.5 {
				w = 0.9 + 0.2*n.score
			} else if hasInt(bases, b.col) {
				w = 0.8
			}
			if named || total {
				w *= 0.6
			}
			add([]schema.CellName{{Table: b.table, Row: a.row.row, Col: b.col}}, w, w >= 0.9)
		}
	}
	return out
}

// equals reports whether a word that sets a share equal stands right before a figure:
// "bằng 30,8% của khu vực".
func (r *reader) equals(q *query) bool {
	return q.tok > q.s[0] && q.b.toks[q.tok-1].kind == word && q.b.toks[q.tok-1].cat&lang.Equal != 0
}

// wholesFor lists the rows that a share of a row can be of: those above it, from the
// nearest, then the level that the heading names, then the other totals.
func (r *reader) wholesFor(q *query, col *column, row int) []int {
	t := r.rep.Tables[col.table]
	var out []int
	add := func(i int) {
		if s, ok := r.stand(place{col.table, i}, col.col); ok && s != row && !hasInt(out, s) {
			out = append(out, s)
		}
	}
	for up := t.Rows[row].Parent; up >= 0; up = t.Rows[up].Parent {
		if r.saysLabel(q, place{col.table, up}) {
			add(up)
		}
	}
	for _, p := range r.wholeRows() {
		if p.table == col.table && q.cue&cueSum == 0 && !r.apartFrom(t, row, p.row) {
			add(p.row)
		}
	}
	for up := t.Rows[row].Parent; up >= 0; up = t.Rows[up].Parent {
		add(up)
		for i := range t.Rows {
			if t.Rows[i].Parent == up && (t.Rows[i].Kind == schema.TotalRow || t.Rows[i].Kind == schema.SubtotalRow) && t.Rows[row].Kind == schema.UnitRow {
				add(i)
			}
		}
	}
	for _, i := range r.wholesOf(t, row) {
		add(i)
	}
	return out
}

// focus is the column of the figure told last of the same subject, as an index in
// lexicon.columns, -1 when there is none.
func (r *reader) focus(q *query, su *subject) int {
	for k := q.id - 1; k >= 0 && k >= q.id-4 && r.at[k].block == r.at[q.id].block; k-- {
		bd := &r.binds[k]
		if r.figures[k].Number.Percent || bd.focus < 0 {
			continue
		}
		if su.mention == bd.mention || r.at[k].tok >= q.s[0] {
			return bd.focus
		}
	}
	return -1
}

// saysLabel reports whether the words behind a share are the words by which a row is called,
// as far as they are not the column's: "chiếm 71% tổng chi" below "TỔNG CHI NGÂN SÁCH".
func (r *reader) saysLabel(q *query, p place) bool {
	label := r.contextOf(r.rep.Tables[p.table].Rows[p.row].Label)
	if len(q.behind.words) == 0 || !within(q.behind.words, label.words) {
		return false
	}
	for _, w := range q.behind.words {
		if cat, n := r.lex.phrases.walk([]int32{w}); n == 0 || *cat&lang.Total == 0 {
			return true
		}
	}
	return false
}

// apartFrom reports whether a row belongs to another total than one that stands for the
// whole of its table: a table of revenue above expenditure has two wholes.
func (r *reader) apartFrom(t *schema.Table, row, whole int) bool {
	top := row
	for t.Rows[top].Parent >= 0 {
		top = t.Rows[top].Parent
	}
	return top != row && top != whole && t.Rows[top].Kind == schema.TotalRow && t.Rows[whole].Kind == schema.TotalRow && t.Rows[whole].Level == t.Rows[top].Level
}

// ofColumn says how well the words behind a share name the column that it is worked out
// in: "chiếm 29,1% tổng vốn đăng ký" is of the capital, not of the enterprises.
func (r *reader) ofColumn(q *query, col *column) float32 {
	own, other := false, false
	for _, w := range q.behind.words {
		switch {
		case has(col.words, w):
			own = own || r.lex.tells(w)
		case r.lex.tells(w):
			other = true
		}
	}
	switch {
	case own && !other:
		return 1.15
	case other:
		return 0.7
	}
	return 1
}

// tellsWhole reports whether the words behind a share name the whole of an amount: a word
// for a total and one that tells a column of amounts.
func (r *reader) tellsWhole(q *query) bool {
	if q.cue&cueShare == 0 || !r.holds(q, q.tok+1, r.reach(q), lang.Total|lang.Whole) {
		return false
	}
	for c := range r.lex.columns {
		if col := &r.lex.columns[c]; !col.percent && r.ofColumn(q, col) > 1 {
			return true
		}
	}
	return false
}
