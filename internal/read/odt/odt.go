// Package odt reads OpenDocument texts (.odt, OASIS OpenDocument 1.3) into paragraphs,
// lists with their numbers, notes and tables.
//
// Tracked insertions stand in the text and are kept; what was deleted is kept apart in
// the file and left out.
package odt

import (
	"errors"
	"strconv"
	"strings"

	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// reader walks the text of one document.
type reader struct {
	*lines.Builder
	lim       input.Limits
	styles    *styles
	legacy    legacy.Decoder
	counts    map[string][]int // by list, the last number of each level
	outline   []int            // the last number of each level of headings
	notes     []schema.Block
	cells     int
	revisions int // tracked changes met
	hidden    int // stretches of hidden text met
}

// Read reads a document.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	pkg, err := ooxml.Open(file.Data, lim)
	if err != nil {
		return input.Content{}, err
	}
	if manifest, _, err := pkg.Part("META-INF/manifest.xml"); err == nil && strings.Contains(manifest, "encryption-data") {
		return input.Content{}, input.Refused("read.password")
	}
	r := &reader{Builder: lines.NewBuilder(lim), lim: lim, styles: newStyles(), counts: map[string][]int{}}
	r.Content.Document.Lines = false
	for _, name := range []string{"styles.xml", "content.xml"} {
		text, ok, err := pkg.Part(name)
		if err != nil {
			return input.Content{}, err
		}
		if !ok {
			if name == "content.xml" {
				return input.Content{}, input.Broken(name, errors.New("the part is missing"))
			}
			continue
		}
		if err := r.part(text); err != nil {
			e := input.As(err)
			if e.Place == "" {
				e.Place = name
			}
			return input.Content{}, e
		}
	}
	for _, b := range r.notes {
		if err := r.Add(b); err != nil {
			return input.Content{}, err
		}
	}
	c := r.Done()
	c.Legacy = &r.legacy
	if r.revisions > 0 {
		c.Notes = append(c.Notes, schema.Say("read.revisions", "count", r.revisions))
	}
	if r.hidden > 0 {
		c.Notes = append(c.Notes, schema.Say("read.hidden-text", "count", r.hidden))
	}
	return c, nil
}

// part reads the styles and the text of a part.
func (r *reader) part(text string) error {
	s := xmlscan.New(text, r.lim.Depth)
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == xmlscan.EOF:
			return nil
		case k != xmlscan.Start:
			continue
		}
		switch s.Local() {
		case "document-content", "document-styles", "body":
		case "font-face-decls", "styles", "automatic-styles":
			err = r.styles.read(s)
		case "text":
			out := &flow{}
			if err = r.blocks(s, out, nil); err == nil {
				err = r.emit(out.items)
			}
		default:
			err = s.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// flow gathers the content of the body, of a cell, of a note or of a text box.
type flow struct{ items []item }

// item is a paragraph or a table.
type item struct {
	block  schema.Block
	cell   string // the paragraph as it stands in a cell
	bullet bool
	table  *table
}

// list is an open list.
type list struct {
	style string
	level int // from 0
	first bool
	plain bool // a header of the list, which has no number
}

// blocks reads what stands between paragraphs, inside the element whose Start was the
// last token.
func (r *reader) blocks(s *xmlscan.Scanner, out *flow, in *list) error {
	return s.Each(func(name string) error {
		switch name {
		case "p", "h":
			return r.paragraph(s, out, in)
		case "list":
			return r.list(s, out, in)
		case "table":
			return r.table(s, out)
		case "section":
			if attr(s, "text:display") == "none" {
				r.hidden++
				return nil
			}
			return r.blocks(s, out, in)
		case "tracked-changes":
			return s.Each(func(string) error {
				r.revisions++
				return nil
			})
		case "numbered-paragraph", "bibliography":
			return r.blocks(s, out, nil)
		case "frame", "text-box", "a":
			return r.blocks(s, out, nil)
		}
		return nil // tables of contents repeat what the document says
	})
}

// list reads a list.
func (r *reader) list(s *xmlscan.Scanner, out *flow, outer *list) error {
	in := &list{style: attr(s, "text:style-name")}
	goesOn := attr(s, "text:continue-numbering") == "true" || attr(s, "text:continue-list") != ""
	if outer != nil {
		in.level = outer.level + 1
		if in.style == "" {
			in.style = outer.style
		}
	}
	if !goesOn {
		if c := r.counts[in.style]; len(c) > in.level {
			r.counts[in.style] = c[:in.level]
		}
	}
	return s.Each(func(name string) error {
		switch name {
		case "list-item", "list-header":
			in.first, in.plain = true, name == "list-header"
			if n, err := strconv.Atoi(attr(s, "text:start-value")); err == nil {
				r.set(in, n-1)
			}
			return r.blocks(s, out, in)
		}
		return nil
	})
}

// set makes n the last number of a list.
func (r *reader) set(in *list, n int) {
	c := r.counts[in.style]
	for len(c) <= in.level {
		c = append(c, r.styles.level(in.style, len(c)).start-1)
	}
	c[in.level] = n
	r.counts[in.style] = c[:in.level+1]
}

// number counts the next item of a list and writes its marker.
func (r *reader) number(in *list) (marker string, bullet bool) {
	form := r.styles.level(in.style, in.level)
	if form.bullet {
		return "•", true
	}
	c := r.counts[in.style]
	last := form.start - 1
	if len(c) > in.level {
		last = c[in.level]
	}
	r.set(in, min(last+1, 1<<30))
	return r.styles.marker(in.style, r.counts[in.style]), false
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
		layout := input.Layout(t.cells, t.width)
		if !layout {
			if err := r.Table(t.cells, false); err != nil {
				return err
			}
			r.Content.Sheets[len(r.Content.Sheets)-1].Merges = t.merges
			blocks := r.Content.Document.Blocks
			blocks[len(blocks)-1].Source = nil
		}
		for _, cell := range t.contents {
			for _, inner := range cell {
				if layout || inner.table != nil {
					if err := r.emit([]item{inner}); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// attr is the value of an attribute by its name with the usual prefix, "" for none.
func attr(s *xmlscan.Scanner, name string) string {
	v, _ := s.Attr(name)
	return v
}
