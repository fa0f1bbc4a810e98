package xlsx

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// maxMerges bounds the merged ranges of one sheet.
const maxMerges = 200_000

// grid fills one sheet.
type grid struct {
	*book
	sheet    *schema.Sheet
	row, col int            // of the cell being read
	shared   map[int]master // shared formulas by their index
}

type master struct {
	formula  string
	row, col int
}

// readSheet scans the XML of a worksheet.
func (b *book) readSheet(sheet *schema.Sheet, text string) error {
	g := &grid{book: b, sheet: sheet, row: -1, shared: map[int]master{}}
	s := xmlscan.New(text, b.lim.Depth)
	seen := false
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.EOF {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "worksheet":
			seen = true
		case "sheetData":
		case "row":
			g.row++
			g.col = -1
			if v, ok := s.Attr("r"); ok {
				n, err := strconv.Atoi(v)
				if err != nil || n < 1 {
					return &xmlscan.Error{Line: s.Line(), What: "a row with a broken number"}
				}
				g.row = n - 1
			}
		case "c":
			if err := g.cell(s); err != nil {
				return err
			}
		case "mergeCells":
		case "mergeCell":
			ref, _ := s.Attr("ref")
			if m, ok := parseRange(ref); ok && (m.Top != m.Bottom || m.Left != m.Right) {
				if len(sheet.Merges) == maxMerges {
					return &xmlscan.Error{Line: s.Line(), What: "too many merged ranges"}
				}
				sheet.Merges = append(sheet.Merges, m)
			}
		default:
			if err := s.Skip(); err != nil {
				return err
			}
		}
	}
	if !seen {
		return &xmlscan.Error{Line: 1, What: "no worksheet"}
	}
	return g.cover()
}

// cell reads one c element, whose Start was the last token.
func (g *grid) cell(s *xmlscan.Scanner) error {
	g.col++
	if ref, ok := s.Attr("r"); ok {
		row, col, ok := parseRef(ref)
		if !ok {
			return &xmlscan.Error{Line: s.Line(), What: "a cell with a broken reference"}
		}
		g.row, g.col = row, col
	}
	kind, _ := s.Attr("t")
	id := 0
	if v, ok := s.Attr("s"); ok {
		var err error
		if id, err = strconv.Atoi(v); err != nil {
			return &xmlscan.Error{Line: s.Line(), What: "a cell with a broken style"}
		}
	}
	var value, formula string
	var hasValue, hasFormula bool
	depth := s.Depth()
	into := (*string)(nil)
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.Start {
			into = nil
			switch s.Local() {
			case "v":
				into, hasValue = &value, true
			case "f":
				hasFormula = true
				if err := g.formula(s, &formula); err != nil {
					return err
				}
			case "is":
				if value, err = itemText(s); err != nil {
					return err
				}
				hasValue = true
			default:
				if err := s.Skip(); err != nil {
					return err
				}
			}
		}
		if k == xmlscan.Text && into != nil {
			if *into == "" {
				*into = s.Text()
			} else {
				*into += s.Text()
			}
		}
		if k == xmlscan.End {
			into = nil
			if s.Depth() < depth {
				break
			}
		}
	}
	if !hasValue && !hasFormula || value == "" && formula == "" {
		return nil
	}
	cell, err := g.place()
	if err != nil {
		return err
	}
	cell.Formula = formula
	return g.fill(cell, kind, value, id)
}

// formula reads an f element, whose Start was the last token.
func (g *grid) formula(s *xmlscan.Scanner, out *string) error {
	kind, _ := s.Attr("t")
	si, _ := s.Attr("si")
	depth := s.Depth()
	text := ""
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.Text {
			text += s.Text()
		}
		if k == xmlscan.End && s.Depth() < depth {
			break
		}
	}
	if kind == "shared" {
		n, err := strconv.Atoi(si)
		if err != nil {
			return &xmlscan.Error{Line: s.Line(), What: "a shared formula without its number"}
		}
		if text != "" {
			g.shared[n] = master{text, g.row, g.col}
		} else if m, ok := g.shared[n]; ok {
			text = shiftFormula(m.formula, g.row-m.row, g.col-m.col)
		}
	}
	*out = strings.TrimPrefix(text, "=")
	return nil
}

// place makes room for the cell at row and col.
func (g *grid) place() (*schema.Cell, error) {
	if g.row >= g.lim.Rows || g.col >= g.lim.Cols {
		return nil, g.refuse("read.sheet-too-large", "rows", g.lim.Rows, "columns", g.lim.Cols)
	}
	cells := g.sheet.Cells
	for len(cells) <= g.row {
		cells = append(cells, nil)
	}
	g.sheet.Cells = cells
	return g.at(g.row, g.col)
}

// at gives the cell at a row and column, lengthening the row to it.
func (g *grid) at(row, col int) (*schema.Cell, error) {
	r := g.sheet.Cells[row]
	if n := col + 1 - len(r); n > 0 {
		if g.cells += n; g.cells > g.lim.Cells {
			return nil, g.refuse("read.too-many-cells", "cells", g.lim.Cells)
		}
		if r == nil && row > 0 && len(g.sheet.Cells[row-1]) >= n {
			r = make([]schema.Cell, 0, len(g.sheet.Cells[row-1]))
		}
		for ; n > 0; n-- {
			r = append(r, schema.Cell{})
		}
		g.sheet.Cells[row] = r
	}
	return &r[col], nil
}

func (g *grid) refuse(key string, pairs ...any) error {
	e := input.Refused(key, pairs...)
	e.Place = g.sheet.Name + "!" + schema.A1(g.row, g.col)
	return e
}

// fill sets the value of a cell from its type and stored text.
func (g *grid) fill(c *schema.Cell, kind, value string, style int) error {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(g.strings) {
			if value == "" {
				break
			}
			return g.refuse("read.no-such-string", "index", value)
		}
		c.Raw = g.strings[n]
		c.Kind = schema.Text
	case "inlineStr", "str":
		c.Raw = unescapeControl(value)
		c.Kind = schema.Text
	case "b":
		c.Kind, c.Raw = schema.Bool, "FALSE"
		if strings.TrimSpace(value) == "1" || strings.EqualFold(strings.TrimSpace(value), "true") {
			c.Raw = "TRUE"
		}
	case "e":
		c.Kind, c.Raw = schema.Failed, value
	case "d":
		c.Kind, c.Raw = schema.Date, isoDate(value)
	default:
		g.number(c, value, style)
	}
	if c.Kind == schema.Text && strings.TrimSpace(c.Raw) == "" {
		c.Kind = schema.Empty
	}
	if c.Kind == schema.Empty && c.Formula != "" && c.Raw == "" && kind != "str" {
		g.uncalc++
	}
	return nil
}

// number sets a cell that stores a number.
func (g *grid) number(c *schema.Cell, value string, id int) {
	if value == "" {
		return
	}
	d, ok := parseStored(value)
	if !ok {
		g.huge++
		c.Kind, c.Raw = schema.Text, value
		return
	}
	st := g.style(id)
	if st.kind == date {
		if text, ok := showDate(d, st.date, g.is1904); ok {
			c.Kind, c.Raw = schema.Date, text
			return
		}
		st = &style{}
	}
	c.Kind = schema.Numeric
	c.Number, c.Raw = st.show(d)
}

// isoDate writes the date of an ISO 8601 value day first.
func isoDate(v string) string {
	if len(v) >= 10 && v[4] == '-' && v[7] == '-' {
		out := v[8:10] + "/" + v[5:7] + "/" + v[:4]
		if len(v) >= 16 && v[10] == 'T' {
			out += " " + strings.TrimSuffix(v[11:], "Z")
		}
		return out
	}
	return v
}

// cover cuts the merged ranges to the used area and marks the cells under them.
func (g *grid) cover() error {
	sheet := g.sheet
	width, kept := sheet.Width(), sheet.Merges[:0]
	for _, m := range sheet.Merges {
		m.Bottom, m.Right = min(m.Bottom, len(sheet.Cells)-1), min(m.Right, width-1)
		if m.Top > m.Bottom || m.Left > m.Right || m.Top == m.Bottom && m.Left == m.Right {
			continue
		}
		if m.Left >= len(sheet.Cells[m.Top]) || sheet.Cells[m.Top][m.Left].Covered { // merged emptiness, or ranges that overlap
			continue
		}
		for r := m.Top; r <= m.Bottom; r++ {
			g.row, g.col = r, m.Right
			if _, err := g.at(r, m.Right); err != nil {
				return err
			}
			for c := m.Left; c <= m.Right; c++ {
				if r != m.Top || c != m.Left {
					sheet.Cells[r][c] = schema.Cell{Covered: true}
				}
			}
		}
		kept = append(kept, m)
	}
	sheet.Merges = kept
	return nil
}
