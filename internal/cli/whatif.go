package cli

import (
	"path/filepath"
	"strconv"
	"strings"

	"doisoat/internal/amend"
	"doisoat/internal/audit"
	"doisoat/internal/gate"
	"doisoat/internal/lang"
	"doisoat/internal/render"
	"doisoat/schema"
)

// change is one `--what-if PLACE=TEXT`.
type change struct {
	file  string // "" for any
	sheet string // "" for any
	ref   schema.Ref
	cell  bool
	line  int // of a place of the draft: line or paragraph, and column
	col   int
	text  string
	given string
}

// parseChange reads "Q17=75,32", "Sheet!Q17=…", "appendix.xlsx:'Phụ lục'!Q17=…",
// "62:109=71,9%" or "draft.md:62:109=…", as the places of findings are told.
func parseChange(word string) (c change, ok bool) {
	place, text, ok := strings.Cut(word, "=")
	if !ok {
		return c, false
	}
	c = change{text: strings.TrimSpace(text), given: strings.TrimSpace(place)}
	place = c.given
	if i := strings.LastIndexByte(place, '!'); i >= 0 {
		c.sheet, place = place[:i], place[i+1:]
		if q := strings.Index(c.sheet, ":'"); q >= 0 && strings.HasSuffix(c.sheet, "'") {
			c.file, c.sheet = c.sheet[:q], c.sheet[q+1:]
		} else if q := strings.LastIndexByte(c.sheet, ':'); q >= 0 && !strings.HasPrefix(c.sheet, "'") {
			c.file, c.sheet = c.sheet[:q], c.sheet[q+1:]
		}
		if len(c.sheet) > 1 && c.sheet[0] == '\'' {
			c.sheet = strings.ReplaceAll(strings.Trim(c.sheet, "'"), "''", "'")
		}
		c.ref, c.cell = parseA1(place)
		return c, c.cell
	}
	parts := strings.Split(place, ":")
	if last := parts[len(parts)-1]; len(parts) <= 2 {
		if c.ref, c.cell = parseA1(last); c.cell {
			c.file = strings.Join(parts[:len(parts)-1], ":")
			return c, true
		}
	}
	if len(parts) < 2 {
		return c, false
	}
	line, err1 := strconv.Atoi(parts[len(parts)-2])
	col, err2 := strconv.Atoi(parts[len(parts)-1])
	c.line, c.col, c.file = line, col, strings.Join(parts[:len(parts)-2], ":")
	return c, err1 == nil && err2 == nil && line > 0 && col > 0
}

// parseA1 reads a reference to one cell, "Q17" or "$Q$17", into a row and a column.
func parseA1(word string) (schema.Ref, bool) {
	word = strings.ToUpper(strings.ReplaceAll(word, "$", ""))
	letters := 0
	col := 0
	for letters < len(word) && word[letters] >= 'A' && word[letters] <= 'Z' {
		col = col*26 + int(word[letters]-'A') + 1
		letters++
	}
	row, err := strconv.Atoi(word[letters:])
	if letters == 0 || letters > 3 || err != nil || row < 1 || row > 1<<20 || word[letters] == '+' {
		return schema.Ref{}, false
	}
	return schema.Ref{Row: row - 1, Col: col - 1}, true
}

// whatIf makes the changes in memory, checks the report again, and tells which findings
// go, which stay and which are new. No file is changed. The exit code is that of the
// report with the changes.
func (s *session) whatIf(paths []string, flags *checkFlags) error {
	var changes []change
	for _, word := range flags.whatIf {
		c, ok := parseChange(word)
		if !ok {
			return fail(ExitUsage, "cli.whatif.form", "word", word)
		}
		changes = append(changes, c)
	}
	r, err := s.open(paths, flags)
	if err != nil {
		return err
	}
	if r.several() || flags.annotate != "" || flags.certificate != "" || len(flags.format.given) > 1 || len(flags.format.given) == 1 && flags.format.given[0].format != "json" && flags.format.given[0].format != "text" {
		return fail(ExitUsage, "cli.whatif.alone")
	}
	j := r.jobs[0]
	if j.err != nil {
		return j.err
	}
	done := s.progress(patience)
	defer done()
	rep, err := s.load(j.paths, j.spec, *flags.limits)
	if err != nil {
		return err
	}
	check := func(rep *schema.Report) (view *render.View, err error) {
		err = within(flags.limits.Time, func() error {
			res, err := audit.Run(rep, audit.Options{})
			if err == nil {
				view = render.NewView(res, s.asked, Version)
			}
			return err
		})
		return view, err
	}
	before, err := check(amend.Copy(rep))
	if err != nil {
		return err
	}
	if _, err := accept(before.Result); err != nil {
		return err
	}
	type made struct {
		at   schema.Location
		was  string
		text string
	}
	var list []made
	for _, c := range changes {
		at, err := c.find(before)
		if err != nil {
			return err
		}
		was := ""
		if at.Kind == schema.InCell {
			was = strings.TrimSpace(rep.At(at.Ref).Raw)
		} else {
			was = rep.Document.Text(at.Span)
		}
		for _, m := range list {
			if m.at == at || at.Kind == schema.InText && m.at.Kind == schema.InText && m.at.Span.Block == at.Span.Block && m.at.Span.Start < at.Span.End && at.Span.Start < m.at.Span.End {
				return fail(ExitUsage, "cli.whatif.twice", "place", c.given)
			}
		}
		list = append(list, made{at, was, c.text})
	}
	for i, m := range list {
		if m.at.Kind == schema.InCell {
			rep = amend.Type(rep, m.at.Ref, m.text)
			continue
		}
		for _, earlier := range list[:i] { // what stands before has moved it
			if e := earlier.at; e.Kind == schema.InText && e.Span.Block == m.at.Span.Block && e.Span.Start < m.at.Span.Start {
				m.at.Span.Start += len(earlier.text) - e.Span.Len()
				m.at.Span.End += len(earlier.text) - e.Span.Len()
			}
		}
		rep = amend.Reword(rep, m.at.Span, m.text)
	}
	after, err := check(rep)
	if err != nil {
		return err
	}
	r.views = []*render.View{after}
	s.judge(r)
	old, now := before.Answer(), after.Answer()
	d := gate.Diff(old, now)
	if len(flags.format.given) == 1 && flags.format.given[0].format == "json" {
		out, err := differences(&d, now.Tool).JSON()
		s.out.Write(out)
		return err
	}
	pack := after.Pack
	for _, m := range list {
		s.out.WriteString(pack.Say(schema.Say("whatif.change", "place", before.Place(m.at), "old", m.was, "text", m.text)) + "\n")
	}
	s.out.WriteString("\n" + whatIfText(pack, &d))
	return nil
}

// whatIfText tells what changes do to the findings.
func whatIfText(pack *lang.Pack, d *gate.Difference) string {
	var b strings.Builder
	list := func(key, sign string, findings []*render.Finding) {
		if len(findings) > 0 {
			b.WriteString(pack.Say(schema.Say(key, "n", len(findings))) + "\n")
			for _, f := range findings {
				b.WriteString("  " + sign + " " + render.Brief(pack, f) + "\n")
			}
			b.WriteByte('\n')
		}
	}
	list("whatif.gone", "✓", d.Gone)
	list("whatif.new", "+", d.New)
	var changed []*render.Finding
	for _, c := range d.Changed {
		changed = append(changed, c.New)
	}
	list("whatif.changed", "~", changed)
	list("whatif.same", "·", d.Same)
	b.WriteString(pack.Say(schema.Say("whatif.sum", "gone", len(d.Gone), "new", len(d.New), "changed", len(d.Changed), "same", len(d.Same))) + "\n")
	return b.String()
}

// find is the cell or the words that a change names.
func (c *change) find(v *render.View) (schema.Location, error) {
	rep := v.Result.Report
	var hits []schema.Location
	if c.cell {
		hits = c.cells(rep)
	} else {
		hits = c.words(v)
	}
	switch {
	case len(hits) == 0:
		return schema.Location{}, fail(ExitUsage, "cli.whatif.nothing", "place", c.given)
	case len(hits) > 1:
		var names []string
		for _, h := range hits {
			names = append(names, v.Place(h))
		}
		return schema.Location{}, fail(ExitUsage, "cli.whatif.several", "place", c.given, "places", strings.Join(names, ", "))
	}
	return hits[0], nil
}

// from reports whether a source is the file that the change names.
func (c *change) from(rep *schema.Report, source int) bool {
	path := rep.Sources[source].Path
	return c.file == "" || path == c.file || filepath.Base(path) == c.file
}

// cells are the cells that the change may mean: of several sheets those whose tables
// hold the cell.
func (c *change) cells(rep *schema.Report) []schema.Location {
	var all, inTables []schema.Location
	for i, s := range rep.Sheets {
		if s.InText || !c.from(rep, s.Source) || c.sheet != "" && lang.Fold(c.sheet) != lang.Fold(s.Name) || c.ref.Row >= len(s.Cells) || c.ref.Col >= s.Width() {
			continue
		}
		at := schema.AtCell(schema.Ref{Sheet: i, Row: c.ref.Row, Col: c.ref.Col})
		all = append(all, at)
		for _, t := range rep.Tables {
			if t.Sheet == i && t.RowOf(c.ref.Row) >= 0 && t.ColumnOf(c.ref.Col) >= 0 {
				inTables = append(inTables, at)
				break
			}
		}
	}
	if len(inTables) > 0 {
		return inTables
	}
	return all
}

// words are the figure or the words of a finding that begin at the place, or hold it; in
// a table of a document, the cell there.
func (c *change) words(v *render.View) []schema.Location {
	rep := v.Result.Report
	if rep.Document == nil || !c.from(rep, rep.Document.Source) {
		return nil
	}
	var begin, hold []schema.Location
	look := func(at schema.Location) {
		loc := v.Locate(at)
		if loc.Text == nil {
			return
		}
		line := loc.Text.Line
		if line == 0 {
			line = loc.Text.Block
		}
		switch {
		case line != c.line:
		case loc.Text.Column == c.col:
			begin = append(begin, at)
		case loc.Text.Column <= c.col && c.col < loc.Text.EndColumn && (loc.Text.EndLine == 0 || loc.Text.EndLine == loc.Text.Line):
			hold = append(hold, at)
		}
	}
	for i := range v.Result.Figures {
		look(schema.AtSpan(v.Result.Figures[i].Span))
	}
	if len(begin)+len(hold) == 0 {
		for i := range v.Result.Findings {
			if f := &v.Result.Findings[i]; f.At.Kind == schema.InText {
				look(f.At)
			}
			for _, e := range v.Result.Findings[i].Evidence {
				if e.At.Kind == schema.InText {
					look(e.At)
				}
			}
			for _, x := range v.Result.Findings[i].Fixes {
				if x.At.Kind == schema.InText {
					look(x.At)
				}
			}
		}
	}
	for i, s := range rep.Sheets {
		if !s.InText {
			continue
		}
		for row := range s.Cells {
			for col := range s.Cells[row] {
				if cell := &s.Cells[row][col]; cell.Line == 0 || int(cell.Line) == c.line {
					look(schema.AtCell(schema.Ref{Sheet: i, Row: row, Col: col}))
				}
			}
		}
	}
	if len(begin) == 0 {
		begin = hold
	}
	return shortest(begin)
}

// shortest leaves, of places one within another, the ones that hold no other.
func shortest(list []schema.Location) []schema.Location {
	var out []schema.Location
	for i, a := range list {
		keep := true
		for k, b := range list {
			if i != k && a.Kind == schema.InText && b.Kind == schema.InText && a.Span.Holds(b.Span) && (a.Span != b.Span || k < i) {
				keep = false
			}
			if i > k && a == b {
				keep = false
			}
		}
		if keep {
			out = append(out, a)
		}
	}
	return out
}
