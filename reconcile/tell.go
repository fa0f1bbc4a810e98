package reconcile

import (
	"math/big"
	"strings"

	"doisoat/internal/number"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// styleOf tells how a figure of the prose is written.
func styleOf(f *schema.Figure) number.Style {
	m := number.ViMarks
	if n, ok := number.Parse(strings.TrimSpace(strings.TrimRight(f.Text, "% ")), m); !ok || n.Value.Cmp(f.Number.Value) != 0 {
		m = m.Other()
	}
	return number.StyleOf(f.Text, m)
}

// likeFigure writes a value in the form of a figure of the prose, with the given
// places; the value is in the figure's base unit.
func likeFigure(f *schema.Figure, v *big.Rat, places int) string {
	return number.Format(tie.Shift(v, -int(f.Number.Scale)), places, styleOf(f))
}

// cellValue is the value of a cell in the base unit of the prose.
func cellValue(p *schema.Pass, ref schema.Ref, factor int8) (*big.Rat, bool) {
	c := p.Report.At(ref)
	if c.Kind != schema.Numeric {
		return nil, false
	}
	return tie.Shift(c.Number.Value.Rat(), int(factor)), true
}

// likeCell writes the value of a cell in the form of a figure of the prose, with no
// more places than the sheet shows and no more than the figure has.
func likeCell(p *schema.Pass, f *schema.Figure, ref schema.Ref, factor int8) string {
	v, ok := cellValue(p, ref, factor)
	if !ok {
		return ""
	}
	c := p.Report.At(ref)
	places := int(c.Number.Shown) + int(f.Number.Scale) - int(factor)
	return likeFigure(f, v, max(0, min(int(f.Number.Shown), places)))
}

func unitName(p *schema.Pass, table, row int) string {
	if row < 0 {
		return ""
	}
	return p.Report.Tables[table].Rows[row].Label
}

func indicator(p *schema.Pass, table, col int) string {
	if col < 0 {
		return ""
	}
	return p.Report.Tables[table].Columns[col].Title()
}

// cellEvidence is a cell as evidence.
func cellEvidence(p *schema.Pass, ref schema.Ref, role string) schema.Evidence {
	return schema.Evidence{At: schema.AtCell(ref), Role: role, Text: strings.TrimSpace(p.Report.At(ref).Raw)}
}

// spanEvidence is a piece of the prose as evidence.
func spanEvidence(p *schema.Pass, s schema.Span, role string) schema.Evidence {
	return schema.Evidence{At: schema.AtSpan(s), Role: role, Text: p.Report.Document.Text(s)}
}

// bothWays offers to mend the prose or the table; where they disagree neither is
// safe, since arithmetic does not tell who is right.
//
// A cell that the table itself bears out, or that the prose tells rounded or in another
// unit of measure, is not to be written over with the figure of the prose: there the
// second way is to look at the cell again.
func bothWays(p *schema.Pass, f *schema.Figure, ref schema.Ref, computed string, factor int8) []schema.Fix {
	at := p.Report.At(ref)
	cell := strings.TrimSpace(at.Raw)
	out := []schema.Fix{
		{Title: schema.Say("reconcile.fix.prose", "reported", f.Text, "computed", computed), At: schema.AtSpan(f.Span), Replacement: computed, Applicability: schema.Unsafe},
	}
	if borne := p.Cells != nil && p.Cells.Verdicts[ref] == schema.CellConsistent; borne || factor != f.Number.Scale || at.Number.Scale != 0 || f.Number.Shown < at.Number.Shown || f.Approx != schema.Exactly {
		return append(out, schema.Fix{Title: schema.Say("reconcile.fix.recheck", "cell", cell), At: schema.AtCell(ref), Applicability: schema.DisplayOnly})
	}
	text := strings.TrimSpace(strings.TrimRight(f.Text, "% "))
	return append(out, schema.Fix{Title: schema.Say("reconcile.fix.cell", "reported", text, "cell", cell), At: schema.AtCell(ref), Replacement: text, Applicability: schema.Unsafe})
}

// settle writes what a claim found into the ledger.
func settle(p *schema.Pass, figure int, v schema.Verdict, unit, ind, computed string, cells ...schema.Ref) {
	if figure < 0 {
		return
	}
	f := p.Decide(figure, v, cells...)
	if f.Verdict != v {
		return
	}
	if unit != "" {
		f.Unit = unit
	}
	if ind != "" {
		f.Indicator = ind
	}
	if computed != "" {
		f.Computed = computed
	}
	f.Why = schema.Message{}
}

// each calls do for every claim of a kind.
func each(p *schema.Pass, kind schema.ClaimKind, do func(*schema.Claim)) {
	for i := range p.Claims {
		if p.Claims[i].Kind == kind && (p.Only == nil || p.Only(&p.Claims[i])) {
			do(&p.Claims[i])
		}
	}
}

// listed joins names for a message.
func listed(names []string) string { return strings.Join(names, ", ") }
