package recognize

import "doisoat/schema"

// nearness is how whole numbers add up: exactly, or within what rounding leaves open.
type nearness struct {
	exact, near int          // near counts the exact ones too
	rows, cols  map[int]bool // with a sum across, or down, that is near and not exact
}

// scattered reports whether the sums that are near and not exact lie in several rows
// or in several columns, so that no single wrong cell makes them.
func (n *nearness) scattered() bool { return len(n.rows) > 1 || len(n.cols) > 1 }

// minNear is the number of rows on which a sum must be tested to tell how it is rounded.
const minNear = 4

// nearAcross adds the sums of two columns that nearly hold on the rows.
func (d *finder) nearAcross(cols, rows []int, count func(total, sum int64, parts int) (exact, near bool), out *nearness) {
	f := d.f
	var missed []int
	for i := range cols {
		for j := i + 1; j < len(cols); j++ {
			for k := range cols {
				if k == i || k == j {
					continue
				}
				exact, near, tested := 0, 0, 0
				missed = missed[:0]
				for _, r := range rows {
					a, b, t := f.at(r, cols[i]), f.at(r, cols[j]), f.at(r, cols[k])
					if !f.has[a] || !f.has[b] || !f.has[t] || f.v[a] == 0 || f.v[b] == 0 {
						continue
					}
					tested++
					switch e, n := count(f.v[t], f.v[a]+f.v[b], 2); {
					case e:
						exact++
						near++
					case n:
						near++
						missed = append(missed, r)
					}
					if near < tested-2 {
						break
					}
				}
				if tested >= minNear && near*10 >= tested*7 {
					out.exact += exact
					out.near += near
					for _, r := range missed {
						out.rows[r] = true
					}
				}
			}
		}
	}
}

// nearSums looks at the pairs of columns that nearly add up to a third, and at the
// totals over what the hierarchy puts under them.
func (d *finder) nearSums() nearness {
	f := d.f
	out := nearness{rows: map[int]bool{}, cols: map[int]bool{}}
	var cols []int
	for c := range d.t.Columns {
		if d.amount(c) && d.t.Columns[c].Places == 0 {
			cols = append(cols, c)
		}
	}
	unit := 2 * schema.Pow10(f.scale)
	rows := d.data[:min(len(d.data), 60)]
	count := func(total int64, sum int64, parts int) (exact, near bool) {
		diff := abs(total - sum)
		near = total >= 20*unit && diff <= unit*int64(parts+1)/2
		return near && diff == 0, near
	}
	if len(rows) >= minNear {
		for _, near := range windows(cols) {
			d.nearAcross(near, rows, count, &out)
		}
	}
	kids := map[int][]int{}
	for i := range d.t.Rows {
		if d.hasFigures(i) {
			kids[d.t.Rows[i].Parent] = append(kids[d.t.Rows[i].Parent], i)
		}
	}
	for parent, list := range kids {
		for _, c := range cols {
			for _, t := range append([]int{parent}, list...) {
				if t < 0 || !d.hasFigures(t) || t != parent && d.t.Rows[t].Kind != schema.TotalRow || !f.has[f.at(t, c)] {
					continue
				}
				var sum int64
				parts := 0
				for _, p := range list {
					if p != t {
						sum += f.v[f.at(p, c)]
						parts++
					}
				}
				if parts < 2 {
					continue
				}
				switch e, n := count(f.v[f.at(t, c)], sum, parts); {
				case e:
					out.exact++
					out.near++
				case n:
					out.near++
					out.cols[c] = true
				}
			}
		}
	}
	return out
}

// In a table of up to widest columns sums are sought among all of them; a wider one has
// its sums near their parts, within a window of columns, for all triples are tried.
const (
	widest = 128
	window = 48
)

// windows parts a wide class of columns into overlapping windows.
func windows(cols []int) [][]int {
	if len(cols) <= widest {
		return [][]int{cols}
	}
	var out [][]int
	for len(cols) > window {
		out = append(out, cols[:window])
		cols = cols[window/2:]
	}
	return append(out, cols)
}
