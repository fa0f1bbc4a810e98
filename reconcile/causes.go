package reconcile

import (
	"slices"

	"doisoat/schema"
)

// Causes finds which findings of a run come from one slip, and puts each under the
// finding that names it (Finding.Of). The principle is that of Fellegi and Holt (JASA
// 1976): the fewest changes that repair most. A change is tried on a copy of the claims
// and of the report, the checks of the prose are run again, and what they no longer
// find is explained by it. figures is the ledger as it was before the checks.
//
// Three kinds of change are tried: the value that a finding of a table gives its cell,
// the value that a finding of the prose gives its figure, and, in lists of names, one
// name for another, a name added or left out, another count. Nothing is put under a
// finding that does not repair it, and no finding is taken away.
func Causes(p *schema.Pass, figures []schema.Figure) {
	list := *p.Findings
	if !slices.ContainsFunc(list, func(f schema.Finding) bool { return f.At.Kind == schema.InText && f.Severity > schema.Note }) {
		return
	}
	c := causes{pass: p, figures: figures, list: list}
	c.cells()
	c.lists()
	c.figuresTold()
}

type causes struct {
	pass    *schema.Pass
	figures []schema.Figure
	list    []schema.Finding
	ledger  []schema.Figure  // of the trial at hand: the checks write into it
	found   []schema.Finding // in the trial at hand
	fits    map[[2]int]bool  // whether a figure is that of a row, see tiesAt
	values  map[int][]int    // by figure, the claims of values, see valuesOf
}

// trial is what the checks of the prose work on after a change.
type trial struct {
	rep     *schema.Report
	claims  []schema.Claim
	figures []schema.Figure
	only    func(*schema.Claim) bool // see schema.Pass
}

func (c *causes) trial() trial {
	return trial{rep: c.pass.Report, claims: c.pass.Claims, figures: c.figures}
}

// run adds what some checks find after a change to a list.
func (t trial) run(checks []*schema.Check, out []schema.Finding) []schema.Finding {
	shared := map[any]any{}
	for _, check := range checks {
		tally := schema.Tally{}
		p := &schema.Pass{Report: t.rep, Claims: t.claims, Figures: t.figures, Check: check, Tally: &tally, Findings: &out, Shared: shared, Trial: true, Only: t.only}
		if check.Run(p) != nil {
			return nil
		}
	}
	return out
}

// gone are the indexes of the findings among some that a trial no longer makes; ok is
// false where it makes an error that the run did not make.
func (c *causes) gone(t trial, among []int) (gone []int, ok bool) {
	c.ledger = append(c.ledger[:0], t.figures...) // verdicts only rise: each trial begins anew
	t.figures = c.ledger
	c.found = t.run(Suite(), c.found[:0])
	return c.compare(c.found, among)
}

// compare are the findings among some that are not in a list, and whether the list has
// no error that the run did not make.
func (c *causes) compare(now []schema.Finding, among []int) (gone []int, ok bool) {
	for _, n := range among {
		if !slices.ContainsFunc(now, func(f schema.Finding) bool { return same(&f, &c.list[n]) }) {
			gone = append(gone, n)
		}
	}
	for i := range now {
		if now[i].Severity == schema.Error && !slices.ContainsFunc(c.list, func(f schema.Finding) bool { return same(&now[i], &f) }) {
			return gone, false
		}
	}
	return gone, true
}

// same reports whether two findings tell the same fault of the same place. That a figure
// differs from its cell is one fault, whether a whole number could give it or not.
func same(a, b *schema.Finding) bool {
	return a.At == b.At && (a.Code == b.Code || untied(a.Code) && untied(b.Code))
}

// untied reports whether a check holds figures against their cells.
func untied(code string) bool {
	return code == UntiedFigure.Code || code == CutOffFigure.Code || code == ImpossiblePercentage.Code
}

// loose reports whether a finding of the prose is not yet explained and worth it.
func (c *causes) loose(n int) bool {
	f := &c.list[n]
	return f.Of == 0 && f.At.Kind == schema.InText && f.Severity > schema.Note
}

// put places findings under the one that explains them. What they explained goes along.
func (c *causes) put(root int, under []int) {
	for _, n := range under {
		if n == root || c.list[n].Of != 0 {
			continue
		}
		for k := range c.list {
			if c.list[k].Of == c.list[n].ID {
				c.list[k].Of = c.list[root].ID
			}
		}
		c.list[n].Of = c.list[root].ID
	}
}

// cells tries the value that a finding of a table gives its cell: what the prose says of
// that cell is right, and only disagrees with the slip.
func (c *causes) cells() {
	for n := range c.list {
		f := &c.list[n]
		if f.At.Kind != schema.InCell || f.Severity == schema.Note || f.Computed == "" {
			continue
		}
		var about []int
		for k := range c.list {
			if c.loose(k) && mentions(&c.list[k], f.At) {
				about = append(about, k)
			}
		}
		if len(about) == 0 {
			continue
		}
		number, ok := cellNumber(c.pass.Report, f.At.Ref, f.Computed)
		if !ok {
			continue
		}
		t := c.trial()
		t.rep = c.pass.Report.With(f.At.Ref, number)
		t.only = func(claim *schema.Claim) bool { return c.touches(claim, f.At.Ref) }
		if gone, ok := c.gone(t, about); ok {
			c.put(n, gone)
		}
	}
}

// touches reports whether what is held against a claim can change with a cell: for the value
// of a cell, or what is worked out of some, where one of them stands in its row or column,
// along which rules run; for anything else where it is of the cell's sheet.
func (c *causes) touches(claim *schema.Claim, ref schema.Ref) bool {
	beside := func(at schema.CellName) bool {
		if at.Table < 0 || at.Row < 0 || at.Col < 0 {
			return true
		}
		t := c.pass.Report.Tables[at.Table]
		return t.Sheet == ref.Sheet && (t.Rows[at.Row].Row == ref.Row || t.Columns[at.Col].Col == ref.Col)
	}
	switch claim.Kind {
	case schema.ValueClaim:
		return beside(claim.Cell)
	case schema.FormulaClaim:
		return slices.ContainsFunc(claim.Formula.Top, beside) || slices.ContainsFunc(claim.Formula.Bottom, beside)
	}
	return true
}

// figuresTold tries the value that a finding of the prose gives its figure: a sum or a
// change told with it may be right then. The same slip told twice is one cause.
func (c *causes) figuresTold() {
	for n := range c.list {
		f := &c.list[n]
		if !c.loose(n) || f.Computed == "" {
			continue
		}
		at := slices.IndexFunc(c.figures, func(g schema.Figure) bool { return f.At == schema.AtSpan(g.Span) })
		if at < 0 {
			continue
		}
		var about []int
		for k := range c.list {
			switch g := &c.list[k]; {
			case k == n || !c.loose(k):
			case g.Code == f.Code && g.Reported == f.Reported && g.Computed == f.Computed && g.Unit == f.Unit && g.Indicator == f.Indicator && k > n:
				c.put(n, []int{k})
			case mentions(g, f.At):
				about = append(about, k)
			}
		}
		if len(about) == 0 {
			continue
		}
		mended, ok := figureNumber(&c.figures[at], f.Computed)
		if !ok {
			continue
		}
		t := c.trial()
		t.figures = slices.Clone(c.figures)
		t.figures[at].Number = mended
		if gone, ok := c.gone(t, about); ok {
			c.put(n, gone)
		}
	}
}

// mentions reports whether a finding has a place among its evidence.
func mentions(f *schema.Finding, at schema.Location) bool {
	return slices.ContainsFunc(f.Evidence, func(e schema.Evidence) bool { return e.At == at })
}
