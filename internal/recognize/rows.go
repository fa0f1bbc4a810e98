package recognize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Styles of running numbers, from the outside in as they usually nest.
const (
	plain  = 0
	sigma  = 1 // Σ
	upper  = 2 // A, B
	roman  = 3 // I, II
	arabic = 4 // 1, 2
	dotted = 5 // 1.1; deeper ones 6, 7
	lower  = 9 // a, b
	dash   = 10
	plus   = 11 // +, under a dash
)

// ordinalStyle tells the style of a running number that stands alone, plain when it
// is none.
func ordinalStyle(s string) (style int, bare string) {
	s = strings.TrimRight(strings.TrimSpace(s), ".):/ ")
	s = strings.TrimLeft(s, "( ")
	if s == "" || len(s) > 9 {
		return plain, ""
	}
	if s == "Σ" || s == "∑" {
		return sigma, s
	}
	if s == "-" || s == "–" {
		return dash, s
	}
	if s == "+" || s == "•" || s == "*" {
		return plus, s
	}
	digits, dots, letters := 0, 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '.':
			dots++
		case r < 0x80 && unicode.IsLetter(r):
			letters++
		default:
			return plain, ""
		}
	}
	switch {
	case digits > 0 && letters == 0 && dots == 0:
		return arabic, s
	case digits > 0 && letters == 0:
		return dotted + min(dots-1, 3), s
	case letters > 0 && digits == 0 && dots == 0 && isRoman(s):
		return roman, s
	case letters == 1 && digits == 0 && dots == 0:
		if unicode.IsUpper(rune(s[0])) {
			return upper, s
		}
		return lower, s
	case letters == 1 && digits > 0 && dots <= 1 && unicode.IsUpper(rune(s[0])): // A1, A.1
		return arabic, s
	}
	return plain, ""
}

func isRoman(s string) bool {
	for i := 0; i < len(s); i++ {
		if !strings.ContainsRune("IVX", rune(s[i])) {
			return false
		}
	}
	return true
}

// cutOrdinal parts a running number off the front of a label: "A. Vận chuyển",
// "1) Lúa", "- Nam".
func cutOrdinal(s string) (ordinal, label string) {
	t := strings.TrimSpace(s)
	for _, d := range []string{"- ", "+ ", "– ", "• ", "* "} {
		if rest, ok := strings.CutPrefix(t, d); ok {
			return strings.TrimSpace(d), strings.TrimSpace(rest)
		}
	}
	i := strings.IndexAny(t, ".)")
	for i > 0 && i < 9 && i+1 < len(t) && t[i] == '.' && t[i+1] >= '0' && t[i+1] <= '9' {
		j := strings.IndexAny(t[i+1:], ".) ")
		if j < 0 {
			break
		}
		i += j + 1
	}
	if i <= 0 || i > 9 || i+1 >= len(t) {
		return "", t
	}
	if style, bare := ordinalStyle(t[:i]); style != plain && style < dash && (t[i] == ')' || t[i+1] == ' ' || style >= dotted) {
		return bare, strings.TrimSpace(t[i+1:])
	}
	return "", t
}

// indent counts the blanks in front of a label.
func indent(raw string) int {
	n := 0
	for _, r := range raw {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

// depth is what tells how deep a row stands beside its neighbours: the style of its
// running number, the column of its label and the blanks in front of it.
type depth struct{ style, column, indent int }

// rows reads the body rows: labels, running numbers, kinds and hierarchy.
func (g *grid) rows(t *schema.Table, b block) {
	lastData := b.body
	for r := b.body; r <= b.bottom; r++ {
		if g.lines[r].data() {
			lastData = r
		}
	}
	var depths []depth
	for r := b.body; r <= b.bottom; r++ {
		if g.lines[r].blank() {
			continue
		}
		row, d := g.row(t, b, r)
		hasFigures := false
		for i := range t.Columns {
			c := t.Columns[i].Col
			if c < b.firstFig {
				continue
			}
			if k := g.at(r, c); k == figure || k == none && row.Label != "" {
				hasFigures = true
			}
		}
		switch {
		case hasFigures && g.isTotal(row.Label, row.Ordinal):
			row.Kind = schema.TotalRow
		case hasFigures:
			row.Kind = schema.UnitRow
		case r > lastData || row.Label == "" || g.isNote(r):
			row.Kind = schema.NoteRow
		default:
			row.Kind = schema.SectionRow
			row.Unit = unitInHeader(row.Label, g.pack)
		}
		f := lang.Fold(row.Label)
		row.OfWhich = startsWithAny(f, g.pack.Table.OfWhich)
		if n := len(t.Rows); n > 0 && row.Kind == schema.SectionRow && g.carriesOn(&t.Rows[n-1], &row) {
			t.Rows[n-1].Label += " " + row.Label
			row.Kind = schema.NoteRow
		}
		t.Rows = append(t.Rows, row)
		depths = append(depths, d)
	}
	g.nest(t, depths)
}

// carriesOn reports whether a heading of words goes on in the next row: it ends, or the
// next one begins, with a word that joins, or the next one begins with a small letter.
func (g *grid) carriesOn(above, row *schema.Row) bool {
	if above.Kind != schema.SectionRow || row.Row != above.Row+1 || row.Ordinal != "" || row.OfWhich || row.Label == "" || above.Label == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(row.Label)
	if unicode.IsLower(first) || startsWithAny(lang.Fold(row.Label), g.pack.Table.Joining) {
		return true
	}
	f := lang.Fold(above.Label)
	for _, w := range g.pack.Table.Joining {
		if strings.HasSuffix(f, " "+w) {
			return true
		}
	}
	return false
}

// row reads the label and running number of one row.
func (g *grid) row(t *schema.Table, b block, r int) (schema.Row, depth) {
	row := schema.Row{Row: r, Parent: -1, LabelAt: schema.Ref{Sheet: g.index, Row: r, Col: b.left}}
	d := depth{column: -1}
	for i := range t.Columns {
		col := &t.Columns[i]
		labelCol := col.Col < b.firstFig || i == t.LabelCol
		if !labelCol && g.lines[r].first == col.Col && !g.lines[r].data() && row.Label == "" {
			labelCol = true // a line of words alone may stand anywhere
		}
		if !labelCol || g.at(r, col.Col) == nothing {
			continue
		}
		raw := g.sheet.At(r, col.Col).Raw
		if row.Ordinal == "" && row.Label == "" && i != t.LabelCol {
			if style, bare := ordinalStyle(raw); style != plain {
				row.Ordinal, d.style = bare, style
				continue
			}
			if col.Kind == schema.Ordinal && len(strings.TrimSpace(raw)) < 12 && g.lines[r].first != g.lines[r].last {
				row.Ordinal, d.style = strings.TrimSpace(raw), arabic
				continue
			}
		}
		if row.Label != "" {
			continue
		}
		row.LabelAt.Col = col.Col
		d.column, d.indent = col.Col, indent(raw)
		row.Label = strings.Join(strings.Fields(raw), " ")
		if row.Ordinal == "" {
			if o, rest := cutOrdinal(row.Label); o != "" {
				row.Ordinal, row.Label = o, rest
				d.style, _ = ordinalStyle(o)
			}
		}
	}
	return row, d
}

// isTotal reports whether a label, or the running number before it, names a total.
func (g *grid) isTotal(label, ordinal string) bool {
	if ordinal == "Σ" || ordinal == "∑" {
		return true
	}
	if style, _ := ordinalStyle(ordinal); style == arabic && len(ordinal) < 3 && strings.Trim(ordinal, "0") != "" {
		return false // one of a numbered list, such as a corporation ("tổng công ty")
	}
	f := lang.Fold(label)
	if startsWithAny(f, g.pack.Table.NotTotal) {
		return false
	}
	for _, w := range g.pack.Table.TotalEnd {
		if strings.HasSuffix(f, " "+w) {
			return true
		}
	}
	for _, w := range g.pack.Table.Total {
		rest, ok := strings.CutPrefix(f, w)
		if !ok || letterAt(rest, 0) {
			continue
		}
		rest = strings.TrimLeft(rest, " :")
		if !slices.Contains(g.pack.Table.TotalAlone, w) || rest == "" || rest[0] == '(' || rest[0] >= '0' && rest[0] <= '9' {
			return true
		}
	}
	return false
}

// nest fills Level and Parent. A stack of open depths is kept: a row closes those
// that are not above it. Running numbers nest by their styles; without them a further
// column, then a further indent, is deeper.
func (g *grid) nest(t *schema.Table, depths []depth) {
	type open struct {
		row int
		d   depth
	}
	var stack []open
	for i := range t.Rows {
		row, d := &t.Rows[i], depths[i]
		if row.Kind == schema.NoteRow {
			continue
		}
		if d.style != plain { // the next number of an open list closes what the last one opened
			for k := len(stack) - 1; k >= 0; k-- {
				if stack[k].d.style == d.style {
					stack = stack[:k]
					break
				}
			}
		}
		divided := row.Kind == schema.SectionRow && (row.OfWhich || startsWithAny(lang.Fold(row.Label), g.pack.Table.Divided))
		if divided && d.style == plain { // another partition of what the last one parts
			for k := len(stack) - 1; k >= 0; k-- {
				if r := &t.Rows[stack[k].row]; r.Kind == schema.SectionRow && sameDepth(stack[k].d, d) && startsWithAny(lang.Fold(r.Label), g.pack.Table.Divided) {
					stack = stack[:k]
					break
				}
			}
		}
		for len(stack) > 0 {
			top := stack[len(stack)-1]
			if above(t, top.row, top.d, i, d, divided, g.pack) {
				break
			}
			stack = stack[:len(stack)-1]
		}
		if len(stack) > 0 {
			row.Parent = stack[len(stack)-1].row
			row.Level = t.Rows[row.Parent].Level + 1
			if row.Unit.Text == "" {
				row.Unit = t.Rows[row.Parent].Unit
			}
		}
		stack = append(stack, open{i, d})
	}
}

// above reports whether the row at index a, which came first, holds the row at b.
func above(t *schema.Table, a int, da depth, b int, db depth, divided bool, pack *lang.Pack) bool {
	ra, rb := &t.Rows[a], &t.Rows[b]
	aDivided := ra.Kind == schema.SectionRow && (ra.OfWhich || startsWithAny(lang.Fold(ra.Label), pack.Table.Divided))
	switch {
	case rb.Kind == schema.TotalRow && rb.Ordinal != "" && ra.Kind != schema.TotalRow:
		return false
	case da.style != plain && db.style != plain:
		if da.style == db.style {
			return false
		}
		return da.style < db.style
	case divided && !aDivided: // a partition belongs to the figures above it
		return ra.Kind == schema.TotalRow || ra.Kind == schema.UnitRow && !ra.OfWhich && sameDepth(da, db) || da.column < db.column || da.indent < db.indent || ra.Kind == schema.SectionRow
	case ra.Kind == schema.SectionRow && rb.Kind != schema.SectionRow:
		if db.style == plain && da.style == plain && (db.column < da.column || db.column == da.column && db.indent < da.indent) {
			return false
		}
		return !(db.style != plain && da.style != plain && db.style <= da.style)
	case da.column != db.column && da.style == plain && db.style == plain:
		return da.column < db.column
	case da.indent != db.indent:
		return da.indent < db.indent
	case da.style == plain && db.style >= dash: // "- Trung ương" under what it is a part of
		return ra.Kind != schema.SectionRow || !aDivided
	case da.style == plain && db.style != plain:
		return ra.Kind == schema.TotalRow && a == 0 || ra.Kind == schema.SectionRow
	case da.style != plain && db.style == plain:
		return db.style == plain && rb.Kind == schema.SectionRow && divided
	}
	// Alike: a total in front of plain rows holds them.
	return ra.Kind == schema.TotalRow && rb.Kind != schema.TotalRow && !aDivided && rb.Kind == schema.UnitRow
}

func sameDepth(a, b depth) bool { return a.column == b.column && a.indent == b.indent }
