// Package xmlscan reads the XML parts of an office file as a stream of tokens.
//
// It takes the well-formed XML 1.0 that the Open Packaging Conventions allow
// (ECMA-376 part 2: no document type declaration, so no entities of one's own) and
// checks nesting and depth. It exists beside encoding/xml because reading a draft
// is most of a run and this takes a small part of the time; a test holds the two
// against each other.
package xmlscan

import (
	"fmt"
	"strings"
)

// Kind is the kind of a token.
type Kind uint8

const (
	EOF Kind = iota
	Start
	End
	Text
)

// Error is a fault of the XML, with its line.
type Error struct {
	Line int
	What string
	Deep int // the limit, where elements are nested deeper than it
}

// TooDeep is the limit on nesting that the XML passes, 0 for another fault.
func (e *Error) TooDeep() int { return e.Deep }

func (e *Error) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.What) }

type attr struct{ name, value string }

type binding struct {
	prefix, uri string
	depth       int
}

// Scanner gives the tokens of one part.
type Scanner struct {
	src      string
	pos      int
	maxDepth int
	stack    []string // names of the open elements, prefix included
	started  bool
	closing  bool // the last start tag closed itself
	popping  bool // the last token was an end: its bindings go with the next token

	from     int    // where the last token begins
	name     string // with prefix, of a Start or End
	colon    int    // length of the prefix
	attrs    []attr
	text     string
	bindings []binding
}

// New makes a scanner of a part; depth bounds the nesting.
func New(src string, depth int) *Scanner {
	return &Scanner{src: strings.TrimPrefix(src, "\ufeff"), maxDepth: depth}
}

// Line is the line on which the scanner stands, counted from 1.
func (s *Scanner) Line() int { return 1 + strings.Count(s.src[:min(s.pos, len(s.src))], "\n") }

func (s *Scanner) fail(format string, args ...any) error {
	return &Error{Line: s.Line(), What: fmt.Sprintf(format, args...)}
}

// Depth is the number of open elements; a Start counts itself, an End does not.
func (s *Scanner) Depth() int { return len(s.stack) }

// Local is the name of the element without its prefix.
func (s *Scanner) Local() string {
	if s.colon > 0 {
		return s.name[s.colon+1:]
	}
	return s.name
}

// Space is the namespace of the element, "" when its prefix is not bound.
func (s *Scanner) Space() string { return s.lookup(s.name[:s.colon]) }

func (s *Scanner) lookup(prefix string) string {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == prefix {
			return s.bindings[i].uri
		}
	}
	if prefix == "xml" {
		return "http://www.w3.org/XML/1998/namespace"
	}
	return ""
}

// Token is where the last token stands in the part, half-open in bytes behind a byte
// order mark. The End of an element that closed itself is empty.
func (s *Scanner) Token() (from, to int) { return s.from, s.pos }

// Raw is the last token as the part has it.
func (s *Scanner) Raw() string { return s.src[s.from:s.pos] }

// Slice is the part's bytes [from, to), as Token counts them.
func (s *Scanner) Slice(from, to int) string { return s.src[from:to] }

// Text is the character data of a Text token.
func (s *Scanner) Text() string { return s.text }

// Attr is the value of the attribute with this local name.
func (s *Scanner) Attr(local string) (string, bool) {
	for i := range s.attrs {
		n := s.attrs[i].name
		if n == local || len(n) > len(local) && n[len(n)-len(local)-1] == ':' && n[len(n)-len(local):] == local {
			if strings.HasPrefix(n, "xmlns:") {
				continue
			}
			return expand(s.attrs[i].value)
		}
	}
	return "", false
}

// Next moves to the next token.
func (s *Scanner) Next() (Kind, error) {
	if s.popping {
		s.popping = false
		for n := len(s.bindings); n > 0 && s.bindings[n-1].depth > len(s.stack); n-- {
			s.bindings = s.bindings[:n-1]
		}
	}
	s.from = s.pos
	if s.closing {
		s.closing = false
		return s.end(), nil
	}
	for {
		s.from = s.pos
		if s.pos >= len(s.src) {
			if len(s.stack) > 0 {
				return EOF, s.fail("the part ends inside <%s>", s.stack[len(s.stack)-1])
			}
			if !s.started {
				return EOF, s.fail("the part has no element")
			}
			return EOF, nil
		}
		if s.src[s.pos] != '<' {
			i := strings.IndexByte(s.src[s.pos:], '<')
			if i < 0 {
				i = len(s.src) - s.pos
			}
			raw := s.src[s.pos : s.pos+i]
			if len(s.stack) == 0 {
				if strings.Trim(raw, " \t\r\n") != "" {
					return EOF, s.fail("text outside the root element")
				}
				s.pos += i
				continue
			}
			if strings.Contains(raw, "]]>") {
				return EOF, s.fail("a stray ]]>")
			}
			text, ok := unescape(raw)
			if !ok {
				return EOF, s.fail("a broken character reference")
			}
			s.pos += i
			s.text = text
			return Text, nil
		}
		rest := s.src[s.pos:]
		switch {
		case strings.HasPrefix(rest, "<?"):
			i := strings.Index(rest, "?>")
			if i < 0 {
				return EOF, s.fail("an instruction that does not end")
			}
			s.pos += i + 2
		case strings.HasPrefix(rest, "<!--"):
			i := strings.Index(rest[4:], "-->")
			if i < 0 {
				return EOF, s.fail("a comment that does not end")
			}
			s.pos += i + 7
		case strings.HasPrefix(rest, "<![CDATA["):
			i := strings.Index(rest, "]]>")
			if i < 0 || len(s.stack) == 0 {
				return EOF, s.fail("a broken CDATA section")
			}
			s.text = clean(rest[9:i])
			s.pos += i + 3
			return Text, nil
		case strings.HasPrefix(rest, "<!"):
			return EOF, s.fail("a document type declaration, which office files must not have")
		case strings.HasPrefix(rest, "</"):
			i := strings.IndexByte(rest, '>')
			if i < 0 {
				return EOF, s.fail("a tag that does not end")
			}
			name := strings.TrimRight(rest[2:i], " \t\r\n")
			if len(s.stack) == 0 || s.stack[len(s.stack)-1] != name {
				return EOF, s.fail("</%s> closes nothing that is open", clip(name))
			}
			s.pos += i + 1
			return s.end(), nil
		default:
			return s.start(rest)
		}
	}
}

func (s *Scanner) end() Kind {
	s.name = s.stack[len(s.stack)-1]
	s.colon = max(strings.IndexByte(s.name, ':'), 0)
	s.stack = s.stack[:len(s.stack)-1]
	s.popping = true
	return End
}

// start reads a start tag; rest begins with "<".
func (s *Scanner) start(rest string) (Kind, error) {
	if len(s.stack) == 0 && s.started {
		return EOF, s.fail("a second root element")
	}
	if len(s.stack) >= s.maxDepth {
		return EOF, &Error{s.Line(), fmt.Sprintf("elements nested more than %d deep", s.maxDepth), s.maxDepth}
	}
	i := 1 + nameLen(rest[1:])
	if i == 1 || !qualified(rest[1:i]) {
		return EOF, s.fail("a tag without a name")
	}
	s.name = rest[1:i]
	i, err := s.attributes(rest, i)
	if err != nil {
		return EOF, err
	}
	s.pos += i
	s.started = true
	s.stack = append(s.stack, s.name)
	s.colon = max(strings.IndexByte(s.name, ':'), 0)
	s.bind()
	return Start, nil
}

// attributes reads a start tag from behind its name and says where the tag ends.
func (s *Scanner) attributes(rest string, i int) (int, error) {
	s.attrs = s.attrs[:0]
	for {
		j := i
		for j < len(rest) && isSpace(rest[j]) {
			j++
		}
		if j >= len(rest) {
			return 0, s.fail("a tag that does not end")
		}
		if rest[j] == '>' {
			return j + 1, nil
		}
		if rest[j] == '/' {
			if j+1 >= len(rest) || rest[j+1] != '>' {
				return 0, s.fail("a broken tag <%s>", clip(s.name))
			}
			s.closing = true
			return j + 2, nil
		}
		n := nameLen(rest[j:])
		if n == 0 || j == i {
			return 0, s.fail("a broken attribute in <%s>", clip(s.name))
		}
		name := rest[j : j+n]
		if !qualified(name) {
			return 0, s.fail("a broken attribute in <%s>", clip(s.name))
		}
		j += n
		for j < len(rest) && isSpace(rest[j]) {
			j++
		}
		if j >= len(rest) || rest[j] != '=' {
			return 0, s.fail("an attribute without a value in <%s>", clip(s.name))
		}
		j++
		for j < len(rest) && isSpace(rest[j]) {
			j++
		}
		if j >= len(rest) || rest[j] != '"' && rest[j] != '\'' {
			return 0, s.fail("an attribute without quotes in <%s>", clip(s.name))
		}
		q := strings.IndexByte(rest[j+1:], rest[j])
		if q < 0 {
			return 0, s.fail("an attribute that does not end in <%s>", clip(s.name))
		}
		value := rest[j+1 : j+1+q]
		if strings.IndexByte(value, '&') >= 0 {
			if _, ok := unescape(value); !ok {
				return 0, s.fail("a broken character reference in <%s>", clip(s.name))
			}
		}
		if strings.IndexByte(value, '<') >= 0 {
			return 0, s.fail("a < in an attribute of <%s>", clip(s.name))
		}
		s.attrs = append(s.attrs, attr{name, value})
		i = j + q + 2
	}
}

// bind keeps the namespaces that the start tag declares.
func (s *Scanner) bind() {
	for k := range s.attrs {
		a := &s.attrs[k]
		prefix, declares := strings.CutPrefix(a.name, "xmlns")
		if !declares || prefix != "" && prefix[0] != ':' {
			continue
		}
		if prefix == ":xmlns" || prefix == ":xml" {
			continue // bound by the standard alone
		}
		uri, _ := expand(a.value)
		s.bindings = append(s.bindings, binding{strings.TrimPrefix(prefix, ":"), uri, len(s.stack)})
	}
}

// Skip passes over the rest of the element whose Start was the last token.
func (s *Scanner) Skip() error {
	depth := len(s.stack)
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == End && len(s.stack) < depth {
			return nil
		}
	}
}

// Each calls do at the Start of each element inside the one whose Start was the last
// token. What do leaves unread of an element is passed over.
func (s *Scanner) Each(do func(name string) error) error {
	depth := len(s.stack)
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == End && len(s.stack) < depth:
			return nil
		case k != Start:
			continue
		}
		inner := len(s.stack)
		if err := do(s.Local()); err != nil {
			return err
		}
		for len(s.stack) >= inner {
			if _, err := s.Next(); err != nil {
				return err
			}
		}
	}
}
