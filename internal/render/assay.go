package render

import (
	"slices"
	"strings"

	"doisoat/internal/assay"
	"doisoat/internal/render/page"
	"doisoat/schema"
)

// Assay is what `doisoat assay --format json` prints.
type Assay struct {
	// Version is the version of this format.
	Version int     `json:"version" jsonschema:"enum=1"`
	Tool    Tool    `json:"tool"`
	Inputs  []Input `json:"inputs"`
	// Slips is how many slips the report allows, Tried how many of them were made.
	Slips int `json:"slips"`
	Tried int `json:"tried"`
	// Classes are the sums by what was changed and how.
	Classes []AssayClass `json:"classes"`
	// Places are the cells, figures and words that were changed, each with its sums.
	Places []AssayPlace `json:"places"`
}

// AssayClass is one kind of slip.
type AssayClass struct {
	// Where is what was changed: a cell, a figure of the prose, words of it, names of rows.
	Where string `json:"where" jsonschema:"enum=cell,enum=figure,enum=words,enum=names"`
	Class string `json:"class"`
	AssayScore
}

// AssayScore is what became of slips.
type AssayScore struct {
	Tried int `json:"tried"`
	// First counts the slips whose place is the first-named cause.
	First int `json:"first"`
	// Elsewhere counts those that were noticed at another place.
	Elsewhere int `json:"elsewhere"`
	Missed    int `json:"missed"`
	// Holds counts, of the missed, those with which the report is still true: the figure
	// ties within its rounding.
	Holds int `json:"holds"`
}

// AssayPlace is one place and what became of the slips made there.
type AssayPlace struct {
	Location Location `json:"location"`
	Text     string   `json:"text"`
	// Ruled says of a cell that it takes part in a rule.
	Ruled bool `json:"ruled,omitempty"`
	AssayScore
}

func (s *AssayScore) add(o *assay.Outcome) {
	s.Tried++
	switch o.Fate {
	case assay.First:
		s.First++
	case assay.Elsewhere:
		s.Elsewhere++
	default:
		s.Missed++
		if o.Holds {
			s.Holds++
		}
	}
}

// seen is the share of slips that were noticed among those that are untrue, in percent.
func (s *AssayScore) seen() string {
	n := s.Tried - s.Holds
	if n == 0 {
		return "–"
	}
	return itoa((s.First+s.Elsewhere)*100/n) + "%"
}

// blind reports whether most untrue slips at a place go unnoticed.
func (s *AssayScore) blind() bool { return 2*(s.Missed-s.Holds) > s.Tried-s.Holds }

// NewAssay puts an assay into the form in which it is printed.
func (v *View) NewAssay(r *assay.Result) *Assay {
	a := &Assay{Version: 1, Tool: Tool{Name: "doisoat", Version: v.Version}, Inputs: v.Answer().Inputs, Slips: r.Of, Tried: len(r.Outcomes), Classes: []AssayClass{}, Places: []AssayPlace{}}
	for _, where := range []assay.Where{assay.InFigure, assay.InWords, assay.InTable, assay.InNames} {
		for _, class := range assay.Classes {
			c := AssayClass{Where: where.String(), Class: class}
			for i := range r.Outcomes {
				if o := &r.Outcomes[i]; o.Where == where && o.Class == class {
					c.add(o)
				}
			}
			if c.Tried > 0 {
				a.Classes = append(a.Classes, c)
			}
		}
	}
	at := map[schema.Location]int{}
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		n, known := at[o.At[0]]
		if !known {
			n = len(a.Places)
			at[o.At[0]] = n
			a.Places = append(a.Places, AssayPlace{Location: v.location(o.At[0]), Text: o.Was, Ruled: o.Ruled})
		}
		a.Places[n].add(o)
	}
	return a
}

// JSON is the assay as text.
func (a *Assay) JSON() ([]byte, error) { return encodeLines(a) }

// AssayText is an assay for a person: what was noticed, by kind of slip, and the blind
// spots: figures and cells that may be wrong without a word.
func (v *View) AssayText(a *Assay, r *assay.Result) (string, error) {
	w := &writer{View: v, width: lineWidth}
	w.line(w.say("assay.tried", "tried", a.Tried, "slips", a.Slips))
	w.line()
	header, rows := v.assaySums(a)
	table, err := grid(header, rows, 2)
	if err != nil {
		return "", err
	}
	w.WriteString(table)
	w.line(w.say("assay.legend"))
	w.line()
	w.blindFigures(a)
	w.blindColumns(a, r)
	return w.String(), nil
}

// assaySums are the sums by kind of slip, as a table.
func (v *View) assaySums(a *Assay) (header []string, rows [][]string) {
	header = []string{v.say("assay.column.where"), v.say("assay.column.class")}
	for _, key := range []string{"tried", "first", "elsewhere", "missed", "holds", "seen"} {
		header = append(header, v.word("assay.column.", key))
	}
	var all AssayScore
	for i := range a.Classes {
		c := &a.Classes[i]
		where := ""
		if i == 0 || a.Classes[i-1].Where != c.Where {
			where = v.word("assay.where.", c.Where)
		}
		rows = append(rows, []string{where, v.word("assay.class.", c.Class), itoa(c.Tried), itoa(c.First), itoa(c.Elsewhere), itoa(c.Missed), itoa(c.Holds), c.seen()})
		all = AssayScore{all.Tried + c.Tried, all.First + c.First, all.Elsewhere + c.Elsewhere, all.Missed + c.Missed, all.Holds + c.Holds}
	}
	rows = append(rows, []string{v.say("assay.all"), "", itoa(all.Tried), itoa(all.First), itoa(all.Elsewhere), itoa(all.Missed), itoa(all.Holds), all.seen()})
	return header, rows
}

// blindFigures lists the figures of the prose that may be wrong without a word.
func (w *writer) blindFigures(a *Assay) {
	first := true
	for i := range a.Places {
		p := &a.Places[i]
		if p.Location.Text == nil || p.Location.Table != nil || !p.blind() {
			continue
		}
		if first {
			first = false
			w.line(w.in(bold, w.say("assay.blind.figures")))
		}
		w.line("  ", w.place(p.Location), ": ", clean(p.Text), " ", w.say("assay.blind.of", "missed", p.Missed-p.Holds, "tried", p.Tried-p.Holds))
	}
	if n := w.figures().Undecided; n > 0 {
		w.line("  ", w.say("assay.blind.undecided", "n", n))
	}
	if !first {
		w.line()
	}
}

// blindColumns lists, for each column of a table, the cells that may be wrong without a
// word, and what would cover them.
func (w *writer) blindColumns(a *Assay, r *assay.Result) {
	type column struct {
		cells, blind int
		refs         []string
	}
	for _, t := range r.Base.Report.Originals() {
		sums := make([]column, len(t.Columns))
		seen := map[schema.Ref]bool{}
		for i := range r.Outcomes {
			o := &r.Outcomes[i]
			ref := o.At[0].Ref
			if o.Where != assay.InTable || ref.Sheet != t.Sheet || seen[ref] || t.RowOf(ref.Row) < 0 || t.ColumnOf(ref.Col) < 0 {
				continue
			}
			seen[ref] = true
			n := slices.IndexFunc(a.Places, func(p AssayPlace) bool { return p.Location == w.location(o.At[0]) })
			c := &sums[t.ColumnOf(ref.Col)]
			c.cells++
			if n >= 0 && a.Places[n].blind() {
				c.blind++
				c.refs = append(c.refs, schema.A1(ref.Row, ref.Col))
			}
		}
		first := true
		for col := range sums {
			c := &sums[col]
			if c.blind == 0 {
				continue
			}
			if first {
				first = false
				title := t.Title
				if title == "" {
					title = w.report().Sheets[t.Sheet].Name
				}
				w.line(w.in(bold, w.say("assay.blind.table", "table", shorten(title, lineWidth))))
			}
			cells := c.refs[0]
			if len(c.refs) > 1 {
				cells += "…" + c.refs[len(c.refs)-1]
			}
			w.line("  ", w.say("assay.blind.column", "column", shorten(t.Columns[col].Title(), lineWidth/2), "blind", c.blind, "cells", c.cells, "refs", cells), w.cover(t, col))
		}
		if !first {
			w.line()
		}
	}
}

// cover says what would make slips of a column show.
func (w *writer) cover(t *schema.Table, col int) string {
	across, down := false, false
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Axis == schema.Across && (r.Target == col || slices.Contains(r.Expr.Vars(), col)) && r.Relation == schema.Equal {
			across = true
		}
		if r.Axis == schema.Down && r.Relation == schema.Equal && slices.Contains(r.Over, col) {
			down = true
		}
	}
	switch {
	case !across && !down:
		return " " + w.say("assay.cover.none")
	case !across:
		return " " + w.say("assay.cover.total")
	case !down:
		return " " + w.say("assay.cover.across")
	}
	return ""
}

// steps of a heat map, from nothing shown to all.
var steps = []string{"s0", "s1", "s2", "s3", "s4"}

// step is the step of a place, and the words for it.
func (v *View) step(s *AssayScore) (key, words string) {
	n, shown := s.Tried-s.Holds, s.First+s.Elsewhere
	words = v.say("assay.heat.place", "shown", shown, "tried", n)
	switch {
	case n == 0:
		return "", ""
	case shown == n:
		key = "s4"
	case 10*shown >= 9*n:
		key = "s3"
	case 2*shown >= n:
		key = "s2"
	case shown > 0:
		key = "s1"
	default:
		key = "s0"
	}
	return key, words
}

// AssayHTML is an assay as a page: its sums, and the draft and the tables with how much
// shows at each figure.
func (v *View) AssayHTML(a *Assay, r *assay.Result) ([]byte, error) {
	p := v.page()
	h := &page.Heat{Intro: v.say("assay.tried", "tried", a.Tried, "slips", a.Slips), Legend: v.say("assay.legend"), Blind: v.assayLines(a, r)}
	for _, s := range steps {
		h.Steps = append(h.Steps, page.Name{Key: s, Words: v.say("assay.heat." + s)})
	}
	h.Head, h.Rows = v.assaySums(a)
	p.Heat, p.Title = h, v.say("assay.heat.title", "title", p.Title)
	score := map[schema.Location]*AssayScore{}
	for i := range r.Outcomes {
		o := &r.Outcomes[i]
		if score[o.At[0]] == nil {
			score[o.At[0]] = &AssayScore{}
		}
		score[o.At[0]].add(o)
	}
	for i := range v.Result.Figures {
		if s := score[schema.AtSpan(v.Result.Figures[i].Span)]; s != nil {
			p.Figures[i].Heat, p.Figures[i].HeatWords = v.step(s)
		}
	}
	n := 0
	for i := range v.report().Sheets {
		if len(v.report().Sheets[i].Cells) == 0 {
			continue
		}
		t := &p.Tables[n]
		n++
		for row := range t.Rows {
			for col := range t.Rows[row].Cells {
				if s := score[schema.AtCell(schema.Ref{Sheet: i, Row: row, Col: col})]; s != nil {
					c := &t.Rows[row].Cells[col]
					c.Heat, c.HeatWords = v.step(s)
				}
			}
		}
	}
	return p.HTML()
}

// assayLines are the blind spots, a line each; those that go with the line before begin
// with a blank.
func (v *View) assayLines(a *Assay, r *assay.Result) (out []string) {
	w := &writer{View: v, width: lineWidth}
	w.blindFigures(a)
	w.blindColumns(a, r)
	for line := range strings.Lines(w.String()) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			out = append(out, line)
		}
	}
	return out
}
