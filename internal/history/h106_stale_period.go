package history

import (
	"slices"

	"doisoat/internal/series"
	"doisoat/schema"
)

// stalePeriod finds headers and titles that name another period than their own history
// leads to expect: most often one left standing from the last report.
var stalePeriod = newCheck("H106", "stale-period", schema.Error, runStalePeriod)

const (
	seenBefore = 6 // reports of the same header that show how it moves with the period
	steady     = 8 // of ten reports in which it moves alike
)

// named is a span that a header names, in one report.
type named struct {
	placed int // index in Line.At
	report int
	span   series.Span
	at     Place
	text   string
	group  string
	k      int
}

// sibling names the headers of one form in one report, and the place of a span in them.
type sibling struct {
	placed int
	group  string
	k      int
}

func runStalePeriod(p *pass) {
	for _, line := range p.archive.Lines {
		forms := map[string][][]named{}
		var order []string
		siblings := map[sibling][]series.Span{}
		for i := range line.At {
			r := p.archive.Reports[line.At[i].Report]
			for _, h := range series.Headers(r, &line.At[i]) {
				var all []named
				for k, m := range h.Spans {
					all = append(all, named{i, line.At[i].Report, m, Place{line.At[i].Report, h.Table, -1, h.Col}, h.Text, h.Group, k})
					key := sibling{i, h.Group, k}
					siblings[key] = append(siblings[key], m)
					named := sibling{placed: i}
					siblings[named] = append(siblings[named], m)
				}
				if _, known := forms[h.Form]; !known {
					order = append(order, h.Form)
				}
				forms[h.Form] = append(forms[h.Form], all)
			}
		}
		for _, form := range order {
			all := forms[form]
			for k := range all[0] {
				var through []named
				for _, h := range all {
					through = append(through, h[k])
				}
				p.moves(through, siblings)
			}
		}
	}
}

// moves looks how a span of a header moves with the periods of the reports, and tells of
// those that do not move with the others.
func (p *pass) moves(through []named, siblings map[sibling][]series.Span) {
	if len(through) < seenBefore {
		return
	}
	for _, by := range []func(named) int{p.lag, p.yearLag} {
		counts := map[int]int{}
		usual, most := 0, 0
		for _, n := range through {
			if counts[by(n)]++; counts[by(n)] > most {
				usual, most = by(n), counts[by(n)]
			}
		}
		if most*10 < len(through)*steady {
			continue
		}
		p.passed(most)
		for i, n := range through {
			if by(n) == usual || p.fits(n, by, usual, siblings) {
				continue
			}
			p.stale(through, i, by(n)-usual, siblings)
		}
		return
	}
}

// fits reports whether a span that does not move as usual is right all the same: it is the
// report's own, or another header of the form has what is usual, so that the two stand in
// another order here.
func (p *pass) fits(n named, by func(named) int, usual int, siblings map[sibling][]series.Span) bool {
	if n.span.Months() == p.archive.Reports[n.report].Period.Months() {
		return true
	}
	for _, s := range siblings[sibling{n.placed, n.group, n.k}] {
		other := n
		other.span = s
		if by(other) == usual {
			return true
		}
	}
	return false
}

// lag is how many months the end of a span lies before the end of the report's period.
func (p *pass) lag(n named) int {
	return p.archive.Reports[n.report].Period.Months() - n.span.Months()
}

func (p *pass) yearLag(n named) int { return p.archive.Reports[n.report].Period.Year - n.span.Year }

// stale tells of one header. It is proved where it is what the last report had, or where
// the month fits and only the year does not.
func (p *pass) stale(through []named, i, off int, siblings map[sibling][]series.Span) {
	n := through[i]
	f := Finding{At: n.at, Severity: schema.Note, Reported: n.text, Indicator: n.text}
	period := p.archive.Reports[n.report].Period
	key := "h106.message"
	switch {
	case i > 0 && through[i-1].span == n.span && through[i-1].report != n.report && !p.tied(through[i-1].report, n.report):
		key = "h106.last"
		f.Severity, f.Cause = schema.Error, "stale-period"
		f.Evidence = []Evidence{{through[i-1].at, "then", through[i-1].text}}
	case off%12 == 0 && !slices.Contains(siblings[sibling{placed: n.placed}], n.span.Back(-off/12)):
		key = "h106.year"
		f.Severity, f.Cause = schema.Error, "stale-period"
	}
	f.Message = schema.Say(key, "text", n.text, "named", n.span.String(), "period", period.String())
	p.found(f)
}

// tied reports whether two reports are of one period.
func (p *pass) tied(a, b int) bool {
	return p.archive.Reports[a].Period.Months() == p.archive.Reports[b].Period.Months()
}
