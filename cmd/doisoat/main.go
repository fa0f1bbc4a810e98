// Command doisoat checks a report against its appendix: see `doisoat --help`.
package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"

	"doisoat/internal/cli"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is told by the exit code
	c := cli.Command{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Terminal: isatty.IsTerminal(os.Stdout.Fd())}
	os.Exit(c.Run(os.Args[1:]))
}
