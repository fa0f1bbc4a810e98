package read_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/audit"
	"doisoat/internal/read"
)

type found struct{ Code, Unit, Indicator, Reported, Computed string }

// findingsOf checks the files as one report.
func findingsOf(t *testing.T, paths ...string) []found {
	t.Helper()
	rep, err := read.Files(paths, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []found
	for _, f := range res.Findings {
		out = append(out, found{f.Code, f.Unit, f.Indicator, f.Reported, f.Computed})
	}
	return out
}

// A report gives the same findings as a Word document, as a page and as a PDF. The
// tables of the PDF files are ruled in hoai-nhon-2023h1 and thu-ngan-sach-2024, and set
// by columns alone in truong-hoc-2024; in all three they go on over pages, with words
// and figures cut where a cell is too narrow.
func TestFindingsAreTheSameInEveryDocument(t *testing.T) {
	for name, least := range map[string]int{"hoai-nhon-2023h1": 20, "truong-hoc-2024": 8, "thu-ngan-sach-2024": 7} {
		dir := filepath.Join("..", "..", "testdata", name)
		want := findingsOf(t, filepath.Join(dir, "draft.docx"))
		if len(want) < least {
			t.Fatalf("%s: only %d findings", name, len(want))
		}
		for _, form := range []string{"draft.html", "draft.pdf"} {
			t.Run(name+"/"+form, func(t *testing.T) {
				if diff := cmp.Diff(want, findingsOf(t, filepath.Join(dir, form))); diff != "" {
					t.Errorf("-docx +%s\n%s", form, diff)
				}
			})
		}
	}
}

// The blocks and tables of a PDF hold the words of the page from which they were made:
// blanks and line breaks apart, character by character.
func TestTablesAreTheSameInPageAndPDF(t *testing.T) {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for _, name := range []string{"hoai-nhon-2023h1", "truong-hoc-2024", "thu-ngan-sach-2024"} {
		table := func(form string) (out [][]string) {
			rep, err := read.Files([]string{filepath.Join("..", "..", "testdata", name, form)}, read.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if len(rep.Sheets) != 1 {
				t.Fatalf("%s %s: %d tables", name, form, len(rep.Sheets))
			}
			for _, row := range rep.Sheets[0].Cells {
				var cells []string
				for _, c := range row {
					cells = append(cells, squeeze(c.Raw))
				}
				out = append(out, cells)
			}
			return out
		}
		if diff := cmp.Diff(table("draft.html"), table("draft.pdf")); diff != "" {
			t.Errorf("%s (-html +pdf)\n%s", name, diff)
		}
	}
}

// The dispatch itself, where the development data are at hand.
func TestDispatchInEveryDocument(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "hoai-nhon-2023h1")
	if m, err := filepath.Glob(filepath.Join(dir, "draft.*")); err != nil || len(m) == 0 {
		t.Skip("the shared data are not here: ", dir)
	}
	want := findingsOf(t, filepath.Join(dir, "report.md"))
	if len(want) < 15 {
		t.Fatalf("only %d findings", len(want))
	}
	for _, form := range []string{"draft.docx", "draft.html", "draft.pdf"} {
		if diff := cmp.Diff(want, findingsOf(t, filepath.Join(dir, form))); diff != "" {
			t.Errorf("-md +%s\n%s", form, diff)
		}
	}
}
