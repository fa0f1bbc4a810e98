package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"doisoat/internal/lang"
)

// choice is a flag that takes one of a few words.
type choice struct {
	value   string
	choices []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.choices, "|") }

// Set takes one of the words and refuses every other.
func (c *choice) Set(word string) error {
	for _, w := range c.choices {
		if w == word {
			c.value = word
			return nil
		}
	}
	return errors.New("not one of " + c.Type())
}

// choose adds a flag that takes one of the words; the first is its default.
func choose(cmd *cobra.Command, name string, words ...string) *choice {
	c := &choice{value: words[0], choices: words}
	cmd.Flags().Var(c, name, "")
	return c
}

// chooseLanguage adds --lang.
func (s *session) chooseLanguage(cmd *cobra.Command) {
	c := &choice{choices: []string{"vi", "en"}}
	cmd.Flags().Var(c, "lang", "")
	cmd.PreRun = func(*cobra.Command, []string) { s.asked = lang.For(c.value) }
}

// flagFailure tells a fault in the flags.
func flagFailure(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		names := []string{}
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return fail(ExitUsage, "cli.usage.flag", "flag", dashed(name), "command", cmd.CommandPath(), "nearest", dashed(nearest(name, names)))
	case errors.As(err, &missing):
		return fail(ExitUsage, "cli.usage.missing", "flag", dashed(missing.GetSpecifiedName()), "choices", missing.GetFlag().Value.Type())
	case errors.As(err, &invalid):
		if b, ok := invalid.GetFlag().Value.(*bound); ok {
			return fail(ExitUsage, "cli.usage.number", "flag", dashed(invalid.GetFlag().Name), "value", invalid.GetValue(), "least", int(b.least), "most", int(b.most))
		}
		return fail(ExitUsage, "cli.usage.value", "flag", dashed(invalid.GetFlag().Name), "value", invalid.GetValue(), "choices", invalid.GetFlag().Value.Type())
	}
	return fail(ExitUsage, "cli.usage.other", "why", err.Error(), "command", cmd.CommandPath())
}

func dashed(flag string) string {
	if len(flag) == 1 {
		return "-" + flag
	}
	return "--" + flag
}
