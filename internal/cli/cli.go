// Package cli is the command line of doisoat: commands, flags, streams and exit
// codes. A command makes all of its output in memory, and it is written once, at the
// end, so that no reader ever sees a part of an answer.
package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/internal/store"
	"doisoat/schema"
)

// Version is the version of the tool; a release sets it when it links.
var Version = "0.1.0-dev"

// Command is one invocation: its streams and what it may know of its surroundings.
type Command struct {
	Out, Err io.Writer
	Env      func(name string) string // looks up an environment variable
	Terminal bool                     // Out is a terminal
	Width    int                      // columns of the terminal, 0 when they are not known
	Desktop  bool                     // it was started from a desktop, where nobody reads Out
	Watched  bool                     // Err is a terminal, on which long work may show that it goes on
}

// session is a command while it runs.
type session struct {
	*Command
	pack   *lang.Pack // for help and errors
	asked  *lang.Pack // the language asked for with --lang, nil when none was
	out    bytes.Buffer
	notice bytes.Buffer
	files  []saved // to be written when all is made
	code   int
}

// Run runs the command line (without the name of the program) and returns the exit
// code. It never panics: a fault of the tool ends with ExitTool and no output.
func (c *Command) Run(args []string) (code int) {
	s := &session{Command: c, pack: lang.Vietnamese}
	defer func() {
		if p := recover(); p != nil {
			s.complain(schema.Say("cli.panic", "what", fmt.Sprint(p), "where", panicPlace()))
			code = ExitTool
		}
	}()
	s.pack = language(args, c.Env)
	root := s.root()
	root.SetArgs(args)
	root.SetOut(&s.out)
	root.SetErr(&s.notice)
	if err := root.Execute(); err != nil {
		return s.fault(err)
	}
	// Notices go first, so that the last line on a terminal is the conclusion.
	if _, err := c.Err.Write(s.notice.Bytes()); err != nil {
		return ExitTool
	}
	if _, err := c.Out.Write(s.out.Bytes()); err != nil {
		if !errors.Is(err, syscall.EPIPE) {
			s.complain(schema.Say("cli.write", "why", err.Error()))
		}
		return ExitTool
	}
	return s.code
}

// fault tells an error and gives its exit code.
func (s *session) fault(err error) int {
	words, code := s.told(err)
	s.print(words)
	return code
}

// told puts an error into words and gives its exit code.
func (s *session) told(err error) (words string, code int) {
	var f *failure
	var unread *read.Error
	var faults specFaults
	var misfit *recognize.SpecError
	var kept *store.Error
	switch {
	case errors.As(err, &f):
		return f.In(s.pack), f.code
	case errors.As(err, &unread):
		if unread.Unreadable {
			return unread.In(s.pack), ExitInput
		}
		return unread.In(s.pack), ExitUsage
	case errors.As(err, &kept):
		return kept.In(s.pack), storeCode(kept)
	case errors.As(err, &misfit):
		return specFaults(misfit.Faults).In(s.pack), ExitUsage
	case errors.As(err, &faults):
		return faults.In(s.pack), ExitUsage
	}
	return s.pack.Say(schema.Say("cli.failed", "why", err.Error())), ExitTool
}

func (s *session) complain(m schema.Message) { s.print(s.pack.Say(m)) }

// print writes a message to the error stream. There is nowhere left to tell of a
// failure to do so, and the exit code says the rest.
func (s *session) print(words string) { fmt.Fprintf(s.Err, "doisoat: %s\n", words) }

// note keeps a message for the error stream that does not end the command.
func (s *session) note(key string, pairs ...any) { s.remark(schema.Say(key, pairs...)) }

func (s *session) remark(m schema.Message) {
	fmt.Fprintf(&s.notice, "doisoat: %s\n", s.pack.Say(m))
}

// panicPlace names the function of this module in which a panic arose.
func panicPlace() string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	raised := false
	for {
		f, more := frames.Next()
		if raised && strings.HasPrefix(f.Function, "doisoat/") {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		raised = raised || f.Function == "runtime.gopanic"
		if !more {
			return "?"
		}
	}
}

// root builds the tree of commands.
func (s *session) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "doisoat",
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && s.Desktop {
				return s.serve(&serveFlags{limits: limit(&cobra.Command{})})
			}
			if len(args) == 0 {
				return cmd.Help()
			}
			names := []string{}
			for _, sub := range cmd.Commands() {
				names = append(names, sub.Name())
			}
			return fail(ExitUsage, "cli.usage.command", "name", args[0], "nearest", nearest(args[0], names))
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(flagFailure)
	root.SetHelpFunc(s.help)
	root.SetUsageFunc(func(*cobra.Command) error { return nil })
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	root.AddCommand(s.checkCommand(), s.explainCommand(), s.historyCommand(), s.inferCommand(), s.regressCommand(), s.assayCommand(), s.waiveCommand(), s.diffCommand(), s.verifyCommand(), s.configCommand(), s.serveCommand(), s.versionCommand())
	return root
}

func (s *session) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "version",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fail(ExitUsage, "cli.usage.extra", "argument", args[0])
			}
			fmt.Fprintf(&s.out, "doisoat %s %s/%s\n", Version, runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
