package render

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// ellipsis stands for words of an excerpt that do not fit.
const ellipsis = "…"

// glyph is one character as a reader counts them: a letter with its marks.
type glyph struct {
	text  string
	width int // columns on a terminal
}

// glyphs splits a text into what a terminal shows.
func glyphs(text string) []glyph {
	var out []glyph
	for g := displaywidth.StringGraphemes(text); g.Next(); {
		out = append(out, glyph{clean(g.Value()), g.Width()})
	}
	return out
}

// window cuts a text down to a number of columns around the words text[start:end].
// It returns the line, and the column and the width of the words in it. Words that
// do not fit lose their tail.
func window(text string, start, end, columns int) (line string, column, width int) {
	before, words, after := glyphs(text[:start]), glyphs(text[start:end]), glyphs(text[end:])
	room := columns - widthOf(words)
	if room < 0 {
		keep, _ := take(words, columns-1, false)
		words = append(append([]glyph{}, words[:keep]...), glyph{ellipsis, 1})
		after, room = nil, columns-widthOf(words)
	}
	// Each side may use half of the room, and what the other side leaves over.
	left, right := widthOf(before), widthOf(after)
	leftRoom := min(left, max(room/2, room-right))
	before = cutSide(before, leftRoom, true)
	after = cutSide(after, room-leftRoom, false)
	var b strings.Builder
	for _, side := range [][]glyph{before, words, after} {
		for _, g := range side {
			b.WriteString(g.text)
		}
	}
	return b.String(), widthOf(before), widthOf(words)
}

// cutSide shortens the text beside the words to a number of columns, at a space when
// there is one near, and puts an ellipsis at its far end.
func cutSide(side []glyph, columns int, fromEnd bool) []glyph {
	if widthOf(side) <= columns {
		return side
	}
	keep, space := take(side, columns-1, fromEnd)
	if space > 0 {
		keep = space
	}
	mark := []glyph{{ellipsis, 1}}
	if columns < 1 {
		return nil
	}
	if fromEnd {
		return append(mark, side[len(side)-keep:]...)
	}
	return append(append([]glyph{}, side[:keep]...), mark...)
}

// take counts how many glyphs fit into a number of columns, from the start or from
// the end, and at which count a space lets the cut fall between words.
func take(side []glyph, columns int, fromEnd bool) (keep, space int) {
	for used := 0; keep < len(side); keep++ {
		g := side[keep]
		if fromEnd {
			g = side[len(side)-1-keep]
		}
		if used+g.width > columns {
			break
		}
		used += g.width
		if g.text == " " {
			space = keep + 1
		}
	}
	return keep, space
}

func widthOf(side []glyph) int {
	n := 0
	for _, g := range side {
		n += g.width
	}
	return n
}
