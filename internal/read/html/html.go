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
	r := &reader{Builder: lines.NewBuilder(lim), lim: lim, place: place{1, 1}, body: &flow{}}
	r.flow = r.body
	if err := r.walk(text); err != nil {
		return input.Content{}, err
	}
	if bad > 0 {
		r.say("read.bad-characters", bad)
	}
	if r.deleted > 0 {
		r.say("read.revisions", r.deleted)
	}
	if r.hiddenTexts > 0 {
		r.say("read.hidden-text", r.hiddenTexts)
	}
	return r.Done(), nil
}

// say tells what was left out.
func (r *reader) say(key string, count int) {
	r.Content.Notes = append(r.Content.Notes, schema.Say(key, "count", count))
}

// decode gives the page in UTF-8 and the number of bytes that are no text. A byte order
// mark and valid UTF-8 count first, then what the page says of itself. One that says
// nothing, or nothing but that its font is its own, is read byte by byte: which old
// Vietnamese encoding it is in is decided later, string by string.
func decode(data []byte, lim input.Limits) (text string, bad int, err error) {
	if int64(len(data)) > 8*lim.Text {
		return "", 0, input.Refused("read.too-much-text", "limit", int(8*lim.Text>>20))
	}
	text = input.Text(string(data))
	if !utf8.Valid(data) && !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
		enc, name, _ := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
		if name != "utf-8" && name != "windows-1252" && name != "x-user-defined" {
			out, err := enc.NewDecoder().Bytes(data)
			if err != nil {
				return "", 0, input.Broken("", err)
			}
			text = string(out)
		}
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
	xml   bool // the page is XHTML, in which "<a/>" is an empty element
	place place
	sheet styleSheet
	stack []element
	deep  map[string]int // elements too deep to be followed, by name
	body  *flow          // what stands outside all tables
	flow  *flow          // what the innermost cell, or the body, gathers

	chars []lines.Char // of the paragraph being gathered
	mark  []lines.Char // of a list or footnote mark that is written out
	level int          // of a list item of a word processor, from 1; 0 for none

	text, cells, blocks int  // taken in so far
	deleted             int  // <del> and <ins> met
	hiddenTexts         int  // stretches of hidden text met
	contents            bool // links to the sheets of a workbook were met
}

// walk reads the tokens of a page.
func (r *reader) walk(text string) error {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxToken)
	r.xml = strings.HasPrefix(strings.TrimSpace(text), "<?xml")
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := text[at : at+len(z.Raw())]
		at += len(raw)
		next := r.place.after(raw)
		switch kind {
		case html.TextToken:
			r.words(raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z, kind == html.SelfClosingTagToken && r.xml)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		}
		if err := r.bounds(); err != nil {
			return err
		}
		r.place = next
	}
	r.closeTo(0)
	r.paragraph()
	if err := r.bounds(); err != nil {
		return err
	}
	return r.emit(r.sheetsAlone(r.flow.items))
}

// bounds tells when a page is larger than the limits.
func (r *reader) bounds() error {
	switch {
	case int64(r.text) > r.lim.Text:
		return input.Refused("read.too-much-text", "limit", int(r.lim.Text>>20))
	case r.cells > r.lim.Cells:
		return input.Refused("read.too-many-cells", "cells", r.lim.Cells)
	case r.blocks > r.lim.Blocks:
		return input.Refused("read.too-many-blocks", "blocks", r.lim.Blocks)
	}
	return nil
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
