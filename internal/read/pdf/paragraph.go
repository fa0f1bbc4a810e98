package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// paragraph is lines that run on.
type paragraph struct {
	lines  []line
	x0, x1 float64 // of the column that it stands in
}

// spacing is the distance from line to line within the paragraphs of a run of lines, as
// a multiple of the size of the type; 0 when no line shows it.
func spacing(ls []line, x1 float64) float64 {
	var seen []float64
	for i := 1; i < len(ls); i++ {
		a, b := &ls[i-1], &ls[i]
		if d := (b.base - a.base) / a.size; a.page == b.page && d > 0 && d < 3 && full(a, b, x1) && !marked(b) && a.bold() == b.bold() {
			seen = append(seen, d)
		}
	}
	if len(seen) == 0 {
		return 0
	}
	slices.Sort(seen)
	return seen[len(seen)/4]
}

// paragraphs parts the lines of one column, from the top down, into paragraphs.
func paragraphs(ls []line, x0, x1, spacing float64) []paragraph {
	var out []paragraph
	for _, l := range ls {
		if n := len(out); n > 0 && runsOn(&out[n-1], &l, spacing) {
			out[n-1].lines = append(out[n-1].lines, l)
			continue
		}
		out = append(out, paragraph{lines: []line{l}, x0: x0, x1: x1})
	}
	return out
}

// full reports whether the first word of the next line would not have fitted on this.
func full(a, b *line, x1 float64) bool {
	return a.box.x1+0.2*a.size+b.first() > x1-slack
}

// loose is how much more than the usual distance from line to line parts paragraphs.
const loose = 1.18

// runsOn reports whether a line goes on with a paragraph of the same page.
func runsOn(p *paragraph, l *line, spacing float64) bool {
	last := &p.lines[len(p.lines)-1]
	d := (l.base - last.base) / last.size
	if spacing == 0 {
		spacing = 1.8 / loose
	}
	return d > 0 && d <= spacing*loose && continues(p, l)
}

// continues reports whether a line goes on with a paragraph, whatever the distance.
func continues(p *paragraph, l *line) bool {
	last := &p.lines[len(p.lines)-1]
	if !full(last, l, p.x1) || math.Abs(last.size-l.size) > 0.1*last.size {
		return false
	}
	if raisedStart(l) > 0 || last.bold() != l.bold() && p.bold() != l.bold() {
		return false
	}
	if marked(l) && (bullet(l) || ends(last) || l.box.x0 > last.box.x0+0.5*l.size) {
		return false
	}
	if n := len(p.lines); n > 1 { // the second line shows where the others begin
		return math.Abs(l.box.x0-p.lines[1].box.x0) <= 0.8*l.size
	}
	if in := l.box.x0 - last.box.x0; in > 0.8*l.size { // hangs under a marker only
		return marked(last) && in < 4*l.size
	}
	return true
}

// bold reports whether the whole paragraph is bold.
func (p *paragraph) bold() bool {
	for i := range p.lines {
		if !p.lines[i].bold() {
			return false
		}
	}
	return true
}

// marked reports whether a line begins with a literal marker.
func marked(l *line) bool {
	b := schema.Block{Text: l.string()}
	input.Mark(&b)
	return b.Body > 0
}

// bullet reports whether the marker of a line is none that text can begin with.
func bullet(l *line) bool {
	return len(l.text) > 0 && strings.ContainsRune("-+*•–—·", l.text[0].R)
}

// ends reports whether a line ends a sentence or a clause.
func ends(l *line) bool {
	return len(l.text) > 0 && strings.ContainsRune(".;:!?", l.text[len(l.text)-1].R)
}

// raisedStart is the number of raised digits that begin a line, 0 when nothing follows.
func raisedStart(l *line) int {
	n := 0
	for n < len(l.text) && l.text[n].Raised && l.text[n].R >= '0' && l.text[n].R <= '9' {
		n++
	}
	if n == len(l.text) {
		return 0
	}
	return n
}

// follows reports whether a paragraph at the head of a page goes on with the one that
// ended the page before.
func (p *paragraph) follows(before *paragraph) bool {
	l, last := &p.lines[0], &before.lines[len(before.lines)-1]
	if !continues(before, l) {
		return false
	}
	first, _ := firstLetter(l)
	return !ends(last) || unicode.IsLower(first)
}

func firstLetter(l *line) (rune, bool) {
	for _, c := range l.text {
		if unicode.IsLetter(c.R) {
			return c.R, true
		}
	}
	return 0, false
}

// block makes a block of a paragraph.
func (p *paragraph) block() schema.Block {
	var chars []lines.Char
	for i := range p.lines {
		if i > 0 {
			chars = joined(chars, p.lines[i].text)
		} else {
			chars = append(chars, p.lines[i].text...)
		}
	}
	b := schema.Block{Kind: schema.Paragraph, Page: p.lines[0].page}
	lines.Fill(&b, chars)
	b.Source = nil // a PDF has pages, not lines
	if n := raisedStart(&p.lines[0]); n > 0 {
		b.Kind, b.Marker = schema.Footnote, lines.String(chars[:n])
		b.Body = len(b.Text) - len(strings.TrimLeft(b.Text[n:], " "))
	}
	input.Mark(&b)
	return b
}

// joined adds a line to the characters of a paragraph. A hyphen at the end of a line
// holds its word together; one that parts two runs of small letters of an unaccented
// word was set by the typesetter and goes.
func joined(a, b []lines.Char) []lines.Char {
	n := len(a)
	if n > 1 && a[n-1].R == '-' && a[n-2].R != ' ' {
		if syllabified(a[:n-1], b) {
			a = a[:n-1]
		}
		return append(a, b...)
	}
	if n > 0 && a[n-1].R == '/' && n > 1 && a[n-2].R != ' ' {
		return append(a, b...)
	}
	return append(append(a, lines.Char{R: ' ', Bold: n > 0 && a[n-1].Bold}), b...)
}

// syllabified reports whether two pieces are a long word of unaccented letters that was
// cut at the end of a line, which no Vietnamese syllable is.
func syllabified(a, b []lines.Char) bool {
	n := 0
	small := func(r rune) bool { return r >= 'a' && r <= 'z' }
	for i := len(a) - 1; i >= 0 && small(a[i].R); i-- {
		n++
	}
	m := 0
	for m < len(b) && small(b[m].R) {
		m++
	}
	return n >= 2 && m >= 2 && n+m > 7
}
