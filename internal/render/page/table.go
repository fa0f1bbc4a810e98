package page

import (
	"fmt"
	"strconv"
	"strings"
)

func (w *writer) tables() {
	if len(w.Tables) == 0 {
		return
	}
	w.f(`<section id="tables" class="tab" data-tab="%s"><h2>%s</h2>`+"\n", w.say("page.tables"), w.say("page.tables"))
	for i := range w.Tables {
		w.table(i)
	}
	w.f("</section>\n")
}

func (w *writer) table(i int) {
	t := &w.Tables[i]
	big := ""
	if len(t.Rows) > bigTable {
		big = " big"
	}
	w.f(`<div class="sheet" id="T%d"><h3 id="T%d-name">%s</h3>`, i+1, i+1, esc(t.Name))
	w.f(`<div class="scroll" tabindex="0" role="region" aria-labelledby="T%d-name"><table class="data%s" aria-labelledby="T%d-name">`, i+1, big, i+1)
	if len(t.Letters) > 0 {
		w.f(`<thead class="letters"><tr><td></td>`)
		for _, l := range t.Letters {
			w.f(`<td>%s</td>`, l)
		}
		w.f(`</tr></thead>`)
	}
	w.f("<tbody>\n")
	for r := range t.Rows {
		if r > 0 && r%chunk == 0 && big != "" {
			w.f("</tbody><tbody>\n") // shown and hidden as a whole
		}
		w.row(t, r)
	}
	w.f("</tbody></table></div></div>\n")
}

func (w *writer) row(t *Table, r int) {
	row := &t.Rows[r]
	class := row.Class
	for c := range row.Cells {
		if row.Cells[c].Severity != "" {
			class += " hit"
			break
		}
	}
	w.f(`<tr%s><td class="r">%d</td>`, attr("class", strings.TrimSpace(class)), t.First+r)
	for c := range row.Cells {
		w.cell(&row.Cells[c], r < t.Head)
	}
	if row.Blank > 0 {
		w.f(`<td%s></td>`, attr("colspan", strconv.Itoa(row.Blank)))
	}
	w.f("</tr>\n")
}

func (w *writer) cell(c *Cell, head bool) {
	if c.Skip {
		return
	}
	tag, class := "td", ""
	switch {
	case head:
		class = "h"
	case c.Label:
		class = "l"
	case c.Numeric:
		class = "n"
	}
	if c.Checked {
		class += " ok"
	}
	switch {
	case w.Heat != nil && c.Heat != "":
		class += " heat-" + c.Heat
	case w.Heat == nil && c.Severity != "":
		class += " s-" + c.Severity
	}
	w.f("<%s%s%s%s", tag, attr("class", strings.TrimSpace(class)), attr("id", c.ID), attr("title", c.HeatWords))
	if c.Cols > 1 {
		w.f(` colspan="%d"`, c.Cols)
	}
	if c.Rows > 1 {
		w.f(` rowspan="%d"`, c.Rows)
	}
	text := esc(c.Text)
	if c.Finding >= 0 && w.Heat == nil {
		if text == "" {
			text = "&nbsp;"
		}
		text = fmt.Sprintf(`<a href="#F%d" aria-label="%s: %s">%s</a>`, c.Finding+1, esc(c.Text), w.say("page.finding", "n", c.Finding+1), text)
	}
	w.f(">%s</%s>", text, tag)
}

func attr(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + esc(value) + `"`
}
