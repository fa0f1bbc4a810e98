package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"doisoat/internal/gate"
	"doisoat/internal/lang"
	"doisoat/reconcile"
	"doisoat/schema"
	"doisoat/validate"
)

// configName is the name of a config file.
const configName = "doisoat.yaml"

// configFlags say which config a command takes.
type configFlags struct {
	path string
	none bool
}

func (f *configFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "config", "", "")
	cmd.Flags().BoolVar(&f.none, "no-config", false, "")
}

// config is a config and what belongs to its file.
type config struct {
	*schema.Config
	dir string // folder that its patterns start from
	sum string // SHA-256 of the file
}

// config loads the config of a command: the one named, else the first found upwards from
// the folder of the first file, or from here when no file is named. nil means none.
func (s *session) config(f configFlags, paths []string) (*config, error) {
	path := f.path
	switch {
	case f.none && path != "":
		return nil, fail(ExitUsage, "cli.usage.config")
	case f.none:
		return nil, nil
	case path == "":
		start := "."
		if len(paths) > 0 {
			start = filepath.Dir(paths[0])
		}
		var err error
		if path, err = findConfig(start); path == "" {
			return nil, err
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fail(ExitUsage, "cli.config", "path", path, "why", reasonOf(err))
	}
	cfg, faults := schema.LoadConfig(path, data, knownCode)
	if len(faults) > 0 {
		return nil, specFaults(faults)
	}
	if s.asked == nil && cfg.Lang != "" {
		s.asked = lang.For(cfg.Lang)
	}
	sum := sha256.Sum256(data)
	return &config{cfg, filepath.Dir(path), hex.EncodeToString(sum[:])}, nil
}

// findConfig looks for a config in a folder and those above it; "" when there is none.
// The path is relative to here as far as it can be, so that no answer holds one of this
// machine.
func findConfig(dir string) (string, error) {
	here, err := filepath.Abs(".")
	if err != nil {
		return "", err
	}
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(at, configName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			if rel, err := filepath.Rel(here, path); err == nil {
				return rel, nil
			}
			return path, nil
		}
		up := filepath.Dir(at)
		if up == at {
			return "", nil
		}
		at = up
	}
}

// reasonOf is the bare reason of an error about a file, without its path.
func reasonOf(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// knownCode tells whether a code is that of a check, and which one an unknown code was
// likely meant for.
func knownCode(code string) (near string, ok bool) {
	var codes []string
	for _, suite := range [][]*schema.Check{validate.Suite(), reconcile.Suite()} {
		for _, c := range suite {
			if c.Code == code {
				return "", true
			}
			codes = append(codes, c.Code)
		}
	}
	return nearest(strings.ToUpper(code), codes), false
}

// specOf is the path of the spec for a report, "" for none. What the command names comes
// first, then the entry of the report, then the config's own.
func (c *config) specOf(given, entry string) string {
	switch {
	case given != "" || c == nil:
		return given
	case entry != "":
		return c.beside(entry)
	case c.Spec != "":
		return c.beside(c.Spec)
	}
	return ""
}

// beside is a path of the config as seen from here.
func (c *config) beside(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.dir, path)
}

// bare is the config itself, nil for none.
func (c *config) bare() *schema.Config {
	if c == nil {
		return nil
	}
	return c.Config
}

// day is the day that waivers are held against: the one named, else that of
// SOURCE_DATE_EPOCH (reproducible-builds.org), else today.
func (s *session) day(named string) (string, error) {
	if named != "" {
		if _, err := time.Parse(schema.DayForm, named); err != nil {
			return "", fail(ExitUsage, "cli.usage.date", "value", named)
		}
		return named, nil
	}
	if epoch := s.Env("SOURCE_DATE_EPOCH"); epoch != "" {
		if n, err := strconv.ParseInt(epoch, 10, 64); err == nil {
			return time.Unix(n, 0).UTC().Format(schema.DayForm), nil
		}
	}
	return time.Now().Format(schema.DayForm), nil
}

// certified is a file by its name and content.
func certified(path string) (gate.CertifiedFile, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return gate.CertifiedFile{}, fail(ExitInput, "cli.unreadable", "path", path, "why", reasonOf(err))
	}
	sum := sha256.Sum256(data)
	return gate.CertifiedFile{Name: filepath.Base(path), SHA256: hex.EncodeToString(sum[:])}, nil
}
