package history

import (
	"math/big"
	"strings"

	"doisoat/internal/series"
	"doisoat/schema"
)

// unchainedIndex finds indices against a fixed time that are not those of the last month
// times the index against it.
var unchainedIndex = newCheck("H109", "unchained-index", schema.Error, runUnchainedIndex)

func runUnchainedIndex(p *pass) {
	var open []unchained
	anew := map[[2]int]bool{} // line and report of which a whole column was put on a new base
	for _, c := range p.facts.columns {
		what, base, compared := strings.Cut(c.indicator, " : ")
		if !compared || c.class != series.Monthly || !fixedBase(base) {
			continue
		}
		step := p.facts.by[columnKey{c.line, what + " : m-1", series.Monthly}]
		if step == nil {
			continue
		}
		for i := range c.editions {
			now := &c.editions[i]
			then := c.before(now.report, series.Span{Year: now.span.Year, First: now.span.Last - 1, Last: now.span.Last - 1})
			since := step.edition(now.report, now.span)
			if now.span.Month() && now.span.Last > 1 && then != nil && since != nil {
				broken, whole := p.chain(c, step, now, then, since)
				open = append(open, broken...)
				anew[[2]int{c.line, now.report}] = anew[[2]int{c.line, now.report}] || whole
			}
		}
	}
	for _, u := range open {
		// New weights break the chain; and what goes on from a slip is none itself.
		if anew[[2]int{u.line, u.f.At.Report}] || p.told[u.f.Evidence[0].At] {
			u.f.Severity = schema.Warning
		}
		p.found(u.f)
	}
}

// unchained is a finding, and the line of its table.
type unchained struct {
	line int
	f    Finding
}

// fixedBase reports whether what an index is against does not move with the months.
func fixedBase(base string) bool {
	for _, w := range strings.Fields(base) {
		if strings.HasPrefix(w, "m-") || strings.HasPrefix(w, "y-") || w == "before" {
			return false
		}
	}
	return base != ""
}

// chain holds one edition against the last. Where most of it breaks the chain, the whole was
// put on a new base, and nothing is found.
func (p *pass) chain(c, step *column, now, then, since *edition) (found []unchained, whole bool) {
	kept := 0
	var broken []string
	want := map[string]schema.Interval{}
	for _, row := range now.rows() {
		a, b, s := then.points[row], now.points[row], since.points[row]
		if a == nil || s == nil || !isIndex(a) || !isIndex(b) || !isIndex(s) {
			continue
		}
		want[row] = a.Number.Interval().Mul(s.Number.Interval()).Scale(big.NewRat(1, 100))
		if b.Number.Interval().Meets(want[row]) {
			kept++
		} else {
			broken = append(broken, row)
		}
	}
	p.passed(kept)
	if kept < enough || len(broken)*mostOf > kept+len(broken) {
		p.undecided(len(broken))
		return nil, len(broken) >= enough && len(broken) > kept
	}
	for _, row := range broken {
		a, b, s := then.points[row], now.points[row], since.points[row]
		f := p.of(b)
		mid := new(big.Rat).Mul(value(a), value(s))
		f.Computed = written(mid.Mul(mid, big.NewRat(1, 100)), b)
		if meets(b, want[row]) { // one unit of the last place: the parts may be rounded twice
			p.undecided(1)
			continue
		}
		if next := p.link(c, step, now, row); next != nil && b.Number.Interval().Meets(*next) {
			f.Severity = schema.Warning // the next report goes on from it
		}
		f.Message = schema.Say("h109.message", "unit", f.Unit, "reported", f.Reported, "span", now.span.String(), "then", a.Raw, "before", then.span.String(), "last", p.name(then.report), "since", s.Raw, "computed", f.Computed)
		f.Evidence = []Evidence{{at(a), "then", a.Raw}, {at(s), "this-period", s.Raw}}
		found = append(found, unchained{c.line, f})
	}
	return found, false
}

// link is what the next report shows that an index was: its own over its step.
func (p *pass) link(c, step *column, now *edition, row string) *schema.Interval {
	span := series.Span{Year: now.span.Year, First: now.span.Last + 1, Last: now.span.Last + 1}
	for i := range c.editions {
		next := &c.editions[i]
		if next.report <= now.report || next.span != span {
			continue
		}
		s := step.edition(next.report, span)
		if s == nil || s.points[row] == nil || next.points[row] == nil {
			return nil
		}
		q, ok := next.points[row].Number.Interval().Div(s.points[row].Number.Interval())
		if !ok {
			return nil
		}
		q = q.Scale(big.NewRat(100, 1))
		return &q
	}
	return nil
}

// isIndex reports whether a figure can be an index around 100, not a change in percent.
func isIndex(q *series.Point) bool {
	v := value(q)
	return v.Cmp(big.NewRat(20, 1)) > 0 && v.Cmp(big.NewRat(1000, 1)) < 0
}
