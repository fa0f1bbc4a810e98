package history

import (
	"doisoat/internal/series"
	"doisoat/internal/slip"
	"doisoat/schema"
)

// changedPast finds figures of the past that an earlier report gave otherwise: a
// restatement where many of the column changed, one figure by itself otherwise.
var changedPast = newCheck("H103", "changed-past", schema.Error, runChangedPast)

func runChangedPast(p *pass) {
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
		p.found(p.changedFigure(now, then, row))
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
