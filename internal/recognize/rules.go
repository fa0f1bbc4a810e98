package recognize

import (
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/edit"
	"doisoat/internal/formula"
	"doisoat/internal/lang"
	"doisoat/internal/parallel"
	"doisoat/schema"
)

// share of the rows on which an inferred rule must hold, in tenths, and the bits of
// evidence that it needs beyond the cost of the search.
const (
	heldTenths = 8
	needBits   = 20
)

// finder looks for the rules of one table.
type finder struct {
	rep   *schema.Report
	t     *schema.Table
	pack  *lang.Pack
	f     *figures
	data  []int        // rows with figures
	sums  map[int]bool // rows that are sums of others
	parts map[int][]int
	grain int64 // the base that the counts are rounded to, 0 when none
	most  []int // by column: bits that one agreement can be worth, see ceiling

	headers [][2][]string // by column: the words of the last part of its header and of its name
}

// findRules finds the rules of a table: what the numbering row and the notes
// declare, what total rows promise, and what the figures keep without saying so.
func findRules(rep *schema.Report, t *schema.Table, pack *lang.Pack) {
	d := &finder{rep: rep, t: t, pack: pack, sums: map[int]bool{}, parts: map[int][]int{}}
	for i := range t.Rows {
		switch t.Rows[i].Kind {
		case schema.UnitRow, schema.SubtotalRow, schema.TotalRow:
			d.data = append(d.data, i)
		}
	}
	if len(d.data) == 0 {
		return
	}
	d.exactness()
	d.most = make([]int, len(t.Columns))
	for c := range t.Columns {
		d.most[c] = d.ceiling(c)
	}
	d.declared()
	d.totals()
	across, down := d.views()
	// Quotients are looked for beside the sums and means; lines that these state already
	// are left out when the quotients are weighed against each other. What follows from
	// sums across is no evidence down, so that the quotients down come after them.
	var quotients [2][]quotient
	beside := *across // the search for sums marks rows of rates as it goes
	beside.loose = slices.Clone(across.loose)
	parallel.Do(2, func(i int) {
		if i == 0 {
			d.addends(across, down)
		} else {
			quotients[0] = d.quotientsOf(&beside)
		}
	})
	parallel.Do(2, func(i int) {
		if i == 0 {
			d.means(across, down)
		} else {
			quotients[1] = d.quotientsOf(down)
		}
	})
	d.quotients(across, quotients[0])
	d.quotients(down, quotients[1])
	d.shares(across)
	d.multiples(across)
	d.grained()
	d.fitting()
	d.definitions()
	d.within()
	d.underived()
}

// exactness decides whether the whole numbers of the table are exact counts: by the
// sums that nearly hold, whether they miss by the little that rounding leaves. Of
// amounts in thousands or millions one such sum in five is enough; where things are
// counted it takes more than a single wrong cell can do.
func (d *finder) exactness() {
	d.t.Exact = true
	d.f = newFigures(d.rep, d.t, false)
	sums := d.nearSums()
	scaled := false
	for i := range d.t.Columns {
		scaled = scaled || d.t.Columns[i].Kind == schema.Measure && d.t.Columns[i].Places == 0
	}
	switch {
	case sums.near >= 4 && sums.exact*10 < sums.near*8 && (scaled || sums.scattered()):
		d.t.Exact = false
		for i := range d.t.Columns {
			if d.t.Columns[i].Kind == schema.Count {
				d.t.Columns[i].Kind = schema.Measure
			}
		}
	case sums.near == 0 && scaled: // no sum shows it: scaled units are rounded
		d.t.Exact = false
	}
	if g := d.grainOf(); g >= 5 && (sums.near < 4 || sums.exact*10 < sums.near*8) {
		d.grain, d.t.Exact = g, false
		d.f = grainFigures(d.rep, d.t, false, g)
		return
	}
	d.f = newFigures(d.rep, d.t, d.t.Exact)
}

// grained lets the sums of a table whose counts are rounded to a base differ by it.
func (d *finder) grained() {
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; d.grain > 1 && r.Relation == schema.Equal && (r.Form == schema.Sum || r.Form == schema.Difference) {
			r.Tolerance = int(d.grain) * (len(r.Expr.Vars()) + 1)
		}
	}
}

// tryAcross counts the rows on which a target column equals an expression over the
// columns, in percent or not, whichever holds on more.
func tryAcross(rep *schema.Report, f *figures, target int, e *schema.Expr) (held, tested int, percent bool) {
	const enough = 400
	t := f.t
	r := schema.Rule{Axis: schema.Across, Target: target, Expr: e}
	for i := range t.Rows {
		switch t.Rows[i].Kind {
		case schema.UnitRow, schema.SubtotalRow, schema.TotalRow:
			if len(r.Over) < enough {
				r.Over = append(r.Over, i)
			}
		}
	}
	held, tested = count(rep, f, &r)
	if e.Op == schema.OpDiv || e.Op == schema.OpMul {
		r.Percent = true
		if h, n := count(rep, f, &r); h > held {
			return h, n, true
		}
	}
	return held, tested, false
}

// declared makes rules of the formulas in the numbering row.
func (d *finder) declared() {
	names := map[string]int{}
	for i, c := range d.t.Columns {
		if c.Number != "" {
			names[c.Number] = i
		}
	}
	for i := range d.t.Columns {
		c := &d.t.Columns[i]
		if c.Formula == "" {
			continue
		}
		_, tree, ok := formula.ParseNumbering("=" + c.Formula)
		n := columnNumber{formula: tree}
		var e *schema.Expr
		if ok {
			e, ok = n.resolve(names)
		}
		if !ok {
			doubt(d.t, "recognize.formula", "formula", c.Formula, "number", c.Number)
			continue
		}
		d.t.Rules = append(d.t.Rules, d.across(i, e, schema.Declared, schema.AtCell(c.At)))
		r := &d.t.Rules[len(d.t.Rules)-1]
		r.Hard = true
		held, tested, _ := tryAcross(d.rep, d.f, r.Target, r.Expr)
		if r.Percent {
			held, tested = d.count(r)
		}
		if tested >= 3 && held*2 < tested {
			r.Hard = held*4 >= tested
			doubt(d.t, "recognize.failing", "rule", ruleText(d.t, r), "held", held, "tested", tested)
		}
	}
}

// across makes a rule of an expression over columns; a factor of a hundred in it,
// or a result that is a hundred times the expression, makes it a percentage.
func (d *finder) across(target int, e *schema.Expr, origin schema.Origin, source schema.Location) schema.Rule {
	e, percent := stripPercent(e)
	if !percent {
		_, _, percent = tryAcross(d.rep, d.f, target, e)
	}
	return schema.Rule{
		Axis: schema.Across, Form: formula.Form(e), Target: target, Expr: e, Over: d.data,
		Percent: percent, Origin: origin, Source: source,
	}
}

// count works a rule out at every line of its scope: the lines on which it holds, or
// holds by cutting off, and those on which it can be tested.
func count(rep *schema.Report, f *figures, r *schema.Rule) (held, tested int) {
	fr, ok := fast(r)
	for _, line := range r.Over {
		var s edit.Status
		if ok {
			s = f.status(&fr, line)
		} else {
			s = edit.At(rep, f.t, r, line).Status
		}
		switch s {
		case edit.Holds, edit.CutOff:
			held++
			tested++
		case edit.Breaks:
			tested++
		}
	}
	return held, tested
}

func (d *finder) count(r *schema.Rule) (held, tested int) { return count(d.rep, d.f, r) }

// hasAcross reports whether a column is already the target of a rule across.
func (d *finder) hasAcross(target int) bool {
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; r.Axis == schema.Across && r.Target == target {
			return true
		}
	}
	return false
}

// amount reports whether a column holds amounts or counts.
func (d *finder) amount(c int) bool {
	k := d.t.Columns[c].Kind
	return k == schema.Count || k == schema.Measure
}

// rate reports whether a column holds ratios, shares or indices.
func (d *finder) rate(c int) bool {
	k := d.t.Columns[c].Kind
	return k == schema.Ratio || k == schema.Index
}

// underived lists the ratio columns that no rule gives, as a doubt.
func (d *finder) underived() {
	var names []string
	for i := range d.t.Columns {
		if d.rate(i) && !d.hasAcross(i) {
			names = append(names, columnName(d.t, i))
		}
	}
	if len(names) > 0 {
		doubt(d.t, "recognize.derived", "columns", strings.Join(names, ", "))
	}
}

// finish gives the rules of a table their names, texts and counts.
func finish(rep *schema.Report, t *schema.Table) {
	d := &finder{rep: rep, t: t, f: newFigures(rep, t, t.Exact)}
	used := map[string]int{}
	for i := range t.Rules {
		r := &t.Rules[i]
		var id string
		if r.Axis == schema.Across {
			id = "c" + columnName(t, r.Target)
			id = strings.Map(func(c rune) rune {
				if strings.ContainsRune("()[]", c) {
					return -1
				}
				return c
			}, id)
		} else {
			id = "r" + strconv.Itoa(t.Rows[r.Target].Row+1)
		}
		used[id]++
		if n := used[id]; n > 1 {
			id += "." + strconv.Itoa(n)
		}
		r.ID = id
		if r.Text == "" {
			r.Text = ruleText(t, r)
		}
		r.Held, r.Support = d.count(r)
	}
	t.Beyond = reach(rep, t)
}

// columnName names a column in a rule: its number in parentheses, else its letters.
func columnName(t *schema.Table, i int) string {
	if n := t.Columns[i].Number; n != "" {
		return "(" + n + ")"
	}
	return "[" + schema.ColumnName(t.Columns[i].Col) + "]"
}

// ruleText writes a rule as a reader would: "(9) = ((7) + (8)) / (3)" across,
// "r29 = r12 + … + r28" down, rows being those of the sheet.
func ruleText(t *schema.Table, r *schema.Rule) string {
	name := func(v int) string {
		if r.Axis == schema.Across {
			return columnName(t, v)
		}
		return "r" + strconv.Itoa(t.Rows[v].Row+1)
	}
	joint := " = "
	if r.Relation == schema.Within {
		joint = " in "
	}
	if n := len(r.Expr.Args); r.Axis == schema.Down && n > 3 && consecutive(r.Expr) {
		first, last := name(r.Expr.Args[0].Var), name(r.Expr.Args[n-1].Var)
		if r.Relation == schema.Within {
			return name(r.Target) + joint + first + " … " + last
		}
		return name(r.Target) + joint + first + " + … + " + last
	}
	return name(r.Target) + joint + formula.Text(r.Expr, name)
}

// consecutive reports whether the arguments are variables that follow each other.
func consecutive(e *schema.Expr) bool {
	for i, a := range e.Args {
		if a.Op != schema.OpVar || i > 0 && a.Var != e.Args[i-1].Var+1 {
			return false
		}
	}
	return true
}
