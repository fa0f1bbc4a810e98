package validate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doisoat/schema"
)

// oracle knows the rules of a sound table by themselves, and finds by trying all of them
// the smallest sets of cells whose change repairs every rule (Fellegi and Holt, JASA 1976).
// Cells are numbered row·4 + column: the whole, its two parts, the rate.
type oracle struct {
	rows  int
	v     []int64 // of the cells; rates in hundredths of a percent
	rules []linear
	rates bool // the rates are the second part of the whole
	sets  map[string][]int
	fixed map[string]map[int]int64 // the values that a set must have
}

// linear is a sum of cells, each taken with a sign, that is nought.
type linear struct {
	cells []int
	signs []int64
}

func oracleOf(rep *schema.Report, t *schema.Table) *oracle {
	o := &oracle{rows: len(t.Rows)}
	for r := range t.Rows {
		for c := 2; c <= 5; c++ {
			n := rep.At(t.Ref(r, c)).Number
			v := n.Value.Coef
			for k := n.Value.Places; c == 5 && k < 2; k++ {
				v *= 10
			}
			o.v = append(o.v, v)
		}
	}
	for i := range t.Rules {
		rule := &t.Rules[i]
		o.rates = o.rates || rule.Form == schema.Division
		if rule.Form != schema.Sum {
			continue
		}
		for _, line := range rule.Over {
			at := func(n int) int {
				if rule.Axis == schema.Across {
					return line*4 + n - 2
				}
				return n*4 + line - 2
			}
			l := linear{cells: []int{at(rule.Target)}, signs: []int64{-1}}
			for _, v := range rule.Expr.Vars() {
				l.cells, l.signs = append(l.cells, at(v)), append(l.signs, 1)
			}
			o.rules = append(o.rules, l)
		}
	}
	return o
}

func (o *oracle) residual(k int) (sum int64) {
	for i, c := range o.rules[k].cells {
		sum += o.rules[k].signs[i] * o.v[c]
	}
	return sum
}

// least are the smallest sets that repair all, of at most so many cells.
func (o *oracle) least(most int) [][]int {
	for size := 1; size <= most; size++ {
		o.sets, o.fixed = map[string][]int{}, map[string]map[int]int64{}
		o.grow(nil, size, map[string]bool{})
		if len(o.sets) > 0 {
			var out [][]int
			for _, s := range o.sets {
				out = append(out, s)
			}
			slices.SortFunc(out, slices.Compare)
			return out
		}
	}
	return nil
}

func setName(set []int) string { return fmt.Sprint(set) }

// grow adds cells to a set of counts until it repairs all; rates that stay broken are
// cells of the set themselves.
func (o *oracle) grow(set []int, size int, seen map[string]bool) {
	slices.Sort(set)
	if seen[setName(set)] {
		return
	}
	seen[setName(set)] = true
	next := map[int]bool{}
	for k := range o.rules {
		touched := slices.ContainsFunc(o.rules[k].cells, func(c int) bool { return slices.Contains(set, c) })
		if !touched && o.residual(k) != 0 {
			if len(set) < size {
				for _, c := range o.rules[k].cells {
					o.grow(append(slices.Clone(set), c), size, seen)
				}
			}
			return
		}
		if touched {
			for _, c := range o.rules[k].cells {
				next[c] = true
			}
		}
	}
	if delta, ok := o.solve(set); ok {
		all := slices.Clone(set)
		values := map[int]int64{}
		for i, c := range set {
			values[c] = o.v[c] + delta[i]
		}
		value := func(c int) int64 {
			if v, ok := values[c]; ok {
				return v
			}
			return o.v[c]
		}
		possible := !slices.Contains(delta, 0)
		for c := range values {
			possible = possible && values[c] >= 0
		}
		for r := 0; o.rates && r < o.rows; r++ {
			whole, part, rate := value(r*4), value(r*4+2), o.v[r*4+3]
			if d := 10000*part - rate*whole; max(d, -d)*2 > whole {
				all = append(all, r*4+3)
				for c := range 3 {
					next[r*4+c] = true
				}
			}
		}
		if slices.Sort(all); len(all) <= size && possible {
			o.sets[setName(all)] = all
			o.fixed[setName(all)] = values
		}
	}
	if len(set) < size {
		for c := range next {
			if !slices.Contains(set, c) {
				o.grow(append(slices.Clone(set), c), size, seen)
			}
		}
	}
}

// solve gives the changes of the cells of a set that bring every rule to nought, where
// there is exactly one way.
func (o *oracle) solve(set []int) ([]int64, bool) {
	n := len(set)
	var m [][]int64
	for k := range o.rules {
		row := make([]int64, n+1)
		any := false
		for i, c := range o.rules[k].cells {
			if at := slices.Index(set, c); at >= 0 {
				row[at] += o.rules[k].signs[i]
				any = true
			}
		}
		row[n] = -o.residual(k)
		if any {
			m = append(m, row)
		} else if row[n] != 0 {
			return nil, false
		}
	}
	rank := 0
	for col := range n {
		p := slices.IndexFunc(m[rank:], func(row []int64) bool { return row[col] != 0 })
		if p < 0 {
			return nil, false
		}
		m[rank], m[rank+p] = m[rank+p], m[rank]
		for i := range m {
			if i != rank && m[i][col] != 0 {
				a, b := m[rank][col], m[i][col]
				for j := range m[i] {
					m[i][j] = m[i][j]*a - m[rank][j]*b
				}
			}
		}
		rank++
	}
	for _, row := range m[rank:] {
		if row[n] != 0 {
			return nil, false
		}
	}
	out := make([]int64, n)
	for i := range n {
		if m[i][n]%m[i][i] != 0 {
			return nil, false
		}
		out[i] = m[i][n] / m[i][i]
	}
	return out, true
}

// blamed are the cells at which the findings stand, and the values that they give; sure
// says of each whether no other cell is offered.
func blamed(findings []schema.Finding) (cells []int, sure map[int]bool, told map[int]string) {
	sure, told = map[int]bool{}, map[int]string{}
	for _, f := range findings {
		c := f.At.Ref.Row*4 + f.At.Ref.Col - 2
		if !slices.Contains(cells, c) {
			cells = append(cells, c)
		}
		sure[c] = sure[c] || f.Severity == schema.Error && (strings.HasPrefix(f.Message.Key, "validate.forced") || f.Message.Key == "validate.exchanged")
		told[c] = f.Computed
	}
	slices.Sort(cells)
	return cells, sure, told
}

// TestLocalisation: two or three wrong digits in a table are found in their places, with
// the values that they had, wherever the rules that it keeps determine them; and no cell is
// called the wrong one for certain that is right. Of some tables only a part of the rules
// is known, so that little is determined.
func TestLocalisation(t *testing.T) {
	tables, determined, exact, open := 0, 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		rep, table := soundTable(t)
		known := rapid.SampledFrom([]string{"all", "sums", "down"}).Draw(t, "known")
		table.Rules = slices.DeleteFunc(table.Rules, func(r schema.Rule) bool {
			return known != "all" && r.Form != schema.Sum || known == "down" && r.Axis == schema.Across
		})
		var truth []int
		was := map[int]string{}
		faults := rapid.IntRange(2, 3).Draw(t, "faults")
		last := 5
		if known != "all" {
			last = 4
		}
		for len(truth) < faults {
			row, col := rapid.IntRange(0, len(table.Rows)-1).Draw(t, "row"), rapid.IntRange(2, last).Draw(t, "column")
			if c := row*4 + col - 2; !slices.Contains(truth, c) {
				was[c] = rep.At(table.Ref(row, col)).Raw
				changeDigit(t, rep.At(table.Ref(row, col)))
				truth = append(truth, c)
			}
		}
		slices.Sort(truth)
		tables++
		least := oracleOf(rep, table).least(faults)
		findings, _, _ := check(t, rep)
		cells, sure, told := blamed(findings)
		right := slices.Equal(cells, truth)
		for _, c := range truth {
			right = right && told[c] == was[c]
		}
		switch {
		case len(least) == 1 && slices.Equal(least[0], truth):
			determined++
			if right {
				exact++
			} else {
				t.Logf("%s: the cells at fault are %v, told is\n%s", known, was, lines(findings))
			}
		case len(least) > 1:
			open++
		}
		for c := range sure {
			if sure[c] && !slices.Contains(truth, c) && !inAll(least, c) {
				t.Fatalf("%s: cell %d is called wrong for certain, at fault are %v (%v would do):\n%s", known, c, was, least, lines(findings))
			}
		}
	})
	t.Logf("%d tables: %d where the rules determine the cells, %d of them exact; %d where several sets would do", tables, determined, exact, open)
	if tables >= 1000 && (exact*10 < determined*9 || determined < tables/4 || open < tables/20) {
		t.Errorf("%d of %d exact, %d open", exact, determined, open)
	}
}

// inAll reports whether every smallest set has a cell: the figures themselves say that it
// is wrong, whatever was done to the table.
func inAll(sets [][]int, c int) bool {
	return len(sets) > 0 && !slices.ContainsFunc(sets, func(s []int) bool { return !slices.Contains(s, c) })
}
