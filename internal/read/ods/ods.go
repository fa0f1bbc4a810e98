// Package ods reads OpenDocument spreadsheets (.ods, OASIS OpenDocument 1.3) into
// sheets of exact numbers.
//
// A value is read from the attribute that stores it, never from the text beside it;
// the text says how a reader sees it. Rows and cells that the file repeats are told
// once and counted: only those that hold something take room.
package ods

import (
	"errors"
	"strings"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// externalStyle is the style of the tables in which LibreOffice keeps what formulas
// need of other files.
const externalStyle = "ta_extref"

// book is what the sheets of one file share.
type book struct {
	*styles
	budget grid.Budget
	sheets []*schema.Sheet
	seen   int // tables so far
	huge   int // numbers that are too large to be figures
	uncalc int // formulas without a stored value
}

// Read reads the sheets of a spreadsheet.
func Read(file input.File, lim input.Limits) (input.Content, error) {
	var c input.Content
	pkg, err := ooxml.Open(file.Data, lim)
	if err != nil {
		return c, err
	}
	if manifest, _, err := pkg.Part("META-INF/manifest.xml"); err == nil && strings.Contains(manifest, "encryption-data") {
		return c, input.Refused("read.password")
	}
	b := &book{styles: newStyles(), budget: grid.Budget{Limits: lim}}
	for _, name := range []string{"styles.xml", "content.xml"} {
		text, ok, err := pkg.Part(name)
		if err != nil {
			return c, err
		}
		if !ok {
			if name == "content.xml" {
				return c, input.Broken(name, errors.New("the part is missing"))
			}
			continue
		}
		if err := b.part(text); err != nil {
			e := input.As(err)
			if e.Place == "" {
				e.Place = name
			}
			return c, e
		}
	}
	if len(b.sheets) == 0 {
		return c, input.Refused("read.no-sheets")
	}
	for _, s := range b.sheets {
		s.Fonts = b.names
	}
	c.Sheets = b.sheets
	if b.uncalc > 0 {
		c.Notes = append(c.Notes, schema.Say("read.formulas-without-values", "count", b.uncalc))
	}
	if b.huge > 0 {
		c.Notes = append(c.Notes, schema.Say("read.numbers-too-large", "count", b.huge))
	}
	return c, nil
}

// part reads the styles and the sheets of a part.
func (b *book) part(text string) error {
	s := xmlscan.New(text, b.budget.Limits.Depth)
	for {
		k, err := s.Next()
		switch {
		case err != nil:
			return err
		case k == xmlscan.EOF:
			return nil
		case k != xmlscan.Start:
			continue
		}
		switch s.Local() {
		case "document-content", "document-styles", "body", "spreadsheet":
		case "font-face-decls", "styles", "automatic-styles":
			if err := b.readStyles(s); err != nil {
				return err
			}
		case "table":
			if err := b.table(s); err != nil {
				return err
			}
		default:
			if err := s.Skip(); err != nil {
				return err
			}
		}
	}
}
