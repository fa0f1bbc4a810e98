package reconcile

import (
	"math/big"
	"slices"
	"strings"

	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// A finding says that the draft is wrong. What contradicts the table may as well be a
// sentence that was read wrongly, and the size of the contradiction tells the two
// apart: slips of the pen leave a figure near the right one, or like it, or take it
// from a neighbouring cell (Scholtus 2009), while a figure held against the wrong cell
// is far from it and like nothing. What only a wrong reading explains well is
// undecided, never an error.

// farOff reports whether a figure is further from the value than a slip of the pen
// takes it: more than twice it or less than half of it, with other digits, and not by a
// power of a thousand. A cause that was named is a slip, so the caller asks only when
// there is none.
func farOff(fig *schema.Figure, value *big.Rat, computed string) bool {
	if mirrored(fig, value) {
		return true
	}
	a, v := new(big.Rat).Abs(fig.Number.Rat()), new(big.Rat).Abs(value)
	shown, right := strip(fig.Text), strip(computed)
	if ratio(a, v) != 0 || slip.Digits(shown, right) != "" {
		return false
	}
	if len(shown) == 2 && len(right) == 2 && shown[0] == right[1] && shown[1] == right[0] {
		return false // too short to name a slip by, not to allow for one
	}
	if shown == right && len(shown) >= 3 {
		return false // the decimal mark moved
	}
	if len(shown) == 2 && len(right) == 3 && slip.Lost(right, shown) {
		return false
	}
	if few := big.NewRat(10, 1); a.Cmp(few) < 0 && v.Cmp(few) < 0 {
		return false // 1 for 3 is one stroke
	}
	two := big.NewRat(2, 1)
	return a.Cmp(new(big.Rat).Mul(v, two)) > 0 || v.Cmp(new(big.Rat).Mul(a, two)) > 0
}

// mirrored reports whether figure and value differ in nothing but the sign: a shortfall
// of 87 and a cell of -87 say the same.
func mirrored(fig *schema.Figure, value *big.Rat) bool {
	a := fig.Number.Rat()
	return a.Sign() != 0 && new(big.Rat).Add(a, value).Sign() == 0
}

// implausible reports whether a value claim contradicts its cell as only a wrong
// reading would.
func (t tied) implausible(p *schema.Pass) bool {
	v, ok := cellValue(p, t.ref, t.claim.Factor)
	switch {
	case !ok:
		return false
	case mirrored(t.figure, v), strange(p, t.claim, t.claim.Cell):
		return true
	case t.claim.Named:
		return false // nothing was left open that could have been read wrongly
	}
	return yoked(p, t.claim.Figure) || t.misread(p, v)
}

// misread reports whether a figure that differs from its value shows no slip, and nothing
// around it bears its reading out. It looks far around, and more than one check asks.
func (t tied) misread(p *schema.Pass, v *big.Rat) bool {
	key := misreadKey{t.claim}
	if known, ok := p.Shared[key].(bool); ok {
		return known
	}
	yes := t.findMisread(p, v)
	if p.Shared != nil {
		p.Shared[key] = yes
	}
	return yes
}

type misreadKey struct{ claim *schema.Claim }

func (t tied) findMisread(p *schema.Pass, v *big.Rat) bool {
	if cause, _ := t.cause(p); cause == "unit-slip" && t.slipsAlike(p) {
		return true
	} else if cause != "" || digitsOf(t.figure) == 2 && t.neighbour(p) {
		return false
	}
	if _, here, _ := mates(p, t.claim); here >= 3 && digitsOf(t.figure) <= 3 {
		return false // one of a list of which all others tie, too short to show a slip
	}
	return !borne(p, t.claim) || farOff(t.figure, v, likeCell(p, t.figure, t.ref, t.claim.Factor))
}

// slipsAlike reports whether another figure of the prose is out by a scale in the same table:
// then it is the unit of the table that was misread, and no slip of the pen.
func (t tied) slipsAlike(p *schema.Pass) bool {
	for i := range p.Claims {
		c := &p.Claims[i]
		if c.Kind != schema.ValueClaim || c.Figure == t.claim.Figure || c.Cell.Table != t.claim.Cell.Table {
			continue
		}
		o, ok := look(p, c)
		if !ok || o.worked(p).Ties() {
			continue
		}
		if cause, _ := o.cause(p); cause == "unit-slip" {
			return true
		}
	}
	return false
}

// neighbour reports whether another row has the figure in the same column: too little
// to name it as the source of two digits, enough to think of it.
func (t tied) neighbour(p *schema.Pass) bool {
	table := p.Report.Tables[t.claim.Cell.Table]
	for row := range table.Rows {
		if row != t.claim.Cell.Row && t.shows(p, table.Ref(row, t.claim.Cell.Col)) {
			return true
		}
	}
	return false
}

// credibleCount reports whether a count can be the slip that its contradiction would
// make of it: it is off by one, or by no more than the lesser of what was reported and
// what was computed.
func credibleCount(c *schema.Claim, o outcome) bool {
	off := c.K - len(o.yes)
	return max(off, -off) <= max(1, min(c.K, len(o.yes)))
}

// credibleList reports the same of a list: at least half of the units that it names
// meet its condition, and it leaves out no more units than it names.
func credibleList(p *schema.Pass, c *schema.Claim) bool {
	if foreign(p, c) {
		return false
	}
	r, o := best(p, c)
	named := map[int]bool{}
	fail, left := 0, 0
	for _, m := range c.Members {
		named[m.Row] = true
		if yes, sure, ok := meets(p, c, r, m.Row); ok && sure && !yes {
			fail++
		}
	}
	for _, row := range o.yes {
		if !named[row] {
			left++
		}
	}
	return 2*fail <= len(c.Members) && (!c.Complete || left <= len(c.Members))
}

// likeIts writes a value with the digits of a figure, for comparing the two.
func likeIts(fig *schema.Figure, v *big.Rat) string {
	return strings.TrimSpace(likeFigure(fig, new(big.Rat).Abs(v), int(fig.Number.Shown)))
}

// foreign reports whether the figures of a list are those of a column that the table does
// not have: none of them stands in the column of the claim, and most stand nowhere in the
// rows of their units. Such a list, and its count, are of something else.
func foreign(p *schema.Pass, c *schema.Claim) bool {
	t := p.Report.Tables[c.Cell.Table]
	nowhere, valued := 0, 0
	for _, m := range c.Members {
		if m.Figure < 0 || digitsOf(&p.Figures[m.Figure]) < 2 {
			continue
		}
		f := &p.Figures[m.Figure]
		at := func(col int) bool {
			cell := p.Report.At(t.Ref(m.Row, col))
			return cell.Kind == schema.Numeric && tie.CompareCell(f.Number, f.Approx, cell.Number, tie.UnitScale(t, m.Row, col)) != tie.Off
		}
		if at(c.Cell.Col) {
			return false
		}
		valued++
		if !slices.ContainsFunc(t.Columns, func(col schema.Column) bool { return at(t.ColumnOf(col.Col)) }) {
			nowhere++
		}
	}
	return nowhere >= 2 && 2*nowhere > valued
}
