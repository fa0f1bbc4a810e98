package audit

import (
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// pairTwins marks the tables of the draft that repeat a table of an appendix, so
// that prose is tied to one of them and a fault of both is told once. Two tables are
// twins when four fifths of the row names are the same and, in those rows, four
// fifths of the figures stand in a column of the other.
func pairTwins(rep *schema.Report) {
	for _, t := range rep.Tables {
		if !inDraft(rep, t) {
			continue
		}
		for k, o := range rep.Tables {
			if inDraft(rep, o) {
				continue
			}
			rows, shared := pairRows(t, o)
			if 5*shared < 4*max(named(t), named(o)) {
				continue
			}
			if cols, ok := pairColumns(rep, t, o, rows); ok {
				t.Twin, t.TwinRows, t.TwinCols = k+1, rows, cols
				break
			}
		}
	}
}

// inDraft reports whether a table stands in the draft itself. An appendix may be a
// document too.
func inDraft(rep *schema.Report, t *schema.Table) bool {
	return rep.Document != nil && rep.Sheets[t.Sheet].Source == rep.Document.Source
}

// named counts the rows of a table that have a name.
func named(t *schema.Table) int {
	n := 0
	for i := range t.Rows {
		if t.Rows[i].Label != "" && t.Rows[i].Kind != schema.NoteRow {
			n++
		}
	}
	return n
}

// pairRows finds, for each row of t, the row of o with the same name, the second of
// a name with the second; -1 where there is none.
func pairRows(t, o *schema.Table) (rows []int, shared int) {
	at := map[string][]int{}
	for i := range o.Rows {
		l := lang.Fold(o.Rows[i].Label)
		at[l] = append(at[l], i)
	}
	rows = make([]int, len(t.Rows))
	for i := range rows {
		rows[i] = -1
		l := lang.Fold(t.Rows[i].Label)
		if list := at[l]; l != "" && len(list) > 0 && t.Rows[i].Kind != schema.NoteRow {
			rows[i], at[l] = list[0], list[1:]
			shared++
		}
	}
	return rows, shared
}

// pairColumns finds, for each column of t, the column of o that holds most of the
// same figures in the paired rows; ok when four fifths of all figures are the same.
func pairColumns(rep *schema.Report, t, o *schema.Table, rows []int) (cols []int, ok bool) {
	cols = make([]int, len(t.Columns))
	same, all := 0, 0
	taken := map[int]bool{}
	for c := range cols {
		best, most, figures := -1, 0, 0
		for oc := range o.Columns {
			if taken[oc] {
				continue
			}
			agree, n := 0, 0
			for r, or := range rows {
				if or < 0 {
					continue
				}
				a := rep.At(t.Ref(r, c))
				if a.Kind != schema.Numeric {
					continue
				}
				n++
				if b := rep.At(o.Ref(or, oc)); b.Kind == schema.Numeric && equal(a.Number, b.Number) {
					agree++
				}
			}
			figures = n
			if agree > most {
				best, most = oc, agree
			}
			if agree == n { // no other agrees more
				break
			}
		}
		cols[c] = -1
		if 2*most > figures {
			cols[c] = best
			taken[best] = true
		}
		same += most
		all += figures
	}
	return cols, all > 0 && 5*same >= 4*all
}

// equal reports whether two figures can be the same, as far as the coarser is written.
func equal(a, b schema.Number) bool {
	return tie.CompareCell(a, schema.Exactly, b, 0).Ties() || tie.CompareCell(b, schema.Exactly, a, 0).Ties()
}

// mendTwins adds to every fix of a cell that the draft repeats the same change of the
// draft's own table: mended in one of them alone, the two would disagree.
func mendTwins(rep *schema.Report, list []schema.Finding) {
	for _, copy := range rep.Tables {
		if copy.Twin == 0 {
			continue
		}
		own := rep.Tables[copy.Twin-1]
		for i := range list {
			f := &list[i]
			for k := len(f.Fixes) - 1; k >= 0; k-- {
				x := f.Fixes[k]
				if x.Replacement == "" || x.At.Kind != schema.InCell || x.At.Ref.Sheet != own.Sheet {
					continue
				}
				row, col := slices.Index(copy.TwinRows, own.RowOf(x.At.Ref.Row)), slices.Index(copy.TwinCols, own.ColumnOf(x.At.Ref.Col))
				if own.RowOf(x.At.Ref.Row) < 0 || own.ColumnOf(x.At.Ref.Col) < 0 || row < 0 || col < 0 {
					continue
				}
				at := copy.Ref(row, col)
				if old := strings.TrimSpace(rep.At(at).Raw); old == strings.TrimSpace(rep.At(x.At.Ref).Raw) {
					f.Fixes = slices.Insert(f.Fixes, k+1, schema.Fix{Title: schema.Say("fix.twin", "reported", old, "computed", x.Replacement),
						At: schema.AtCell(at), Replacement: x.Replacement, Applicability: x.Applicability, Also: true})
				}
			}
		}
	}
}
