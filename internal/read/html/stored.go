package html

import (
	"slices"
	"strings"

	"doisoat/internal/read/numfmt"
	"doisoat/schema"
)

// stored is the number behind the text of a cell, as spreadsheets keep it in the pages
// that they save: LibreOffice in sdval and sdnum, Excel in x:num.
type stored struct {
	value   string
	general bool // the format leaves the form of the number open
}

// storedIn finds the number among the attributes of a cell.
func storedIn(a attributes) stored {
	if v := a["sdval"]; v != "" {
		// The language of the document, that of the format, and the format.
		f := strings.SplitN(a["sdnum"], ";", 3)
		return stored{v, len(f) == 3 && f[2] == "" || len(f) == 2 && f[1] == ""}
	}
	return stored{value: a["x:num"]}
}

// set gives the cell its number where the text shows it: the marks of the text are
// those of the country in which the page was saved, and only one reading of them
// agrees with the number.
func (s stored) set(c *schema.Cell) {
	d, ok := numfmt.Stored(s.value)
	if !ok {
		return
	}
	n, raw, ok := numfmt.Seen(c.Raw, d)
	switch {
	case !ok:
	case s.general:
		var any numfmt.Style
		any.Set(c, d, false)
	default:
		c.Kind, c.Number, c.Raw = schema.Numeric, n, raw
	}
}

// isSheetMark reports the name that LibreOffice gives to the anchor of a sheet in the
// page of a workbook, counted from 0.
func isSheetMark(s string) bool {
	n, ok := strings.CutPrefix(s, "table")
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}

// sheetsAlone leaves out what the page of a workbook has beside its sheets: the headings
// that name them, and the list of contents before the first.
func (r *reader) sheetsAlone(items []item) []item {
	names := func(i int) bool { return items[i].sheet && i+1 < len(items) && items[i+1].table != nil }
	first := -1
	for i := range items {
		if first < 0 && names(i) {
			first = i
		}
	}
	if first < 0 || !r.contents {
		return items
	}
	if slices.ContainsFunc(items[:first], func(it item) bool { return it.table != nil }) {
		first = 0
	}
	var out []item
	for i := first; i < len(items); i++ {
		if !names(i) {
			out = append(out, items[i])
		}
	}
	return out
}
