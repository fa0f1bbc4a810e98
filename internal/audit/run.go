package audit

import (
	"cmp"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"doisoat/internal/claim"
	"doisoat/internal/lang"
	"doisoat/internal/recognize"
	"doisoat/reconcile"
	"doisoat/schema"
	"doisoat/validate"
)

// Options are what a run may be told; the zero value checks everything.
type Options struct {
	Keep bool // what Reread needs is kept
	// Stage is told what a run turns to, for a person who waits; nil for nobody.
	Stage func(Stage)
}

// Stage is a part of a run.
type Stage uint8

const (
	Recognizing Stage = iota // the structure of the tables
	Checking                 // tables, and the reading of the prose beside it
	Reconciling              // prose against tables
)

func (o *Options) tell(s Stage) {
	if o.Stage != nil {
		o.Stage(s)
	}
}

// Run checks a report that has been read. An error means that the tool failed or
// that the report's spec does not fit its tables; a fault of the report is a finding.
func Run(rep *schema.Report, opt Options) (*Result, error) {
	opt.tell(Recognizing)
	pack := Language(rep)
	if err := recognize.Tables(rep, pack); err != nil {
		return nil, err
	}
	pairTwins(rep)
	if err := recognize.Rules(rep, pack); err != nil {
		return nil, err
	}
	opt.tell(Checking)
	res := &Result{Report: rep, Pack: pack, Cells: schema.NewCellLedger()}
	// The prose is read while the tables are checked: neither changes what the other
	// looks at.
	var fault error
	read := make(chan struct{})
	var claims []schema.Claim
	var figures []schema.Figure
	go func() {
		defer close(read)
		defer func() {
			if p := recover(); p != nil {
				fault = fmt.Errorf("reading the prose: %v\n%s", p, debug.Stack())
			}
		}()
		claims, figures = claim.Read(rep, pack)
	}()
	err := res.run(validate.Suite())
	<-read
	if err = cmp.Or(err, fault); err != nil {
		return nil, err
	}
	res.Claims, res.Figures = claims, figures
	if opt.Keep {
		res.tables, res.marked = slices.Clone(res.Findings), res.Cells.Copy()
	}
	opt.tell(Reconciling)
	return res, res.reconcile()
}

// Reread is a run on the same tables with another text of the draft: nothing of the
// tables is looked at again. The document must have the blocks of the first, and the
// first run must have been told to keep what this one needs.
func (r *Result) Reread(doc *schema.Document) (*Result, error) {
	rep := *r.Report
	rep.Document = doc
	res := &Result{Report: &rep, Pack: r.Pack, Cells: r.marked.Copy(), Findings: slices.Clone(r.tables), Checks: slices.Clone(r.Checks[:len(validate.Suite())])}
	res.Claims, res.Figures = claim.Read(&rep, r.Pack)
	return res, res.reconcile()
}

// run runs checks, in order.
func (r *Result) run(suite []*schema.Check) error {
	shared := map[any]any{}
	for _, c := range suite {
		tally := schema.Tally{}
		pass := &schema.Pass{Report: r.Report, Claims: r.Claims, Figures: r.Figures, Check: c, Tally: &tally, Findings: &r.Findings, Cells: r.Cells, Shared: shared}
		if err := c.Run(pass); err != nil {
			return fmt.Errorf("%s %s: %w", c.Code, c.Name, err)
		}
		r.Checks = append(r.Checks, CheckTally{c, tally})
	}
	return nil
}

// reconcile runs the checks of the prose behind those of the tables, and puts what one
// slip brings about under it.
func (r *Result) reconcile() error {
	figures := slices.Clone(r.Figures)
	if err := r.run(reconcile.Suite()); err != nil {
		return err
	}
	mendTwins(r.Report, r.Findings)
	reconcile.Causes(&schema.Pass{Report: r.Report, Claims: r.Claims, Figures: r.Figures, Findings: &r.Findings}, figures)
	slices.SortStableFunc(r.Findings, func(a, b schema.Finding) int { return compare(r.Report, a, b) })
	return nil
}

// Language is the language that most of the report is written in.
func Language(rep *schema.Report) *lang.Pack {
	if rep.Spec != nil && rep.Spec.Lang != "" {
		return lang.For(rep.Spec.Lang)
	}
	var text strings.Builder
	if rep.Document != nil {
		for i := range rep.Document.Blocks {
			text.WriteString(rep.Document.Blocks[i].Text)
		}
	}
	for _, s := range rep.Sheets {
		for _, row := range s.Cells {
			for i := range row {
				text.WriteString(row[i].Raw)
			}
		}
	}
	return lang.Detect(text.String())
}

// compare orders findings by source, place and code.
func compare(rep *schema.Report, a, b schema.Finding) int {
	key := func(f schema.Finding) []int {
		return []int{rep.SourceOf(f.At), int(f.At.Kind), f.At.Span.Block, f.At.Span.Start, f.At.Ref.Sheet, f.At.Ref.Row, f.At.Ref.Col}
	}
	if c := slices.Compare(key(a), key(b)); c != 0 {
		return c
	}
	return strings.Compare(a.Code, b.Code)
}
