package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// deltaColumns are the columns of which a third tells the difference: by how much the first
// lies above the second. Indexes in lexicon.columns.
type deltaColumns struct{ now, base int }

// findDeltas marks the columns that tell, with its sign, by how much a column lies above one
// of the same words for an earlier period, or above a plan: "Tăng, giảm số vụ", "Distance
// from target". The figures themselves say so.
func (r *reader) findDeltas() {
	for now := range r.lex.columns {
		a := &r.lex.columns[now]
		if a.plan || r.rep.Tables[a.table].Twin > 0 {
			continue
		}
		for base := range r.lex.columns {
			b := &r.lex.columns[base]
			if base == now || b.table != a.table || b.col == a.col || b.percent != a.percent || r.headerSays(b, lang.Up|lang.Down) {
				continue // what tells increases is the difference, and what is left without them no change
			}
			same := slices.Equal(a.words, b.words)
			if b.plan && !r.sharesWord(a, b) || !b.plan && !(r.earlierOf(b, a) && (same || r.sharesWord(a, b))) {
				continue
			}
			least := minDeltas
			if !same {
				least = 2 * minDeltas
			}
			for k := range r.lex.columns {
				if c := &r.lex.columns[k]; c.delta == nil && c.table == a.table && c.col != a.col && c.col != b.col && r.isDelta(a, b, c, least) {
					c.delta = &deltaColumns{now, base}
				}
			}
		}
	}
}

// findMoves marks the columns that tell changes with their sign, and takes the words for
// increases and decreases out of their names: "Tăng, giảm số vụ (%)" is about "số vụ".
func (r *reader) findMoves() {
	for k := range r.lex.columns {
		c := &r.lex.columns[k]
		if c.delta == nil && !(r.headerSays(c, lang.Up|lang.Down) && c.percent && r.signed(c)) {
			continue
		}
		c.moves = true
		r.unname(c, lang.Up|lang.Down|lang.Point)
	}
}

// earlierOf reports whether a column is of an earlier time than another: by their periods, or
// the other is undated, and so of the time of its table.
func (r *reader) earlierOf(base, now *column) bool {
	if r.before(base, now) {
		return true
	}
	if !now.period.IsZero() || !base.past {
		return false
	}
	for i := range r.lex.columns { // "both periods" beside 1985-1999 and 2000-2014
		if o := &r.lex.columns[i]; o.table == base.table && o.percent == base.percent && !o.plan && slices.Equal(o.words, base.words) && r.before(base, o) {
			return false
		}
	}
	return true
}

// unmoved is the weight of a column of changes where no word for an increase or a decrease is
// said.
const unmoved = 0.5

// saysMove reports whether a word for an increase or a decrease stands between two tokens.
func saysMove(b *block, from, to int) bool {
	for k := from; k < to && k < len(b.toks); k++ {
		if b.toks[k].kind == word && b.toks[k].cat&(lang.Up|lang.Down) != 0 {
			return true
		}
	}
	return false
}

// sharesWord reports whether the names of two columns have a word in common.
func (r *reader) sharesWord(a, b *column) bool {
	return slices.ContainsFunc(a.words, func(w int32) bool { return slices.Contains(b.words, w) })
}

// minDeltas is how many rows at the least must bear a difference out, noughts aside, twice as
// many where two columns are not called the same, and
// maxDeltas how many rows are looked at.
const (
	minDeltas = 3
	maxDeltas = 60
)

// isDelta reports whether a column is the difference of two others, in all rows but one in
// eight.
func (r *reader) isDelta(a, b, c *column, least int) bool {
	t := r.rep.Tables[a.table]
	held, missed := 0, 0
	for row := 0; row < len(t.Rows) && held+missed < maxDeltas; row++ {
		x, y, z := r.rep.At(t.Ref(row, a.col)), r.rep.At(t.Ref(row, b.col)), r.rep.At(t.Ref(row, c.col))
		if x.Kind != schema.Numeric || y.Kind != schema.Numeric || z.Kind != schema.Numeric {
			continue
		}
		v := x.Number.Value.Rat()
		v.Sub(v, y.Number.Value.Rat())
		v.Sub(v, z.Number.Value.Rat())
		switch most := z.Number.Ulp(); {
		case v.Sign() != 0 && (x.Number.Shown+y.Number.Shown+z.Number.Shown == 0 || v.Abs(v).Cmp(most) > 0):
			if missed++; missed > 2 && held == 0 {
				return false
			}
		case z.Number.Value.Sign() != 0:
			held++
		}
	}
	return held >= least && held >= 7*missed
}
