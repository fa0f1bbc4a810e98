// Package xlsx reads workbooks (.xlsx, .xlsm) into sheets of exact numbers.
//
// excelize opens the package and reads the workbook, its relationships and styles.
// The sheets and shared strings are scanned here, once each: one pass over a sheet
// gives value, type, style, formula and merges together, where excelize would need
// a call for every cell, and nothing becomes a float64 on the way.
package xlsx

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/input"
	"doisoat/internal/read/numfmt"
	"doisoat/internal/read/ooxml"
	"doisoat/schema"
)

// maxTags bounds the elements of a part that excelize reads whole into structures
// far larger than their text; parts below smallPart are let through uncounted.
const (
	maxTags   = 1_000_000
	smallPart = 4 << 20
)

// whole are the parts that excelize reads whole when it opens a workbook.
var whole = []string{"xl/styles.xml", "xl/workbook.xml", "xl/theme/theme1.xml", "xl/calcChain.xml", "[Content_Types].xml"}

// Read reads the sheets of a workbook.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	pkg, err := ooxml.Open(file.Data, lim)
	if err != nil {
		return input.Content{}, err
	}
	for _, name := range whole {
		if pkg.Size(name) <= smallPart {
			continue
		}
		text, _, err := pkg.Part(name)
		if err != nil {
			return input.Content{}, err
		}
		if strings.Count(text, "<") > maxTags {
			return input.Content{}, input.Refused("read.bloated", "part", name)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(file.Data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: lim.Unpacked, UnzipXMLSizeLimit: lim.Unpacked,
	})
	if f != nil {
		defer f.Close()
	}
	if err != nil {
		return input.Content{}, input.Broken("", err)
	}
	return readBook(f, lim)
}

// book is what the sheets of one workbook share.
type book struct {
	budget  grid.Budget
	strings []string
	fonts   []string       // names; the first is ""
	fontOf  []uint16       // index in fonts, by style id
	styles  []numfmt.Style // by style id
	known   []bool
	codes   map[int]string
	formats []int // number format of each style id
	is1904  bool
	uncalc  int // formulas without a stored value
	huge    int // numbers that are too large to be figures
}

func readBook(f *excelize.File, lim input.Limits) (input.Content, error) {
	var c input.Content
	if f.WorkBook == nil || len(f.WorkBook.Sheets.Sheet) == 0 {
		return c, input.Refused("read.no-sheets")
	}
	b := &book{budget: grid.Budget{Limits: lim}, is1904: f.WorkBook.WorkbookPr != nil && f.WorkBook.WorkbookPr.Date1904}
	b.loadStyles(f)
	main := workbookPart(f)
	rels, err := ooxml.ParseRels(main, part(f, ooxml.RelsOf(main)), lim)
	if err != nil {
		return c, err
	}
	for _, r := range rels {
		if r.Type == "sharedStrings" {
			text := part(f, r.Target)
			if text == "" { // named and left out, as some writers do
				continue
			}
			if b.strings, err = sharedStrings(text, lim.Depth, lim.Cells); err != nil {
				return c, input.Broken(r.Target, err)
			}
		}
	}
	own := listsOfFindings(f)
	for i, s := range f.WorkBook.Sheets.Sheet {
		at := slices.IndexFunc(rels, func(r ooxml.Rel) bool { return r.ID == s.ID })
		if at < 0 || rels[at].Type != "worksheet" { // a chart sheet, a macro sheet
			continue
		}
		if slices.Contains(own, s.Name) {
			continue // the list of findings that an annotated copy carries is no table of the report
		}
		sheet := &schema.Sheet{Name: s.Name, Index: i + 1, Fonts: b.fonts, Hidden: s.State == "hidden" || s.State == "veryHidden"}
		text := part(f, rels[at].Target)
		f.Pkg.Delete(rels[at].Target) // one copy of a large sheet is enough
		if text == "" {
			return c, input.Broken(rels[at].Target, errors.New("the sheet's part is missing"))
		}
		if err := b.readSheet(sheet, text); err != nil {
			e := input.As(err)
			if e.Place == "" {
				e.Place = rels[at].Target
			}
			return c, e
		}
		c.Sheets = append(c.Sheets, sheet)
	}
	if len(c.Sheets) == 0 {
		return c, input.Refused("read.no-sheets")
	}
	if b.uncalc > 0 {
		c.Notes = append(c.Notes, schema.Say("read.formulas-without-values", "count", b.uncalc))
	}
	if b.huge > 0 {
		c.Notes = append(c.Notes, schema.Say("read.numbers-too-large", "count", b.huge))
	}
	return c, nil
}

// listsOfFindings are the names of the sheets that annotating added. The hidden names
// that point at them go along when a sheet is renamed or the workbook saved anew.
func listsOfFindings(f *excelize.File) []string {
	if f.WorkBook.DefinedNames == nil {
		return nil
	}
	var out []string
	for _, n := range f.WorkBook.DefinedNames.DefinedName {
		sheet, _, ok := strings.Cut(n.Data, "!$")
		if ok && strings.HasPrefix(n.Name, ooxml.ListName) {
			out = append(out, strings.ReplaceAll(strings.Trim(sheet, "'"), "''", "'"))
		}
	}
	return out
}

// workbookPart is the name of the main part, as the package's own relationships
// give it.
func workbookPart(f *excelize.File) string {
	rels, err := ooxml.ParseRels("", part(f, "_rels/.rels"), input.Limits{Depth: 16})
	if err == nil {
		for _, r := range rels {
			if r.Type == "officeDocument" {
				return r.Target
			}
		}
	}
	return "xl/workbook.xml"
}

// part gives the text of a part that excelize has unpacked, "" for none.
func part(f *excelize.File, name string) string {
	if v, ok := f.Pkg.Load(name); ok {
		return input.Decode(string(v.([]byte)))
	}
	text := ""
	f.Pkg.Range(func(k, v any) bool {
		if strings.EqualFold(strings.TrimPrefix(k.(string), "/"), name) {
			text = input.Decode(string(v.([]byte)))
			return false
		}
		return true
	})
	return text
}

// loadStyles notes the number format of every style.
func (b *book) loadStyles(f *excelize.File) {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return
	}
	b.codes = map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			if n != nil {
				b.codes[n.NumFmtID] = n.FormatCode
			}
		}
	}
	b.formats = make([]int, len(f.Styles.CellXfs.Xf))
	for i, xf := range f.Styles.CellXfs.Xf {
		if xf.NumFmtID != nil {
			b.formats[i] = *xf.NumFmtID
		}
	}
	b.styles, b.known = make([]numfmt.Style, len(b.formats)), make([]bool, len(b.formats))
	b.loadFonts(f)
}

// style gives the style with an id; each format code is read once.
func (b *book) style(id int) *numfmt.Style {
	if id < 0 || id >= len(b.styles) {
		return &numfmt.Style{}
	}
	if !b.known[id] {
		code, ok := b.codes[b.formats[id]]
		if !ok {
			code = numfmt.Builtin[b.formats[id]]
		}
		b.styles[id], b.known[id] = numfmt.Parse(code), true
	}
	return &b.styles[id]
}
