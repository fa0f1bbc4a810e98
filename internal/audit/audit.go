// Package audit runs the whole flow on a report that has been read: recognise,
// claims, checks, ledger. It opens no file and prints nothing, so that the command,
// the history, the assay and the page all check in the same way.
package audit

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// Result is the outcome of one run.
type Result struct {
	Report   *schema.Report
	Pack     *lang.Pack       // the language of the report
	Findings []schema.Finding // sorted by source, place, code
	Figures  []schema.Figure
	Cells    *schema.CellLedger
	Checks   []CheckTally // in the order of the suites
	Claims   []schema.Claim

	tables []schema.Finding // those of the tables alone, in the order of the checks
	marked *schema.CellLedger
}

// CheckTally is the tally of one check.
type CheckTally struct {
	Check *schema.Check
	schema.Tally
}
