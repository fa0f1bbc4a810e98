package recognize

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Bits of evidence beyond its cost that a relation needs when words declare its line a
// total; needBits otherwise.
const namedBits = 2

// views are the two ways to look at a table: across its columns, and down its rows.
func (d *finder) views() (across, down *view) {
	var cols []int
	for c := range d.t.Columns {
		if (d.amount(c) || d.rate(c)) && !d.running(c) {
			cols = append(cols, c)
		}
	}
	across = d.newView(schema.Across, cols, d.data)
	down = d.newView(schema.Down, d.data, cols)
	for c := range d.t.Columns {
		down.loose[c] = !d.additive(c)
	}
	for _, r := range d.data {
		across.loose[r] = true
	}
	for _, r := range d.amountRows() {
		across.loose[r] = false
	}
	slices.SortStableFunc(across.rank, func(a, b int) int { // rates tell nothing of sums
		switch {
		case across.loose[a] == across.loose[b]:
			return 0
		case across.loose[b]:
			return -1
		}
		return 1
	})
	for r := range d.sums {
		across.derived[r] = true
	}
	for k, a := range cols {
		for _, b := range cols[:k] {
			if !down.derived[a] && !down.derived[b] && d.alike(a, b) {
				down.derived[a] = true
			}
		}
	}
	return across, down
}

// running reports whether a column counts the rows: nearly every figure is one more
// than the one above it.
func (d *finder) running(c int) bool {
	steps, n := 0, 0
	unit := 2 * schema.Pow10(d.f.scale)
	for k, r := range d.data[:min(len(d.data), weighed)] {
		if k == 0 {
			continue
		}
		a, b := d.f.at(d.data[k-1], c), d.f.at(r, c)
		if d.f.has[a] && d.f.has[b] {
			n++
			if d.f.v[b]-d.f.v[a] == unit {
				steps++
			}
		}
	}
	return n >= 5 && steps*10 >= n*9
}

// alike reports whether two columns have one figure on half of the rows, so that they
// are no independent witnesses.
func (d *finder) alike(a, b int) bool {
	same, n := 0, 0
	for _, r := range d.data[:min(len(d.data), weighed)] {
		i, j := d.f.at(r, a), d.f.at(r, b)
		if d.f.v[i] != 0 || d.f.v[j] != 0 {
			n++
			if d.f.v[i] == d.f.v[j] {
				same++
			}
		}
	}
	return n >= 5 && same*2 >= n
}

// addends finds the sums across and down that no rule states yet.
func (d *finder) addends(across, down *view) {
	s := newSearch(across, false, d.totalNamed)
	to := d.stated(schema.Across)
	n := len(to.list)
	s.sumsOf(to)
	for _, c := range to.list[n:] {
		r := d.natural(c)
		r.Over = across.applies(&c)
		r.Strength = c.net()
		r.Hard = d.overwhelming(c.verdict, c.net())
		d.t.Rules = append(d.t.Rules, r)
		down.derived[c.target] = true
	}
	s = newSearch(down, false, d.totalRow)
	to = d.stated(schema.Down)
	n = len(to.list)
	s.sumsOf(to)
	d.addDown(down, to.list[n:])
}

// applies lists the instances at which a sum can be meant: not those of rates, unless it
// holds there.
func (w *view) applies(c *candidate) []int {
	return slices.DeleteFunc(slices.Clone(w.insts), func(i int) bool {
		return w.loose[i] && !w.add(i, c.target, 1, c.parts).held
	})
}

// stated are the sums that the rules of the table state already.
func (d *finder) stated(axis schema.Axis) *chosen {
	to := newChosen()
	for i := range d.t.Rules {
		r := &d.t.Rules[i]
		if r.Axis != axis || r.Relation != schema.Equal {
			continue
		}
		c := candidate{target: r.Target, parts: slices.Sorted(slices.Values(r.Expr.Vars()))}
		switch {
		case r.Form == schema.Sum:
		case r.Form == schema.Difference && len(r.Expr.Args) == 2 && r.Expr.Args[0].Op == schema.OpVar && r.Expr.Args[1].Op == schema.OpVar:
			a, b := r.Expr.Args[0].Var, r.Expr.Args[1].Var
			c.target, c.parts = a, []int{min(b, r.Target), max(b, r.Target)}
		default:
			continue
		}
		to.put(c)
	}
	return to
}

// addDown makes rules of the sums down. Each runs over the columns in which it holds,
// and those in which it breaks while most other sums hold there.
func (d *finder) addDown(w *view, found []candidate) {
	held, broke := make([]int, len(d.t.Columns)), make([]int, len(d.t.Columns))
	state := make([][]outcome, len(found))
	for i, c := range found {
		state[i] = make([]outcome, len(d.t.Columns))
		for _, col := range w.insts {
			o := w.add(col, c.target, 1, c.parts)
			state[i][col] = o
			switch {
			case !o.tested:
			case o.held:
				held[col]++
			default:
				broke[col]++
			}
		}
	}
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; r.Axis == schema.Down && r.Form == schema.Sum && r.Relation == schema.Equal {
			for _, c := range r.Over {
				held[c]++
			}
		}
	}
	for i, c := range found {
		var over []int
		for _, col := range w.insts {
			o := state[i][col]
			switch {
			case o.tested && o.held, o.tested && !w.loose[col] && held[col] >= 3*broke[col]:
				over = append(over, col)
			case !o.tested && d.blankSum(w, col, &c):
				over = append(over, col)
			}
		}
		row := &d.t.Rows[c.target]
		if row.Kind == schema.UnitRow {
			row.Kind = schema.SubtotalRow
		}
		d.sums[c.target] = true
		d.t.Rules = append(d.t.Rules, schema.Rule{
			Axis: schema.Down, Form: schema.Sum, Target: c.target, Expr: sumOf(c.parts), Over: over,
			Origin: schema.Inferred, Source: schema.AtCell(row.LabelAt), Strength: c.net(), Hard: d.overwhelming(c.verdict, c.net()),
		})
	}
}

// blankSum reports whether a total of nought stands over blanks alone.
func (d *finder) blankSum(w *view, col int, c *candidate) bool {
	v, has := w.value(c.target, col)
	return has && v == 0 && !slices.ContainsFunc(c.parts, func(p int) bool { return !w.f.nought[w.at(p, col)] })
}

// totalRow reports whether the words of a row name a total.
func (d *finder) totalRow(r int) bool {
	row := &d.t.Rows[r]
	return row.Kind == schema.TotalRow || row.Kind == schema.SubtotalRow || d.totalWords(row.Label)
}

func (d *finder) totalWords(label string) bool {
	f := lang.Fold(label)
	if startsWithAny(f, d.pack.Table.NotTotal) {
		return false
	}
	return startsWithAny(f, d.pack.Table.Total) || hasAny(f, d.pack.Table.TotalEnd)
}

// mixed is what it costs that a sum takes lines together that are of different kinds:
// rates and amounts, or amounts of different units.
func (d *finder) mixed(w *view, target int, parts []int) int {
	if w.axis == schema.Down {
		for _, p := range parts {
			if d.unlike(target, p) {
				return 20
			}
		}
		return 0
	}
	cost := 0
	unit := lang.Fold(d.t.Columns[target].Unit.Text)
	for _, p := range parts {
		if d.rate(p) != d.rate(target) {
			return 12
		}
		if u := lang.Fold(d.t.Columns[p].Unit.Text); u != "" && unit != "" && u != unit {
			cost = 10
		}
	}
	return cost
}

// kin are orders of lines that belong together by their words: columns that have one
// leaf header in several groups, rows of one name in several blocks.
func (d *finder) kin(w *view) [][]int {
	by := map[string][]int{}
	var keys []string
	for _, l := range w.lines {
		var key string
		if w.axis == schema.Across {
			if path := d.t.Columns[l].Path; len(path) > 1 {
				key = lang.Fold(path[len(path)-1])
			}
		} else {
			key = lang.Fold(d.t.Rows[l].Label)
		}
		if key == "" {
			continue
		}
		if by[key] == nil {
			keys = append(keys, key)
		}
		by[key] = append(by[key], l)
	}
	var out [][]int
	for _, k := range keys {
		if n := len(by[k]); n >= 3 && n < len(w.lines) {
			out = append(out, by[k])
		}
	}
	return out
}

// overwhelming reports whether an inferred rule is as good as declared, so that its
// breach is an error: it holds on at least eight instances and eight in ten of those that
// are no rates, with twice the evidence asked for, a single breach left out of account.
func (d *finder) overwhelming(v verdict, bits int) bool {
	if v.breaks == 1 {
		bits += breakCost
	}
	return v.held >= 8 && v.held*10 >= (v.held+v.breaks)*8 && bits >= 2*needBits
}

// natural writes a relation in its natural direction: the total beside its parts,
// or a difference when the header says so or the parts have negative figures.
func (d *finder) natural(c candidate) schema.Rule {
	r := schema.Rule{Axis: schema.Across, Form: schema.Sum, Target: c.target, Expr: sumOf(c.parts), Over: d.data, Origin: schema.Inferred}
	if len(c.parts) != 2 {
		return r
	}
	for k, p := range c.parts {
		other := c.parts[1-k]
		if p < c.target && p < other {
			continue // what is worked out stands after what it is worked out from
		}
		named := hasAny(lang.Fold(d.t.Columns[p].Name()), d.pack.Table.Difference)
		middle := other < c.target && c.target < p // a - b = rest, in reading order
		if !named && !(d.negative(p) && p > c.target) && !(middle && !d.totalNamed(c.target)) {
			continue
		}
		e := &schema.Expr{Op: schema.OpSub, Args: []*schema.Expr{variable(c.target), variable(other)}}
		r.Form, r.Target, r.Expr = schema.Difference, p, e
		return r
	}
	return r
}

func (d *finder) totalNamed(c int) bool {
	for _, p := range d.t.Columns[c].Path {
		if d.totalWords(p) {
			return true
		}
	}
	return false
}

func (d *finder) negative(c int) bool {
	for _, r := range d.data {
		if d.f.v[d.f.at(r, c)] < 0 {
			return true
		}
	}
	return false
}
