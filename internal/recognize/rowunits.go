package recognize

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// rowUnits gives the rows of figures their own units: from a column of units ("Đơn vị
// tính"), where a ditto mark repeats the one above, else from the parentheses of the
// label ("Năng suất (Tạ/ha)"). A row without its own has that of its section.
func (g *grid) rowUnits(t *schema.Table, b block) {
	from := g.unitColumn(t, b)
	var above schema.Unit
	for i := range t.Rows {
		row := &t.Rows[i]
		if row.Kind == schema.NoteRow {
			continue
		}
		u := schema.Unit{}
		if from >= 0 {
			text := g.raw(row.Row, from)
			if ditto(text) {
				u = above
			} else {
				u = parseUnit(text, g.pack)
			}
			above = u
		}
		if u.Text == "" && row.Kind != schema.SectionRow && strings.HasSuffix(row.Label, ")") {
			u = unitInHeader(row.Label, g.pack)
		}
		if u.Text != "" {
			row.Unit = u
		}
	}
}

// unitColumn finds the column of the body that holds units, -1 when there is none:
// its header says so, and so do most of its cells.
func (g *grid) unitColumn(t *schema.Table, b block) int {
	for i := range t.Columns {
		col := &t.Columns[i]
		if i == t.LabelCol || col.Kind != schema.Words && col.Kind != schema.Label || len(col.Path) == 0 {
			continue
		}
		head := lang.Fold(col.Path[len(col.Path)-1])
		if !startsWithAny(head, g.pack.Table.UnitLine) {
			continue
		}
		units, all := 0, 0
		for r := b.body; r <= b.bottom; r++ {
			if g.at(r, col.Col) != words {
				continue
			}
			all++
			if text := g.raw(r, col.Col); ditto(text) || parseUnit(text, g.pack).Text != "" {
				units++
			}
		}
		if all > 0 && units*2 >= all {
			return col.Col
		}
	}
	return -1
}

// ditto reports whether a text repeats the cell above it.
func ditto(s string) bool {
	s = lang.Fold(s)
	if s == "nt" || s == "-nt-" || s == "như trên" {
		return true
	}
	return s != "" && strings.Trim(s, "\"'`´“”„″〃/- ") == "" && strings.ContainsAny(s, "\"'“”„″〃/`´")
}

// rateRow reports whether the figures of a row are no amounts: shares, yields, means,
// amounts a piece. They do not add up, neither across nor down.
func (d *finder) rateRow(r int) bool {
	row := &d.t.Rows[r]
	if row.Unit.Percent || strings.Contains(row.Unit.Base, "/") {
		return true
	}
	says := func(i int, words []string) bool { return startsWithAny(lang.Fold(d.t.Rows[i].Label), words) }
	section := row.Parent >= 0 && d.t.Rows[row.Parent].Kind == schema.SectionRow
	return says(r, d.pack.Table.Average) || section && says(row.Parent, d.pack.Table.Average) ||
		row.Unit.Text == "" && says(r, d.pack.Table.Ratio)
}

// unlike reports whether two rows measure different things by their own units.
func (d *finder) unlike(a, b int) bool {
	u, v := d.t.Rows[a].Unit, d.t.Rows[b].Unit
	return u.Text != "" && v.Text != "" && (u.Base != v.Base || u.Scale != v.Scale || u.Percent != v.Percent)
}
