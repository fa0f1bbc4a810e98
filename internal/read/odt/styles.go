package odt

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
)

// maxParents bounds the chain of parents of a style.
const maxParents = 16

// styles are what is used of the styles of a file.
type styles struct {
	faces map[string]string // font family by face
	byID  map[string]style  // by family and name
	lists map[string][]form // by list style
	looks map[string]look   // worked out
}

// tri is a property that a style may leave open.
type tri int8

// look is how text looks.
type look struct {
	bold, raised, hidden tri
	font                 string
}

// style is a style as written.
type style struct {
	parent  string
	look    look
	outline int // level of a heading, 0 for none
}

// form is how a level of a list is numbered.
type form struct {
	bullet         bool
	format         string // as input.Numeral takes it
	prefix, suffix string
	start, shown   int
}

// outlineStyle is the name under which the numbering of headings is kept.
const outlineStyle = "\x00outline"

func newStyles() *styles {
	return &styles{faces: map[string]string{}, byID: map[string]style{}, lists: map[string][]form{}, looks: map[string]look{}}
}

// read reads styles or font faces.
func (st *styles) read(s *xmlscan.Scanner) error {
	return s.Each(func(name string) error {
		switch name {
		case "font-face":
			if family := attr(s, "svg:font-family"); family != "" {
				st.faces[attr(s, "style:name")] = strings.Trim(family, "'")
			}
		case "style", "default-style":
			return st.style(s)
		case "list-style":
			return st.list(s, attr(s, "style:name"))
		case "outline-style":
			return st.list(s, outlineStyle)
		}
		return nil
	})
}

func (st *styles) style(s *xmlscan.Scanner) error {
	family, name := attr(s, "style:family"), attr(s, "style:name")
	c := style{parent: attr(s, "style:parent-style-name")}
	c.outline, _ = strconv.Atoi(attr(s, "style:default-outline-level"))
	err := s.Each(func(part string) error {
		if part != "text-properties" {
			return nil
		}
		if w := attr(s, "fo:font-weight"); w != "" {
			c.look.bold = -1
			if n, err := strconv.Atoi(w); w == "bold" || err == nil && n >= 600 {
				c.look.bold = 1
			}
		}
		if p := attr(s, "style:text-position"); p != "" {
			c.look.raised = -1
			if strings.HasPrefix(p, "super") || p[0] >= '1' && p[0] <= '9' {
				c.look.raised = 1
			}
		}
		switch attr(s, "text:display") {
		case "none":
			c.look.hidden = 1
		case "true":
			c.look.hidden = -1
		}
		if face := attr(s, "style:font-name"); face != "" {
			if c.look.font = st.faces[face]; c.look.font == "" {
				c.look.font = face
			}
		}
		return nil
	})
	st.byID[family+"\x00"+name] = c
	return err
}

// over lays a look over the one below it.
func (l look) over(under look) look {
	if l.bold == 0 {
		l.bold = under.bold
	}
	if l.raised == 0 {
		l.raised = under.raised
	}
	if l.hidden == 0 {
		l.hidden = under.hidden
	}
	if l.font == "" {
		l.font = under.font
	}
	return l
}

// look works out a style with what it inherits.
func (st *styles) look(family, name string) look {
	key := family + "\x00" + name
	l, ok := st.looks[key]
	if ok {
		return l
	}
	at := name
	for range maxParents {
		c, ok := st.byID[family+"\x00"+at]
		if !ok {
			break
		}
		l = l.over(c.look)
		at = c.parent
	}
	if family == "paragraph" {
		l = l.over(st.byID[family+"\x00"].look)
	}
	st.looks[key] = l
	return l
}

// list reads the levels of a list style.
func (st *styles) list(s *xmlscan.Scanner, name string) error {
	return s.Each(func(part string) error {
		n, err := strconv.Atoi(attr(s, "text:level"))
		if err != nil || n < 1 || n > 10 {
			return nil
		}
		f := form{start: 1, shown: 1, prefix: attr(s, "style:num-prefix"), suffix: attr(s, "style:num-suffix")}
		if v, err := strconv.Atoi(attr(s, "text:start-value")); err == nil && v >= 0 && v < 1<<20 {
			f.start = v
		}
		if v, err := strconv.Atoi(attr(s, "text:display-levels")); err == nil && v > 0 && v <= n {
			f.shown = v
		}
		switch part {
		case "list-level-style-number", "outline-level-style":
			f.format = formats[attr(s, "style:num-format")]
		default:
			f.bullet = true
		}
		for len(st.lists[name]) < n {
			st.lists[name] = append(st.lists[name], form{start: 1, shown: 1})
		}
		st.lists[name][n-1] = f
		return nil
	})
}

// formats names the formats of numbers (OpenDocument 1.3 part 3, 19.500).
var formats = map[string]string{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}

// level is the form of a level of a list; a list without a style has bullets.
func (st *styles) level(name string, at int) form {
	if l := st.lists[name]; at < len(l) {
		return l[at]
	}
	return form{bullet: true, start: 1, shown: 1}
}

// marker writes the number of an item; counts are the numbers of its level and of those
// above it.
func (st *styles) marker(name string, counts []int) string {
	at := len(counts) - 1
	f := st.level(name, at)
	if f.format == "none" || f.format == "" {
		return ""
	}
	var parts []string
	for i := max(0, at-f.shown+1); i <= at; i++ {
		if n := input.Numeral(counts[i], st.level(name, i).format); n != "" {
			parts = append(parts, n)
		}
	}
	return f.prefix + strings.Join(parts, ".") + f.suffix
}
