// Command doisoat checks a report against its appendix: see `doisoat --help`.
package main

import (
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/inconshreveable/mousetrap"
	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"doisoat/internal/cli"
	_ "doisoat/internal/heap" // first of all: the collector's bounds
)

func main() {
	cobra.MousetrapHelpText = ""   // a click opens the page
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is told by the exit code
	c := cli.Command{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Terminal: isatty.IsTerminal(os.Stdout.Fd()), Watched: isatty.IsTerminal(os.Stderr.Fd())}
	c.Desktop = fromDesktop(c.Terminal || c.Watched || isatty.IsTerminal(os.Stdin.Fd()))
	if c.Terminal {
		if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			c.Width = width
		}
	}
	os.Exit(c.Run(os.Args[1:]))
}

// fromDesktop reports whether the program was started by a click: by the explorer of
// Windows, or with a desktop around it and neither a terminal nor a pipe to write to.
func fromDesktop(terminal bool) bool {
	if mousetrap.StartedByExplorer() {
		return true
	}
	desktop := runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
	if terminal || !desktop || runtime.GOOS == "windows" {
		return false
	}
	out, err := os.Stdout.Stat()
	return err == nil && out.Mode()&os.ModeNamedPipe == 0
}
