package recognize

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// runs finds sums among rows by their figures: a row that equals the sum of the run
// of rows right after or before it. What is summed up is then passed over, so that
// sums of sums are found in later rounds.
func (d *finder) runs(known []foot) []foot {
	rows := d.t.Rows
	var anchors []int
	for c := range d.t.Columns {
		if d.additive(c) {
			anchors = append(anchors, c)
		}
	}
	if len(anchors) == 0 {
		return nil
	}
	if len(anchors) > 4 {
		anchors = anchors[:4]
	}
	absorbed := map[int]bool{}
	for _, ft := range known {
		for _, p := range ft.parts {
			absorbed[p] = true
		}
	}
	var found []foot
	cost := log2(int64(len(d.data)*2*len(anchors)), 1)
	for round := 0; round < 4; round++ {
		var active []int
		for _, i := range d.data {
			if !absorbed[i] {
				active = append(active, i)
			}
		}
		changed := false
		for k, t := range active {
			if d.sums[t] || absorbed[t] {
				continue
			}
			for _, step := range []int{1, -1} {
				ft, ok := d.run(active, k, step, anchors, absorbed)
				if !ok {
					continue
				}
				ft.named = rows[t].Kind == schema.TotalRow
				if d.someOf(ft.parts) && len(ft.held) < len(ft.tested) {
					continue
				}
				if !(ft.named && ft.confirmed()) && (len(ft.held) < 3 || len(ft.held)*10 < len(ft.tested)*6 || ft.sure < needBits+cost) {
					continue
				}
				found = append(found, ft)
				d.sums[t] = true
				for _, p := range ft.parts {
					absorbed[p] = true
				}
				changed = true
				break
			}
		}
		if !changed {
			break
		}
	}
	return found
}

// scattered looks for two or three rows after a total, the first of them right under
// it, that add up to it with details in between ("Trung ương", some of its
// ministries, "Địa phương"). The figures alone must bear them out.
func (d *finder) scattered(t int, known []foot) (foot, bool) {
	const reach = 60
	absorbed := map[int]bool{}
	for _, ft := range known {
		for _, p := range ft.parts {
			absorbed[p] = true
		}
	}
	var after []int
	for _, i := range d.data {
		if i > t && !absorbed[i] && !d.rowsApart(t, i) && len(after) < reach {
			after = append(after, i)
		}
	}
	var best foot
	tried := 0
	try := func(parts ...int) {
		tried++
		if ft := d.tryFoot(t, parts); len(ft.held) > len(best.held) {
			ft.parts = slices.Clone(parts)
			best = ft
		}
	}
	for j := 1; j < len(after); j++ {
		try(after[0], after[j])
	}
	if best.parts == nil || len(best.held)*2 < len(best.tested) {
		for j := 1; j < len(after); j++ {
			for k := j + 1; k < len(after); k++ {
				try(after[0], after[j], after[k])
			}
		}
	}
	best.named = true
	ok := best.parts != nil && !(d.someOf(best.parts) && len(best.held) < len(best.tested)) && len(best.held) > 1 && len(best.held)*10 >= len(best.tested)*6 &&
		best.bits >= needBits+log2(int64(tried), 1)
	return best, ok
}

// someOf reports whether rows stand under a heading that lists only some of what there
// is ("by some countries").
func (d *finder) someOf(rows []int) bool {
	for _, r := range rows {
		if p := d.t.Rows[r].Parent; p >= 0 && d.t.Rows[p].Kind == schema.SectionRow && hasAny(lang.Fold(d.t.Rows[p].Label), d.pack.Table.Partial) {
			return true
		}
	}
	return false
}

// run looks for the run of active rows beside one of them that adds up to it in one
// of the anchor columns, and checks it in all.
func (d *finder) run(active []int, k, step int, anchors []int, absorbed map[int]bool) (foot, bool) {
	t := active[k]
	f := d.f
	var best foot
	for _, c := range anchors {
		ti := f.at(t, c)
		if !f.has[ti] || f.v[ti] <= 0 {
			continue
		}
		var sum int64
		width := f.half[ti]
		var parts []int
		for j := k + step; j >= 0 && j < len(active); j += step {
			p := active[j]
			if absorbed[p] {
				continue
			}
			i := f.at(p, c)
			if !f.has[i] && !f.nought[i] || f.v[i] < 0 {
				break
			}
			if d.rowsApart(t, p) {
				break
			}
			sum += f.v[i]
			width += f.slack[i]
			parts = append(parts, p)
			if sum > f.v[ti]+width {
				break
			}
			if len(parts) > 1 && f.v[ti]-sum <= width {
				set := slices.Clone(parts)
				slices.Sort(set)
				if ft := d.tryFoot(t, set); len(ft.held) > len(best.held) {
					best = ft
				}
			}
		}
	}
	return best, best.parts != nil
}

// rowsApart reports whether a section of its own lies between two rows, so that
// they cannot be parts of one sum by place alone.
func (d *finder) rowsApart(a, b int) bool {
	top := func(i int) int {
		for d.t.Rows[i].Parent >= 0 {
			i = d.t.Rows[i].Parent
		}
		return i
	}
	ta, tb := top(a), top(b)
	return ta != tb && (d.t.Rows[ta].Kind == schema.SectionRow || d.t.Rows[tb].Kind == schema.SectionRow)
}
