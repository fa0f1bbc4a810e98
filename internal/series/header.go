package series

import (
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/lang"
)

// reading is what a column's header says: what is measured, of what span, and against
// what.
type reading struct {
	subject  []string  // words of the indicator, spans and states aside
	spans    []Mention // spans of what is measured
	against  []Mention // spans of what it is measured against
	base     []string  // other words of what it is measured against
	compared bool
	current  bool // the period of the report, by words such as "this period"
	lastYear bool // the same period of the year before
	before   bool // the period before
	total    bool // from the start of the year, by words such as "cumulative"
	plan     bool
	carried  bool // what the period took over
	left     bool // what it leaves to the next
	status   string
	template string // the words with a sign for each span
}

// readColumn reads a header path from the top down. What stands after a word of comparison
// is what the column is measured against: the rest of that part of the path, or the parts
// below it where it ends with the word.
func readColumn(c *Column, pack *lang.Pack) reading {
	var r reading
	h := pack.History()
	unit := Words(c.Unit)
	against := false
	var all []string
	for _, part := range c.Path {
		w := Words(part)
		all = append(all, w...)
		all = append(all, "/")
		if against {
			r.readBase(w, pack)
			continue
		}
		cut, after := -1, 0
		for i := 0; i < len(w); i++ {
			if n := phrase(w, i, h.CarriedIn); n > 0 { // "carried over" compares nothing
				i += n - 1
			} else if n := phrase(w, i, h.Compared); n > 0 {
				cut, after = i, i+n
				break
			}
		}
		if cut < 0 {
			r.readSubject(w, unit, pack)
			continue
		}
		r.compared = true
		r.readSubject(w[:cut], unit, pack)
		base := slices.DeleteFunc(slices.Clone(w[after:]), func(x string) bool { return x == "%" || x == "-" })
		if len(base) == 0 {
			against = true
		} else {
			r.readBase(base, pack)
		}
	}
	r.inherit()
	r.template = template(all, pack)
	return r
}

// inherit gives a span without a year the year of another of the header.
func (r *reading) inherit() {
	year := 0
	for _, m := range r.spans {
		if m.Year != 0 {
			year = m.Year
		}
	}
	for i := range r.spans {
		if r.spans[i].Year == 0 {
			r.spans[i].Year = year
		}
	}
}

func (r *reading) readSubject(w, unit []string, pack *lang.Pack) {
	h := pack.History()
	if n := len(unit); n > 0 {
		for i := 0; i+n <= len(w); i++ {
			if slices.Equal(w[i:i+n], unit) {
				w = slices.Concat(w[:i], w[i+n:])
				break
			}
		}
	}
	spans := Mentions(w, pack)
	r.spans = append(r.spans, spans...)
	next := 0
	for i := 0; i < len(w); {
		if next < len(spans) && spans[next].From == i {
			i = spans[next].To
			next++
			continue
		}
		n := 1
		switch {
		case r.mark(w, i, h.CarriedIn, &r.carried, &n), r.mark(w, i, h.Unfinished, &r.left, &n):
			r.subject = append(r.subject, w[i:i+n]...)
		case r.mark(w, i, h.LastYear, &r.lastYear, &n), r.mark(w, i, h.This, &r.current, &n), r.mark(w, i, h.Before, &r.before, &n), r.mark(w, i, h.Cumulative, &r.total, &n), r.mark(w, i, h.Plan, &r.plan, &n):
		case phrase(w, i, h.Status) > 0:
			n = phrase(w, i, h.Status)
			r.status = strings.Join(w[i:i+n], " ")
		case phrase(w, i, h.Opening) > 0:
			n = phrase(w, i, h.Opening)
		case len(w[i]) == 1 && strings.Contains("/-.%", w[i]):
		case slices.Contains(pack.Table.YearWord, w[i]), slices.Contains(pack.Table.MonthWord, w[i]), slices.Contains(pack.Table.QuarterWrd, w[i]):
		default:
			r.subject = append(r.subject, w[i])
		}
		i += n
	}
}

// mark sets a flag when one of the phrases stands at a word.
func (r *reading) mark(w []string, i int, phrases []string, flag *bool, n *int) bool {
	k := phrase(w, i, phrases)
	if k == 0 {
		return false
	}
	*flag, *n = true, k
	return true
}

func (r *reading) readBase(w []string, pack *lang.Pack) {
	h := pack.History()
	spans := Mentions(w, pack)
	r.against = append(r.against, spans...)
	next := 0
	for i := 0; i < len(w); {
		if next < len(spans) && spans[next].From == i {
			i = spans[next].To
			next++
			continue
		}
		n := 1
		switch {
		case phrase(w, i, h.LastYear) > 0:
			n = phrase(w, i, h.LastYear)
			r.base = append(r.base, "y-1")
		case phrase(w, i, h.Before) > 0:
			n = phrase(w, i, h.Before)
			r.base = append(r.base, "before "+strings.Join(w[i:i+n], " "))
		case len(w[i]) == 1 && strings.Contains("/-.%", w[i]):
		default:
			r.base = append(r.base, w[i])
		}
		i += n
	}
}

// identity is the name of the indicator: the words of what is measured, whatever their
// order, and how what it is measured against lies to its span.
func (r *reading) identity(span Span) string {
	words := slices.Clone(r.subject)
	slices.Sort(words)
	id := strings.Join(slices.Compact(words), " ")
	if r.plan {
		id += " #plan"
	}
	if !r.compared {
		return id
	}
	base := slices.Clone(r.base)
	for _, m := range r.against {
		base = append(base, offset(span, m.Span))
	}
	if slices.Contains(base, "y-1") { // "the same period of 2007" names the year twice
		base = slices.DeleteFunc(base, func(s string) bool { return strings.HasPrefix(s, "y-") && s != "y-1" })
	}
	slices.Sort(base)
	return id + " : " + strings.Join(slices.Compact(base), " ")
}

// offset says how a span lies to another: so many years or months before it, or the
// December before.
func offset(of, base Span) string {
	switch {
	case base.Year == 0 && base.Last == of.Last, base.Year == of.Year-1 && base.Last == of.Last:
		return "y-1"
	case base.Year == 0 && base.Last == 12 && base.First == 12, base.Year == of.Year-1 && base.Last == 12 && base.First == 12:
		return "december"
	case base.Year == 0:
		return "m-" + strconv.Itoa((of.Last-base.Last+12)%12)
	case base.First == 1 && base.Last == 12:
		return "y-" + strconv.Itoa(of.Year-base.Year)
	case base.Last == of.Last:
		return "y-" + strconv.Itoa(of.Year-base.Year)
	}
	return "m-" + strconv.Itoa(of.Months()-base.Months())
}

// template is a text with a sign for each span that it names: headers of the same form
// have the same template through the years.
func template(w []string, pack *lang.Pack) string {
	var b strings.Builder
	spans := Mentions(w, pack)
	next := 0
	for i := 0; i < len(w); {
		b.WriteByte(' ')
		if next < len(spans) && spans[next].From == i {
			b.WriteString("@")
			i = spans[next].To
			next++
			continue
		}
		b.WriteString(w[i])
		i++
	}
	return b.String()
}

// Falls reports whether words name a mean, a rate or a difference, which from the start of
// the year on may fall as well as rise.
func Falls(r *Report, words string) bool {
	t := &lang.For(r.Lang).Table
	w := lang.Words(words)
	for _, list := range [][]string{t.Average, t.Ratio, t.Index, t.Difference, t.Per, t.Share} {
		for _, p := range list {
			f := lang.Words(p)
			for i := 0; len(f) > 0 && i+len(f) <= len(w); i++ {
				if slices.Equal(w[i:i+len(f)], f) {
					return true
				}
			}
		}
	}
	return false
}
