package render

import (
	"fmt"
	"path/filepath"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/render/docx"
	"doisoat/schema"
)

// File is one file of an answer: its base name and its bytes.
type File struct {
	Name string
	Data []byte
}

// AnnotateOptions says what is put into the copies.
type AnnotateOptions struct {
	Suggest bool         // changes for Word to track, beside the comments
	Ticks   bool         // a mark behind every figure that was tied or left undecided
	Limits  input.Limits // under which the inputs were read
	// Bytes gives the bytes of an input, by its index in Report.Sources.
	Bytes func(source int) ([]byte, error)
}

// Annotate makes a copy of every input with the findings in place: Word comments,
// comments in the cells of a workbook, or a page for what has no comments of its own.
func (v *View) Annotate(opt AnnotateOptions) ([]File, error) {
	var out []File
	taken := map[string]bool{}
	for i := range v.report().Sources {
		s := &v.report().Sources[i]
		data, err := opt.Bytes(i)
		if err != nil {
			return nil, err
		}
		name, copied, err := v.annotated(i, data, opt)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Path, err)
		}
		out = append(out, File{freeName(taken, name), copied})
	}
	return out, nil
}

func (v *View) annotated(source int, data []byte, opt AnnotateOptions) (name string, out []byte, err error) {
	s := &v.report().Sources[source]
	name = filepath.Base(s.Path)
	file := input.File{Name: name, Data: data}
	switch s.Format {
	case "docx":
		out, err = docx.Annotate(file, opt.Limits, v.wordNotes(source, opt))
	case "xlsx":
		out, err = v.book(source, file, opt.Limits, false)
	case "xls", "ods", "csv":
		name = strings.TrimSuffix(name, filepath.Ext(name)) + ".xlsx"
		out, err = v.book(source, file, opt.Limits, true)
	default:
		name = strings.TrimSuffix(name, filepath.Ext(name)) + ".html"
		out, err = v.copyOf(source).HTML()
	}
	return name, out, err
}

// freeName keeps two copies of the same name apart: "a.docx", "a-2.docx".
func freeName(taken map[string]bool, name string) string {
	ext := filepath.Ext(name)
	free := name
	for n := 2; taken[strings.ToLower(free)]; n++ {
		free = strings.TrimSuffix(name, ext) + "-" + itoa(n) + ext
	}
	taken[strings.ToLower(free)] = true
	return free
}

// tickStyles are the marks behind figures, by verdict.
var tickStyles = map[schema.Verdict]docx.Tick{
	schema.Tied:      {Sign: "✓", Color: "2E7D32"},
	schema.Undecided: {Sign: "?", Color: "8A6D00"},
}

// wordNotes are the comments, suggestions and ticks for a Word document.
func (v *View) wordNotes(source int, opt AnnotateOptions) docx.Notes {
	notes := docx.Notes{Author: docx.Author{Name: v.say("note.author"), Initials: v.say("note.initials")}}
	rep := v.report()
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		if !f.Counts() {
			continue // in the list and the note, not on the words
		}
		if rep.SourceOf(f.At) == source || f.At.Kind == schema.InSheet && rep.Sheets[f.At.Ref.Sheet].Source == source {
			lines := []docx.Line{}
			for _, l := range v.noteLines(f) {
				lines = append(lines, docx.Line{Text: l.Text, Bold: l.Bold})
			}
			notes.Comments = append(notes.Comments, docx.Comment{At: v.wordPlace(f.At, source), Lines: lines})
		}
		if !opt.Suggest || v.root(f) != nil { // what another finding explains is mended there
			continue
		}
		for k, x := range f.Fixes {
			if x.Replacement != "" && x.Applicability != schema.DisplayOnly && x.At.Kind != schema.Nowhere && rep.SourceOf(x.At) == source {
				notes.Suggestions = append(notes.Suggestions, docx.Suggestion{At: v.wordPlace(x.At, source), Words: x.Replacement})
				if k+1 == len(f.Fixes) || !f.Fixes[k+1].Also {
					break // the others are other ways; of one way all steps are taken
				}
			}
		}
	}
	if !opt.Ticks || rep.Document == nil || rep.Document.Source != source {
		return notes
	}
	for i := range v.Result.Figures {
		f := &v.Result.Figures[i]
		if tick, ok := tickStyles[f.Verdict]; ok {
			tick.At = v.wordPlace(schema.AtSpan(f.Span), source)
			notes.Ticks = append(notes.Ticks, tick)
		}
	}
	return notes
}

// wordPlace turns a place into one of a Word document: words of a block, or a cell of
// the n-th table of the file.
func (v *View) wordPlace(at schema.Location, source int) docx.Place {
	rep := v.report()
	p := docx.Place{Block: -1, Table: -1}
	switch at.Kind {
	case schema.InText:
		if d := rep.Document; d != nil && d.Source == source && at.Span.Block < len(d.Blocks) {
			p.Block, p.Start, p.End, p.Text = at.Span.Block, at.Span.Start, at.Span.End, d.Blocks[at.Span.Block].Text
		}
	case schema.InCell, schema.InSheet:
		p.Table = 0
		for i := 0; i < at.Ref.Sheet && i < len(rep.Sheets); i++ {
			if rep.Sheets[i].Source == source {
				p.Table++
			}
		}
		p.Row, p.Col = at.Ref.Row, at.Ref.Col
	}
	return p
}
