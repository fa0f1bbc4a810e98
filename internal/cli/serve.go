package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"

	"doisoat/internal/history"
	"doisoat/internal/history/overview"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/serve"
	"doisoat/internal/store"
	"doisoat/schema"
)

// serveFlags are the flags of `doisoat serve`.
type serveFlags struct {
	port              int
	noBrowser         bool
	store             string
	listen, passwords string
	certificate, key  string
	limits            *read.Limits
	renames           string
}

func (s *session) serveCommand() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:  "serve",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := none(args); err != nil {
				return err
			}
			return s.serve(&flags)
		},
	}
	cmd.Flags().Var(&bound{set: func(n int64) { flags.port = int(n) }, most: 65535}, "port", "")
	cmd.Flags().BoolVar(&flags.noBrowser, "no-browser", false, "")
	cmd.Flags().Var(&fileFlag{&flags.store}, "store", "")
	cmd.Flags().Var(&fileFlag{&flags.renames}, "renames", "")
	cmd.Flags().StringVar(&flags.listen, "listen", "", "")
	cmd.Flags().Var(&fileFlag{&flags.passwords}, "password-file", "")
	cmd.Flags().Var(&fileFlag{&flags.certificate}, "tls-cert", "")
	cmd.Flags().Var(&fileFlag{&flags.key}, "tls-key", "")
	s.chooseLanguage(cmd)
	flags.limits = limit(cmd)
	return cmd
}

// serve shows the pages until the program is told to stop. What it says goes to the error
// stream at once, for a command's output is written at its end.
func (s *session) serve(flags *serveFlags) error {
	opt := serve.Options{
		Version: Version, Limits: *flags.limits, Lang: s.asked,
		Log:    slog.New(slog.NewTextHandler(s.Err, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Accept: accept,
		Told: func(err error, p *lang.Pack) string {
			told := *s
			told.pack = p
			words, _ := told.told(err)
			return words
		},
		CheckPage: page,
		Known:     serve.Loopback,
	}
	if flags.store != "" {
		if err := s.serveHistory(flags, &opt); err != nil {
			return err
		}
	}
	l, err := s.listen(flags, &opt)
	if err != nil {
		return err
	}
	srv := serve.New(opt)
	address := "http://" + l.Addr().String()
	if opt.TLS != nil {
		address = "https://" + l.Addr().String()
	}
	s.complain(schema.Say("cli.serve.at", "address", address+srv.Path()))
	s.complain(schema.Say("cli.serve.stop"))
	if !flags.noBrowser && opt.TLS == nil {
		if err := browse(address + srv.Once()); err != nil {
			s.complain(schema.Say("cli.serve.browser"))
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return srv.Serve(ctx, l)
}

// listen opens the address: of this machine alone, or, with passwords and a certificate,
// one for others.
func (s *session) listen(flags *serveFlags, opt *serve.Options) (net.Listener, error) {
	if flags.listen == "" {
		for name, given := range map[string]string{"password-file": flags.passwords, "tls-cert": flags.certificate, "tls-key": flags.key} {
			if given != "" {
				return nil, fail(ExitUsage, "cli.serve.alone", "flag", name)
			}
		}
		l, err := serve.Local(flags.port)
		if err != nil {
			return nil, fail(ExitTool, "cli.serve.listen", "address", "127.0.0.1", "why", netReason(err))
		}
		return l, nil
	}
	if flags.passwords == "" || flags.certificate == "" || flags.key == "" {
		return nil, fail(ExitUsage, "cli.serve.together")
	}
	data, err := os.ReadFile(flags.passwords)
	if err == nil {
		opt.Users, err = serve.ReadUsers(data)
	}
	if err != nil {
		return nil, fail(ExitUsage, "cli.serve.users", "path", flags.passwords, "why", reasonOf(err))
	}
	cert, err := tls.LoadX509KeyPair(flags.certificate, flags.key)
	if err != nil {
		return nil, fail(ExitUsage, "cli.serve.tls", "why", reasonOf(err))
	}
	opt.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	l, known, err := serve.Public(flags.listen, &cert)
	if err != nil {
		return nil, fail(ExitTool, "cli.serve.listen", "address", flags.listen, "why", netReason(err))
	}
	opt.Known = known
	return l, nil
}

// netReason is why an address could not be opened, without the address.
func netReason(err error) string {
	var op *net.OpError
	if errors.As(err, &op) {
		err = op.Err
	}
	return err.Error()
}

// serveHistory lends the pages the history. A store that cannot be opened is told before
// anything is served.
func (s *session) serveHistory(flags *serveFlags, opt *serve.Options) error {
	lined := linedFlags{&flags.store, &flags.renames}
	opt.History = func(p *lang.Pack) ([]byte, error) {
		told := *s
		told.pack, told.asked = p, p
		a, names, err := told.lineUp(lined, store.Parts{Findings: true, Ledger: true})
		if err != nil {
			return nil, err
		}
		if len(a.Reports) == 0 {
			return nil, fail(ExitUsage, "history.empty", "store", flags.store)
		}
		return overview.Page(a, history.Run(a, names), p, Version), nil
	}
	st, err := s.openStore(flags.store, false)
	if err != nil {
		return err
	}
	return st.Close()
}

// browse opens an address in the browser of the system.
func browse(address string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case "darwin":
		cmd = exec.Command("open", address)
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // its end is nobody's concern
	return nil
}
