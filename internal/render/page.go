package render

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// pageWidth is the number of columns that a page's paragraphs are broken at.
const pageWidth = 88

// Page shows a check's page on a terminal: headings stand out, paragraphs are broken
// into lines, examples keep theirs. The page is Markdown of a plain kind: headings,
// paragraphs, lists and fenced examples.
func Page(markdown string, color bool) string {
	p := pageWriter{paint: paint(color)}
	fenced := false
	for _, line := range strings.Split(strings.TrimSpace(markdown), "\n") {
		line = strings.TrimRight(line, " \t\r")
		switch {
		case strings.HasPrefix(line, "```"):
			p.flush()
			fenced = !fenced
		case fenced:
			p.WriteString("    " + clean(line) + "\n")
		case line == "":
			p.flush()
			p.WriteByte('\n')
		case strings.HasPrefix(line, "#"):
			p.flush()
			p.heading(strings.TrimSpace(strings.TrimLeft(line, "#")))
		case opensItem(line):
			p.flush()
			p.words = append(p.words, line)
		default:
			p.words = append(p.words, strings.TrimSpace(line))
		}
	}
	p.flush()
	return strings.TrimRight(p.String(), "\n") + "\n"
}

// pageWriter gathers the words of a paragraph until it ends.
type pageWriter struct {
	paint
	strings.Builder
	words []string // source lines of the paragraph
}

func (p *pageWriter) heading(words string) {
	words = plain(words)
	if p.paint {
		p.WriteString(p.in(bold, words) + "\n")
		return
	}
	p.WriteString(words + "\n" + strings.Repeat("-", displaywidth.String(words)) + "\n")
}

// flush writes the paragraph or list item that has been gathered.
func (p *pageWriter) flush() {
	if len(p.words) == 0 {
		return
	}
	first := p.words[0]
	indent := len(first) - len(strings.TrimLeft(first, " "))
	hang := indent
	if opensItem(first) {
		hang += 2
	}
	column := indent
	p.WriteString(strings.Repeat(" ", indent))
	for i, word := range strings.Fields(plain(strings.Join(p.words, " "))) {
		w := displaywidth.String(word)
		switch {
		case i == 0:
		case column+1+w > pageWidth:
			p.WriteString("\n" + strings.Repeat(" ", hang))
			column = hang
		default:
			p.WriteByte(' ')
			column++
		}
		p.WriteString(clean(word))
		column += w
	}
	p.WriteByte('\n')
	p.words = nil
}

// opensItem reports whether a line opens a list item.
func opensItem(line string) bool {
	line = strings.TrimLeft(line, " ")
	return strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ")
}

// plain drops the marks of emphasis; marks of code stay, because they part a
// reference or a command from the words around it.
func plain(words string) string { return strings.ReplaceAll(words, "**", "") }

// summaryWidth is the number of columns that a check's first sentence may take in
// the list of checks.
const summaryWidth = 72

// Checks lists checks in a table: code, name, severity and what the page of each,
// which page gives, says first.
func Checks(checks []*schema.Check, page func(*schema.Check) string, pack *lang.Pack) (string, error) {
	say := func(key string) string { return pack.Say(schema.Message{Key: key}) }
	rows := [][]string{}
	for _, c := range checks {
		rows = append(rows, []string{c.Code, c.Name, say("screen.severity." + c.Severity.String()), shorten(summaryOf(page(c)), summaryWidth)})
	}
	return grid([]string{say("screen.checks.code"), say("screen.checks.name"), say("screen.checks.severity"), say("screen.checks.title")}, rows, -1)
}

// summaryOf is the first sentence of a page's first section: what the check checks.
func summaryOf(page string) string {
	_, section, _ := strings.Cut(page, "\n## ")
	_, section, _ = strings.Cut(section, "\n")
	for _, line := range strings.Split(section, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			from, to := sentence(line, 0, 0)
			return plain(line[from:to])
		}
	}
	return ""
}
