package schema_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	reflector "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"doisoat/schema"
)

// TestConfigSchema fails when the schema for editors is older than the type.
func TestConfigSchema(t *testing.T) {
	r := &reflector.Reflector{Anonymous: true, FieldNameTag: "yaml", ExpandedStruct: true}
	if err := r.AddGoComments("doisoat/schema", "./"); err != nil {
		t.Fatal(err)
	}
	s := r.ReflectFromType(reflect.TypeFor[schema.Config]())
	s.Title = "doisoat.yaml"
	s.Required = []string{"version"}
	s.Definitions["Waiver"].Required = []string{"reason"}
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("config.schema.json", want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want.Bytes(), schema.ConfigSchema) {
		t.Error("config.schema.json is stale; run go test ./schema -run TestConfigSchema -update")
	}
}

var knownCodes = func(code string) (string, bool) { return "R101", code == "R101" || code == "V501" }

const goodConfig = `version: 1
lang: vi
fail-on: warning
spec: spec.yaml
reports:
  - draft: "*/draft.docx"
    appendices: ["{name}-*.xlsx", appendix.xlsx]
  - appendices: [so-lieu.xlsx]
    spec: khac.yaml
severity:
  V501: off
  R101: warning
waivers:
  - finding: 0123456789abcdef-2
    reason: "số đã được cải chính"
    by: Phòng A
    until: 2026-12-31
  - code: R101
    unit: UBND phường B
    indicator: "(15) Tỷ lệ"
    reason: "làm tròn theo mẫu của tỉnh"
`

func TestConfig(t *testing.T) {
	cfg, faults := schema.LoadConfig("doisoat.yaml", []byte(goodConfig), knownCodes)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if cfg.FailOn != "warning" || len(cfg.Reports) != 2 || cfg.Severity["V501"] != "off" || len(cfg.Waivers) != 2 || cfg.Waivers[0].Until != "2026-12-31" || cfg.Waivers[1].At.Line != 18 {
		t.Errorf("%+v", cfg)
	}
	// What the tool takes the schema for editors takes as well.
	var tree any
	if err := yaml.Unmarshal([]byte(strings.ReplaceAll(goodConfig, "2026-12-31", `"2026-12-31"`)), &tree); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.ConfigSchema))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("config.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(tree); err != nil {
		t.Error(err)
	}
}

// TestConfigFaults: each fault is told with its line and column, all of them at once.
func TestConfigFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "1:1 spec.empty"},
		{"no version", "lang: vi\n", "1:1 spec.required"},
		{"another version", "version: 2\n", "1:10 spec.version"},
		{"unknown key", "version: 1\nwaiver: []\n", "2:1 spec.unknown-key-near"},
		{"severity", "version: 1\nseverity: {R101: fatal, R999: off}\n", "2:18 spec.one-of; 2:25 config.code-near"},
		{"severity twice", "version: 1\nseverity:\n  R101: off\n  R101: note\n", "4:3 spec.repeated-key"},
		{"severity of no mapping", "version: 1\nseverity: off\n", "2:11 spec.want-mapping"},
		{"no reason", "version: 1\nwaivers:\n  - code: R101\n", "3:5 spec.required"},
		{"waives nothing", "version: 1\nwaivers:\n  - reason: vì\n", "3:5 config.waives-nothing"},
		{"bad day", "version: 1\nwaivers:\n  - {code: R101, reason: vì, until: 31/12/2026}\n", "3:37 config.date"},
		{"bad fingerprint", "version: 1\nwaivers:\n  - {finding: abc, reason: vì}\n", "3:15 config.fingerprint"},
		{"unknown code", "version: 1\nwaivers:\n  - {code: R1O1, reason: vì}\n", "3:12 config.code-near"},
		{"twice", "version: 1\nwaivers:\n  - {code: R101, reason: vì}\n  - {code: R101, reason: nữa}\n", "4:5 config.waived-twice"},
		{"no files", "version: 1\nreports:\n  - spec: a.yaml\n", "3:5 config.no-files"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg, faults := schema.LoadConfig("doisoat.yaml", []byte(c.text), knownCodes)
			var got []string
			for _, f := range faults {
				got = append(got, schema.Int(int64(f.Line)).String()+":"+schema.Int(int64(f.Column)).String()+" "+f.Message.Key)
			}
			if strings.Join(got, "; ") != c.want || cfg != nil {
				t.Errorf("got %q, want %q", strings.Join(got, "; "), c.want)
			}
		})
	}
}

// FuzzConfig: whatever the file, there is a config or a fault, and no panic.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(goodConfig))
	f.Add([]byte("version: 1\nseverity: &a {R101: *a}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, faults := schema.LoadConfig("f", data, knownCodes)
		if (cfg == nil) != (len(faults) > 0) {
			t.Errorf("config %v, faults %v", cfg, faults)
		}
	})
}
