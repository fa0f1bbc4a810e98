package house

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// TestReasonsAreListed: the reasons for which a figure is undecided are those of
// schema.Reasons, in the source, in every pack and in docs/undecided.md, where each
// stands with the words that the tool says.
func TestReasonsAreListed(t *testing.T) {
	reasons := schema.Reasons()
	messages, literals := messagesOf(t)
	for _, m := range messages {
		if r, ok := strings.CutPrefix(m.key, "why."); ok && !slices.Contains(reasons, r) {
			t.Errorf("%s: the reason %q is not in schema.Reasons", m.place, r)
		}
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "undecided.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pack := range lang.Packs() {
		for _, key := range pack.Keys() {
			if r, ok := strings.CutPrefix(key, "why."); ok && !slices.Contains(reasons, r) {
				t.Errorf("pack %s: the reason %q is not in schema.Reasons", pack.Code, r)
			}
		}
		for _, r := range reasons {
			if pack.Template("why."+r) == "" {
				t.Errorf("pack %s has no words for the reason %q", pack.Code, r)
			}
		}
	}
	rows := 0
	for _, line := range strings.Split(string(page), "\n") {
		if strings.HasPrefix(line, "| `") {
			rows++
		}
	}
	for _, r := range reasons {
		if !literals["why."+r] {
			t.Errorf("no figure is undecided for the reason %q", r)
		}
		if row := "| `" + r + "` | " + lang.English.Template("why."+r) + " |"; !strings.Contains(string(page), row) {
			t.Errorf("docs/undecided.md has no row that begins %q", row)
		}
	}
	if rows != len(reasons) {
		t.Errorf("docs/undecided.md has %d reasons, not %d", rows, len(reasons))
	}
}
