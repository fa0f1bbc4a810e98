package validate

import (
	"math/big"

	"doisoat/schema"
)

// none reports whether a cell is blank or shows a dash, so that it counts as nought.
func none(c *schema.Cell) bool {
	return c.Kind == schema.Empty || c.Kind == schema.Nil && dash(c.Raw)
}

func contains(seen []*big.Rat, v *big.Rat) bool {
	for _, s := range seen {
		if s.Cmp(v) == 0 {
			return true
		}
	}
	return false
}

// atPlaces rounds v to the places; nil when there is nothing to round or no room.
func atPlaces(v *big.Rat, places int) *big.Rat {
	if v == nil {
		return nil
	}
	d, ok := schema.RoundRat(v, places)
	if !ok {
		return nil
	}
	return d.Rat()
}

// numberOf writes v at the places as a number like the one that it replaces. The
// scale of that number is kept.
func numberOf(v *big.Rat, places int, like schema.Number) (schema.Number, bool) {
	if like.Scale > 0 {
		v = new(big.Rat).Quo(v, new(big.Rat).SetInt(schema.BigPow10(int(like.Scale))))
	}
	d, ok := schema.RoundRat(v, places)
	return schema.Number{Value: d, Shown: int8(places), Scale: like.Scale, Percent: like.Percent}, ok
}

// overlay is the report with another number in one cell; the rest is shared.
func overlay(rep *schema.Report, ref schema.Ref, n schema.Number) *schema.Report {
	out := *rep
	out.Sheets = append([]*schema.Sheet(nil), rep.Sheets...)
	sheet := *rep.Sheets[ref.Sheet]
	out.Sheets[ref.Sheet] = &sheet
	sheet.Cells = append([][]schema.Cell(nil), sheet.Cells...)
	row := append([]schema.Cell(nil), sheet.Cells[ref.Row]...)
	for len(row) <= ref.Col {
		row = append(row, schema.Cell{})
	}
	row[ref.Col].Kind, row[ref.Col].Number = schema.Numeric, n
	sheet.Cells[ref.Row] = row
	return &out
}
