package reconcile

import (
	"math/big"
	"strings"

	"doisoat/internal/edit"
	"doisoat/internal/slip"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// tied is how a value claim stands.
type tied struct {
	claim  *schema.Claim
	figure *schema.Figure
	ref    schema.Ref
	fit    tie.Fit
}

// look compares a value claim with its cell; ok is false when the cell has no number.
func look(p *schema.Pass, c *schema.Claim) (t tied, ok bool) {
	t = tied{claim: c, figure: &p.Figures[c.Figure], ref: p.Report.Tables[c.Cell.Table].Ref(c.Cell.Row, c.Cell.Col)}
	cell := p.Report.At(t.ref)
	if cell.Kind != schema.Numeric {
		return t, false
	}
	t.fit = tie.CompareCell(t.figure.Number, t.figure.Approx, cell.Number, int(c.Factor))
	if t.fit == tie.Off {
		key := workedKey{c.Figure, c.Cell}
		fit, known := p.Shared[key].(tie.Fit)
		if !known {
			fit = t.worked(p)
			if p.Shared != nil {
				p.Shared[key] = fit
			}
		}
		t.fit = fit
	}
	return t, true
}

// workedKey is under which the checks share how a figure stands to the value that a
// rule gives for its cell.
type workedKey struct {
	figure int
	cell   schema.CellName
}

// worked compares the figure with the value that a rule of the table gives for its
// cell, which has more places than the cell shows: 68,5 is 68,553… cut off, although
// the cell shows 68,6.
func (t tied) worked(p *schema.Pass) tie.Fit {
	for _, exact := range quotients(p, t.claim.Cell) {
		if fit := tie.Compare(t.figure.Number, t.figure.Approx, tie.Shift(exact, int(t.claim.Factor))); fit != tie.Off {
			return fit
		}
	}
	return tie.Off
}

// quotients are the values that the rules of a table which hold at a cell give it before
// rounding. Claims ask for the same cells again and again, so they are kept.
func quotients(p *schema.Pass, at schema.CellName) []*big.Rat {
	key := quotientsKey{at}
	if known, ok := p.Shared[key].([]*big.Rat); ok {
		return known
	}
	var out []*big.Rat
	table := p.Report.Tables[at.Table]
	for i := range table.Rules {
		r := &table.Rules[i]
		if r.Axis != schema.Across || r.Target != at.Col || r.Form != schema.Division || r.Relation != schema.Equal {
			continue
		}
		if o := edit.At(p.Report, table, r, at.Row); o.Status == edit.Holds && o.Exact != nil {
			out = append(out, o.Exact)
		}
	}
	if p.Shared != nil {
		p.Shared[key] = out
	}
	return out
}

type quotientsKey struct{ at schema.CellName }

// finding tells a value that does not tie, but for its message.
func (t tied) finding(p *schema.Pass) schema.Finding {
	c := t.claim
	computed := likeCell(p, t.figure, t.ref, c.Factor)
	f := schema.Finding{
		At: schema.AtSpan(t.figure.Span), Reported: t.figure.Text, Computed: computed,
		Unit: unitName(p, c.Cell.Table, c.Cell.Row), Indicator: indicator(p, c.Cell.Table, c.Cell.Col),
		Evidence: []schema.Evidence{cellEvidence(p, t.ref, "cell")},
		Fixes:    bothWays(p, t.figure, t.ref, computed, c.Factor),
	}
	f.Evidence = append(f.Evidence, recomputed(p, c.Cell)...)
	return f
}

// recomputed lists the operands of the rule that gives a cell, so that a reader sees
// the cell proved by its own counts.
func recomputed(p *schema.Pass, at schema.CellName) []schema.Evidence {
	t := p.Report.Tables[at.Table]
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Axis != schema.Across || r.Target != at.Col || r.Relation != schema.Equal || r.Form != schema.Division {
			continue
		}
		var out []schema.Evidence
		add := func(e *schema.Expr, role string) {
			for _, v := range e.Vars() {
				out = append(out, cellEvidence(p, t.Ref(at.Row, v), role))
			}
		}
		if len(r.Expr.Args) == 2 {
			add(r.Expr.Args[0], "numerator")
			add(r.Expr.Args[1], "denominator")
		}
		return out
	}
	return nil
}

// cause names why a figure differs, where the figures show it: another unit's value
// in the same column, another column's in the same row, digits changed places, a
// unit slip.
//
// Several checks ask for it, and it looks at whole rows and columns, so the answer is kept.
func (t tied) cause(p *schema.Pass) (cause string, source *schema.Ref) {
	key := causeKey{t.claim}
	if known, ok := p.Shared[key].(origin); ok {
		return known.cause, known.source
	}
	cause, source = t.findCause(p)
	if p.Shared != nil {
		p.Shared[key] = origin{cause, source}
	}
	return cause, source
}

type causeKey struct{ claim *schema.Claim }

// origin is why a figure differs, and the cell that it was taken from.
type origin struct {
	cause  string
	source *schema.Ref
}

func (t tied) findCause(p *schema.Pass) (cause string, source *schema.Ref) {
	c, f := t.claim, t.figure
	table := p.Report.Tables[c.Cell.Table]
	v, _ := cellValue(p, t.ref, c.Factor)
	if digitsOf(f) >= 3 || f.Number.Percent && digitsOf(f) >= 2 {
		for row := range table.Rows {
			ref := table.Ref(row, c.Cell.Col)
			if row != c.Cell.Row && t.shows(p, ref) {
				return "other-unit", &ref
			}
		}
	}
	if v != nil {
		if q := ratio(f.Number.Rat(), v); q != 0 || digitsOf(f) >= 3 && tens(f.Number.Rat(), v) {
			return "unit-slip", nil
		}
		if s := slip.Digits(strip(f.Text), strip(likeCell(p, f, t.ref, c.Factor))); s == "transposed" {
			return s, nil
		}
	}
	if digitsOf(f) >= 3 {
		for col := range table.Columns {
			ref := table.Ref(c.Cell.Row, col)
			if col != c.Cell.Col && t.shows(p, ref) {
				if earlier(table, col, c.Cell.Col) {
					return "stale-period", &ref
				}
				return "other-column", &ref
			}
		}
	}
	if v != nil {
		if s := slip.Digits(strip(f.Text), strip(likeCell(p, f, t.ref, c.Factor))); s != "" {
			return s, nil
		}
	}
	return "", nil
}

// earlier reports whether one column of a table is of a year before that of another.
func earlier(t *schema.Table, col, than int) bool {
	year := t.Columns[than].Period.Year
	if year == 0 {
		year = t.Period.Year
	}
	y := t.Columns[col].Period.Year
	return y > 0 && y < year
}

// shows reports whether a cell shows the very figure.
func (t tied) shows(p *schema.Pass, ref schema.Ref) bool {
	c := p.Report.At(ref)
	return c.Kind == schema.Numeric && tie.CompareCell(t.figure.Number, schema.Exactly, c.Number, int(t.claim.Factor)) >= tie.Rounded
}

// ratio tells whether a is v times a power of a thousand: the power, or 0.
func ratio(a, v *big.Rat) int {
	if a.Sign() == 0 || v.Sign() == 0 {
		return 0
	}
	// Their lengths tell the order of the ratio: the logarithm of 2 to a bit or two.
	order := a.Num().BitLen() - a.Denom().BitLen() - v.Num().BitLen() + v.Denom().BitLen()
	q := new(big.Rat)
	for _, n := range []int{3, 6, 9} {
		for _, n := range []int{n, -n} {
			if bits := n * 3322 / 1000; order < bits-3 || order > bits+3 {
				continue
			}
			// the figure is rounded, so the ratio is near the power, not on it
			if tie.Shift(q.Quo(a, v), -n).Cmp(big.NewRat(99, 100)) > 0 && tie.Shift(q, -n).Cmp(big.NewRat(101, 100)) < 0 {
				return n
			}
		}
	}
	return 0
}

// tens tells whether a is v with its decimal mark one or two places off.
func tens(a, v *big.Rat) bool {
	for _, k := range []int64{10, 100} {
		r := big.NewRat(k, 1)
		if a.Sign() != 0 && (new(big.Rat).Mul(v, r).Cmp(a) == 0 || new(big.Rat).Mul(a, r).Cmp(v) == 0) {
			return true
		}
	}
	return false
}

func digitsOf(f *schema.Figure) int { return len(strings.TrimLeft(strip(f.Text), "0")) }

// strip leaves the digits of a written figure.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
