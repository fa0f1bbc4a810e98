package render

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/read"
	"doisoat/schema"
)

// convert opens a file in LibreOffice and saves it in another form, or skips the test
// where there is no LibreOffice.
func convert(t *testing.T, name string, data []byte, to string) []byte {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("there is no LibreOffice here")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(office, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", to, "--outdir", filepath.Join(dir, "out"), path)
	words, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, words)
	}
	ext, _, _ := strings.Cut(to, ":")
	out, err := os.ReadFile(filepath.Join(dir, "out", strings.TrimSuffix(name, filepath.Ext(name))+"."+ext))
	if err != nil {
		t.Fatalf("LibreOffice made nothing: %s", words)
	}
	return out
}

// copies makes the annotated copies of a view, by name.
func copies(t *testing.T, v *View, opt AnnotateOptions) map[string][]byte {
	t.Helper()
	opt.Limits = read.DefaultLimits()
	opt.Bytes = func(i int) ([]byte, error) { return os.ReadFile(v.report().Sources[i].Path) }
	files, err := v.Annotate(opt)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		out[f.Name] = f.Data
	}
	return out
}

// content is content.xml of an OpenDocument file.
func content(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// anchored reads the comments of an OpenDocument text: for each its own first words and
// the words that it is anchored to.
func anchored(t *testing.T, text string) (comments, anchors []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	open := map[string]int{} // by name, index of the comment whose words are read
	inside := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return comments, anchors
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name := ""
			for _, a := range e.Attr {
				if a.Name.Local == "name" {
					name = a.Value
				}
			}
			switch {
			case e.Name.Local == "annotation":
				open[name] = len(comments)
				comments, anchors = append(comments, ""), append(anchors, "")
				inside = 1
			case inside > 0:
				inside++
			case e.Name.Local == "annotation-end":
				delete(open, name)
			case e.Name.Local == "s":
				for _, i := range open {
					anchors[i] += " "
				}
			}
		case xml.EndElement:
			if inside > 0 {
				inside--
			}
		case xml.CharData:
			if inside > 0 {
				comments[len(comments)-1] += string(e)
				continue
			}
			for _, i := range open {
				anchors[i] += string(e)
			}
		}
	}
}

// TestWordCommentsInLibreOffice: the annotated dispatch opens in LibreOffice, with
// every finding of the draft as a comment on its own words.
func TestWordCommentsInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("takes LibreOffice")
	}
	v := dispatch(t)
	odt := convert(t, "draft.docx", copies(t, v, AnnotateOptions{})["draft.docx"], "odt")
	comments, anchors := anchored(t, content(t, odt))
	want := 0
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		if f.At.Kind != schema.InText {
			continue
		}
		want++
		words := v.report().Document.Text(f.At.Span)
		message, found := v.Pack.Say(f.Message), false
		for k := range comments {
			found = found || strings.Contains(comments[k], message) && strings.Join(strings.Fields(anchors[k]), " ") == strings.Join(strings.Fields(words), " ")
		}
		if !found {
			t.Errorf("no comment %q on %q", message, words)
		}
	}
	if len(comments) != want {
		t.Errorf("%d comments for %d findings", len(comments), want)
	}
}

// TestSuggestionsInLibreOffice: suggestions are changes that LibreOffice tracks.
func TestSuggestionsInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("takes LibreOffice")
	}
	v := dispatch(t)
	odt := content(t, convert(t, "draft.docx", copies(t, v, AnnotateOptions{Suggest: true, Ticks: true})["draft.docx"], "odt"))
	wanted := 0
	for i := range v.Result.Findings {
		f, taken := &v.Result.Findings[i], false
		if f.Of != 0 {
			continue // mended with the finding that explains it
		}
		for _, x := range f.Fixes {
			if x.At.Kind != schema.InText || x.Replacement == "" || x.Applicability == schema.DisplayOnly || taken && !x.Also {
				continue
			}
			taken = true
			wanted++
			if !strings.Contains(odt, x.Replacement) {
				t.Errorf("no suggestion of %q", x.Replacement)
			}
		}
	}
	if n := strings.Count(odt, "<text:deletion>"); n != wanted || n == 0 {
		t.Errorf("%d deletions for %d suggestions", n, wanted)
	}
	// A figure that is struck out with others has no tick.
	if n := strings.Count(odt, "✓"); n > v.figures().Tied || n < v.figures().Tied-wanted {
		t.Errorf("%d ticks for %d figures that tie", n, v.figures().Tied)
	}
}

// TestCellCommentsInLibreOffice: the annotated appendix opens in LibreOffice, with its
// comments and the list of findings.
func TestCellCommentsInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("takes LibreOffice")
	}
	v := dispatch(t)
	ods := content(t, convert(t, "appendix.xlsx", copies(t, v, AnnotateOptions{})["appendix.xlsx"], "ods"))
	cells := map[schema.Ref]bool{}
	for i := range v.Result.Findings {
		f := &v.Result.Findings[i]
		refs := v.against(f)
		if f.At.Kind == schema.InCell {
			refs = []schema.Ref{f.At.Ref}
		}
		for _, ref := range refs {
			cells[ref] = cells[ref] || !v.report().Sheets[ref.Sheet].InText
		}
	}
	want := 0
	for _, inBook := range cells {
		if inBook {
			want++
		}
	}
	if n := strings.Count(ods, "<office:annotation "); n != want {
		t.Errorf("%d comments for %d cells", n, want)
	}
	if !strings.Contains(ods, `table:name="Đối soát"`) {
		t.Error("no list of findings")
	}
	if n := strings.Count(ods, `xlink:href="#'Phụ lục'.`) + strings.Count(ods, `xlink:href="#&apos;Phụ lục&apos;.`); n == 0 {
		t.Error("no finding is linked to its cell")
	}
}
