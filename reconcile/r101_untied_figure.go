package reconcile

import (
	"doisoat/internal/tie"
	"doisoat/schema"
)

// UntiedFigure finds figures of the prose that differ from their cell.
var UntiedFigure = &schema.Check{
	Code: "R101", Name: "untied-figure", Severity: schema.Error, Since: "0.1.0",
	Doc: page("R101"), Run: untiedFigure,
}

func untiedFigure(p *schema.Pass) error {
	each(p, schema.ValueClaim, func(c *schema.Claim) {
		t, ok := look(p, c)
		unit, ind := unitName(p, c.Cell.Table, c.Cell.Row), indicator(p, c.Cell.Table, c.Cell.Col)
		switch {
		case !ok:
			p.Undecided()
			settle(p, c.Figure, schema.Undecided, unit, ind, "")
			p.Figures[c.Figure].Why = schema.Say("why.no-number")
		case t.fit.Ties():
			p.Passed()
			computed := ""
			if !p.Trial {
				computed = likeCell(p, t.figure, t.ref, c.Factor)
			}
			settle(p, c.Figure, schema.Tied, unit, ind, computed, t.ref)
		case t.fit == tie.Off && t.implausible(p):
			p.Undecided()
			settle(p, c.Figure, schema.Undecided, unit, ind, "")
			p.Figures[c.Figure].Why = schema.Say("why.far-off")
		case t.fit == tie.Off:
			if impossible(p, c) != nil {
				return // told by R103
			}
			if p.Trial {
				p.Found(schema.Finding{Severity: schema.Error, At: schema.AtSpan(t.figure.Span)})
				settle(p, c.Figure, schema.Contradicted, unit, ind, "", t.ref)
				return
			}
			f := t.finding(p)
			f.Severity = schema.Error
			cause, source := t.cause(p)
			f.Cause = cause
			hint := schema.Say("reconcile.hint.none")
			if source != nil {
				f.Evidence = append(f.Evidence, cellEvidence(p, *source, "source"))
				hint = schema.Say("reconcile.hint."+cause, "name", sourceName(p, c, *source))
			} else if cause != "" {
				hint = schema.Say("reconcile.hint." + cause)
			}
			f.Message = schema.Say("r101.message", "unit", f.Unit, "indicator", f.Indicator, "reported", f.Reported, "computed", f.Computed, "hint", hint)
			p.Found(f)
			settle(p, c.Figure, schema.Contradicted, f.Unit, f.Indicator, f.Computed, t.ref)
		}
	})
	return nil
}

// sourceName is the name of the row or column that a borrowed figure belongs to.
func sourceName(p *schema.Pass, c *schema.Claim, source schema.Ref) string {
	table := p.Report.Tables[c.Cell.Table]
	if row := table.RowOf(source.Row); row >= 0 && row != c.Cell.Row {
		return table.Rows[row].Label
	}
	if col := table.ColumnOf(source.Col); col >= 0 {
		return table.Columns[col].Title()
	}
	return ""
}
