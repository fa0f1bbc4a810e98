package testdocs

import (
	"fmt"
	"strings"
)

// paraKind is the role of a paragraph of a draft.
type paraKind uint8

const (
	plain    paraKind = iota
	heading           // "# ", "## ", "### "
	bullet            // "- "
	numbered          // "1. "
)

// Para is one paragraph of a draft: its runs, in order.
type Para struct {
	Kind  paraKind
	Level int  // of a heading
	First bool // the first item of a numbered list
	Runs  []Run
}

// Run is a piece of text with one look. A run with Note set is a mark that refers
// to a footnote; one with Break set is a hard line break.
type Run struct {
	Text  string
	Bold  bool
	Note  int // index in Draft.Notes plus one
	Break bool
}

// Draft is a draft.md: paragraphs and footnotes.
type Draft struct {
	Paras []Para
	Notes []string
}

// ParseDraft reads the subset of Markdown that the drafts use: headings, paragraphs,
// "- " and "1. " lists, **bold**, two spaces at the end of a line for a hard break,
// <sup>1</sup> for the mark of a footnote, and a paragraph that begins with the same
// mark for its text, and \* for an asterisk. Each paragraph but those with hard breaks stands on one line.
func ParseDraft(src string) (*Draft, error) {
	d := &Draft{}
	marks := map[string]int{}
	lines := strings.Split(src, "\n")
	for _, line := range lines { // footnotes first: their marks stand above them
		if mark, text, ok := noteText(line); ok {
			if marks[mark] != 0 {
				return nil, fmt.Errorf("footnote %s is written twice", mark)
			}
			d.Notes = append(d.Notes, text)
			marks[mark] = len(d.Notes)
		}
	}
	broken := false // the line above ended with a hard break
	last := plain
	for n, line := range lines {
		if _, _, ok := noteText(line); ok || strings.TrimSpace(line) == "" {
			continue
		}
		p := Para{}
		text := strings.TrimRight(line, " ")
		switch {
		case strings.HasPrefix(text, "#"):
			p.Kind = heading
			p.Level = len(text) - len(strings.TrimLeft(text, "#"))
			text = strings.TrimSpace(text[p.Level:])
		case strings.HasPrefix(text, "- "):
			p.Kind, text = bullet, text[2:]
		case ordered(text):
			p.Kind = numbered
			_, text, _ = strings.Cut(text, ". ")
			p.First = last != numbered
		}
		runs, err := parseRuns(text, marks, broken && boldOpen(d))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		if broken {
			at := &d.Paras[len(d.Paras)-1]
			at.Runs = append(append(at.Runs, Run{Break: true}), runs...)
		} else {
			p.Runs = runs
			d.Paras = append(d.Paras, p)
			last = p.Kind
		}
		broken = strings.HasSuffix(line, "  ")
	}
	return d, nil
}

// boldOpen reports whether the last run was bold, so that bold text runs on over a
// hard break.
func boldOpen(d *Draft) bool {
	runs := d.Paras[len(d.Paras)-1].Runs
	return len(runs) > 0 && runs[len(runs)-1].Bold
}

func noteText(line string) (mark, text string, ok bool) {
	rest, ok := strings.CutPrefix(line, "<sup>")
	if !ok {
		return "", "", false
	}
	mark, text, ok = strings.Cut(rest, "</sup>")
	return mark, strings.TrimSpace(unescape(text)), ok
}

// unescape takes the backslash from an escaped asterisk.
func unescape(s string) string { return strings.ReplaceAll(s, `\*`, "*") }

func ordered(s string) bool {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i > 0 && strings.HasPrefix(s[i:], ". ")
}

func parseRuns(s string, marks map[string]int, bold bool) ([]Run, error) {
	var out []Run
	for s != "" {
		i := len(s)
		for _, mark := range []string{"**", "<sup>"} {
			if j := strings.Index(s, mark); j >= 0 {
				i = min(i, j)
			}
		}
		if i > 0 {
			out = append(out, Run{Text: unescape(s[:i]), Bold: bold})
			s = s[i:]
			continue
		}
		if rest, ok := strings.CutPrefix(s, "**"); ok {
			bold, s = !bold, rest
			continue
		}
		mark, rest, ok := strings.Cut(s[len("<sup>"):], "</sup>")
		if !ok || marks[mark] == 0 {
			return nil, fmt.Errorf("mark %q has no footnote", mark)
		}
		out = append(out, Run{Note: marks[mark], Bold: bold})
		s = rest
	}
	return out, nil
}
