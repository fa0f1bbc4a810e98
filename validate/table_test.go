package validate

import (
	"strconv"
	"strings"

	"doisoat/internal/number"
	"doisoat/schema"
)

// tableOf builds a report with one table from rows of cells parted by "|". The first
// cell of a row is its kind (u unit, s section, t total, + subtotal), the second its
// running number, the third its name; kinds gives the column kinds of the others, a
// letter each: c count, m measure, r ratio. Columns are numbered from 1 after the
// name.
func tableOf(kinds, text string) (*schema.Report, *schema.Table) {
	sheet := &schema.Sheet{Name: "PL"}
	t := &schema.Table{Title: "Bảng", DecimalMark: ',', LabelCol: 1, Exact: true}
	t.Columns = []schema.Column{{Col: 0, Kind: schema.Ordinal, Path: []string{"STT"}}, {Col: 1, Kind: schema.Label, Path: []string{"Đơn vị"}}}
	for n, k := range kinds {
		kind := map[rune]schema.ColumnKind{'c': schema.Count, 'm': schema.Measure, 'r': schema.Ratio}[k]
		number := strconv.Itoa(n + 1)
		t.Columns = append(t.Columns, schema.Column{Col: n + 2, Kind: kind, Path: []string{"Cột " + number}, Number: number})
	}
	for n, line := range strings.Split(strings.TrimSpace(text), "\n") {
		parts := strings.Split(line, "|")
		kind := map[string]schema.RowKind{"u": schema.UnitRow, "s": schema.SectionRow, "t": schema.TotalRow, "+": schema.SubtotalRow}[strings.TrimSpace(parts[0])]
		row := schema.Row{Row: n, Kind: kind, Parent: -1, Ordinal: strings.TrimSpace(parts[1]), Label: strings.Trim(parts[2], " "), LabelAt: schema.Ref{Row: n, Col: 1}}
		cells := []schema.Cell{{Raw: row.Ordinal}, {Raw: parts[2], Kind: schema.Text}}
		for _, p := range parts[3:] {
			cells = append(cells, cellOf(strings.TrimSpace(p)))
		}
		t.Rows = append(t.Rows, row)
		sheet.Cells = append(sheet.Cells, cells)
	}
	t.Bottom, t.Right = len(t.Rows)-1, len(t.Columns)-1
	t.Index()
	return &schema.Report{Sources: []schema.Source{{Path: "bang.xlsx"}}, Sheets: []*schema.Sheet{sheet}, Tables: []*schema.Table{t}}, t
}

func cellOf(text string) schema.Cell {
	c := schema.Cell{Raw: text}
	switch n, ok := number.Parse(text, number.ViMarks); {
	case text == "":
	case strings.HasPrefix(text, "="):
		c.Raw, c.Formula = "", text[1:]
	case strings.HasPrefix(text, "#"):
		c.Kind = schema.Failed
	case text == "-":
		c.Kind = schema.Nil
	case ok:
		c.Kind, c.Number = schema.Numeric, n
	default:
		c.Kind = schema.Text
	}
	return c
}

func variable(v int) *schema.Expr { return &schema.Expr{Op: schema.OpVar, Var: v} }

func sum(vars ...int) *schema.Expr {
	e := &schema.Expr{Op: schema.OpAdd}
	for _, v := range vars {
		e.Args = append(e.Args, variable(v))
	}
	return e
}

func quotient(a, b *schema.Expr) *schema.Expr {
	return &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{a, b}}
}

// across adds a rule over the given rows; columns are the numbers of the header.
func across(t *schema.Table, text string, form schema.Form, target int, e *schema.Expr, rows ...int) {
	t.Rules = append(t.Rules, schema.Rule{ID: "c" + strconv.Itoa(target), Text: text, Axis: schema.Across, Form: form, Target: target, Expr: e,
		Over: rows, Percent: form == schema.Division, Hard: true, Origin: schema.Declared})
}

// down adds a rule that the target row is the sum of others in the given columns.
func down(t *schema.Table, target int, parts []int, cols ...int) {
	t.Rules = append(t.Rules, schema.Rule{ID: "r" + strconv.Itoa(target), Text: t.Rows[target].Label + " = tổng các dòng", Axis: schema.Down, Form: schema.Sum,
		Target: target, Expr: sum(parts...), Over: cols, Hard: true, Origin: schema.Labelled})
}

func within(t *schema.Table, target int, parts []int, cols ...int) {
	t.Rules = append(t.Rules, schema.Rule{ID: "w" + strconv.Itoa(target), Text: t.Rows[target].Label + " nằm giữa các thành phần", Axis: schema.Down, Form: schema.Other,
		Relation: schema.Within, Target: target, Expr: sum(parts...), Over: cols, Hard: true, Origin: schema.Labelled})
}

// check runs the whole suite.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, rep *schema.Report) ([]schema.Finding, map[string]schema.Tally, *schema.CellLedger) {
	t.Helper()
	var findings []schema.Finding
	tallies := map[string]schema.Tally{}
	cells, shared := schema.NewCellLedger(), map[any]any{}
	for _, c := range Suite() {
		var tally schema.Tally
		if err := c.Run(&schema.Pass{Report: rep, Check: c, Tally: &tally, Findings: &findings, Cells: cells, Shared: shared}); err != nil {
			t.Fatalf("%s: %v", c.Code, err)
		}
		tallies[c.Code] = tally
	}
	return findings, tallies, cells
}

// line writes a finding on one line.
func line(f schema.Finding) string {
	at := ""
	if f.At.Kind == schema.InCell {
		at = schema.A1(f.At.Ref.Row, f.At.Ref.Col)
	}
	return strings.Join([]string{f.Code, f.Severity.String(), at, f.Reported, f.Computed, f.Cause}, " | ")
}

func lines(findings []schema.Finding) string {
	var out []string
	for _, f := range findings {
		out = append(out, line(f))
	}
	return strings.Join(out, "\n")
}
