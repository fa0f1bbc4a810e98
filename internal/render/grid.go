package render

import (
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// grid draws a table for a terminal. The columns from the index numbers on hold
// figures and stand to the right; -1 means that none does.
func grid(header []string, rows [][]string, numbers int) (string, error) {
	align := make([]tw.Align, len(header))
	for i := range align {
		align[i] = tw.AlignLeft
		if numbers >= 0 && i >= numbers {
			align[i] = tw.AlignRight
		}
	}
	var b strings.Builder
	t := tablewriter.NewTable(&b,
		// The width of a character must not hang on the reader's locale.
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithRenderer(renderer.NewBlueprint()),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align}),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align}),
	)
	t.Header(header)
	for _, r := range rows {
		for i := range r {
			r[i] = clean(r[i])
		}
		if err := t.Append(r); err != nil {
			return "", err
		}
	}
	if err := t.Render(); err != nil {
		return "", err
	}
	return b.String(), nil
}

// summary is the table of what was looked at and what came of it.
func (w *writer) summary() error {
	f, c := w.figures(), w.cells()
	header := []string{""}
	for _, key := range []string{"total", "tied", "contradicted", "rounding", "undecided", "notclaim"} {
		header = append(header, w.word("screen.summary.", key))
	}
	rows := [][]string{
		{w.say("screen.summary.figures"), itoa(f.Total), itoa(f.Tied), itoa(f.Contradicted), itoa(f.Rounding), itoa(f.Undecided), itoa(f.NotClaim)},
		{w.say("screen.summary.cells"), itoa(c.Numeric), itoa(c.Consistent), itoa(c.Contradicted), "", itoa(c.Undecided), ""},
	}
	table, err := grid(header, rows, 1)
	if err != nil {
		return err
	}
	w.WriteString(table)
	w.line(w.say("screen.summary.recomputed", "n", c.Recomputed))
	w.line()
	return nil
}
