// Package overview makes the page of a history: one HTML file that holds all it needs.
package overview

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/history"
	"doisoat/internal/lang"
	"doisoat/internal/series"
	"doisoat/schema"
)

//go:embed page.css
var style string

//go:embed page.js
var script string

// Page makes the page of an archive; res is what the checks between its periods found.
func Page(a *series.Archive, res *history.Result, pack *lang.Pack, version string) []byte {
	p := &page{archive: a, res: res, pack: pack}
	title := p.say("page.history.title")
	p.raw(`<!DOCTYPE html><html lang="` + pack.Code + `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>`)
	p.text(title)
	p.raw("</title><style>" + style + "</style></head><body><h1>")
	p.text(title)
	p.raw("</h1><p>")
	p.text(p.say("page.history.sum", "reports", len(a.Reports), "first", p.first(), "last", p.last(), "series", a.LinedUp(), "version", version))
	p.raw("</p><nav>")
	for _, id := range []string{"chart", "checks", "slips", "between", "reports"} {
		p.raw(`<a href="#` + id + `">`)
		p.text(p.say("page.history." + id))
		p.raw("</a> ")
	}
	p.raw("</nav>")
	p.charts()
	p.checks()
	p.slips()
	p.between()
	p.reports()
	p.raw("<script>" + script + "</script></body></html>\n")
	return []byte(p.b.String())
}

type page struct {
	b       strings.Builder
	archive *series.Archive
	res     *history.Result
	pack    *lang.Pack
}

func (p *page) raw(s string)  { p.b.WriteString(s) }
func (p *page) text(s string) { p.b.WriteString(html.EscapeString(s)) }
func (p *page) say(key string, pairs ...any) string {
	return p.pack.Say(schema.Say(key, pairs...))
}

// dated are the reports with a period.
func (p *page) dated() []*series.Report {
	return slices.DeleteFunc(slices.Clone(p.archive.Reports), func(r *series.Report) bool { return r.Period.IsZero() })
}

func (p *page) first() string {
	if r := p.dated(); len(r) > 0 {
		return r[0].Period.String()
	}
	return "–"
}

func (p *page) last() string {
	if r := p.dated(); len(r) > 0 {
		return r[len(r)-1].Period.String()
	}
	return "–"
}

func (p *page) section(id string) {
	p.raw(`<section id="` + id + `"><h2>`)
	p.text(p.say("page.history." + id))
	p.raw("</h2>")
}

// row writes a row of a table; the first cell is its heading.
func (p *page) row(cells ...string) {
	p.raw("<tr>")
	for i, c := range cells {
		switch {
		case i == 0:
			p.raw(`<th scope="row">`)
			p.text(c)
			p.raw("</th>")
		case c != "" && strings.Trim(c, "0123456789") == "":
			p.raw(`<td class="n">` + c + "</td>")
		default:
			p.raw("<td>")
			p.text(c)
			p.raw("</td>")
		}
	}
	p.raw("</tr>")
}

func (p *page) head(cells ...string) {
	p.raw("<table><thead><tr>")
	for _, c := range cells {
		p.raw(`<th scope="col">`)
		p.text(c)
		p.raw("</th>")
	}
	p.raw("</tr></thead><tbody>")
}

// found are the findings of the reports and between them, by check and year.
func (p *page) found() (codes []string, years []int, count map[string]map[int]int) {
	count = map[string]map[int]int{}
	seen := map[int]bool{}
	add := func(code string, year int) {
		if count[code] == nil {
			count[code] = map[int]int{}
		}
		count[code][year]++
		seen[year] = true
	}
	for _, r := range p.archive.Reports {
		for i := range r.Findings {
			add(r.Findings[i].Code, r.Period.Year)
		}
	}
	for i := range p.res.Findings {
		f := &p.res.Findings[i]
		add(f.Code, p.archive.Reports[f.At.Report].Period.Year)
	}
	return slices.Sorted(maps.Keys(count)), slices.Sorted(maps.Keys(seen)), count
}

func (p *page) checks() {
	p.section("checks")
	codes, years, count := p.found()
	heads := []string{p.say("page.history.code")}
	for _, y := range years {
		if y == 0 {
			heads = append(heads, "?")
		} else {
			heads = append(heads, strconv.Itoa(y))
		}
	}
	p.raw(`<div class="wide">`)
	p.head(append(heads, p.say("page.history.all"))...)
	for _, c := range codes {
		cells, sum := []string{c}, 0
		for _, y := range years {
			n := count[c][y]
			sum += n
			if n == 0 {
				cells = append(cells, "")
			} else {
				cells = append(cells, strconv.Itoa(n))
			}
		}
		p.row(append(cells, strconv.Itoa(sum))...)
	}
	p.raw("</tbody></table></div></section>")
}

// most is how many of the most frequent are listed.
const most = 15

// slips lists the causes that findings name, the most frequent first, and the units that
// have the most errors.
func (p *page) slips() {
	p.section("slips")
	causes, units := map[string]int{}, map[string]int{}
	for _, r := range p.archive.Reports {
		for i := range r.Findings {
			f := &r.Findings[i]
			if f.Cause != "" {
				causes[f.Cause]++
			}
			if f.Unit != "" && f.Severity == schema.Error.String() {
				units[f.Unit]++
			}
		}
	}
	for i := range p.res.Findings {
		f := &p.res.Findings[i]
		if f.Cause != "" {
			causes[f.Cause]++
		}
		if f.Unit != "" && f.Severity == schema.Error {
			units[f.Unit]++
		}
	}
	p.ranked("page.history.cause", causes, func(c string) string {
		if p.pack.Template("cause."+c) == "" {
			return c
		}
		return p.say("cause." + c)
	})
	p.ranked("page.history.unit", units, func(u string) string { return u })
	p.raw("</section>")
}

func (p *page) ranked(head string, count map[string]int, name func(string) string) {
	keys := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(keys, func(a, b string) int { return count[b] - count[a] })
	p.head(p.say(head), p.say("page.history.count"))
	for _, k := range keys[:min(len(keys), most)] {
		p.row(name(k), strconv.Itoa(count[k]))
	}
	p.raw("</tbody></table>")
}

// between lists the errors and warnings between periods.
func (p *page) between() {
	p.section("between")
	p.head(p.say("page.history.period"), p.say("page.history.severity"), p.say("page.history.code"), p.say("page.history.table"), p.say("page.history.message"))
	for i := range p.res.Findings {
		f := &p.res.Findings[i]
		if f.Severity == schema.Note {
			continue
		}
		r := p.archive.Reports[f.At.Report]
		p.row(r.Period.String(), p.say("screen.severity."+f.Severity.String()), f.Code, r.Tables[f.At.Table].Sheet, p.pack.Say(f.Message))
	}
	p.raw("</tbody></table></section>")
}

// reports lists the reports by period.
func (p *page) reports() {
	p.section("reports")
	p.head(p.say("page.history.period"), p.say("page.history.name"), p.say("page.history.tables"), p.say("page.history.figures"), p.say("page.history.errors"), p.say("page.history.warnings"), p.say("page.history.notes"), p.say("page.history.tied"), p.say("page.history.contradicted"), p.say("page.history.undecided"))
	for _, r := range p.archive.Reports {
		figures := 0
		for i := range r.Tables {
			figures += len(r.Tables[i].Cells)
		}
		of, verdict := map[string]int{}, map[string]int{}
		for i := range r.Findings {
			of[r.Findings[i].Severity]++
		}
		for i := range r.Ledger {
			verdict[r.Ledger[i].Verdict]++
		}
		period := r.Period.String()
		if period == "" {
			period = "?"
		}
		n := strconv.Itoa
		p.row(period, r.Name, n(len(r.Tables)), n(figures), n(of["error"]), n(of["warning"]), n(of["note"]), n(verdict["tied"]), n(verdict["contradicted"]), n(verdict["undecided"]))
	}
	p.raw("</tbody></table></section>")
}

// line is a series as the script draws it: the names by their numbers, then the points.
type line struct {
	Table  int      `json:"t"`
	Unit   int      `json:"u"`
	Header int      `json:"i"`
	Months []int    `json:"m"` // from the year nought on
	Values []string `json:"v"`
}

// drawn are the series of an archive in short.
type drawn struct {
	Tables  []string `json:"tables"`
	Units   []string `json:"units"`
	Headers []string `json:"headers"`
	Lines   []line   `json:"lines"`
}

const fewest = 4 // points that make a line

// draw gathers the series that have points enough, with the last word on each span.
func (p *page) draw() *drawn {
	d := &drawn{Tables: []string{}, Units: []string{}, Headers: []string{}, Lines: []line{}}
	number := func(list *[]string, known map[string]int, name string) int {
		n, ok := known[name]
		if !ok {
			n = len(*list)
			known[name] = n
			*list = append(*list, name)
		}
		return n
	}
	tables, units, headers := map[string]int{}, map[string]int{}, map[string]int{}
	for _, s := range p.archive.Series {
		points := s.Latest()
		if len(points) < fewest {
			continue
		}
		last := points[len(points)-1]
		_, row, col := p.archive.At(last)
		l := line{Table: number(&d.Tables, tables, p.tableName(s.Line)), Unit: number(&d.Units, units, oneLine(row.Label)), Header: number(&d.Headers, headers, oneLine(strings.Join(col.Path, " / ")))}
		for _, q := range points {
			l.Months = append(l.Months, q.Span.Months())
			l.Values = append(l.Values, q.Number.AsShown().String())
		}
		d.Lines = append(d.Lines, l)
	}
	return d
}

func (p *page) tableName(l int) string {
	t := oneLine(p.archive.Lines[l].Title)
	if t == "" {
		t = p.archive.Lines[l].At[0].Sheet
	}
	return t
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// charts draws the longest series, and lets the reader choose any other.
func (p *page) charts() {
	p.section("chart")
	d := p.draw()
	if len(d.Lines) == 0 {
		p.raw("<p>")
		p.text(p.say("page.history.noseries"))
		p.raw("</p></section>")
		return
	}
	longest := 0
	for i := range d.Lines {
		if cmp.Compare(len(d.Lines[i].Months), len(d.Lines[longest].Months)) > 0 {
			longest = i
		}
	}
	p.raw(`<p class="pick" hidden>`)
	for _, id := range []string{"table", "indicator", "unit"} {
		p.raw(`<label>`)
		p.text(p.say("page.history." + id))
		p.raw(` <select id="pick-` + id + `"></select></label> `)
	}
	p.raw(`</p><p id="caption">`)
	l := &d.Lines[longest]
	p.text(d.Tables[l.Table] + " – " + d.Headers[l.Header] + " – " + d.Units[l.Unit])
	p.raw(`</p><div id="plot">`)
	p.raw(plot(l))
	p.raw("</div>")
	// No "<" may stand in the data, or a name could end the script.
	data, err := json.Marshal(d)
	if err != nil {
		panic(err) // texts and numbers can be written
	}
	p.raw(`<script type="application/json" id="data" data-first="` + strconv.Itoa(longest) + `">` + string(data) + "</script></section>")
}
