// Package history checks the reports of an archive one against another: what a period
// took over from the last, what it says of the past, and what no report by itself can
// show. It works on what internal/series has lined up, opens no file and prints nothing.
package history

import (
	"cmp"
	"embed"
	"slices"

	"doisoat/internal/series"
	"doisoat/schema"
)

//go:embed doc/*.md
var pages embed.FS

// Page gives the page of a check in a language, the English one where there is no other,
// and "" for a code that this package does not have.
func Page(code, language string) string {
	if language != "" && language != "en" {
		if text, err := pages.ReadFile("doc/" + code + "." + language + ".md"); err == nil {
			return string(text)
		}
	}
	text, err := pages.ReadFile("doc/" + code + ".md")
	if err != nil {
		return ""
	}
	return string(text)
}

// Check is one check between periods. The embedded check has its code, name and page; its
// own Run, which looks at one report, is not set.
type Check struct {
	schema.Check
	run func(*pass)
}

// Suite lists the checks. Ideas turned down: the same period reported twice (a corrected
// report is meant to stand beside the first), and a report that is missing between two
// others (an archive of every second year is one).
func Suite() []*Check {
	return []*Check{
		brokenCumulative, fallingCumulative, changedPast, uncarried, changedUnits, stalePeriod, copiedBlock, implausibleJump, unchainedIndex,
	}
}

// Checks are the checks without what runs them.
func Checks() []*schema.Check {
	var out []*schema.Check
	for _, c := range Suite() {
		c.Doc = Page(c.Code, "en")
		out = append(out, &c.Check)
	}
	return out
}

func newCheck(code, name string, severity schema.Severity, run func(*pass)) *Check {
	return &Check{schema.Check{Code: code, Name: name, Severity: severity, Since: "0.1.0"}, run}
}

// Place is a cell of a report, by the indexes of the archive; Row is -1 for the header of
// a column, and Col too for the title of a table.
type Place struct{ Report, Table, Row, Col int }

// Evidence is a place that shows a finding, and what is written there.
type Evidence struct {
	At   Place
	Role string
	Text string
}

// Finding is a contradiction between reports.
type Finding struct {
	Code, Name string
	Severity   schema.Severity
	At         Place
	Message    schema.Message
	Reported   string
	Computed   string
	Unit       string
	Indicator  string
	Cause      string
	Evidence   []Evidence
}

// Result is what the checks found.
type Result struct {
	Findings []Finding // by report, place and code
	Checks   []Tally
}

// Tally counts what one check looked at.
type Tally struct {
	Check *Check
	schema.Tally
}

// Run checks an archive; names say which units changed their names.
func Run(a *series.Archive, names *series.Names) *Result {
	if names == nil {
		names = &series.Names{}
	}
	res := &Result{}
	p := &pass{archive: a, names: names, facts: index(a)}
	for _, c := range Suite() {
		p.check, p.tally = c, schema.Tally{}
		c.run(p)
		res.Checks = append(res.Checks, Tally{c, p.tally})
	}
	res.Findings = p.findings
	slices.SortStableFunc(res.Findings, func(x, y Finding) int {
		return cmp.Or(x.At.Report-y.At.Report, x.At.Table-y.At.Table, x.At.Row-y.At.Row, x.At.Col-y.At.Col, cmp.Compare(x.Code, y.Code))
	})
	return res
}

// pass is what a check works on.
type pass struct {
	archive  *series.Archive
	names    *series.Names
	facts    *facts
	check    *Check
	tally    schema.Tally
	findings []Finding
	told     map[Place]bool // cells that an error or warning stands at
	wrong    map[Place]bool // cells that an error stands at
}

func (p *pass) found(f Finding) {
	f.Code, f.Name = p.check.Code, p.check.Name
	p.tally.Items++
	p.tally.Failed++
	p.findings = append(p.findings, f)
	if p.told == nil {
		p.told, p.wrong = map[Place]bool{}, map[Place]bool{}
	}
	if f.Severity == schema.Error {
		p.wrong[f.At] = true
	}
	if f.Severity > schema.Note {
		p.told[f.At] = true
	}
}

func (p *pass) passed(n int)    { p.tally.Items += n; p.tally.Passed += n }
func (p *pass) undecided(n int) { p.tally.Items += n; p.tally.Undecided += n }

func at(q *series.Point) Place { return Place{q.Report, q.Table, q.Row, q.Col} }

// name is how a report is called in a message: its period.
func (p *pass) name(report int) string { return p.archive.Reports[report].Period.String() }

// of fills what a finding at a point is about.
func (p *pass) of(q *series.Point) Finding {
	_, row, col := p.archive.At(q)
	return Finding{At: at(q), Severity: p.check.Severity, Reported: q.Raw, Unit: row.Label, Indicator: header(col)}
}

func header(c *series.Column) string {
	s := ""
	for i, part := range c.Path {
		if i > 0 {
			s += " / "
		}
		s += part
	}
	return s
}
