package ods

import (
	"sort"
	"strconv"

	"doisoat/internal/read/grid"
	"doisoat/internal/read/xmlscan"
	"doisoat/schema"
)

// table is one sheet being read.
type table struct {
	*book
	grid.Filler
	row, col int    // of the cell being read
	columns  []span // default styles of the columns
	line     []held // what the row being read holds
	repeat   int    // how often the row stands
	rowStyle string
}

// span is a run of columns with one default style.
type span struct {
	end   int // first column after them
	style string
}

// held is a cell of the row being read, and how often it stands.
type held struct {
	col, repeat int
	cell        schema.Cell
	runs        []schema.FontRun
	merge       schema.Merge // counted from the cell
}

// table reads a table element, whose Start was the last token. A table inside it
// belongs to a cell and is passed over.
func (b *book) table(s *xmlscan.Scanner) error {
	b.seen++
	style := attr(s, "table:style-name")
	if style == externalStyle {
		return s.Skip()
	}
	name, _ := s.Attr("name")
	t := &table{book: b, Filler: grid.Filler{Budget: &b.budget, Sheet: &schema.Sheet{Name: name, Index: b.seen, Hidden: b.hidden[style]}}}
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return err
		}
		if k == xmlscan.End {
			if s.Local() == "table-row" {
				if err := t.endRow(); err != nil {
					return err
				}
			}
			if s.Depth() < depth {
				break
			}
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "table-row-group", "table-rows", "table-header-rows", "table-column-group", "table-columns", "table-header-columns":
		case "table-column":
			t.column(s)
			err = s.Skip()
		case "table-row":
			t.col, t.line = 0, t.line[:0]
			t.repeat = repeated(s, "number-rows-repeated")
			t.rowStyle = attr(s, "table:default-cell-style-name")
		case "table-cell":
			err = t.cell(s)
		case "covered-table-cell":
			t.col += repeated(s, "number-columns-repeated")
			err = s.Skip()
		default:
			err = s.Skip()
		}
		if err != nil {
			return err
		}
	}
	if err := t.Finish(); err != nil {
		return err
	}
	b.sheets = append(b.sheets, t.Sheet)
	return nil
}

// repeated reads a count of repetitions, 1 where there is none. It is cut to what no
// sheet reaches, so that counts can be added.
func repeated(s *xmlscan.Scanner, name string) int {
	v, ok := s.Attr(name)
	if !ok {
		return 1
	}
	n, err := strconv.Atoi(v)
	switch {
	case err != nil && len(v) < 10, err == nil && n < 1:
		return 1
	case err != nil:
		return 1 << 30
	}
	return min(n, 1<<30)
}

// column notes the default style of columns.
func (t *table) column(s *xmlscan.Scanner) {
	at := 0
	if n := len(t.columns); n > 0 {
		at = t.columns[n-1].end
	}
	if at < t.Limits.Cols {
		t.columns = append(t.columns, span{at + repeated(s, "number-columns-repeated"), attr(s, "table:default-cell-style-name")})
	}
}

// styleAt is the style of a cell that names none: that of its row or its column.
func (t *table) styleAt(col int) string {
	if t.rowStyle != "" {
		return t.rowStyle
	}
	i := sort.Search(len(t.columns), func(i int) bool { return col < t.columns[i].end })
	if i == len(t.columns) {
		return ""
	}
	return t.columns[i].style
}

// endRow puts the cells of the row that ends into the sheet, as often as it stands.
func (t *table) endRow() error {
	if len(t.line) == 0 {
		t.row = min(t.row+t.repeat, 1<<30)
		return nil
	}
	for range t.repeat {
		for i := range t.line {
			if err := t.put(&t.line[i]); err != nil {
				return err
			}
		}
		t.row++
	}
	return nil
}

func (t *table) put(h *held) error {
	for n := range h.repeat {
		col := h.col + n
		c, err := t.Place(t.row, col)
		if err != nil {
			return err
		}
		*c = h.cell
		t.Runs(t.row, col, h.runs)
		if m := h.merge; m.Bottom > 0 || m.Right > 0 {
			if !t.Merge(schema.Merge{Top: t.row, Left: col, Bottom: t.row + m.Bottom, Right: col + m.Right}) {
				return &xmlscan.Error{What: "too many merged ranges"}
			}
		}
	}
	return nil
}

// cell reads a table-cell element, whose Start was the last token.
func (t *table) cell(s *xmlscan.Scanner) error {
	v := stored{
		kind:    attr(s, "office:value-type"),
		failed:  attr(s, "calcext:value-type") == "error",
		formula: attr(s, "table:formula"),
	}
	switch v.kind {
	case "float", "percentage", "currency":
		v.value = attr(s, "office:value")
	case "date":
		v.value = attr(s, "office:date-value")
	case "time":
		v.value = attr(s, "office:time-value")
	case "boolean":
		v.value = attr(s, "office:boolean-value")
	case "string":
		v.value = attr(s, "office:string-value")
	}
	h := held{col: t.col, repeat: repeated(s, "number-columns-repeated")}
	h.merge.Bottom = repeated(s, "number-rows-spanned") - 1
	h.merge.Right = repeated(s, "number-columns-spanned") - 1
	name := attr(s, "table:style-name")
	if name == "" {
		name = t.styleAt(t.col)
	}
	look := t.look(name)
	t.col = min(t.col+h.repeat, 1<<30)
	words, runs, err := t.words(s, look.font)
	if err != nil {
		return err
	}
	v.text = words
	h.runs = runs
	if t.fill(&h.cell, &v, look); h.cell.Raw == "" && h.cell.Formula == "" {
		return nil
	}
	h.cell.Font = uint16(look.font)
	if len(runs) > 0 {
		if v.text != h.cell.Raw {
			h.runs = nil
		} else {
			h.cell.Font = longest(runs, len(words))
		}
	}
	t.line = append(t.line, h)
	return nil
}

// longest is the font of most of a text.
func longest(runs []schema.FontRun, end int) uint16 {
	length := map[uint16]int{}
	best := runs[0].Font
	for i, r := range runs {
		to := end
		if i+1 < len(runs) {
			to = runs[i+1].Start
		}
		if length[r.Font] += to - r.Start; length[r.Font] > length[best] {
			best = r.Font
		}
	}
	return best
}

// attr is the value of an attribute by its name with the usual prefix, "" for none.
// Two attributes of a cell have the same name but for their prefixes.
func attr(s *xmlscan.Scanner, name string) string {
	v, _ := s.Attr(name)
	return v
}
