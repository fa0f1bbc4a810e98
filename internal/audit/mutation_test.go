package audit_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"doisoat/internal/audit"
	"doisoat/schema"
)

var everyDigit = flag.Bool("every-digit", false, "change every digit of every cell into every other digit")

// drawn is how many other digits each place of a figure is tried with, unless all are.
const drawn = 2

// trial is one fault put into a table.
type trial struct {
	at   schema.Ref
	was  string
	text string
	want standing // the worst that the promises of the cell come to
	kind byte     // 'c' a count or an amount, 'r' a ratio
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
		out := all[:drawn+1] // one of them may be the digit that stands there
		if place == 0 {
			out = append(slices.Clone(out), '0')
		}
		return out
	}
}

// trials changes digits in every cell that takes part in a promise.
func (s *subject) trials(rep *schema.Report) []trial {
	places := s.places(0)
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
				c := trial{at: at, was: was, text: text, kind: 'c'}
				for _, n := range byCell[at] {
					read := func(ref schema.Ref) string {
						if ref == at {
							return text
						}
						return rep.At(ref).Raw
					}
					c.want = max(c.want, places[n].stands(read))
					if places[n].kind != added && places[n].cells[0] == at {
						c.kind = 'r'
					}
				}
				out = append(out, c)
			}
		}
	}
	return out
}

// outcome is what a run says of a trial.
type outcome struct {
	trial
	err     error
	errors  int // findings of severity error
	there   int // of these, those that stand at the cell
	named   int // of these, those that have the cell as their place or in their evidence
	warned  int // warnings that stand at the cell
	details string
}

// judged runs the trials and counts what they bring up beyond the findings of the
// sound report.
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

func judge(rep *schema.Report, c trial) outcome {
	faulty := copied(rep)
	typeOver(faulty, c.at, c.text)
	res, err := audit.Run(faulty, audit.Options{})
	o := outcome{trial: c, err: err}
	if err != nil {
		return o
	}
	var told []string
	for _, f := range res.Findings {
		switch {
		case f.Severity == schema.Error:
			o.errors++
			if stands(f, c.at) {
				o.there++
			}
			if involves(f, c.at) {
				o.named++
			}
		case f.Severity == schema.Warning && stands(f, c.at):
			o.warned++
		}
		if f.Severity != schema.Note {
			told = append(told, fmt.Sprintf("%s %s at %s (%s)", f.Severity, f.Code, schema.A1(f.At.Ref.Row, f.At.Ref.Col), f.Computed))
		}
	}
	o.details = strings.Join(told, "; ")
	return o
}

func stands(f schema.Finding, at schema.Ref) bool {
	return f.At.Kind == schema.InCell && f.At.Ref == at
}

func involves(f schema.Finding, at schema.Ref) bool {
	return stands(f, at) || slices.ContainsFunc(f.Evidence, func(e schema.Evidence) bool {
		return e.Role != "rule" && e.At.Kind == schema.InCell && e.At.Ref == at
	})
}

// tally sums outcomes up.
type tally struct{ trials, named, there, one, errors, foreign int }

func (n *tally) add(o outcome) {
	n.trials++
	if o.named > 0 {
		n.named++
	}
	if o.there > 0 {
		n.there++
	}
	if o.errors == 1 {
		n.one++
	}
	n.errors += o.errors
	n.foreign += o.errors - o.named
}

func TestChangedDigits(t *testing.T) {
	for _, s := range []*subject{&dispatch, &schools, &budget} {
		t.Run(s.name, func(t *testing.T) {
			rep := s.load(t, false)
			sound := judge(rep, trial{at: schema.Ref{}, text: rep.At(schema.Ref{}).Raw})
			if sound.err != nil || sound.details != "" {
				t.Fatalf("the sound table: %v %s", sound.err, sound.details)
			}
			counts := map[string]*tally{}
			missed := 0
			for _, o := range judged(rep, s.trials(rep)) {
				if o.err != nil {
					t.Fatalf("%s: %v", o.trial, o.err)
				}
				key := string(o.kind) + [...]string{"?", " kept", " cut off", " broken"}[o.want]
				if counts[key] == nil {
					counts[key] = &tally{}
				}
				counts[key].add(o)
				if o.want == broken && o.named == 0 || o.errors > o.named {
					if missed++; missed <= 40 {
						t.Errorf("%s: %s", o.trial, o.details)
					}
				}
			}
			for key, n := range counts {
				t.Logf("%s %-10s %+v", s.name, key, *n)
			}
		})
	}
}
