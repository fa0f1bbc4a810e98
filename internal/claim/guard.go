package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// otherMoney reports whether a figure is told in money and a column is not, although the
// report has columns that are: "£4,335 thousand" is no number of customers.
func (r *reader) otherMoney(currency rune, table, row, col int) bool {
	if currency == 0 {
		return false
	}
	has := func(u schema.Unit) bool { return containsRune(u.Text, currency) }
	if has(measureAt(r.rep.Tables[table], row, col)) {
		return false
	}
	for _, t := range r.rep.Tables {
		if has(t.Unit) || containsRune(t.Title, currency) {
			return true
		}
		for i := range t.Columns {
			if has(t.Columns[i].Unit) {
				return true
			}
		}
		for i := range t.Rows {
			if has(t.Rows[i].Unit) {
				return true
			}
		}
	}
	return false
}

func containsRune(s string, c rune) bool {
	for _, r := range s {
		if r == c {
			return true
		}
	}
	return false
}

// listSpeaksAgainst reports whether the other figures of a sentence that tell the same
// measure of other units all disagree with the column of a figure too: then the list tells
// something else, "Kent added 314 cases, Devon 212 and Cornwall 187". It is asked where the
// words do not name the column. A figure of another unit, or one with its digits exchanged,
// is a fault all the same.
func (r *reader) listSpeaksAgainst(i int, col *column, row int) bool {
	b, f, bd := r.blocks[r.at[i].block], &r.figures[i], &r.binds[i]
	t := r.rep.Tables[col.table]
	s := sentenceOf(b, r.at[i].tok)
	agree, against, swapped := 0, 0, false
	from, to := r.figuresIn(s, i)
	for k := from; k < to; k++ {
		o, od := &r.figures[k], &r.binds[k]
		if k == i || o.Verdict == schema.NotClaim || o.Role != f.Role ||
			o.Number.Percent != f.Number.Percent || od.mention < 0 || od.mention == bd.mention || !od.explicit || od.focus >= 0 && r.form[k] == schema.SumForm && !r.sameColumnAs(od.focus, col) {
			continue
		}
		if !r.likeMeasure(b, r.at[i].tok, r.at[k].tok) {
			continue
		}
		rows := r.rowIn(od, col.table, col.col)
		if len(rows) != 1 || rows[0] == row {
			continue
		}
		swapped = swapped || r.fit(f, t, rows[0], col.col).Ties()
		if r.fit(o, t, rows[0], col.col) != tie.Off {
			agree++
		} else {
			against++
		}
	}
	return against > 0 && agree == 0 && !swapped && !r.anotherRows(f, t, row, col.col)
}

// figuresIn are the indexes, from and up to, of the figures that stand in the sentence of one.
func (r *reader) figuresIn(s [2]int, i int) (from, to int) {
	in := func(k int) bool { return r.at[k].block == r.at[i].block && r.at[k].tok >= s[0] && r.at[k].tok < s[1] }
	for from = i; from > 0 && in(from-1); {
		from--
	}
	for to = i + 1; to < len(r.at) && in(to); {
		to++
	}
	return from, to
}

func sentenceOf(b *block, tok int) [2]int {
	for _, s := range b.sentences {
		if s[0] <= tok && tok < s[1] {
			return s
		}
	}
	return [2]int{0, len(b.toks)}
}

func (r *reader) sameColumnAs(i int, col *column) bool {
	c := &r.lex.columns[i]
	return c.table == col.table && c.col == col.col
}

// likeMeasure reports whether two figures of a list may be of one measure: the same word
// stands behind them, or behind one of them only.
func (r *reader) likeMeasure(b *block, i, k int) bool {
	behind := func(at int) int32 {
		at = skipPercent(b.toks, at+1)
		for at < len(b.toks) && b.toks[at].kind == word {
			if !r.lex.vocab.fact(b.toks[at].id).scale {
				break
			}
			at++
		}
		if at < len(b.toks) && b.toks[at].kind == word && b.toks[at].cat&^lang.Noun == 0 {
			return b.toks[at].id
		}
		return -1
	}
	x, y := behind(i), behind(k)
	return x == y || x < 0 || y < 0
}

// anotherRows reports whether a figure is that of another row of a column, or its own with
// two digits exchanged.
func (r *reader) anotherRows(f *schema.Figure, t *schema.Table, row, col int) bool {
	d := significantDigits(f)
	if len(d) < 3 {
		return false
	}
	for i := range t.Rows {
		if i != row && r.fit(f, t, i, col).Ties() {
			return true
		}
	}
	cell := r.rep.At(t.Ref(row, col))
	if cell.Kind != schema.Numeric {
		return false
	}
	n := cell.Number
	n.Scale = 0
	v := tie.Shift(n.Rat(), unitScale(t, row, col))
	return slip.Digits(d, digitsLike(f.Number, v)) == "transposed" || offByThousands(f.Number, v)
}

// conditionOfCount reports whether a count of units stands before a figure in its clause,
// so that the figure may be what they are counted by: "8 of 12 areas reached the 80%
// expected of them".
func (r *reader) conditionOfCount(q *query) bool {
	for k := q.tok - 1; k >= q.s[0]; k-- {
		t := &q.b.toks[k]
		if t.is(';') || t.is(':') || t.is(',') {
			return false
		}
		if t.kind != num {
			continue
		}
		role := r.figures[t.id].Role
		return role == schema.RoleCount || role == schema.RoleOf
	}
	return false
}

// perSaid reports whether the words of a clause tell an amount for each of something, and
// the header of a column does not: "per thousand customers, payments were lowest".
func (r *reader) perSaid(q *query, col *column) bool {
	said := false
	for k := q.s[0]; k < q.tok; k++ {
		said = said || q.b.toks[k].mark == perWord
		if t := &q.b.toks[k]; t.kind == num && r.figures[t.id].Verdict != schema.NotClaim || t.is(';') {
			said = false
		}
	}
	end := r.reach(q)
	for k := q.tok + 1; k < end && !said; k++ {
		said = q.b.toks[k].mark == perWord
	}
	return said && !r.perColumn(col)
}

// perColumn reports whether the header of a column says that it is for each of something.
func (r *reader) perColumn(col *column) bool {
	if r.perOther(col) || r.headerSays(col, lang.Average|lang.Ratio) {
		return true
	}
	for _, part := range r.rep.Tables[col.table].Columns[col.col].Path {
		toks := r.lex.header(part)
		for k := range toks {
			if toks[k].mark == perWord {
				return true
			}
		}
	}
	return containsRune(r.rep.Tables[col.table].Columns[col.col].Unit.Text, '/')
}
