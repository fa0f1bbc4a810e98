package xlsx

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
	"doisoat/schema"
)

// gridRow is a row of a sheet's part.
type gridRow struct {
	n        int // 0-based
	from, to int // of the element
	tag      int // end of its start tag
	inner    int // where its end tag begins
	style    int // of the row, -1 when it has none
	cells    []gridCell
}

type gridCell struct {
	col, from, tag, style int // tag is the end of its start tag
}

// grid is what annotating needs to know of a sheet.
type grid struct {
	text, prefix    string
	rows            []gridRow
	from, to, inner int // of sheetData; inner is where its end tag begins
	columns         []columnStyle
	legacy          string // r:id of legacyDrawing
	drawingAt       int    // where a legacyDrawing goes
}

type columnStyle struct{ min, max, style int }

// behind are the elements of a worksheet that stand behind legacyDrawing
// (ECMA-376 part 1, 18.3.1.99).
var behind = []string{"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}

// scanSheet reads the places of rows and cells.
func scanSheet(text string) (*grid, error) {
	g := &grid{text: text, from: -1, drawingAt: -1}
	s := opc.Scan(text)
	for {
		k, err := s.Next()
		if err != nil {
			return nil, err
		}
		if k == xmlscan.EOF {
			break
		}
		if k == xmlscan.End && s.Depth() == 0 && g.drawingAt < 0 {
			g.drawingAt, _ = s.Token()
		}
		if k != xmlscan.Start {
			continue
		}
		from, to := s.Token()
		switch name := s.Local(); {
		case s.Depth() == 1:
			g.prefix = opc.Prefix(s.Raw())
		case name == "sheetData":
			g.from = from
			if err := g.data(s); err != nil {
				return nil, err
			}
			g.inner, g.to = s.Token()
		case name == "cols":
		case name == "col":
			c := columnStyle{attr(s, "min", 0), attr(s, "max", 0), attr(s, "style", -1)}
			g.columns = append(g.columns, c)
		default:
			if name == "legacyDrawing" {
				g.legacy = relID(s)
			}
			if s.Depth() == 2 && g.drawingAt < 0 && g.from >= 0 && (slices.Contains(behind, name) || name == "AlternateContent") {
				g.drawingAt = from
			}
			if err := s.Skip(); err != nil {
				return nil, err
			}
		}
		_ = to
	}
	if g.from < 0 {
		return nil, fmt.Errorf("no sheetData")
	}
	return g, nil
}

func attr(s *xmlscan.Scanner, name string, otherwise int) int {
	v, ok := s.Attr(name)
	n, err := strconv.Atoi(v)
	if !ok || err != nil {
		return otherwise
	}
	return n
}

// data reads sheetData, whose Start was the last token.
func (g *grid) data(s *xmlscan.Scanner) error {
	depth, row, col := s.Depth(), -1, -1
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		from, to := s.Token()
		if k == xmlscan.End {
			switch {
			case s.Depth() < depth:
				return nil
			case s.Local() == "row" && s.Depth() == depth:
				r := &g.rows[len(g.rows)-1]
				r.inner, r.to = from, to
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "row":
			row, col = attr(s, "r", row+2)-1, -1
			style := attr(s, "s", -1)
			g.rows = append(g.rows, gridRow{n: row, from: from, tag: to, style: style})
		case "c":
			if len(g.rows) == 0 {
				return fmt.Errorf("a cell outside of a row")
			}
			col++
			if ref, ok := s.Attr("r"); ok {
				if c, ok := columnOf(ref); ok {
					col = c
				}
			}
			r := &g.rows[len(g.rows)-1]
			r.cells = append(r.cells, gridCell{col, from, to, attr(s, "s", -1)})
			if err := s.Skip(); err != nil {
				return err
			}
		default:
			if err := s.Skip(); err != nil {
				return err
			}
		}
	}
}

// columnOf gives the 0-based column of a reference such as "Q17".
func columnOf(ref string) (int, bool) {
	n := 0
	for _, c := range []byte(ref) {
		switch {
		case c >= 'A' && c <= 'Z':
			n = n*26 + int(c-'A') + 1
		case c >= 'a' && c <= 'z':
			n = n*26 + int(c-'a') + 1
		case c != '$':
			return n - 1, n > 0
		}
	}
	return n - 1, n > 0
}

// paint gives the edits that fill the cells of the marks; cells that the sheet does not
// store are added.
func (g *grid) paint(st *styles, marks []Mark) []opc.Edit {
	var edits []opc.Edit
	at := map[int]int{}
	for i, r := range g.rows {
		if _, twice := at[r.n]; !twice {
			at[r.n] = i
		}
	}
	added := map[int][]Mark{} // by row that is not stored
	inRow := map[int][]Mark{} // by index of a stored row: cells that are not stored
	for _, m := range marks {
		i, stored := at[m.Row]
		if !stored {
			added[m.Row] = append(added[m.Row], m)
			continue
		}
		cell := slices.IndexFunc(g.rows[i].cells, func(c gridCell) bool { return c.col == m.Col })
		if cell < 0 {
			inRow[i] = append(inRow[i], m)
			continue
		}
		c := g.rows[i].cells[cell]
		style := strconv.Itoa(st.toned(max(c.style, 0), m.Tone))
		edits = append(edits, opc.Edit{From: c.from, To: c.tag, Text: setAttrs(g.text[c.from:c.tag], "s", style)})
	}
	for i := range g.rows {
		if len(inRow[i]) > 0 {
			edits = append(edits, g.widen(st, &g.rows[i], inRow[i])...)
		}
	}
	return append(edits, g.addRows(st, added)...)
}

// blank writes cells that are not stored yet; row is the style of their row.
func (g *grid) blank(st *styles, row int, m Mark) string {
	style := row
	for _, c := range g.columns {
		if style < 0 && c.min <= m.Col+1 && m.Col+1 <= c.max {
			style = c.style
		}
	}
	return fmt.Sprintf(`<%sc r="%s" s="%d"/>`, g.prefix, schema.A1(m.Row, m.Col), st.toned(max(style, 0), m.Tone))
}

// widen adds cells to a stored row, in their order.
func (g *grid) widen(st *styles, r *gridRow, marks []Mark) []opc.Edit {
	if r.inner == r.to { // it closed itself
		tag := strings.TrimRight(strings.TrimSuffix(g.text[r.from:r.tag], "/>"), " ") + ">"
		for _, m := range marks {
			tag += g.blank(st, r.style, m)
		}
		return []opc.Edit{{From: r.from, To: r.tag, Text: tag + "</" + g.prefix + "row>"}}
	}
	var edits []opc.Edit
	for _, m := range marks {
		at := r.inner
		for _, c := range r.cells {
			if c.col > m.Col {
				at = c.from
				break
			}
		}
		edits = append(edits, opc.Edit{From: at, To: at, Text: g.blank(st, r.style, m)})
	}
	return edits
}

// addRows adds rows that are not stored, in their order.
func (g *grid) addRows(st *styles, added map[int][]Mark) []opc.Edit {
	var numbers []int
	for n := range added {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var edits []opc.Edit
	all := ""
	for _, n := range numbers {
		row := fmt.Sprintf(`<%srow r="%d">`, g.prefix, n+1)
		for _, m := range added[n] {
			row += g.blank(st, -1, m)
		}
		row += "</" + g.prefix + "row>"
		all += row
		at := g.inner
		for _, r := range g.rows {
			if r.n > n {
				at = r.from
				break
			}
		}
		edits = append(edits, opc.Edit{From: at, To: at, Text: row})
	}
	if all != "" && g.inner == g.to {
		tag := strings.TrimRight(strings.TrimSuffix(g.text[g.from:g.to], "/>"), " ") + ">"
		return []opc.Edit{{From: g.from, To: g.to, Text: tag + all + "</" + g.prefix + "sheetData>"}}
	}
	return edits
}

// annotate puts the marks into the part of a sheet.
func (b *book) annotate(part string, marks []Mark) error {
	text, err := b.Part(part)
	if err != nil {
		return err
	}
	g, err := scanSheet(text)
	if err != nil {
		return err
	}
	marks = gather(marks)
	edits := g.paint(b.styles, marks)
	id, err := b.comment(part, g.legacy, marks)
	if err != nil {
		return err
	}
	if id != "" {
		edits = append(edits, opc.Edit{From: g.drawingAt, To: g.drawingAt,
			Text: fmt.Sprintf(`<%slegacyDrawing xmlns:r="%s" r:id="%s"/>`, g.prefix, b.relSpace(), id)})
	}
	if text, err = opc.Apply(text, edits); err != nil {
		return err
	}
	b.Set(part, text)
	return nil
}

// gather joins what is said about one cell, in the order of rows and columns; the
// worst tone fills it.
func gather(marks []Mark) []Mark {
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	var out []Mark
	for _, m := range marks {
		if n := len(out); n > 0 && out[n-1].Row == m.Row && out[n-1].Col == m.Col {
			out[n-1].Tone = max(out[n-1].Tone, m.Tone)
			out[n-1].Lines = append(append(slices.Clone(out[n-1].Lines), Line{}), m.Lines...)
			continue
		}
		out = append(out, m)
	}
	return out
}
