package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// element is an open element.
type element struct {
	name  string
	look  look
	outer *flow  // of a cell: the flow that goes on after it
	table *table // of a table, a row or a cell: its table
	list  *list
	item  *listItem
	note  *note
	sheet bool // the anchor of a sheet of a workbook
}

// note is the text of a footnote or endnote.
type note struct{ mark string }

// attributes are those that matter here.
type attributes map[string]string

// wanted are the attributes that are kept.
const wanted = " style class id name href hidden colspan rowspan start value type reversed sdval sdnum x:num "

func readAttributes(z *html.Tokenizer) attributes {
	a := attributes{}
	for more := true; more; {
		var k, v []byte
		k, v, more = z.TagAttr()
		key := string(k)
		if _, twice := a[key]; !twice && key != "" && strings.Contains(wanted, " "+key+" ") {
			a[key] = string(v)
		}
	}
	return a
}

// number reads a whole number between low and high, or gives without.
func (a attributes) number(name string, low, high, without int) int {
	n, err := strconv.Atoi(strings.TrimSpace(a[name]))
	if err != nil || n < low || n > high {
		return without
	}
	return n
}

// kind is what an element does to the text around it.
type kind uint8

const (
	inlineElement kind = iota
	void               // has no content
	breaks             // begins and ends a paragraph
	muted              // its text is no part of the page
	inHead             // may stand in the head
)

func kindOf(name string) kind {
	switch name {
	case "meta", "link", "base":
		return inHead
	case "br", "hr", "img", "input", "col", "area", "embed", "source", "track", "wbr", "param", "basefont", "frame", "keygen":
		return void
	case "script", "style", "title", "noscript", "template":
		return muted
	case "head", "iframe", "noframes", "noembed", "object", "select", "svg", "audio", "video", "canvas", "textarea", "rt", "rp", "datalist":
		return muted
	case "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dir", "menu", "li", "dl", "dt", "dd",
		"blockquote", "pre", "listing", "xmp", "plaintext", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
		"center", "address", "article", "section", "header", "footer", "main", "aside", "nav", "figure", "figcaption",
		"form", "fieldset", "legend", "details", "summary", "hgroup", "optgroup", "option", "multicol":
		return breaks
	}
	return inlineElement
}

// tabular reports an element of a table in which no text may stand.
func (e *element) tabular() bool {
	switch e.name {
	case "table", "thead", "tbody", "tfoot", "tr", "colgroup":
		return true
	}
	return false
}

// look is that of the innermost element.
func (r *reader) look() look {
	if n := len(r.stack); n > 0 {
		return r.stack[n-1].look
	}
	return look{}
}

// open finds the innermost open element of one of the names, no farther out than the
// first element of the fence; -1 when there is none.
func (r *reader) open(fence string, names ...string) int {
	for i := len(r.stack) - 1; i >= 0; i-- {
		for _, n := range names {
			if r.stack[i].name == n {
				return i
			}
		}
		if strings.Contains(fence, " "+r.stack[i].name+" ") {
			return -1
		}
	}
	return -1
}

// Fences: how far out an element that ends others by itself looks for them (HTML
// standard, 13.2.4.2, scopes).
const (
	cellFence  = " td th caption table "
	itemFence  = cellFence + "ol ul dir menu "
	tableFence = " table "
)

// closeTo ends the elements from index i of the stack on, innermost first.
func (r *reader) closeTo(i int) {
	for len(r.stack) > i {
		n := len(r.stack) - 1
		r.leave(&r.stack[n])
		r.stack = r.stack[:n]
	}
}

// closeBlock ends an element that holds paragraphs; bold type that was left open
// within it goes on after it.
func (r *reader) closeBlock(i int) {
	bold := ""
	for _, e := range r.stack[i+1:] {
		if (e.name == "b" || e.name == "strong") && !e.look.hidden {
			bold = e.name
		}
	}
	name := r.stack[i].name
	r.closeTo(i)
	if bold != "" && name != "td" && name != "th" && name != "table" && name != "tr" {
		l := r.look()
		l.bold = true
		r.stack = append(r.stack, element{name: bold, look: l})
	}
}

// start reads a start tag; empty tells of an element that has no content.
func (r *reader) start(z *html.Tokenizer, empty bool) {
	raw, more := z.TagName()
	name := string(raw)
	a := attributes{}
	if more {
		a = readAttributes(z)
	}
	k := kindOf(name)
	if n := len(r.stack); n > 0 && r.stack[n-1].name == "head" && k != inHead && (k != muted || name == "iframe") {
		r.closeTo(n - 1)
	}
	switch name {
	case "br":
		if l := r.look(); !l.hidden && !l.mute {
			r.lineBreak()
		}
		return
	case "hr":
		r.paragraph()
		return
	}
	if k == void || k == inHead {
		return
	}
	r.imply(name, k)
	if len(r.stack) >= r.lim.Depth {
		if r.deep == nil {
			r.deep = map[string]int{}
		}
		if !empty {
			r.deep[name]++
		}
		return
	}
	if k == breaks {
		r.paragraph()
	}
	e := element{name: name, look: r.looks(name, k, a)}
	r.enter(&e, a)
	r.stack = append(r.stack, e)
	if empty {
		r.closeTo(len(r.stack) - 1)
	}
}

// imply ends the elements that this one ends by beginning.
func (r *reader) imply(name string, k kind) {
	end := func(i int) {
		if i >= 0 {
			r.closeBlock(i)
		}
	}
	switch name {
	case "li":
		end(r.open(itemFence, "li"))
	case "dt", "dd":
		end(r.open(cellFence+"dl ", "dt", "dd"))
	case "td", "th":
		end(r.open(tableFence, "td", "th", "caption"))
		if t := r.open(tableFence, "table"); t >= 0 && r.open(tableFence, "tr") < 0 {
			r.rowOf(t)
		}
	case "tr":
		end(r.open(tableFence, "td", "th", "caption"))
		end(r.open(tableFence, "tr"))
	case "thead", "tbody", "tfoot", "colgroup", "caption":
		for _, n := range []string{"td", "th", "caption", "tr", "thead", "tbody", "tfoot", "colgroup"} {
			end(r.open(tableFence, n))
		}
	}
	if k == breaks {
		end(r.open(cellFence, "p"))
	}
}

// looks gives the look of a new element.
func (r *reader) looks(name string, k kind, a attributes) look {
	l := r.look()
	switch name {
	case "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th":
		l.bold = true
	case "sup":
		l.raised = true
	case "pre", "listing", "xmp", "plaintext":
		l.pre = true
	case "del":
		l.mute = true
		r.deleted++
	case "ins":
		r.deleted++
	case "a":
		switch mark := a["name"] + a["id"]; {
		case isNoteReference(mark) || strings.Contains(a["class"], "footnote-back"):
			l.mute = true
		case isNoteSymbol(mark) && r.note() != nil:
			l.marker = true
		}
	}
	if k == muted {
		l.mute = true
	}
	if _, hidden := a["hidden"]; hidden && !l.hidden {
		l.hidden, l.mine = true, true
	}
	c := r.sheet.of(name, a["class"], a["id"])
	if s, given := a["style"]; given {
		d, _ := declarations(s)
		c = c.under(d)
		if at := strings.Index(s, "mso-list:"); at >= 0 {
			if _, level, ok := strings.Cut(s[at:], " level"); ok && level != "" && level[0] >= '1' && level[0] <= '9' {
				r.level = int(level[0] - '0')
			}
		}
	}
	return c.on(l)
}

// enter does what the beginning of an element asks for.
func (r *reader) enter(e *element, a attributes) {
	switch e.name {
	case "ol", "ul", "dir", "menu":
		e.list = r.newList(e.name, a)
	case "li":
		e.item = r.newItem(a)
	case "a":
		e.sheet = isSheetMark(a["name"])
		r.contents = r.contents || isSheetMark(strings.TrimPrefix(a["href"], "#"))
	case "table":
		e.table = &table{}
	case "tr", "thead", "tbody", "tfoot", "td", "th":
		r.enterTable(e, a)
	}
	if e.name == "div" || e.name == "li" || e.name == "aside" {
		if isNote(a["id"]) {
			e.note = &note{}
			if e.item != nil {
				e.note.mark, e.item.used = strings.Trim(e.item.marker, "."), true
			}
		}
	}
}

// leave does what the end of an element asks for.
func (r *reader) leave(e *element) {
	if kindOf(e.name) == breaks {
		r.paragraph()
	}
	switch {
	case e.item != nil:
		r.leaveItem(e.item)
	case e.name == "td" || e.name == "th":
		if e.outer != nil {
			e.table.content(r.flow)
			r.flow = e.outer
		}
	case e.name == "table":
		if e.table.finish(r.lim.Cells); len(e.table.cells) > 0 {
			r.flow.items = append(r.flow.items, item{table: e.table})
		}
		r.cells += e.table.covered
	case e.table != nil:
		if e.table.endGroup(e.name); e.table.work > workForCell*r.lim.Cells {
			r.cells = r.lim.Cells + 1 // rows and rows over a wide one, empty all of them
		}
	}
}

// end reads an end tag.
func (r *reader) end(name string) {
	if n := r.deep[name]; n > 0 {
		r.deep[name] = n - 1
		return
	}
	fence := cellFence
	switch name {
	case "td", "th", "tr", "thead", "tbody", "tfoot", "caption":
		fence = tableFence
	case "table", "html", "body":
		fence = ""
	case "p":
		if r.open(cellFence, "p") < 0 {
			r.paragraph() // "</p>" alone is an empty paragraph
			return
		}
	case "br":
		r.lineBreak()
		return
	}
	i := r.open(fence, name)
	if i < 0 {
		return
	}
	if name == "html" || name == "body" { // text after the end still belongs to it
		return
	}
	if kindOf(name) == breaks {
		r.closeBlock(i)
		return
	}
	for j := i + 1; j < len(r.stack); j++ {
		if kindOf(r.stack[j].name) == breaks { // "<b><p>a</b>b</p>": the paragraph goes on
			if name == "b" || name == "strong" {
				for k := i; k < len(r.stack); k++ {
					r.stack[k].look.bold = i > 0 && r.stack[i-1].look.bold
				}
				r.stack[i].name = "span"
			}
			return
		}
	}
	r.closeTo(i)
}
