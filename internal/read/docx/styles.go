package docx

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/xmlscan"
)

// toggle is a property that is on, off, or not said.
type toggle uint8

const (
	unsaid toggle = iota
	on
	off
)

// look is what the properties of a run say.
type look struct {
	bold   toggle
	raised toggle
	hidden toggle
	font   string // "" when not said
}

// over lays a nearer look over a farther one.
func (l look) over(far look) look {
	if l.bold == unsaid {
		l.bold = far.bold
	}
	if l.raised == unsaid {
		l.raised = far.raised
	}
	if l.hidden == unsaid {
		l.hidden = far.hidden
	}
	if l.font == "" {
		l.font = far.font
	}
	return l
}

// shape is what the properties of a paragraph say.
type shape struct {
	style   string
	outline int // 0-based level of a heading, -1 when not said; 9 is body text
	numID   string
	level   string
}

// style is a paragraph or character style with what it inherits laid under it.
type style struct {
	look    look
	outline int
	numID   string
	level   string
}

type rawStyle struct {
	style
	name, basedOn string
}

type styles struct {
	byID     map[string]style
	standard string // the style of paragraphs that name none
}

// loadStyles reads the styles part; a document may have none.
func loadStyles(pkg *ooxml.Package, part string, lim input.Limits) (*styles, error) {
	out := &styles{byID: map[string]style{}}
	if part == "" {
		return out, nil
	}
	text, ok, err := pkg.Part(part)
	if err != nil || !ok {
		return out, err
	}
	raw := map[string]rawStyle{}
	s := xmlscan.New(text, lim.Depth)
	for {
		k, err := s.Next()
		if err != nil {
			return nil, input.Broken(part, err)
		}
		if k == xmlscan.EOF {
			break
		}
		if k != xmlscan.Start || s.Local() != "style" {
			continue
		}
		id, _ := s.Attr("styleId")
		if d, _ := s.Attr("default"); isOn(d) {
			if t, _ := s.Attr("type"); t == "paragraph" {
				out.standard = id
			}
		}
		if raw[id], err = readStyle(s); err != nil {
			return nil, input.Broken(part, err)
		}
	}
	for id := range raw {
		out.byID[id] = inherit(raw, id)
	}
	return out, nil
}

func readStyle(s *xmlscan.Scanner) (rawStyle, error) {
	r := rawStyle{style: style{outline: -1}}
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return r, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return r, nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "name":
			r.name, _ = s.Attr("val")
		case "basedOn":
			r.basedOn, _ = s.Attr("val")
		case "pPr":
			p, err := readShape(s)
			if err != nil {
				return r, err
			}
			r.outline, r.numID, r.level = p.outline, p.numID, p.level
		case "rPr":
			look, _, err := readRun(s)
			if err != nil {
				return r, err
			}
			r.look = look
		default:
			if err := s.Skip(); err != nil {
				return r, err
			}
		}
	}
}

// inherit lays a style over those that it is based on.
func inherit(raw map[string]rawStyle, id string) style {
	out := style{outline: -1}
	for hops := 0; hops < 32; hops++ { // Word itself allows a chain of eleven
		r, ok := raw[id]
		if !ok {
			break
		}
		out.look = out.look.over(r.look)
		if out.outline < 0 {
			if out.outline = r.outline; out.outline < 0 {
				out.outline = named(r.name)
			}
		}
		if out.numID == "" {
			out.numID = r.numID
		}
		if out.level == "" {
			out.level = r.level
		}
		if id = r.basedOn; id == "" {
			break
		}
	}
	return out
}

// named gives the outline level of the styles that are headings by name.
func named(name string) int {
	name = strings.ToLower(name)
	if name == "title" {
		return 0
	}
	if n, ok := strings.CutPrefix(name, "heading "); ok {
		if v, err := strconv.Atoi(n); err == nil && v >= 1 && v <= 9 {
			return v - 1
		}
	}
	return -1
}

// readShape reads a pPr, whose Start was the last token.
func readShape(s *xmlscan.Scanner) (shape, error) {
	p := shape{outline: -1}
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return p, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return p, nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "pStyle":
			p.style, _ = s.Attr("val")
		case "outlineLvl":
			v, _ := s.Attr("val")
			if n, err := strconv.Atoi(v); err == nil && n >= 0 && n <= 9 {
				p.outline = n
			}
		case "numPr":
		case "ilvl":
			p.level, _ = s.Attr("val")
		case "numId":
			p.numID, _ = s.Attr("val")
		default: // tabs, the look of the paragraph mark, what was before a change
			if err := s.Skip(); err != nil {
				return p, err
			}
		}
	}
}

// readRun reads an rPr, whose Start was the last token, and the name of the
// character style that it refers to.
func readRun(s *xmlscan.Scanner) (l look, style string, err error) {
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return l, style, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return l, style, nil
		}
		if k != xmlscan.Start {
			continue
		}
		v, said := s.Attr("val")
		switch s.Local() {
		case "rStyle":
			style = v
		case "rFonts":
			if l.font, _ = s.Attr("ascii"); l.font == "" {
				l.font, _ = s.Attr("hAnsi")
			}
		case "b":
			l.bold = toggled(v, said)
		case "vanish":
			l.hidden = toggled(v, said)
		case "vertAlign":
			l.raised = off
			if v == "superscript" {
				l.raised = on
			}
		case "position":
			if n, err := strconv.Atoi(v); err == nil && l.raised != on {
				l.raised = off
				if n > 0 {
					l.raised = on
				}
			}
		}
		if err := s.Skip(); err != nil {
			return l, style, err
		}
	}
}

func toggled(v string, said bool) toggle {
	if !said || isOn(v) {
		return on
	}
	return off
}

func isOn(v string) bool { return v == "1" || v == "true" || v == "on" }
