package render

import (
	"doisoat/internal/read/input"
	"doisoat/internal/render/xlsx"
	"doisoat/schema"
)

// book makes the annotated copy of a workbook; of a file of another kind that holds
// sheets, a workbook is made first.
func (v *View) book(source int, file input.File, lim input.Limits, built bool) ([]byte, error) {
	place := map[int]int{} // of a sheet of the report in the workbook, from 1
	var sheets []*schema.Sheet
	for i, s := range v.report().Sheets {
		if s.Source == source && !s.InText {
			sheets = append(sheets, s)
			place[i] = s.Index
			if built {
				place[i] = len(sheets)
			}
		}
	}
	if built {
		data, err := xlsx.Build(sheets)
		if err != nil {
			return nil, err
		}
		file.Data = data
	}
	return xlsx.Annotate(file, lim, v.bookNotes(place))
}

// tones are the colours of severities.
var tones = [...]xlsx.Tone{schema.Note: xlsx.Note, schema.Warning: xlsx.Warning, schema.Error: xlsx.Error}

// bookNotes are the comments for a workbook and its list of all findings. place gives
// the sheets of the workbook by their index in the report.
func (v *View) bookNotes(place map[int]int) xlsx.Notes {
	n := xlsx.Notes{Author: v.say("note.author")}
	inBook := func(at schema.Location) bool { return at.Kind == schema.InCell && place[at.Ref.Sheet] > 0 }
	mark := func(ref schema.Ref, tone xlsx.Tone, lines []Line) {
		m := xlsx.Mark{Sheet: place[ref.Sheet], Row: ref.Row, Col: ref.Col, Tone: tone}
		for _, l := range lines {
			m.Lines = append(m.Lines, xlsx.Line{Text: l.Text, Bold: l.Bold})
		}
		n.Marks = append(n.Marks, m)
	}
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		if !f.Counts() {
			continue
		}
		if inBook(f.At) {
			mark(f.At.Ref, tones[f.Severity], v.noteLines(f))
			continue
		}
		for _, ref := range v.against(f) {
			if place[ref.Sheet] > 0 {
				mark(ref, xlsx.Related, v.relatedLines(f))
			}
		}
	}
	n.List = v.findingList(place)
	return n
}

// against are the cells that speak against the prose of a finding, or that would be
// mended if the prose were right; each once.
func (v *View) against(f *schema.Finding) []schema.Ref {
	var out []schema.Ref
	seen := map[schema.Ref]bool{}
	add := func(at schema.Location) {
		if at.Kind == schema.InCell && !seen[at.Ref] {
			seen[at.Ref] = true
			out = append(out, at.Ref)
		}
	}
	for _, e := range f.Evidence {
		if e.Role == "cell" || e.Role == "omitted" {
			add(e.At)
		}
	}
	for _, x := range f.Fixes {
		add(x.At)
	}
	return out
}

// relatedLines tell in the appendix what the draft says.
func (v *View) relatedLines(f *schema.Finding) []Line {
	loc := v.location(f.At)
	loc.Path = baseName(loc.Path)
	return []Line{
		{v.say("note.related", "severity", v.say("screen.severity."+f.Severity.String()), "code", f.Code, "place", v.place(loc)), true},
		{clean(v.Pack.Say(f.Message)), false},
	}
}

// findingList is the sheet that lists the findings.
func (v *View) findingList(place map[int]int) xlsx.List {
	counts := v.findings()
	l := xlsx.List{
		Name:  v.say("note.sheet"),
		Title: v.say("note.list.title"),
		Note: v.say("note.list.counts", "errors", counts[schema.Error], "warnings", counts[schema.Warning],
			"notes", counts[schema.Note], "undecided", v.figures().Undecided),
		Widths: []int{6, 11, 8, 52, 26, 14, 14, 14, 52},
	}
	for _, key := range []string{"number", "severity", "code", "message", "place", "cell", "reported", "computed", "mend"} {
		l.Header = append(l.Header, v.word("note.column.", key))
	}
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		loc := v.location(f.At)
		loc.Path = baseName(loc.Path)
		where := xlsx.Entry{Text: v.place(loc)}
		cell := xlsx.Entry{}
		link := func(e *xlsx.Entry, ref schema.Ref) { e.Sheet, e.Row, e.Col = place[ref.Sheet], ref.Row, ref.Col }
		switch {
		case f.At.Kind == schema.InCell && place[f.At.Ref.Sheet] > 0:
			link(&where, f.At.Ref)
			cell.Text = schema.A1(f.At.Ref.Row, f.At.Ref.Col)
			link(&cell, f.At.Ref)
		case f.At.Kind == schema.InSheet && place[f.At.Ref.Sheet] > 0:
			link(&where, schema.Ref{Sheet: f.At.Ref.Sheet})
		default:
			for _, ref := range v.against(f) {
				if place[ref.Sheet] > 0 {
					cell.Text = schema.A1(ref.Row, ref.Col)
					link(&cell, ref)
					break
				}
			}
		}
		mend := ""
		for j, x := range f.Fixes {
			if j > 0 {
				mend += "\n"
			}
			mend += itoa(j+1) + ") " + clean(v.Pack.Say(x.Title))
		}
		l.Rows = append(l.Rows, []xlsx.Entry{
			{Text: itoa(i + 1)},
			{Text: upperFirst(v.say("screen.severity." + f.Severity.String())), Tone: tones[f.Severity], Toned: true},
			{Text: f.Code}, {Text: clean(v.Pack.Say(f.Message))}, where, cell,
			{Text: clean(f.Reported)}, {Text: clean(f.Computed)}, {Text: mend},
		})
	}
	return l
}
