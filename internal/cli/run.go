package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"doisoat/internal/gate"
	"doisoat/internal/render"
	"doisoat/schema"
)

// run is one `doisoat check`: its reports, and what decides whether they pass.
type run struct {
	config   *config
	jobs     []job
	whole    bool // every report of the config is in it
	waivers  *gate.Waivers
	baseline gate.Baseline
	rules    []gate.CertifiedFile
	failOn   string
	views    []*render.View // of the reports that could be checked, in order
	failed   []failedReport
	off      []string // codes that the config turned off and that found something
}

// failedReport is a report that could not be checked.
type failedReport struct {
	paths []string
	words string
}

// several reports whether the run is over more than one report.
func (r *run) several() bool { return len(r.jobs) > 1 }

// files are the inputs of all reports.
func (r *run) files() []string {
	var out []string
	for _, j := range r.jobs {
		out = append(out, j.paths...)
	}
	return out
}

// open settles what a run is held against: config, baseline, day, reports.
func (s *session) open(paths []string, flags *checkFlags) (*run, error) {
	cfg, err := s.config(flags.config, paths)
	if err != nil {
		return nil, err
	}
	day, err := s.day(flags.date)
	if err != nil {
		return nil, err
	}
	r := &run{config: cfg, waivers: gate.NewWaivers(cfg.bare(), day), failOn: flags.failOn.value}
	if cfg != nil {
		r.whole = len(paths) == 0 || len(cfg.Reports) == 0
		if cfg.FailOn != "" && !flags.given("fail-on") {
			r.failOn = cfg.FailOn
		}
		r.rules = append(r.rules, gate.CertifiedFile{Name: configName, SHA256: cfg.sum})
	}
	if r.jobs, err = cfg.jobs(paths, flags.spec); err != nil {
		return nil, err
	}
	if flags.baseline != "" {
		old, err := readAnswer(flags.baseline)
		if err != nil {
			return nil, err
		}
		r.baseline = gate.NewBaseline(old)
	}
	if r.several() && flags.annotate != "" || r.several() && slices.ContainsFunc(flags.format.given, func(o output) bool { return o.format == "html" }) {
		return nil, fail(ExitUsage, "cli.usage.several")
	}
	return r, nil
}

// readAnswer reads the JSON of an earlier run.
func readAnswer(path string) (*render.Answer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail(ExitInput, "cli.unreadable", "path", path, "why", reasonOf(err))
	}
	a, err := gate.ReadAnswer(data)
	if err != nil {
		return nil, fail(ExitInput, "cli.answer", "path", path, "why", err.Error())
	}
	return a, nil
}

// checkAll checks the reports, several at once. A single report that cannot be checked
// ends the run; of several, the others are checked all the same, and the exit code is
// that of the worst. The order of what is shown is that of the reports.
func (s *session) checkAll(r *run, flags *checkFlags) error {
	type outcome struct {
		view  *render.View
		notes []schema.Message
		err   error
	}
	done := make([]outcome, len(r.jobs))
	var wait sync.WaitGroup
	places := make(chan struct{}, flags.jobs)
	for i := range r.jobs {
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			o := &done[i]
			defer func() {
				if p := recover(); p != nil {
					o.err = fail(ExitTool, "cli.panic", "what", fmt.Sprint(p), "where", panicPlace())
				}
			}()
			o.view, o.notes, o.err = s.checkOne(r.jobs[i], *flags.limits)
		})
	}
	wait.Wait()
	for i := range done {
		o := &done[i]
		if o.err != nil && !r.several() {
			return o.err
		}
		if o.err != nil {
			words, code := s.told(o.err)
			s.print(words)
			s.code = max(s.code, code)
			r.failed = append(r.failed, failedReport{r.jobs[i].paths, words})
			continue
		}
		for _, m := range o.notes {
			s.remark(m)
		}
		r.views = append(r.views, o.view)
	}
	return nil
}

// judge holds the findings against config, waivers and baseline, tells which waivers
// someone should look at, and sets the exit code.
func (s *session) judge(r *run) {
	failing := false
	for _, v := range r.views {
		// Names are given before anything is left out, so that they hang on the report alone.
		names := v.Fingerprints()
		r.waivers.Apply(v.Result.Findings, names)
		r.baseline.Apply(v.Result.Findings, names)
		var off []string
		v.Result.Findings, v.Names, off = gate.Weigh(v.Result.Findings, names, r.config.bare())
		r.off = append(r.off, off...)
		failing = failing || gate.Fails(v.Result.Findings, r.failOn)
	}
	slices.Sort(r.off)
	if r.off = slices.Compact(r.off); len(r.off) > 0 {
		s.note("gate.off", "codes", strings.Join(r.off, ", "))
	}
	if r.whole && len(r.failed) == 0 {
		for _, w := range r.waivers.States() {
			if !w.Stale() {
				continue
			}
			key := "gate.unused"
			if w.Gone {
				key = "gate.expired"
			}
			s.note(key, "path", r.config.Path, "line", w.Waiver.At.Line, "what", waiverName(w.Waiver), "reason", w.Waiver.Reason, "until", w.Waiver.Until)
			failing = failing || r.failOn == "warning" || r.failOn == "note"
		}
	}
	if failing {
		s.code = max(s.code, ExitFindings)
	}
}

// waiverName is what a waiver is about, in short.
func waiverName(w *schema.Waiver) string {
	if w.Finding != "" {
		return w.Finding
	}
	return strings.Join(slices.DeleteFunc([]string{w.Code, w.Unit, w.Indicator}, func(s string) bool { return s == "" }), ", ")
}

// answer is the run as one JSON answer.
func (r *run) answer() *render.Answer {
	var a *render.Answer
	if r.several() {
		a = render.Merge(r.views)
		a.Tool = render.Tool{Name: "doisoat", Version: Version}
		for _, f := range r.failed {
			a.Reports = append(a.Reports, render.ReportState{Inputs: f.paths, Error: f.words})
		}
	} else {
		a = r.views[0].Answer()
	}
	for _, w := range r.waivers.States() {
		state := "used"
		switch {
		case w.Gone:
			state = "expired"
		case w.Uses == 0:
			state = "unused"
		}
		a.Waivers = append(a.Waivers, render.WaiverState{
			Finding: w.Waiver.Finding, Code: w.Waiver.Code, Unit: w.Waiver.Unit, Indicator: w.Waiver.Indicator,
			Reason: w.Waiver.Reason, By: w.Waiver.By, Until: w.Waiver.Until, State: state, Uses: w.Uses,
		})
	}
	return a
}

// render makes one form of the answer.
func (s *session) render(r *run, o output, flags *checkFlags) ([]byte, error) {
	switch o.format {
	case "json":
		return r.answer().JSON()
	case "html":
		return r.views[0].HTML()
	case "sarif":
		return render.SARIF(r.views)
	case "junit":
		return render.JUnit(r.views)
	}
	var out []byte
	for i, v := range r.views {
		if r.several() {
			if i > 0 {
				out = append(out, '\n')
			}
			out = append(out, s.titleOf(v, o.format)...)
		}
		var text []byte
		var err error
		if o.format == "markdown" {
			text, err = v.Markdown()
		} else {
			var words string
			words, err = v.Text(s.textOptions(o, flags))
			text = []byte(words)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, text...)
	}
	if r.several() && o.format == "text" {
		out = append(out, "\n"+s.pack.Say(schema.Say("gate.reports", "n", len(r.jobs), "failing", r.failing(), "failed", len(r.failed)))+"\n"...)
	}
	return out, nil
}

// failing counts the reports with a finding that makes the run fail.
func (r *run) failing() int {
	n := 0
	for _, v := range r.views {
		if gate.Fails(v.Result.Findings, r.failOn) {
			n++
		}
	}
	return n
}

// titleOf heads a report among several.
func (s *session) titleOf(v *render.View, format string) string {
	var names []string
	for i := range v.Result.Report.Sources {
		names = append(names, v.Result.Report.Sources[i].Path)
	}
	if format == "markdown" {
		return ""
	}
	return "== " + strings.Join(names, " + ") + "\n\n"
}

// certify writes the certificate of the run.
func (s *session) certify(r *run, flags *checkFlags) error {
	if flags.certificate == "" {
		return nil
	}
	rules := r.rules
	for _, path := range append(r.specs(), flags.baseline) {
		if path == "" {
			continue
		}
		f, err := certified(path)
		if err != nil {
			return err
		}
		rules = append(rules, f)
	}
	data, err := gate.NewCertificate(r.answer(), r.failOn, r.waivers.LastDay(), s.code == ExitOK, r.off, rules).Bytes()
	if err != nil {
		return err
	}
	if err := s.keep(flags.certificate, data, r.files()); err != nil {
		return err
	}
	s.note("gate.certificate", "path", flags.certificate)
	return nil
}

// specs are the spec files of the reports, each once.
func (r *run) specs() []string {
	var out []string
	for _, j := range r.jobs {
		if j.spec != "" && !slices.Contains(out, j.spec) {
			out = append(out, j.spec)
		}
	}
	return out
}
