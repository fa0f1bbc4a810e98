package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/gate"
	"doisoat/internal/read"
	"doisoat/internal/render"
	"doisoat/schema"
)

// waiveFlags are the flags of `doisoat waive`.
type waiveFlags struct {
	findings          []string
	reason, by, until string
	config            configFlags
	spec              string
	limits            *read.Limits
}

func (s *session) waiveCommand() *cobra.Command {
	var flags waiveFlags
	cmd := &cobra.Command{
		Use:  "waive",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.waive(args, &flags) },
	}
	cmd.Flags().StringSliceVar(&flags.findings, "finding", nil, "")
	cmd.Flags().StringVar(&flags.reason, "reason", "", "")
	cmd.Flags().StringVar(&flags.by, "by", "", "")
	cmd.Flags().StringVar(&flags.until, "until", "", "")
	cmd.Flags().StringVar(&flags.config.path, "config", "", "")
	cmd.Flags().StringVar(&flags.spec, "spec", "", "")
	s.chooseLanguage(cmd)
	flags.limits = limit(cmd)
	return cmd
}

// waive writes waivers for findings of the reports into the config. It checks the
// reports first: a fingerprint that no finding has is refused.
func (s *session) waive(paths []string, flags *waiveFlags) error {
	switch {
	case len(flags.findings) == 0:
		return fail(ExitUsage, "cli.usage.finding")
	case strings.TrimSpace(flags.reason) == "":
		return fail(ExitUsage, "cli.usage.reason")
	}
	if flags.until != "" {
		if _, err := s.day(flags.until); err != nil {
			return err
		}
	}
	cfg, err := s.configToEdit(flags.config.path, paths)
	if err != nil {
		return err
	}
	found, err := s.findingsOf(cfg, paths, flags)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(cfg.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail(ExitUsage, "cli.config", "path", cfg.Path, "why", reasonOf(err))
	}
	for _, name := range flags.findings {
		f := found[name]
		if f == nil {
			return fail(ExitUsage, "cli.usage.no-finding", "name", name)
		}
		if slices.ContainsFunc(cfg.Waivers, func(w schema.Waiver) bool { return w.Finding == name }) {
			return fail(ExitUsage, "gate.waived-already", "name", name, "path", cfg.Path)
		}
		w := schema.Waiver{Finding: name, Code: f.Code, Reason: flags.reason, By: flags.by, Until: flags.until}
		if text, err = gate.AddWaiver(text, w, f.Message); err != nil {
			return fail(ExitUsage, "gate.cannot-add", "path", cfg.Path)
		}
	}
	if _, faults := schema.LoadConfig(cfg.Path, text, knownCode); len(faults) > 0 {
		return specFaults(faults)
	}
	s.files = append(s.files, saved{cfg.Path, text})
	if err := s.save(); err != nil {
		return err
	}
	for _, name := range flags.findings {
		s.out.WriteString(s.pack.Say(schema.Say("gate.waiver-written", "name", name, "message", found[name].Message, "path", cfg.Path)) + "\n")
	}
	return nil
}

// configToEdit is the config that a waiver goes into: the one named, the one found, or a
// new one beside the first file.
func (s *session) configToEdit(named string, paths []string) (*config, error) {
	if named != "" {
		if _, err := os.Stat(named); errors.Is(err, fs.ErrNotExist) {
			return &config{Config: &schema.Config{Path: named}, dir: filepath.Dir(named)}, nil
		}
	}
	cfg, err := s.config(configFlags{path: named}, paths)
	if err != nil || cfg != nil {
		return cfg, err
	}
	path := configName
	if len(paths) > 0 {
		path = filepath.Join(filepath.Dir(paths[0]), configName)
	}
	return &config{Config: &schema.Config{Path: path}, dir: filepath.Dir(path)}, nil
}

// findingsOf checks the reports and gives their findings by fingerprint.
func (s *session) findingsOf(cfg *config, paths []string, flags *waiveFlags) (map[string]*render.Finding, error) {
	jobs, err := cfg.jobs(paths, flags.spec)
	if err != nil {
		return nil, err
	}
	found := map[string]*render.Finding{}
	for _, j := range jobs {
		view, _, err := s.checkOne(j, *flags.limits)
		if err != nil {
			return nil, err
		}
		a := view.Answer()
		for i := range a.Findings {
			found[a.Findings[i].Fingerprint] = &a.Findings[i]
		}
	}
	return found, nil
}
