package cli_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"doisoat/internal/cli"
)

// broken is a stream that fails.
type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func noEnv(string) string { return "" }

// TestPanicIsTold: a fault of the tool ends with its own exit code, one clear
// message, and no output. The environment stands in for a package that fails.
func TestPanicIsTold(t *testing.T) {
	var out, errs bytes.Buffer
	c := cli.Command{Out: &out, Err: &errs, Terminal: true, Env: func(name string) string {
		if name == "NO_COLOR" {
			panic("boom")
		}
		return ""
	}}
	if code := c.Run([]string{"explain", "V201"}); code != cli.ExitTool {
		t.Errorf("exit code %d", code)
	}
	if out.Len() > 0 {
		t.Errorf("output before the panic was printed: %q", out.String())
	}
	if s := errs.String(); !strings.Contains(s, "boom") || strings.Count(s, "\n") != 1 {
		t.Errorf("the message is %q", s)
	}
}

func TestOutputThatCannotBeWritten(t *testing.T) {
	tests := []struct {
		err  error
		told bool
	}{
		{syscall.EPIPE, false},
		{syscall.ENOSPC, true},
		{errors.New("gone"), true},
	}
	for _, tt := range tests {
		var errs bytes.Buffer
		c := cli.Command{Out: broken{tt.err}, Err: &errs, Env: noEnv}
		if code := c.Run([]string{"version"}); code != cli.ExitTool {
			t.Errorf("%v: exit code %d", tt.err, code)
		}
		if told := errs.Len() > 0; told != tt.told {
			t.Errorf("%v: told: %v, want %v", tt.err, told, tt.told)
		}
	}
}

// TestColour: colour only on a terminal, or when it is asked for; NO_COLOR is kept.
func TestColour(t *testing.T) {
	draft := filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1", "draft.md")
	tests := []struct {
		terminal bool
		env      map[string]string
		flag     string
		want     bool
	}{
		{false, nil, "auto", false},
		{true, nil, "auto", true},
		{true, map[string]string{"NO_COLOR": "1"}, "auto", false},
		{true, map[string]string{"TERM": "dumb"}, "auto", false},
		{true, nil, "never", false},
		{false, map[string]string{"NO_COLOR": "1"}, "always", true},
	}
	for _, tt := range tests {
		var out, errs bytes.Buffer
		c := cli.Command{Out: &out, Err: &errs, Terminal: tt.terminal, Env: func(name string) string { return tt.env[name] }}
		if code := c.Run([]string{"check", draft, "--color", tt.flag}); code > cli.ExitFindings {
			t.Fatalf("exit code %d: %s", code, errs.String())
		}
		if got := strings.Contains(out.String(), "\x1b["); got != tt.want {
			t.Errorf("terminal %v, %v, --color %s: colour %v", tt.terminal, tt.env, tt.flag, got)
		}
	}
}
