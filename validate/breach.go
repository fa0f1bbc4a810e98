package validate

import (
	"sort"
	"strings"

	"doisoat/internal/edit"
	"doisoat/schema"
)

// instance is a rule of a table at one of its lines, worked out.
type instance struct {
	table *schema.Table
	rule  *schema.Rule
	line  int
	out   edit.Outcome
}

// kind is the code of the check that owns the rule.
func (i *instance) kind() string {
	switch {
	case i.rule.Relation == schema.Within:
		return "V202"
	case i.rule.Axis == schema.Down:
		return "V201"
	case i.rule.Form == schema.Sum || i.rule.Form == schema.Difference:
		return "V301"
	}
	return "V101"
}

// cells are the places of the rule at its line, the target first.
func (i *instance) cells() []schema.Ref {
	refs := make([]schema.Ref, 0, 1+len(i.out.Operands))
	refs = append(refs, i.out.Target)
	for _, o := range i.out.Operands {
		refs = append(refs, o.Ref)
	}
	return refs
}

// footing is every rule of a report at every line, and what the broken ones have in
// common. It is worked out once in a run.
type footing struct {
	rep    *schema.Report
	all    []instance
	byCell map[schema.Ref][]int // instances by the cells in them, indexes into all
	blames []blame
	mended *schema.Report // with what the blames found in place; rep when there are none

	loose map[*schema.Table]*schema.Table // see rounded
	exact map[*schema.Table]bool          // see counted
}

type footingKey struct{}

// footingOf gives the footing of the pass's report, kept in the pass for the checks
// that follow.
func footingOf(p *schema.Pass) *footing {
	if f, ok := p.Shared[footingKey{}].(*footing); ok && f.rep == p.Report {
		return f
	}
	f := workOut(p.Report)
	if p.Shared != nil {
		p.Shared[footingKey{}] = f
	}
	return f
}

func workOut(rep *schema.Report) *footing {
	f := &footing{rep: rep, mended: rep, byCell: map[schema.Ref][]int{}}
	n := 0
	for _, t := range rep.Originals() {
		for r := range t.Rules {
			n += len(t.Rules[r].Over)
		}
	}
	f.all = make([]instance, 0, n)
	for _, t := range rep.Originals() {
		for r := range t.Rules {
			rule := &t.Rules[r]
			for _, line := range rule.Over {
				f.all = append(f.all, workOutAt(rep, t, rule, line))
			}
		}
	}
	for n := range f.all {
		if f.all[n].out.Status == edit.Breaks { // the places are needed only where something is broken
			f.index()
			f.blames = f.search()
			break
		}
	}
	return f
}

// workOutAt is a rule at a line. A sum with a part that is not known (".." or "x", not
// the dash that says none) cannot be decided, whatever the rest adds up to.
func workOutAt(rep *schema.Report, t *schema.Table, rule *schema.Rule, line int) instance {
	i := instance{t, rule, line, edit.At(rep, t, rule, line)}
	for _, o := range i.out.Operands {
		if o.Blank {
			if c := rep.At(o.Ref); c.Kind == schema.Nil && !dash(c.Raw) {
				i.out.Status = edit.Undecidable
			}
		}
	}
	return i
}

// dash reports whether a mark for none is a dash, which stands for nought.
func dash(text string) bool { return strings.Trim(text, "-–—_ \u00a0") == "" }

func (f *footing) index() {
	for n := range f.all {
		for _, ref := range f.all[n].cells() {
			if at := f.byCell[ref]; len(at) == 0 || at[len(at)-1] != n {
				f.byCell[ref] = append(at, n)
			}
		}
	}
}

// holding counts the instances of a kind that hold or cannot be decided, and marks
// their cells in the ledger. Broken ones are counted by the findings that tell them.
func (f *footing) holding(p *schema.Pass, kind string) {
	for n := range f.all {
		i := &f.all[n]
		if i.kind() != kind {
			continue
		}
		if p.Cells != nil && i.out.Status != edit.Undecidable {
			p.Cells.Recomputed[i.out.Target] = true
		}
		switch i.out.Status {
		case edit.Undecidable:
			p.Undecided()
		case edit.Holds:
			p.Passed()
			if p.Cells == nil {
				continue
			}
			for _, ref := range i.cells() {
				if p.Report.At(ref).Kind == schema.Numeric {
					p.Cells.Mark(ref, schema.CellConsistent)
				}
			}
		}
	}
}

// blamed runs tell over the blames that a check owns and marks their cells.
func (f *footing) blamed(p *schema.Pass, code string, tell func(*blame) schema.Finding) {
	for n := range f.blames {
		b := &f.blames[n]
		if b.code != code {
			continue
		}
		if p.Cells != nil {
			p.Cells.Mark(b.at, schema.CellContradicted)
			if b.with != nil {
				p.Cells.Mark(*b.with, schema.CellContradicted)
			}
		}
		p.Found(tell(b))
		if b.with != nil { // the other cell is wrong as well, and mended apart
			other := f.counterpart(b)
			p.Found(tell(&other))
		}
	}
}

// counterpart is the blame of the cell that changed figures with another.
func (f *footing) counterpart(b *blame) blame {
	out := *b
	here := f.rep.At(b.at).Number
	out.at, out.with = *b.with, &b.at
	out.value, out.places = here.Rat(), int(here.Shown)
	return out
}

// before orders places from the top left of the first sheet to the bottom right of
// the last.
func before(a, b schema.Ref) bool {
	if a.Sheet != b.Sheet {
		return a.Sheet < b.Sheet
	}
	if a.Row != b.Row {
		return a.Row < b.Row
	}
	return a.Col < b.Col
}

func sortRefs(refs []schema.Ref) {
	sort.Slice(refs, func(i, j int) bool { return before(refs[i], refs[j]) })
}
