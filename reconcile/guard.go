package reconcile

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"doisoat/internal/tie"
	"doisoat/schema"
)

// strange reports whether a figure cannot be the number of a cell, whatever its value:
// it has decimals where the column counts whole things, or it is an amount of money and
// the column, of a report that marks its money, is none.
func strange(p *schema.Pass, c *schema.Claim, at schema.CellName) bool {
	fig := &p.Figures[c.Figure]
	if fig.Number.Percent {
		return false
	}
	col := &p.Report.Tables[at.Table].Columns[at.Col]
	cell := p.Report.At(p.Report.Tables[at.Table].Ref(at.Row, at.Col)).Number
	if col.Kind == schema.Count && fig.Number.Value.Trim().Places > 0 && fig.Number.Scale == 0 && c.Factor == 0 && cell.Value.Places == 0 && strip(fig.Text) != strip(cell.Value.String()) {
		return true
	}
	sign := moneyBefore(p, fig)
	return sign != 0 && !marks(p.Report, at, sign) && slices.ContainsFunc(p.Report.Tables, func(t *schema.Table) bool {
		return strings.ContainsRune(t.Title+t.Unit.Text, sign) || slices.ContainsFunc(t.Columns, func(c schema.Column) bool {
			return strings.ContainsRune(c.Title()+c.Unit.Text, sign)
		})
	})
}

// moneyBefore is the sign of a currency right before a figure, 0 for none.
func moneyBefore(p *schema.Pass, fig *schema.Figure) rune {
	text := p.Report.Document.Blocks[fig.Span.Block].Text
	before := []rune(strings.TrimRight(text[:fig.Span.Start], " \u00a0"))
	if n := len(before); n > 0 && unicode.Is(unicode.Sc, before[n-1]) {
		return before[n-1]
	}
	return 0
}

// marks reports whether a cell stands under the sign of a currency: that of its column,
// its row or its table.
func marks(rep *schema.Report, at schema.CellName, sign rune) bool {
	t := rep.Tables[at.Table]
	words := t.Columns[at.Col].Title() + t.Columns[at.Col].Unit.Text + t.Rows[at.Row].Label + t.Rows[at.Row].Unit.Text + t.Unit.Text + t.Title
	return strings.ContainsRune(words, sign)
}

// taken reports whether another figure of the same sentence tells the very cells of a
// claim, and ties: of two figures that were read as one thing, the second is of something
// that the table does not call by the words of the draft.
func taken(p *schema.Pass, c *schema.Claim) bool {
	fig, cells := &p.Figures[c.Figure], cellsOf(c)
	for i := range p.Claims {
		o := &p.Claims[i]
		if o.Figure < 0 || o.Figure == c.Figure || o.Formula == nil && o.Kind != schema.ValueClaim || !slices.Equal(cells, cellsOf(o)) {
			continue
		}
		// "tăng 12 vụ (10,3%)" tells the same cells as an amount and as a percentage
		if other := &p.Figures[o.Figure]; other.Number.Percent == fig.Number.Percent && sameSentence(p, fig.Span, other.Span) && ties(p, o) {
			return true
		}
	}
	return false
}

// yoked reports whether a figure is joined by a single word or sign to one before it that
// nothing has decided: "từ 1% đến 1,5%" is a range of something, and what its upper end
// was read as its lower end does not bear out.
func yoked(p *schema.Pass, figure int) bool {
	if figure == 0 {
		return false
	}
	a, b := &p.Figures[figure-1], &p.Figures[figure]
	if a.Span.Block != b.Span.Block || a.Verdict != schema.Undecided || a.Number.Percent != b.Number.Percent || !a.Numeric {
		return false
	}
	between := strings.TrimSpace(p.Report.Document.Blocks[a.Span.Block].Text[a.Span.End:max(a.Span.End, b.Span.Start)])
	return between != "" && !strings.ContainsAny(between, " \u00a0,;:.()/")
}

// cellsOf are the cells that decide a claim of a figure, in the order of the table where
// that of the claim says nothing.
func cellsOf(c *schema.Claim) []schema.CellName {
	if c.Formula != nil {
		cells := slices.Clone(c.Formula.Cells())
		if c.Formula.Form == schema.SumForm {
			slices.SortFunc(cells, func(a, b schema.CellName) int {
				return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
			})
		}
		return cells
	}
	return []schema.CellName{c.Cell}
}

// ties reports whether the figure of a claim is what its cells give.
func ties(p *schema.Pass, c *schema.Claim) bool {
	if c.Formula == nil {
		t, ok := look(p, c)
		return ok && t.fit.Ties()
	}
	w, ok := tie.Work(p.Report, c.Formula)
	return ok && w.Fits(p.Figures[c.Figure].Number, p.Figures[c.Figure].Approx).Ties()
}

// sameSentence reports whether no sentence ends between two places.
func sameSentence(p *schema.Pass, a, b schema.Span) bool {
	if a.Block != b.Block {
		return false
	}
	if a.Start > b.Start {
		a, b = b, a
	}
	between := p.Report.Document.Blocks[a.Block].Text[a.End:max(a.End, b.Start)]
	return !strings.Contains(between, ". ") && !strings.Contains(between, "\n")
}
