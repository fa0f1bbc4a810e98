package docx

import (
	"errors"
	"sort"
	"strconv"
	"strings"

	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
)

var errNowhere = errors.New("a document without a paragraph")

// part is the text of a part with its runs, and what is to be put into it.
type part struct {
	text   string
	units  []unit            // in order
	notes  map[string]bounds // marks of notes: "footnotes 3"
	slots  map[int]*slot     // by byte offset
	cuts   []cut             // suggestions, in order of their place
	fills  []opc.Edit        // of paragraphs without text
	maxID  int               // the greatest w:id
	strict bool              // ISO strict namespaces
	prefix string            // of the main namespace, with its colon
	space  string            // the main namespace
}

type bounds struct{ from, to int }

// unit is what stands in a paragraph and can be split or not: a run, or a formula.
type unit struct {
	bounds
	run      bool
	tag      string // the start tag
	props    string // its rPr
	children []child
	revised  bool // inside an insertion or a deletion
	field    bool // inside a simple field
}

// child is an element of a run.
type child struct {
	bounds
	name         string // without its prefix
	inner, close int    // of a t: where its characters begin and end
	plain        bool   // a t that holds one stretch of characters
}

// slot is what is put in at one offset, in the order of the fields.
type slot struct{ inserted, ends, ticks, points, starts []string }

func (s *slot) String() string {
	var b strings.Builder
	for _, l := range [][]string{s.inserted, s.ends, s.ticks, s.points, s.starts} {
		for _, x := range l {
			b.WriteString(x)
		}
	}
	return b.String()
}

// cut is a stretch that is struck out.
type cut struct {
	bounds
	open, close string // tags around each run
}

// scan finds the runs of a part.
func scan(text string) (*part, error) {
	p := &part{text: text, notes: map[string]bounds{}, slots: map[int]*slot{}, prefix: "w:"}
	s := opc.Scan(text)
	revised, field := 0, 0
	closing := map[int]*int{} // by depth, the counter that its end lowers
	for {
		k, err := s.Next()
		if err != nil {
			return nil, err
		}
		if k == xmlscan.EOF {
			return p, nil
		}
		if k == xmlscan.End {
			if n := closing[s.Depth()+1]; n != nil {
				*n--
				delete(closing, s.Depth()+1)
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
		if s.Depth() == 1 {
			p.prefix, p.space = opc.Prefix(s.Raw()), s.Space()
			p.strict = strings.HasPrefix(p.space, "http://purl.oclc.org/")
		}
		p.id(s)
		switch s.Local() {
		case "ins", "del", "moveTo", "moveFrom":
			revised++
			closing[s.Depth()] = &revised
		case "fldSimple":
			field++
			closing[s.Depth()] = &field
		case "r":
			u := unit{run: true, revised: revised > 0, field: field > 0}
			if err := p.run(s, &u); err != nil {
				return nil, err
			}
			p.units = append(p.units, u)
		case "oMath", "oMathPara":
			from, _ := s.Token()
			if err := s.Skip(); err != nil {
				return nil, err
			}
			_, to := s.Token()
			p.units = append(p.units, unit{bounds: bounds{from, to}})
		}
	}
}

// id keeps the greatest id of an annotation.
func (p *part) id(s *xmlscan.Scanner) {
	switch s.Local() {
	case "ins", "del", "moveTo", "moveFrom", "rPrChange", "pPrChange", "bookmarkStart", "commentRangeStart", "commentReference", "comment":
		if v, ok := s.Attr("id"); ok {
			if n, err := strconv.Atoi(v); err == nil && n < 1<<30 {
				p.maxID = max(p.maxID, n)
			}
		}
	}
}

// run reads one r, whose Start was the last token.
func (p *part) run(s *xmlscan.Scanner, u *unit) error {
	u.from, _ = s.Token()
	u.tag = s.Raw()
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			_, u.to = s.Token()
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
		p.id(s)
		c := child{name: s.Local()}
		id, _ := s.Attr("id")
		c.from, c.inner = s.Token()
		inner, texts := s.Depth(), 0
		for {
			if k, err = s.Next(); err != nil {
				return err
			}
			if k == xmlscan.End && s.Depth() < inner {
				break
			}
			texts++
			if k != xmlscan.Text || s.Depth() != inner {
				texts = 2
			}
			if k == xmlscan.Start {
				p.id(s)
			}
		}
		c.close, c.to = s.Token()
		switch c.name {
		case "t":
			c.plain = texts == 1 && p.text[c.inner] != '<'
		case "rPr":
			u.props = p.text[c.from:c.to]
			continue
		case "footnoteReference", "endnoteReference":
			p.notes[strings.TrimSuffix(c.name, "Reference")+"s "+id] = c.bounds
		}
		u.children = append(u.children, c)
	}
}

// at finds the unit that holds a byte, nil when none does.
func (p *part) at(offset int) *unit {
	i := sort.Search(len(p.units), func(i int) bool { return p.units[i].to > offset })
	if i == len(p.units) || p.units[i].from > offset {
		return nil
	}
	return &p.units[i]
}

// before gives the offset at which something can be put in front of a byte, and after
// the one behind it: within a run of text at the byte itself, else at the edge of what
// cannot be split.
func (p *part) before(offset int) int {
	u := p.at(offset)
	if u == nil {
		return -1
	}
	for i, c := range u.children {
		if offset < c.from || offset >= c.to {
			continue
		}
		if c.plain && offset > c.inner && offset < c.close {
			return offset
		}
		if i == 0 {
			return u.from
		}
		return c.from
	}
	return u.from
}

func (p *part) after(offset int) int {
	u := p.at(offset - 1)
	if u == nil {
		return -1
	}
	for i, c := range u.children {
		if offset-1 < c.from || offset-1 >= c.to {
			continue
		}
		if c.plain && offset > c.inner && offset < c.close {
			return offset
		}
		if i == len(u.children)-1 {
			return u.to
		}
		return c.to
	}
	return u.to
}

func (p *part) slot(offset int) *slot {
	s := p.slots[offset]
	if s == nil {
		s = &slot{}
		p.slots[offset] = s
	}
	return s
}
