// Package docx puts comments, suggestions and ticks into a copy of a Word document.
// Runs are split at the words that are meant and keep their formatting; outside of the
// touched runs every byte stays. Places come from the parse (internal/read/docx).
package docx

import (
	"fmt"

	"doisoat/internal/read/docx"
	"doisoat/internal/read/input"
	"doisoat/internal/render/opc"
)

// Place is what a comment is about: words of a block, a cell of a table, or, when
// neither is set, the start of the document.
type Place struct {
	Block, Start, End int    // an index of Document.Blocks, and bytes of its text; Block is -1 for a cell
	Text              string // of the whole block, as it was checked
	Table             int    // 0-based table of the document, -1 for words
	Row, Col          int
}

// Line is a paragraph of a comment.
type Line struct {
	Text string
	Bold bool
}

// Comment is one comment.
type Comment struct {
	At    Place
	Lines []Line
}

// Suggestion is words to put in place of others.
type Suggestion struct {
	At    Place
	Words string
}

// Tick is a mark behind a figure.
type Tick struct {
	At    Place
	Sign  string
	Color string // RRGGBB
}

// Author signs the comments and the suggestions.
type Author struct{ Name, Initials string }

// Notes is all that is put into a document.
type Notes struct {
	Author      Author
	Comments    []Comment
	Suggestions []Suggestion
	Ticks       []Tick
}

// Annotate gives a copy of the document with the notes in it.
func Annotate(file input.File, lim input.Limits, notes Notes) ([]byte, error) {
	_, trace, err := docx.Follow(file, lim)
	if err != nil {
		return nil, err
	}
	pkg, err := opc.Open(file.Data, lim)
	if err != nil {
		return nil, err
	}
	a := &annotator{pkg: pkg, trace: trace, author: notes.Author, parts: map[string]*part{}}
	if a.main, err = a.open(trace.Main); err != nil {
		return nil, err
	}
	a.nextID = a.main.maxID
	if len(notes.Comments) > 0 {
		if err := a.comment(notes.Comments); err != nil {
			return nil, err
		}
	}
	for _, s := range notes.Suggestions {
		if err := a.suggest(s); err != nil {
			return nil, err
		}
	}
	for _, t := range notes.Ticks {
		if err := a.tick(t); err != nil {
			return nil, err
		}
	}
	for _, name := range a.order {
		text, err := a.parts[name].write()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		pkg.Set(name, text)
	}
	return pkg.Bytes()
}

// annotator carries one document.
type annotator struct {
	pkg    *opc.Package
	trace  *docx.Trace
	author Author
	main   *part
	parts  map[string]*part
	order  []string // names of the parts, as they were opened
	nextID int      // of revisions
}

// open scans a part once.
func (a *annotator) open(name string) (*part, error) {
	if p, ok := a.parts[name]; ok {
		return p, nil
	}
	text, err := a.pkg.Part(name)
	if err != nil {
		return nil, err
	}
	p, err := scan(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	a.parts[name] = p
	a.order = append(a.order, name)
	return p, nil
}

// target is a stretch of a part, or one point of it where a paragraph has no text.
type target struct {
	part     *part
	from, to int
	empty    *docx.Stand // the paragraph without text
	exact    bool        // the words alone are meant
	note     string      // kind of the note when the stretch is its mark in the body
}

// find turns a place into a stretch of a part.
func (a *annotator) find(at Place) (target, error) {
	first, last, start, end := (*docx.Stand)(nil), (*docx.Stand)(nil), 0, 0
	exact := false
	switch {
	case at.Table >= 0 && at.Table < len(a.trace.Tables):
		for _, i := range a.trace.Tables[at.Table][docx.Cell{Row: at.Row, Col: at.Col}] {
			s := a.trace.Cells[i]
			if first == nil || len(first.Marks) == 0 {
				first = s
			}
			if last == nil || len(s.Marks) > 0 {
				last = s
			}
		}
	case at.Block >= 0 && at.Block < len(a.trace.Blocks) && a.trace.Blocks[at.Block] != nil:
		first = a.trace.Blocks[at.Block]
		last, end = first, len(first.Text)
		if first.Text == at.Text && at.Start <= at.End && at.End <= end {
			start, end, exact = at.Start, at.End, true
		}
	}
	if first == nil {
		first = a.trace.First()
		if first == nil {
			return target{}, errNowhere
		}
		last = first
	}
	if last != first || !exact {
		start, end = 0, len(first.Text)
	}
	p, err := a.open(first.Part)
	if err != nil {
		return target{}, err
	}
	t := target{part: p, exact: exact}
	from, to, ok := first.Bytes(start, end)
	if !ok {
		t.empty = first
		return t, nil
	}
	if last != first {
		if _, bottom, ok := last.Bytes(0, len(last.Text)); ok && last.Part == first.Part {
			to = bottom
		}
	}
	t.from, t.to = from, to
	if first.Note != "" { // comments belong to the main part: on the mark of the note
		if mark, ok := a.main.notes[first.Note+" "+first.NoteID]; ok {
			return target{part: a.main, from: mark.from, to: mark.to, note: first.Note}, nil
		}
	}
	return t, nil
}
