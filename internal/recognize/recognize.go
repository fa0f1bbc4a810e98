// Package recognize finds the tables in the sheets of a report: header tree,
// numbering row, units, row hierarchy, number marks, and the edit rules that the
// table declares or that its figures keep.
//
// Nothing is found by fixed position: cells are told apart by what they hold, lines
// by what most of their cells hold, and every guess that figures can prove is
// checked against them.
package recognize

import (
	"cmp"
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/parallel"
	"doisoat/schema"
)

// Report recognises the tables of every sheet, in order, and appends them to
// rep.Tables. It turns numbers kept as text in the tables' bodies into numeric
// cells. What the spec of the report says of a table overrides what is recognised.
// A sheet without a table yields none. An error means that the spec names a column,
// row or formula that the table has not.
func Report(rep *schema.Report, pack *lang.Pack) error {
	sheets := make([][]*schema.Table, len(rep.Sheets))
	parallel.Do(len(sheets), func(i int) {
		g := newGrid(rep, i, pack)
		for _, b := range g.blocks() {
			if t := g.table(b); t != nil {
				sheets[i] = append(sheets[i], t)
			}
		}
	})
	rep.Tables = append(rep.Tables, slices.Concat(sheets...)...)
	errs := make([]error, len(rep.Tables))
	parallel.Do(len(rep.Tables), func(i int) {
		t, ts := rep.Tables[i], tableSpec(rep, i)
		if errs[i] = applyColumns(rep, t, ts, pack); errs[i] != nil {
			return
		}
		findRules(rep, t, pack)
		if errs[i] = applyRules(rep, t, ts); errs[i] != nil {
			return
		}
		finish(rep, t)
	})
	return cmp.Or(errs...)
}
