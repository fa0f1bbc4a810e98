package pdf

import (
	"cmp"
	"slices"

	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
	"doisoat/schema"
)

// item is a paragraph or a table in reading order.
type item struct {
	paragraph *paragraph
	table     *table
}

// document puts pages together.
type document struct {
	items []item
	notes []paragraph // footnotes, which end a document
	right map[int]float64
}

// layout reads pages into a document; dropped is the number of headers, footers and page
// numbers that were left out, turned that of characters that do not stand upright.
func layout(pages []*page, lim input.Limits) (c input.Content, dropped, turned int, err error) {
	d := &document{right: map[int]float64{}}
	var parts []*part
	for _, p := range abreast(pages) {
		part := newPart(p)
		turned += part.turned
		parts = append(parts, part)
	}
	looseTables(parts) // first: a head that is repeated on every page is of its table
	dropped = dropMargins(parts)
	d.edges(parts)
	for _, p := range parts {
		slices.SortStableFunc(p.grids, func(a, b *grid) int { return cmp.Compare(a.box.y0, b.box.y0) })
		d.page(p)
	}
	b := lines.NewBuilder(lim)
	b.Content.Document.Lines = false
	if err := d.build(b); err != nil {
		return input.Content{}, 0, 0, err
	}
	return b.Done(), dropped, turned, nil
}

// edges finds, for each format of page, where its lines end. Where fewer than three
// lines reach that far, the margin on the right is taken to be no wider than the left.
func (d *document) edges(parts []*part) {
	lines := map[int][]line{}
	box := map[int]rect{}
	for _, p := range parts {
		for _, r := range p.rows {
			lines[p.width()] = append(lines[p.width()], r.lines...)
		}
		box[p.width()] = p.page.box
	}
	for w, ls := range lines {
		ls = long(ls)
		x0, x1 := extent(ls)
		edge := box[w].x1 - (x0 - box[w].x0)
		reach := 0
		for _, l := range ls {
			if l.box.x1 > x1-2*l.size && l.box.x1 > x0+(edge-x0)/2 {
				reach++
			}
		}
		if reach < 3 {
			x1 = max(x1, edge)
		}
		d.right[w] = x1
	}
}

// long gives the lines that are at least half as long as the longest: a mark in the
// margin does not show where text ends.
func long(ls []line) []line {
	longest := 0.0
	for _, l := range ls {
		longest = max(longest, l.box.x1-l.box.x0)
	}
	var out []line
	for _, l := range ls {
		if l.box.x1-l.box.x0 >= longest/2 {
			out = append(out, l)
		}
	}
	return out
}

// part is a page taken apart: its tables, and the lines outside them by baseline.
type part struct {
	page  *page
	grids []*grid
	rows  []row
	// turned is the number of characters outside tables that do not stand upright, as
	// stamps and watermarks do not.
	turned int
}

// row is the lines of one baseline, from left to right.
type row struct {
	chars []placedChar
	lines []line
	base  float64
}

// width tells pages of one format apart, in whole points.
func (p *part) width() int { return int(p.page.box.x1 - p.page.box.x0) }

func newPart(p *page) *part {
	out := &part{page: p}
	rest := p.chars
	for _, g := range lattices(p) {
		g.page = p.number
		rest = g.fill(rest)
		out.grids = append(out.grids, g)
	}
	var up []char
	for _, c := range rest {
		if c.turn == 0 {
			up = append(up, c)
		} else if c.r != ' ' {
			out.turned++
		}
	}
	for _, b := range baselines(up) {
		if ls := withMarker(cut(b, wideGap, p.number)); len(ls) > 0 {
			out.rows = append(out.rows, row{b, ls, ls[0].base})
		}
	}
	slices.SortStableFunc(out.rows, func(a, b row) int { return cmp.Compare(a.base, b.base) })
	return out
}

// withMarker joins a marker that a tab sets apart from its paragraph.
func withMarker(ls []line) []line {
	if len(ls) < 2 || len(ls[0].text) > 6 || ls[1].box.x0-ls[0].box.x1 > 5*ls[0].size {
		return ls
	}
	probe := schema.Block{Text: ls[0].string() + " x"}
	if input.Mark(&probe); probe.Body != len(probe.Text)-1 {
		return ls
	}
	l := piece{line: ls[0]}
	l.join(piece{line: ls[1]})
	l.box.y0, l.box.y1 = min(l.box.y0, ls[1].box.y0), max(l.box.y1, ls[1].box.y1)
	l.size = ls[1].size
	return append([]line{l.line}, ls[2:]...)
}

// footnotes takes the rows below the rule that sets footnotes apart: a short one on the
// left, in the lower part, below which no type is larger than that of the page.
func (p *part) footnotes(body float64) []row {
	x0, x1, y0, y1 := p.page.box.x0, p.page.box.x1, p.page.box.y0, p.page.box.y1
	for _, r := range p.page.rules {
		if r.down || r.to-r.from > (x1-x0)/2 || r.from > (x0+x1)/2 || r.at < y0+0.4*(y1-y0) {
			continue
		}
		i := len(p.rows)
		for i > 0 && p.rows[i-1].base > r.at && p.rows[i-1].lines[0].size <= body {
			i--
		}
		above := i == 0 || p.rows[i-1].base < r.at+near
		for _, g := range p.grids {
			above = above && g.box.y1 < r.at
		}
		if i < len(p.rows) && above && noteMark(&p.rows[i].lines[0]) > 0 {
			notes := p.rows[i:]
			p.rows = p.rows[:i]
			return notes
		}
	}
	return nil
}

// noteMark is the number of digits that begin a line, with text after them.
func noteMark(l *line) int {
	n := 0
	for n < len(l.text) && n < 3 && l.text[n].R >= '0' && l.text[n].R <= '9' {
		n++
	}
	if n == len(l.text) {
		return 0
	}
	return n
}

// note adds the footnotes of a page to the document.
func (d *document) note(rows []row) {
	for _, r := range rows {
		for _, l := range r.lines {
			if n := noteMark(&l); n > 0 || len(d.notes) == 0 {
				for i := range n {
					l.text[i].Raised = true
				}
				d.notes = append(d.notes, paragraph{lines: []line{l}})
				continue
			}
			q := &d.notes[len(d.notes)-1]
			q.lines = append(q.lines, l)
		}
	}
}

// page adds a page to the document.
func (d *document) page(p *part) {
	var ls []line
	for _, r := range p.rows {
		ls = append(ls, r.lines...)
	}
	gap := spacing(ls, d.right[p.width()])
	body := bodySize(ls)
	defer d.note(p.footnotes(body))
	first := true
	add := func(rows []row) {
		for _, q := range d.flow(rows, d.right[p.width()], gap) {
			if l := &q.lines[0]; raisedStart(l) > 0 && l.size < body-0.4 { // at the foot of a page
				d.notes = append(d.notes, q)
				continue
			}
			d.paragraph(q, first)
			first = false
		}
	}
	rows := p.rows
	for _, g := range p.grids {
		i := 0
		for i < len(rows) && rows[i].base < g.box.y0+near {
			i++
		}
		add(rows[:i])
		rows = rows[i:]
		if n := len(d.items); first && n > 0 && d.items[n-1].table != nil && d.items[n-1].table.extend(g) {
			first = false
			continue
		}
		d.items = append(d.items, item{table: newTable(g)})
		first = false
	}
	add(rows)
}

// paragraph adds a paragraph; the first of a page may go on with the last one before.
func (d *document) paragraph(p paragraph, first bool) {
	if n := len(d.items); first && n > 0 && d.items[n-1].paragraph != nil && p.follows(d.items[n-1].paragraph) {
		q := d.items[n-1].paragraph
		q.lines = append(q.lines, p.lines...)
		return
	}
	d.items = append(d.items, item{paragraph: &p})
}

// flow reads rows into paragraphs: text that stands side by side, as in the head of an
// official letter, one column after the other.
func (d *document) flow(rows []row, right, gap float64) []paragraph {
	var out []paragraph
	var one []line
	flush := func() {
		x0 := 0.0
		for i, l := range one {
			if i == 0 || l.box.x0 < x0 {
				x0 = l.box.x0
			}
		}
		out = append(out, paragraphs(one, x0, right, gap)...)
		one = nil
	}
	for i := 0; i < len(rows); {
		n, at := beside(rows[i:])
		if n == 0 {
			one = append(one, rows[i].lines...)
			i++
			continue
		}
		flush()
		var left, rest []line
		for _, r := range rows[i : i+n] {
			for _, l := range r.lines {
				if l.box.x1 <= at {
					left = append(left, l)
				} else {
					rest = append(rest, l)
				}
			}
		}
		for k, column := range [][]line{left, rest} {
			x0, _ := extent(column)
			out = append(out, paragraphs(column, x0, []float64{at, right}[k], gap)...)
		}
		i += n
	}
	flush()
	return out
}

// bodySize is the size of type that most text of a page has.
func bodySize(ls []line) float64 {
	count, best, size := map[float64]int{}, 0, 0.0
	for _, l := range ls {
		count[l.size] += len(l.text)
		if n := count[l.size]; n > best || n == best && l.size > size {
			best, size = n, l.size
		}
	}
	return size
}

// extent is how far lines reach to the left and to the right.
func extent(ls []line) (x0, x1 float64) {
	for i, l := range ls {
		if i == 0 || l.box.x0 < x0 {
			x0 = l.box.x0
		}
		if i == 0 || l.box.x1 > x1 {
			x1 = l.box.x1
		}
	}
	return x0, x1
}

// beside measures the rows of two columns that begin here, and where the gap between
// the columns lies; 0 when the first row has no such gap. A row that stands in one of
// the columns alone belongs to them while it is close to the row before.
func beside(rows []row) (n int, at float64) {
	if len(rows[0].lines) < 2 {
		return 0, 0
	}
	from, to := rows[0].lines[0].box.x1, rows[0].lines[1].box.x0
	n = 1
	for n < len(rows) {
		r := rows[n]
		if r.base-rows[n-1].base > 3*r.lines[0].size {
			break
		}
		lo, hi := from, to
		for _, l := range r.lines {
			switch {
			case l.box.x1 <= hi && l.box.x1-lo < hi-l.box.x0: // on the left
				lo = max(lo, l.box.x1)
			default:
				hi = min(hi, l.box.x0)
			}
		}
		if hi-lo < 0.8*r.lines[0].size {
			break
		}
		from, to = lo, hi
		n++
	}
	for n > 1 && len(rows[n-1].lines) == 1 { // the last rows of one column alone are both
		l := rows[n-1].lines[0]
		if l.box.x0 >= from || l.box.x1 <= to && l.box.x1-l.box.x0 < to {
			break
		}
		n--
	}
	return n, (from + to) / 2
}

// build writes the document.
func (d *document) build(b *lines.Builder) error {
	level, known := d.headings(), d.words()
	for _, it := range d.items {
		var err error
		if it.table != nil {
			err = d.table(b, it.table, known)
		} else {
			block := it.paragraph.block()
			if n := level[it.paragraph.lines[0].size]; n > 0 && it.paragraph.bold() && block.Kind != schema.Footnote {
				block.Kind, block.Level = schema.Heading, n
			}
			err = b.Add(block)
		}
		if err != nil {
			return err
		}
	}
	for i := range d.notes {
		if err := b.Add(d.notes[i].block()); err != nil {
			return err
		}
	}
	return nil
}

// words gathers the words of the document, but for those at which a line of a cell was
// wrapped.
func (d *document) words() words {
	w := words{}
	for _, it := range d.items {
		if it.paragraph != nil {
			for i := range it.paragraph.lines {
				w.add(&it.paragraph.lines[i], true, true)
			}
			continue
		}
		for _, c := range it.table.cells {
			for i := range c.lines {
				w.add(&c.lines[i], i == 0, i == len(c.lines)-1)
			}
		}
	}
	return w
}

// table writes a table, or the text that a table lays out.
func (d *document) table(b *lines.Builder, t *table, known words) error {
	cells, merges := t.grid(known)
	if input.Layout(cells, len(t.xs)-1) {
		for _, c := range t.cells {
			x0, x1 := extent(c.lines)
			for _, p := range paragraphs(c.lines, x0, x1, 0) {
				if err := b.Add(p.block()); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := b.Table(cells, false); err != nil {
		return err
	}
	sheet := b.Content.Sheets[len(b.Content.Sheets)-1]
	sheet.Merges, sheet.Loose = merges, t.loose
	blocks := b.Content.Document.Blocks
	block := &blocks[len(blocks)-1]
	block.Page, block.Source = t.page, nil
	return nil
}
