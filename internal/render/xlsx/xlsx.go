// Package xlsx puts comments, fills and a list of findings into a copy of a workbook.
// It changes the parts themselves, so that everything it does not know (charts,
// pivots, validation, macros) stays byte for byte; a library that reads a workbook
// into its own model would lose it.
package xlsx

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
	"doisoat/schema"
)

// Tone is how much a cell stands out.
type Tone uint8

const (
	Note    Tone = iota
	Related      // speaks against the draft
	Warning
	Error
	tones
)

// fills are the colours of the tones: pale, so that black figures stay readable.
var fills = [tones]string{Note: "FFDDEBF7", Related: "FFFFF2CC", Warning: "FFFFD966", Error: "FFF8CBAD"}

// Mark is what is said about a cell.
type Mark struct {
	Sheet    int // 1-based place of the sheet in the workbook
	Row, Col int // 0-based
	Tone     Tone
	Lines    []Line
}

// Line is a paragraph of a comment.
type Line struct {
	Text string
	Bold bool
}

// List is the sheet that lists the findings.
type List struct {
	Name   string
	Title  string
	Note   string // below the title
	Header []string
	Widths []int // of the columns, in characters
	Rows   [][]Entry
}

// Entry is one cell of the list; it links to a cell of the workbook when Sheet is set.
type Entry struct {
	Text            string
	Tone            Tone
	Toned           bool
	Sheet, Row, Col int // Sheet as in Mark, 0 for no link
}

// Notes is all that is put into a workbook.
type Notes struct {
	Author string
	Marks  []Mark
	List   List
}

// Annotate gives a copy of the workbook with the notes in it.
func Annotate(file input.File, lim input.Limits, notes Notes) ([]byte, error) {
	pkg, err := opc.Open(file.Data, lim)
	if err != nil {
		return nil, err
	}
	b := &book{Package: pkg, author: notes.Author}
	if err := b.open(); err != nil {
		return nil, err
	}
	if err := b.loadStyles(); err != nil {
		return nil, err
	}
	bySheet := map[int][]Mark{}
	for _, m := range notes.Marks {
		bySheet[m.Sheet] = append(bySheet[m.Sheet], m)
	}
	for i, s := range b.sheets {
		if marks := bySheet[i+1]; len(marks) > 0 && s.part != "" {
			if err := b.annotate(s.part, marks); err != nil {
				return nil, fmt.Errorf("%s: %w", s.part, err)
			}
		}
	}
	if err := b.list(notes.List); err != nil {
		return nil, err
	}
	if err := b.saveStyles(); err != nil {
		return nil, err
	}
	return b.Bytes()
}

// book is the workbook being annotated.
type book struct {
	*opc.Package
	author string
	main   string
	strict bool
	prefix string // of the elements of the workbook part: "x:", or ""
	sheets []sheet
	maxID  int // the greatest sheetId
	styles *styles
}

// sheet is one sheet of the workbook; part is "" for a chart sheet.
type sheet struct{ name, part string }

// open reads the list of sheets.
func (b *book) open() error {
	var err error
	if b.main, err = b.Main("xl/workbook.xml"); err != nil {
		return err
	}
	rels, err := b.Rels(b.main)
	if err != nil {
		return err
	}
	text, err := b.Part(b.main)
	if err != nil {
		return err
	}
	s := opc.Scan(text)
	for {
		k, err := s.Next()
		if err != nil || k == xmlscan.EOF {
			return err
		}
		if k != xmlscan.Start {
			continue
		}
		if s.Depth() == 1 {
			b.strict = strings.HasPrefix(s.Space(), "http://purl.oclc.org/")
		}
		if s.Local() != "sheet" {
			continue
		}
		b.prefix = opc.Prefix(s.Raw())
		var one sheet
		one.name, _ = s.Attr("name")
		if v, ok := s.Attr("sheetId"); ok {
			n, _ := strconv.Atoi(v)
			b.maxID = max(b.maxID, n)
		}
		id := relID(s)
		at := slices.IndexFunc(rels, func(r ooxml.Rel) bool { return r.ID == id })
		if at >= 0 && rels[at].Type == "worksheet" && b.Has(rels[at].Target) {
			one.part = rels[at].Target
		}
		b.sheets = append(b.sheets, one)
	}
}

// relID is the attribute r:id of the element. An attribute "id" without a prefix is
// another one.
func relID(s *xmlscan.Scanner) string {
	id, _ := s.Attr("id")
	return id
}

// relSpace is the namespace of r:id.
func (b *book) relSpace() string {
	if b.strict {
		return "http://purl.oclc.org/ooxml/officeDocument/relationships"
	}
	return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
}

func (b *book) mainSpace() string {
	if b.strict {
		return "http://purl.oclc.org/ooxml/spreadsheetml/main"
	}
	return "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
}

// list adds the sheet of findings at the end, so that no place in the workbook moves.
func (b *book) list(l List) error {
	name := l.Name
	taken := func(s sheet) bool { return strings.EqualFold(s.name, name) }
	for n := 2; slices.ContainsFunc(b.sheets, taken); n++ {
		name = fmt.Sprintf("%s (%d)", l.Name, n)
	}
	part := b.Free(path.Join(path.Dir(b.main), "worksheets", "doisoat"), ".xml")
	b.Set(part, b.listSheet(l))
	id, err := b.Relate(b.main, "worksheet", part, b.strict)
	if err != nil {
		return err
	}
	if err := b.Declare(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"); err != nil {
		return err
	}
	text, err := b.Part(b.main)
	if err != nil {
		return err
	}
	entry := fmt.Sprintf(`sheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>`, b.relSpace(), opc.Escape(name), b.maxID+1, id)
	if text, err = opc.Append(text, "sheets", entry); err != nil {
		return err
	}
	if text, err = b.nameList(text, name); err != nil {
		return err
	}
	b.Set(b.main, text)
	return nil
}

// nameList adds the hidden name by which a later reading knows the list and leaves it
// out: it is no table of the report.
func (b *book) nameList(text, sheet string) (string, error) {
	id := ooxml.ListName
	if n := strings.Count(text, id); n > 0 { // a copy of a copy
		id += strconv.Itoa(n + 1)
	}
	place := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!$A$1"
	entry := fmt.Sprintf(`definedName name="%s" hidden="1">%s</%sdefinedName>`, id, opc.Escape(place), b.prefix)
	if added, err := opc.Append(text, "definedNames", entry); err == nil {
		return added, nil
	}
	return opc.After(text, []string{"sheets", "functionGroups", "externalReferences"}, "definedNames><"+b.prefix+entry+"</"+b.prefix+"definedNames>")
}

// listSheet writes the sheet of findings: a title, a header that stays in view and can
// be filtered, and a row for each finding, printable on A4 across.
func (b *book) listSheet(l List) string {
	const first = 4 // 1-based row of the header
	last := schema.ColumnName(max(len(l.Header)-1, 0))
	var w strings.Builder
	fmt.Fprintf(&w, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<worksheet xmlns="%s" xmlns:r="%s"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>`, b.mainSpace(), b.relSpace())
	fmt.Fprintf(&w, `<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`, first, first+1)
	for i, width := range l.Widths {
		fmt.Fprintf(&w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	w.WriteString(`</cols><sheetData>`)
	cell := func(row, col, style int, text string) {
		fmt.Fprintf(&w, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, schema.A1(row-1, col), style, opc.Escape(limited(text)))
	}
	w.WriteString(`<row r="1" ht="24" customHeight="1">`)
	cell(1, 0, b.styles.title(), l.Title)
	w.WriteString(`</row><row r="2">`)
	cell(2, 0, b.styles.plain(), l.Note)
	fmt.Fprintf(&w, `</row><row r="%d" ht="20" customHeight="1">`, first)
	for i, h := range l.Header {
		cell(first, i, b.styles.header(), h)
	}
	w.WriteString(`</row>`)
	var links strings.Builder
	for i, row := range l.Rows {
		n := first + 1 + i
		fmt.Fprintf(&w, `<row r="%d" ht="%d" customHeight="1">`, n, height(row, l.Widths))
		for j, e := range row {
			style := b.styles.entry(e)
			cell(n, j, style, e.Text)
			if e.Sheet > 0 && e.Sheet <= len(b.sheets) {
				place := "'" + strings.ReplaceAll(b.sheets[e.Sheet-1].name, "'", "''") + "'!" + schema.A1(e.Row, e.Col)
				fmt.Fprintf(&links, `<hyperlink ref="%s" location="%s" display="%s"/>`, schema.A1(n-1, j), opc.Escape(place), opc.Escape(e.Text))
			}
		}
		w.WriteString(`</row>`)
	}
	fmt.Fprintf(&w, `</sheetData><autoFilter ref="A%d:%s%d"/>`, first, last, first+len(l.Rows))
	if links.Len() > 0 {
		w.WriteString(`<hyperlinks>` + links.String() + `</hyperlinks>`)
	}
	w.WriteString(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`)
	return w.String()
}

// height is the height of a row in points: its longest cell, wrapped.
func height(row []Entry, widths []int) int {
	lines := 1
	for i, e := range row {
		if i >= len(widths) {
			break
		}
		n := 0
		for _, part := range strings.Split(e.Text, "\n") {
			n += 1 + len([]rune(part))/max(widths[i]-1, 1)
		}
		lines = max(lines, n)
	}
	return min(lines*15+4, 400)
}
