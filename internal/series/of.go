package series

import (
	"slices"
	"strings"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

// Of takes from a run what a history keeps of its tables, and the period that the report
// names.
func Of(res *audit.Result) *Report {
	rep := res.Report
	r := &Report{Lang: res.Pack.Code}
	for i := range rep.Sources {
		s := &rep.Sources[i]
		r.Sources = append(r.Sources, Source{s.Path, s.Format, s.SHA256})
	}
	for _, t := range rep.Originals() {
		if len(t.Rows) > 0 && len(t.Columns) > 0 {
			r.Tables = append(r.Tables, table(rep, t))
		}
	}
	return r
}

func table(rep *schema.Report, t *schema.Table) Table {
	s := rep.Sheets[t.Sheet]
	out := Table{Source: s.Source, Sheet: s.Name, Top: t.Top, Left: t.Left, Bottom: t.Bottom, Right: t.Right, Title: t.Title, Unit: t.Unit.Text, LabelCol: t.LabelCol}
	for _, c := range t.Captions {
		out.Captions = append(out.Captions, c.Text)
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		out.Columns = append(out.Columns, Column{c.Col, c.Path, c.Number, c.Kind, c.Unit.Text})
	}
	for i := range t.Rows {
		w := &t.Rows[i]
		out.Rows = append(out.Rows, Row{w.Row, w.Kind, w.Level, w.Ordinal, w.Label, w.Parent, w.OfWhich, w.Unit.Text})
		for col := range t.Columns {
			if k := t.Columns[col].Kind; k == schema.Ordinal || k == schema.Label || k == schema.Words || k == schema.Blank {
				continue
			}
			if c := rep.At(t.Ref(i, col)); c.Kind == schema.Numeric {
				out.Cells = append(out.Cells, Cell{i, col, c.Number, strings.TrimSpace(c.Raw)})
			}
		}
	}
	return out
}

// FindPeriod gives a report the span that most of its tables end with, as their titles and
// headers name it; else that of its prose's headings, or of the names of its sheets and
// files. head are the first words of the prose.
func FindPeriod(r *Report, head string) Span {
	pack := lang.For(r.Lang)
	votes := map[Span]int{}
	for i := range r.Tables {
		latest := latest(tableMentions(&r.Tables[i], pack))
		if !latest.IsZero() {
			votes[latest]++
		}
	}
	if s, ok := most(votes); ok {
		return s
	}
	texts := []string{head}
	for i := range r.Tables {
		texts = append(texts, r.Tables[i].Title, strings.Join(r.Tables[i].Captions, " "), r.Tables[i].Sheet)
	}
	for _, text := range append(texts, fileWords(r.Name)...) {
		for _, m := range Mentions(Words(text), pack) {
			if m.Year != 0 {
				return m.Span
			}
		}
	}
	return Span{}
}

// latest is the last span of a part of a year that is named; a whole year is often that of
// a plan, and counts only where nothing else is named.
func latest(named []Mention) Span {
	var part, whole Span
	for _, m := range named {
		switch {
		case m.Year == 0 || m.Bare:
		case m.First == 1 && m.Last == 12:
			if m.Span.Compare(whole) > 0 {
				whole = m.Span
			}
		case m.Span.Compare(part) > 0:
			part = m.Span
		}
	}
	if part.IsZero() {
		return whole
	}
	return part
}

// most is the span whose end most tables name; the span itself is the one most named of
// that end. Of equals the later one is taken.
func most(votes map[Span]int) (Span, bool) {
	ends := map[int]int{}
	for s, n := range votes {
		ends[s.Months()] += n
	}
	best := Span{}
	for s, n := range votes {
		switch b := ends[best.Months()]; {
		case best.IsZero(), ends[s.Months()] > b, ends[s.Months()] == b && s.Months() > best.Months():
			best = s
		case s.Months() == best.Months() && (n > votes[best] || n == votes[best] && s.First > best.First):
			best = s
		}
	}
	return best, !best.IsZero()
}

// tableMentions are the spans that a table's title, captions and headers name, those aside
// that something is compared with.
func tableMentions(t *Table, pack *lang.Pack) []Mention {
	out := Mentions(Words(t.Title), pack)
	for i := range t.Columns {
		out = append(out, readColumn(&t.Columns[i], pack).spans...)
	}
	return out
}

// fileWords are the parts of a path from the last on, as words of their own.
func fileWords(path string) []string {
	parts := strings.Split(path, "/")
	slices.Reverse(parts)
	for i, p := range parts {
		if dot := strings.LastIndexByte(p, '.'); i == 0 && dot > 0 {
			p = p[:dot]
		}
		parts[i] = dated(p)
	}
	return parts
}

// dated turns the dates that names of files are marked with into words: "2008-05-29",
// "052008", "2023h1".
func dated(name string) string {
	w := Words(strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(name))
	for i := range w {
		if i+1 < len(w) && len(w[i]) == 4 && len(w[i+1]) <= 2 && (w[i][:2] == "19" || w[i][:2] == "20") && w[i+1] <= "12" && w[i+1] != "" && w[i+1][0] <= '9' {
			return w[i+1] + "/" + w[i]
		}
		if len(w[i]) == 6 && (w[i][2:4] == "19" || w[i][2:4] == "20") && w[i][:2] <= "12" {
			return w[i][:2] + "/" + w[i][2:]
		}
	}
	return strings.Join(w, " ")
}
