package odt

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// table is a table being read.
type table struct {
	cells    [][]schema.Cell
	merges   []schema.Merge
	contents [][]item // of each cell, in reading order
	width    int
}

// table reads a table, whose Start was the last token.
func (r *reader) table(s *xmlscan.Scanner, out *flow) error {
	t := &table{}
	if err := r.rows(s, t); err != nil {
		return err
	}
	if err := r.cover(t); err != nil {
		return err
	}
	if len(t.cells) > 0 {
		out.items = append(out.items, item{table: t})
	}
	return nil
}

// cover marks what merged cells cover, as far as the table reaches.
func (r *reader) cover(t *table) error {
	merges := t.merges
	t.merges = nil
	for _, m := range merges {
		m.Bottom, m.Right = min(m.Bottom, len(t.cells)-1), min(m.Right, len(t.cells[m.Top])-1)
		if err := r.count((m.Bottom - m.Top + 1) * (m.Right - m.Left + 1)); err != nil {
			return err
		}
		for i := m.Top; i <= m.Bottom; i++ {
			for j := m.Left; j <= m.Right && j < len(t.cells[i]); j++ {
				if i > m.Top || j > m.Left {
					t.cells[i][j] = schema.Cell{Covered: true}
				}
			}
		}
		if m.Bottom > m.Top || m.Right > m.Left {
			t.merges = append(t.merges, m)
		}
	}
	return nil
}

// rows reads the rows inside the element whose Start was the last token.
func (r *reader) rows(s *xmlscan.Scanner, t *table) error {
	return s.Each(func(name string) error {
		switch name {
		case "table-header-rows", "table-rows", "table-row-group":
			return r.rows(s, t)
		case "table-row":
			n := repeated(s, "number-rows-repeated")
			row, err := r.row(s, t)
			if err != nil {
				return err
			}
			for range n {
				if err := r.count(len(row) + 1); err != nil {
					return err
				}
				t.cells = append(t.cells, append([]schema.Cell(nil), row...))
			}
			t.width = max(t.width, len(row))
		}
		return nil
	})
}

// row reads the cells of a row.
func (r *reader) row(s *xmlscan.Scanner, t *table) ([]schema.Cell, error) {
	var row []schema.Cell
	err := s.Each(func(name string) error {
		covered := name == "covered-table-cell"
		if name != "table-cell" && !covered {
			return nil
		}
		n := repeated(s, "number-columns-repeated")
		m := schema.Merge{Top: len(t.cells), Left: len(row)}
		m.Bottom = m.Top + repeated(s, "number-rows-spanned") - 1
		m.Right = m.Left + repeated(s, "number-columns-spanned") - 1
		c := schema.Cell{Covered: covered}
		if !covered {
			in := &flow{}
			if err := r.blocks(s, in, nil); err != nil {
				return err
			}
			c = cellOf(in.items)
			t.contents = append(t.contents, in.items)
			if m.Bottom > m.Top || m.Right > m.Left {
				t.merges = append(t.merges, m)
			}
		}
		if len(row)+n > r.lim.Cols {
			return input.Refused("read.sheet-too-large", "rows", r.lim.Rows, "columns", r.lim.Cols)
		}
		for range n {
			row = append(row, c)
		}
		return nil
	})
	return row, err
}

// count bounds the cells of all tables.
func (r *reader) count(n int) error {
	if r.cells += n; r.cells > r.lim.Cells {
		return input.Refused("read.too-many-cells", "cells", r.lim.Cells)
	}
	return nil
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
		if m := it.block.Marker; m != "" && it.block.Body == 0 && !it.bullet {
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

// repeated reads a count, 1 where there is none, cut to what no table reaches.
func repeated(s *xmlscan.Scanner, name string) int {
	v, _ := s.Attr(name)
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<24)
}
