package pdf

import (
	"cmp"
	"slices"
)

// near is how far apart, in points, two lines may be that are meant as one.
const near = 2

// join runs together the rules that lie on one line and touch, dots of a dotted line
// included.
func join(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int {
		if a.down != b.down {
			if a.down {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var out []rule
	for i := 0; i < len(rules); {
		j := i + 1
		for j < len(rules) && rules[j].down == rules[i].down && rules[j].at-rules[i].at <= near {
			j++
		}
		group := rules[i:j]
		slices.SortFunc(group, func(a, b rule) int { return cmp.Compare(a.from, b.from) })
		at := group[0].at
		for _, r := range group {
			if n := len(out); n > 0 && out[n-1].down == r.down && out[n-1].at == at && r.from-out[n-1].to <= near {
				out[n-1].to = max(out[n-1].to, r.to)
				continue
			}
			r.at = at
			out = append(out, r)
		}
		i = j
	}
	return out
}
