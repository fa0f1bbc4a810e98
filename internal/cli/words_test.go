package cli_test

import (
	"path/filepath"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/read"
)

// TestFindingsHaveWords: whatever the reports of testdata bring up, every cause and
// every role that a finding names is told in both languages, not as a bare code.
func TestFindingsHaveWords(t *testing.T) {
	drafts, err := filepath.Glob(filepath.Join("..", "..", "testdata", "*", "draft.md"))
	if err != nil || len(drafts) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	findings := 0
	for _, draft := range drafts {
		rep, err := read.Files([]string{draft, filepath.Join(filepath.Dir(draft), "appendix.xlsx")}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		res, err := audit.Run(rep, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		findings += len(res.Findings)
		for _, f := range res.Findings {
			keys := []string{}
			if f.Cause != "" {
				keys = append(keys, "cause."+f.Cause)
			}
			for _, e := range f.Evidence {
				keys = append(keys, "role."+e.Role)
			}
			for _, key := range keys {
				if lang.Vietnamese.Template(key) == "" || lang.English.Template(key) == "" {
					t.Errorf("%s: %s %s names %q, which has no words", draft, f.Code, f.Message.Key, key)
				}
			}
		}
	}
	if findings == 0 {
		t.Error("no finding in any report")
	}
}
