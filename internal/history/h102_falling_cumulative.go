package history

import (
	"math/big"

	"doisoat/internal/series"
	"doisoat/schema"
)

// fallingCumulative finds figures from the start of the year that are lower than those of
// a shorter part of the same year.
var fallingCumulative = newCheck("H102", "falling-cumulative", schema.Error, runFallingCumulative)

func runFallingCumulative(p *pass) {
	for _, c := range p.facts.columns {
		if c.class != series.ToDate || c.relative || c.plan {
			continue
		}
		months := p.facts.by[columnKey{c.line, c.indicator, series.Monthly}]
		for i := range c.editions {
			now := &c.editions[i]
			then := c.shorter(now)
			if then == nil || c.edition(now.report, then.span) != nil {
				continue // it says itself what the shorter span is now
			}
			p.falls(c, months, now, then)
		}
	}
}

// shorter is the last edition for a shorter part of the same year, of a report before.
func (c *column) shorter(now *edition) *edition {
	var best *edition
	for i := range c.editions {
		e := &c.editions[i]
		if e.report >= now.report || e.span.Year != now.span.Year || e.span.First != now.span.First || e.span.Last >= now.span.Last {
			continue
		}
		if best == nil || e.report > best.report || e.report == best.report && e.span.Last > best.span.Last {
			best = e
		}
	}
	return best
}

// falls compares two editions of a column that only ever grows: none of its units has a
// negative figure.
func (p *pass) falls(c, months *column, now, then *edition) {
	rose := 0
	var fell []string
	for _, row := range now.rows() {
		a, b := then.points[row], now.points[row]
		if a == nil || !comparable(a, b) || a.Raw == "" || b.Raw == "" {
			continue
		}
		if !grows(c.rows[row]) || p.mean(b) {
			p.undecided(1)
			continue
		}
		if a.Number.Interval().Meets(b.Number.Interval()) || value(b).Cmp(value(a)) > 0 {
			rose++
		} else {
			fell = append(fell, row)
		}
	}
	p.passed(rose)
	for _, row := range fell {
		b, a := now.points[row], then.points[row]
		if p.told[at(b)] {
			continue // H101 has told of it
		}
		if p.wrong[at(a)] { // what it is held against is the slip
			p.undecided(1)
			continue
		}
		f := p.of(b)
		f.Severity = schema.Warning
		// The next report, less what came since, shows which of the two is the slip.
		if months != nil && rose >= enough && len(fell)*mostOf <= rose {
			if next := months.implied(c, now, row); next != nil && next.Lo.Cmp(value(a)) >= 0 && !meets(b, *next) {
				f.Severity, f.Cause = schema.Error, "next-report"
			}
		}
		// So does a fall that no mending of an estimate brings about, among others that rose,
		// where the headers themselves name the spans.
		if f.Severity == schema.Warning && a.Named && b.Named && rose >= enough && len(fell)*mostOf <= rose && deep(a, b) {
			f.Severity = schema.Error
		}
		f.Computed = ""
		f.Message = schema.Say("h102.message", "unit", f.Unit, "reported", f.Reported, "span", now.span.String(), "then", a.Raw, "before", then.span.String(), "last", p.name(then.report))
		f.Evidence = append([]Evidence{{at(a), "earlier-cumulative", a.Raw}}, f.Evidence...)
		p.found(f)
	}
}

// deep reports whether a figure lies between a twentieth and a half below another. What
// lies further below is more likely of another kind than less of the same.
func deep(then, now *series.Point) bool {
	q := new(big.Rat).Quo(value(now), value(then))
	return q.Cmp(big.NewRat(19, 20)) < 0 && q.Cmp(big.NewRat(1, 2)) > 0
}

// mean reports whether a figure is a mean, a rate or a difference by the words of its row or
// column, which may fall as well as rise.
func (p *pass) mean(q *series.Point) bool {
	_, row, col := p.archive.At(q)
	return series.Falls(p.archive.Reports[q.Report], row.Label+" / "+header(col))
}

// grows reports whether a series has no negative figure.
func grows(s *series.Series) bool {
	for i := range s.Points {
		if value(&s.Points[i]).Sign() < 0 {
			return false
		}
	}
	return true
}
