package docx

import (
	"strings"
	"unicode/utf8"

	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
)

// Trace tells where the text of a document stands in its parts, kept from the parse,
// so that an annotation goes to the very bytes that a finding is about.
type Trace struct {
	Main   string           // name of the main part
	Blocks []*Stand         // of each block of the document; nil for a table
	Tables []map[Cell][]int // of each sheet: the paragraphs of a cell, indexes in Cells
	Cells  []*Stand
}

// Cell is a 0-based row and column of a table.
type Cell struct{ Row, Col int }

// Stand is where one paragraph stands: the bytes of its p element in the part, and of
// each character of its text. Offsets count behind a byte order mark.
type Stand struct {
	Part     string
	From, To int
	Text     string // as the block or cell has it, in NFC
	Marks    []Mark // in order of the text
	// Note is the kind ("footnotes", "endnotes") and the id of the note that holds the
	// paragraph, both "" in the body.
	Note, NoteID string
}

// Mark ties a character of a text to the bytes that wrote it: [Start, End) of the text
// came from [From, To) of the part. A combining accent that was joined to its letter
// has an empty range of the text behind the letter.
type Mark struct{ Start, End, From, To int }

// Follow reads a document again and tells where everything stands.
func Follow(file input.File, lim input.Limits) (input.Content, *Trace, error) {
	t := &Trace{}
	c, err := follow(file, lim, t)
	return c, t, err
}

// Bytes gives the part's bytes that wrote text[start:end], from the first character to
// the last; ok is false when none did.
func (s *Stand) Bytes(start, end int) (from, to int, ok bool) {
	for _, m := range s.Marks {
		inside := m.Start >= start && m.End <= end && (m.End > m.Start || m.Start > start)
		if !inside {
			continue
		}
		if !ok {
			from, ok = m.From, true
		}
		to = max(to, m.To)
	}
	return from, to, ok
}

func (t *Trace) block(s *Stand) {
	if t != nil {
		t.Blocks = append(t.Blocks, s)
	}
}

func (t *Trace) note(s *Stand, kind, id string) {
	if t != nil {
		s.Note, s.NoteID = kind, id
		t.Blocks = append(t.Blocks, s)
	}
}

func (t *Trace) table(table *table) {
	if t == nil {
		return
	}
	cells := map[Cell][]int{}
	for i, at := range table.at {
		for _, it := range table.contents[i] {
			if it.stand != nil {
				cells[at] = append(cells[at], len(t.Cells))
				t.Cells = append(t.Cells, it.stand)
			}
		}
	}
	t.Tables = append(t.Tables, cells)
	t.Blocks = append(t.Blocks, nil)
}

// open begins to keep where a paragraph stands; its Start was the last token.
func (p *paragraph) open(w *walker, s *xmlscan.Scanner) {
	if w.trace == nil {
		return
	}
	from, _ := s.Token()
	p.stand, p.scan = &Stand{Part: w.part, From: from}, s
}

func (p *paragraph) close() {
	if p.stand != nil {
		_, p.stand.To = p.scan.Token()
	}
}

// keep ties the characters of a text, which the last token gave, to its bytes.
func (p *paragraph) keep(text string) {
	if p.stand == nil {
		return
	}
	from, to := p.scan.Token()
	at, raw := p.text.Len(), p.scan.Raw()
	if inner, ok := strings.CutPrefix(raw, "<![CDATA["); ok {
		from += len("<![CDATA[")
		raw = strings.TrimSuffix(inner, "]]>")
	} else if strings.HasPrefix(raw, "<") { // an element that stands for a character
		p.stand.Marks = append(p.stand.Marks, Mark{at, at + len(text), from, to})
		return
	}
	for i := 0; i < len(text); {
		_, n := utf8.DecodeRuneInString(text[i:])
		width := written(raw)
		p.stand.Marks = append(p.stand.Marks, Mark{at + i, at + i + n, from, from + width})
		raw, from, i = raw[width:], from+width, i+n
	}
}

// written is the number of bytes that write the first character: of a reference up to
// its semicolon, of a line end both of its bytes.
func written(raw string) int {
	switch {
	case strings.HasPrefix(raw, "\r\n"):
		return 2
	case strings.HasPrefix(raw, "&"):
		return strings.IndexByte(raw, ';') + 1
	}
	_, n := utf8.DecodeRuneInString(raw)
	if n == 1 && raw[0] >= utf8.RuneSelf { // bytes that are no UTF-8 become one sign
		for n < len(raw) && raw[n] >= utf8.RuneSelf {
			if _, m := utf8.DecodeRuneInString(raw[n:]); m > 1 {
				break
			}
			n++
		}
	}
	return n
}

// decodeMarks is decode with the marks moved along: each is a run of its own, which
// changes nothing for the decoder, since runs of one font are read as one.
func (w *walker) decodeMarks(p *paragraph) string {
	marks := p.stand.Marks
	runs := make([]legacy.Run, len(marks))
	first := make([]int, len(p.spans)+1) // the first mark of each span
	k := 0
	for i, m := range marks {
		for k < len(p.spans) && m.Start >= p.spans[k].end {
			k++
			first[k] = i
		}
		runs[i] = legacy.Run{Start: m.Start, End: m.End, Font: p.spans[k].font}
	}
	first[len(p.spans)] = len(marks)
	text := w.legacy.Runs(p.text.String(), runs)
	for i := range runs {
		marks[i].Start, marks[i].End = runs[i].Start, runs[i].End
	}
	for i := range p.spans {
		if first[i] < first[i+1] {
			p.spans[i].start, p.spans[i].end = runs[first[i]].Start, runs[first[i+1]-1].End
		}
	}
	return text
}

// trim follows a text that lost cut bytes in front and was cut off after size bytes.
func (s *Stand) trim(cut, size int) {
	if s == nil {
		return
	}
	kept := s.Marks[:0]
	for _, m := range s.Marks {
		m.Start, m.End = m.Start-cut, m.End-cut
		if m.Start >= 0 && m.End <= size {
			kept = append(kept, m)
		}
	}
	s.Marks = kept
}

// compose follows a text that is written in NFC.
func (s *Stand) compose(text string) {
	if s == nil {
		return
	}
	runs := make([]run, len(s.Marks))
	for i, m := range s.Marks {
		runs[i] = run{start: m.Start, end: m.End}
	}
	compose(text, runs)
	for i := range runs {
		s.Marks[i].Start, s.Marks[i].End = runs[i].start, runs[i].end
	}
}

func (s *Stand) says(text string) {
	if s != nil {
		s.Text = text
	}
}

// First is the first paragraph of the document that has text, nil when none has.
func (t *Trace) First() *Stand {
	for _, s := range t.Blocks {
		if s != nil && s.Note == "" {
			return s
		}
	}
	if len(t.Cells) > 0 {
		return t.Cells[0]
	}
	return nil
}
