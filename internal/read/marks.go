package read

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// telling is the number of bytes of text that tell the language of a report.
const telling = 16 << 10

// localize writes the numbers of workbooks as the language of the report does. A
// workbook, and a page that was saved from one, keeps numbers without marks, and its
// readers show them with a decimal comma.
func localize(r *schema.Report) {
	if lang.Detect(sampleText(r)).Decimal == ',' {
		return
	}
	for _, s := range r.Sheets {
		for _, row := range s.Cells {
			for i := range row {
				if c := &row[i]; c.Kind == schema.Numeric && strings.ContainsAny(c.Raw, ".,") {
					c.Raw = swapMarks(c.Raw)
				}
			}
		}
	}
}

// sampleText gives words of the report, those of the draft first.
func sampleText(r *schema.Report) string {
	var b strings.Builder
	if r.Document != nil {
		for i := range r.Document.Blocks {
			if b.Len() > telling {
				return b.String()
			}
			b.WriteString(r.Document.Blocks[i].Text)
		}
	}
	for _, s := range r.Sheets {
		for _, row := range s.Cells {
			for i := range row {
				if c := &row[i]; c.Kind == schema.Text {
					b.WriteString(c.Raw)
				}
			}
			if b.Len() > telling {
				return b.String()
			}
		}
	}
	return b.String()
}

// swapMarks exchanges the points and commas that stand between digits.
func swapMarks(s string) string {
	b := []byte(s)
	digit := func(i int) bool { return i >= 0 && i < len(b) && b[i] >= '0' && b[i] <= '9' }
	for i, c := range b {
		if (c == '.' || c == ',') && digit(i-1) && digit(i+1) {
			b[i] = '.' + ',' - c
		}
	}
	return string(b)
}
