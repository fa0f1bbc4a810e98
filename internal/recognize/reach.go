package recognize

import (
	"strconv"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// mostRanges is how many ranges of rows or columns are named before the rest is left out.
const mostRanges = 8

// reach tells what of a table no rule reaches: columns and rows of figures that take
// part in none, and columns of figures without a header.
func reach(rep *schema.Report, t *schema.Table) []schema.Message {
	cols, rows := reached(t)
	var far, nameless, lines []int
	seen := make([]bool, len(t.Columns))
	for r := range t.Rows {
		k := t.Rows[r].Kind
		if k != schema.UnitRow && k != schema.SubtotalRow && k != schema.TotalRow {
			continue
		}
		some := false
		for c := range t.Columns {
			switch t.Columns[c].Kind {
			case schema.Count, schema.Measure, schema.Ratio, schema.Index:
				if rep.At(t.Ref(r, c)).Kind == schema.Numeric {
					some, seen[c] = true, true
				}
			}
		}
		if some && !rows[r] {
			lines = append(lines, t.Rows[r].Row)
		}
	}
	for c := range t.Columns {
		if seen[c] && !cols[c] {
			far = append(far, t.Columns[c].Col)
		}
		if seen[c] && len(t.Columns[c].Path) == 0 {
			nameless = append(nameless, t.Columns[c].Col)
		}
	}
	var out []schema.Message
	tell := func(key string, at []int, name func(int) string) {
		if len(at) > 0 {
			out = append(out, schema.Say(key, "count", len(at), "list", ranges(at, name)))
		}
	}
	tell("recognize.reach.header", nameless, schema.ColumnName)
	if len(t.Rules) == 0 && len(far) > 0 {
		return append(out, schema.Say("recognize.reach.none"))
	}
	tell("recognize.reach.columns", far, schema.ColumnName)
	tell("recognize.reach.rows", lines, func(r int) string { return strconv.Itoa(r + 1) })
	return out
}

// reached are the columns and rows that take part in some rule.
func reached(t *schema.Table) (cols, rows []bool) {
	cols, rows = make([]bool, len(t.Columns)), make([]bool, len(t.Rows))
	for i := range t.Rules {
		r := &t.Rules[i]
		lines, insts := cols, rows
		if r.Axis == schema.Down {
			lines, insts = rows, cols
		}
		lines[r.Target] = true
		if r.Expr != nil {
			for _, v := range r.Expr.Vars() {
				lines[v] = true
			}
		}
		for _, o := range r.Over {
			insts[o] = true
		}
	}
	return cols, rows
}

// ranges writes ascending numbers as ranges, the first few of them.
func ranges(at []int, name func(int) string) string {
	var out []string
	for i := 0; i < len(at); {
		j := i
		for j+1 < len(at) && at[j+1] == at[j]+1 {
			j++
		}
		if len(out) == mostRanges {
			out = append(out, "…")
			break
		}
		if text := name(at[i]); j == i {
			out = append(out, text)
		} else {
			out = append(out, text+"–"+name(at[j]))
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}

// notUnderstood is all that was not understood of a table, in one line.
func notUnderstood(t *schema.Table, pack *lang.Pack) string {
	var out []string
	for _, m := range t.NotUnderstood() {
		out = append(out, pack.Say(m))
	}
	return strings.Join(out, " ")
}
