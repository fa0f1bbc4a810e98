package render

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"doisoat/schema"
)

// lineWidth is the number of columns that an excerpt may take where the width of the
// screen is not known, so that the same input gives the same bytes in every file.
const lineWidth = 100

// Bounds of the width of a screen that is known.
const (
	narrowest = 50
	widest    = 180
)

// TextOptions says how a run is shown as text.
type TextOptions struct {
	Color bool
	Quiet bool // the findings and the conclusion alone
	// Verbose shows all evidence, the arithmetic of the cells, the fingerprints and what
	// each check looked at.
	Verbose bool
	Width   int // columns of the screen, 0 when it is not known
}

// writer puts a run into words.
type writer struct {
	*View
	paint
	strings.Builder
	verbose bool
	width   int // columns of an excerpt
	names   []string
}

// gutterWidth is what stands in front of an excerpt: a line number and a bar.
const gutterWidth = 8

// Text is the run as a person reads it on a terminal: each finding with its place,
// the words marked, its evidence and the ways to mend it; then the notices, the
// summary, the figures left undecided, and the conclusion.
func (v *View) Text(opt TextOptions) (string, error) {
	w := &writer{View: v, paint: paint(opt.Color), verbose: opt.Verbose, width: lineWidth}
	if opt.Width > 0 {
		w.width = max(min(opt.Width, widest)-gutterWidth, narrowest)
	}
	if opt.Verbose {
		w.names = v.Fingerprints()
	}
	for i := range v.Result.Findings {
		if f := &v.Result.Findings[i]; f.Counts() && f.Severity != schema.Note && (opt.Verbose || v.root(f) == nil) {
			w.finding(i, f)
		}
	}
	if !opt.Quiet {
		w.notices()
		w.passed()
		w.causes()
		if opt.Verbose {
			if err := w.checked(); err != nil {
				return "", err
			}
		}
		if err := w.summary(); err != nil {
			return "", err
		}
		w.undecided()
	}
	w.conclusion()
	return w.String(), nil
}

func (w *writer) line(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
	w.WriteByte('\n')
}

// head is the first words of a finding: "lỗi R101[untied-figure]".
func (w *writer) head(f *schema.Finding) string {
	words := w.say("screen.severity."+f.Severity.String()) + " " + f.Code
	if name := w.checkName(f.Code); name != "" {
		words += "[" + name + "]"
	}
	return w.in(severityStyle(f.Severity), words)
}

func (w *writer) finding(i int, f *schema.Finding) {
	w.line(w.head(f), w.in(bold, ": "+clean(w.Pack.Say(f.Message))))
	loc := w.location(f.At)
	gutter := w.excerpt(f, loc)
	bar := gutter + w.in(blue, "=") + " "
	w.evidence(f, bar)
	for _, why := range w.why(f) {
		w.line(bar, clean(why))
	}
	for _, x := range f.Fixes {
		w.line(bar, w.say("screen.fix", "fix", clean(w.Pack.Say(x.Title))))
	}
	if w.verbose {
		for _, s := range w.sumsOf(f) {
			w.line(bar, w.say("screen.sum", "rule", s.Rule, "figures", s.Figures))
		}
		w.line(bar, w.in(faint, w.say("screen.fingerprint", "name", w.names[i])))
	}
	w.line()
}

// mostEvidence is how many places that prove a finding are shown.
const mostEvidence = 12

// evidence writes the places that prove a finding: the part that each plays, where
// it is, what is written there, and what it is about where the finding is about
// something else.
func (w *writer) evidence(f *schema.Finding, bar string) {
	shown := f.Evidence
	if len(shown) > mostEvidence && !w.verbose {
		shown = shown[:mostEvidence-1]
	}
	for i := range shown {
		e := &shown[i]
		words := w.word("role.", e.Role) + ": " + w.place(w.location(e.At))
		if e.Text != "" {
			words += ": " + shorten(e.Text, w.width)
		}
		if about := w.about(e.At, f); about != "" {
			words += w.in(faint, " ("+about+")")
		}
		w.line(bar, words)
	}
	if left := len(f.Evidence) - len(shown); left > 0 {
		w.line(bar, w.say("screen.more", "n", left))
	}
}

// about names the row and the column of a cell as far as they are not those of the
// finding.
func (v *View) about(at schema.Location, f *schema.Finding) string {
	if at.Kind != schema.InCell {
		return ""
	}
	for _, t := range v.report().Tables {
		row, col := t.RowOf(at.Ref.Row), t.ColumnOf(at.Ref.Col)
		if t.Sheet != at.Ref.Sheet || row < 0 || col < 0 || t.Columns[col].Kind == schema.Label {
			continue
		}
		var names []string
		if label := t.Rows[row].Label; label != "" && label != f.Unit {
			names = append(names, shorten(label, lineWidth/2))
		}
		if title := t.Columns[col].Title(); title != "" && title != f.Indicator {
			names = append(names, shorten(title, lineWidth/2))
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// excerpt writes the place of a finding and the words that it is about, marked. It
// returns the blank gutter that the lines below begin with.
func (w *writer) excerpt(f *schema.Finding, loc Location) (gutter string) {
	label, text, start, end := w.quote(f.At, loc)
	gutter = strings.Repeat(" ", len(label)+1)
	w.line(gutter, w.in(blue, "-->"), " ", w.place(loc))
	if text == "" {
		return gutter
	}
	line, column, width := window(text, start, end, w.width)
	w.line(gutter, w.in(blue, "|"))
	w.line(w.in(blue, label+" |"), " ", line)
	w.line(gutter, w.in(blue, "|"), " ", strings.Repeat(" ", column), w.in(severityStyle(f.Severity), strings.Repeat("^", max(width, 1))))
	return gutter
}

// quote gives the line that is shown for a place, the words of it that are marked as
// bytes [start, end), and the number in the gutter.
func (w *writer) quote(at schema.Location, loc Location) (label, text string, start, end int) {
	switch at.Kind {
	case schema.InText:
		text, start, end = w.quoteText(at.Span)
		if loc.Text.Line > 0 {
			label = itoa(loc.Text.Line)
		}
	case schema.InCell:
		text, start, end = w.quoteCell(at.Ref)
		label = itoa(at.Ref.Row + 1)
		if loc.Text != nil && loc.Text.Line > 0 {
			label = itoa(loc.Text.Line)
		}
	}
	if label == "" {
		label = " "
	}
	return label, text, start, end
}

func (w *writer) quoteText(span schema.Span) (text string, start, end int) {
	doc := w.report().Document
	if doc == nil || span.Block < 0 || span.Block >= len(doc.Blocks) {
		return "", 0, 0
	}
	b := &doc.Blocks[span.Block]
	if span.Start < 0 || span.End > len(b.Text) || span.Start > span.End {
		return "", 0, 0
	}
	from, to := excerptOf(b, span.Start, span.End)
	from, to = min(from, span.Start), max(to, span.End)
	return b.Text[from:to], span.Start - from, span.End - from
}

// quoteCell shows a cell with the names of its row and column.
func (w *writer) quoteCell(ref schema.Ref) (text string, start, end int) {
	rep := w.report()
	raw := rep.At(ref).Raw
	if raw == "" {
		raw = "∅"
	}
	for _, t := range rep.Tables {
		row, col := t.RowOf(ref.Row), t.ColumnOf(ref.Col)
		if t.Sheet != ref.Sheet || row < 0 || col < 0 {
			continue
		}
		if label := t.Rows[row].Label; label != "" && t.Columns[col].Kind != schema.Label {
			text = label + cellSeparator
		}
		if title := t.Columns[col].Title(); title != "" {
			text += shorten(title, lineWidth/2) + ": "
		}
		break
	}
	return text + raw, len(text), len(text) + len(raw)
}

// notices are the notes of the checks, one line each, and what was left out or guessed.
func (w *writer) notices() {
	wrote := false
	for i := range w.Result.Findings {
		if f := &w.Result.Findings[i]; f.Counts() && f.Severity == schema.Note {
			w.line(w.head(f), ": ", w.place(w.location(f.At)), ": ", clean(w.Pack.Say(f.Message)))
			wrote = true
		}
	}
	for _, r := range w.remarks() {
		words := clean(r.Message)
		if r.Path != "" {
			words = clean(r.Path) + ": " + words
		}
		w.line(w.in(cyan, w.say("screen.remark")), ": ", words)
		wrote = true
	}
	if wrote {
		w.line()
	}
}

// causes tells how many findings each likely cause has, the most frequent first, where
// several findings have one.
func (w *writer) causes() {
	counts := map[string]int{}
	var names []string
	n := 0
	for i := range w.Result.Findings {
		if c := w.Result.Findings[i].Cause; c != "" && w.Result.Findings[i].Counts() {
			if counts[c] == 0 {
				names = append(names, c)
			}
			counts[c]++
			n++
		}
	}
	if n < 2 {
		return
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	var parts []string
	for _, c := range names {
		parts = append(parts, w.word("cause.", c)+" ("+itoa(counts[c])+")")
	}
	w.line(w.say("screen.causes", "causes", strings.Join(parts, "; ")))
	w.line()
}

// checked is the table of what each check looked at.
func (w *writer) checked() error {
	header := []string{w.say("screen.checks.code"), w.say("screen.checks.name")}
	for _, key := range []string{"items", "passed", "failed", "undecided"} {
		header = append(header, w.word("screen.checked.", key))
	}
	rows := [][]string{}
	for _, c := range w.Result.Checks {
		if c.Items > 0 {
			rows = append(rows, []string{c.Check.Code, c.Check.Name, itoa(c.Items), itoa(c.Passed), itoa(c.Failed), itoa(c.Undecided)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	table, err := grid(header, rows, 2)
	if err == nil {
		w.WriteString(table)
		w.line()
	}
	return err
}

// undecided lists the figures of the prose that got no answer, with the reason.
func (w *writer) undecided() {
	n := w.figures().Undecided
	if n == 0 {
		return
	}
	w.line(w.in(bold, w.say("screen.undecided", "n", n)))
	for i := range w.Result.Figures {
		f := &w.Result.Figures[i]
		if f.Verdict != schema.Undecided {
			continue
		}
		words := clean(f.Text)
		if !f.Why.IsZero() {
			words += ": " + clean(w.Pack.Say(f.Why))
		}
		w.line("  ", w.place(w.location(schema.AtSpan(f.Span))), ": ", words)
	}
	w.line()
}

// conclusion is the last line: what the run comes to.
func (w *writer) conclusion() {
	n := w.findings()
	open := w.figures().Undecided
	if n[schema.Error]+n[schema.Warning] > 0 {
		style := red
		if n[schema.Error] == 0 {
			style = yellow
		}
		w.line(w.in(style, w.say("screen.conclusion.findings", "errors", n[schema.Error], "warnings", n[schema.Warning], "notes", n[schema.Note], "undecided", open)))
		if slips := w.slips(); slips < n[schema.Error]+n[schema.Warning] {
			w.line(w.say("screen.conclusion.slips", "slips", slips, "n", n[schema.Error]+n[schema.Warning]))
		}
		return
	}
	w.line(w.in(green, w.say("screen.conclusion.clean", "notes", n[schema.Note], "undecided", open)))
}

// shorten cuts words to a number of columns, with an ellipsis at the end.
func shorten(words string, columns int) string {
	words = clean(words)
	if displaywidth.String(words) <= columns {
		return words
	}
	line, _, _ := window(words, 0, 0, columns)
	return line
}
