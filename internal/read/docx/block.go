package docx

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/schema"
)

// block makes a block of a paragraph that has been read.
func (w *walker) block(p *paragraph) item {
	raw := w.decode(p)
	it := item{cell: raised(raw, p.spans), stand: p.stand}
	b := &it.block
	trimmed := strings.TrimRight(strings.TrimLeft(raw, " \u00a0\n"), " \t\u00a0\n")
	cut := strings.Index(raw, trimmed)
	b.Text = trimmed
	for i := range p.spans {
		p.spans[i].start = min(max(p.spans[i].start-cut, 0), len(trimmed))
		p.spans[i].end = min(max(p.spans[i].end-cut, 0), len(trimmed))
	}
	p.stand.trim(cut, len(trimmed))
	if !norm.NFC.IsNormalString(trimmed) {
		p.stand.compose(trimmed)
		b.Text = compose(trimmed, p.spans)
	}
	p.stand.says(b.Text)
	for _, r := range p.spans {
		if r.raised && !input.RaisedUnit(b.Text[:r.start]) {
			b.Refs = append(b.Refs, digits(b.Text, r)...)
		}
	}
	w.role(p, &it)
	if b.Kind == schema.Paragraph && len(b.Refs) > 0 && b.Refs[0].Start == 0 && b.Refs[0].End < len(b.Text) {
		b.Kind, b.Marker = schema.Footnote, b.Text[:b.Refs[0].End] // a footnote typed by hand
		b.Body = len(b.Text) - len(strings.TrimLeft(b.Text[b.Refs[0].End:], " \t\u00a0"))
	}
	b.Bold = bold(b, p.spans)
	input.Mark(b)
	return it
}

// decode gives the text of a paragraph in Unicode, also where its runs are in fonts of
// an old Vietnamese encoding, and without soft hyphens.
func (w *walker) decode(p *paragraph) string {
	if p.stand != nil {
		return w.decodeMarks(p)
	}
	runs := make([]legacy.Run, len(p.spans))
	for i, r := range p.spans {
		runs[i] = legacy.Run{Start: r.start, End: r.end, Font: r.font}
	}
	text := w.legacy.Runs(p.text.String(), runs)
	for i, r := range runs {
		p.spans[i].start, p.spans[i].end = r.Start, r.End
	}
	return text
}

// role tells a heading or a list item and counts its number.
func (w *walker) role(p *paragraph, it *item) {
	b := &it.block
	id := p.shape.style
	if id == "" {
		id = w.styles.standard
	}
	st, ok := w.styles.byID[id]
	if !ok {
		st.outline = -1
	}
	outline := p.shape.outline
	if outline < 0 {
		outline = st.outline
	}
	numID, lvl := p.shape.numID, p.shape.level
	if numID == "" {
		if numID = st.numID; lvl == "" {
			lvl = st.level
		}
	}
	at, err := strconv.Atoi(lvl)
	if err != nil {
		at = 0
	}
	if numID != "" && numID != "0" {
		marker, bullet, item := w.numbering.next(numID, at)
		if item {
			b.Kind, b.Level, b.Marker, it.bullet = schema.ListItem, at, marker, bullet
		}
	}
	if outline >= 0 && outline < 9 && b.Text != "" {
		b.Kind, b.Level = schema.Heading, outline+1
	}
}

// compose writes the text in NFC and moves the ends of the runs along.
func compose(text string, runs []run) string {
	var out strings.Builder
	out.Grow(len(text))
	next := 0
	ends := make([]*int, 0, 2*len(runs))
	for i := range runs {
		ends = append(ends, &runs[i].start, &runs[i].end)
	}
	var it norm.Iter
	it.InitString(norm.NFC, text)
	for !it.Done() {
		from := it.Pos()
		at := out.Len()
		out.Write(it.Next())
		for next < len(ends) && *ends[next] < it.Pos() {
			if *ends[next] > from { // a run that ends within a letter ends after it
				*ends[next] = out.Len()
			} else {
				*ends[next] = at
			}
			next++
		}
	}
	for ; next < len(ends); next++ {
		*ends[next] = out.Len()
	}
	return out.String()
}

// digits gives the runs of digits in a raised stretch of the text.
func digits(text string, r run) []schema.Span {
	var out []schema.Span
	for i := r.start; i < r.end; i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		j := i
		for j < r.end && text[j] >= '0' && text[j] <= '9' {
			j++
		}
		out = append(out, schema.Span{Start: i, End: j})
		i = j
	}
	return out
}

// raised writes a paragraph for a cell: raised digits as superscript characters.
func raised(text string, runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.raised {
			b.WriteString(input.Raise(text[r.start:r.end]))
		} else {
			b.WriteString(text[r.start:r.end])
		}
	}
	return strings.Trim(b.String(), " \t\u00a0\n")
}

// bold reports whether the text after its literal marker is bold up to the end of
// its first clause.
func bold(b *schema.Block, runs []run) bool {
	probe := schema.Block{Text: b.Text}
	input.Mark(&probe)
	letters, k := 0, 0
	for i, r := range b.Text {
		if i < probe.Body || unicode.IsSpace(r) && r != '\n' {
			continue
		}
		if letters > 0 && (r == '\n' || strings.ContainsRune(".,:;()", r)) {
			break
		}
		for k < len(runs) && runs[k].end <= i {
			k++
		}
		if k == len(runs) || runs[k].start > i || !runs[k].bold {
			return false
		}
		letters += utf8.RuneLen(r)
	}
	return letters > 0
}
