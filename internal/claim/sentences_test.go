package claim_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

var update = flag.Bool("update", false, "set the marks of sentences that are not decided yet")

// kinds are the kinds of claims that every language pack must be able to read. A pack
// keeps its sentences in testdata/sentences, in files that begin with its code; each
// file has one table and, for each kind, sentences that are right, wrong, and beyond
// what the table can decide.
var kinds = []string{
	"value", "total", "list", "respectively", "count", "members", "order", "extremum", "rank", "change", "points",
	"times", "share", "sum", "remainder", "ratio", "target", "none", "all", "period", "approximation", "scale",
}

var variants = []string{"right", "wrong", "undecided"}

// TestSentences reads the sentences of every pack. A right one has all its figures tied
// and no error, a wrong one has an error, one beyond the table has no error and, where it
// has figures that claim something, one that stays undecided. No sentence may raise a
// false alarm; one that is not decided yet is marked with "~", and -update sets the marks.
func TestSentences(t *testing.T) {
	for _, pack := range lang.Packs() {
		files, err := filepath.Glob(filepath.Join("testdata", "sentences", pack.Code+"*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		open, all := 0, 0
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				o, n := sentenceFile(t, file, seen)
				open, all = open+o, all+n
			})
		}
		for _, k := range kinds {
			for _, v := range variants {
				if !seen[k+"."+v] {
					t.Errorf("pack %s has no sentences %s.%s", pack.Code, k, v)
				}
			}
		}
		t.Logf("pack %s: %d sentences, %d not decided yet", pack.Code, all, open)
	}
}

// sentenceFile reads one file of sentences and reports how many are open, and how many
// there are.
func sentenceFile(t *testing.T, path string, seen map[string]bool) (open, all int) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table := filepath.Join(t.TempDir(), "table.csv")
	for i := range archive.Files {
		f := &archive.Files[i]
		if f.Name == "table.csv" {
			if err := os.WriteFile(table, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		kind, variant, _ := strings.Cut(f.Name, ".")
		if !slices.Contains(kinds, kind) || !slices.Contains(variants, variant) {
			t.Errorf("%s: no kind of claim is called %s", path, f.Name)
		}
		seen[f.Name] = true
		var out bytes.Buffer
		for _, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
			text, known := strings.CutPrefix(line, "~ ")
			fault, alarm := sentence(t, table, text, variant)
			all++
			switch {
			case alarm:
				t.Errorf("%s: false alarm on %q: %s", f.Name, text, fault)
			case fault != "" && !known && !*update:
				t.Errorf("%s: %q: %s", f.Name, text, fault)
			}
			if fault != "" {
				open++
				text = "~ " + text
			}
			out.WriteString(text + "\n")
		}
		f.Data = out.Bytes()
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return open, all
}

// sentence checks one sentence: what it lacks, "" for nothing, and whether that is a
// false alarm.
func sentence(t *testing.T, table, text, variant string) (fault string, alarm bool) {
	t.Helper()
	rep, err := read.Files([]string{table}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	rep.Document = &schema.Document{}
	for i, line := range strings.Split(text, "|") {
		b := schema.Block{Text: line, Number: i + 1}
		switch {
		case strings.HasPrefix(line, "## "):
			b.Kind, b.Level, b.Text = schema.Heading, 2, line[3:]
		case strings.HasPrefix(line, "- "):
			b.Kind, b.Body, b.Marker = schema.ListItem, 2, "-"
		}
		rep.Document.Blocks = append(rep.Document.Blocks, b)
	}
	res, err := audit.Run(rep, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var errors []string
	for i := range res.Findings {
		if f := &res.Findings[i]; f.Severity == schema.Error {
			errors = append(errors, f.Code+" "+res.Pack.Say(f.Message))
		}
	}
	var undecided []string
	claims := 0
	for i := range res.Figures {
		f := &res.Figures[i]
		if f.Verdict != schema.NotClaim {
			claims++
		}
		if f.Verdict == schema.Undecided {
			undecided = append(undecided, fmt.Sprintf("%s (%s)", f.Text, res.Pack.Say(f.Why)))
			if f.Why.IsZero() {
				t.Errorf("%q: %s is undecided without a reason", text, f.Text)
			}
		}
	}
	switch {
	case variant != "wrong" && len(errors) > 0:
		return strings.Join(errors, "; "), true
	case variant == "wrong" && len(errors) == 0:
		return "no error; undecided: " + strings.Join(undecided, ", "), false
	case variant == "right" && len(undecided) > 0:
		return "undecided: " + strings.Join(undecided, ", "), false
	case variant == "undecided" && claims > 0 && len(undecided) == 0:
		return "every figure is decided", false
	}
	return "", false
}
