package cli

import (
	"github.com/spf13/cobra"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/internal/render"
	"doisoat/schema"
)

func (s *session) inferCommand() *cobra.Command {
	var format *choice
	var spec string
	var limits *read.Limits
	cmd := &cobra.Command{
		Use:  "infer",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.infer(args, format.value, spec, *limits) },
	}
	format = choose(cmd, "format", "yaml", "json", "text")
	cmd.Flags().StringVar(&spec, "spec", "", "")
	s.chooseLanguage(cmd)
	limits = limit(cmd)
	return cmd
}

// infer recognises the tables of the files and shows their structure and rules.
func (s *session) infer(paths []string, format, spec string, lim read.Limits) error {
	rep, err := s.load(paths, spec, lim)
	if err != nil {
		return err
	}
	pack := audit.Language(rep)
	if err := within(lim.Time, func() error { return recognize.Report(rep, pack) }); err != nil {
		return err
	}
	if s.asked != nil {
		pack = s.asked
	}
	if len(rep.Tables) == 0 {
		if format != "json" {
			return fail(ExitInput, "cli.notable", "path", rep.Sources[0].Path)
		}
		// A program is told that there are none, in the form that it reads.
		s.note("cli.notable", "path", rep.Sources[0].Path)
		s.code = ExitInput
	}
	switch format {
	case "yaml":
		return schema.WriteSpec(&s.out, recognize.Spec(rep, pack), pack.Say)
	case "json":
		out, err := structure(rep).JSON()
		s.out.Write(out)
		return err
	default:
		out, err := structure(rep).Text(pack)
		s.out.WriteString(out)
		return err
	}
}

// structure puts what was recognised into the form that is printed.
func structure(rep *schema.Report) *render.Structure {
	return render.NewStructure(rep, Version, func(t *schema.Table) []render.Aggregation {
		var out []render.Aggregation
		for _, a := range recognize.Aggregations(rep, t) {
			out = append(out, render.Aggregation(a))
		}
		return out
	})
}
