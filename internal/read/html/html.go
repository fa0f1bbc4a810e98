// Package html reads web pages as word processors and offices save them: paragraphs,
// headings, lists with their numbers, footnotes, and tables with their spans.
//
// It walks the tokens of golang.org/x/net/html and closes what a page leaves open by
// rules of its own instead of building the tree of the HTML standard: a token keeps
// its place in the source, a node of that tree does not, and a hostile page cannot
// multiply itself (the adoption agency of the standard copies elements).
package html

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// maxToken bounds one tag or comment, pictures written into the page included.
const maxToken = 16 << 20

// Read reads a page.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	text, bad, err := decode(file.Data, lim)
	if err != nil {
		return input.Content{}, err
	}
	r := &reader{Builder: lines.NewBuilder(lim), lim: lim, place: place{line: 1, col: 1}}
	r.flow = &flow{}
	if err := r.walk(text); err != nil {
		return input.Content{}, err
	}
	if bad > 0 {
		r.note("read.bad-characters", bad)
	}
	if r.deleted > 0 {
		r.note("read.revisions", r.deleted)
	}
	if r.hiddenTexts > 0 {
		r.note("read.hidden-text", r.hiddenTexts)
	}
	return r.Done(), nil
}

func (r *reader) note(key string, count int) {
	r.Content.Notes = append(r.Content.Notes, schema.Say(key, "count", count))
}

// decode gives the page in UTF-8 and the number of bytes that are no text. The mark
// at its head counts first, then whether it is UTF-8 throughout, then what it says of
// itself; a page that says nothing is taken as Vietnamese (windows-1258).
func decode(data []byte, lim input.Limits) (text string, bad int, err error) {
	if int64(len(data)) > 4*lim.Text {
		return "", 0, input.Refused("read.too-big", "limit", int(4*lim.Text>>20))
	}
	text = input.Decode(string(data))
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || utf8.ValidString(text) {
		if strings.IndexByte(text, 0) >= 0 {
			return "", 0, input.Refused("read.binary")
		}
		return text, 0, nil
	}
	enc, name, sure := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
	if !sure && name == "windows-1252" {
		enc = charmap.Windows1258
	}
	if name != "utf-8" {
		out, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			return "", 0, input.Broken("", err)
		}
		text = string(out)
	}
	if strings.IndexByte(text, 0) >= 0 {
		return "", 0, input.Refused("read.binary")
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(text[i:]); n == 1 {
				bad++
			}
		}
	}
	return strings.ToValidUTF8(text, "\ufffd"), bad, nil
}

// reader walks one page.
type reader struct {
	*lines.Builder
	lim   input.Limits
	place place
	sheet styleSheet
	stack []element
	flow  *flow // what the innermost body or cell gathers

	chars  []lines.Char // of the paragraph being gathered
	mark   []lines.Char // of a list marker that a word processor writes out
	items  []*listItem  // open list items, outermost first
	notes  map[string]bool
	inNote *note // the footnote whose text is being read

	tables      int // open tables
	cells       int // of all tables
	blocks      int
	deleted     int // <del> and <ins> met
	hiddenTexts int
}

// walk reads the tokens of a page.
func (r *reader) walk(text string) error {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxToken)
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := text[at : at+len(z.Raw())]
		at += len(raw)
		r.place.next = r.place.skip(raw)
		var err error
		switch kind {
		case html.TextToken:
			r.words(raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			err = r.start(z, raw)
		case html.EndTagToken:
			name, _ := z.TagName()
			err = r.end(string(name))
		}
		if err != nil {
			return err
		}
		r.place.take()
	}
	if err := r.closeTo(0); err != nil {
		return err
	}
	r.paragraph()
	return r.emit(r.flow.items)
}

// emit adds what a flow has gathered to the document, tables as sheets.
func (r *reader) emit(items []item) error {
	for _, it := range items {
		if it.table == nil {
			if err := r.Add(it.block); err != nil {
				return err
			}
			continue
		}
		t := it.table
		if input.Layout(t.cells, t.width) {
			for _, cell := range t.contents {
				if err := r.emit(cell); err != nil {
					return err
				}
			}
			continue
		}
		if err := r.Table(t.cells, false); err != nil {
			return err
		}
		r.Content.Sheets[len(r.Content.Sheets)-1].Merges = t.merges
		for _, cell := range t.contents { // tables within its cells
			for _, inner := range cell {
				if inner.table != nil {
					if err := r.emit([]item{inner}); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
