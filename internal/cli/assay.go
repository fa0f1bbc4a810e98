package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"doisoat/internal/assay"
	"doisoat/internal/read"
	"doisoat/internal/render"
	"doisoat/schema"
)

// mostSlips is how many slips are tried unless the user says otherwise.
const mostSlips = 20000

func (s *session) assayCommand() *cobra.Command {
	var format *choice
	var spec, output string
	var limits *read.Limits
	most, jobs := mostSlips, runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:  "assay",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			return s.assay(args, format.value, spec, output, assay.Options{Most: most, Jobs: jobs}, *limits)
		},
	}
	format = choose(cmd, "format", "text", "json", "html")
	cmd.Flags().StringVar(&spec, "spec", "", "")
	cmd.Flags().StringVar(&output, "output", "", "")
	cmd.Flags().Var(&bound{set: func(n int64) { most = int(n) }, value: mostSlips, least: 1, most: 10_000_000}, "most", "")
	cmd.Flags().Var(&bound{set: func(n int64) { jobs = int(n) }, value: int64(jobs), least: 1, most: 256}, "jobs", "")
	s.chooseLanguage(cmd)
	limits = limit(cmd)
	return cmd
}

// assay measures which slips a check of the files would have caught.
func (s *session) assay(paths []string, format, spec, output string, opt assay.Options, lim read.Limits) error {
	rep, err := s.load(paths, spec, lim)
	if err != nil {
		return err
	}
	if s.Watched {
		last := -1
		opt.Done = func(done, all int) {
			if now := done * 100 / all; now != last {
				last = now
				fmt.Fprintf(s.Err, "\rdoisoat: %s\x1b[K", s.pack.Say(schema.Say("assay.working", "done", done, "all", all)))
				if done == all {
					fmt.Fprint(s.Err, "\r\x1b[K")
				}
			}
		}
	}
	r, err := assay.Run(rep, opt)
	if err != nil {
		return err
	}
	if _, err := accept(r.Base); err != nil {
		return err
	}
	v := render.NewView(r.Base, s.asked, Version)
	a := v.NewAssay(r)
	var out []byte
	switch format {
	case "json":
		out, err = a.JSON()
	case "html":
		out, err = v.AssayHTML(a, r)
	default:
		var text string
		text, err = v.AssayText(a, r)
		out = []byte(text)
	}
	if err != nil {
		return err
	}
	if output == "" {
		s.out.Write(out)
		return nil
	}
	if err := s.keep(output, out, paths); err != nil {
		return err
	}
	return s.save()
}
