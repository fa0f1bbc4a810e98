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

// long is the prose of the rewritten dispatch over and over, up to a size in bytes, with
// its table, recognised and made longer by units that the prose does not name.
func long(b *testing.B, size, rows int) *schema.Report {
	b.Helper()
	dir := filepath.Join("..", "..", "testdata", "hoai-nhon-2023h1")
	rep, err := read.Files([]string{filepath.Join(dir, "draft.md"), filepath.Join(dir, "appendix.xlsx")}, read.DefaultLimits())
	if err != nil {
		b.Fatal(err)
	}
	if err := recognize.Report(rep, lang.Vietnamese); err != nil {
		b.Fatal(err)
	}
	once, have := rep.Document.Blocks, 0
	for i := range once {
		have += len(once[i].Text)
	}
	for n := size / have; n > 1; n-- {
		rep.Document.Blocks = append(rep.Document.Blocks, once...)
	}
	t := rep.Tables[0]
	sheet, units := rep.Sheets[t.Sheet], t.Units()
	like := t.Rows[units[len(units)-1]]
	for n := 1; len(t.Rows) < rows; n++ {
		row := like
		row.Row, row.Label = len(sheet.Cells), fmt.Sprintf("UBND xã Thêm %c", 'A'+n)
		sheet.Cells = append(sheet.Cells, sheet.Cells[like.Row])
		t.Rows = append(t.Rows, row)
	}
	t.Index()
	return rep
}

// BenchmarkRead reads 100 KB of prose against a table; beside it, in the same run, a
// compiled pattern goes over the same prose fifteen times.
func BenchmarkRead(b *testing.B) {
	rep := long(b, 100_000, 30)
	var text strings.Builder
	for i := range rep.Document.Blocks {
		text.WriteString(rep.Document.Blocks[i].Text + "\n")
	}
	prose := text.String()
	numbers := written(b)
	found := len(numbers.FindAllStringIndex(prose, -1))
	b.Run(fmt.Sprintf("claims-%dKB-%drows", len(prose)/1000, len(rep.Tables[0].Rows)), func(b *testing.B) {
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

// BenchmarkReadGrows reads twice and four times as much, so that a cost that grows
// faster than the prose shows in the bytes a second.
func BenchmarkReadGrows(b *testing.B) {
	for _, kb := range []int{50, 100, 200, 400} {
		rep := long(b, kb*1000, 30)
		size := 0
		for i := range rep.Document.Blocks {
			size += len(rep.Document.Blocks[i].Text)
		}
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(size))
			for b.Loop() {
				claim.Read(rep, lang.Vietnamese)
			}
		})
	}
}
