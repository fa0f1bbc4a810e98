package history

import (
	"cmp"
	"slices"
)

func sortEditions(e []edition) {
	slices.SortStableFunc(e, func(a, b edition) int {
		return cmp.Or(a.report-b.report, a.span.Compare(b.span))
	})
}

func sortBy(words []string, less func(a, b string) bool) {
	slices.SortFunc(words, func(a, b string) int {
		switch {
		case less(a, b):
			return -1
		case less(b, a):
			return 1
		}
		return 0
	})
}
