package render

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	reflector "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// published are the forms of output that have a JSON Schema in docs, made from their
// Go types and the comments on them.
var published = []struct {
	file, title string
	value       any
}{
	{"check.schema.json", "doisoat check --format json", &Answer{}},
	{"diff.schema.json", "doisoat diff --format json", &Diff{}},
	{"infer.schema.json", "doisoat infer --format json", &Structure{}},
}

// schemaOf makes the JSON Schema of a type. Unknown keys are allowed, because adding
// a key does not make a new version.
func schemaOf(t *testing.T, title string, value any) []byte {
	t.Helper()
	r := &reflector.Reflector{Anonymous: true, AllowAdditionalProperties: true}
	if err := r.AddGoComments("doisoat/internal/render", "./"); err != nil {
		t.Fatal(err)
	}
	s := r.ReflectFromType(reflect.TypeOf(value))
	s.Title = title
	out, err := encode(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPublishedSchemas fails when a schema in docs is older than the types; -update
// writes it anew.
func TestPublishedSchemas(t *testing.T) {
	for _, p := range published {
		path := filepath.Join("..", "..", "docs", p.file)
		want := schemaOf(t, p.title, p.value)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is stale; run go test ./internal/render -update", path)
		}
	}
}

// validate holds a JSON text against a schema of docs.
func validate(t *testing.T, file string, text []byte) error {
	t.Helper()
	c := jsonschema.NewCompiler()
	compiled, err := c.Compile(filepath.Join("..", "..", "docs", file))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value)
}

func TestAnswerKeepsToSchema(t *testing.T) {
	for _, lines := range []bool{true, false} {
		out, err := NewView(sample(lines), nil, "test").JSON()
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, "check.schema.json", out); err != nil {
			t.Errorf("the answer breaks its schema: %v", err)
		}
		// The schema must be able to refuse.
		for _, broken := range [][2]string{
			{`"severity":"error"`, `"severity":"fatal"`},
			{`"reported":"73,92%"`, `"reported":73.92`},
			{`"fingerprint"`, `"fingerprints"`},
		} {
			if err := validate(t, "check.schema.json", bytes.ReplaceAll(out, []byte(broken[0]), []byte(broken[1]))); err == nil {
				t.Errorf("the schema lets %s pass", broken[1])
			}
		}
	}
}
