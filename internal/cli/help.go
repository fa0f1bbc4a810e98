package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"doisoat/schema"
)

// help prints the page of a command: what it is for, how it is called, its commands
// and flags. All words come from the language pack.
func (s *session) help(cmd *cobra.Command, _ []string) {
	say := func(key string, pairs ...any) string { return s.pack.Say(schema.Say(key, pairs...)) }
	name := s.wordsOf(cmd)
	s.out.WriteString(say("cli.help."+name) + "\n\n")
	s.out.WriteString(say("cli.help.usage") + "\n  " + say("cli.use."+name) + "\n")
	if cmd.HasAvailableSubCommands() {
		rows := [][2]string{}
		for _, sub := range cmd.Commands() {
			if !sub.Hidden {
				rows = append(rows, [2]string{sub.Name(), say("cli.short." + s.wordsOf(sub))})
			}
		}
		s.out.WriteString("\n" + say("cli.help.commands") + "\n")
		s.columns(rows)
	}
	rows := [][2]string{}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		left := "--" + f.Name
		switch {
		case f.Name == "help":
			left = "-h, --help"
		case f.Value.Type() != "bool":
			left += " " + f.Value.Type()
		}
		words := say("cli.flag." + f.Name)
		if _, ok := f.Value.(*bound); ok {
			words += " (" + say("cli.flag.default", "value", f.DefValue) + ")"
		}
		rows = append(rows, [2]string{left, words})
	})
	s.out.WriteString("\n" + say("cli.help.flags") + "\n")
	s.columns(rows)
	s.out.WriteString("\n" + say("cli.help.exit") + "\n")
}

// wordsOf is the name under which a command has its words: that of its parent before its
// own where two commands share a name.
func (s *session) wordsOf(cmd *cobra.Command) string {
	if cmd.HasParent() {
		if name := cmd.Parent().Name() + "." + cmd.Name(); s.pack.Template("cli.help."+name) != "" {
			return name
		}
	}
	return cmd.Name()
}

// columns writes pairs of words side by side.
func (s *session) columns(rows [][2]string) {
	wide := 0
	for _, r := range rows {
		wide = max(wide, len(r[0]))
	}
	for _, r := range rows {
		s.out.WriteString("  " + r[0] + strings.Repeat(" ", wide-len(r[0])+2) + r[1] + "\n")
	}
}
