package docx

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
)

// traced are Word documents: our own, and those that have upset other readers.
func traced(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"../../../testdata/*/*.docx", "../../../../shared/data/robust/*/test-data/document/*.docx", "../../../../shared/data/*/*.docx"} {
		hits, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, hits...)
	}
	if len(out) == 0 {
		t.Fatal("no Word documents found")
	}
	return out
}

// TestFollow: keeping where everything stands changes nothing of what is read, every
// block has its stand, and the bytes that a character is tied to are that character.
func TestFollow(t *testing.T) {
	lim := input.DefaultLimits()
	marks := 0
	for _, path := range traced(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file := input.File{Name: filepath.Base(path), Data: data}
		want, err := Read(file, lim)
		if err != nil {
			continue
		}
		got, trace, err := Follow(file, lim)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if !reflect.DeepEqual(got.Document, want.Document) || !reflect.DeepEqual(got.Sheets, want.Sheets) {
			t.Errorf("%s: read differently when followed", path)
		}
		if len(trace.Blocks) != len(got.Document.Blocks) || len(trace.Tables) != len(got.Sheets) {
			t.Errorf("%s: %d stands for %d blocks, %d tables for %d sheets", path, len(trace.Blocks), len(got.Document.Blocks), len(trace.Tables), len(got.Sheets))
			continue
		}
		pkg, err := ooxml.Open(data, lim)
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{}
		for i, s := range trace.Blocks {
			if s == nil {
				continue
			}
			if s.Text != got.Document.Blocks[i].Text {
				t.Errorf("%s: block %d is %q, its stand %q", path, i, got.Document.Blocks[i].Text, s.Text)
			}
			if _, ok := parts[s.Part]; !ok {
				parts[s.Part], _, _ = pkg.Part(s.Part)
			}
			part := parts[s.Part]
			if !strings.HasPrefix(part[s.From:], "<") || !strings.HasSuffix(part[:s.To], ">") {
				t.Errorf("%s: block %d is no element", path, i)
			}
			for _, m := range s.Marks {
				raw, text := part[m.From:m.To], s.Text[m.Start:m.End]
				marks++
				if raw == text || strings.HasPrefix(raw, "<") || strings.HasPrefix(raw, "&") || text == "" {
					continue
				}
				if norm.NFC.String(raw) != text && !strings.HasPrefix(norm.NFD.String(text), norm.NFD.String(raw)) && got.Legacy.Converted == [7]int{} {
					t.Errorf("%s: block %d: %q came from %q", path, i, text, raw)
				}
			}
		}
	}
	if marks < 1000 {
		t.Errorf("only %d characters were followed", marks)
	}
}
