package schema_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"doisoat/internal/formula"
	"doisoat/internal/lang"
	"doisoat/schema"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const goodSpec = `version: 1
lang: vi
tables:
  - sheet: Phụ lục 1
    decimal-mark: ","
    unit-column: B
    columns:
      - {column: C, number: 3, name: Tổng số hồ sơ, kind: count, synonyms: [hồ sơ tiếp nhận]}
      - column: Q
        number: "15"
        kind: ratio
    rules:
      - rule: (15) = (6) / (3)
        percent: true
        origin: inferred
        hard: false
        tolerance: 1
      - rule: "[C] = [D] + [E]"
        drop: yes
    totals:
      - row: 30
        of: [12-28, "Khối huyện"]
    targets:
      - column: (15)
        name: tỉnh giao
        value: 50%
      - column: Q
        level: Cấp xã
        value: "70,5"
        compare: at-most
    units:
      - unit: UBND phường A
        names: [P. A, "phường A"]
`

func TestLoadSpec(t *testing.T) {
	spec, faults := schema.LoadSpec("s.yaml", []byte(goodSpec), formula.CheckRule)
	if faults != nil {
		t.Fatalf("%+v", faults)
	}
	soft := false
	want := &schema.Spec{Version: 1, Lang: "vi", Path: "s.yaml", Tables: []schema.TableSpec{{
		Sheet: "Phụ lục 1", DecimalMark: ",", UnitColumn: "B", At: schema.SpecPlace{Line: 4, Column: 5},
		Columns: []schema.ColumnSpec{
			{Column: "C", Number: "3", Name: "Tổng số hồ sơ", Kind: "count", Synonyms: []string{"hồ sơ tiếp nhận"}, At: schema.SpecPlace{Line: 8, Column: 9}},
			{Column: "Q", Number: "15", Kind: "ratio", At: schema.SpecPlace{Line: 9, Column: 9}},
		},
		Rules: []schema.RuleSpec{
			{Rule: "(15) = (6) / (3)", Percent: true, Origin: "inferred", Hard: &soft, Tolerance: 1, At: schema.SpecPlace{Line: 13, Column: 9}},
			{Rule: "[C] = [D] + [E]", Off: true, At: schema.SpecPlace{Line: 18, Column: 9}},
		},
		Totals: []schema.TotalSpec{{Row: "30", Of: []string{"12-28", "Khối huyện"}, At: schema.SpecPlace{Line: 21, Column: 9}}},
		Targets: []schema.TargetSpec{
			{Column: "(15)", Name: "tỉnh giao", Value: "50%", At: schema.SpecPlace{Line: 24, Column: 9}},
			{Column: "Q", Level: "Cấp xã", Value: "70,5", Compare: "at-most", At: schema.SpecPlace{Line: 27, Column: 9}},
		},
		Aliases: []schema.AliasSpec{{Unit: "UBND phường A", Names: []string{"P. A", "phường A"}, At: schema.SpecPlace{Line: 32, Column: 9}}},
	}}}
	if d := cmp.Diff(want, spec); d != "" {
		t.Error(d)
	}
	if n, ok := spec.Tables[0].Targets[1].Number(); !ok || n.Value != (schema.Decimal{Coef: 705, Places: 1}) || n.Percent {
		t.Errorf("70,5 is %+v, %v", n, ok)
	}
	late := spec.Fault(spec.Tables[0].Rules[0].At, "(6)", schema.Say("formula.unknown-column", "name", "6"))
	if late.Path != "s.yaml" || late.Line != 13 || late.Column != 9 {
		t.Errorf("%+v", late)
	}
}

// table puts lines under the first table of a spec, from line 4 on.
func table(lines string) string { return "version: 1\ntables:\n  - sheet: A\n" + lines }

func TestSpecFaults(t *testing.T) {
	for _, c := range []struct {
		name, spec string
		want       []string // "line:column key text"
	}{
		{"nothing", "", []string{"1:1 spec.empty "}},
		{"comments only", "# hi\n\n", []string{"1:1 spec.empty "}},
		{"a list", "- a\n", []string{"1:1 spec.want-keys - a"}},
		{"a word", "xin chào\n", []string{"1:1 spec.want-keys xin chào"}},
		{"null", "~\n", []string{"1:1 spec.want-keys ~"}},
		{"no version", "lang: vi\n", []string{"1:1 spec.required lang: vi"}},
		{"other version", "version: 2\n", []string{"1:10 spec.version 2"}},
		{"version in words", "version: một\n", []string{"1:10 spec.want-number một"}},
		{"version in quotes", "version: \"1\"\n", []string{"1:10 spec.want-number 1"}},
		{"language", "version: 1\nlang: fr\n", []string{"2:7 spec.one-of fr"}},
		{"unknown key", "version: 1\nđịa danh: 5\n", []string{"2:1 spec.unknown-key địa danh"}},
		{"misspelt key", "version: 1\ntabels: []\n", []string{"2:1 spec.unknown-key-near tabels"}},
		{"misspelt required key", "vesrion: 1\n", []string{"1:1 spec.unknown-key-near vesrion"}},
		{"a key that is a list", "version: 1\n? [a, b]\n: 1\n", []string{"2:3 spec.unknown-key [a, b]"}},
		{"repeated key", "version: 1\nlang: vi\nlang: en\n", []string{"3:1 spec.repeated-key lang"}},
		{"merge key", table("    <<: {title: x}\n"), []string{"4:5 spec.unknown-key <<"}},
		{"two documents", "version: 1\n---\nversion: 1\n", []string{"2:1 spec.second-document ---"}},
		{"tables as mapping", "version: 1\ntables: {sheet: A}\n", []string{"2:9 spec.want-list {sheet: A}"}},
		{"table as word", "version: 1\ntables: [A]\n", []string{"2:10 spec.want-mapping A"}},
		{"table as nothing", "version: 1\ntables:\n  -\n", []string{"3:4 spec.want-mapping -"}},
		{"sheet as list", "version: 1\ntables:\n  - sheet: [a]\n", []string{"3:12 spec.want-text [a]"}},
		{"decimal mark", table("    decimal-mark: ;\n"), []string{"4:19 spec.one-of ;"}},
		{"column without letters", table("    columns:\n      - number: 3\n"), []string{"5:9 spec.required number: 3"}},
		{"column letters", table("    columns:\n      - column: Đ\n      - column: XFE\n"), []string{"5:17 spec.letters Đ", "6:17 spec.letters XFE"}},
		{"kind", table("    columns:\n      - {column: C, kind: ration}\n"), []string{"5:27 spec.one-of-near ration"}},
		{"empty synonym", table("    columns:\n      - {column: C, synonyms: [a, \"\"]}\n"), []string{`5:35 spec.required ""]}`}},
		{"the same column", table("    columns:\n      - {column: C, number: 3}\n      - {column: c, number: \"3\"}\n"), []string{"6:18 spec.twice c", "6:29 spec.twice 3"}},
		{"the same synonym", table("    columns:\n      - {column: C, synonyms: [hồ sơ]}\n      - {column: D, synonyms: [Hồ  sơ]}\n"), []string{"6:32 spec.twice Hồ  sơ"}},
		{"the same alias", table("    units:\n      - {unit: A, names: [B]}\n      - {unit: C, names: [b]}\n"), []string{"6:27 spec.twice b"}},
		{"rule missing", table("    rules:\n      - drop: true\n"), []string{"5:9 spec.required drop: true"}},
		{"rule empty", table("    rules:\n      - rule: \"\"\n"), []string{`5:15 spec.required ""`}},
		{"rule", table("    rules:\n      - rule: (9) = (7) + * (8)\n"), []string{"5:27 formula.unexpected *"}},
		{"rule in quotes", table("    rules:\n      - rule: \"(9) = (7) + \"\n"), []string{"5:28 formula.ends-early (9) = (7) + "}},
		{"rule behind Vietnamese", table("    rules:\n      - {origin: given, rule: (9) = tổng((7))}\n"), []string{"5:37 formula.unknown-function tổng"}},
		{"rule in escapes", table("    rules:\n      - rule: \"(9) \\u003d 5\"\n"), []string{"5:15 formula.bare-number 5"}},
		{"rule in a block", table("    rules:\n      - rule: >\n          (9) = 5\n"), []string{"5:15 formula.bare-number 5"}},
		{"tolerance", table("    rules:\n      - {rule: (1) = (2), tolerance: -1}\n      - {rule: (1) = (2), tolerance: 1.5}\n      - {rule: (1) = (2), tolerance: 9999999}\n"),
			[]string{"5:38 spec.too-small -1", "6:38 spec.want-number 1.5", "7:38 spec.too-great 9999999"}},
		{"switch", table("    rules:\n      - {rule: (1) = (2), hard: chắc, drop: \"true\"}\n"), []string{"5:33 spec.want-switch chắc", "5:45 spec.want-switch true"}},
		{"total of nothing", table("    totals:\n      - {row: 30, of: []}\n      - row: 31\n"), []string{"5:23 spec.required []}", "6:9 spec.required row: 31"}},
		{"total of a word", table("    totals:\n      - {row: 30, of: 12-28}\n"), []string{"5:23 spec.want-list 12-28"}},
		{"target values", table("    targets:\n      - {column: C, value: nhiều}\n      - {column: C, value: 1.087}\n      - {column: C, value: \"1.087,5\"}\n      - {column: C, value: 0.285}\n      - {column: C}\n"),
			[]string{"5:28 spec.decimal nhiều", "6:28 spec.decimal 1.087", "7:28 spec.decimal 1.087,5", "9:9 spec.required {column: C}"}},
		{"all at once", "version: 3\nlag: vi\ntables:\n  - columns:\n      - column: 1\n    rules: [{rule: x}]\n    units: 5\n",
			[]string{"1:10 spec.version 3", "2:1 spec.unknown-key-near lag", "5:17 spec.letters 1", "6:20 formula.no-expression x", "7:12 spec.want-list 5"}},
		{"colon in a value", "version: 1\nlang: a: b\n", []string{"2:8 spec.syntax.colon : b"}},
		{"open quote", "version: 1\nlang: \"vi\n", []string{"2:7 spec.syntax.quote \"vi"}},
		{"open bracket", "version: 1\ntables: [{sheet: A}\n", []string{"2:9 spec.syntax.bracket [{sheet: A}"}},
		{"open brace", "version: 1\ntables: [{sheet: A]\n", []string{"2:10 spec.syntax.bracket {sheet: A]"}},
		{"tab", "version: 1\n\tlang: vi\n", []string{"2:1 spec.syntax.token lang: vi"}},
		{"bad indentation", "version: 1\ntables:\n  - sheet: A\n title: B\n", []string{"4:2 spec.syntax.indent title: B"}},
		{"unknown alias", "version: 1\nlang: *vi\n", []string{"2:7 spec.syntax.alias *vi"}},
		{"no colon", "version: 1\nlang\n", []string{"2:1 spec.syntax.key lang"}},
		{"not UTF-8", "version: 1\nlang: tiếng Vi\xeat\n", []string{"2:15 spec.not-utf8 \ufffdt"}},
		{"control character", "version: 1\nlang: \x01\n", []string{"2:7 spec.control lang: \x01"}},
	} {
		spec, faults := schema.LoadSpec("s.yaml", []byte(c.spec), formula.CheckRule)
		var got []string
		for _, f := range faults {
			if f.Path != "s.yaml" {
				t.Errorf("%s: path %q", c.name, f.Path)
			}
			got = append(got, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Message.Key, f.Text))
			for _, pack := range []*lang.Pack{lang.Vietnamese, lang.English} {
				if said := pack.Say(f.Message); said == f.Message.Key || strings.ContainsAny(said, "{}") {
					t.Errorf("%s: told as %q in %s", c.name, said, pack.Code)
				}
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
		if spec != nil {
			t.Errorf("%s: a spec beside the faults", c.name)
		}
	}
}

func TestSpecBomb(t *testing.T) {
	// Aliases of aliases: 60 tables of 60 columns of 60 synonyms.
	var b strings.Builder
	b.WriteString("version: 1\ntables:\n  - &t\n    columns:\n      - &c\n        column: C\n        synonyms: [&s a" + strings.Repeat(", *s", 59) + "]\n")
	b.WriteString(strings.Repeat("      - *c\n", 59) + strings.Repeat("  - *t\n", 59))
	_, faults := schema.LoadSpec("s.yaml", []byte(b.String()))
	found := false
	for _, f := range faults {
		found = found || f.Message.Key == "spec.too-large"
	}
	if !found {
		t.Errorf("%d faults, none of them too-large", len(faults))
	}
	for name, data := range map[string]string{
		"a large file":    "version: 1\n#" + strings.Repeat("x", 1<<20),
		"deep lists":      "version: " + strings.Repeat("[", 200_000),
		"itself":          "version: 1\ntables: &t [*t]\n",
		"deep mappings":   "version: " + strings.Repeat("{a: ", 100_000),
		"alias of itself": "version: &a\n  b: *a\n",
	} {
		if spec, faults := schema.LoadSpec("s.yaml", []byte(data)); spec != nil || len(faults) == 0 {
			t.Errorf("%s passes", name)
		}
	}
}

func words() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"Tổng số", "null", "~", "yes", "1e3", "0x10", "2023-01-01", " a ", "a: b", "# a", "- a", "'", `"`, "\\", "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "`a`", "a\nb", "\n", "a\tb", "é\u0301", "\u00a0", "\u2028", "\ufeff", "12-28", "=", "<<", "…", "😀", "\u0085", "\x7f", "\x00"}),
		rapid.StringN(1, 12, 40),
	)
}

func specs() *rapid.Generator[*schema.Spec] {
	return rapid.Custom(func(t *rapid.T) *schema.Spec {
		i := 0
		unique := func(label string) string { i++; return fmt.Sprintf("%s%d", words().Draw(t, label), i) }
		perhaps := func(label string) string {
			if rapid.Bool().Draw(t, label+"?") {
				return words().Draw(t, label)
			}
			return ""
		}
		list := func(label string, least int) (out []string) {
			for range rapid.IntRange(least, 3).Draw(t, label+" count") {
				out = append(out, unique(label))
			}
			return out
		}
		one := func(label string, of ...string) string { return rapid.SampledFrom(append(of, "")).Draw(t, label) }
		origin := func() string { return one("origin", "declared", "inferred", "given", "sheet", "labelled") }
		s := &schema.Spec{Version: 1, Lang: one("lang", "vi", "en")}
		for range rapid.IntRange(0, 2).Draw(t, "tables") {
			tab := schema.TableSpec{Sheet: perhaps("sheet"), Title: perhaps("title"), DecimalMark: one("mark", ",", "."), UnitColumn: perhaps("unit column")}
			for k := range rapid.IntRange(0, 3).Draw(t, "columns") {
				tab.Columns = append(tab.Columns, schema.ColumnSpec{Column: schema.ColumnName(k), Number: fmt.Sprint(k + 1), Name: perhaps("name"),
					Kind: one("kind", "blank", "ratio", "year"), Unit: perhaps("unit"), Synonyms: list("synonym", 0)})
			}
			for range rapid.IntRange(0, 2).Draw(t, "rules") {
				r := schema.RuleSpec{Rule: rapid.SampledFrom([]string{"(9) = ((7) + (8)) / (3)", "[K] = [C] - [D]", "A = B"}).Draw(t, "rule"),
					Percent: rapid.Bool().Draw(t, "percent"), Origin: origin(), Tolerance: rapid.IntRange(0, 1_000_000).Draw(t, "tolerance"), Off: rapid.Bool().Draw(t, "off")}
				if rapid.Bool().Draw(t, "hard?") {
					hard := rapid.Bool().Draw(t, "hard")
					r.Hard = &hard
				}
				tab.Rules = append(tab.Rules, r)
			}
			for range rapid.IntRange(0, 2).Draw(t, "totals") {
				tab.Totals = append(tab.Totals, schema.TotalSpec{Row: words().Draw(t, "row"), Of: list("of", 1), Origin: origin(), Off: rapid.Bool().Draw(t, "off")})
			}
			for range rapid.IntRange(0, 2).Draw(t, "targets") {
				tab.Targets = append(tab.Targets, schema.TargetSpec{Column: words().Draw(t, "column"), Name: perhaps("name"), Level: perhaps("level"),
					Value: rapid.SampledFrom([]string{"50%", "70,5 %", "1200", "-0.285"}).Draw(t, "value"), Compare: one("compare", "at-least", "at-most")})
			}
			for range rapid.IntRange(0, 2).Draw(t, "units") {
				tab.Aliases = append(tab.Aliases, schema.AliasSpec{Unit: words().Draw(t, "unit"), Names: list("alias", 1)})
			}
			s.Tables = append(s.Tables, tab)
		}
		return s
	})
}

func TestWriteSpecReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := specs().Draw(t, "spec")
		var say func(schema.Message) string
		if rapid.Bool().Draw(t, "comments") {
			say = lang.Vietnamese.Say
		}
		var b bytes.Buffer
		if err := schema.WriteSpec(&b, want, say); err != nil {
			t.Fatal(err)
		}
		got, faults := schema.LoadSpec("", b.Bytes(), formula.CheckRule)
		if faults != nil {
			t.Fatalf("%v in\n%s", faults, b.String())
		}
		if d := cmp.Diff(want, got, cmpopts.IgnoreTypes(schema.SpecPlace{})); d != "" {
			t.Fatalf("%s in\n%s", d, b.String())
		}
		var again bytes.Buffer
		if err := schema.WriteSpec(&again, got, say); err != nil || again.String() != b.String() {
			t.Fatalf("written again it differs (%v):\n%s\n%s", err, b.String(), again.String())
		}
	})
}

func TestWriteSpec(t *testing.T) {
	spec, faults := schema.LoadSpec("", []byte(goodSpec))
	if faults != nil {
		t.Fatal(faults)
	}
	var b bytes.Buffer
	if err := schema.WriteSpec(&b, spec, lang.Vietnamese.Say); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/spec.golden.yaml"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Error(d)
	}
	var english, bare bytes.Buffer
	if err := schema.WriteSpec(&english, spec, lang.English.Say); err != nil || strings.Contains(english.String(), "spec.comment") {
		t.Errorf("%v:\n%s", err, english.String())
	}
	if err := schema.WriteSpec(&bare, spec, nil); err != nil || strings.Contains(bare.String(), "#") {
		t.Errorf("%v:\n%s", err, bare.String())
	}
}

// An entry that an alias repeats is told once, where it stands.
func TestSpecFaultOfAnAlias(t *testing.T) {
	_, faults := schema.LoadSpec("", []byte("version: 1\ntables:\n  - &t {decimal-mark: x}\n  - *t\n  - *t\n"))
	if len(faults) != 1 || faults[0].Line != 3 || faults[0].Column != 23 {
		t.Errorf("%+v", faults)
	}
}

func FuzzLoadSpec(f *testing.F) {
	f.Add(goodSpec)
	f.Add(table("    rules:\n      - rule: \"(9) = (7) + \"\n"))
	f.Add("version: 1\ntables: &t [*t]\n")
	f.Add("a: [1,\n2")
	f.Fuzz(func(t *testing.T, data string) {
		spec, faults := schema.LoadSpec("s.yaml", []byte(data), formula.CheckRule)
		if (spec == nil) == (len(faults) == 0) {
			t.Fatalf("spec %v, faults %v", spec, faults)
		}
		lines := strings.Count(data, "\n") + 1
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > lines || fault.Column < 1 || fault.Message.Key == "" {
				t.Fatalf("%+v", fault)
			}
		}
	})
}
