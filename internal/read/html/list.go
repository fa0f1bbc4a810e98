package html

import (
	"strings"

	"doisoat/internal/read/input"
)

// list is an open list.
type list struct {
	format string // as input.Numeral names it; "" for bullets, "none" for no mark
	next   int
	step   int
	level  int // 0 for the outermost
}

// listItem is an open list item.
type listItem struct {
	marker string
	bullet bool
	level  int
	used   bool // the marker stands at a paragraph
}

// bulletMark is the mark of an unnumbered item, as the other readers tell it.
const bulletMark = "•"

func (r *reader) newList(name string, a attributes) *list {
	l := &list{next: a.number("start", -1<<20, 1<<20, 1), step: 1}
	for i := len(r.stack) - 1; i >= 0 && !strings.Contains(cellFence, " "+r.stack[i].name+" "); i-- {
		if r.stack[i].list != nil {
			l.level++
		}
	}
	c, _ := declarations(a["style"])
	style := r.sheet.of(name, a["class"], a["id"]).under(c).list
	if name == "ol" {
		l.format = "decimal"
		if _, ok := a["reversed"]; ok {
			l.step = -1
		}
		switch a["type"] {
		case "a":
			l.format = "lowerLetter"
		case "A":
			l.format = "upperLetter"
		case "i":
			l.format = "lowerRoman"
		case "I":
			l.format = "upperRoman"
		}
	}
	switch style {
	case "none", "decimal":
		l.format = style
	case "lower-alpha", "lower-latin":
		l.format = "lowerLetter"
	case "upper-alpha", "upper-latin":
		l.format = "upperLetter"
	case "lower-roman":
		l.format = "lowerRoman"
	case "upper-roman":
		l.format = "upperRoman"
	case "disc", "circle", "square":
		l.format = ""
	}
	return l
}

// newItem counts an item of the innermost list.
func (r *reader) newItem(a attributes) *listItem {
	it := &listItem{marker: bulletMark, bullet: true}
	i := r.open(cellFence, "ol", "ul", "dir", "menu")
	if i < 0 {
		return it
	}
	l := r.stack[i].list
	it.level = l.level
	if l.format == "" {
		return it
	}
	it.bullet = false
	n := a.number("value", -1<<20, 1<<20, l.next)
	l.next = n + l.step
	it.marker = ""
	if l.format != "none" {
		it.marker = input.Numeral(n, l.format) + "."
	}
	return it
}

// item finds the open list item whose marker waits for a paragraph.
func (r *reader) item() *listItem {
	if i := r.open(cellFence, "li"); i >= 0 && r.stack[i].item != nil && !r.stack[i].item.used {
		return r.stack[i].item
	}
	return nil
}

// leaveItem keeps the number of an item without text, which is all that the running
// number of a table's row may be.
func (r *reader) leaveItem(it *listItem) {
	if !it.used && !it.bullet && it.marker != "" {
		r.flow.items = append(r.flow.items, item{cell: strings.TrimRight(it.marker, ".)")})
	}
}

// note is the footnote whose text is being read, nil for none.
func (r *reader) note() *note {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].note != nil {
			return r.stack[i].note
		}
	}
	return nil
}

// digitsOnly reports whether s is digits and nothing else.
func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isNote, isNoteSymbol and isNoteReference know the names that word processors give
// to the text of a note, to the mark in front of it, and to the mark in the text that
// refers to it: LibreOffice, Word, Pandoc.
func isNote(id string) bool {
	for _, p := range []string{"sdfootnote", "sdendnote", "ftn", "edn", "fn"} {
		if n, ok := strings.CutPrefix(id, p); ok && digitsOnly(n) {
			return true
		}
	}
	return false
}

func isNoteSymbol(name string) bool {
	s, lo := strings.CutSuffix(name, "sym")
	w, word := strings.CutPrefix(name, "_")
	return lo && isNote(s) || word && isNote(w)
}

func isNoteReference(name string) bool {
	if s, ok := strings.CutSuffix(name, "anc"); ok {
		return isNote(s)
	}
	for _, p := range []string{"_ftnref", "_ednref", "fnref"} {
		if n, ok := strings.CutPrefix(name, p); ok && digitsOnly(n) {
			return true
		}
	}
	return false
}
