// Command doisoat checks a report against its appendix: see `doisoat --help`.
package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"

	"doisoat/internal/cli"
	_ "doisoat/internal/heap" // first of all: the collector's bounds
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is told by the exit code
	c := cli.Command{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Terminal: isatty.IsTerminal(os.Stdout.Fd()), Watched: isatty.IsTerminal(os.Stderr.Fd())}
	if c.Terminal {
		if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			c.Width = width
		}
	}
	os.Exit(c.Run(os.Args[1:]))
}
