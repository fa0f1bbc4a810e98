package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/series"
	"doisoat/schema"
)

// goldenName is the file of the accepted findings, in the folder of the archive.
const goldenName = "doisoat-golden.json"

// goldenVersion is the version of its form.
const goldenVersion = 1

// golden is the findings of an archive that were accepted.
type golden struct {
	Version int                     `json:"version"`
	Tool    string                  `json:"tool"`
	Reports map[string]goldenReport `json:"reports"`
}

// goldenReport is the accepted findings of one report, or why it could not be read.
type goldenReport struct {
	SHA256   string          `json:"sha256"`
	Unread   string          `json:"unread,omitempty"`
	Findings []goldenFinding `json:"findings"`
}

// goldenFinding is what is compared of a finding; its place may move.
type goldenFinding struct {
	Fingerprint string `json:"fingerprint"`
	Code        string `json:"code"`
	Severity    string `json:"severity"`
	Place       string `json:"place"`
	Reported    string `json:"reported"`
	Computed    string `json:"computed"`
	Cause       string `json:"cause"`
	Message     string `json:"message"`
}

// regressFlags are the flags of `doisoat regress`.
type regressFlags struct {
	golden, spec string
	update       bool
	jobs         *int
	format       *choice
	limits       *read.Limits
}

func (s *session) regressCommand() *cobra.Command {
	var flags regressFlags
	cmd := &cobra.Command{
		Use:  "regress",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.regress(args, &flags) },
	}
	cmd.Flags().Var(&fileFlag{&flags.golden}, "golden", "")
	cmd.Flags().Var(&fileFlag{&flags.spec}, "spec", "")
	cmd.Flags().BoolVar(&flags.update, "update", false, "")
	flags.jobs = jobsFlag(cmd)
	flags.format = choose(cmd, "format", "text", "json")
	s.chooseLanguage(cmd)
	flags.limits = limit(cmd)
	return cmd
}

// regress checks an archive and compares the findings with those that were accepted.
func (s *session) regress(args []string, flags *regressFlags) error {
	if len(args) == 0 {
		return fail(ExitUsage, "history.usage.folder")
	}
	if err := none(args[1:]); err != nil {
		return err
	}
	file := flags.golden
	if file == "" {
		file = filepath.Join(args[0], goldenName)
	}
	a, err := walk(args[0])
	if err != nil {
		return err
	}
	var was *golden
	if !flags.update {
		if was, err = loadGolden(file); err != nil {
			return err
		}
	}
	done := s.progress(patience)
	defer done()
	now, err := checkAll(a, flags)
	if err != nil {
		return err
	}
	if flags.update {
		return s.accepted(file, now)
	}
	s.differences(was, now, flags.format.value)
	return nil
}

// accepted writes the findings as the accepted ones.
func (s *session) accepted(file string, now *golden) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(now); err != nil {
		return err
	}
	if err := s.keep(file, b.Bytes(), nil); err != nil {
		return err
	}
	if err := s.save(); err != nil {
		return err
	}
	n := 0
	for _, r := range now.Reports {
		n += len(r.Findings)
	}
	s.line("regress.accepted", "path", file, "reports", len(now.Reports), "findings", n)
	return nil
}

func loadGolden(file string) (*golden, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fail(ExitUsage, "regress.missing", "path", file)
	}
	g := &golden{}
	if err == nil {
		err = json.Unmarshal(data, g)
	}
	if err == nil && g.Version != goldenVersion {
		err = fmt.Errorf("version %d", g.Version)
	}
	if err != nil {
		return nil, fail(ExitUsage, "regress.golden", "path", file, "why", err.Error())
	}
	return g, nil
}

// checkAll checks every report of an archive.
func checkAll(a *archive, flags *regressFlags) (*golden, error) {
	var spec *schema.Spec
	if flags.spec != "" {
		var err error
		if spec, err = loadSpec(flags.spec); err != nil {
			return nil, err
		}
	}
	out := &golden{Version: goldenVersion, Tool: Version, Reports: map[string]goldenReport{}}
	type done struct {
		name string
		goldenReport
	}
	err := inOrder(len(a.reports), *flags.jobs, func(i int) done {
		b := &a.reports[i]
		d := done{b.name, goldenReport{Findings: []goldenFinding{}}}
		var err error
		var r *series.Report
		if d.SHA256, err = hash(b.paths); err == nil {
			r, err = record(b, spec, *flags.limits)
		}
		if err != nil {
			d.Unread = why(err, lang.For("en"))
			return d
		}
		for i := range r.Findings {
			f := &r.Findings[i]
			d.Findings = append(d.Findings, goldenFinding{f.Fingerprint, f.Code, f.Severity, f.Place, f.Reported, f.Computed, f.Cause, f.Message})
		}
		return d
	}, func(d done) error {
		out.Reports[d.name] = d.goldenReport
		return nil
	})
	return out, err
}

// difference is what an archive says otherwise than was accepted.
type difference struct {
	Report string         `json:"report"`
	What   string         `json:"what"` // new, gone, changed, new-report, gone-report, contents, unread
	Was    *goldenFinding `json:"was,omitempty"`
	Now    *goldenFinding `json:"now,omitempty"`
	Text   string         `json:"text,omitempty"`
}

// differences tells what is new, gone and changed, report by report.
func (s *session) differences(was, now *golden, format string) {
	all := map[string]bool{}
	for name := range was.Reports {
		all[name] = true
	}
	for name := range now.Reports {
		all[name] = true
	}
	count := map[string]int{}
	differ := 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		list := between(was, now, name)
		if len(list) > 0 {
			differ++
		}
		if format == "text" && len(list) > 0 {
			s.line("regress.report", "name", name)
		}
		for i := range list {
			d := &list[i]
			count[d.What]++
			if format == "json" {
				s.json(d)
			} else {
				s.difference(d)
			}
		}
	}
	if format == "text" {
		s.line("regress.sum", "reports", len(now.Reports), "differ", differ, "new", count["new"], "gone", count["gone"], "changed", count["changed"])
	}
	if differ > 0 {
		s.code = ExitFindings
	}
}

// between compares the findings of one report.
func between(was, now *golden, name string) []difference {
	a, before := was.Reports[name]
	b, still := now.Reports[name]
	switch {
	case !still:
		return []difference{{Report: name, What: "gone-report"}}
	case !before:
		return []difference{{Report: name, What: "new-report", Text: fmt.Sprint(len(b.Findings))}}
	}
	var out []difference
	if a.SHA256 != b.SHA256 {
		out = append(out, difference{Report: name, What: "contents"})
	}
	if a.Unread != b.Unread {
		out = append(out, difference{Report: name, What: "unread", Text: b.Unread})
	}
	old := map[string]*goldenFinding{}
	for i := range a.Findings {
		old[a.Findings[i].Fingerprint] = &a.Findings[i]
	}
	for i := range b.Findings {
		f := &b.Findings[i]
		o := old[f.Fingerprint]
		delete(old, f.Fingerprint)
		switch {
		case o == nil:
			out = append(out, difference{Report: name, What: "new", Now: f})
		case !sameFinding(o, f):
			out = append(out, difference{Report: name, What: "changed", Was: o, Now: f})
		}
	}
	for i := range a.Findings {
		if o := &a.Findings[i]; old[o.Fingerprint] == o {
			out = append(out, difference{Report: name, What: "gone", Was: o})
		}
	}
	return out
}

// sameFinding compares all but the place.
func sameFinding(a, b *goldenFinding) bool {
	x, y := *a, *b
	x.Place, y.Place = "", ""
	return x == y
}

// difference tells one difference in a line or two.
func (s *session) difference(d *difference) {
	tell := func(sign string, f *goldenFinding) {
		s.line("regress.finding", "sign", sign, "severity", s.pack.Say(schema.Say("screen.severity."+f.Severity)), "code", f.Code, "place", f.Place, "message", f.Message)
	}
	switch d.What {
	case "new":
		tell("+", d.Now)
	case "gone":
		tell("-", d.Was)
	case "changed":
		tell("~-", d.Was)
		tell("~+", d.Now)
	case "new-report":
		s.line("regress.new-report", "findings", d.Text)
	case "gone-report":
		s.line("regress.gone-report")
	case "contents":
		s.line("regress.contents")
	case "unread":
		if d.Text == "" {
			s.line("regress.readable")
		} else {
			s.line("regress.unread", "why", d.Text)
		}
	}
}
