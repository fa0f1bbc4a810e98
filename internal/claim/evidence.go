package claim

import (
	"math"
	"math/big"

	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// likeness is the evidence, in bits, that a figure is a value after one slip of the pen:
// how unlikely it is that any other figure of as many digits stands so near it by chance.
// A slip changes one digit, lets two change places, drops one, adds one, or moves the
// decimal mark (Scholtus 2009); of the 9·10^(n-1) figures of n digits so many are one slip
// away.
func likeness(f *schema.Figure, v *big.Rat) float64 {
	if f.Approx != schema.Exactly || v.Sign() == 0 {
		return 0
	}
	d, right := significantDigits(f), digitsLike(f.Number, v)
	if d == right {
		return 0
	}
	bits := likeDigits(f, v, d, right)
	for _, k := range []int64{-100, 100} { // an index and the growth that it means
		if bits > 0 && f.Number.Percent && tie.Compare(f.Number, f.Approx, new(big.Rat).Add(v, big.NewRat(k, 1))).Ties() {
			return 0
		}
	}
	return bits
}

// likeDigits is the likeness of the digits of a figure, without noughts at their head, and
// of those of a value rounded as the figure is.
func likeDigits(f *schema.Figure, v *big.Rat, d, right string) float64 {
	n := float64(len(d))
	all := math.Log2(9) + (n-1)*math.Log2(10)
	switch slip.Digits(d, right) {
	case "transposed":
		return all - math.Log2(n*(n-1)/2)
	case "wrong-digit":
		bits := all - math.Log2(9*n)
		if d[:len(d)-1] == right[:len(d)-1] {
			bits -= 2 // near as well, as figures of the same kind are
		}
		return bits
	case "missing-digit":
		return all - math.Log2(n+1)
	case "extra-digit":
		return all - math.Log2(10*n)
	}
	if len(d) == 2 && len(right) == 2 && d[0] == right[1] && d[1] == right[0] {
		return all - 1
	}
	if s := significant(d); len(s) >= 3 && sameLead(f.Number, v) && offByTens(f.Number, v) {
		return math.Log2(9) + (float64(len(s))-1)*math.Log2(10) - 2
	}
	return 0
}

// sameLead reports whether a number and a value can have the same first three digits.
func sameLead(n schema.Number, v *big.Rat) bool {
	a, b := leadingInt(n.Value.Coef), leading(v)
	return a == 0 || b == 0 || max(a-b, b-a) <= 1 || min(a, b) <= 110
}

// offByTens reports whether a figure is a value with its decimal mark one or two places
// off.
func offByTens(n schema.Number, v *big.Rat) bool {
	for _, k := range []int8{-2, -1, 1, 2} {
		m := n
		m.Scale += k
		if tie.Compare(m, schema.Exactly, v) >= tie.Rounded {
			return true
		}
	}
	return false
}

const (
	// penned is the evidence from which a figure that agrees with nothing is called wrong:
	// of the figures that no reading bears out about one in thirty is a slip, which makes
	// five bits, and nine of ten findings must be right, which makes three more. Where a
	// column or a row of the reports at hand is taken away, so that none of its figures
	// can be read rightly, less evidence than this begins to give alarms.
	penned = 8.0
	// least is the likeness below which other evidence does not help.
	least = 2.9
)

// slipOfPen reports whether a figure that disagrees with a hypothesis is its value after a
// slip of the pen, more likely than a figure that was read wrongly: what speaks for the
// reading and the likeness add up.
func (r *reader) slipOfPen(q *query, list []hypothesis, h *hypothesis, ballots map[ballot]int) bool {
	return r.evidence(q, list, h, ballots) >= penned && !r.likeAnother(q, list, h, ballots)
}

// evidence is what speaks for a slip of the pen, in bits; 0 where the figure is not like
// the value of the hypothesis, or is that of another column, or tells of another time.
func (r *reader) evidence(q *query, list []hypothesis, h *hypothesis, ballots map[ballot]int) float64 {
	bits := max(likeness(q.f, h.value.Exact()), r.borrowed(q, h))
	if bits < least || h.fit != tie.Off || r.inOtherColumn(q, h) || !r.lex.dated[h.row] && !r.listAgrees(q, h) && r.outOfTime(q, &r.lex.columns[h.col]) {
		return 0
	}
	if r.unknownYear(q, h.row.table) || r.strangeThing(q.id) {
		return 0
	}
	if _, _, told := r.direction(q.id); told && h.f.Form == schema.SumForm && !h.change {
		return 0 // "tăng 12 vụ" is no slip of 128
	}
	c := &r.lex.columns[h.col]
	near := ballots[ballot{q.b.section, -1, colKey{c.table, c.col}, h.f.Form}]
	listed := r.listAgrees(q, h)
	for _, e := range []struct {
		holds bool
		bits  float64
	}{
		{h.explicit, 2}, {h.implicit, -1}, {near >= 3 || listed, 2}, {r.namedBy(q, h), 2}, {h.m.strict < 0.3 && !listed, -1}, {!h.timely, -2}, {h.loose, -1},
		{r.rowAgrees(q, h), 2},
		{h.f.Form != schema.SumForm && !h.cued && q.f.Role != schema.RoleShare, -3}, {h.f.Form == schema.SumForm && len(h.f.Top) > 1 && q.cue&cueSum == 0, -3},
		{r.inDoubt(q, h), -3}, {r.otherSubject(q.id), -4}, {r.ofAnotherTime(q, list, h), -3}, {r.toldOtherwise(q, list, h), -4}, {h.f.Form == schema.SumForm && r.toldBefore(q, h), -2},
	} {
		if e.holds {
			bits += e.bits
		}
	}
	return bits
}

// borrowed is the evidence, in bits, that a figure was taken from a neighbouring cell: that
// of its row in a column of a plan or a year before of which nobody speaks. (That of
// another row in its column is more often told of that row.)
func (r *reader) borrowed(q *query, h *hypothesis) float64 {
	n := len(significantDigits(q.f))
	if h.f.Form != schema.SumForm || h.change || len(h.f.Top) != 1 || n < 3 || q.f.Approx != schema.Exactly {
		return 0
	}
	all := math.Log2(9) + float64(n-1)*math.Log2(10)
	c := &r.lex.columns[h.col]
	t := r.rep.Tables[c.table]
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table != c.table || o.percent != c.percent {
			continue
		}
		if o.col != c.col && r.unsaidKind(q.id, o) && !r.unsaidKind(q.id, c) && r.fit(q.f, t, h.row.row, o.col).Ties() {
			return all - math.Log2(float64(len(t.Columns)))
		}
	}
	return 0
}

// unknownYear reports whether the clause of a figure names a year of which its table and
// the report know nothing: "15.0% more than in 2020".
func (r *reader) unknownYear(q *query, table int) bool {
	for k := q.from; k < r.reach(q); k++ {
		t := &q.b.toks[k]
		if t.kind != num || r.figures[t.id].Role != schema.RoleDate {
			continue
		}
		if y := r.numberAt(t); y >= 1900 && y <= 2100 && y != r.main.Year && !r.knowsYear(table, y) {
			return true
		}
	}
	return false
}

// likeAnother reports whether another reading that the words allow is as like the figure,
// and as much speaks for it.
func (r *reader) likeAnother(q *query, list []hypothesis, h *hypothesis, ballots map[ballot]int) bool {
	own := likeness(q.f, h.value.Exact())
	for i := range list {
		o := &list[i]
		if o != h && o.total >= 0.5*h.total && r.worked(q, o) && digitsLike(q.f.Number, o.value.Exact()) != digitsLike(q.f.Number, h.value.Exact()) &&
			likeness(q.f, o.value.Exact()) >= own-2 && r.evidence(q, list, o, ballots) >= r.evidence(q, list, h, ballots)-3 {
			return true
		}
	}
	return false
}

// rowAgrees reports whether another figure of the sentence stands in the row of a
// hypothesis, so that the sentence is of that row: for a share, the amount that is the
// part as well.
func (r *reader) rowAgrees(q *query, h *hypothesis) bool {
	from, to := r.figuresIn(q.s, q.id)
	for k := from; k < to; k++ {
		if k == q.id || r.binds[k].focus < 0 || r.about[k] != h.row || len(significantDigits(&r.figures[k])) < 2 {
			continue
		}
		if c := r.cell[k]; c.Table == h.row.table && c.Row == h.row.row && (c != h.f.Top[0] || h.f.Form != schema.SumForm) {
			return true
		}
	}
	return false
}

// likest is, of the readings that the words allow less than the best, the one whose value
// after a slip of the pen the figure is; nil where none is or two are. Being less than the
// best costs.
func (r *reader) likest(q *query, list []hypothesis, ballots map[ballot]int) *hypothesis {
	var top *hypothesis
	most := 0.0
	for i := range list {
		h := &list[i]
		if h.total < 0.25*list[0].total || !r.worked(q, h) {
			continue
		}
		bits := r.evidence(q, list, h, ballots)
		if bits == 0 {
			continue
		}
		if bits -= 3 * math.Log2(float64(list[0].total/h.total)); bits > most {
			top, most = h, bits
		}
	}
	if most < penned+0.5 || r.likeAnother(q, list, top, ballots) {
		return nil
	}
	return top
}
