package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/schema"
)

// Bounds of what is taken for a heading, in characters.
const (
	longHeading = 110 // of a numbered one
	bareHeading = 70  // of one without a number
	shortText   = 80  // what follows a heading without a number is longer, or a sentence
)

// heads finds the headings among the paragraphs: plain text has no other sign of them
// than that they are short, end in no full stop, and that text follows. A number heads
// when what follows is not the next item of its list.
func heads(blocks []schema.Block) {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != schema.Paragraph && b.Kind != schema.ListItem || i+1 == len(blocks) || !titled(b.Text) {
			continue
		}
		next := &blocks[i+1]
		level := rank(b.Marker)
		switch {
		case b.Marker != "" && level > 0:
			if utf8.RuneCountInString(b.Text) > longHeading || next.Kind != schema.TableBlock && rank(next.Marker) == level {
				continue
			}
		case b.Marker == "" && capitals(b.Text) && next.Kind != schema.TableBlock && !capitals(next.Text) && (i == 0 || !capitals(blocks[i-1].Text)):
			level = 1
		case b.Marker == "" && i > 0:
			if utf8.RuneCountInString(b.Text) > bareHeading || next.Kind == schema.TableBlock || next.Marker == "" && !sentence(next.Text) || !between(&blocks[i-1]) {
				continue
			}
			level = bareLevel
		default:
			continue
		}
		b.Kind, b.Level = schema.Heading, level
		if level == 1 && next.Marker == "" && titled(next.Text) {
			next.Bold = true // the title of the document
		}
	}
}

// titled reports whether a text may be a heading: one line that begins with a capital
// and ends without a stop.
func titled(s string) bool {
	s = strings.TrimSpace(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if s == "" || strings.ContainsAny(s, "\n\t") || strings.ContainsRune(".,;:!?/-–…", last) {
		return false
	}
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

// capitals reports a text in capital letters alone, as the name of a kind of document is
// ("BÁO CÁO") and the lines of a letterhead are.
func capitals(s string) bool {
	return strings.ToUpper(s) == s && strings.ContainsFunc(s, unicode.IsLetter) && utf8.RuneCountInString(s) <= bareHeading
}

// sentence reports a text that is more than a line of a letterhead.
func sentence(s string) bool {
	s = strings.TrimSpace(s)
	return utf8.RuneCountInString(s) > shortText || strings.HasSuffix(s, ".") && strings.Contains(s, " ")
}

// between reports whether a heading without a number may follow a block: the end of a
// text, but no line of a letterhead or of a signature.
func between(b *schema.Block) bool {
	return b.Kind == schema.TableBlock || b.Marker != "" || sentence(b.Text)
}

// bareLevel is below the headings that have numbers.
const bareLevel = 6

// rank is the level that a marker gives to a heading below the title: Roman numerals and capital
// letters, numbers, numbers of more parts; 0 for what heads nothing.
func rank(marker string) int {
	m := strings.Trim(marker, ".() ")
	switch {
	case m == "" || strings.ContainsAny(marker, "()"):
		return 0
	case strings.Trim(m, "IVXLC") == "", len(m) == 1 && m[0] >= 'A' && m[0] <= 'Z':
		return 2
	case strings.Trim(m, "0123456789.") == "":
		return min(3+strings.Count(m, "."), bareLevel-1)
	}
	return 0
}
