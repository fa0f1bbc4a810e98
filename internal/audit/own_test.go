package audit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

// openFaults are the labelled faults that are not found yet.
var openFaults = map[string]bool{"en-libraries-2023 L02": true, "thu-ngan-sach-2024 NS04": true}

// TestOwnReports: on the reports of testdata, Markdown and Word, every labelled fault of
// the prose has a finding on its line, and no line without one has an error.
func TestOwnReports(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join("..", "..", "testdata", "*", "gold.json"))
	if err != nil || len(folders) < 5 {
		t.Fatalf("%d labelled reports: %v", len(folders), err)
	}
	for _, path := range folders {
		dir := filepath.Dir(path)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var gold struct {
				Errors []struct {
					ID, Where string
					Line      int
				}
			}
			if err := json.Unmarshal(data, &gold); err != nil {
				t.Fatal(err)
			}
			rep, err := read.Files([]string{filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")}, read.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			res, err := audit.Run(rep, audit.Options{})
			if err != nil {
				t.Fatal(err)
			}
			errors, any := map[int]string{}, map[int]bool{} // by line
			for i := range res.Findings {
				f := &res.Findings[i]
				if f.At.Kind != schema.InText {
					continue
				}
				line, _ := rep.Document.Blocks[f.At.Span.Block].Position(f.At.Span.Start)
				any[line] = true
				if f.Severity == schema.Error {
					errors[line] += " " + f.Code + " " + f.Reported
				}
			}
			for _, e := range gold.Errors {
				if e.Where != "prose" {
					continue
				}
				switch open := openFaults[filepath.Base(dir)+" "+e.ID]; {
				case !any[e.Line] && !open:
					t.Errorf("%s on line %d is not found", e.ID, e.Line)
				case any[e.Line] && open:
					t.Errorf("%s on line %d is found: take it off the open ones", e.ID, e.Line)
				}
				delete(errors, e.Line)
			}
			for line, what := range errors {
				t.Errorf("line %d: a false alarm:%s", line, strings.TrimSpace(what))
			}
		})
	}
}
