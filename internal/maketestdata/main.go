// Command maketestdata writes the made files of testdata anew from their text
// sources. Run it from the root of the module:
//
//	go run ./internal/maketestdata
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"doisoat/internal/testdocs"
)

func main() {
	if err := run("testdata"); err != nil {
		fmt.Fprintln(os.Stderr, "maketestdata:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	folders, err := testdocs.Folders(root)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		files, err := testdocs.Make(folder)
		if err != nil {
			return err
		}
		for _, name := range testdocs.Made {
			if err := os.WriteFile(filepath.Join(folder, name), files[name], 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
