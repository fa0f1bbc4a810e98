package reconcile

import (
	"strings"

	"doisoat/internal/tie"
	"doisoat/schema"
)

// A figure that differs from its cell and shows no slip of the pen may have been held
// against the wrong cell: the one that it tells may not be in the tables at all. It is
// called wrong only where its words leave nothing open, or where figures around it bear
// the reading out: one of its paragraph or two near by that tie in the same column, or one
// beside it that ties in the same row.

// borne reports whether figures around that of a claim bear its reading out.
func borne(p *schema.Pass, c *schema.Claim) bool {
	column, here, row := mates(p, c)
	return c.Borne || row || (here > 0 || column >= 2) && !amiss(p, c)
}

// mates counts the figures that tie in the column of a claim near by and in its paragraph,
// and tells whether one beside it ties in its row.
func mates(p *schema.Pass, c *schema.Claim) (column, here int, row bool) {
	const around = 5
	told := byBlock(p)
	for b := c.Span.Block - around; b <= c.Span.Block+around; b++ {
		for _, o := range told[b] {
			at, ok := cellOf(o)
			if !ok || o.Figure == c.Figure || at.Table != c.Cell.Table || !bornOut(p, o) {
				continue
			}
			if at.Col == c.Cell.Col && sameForm(p, o, c) && p.Figures[o.Figure].Number.Percent == p.Figures[c.Figure].Number.Percent {
				column++
				if o.Span.Block == c.Span.Block {
					here++
				}
			}
			if at.Row == c.Cell.Row && at.Col != c.Cell.Col && o.Span.Block == c.Span.Block && digitsOf(&p.Figures[o.Figure]) >= 2 && !parted(p, o, c) {
				row = true
			}
		}
	}
	return column, here, row
}

// byBlock are the claims of each block.
func byBlock(p *schema.Pass) map[int][]*schema.Claim {
	if known, ok := p.Shared[blocksKey{}].(map[int][]*schema.Claim); ok {
		return known
	}
	out := map[int][]*schema.Claim{}
	for i := range p.Claims {
		c := &p.Claims[i]
		out[c.Span.Block] = append(out[c.Span.Block], c)
	}
	if p.Shared != nil {
		p.Shared[blocksKey{}] = out
	}
	return out
}

type blocksKey struct{}

// amiss reports whether the amount right before a change or a share is not one of its row:
// then the row was misread, however well the column suits others.
func amiss(p *schema.Pass, c *schema.Claim) bool {
	k := c.Figure - 1
	if c.Kind == schema.ValueClaim || k < 0 {
		return false
	}
	f, o := &p.Figures[c.Figure], &p.Figures[k]
	if o.Span.Block != f.Span.Block || o.Verdict == schema.NotClaim || o.Role != schema.RoleValue || o.Number.Percent || digitsOf(o) < 2 || apart(p, o, f) {
		return false
	}
	for i := range p.Claims {
		if x := &p.Claims[i]; x.Figure == k && x.Cell.Table == c.Cell.Table && x.Cell.Row == c.Cell.Row && bornOut(p, x) {
			return false
		}
	}
	return true
}

// cellOf is the cell that the figure of a claim tells, or the first of those that it is
// worked out of.
func cellOf(c *schema.Claim) (schema.CellName, bool) {
	switch c.Kind {
	case schema.ValueClaim, schema.ChangeClaim, schema.FormulaClaim:
		return c.Cell, c.Figure >= 0 && c.Cell.Table >= 0
	}
	return schema.CellName{}, false
}

// sameForm reports whether two claims tell figures of one kind: values, shares or changes.
func sameForm(p *schema.Pass, a, b *schema.Claim) bool {
	form := func(c *schema.Claim) schema.FormulaForm {
		switch {
		case c.Kind == schema.ChangeClaim || c.Formula != nil && tellsChange(p, c):
			return schema.GrowthForm
		case c.Formula != nil:
			return c.Formula.Form
		}
		return schema.SumForm
	}
	return form(a) == form(b)
}

// parted reports whether a sign that ends a statement stands between the figures of two
// claims.
func parted(p *schema.Pass, a, b *schema.Claim) bool {
	return apart(p, &p.Figures[a.Figure], &p.Figures[b.Figure])
}

func apart(p *schema.Pass, a, b *schema.Figure) bool {
	x, y := a.Span, b.Span
	if x.Start > y.Start {
		x, y = y, x
	}
	text := p.Report.Document.Blocks[x.Block].Text
	return y.Start < x.End || y.Start > len(text) || strings.ContainsAny(text[x.End:y.Start], ";") || strings.Contains(text[x.End:y.Start], ". ")
}

type borneKey struct{ claim *schema.Claim }

// bornOut reports whether the figure of a claim is what its cells give.
func bornOut(p *schema.Pass, c *schema.Claim) bool {
	if known, ok := p.Shared[borneKey{c}].(bool); ok {
		return known
	}
	yes := false
	switch c.Kind {
	case schema.ValueClaim:
		t, ok := look(p, c)
		yes = ok && t.fit.Ties()
	case schema.FormulaClaim:
		w, ok := tie.Work(p.Report, c.Formula)
		yes = ok && w.Fits(p.Figures[c.Figure].Number, p.Figures[c.Figure].Approx).Ties()
	case schema.ChangeClaim:
		change, ok := changeOf(p, c)
		yes = ok && tie.Compare(saidChange(p, c), p.Figures[c.Figure].Approx, change).Ties()
	}
	if p.Shared != nil {
		p.Shared[borneKey{c}] = yes
	}
	return yes
}
