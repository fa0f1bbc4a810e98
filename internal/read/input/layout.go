package input

import (
	"strings"

	"doisoat/schema"
)

// Layout reports whether a table only sets text side by side, as the head and the
// signatures of an official letter do (Decree 30/2020/NĐ-CP): a single cell, or few
// rows of at most two columns without a figure. Width is the length of its longest row.
func Layout(cells [][]schema.Cell, width int) bool {
	filled := 0
	for _, row := range cells {
		for _, c := range row {
			if c.Raw != "" {
				filled++
			}
			if figure(c.Raw) {
				return len(cells) == 1 && len(row) == 1
			}
		}
	}
	return width == 1 || filled <= 1 || width == 2 && len(cells) <= 4
}

// figure reports whether a cell holds a number and nothing else.
func figure(s string) bool {
	digits := false
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case strings.ContainsRune(".,% -\u00a0", r):
		default:
			return false
		}
	}
	return digits
}
