// Command doisoat checks a report against its appendix: see `doisoat --help`.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"

	"doisoat/internal/cli"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is told by the exit code
	if os.Getenv("GOGC") == "" {
		// A run is short and keeps most of what it makes: fewer collections save a
		// tenth of its time, and the limit bounds what they leave for a large input.
		debug.SetGCPercent(400)
		debug.SetMemoryLimit(700 << 20)
	}
	c := cli.Command{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Terminal: isatty.IsTerminal(os.Stdout.Fd()), Watched: isatty.IsTerminal(os.Stderr.Fd())}
	if c.Terminal {
		if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			c.Width = width
		}
	}
	os.Exit(c.Run(os.Args[1:]))
}
