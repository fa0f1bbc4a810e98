package cli

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// Exit codes of every command.
const (
	ExitOK       = 0 // nothing at or above --fail-on
	ExitFindings = 1 // findings at or above --fail-on
	ExitUsage    = 2 // the command was used wrongly: flags, arguments, a faulty spec, two files for one table
	ExitInput    = 3 // an input could not be read, or only in part, or holds nothing to check
	ExitTool     = 4 // the tool itself failed, or its output could not be written
)

// failure ends a command with an exit code and a sentence for the user.
type failure struct {
	code    int
	message schema.Message
}

func (f *failure) Error() string { return f.In(lang.English) }

// In tells the failure in the language of a pack.
func (f *failure) In(p *lang.Pack) string { return p.Say(f.message) }

func fail(code int, key string, pairs ...any) error {
	return &failure{code, schema.Say(key, pairs...)}
}
