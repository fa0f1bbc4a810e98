// Package markdown reads Markdown: CommonMark's blocks as far as reports use them,
// GitHub's pipe tables and footnotes, and tab-separated tables pasted into it.
//
// It is written by hand because every character of the text must be tied to its
// line and column, through removed markup and composed letters; a parser that
// gives byte ranges of segments leaves most of that work undone.
package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// Read reads a Markdown file.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	ls, err := lines.Split(file.Data, lim.Text)
	if err != nil {
		return input.Content{}, err
	}
	r := &reader{Builder: lines.NewBuilder(lim), lines: ls}
	r.frontMatter()
	for r.at < len(r.lines) {
		if err := r.step(); err != nil {
			return input.Content{}, err
		}
	}
	if err := r.flush(); err != nil {
		return input.Content{}, err
	}
	return r.Done(), nil
}

type reader struct {
	*lines.Builder
	lines []lines.Line
	at    int
	// The paragraph or list item being gathered.
	open    schema.Block
	chars   []lines.Char
	pending bool
	indents []int // of the open list items, outermost first
}

// frontMatter passes over a YAML heading.
func (r *reader) frontMatter() {
	if len(r.lines) == 0 || r.lines[0].Text != "---" {
		return
	}
	for i := 1; i < len(r.lines) && i < 60 && !r.lines[i].Blank(); i++ {
		if t := r.lines[i].Text; t == "---" || t == "..." {
			r.at = i + 1
			r.Content.Notes = append(r.Content.Notes, schema.Say("read.front-matter"))
			return
		}
	}
}

// step reads the construct that begins at the current line.
func (r *reader) step() error {
	l := r.lines[r.at]
	if l.Blank() {
		r.at++
		return r.flush()
	}
	body := strings.TrimLeft(l.Text, " \t>")
	quoted := len(l.Text) - len(body)
	if n := lines.TabRun(r.lines, r.at); n > 0 {
		return r.table(n, lines.Tabs, true)
	}
	if n := lines.PipeRun(r.lines, r.at); n > 0 {
		return r.table(n, lines.Pipes, false)
	}
	switch {
	case strings.HasPrefix(body, "```") || strings.HasPrefix(body, "~~~"):
		return r.fence(body[:3])
	case strings.HasPrefix(body, "<!--"):
		return r.comment()
	case heading(body) > 0:
		return r.heading(l, quoted, heading(body))
	case r.pending && r.open.Kind == schema.Paragraph && underline(body) > 0:
		r.open.Kind, r.open.Level = schema.Heading, underline(body)
		r.at++
		return r.flush()
	case thematic(body):
		r.at++
		return r.flush()
	case note(body) > 0:
		return r.note(l, quoted, note(body))
	}
	if n := bullet(body); n > 0 && (!r.pending || !ordered(body) || r.open.Kind == schema.ListItem || body[0] == '1') {
		return r.item(l, quoted)
	}
	if !r.pending {
		r.open, r.chars, r.pending = schema.Block{Kind: schema.Paragraph}, nil, true
	}
	r.line(l, quoted)
	return nil
}

// line adds a line to what is gathered: joined by a blank where the source only
// wraps, by a newline after a hard break.
func (r *reader) line(l lines.Line, from int) {
	r.at++
	text := strings.TrimRight(l.Text, " \t")
	hard := strings.HasSuffix(l.Text, "  ")
	if !hard && strings.HasSuffix(text, "\\") && !strings.HasSuffix(text, "\\\\") {
		hard, text = true, text[:len(text)-1]
	}
	if from > len(text) {
		from = len(text)
	}
	r.chars = lines.Line{Text: text, Num: l.Num}.AppendChars(r.chars, from)
	joint := lines.Char{R: ' ', Line: int32(l.Num), Col: int32(1 + utf8.RuneCountInString(text))}
	if hard {
		joint.R = '\n'
	}
	r.chars = append(r.chars, joint)
}

// flush ends the block that is gathered.
func (r *reader) flush() error {
	if !r.pending {
		return nil
	}
	r.pending = false
	if r.open.Kind != schema.ListItem {
		r.indents = nil
	}
	b := r.open
	chars := lines.Trim(inline(lines.Trim(r.chars)))
	if b.Kind == schema.Paragraph {
		if n := raisedMark(chars); n > 0 {
			b.Kind, b.Marker = schema.Footnote, lines.String(chars[:n])
			lines.Fill(&b, chars)
			b.Body = len(b.Marker) + len(b.Text[len(b.Marker):]) - len(strings.TrimLeft(b.Text[len(b.Marker):], " \t"))
			return r.Add(b)
		}
	}
	lines.Fill(&b, chars)
	input.Mark(&b)
	return r.Add(b)
}

// raisedMark measures the raised digits that begin a footnote's text.
func raisedMark(c []lines.Char) int {
	n := 0
	for n < len(c) && c[n].Raised && unicode.IsDigit(c[n].R) {
		n++
	}
	if n == len(c) {
		return 0
	}
	return n
}

// heading gives the level of an ATX heading, 0 for another line.
func heading(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

func (r *reader) heading(l lines.Line, from, level int) error {
	if err := r.flush(); err != nil {
		return err
	}
	r.at++
	text := strings.TrimRight(l.Text, " \t")
	if t := strings.TrimRight(text, "#"); len(t) < len(text) && (strings.HasSuffix(t, " ") || len(t) <= from+level) {
		text = t
	}
	r.indents = nil
	b := schema.Block{Kind: schema.Heading, Level: level}
	lines.Fill(&b, inline(lines.Trim(lines.Line{Text: text, Num: l.Num}.Chars(min(from+level, len(text))))))
	input.Mark(&b)
	return r.Add(b)
}

// underline gives the level of a heading that this line underlines.
func underline(s string) int {
	s = strings.TrimRight(s, " \t")
	switch {
	case s != "" && strings.Trim(s, "=") == "":
		return 1
	case len(s) > 1 && strings.Trim(s, "-") == "":
		return 2
	}
	return 0
}

// thematic reports a line that only divides.
func thematic(s string) bool {
	marks := 0
	var mark byte
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' || c == '\t':
		case c != '-' && c != '*' && c != '_' || marks > 0 && c != mark:
			return false
		default:
			mark = c
			marks++
		}
	}
	return marks >= 3
}

// note measures the "[^1]:" of a footnote's text.
func note(s string) int {
	if !strings.HasPrefix(s, "[^") {
		return 0
	}
	end := strings.Index(s, "]:")
	if end < 3 || strings.ContainsAny(s[2:end], " \t[") {
		return 0
	}
	return end + 2
}

func (r *reader) note(l lines.Line, from, n int) error {
	if err := r.flush(); err != nil {
		return err
	}
	r.open = schema.Block{Kind: schema.Footnote, Marker: l.Text[from+2 : from+n-2]}
	r.chars, r.pending = nil, true
	r.line(l, from+n)
	return nil
}

// bullet measures the marker of a list item and the blank after it.
func bullet(s string) int {
	if len(s) > 1 && strings.IndexByte("-*+", s[0]) >= 0 && (s[1] == ' ' || s[1] == '\t') {
		return 2
	}
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ')') && (s[n+1] == ' ' || s[n+1] == '\t') {
		return n + 2
	}
	return 0
}

func ordered(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// item begins a list item; its marker stays in the text.
func (r *reader) item(l lines.Line, from int) error {
	if err := r.flush(); err != nil {
		return err
	}
	indent := from + strings.Count(l.Text[:from], "\t")*3
	for len(r.indents) > 0 && r.indents[len(r.indents)-1] > indent {
		r.indents = r.indents[:len(r.indents)-1]
	}
	if len(r.indents) == 0 || indent >= r.indents[len(r.indents)-1]+2 {
		r.indents = append(r.indents, indent)
	}
	r.open = schema.Block{Kind: schema.ListItem, Level: len(r.indents) - 1}
	r.chars, r.pending = nil, true
	r.line(l, from)
	return nil
}

// fence keeps the lines of a code block as they are.
func (r *reader) fence(mark string) error {
	if err := r.flush(); err != nil {
		return err
	}
	var chars []lines.Char
	for r.at++; r.at < len(r.lines); r.at++ {
		l := r.lines[r.at]
		if strings.HasPrefix(strings.TrimSpace(l.Text), mark) {
			r.at++
			break
		}
		c := l.Chars(0)
		chars = append(append(chars, c...), lines.Char{R: '\n', Line: int32(l.Num), Col: int32(len(c) + 1)})
	}
	b := schema.Block{Kind: schema.Paragraph}
	lines.Fill(&b, chars)
	return r.Add(b)
}

// comment passes over <!-- ... -->.
func (r *reader) comment() error {
	if err := r.flush(); err != nil {
		return err
	}
	for ; r.at < len(r.lines); r.at++ {
		if strings.Contains(r.lines[r.at].Text, "-->") {
			r.at++
			break
		}
	}
	return nil
}

// table reads n lines as the rows of a table.
func (r *reader) table(n int, cut func(lines.Line) []lines.Field, loose bool) error {
	if err := r.flush(); err != nil {
		return err
	}
	r.indents = nil
	rows := lines.Rows(r.lines[r.at:r.at+n], cut, inline, !loose)
	r.at += n
	return r.Table(rows, loose)
}
