package xlsx

import (
	"strconv"
	"strings"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/numfmt"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// worksheet is one sheet being read.
type worksheet struct {
	*book
	grid.Filler
	row, col int            // of the cell being read
	shared   map[int]master // shared formulas by their index
}

type master struct {
	formula  string
	row, col int
}

// readSheet scans the XML of a worksheet.
func (b *book) readSheet(sheet *schema.Sheet, text string) error {
	g := &worksheet{book: b, Filler: grid.Filler{Budget: &b.budget, Sheet: sheet}, row: -1, shared: map[int]master{}}
	s := xmlscan.New(text, b.budget.Limits.Depth)
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
			if m, ok := parseRange(ref); ok && !g.Merge(m) {
				return &xmlscan.Error{Line: s.Line(), What: "too many merged ranges"}
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
	return g.Finish()
}

// cell reads one c element, whose Start was the last token.
func (g *worksheet) cell(s *xmlscan.Scanner) error {
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
	cell, err := g.Place(g.row, g.col)
	if err != nil {
		return err
	}
	cell.Formula = formula
	return g.fill(cell, kind, value, id)
}

// formula reads an f element, whose Start was the last token.
func (g *worksheet) formula(s *xmlscan.Scanner, out *string) error {
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
			if g.Share(len(m.formula)) {
				text = shiftFormula(m.formula, g.row-m.row, g.col-m.col)
			}
		}
	}
	*out = strings.TrimPrefix(text, "=")
	return nil
}

// fill sets the value of a cell from its type and stored text.
func (g *worksheet) fill(c *schema.Cell, kind, value string, style int) error {
	switch kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(g.strings) {
			if value == "" {
				break
			}
			return g.Refuse(g.row, g.col, "read.no-such-string", "index", value)
		}
		c.Raw = g.strings[n]
		c.Kind, c.Font = schema.Text, g.font(style)
	case "inlineStr", "str":
		c.Raw = unescapeControl(value)
		c.Kind, c.Font = schema.Text, g.font(style)
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
func (g *worksheet) number(c *schema.Cell, value string, id int) {
	if value == "" {
		return
	}
	d, ok := numfmt.Stored(value)
	if !ok {
		g.huge++
		c.Kind, c.Raw = schema.Text, value
		return
	}
	g.style(id).Set(c, d, g.is1904)
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
