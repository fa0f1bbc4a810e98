package odt

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// paragraph is one paragraph being read.
type paragraph struct {
	text  strings.Builder
	spans []span
	gap   bool // white space was written, or the paragraph begins: more is dropped
	boxes flow // text boxes that are anchored in it
}

// span is a stretch of text in one look.
type span struct {
	start, end int
	look       look
}

// maxSpaces bounds the spaces that one element writes.
const maxSpaces = 1000

func (p *paragraph) literal(s string, l look) {
	from := p.text.Len()
	p.text.WriteString(s)
	if n := len(p.spans); n > 0 && p.spans[n-1].look == l {
		p.spans[n-1].end = p.text.Len()
	} else {
		p.spans = append(p.spans, span{from, p.text.Len(), l})
	}
	p.gap = false
}

// words writes character data; white space runs together (OpenDocument 1.3 part 3,
// 6.1.2).
func (p *paragraph) words(s string, l look) {
	for s != "" {
		n := len(s) - len(strings.TrimLeft(s, " \t\n\r"))
		if n > 0 {
			if !p.gap {
				p.literal(" ", l)
			}
			p.gap = true
			s = s[n:]
			continue
		}
		if n = strings.IndexAny(s, " \t\n\r"); n < 0 {
			n = len(s)
		}
		p.literal(s[:n], l)
		s = s[n:]
	}
}

// paragraph reads a paragraph or a heading, whose Start was the last token.
func (r *reader) paragraph(s *xmlscan.Scanner, out *flow, in *list) error {
	heading, name := s.Local() == "h", attr(s, "text:style-name")
	level, _ := strconv.Atoi(attr(s, "text:outline-level"))
	headless := attr(s, "text:is-list-header") == "true"
	p := &paragraph{gap: true}
	if err := r.inline(s, p, r.styles.look("paragraph", name)); err != nil {
		return err
	}
	it := r.block(p)
	b := &it.block
	if heading {
		b.Kind, b.Level = schema.Heading, max(level, 1)
	}
	switch {
	case in != nil && in.first && !in.plain && (b.Text != "" || !heading):
		in.first = false
		marker, bullet := r.number(in)
		b.Marker, it.bullet = marker, bullet
		if !heading {
			b.Kind, b.Level = schema.ListItem, in.level
		}
	case heading && in == nil && !headless && b.Text != "":
		b.Marker = r.headingNumber(max(level, 1))
	}
	if b.Text != "" || b.Marker != "" && !it.bullet {
		input.Mark(b)
		out.items = append(out.items, it)
	}
	out.items = append(out.items, p.boxes.items...)
	return nil
}

// headingNumber counts a heading and writes its number, "" where headings have none.
func (r *reader) headingNumber(level int) string {
	if level > len(r.styles.lists[outlineStyle]) {
		return ""
	}
	for len(r.outline) < level {
		r.outline = append(r.outline, r.styles.level(outlineStyle, len(r.outline)).start-1)
	}
	r.outline = r.outline[:level]
	r.outline[level-1]++
	return r.styles.marker(outlineStyle, r.outline)
}

// inline reads the text inside the element whose Start was the last token.
func (r *reader) inline(s *xmlscan.Scanner, p *paragraph, l look) error {
	depth, counted := s.Depth(), false
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == xmlscan.End && s.Depth() < depth:
			return nil
		case k == xmlscan.Text && l.hidden == 1:
			if !counted && strings.TrimSpace(s.Text()) != "" {
				r.hidden++
				counted = true
			}
		case k == xmlscan.Text:
			p.words(s.Text(), l)
		case k == xmlscan.Start:
			err = r.element(s, p, l)
		}
		if err != nil {
			return err
		}
	}
}

// element reads an element within a paragraph.
func (r *reader) element(s *xmlscan.Scanner, p *paragraph, l look) error {
	switch s.Local() {
	case "span":
		return r.inline(s, p, r.styles.look("text", attr(s, "text:style-name")).over(l))
	case "s":
		n, err := strconv.Atoi(attr(s, "text:c"))
		if err != nil || n < 1 {
			n = 1
		}
		p.literal(strings.Repeat(" ", min(n, maxSpaces)), l)
	case "tab":
		p.literal("\t", l)
	case "line-break":
		p.literal("\n", l)
		p.gap = true
	case "note":
		return r.note(s, p, l)
	case "frame", "text-box", "custom-shape", "rect", "g":
		return r.box(s, p)
	case "annotation", "annotation-end", "ruby-text", "hidden-paragraph", "hidden-text", "toc-mark", "script":
	case "soft-page-break", "bookmark", "bookmark-start", "bookmark-end", "change", "change-start", "change-end", "reference-mark":
	default: // links, fields, ruby bases
		return r.inline(s, p, l)
	}
	return s.Skip()
}

// box reads the paragraphs of a text box, which follow the paragraph that holds it.
func (r *reader) box(s *xmlscan.Scanner, p *paragraph) error {
	return s.Each(func(name string) error {
		switch name {
		case "p", "h":
			return r.paragraph(s, &p.boxes, nil)
		case "list":
			return r.list(s, &p.boxes, nil)
		case "table":
			return r.table(s, &p.boxes)
		case "text-box", "frame", "custom-shape", "rect", "g":
			return r.box(s, p)
		}
		return nil
	})
}

// note reads a footnote or an endnote: its mark stands raised in the text.
func (r *reader) note(s *xmlscan.Scanner, p *paragraph, l look) error {
	mark := ""
	return s.Each(func(name string) error {
		switch name {
		case "note-citation":
			c := &paragraph{gap: true}
			if err := r.inline(s, c, look{}); err != nil {
				return err
			}
			mark = strings.TrimSpace(c.text.String())
			l.raised = 1
			p.literal(mark, l)
		case "note-body":
			in := &flow{}
			if err := r.blocks(s, in, nil); err != nil {
				return err
			}
			for _, it := range in.items {
				if it.table == nil && it.block.Text != "" {
					it.block.Kind, it.block.Marker, it.block.Body = schema.Footnote, mark, 0
					r.notes = append(r.notes, it.block)
				}
			}
		}
		return nil
	})
}

// block makes a block of a paragraph that has been read, its text in Unicode also where
// its fonts are of an old Vietnamese encoding.
func (r *reader) block(p *paragraph) item {
	runs := make([]legacy.Run, len(p.spans))
	for i, sp := range p.spans {
		runs[i] = legacy.Run{Start: sp.start, End: sp.end, Font: sp.look.font}
	}
	text := r.legacy.Runs(p.text.String(), runs)
	var chars []lines.Char
	var cell strings.Builder
	for i, run := range runs {
		l := p.spans[i].look
		for _, c := range text[run.Start:run.End] {
			if c == '\u00ad' || c == '\u200b' || c == '\ufeff' {
				continue
			}
			chars = append(chars, lines.Char{R: c, Bold: l.bold == 1, Raised: l.raised == 1})
			if l.raised == 1 {
				cell.WriteString(input.Raise(string(c)))
			} else {
				cell.WriteRune(c)
			}
		}
	}
	it := item{block: schema.Block{Kind: schema.Paragraph}, cell: strings.TrimSpace(norm.NFC.String(cell.String()))}
	lines.Fill(&it.block, chars)
	it.block.Source = nil
	return it
}
