package recognize

import (
	"strings"

	"doisoat/internal/number"
	"doisoat/schema"
)

// looksNumeric reports whether a text reads as one number under either mark.
func looksNumeric(s string) bool {
	if s == "" || s[0] > '9' && s[0] < 0x80 {
		return false
	}
	if _, ok := number.Parse(s, number.ViMarks); ok {
		return true
	}
	_, ok := number.Parse(s, number.EnMarks)
	return ok
}

// decide tells the marks of a table and of each of its columns of figures from the
// numbers that it keeps as text. Where nothing shows them the pack's marks hold.
func (g *grid) decide(b block, columns []int) (table number.Decision, each map[int]number.Decision) {
	texts := make([][]string, len(columns))
	for i, c := range columns {
		for r := b.body; r <= b.bottom; r++ {
			if cell := g.sheet.At(r, c); cell.Kind == schema.Text && g.at(r, c) == figure {
				texts[i] = append(texts[i], strings.TrimSpace(cell.Raw))
			}
		}
	}
	table, list := number.DecideTable(texts)
	each = make(map[int]number.Decision, len(columns))
	for i, c := range columns {
		each[c] = list[i]
	}
	return table, each
}

// settle turns the numbers kept as text in the body columns into numeric cells, and
// marks for none into Nil. It is given the marks of each column.
func (g *grid) settle(b block, marks map[int]number.Decision) {
	fallback := number.MarksFor(g.pack.Decimal)
	for r := b.body; r <= b.bottom; r++ {
		for c := range g.sheet.Cells[r] {
			d, ok := marks[c]
			cell := &g.sheet.Cells[r][c]
			if !ok || cell.Kind != schema.Text {
				continue
			}
			switch g.at(r, c) {
			case none:
				cell.Kind = schema.Nil
			case figure:
				if n, _, ok := d.Read(strings.TrimSpace(cell.Raw), fallback); ok {
					cell.Number, cell.Kind, cell.AsText = n, schema.Numeric, true
				}
			}
		}
	}
}
