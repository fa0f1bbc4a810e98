package pdf

import (
	"cmp"
	"math"
	"slices"
	"unicode"

	"doisoat/internal/read/lines"
)

// blankChar is a blank between two words.
var blankChar = lines.Char{R: ' '}

// line is text on one baseline without a wide gap in it.
type line struct {
	text []lines.Char // with its blanks; only R, Bold and Raised are set
	from []float64    // left edge of each character of text
	box  rect
	base float64
	size float64 // of most of its characters
	page int
}

// Lengths as shares of the size of the type.
const (
	sameBase  = 0.25 // baselines that differ by less are one
	wideGap   = 2.0  // a gap that sets two pieces of text apart
	blank     = 0.12 // a gap, beyond the usual one, that stands for a blank that the file does not have
	smallType = 0.85 // of the size beside it: raised marks are no larger
)

// baselines groups characters by baseline, from the top down. Smaller type set above
// or below a line it touches, as marks are, joins it; raised digits are flagged.
func baselines(chars []char) [][]placedChar {
	sorted := make([]placedChar, len(chars))
	for i, c := range chars {
		sorted[i] = placedChar{char: c}
	}
	slices.SortStableFunc(sorted, func(a, b placedChar) int { return cmp.Compare(a.base, b.base) })
	var groups []group
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j].base-sorted[j-1].base <= sameBase*min(sorted[j].size, sorted[j-1].size) && sorted[j].base-sorted[i].base <= 2*sameBase*sorted[i].size {
			j++
		}
		groups = append(groups, newGroup(sorted[i:j:j]))
		i = j
	}
	for i := range groups {
		for _, j := range []int{i + 1, i - 1, i + 2, i - 2} {
			if j >= 0 && j < len(groups) && groups[j].size*smallType >= groups[i].size {
				groups[j].take(&groups[i])
			}
		}
	}
	var out [][]placedChar
	for _, g := range groups {
		if len(g.chars) > 0 {
			out = append(out, g.chars)
		}
	}
	return out
}

// placedChar is a character that may be raised above its line.
type placedChar struct {
	char
	raised bool
}

// group is the characters of one baseline.
type group struct {
	chars []placedChar
	base  float64
	size  float64 // the size of most characters
}

func newGroup(chars []placedChar) group {
	slices.SortStableFunc(chars, func(a, b placedChar) int { return cmp.Compare(a.box.x0, b.box.x0) })
	g := group{chars: chars, size: usual(chars)}
	var sum float64
	for _, c := range chars {
		sum += c.base
	}
	g.base = sum / float64(len(chars))
	return g
}

// usual is the size that most characters have.
func usual(chars []placedChar) float64 {
	count, best, size := map[float64]int{}, 0, 0.0
	for _, c := range chars {
		k := math.Round(c.size*4) / 4
		count[k]++
		if n := count[k]; n > best || n == best && k > size {
			best, size = n, k
		}
	}
	return max(size, 0.25)
}

// take moves the characters of a group of smaller type over that touch a character of
// this one.
func (g *group) take(small *group) {
	up := g.base - small.base // positive when the small type stands higher
	if up > 0.8*g.size || up < -0.4*g.size {
		return
	}
	var rest []placedChar
	n := len(g.chars)
	for _, c := range small.chars {
		if touches(g.chars, c, 0.35*g.size) {
			c.raised = up > 0.12*g.size
			g.chars = append(g.chars, c)
		} else {
			rest = append(rest, c)
		}
	}
	if len(g.chars) > n {
		slices.SortStableFunc(g.chars, func(a, b placedChar) int { return cmp.Compare(a.box.x0, b.box.x0) })
		small.chars = rest
	}
}

// touches reports whether a character stands within gap of one of chars, which are
// sorted from left to right or were added last.
func touches(chars []placedChar, c placedChar, gap float64) bool {
	for i := range chars {
		if b := chars[i].box; c.box.x0-b.x1 <= gap && b.x0-c.box.x1 <= gap && !unicode.IsSpace(chars[i].r) {
			return true
		}
	}
	return false
}

// cut makes lines of one baseline's characters, cut at gaps wider than wide times the
// size of the type.
func cut(chars []placedChar, wide float64, page int) []line {
	var out []line
	size := usual(chars)
	between := usualGap(chars)
	var l line
	end, wasSpace := 0.0, true
	flush := func() {
		l.trim()
		if len(l.text) > 0 {
			out = append(out, l)
		}
		l, wasSpace = line{}, true
	}
	for i, c := range chars {
		if c.r == ' ' {
			wasSpace = true
			continue
		}
		if i > 0 && twice(chars[:i], c) {
			continue
		}
		mark := unicode.Is(unicode.Mn, c.r)
		if len(l.text) > 0 && !mark {
			gap := c.box.x0 - end
			if gap > wide*size {
				flush()
			} else if wasSpace || gap > blank*size+between {
				l.text = append(l.text, blankChar)
				l.from = append(l.from, end)
			}
		}
		if len(l.text) == 0 {
			l = line{box: c.box, base: c.base, size: size, page: page}
			end = c.box.x1
		}
		wasSpace = false
		l.text = append(l.text, lines.Char{R: c.r, Bold: c.bold, Raised: c.raised})
		l.from = append(l.from, c.box.x0)
		l.box = rect{min(l.box.x0, c.box.x0), min(l.box.y0, c.box.y0), max(l.box.x1, c.box.x1), max(l.box.y1, c.box.y1)}
		if !c.raised {
			l.base = c.base
		}
		end = max(end, c.box.x1)
	}
	flush()
	return out
}

// usualGap is the distance between the characters of letterspaced text, 0 for other.
func usualGap(chars []placedChar) float64 {
	var gaps []float64
	for i := 1; i < len(chars); i++ {
		if gap := chars[i].box.x0 - chars[i-1].box.x1; chars[i].r != ' ' && chars[i-1].r != ' ' && gap < chars[i].size {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) < 4 {
		return 0
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], 0)
}

// twice reports a character drawn a second time over itself to look bold.
func twice(before []placedChar, c placedChar) bool {
	for i := len(before) - 1; i >= 0 && i >= len(before)-3; i-- {
		b := before[i]
		if b.r == c.r && math.Abs(b.box.x0-c.box.x0) < 0.12*c.size && math.Abs(b.base-c.base) < 0.12*c.size {
			return true
		}
	}
	return false
}

func (l *line) trim() {
	for n := len(l.text); n > 0 && l.text[n-1].R == ' '; n-- {
		l.text, l.from = l.text[:n-1], l.from[:n-1]
	}
}

// first is the width of the first word.
func (l *line) first() float64 {
	for i := range l.text {
		if l.text[i].R == ' ' {
			return l.from[i] - l.box.x0
		}
	}
	return l.box.x1 - l.box.x0
}

// letter is the width of the first character.
func (l *line) letter() float64 {
	if len(l.from) > 1 {
		return l.from[1] - l.box.x0
	}
	return l.box.x1 - l.box.x0
}

// bold reports whether all letters of the line are bold.
func (l *line) bold() bool {
	letters := false
	for _, c := range l.text {
		if unicode.IsLetter(c.R) {
			if !c.Bold {
				return false
			}
			letters = true
		}
	}
	return letters
}

func (l *line) string() string { return lines.String(l.text) }
