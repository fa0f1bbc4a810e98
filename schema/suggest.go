package schema

import "strings"

// nearest gives the word that s was likely meant for: the one that fewest single
// changes, swaps of neighbours included, turn s into (optimal string alignment
// distance; Damerau 1964), if these are at most a third of its letters. "" when no
// word is that near.
func nearest(s string, words []string) string {
	best, least := "", 1<<30
	for _, w := range words {
		if d := edits([]rune(strings.ToLower(s)), []rune(w)); d < least && d <= max(1, len(w)/3) && len(w) > 1 {
			best, least = w, d
		}
	}
	return best
}

// Edits is the optimal string alignment distance of two words (Damerau 1964): how many
// letters must be changed, left out, put in or exchanged with their neighbour.
func Edits(a, b string) int { return edits([]rune(a), []rune(b)) }

func edits(a, b []rune) int {
	if len(a) > 64 {
		return 1 << 30
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
