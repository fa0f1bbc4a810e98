package audit_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"doisoat/internal/audit"
	"doisoat/schema"
)

var everyDigit = flag.Bool("every-digit", false, "change every digit of every cell into every other digit")

// drawn is how many digits each place of a figure is tried with, unless all are. One
// of them may be the digit that stands there.
const drawn = 2

// trial is one fault put into a table.
type trial struct {
	at   schema.Ref
	was  string
	text string
	want standing // the worst that the promises of the cell come to
	kind string   // what the cell is to its promises
	// alone says that the broken promises have no other cell in common, so that this
	// one explains them best.
	alone bool
	keep  bool // the formula stays in the cell, over a stale value
}

func (c trial) String() string {
	return fmt.Sprintf("%s %s -> %s", schema.A1(c.at.Row, c.at.Col), c.was, c.text)
}

// digitChanges lists what becomes of a figure when one digit of it is changed: every
// place, and of the nine other digits those that draw takes. A nought that comes to
// stand in front is not written, so that the number gets shorter.
func digitChanges(raw string, draw func(place int) []byte) []string {
	var out []string
	for n := range len(raw) {
		if raw[n] < '0' || raw[n] > '9' {
			continue
		}
		for _, d := range draw(n) {
			if d == raw[n] {
				continue
			}
			text := raw[:n] + string(rune(d)) + raw[n+1:]
			for len(text) > 1 && (text[0] == '0' && text[1] != ',' || text[0] == '.') {
				text = text[1:]
			}
			if !slices.Contains(out, text) && text != raw {
				out = append(out, text)
			}
		}
	}
	return out
}

// digits draws other digits; the first place is always tried with nought too.
func digits(r *rand.Rand) func(int) []byte {
	return func(place int) []byte {
		all := []byte("0123456789")
		if *everyDigit {
			return all
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		out := all[:drawn]
		if place == 0 {
			out = append(slices.Clone(out), '0')
		}
		return out
	}
}

// trials changes digits in every cell that takes part in a promise.
func (l laid) trials() []trial {
	rep, places := l.rep, l.places(l.lower)
	byCell := map[schema.Ref][]int{}
	for n := range places {
		for _, ref := range places[n].cells {
			byCell[ref] = append(byCell[ref], n)
		}
	}
	r := rand.New(rand.NewPCG(2, 3))
	var out []trial
	for row := range rep.Sheets[0].Cells {
		for col := range rep.Sheets[0].Cells[row] {
			at := schema.Ref{Row: row, Col: col}
			was := rep.At(at).Raw
			if _, ok := plainNumber(was); !ok || len(byCell[at]) == 0 {
				continue
			}
			for _, text := range digitChanges(was, digits(r)) {
				c := trial{at: at, was: was, text: text, kind: "count"}
				var common []schema.Ref
				for _, n := range byCell[at] {
					p := &places[n]
					stands := p.stands(func(ref schema.Ref) string {
						if ref == at {
							return text
						}
						return rep.At(ref).Raw
					})
					c.want = max(c.want, stands)
					if stands == broken {
						common = shared(common, p.cells)
					}
					switch {
					case p.kind == between:
						c.kind = "rate without a formula"
					case p.kind != added && p.cells[0] == at:
						c.kind = "rate"
					}
				}
				c.alone = len(common) == 1 && c.kind != "rate without a formula"
				out = append(out, c)
				if rep.At(at).Formula != "" {
					c.keep = true
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// shared keeps those cells that are in more too; nil is every cell.
func shared(cells, more []schema.Ref) []schema.Ref {
	if cells == nil {
		return slices.Clone(more)
	}
	return slices.DeleteFunc(cells, func(r schema.Ref) bool { return !slices.Contains(more, r) })
}

// outcome is what a run says of a trial.
type outcome struct {
	trial
	err    error
	errors int // findings of severity error
	there  int // of these, those that stand at the cell
	named  int // of these, those that have the cell as their place or in their evidence
	warned int // warnings that have it so
	told   string
}

// judged runs the trials, on every processor.
func judged(rep *schema.Report, trials []trial) []outcome {
	out := make([]outcome, len(trials))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for n := range next {
				out[n] = judge(rep, trials[n])
			}
		})
	}
	for n := range trials {
		next <- n
	}
	close(next)
	wait.Wait()
	return out
}

// judge runs the whole flow on a copy of the sound report with the trial's fault.
func judge(rep *schema.Report, c trial) outcome {
	faulty := copied(rep)
	formula := faulty.At(c.at).Formula
	typeOver(faulty, c.at, c.text)
	if c.keep {
		faulty.At(c.at).Formula = formula
	}
	res, err := audit.Run(faulty, audit.Options{})
	o := outcome{trial: c, err: err}
	if err != nil {
		return o
	}
	for _, f := range res.Findings {
		switch {
		case f.Severity == schema.Note:
			continue
		case f.Severity == schema.Error:
			o.errors++
			if standsAt(f, c.at) {
				o.there++
			}
			if involves(f, c.at) {
				o.named++
			}
		case involves(f, c.at):
			o.warned++
		}
		o.told += fmt.Sprintf("; %s %s at %s", f.Severity, f.Code, schema.A1(f.At.Ref.Row, f.At.Ref.Col))
	}
	return o
}

func standsAt(f schema.Finding, at schema.Ref) bool {
	return f.At.Kind == schema.InCell && f.At.Ref == at
}

// involves reports whether a finding stands at the cell or has it among its evidence.
func involves(f schema.Finding, at schema.Ref) bool {
	return standsAt(f, at) || slices.ContainsFunc(f.Evidence, func(e schema.Evidence) bool {
		return e.Role != "rule" && e.At.Kind == schema.InCell && e.At.Ref == at
	})
}

// tally sums outcomes up.
type tally struct {
	trials  int
	named   int // trials that an error names
	there   int // trials with an error at the cell itself
	warned  int // trials that a warning names
	one     int // trials with one error and no more
	alone   int // trials whose broken promises have only the cell in common
	pinned  int // of these, those with an error at the cell itself
	errors  int
	foreign int // errors that do not name the cell
}

func (n *tally) add(o outcome) {
	count := func(sum *int, is bool) {
		if is {
			*sum++
		}
	}
	n.trials++
	count(&n.named, o.named > 0)
	count(&n.there, o.there > 0)
	count(&n.warned, o.warned > 0)
	count(&n.one, o.errors == 1)
	count(&n.alone, o.alone)
	count(&n.pinned, o.alone && o.there > 0)
	n.errors += o.errors
	n.foreign += o.errors - o.named
}

// Change one digit of any cell that takes part in a promise, and the run reports an
// error that names that cell, whatever the recogniser makes of the faulty table, and no
// error that does not; where no other cell explains all that is broken, the error stands
// at the cell. Where the promises still hold, because the figure is one of those
// that rounding leaves open, there is no error; where a rate has become the one that
// cutting off gives, there is a warning.
func TestChangedDigit(t *testing.T) {
	for _, s := range subjects {
		t.Run(s.name, func(t *testing.T) {
			l := s.load(t, "appendix.xlsx")
			rep, places := l.rep, l.places(l.lower)
			for n := range places {
				if got := places[n].stands(func(ref schema.Ref) string { return rep.At(ref).Raw }); got == broken || got == cutOff {
					t.Fatalf("the promise of %s is broken before any change", schema.A1(places[n].cells[0].Row, places[n].cells[0].Col))
				}
			}
			sound := judge(rep, trial{text: rep.At(schema.Ref{}).Raw})
			if sound.err != nil || sound.told != "" {
				t.Fatalf("the table without a fault: %v%s", sound.err, sound.told)
			}
			sums := map[string]*tally{}
			trials := l.trials()
			if testing.Short() { // a draw of them; the whole takes minutes
				r := rand.New(rand.NewPCG(11, 13))
				trials = slices.DeleteFunc(trials, func(trial) bool { return r.IntN(8) > 0 })
			}
			for _, o := range judged(rep, trials) {
				if o.err != nil {
					t.Fatalf("%s: %v", o.trial, o.err)
				}
				if o.errors > o.named {
					t.Errorf("%s: an error elsewhere%s", o.trial, o.told)
				}
				switch {
				case o.want == broken && o.named == 0:
					t.Errorf("%s: no error names the cell%s", o.trial, o.told)
				case o.alone && o.there == 0:
					t.Errorf("%s: the broken promises meet in the cell, and no error is there%s", o.trial, o.told)
				case o.want == cutOff && o.warned == 0 && o.named == 0:
					t.Errorf("%s: no warning names the cell%s", o.trial, o.told)
				case o.want == kept && o.errors > 0:
					t.Errorf("%s: every promise holds%s", o.trial, o.told)
				}
				key := o.kind + ", " + o.want.String()
				if sums[key] == nil {
					sums[key] = &tally{}
				}
				sums[key].add(o)
			}
			for _, key := range slices.Sorted(maps.Keys(sums)) {
				n := sums[key]
				t.Logf("%-32s %5d changes: %5d named by an error, %5d at the cell (%d of %d where only it explains all); %3d by a warning; %5d with one error; %d errors, %d elsewhere",
					key, n.trials, n.named, n.there, n.pinned, n.alone, n.warned, n.one, n.errors, n.foreign)
			}
			for _, kind := range []string{"count", "rate"} {
				if n := sums[kind+", broken"]; n == nil || n.one*100 < n.trials*99 {
					t.Errorf("%s: one fault is to make one error: %+v", kind, n)
				}
			}
		})
	}
}

// The same once for each cell, with prose beside the table: the draft beside the
// workbook, and the table inside a document, where merged cells are lost and rows and
// columns may have slipped. The prose takes nothing away from what the table shows.
func TestChangedDigitBesideProse(t *testing.T) {
	for _, s := range subjects {
		for n, files := range [][]string{{"appendix.xlsx", "draft.md"}, {"draft.docx"}, {"report.md"}} {
			if testing.Short() && n > 0 {
				break
			}
			t.Run(s.name+"/"+files[len(files)-1], func(t *testing.T) {
				t.Parallel()
				l := s.load(t, files...)
				sound := soundFindings(t, l.rep)
				seen := map[schema.Ref]bool{}
				all := l.trials()
				prose, elsewhere := 0, 0
				for _, n := range rand.New(rand.NewPCG(5, 7)).Perm(len(all)) {
					c := all[n]
					if c.want != broken || c.kind == "rate without a formula" || seen[c.at] {
						continue
					}
					seen[c.at] = true
					faulty := copied(l.rep)
					typeOver(faulty, c.at, c.text)
					named := false
					for _, f := range newFindings(t, faulty, sound) {
						switch {
						case f.Severity != schema.Error:
						case f.At.Kind == schema.InText:
							prose++
							if !involves(f, c.at) {
								elsewhere++
							}
						case involves(f, c.at):
							named = true
						default:
							t.Errorf("%s: an error elsewhere: %s", c, told(f))
						}
					}
					if !named {
						t.Errorf("%s: no error of the table names the cell", c)
					}
				}
				t.Logf("%d cells; %d new errors of the prose, %d without the cell in their evidence", len(seen), prose, elsewhere)
				if len(seen) < 100 {
					t.Errorf("only %d cells were tried", len(seen))
				}
			})
		}
	}
}
