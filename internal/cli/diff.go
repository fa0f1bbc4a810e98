package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/gate"
	"doisoat/internal/render"
	"doisoat/schema"
)

func (s *session) diffCommand() *cobra.Command {
	var format *choice
	var output string
	cmd := &cobra.Command{
		Use:  "diff",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.diff(args, format.value, output) },
	}
	format = choose(cmd, "format", "text", "json")
	cmd.Flags().StringVar(&output, "output", "", "")
	s.chooseLanguage(cmd)
	return cmd
}

// diff tells what became of the findings of one answer in the next.
func (s *session) diff(paths []string, format, output string) error {
	if len(paths) != 2 {
		return fail(ExitUsage, "cli.usage.two", "n", len(paths))
	}
	old, err := readAnswer(paths[0])
	if err != nil {
		return err
	}
	fresh, err := readAnswer(paths[1])
	if err != nil {
		return err
	}
	d := gate.Diff(old, fresh)
	var out []byte
	if format == "json" {
		if out, err = differences(&d, fresh.Tool).JSON(); err != nil {
			return err
		}
	} else {
		out = []byte(s.diffText(&d))
	}
	if !d.Empty() {
		s.code = ExitFindings
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

// differences puts a difference into the form of its JSON.
func differences(d *gate.Difference, tool render.Tool) *render.Diff {
	out := &render.Diff{Version: 1, Tool: tool, New: all(d.New), Gone: all(d.Gone), Same: all(d.Same), Changed: []render.DiffChange{}}
	for _, c := range d.Changed {
		out.Changed = append(out.Changed, render.DiffChange{Old: *c.Old, New: *c.New})
	}
	return out
}

func all(list []*render.Finding) []render.Finding {
	out := make([]render.Finding, 0, len(list))
	for _, f := range list {
		out = append(out, *f)
	}
	return out
}

// diffText is the difference for a person: what is new, what changed, what is gone, and
// how many findings remain.
func (s *session) diffText(d *gate.Difference) string {
	pack := s.pack
	if s.asked != nil {
		pack = s.asked
	}
	var b strings.Builder
	say := func(key string, pairs ...any) string { return pack.Say(schema.Say(key, pairs...)) }
	list := func(key, sign string, findings []*render.Finding) {
		if len(findings) == 0 {
			return
		}
		b.WriteString(say(key, "n", len(findings)) + "\n")
		for _, f := range findings {
			b.WriteString("  " + sign + " " + render.Brief(pack, f) + "\n")
		}
		b.WriteByte('\n')
	}
	list("gate.diff.new", "+", d.New)
	if len(d.Changed) > 0 {
		b.WriteString(say("gate.diff.changed", "n", len(d.Changed)) + "\n")
		for _, c := range d.Changed {
			b.WriteString("  - " + render.Brief(pack, c.Old) + "\n  + " + render.Brief(pack, c.New) + "\n")
		}
		b.WriteByte('\n')
	}
	list("gate.diff.gone", "-", d.Gone)
	b.WriteString(say("gate.diff.sum", "new", len(d.New), "changed", len(d.Changed), "gone", len(d.Gone), "same", len(d.Same)) + "\n")
	return b.String()
}
