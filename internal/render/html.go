package render

import (
	"strings"

	"doisoat/internal/render/page"
	"doisoat/schema"
)

// HTML is the run as one page that holds all it needs.
func (v *View) HTML() ([]byte, error) { return v.page().HTML() }

// Hosted is the page of the run as a server shows it, with what the host adds.
func (v *View) Hosted(h *page.Host) ([]byte, error) {
	p := v.page()
	p.Host = h
	return p.HTML()
}

// copyOf is the page that stands for the annotated copy of an input that has no
// comments of its own: the draft beside its tables, or an appendix alone.
func (v *View) copyOf(source int) *page.Page {
	p := v.page()
	p.Title = baseName(v.report().Sources[source].Path)
	if d := v.report().Document; d == nil || d.Source != source {
		p.Blocks, p.Undecided = nil, nil
	}
	return p
}

// pager puts a run together as a page.
type pager struct {
	*View
	page     *page.Page
	ids      map[schema.Ref]string // of the cells that something refers to
	worst    map[schema.Ref]int    // finding of a cell
	sections []int                 // of each block, -1 for none
	charted  map[[2]int]bool       // blocks and columns that have a chart
}

func (v *View) page() *page.Page {
	p := &pager{View: v, page: &page.Page{Lang: v.Pack.Code, Say: v.say}, ids: map[schema.Ref]string{}, worst: map[schema.Ref]int{}, charted: map[[2]int]bool{}}
	p.head()
	p.sectionsOf()
	p.figures()
	p.findings()
	p.draft()
	p.tables()
	return p.page
}

// verdictKeys are the answers in the order of the ledger, with their words.
var verdictKeys = [][2]string{{"tied", "tied"}, {"contradicted", "contradicted"}, {"rounding", "rounding"}, {"undecided", "undecided"}, {"notClaim", "notclaim"}}

func (p *pager) verdictWords(key string) string {
	return p.word("screen.summary.", strings.ToLower(key))
}

func (p *pager) head() {
	rep, f, c := p.report(), p.View.figures(), p.cells()
	names := []string{}
	for i := range rep.Sources {
		s := &rep.Sources[i]
		names = append(names, baseName(s.Path))
		p.page.Inputs = append(p.page.Inputs, page.Input{Path: s.Path, Format: s.Format, SHA256: s.SHA256})
	}
	p.page.Title = p.say("page.title", "files", strings.Join(names, ", "))
	p.page.Conclusion, p.page.Grade = p.conclude()
	counts := map[string]int{"tied": f.Tied, "contradicted": f.Contradicted, "rounding": f.Rounding, "undecided": f.Undecided, "notClaim": f.NotClaim}
	prose := page.Ledger{Name: p.say("screen.summary.figures"), Total: f.Total}
	for _, k := range verdictKeys {
		prose.Parts = append(prose.Parts, page.Part{Verdict: k[0], Words: p.verdictWords(k[0]), N: counts[k[0]]})
		p.page.Verdicts = append(p.page.Verdicts, page.Name{Key: k[0], Words: p.verdictWords(k[0])})
	}
	table := page.Ledger{Name: p.say("screen.summary.cells"), Total: c.Numeric, Parts: []page.Part{
		{Verdict: "tied", Words: p.verdictWords("tied"), N: c.Consistent},
		{Verdict: "contradicted", Words: p.verdictWords("contradicted"), N: c.Contradicted},
		{Verdict: "undecided", Words: p.verdictWords("undecided"), N: c.Undecided},
	}}
	p.page.Ledgers = []page.Ledger{prose, table}
	for _, s := range []schema.Severity{schema.Error, schema.Warning, schema.Note} {
		p.page.Severities = append(p.page.Severities, page.Name{Key: s.String(), Words: upperFirst(p.say("screen.severity." + s.String()))})
	}
	for _, r := range p.remarks() {
		words := r.Message
		if r.Path != "" {
			words = baseName(r.Path) + ": " + words
		}
		p.page.Remarks = append(p.page.Remarks, words)
	}
}

// conclude is the last word of a run, and how it looks.
func (v *View) conclude() (words, grade string) {
	n, open := v.findings(), v.figures().Undecided
	switch {
	case n[schema.Error]+n[schema.Warning] == 0:
		return v.say("screen.conclusion.clean", "notes", n[schema.Note], "undecided", open), "clean"
	case n[schema.Error] == 0:
		grade = "warning"
	default:
		grade = "error"
	}
	return v.say("screen.conclusion.findings", "errors", n[schema.Error], "warnings", n[schema.Warning], "notes", n[schema.Note], "undecided", open), grade
}

// mostSections is how many headings can be chosen from; of a longer document the top
// levels alone.
const mostSections = 60

// sectionsOf names the sections by the headings of the draft.
func (p *pager) sectionsOf() {
	doc := p.report().Document
	if doc == nil {
		return
	}
	p.sections = make([]int, len(doc.Blocks))
	deepest := 9
	for deepest > 1 {
		n := 0
		for i := range doc.Blocks {
			if b := &doc.Blocks[i]; b.Kind == schema.Heading && b.Level <= deepest {
				n++
			}
		}
		if n <= mostSections {
			break
		}
		deepest--
	}
	now := -1
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind == schema.Heading && b.Level <= deepest || p.boldLine(b) {
			name := shorten(b.Text, 70)
			if b.Marker != "" && b.Body == 0 {
				name = b.Marker + " " + name
			}
			now = len(p.page.Sections)
			p.page.Sections = append(p.page.Sections, name)
		}
		p.sections[i] = now
	}
	if len(p.page.Sections) > mostSections {
		p.page.Sections = nil
		for i := range p.sections {
			p.sections[i] = -1
		}
	}
}

// boldLine reports whether a block stands for a heading: bold and numbered, as Decree
// 30/2020/NĐ-CP sets out the parts of an official letter.
func (p *pager) boldLine(b *schema.Block) bool {
	return b.Bold && b.Marker != "" && b.Marker != "-" && len(b.Text) < 160 && b.Kind != schema.Footnote
}

// id gives a cell an id, so that something can refer to it.
func (p *pager) id(ref schema.Ref) string {
	if id, ok := p.ids[ref]; ok {
		return id
	}
	if !p.shown(ref.Sheet) {
		return ""
	}
	id := "c" + itoa(ref.Sheet) + "-" + itoa(ref.Row) + "-" + itoa(ref.Col)
	p.ids[ref] = id
	return id
}

// shown reports whether a sheet is on the page.
func (p *pager) shown(sheet int) bool {
	rep := p.report()
	return sheet >= 0 && sheet < len(rep.Sheets) && len(rep.Sheets[sheet].Cells) > 0
}

func (p *pager) sumsOn(list []Sum) []page.Sum {
	var out []page.Sum
	for _, s := range list {
		one := page.Sum{Rule: s.Rule, Figures: s.Figures}
		for _, ref := range s.Cells {
			one.Cells = append(one.Cells, p.id(ref))
		}
		out = append(out, one)
	}
	return out
}

// figures is the ledger of the prose.
func (p *pager) figures() {
	for i := range p.Result.Figures {
		f := &p.Result.Figures[i]
		out := page.Figure{Text: f.Text, Verdict: f.Verdict.String(), Words: p.verdictWords(f.Verdict.String()), Unit: f.Unit, Indicator: f.Indicator}
		if !f.Why.IsZero() {
			out.Why = upperFirst(p.Pack.Say(f.Why))
		}
		for j, ref := range f.Cells {
			if j == 40 { // a count may rest on every row of a long table
				break
			}
			loc := p.location(schema.AtCell(ref))
			out.Cells = append(out.Cells, page.Cited{ID: p.id(ref), Place: p.shortPlace(loc, schema.AtSpan(f.Span)), Text: p.report().At(ref).Raw})
		}
		if len(f.Cells) == 1 {
			out.Sums = p.sumsOn(p.sums(f.Cells[0]))
		}
		p.page.Figures = append(p.page.Figures, out)
		if f.Verdict == schema.Undecided {
			words := p.quoted(f.Span)
			if out.Why != "" {
				words += ": " + out.Why
			}
			p.page.Undecided = append(p.page.Undecided, page.Entry{Text: words, Href: "#n" + itoa(i+1)})
		}
	}
}

// quoted gives the words of a span with a few around them.
func (p *pager) quoted(s schema.Span) string {
	text, start, end := (&writer{View: p.View}).quoteText(s)
	line, _, _ := window(text, start, end, 60)
	return "“" + line + "”"
}

// findings are the faults, in the order of the report.
func (p *pager) findings() {
	for i := range p.Result.Findings {
		f := &p.Result.Findings[i]
		out := page.Finding{
			Severity: shown(f).String(), SevWords: upperFirst(p.say("screen.severity." + shown(f).String())),
			Code: f.Code, Message: clean(p.Pack.Say(f.Message)), Section: -1,
			Reported: f.Reported, Computed: f.Computed, Unit: f.Unit, Indicator: f.Indicator,
			Waived: f.Waiver != nil,
		}
		loc := p.location(f.At)
		loc.Path = baseName(loc.Path)
		out.Place = p.place(loc)
		out.Href = "#" + p.target(f.At, i)
		if f.At.Kind == schema.InText && f.At.Span.Block < len(p.sections) {
			out.Section = p.sections[f.At.Span.Block]
		}
		for _, why := range p.why(f) {
			out.Causes = append(out.Causes, upperFirst(clean(why)))
		}
		if why := p.standing(f); why != "" {
			out.Proofs = append(out.Proofs, page.Entry{Text: upperFirst(clean(why))})
		}
		out.Proofs = append(out.Proofs, p.proofLinks(f)...)
		out.Sums = p.sumsOn(p.sumsOf(f))
		for _, ref := range append(p.against(f), evidenceCells(f)...) {
			out.Cells = append(out.Cells, p.id(ref))
		}
		for _, x := range f.Fixes {
			title := clean(p.Pack.Say(x.Title))
			words := x.Replacement
			if words == "" {
				words = title
			}
			out.Fixes = append(out.Fixes, page.Fix{Title: title, Copy: words})
		}
		var note []string
		for _, l := range p.noteLines(f) {
			note = append(note, l.Text)
		}
		out.Note = out.Place + "\n" + strings.Join(note, "\n")
		out.Chart = p.chart(f)
		if f.At.Kind == schema.InCell {
			p.id(f.At.Ref)
			if old, ok := p.worst[f.At.Ref]; !ok || shown(&p.Result.Findings[old]) < shown(f) {
				p.worst[f.At.Ref] = i
			}
		}
		p.page.Findings = append(p.page.Findings, out)
	}
}

// target is the id of the element that a place is shown in.
func (p *pager) target(at schema.Location, finding int) string {
	switch at.Kind {
	case schema.InCell:
		return p.id(at.Ref)
	case schema.InText:
		return "at-F" + itoa(finding+1)
	case schema.InSheet:
		return "T" + itoa(p.tableOf(at.Ref.Sheet)+1)
	}
	return "draft"
}

func evidenceCells(f *schema.Finding) []schema.Ref {
	var out []schema.Ref
	for _, e := range f.Evidence {
		if e.At.Kind == schema.InCell && len(out) < 40 {
			out = append(out, e.At.Ref)
		}
	}
	return out
}

// proofLinks are the places that prove a finding, each leading there.
func (p *pager) proofLinks(f *schema.Finding) []page.Entry {
	var out []page.Entry
	shown := f.Evidence
	if len(shown) > 2*mostEvidence {
		shown = shown[:2*mostEvidence]
	}
	for i := range shown {
		e := page.Entry{Text: p.proof(&shown[i], f)}
		if at := shown[i].At; at.Kind == schema.InCell {
			if id := p.id(at.Ref); id != "" {
				e.Href = "#" + id
			}
		}
		out = append(out, e)
	}
	if left := len(f.Evidence) - len(shown); left > 0 {
		out = append(out, page.Entry{Text: p.say("note.more", "n", left)})
	}
	return out
}
