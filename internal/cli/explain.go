package cli

import (
	"embed"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/history"
	"doisoat/internal/lang"
	"doisoat/internal/render"
	"doisoat/reconcile"
	"doisoat/schema"
	"doisoat/validate"
)

func (s *session) explainCommand() *cobra.Command {
	var color *choice
	cmd := &cobra.Command{
		Use:  "explain",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.explain(args, color) },
	}
	color = choose(cmd, "color", "auto", "always", "never")
	s.chooseLanguage(cmd)
	return cmd
}

// explain prints the page of a check, found by its code or its name, or the list of
// all checks.
func (s *session) explain(args []string, color *choice) error {
	checks := slices.Concat(validate.Suite(), reconcile.Suite(), history.Checks())
	switch len(args) {
	case 0:
		list, err := render.Checks(checks, func(c *schema.Check) string { return page(c, s.pack) }, s.pack)
		if err != nil {
			return err
		}
		s.out.WriteString(list)
		return nil
	case 1:
	default:
		return fail(ExitUsage, "cli.usage.extra", "argument", args[1])
	}
	names := make([]string, 0, 2*len(checks))
	for _, c := range checks {
		if strings.EqualFold(c.Code, args[0]) || strings.EqualFold(c.Name, args[0]) {
			text := page(c, s.pack)
			if example := Example(c.Code, s.pack.Code); example != "" {
				text += "\n\n## " + s.pack.Say(schema.Say("explain.output")) + "\n```\n" + example + "```\n"
			}
			s.out.WriteString(render.Page(text, s.colored(color)))
			return nil
		}
		names = append(names, c.Code, c.Name)
	}
	return fail(ExitUsage, "cli.usage.check", "code", args[0], "nearest", nearest(args[0], names))
}

// page is the page of a check in a language, or the English one.
func page(c *schema.Check, pack *lang.Pack) string {
	for _, pages := range []func(code, language string) string{validate.Page, reconcile.Page, history.Page} {
		if text := pages(c.Code, pack.Code); text != "" {
			return text
		}
	}
	return c.Doc
}

// examples hold what each check tells of one of its own cases, in every language.
//
//go:embed examples/*.txt
var examples embed.FS

// Example is what a check prints for a report that it finds at fault, "" for none.
func Example(code, language string) string {
	text, err := examples.ReadFile("examples/" + code + "." + language + ".txt")
	if err != nil {
		return ""
	}
	return string(text)
}
