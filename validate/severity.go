package validate

import (
	"math/big"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// severity of a blame: an error where a hard rule is broken and the figures leave no
// harmless reading, a warning otherwise. Harmless readings are whole numbers that were
// rounded one by one, so that a sum of n of them may miss by n/2, and a blank that was
// left on purpose.
func (f *footing) severity(b *blame) schema.Severity {
	switch {
	case !b.hard(), b.often(), b.adjusted(),
		b.slip == "blank" && !f.wanting(b),
		f.slight(b) && !b.declared() && !f.counted(b.broken[0].table):
		return schema.Warning
	}
	return schema.Error
}

// often reports whether every broken rule was only inferred and is broken on more than
// a few lines, or one in ten: then the rule is no promise, or not quite this one. Two
// figures that changed places explain themselves.
func (b *blame) often() bool {
	if b.with != nil {
		return false
	}
	for _, i := range b.broken {
		if r := i.rule; r.Origin != schema.Inferred || r.Support-r.Held <= max(3, r.Support/10) {
			return false
		}
	}
	return true
}

// adjusted reports whether nothing is broken but that shares in a total miss by a unit
// of their last place: one of them is often turned so that all add up to a hundred.
func (b *blame) adjusted() bool {
	for _, i := range b.broken {
		e := i.rule.Expr
		if i.rule.Form != schema.Other || e.Op != schema.OpDiv || e.Args[1].Op != schema.OpConst || i.out.Missing || i.out.Exact == nil {
			return false
		}
		off := new(big.Rat).Sub(i.out.Reported.Rat(), i.out.Exact)
		if off.Abs(off).Cmp(mul(i.out.Reported.Ulp(), big.NewRat(3, 2))) > 0 {
			return false
		}
	}
	return true
}

// declared reports whether one of the broken rules was laid down by the table's own
// numbering row or by the user, over counts.
func (b *blame) declared() bool {
	for _, i := range b.broken {
		if (i.rule.Origin == schema.Declared || i.rule.Origin == schema.Given) && i.table.Unit.Scale == 0 {
			return true
		}
	}
	return false
}

// slight reports whether every broken rule would hold if the whole counts in it had
// been rounded.
func (f *footing) slight(b *blame) bool {
	for _, i := range b.broken {
		if i.out.Status == edit.Breaks && edit.At(f.rep, f.rounded(i.table), i.rule, i.line).Status == edit.Breaks {
			return false
		}
	}
	return true
}

// rounded is a table whose whole numbers stand for what rounds to them.
func (f *footing) rounded(t *schema.Table) *schema.Table {
	if r, ok := f.loose[t]; ok {
		return r
	}
	r := *t
	r.Exact = false
	r.Columns = append([]schema.Column(nil), t.Columns...)
	for c := range r.Columns {
		if r.Columns[c].Kind == schema.Count {
			r.Columns[c].Kind = schema.Measure
		}
	}
	if f.loose == nil {
		f.loose = map[*schema.Table]*schema.Table{}
	}
	f.loose[t] = &r
	return &r
}

// Hundredths of bits of evidence that a table counts: that many say so of a table of
// counts, or of one in thousands or millions; one near miss in nearShare exact sums is
// let pass.
const countedBits, scaledBits, nearShare = 300, 600, 4

// exactBits is what a sum that is right to the last digit tells against rounding, by
// the number of its parts, in hundredths of bits: the errors of n parts and their total,
// each uniform over a unit, add up to nearly a normal error of variance (n+1)/12, which
// is nought to the digit with probability sqrt(6/(pi(n+1))).
func exactBits(parts int) int {
	table := [...]int{0, 3, 33, 53, 69, 83, 94, 103, 112, 119, 126}
	return table[min(parts, len(table)-1)]
}

// counted reports whether the whole numbers of a table are counts that add up to the
// last digit: its sums, those of the spreadsheet's own making aside, show it.
func (f *footing) counted(t *schema.Table) bool {
	if yes, ok := f.exact[t]; ok {
		return yes
	}
	exact, near, bits, scaled := 0, 0, 0, t.Unit.Scale > 0
	for n := range f.all {
		i := &f.all[n]
		if i.table != t || !f.whole(i) {
			continue
		}
		scaled = scaled || t.Columns[t.ColumnOf(i.out.Target.Col)].Unit.Scale > 0
		switch i.out.Status {
		case edit.Holds:
			exact++
			bits += exactBits(len(i.out.Operands))
		case edit.Breaks:
			if edit.At(f.rep, f.rounded(t), i.rule, i.line).Status != edit.Breaks {
				near++
			}
		}
	}
	if f.exact == nil {
		f.exact = map[*schema.Table]bool{}
	}
	least := countedBits
	if scaled {
		least = scaledBits
	}
	f.exact[t] = bits >= least && near*nearShare <= exact
	return f.exact[t]
}

// whole reports whether an instance is a sum of at least two whole numbers, none of
// which a formula of the spreadsheet works out.
func (f *footing) whole(i *instance) bool {
	if i.rule.Form != schema.Sum && i.rule.Form != schema.Difference || i.rule.Relation != schema.Equal {
		return false
	}
	filled := 0
	for _, ref := range i.cells() {
		c := f.rep.At(ref)
		if c.Kind != schema.Numeric {
			continue
		}
		if c.Formula != "" || c.Number.Shown > 0 || c.Number.Hidden() {
			return false
		}
		if c.Number.Value.Sign() != 0 {
			filled++
		}
	}
	return filled > 2
}

// wanting reports whether a blank is no choice: a declared rule gives it, or its line
// is otherwise full, no other cell that the same rule gives is blank, and the rule
// adds up.
func (f *footing) wanting(b *blame) bool {
	for _, i := range b.broken {
		if i.rule.Origin == schema.Declared || i.rule.Origin == schema.Given {
			return true
		}
		if !i.rule.Hard || i.rule.Form != schema.Sum && i.rule.Form != schema.Difference {
			continue
		}
		if otherwiseFull(f.rep, i.table, b.at) && f.alone(i, b.at) {
			return true
		}
	}
	return false
}

// alone reports whether no other line of the rule has a blank where this one has.
func (f *footing) alone(i *instance, ref schema.Ref) bool {
	for _, line := range i.rule.Over {
		at := schema.Ref{Sheet: ref.Sheet, Row: ref.Row, Col: i.table.Columns[min(line, len(i.table.Columns)-1)].Col}
		if i.rule.Axis == schema.Across {
			at = schema.Ref{Sheet: ref.Sheet, Row: i.table.Rows[line].Row, Col: ref.Col}
		}
		if at != ref && f.rep.At(at).Kind == schema.Empty {
			return false
		}
	}
	return true
}
