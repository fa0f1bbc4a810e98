package cli

import (
	"github.com/spf13/cobra"

	"doisoat/internal/history"
	"doisoat/internal/history/overview"
	"doisoat/internal/store"
)

func (s *session) historyReportCommand() *cobra.Command {
	var flags linedFlags
	var output string
	cmd := &cobra.Command{
		Use:  "report",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := none(args); err != nil {
				return err
			}
			return s.historyReport(flags, output)
		},
	}
	flags = linedUp(cmd)
	cmd.Flags().Var(&fileFlag{&output}, "output", "")
	s.chooseLanguage(cmd)
	return cmd
}

// historyReport makes the page of a history, in the language of most of its reports unless
// another was asked for.
func (s *session) historyReport(flags linedFlags, output string) error {
	done := s.progress(patience)
	defer done()
	a, names, err := s.lineUp(flags, store.Parts{Findings: true, Ledger: true})
	if err != nil {
		return err
	}
	if len(a.Reports) == 0 {
		return fail(ExitUsage, "history.empty", "store", *flags.store)
	}
	html := overview.Page(a, history.Run(a, names), s.pack, Version)
	if output == "" {
		s.out.Write(html)
		return nil
	}
	if err := s.keep(output, html, []string{*flags.store}); err != nil {
		return err
	}
	return s.save()
}
