package pdf

import (
	"math"
	"strings"
	"unicode"
)

// A sheet that is wider than the paper is printed on pages that lie side by side: the
// first have the names of the rows, the others only figures, each on the baseline of its
// row. Such pages are put together again before anything is read from them.

// Bounds of what proves that two pages lie side by side.
const (
	leastAbreast = 4    // rows of figures
	rowPlay      = 1.5  // points by which baselines of one row may differ
	mostBare     = 0.9  // share of the rows of figures without names that stand at a row
	named        = 0.6  // share of them that stand at a name, and of names that have figures
	abreastGap   = 24.0 // points set between pages whose columns no rule bounds
)

// ledger is the rows of a page, as far as they tell whether it is a page of a wide sheet.
type ledger struct {
	page    *page
	rows    []baseline
	entries int       // rows with words and figures
	figures []float64 // baselines with figures and no words
}

// baseline is where a row of type stands, and whether it has words.
type baseline struct {
	y     float64
	words bool
}

func newLedger(p *page) *ledger {
	l := &ledger{page: p}
	for _, b := range baselines(standing(p.chars)) {
		words, figures := false, false
		for _, piece := range cut(b, cellGap, p.number) {
			s := piece.string()
			words = words || letters(s) >= 2
			figures = figures || isFigure(s)
		}
		base := b[0].base
		l.rows = append(l.rows, baseline{base, words})
		switch {
		case words && figures:
			l.entries++
		case figures:
			l.figures = append(l.figures, base)
		}
	}
	return l
}

// standing gives the characters that stand upright.
func standing(chars []char) []char {
	var out []char
	for _, c := range chars {
		if c.turn == 0 {
			out = append(out, c)
		}
	}
	return out
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// bare reports a page of figures without the names of their rows.
func (l *ledger) bare() bool {
	return len(l.figures) >= leastAbreast && float64(len(l.figures)) >= mostBare*float64(len(l.figures)+l.entries)
}

// beside reports whether the bare page q lies on the right of this one: its figures
// stand at the names of this page, and most names that may have figures get some.
func (l *ledger) beside(q *ledger) bool {
	if l.bare() || math.Abs(l.page.box.x1-l.page.box.x0-q.page.box.x1+q.page.box.x0) > 1 {
		return false
	}
	met, atNames := 0, 0
	i := 0
	for _, y := range q.figures {
		for i < len(l.rows) && l.rows[i].y < y-rowPlay {
			i++
		}
		if i < len(l.rows) && l.rows[i].y <= y+rowPlay {
			met++
			if l.rows[i].words {
				atNames++
			}
		}
	}
	return atNames >= leastAbreast && float64(met) >= mostBare*float64(len(q.figures)) &&
		float64(atNames) >= named*float64(len(q.figures)) && float64(met) >= named*float64(l.entries)
}

// abreast puts the pages together that lie side by side. They are printed row by row of
// pages, or one column of pages after the other; then as many bare pages, or a multiple
// of them, follow as there are pages with names.
func abreast(pages []*page) []*page {
	all := make([]*ledger, len(pages))
	for i, p := range pages {
		all[i] = newLedger(p)
	}
	var out []*page
	for i := 0; i < len(all); {
		run := 0
		for i+run < len(all) && all[i+run].bare() {
			run++
		}
		n := run
		for n > 0 && !(run%n == 0 && n <= len(out) && abreastOf(all[:i], all[i:i+run], n)) {
			n--
		}
		if n == 0 {
			out = append(out, pages[i:i+max(run, 1)]...)
			i += max(run, 1)
			continue
		}
		at := len(out) - n
		for j := range run {
			out[at+j%n] = out[at+j%n].append(pages[i+j])
		}
		i += run
	}
	return out
}

// abreastOf reports whether bare pages lie beside the last n pages before them.
func abreastOf(before, run []*ledger, n int) bool {
	if n > len(before) {
		return false
	}
	before = before[len(before)-n:]
	for j, q := range run {
		if !before[j%n].beside(q) {
			return false
		}
	}
	return true
}

// append makes one page of this one and of q on its right, which meet where the
// outermost rules stand. What is cut by the edge between them stands on both pages.
func (p *page) append(q *page) *page {
	right, rightRuled := p.side(true)
	left, leftRuled := q.side(false)
	ruled := rightRuled && leftRuled
	shift := right - left
	if !ruled {
		shift += abreastGap
	}
	out := &page{number: p.number, box: p.box, image: p.image || q.image}
	for _, c := range p.chars {
		if !ruled || (c.box.x0+c.box.x1)/2 <= right {
			out.chars = append(out.chars, c)
		}
	}
	margin := p.margin(q)
	for _, c := range q.chars {
		if ruled && (c.box.x0+c.box.x1)/2 < left || margin[c.base] {
			continue
		}
		c.box.x0 += shift
		c.box.x1 += shift
		out.chars = append(out.chars, c)
	}
	out.rules = append(out.rules, p.rules...)
	for _, r := range q.rules {
		if r.down {
			r.at += shift
		} else {
			r.from, r.to = r.from+shift, r.to+shift
		}
		out.rules = append(out.rules, r)
	}
	out.rules = join(out.rules)
	out.box.x1 = max(p.box.x1, q.box.x1+shift)
	return out
}

// side is where the content of a page ends on the right or the left: at its outermost
// rule, if there are any.
func (p *page) side(right bool) (at float64, ruled bool) {
	first := true
	take := func(x0, x1 float64) {
		switch {
		case right && (first || x1 > at):
			at = x1
		case !right && (first || x0 < at):
			at = x0
		}
		first = false
	}
	for _, r := range p.rules {
		if r.down {
			take(r.at, r.at)
		} else {
			take(r.from, r.to)
		}
	}
	if !first {
		return at, true
	}
	for _, c := range p.chars {
		take(c.box.x0, c.box.x1)
	}
	return at, false
}

// margin finds the baselines of q that head or foot every page: the same words, digits
// apart, at the same place.
func (p *page) margin(q *page) map[float64]bool {
	type place struct{ x, y int }
	mine := map[place]string{}
	each := func(p *page, do func(at place, s string, chars []placedChar)) {
		for _, b := range baselines(standing(p.chars)) {
			var s strings.Builder
			for _, c := range b {
				if c.r != ' ' {
					s.WriteRune(c.r)
				}
			}
			do(place{int(math.Round(b[0].box.x0 / 4)), int(math.Round(b[0].base / 2))}, pattern(s.String()), b)
		}
	}
	each(p, func(at place, s string, _ []placedChar) { mine[at] = s })
	out := map[float64]bool{}
	each(q, func(at place, s string, chars []placedChar) {
		if s != "" && mine[at] == s {
			for _, c := range chars {
				out[c.base] = true
			}
		}
	})
	return out
}
