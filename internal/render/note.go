package render

import (
	"strings"

	"doisoat/schema"
)

// Line is one line of the note of a finding.
type Line struct {
	Text string
	Bold bool
}

// noteLines tell a finding in a comment: what is wrong, the proof, the likely cause and
// the ways to mend it.
func (v *View) noteLines(f *schema.Finding) []Line {
	head := strings.ToUpper(v.say("screen.severity."+f.Severity.String())) + " " + f.Code
	lines := []Line{{head + ": " + clean(v.Pack.Say(f.Message)), true}}
	proofs := v.proofs(f)
	if len(proofs) > 0 {
		lines = append(lines, Line{v.say("note.proof"), true})
		for _, p := range proofs {
			lines = append(lines, Line{"• " + p, false})
		}
	}
	for _, why := range v.why(f) {
		lines = append(lines, Line{upperFirst(strings.TrimSuffix(clean(why), ".")) + ".", false})
	}
	if len(f.Fixes) > 0 {
		lines = append(lines, Line{v.say("note.mend"), true})
		for i, x := range f.Fixes {
			lines = append(lines, Line{itoa(i+1) + ") " + clean(v.Pack.Say(x.Title)), false})
		}
	}
	return lines
}

// proofs are the places that prove a finding, and the arithmetic of the cell that
// decides it.
func (v *View) proofs(f *schema.Finding) []string {
	var out []string
	shown := f.Evidence
	if len(shown) > mostEvidence {
		shown = shown[:mostEvidence-1]
	}
	for i := range shown {
		out = append(out, v.proof(&shown[i], f))
	}
	if left := len(f.Evidence) - len(shown); left > 0 {
		out = append(out, v.say("note.more", "n", left))
	}
	for _, s := range v.sumsOf(f) {
		out = append(out, v.say("note.sum", "rule", s.Rule, "figures", s.Figures))
	}
	return out
}

// sumsOf is the arithmetic of the cell that a finding is about: its own, or the one
// that contradicts the prose.
func (v *View) sumsOf(f *schema.Finding) []Sum {
	if f.At.Kind == schema.InCell {
		return v.sums(f.At.Ref)
	}
	for _, e := range f.Evidence {
		if e.Role == "cell" && e.At.Kind == schema.InCell {
			return v.sums(e.At.Ref)
		}
	}
	return nil
}

// shortPlace names a place without the path of the file where it is clear.
func (v *View) shortPlace(loc Location, beside schema.Location) string {
	if i := v.report().SourceOf(beside); loc.Cell == nil && i < len(v.report().Sources) && loc.Path == v.report().Sources[i].Path {
		loc.Path = ""
		return strings.TrimPrefix(v.place(loc), ":")
	}
	loc.Path = baseName(loc.Path)
	if loc.Cell != nil && loc.Cell.Sheet != "" {
		return quoteSheet(clean(loc.Cell.Sheet)) + "!" + loc.Cell.Ref
	}
	return v.place(loc)
}

// baseName is the last step of a path, with the separators of any system.
func baseName(path string) string { return path[strings.LastIndexAny(path, `/\`)+1:] }

// upperFirst begins words with a capital.
func upperFirst(words string) string {
	for i, r := range words {
		return strings.ToUpper(string(r)) + words[i+len(string(r)):]
	}
	return words
}
