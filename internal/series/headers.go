package series

import (
	"strconv"
	"strings"

	"doisoat/internal/lang"
)

// Header is the title of a table or the header of a column, by its form: its words with a
// sign for each span, so that the same header can be followed through the reports.
type Header struct {
	Table, Col int // Col is -1 for the title
	Form       string
	Text       string
	Group      string // of the headers of the table that share a form
	Spans      []Span // as written, each with its year
}

// Headers are the headers of a table in a report that name spans. Where two columns have
// the same form, they are told apart by their order among as many.
func Headers(r *Report, placed *Placed) []Header {
	pack := lang.For(r.Lang)
	var out []Header
	for k, part := range placed.Parts {
		t := &r.Tables[part.Table]
		add := func(col int, text string) {
			w := Words(text)
			spans := Mentions(w, pack)
			if len(spans) == 0 {
				return
			}
			h := Header{Table: part.Table, Col: col, Text: text, Form: "title"}
			if col >= 0 {
				h.Form = "column"
			}
			h.Form += strconv.Itoa(k) + template(w, pack)
			for _, m := range spans {
				if !m.Dated || m.Bare {
					return // what is not written cannot be wrong
				}
				h.Spans = append(h.Spans, m.Span)
			}
			out = append(out, h)
		}
		add(-1, t.Title)
		for c := range t.Columns {
			add(c, strings.Join(t.Columns[c].Path, " / "))
		}
	}
	count, nth := map[string]int{}, map[string]int{}
	for i := range out {
		count[out[i].Form]++
	}
	for i := range out {
		out[i].Group = out[i].Form
		if f := out[i].Form; count[f] > 1 {
			nth[f]++
			out[i].Form = f + " #" + strconv.Itoa(nth[f]) + "/" + strconv.Itoa(count[f])
		}
	}
	return out
}
