package history

import (
	"math/big"

	"doisoat/internal/series"
	"doisoat/internal/slip"
	"doisoat/schema"
)

// changedPast finds figures of the past that an earlier report gave otherwise: a
// restatement where many of the column changed, one figure by itself otherwise.
var changedPast = newCheck("H103", "changed-past", schema.Error, runChangedPast)

func runChangedPast(p *pass) {
	for _, s := range p.archive.Series {
		p.between(s)
	}
	for _, c := range p.facts.columns {
		if c.class == series.Open {
			continue
		}
		for i := range c.editions {
			now := &c.editions[i]
			if then := c.before(now.report, now.span); then != nil {
				p.restated(now, then)
			}
		}
	}
	// What "the same period of the last year" was, against the last year's own report.
	for _, c := range p.facts.columns {
		if c.class != series.Open {
			continue
		}
		for i := range c.editions {
			now := &c.editions[i]
			if now.span.Months() < p.archive.Reports[now.report].Period.Months() {
				p.lastYear(c, now)
			}
		}
	}
}

// between finds figures of a span that the reports before and after give alike, and one
// report between them otherwise: that one is the slip.
func (p *pass) between(s *series.Series) {
	if s.Class == series.Open {
		return
	}
	for i := 1; i+1 < len(s.Points); i++ {
		a, b, c := &s.Points[i-1], &s.Points[i], &s.Points[i+1]
		if a.Span != b.Span || b.Span != c.Span || a.Report == b.Report || b.Report == c.Report || !comparable(a, b) || !comparable(b, c) {
			continue
		}
		if !same(a, c) || a.Number.Value.IsZero() || near(a, b) || near(c, b) || p.told[at(b)] {
			continue
		}
		f := p.of(b)
		f.Computed, f.Cause = a.Raw, "next-report"
		f.Message = schema.Say("h103.between", "unit", f.Unit, "reported", f.Reported, "span", b.Span.String(), "then", a.Raw, "last", p.name(a.Report), "next", p.name(c.Report))
		f.Evidence = []Evidence{{at(a), "then", a.Raw}, {at(c), "then", c.Raw}}
		p.found(f)
	}
}

// near reports whether two figures are one but for rounding: they differ by no more than a
// unit of the last place that the coarser one shows.
func near(a, b *series.Point) bool {
	u := a.Number.Ulp()
	if v := b.Number.Ulp(); v.Cmp(u) > 0 {
		u = v
	}
	d := new(big.Rat).Sub(value(a), value(b))
	return d.Abs(d).Cmp(u) <= 0
}

// lastYear holds a column of the last year, whose header names no year, against the column
// of that year's report.
func (p *pass) lastYear(c *column, now *edition) {
	for i := range c.editions {
		e := &c.editions[i]
		if e.report < now.report && e.span == now.span && p.archive.Reports[e.report].Period.Months() == now.span.Months() {
			p.restated(now, e)
			return
		}
	}
}

// restated compares what two reports say of one span.
func (p *pass) restated(now, then *edition) {
	var kept, telling int
	var changed []string
	for _, row := range now.rows() {
		a, b := then.points[row], now.points[row]
		switch {
		case a == nil || !comparable(a, b):
		case same(a, b):
			kept++
			if value(b).Sign() != 0 {
				telling++
			}
		default:
			changed = append(changed, row)
		}
	}
	p.passed(kept)
	if len(changed) == 0 {
		return
	}
	if telling < enough || len(changed)*mostOf > telling+len(changed) {
		p.restatement(now, then, changed, kept)
		return
	}
	for _, row := range changed {
		if !p.told[at(now.points[row])] && !p.told[at(then.points[row])] {
			p.found(p.changedFigure(now, then, row))
		}
	}
}

// changedFigure is one figure that changed while the rest of its column did not. The pen
// slipped where the digits say so; else it may have been mended.
func (p *pass) changedFigure(now, then *edition, row string) Finding {
	b, a := now.points[row], then.points[row]
	f := p.of(b)
	f.Computed = a.Raw
	f.Severity = schema.Warning
	f.Message = schema.Say("h103.message", "unit", f.Unit, "reported", f.Reported, "span", now.span.String(), "then", a.Raw, "last", p.name(then.report))
	f.Evidence = []Evidence{{at(a), "then", a.Raw}}
	if a.Number.Shown == b.Number.Shown {
		if cause := slip.Digits(digits(b.Number), digits(a.Number)); cause != "" && cause != "wrong-digit" {
			f.Cause, f.Severity = cause, schema.Error
		}
	}
	return f
}

// restatement is one note for a column of which much has changed.
func (p *pass) restatement(now, then *edition, changed []string, kept int) {
	b := now.points[changed[0]]
	f := p.of(b)
	f.Severity = schema.Note
	f.At.Row = -1
	f.Reported, f.Unit = "", ""
	f.Cause = "restated"
	f.Message = schema.Say("h103.restated", "span", now.span.String(), "changed", len(changed), "all", len(changed)+kept, "last", p.name(then.report))
	for _, row := range changed[:min(len(changed), mostEvidence)] {
		f.Evidence = append(f.Evidence, Evidence{at(then.points[row]), "then", then.points[row].Raw}, Evidence{at(now.points[row]), "now", now.points[row].Raw})
	}
	p.found(f)
}

// mostEvidence bounds what is listed of a column of which all has changed.
const mostEvidence = 10
