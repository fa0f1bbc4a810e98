package render

import "doisoat/schema"

// paint colours words for a terminal, or leaves them as they are.
type paint bool

// Styles of a terminal, as SGR parameters (ECMA-48, 8.3.117).
const (
	bold   = "1"
	faint  = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
	blue   = "1;34"
	green  = "1;32"
)

// in gives the words in a style.
func (p paint) in(style, words string) string {
	if !p || words == "" {
		return words
	}
	return "\x1b[" + style + "m" + words + "\x1b[0m"
}

// severityStyle is the style of a severity.
func severityStyle(s schema.Severity) string {
	return [...]string{schema.Note: cyan, schema.Warning: yellow, schema.Error: red}[s]
}
