package page

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"strconv"
	"strings"
)

//go:embed page.css
var styles string

//go:embed page.js
var script string

// bigTable is the number of rows from which on a table is shown a part at a time where
// scripts run.
const bigTable = 400

// chunk is how many rows of such a table are shown at a time.
const chunk = 100

type writer struct {
	*Page
	bytes.Buffer
	begun int // figures whose first piece is written
}

// HTML is the page as a file.
func (p *Page) HTML() ([]byte, error) {
	w := &writer{Page: p}
	w.f(`<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="doisoat">
<link rel="icon" href="data:,">
<title>%s</title>
`, esc(p.Lang), esc(p.Title))
	w.styling()
	if p.Heat != nil {
		w.heat()
		return w.Bytes(), nil
	}
	if p.Host == nil {
		w.f("<script>%s</script>\n", early)
	} else {
		w.f(`<script src="%s%s"></script>`+"\n", esc(p.Host.Assets), EarlyName)
	}
	w.f("</head>\n<body>\n")
	w.f(`<a class="skip" href="#draft">%s</a>`+"\n", w.say("page.skip"))
	w.header()
	if len(p.Blocks) > 0 {
		w.f(`<main class="two">` + "\n")
		w.draft()
	} else {
		w.f(`<main id="draft">` + "\n")
	}
	w.f(`<div class="side">` + "\n")
	w.f(`<div class="tabs" role="tablist" aria-label="%s"></div>`+"\n", w.say("page.tabs"))
	w.f(`<section id="detail" class="card" aria-live="polite" hidden></section>` + "\n")
	w.findings()
	w.tables()
	w.open()
	w.hostTabs()
	w.f("</div>\n</main>\n")
	w.footer()
	if err := w.data(); err != nil {
		return nil, err
	}
	w.scripting()
	w.f("</body>\n</html>\n")
	return w.Bytes(), nil
}

func esc(s string) string { return html.EscapeString(s) }

func (w *writer) f(format string, args ...any) {
	if len(args) == 0 {
		w.WriteString(format)
		return
	}
	fmt.Fprintf(w, format, args...)
}

// say gives words of the page, escaped.
func (w *writer) say(key string, pairs ...any) string { return esc(w.Say(key, pairs...)) }

func (w *writer) header() {
	w.f(`<header class="top">` + "\n")
	w.hosted(func(h *Host) string { return h.Bar })
	w.f(`<div class="head"><h1>%s</h1><p class="verdict g-%s">%s</p></div>`+"\n", esc(w.Title), w.Grade, esc(w.Conclusion))
	w.hosted(func(h *Host) string { return h.Head })
	w.f(`<div class="ledgers">`)
	for _, l := range w.Ledgers {
		if l.Total == 0 {
			continue
		}
		w.f(`<figure class="ledger"><figcaption>%s <b>%d</b></figcaption>`, esc(l.Name), l.Total)
		w.bar(&l)
		w.f(`<ul>`)
		for _, p := range l.Parts {
			w.f(`<li class="k-%s"><i aria-hidden="true"></i>%s <b>%d</b></li>`, p.Verdict, esc(p.Words), p.N)
		}
		w.f("</ul></figure>\n")
	}
	w.f("</div>\n")
	w.filters()
	w.f("</header>\n")
}

// bar shows the parts of a ledger side by side. It is drawn by attributes alone, for a
// strict content policy lets no element have a style of its own.
func (w *writer) bar(l *Ledger) {
	w.WriteString(`<svg class="bar" aria-hidden="true" width="100%" height="12">`)
	done := 0
	for _, p := range l.Parts {
		if p.N > 0 {
			from, to := done*1000/l.Total, (done+p.N)*1000/l.Total
			w.f(`<rect class="b-%s" x="%s%%" width="%s%%" height="12"/>`, p.Verdict, mille(from), mille(max(to-from, 4)))
			done += p.N
		}
	}
	w.f(`</svg>`)
}

// filters are shown only where scripts run.
func (w *writer) filters() {
	w.f(`<form class="filters" aria-label="%s">`, w.say("page.filters"))
	group := func(legend, name string, names []Name) {
		w.f(`<fieldset><legend>%s</legend>`, legend)
		for _, n := range names {
			w.f(`<label class="chip k-%s"><input type="checkbox" name="%s" value="%s" checked><i aria-hidden="true"></i>%s</label>`, n.Key, name, n.Key, esc(n.Words))
		}
		w.f(`</fieldset>`)
	}
	group(w.say("page.severity"), "severity", w.Severities)
	if len(w.Blocks) > 0 {
		group(w.say("page.verdict"), "verdict", w.Verdicts)
	}
	if len(w.Sections) > 1 {
		w.f(`<fieldset><legend>%s</legend><select name="section" aria-label="%s"><option value="">%s</option>`, w.say("page.section"), w.say("page.section"), w.say("page.all"))
		for i, s := range w.Sections {
			w.f(`<option value="%d">%s</option>`, i, esc(s))
		}
		w.f(`</select></fieldset>`)
	}
	w.f("</form>\n")
}

func (w *writer) draft() {
	w.f(`<section id="draft" aria-label="%s"><h2>%s</h2><div class="paper" lang="%s">`+"\n", w.say("page.draft"), w.say("page.draft"), esc(w.Lang))
	for i := range w.Blocks {
		w.block(&w.Blocks[i])
	}
	w.f("</div></section>\n")
}

func (w *writer) block(b *Block) {
	if b.Kind == "table" {
		t := w.Tables[b.Table]
		w.f(`<p class="seetable" data-section="%d"><a href="#T%d">%s</a></p>`+"\n", b.Section, b.Table+1, esc(t.Name))
		return
	}
	tag, class := "p", b.Kind
	if b.Kind == "h" {
		tag = "h" + strconv.Itoa(min(b.Level+2, 6))
	}
	if b.Bold && b.Kind != "h" {
		class += " strong"
	}
	w.f(`<%s class="%s" data-section="%d">`, tag, class, b.Section)
	if b.Marker != "" {
		w.f(`<span class="marker">%s</span> `, esc(b.Marker))
	}
	for i := range b.Pieces {
		w.piece(&b.Pieces[i])
	}
	w.f("</%s>\n", tag)
}

func (w *writer) piece(p *Piece) {
	text := strings.ReplaceAll(esc(p.Text), "\n", "<br>")
	cover := ""
	if p.Severity != "" {
		cover = " in s-" + p.Severity
	}
	switch {
	case p.Figure < 0 && cover == "":
		w.WriteString(text)
	case p.Figure < 0:
		w.f(`<span class="%s">%s</span>`, cover[1:], text)
	case w.Heat != nil:
		f := &w.Figures[p.Figure]
		if f.Heat == "" {
			w.WriteString(text)
			break
		}
		w.f(`<span class="fig heat-%s" title="%s">%s<span class="unseen"> (%s)</span></span>`, f.Heat, esc(f.HeatWords), text, esc(f.HeatWords))
	default:
		f := &w.Figures[p.Figure]
		href := ""
		switch {
		case len(f.Findings) > 0:
			href = fmt.Sprintf("#F%d", f.Findings[0]+1)
		case len(f.Cells) > 0:
			href = "#" + f.Cells[0].ID
		case f.Verdict == "undecided":
			href = fmt.Sprintf("#U%d", p.Figure+1)
		}
		if href == "" {
			w.f(`<span class="fig v-%s%s" title="%s">%s</span>`, f.Verdict, cover, esc(f.Words), text)
			break
		}
		id := ""
		if p.Figure >= w.begun { // the words of a finding may end within a figure
			w.begun, id = p.Figure+1, fmt.Sprintf("n%d", p.Figure+1)
		} else {
			cover += " cont"
		}
		w.f(`<a class="fig v-%s%s"%s href="%s" title="%s" aria-label="%s: %s">%s</a>`, f.Verdict, cover, attr("id", id), href, esc(f.Words), esc(f.Text), esc(f.Words), text)
	}
	for _, n := range p.Ends {
		if w.Heat != nil {
			break
		}
		w.f(`<sup class="ref s-%s"><a id="at-F%d" href="#F%d" aria-label="%s">%d</a></sup>`, w.Findings[n].Severity, n+1, n+1, w.say("page.finding", "n", n+1), n+1)
	}
}

func (w *writer) findings() {
	w.f(`<section id="findings" class="tab" data-tab="%s" data-count="%d"><h2>%s</h2>`+"\n", w.say("page.findings"), len(w.Findings), w.say("page.findings"))
	w.hosted(func(h *Host) string { return h.Before })
	if len(w.Findings) == 0 {
		w.f(`<p class="none">%s</p>`, w.say("page.nofinding"))
	}
	for i := range w.Findings {
		w.finding(i)
	}
	w.f(`<p class="none filtered" hidden>%s</p></section>`+"\n", w.say("page.filtered"))
}

func (w *writer) finding(i int) {
	f := &w.Findings[i]
	waived := ""
	if f.Waived {
		waived = " waived"
	}
	w.f(`<article class="card s-%s%s" id="F%d" data-severity="%s" data-section="%d" tabindex="-1">`, f.Severity, waived, i+1, f.Severity, f.Section)
	w.f(`<h3><span class="num">%d</span> <span class="sev">%s</span> <span class="code">%s</span></h3><p class="msg">%s</p>`, i+1, esc(f.SevWords), esc(f.Code), esc(f.Message))
	w.f(`<p class="place"><a href="%s">%s</a></p>`, esc(f.Href), esc(f.Place))
	for _, s := range f.Sums {
		w.f(`<p class="sum"><span>%s</span><br><b>%s</b></p>`, esc(s.Rule), esc(s.Figures))
	}
	if len(f.Proofs) > 0 {
		w.f(`<details open><summary>%s</summary><ul>`, w.say("page.proof"))
		for _, p := range f.Proofs {
			if p.Href == "" {
				w.f(`<li>%s</li>`, esc(p.Text))
				continue
			}
			w.f(`<li><a href="%s">%s</a></li>`, esc(p.Href), esc(p.Text))
		}
		w.f(`</ul></details>`)
	}
	for _, cause := range f.Causes {
		w.f(`<p class="cause">%s</p>`, esc(cause))
	}
	if f.Chart != nil {
		w.chart(f.Chart)
	}
	if len(f.Fixes) > 0 {
		w.f(`<h4>%s</h4><ol class="fixes">`, w.say("page.mend"))
		for k, x := range f.Fixes {
			w.f(`<li>%s <button type="button" class="copy" data-copy="%s" aria-label="%s">%s</button>`, esc(x.Title), esc(x.Copy), w.say("page.copy.this", "words", x.Copy), w.say("page.copy"))
			w.hosted(func(h *Host) string { return h.Fix(i, k) })
			w.f(`</li>`)
		}
		w.f(`</ol>`)
	}
	w.f(`<p class="foot"><button type="button" class="copy" data-copy="%s">%s</button></p>`, esc(f.Note), w.say("page.copy.note"))
	w.hosted(func(h *Host) string { return h.Card(i) })
	w.f("</article>\n")
}

func (w *writer) chart(c *Chart) {
	w.f(`<details><summary>%s</summary><table class="chart"><thead><tr><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th><th scope="col">%s</th></tr></thead><tbody>`,
		esc(c.Title), w.say("page.chart.unit"), w.say("page.chart.bar"), w.say("page.chart.table"), w.say("page.chart.draft"))
	for _, b := range c.Bars {
		class := ""
		if b.Claimed != "" {
			class = "named"
		}
		if b.Disagree {
			class += " off"
		}
		w.f(`<tr class="%s"><th scope="row">%s</th><td><svg class="track" aria-hidden="true" width="100%%" height="16"><rect class="length" y="2" width="%s%%" height="12" rx="2"/>`, class, esc(b.Name), mille(b.Width))
		if b.Claimed != "" {
			w.f(`<rect class="claimed" x="%s%%" width="3" height="16"/>`, mille(min(b.At, 995)))
		}
		w.f(`</svg></td><td class="n">%s</td><td class="n">%s</td></tr>`, esc(b.Value), esc(b.Claimed))
	}
	w.f(`</tbody></table></details>`)
}

// mille writes per mille as per cent.
func mille(n int) string { return fmt.Sprintf("%d.%d", n/10, n%10) }

// open lists the figures that got no answer.
func (w *writer) open() {
	if len(w.Undecided) == 0 {
		return
	}
	w.f(`<section id="undecided" class="tab" data-tab="%s" data-count="%d"><h2>%s</h2><p>%s</p><ul class="open">`+"\n", w.say("page.undecided"), len(w.Undecided), w.say("page.undecided"), w.say("page.undecided.why"))
	for _, e := range w.Undecided {
		id := strings.TrimPrefix(e.Href, "#n")
		w.f(`<li id="U%s"><a href="%s">%s</a></li>`, id, e.Href, esc(e.Text))
	}
	w.f("</ul></section>\n")
}

func (w *writer) footer() {
	w.f(`<footer><h2>%s</h2><ul>`, w.say("page.inputs"))
	for _, in := range w.Inputs {
		w.f(`<li>%s <small>(%s, SHA-256 <code>%s</code>)</small></li>`, esc(in.Path), esc(in.Format), esc(in.SHA256))
	}
	w.f(`</ul>`)
	if len(w.Remarks) > 0 {
		w.f(`<h2>%s</h2><ul>`, w.say("page.remarks"))
		for _, r := range w.Remarks {
			w.f(`<li>%s</li>`, esc(r))
		}
		w.f(`</ul>`)
	}
	w.f("</footer>\n")
}
