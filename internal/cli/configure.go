package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"doisoat/schema"
)

// configCommand is `doisoat config`: what the config of a folder comes to, and the
// schema by which an editor checks it.
func (s *session) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "config",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fail(ExitUsage, "cli.usage.command", "name", args[0], "nearest", nearest(args[0], []string{"schema", "show"}))
			}
			return cmd.Help()
		},
	}
	print := &cobra.Command{
		Use:  "schema",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fail(ExitUsage, "cli.usage.extra", "argument", args[0])
			}
			s.out.Write(schema.ConfigSchema)
			return nil
		},
	}
	var flags configFlags
	show := &cobra.Command{
		Use:  "show",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fail(ExitUsage, "cli.usage.extra", "argument", args[0])
			}
			return s.showConfig(flags)
		},
	}
	show.Flags().StringVar(&flags.path, "config", "", "")
	s.chooseLanguage(show)
	cmd.AddCommand(print, show)
	return cmd
}

// showConfig validates the config and lists the reports that it pairs.
func (s *session) showConfig(flags configFlags) error {
	cfg, err := s.config(flags, nil)
	if err != nil {
		return err
	}
	if cfg == nil {
		return fail(ExitUsage, "cli.no-config", "name", configName)
	}
	pack := s.pack
	if s.asked != nil {
		pack = s.asked
	}
	s.out.WriteString(pack.Say(schema.Say("gate.config", "path", cfg.Path, "reports", len(cfg.Reports), "waivers", len(cfg.Waivers))) + "\n")
	if len(cfg.Reports) == 0 {
		return nil
	}
	jobs, err := cfg.jobs(nil, "")
	if err != nil {
		return err
	}
	for _, j := range jobs {
		s.out.WriteString("  " + strings.Join(j.paths, " + ") + "\n")
		if j.err != nil {
			words, code := s.told(j.err)
			s.out.WriteString("    " + words + "\n")
			s.code = max(s.code, code)
		}
	}
	return nil
}
