package docx

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// item is a paragraph or a table.
type item struct {
	block  schema.Block
	table  *table
	bullet bool // the marker is a bullet
	cell   string
	stand  *Stand // where the paragraph stands, nil unless that is kept
}

// flow gathers the content of a body, a cell, a note or a text box.
type flow struct {
	items []item
	boxes int // text boxes read
}

// transparent elements hold content as if it stood in their place.
func transparent(name string) bool {
	switch name {
	case "sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "Choice", "dir", "bdo",
		"oMathPara", "oMath", "ruby", "rubyBase", "txbxContent", "body", "drawing", "pict", "object":
		return true
	}
	return false
}

// blocks reads paragraphs and tables up to the end of the element whose Start was
// the last token.
func (w *walker) blocks(s *xmlscan.Scanner, out *flow) error {
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch name := s.Local(); name {
		case "p":
			if err = w.paragraph(s, out); err == nil && len(out.items) > w.lim.Blocks {
				err = input.Refused("read.too-many-blocks", "blocks", w.lim.Blocks)
			}
		case "tbl":
			err = w.table(s, out)
		case "AlternateContent":
			err = w.alternate(s, out, nil)
		case "ins", "moveTo":
			w.revisions++
		default:
			if !transparent(name) {
				if name == "del" || name == "moveFrom" {
					w.revisions++
				}
				err = s.Skip()
			}
		}
		if err != nil {
			return err
		}
	}
}

// alternate reads the first Choice of an mc:AlternateContent, or the Fallback when
// the choice has no text (Choice comes first in the file).
func (w *walker) alternate(s *xmlscan.Scanner, out *flow, p *paragraph) error {
	depth := s.Depth()
	done := false
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
		if done || s.Local() != "Choice" && s.Local() != "Fallback" {
			if err := s.Skip(); err != nil {
				return err
			}
			continue
		}
		before := out.boxes
		length := 0
		if p != nil {
			length = p.text.Len()
			err = w.inline(s, out, p, look{})
		} else {
			n := len(out.items)
			err = w.blocks(s, out)
			length -= len(out.items) - n
		}
		if err != nil {
			return err
		}
		done = out.boxes > before || p != nil && p.text.Len() > length || p == nil && length < 0
	}
}

// paragraph is one paragraph being read.
type paragraph struct {
	text    strings.Builder
	spans   []run
	shape   shape
	base    look // of its style
	fields  []bool
	pending flow   // text boxes anchored in it
	stand   *Stand // where it stands, nil unless that is kept
	scan    *xmlscan.Scanner
}

// run is a stretch of the text with one look.
type run struct {
	start, end   int
	bold, raised bool
	font         string
}

// paragraph reads one p, whose Start was the last token.
func (w *walker) paragraph(s *xmlscan.Scanner, out *flow) error {
	p := &paragraph{shape: shape{outline: -1}}
	p.base = w.styles.byID[w.styles.standard].look
	p.open(w, s)
	if err := w.inline(s, out, p, look{}); err != nil {
		return err
	}
	p.close()
	out.items = append(out.items, w.block(p))
	out.items = append(out.items, p.pending.items...)
	out.boxes += p.pending.boxes
	return nil
}

// inline reads the content of a paragraph up to the end of the element whose Start
// was the last token; l is the look of the run that holds it.
func (w *walker) inline(s *xmlscan.Scanner, out *flow, p *paragraph, l look) error {
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch name := s.Local(); name {
		case "pPr":
			if p.shape, err = readShape(s); err == nil && p.shape.style != "" {
				if st, ok := w.styles.byID[p.shape.style]; ok {
					p.base = st.look
				}
			}
		case "r":
			err = w.run(s, out, p)
		case "t":
			err = p.words(s, l)
		case "txbxContent":
			p.pending.boxes++
			err = w.blocks(s, &p.pending)
		case "AlternateContent":
			err = w.alternate(s, &p.pending, p)
		case "ins", "moveTo":
			w.revisions++
		case "del", "moveFrom":
			w.revisions++
			err = s.Skip()
		case "tbl": // a table where only text may stand
			err = w.table(s, &p.pending)
		case "rt", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rPr", "smartTagPr", "customXmlPr":
			err = s.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// run reads one r, whose Start was the last token.
func (w *walker) run(s *xmlscan.Scanner, out *flow, p *paragraph) error {
	l := p.base
	counted := false
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
		name := s.Local()
		if l.hidden == on && name != "rPr" && name != "fldChar" {
			if name == "t" && !counted {
				w.hidden++
				counted = true
			}
			if err := s.Skip(); err != nil {
				return err
			}
			continue
		}
		switch name {
		case "rPr":
			near, style, err := readRun(s)
			if err != nil {
				return err
			}
			if style != "" {
				near = near.over(w.styles.byID[style].look)
			}
			l = near.over(p.base)
			continue
		case "t":
			if err := p.words(s, l); err != nil {
				return err
			}
			continue
		case "tab", "ptab":
			p.add("\t", l)
		case "br":
			if t, _ := s.Attr("type"); t == "" || t == "textWrapping" {
				p.add("\n", l)
			} else if p.text.Len() > 0 {
				p.add(" ", l)
			}
		case "cr":
			p.add("\n", l)
		case "noBreakHyphen":
			p.add("-", l)
		case "sym":
			v, _ := s.Attr("char")
			if n, err := strconv.ParseUint(v, 16, 32); err == nil && (n < 0xE000 || n > 0xF8FF) && n >= 0x20 {
				p.add(string(rune(n)), l)
			}
		case "fldChar":
			p.field(s)
		case "footnoteReference", "endnoteReference":
			w.note(s, strings.TrimSuffix(name, "Reference")+"s")
		case "drawing", "pict", "object", "ruby", "AlternateContent":
			if name == "AlternateContent" {
				err = w.alternate(s, &p.pending, p)
			} else {
				err = w.inline(s, out, p, l)
			}
			if err != nil {
				return err
			}
			continue
		}
		if err := s.Skip(); err != nil {
			return err
		}
	}
}

// field follows complex fields: what stands before the separator is an instruction.
func (p *paragraph) field(s *xmlscan.Scanner) {
	switch v, _ := s.Attr("fldCharType"); v {
	case "begin":
		p.fields = append(p.fields, true)
	case "separate":
		if n := len(p.fields); n > 0 {
			p.fields[n-1] = false
		}
	case "end":
		if n := len(p.fields); n > 0 {
			p.fields = p.fields[:n-1]
		}
	}
}

// note remembers a reference to a footnote or endnote. The mark is no part of the
// text, unless the writer made one of his own, which follows as text.
func (w *walker) note(s *xmlscan.Scanner, kind string) {
	ref := noteRef{}
	ref.id, _ = s.Attr("id")
	if v, ok := s.Attr("customMarkFollows"); ok && isOn(v) {
		ref.mark = "*"
	}
	w.refs[kind] = append(w.refs[kind], ref)
}

// words reads a t, whose Start was the last token.
func (p *paragraph) words(s *xmlscan.Scanner, l look) error {
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		switch k {
		case xmlscan.Text:
			p.add(s.Text(), l)
		case xmlscan.End:
			if s.Depth() < depth {
				return nil
			}
		}
	}
}

// add adds text to the paragraph.
func (p *paragraph) add(text string, l look) {
	for _, instruction := range p.fields {
		if instruction {
			return
		}
	}
	if text == "" {
		return
	}
	p.keep(text)
	r := run{p.text.Len(), p.text.Len() + len(text), l.bold == on, l.raised == on, l.font}
	p.text.WriteString(text)
	if n := len(p.spans); n > 0 && p.spans[n-1].bold == r.bold && p.spans[n-1].raised == r.raised && p.spans[n-1].font == r.font {
		p.spans[n-1].end = r.end
		return
	}
	p.spans = append(p.spans, r)
}
