package recognize

import (
	"strconv"
	"strings"

	"doisoat/internal/formula"
	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// SpecError lists what a spec says of a table that the table has not: columns,
// rows and rules that do not resolve.
type SpecError struct{ Faults []schema.SpecFault }

// Error names the first fault by its key and place; people are told the faults.
func (e *SpecError) Error() string {
	f := e.Faults[0]
	return f.Path + ":" + strconv.Itoa(f.Line) + ": " + f.Message.Key + ": " + f.Text
}

// tableSpec is the entry of the report's spec for table i: by sheet name or title,
// or, without either, by place.
func tableSpec(rep *schema.Report, i int) *schema.TableSpec {
	if rep.Spec == nil {
		return nil
	}
	t := rep.Tables[i]
	sheet, title := lang.Fold(rep.Sheets[t.Sheet].Name), lang.Fold(t.Title)
	for k := range rep.Spec.Tables {
		s := &rep.Spec.Tables[k]
		if s.Sheet == "" && s.Title == "" {
			if len(rep.Tables) == 1 || k == i {
				return s
			}
			continue
		}
		if s.Sheet != "" && lang.Fold(s.Sheet) != sheet {
			continue
		}
		if s.Title != "" && lang.Fold(s.Title) != title {
			continue
		}
		return s
	}
	return nil
}

// applier puts a table's spec into effect and gathers its faults.
type applier struct {
	rep    *schema.Report
	t      *schema.Table
	spec   *schema.TableSpec
	faults []schema.SpecFault
}

func (a *applier) fault(at schema.SpecPlace, text, key string) {
	a.faults = append(a.faults, a.rep.Spec.Fault(at, text, schema.Say(key, "text", text)))
}

func (a *applier) err() error {
	if len(a.faults) == 0 {
		return nil
	}
	return &SpecError{a.faults}
}

// column resolves a column by its spreadsheet letters, in brackets or not, its
// number, in parentheses or not, or its name.
func (a *applier) column(s string) (int, bool) {
	s = strings.TrimSpace(s)
	letters := strings.ToUpper(strings.Trim(s, "[]"))
	num := strings.TrimSuffix(strings.TrimPrefix(s, "("), ")")
	for i := range a.t.Columns {
		if n := a.t.Columns[i].Number; n != "" && n == num && !strings.HasPrefix(s, "[") {
			return i, true
		}
	}
	for i := range a.t.Columns {
		if schema.ColumnName(a.t.Columns[i].Col) == letters && !strings.HasPrefix(s, "(") {
			return i, true
		}
	}
	f := lang.Fold(s)
	for i := range a.t.Columns {
		if lang.Fold(a.t.Columns[i].Name()) == f {
			return i, true
		}
	}
	for k := range a.spec.Columns {
		c := &a.spec.Columns[k]
		for _, name := range append([]string{c.Name}, c.Synonyms...) {
			if name != "" && lang.Fold(name) == f && lang.Fold(c.Column) != f {
				return a.column(c.Column)
			}
		}
	}
	return 0, false
}

// letters resolves a column by its spreadsheet letters alone.
func (a *applier) letters(s string) (int, bool) {
	for i := range a.t.Columns {
		if strings.EqualFold(schema.ColumnName(a.t.Columns[i].Col), strings.TrimSpace(s)) {
			return i, true
		}
	}
	return 0, false
}

// rows resolves a row by its label, by its 1-based number in the sheet, or a range
// of such numbers.
func (a *applier) rows(s string) []int {
	f := lang.Fold(s)
	var out []int
	for i := range a.t.Rows {
		if lang.Fold(a.t.Rows[i].Label) == f {
			return []int{i}
		}
	}
	from, to, isRange := strings.Cut(f, "-")
	lo, err := strconv.Atoi(strings.TrimSpace(from))
	if err != nil {
		return nil
	}
	hi := lo
	if isRange {
		if hi, err = strconv.Atoi(strings.TrimSpace(to)); err != nil {
			return nil
		}
	}
	for i := range a.t.Rows {
		row := &a.t.Rows[i]
		if n := row.Row + 1; n >= lo && n <= hi && (!isRange || row.Kind == schema.UnitRow || row.Kind == schema.SubtotalRow || row.Kind == schema.TotalRow) {
			out = append(out, i)
		}
	}
	return out
}

var kindOf = map[string]schema.ColumnKind{
	"blank": schema.Blank, "ordinal": schema.Ordinal, "label": schema.Label, "words": schema.Words, "count": schema.Count,
	"measure": schema.Measure, "ratio": schema.Ratio, "index": schema.Index, "year": schema.Year,
}

var originOf = map[string]schema.Origin{
	"": schema.Given, "declared": schema.Declared, "inferred": schema.Inferred, "given": schema.Given,
	"sheet": schema.Sheeted, "labelled": schema.Labelled,
}

// applyColumns lets the spec override marks, columns and the column of names.
func applyColumns(rep *schema.Report, t *schema.Table, spec *schema.TableSpec, pack *lang.Pack) error {
	if spec == nil {
		return nil
	}
	a := &applier{rep: rep, t: t, spec: spec}
	if spec.DecimalMark != "" && (t.DecimalMark == 0 || t.DecimalMark != spec.DecimalMark[0]) {
		t.DecimalMark = spec.DecimalMark[0]
		reread(rep, t, number.MarksFor(t.DecimalMark))
	}
	for _, c := range spec.Columns {
		i, ok := a.letters(c.Column)
		if !ok {
			a.fault(c.At, c.Column, "recognize.spec.column")
			continue
		}
		col := &t.Columns[i]
		if c.Kind != "" {
			col.Kind = kindOf[c.Kind]
		}
		if c.Number != "" {
			col.Number = c.Number
		}
		if c.Unit != "" && c.Unit != col.Unit.Text {
			if col.Unit = parseUnit(c.Unit, pack); col.Unit.Text == "" {
				col.Unit = schema.Unit{Text: c.Unit, Base: lang.Fold(c.Unit)}
			}
		}
		if c.Name != "" && lang.Fold(c.Name) != lang.Fold(col.Name()) {
			col.Path = []string{c.Name}
		}
	}
	if spec.UnitColumn != "" {
		i, ok := a.column(spec.UnitColumn)
		if !ok {
			a.fault(spec.At, spec.UnitColumn, "recognize.spec.column")
		} else if i != t.LabelCol {
			t.LabelCol = i
			for r := range t.Rows {
				row := &t.Rows[r]
				if raw := strings.TrimSpace(rep.At(t.Ref(r, i)).Raw); raw != "" {
					row.Label, row.LabelAt = raw, t.Ref(r, i)
				}
			}
		}
	}
	return a.err()
}

// reread reads the numbers that a table keeps as text again under other marks.
func reread(rep *schema.Report, t *schema.Table, m number.Marks) {
	for r := range t.Rows {
		for c := range t.Columns {
			cell := rep.At(t.Ref(r, c))
			if !cell.AsText {
				continue
			}
			if n, ok := number.Parse(strings.TrimSpace(cell.Raw), m); ok {
				cell.Number = n
			}
		}
	}
}

// applyRules adds the rules and totals of the spec, which put aside recognised ones
// of the same target, and takes away those that it refuses.
func applyRules(rep *schema.Report, t *schema.Table, spec *schema.TableSpec) error {
	if spec == nil {
		return nil
	}
	a := &applier{rep: rep, t: t, spec: spec}
	d := &finder{rep: rep, t: t, f: newFigures(rep, t, t.Exact)}
	for i := range t.Rows {
		switch t.Rows[i].Kind {
		case schema.UnitRow, schema.SubtotalRow, schema.TotalRow:
			d.data = append(d.data, i)
		}
	}
	for _, rs := range spec.Rules {
		if r, ok := a.rule(d, rs); ok {
			a.replace(r, rs.Off)
		}
	}
	for _, ts := range spec.Totals {
		if r, ok := a.total(d, ts); ok {
			a.replace(r, ts.Off)
		}
	}
	return a.err()
}

// rule makes a rule across of its text.
func (a *applier) rule(d *finder, rs schema.RuleSpec) (schema.Rule, bool) {
	name, tree, err := formula.ParseRule(rs.Rule)
	if err != nil {
		a.fault(rs.At, rs.Rule, "recognize.spec.rule")
		return schema.Rule{}, false
	}
	target, ok := a.column(name)
	if !ok {
		a.fault(rs.At, name, "recognize.spec.column")
		return schema.Rule{}, false
	}
	e, err := tree.Resolve(a.column)
	if err != nil {
		text := rs.Rule
		if f, ok := err.(*formula.Error); ok && f.Text != "" {
			text = f.Text
		}
		a.fault(rs.At, text, "recognize.spec.column")
		return schema.Rule{}, false
	}
	r := d.across(target, e, originOf[rs.Origin], schema.Location{})
	r.Percent = r.Percent || rs.Percent || tree.Percent
	r.Hard = rs.Hard == nil || *rs.Hard
	r.Tolerance, r.Strength = rs.Tolerance, rs.Strength
	return r, true
}

// total makes a rule down of a total row and its parts, over the columns in which
// the recognised totals foot, or else over all amounts.
func (a *applier) total(d *finder, ts schema.TotalSpec) (schema.Rule, bool) {
	rows := a.rows(ts.Row)
	if len(rows) != 1 {
		a.fault(ts.At, ts.Row, "recognize.spec.row")
		return schema.Rule{}, false
	}
	var parts []int
	for _, of := range ts.Of {
		found := a.rows(of)
		if len(found) == 0 {
			a.fault(ts.At, of, "recognize.spec.row")
			return schema.Rule{}, false
		}
		for _, p := range found {
			if p != rows[0] {
				parts = append(parts, p)
			}
		}
	}
	r := schema.Rule{
		Axis: schema.Down, Form: schema.Sum, Target: rows[0], Expr: sumOf(parts), Origin: originOf[ts.Origin],
		Source: schema.AtCell(a.t.Rows[rows[0]].LabelAt), Hard: true, Tolerance: ts.Tolerance, Strength: ts.Strength,
	}
	for i := range a.t.Rules {
		if o := &a.t.Rules[i]; o.Axis == schema.Down && o.Form == schema.Sum {
			r.Over = o.Over
			return r, true
		}
	}
	for c := range a.t.Columns {
		if d.amount(c) {
			r.Over = append(r.Over, c)
		}
	}
	return r, true
}

// replace puts a rule of the spec in the place of the recognised ones that it
// speaks of: the same rule, or another inferred one for the same target. A refused
// rule only takes the same one away.
func (a *applier) replace(r schema.Rule, off bool) {
	text := ruleText(a.t, &r)
	kept := a.t.Rules[:0]
	for _, o := range a.t.Rules {
		same := o.Axis == r.Axis && o.Target == r.Target && o.Relation == r.Relation
		equal := same && ruleText(a.t, &o) == text
		switch {
		case equal:
			r.Strength, r.Source = o.Strength, o.Source
			if r.Axis == schema.Down {
				r.Over, r.Hard = o.Over, o.Hard || r.Origin == schema.Given
			}
		case same && !off && o.Origin == schema.Inferred && r.Axis == schema.Across:
		default:
			kept = append(kept, o)
		}
	}
	a.t.Rules = kept
	if !off {
		a.t.Rules = append(a.t.Rules, r)
	}
}
