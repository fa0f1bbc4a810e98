package cli

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/history"
	"doisoat/internal/lang"
	"doisoat/internal/series"
	"doisoat/internal/store"
	"doisoat/schema"
)

// linedFlags are the flags of the commands that line an archive up.
type linedFlags struct {
	store, renames *string
}

func linedUp(cmd *cobra.Command) linedFlags {
	f := linedFlags{store: storeFlag(cmd), renames: new(string)}
	cmd.Flags().Var(&fileFlag{f.renames}, "renames", "")
	return f
}

// lineUp loads the reports of a store and lines them up.
func (s *session) lineUp(f linedFlags, parts store.Parts) (*series.Archive, *series.Names, error) {
	names := &series.Names{}
	if *f.renames != "" {
		data, err := os.ReadFile(*f.renames)
		if err == nil {
			names, err = series.LoadNames(data)
		}
		if err != nil {
			var why *fs.PathError
			if errors.As(err, &why) {
				err = why.Err
			}
			return nil, nil, fail(ExitUsage, "history.renames", "path", *f.renames, "why", err.Error())
		}
	}
	st, err := s.openStore(*f.store, false)
	if err != nil {
		return nil, nil, err
	}
	defer st.Close()
	parts.Tables = true
	reports, err := st.Reports("", parts)
	if err != nil {
		return nil, nil, err
	}
	if s.asked == nil { // findings are told in the language of the reports
		s.pack = usual(reports, s.pack)
	}
	return series.LineUp(reports, names), names, nil
}

// usual is the language of most reports.
func usual(reports []*series.Report, pack *lang.Pack) *lang.Pack {
	count := map[string]int{}
	for _, r := range reports {
		if count[r.Lang]++; count[r.Lang]*2 > len(reports) {
			return lang.For(r.Lang)
		}
	}
	return pack
}

func (s *session) historyCheckCommand() *cobra.Command {
	var flags linedFlags
	var format, failOn *choice
	var quiet bool
	cmd := &cobra.Command{
		Use:  "compare",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := none(args); err != nil {
				return err
			}
			return s.historyCompare(flags, format.value, failOn.value, quiet)
		},
	}
	flags = linedUp(cmd)
	format = choose(cmd, "format", "text", "json")
	failOn = choose(cmd, "fail-on", "error", "warning", "note", "never")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "")
	s.chooseLanguage(cmd)
	return cmd
}

// historyCompare runs the checks between the periods.
func (s *session) historyCompare(flags linedFlags, format, failOn string, quiet bool) error {
	done := s.progress(patience)
	defer done()
	a, names, err := s.lineUp(flags, store.Parts{})
	if err != nil {
		return err
	}
	res := history.Run(a, names)
	if format == "json" {
		s.compareJSON(a, res)
	} else {
		s.compareText(a, res, quiet)
	}
	for i := range res.Findings {
		f := &res.Findings[i]
		if failOn == "note" || failOn == "warning" && f.Severity >= schema.Warning || failOn == "error" && f.Severity >= schema.Error {
			s.code = ExitFindings
		}
	}
	return nil
}

// compareText tells the findings report by report; notes are left out when quiet.
func (s *session) compareText(a *series.Archive, res *history.Result, quiet bool) {
	count := map[schema.Severity]int{}
	last := -1
	for i := range res.Findings {
		f := &res.Findings[i]
		count[f.Severity]++
		if quiet && f.Severity == schema.Note {
			continue
		}
		if f.At.Report != last {
			last = f.At.Report
			r := a.Reports[last]
			s.line("history.compare.report", "period", r.Period.String(), "name", r.Name)
		}
		s.line("history.compare.finding", "severity", s.severity(f.Severity), "code", f.Code, "place", cellOf(a, f.At), "message", s.pack.Say(f.Message))
		if f.Cause != "" {
			s.line("history.compare.cause", "cause", s.word("cause.", f.Cause))
		}
		for _, e := range f.Evidence {
			s.line("history.compare.evidence", "role", s.word("role.", e.Role), "text", e.Text, "place", a.Reports[e.At.Report].Period.String()+" "+cellOf(a, e.At))
		}
	}
	for _, c := range res.Checks {
		s.line("history.compare.tally", "code", c.Check.Code, "name", c.Check.Name, "items", c.Items, "passed", c.Passed, "failed", c.Failed, "undecided", c.Undecided)
	}
	s.line("history.compare.sum", "reports", len(a.Reports), "series", a.LinedUp(), "errors", count[schema.Error], "warnings", count[schema.Warning], "notes", count[schema.Note])
}

func (s *session) severity(v schema.Severity) string {
	return s.pack.Say(schema.Say("screen.severity." + v.String()))
}

// word tells a cause or a role, as it is when it has no words.
func (s *session) word(family, name string) string {
	if s.pack.Template(family+name) == "" {
		return name
	}
	return s.pack.Say(schema.Say(family + name))
}

// cellOf is the cell of a place, the header of its column, or the area of its table.
func cellOf(a *series.Archive, p history.Place) string {
	t := &a.Reports[p.Report].Tables[p.Table]
	ref := ""
	switch {
	case p.Row >= 0:
		ref = schema.A1(t.Rows[p.Row].Row, t.Columns[p.Col].Col)
	case p.Col >= 0:
		c := t.Columns[p.Col].Col
		ref = schema.A1(t.Top, c) + ":" + schema.A1(t.Bottom, c)
	default:
		ref = schema.A1(t.Top, t.Left) + ":" + schema.A1(t.Bottom, t.Right)
	}
	if t.Sheet == "" {
		return ref
	}
	return t.Sheet + "!" + ref
}

// comparedFinding is a finding in `history compare --format json`.
type comparedFinding struct {
	Code      string              `json:"code"`
	Name      string              `json:"name"`
	Severity  string              `json:"severity"`
	Message   string              `json:"message"`
	Report    string              `json:"report"`
	Period    string              `json:"period"`
	Cell      string              `json:"cell"`
	Reported  string              `json:"reported"`
	Computed  string              `json:"computed"`
	Unit      string              `json:"unit"`
	Indicator string              `json:"indicator"`
	Cause     string              `json:"cause"`
	Evidence  []comparedPlaceText `json:"evidence"`
}

type comparedPlaceText struct {
	Report string `json:"report"`
	Cell   string `json:"cell"`
	Role   string `json:"role"`
	Text   string `json:"text"`
}

// compareJSON prints a line of JSON for each finding.
func (s *session) compareJSON(a *series.Archive, res *history.Result) {
	for i := range res.Findings {
		f := &res.Findings[i]
		r := a.Reports[f.At.Report]
		out := comparedFinding{f.Code, f.Name, f.Severity.String(), s.pack.Say(f.Message), r.Name, r.Period.String(), cellOf(a, f.At), f.Reported, f.Computed, f.Unit, f.Indicator, f.Cause, []comparedPlaceText{}}
		for _, e := range f.Evidence {
			out.Evidence = append(out.Evidence, comparedPlaceText{a.Reports[e.At.Report].Name, cellOf(a, e.At), e.Role, e.Text})
		}
		s.json(out)
	}
}

func (s *session) historySeriesCommand() *cobra.Command {
	var flags linedFlags
	cmd := &cobra.Command{
		Use:  "series",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := none(args); err != nil {
				return err
			}
			return s.historySeries(flags)
		},
	}
	flags = linedUp(cmd)
	s.chooseLanguage(cmd)
	return cmd
}

// historySeries lists the tables that were lined up, and the matches left open.
func (s *session) historySeries(flags linedFlags) error {
	a, _, err := s.lineUp(flags, store.Parts{})
	if err != nil {
		return err
	}
	of := map[int]int{}
	for _, x := range a.Series {
		if x.Points[0].Report != x.Points[len(x.Points)-1].Report {
			of[x.Line]++
		}
	}
	for l, line := range a.Lines {
		if len(line.At) < 2 {
			continue
		}
		first, last := a.Reports[line.At[0].Report], a.Reports[line.At[len(line.At)-1].Report]
		s.line("history.series.line", "title", strings.TrimSpace(line.Title), "reports", len(line.At), "first", first.Period.String(), "last", last.Period.String(), "series", of[l])
	}
	for _, m := range a.Unsure {
		r := a.Reports[m.Report]
		t := &r.Tables[m.Table]
		s.line("history.series.unsure", "period", r.Period.String(), "sheet", t.Sheet, "title", t.Title, "other", a.Lines[m.Line].Title, "alike", m.Alike/10)
	}
	s.line("history.series.sum", "lines", len(a.Lines), "series", a.LinedUp(), "unsure", len(a.Unsure))
	return nil
}
