package recognize

import (
	"fmt"
	"slices"

	"doisoat/internal/formula"
	"doisoat/schema"
)

// sheeted finds the rows that formulas of the spreadsheet add up from others: they tell
// what a total is made of, also for the columns in which it was typed. Where the
// formulas of a row differ, most of them count.
func (d *finder) sheeted() []foot {
	var out []foot
	for _, r := range d.data {
		count := map[string]int{}
		parts := map[string][]int{}
		best := ""
		for c := range d.t.Columns {
			cell := d.rep.At(d.t.Ref(r, c))
			if cell.Formula == "" || !d.amount(c) && !d.rate(c) {
				continue
			}
			set := d.addedRows(r, c, cell.Formula)
			if set == nil {
				continue
			}
			key := fmt.Sprint(set)
			parts[key] = set
			if count[key]++; best == "" || count[key] > count[best] {
				best = key
			}
		}
		if best == "" {
			continue
		}
		ft := d.tryFoot(r, parts[best])
		ft.named = d.t.Rows[r].Kind == schema.TotalRow
		ft.sheet = true
		if len(ft.held) > 0 && len(ft.held)*2 >= len(ft.tested) {
			out = append(out, ft)
		}
	}
	return out
}

// addedRows are the rows of the table that a formula adds up in its own column, nil
// when it does something else.
func (d *finder) addedRows(row, col int, text string) []int {
	f, ok := formula.ParseSheet(text)
	if !ok {
		return nil
	}
	cells, ok := f.Addends()
	if !ok {
		return nil
	}
	var set []int
	for _, x := range cells {
		r := d.t.RowOf(x.Row)
		switch {
		case x.Col != d.t.Columns[col].Col, r == row:
			return nil
		case r < 0, !d.hasFigures(r): // a heading or a blank line inside the range
			continue
		case slices.Contains(set, r):
			return nil
		}
		set = append(set, r)
	}
	if len(set) < 2 {
		return nil
	}
	slices.Sort(set)
	return set
}
