package history

import (
	"math/big"
	"strings"

	"doisoat/internal/series"
	"doisoat/internal/slip"
	"doisoat/schema"
)

// brokenCumulative finds figures from the start of the year that are not those of the
// last report plus what came since.
var brokenCumulative = newCheck("H101", "broken-cumulative", schema.Error, runBrokenCumulative)

const (
	enough = 5 // units by which a column shows what it keeps
	mostOf = 5 // a column keeps a relation when no more than one unit in so many breaks it
)

// leap is one cumulative figure held against the last report.
type leap struct {
	row              string
	now, then, since *series.Point
	revisedTo        *series.Point // what this report says now of the last span, nil when nothing
	revisedFrom      *series.Point
	want             schema.Interval
}

func runBrokenCumulative(p *pass) {
	for _, c := range p.facts.columns {
		if c.class != series.ToDate || c.relative || c.plan {
			continue
		}
		months := p.facts.by[columnKey{c.line, c.indicator, series.Monthly}]
		if months == nil {
			continue
		}
		for i := range c.editions {
			p.cumulative(c, months, &c.editions[i])
		}
	}
}

// cumulative holds one edition against the last report of a shorter span of the year.
func (p *pass) cumulative(c, months *column, now *edition) {
	then, since := earlier(c, months, now)
	if then == nil {
		return
	}
	old := months.edition(then.report, series.Span{Year: then.span.Year, First: then.span.Last, Last: then.span.Last})
	again := months.edition(now.report, series.Span{Year: then.span.Year, First: then.span.Last, Last: then.span.Last})
	var kept int
	var broken []leap
	for _, row := range now.rows() {
		l := leap{row: row, now: now.points[row], then: then.points[row], since: since.points[row]}
		if l.then == nil || l.since == nil || !comparable(l.now, l.then) || !comparable(l.now, l.since) {
			continue
		}
		if old != nil && again != nil {
			l.revisedFrom, l.revisedTo = old.points[row], again.points[row]
		}
		if l.holds() {
			kept++
		} else {
			broken = append(broken, l)
		}
	}
	p.passed(kept)
	if kept < enough || len(broken)*mostOf > kept+len(broken) {
		// The column was restated as a whole, or nothing shows what it keeps.
		p.undecided(len(broken))
		return
	}
	few := len(broken)*10 <= kept+len(broken)
	for _, l := range broken {
		if p.wrong[at(l.then)] { // what it goes on from is the slip
			p.undecided(1)
			continue
		}
		f := p.leapFinding(&l)
		next := months.implied(c, now, l.row)
		cause := slip.Digits(digits(l.now.Number), strings.TrimLeft(strings.Map(onlyDigits, f.Computed), "0"))
		switch {
		case p.told[at(l.then)]: // what it goes on from is in doubt itself
			f.Severity = schema.Warning
		case l.unitSlip():
			f.Cause = "unit-slip"
		case next != nil && meets(l.now, *next): // the next report goes on from it: it was restated
			f.Severity = schema.Warning
		case l.wild(): // the last month is what changed beyond measure, and may be the slip
			f.Severity = schema.Warning
		case next != nil && l.want.Meets(*next):
			f.Cause = "next-report"
		case few && cause != "" && cause != "wrong-digit":
			f.Cause = cause
		default: // the past may have been corrected without a word
			f.Severity = schema.Warning
		}
		p.found(f)
	}
}

// wild reports whether what this report says of the last month is more than half as much
// again as what was said then, or less than two thirds.
func (l *leap) wild() bool {
	if l.revisedFrom == nil || l.revisedTo == nil {
		return false
	}
	a, b := value(l.revisedFrom), value(l.revisedTo)
	if a.Sign() <= 0 {
		return b.Cmp(a) != 0
	}
	q := new(big.Rat).Quo(b, a)
	return q.Cmp(big.NewRat(3, 2)) > 0 || q.Cmp(big.NewRat(2, 3)) < 0
}

// unitSlip reports whether the figures of the report are those of another unit of measure:
// both the last month and the year so far lie by a thousand beside what they were.
func (l *leap) unitSlip() bool {
	if l.revisedFrom == nil || l.revisedTo == nil || value(l.revisedFrom).Sign() <= 0 || value(l.then).Sign() <= 0 {
		return false
	}
	return powerOfTen(value(l.revisedTo), value(l.revisedFrom)) != "" && powerOfTen(value(l.now), value(l.then)) != ""
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// implied is what the next report shows that a cumulative figure was: its own, less what
// came since, and less what it changed of the last month. It is nil where it shows nothing.
func (months *column) implied(c *column, now *edition, row string) *schema.Interval {
	for i := range c.editions {
		next := &c.editions[i]
		if next.report <= now.report || next.span.Year != now.span.Year || next.span.Last <= now.span.Last {
			continue
		}
		q := next.points[row]
		since := months.edition(next.report, series.Span{Year: now.span.Year, First: now.span.Last + 1, Last: next.span.Last})
		if q == nil || since == nil || since.points[row] == nil || !comparable(q, since.points[row]) || !comparable(q, now.points[row]) {
			return nil
		}
		out := q.Number.Interval().Sub(since.points[row].Number.Interval())
		month := series.Span{Year: now.span.Year, First: now.span.Last, Last: now.span.Last}
		then, again := months.edition(now.report, month), months.edition(next.report, month)
		if then != nil && again != nil && then.points[row] != nil && again.points[row] != nil {
			out = out.Add(then.points[row].Number.Interval()).Sub(again.points[row].Number.Interval())
		}
		return &out
	}
	return nil
}

// earlier finds what an edition continues: the same report's figures since, and the last
// report's from the start of the year up to there. A report that gives the shorter span
// itself is held against its own figures by V301.
func earlier(c, months *column, now *edition) (then, since *edition) {
	for i := len(months.editions) - 1; i >= 0; i-- {
		m := &months.editions[i]
		if m.report != now.report || m.span.Year != now.span.Year || m.span.Last != now.span.Last || m.span.First < 2 {
			continue
		}
		before := series.Span{Year: now.span.Year, First: 1, Last: m.span.First - 1}
		if c.edition(now.report, before) != nil {
			continue
		}
		e := c.before(now.report, before)
		if e == nil && before.Month() { // January is a month and the year so far
			e = months.before(now.report, before)
		}
		if e != nil && (then == nil || e.report > then.report) {
			then, since = e, m
		}
	}
	return then, since
}

// holds reports whether the figure can be the last one plus what came since, with the last
// month as it was given then or as it is given now.
func (l *leap) holds() bool {
	plain := l.then.Number.Interval().Add(l.since.Number.Interval())
	l.want = plain
	if meets(l.now, plain) {
		return true
	}
	if l.revisedFrom != nil && l.revisedTo != nil {
		l.want = plain.Add(l.revisedTo.Number.Interval()).Sub(l.revisedFrom.Number.Interval())
		return meets(l.now, l.want)
	}
	return false
}

// meets reports whether a figure lies in an interval, one unit of its last place aside: the
// parts may have been rounded once more than they show.
func meets(q *series.Point, want schema.Interval) bool {
	u := q.Number.Ulp()
	wide := schema.Interval{Lo: new(big.Rat).Sub(want.Lo, u), Hi: new(big.Rat).Add(want.Hi, u)}
	return q.Number.Interval().Meets(wide)
}

func (p *pass) leapFinding(l *leap) Finding {
	f := p.of(l.now)
	mid := new(big.Rat).Add(l.want.Lo, l.want.Hi)
	mid.Quo(mid, big.NewRat(2, 1))
	f.Computed = written(mid, l.now)
	f.Message = schema.Say("h101.message", "unit", f.Unit, "reported", f.Reported, "span", l.now.Span.String(), "computed", f.Computed,
		"then", text(l.then), "before", l.then.Span.String(), "last", p.name(l.then.Report), "since", text(l.since))
	f.Evidence = []Evidence{{at(l.then), "earlier-cumulative", text(l.then)}, {at(l.since), "this-period", text(l.since)}}
	if l.revisedTo != nil && l.revisedFrom != nil && l.revisedTo.Number.Value != l.revisedFrom.Number.Value {
		f.Message = schema.Say("h101.revised", "unit", f.Unit, "reported", f.Reported, "span", l.now.Span.String(), "computed", f.Computed,
			"then", text(l.then), "before", l.then.Span.String(), "last", p.name(l.then.Report), "since", text(l.since),
			"from", text(l.revisedFrom), "to", text(l.revisedTo), "month", l.revisedTo.Span.String())
		f.Evidence = append(f.Evidence, Evidence{at(l.revisedFrom), "then", text(l.revisedFrom)}, Evidence{at(l.revisedTo), "now", text(l.revisedTo)})
	}
	return f
}
