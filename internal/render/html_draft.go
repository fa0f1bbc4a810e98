package render

import (
	"math/big"
	"slices"
	"strings"

	"doisoat/internal/render/page"
	"doisoat/schema"
)

// draft is the prose with its figures and findings marked.
func (p *pager) draft() {
	doc := p.report().Document
	if doc == nil {
		return
	}
	figures, faults := map[int][]int{}, map[int][]int{} // by block
	for i := range p.Result.Figures {
		b := p.Result.Figures[i].Span.Block
		figures[b] = append(figures[b], i)
	}
	for i := range p.Result.Findings {
		if at := p.Result.Findings[i].At; at.Kind == schema.InText {
			faults[at.Span.Block] = append(faults[at.Span.Block], i)
		}
	}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		out := page.Block{Kind: blockKind(b.Kind), Level: b.Level, Bold: b.Bold && len(b.Text) < 160, Section: p.sections[i], Table: -1}
		if b.Kind == schema.TableBlock {
			if out.Table = p.tableOf(b.Sheet); out.Table < 0 {
				continue
			}
		}
		if b.Body == 0 {
			out.Marker = b.Marker
		}
		out.Pieces = p.pieces(i, b.Text, figures[i], faults[i])
		p.page.Blocks = append(p.page.Blocks, out)
	}
}

func blockKind(k schema.BlockKind) string {
	return [...]string{schema.Paragraph: "p", schema.Heading: "h", schema.ListItem: "li", schema.Footnote: "note", schema.TableBlock: "table"}[k]
}

// pieces cuts the text of a block at the bounds of its figures and findings.
func (p *pager) pieces(block int, text string, figures, faults []int) []page.Piece {
	cuts := []int{0, len(text)}
	for _, i := range figures {
		s := p.Result.Figures[i].Span
		cuts = append(cuts, s.Start, s.End)
	}
	for _, i := range faults {
		s := p.Result.Findings[i].At.Span
		cuts = append(cuts, s.Start, s.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []page.Piece
	for k := 0; k+1 < len(cuts); k++ {
		from, to := cuts[k], cuts[k+1]
		if from < 0 || to > len(text) {
			continue
		}
		piece := page.Piece{Text: text[from:to], Figure: -1}
		for _, i := range figures {
			if s := p.Result.Figures[i].Span; s.Start <= from && to <= s.End {
				piece.Figure = i
			}
		}
		worst := -1
		for _, i := range faults {
			f := &p.Result.Findings[i]
			s := f.At.Span
			if s.Start <= from && to <= s.End {
				worst = max(worst, int(shown(f)))
				if piece.Figure >= 0 && s.Len() <= p.Result.Figures[piece.Figure].Span.Len()+2 {
					fig := &p.page.Figures[piece.Figure]
					if !slices.Contains(fig.Findings, i) {
						fig.Findings = append(fig.Findings, i)
					}
				}
			}
			if s.End == to || s.End <= 0 && k == 0 {
				piece.Ends = append(piece.Ends, i)
			}
		}
		if worst >= 0 {
			piece.Severity = schema.Severity(worst).String()
		}
		out = append(out, piece)
	}
	return out
}

// tableOf is the index of the table that shows a sheet, -1 when none does.
func (p *pager) tableOf(sheet int) int {
	n := 0
	for i := range p.report().Sheets {
		if !p.shown(i) {
			continue
		}
		if i == sheet {
			return n
		}
		n++
	}
	return -1
}

// tables are the sheets as read, with what was found in their cells.
func (p *pager) tables() {
	rep := p.report()
	for i, s := range rep.Sheets {
		if !p.shown(i) {
			continue
		}
		t := page.Table{Name: p.sheetName(s), InDraft: s.InText, First: 1}
		width := s.Width()
		if !s.InText {
			for c := range width {
				t.Letters = append(t.Letters, schema.ColumnName(c))
			}
		}
		var own *schema.Table
		for _, x := range rep.Tables {
			if x.Sheet == i {
				own = x
				break
			}
		}
		if own != nil && len(own.Rows) > 0 {
			t.Head = own.Rows[0].Row
		}
		merged := merges(s)
		for r := range s.Cells {
			t.Rows = append(t.Rows, p.tableRow(i, r, width, own, merged))
		}
		p.page.Tables = append(p.page.Tables, t)
	}
}

func (p *pager) sheetName(s *schema.Sheet) string {
	name := baseName(p.report().Sources[s.Source].Path)
	switch {
	case s.InText:
		return p.say("page.table.draft", "n", s.Index, "file", name)
	case s.Name != "":
		return name + " – " + s.Name
	}
	return name
}

// span is how far a merged cell reaches; both nought for one that is covered.
type cellSpan struct{ rows, cols int }

func merges(s *schema.Sheet) map[[2]int]cellSpan {
	out := map[[2]int]cellSpan{}
	for _, m := range s.Merges {
		bottom := min(m.Bottom, len(s.Cells)-1)
		right := min(m.Right, s.Width()-1)
		for r := m.Top; r <= bottom; r++ {
			for c := m.Left; c <= right; c++ {
				out[[2]int{r, c}] = cellSpan{}
			}
		}
		if m.Top <= bottom && m.Left <= right {
			out[[2]int{m.Top, m.Left}] = cellSpan{bottom - m.Top + 1, right - m.Left + 1}
		}
	}
	return out
}

var rowClasses = map[schema.RowKind]string{schema.TotalRow: "total", schema.SubtotalRow: "total", schema.SectionRow: "section", schema.NoteRow: "note"}

func (p *pager) tableRow(sheet, r, width int, t *schema.Table, merged map[[2]int]cellSpan) page.Row {
	rep := p.report()
	row := page.Row{}
	labelCol := -1
	if t != nil {
		if k := t.RowOf(r); k >= 0 {
			row.Class = rowClasses[t.Rows[k].Kind]
		}
		if t.LabelCol >= 0 {
			labelCol = t.Columns[t.LabelCol].Col
		}
	}
	wide := len(rep.Sheets[sheet].Cells[r])
	for c := wide; c < width; c++ {
		if _, ok := merged[[2]int{r, c}]; ok {
			wide = c + 1
		}
	}
	for c := range wide { // what is behind is blank, and a sheet may be very wide for one cell
		ref := schema.Ref{Sheet: sheet, Row: r, Col: c}
		cell := rep.At(ref)
		out := page.Cell{Text: cell.Raw, ID: p.ids[ref], Numeric: cell.Kind == schema.Numeric, Label: c == labelCol, Finding: -1}
		if m, ok := merged[[2]int{r, c}]; ok {
			out.Skip, out.Rows, out.Cols = m.rows == 0, m.rows, m.cols
		}
		switch p.Result.Cells.Verdicts[ref] {
		case schema.CellConsistent:
			out.Checked = true
		case schema.CellContradicted:
			out.Severity = "error"
		}
		if f, ok := p.worst[ref]; ok {
			out.Finding, out.Severity = f, shown(&p.Result.Findings[f]).String()
		}
		row.Cells = append(row.Cells, out)
	}
	row.Blank = width - wide
	return row
}

// chart sets the units of a column in order beside those that the draft names in the
// same place, where it names at least three; each such place once.
func (p *pager) chart(f *schema.Finding) *page.Chart {
	if f.At.Kind != schema.InText {
		return nil
	}
	block := f.At.Span.Block
	named := map[schema.Ref]*schema.Figure{}
	columns := map[[2]int]int{} // of sheet and column, how many are named
	for i := range p.Result.Figures {
		if g := &p.Result.Figures[i]; g.Span.Block == block && g.Role == schema.RoleValue && len(g.Cells) == 1 && g.Numeric {
			named[g.Cells[0]] = g
			columns[[2]int{g.Cells[0].Sheet, g.Cells[0].Col}]++
		}
	}
	best, most := [2]int{-1, -1}, 2
	for key, n := range columns {
		if n > most || n == most && most > 2 && (key[0] < best[0] || key[0] == best[0] && key[1] < best[1]) {
			best, most = key, n
		}
	}
	if best[0] < 0 || p.charted[[2]int{block, best[1]}] {
		return nil
	}
	p.charted[[2]int{block, best[1]}] = true
	for _, t := range p.report().Tables {
		col := t.ColumnOf(best[1])
		if t.Sheet == best[0] && col >= 0 {
			return p.bars(t, col, named)
		}
	}
	return nil
}

// mostBars is how many units a chart shows.
const mostBars = 40

func (p *pager) bars(t *schema.Table, col int, named map[schema.Ref]*schema.Figure) *page.Chart {
	type unit struct {
		row   int
		value *big.Rat
	}
	var units []unit
	greatest := new(big.Rat)
	for _, row := range t.Units() {
		c := p.report().At(t.Ref(row, col))
		if c.Kind != schema.Numeric || c.Number.Value.Sign() < 0 {
			continue
		}
		v := c.Number.Rat()
		units = append(units, unit{row, v})
		if v.Cmp(greatest) > 0 {
			greatest.Set(v)
		}
		if g := named[t.Ref(row, col)]; g != nil && g.Number.Rat().Cmp(greatest) > 0 {
			greatest.Set(g.Number.Rat())
		}
	}
	if len(units) < 4 || len(units) > mostBars || greatest.Sign() == 0 {
		return nil
	}
	slices.SortStableFunc(units, func(a, b unit) int { return b.value.Cmp(a.value) })
	mille := func(v *big.Rat) int {
		q := new(big.Rat).Quo(v, greatest)
		d, ok := schema.RoundRat(q, 3)
		if !ok {
			return 0
		}
		return int(d.Coef)
	}
	c := &page.Chart{Title: p.say("page.chart", "indicator", t.Columns[col].Title())}
	for _, u := range units {
		ref := t.Ref(u.row, col)
		bar := page.Bar{Name: t.Rows[u.row].Label, Value: p.report().At(ref).Raw, Width: mille(u.value)}
		if g := named[ref]; g != nil {
			bar.Claimed, bar.At = g.Text, mille(g.Number.Rat())
			bar.Disagree = g.Verdict == schema.Contradicted || g.Verdict == schema.CutOff
		}
		c.Bars = append(c.Bars, bar)
	}
	return c
}

// proof is one place that proves a finding, in a line.
func (v *View) proof(e *schema.Evidence, f *schema.Finding) string {
	words := v.word("role.", e.Role) + ": "
	if e.Text != "" {
		words += shorten(e.Text, lineWidth) + ", "
	}
	words += v.shortPlace(v.location(e.At), f.At)
	if about := v.about(e.At, f); about != "" {
		words += " (" + about + ")"
	}
	return upperFirst(strings.TrimSpace(words))
}
