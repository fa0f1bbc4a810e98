package render

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"doisoat/schema"
)

// contextWords is how many words on each side of a finding's words go into its
// fingerprint when no unit and no indicator name what it is about.
const contextWords = 4

// Fingerprints gives each finding a short name that stays the same across runs and
// across edits elsewhere: a hash of its code, unit, indicator, the words reported,
// and, where these do not say what it is about, the words around. No path, line or
// cell goes in. Of findings that would share a name, the second and later ones get
// their ordinal as a suffix.
func (v *View) Fingerprints() []string {
	if v.Names != nil {
		return v.Names
	}
	out := make([]string, len(v.Result.Findings))
	seen := map[string]int{}
	for i := range v.Result.Findings {
		name := v.fingerprint(&v.Result.Findings[i])
		seen[name]++
		if n := seen[name]; n > 1 {
			name += "-" + itoa(n)
		}
		out[i] = name
	}
	return out
}

func (v *View) fingerprint(f *schema.Finding) string {
	parts := []string{f.Code, f.Unit, f.Indicator, strings.Join(f.Units, "\x1f"), f.Reported}
	if f.At.Kind == schema.InText {
		parts = append(parts, v.report().Document.Text(f.At.Span))
	}
	if f.Unit == "" || f.Indicator == "" {
		parts = append(parts, v.context(f.At))
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1e")))
	return hex.EncodeToString(sum[:8])
}

// context gives the words around a place: the nearest words of its sentence without
// their figures, or the raw text of the cell and of the label of its row.
func (v *View) context(at schema.Location) string {
	rep := v.report()
	switch at.Kind {
	case schema.InText:
		if rep.Document == nil || at.Span.Block >= len(rep.Document.Blocks) {
			return ""
		}
		b := &rep.Document.Blocks[at.Span.Block]
		from, to := excerptOf(b, at.Span.Start, at.Span.End)
		before := plainWords(b.Text[from:max(from, at.Span.Start)])
		after := plainWords(b.Text[min(to, at.Span.End):to])
		before = before[max(0, len(before)-contextWords):]
		after = after[:min(len(after), contextWords)]
		return strings.Join(before, " ") + "\x1f" + strings.Join(after, " ")
	case schema.InCell:
		words := []string{rep.Sheets[at.Ref.Sheet].Name, rep.At(at.Ref).Raw}
		for _, t := range rep.Tables {
			if t.Sheet != at.Ref.Sheet {
				continue
			}
			if r := t.RowOf(at.Ref.Row); r >= 0 {
				words = append(words, t.Rows[r].Label)
			}
			if c := t.ColumnOf(at.Ref.Col); c >= 0 {
				words = append(words, t.Columns[c].Title())
			}
		}
		return strings.Join(words, "\x1f")
	case schema.InSheet:
		return rep.Sheets[at.Ref.Sheet].Name
	}
	return ""
}

// plainWords splits a text into its words of letters; figures are left out, so that
// mending one does not rename the findings beside it.
func plainWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}
