// Package docx reads Word documents (ECMA-376 part 1, WordprocessingML): paragraphs
// with their automatic numbers, headings, footnotes, and tables wherever they stand.
package docx

import (
	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// Read reads a document.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	return follow(file, lim, nil)
}

// follow reads a document, and keeps in t, unless it is nil, where everything stood.
func follow(file input.File, lim input.Limits, t *Trace) (input.Content, error) {
	pkg, err := ooxml.Open(file.Data, lim)
	if err != nil {
		return input.Content{}, err
	}
	main, err := mainPart(pkg, lim)
	if err != nil {
		return input.Content{}, err
	}
	rels, err := pkg.Rels(main, lim)
	if err != nil {
		return input.Content{}, err
	}
	w := &walker{lim: lim, content: input.Content{Document: &schema.Document{}}, trace: t}
	byType := map[string]string{}
	for _, r := range rels {
		if _, twice := byType[r.Type]; !twice {
			byType[r.Type] = r.Target
		}
	}
	if w.styles, err = loadStyles(pkg, byType["styles"], lim); err != nil {
		return input.Content{}, err
	}
	if w.numbering, err = loadNumbering(pkg, byType["numbering"], lim); err != nil {
		return input.Content{}, err
	}
	text, ok, err := pkg.Part(main)
	if err != nil {
		return input.Content{}, err
	}
	if !ok {
		return input.Content{}, input.Refused("read.no-document")
	}
	if err := w.read(main, text); err != nil {
		return input.Content{}, err
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err := w.notes(pkg, byType[kind], kind); err != nil {
			return input.Content{}, err
		}
	}
	w.finish()
	w.content.Legacy = &w.legacy
	return w.content, nil
}

// mainPart finds the part that holds the text.
func mainPart(pkg *ooxml.Package, lim input.Limits) (string, error) {
	rels, err := pkg.Rels("", lim)
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.Type == "officeDocument" && pkg.Has(r.Target) {
			return r.Target, nil
		}
	}
	return "word/document.xml", nil
}

// walker reads the parts of one document.
type walker struct {
	lim       input.Limits
	styles    *styles
	numbering *numbering
	content   input.Content
	legacy    legacy.Decoder
	cells     int // of all tables
	revisions int // tracked changes met
	hidden    int // runs of hidden text met
	// Marks of footnotes and endnotes in the order in which they are referred to.
	refs map[string][]noteRef
	// Where what is read stands, for who asks (trace.go).
	trace *Trace
	part  string // being read
}

// noteRef is one reference to a note.
type noteRef struct {
	id   string
	mark string // a mark of its own, "" for the automatic number
}

// read reads the body of the main part.
func (w *walker) read(part, text string) error {
	s := xmlscan.New(text, w.lim.Depth)
	w.part = part
	w.refs = map[string][]noteRef{}
	if w.trace != nil {
		w.trace.Main = part
	}
	out := &flow{}
	body := false
	for {
		k, err := s.Next()
		if err != nil {
			return input.Broken(part, err)
		}
		if k == xmlscan.EOF {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "document":
		case "body":
			body = true
			if err := w.blocks(s, out); err != nil {
				return placed(err, part)
			}
		default:
			if err := s.Skip(); err != nil {
				return input.Broken(part, err)
			}
		}
	}
	if !body {
		return input.Refused("read.no-document")
	}
	w.emit(out.items)
	return nil
}

// placed adds the part to an error that has no place yet.
func placed(err error, part string) error {
	e := input.As(err)
	if e.Place == "" {
		e.Place = part
	}
	return e
}

// emit appends what a flow has gathered to the document, tables as sheets.
func (w *walker) emit(items []item) {
	d := w.content.Document
	for _, it := range items {
		if it.table == nil {
			if it.block.Text != "" {
				d.Blocks = append(d.Blocks, it.block)
				w.trace.block(it.stand)
			}
			continue
		}
		if input.Layout(it.table.cells, it.table.width) {
			for _, cell := range it.table.contents {
				w.emit(cell)
			}
			continue
		}
		n := len(w.content.Sheets)
		w.content.Sheets = append(w.content.Sheets, &schema.Sheet{Index: n + 1, InText: true, Cells: it.table.cells, Merges: it.table.merges})
		d.Blocks = append(d.Blocks, schema.Block{Kind: schema.TableBlock, Sheet: n})
		w.trace.table(it.table)
		for _, cell := range it.table.contents { // tables within its cells
			for _, inner := range cell {
				if inner.table != nil {
					w.emit([]item{inner})
				}
			}
		}
	}
}

// notes reads the footnotes or endnotes that the text refers to.
func (w *walker) notes(pkg *ooxml.Package, part, kind string) error {
	if part == "" || len(w.refs[kind]) == 0 {
		return nil
	}
	text, ok, err := pkg.Part(part)
	if err != nil || !ok {
		return err
	}
	byID := map[string][]item{}
	s := xmlscan.New(text, w.lim.Depth)
	w.part = part
	for {
		k, err := s.Next()
		if err != nil {
			return input.Broken(part, err)
		}
		if k == xmlscan.EOF {
			break
		}
		if k != xmlscan.Start || s.Local() != "footnote" && s.Local() != "endnote" {
			continue
		}
		id, _ := s.Attr("id")
		out := &flow{}
		if err := w.blocks(s, out); err != nil {
			return placed(err, part)
		}
		byID[id] = out.items
	}
	auto := 0
	for _, ref := range w.refs[kind] {
		mark := ref.mark
		if mark == "" {
			auto++
			mark = schema.Int(int64(auto)).String()
		}
		for _, it := range byID[ref.id] {
			if it.table == nil && it.block.Text != "" {
				it.block.Kind, it.block.Marker, it.block.Body = schema.Footnote, mark, 0
				w.content.Document.Blocks = append(w.content.Document.Blocks, it.block)
				w.trace.note(it.stand, kind, ref.id)
			}
		}
		delete(byID, ref.id) // a note is read once, however often it is referred to
	}
	return nil
}

// finish numbers the blocks and tells what was left out.
func (w *walker) finish() {
	w.content.Finish()
	if w.revisions > 0 {
		w.content.Notes = append(w.content.Notes, schema.Say("read.revisions", "count", w.revisions))
	}
	if w.hidden > 0 {
		w.content.Notes = append(w.content.Notes, schema.Say("read.hidden-text", "count", w.hidden))
	}
}
