package recognize

import (
	"strconv"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Spec writes what was recognised of a report's tables as a spec that a person can
// read, edit and give back.
func Spec(rep *schema.Report, pack *lang.Pack) *schema.Spec {
	out := &schema.Spec{Version: 1, Lang: pack.Code}
	for i, t := range rep.Tables {
		s := schema.TableSpec{Sheet: rep.Sheets[t.Sheet].Name}
		if s.Sheet == "" || tablesOf(rep, t.Sheet) > 1 {
			s.Title = t.Title
		}
		if t.DecimalMark != 0 {
			s.DecimalMark = string(rune(t.DecimalMark))
		}
		if t.LabelCol >= 0 {
			s.UnitColumn = schema.ColumnName(t.Columns[t.LabelCol].Col)
		}
		for _, c := range t.Columns {
			s.Columns = append(s.Columns, schema.ColumnSpec{
				Column: schema.ColumnName(c.Col), Number: c.Number, Name: c.Name(), Kind: kindText(c.Kind), Unit: c.Unit.Text,
			})
		}
		for k := range t.Rules {
			r := &t.Rules[k]
			switch {
			case r.Axis == schema.Across && r.Relation == schema.Equal:
				hard := r.Hard
				s.Rules = append(s.Rules, schema.RuleSpec{Rule: r.Text, Percent: r.Percent, Origin: originText(r.Origin), Hard: &hard, Tolerance: r.Tolerance, Strength: r.Strength})
			case r.Axis == schema.Down && r.Form == schema.Sum:
				s.Totals = append(s.Totals, schema.TotalSpec{
					Row: rowText(t, r.Target), Of: rangesOf(t, r.Expr.Vars()), Origin: originText(r.Origin), Tolerance: r.Tolerance, Strength: r.Strength,
				})
			}
		}
		if old := tableSpec(rep, i); old != nil {
			s.Targets, s.Aliases = old.Targets, old.Aliases
		}
		s.NotUnderstood = notUnderstood(t, pack)
		out.Tables = append(out.Tables, s)
	}
	return out
}

func tablesOf(rep *schema.Report, sheet int) int {
	n := 0
	for _, t := range rep.Tables {
		if t.Sheet == sheet {
			n++
		}
	}
	return n
}

func kindText(k schema.ColumnKind) string {
	for name, v := range kindOf {
		if v == k {
			return name
		}
	}
	return ""
}

func originText(o schema.Origin) string {
	return [...]string{schema.Inferred: "inferred", schema.Declared: "declared", schema.Given: "given", schema.Sheeted: "sheet", schema.Labelled: "labelled"}[o]
}

// rowText names a row by its label when that is its alone and no number, else by
// its number in the sheet.
func rowText(t *schema.Table, i int) string {
	f := lang.Fold(t.Rows[i].Label)
	n := 0
	for k := range t.Rows {
		if lang.Fold(t.Rows[k].Label) == f {
			n++
		}
	}
	if _, number := smallInt(f); n != 1 || f == "" || number || strings.Contains(f, "-") {
		return strconv.Itoa(t.Rows[i].Row + 1)
	}
	return t.Rows[i].Label
}

// rangesOf writes rows as ranges of their numbers in the sheet; a row alone is named.
func rangesOf(t *schema.Table, rows []int) []string {
	var out []string
	for i := 0; i < len(rows); {
		j := i
		for j+1 < len(rows) && rows[j+1] == rows[j]+1 {
			j++
		}
		if j == i {
			out = append(out, rowText(t, rows[i]))
		} else {
			out = append(out, strconv.Itoa(t.Rows[rows[i]].Row+1)+"-"+strconv.Itoa(t.Rows[rows[j]].Row+1))
		}
		i = j + 1
	}
	return out
}
