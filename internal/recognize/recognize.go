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

// Report recognises the tables of every sheet and their rules; see Tables and Rules.
func Report(rep *schema.Report, pack *lang.Pack) error {
	if err := Tables(rep, pack); err != nil {
		return err
	}
	return Rules(rep, pack)
}

// Tables recognises the tables of every sheet, in order, and appends them to
// rep.Tables. It turns numbers kept as text in the tables' bodies into numeric
// cells. What the spec of the report says of a table overrides what is recognised.
// A sheet without a table yields none. An error means that the spec names a column
// that the table has not.
func Tables(rep *schema.Report, pack *lang.Pack) error {
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
	return each(rep, func(t *schema.Table, s *schema.TableSpec) error { return applyColumns(rep, t, s, pack) })
}

// Rules finds the edit rules of the tables: given, declared or kept by the figures. A
// table of the draft that is known to repeat one of an appendix is held against that
// one and needs no rules of its own but those of the spec. An error means that the spec
// names a row or a formula that the table has not.
func Rules(rep *schema.Report, pack *lang.Pack) error {
	return each(rep, func(t *schema.Table, s *schema.TableSpec) error {
		if t.Twin == 0 {
			findRules(rep, t, pack)
		}
		err := applyRules(rep, t, s)
		if err == nil {
			finish(rep, t)
		}
		return err
	})
}

// each does something with every table and its part of the spec, side by side; of
// several errors the first in the order of the tables is told.
func each(rep *schema.Report, do func(*schema.Table, *schema.TableSpec) error) error {
	errs := make([]error, len(rep.Tables))
	parallel.Do(len(rep.Tables), func(i int) { errs[i] = do(rep.Tables[i], tableSpec(rep, i)) })
	return cmp.Or(errs...)
}
