package house

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/cli"
	"doisoat/internal/history"
	"doisoat/reconcile"
	"doisoat/schema"
	"doisoat/validate"
)

// updating reports whether -update, which the cases of the checks share, asks to
// rewrite what is made from them.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// checks are the checks of a report, of both suites.
func checks() []*schema.Check { return append(validate.Suite(), reconcile.Suite()...) }

// allChecks are those between reports too.
func allChecks() []*schema.Check { return append(checks(), history.Checks()...) }

// TestChecksPage fails when docs/checks.md is older than the pages of the checks;
// -update writes it anew.
func TestChecksPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The checks\n\nMade from the pages of the checks (`doisoat explain CODE`) by `go test ./internal/house -update`; edit those.\n\n| Code | Name | Severity |\n| --- | --- | --- |\n")
	for _, c := range allChecks() {
		fmt.Fprintf(&b, "| [%s](#%s-%s) | %s | %s |\n", c.Code, strings.ToLower(c.Code), c.Name, c.Name, c.Severity)
	}
	for _, c := range allChecks() {
		fmt.Fprintf(&b, "\n## %s %s\n\n", c.Code, c.Name)
		_, body, _ := strings.Cut(strings.TrimSpace(c.Doc), "\n")
		for _, line := range strings.Split(strings.TrimSpace(body), "\n") {
			if strings.HasPrefix(line, "#") {
				line = "#" + line
			}
			b.WriteString(line + "\n")
		}
		if text := cli.Example(c.Code, "en"); text != "" {
			fmt.Fprintf(&b, "\n### Output\n\n```text\n%s```\n", text)
		}
	}
	path := filepath.Join("..", "..", "docs", "checks.md")
	if updating() {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("%s is stale; run go test ./internal/house -update", path)
	}
}

// TestCodesAndNames: a code or a name is used once, over all suites.
func TestCodesAndNames(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range allChecks() {
		for _, word := range []string{c.Code, c.Name} {
			if seen[word] {
				t.Errorf("%q stands twice", word)
			}
			seen[word] = true
		}
		if c.Doc == "" {
			t.Errorf("%s has no page", c.Code)
		}
	}
}
