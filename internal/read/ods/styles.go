package ods

import (
	"strings"

	"doisoat/internal/read/numfmt"
	"doisoat/internal/read/xmlscan"
)

// maxParents bounds the chain of parents of a style.
const maxParents = 16

// fallback names what a family of styles falls back on; no style has such a name.
const fallback = "\x00"

// styles are what is used of the styles of a file.
type styles struct {
	faces   map[string]string // font family by face
	names   []string          // font names, "" first
	nameOf  map[string]int
	cells   map[string]cellStyle
	spans   map[string]int // font of a style of running text
	hidden  map[string]bool
	formats map[string]string // format codes of data styles
	looks   map[string]look   // worked out
}

// cellStyle is a style of cells as written.
type cellStyle struct {
	parent, data string
	font         int // -1 when it names none
}

// look is how a cell looks.
type look struct {
	format *numfmt.Style
	font   int
}

func newStyles() *styles {
	return &styles{
		faces: map[string]string{}, names: []string{""}, nameOf: map[string]int{"": 0},
		cells: map[string]cellStyle{}, spans: map[string]int{}, hidden: map[string]bool{},
		formats: map[string]string{}, looks: map[string]look{},
	}
}

// look works out a style of cells with what it inherits.
func (st *styles) look(name string) look {
	l, ok := st.looks[name]
	if ok {
		return l
	}
	l.font = -1
	code, have := "", false
	at := name
	for range maxParents {
		c, ok := st.cells[at]
		if !ok {
			break
		}
		if !have && c.data != "" {
			code, have = st.formats[c.data], true
		}
		if l.font < 0 {
			l.font = c.font
		}
		at = c.parent
	}
	if d, ok := st.cells[fallback]; ok && l.font < 0 {
		l.font = d.font
	}
	l.font = max(l.font, 0)
	format := numfmt.Parse(code)
	l.format = &format
	st.looks[name] = l
	return l
}

// readStyles reads the children of an element of styles or font faces, whose Start
// was the last token.
func (st *styles) readStyles(s *xmlscan.Scanner) error {
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
		switch s.Local() {
		case "font-face":
			name := attr(s, "style:name")
			if family := attr(s, "svg:font-family"); family != "" {
				st.faces[name] = strings.Trim(family, "'")
			}
			err = s.Skip()
		case "style", "default-style":
			err = st.style(s)
		case "number-style", "currency-style", "percentage-style", "date-style", "time-style", "boolean-style", "text-style":
			err = st.dataStyle(s)
		default:
			err = s.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// style reads a style of cells, tables or running text.
func (st *styles) style(s *xmlscan.Scanner) error {
	name, family := attr(s, "style:name"), attr(s, "style:family")
	c := cellStyle{parent: attr(s, "style:parent-style-name"), data: attr(s, "style:data-style-name"), font: -1}
	if s.Local() == "default-style" {
		name = fallback
	}
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "text-properties":
			if face := attr(s, "style:font-name"); face != "" {
				c.font = st.font(face)
			} else if face := attr(s, "fo:font-family"); face != "" {
				c.font = st.font(strings.Trim(face, "'"))
			}
		case "table-properties":
			if attr(s, "table:display") == "false" {
				st.hidden[name] = true
			}
		}
		if err := s.Skip(); err != nil {
			return err
		}
	}
	switch family {
	case "table-cell":
		st.cells[name] = c
	case "text":
		if c.font >= 0 {
			st.spans[name] = c.font
		}
	}
	return nil
}

// font gives the index of the font that a face names.
func (st *styles) font(face string) int {
	name, ok := st.faces[face]
	if !ok {
		name = face
	}
	i, ok := st.nameOf[name]
	if !ok {
		if len(st.names) == 1<<16 {
			return 0
		}
		i = len(st.names)
		st.nameOf[name] = i
		st.names = append(st.names, name)
	}
	return i
}
