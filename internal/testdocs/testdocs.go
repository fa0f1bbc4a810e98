// Package testdocs makes the binary and derived files of the project's own
// testdata from their text sources. Each report of testdata is a folder with
//
//	draft.md       the prose, in a small subset of Markdown (see draft.go)
//	appendix.grid  the appendix table, in a notation of its own (see grid.go)
//	gold.json      the labels
//
// and from the first two come
//
//	appendix.xlsx  the table as a workbook
//	draft.docx     prose and table as a Word document
//	report.md      prose and table as one text file
//
// The parts of a workbook (ECMA-376 part 1, SpreadsheetML) and of a Word document
// (WordprocessingML) are written here directly, not through the libraries that the
// readers use, so that a reader is never tested against its own writer. The same
// sources always give the same parts.
package testdocs

import (
	"fmt"
	"os"
	"path/filepath"
)

// Made names the files that Make gives, in order.
var Made = []string{"appendix.xlsx", "draft.docx", "report.md"}

// Folders lists the folders below root that hold a draft and a grid, in order of name.
func Folders(root string) ([]string, error) {
	hits, err := filepath.Glob(filepath.Join(root, "*", "appendix.grid"))
	if err != nil {
		return nil, err
	}
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = filepath.Dir(h)
	}
	return out, nil
}

// Make reads the sources of one folder and gives the bytes of every made file by name.
// A fault in a source is told with its file and line.
func Make(folder string) (map[string][]byte, error) {
	path := filepath.Join(folder, "appendix.grid")
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	grid, err := ParseGrid(string(src))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	path = filepath.Join(folder, "draft.md")
	src, err = os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	draft, err := ParseDraft(string(src))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	book, err := Workbook(grid)
	if err != nil {
		return nil, err
	}
	word, err := Word(draft, grid)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		"appendix.xlsx": book,
		"draft.docx":    word,
		"report.md":     []byte(TextReport(string(src), grid)),
	}, nil
}
