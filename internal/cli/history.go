package cli

import (
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"doisoat/internal/store"
)

// defaultStore is the store of a folder when none is named.
const defaultStore = "doisoat-history.db"

// historyCommand is `doisoat history` with its own commands.
func (s *session) historyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:  "history",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
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
	s.chooseLanguage(cmd)
	cmd.AddCommand(s.historyAddCommand(), s.historyListCommand(), s.historyShowCommand(), s.historyExportCommand(), s.historySeriesCommand(), s.historyCheckCommand(), s.historyReportCommand())
	return cmd
}

// storeFlag adds --store.
func storeFlag(cmd *cobra.Command) *string {
	path := cmd.Flags().String("store", defaultStore, "")
	cmd.Flags().Lookup("store").Value = &fileFlag{path}
	return path
}

// fileFlag is a flag that names a file.
type fileFlag struct{ path *string }

func (f *fileFlag) String() string { return *f.path }
func (f *fileFlag) Type() string   { return "FILE" }
func (f *fileFlag) Set(word string) error {
	*f.path = word
	return nil
}

// jobsFlag adds --jobs: how many reports are checked at once.
func jobsFlag(cmd *cobra.Command) *int {
	n := runtime.GOMAXPROCS(0)
	const most = 256
	cmd.Flags().Var(&bound{set: func(v int64) { n = int(v) }, value: int64(n), least: 1, most: most}, "jobs", "")
	return &n
}

// openStore opens a history, to write to it or only to read it.
func (s *session) openStore(path string, write bool) (*store.Store, error) {
	return store.Open(path, store.Options{Create: write})
}

// none refuses arguments that a command does not take.
func none(args []string) error {
	if len(args) > 0 {
		return fail(ExitUsage, "cli.usage.extra", "argument", args[0])
	}
	return nil
}

// below is a path as it is kept in a store: relative to the folder of the store, with
// slashes, so that an archive may move together with its store.
func below(storePath, path string) string {
	dir, err := filepath.Abs(filepath.Dir(storePath))
	if err != nil {
		return filepath.ToSlash(path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	rel, err := filepath.Rel(dir, abs)
	if err != nil {
		return filepath.ToSlash(abs)
	}
	return filepath.ToSlash(rel)
}

// storeCode is the exit code for a store that cannot be used: a wrong name, one that
// cannot be read, or one that could not be written.
func storeCode(err *store.Error) int {
	switch err.Message.Key {
	case "store.missing", "store.directory":
		return ExitUsage
	case "store.full", "store.read-only", "store.failed":
		return ExitTool
	}
	return ExitInput
}
