package read_test

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"doisoat/internal/testdocs"
)

// aboutForm are the checks of how a number is written, which a workbook of numbers
// does not tell: their findings hang on the form by their nature.
var aboutForm = []string{"V501"}

// same puts findings in an order that does not hang on the names of the files, without
// those about the form.
func same(in []found) []found {
	out := slices.DeleteFunc(slices.Clone(in), func(f found) bool { return slices.Contains(aboutForm, f.Code) })
	slices.SortFunc(out, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Indicator, b.Indicator),
			cmp.Compare(a.Reported, b.Reported), cmp.Compare(a.Computed, b.Computed))
	})
	return out
}

// bodies writes the forms of a report that LibreOffice need not make: the prose alone
// as a Word document, and the appendix with its numbers as texts.
func bodies(t *testing.T, folder string) (body, text string) {
	t.Helper()
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	draft, err := testdocs.ParseDraft(read("draft.md"))
	if err != nil {
		t.Fatal(err)
	}
	grid, err := testdocs.ParseGrid(read("appendix.grid"))
	if err != nil {
		t.Fatal(err)
	}
	word, err := testdocs.Word(draft, nil)
	if err != nil {
		t.Fatal(err)
	}
	book, err := testdocs.Workbook(grid.AsText())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	body, text = filepath.Join(dir, "body.docx"), filepath.Join(dir, "appendix-text.xlsx")
	for path, data := range map[string][]byte{body: word, text: book} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return body, text
}

// TestEveryForm: a report gives the same findings in every form in which it arrives,
// prose and table in one file, or the prose with each form of the appendix.
func TestEveryForm(t *testing.T) {
	folders, err := testdocs.Folders(filepath.Join("..", "..", "testdata"))
	if err != nil || len(folders) < 5 {
		t.Fatal(folders, err)
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			in := func(name string) string { return filepath.Join(folder, name) }
			body, text := bodies(t, folder)
			want := same(findingsOf(t, in("report.md")))
			if clean := strings.HasSuffix(folder, "-clean"); !clean && len(want) == 0 {
				t.Fatalf("only %d findings", len(want))
			}
			forms := [][]string{{in("draft.docx")}, {body, text}}
			for _, name := range []string{"draft.html", "draft.pdf", "draft.odt"} {
				if _, err := os.Stat(in(name)); err == nil {
					forms = append(forms, []string{in(name)})
				}
			}
			for _, appendix := range []string{"appendix.xlsx", "appendix.xls", "appendix.ods", "appendix.csv"} {
				forms = append(forms, []string{body, in(appendix)}, []string{in("draft.md"), in(appendix)})
			}
			for _, files := range forms {
				if diff := gocmp.Diff(want, same(findingsOf(t, files...))); diff != "" {
					t.Errorf("%v (-report.md +this)\n%s", files, diff)
				}
			}
		})
	}
}

// TestDispatchInEveryForm does so for the eleven files of the dispatch, where the
// development data are at hand.
func TestDispatchInEveryForm(t *testing.T) {
	in := func(name string) string {
		return filepath.Join("..", "..", "..", "shared", "data", "hoai-nhon-2023h1", name)
	}
	if _, err := os.Stat(in("report.md")); err != nil {
		t.Skip("the shared data are not here: ", err)
	}
	want := same(findingsOf(t, in("report.md")))
	if len(want) < 15 {
		t.Fatalf("only %d findings", len(want))
	}
	forms := [][]string{{in("draft.docx")}, {in("draft.html")}, {in("draft.pdf")}}
	for _, appendix := range []string{".xlsx", "-text.xlsx", "-formula.xlsx", ".xls", ".ods", ".csv"} {
		forms = append(forms, []string{in("body.docx"), in("appendix" + appendix)})
	}
	for _, files := range forms {
		if diff := gocmp.Diff(want, same(findingsOf(t, files...))); diff != "" {
			t.Errorf("%v (-report.md +this)\n%s", files, diff)
		}
	}
}
