package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadmeShowsRealOutput holds the excerpt of the README against what the command
// above it prints.
func TestReadmeShowsRealOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "```text\n")
	excerpt, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Fatal("README.md has no ```text block")
	}
	t.Chdir("../..")
	var out, errs bytes.Buffer
	c := Command{Out: &out, Err: &errs, Env: func(string) string { return "" }}
	code := c.Run([]string{"check", "testdata/hoai-nhon-2023h1/draft.md", "testdata/hoai-nhon-2023h1/appendix.xlsx"})
	if code != ExitFindings {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	if !strings.Contains(out.String(), excerpt) {
		t.Errorf("the excerpt of README.md is not what the command prints:\n%s", excerpt)
	}
}
