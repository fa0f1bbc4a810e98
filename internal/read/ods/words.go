package ods

import (
	"strings"

	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// words reads the text of a cell up to the cell's end: its paragraphs, a line each.
// Line ends and tabs of the XML collapse to a space (OpenDocument 1.3 part 3, 6.1.2);
// spaces stay, for LibreOffice writes those of a text with several fonts as they are.
// Comments, drawings and nested tables are passed over. Where the text has several
// fonts, the runs tell them.
func (t *table) words(s *xmlscan.Scanner, font int) (string, []schema.FontRun, error) {
	var w writer
	w.fonts = append(w.fonts, font)
	depth, inside, paragraphs := s.Depth(), 0, 0
	for {
		k, err := s.Next()
		if err != nil {
			return "", nil, err
		}
		switch k {
		case xmlscan.Start:
			w.fonts = append(w.fonts, w.fonts[len(w.fonts)-1])
			switch s.Local() {
			case "p", "h":
				if inside++; inside == 1 {
					if paragraphs++; paragraphs > 1 {
						w.literal("\n")
					}
					w.gap = true
				}
				continue
			case "span":
				if f, ok := t.spans[attr(s, "text:style-name")]; ok {
					w.fonts[len(w.fonts)-1] = f
				}
				continue
			case "a", "ruby", "ruby-base", "meta", "title", "date", "time", "sheet-name", "file-name", "author-name", "list", "list-item":
				continue
			case "s":
				w.literal(strings.Repeat(" ", min(repeated(s, "c"), maxSpaces)))
			case "tab":
				w.literal("\t")
			case "line-break":
				w.literal("\n")
				w.gap = true
			}
			if err := s.Skip(); err != nil {
				return "", nil, err
			}
			w.fonts = w.fonts[:len(w.fonts)-1]
		case xmlscan.Text:
			if inside > 0 {
				w.text(s.Text())
			}
		case xmlscan.End:
			if s.Depth() < depth {
				text, runs := w.done(font)
				return text, runs, nil
			}
			w.fonts = w.fonts[:len(w.fonts)-1]
			if s.Local() == "p" || s.Local() == "h" {
				inside--
			}
		}
	}
}

// maxSpaces bounds the spaces that one element writes.
const maxSpaces = 1000

// writer collects the text of a cell.
type writer struct {
	b     strings.Builder
	gap   bool  // white space was written, or the paragraph begins: more is dropped
	fonts []int // of the open elements
	runs  []schema.FontRun
}

// literal writes characters that stand for themselves.
func (w *writer) literal(s string) {
	w.mark()
	w.b.WriteString(s)
	w.gap = false
}

// text writes character data, its line ends and tabs with the spaces around them as
// one space.
func (w *writer) text(s string) {
	w.mark()
	if !strings.ContainsAny(s, "\t\n\r") {
		w.b.WriteString(s)
		w.gap = w.gap && s == ""
		return
	}
	for len(s) > 0 {
		n := len(s) - len(strings.TrimLeft(s, " \t\n\r"))
		if n > 0 {
			switch {
			case !strings.ContainsAny(s[:n], "\t\n\r"):
				w.b.WriteString(s[:n])
			case !w.gap:
				w.b.WriteByte(' ')
			}
			w.gap = true
			s = s[n:]
			continue
		}
		if n = strings.IndexAny(s, " \t\n\r"); n < 0 {
			n = len(s)
		}
		w.b.WriteString(s[:n])
		w.gap = false
		s = s[n:]
	}
}

// mark notes a change of the font before text is written.
func (w *writer) mark() {
	f := uint16(w.fonts[len(w.fonts)-1])
	n := len(w.runs)
	switch {
	case n > 0 && w.runs[n-1].Font == f:
	case n > 0 && w.runs[n-1].Start == w.b.Len():
		w.runs[n-1].Font = f
	default:
		w.runs = append(w.runs, schema.FontRun{Start: w.b.Len(), Font: f})
	}
}

// done gives the text, and its runs unless it is all in the font of the cell.
func (w *writer) done(font int) (string, []schema.FontRun) {
	if len(w.runs) == 0 || len(w.runs) == 1 && w.runs[0].Font == uint16(font) {
		return w.b.String(), nil
	}
	return w.b.String(), w.runs
}
