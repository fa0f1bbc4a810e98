package validate

import (
	"math/big"
	"strings"

	"doisoat/internal/number"
	"doisoat/schema"
)

// written gives a value in the form in which a cell of its column is written.
func written(rep *schema.Report, t *schema.Table, at schema.Ref, v *big.Rat, places int) string {
	if v == nil {
		return ""
	}
	cell := rep.At(at)
	if cell.Kind != schema.Numeric { // a blank takes the form of its column
		if like := sample(rep, t, at.Col); like != nil {
			cell = like
		}
	}
	if s := int(cell.Number.Scale); s > 0 {
		v = new(big.Rat).Quo(v, new(big.Rat).SetInt(schema.BigPow10(s)))
	}
	return number.Format(v, places, styleOf(t, cell))
}

// styleOf tells how a cell writes its number. Where the table shows no decimal
// mark, the marks are those under which the text reads as the cell's number.
func styleOf(t *schema.Table, cell *schema.Cell) number.Style {
	m := number.MarksFor(t.DecimalMark)
	if n, ok := number.Parse(cell.Raw, m); t.DecimalMark == 0 && (!ok || n.Value.Cmp(cell.Number.Value) != 0) {
		if n, ok := number.Parse(cell.Raw, m.Other()); ok && n.Value.Cmp(cell.Number.Value) == 0 {
			m = m.Other()
		}
	}
	return number.StyleOf(cell.Raw, m)
}

// sample is a numeric cell of the column with as many digits as any.
func sample(rep *schema.Report, t *schema.Table, col int) *schema.Cell {
	var best *schema.Cell
	for r := range t.Rows {
		c := rep.At(schema.Ref{Sheet: t.Sheet, Row: t.Rows[r].Row, Col: col})
		if c.Kind == schema.Numeric && (best == nil || len(c.Raw) > len(best.Raw)) {
			best = c
		}
	}
	return best
}

// raw is the text of a cell as a reader sees it.
func raw(rep *schema.Report, at schema.Ref) string { return strings.TrimSpace(rep.At(at).Raw) }

// place fills in where a finding stands: the cell, its row's label and its column's
// title.
func place(rep *schema.Report, t *schema.Table, at schema.Ref) schema.Finding {
	f := schema.Finding{At: schema.AtCell(at), Reported: raw(rep, at)}
	if row := t.RowOf(at.Row); row >= 0 {
		f.Unit = t.Rows[row].Label
	}
	if col := t.ColumnOf(at.Col); col >= 0 {
		f.Indicator = t.Columns[col].Title()
	}
	return f
}

// finding tells a blame: its place, figures, cause, all cells of the broken rules,
// and both ways to mend it. The message is the check's own.
func (f *footing) finding(b *blame, key string) schema.Finding {
	i := b.broken[0]
	out := place(f.rep, i.table, b.at)
	out.Severity = f.severity(b)
	out.Cause = b.slip
	if b.with != nil { // each holds the other's figure
		out.Cause = "other-unit"
		if b.with.Row == b.at.Row {
			out.Cause = "other-column"
		}
	}
	out.Computed = written(f.rep, i.table, b.at, b.value, b.places)
	if out.Computed == out.Reported { // the same figure in another dress
		out.Computed = ""
	}
	out.Evidence = f.evidence(b)
	if b.forced && b.with == nil && b.slip != "averaged" {
		key = "validate.forced"
		if out.Computed == "" {
			key = "validate.forced.open"
		}
	}
	if b.likely && b.with == nil && b.slip != "averaged" && out.Computed != "" && i.out.Target != b.at {
		key = "validate.likely"
	}
	if b.with != nil {
		key = "validate.exchanged"
	}
	out.Message = schema.Say(key,
		"unit", out.Unit, "indicator", out.Indicator, "reported", orBlank(out.Reported), "computed", out.Computed,
		"rule", i.said(), "rules", rulesOf(b), "hint", f.hint(b))
	out.Fixes = f.fixes(b, &out)
	return out
}

// said is the rule as a reader says it: one that runs across by the numbers of its
// columns, one that runs down by the name of its row.
func (i *instance) said() any {
	if i.rule.Axis == schema.Across {
		return i.rule.Text
	}
	unit := i.table.Rows[i.rule.Target].Label
	switch {
	case i.rule.Relation == schema.Within:
		return schema.Say("validate.rule.within", "unit", unit)
	case i.rule.Form == schema.Sum:
		return schema.Say("validate.rule.sum", "unit", unit)
	}
	return schema.Say("validate.rule.down", "unit", unit)
}

// rulesOf lists the broken rules, each once.
func rulesOf(b *blame) any {
	var said any
	seen := map[*schema.Rule]bool{}
	for _, i := range b.broken {
		switch {
		case seen[i.rule]:
		case said == nil:
			said = i.said()
		default:
			said = schema.Say("validate.rule.and", "first", said, "other", i.said())
		}
		seen[i.rule] = true
	}
	return said
}

func orBlank(s string) any {
	if s == "" {
		return schema.Say("validate.blank")
	}
	return s
}

// evidence lists the cells of every broken rule, each once, the target of the first
// rule in front, and each rule where it was declared.
func (f *footing) evidence(b *blame) []schema.Evidence {
	var out []schema.Evidence
	seen := map[schema.Ref]bool{}
	put := func(ref schema.Ref, role string) {
		if !seen[ref] {
			seen[ref] = true
			out = append(out, schema.Evidence{At: schema.AtCell(ref), Role: role, Text: raw(f.rep, ref)})
		}
	}
	for _, i := range b.broken {
		put(i.out.Target, targetRole(i.rule))
		for _, o := range i.out.Operands {
			put(o.Ref, o.Role)
		}
	}
	if b.source != nil {
		put(*b.source, "source")
	}
	rules := map[*schema.Rule]bool{}
	for _, i := range b.broken {
		if rules[i.rule] {
			continue
		}
		rules[i.rule] = true
		at := i.rule.Source
		if at.Kind == schema.Nowhere {
			at = schema.AtCell(i.out.Target)
		}
		out = append(out, schema.Evidence{At: at, Role: "rule", Text: i.rule.Text})
	}
	return out
}

// targetRole is the role of the cell that a rule gives.
func targetRole(r *schema.Rule) string {
	if r.Form == schema.Sum && r.Relation == schema.Equal {
		return "total"
	}
	return "reported"
}

// hint is a clause that names the cause, empty when there is none.
func (f *footing) hint(b *blame) any {
	switch b.slip {
	case "":
		return ""
	case "other-unit", "other-column":
		t := b.broken[0].table
		name := ""
		if row := t.RowOf(b.source.Row); b.slip == "other-unit" && row >= 0 {
			name = t.Rows[row].Label
		} else if col := t.ColumnOf(b.source.Col); col >= 0 {
			name = t.Columns[col].Title()
		}
		return schema.Say("validate.hint."+b.slip, "name", name)
	case "exchanged":
		t := b.broken[0].table
		name := ""
		if row := t.RowOf(b.with.Row); row >= 0 {
			name = t.Rows[row].Label
		}
		return schema.Say("validate.hint.exchanged", "name", name, "figure", raw(f.rep, *b.with))
	}
	return schema.Say("validate.hint." + b.slip)
}

// fixes offers to replace the figure, and to look at the others instead. Neither is
// safe: arithmetic tells that the cells disagree, not who is right.
func (f *footing) fixes(b *blame, out *schema.Finding) []schema.Fix {
	var fixes []schema.Fix
	if out.Computed != "" {
		title := schema.Say("validate.fix.replace", "reported", orBlank(out.Reported), "computed", out.Computed)
		fixes = append(fixes, schema.Fix{Title: title, At: out.At, Replacement: out.Computed, Applicability: schema.Unsafe})
	}
	if b.with != nil {
		t := b.broken[0].table
		here := written(f.rep, t, *b.with, f.rep.At(b.at).Number.Rat(), int(f.rep.At(b.at).Number.Shown))
		title := schema.Say("validate.fix.replace", "reported", raw(f.rep, *b.with), "computed", here)
		fixes = append(fixes, schema.Fix{Title: title, At: schema.AtCell(*b.with), Replacement: here, Applicability: schema.Unsafe, Also: len(fixes) > 0})
	}
	return append(fixes, recheck(f.rep, b.broken[0], b.at)...)
}

// recheck is the instruction to look at the other cells of a rule.
func recheck(rep *schema.Report, i *instance, except schema.Ref) []schema.Fix {
	var texts []string
	first, n := schema.Location{}, 0
	for _, ref := range i.cells() {
		if ref == except {
			continue
		}
		if n++; n == 1 {
			first = schema.AtCell(ref)
		}
		if text := raw(rep, ref); text != "" && len(texts) < 4 {
			texts = append(texts, text)
		}
	}
	if n == 0 {
		return nil
	}
	title := schema.Say("validate.fix.recheck", "figures", strings.Join(texts, "; "))
	if n > 4 {
		title = schema.Say("validate.fix.recheck.many", "count", n)
	}
	return []schema.Fix{{Title: title, At: first, Applicability: schema.DisplayOnly}}
}

// formatLike writes a value in a style, without the signs that belong to the cell
// that the style was taken from.
func formatLike(v *big.Rat, places int, st number.Style) string {
	st.Plus, st.Pad = false, 0
	return number.Format(v, places, st)
}
