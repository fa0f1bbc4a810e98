// Package assay measures, for the report in hand, which wrong figures a run would have
// caught: every figure of its tables, every figure of the prose that ties, and the names
// and words around them are changed in memory, one at a time, in the ways that people
// err, and the report is checked again. What silence means is then known, not hoped.
//
// It is mutation testing (DeMillo, Lipton and Sayward, "Hints on test data selection",
// Computer 1978), with the report as the program and the checks as its tests.
package assay

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"doisoat/internal/amend"
	"doisoat/internal/audit"
	"doisoat/schema"
)

// Fate is what became of a slip.
type Fate uint8

const (
	Missed    Fate = iota // no new error or warning
	Elsewhere             // one, but the changed place is not the first named
	First                 // the first-named cause is the changed place
)

func (f Fate) String() string { return [...]string{"missed", "elsewhere", "first"}[f] }

// Outcome is a slip and what became of it.
type Outcome struct {
	Slip
	Fate Fate
	// Holds says of a missed slip that the report still keeps what it promises: the
	// figure ties within its rounding, or every rule of the cell holds.
	Holds bool
	Code  string // of the first finding, "" for none
}

// Options bound an assay.
type Options struct {
	Most int // slips that are tried; of more, so many are drawn. 0 is all
	Jobs int // 0 is one a processor
	// Done is told how many slips are behind, from any goroutine; nil for nobody.
	Done func(done, all int)
}

// Result is the outcome of an assay.
type Result struct {
	Base     *audit.Result // the run on the report as it is
	Outcomes []Outcome     // of the slips tried, in the order of the report
	Of       int           // slips that there are
}

// drawing is the seed by which slips are drawn: the same report gives the same ones.
const drawing = 20230630

// Run checks a report as it was read, makes its slips, and checks it with each.
func Run(rep *schema.Report, opt Options) (*Result, error) {
	base, err := audit.Run(amend.Copy(rep), audit.Options{Keep: true})
	if err != nil {
		return nil, err
	}
	slips := slipsOf(rep, base)
	r := &Result{Base: base, Of: len(slips)}
	if opt.Most > 0 && len(slips) > opt.Most {
		slips = draw(slips, opt.Most)
	}
	a := bench{rep: rep, base: base}
	a.known()
	r.Outcomes = make([]Outcome, len(slips))
	faults := make([]error, len(slips))
	next := make(chan int)
	var wait sync.WaitGroup
	var lock sync.Mutex
	behind := 0
	for range cmp.Or(opt.Jobs, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for n := range next {
				r.Outcomes[n], faults[n] = a.try(slips[n])
				if opt.Done != nil {
					lock.Lock()
					behind++
					opt.Done(behind, len(slips))
					lock.Unlock()
				}
			}
		})
	}
	for n := range slips {
		next <- n
	}
	close(next)
	wait.Wait()
	return r, cmp.Or(faults...)
}

// draw takes so many slips, in their order, by lot.
func draw(slips []Slip, most int) []Slip {
	r := rand.New(rand.NewPCG(drawing, uint64(len(slips))))
	taken := r.Perm(len(slips))[:most]
	slices.Sort(taken)
	out := make([]Slip, 0, most)
	for _, n := range taken {
		out = append(out, slips[n])
	}
	return out
}

// bench is a report on which slips are tried.
type bench struct {
	rep  *schema.Report // as it was read
	base *audit.Result
	told map[key]int
}

// key names a finding by its check and place.
type key struct {
	code string
	at   schema.Location
}

func (a *bench) known() {
	a.told = map[key]int{}
	for i := range a.base.Findings {
		f := &a.base.Findings[i]
		a.told[key{f.Code, f.At}]++
	}
}

// try makes one slip and checks the report again: a change of the prose reads the draft
// again, a change of a table the whole.
func (a *bench) try(s Slip) (o Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v -> %v: %v\n%s", s.Was, s.Texts, p, debug.Stack())
		}
	}()
	o.Slip = s
	var res *audit.Result
	shift := shifts{}
	if s.Where == InTable || s.Where == InNames {
		rep := a.rep
		for i, at := range s.At {
			rep = amend.Type(rep, at.Ref, s.Texts[i])
		}
		res, err = audit.Run(rep, audit.Options{})
	} else {
		doc := a.rep.Document
		for i := range slices.Backward(s.At) {
			doc = amend.Words(doc, s.At[i].Span, s.Texts[i])
			shift = append(shift, move{s.At[i].Span, len(s.Texts[i]) - s.At[i].Span.Len()})
		}
		res, err = a.base.Reread(doc)
	}
	if err != nil {
		return o, err
	}
	a.judge(&o, res, shift)
	return o, nil
}

// shifts are the changes of a block's length by a slip.
type shifts []move

type move struct {
	at schema.Span // as it was
	by int
}

// back gives the place that a span of the changed prose had before; what lies in the
// changed words has their place.
func (m shifts) back(s schema.Span) schema.Span {
	for _, one := range m { // from the last to the first
		if one.at.Block != s.Block {
			continue
		}
		// m holds the later change first: undo the earlier ones of the same block on the way
		total := 0
		for _, other := range m {
			if other.at.Block == one.at.Block && other.at.Start < one.at.Start {
				total += other.by
			}
		}
		start, end := one.at.Start+total, one.at.End+total+one.by
		switch {
		case s.Start >= end:
			s.Start, s.End = s.Start-one.by, s.End-one.by
		case s.End > start:
			if s.End >= end {
				s.End -= one.by
			}
			if s.Start > start {
				s.Start = start
			}
			s.End = max(s.End, s.Start)
		}
	}
	return s
}

// judge compares the findings with those of the report as it is.
func (a *bench) judge(o *Outcome, res *audit.Result, shift shifts) {
	told := map[key]int{}
	fresh := map[int]bool{} // by ID
	var list []*schema.Finding
	for i := range res.Findings {
		f := &res.Findings[i]
		at := f.At
		if at.Kind == schema.InText {
			at.Span = shift.back(at.Span)
		}
		k := key{f.Code, at}
		if told[k]++; told[k] <= a.told[k] || f.Severity == schema.Note {
			continue
		}
		fresh[f.ID] = true
		list = append(list, f)
	}
	if len(list) == 0 {
		o.Holds = a.holds(o, res, shift)
		return
	}
	o.Fate = Elsewhere
	best := slices.MinFunc(list, func(x, y *schema.Finding) int {
		return cmp.Or(cmp.Compare(under(x, fresh), under(y, fresh)), cmp.Compare(y.Severity, x.Severity), cmp.Compare(there(o, y, shift), there(o, x, shift)))
	})
	o.Code = best.Code
	if there(o, best, shift) > 0 {
		o.Fate = First
	}
}

// under is 1 for a finding that another new one explains.
func under(f *schema.Finding, fresh map[int]bool) int {
	if f.Of != 0 && fresh[f.Of] {
		return 1
	}
	return 0
}

// there is 1 for a finding at the changed place: the cell, the words, the figures of the
// names, the list that lost one.
func there(o *Outcome, f *schema.Finding, shift shifts) int {
	for _, at := range o.At {
		if at.Kind == schema.InCell && f.At == at {
			return 1
		}
		if at.Kind == schema.InText && f.At.Kind == schema.InText && meet(shift.back(f.At.Span), at.Span) {
			return 1
		}
	}
	if f.At.Kind == schema.InText {
		for _, s := range o.spans {
			if meet(shift.back(f.At.Span), s) {
				return 1
			}
		}
	}
	if o.Where == InNames && f.At.Kind == schema.InCell { // a name's row
		for _, at := range o.At {
			if f.At.Ref.Sheet == at.Ref.Sheet && f.At.Ref.Row == at.Ref.Row {
				return 1
			}
		}
	}
	return 0
}

func meet(a, b schema.Span) bool {
	return a.Block == b.Block && a.Start < max(b.End, b.Start+1) && b.Start < max(a.End, a.Start+1)
}

// holds reports of a missed slip whether the report is still true with it, as far as the
// run can tell: the figure ties all the same.
func (a *bench) holds(o *Outcome, res *audit.Result, shift shifts) bool {
	if o.Where != InFigure {
		return false
	}
	for i := range res.Figures {
		f := &res.Figures[i]
		if meet(shift.back(f.Span), o.At[0].Span) {
			return f.Verdict == schema.Tied
		}
	}
	return false
}
