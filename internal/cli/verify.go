package cli

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/gate"
	"doisoat/schema"
)

func (s *session) verifyCommand() *cobra.Command {
	var date string
	cmd := &cobra.Command{
		Use:  "verify",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.verify(args, date) },
	}
	cmd.Flags().StringVar(&date, "date", "", "")
	s.chooseLanguage(cmd)
	return cmd
}

// verify says whether these very files passed, by the certificate of their run.
func (s *session) verify(paths []string, date string) error {
	if len(paths) < 2 {
		return fail(ExitUsage, "cli.usage.verify")
	}
	day, err := s.day(date)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		return fail(ExitInput, "cli.unreadable", "path", paths[0], "why", reasonOf(err))
	}
	c, err := gate.ReadCertificate(data)
	if err != nil {
		key := "gate.verify.none"
		if errors.Is(err, gate.ErrAltered) {
			key = "gate.verify.altered"
		}
		return fail(ExitInput, key, "path", paths[0])
	}
	var files []gate.CertifiedFile
	for _, path := range paths[1:] {
		f, err := certified(path)
		if err != nil {
			return err
		}
		f.Name = path
		files = append(files, f)
	}
	s.verdict(c, c.Compare(files), day)
	return nil
}

// verdict tells how the files stand to the certificate.
func (s *session) verdict(c *gate.Certificate, m gate.Match, day string) {
	pack := s.pack
	if s.asked != nil {
		pack = s.asked
	}
	line := func(key string, pairs ...any) {
		s.out.WriteString(pack.Say(schema.Say(key, pairs...)) + "\n")
		s.code = ExitFindings
	}
	for _, name := range m.Strange {
		line("gate.verify.strange", "path", name)
	}
	for _, f := range m.Missing {
		line("gate.verify.missing", "path", f.Name, "sum", f.SHA256[:min(12, len(f.SHA256))])
	}
	if !c.Passed {
		line("gate.verify.failed", "errors", c.Tally.Findings.Error, "warnings", c.Tally.Findings.Warning)
	}
	if c.Until != "" && c.Until < day {
		line("gate.verify.over", "until", c.Until)
	}
	if s.code != ExitOK {
		return
	}
	var waived []string
	for _, f := range c.Findings {
		if f.Waiver != nil {
			waived = append(waived, "  "+f.Code+": "+f.Message+" ("+f.Waiver.Reason+")")
		}
	}
	s.out.WriteString(pack.Say(schema.Say("gate.verify.passed", "version", c.Tool.Version, "level", c.FailOn, "undecided", c.Tally.Figures.Undecided, "waived", len(waived))) + "\n")
	if len(waived) > 0 {
		s.out.WriteString(strings.Join(waived, "\n") + "\n")
	}
}
