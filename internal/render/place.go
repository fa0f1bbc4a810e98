package render

import (
	"strings"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Location is a place in an input: a cell of a workbook or delimited file, or a
// piece of text of a document, with the cell of a table when it stands in one. With
// neither, it is the file as a whole.
type Location struct {
	// Path is the file as the user gave it.
	Path  string      `json:"path"`
	Cell  *CellPlace  `json:"cell,omitempty"`
	Text  *TextPlace  `json:"text,omitempty"`
	Table *TablePlace `json:"table,omitempty"`
}

// CellPlace is a cell as a spreadsheet names it.
type CellPlace struct {
	// Sheet is the name of the worksheet, empty for a delimited file.
	Sheet string `json:"sheet"`
	// Ref is the reference that a spreadsheet shows: "Q17", or "A1:X31" for a whole table.
	Ref string `json:"ref"`
	// Hidden tells that the worksheet is hidden in its workbook.
	Hidden bool `json:"hidden,omitempty"`
}

// TextPlace is a piece of text of a document.
type TextPlace struct {
	// Line is the 1-based source line, in text formats.
	Line int `json:"line,omitempty"`
	// Column counts characters from 1: of the source line in text formats, of the block elsewhere.
	Column int `json:"column"`
	// EndLine is the line of the last character, in text formats.
	EndLine int `json:"endLine,omitempty"`
	// EndColumn is one past the column of the last character.
	EndColumn int `json:"endColumn"`
	// Page is the 1-based page, where the format has pages.
	Page int `json:"page,omitempty"`
	// Block is the 1-based paragraph or table row in reading order, in formats without lines.
	Block int `json:"block,omitempty"`
	// Words are the exact words that are meant.
	Words string `json:"words"`
	// Excerpt is the whole sentence, list item or table row that holds the words.
	Excerpt string `json:"excerpt"`
}

// TablePlace is a cell of a table inside a document, all counted from 1.
type TablePlace struct {
	// Index is the place of the table in its document.
	Index int `json:"index"`
	// Row is the row of the table.
	Row int `json:"row"`
	// Column is the column of the table, merged columns counted.
	Column int `json:"column"`
}

// cellSeparator stands between the cells of a row of a document's table where the
// row is shown as text.
const cellSeparator = " | "

// Place names a place of the report in one line.
func (v *View) Place(at schema.Location) string { return v.place(v.location(at)) }

// Locate gives a place in the form in which answers tell it.
func (v *View) Locate(at schema.Location) Location { return v.location(at) }

// location turns a place of the report into the place that is shown.
func (v *View) location(at schema.Location) Location {
	rep := v.report()
	loc := Location{}
	if i := rep.SourceOf(at); i >= 0 && i < len(rep.Sources) {
		loc.Path = rep.Sources[i].Path
	}
	switch at.Kind {
	case schema.InText:
		loc.Text = v.textPlace(at.Span)
	case schema.InCell:
		if at.Ref.Sheet < 0 || at.Ref.Sheet >= len(rep.Sheets) {
			return loc
		}
		s := rep.Sheets[at.Ref.Sheet]
		if !s.InText {
			loc.Cell = &CellPlace{Sheet: s.Name, Ref: schema.A1(at.Ref.Row, at.Ref.Col), Hidden: s.Hidden}
			return loc
		}
		loc.Table = &TablePlace{Index: s.Index, Row: at.Ref.Row + 1, Column: at.Ref.Col + 1}
		loc.Text = tableText(s, at.Ref)
	case schema.InSheet:
		if at.Ref.Sheet < 0 || at.Ref.Sheet >= len(rep.Sheets) {
			return loc
		}
		loc.Path = rep.Sources[rep.Sheets[at.Ref.Sheet].Source].Path
		v.sheetPlace(at.Ref.Sheet, &loc)
	}
	return loc
}

// sheetPlace names the area of the sheet's table, or of all its cells.
func (v *View) sheetPlace(sheet int, loc *Location) {
	s := v.report().Sheets[sheet]
	top, left, bottom, right := 0, 0, max(len(s.Cells)-1, 0), max(s.Width()-1, 0)
	for _, t := range v.report().Tables {
		if t.Sheet == sheet {
			top, left, bottom, right = t.Top, t.Left, t.Bottom, t.Right
			break
		}
	}
	if s.InText {
		loc.Table = &TablePlace{Index: s.Index, Row: top + 1, Column: left + 1}
		loc.Text = tableText(s, schema.Ref{Sheet: sheet, Row: top, Col: left})
		return
	}
	loc.Cell = &CellPlace{Sheet: s.Name, Ref: schema.A1(top, left) + ":" + schema.A1(bottom, right), Hidden: s.Hidden}
}

// textPlace tells where a span stands, and in which sentence.
func (v *View) textPlace(span schema.Span) *TextPlace {
	doc := v.report().Document
	p := &TextPlace{Words: doc.Text(span)}
	if doc == nil || span.Block < 0 || span.Block >= len(doc.Blocks) {
		return p
	}
	b := &doc.Blocks[span.Block]
	line, column := b.Position(span.Start)
	p.Column, p.Page = column, b.Page
	// The end is taken from the last character, because the offset after it may stand
	// on the next line of the source.
	endLine, endColumn := line, column
	if span.End > span.Start && span.End <= len(b.Text) {
		_, size := utf8.DecodeLastRuneInString(b.Text[span.Start:span.End])
		last := span.End - size
		if b.OneLine(span.Start, last) {
			endColumn += utf8.RuneCountInString(b.Text[span.Start:last])
		} else {
			endLine, endColumn = b.Position(last)
		}
	}
	p.EndColumn = endColumn + 1
	if doc.Lines {
		p.Line, p.EndLine = line, endLine
	} else {
		p.Block = b.Number
	}
	from, to := excerptOf(b, span.Start, span.End)
	p.Excerpt = b.Text[from:to]
	return p
}

// excerptOf gives the bounds of the list item or sentence that holds text[start:end].
func excerptOf(b *schema.Block, start, end int) (from, to int) {
	if start < 0 || end > len(b.Text) || start > end {
		return 0, len(b.Text)
	}
	if b.Kind == schema.ListItem || b.Kind == schema.Heading {
		return trimBounds(b.Text, 0, len(b.Text))
	}
	return sentence(b.Text, start, end)
}

// tableText tells where a cell of a document's table stands. Its block is the row,
// and the row is shown as its cells with a bar between them.
func tableText(s *schema.Sheet, ref schema.Ref) *TextPlace {
	row, offset := rowText(s, ref)
	raw := s.At(ref.Row, ref.Col).Raw
	p := &TextPlace{Words: raw, Excerpt: row}
	size := utf8.RuneCountInString(raw)
	if c := s.At(ref.Row, ref.Col); c.Line > 0 {
		p.Line, p.EndLine = int(c.Line), int(c.Line)
		p.Column, p.EndColumn = int(c.Column), int(c.Column)+size
		return p
	}
	if ref.Row < len(s.Numbers) {
		p.Block = s.Numbers[ref.Row]
	}
	p.Column = utf8.RuneCountInString(row[:offset]) + 1
	p.EndColumn = p.Column + size
	return p
}

// rowText joins the cells of a row and gives the byte offset of one of them.
func rowText(s *schema.Sheet, ref schema.Ref) (text string, offset int) {
	var b strings.Builder
	if ref.Row < 0 || ref.Row >= len(s.Cells) {
		return "", 0
	}
	for col := range s.Cells[ref.Row] {
		if col > 0 {
			b.WriteString(cellSeparator)
		}
		if col == ref.Col {
			offset = b.Len()
		}
		b.WriteString(s.Cells[ref.Row][col].Raw)
	}
	return b.String(), offset
}

// Brief is a finding of an answer in one line: code, place, message.
func Brief(pack *lang.Pack, f *Finding) string {
	return f.Code + " " + (&View{Pack: pack}).place(f.Location) + ": " + clean(f.Message)
}

// place names a location in one line: "draft.md:37:12", "draft.docx:đoạn 12",
// "appendix.xlsx:Sheet1!Q17".
func (v *View) place(loc Location) string {
	path := clean(loc.Path)
	switch {
	case loc.Cell != nil && loc.Cell.Sheet == "":
		return path + ":" + loc.Cell.Ref
	case loc.Cell != nil && loc.Cell.Hidden:
		return path + ":" + quoteSheet(clean(loc.Cell.Sheet)) + "!" + loc.Cell.Ref + " (" + v.say("infer.hidden") + ")"
	case loc.Cell != nil:
		return path + ":" + quoteSheet(clean(loc.Cell.Sheet)) + "!" + loc.Cell.Ref
	case loc.Text == nil:
		return path
	}
	switch t := loc.Text; {
	case t.Line > 0:
		return path + ":" + itoa(t.Line) + ":" + itoa(t.Column)
	case loc.Table != nil:
		return path + ":" + v.say("screen.place.table", "index", loc.Table.Index, "row", loc.Table.Row, "column", loc.Table.Column)
	case t.Page > 0:
		return path + ":" + v.say("screen.place.page", "page", t.Page, "n", t.Block)
	default:
		return path + ":" + v.say("screen.place.block", "n", t.Block)
	}
}

// quoteSheet quotes a sheet's name as a spreadsheet does where a reference needs it.
func quoteSheet(name string) string {
	plain := name != "" && (name[0] < '0' || name[0] > '9')
	for _, r := range name {
		if r < utf8.RuneSelf && r != '_' && r != '.' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			plain = false
		}
	}
	if plain {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}
