package testdocs

import "strings"

// TextReport is the draft with the appendix behind it as a table of text: a pipe
// table, or a tab table in the form that a word processor leaves when it saves
// plain text. A tab table has no trace of merged cells but the empty fields, and a
// row marked @lost has slipped to the left by its first empty fields.
func TextReport(draft string, g *Grid) string {
	var b strings.Builder
	b.WriteString(strings.TrimRight(draft, "\n"))
	b.WriteString("\n\n")
	for i, t := range g.Titles {
		if i < 2 {
			t = "**" + t + "**"
		}
		b.WriteString(t + "  \n")
	}
	b.WriteString("\n")
	for i, row := range g.Rows {
		if g.Form == "tab" {
			b.WriteString(g.tabbed(row))
			continue
		}
		b.WriteString("|")
		for _, c := range row.Cells {
			text := g.shown(c)
			if row.Bold && text != "" {
				text = "**" + text + "**"
			}
			b.WriteString(" " + text + " |")
		}
		b.WriteString("\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", g.Width) + "|\n")
		}
	}
	for _, n := range g.Notes {
		b.WriteString("\n" + n + "\n")
	}
	return b.String()
}

func (g *Grid) tabbed(row GridRow) string {
	fields := make([]string, g.Width)
	for i, c := range row.Cells {
		fields[i] = g.shown(c)
		if row.Bold && fields[i] != "" {
			fields[i] = "<b>" + fields[i] + "</b>"
		}
	}
	if row.Lost > 0 {
		fields = append(fields[row.Lost:], make([]string, row.Lost)...)
	}
	return strings.Join(fields, "\t") + "\n"
}
