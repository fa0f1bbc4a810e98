package claim_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/claim"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/schema"
)

// passes is the number of passes of a compiled pattern that a reading of the prose is
// measured against: a tool that looks for its phrases one after another makes as many.
const passes = 15

// long is 100 KB of prose with its table of 30 rows, recognised: the rewritten dispatch
// over and over, its units taken from the table.
func long(b *testing.B) *schema.Report {
	b.Helper()
	dir := filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1")
	rep, err := read.Files([]string{filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")}, read.DefaultLimits())
	if err != nil {
		b.Fatal(err)
	}
	if err := recognize.Report(rep, lang.Vietnamese); err != nil {
		b.Fatal(err)
	}
	once := rep.Document.Blocks
	for size := 0; size < 100_000; {
		for i := range once {
			size += len(once[i].Text)
		}
		if size < 100_000 {
			rep.Document.Blocks = append(rep.Document.Blocks, once...)
		}
	}
	return rep
}

// BenchmarkRead reads 100 KB of prose against a table; beside it, in the same run, a
// compiled pattern goes over the same prose fifteen times.
func BenchmarkRead(b *testing.B) {
	rep := long(b)
	var text strings.Builder
	for i := range rep.Document.Blocks {
		text.WriteString(rep.Document.Blocks[i].Text + "\n")
	}
	prose := text.String()
	rows := 0
	for _, t := range rep.Tables {
		rows += len(t.Rows)
	}
	numbers := written(b)
	found := len(numbers.FindAllStringIndex(prose, -1))
	b.Run(fmt.Sprintf("claims-%dKB-%drows", len(prose)/1000, rows), func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(prose)))
		for b.Loop() {
			if _, figures := claim.Read(rep, lang.Vietnamese); len(figures) != found {
				b.Fatalf("%d figures, and the pattern finds %d", len(figures), found)
			}
		}
	})
	b.Run(fmt.Sprintf("pattern-%d-passes", passes), func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(prose)))
		for b.Loop() {
			for range passes {
				if len(numbers.FindAllStringIndex(prose, -1)) != found {
					b.Fatal("the pattern finds other numbers")
				}
			}
		}
	})
}
