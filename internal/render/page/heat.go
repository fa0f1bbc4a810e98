package page

import "strings"

// heat writes a heat map: what was measured, the draft and the tables with how much shows
// at each figure. It needs no script.
func (w *writer) heat() {
	h := w.Heat
	w.f("</head>\n<body class=\"heat\">\n")
	w.f(`<a class="skip" href="#draft">%s</a>`+"\n", w.say("page.skip"))
	w.f(`<header class="top"><h1>%s</h1><p>%s</p><ul class="steps" aria-label="%s">`, esc(w.Title), esc(h.Intro), w.say("assay.heat.steps"))
	for _, s := range h.Steps {
		w.f(`<li><span class="fig heat-%s" aria-hidden="true">12</span> %s</li>`, s.Key, esc(s.Words))
	}
	w.f("</ul></header>\n<main>\n")
	w.f(`<section><h2>%s</h2><div class="scroll" tabindex="0" role="region" aria-label="%s"><table class="data sums"><thead><tr>`, w.say("assay.heat.sums"), w.say("assay.heat.sums"))
	for _, c := range h.Head {
		w.f(`<th scope="col">%s</th>`, esc(c))
	}
	w.f("</tr></thead><tbody>\n")
	for _, row := range h.Rows {
		w.f("<tr>")
		for i, c := range row {
			class := "n"
			if i < 2 {
				class = "l"
			}
			w.f(`<td class="%s">%s</td>`, class, esc(c))
		}
		w.f("</tr>\n")
	}
	w.f("</tbody></table></div><p>%s</p></section>\n", esc(h.Legend))
	if len(w.Blocks) > 0 {
		w.draft()
	} else {
		w.f(`<div id="draft"></div>`)
	}
	w.tables()
	if len(h.Blind) > 0 {
		w.f(`<section><h2>%s</h2>`, w.say("assay.heat.blind"))
		for _, line := range h.Blind {
			if text, ok := strings.CutPrefix(line, " "); ok {
				w.f(`<p class="note">%s</p>`+"\n", esc(strings.TrimSpace(text)))
			} else {
				w.f(`<h3>%s</h3>`+"\n", esc(line))
			}
		}
		w.f("</section>\n")
	}
	w.f("</main>\n")
	w.footer()
	w.f("</body>\n</html>\n")
}
