package house

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/render"
	"doisoat/internal/trial"
	"doisoat/schema"
)

// TestExamples fails when an example of `doisoat explain` is not what the check tells of
// its own case; -update writes them anew. It is left out of short runs, since a word
// changed in a check changes its example.
func TestExamples(t *testing.T) {
	if testing.Short() && !updating() {
		t.Skip("examples are held in full runs alone")
	}
	for _, c := range checks() {
		for _, pack := range []*lang.Pack{lang.Vietnamese, lang.English} {
			path := filepath.Join("..", "cli", "examples", c.Code+"."+pack.Code+".txt")
			want := example(t, c, pack)
			if updating() {
				if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != want {
				t.Errorf("%s is stale; run go test ./internal/house -run TestExamples -update", path)
			}
		}
	}
}

// example is the first finding of a check in its case "violated", as text.
func example(t *testing.T, c *schema.Check, pack *lang.Pack) string {
	t.Helper()
	room := "validate"
	if strings.HasPrefix(c.Code, "R") {
		room = "reconcile"
	}
	rep, err := trial.Load(t.TempDir(), filepath.Join("..", "..", room, "testdata", c.Code, "violated.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range rep.Sources {
		rep.Sources[i].Path = filepath.Base(rep.Sources[i].Path)
		rep.Sources[i].Notes = nil
	}
	if rep.Document != nil {
		rep.Document.Notes = nil
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range rep.Tables {
		table.Doubts = nil
	}
	for _, f := range res.Findings {
		if f.Code != c.Code {
			continue
		}
		res.Findings = []schema.Finding{f}
		text, err := render.NewView(res, pack, "").Text(render.TextOptions{})
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(text, "\n\n")
		return first + "\n"
	}
	t.Fatalf("%s: its case violated gives no finding", c.Code)
	return ""
}
