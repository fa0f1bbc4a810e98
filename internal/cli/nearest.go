package cli

import "strings"

// nearest is the name that takes the fewest changed letters to reach from a word
// (Levenshtein 1966), the first of equals; names is not empty.
func nearest(word string, names []string) string {
	best, least := "", -1
	for _, n := range names {
		if d := distance(strings.ToLower(word), strings.ToLower(n)); least < 0 || d < least {
			best, least = n, d
		}
	}
	return best
}

func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
