// Package recognize finds the tables in the sheets of a report: header tree,
// numbering row, units, row hierarchy, number marks, and the edit rules that the
// table declares or that its figures keep.
//
// Nothing is found by fixed position: cells are told apart by what they hold, lines
// by what most of their cells hold, and every guess that figures can prove is
// checked against them.
package recognize

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// Report recognises the tables of every sheet, in order, and appends them to
// rep.Tables. It turns numbers kept as text in the tables' bodies into numeric
// cells. What the spec of the report says of a table overrides what is recognised.
// A sheet without a table yields none. An error means that the spec names a column,
// row or formula that the table has not.
func Report(rep *schema.Report, pack *lang.Pack) error {
	for i := range rep.Sheets {
		g := newGrid(rep, i, pack)
		for _, b := range g.blocks() {
			t := g.table(b)
			if t == nil {
				continue
			}
			rep.Tables = append(rep.Tables, t)
		}
	}
	for i, t := range rep.Tables {
		ts := tableSpec(rep, i)
		if err := applyColumns(rep, t, ts, pack); err != nil {
			return err
		}
		findRules(rep, t, pack)
		if err := applyRules(rep, t, ts); err != nil {
			return err
		}
		finish(rep, t)
	}
	return nil
}
