package read

import (
	"unicode"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// hardlyAny is the number of letters under which a document's text outside its
// tables is a title and a signature, not a draft.
const hardlyAny = 800

// findDraft gives the index of the file that is the draft, -1 when none is. The
// only document is the draft; among several, those that are little more than a
// table are appendices.
func findDraft(files []*loaded) (int, error) {
	var documents, drafts []int
	for i, f := range files {
		if f.content.Document == nil {
			continue
		}
		documents = append(documents, i)
		if !tableOnly(&f.content) {
			drafts = append(drafts, i)
		}
	}
	switch {
	case len(documents) == 1:
		return documents[0], nil
	case len(drafts) == 0:
		return -1, nil
	case len(drafts) == 1:
		return drafts[0], nil
	}
	return 0, &Error{Path: files[drafts[1]].path, Message: schema.Say("read.two-drafts", "other", files[drafts[0]].path)}
}

// tableOnly reports whether a document is little more than its tables.
func tableOnly(c *input.Content) bool {
	prose, table := 0, 0
	for _, s := range c.Sheets {
		for _, row := range s.Cells {
			for i := range row {
				table += len(row[i].Raw)
			}
		}
	}
	most := min(hardlyAny, 2*table)
	for i := range c.Document.Blocks {
		if prose >= most {
			return false
		}
		if c.Document.Blocks[i].Kind != schema.TableBlock {
			prose += letters(c.Document.Blocks[i].Text)
		}
	}
	return prose < most
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// join makes the report of the files; draft is the index of the draft or -1.
func join(files []*loaded, draft int) *schema.Report {
	r := &schema.Report{}
	for i, f := range files {
		first := len(r.Sheets)
		for _, s := range f.content.Sheets {
			s.Source = i
			r.Sheets = append(r.Sheets, s)
		}
		switch d := f.content.Document; {
		case d == nil:
		case i == draft:
			d.Source = i
			for j := range d.Blocks {
				if d.Blocks[j].Kind == schema.TableBlock {
					d.Blocks[j].Sheet += first
				}
			}
			r.Document = d
		default:
			detach(f, first)
		}
		r.Sources = append(r.Sources, f.source)
	}
	return r
}

// detach makes the tables of a document that is not the draft stand alone: their
// captions are told as belonging to the sheet, and they stand at no block.
func detach(f *loaded, first int) {
	for i, s := range f.content.Sheets {
		s.Block = -1
		for j := range s.Caption {
			s.Caption[j].At = schema.Location{Kind: schema.InSheet, Ref: schema.Ref{Sheet: first + i}}
		}
	}
	n := 0
	for i := range f.content.Document.Blocks {
		if f.content.Document.Blocks[i].Kind != schema.TableBlock {
			n++
		}
	}
	if n > 0 {
		f.source.Notes = append(f.source.Notes, schema.Say("read.prose-dropped", "count", n))
	}
}
