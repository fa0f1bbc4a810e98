package docx

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// table is a table as read. Its cells keep their paragraphs, for a table that only
// lays out text is read as text.
type table struct {
	cells    [][]schema.Cell
	merges   []schema.Merge
	contents [][]item // of each cell that is not covered, in reading order
	at       []Cell   // where each of contents stands, when that is kept
	width    int
}

// span is a cell of a row while the table is read.
type span struct {
	col, width       int
	continues, opens bool // of a vertical merge
	right            bool // continues the cell on its left (hMerge)
}

// table reads one tbl, whose Start was the last token.
func (w *walker) table(s *xmlscan.Scanner, out *flow) error {
	t := &table{}
	var rows [][]span
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch name := s.Local(); name {
		case "tr":
			row, err := w.row(s, t)
			if err != nil {
				return err
			}
			if row != nil {
				rows = append(rows, row)
			}
		case "AlternateContent", "Choice", "ins", "moveTo":
		default:
			if !transparent(name) {
				if err := s.Skip(); err != nil {
					return err
				}
			}
		}
	}
	t.merge(rows)
	if len(t.cells) > 0 {
		out.items = append(out.items, item{table: t})
	}
	return nil
}

// row reads one tr; nil when the row was deleted.
func (w *walker) row(s *xmlscan.Scanner, t *table) ([]span, error) {
	wide := 0 // as the row above
	if n := len(t.cells); n > 0 {
		wide = len(t.cells[n-1])
	}
	cells, row, deleted := make([]schema.Cell, 0, wide), make([]span, 0, wide), false
	contents, kept := len(t.contents), len(t.at)
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return nil, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch name := s.Local(); name {
		case "trPr":
		case "gridBefore":
			n := min(max(attrInt(s, "val", 0), 0), w.lim.Cols)
			if err := w.count(n); err != nil {
				return nil, err
			}
			cells = append(cells, make([]schema.Cell, n)...)
		case "del":
			deleted = true
			w.revisions++
		case "ins":
			w.revisions++
		case "tc":
			c, sp, err := w.cell(s, t)
			if err != nil {
				return nil, err
			}
			if err := w.count(sp.width); err != nil {
				return nil, err
			}
			sp.col = len(cells)
			if w.trace != nil && !sp.continues && !sp.right {
				t.at = append(t.at, Cell{Row: len(t.cells), Col: sp.col})
			}
			row = append(row, sp)
			cells = append(cells, c)
			for range sp.width - 1 {
				cells = append(cells, schema.Cell{Covered: true})
			}
		default:
			if !transparent(name) && name != "moveTo" {
				if err := s.Skip(); err != nil {
					return nil, err
				}
			}
		}
	}
	if deleted {
		t.contents, t.at = t.contents[:contents], t.at[:kept]
		return nil, nil
	}
	if len(cells) > w.lim.Cols {
		return nil, input.Refused("read.sheet-too-large", "rows", w.lim.Rows, "columns", w.lim.Cols)
	}
	t.cells = append(t.cells, cells)
	t.width = max(t.width, len(cells))
	return row, nil
}

// count bounds the cells of all tables.
func (w *walker) count(n int) error {
	if w.cells += n; w.cells > w.lim.Cells {
		return input.Refused("read.too-many-cells", "cells", w.lim.Cells)
	}
	return nil
}

// cell reads one tc, whose Start was the last token.
func (w *walker) cell(s *xmlscan.Scanner, t *table) (schema.Cell, span, error) {
	sp := span{width: 1}
	in := &flow{}
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return schema.Cell{}, sp, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch name := s.Local(); name {
		case "tcPr":
			err = sp.read(s, w.lim.Cols)
		case "p":
			err = w.paragraph(s, in)
		case "tbl":
			err = w.table(s, in)
		case "AlternateContent":
			err = w.alternate(s, in, nil)
		case "ins", "moveTo":
			w.revisions++
		default:
			if !transparent(name) {
				err = s.Skip()
			}
		}
		if err != nil {
			return schema.Cell{}, sp, err
		}
	}
	if sp.continues || sp.right {
		return schema.Cell{Covered: true}, sp, nil
	}
	t.contents = append(t.contents, in.items)
	return cellOf(in.items), sp, nil
}

// read reads the properties of a cell.
func (sp *span) read(s *xmlscan.Scanner, limit int) error {
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
		v, _ := s.Attr("val")
		switch s.Local() {
		case "gridSpan":
			if n, err := strconv.Atoi(v); err == nil && n > 1 {
				sp.width = min(n, limit)
			}
		case "vMerge":
			sp.continues, sp.opens = v != "restart", v == "restart"
		case "hMerge":
			sp.right = v != "restart"
		}
		if err := s.Skip(); err != nil {
			return err
		}
	}
}

// cellOf joins the paragraphs of a cell. An automatic number stands in front, as a
// reader sees it; the number alone loses its dot, like any running number.
func cellOf(items []item) schema.Cell {
	var parts []string
	for _, it := range items {
		if it.table != nil {
			continue
		}
		text := it.cell
		if m := it.block.Marker; m != "" && it.block.Kind != schema.Footnote && it.block.Body == 0 && !it.bullet {
			if text == "" {
				text = strings.TrimRight(m, ".)")
			} else {
				text = m + " " + text
			}
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	c := schema.Cell{Raw: strings.Join(parts, "\n")}
	if c.Raw != "" {
		c.Kind = schema.Text
	}
	return c
}

// merge finds the merged ranges and marks the cells that they cover.
func (t *table) merge(rows [][]span) {
	type open struct{ top, width int }
	down := map[int]open{} // by column, the vertical merge that may go on
	end := func(col int, o open, bottom int) {
		if bottom > o.top || o.width > 1 {
			t.merges = append(t.merges, schema.Merge{Top: o.top, Left: col, Bottom: bottom, Right: col + o.width - 1})
		}
	}
	for r, row := range rows {
		seen := map[int]bool{}
		for i := 0; i < len(row); i++ {
			sp := row[i]
			for i+1 < len(row) && row[i+1].right {
				i++
				sp.width += row[i].width
			}
			o, goesOn := down[sp.col]
			switch {
			case sp.continues && goesOn && o.width == sp.width:
				seen[sp.col] = true
				continue
			case sp.continues: // continues nothing: a cell of its own
				t.cells[r][sp.col].Covered = false
			}
			if goesOn {
				end(sp.col, o, r-1)
				delete(down, sp.col)
			}
			if sp.opens {
				down[sp.col] = open{r, sp.width}
				seen[sp.col] = true
			} else {
				end(sp.col, open{r, sp.width}, r)
			}
		}
		for col := range t.width {
			if o, ok := down[col]; ok && !seen[col] {
				end(col, o, r-1)
				delete(down, col)
			}
		}
	}
	for col := range t.width {
		if o, ok := down[col]; ok {
			end(col, o, len(rows)-1)
		}
	}
	slices.SortFunc(t.merges, func(a, b schema.Merge) int {
		return cmp.Or(cmp.Compare(a.Top, b.Top), cmp.Compare(a.Left, b.Left))
	})
}
