package render

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"doisoat/internal/lang"
	"doisoat/reconcile"
	"doisoat/schema"
	tables "doisoat/validate"
)

// runs are the views that the forms for machines are tried on.
func runs(t *testing.T) map[string]*View {
	whole := dispatch(t)
	whole.Page = func(c *schema.Check) string { return tables.Page(c.Code, "vi") + reconcile.Page(c.Code, "vi") }
	return map[string]*View{
		"dispatch": whole,
		"lines":    NewView(sample(true), nil, "test"),
		"blocks":   NewView(sample(false), lang.English, "test"),
	}
}

// TestSARIF holds the log against the official schema of SARIF 2.1.0.
func TestSARIF(t *testing.T) {
	top, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	official, err := jsonschema.NewCompiler().Compile(filepath.Join(top, "schemas", "sarif-schema-2.1.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range runs(t) {
		out, err := v.SARIF()
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := v.SARIF(); !bytes.Equal(out, again) {
			t.Errorf("%s: two logs of one run differ", name)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := official.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		run := value.(map[string]any)["runs"].([]any)[0].(map[string]any)
		if n := len(run["results"].([]any)); n != len(v.Result.Findings) {
			t.Errorf("%s: %d results for %d findings", name, n, len(v.Result.Findings))
		}
		if name == "lines" && !strings.Contains(string(out), `"insertedContent"`) {
			t.Error("no fix of a text format")
		}
	}
}

// TestJUnit holds the cases against the schema of Jenkins, with xmllint where it is
// installed, and against the counts.
func TestJUnit(t *testing.T) {
	xsd, err := filepath.Abs(filepath.Join("testdata", "schemas", "jenkins-junit.xsd"))
	if err != nil {
		t.Fatal(err)
	}
	lint, lintErr := exec.LookPath("xmllint")
	for name, v := range runs(t) {
		out, err := v.JUnit()
		if err != nil {
			t.Fatal(err)
		}
		var got junitSuites
		if err := xml.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		tests, failures, failed := 0, 0, 0
		for _, s := range got.Suites {
			tests += len(s.Cases)
			if s.Tests != len(s.Cases) {
				t.Errorf("%s: %s counts %d cases and has %d", name, s.Name, s.Tests, len(s.Cases))
			}
			for _, c := range s.Cases {
				failures += len(c.Failures)
				if len(c.Failures) > 0 {
					failed++
				}
			}
		}
		n := v.findings()
		if want := n[schema.Error] + n[schema.Warning]; failures != want || tests != got.Tests || failed != got.Failures {
			t.Errorf("%s: %d failures of %d findings, %d of %d cases, %d of %d failed", name, failures, want, tests, got.Tests, failed, got.Failures)
		}
		if len(got.Suites) != len(v.Result.Checks) {
			t.Errorf("%s: %d suites for %d checks", name, len(got.Suites), len(v.Result.Checks))
		}
		if lintErr != nil {
			t.Log("xmllint is not installed; the schema is not tried")
			continue
		}
		path := filepath.Join(t.TempDir(), "junit.xml")
		if err := os.WriteFile(path, out, 0o644); err != nil {
			t.Fatal(err)
		}
		if words, err := exec.Command(lint, "--noout", "--nonet", "--schema", xsd, path).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, words)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for name, pack := range map[string]*lang.Pack{"note-vi.md": nil, "note-en.md": lang.English} {
		out, err := NewView(sample(true), pack, "test").Markdown()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, string(out))
	}
}

// TestMarkdownEscapes: words of the report are no markup of the note.
func TestMarkdownEscapes(t *testing.T) {
	res := sample(true)
	res.Findings[1].Message = schema.Say("*đậm* <script> [x](y) | z")
	out, err := NewView(res, nil, "test").Markdown()
	if err != nil {
		t.Fatal(err)
	}
	if want := `\*đậm\* \<script\> \[x\](y) \| z`; !strings.Contains(string(out), want) {
		t.Errorf("the note lacks %q", want)
	}
}

func TestURI(t *testing.T) {
	for path, want := range map[string]string{
		"draft.md":              "draft.md",
		`C:\báo cáo\a b.docx`:   "C%3A/b%C3%A1o%20c%C3%A1o/a%20b.docx",
		"a#b?c%d:e":             "a%23b%3Fc%25d%3Ae",
		"../shared/phu-luc.csv": "../shared/phu-luc.csv",
	} {
		if got := uriOf(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}
