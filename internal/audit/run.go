package audit

import (
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
type Options struct{}

// Run checks a report that has been read. An error means that the tool failed or
// that the report's spec does not fit its tables; a fault of the report is a finding.
func Run(rep *schema.Report, opt Options) (*Result, error) {
	pack := Language(rep)
	if err := recognize.Tables(rep, pack); err != nil {
		return nil, err
	}
	pairTwins(rep)
	if err := recognize.Rules(rep, pack); err != nil {
		return nil, err
	}
	res := &Result{Report: rep, Pack: pack, Cells: schema.NewCellLedger()}
	// The prose is read while the tables are checked: neither changes what the other
	// looks at.
	var claims, told []schema.Claim
	var figures []schema.Figure
	var fault error
	read := make(chan struct{})
	go func() {
		defer close(read)
		defer func() {
			if p := recover(); p != nil {
				fault = fmt.Errorf("reading the prose: %v\n%s", p, debug.Stack())
			}
		}()
		told, figures = claim.Read(rep, pack)
	}()
	shared := map[any]any{}
	run := func(suite []*schema.Check) error {
		for _, c := range suite {
			tally := schema.Tally{}
			pass := &schema.Pass{Report: rep, Claims: claims, Figures: res.Figures, Check: c, Tally: &tally, Findings: &res.Findings, Cells: res.Cells, Shared: shared}
			if err := c.Run(pass); err != nil {
				return fmt.Errorf("%s %s: %w", c.Code, c.Name, err)
			}
			res.Checks = append(res.Checks, CheckTally{c, tally})
		}
		return nil
	}
	err := run(validate.Suite())
	<-read
	claims, res.Figures = told, figures
	if err == nil {
		err = fault
	}
	if err == nil {
		before := slices.Clone(res.Figures)
		if err = run(reconcile.Suite()); err == nil {
			reconcile.Causes(&schema.Pass{Report: rep, Claims: claims, Figures: res.Figures, Findings: &res.Findings}, before)
		}
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(res.Findings, func(a, b schema.Finding) int { return compare(rep, a, b) })
	return res, nil
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
