package reconcile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// change is one slip that may explain the faults of a list.
type change struct {
	kind   changeKind
	member int // of rename and drop
	row    int // of rename: the row that the name stands for
	rows   []int
	cost   int // hundredths of a slip: a likely one costs less
}

type changeKind uint8

const (
	rename  changeKind = iota // one name stands for another
	insert                    // names were left out
	drop                      // a name that does not belong
	recount                   // the stated count is wrong
)

// Costs of the changes, in hundredths. What a change leaves broken costs a slip each. A
// name for another costs less where the figure beside it is the other's, and where the
// two look alike.
const (
	oneSlip, borrowed, alike = 100, 50, 30
	mostMembers              = 60
	mostChanges              = 40
)

// lists explains the faults of each list of names together.
func (c *causes) lists() {
	for n := range c.pass.Claims {
		claim := &c.pass.Claims[n]
		if claim.Kind != schema.CountClaim || len(claim.Members) == 0 || len(claim.Members) > mostMembers || claim.Cell.Col < 0 {
			continue
		}
		if faults := c.faultsOf(claim); len(faults) > 1 {
			c.explain(n, faults)
		}
	}
}

// faultsOf are the findings about a list: its count, its names, the figures beside them.
func (c *causes) faultsOf(claim *schema.Claim) []int {
	var out []int
	for n := range c.list {
		if !c.loose(n) {
			continue
		}
		switch f := &c.list[n]; f.Code {
		case "R201", "R202":
			if claim.Figure >= 0 && f.At.Span.Block == c.figures[claim.Figure].Span.Block && f.At.Span.Start == c.figures[claim.Figure].Span.Start {
				out = append(out, n)
			}
		case "R203":
			if f.At.Span.Block == claim.Members[0].Span.Block && f.At.Span.Start == claim.Members[0].Span.Start {
				out = append(out, n)
			}
		default:
			if (untied(f.Code) || f.Code == "R204" || f.Code == "R205") && c.memberAt(claim, f.At.Span) >= 0 {
				out = append(out, n)
			}
		}
	}
	return out
}

// memberAt is the member whose name or figure stands at a place, -1 for none.
func (c *causes) memberAt(claim *schema.Claim, at schema.Span) int {
	return slices.IndexFunc(claim.Members, func(m schema.Member) bool {
		return m.Span == at || m.Figure >= 0 && c.figures[m.Figure].Span == at
	})
}

// explain looks for the one or two changes that repair a list at the least cost, and
// puts its faults under the finding that names them. Nothing is said where no change
// is cheaper than the faults told one by one, or where two explanations cost the same.
func (c *causes) explain(n int, faults []int) {
	changes := c.changes(n, faults)
	if len(changes) > mostChanges {
		return
	}
	for i := range changes {
		if ch := &changes[i]; ch.kind == rename {
			ch.cost = c.renameCost(&c.pass.Claims[n], ch.member, ch.row)
		}
	}
	best, least, tied := []change(nil), len(faults)*oneSlip, false
	var mended []int
	try := func(set ...change) {
		if c.costOf(n, set) > least {
			return
		}
		cost, gone := c.price(n, faults, set)
		switch {
		case cost < least, cost == least && best != nil && len(gone) > len(mended):
			best, least, tied, mended = set, cost, false, gone
		case cost == least && best != nil && len(gone) == len(mended):
			tied = true
		}
	}
	for i, one := range changes {
		try(one)
		for _, other := range changes[i+1:] {
			if goTogether(one, other) {
				try(one, other)
			}
		}
	}
	if best == nil || tied {
		return
	}
	c.tell(n, faults, best, mended)
}

// goTogether reports whether two changes may have happened in one list.
func goTogether(a, b change) bool {
	switch {
	case a.kind == rename && b.kind == rename:
		return a.member != b.member && a.row != b.row
	case a.kind == rename || b.kind == rename:
		return a.member != b.member || a.kind == recount || b.kind == recount
	}
	return a.kind == recount || b.kind == recount // the count was taken from the faulty list
}

// changes are those worth trying: names of suspects for names that are missing or that
// other suspects bear, all missing names at once, each suspect left out, another count. What
// the first cost is left open.
func (c *causes) changes(n int, faults []int) []change {
	claim := &c.pass.Claims[n]
	var suspects []int
	for _, k := range faults {
		f := &c.list[k]
		if m := c.memberAt(claim, f.At.Span); m >= 0 && f.Code != "R203" && !slices.Contains(suspects, m) {
			suspects = append(suspects, m)
		}
	}
	for m := range claim.Members { // the first of two that bear one name may be the wrong one
		for _, s := range suspects {
			if m != s && claim.Members[m].Row == claim.Members[s].Row && !slices.Contains(suspects, m) {
				suspects = append(suspects, m)
			}
		}
	}
	_, o := best(c.pass, claim)
	var missing []int
	for _, row := range o.yes {
		if !slices.ContainsFunc(claim.Members, func(m schema.Member) bool { return m.Row == row }) {
			missing = append(missing, row)
		}
	}
	var out []change
	for _, m := range suspects {
		rows := slices.Clone(missing)
		for _, s := range suspects {
			rows = append(rows, claim.Members[s].Row)
		}
		slices.Sort(rows)
		for _, row := range slices.Compact(rows) {
			if row >= 0 && row != claim.Members[m].Row {
				out = append(out, change{kind: rename, member: m, row: row})
			}
		}
		out = append(out, change{kind: drop, member: m, cost: oneSlip})
	}
	if len(missing) > 0 && claim.Complete {
		out = append(out, change{kind: insert, rows: missing, cost: oneSlip})
	}
	if claim.K >= 0 {
		out = append(out, change{kind: recount, cost: oneSlip + 1}) // a name is forgotten more often than a count is wrong
	}
	return out
}

// renameCost weighs that the name of a member stands for that of a row.
func (c *causes) renameCost(claim *schema.Claim, member, row int) int {
	cost := oneSlip
	if c.ties(claim, member, row) {
		cost -= borrowed
	}
	if c.resemble(claim, member, row) {
		cost -= alike
	}
	return cost
}

// ties reports whether the figure beside a member is that of a row.
func (c *causes) ties(claim *schema.Claim, member, row int) bool {
	m := claim.Members[member]
	m.Row = row
	return m.Figure >= 0 && c.tiesAt(claim, m)
}

// tiesAt reports whether the figure of a member is that of its row; where the figure
// tells of something else than the column of the list, it does.
func (c *causes) tiesAt(claim *schema.Claim, m schema.Member) bool {
	key := [2]int{m.Figure, m.Row}
	if ties, known := c.fits[key]; known {
		return ties
	}
	ties := true
	for _, n := range c.valuesOf(m.Figure) {
		v := c.pass.Claims[n]
		v.Cell.Row = m.Row
		t, ok := look(&schema.Pass{Report: c.pass.Report, Figures: c.figures}, &v)
		ties = ok && t.fit.Ties()
	}
	if c.fits == nil {
		c.fits = map[[2]int]bool{}
	}
	c.fits[key] = ties
	return ties
}

// valuesOf are the claims that a figure is the value of a cell.
func (c *causes) valuesOf(figure int) []int {
	if c.values == nil {
		c.values = map[int][]int{}
		for n := range c.pass.Claims {
			if v := &c.pass.Claims[n]; v.Kind == schema.ValueClaim {
				c.values[v.Figure] = append(c.values[v.Figure], n)
			}
		}
	}
	return c.values[figure]
}

// resemble reports whether the name of a member and that of a row are alike: of several
// words only one differs, or a few letters do.
func (c *causes) resemble(claim *schema.Claim, member, row int) bool {
	a := lang.Fold(c.pass.Report.Document.Text(claim.Members[member].Span))
	b := lang.Fold(shortName(c.pass, claim, member, row))
	one, two := strings.Fields(a), strings.Fields(b)
	if len(one) > 1 && len(one) == len(two) {
		differ := 0
		for i := range one {
			if one[i] != two[i] {
				differ++
			}
		}
		if differ == 1 {
			return true
		}
	}
	return schema.Edits(a, b)*4 <= max(len(a), len(b))
}

// shortName is the name of a row as the draft would write it beside a member: without
// the words that the draft leaves out of the member's own label.
func shortName(p *schema.Pass, claim *schema.Claim, member, row int) string {
	label := strings.Fields(unitName(p, claim.Cell.Table, claim.Members[member].Row))
	words := strings.Fields(p.Report.Document.Text(claim.Members[member].Span))
	other := strings.Fields(unitName(p, claim.Cell.Table, row))
	left := len(label) - len(words)
	if left > 0 && left < len(other) && lang.Fold(strings.Join(label[left:], " ")) == lang.Fold(strings.Join(words, " ")) {
		other = other[left:]
	}
	return strings.Join(other, " ")
}

// price is what a set of changes costs with the faults that it leaves, and which it
// mends. A set that makes new faults is no explanation. The checks of lists run on the
// changed claim; whether a figure then ties is worked out once for each member and row.
func (c *causes) price(n int, faults []int, set []change) (cost int, gone []int) {
	claim := c.changed(n, set)
	c.ledger = append(c.ledger[:0], c.figures...)
	t := trial{rep: c.pass.Report, claims: []schema.Claim{claim}, figures: c.ledger}
	for _, m := range claim.Members {
		if m.Figure >= 0 && !c.tiesAt(&claim, m) {
			c.ledger[m.Figure].Verdict = schema.Contradicted
		}
	}
	now := t.run(listChecks(), c.found[:0])
	for _, m := range claim.Members {
		if m.Figure >= 0 && c.ledger[m.Figure].Verdict == schema.Contradicted {
			now = append(now, schema.Finding{Code: UntiedFigure.Code, Severity: schema.Error, At: schema.AtSpan(c.figures[m.Figure].Span)})
		}
	}
	c.found = now
	gone, ok := c.compare(now, faults)
	if !ok {
		return 1 << 30, nil
	}
	return c.costOf(n, set) + (len(faults)-len(gone))*oneSlip, gone
}

// listChecks are those that look at lists of names.
func listChecks() []*schema.Check {
	return []*schema.Check{WrongCount, ListLength, OmittedUnit, UnmetMember, RepeatedMember}
}

// costOf is what a set of changes of a list costs by itself.
func (c *causes) costOf(n int, set []change) (cost int) {
	claim := &c.pass.Claims[n]
	counted := claim.K == len(claim.Members) && slices.ContainsFunc(set, func(one change) bool { return one.kind == insert || one.kind == drop })
	for _, one := range set {
		if one.kind == recount && counted { // whoever counted the faulty list gave its count
			continue
		}
		cost += one.cost
	}
	return cost
}

// changed is the claim of a list with changes made.
func (c *causes) changed(n int, set []change) schema.Claim {
	list := c.pass.Claims[n]
	list.Members = slices.Clone(list.Members)
	var dropped []int
	for _, one := range set {
		switch one.kind {
		case rename:
			list.Members[one.member].Row = one.row
		case drop:
			dropped = append(dropped, one.member)
		case insert:
			for _, row := range one.rows {
				list.Members = append(list.Members, schema.Member{Span: list.Members[0].Span, Row: row, Figure: -1})
			}
		case recount:
			_, o := best(c.pass, &c.pass.Claims[n])
			list.K = len(o.yes)
		}
	}
	slices.Sort(dropped)
	for _, m := range slices.Backward(dropped) {
		list.Members = slices.Delete(list.Members, m, m+1)
	}
	return list
}

// tell puts the faults that changes mend under the finding at the first change, and says
// there what they come from. A fault at a renamed name belongs to it even where its
// figure is wrong as well.
func (c *causes) tell(n int, faults []int, set []change, mended []int) {
	claim := &c.pass.Claims[n]
	slices.SortStableFunc(set, func(a, b change) int { return cmp.Compare(a.kind, b.kind) })
	under := slices.Clone(mended)
	root, rank := -1, 1<<30
	for _, k := range faults {
		f := &c.list[k]
		m := c.memberAt(claim, f.At.Span)
		for _, one := range set {
			here := -1
			switch {
			case one.kind == rename && m == one.member && f.Code != "R203":
				here = 2
				switch f.Code {
				case "R205":
					here = 0
				case "R204":
					here = 1
				}
				if !slices.Contains(under, k) {
					under = append(under, k)
				}
			case one.kind == insert && f.Code == "R203":
				here = 2
			case one.kind == recount && f.Code == "R201", one.kind == drop && m == one.member && f.Code != "R203":
				here = 3
			case one.kind == recount && f.Code == "R202":
				here = 4
			}
			if here >= 0 && here < rank && slices.Contains(under, k) {
				root, rank = k, here
			}
		}
	}
	if root < 0 || len(under) < 2 {
		return
	}
	c.put(root, under)
	for _, k := range append(slices.Clone(under), root) { // each for itself they would mend the consequence
		for i := range c.list[k].Fixes {
			c.list[k].Fixes[i].Replacement, c.list[k].Fixes[i].Applicability = "", schema.DisplayOnly
		}
	}
	c.because(claim, set, root)
}

// because says in words what the faults of a list come from, and offers to mend it.
func (c *causes) because(claim *schema.Claim, set []change, root int) {
	f := &c.list[root]
	var pairs []string
	var fixes []schema.Fix
	for _, one := range set {
		switch one.kind {
		case rename:
			old, name := c.pass.Report.Document.Text(claim.Members[one.member].Span), shortName(c.pass, claim, one.member, one.row)
			pairs = append(pairs, "“"+old+"” → “"+name+"”")
			fixes = append(fixes, schema.Fix{Title: schema.Say("causes.fix.rename", "old", old, "name", name),
				At: schema.AtSpan(claim.Members[one.member].Span), Replacement: name, Applicability: schema.Unsafe, Also: len(fixes) > 0})
			if fix, ok := c.figureOf(claim, one); ok {
				fixes = append(fixes, fix)
			}
		case insert:
			if len(pairs) == 0 {
				f.Because = schema.Say("causes.omitted", "units", listed(names(c.pass, claim.Cell.Table, one.rows)))
			}
		case drop:
			if len(pairs) == 0 {
				f.Because = schema.Say("causes.dropped", "unit", unitName(c.pass, claim.Cell.Table, claim.Members[one.member].Row))
			}
		case recount:
			if len(pairs) == 0 && f.Because.IsZero() {
				f.Because = schema.Say("causes.recounted", "k", strconv.Itoa(claim.K))
			}
		}
	}
	if len(pairs) > 0 {
		f.Cause = "other-name"
		f.Because = schema.Say("causes.renamed", "names", strings.Join(pairs, "; "))
		f.Fixes = append(fixes, f.Fixes...)
	}
}

// figureOf mends the figure beside a renamed member where it is not that of its row.
func (c *causes) figureOf(claim *schema.Claim, one change) (schema.Fix, bool) {
	m := claim.Members[one.member]
	if m.Row = one.row; m.Figure < 0 || c.tiesAt(claim, m) {
		return schema.Fix{}, false
	}
	for _, n := range c.valuesOf(m.Figure) {
		v := &c.pass.Claims[n]
		f := &c.figures[m.Figure]
		right := likeCell(c.pass, f, c.pass.Report.Tables[v.Cell.Table].Ref(one.row, v.Cell.Col), v.Factor)
		return schema.Fix{Title: schema.Say("causes.fix.rename", "old", f.Text, "name", right), At: schema.AtSpan(f.Span), Replacement: right, Applicability: schema.Unsafe, Also: true}, right != ""
	}
	return schema.Fix{}, false
}

// cellNumber reads a value that a finding gives a cell, in the marks of that cell.
func cellNumber(rep *schema.Report, ref schema.Ref, text string) (schema.Number, bool) {
	cell := rep.At(ref)
	for _, t := range rep.Tables {
		if t.Sheet != ref.Sheet || t.RowOf(ref.Row) < 0 || t.ColumnOf(ref.Col) < 0 {
			continue
		}
		m := number.MarksFor(t.DecimalMark)
		if n, ok := number.Parse(strings.TrimSpace(cell.Raw), m); t.DecimalMark == 0 && ok && n.Value.Cmp(cell.Number.Value) != 0 {
			m = m.Other()
		}
		n, ok := number.Parse(text, m)
		if n.Scale == 0 {
			n.Scale = cell.Number.Scale
		}
		return n, ok
	}
	return schema.Number{}, false
}

// figureNumber reads a value that a finding gives a figure of the prose, in its own form.
func figureNumber(f *schema.Figure, text string) (schema.Number, bool) {
	m := number.ViMarks
	if n, ok := number.Parse(strings.TrimSpace(strings.TrimRight(f.Text, "% ")), m); !ok || n.Value.Cmp(f.Number.Value) != 0 {
		m = m.Other()
	}
	n, ok := number.Parse(strings.TrimSpace(strings.TrimRight(text, "% ")), m)
	n.Scale, n.Percent = f.Number.Scale, f.Number.Percent
	return n, ok
}
