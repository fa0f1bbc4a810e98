package cli

import (
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/internal/render"
	"doisoat/schema"
)

// checkFlags are the flags of `doisoat check`.
type checkFlags struct {
	format         formats
	failOn, color  *choice
	spec, output   string
	annotate       string
	suggest, ticks bool
	whatIf         []string
	quiet, verbose bool
	config         configFlags
	baseline       string
	certificate    string
	date           string
	jobs           int
	limits         *read.Limits
	given          func(flag string) bool
}

func (s *session) checkCommand() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:  "check",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.check(args, &flags) },
	}
	flags.format.choices = []string{"text", "json", "html", "sarif", "junit", "markdown"}
	flags.given = cmd.Flags().Changed
	cmd.Flags().Var(&flags.format, "format", "")
	cmd.Flags().StringVar(&flags.output, "output", "", "")
	cmd.Flags().StringVar(&flags.annotate, "annotate", "", "")
	cmd.Flags().BoolVar(&flags.suggest, "suggest", false, "")
	cmd.Flags().BoolVar(&flags.ticks, "ticks", false, "")
	cmd.Flags().StringArrayVar(&flags.whatIf, "what-if", nil, "")
	flags.failOn = choose(cmd, "fail-on", "error", "warning", "note", "never")
	flags.color = choose(cmd, "color", "auto", "always", "never")
	cmd.Flags().StringVar(&flags.spec, "spec", "", "")
	flags.config.add(cmd)
	cmd.Flags().StringVar(&flags.baseline, "baseline", "", "")
	cmd.Flags().StringVar(&flags.certificate, "certificate", "", "")
	cmd.Flags().StringVar(&flags.date, "date", "", "")
	flags.jobs = runtime.GOMAXPROCS(0)
	cmd.Flags().Var(&bound{set: func(n int64) { flags.jobs = int(n) }, value: int64(flags.jobs), least: 1, most: 256}, "jobs", "")
	cmd.Flags().BoolVar(&flags.quiet, "quiet", false, "")
	cmd.Flags().BoolVar(&flags.verbose, "verbose", false, "")
	s.chooseLanguage(cmd)
	flags.limits = limit(cmd)
	return cmd
}

// check reads the files, checks them and shows what was found: one report, or each of
// those that the config pairs.
func (s *session) check(paths []string, flags *checkFlags) error {
	if len(flags.whatIf) > 0 {
		return s.whatIf(paths, flags)
	}
	outputs, err := s.outputs(&flags.format, flags.output)
	if err != nil {
		return err
	}
	r, err := s.open(paths, flags)
	if err != nil {
		return err
	}
	done := s.progress(patience)
	defer done()
	if err := s.checkAll(r, flags); err != nil {
		return err
	}
	s.judge(r)
	for _, o := range outputs {
		out, err := s.render(r, o, flags)
		if err != nil {
			return err
		}
		if o.path == "" {
			s.out.Write(out)
		} else if err := s.keep(o.path, out, r.files()); err != nil {
			return err
		}
	}
	if err := s.certify(r, flags); err != nil {
		return err
	}
	if err := s.annotate(r, flags); err != nil {
		return err
	}
	return s.save()
}

// checkOne reads and checks one report. What it says of its own goes to notes.
func (s *session) checkOne(j job, lim read.Limits) (*render.View, []schema.Message, error) {
	if j.err != nil {
		return nil, nil, j.err
	}
	rep, err := s.load(j.paths, j.spec, lim)
	if err != nil {
		return nil, nil, err
	}
	var res *audit.Result
	err = within(lim.Time, func() (err error) {
		res, err = audit.Run(rep, audit.Options{})
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	notes, err := accept(res)
	if err != nil {
		return nil, nil, err
	}
	view := render.NewView(res, s.asked, Version)
	view.Page = func(c *schema.Check) string { return page(c, view.Pack) }
	return view, notes, nil
}

// textOptions says how the text is shown: on a terminal in its colours and width.
func (s *session) textOptions(o output, flags *checkFlags) render.TextOptions {
	opt := render.TextOptions{Quiet: flags.quiet, Verbose: flags.verbose && !flags.quiet}
	if o.path == "" {
		opt.Color = s.colored(flags.color)
		if s.Terminal {
			opt.Width = s.Width
		}
	}
	return opt
}

// colored decides about colour: on a terminal, unless NO_COLOR is set
// (https://no-color.org) or the terminal has none.
func (s *session) colored(flag *choice) bool {
	switch flag.value {
	case "always":
		return true
	case "never":
		return false
	}
	return s.Terminal && s.Env("NO_COLOR") == "" && s.Env("TERM") != "dumb"
}

// accept refuses runs that could not be checked as a whole, and tells of those in
// which prose and table have nothing to be held against.
func accept(res *audit.Result) (notes []schema.Message, err error) {
	rep := res.Report
	if err := distinct(rep); err != nil {
		return nil, err
	}
	hasTable := make([]bool, len(rep.Sources))
	for _, t := range rep.Tables {
		hasTable[rep.Sheets[t.Sheet].Source] = true
	}
	draft := -1
	if rep.Document != nil {
		draft = rep.Document.Source
	}
	for i := range rep.Sources {
		if i != draft && !hasTable[i] {
			return nil, fail(ExitInput, "cli.notable", "path", rep.Sources[i].Path)
		}
	}
	if draft < 0 {
		return nil, nil
	}
	path := rep.Sources[draft].Path
	switch {
	case len(res.Figures) == 0 && len(rep.Tables) == 0:
		return nil, fail(ExitInput, "cli.nothing", "path", path)
	case len(res.Figures) == 0:
		notes = append(notes, schema.Say("cli.nofigure", "path", path))
	case len(rep.Tables) == 0:
		notes = append(notes, schema.Say("cli.onlyprose", "path", path))
	}
	return notes, nil
}

// distinct refuses two appendices that claim the same table: the same bytes, or
// tables with the same title, period and names of rows and columns. A draft may
// repeat the table of its appendix, and one workbook may hold the same form for many
// periods.
func distinct(rep *schema.Report) error {
	draft := -1
	if rep.Document != nil {
		draft = rep.Document.Source
	}
	twice := func(a, b int) error {
		return fail(ExitUsage, "cli.twice", "first", rep.Sources[a].Path, "second", rep.Sources[b].Path)
	}
	bytes := map[string]int{}
	for i := range rep.Sources {
		if first, found := bytes[rep.Sources[i].SHA256]; found {
			return twice(first, i)
		}
		bytes[rep.Sources[i].SHA256] = i
	}
	faces := map[string]int{}
	for _, t := range rep.Tables {
		source := rep.Sheets[t.Sheet].Source
		if source == draft {
			continue
		}
		face := face(t)
		if first, found := faces[face]; found && first != source {
			return twice(first, source)
		}
		faces[face] = source
	}
	return nil
}

// face is what tells one table from another: its title, period, and the names of its
// columns and rows.
func face(t *schema.Table) string {
	var b strings.Builder
	b.WriteString(t.Title + "\x1e" + t.Period.Text)
	for i := range t.Columns {
		b.WriteString("\x1e" + t.Columns[i].Title())
	}
	for i := range t.Rows {
		b.WriteString("\x1f" + t.Rows[i].Label)
	}
	return b.String()
}
