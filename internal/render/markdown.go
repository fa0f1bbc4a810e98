package render

import (
	"strings"

	"doisoat/schema"
)

// Markdown is the run as a review note, ready to be pasted into a message.
func (v *View) Markdown() ([]byte, error) {
	var b strings.Builder
	line := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteByte('\n')
	}
	rep, f, c := v.report(), v.figures(), v.cells()
	line("# ", v.say("sheet.title"))
	line()
	for i := range rep.Sources {
		role := v.say("sheet.appendix")
		if d := rep.Document; d != nil && d.Source == i {
			role = v.say("sheet.draft")
		}
		line("- **", role, ":** ", inline(baseName(rep.Sources[i].Path)))
	}
	words, _ := v.conclude()
	line("- **", words, "**")
	line()
	line("| | ", v.say("screen.summary.total"), " | ", v.say("screen.summary.tied"), " | ", v.say("screen.summary.contradicted"), " | ", v.say("screen.summary.rounding"), " | ", v.say("screen.summary.undecided"), " | ", v.say("screen.summary.notclaim"), " |")
	line("|---|--:|--:|--:|--:|--:|--:|")
	line("| ", v.say("screen.summary.figures"), " | ", itoa(f.Total), " | ", itoa(f.Tied), " | ", itoa(f.Contradicted), " | ", itoa(f.Rounding), " | ", itoa(f.Undecided), " | ", itoa(f.NotClaim), " |")
	line("| ", v.say("screen.summary.cells"), " | ", itoa(c.Numeric), " | ", itoa(c.Consistent), " | ", itoa(c.Contradicted), " | | ", itoa(c.Undecided), " | |")
	n := 0
	for _, s := range []schema.Severity{schema.Error, schema.Warning, schema.Note} {
		if v.findings()[s] == 0 {
			continue
		}
		line()
		line("## ", v.word("sheet.", s.String()))
		for i := range v.Result.Findings {
			if f := &v.Result.Findings[i]; f.Counts() && f.Severity == s {
				n++
				v.markdownFinding(line, n, &v.Result.Findings[i])
			}
		}
	}
	v.markdownPassed(line)
	if f.Undecided > 0 {
		line()
		line("## ", v.say("page.undecided"))
		line()
		for i := range v.Result.Figures {
			if g := &v.Result.Figures[i]; g.Verdict == schema.Undecided {
				why := ""
				if !g.Why.IsZero() {
					why = ": " + v.Pack.Say(g.Why)
				}
				loc := v.location(schema.AtSpan(g.Span))
				loc.Path = baseName(loc.Path)
				line("- ", inline(g.Text), " (", inline(v.place(loc)), ")", inline(why))
			}
		}
	}
	return []byte(b.String()), nil
}

// markdownFinding writes one finding: what is wrong and where, the words of the draft,
// the proof and the ways to mend it.
func (v *View) markdownFinding(line func(...string), n int, f *schema.Finding) {
	loc := v.location(f.At)
	loc.Path = baseName(loc.Path)
	line()
	line(itoa(n), ". **", inline(clean(v.Pack.Say(f.Message))), "** (", f.Code, ", ", inline(v.place(loc)), ")")
	if f.At.Kind == schema.InText {
		text, start, end := (&writer{View: v}).quoteText(f.At.Span)
		excerpt, _, _ := window(text, start, end, lineWidth)
		line("   > ", inline(excerpt))
	}
	for _, p := range v.proofs(f) {
		line("   - ", inline(p))
	}
	for _, why := range v.why(f) {
		line("   - ", inline(upperFirst(clean(why))))
	}
	for _, x := range f.Fixes {
		line("   - **", v.say("sheet.mend"), ":** ", inline(clean(v.Pack.Say(x.Title))))
	}
}

// markdownPassed lists the findings that do not count, with the reason.
func (v *View) markdownPassed(line func(...string)) {
	first := true
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		if f.Counts() {
			continue
		}
		if first {
			first = false
			line()
			line("## ", v.say("gate.passed"))
			line()
		}
		loc := v.location(f.At)
		loc.Path = baseName(loc.Path)
		line("- ", inline(clean(v.Pack.Say(f.Message))), " (", f.Code, ", ", inline(v.place(loc)), "): ", inline(v.standing(f)))
	}
}

// inline keeps words of the report from being read as markup.
func inline(words string) string {
	var b strings.Builder
	for _, r := range clean(words) {
		if strings.ContainsRune("\\`*_[]<>|#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
