package pdf

import "slices"

// largeType is how much larger than that of the text the type of a heading is at least.
const largeType = 1.1

// maxHeadings bounds the sizes of type that tell headings apart.
const maxHeadings = 6

// headings gives the level of the headings that are set in bold type of a size, by
// size; only type larger than that of the text tells a heading.
func (d *document) headings() map[float64]int {
	var all []line
	for _, it := range d.items {
		if it.paragraph != nil {
			all = append(all, it.paragraph.lines...)
		}
	}
	body := bodySize(all)
	var sizes []float64
	for _, it := range d.items {
		if it.paragraph == nil {
			continue
		}
		if l := &it.paragraph.lines[0]; l.size >= body*largeType && it.paragraph.bold() && !slices.Contains(sizes, l.size) {
			sizes = append(sizes, l.size)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int {
		if a > b {
			return -1
		}
		return 1
	})
	level := map[float64]int{}
	for i, s := range sizes {
		level[s] = min(i+1, maxHeadings)
	}
	return level
}
