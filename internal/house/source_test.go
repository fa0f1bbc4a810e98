package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// module is the import path that every package of the project begins with.
const module = "doisoat"

// file is one parsed source file.
type file struct {
	path string // slashes, from the top of the project
	room string // import path without the module: "internal/read/xlsx", "" at the top
	test bool
	ast  *ast.File
}

// sources parses every Go file of the project.
func sources(t *testing.T) (*token.FileSet, []file) {
	t.Helper()
	top := filepath.Join("..", "..")
	if _, err := os.Stat(filepath.Join(top, "go.mod")); err != nil {
		t.Fatal(err)
	}
	set, files := token.NewFileSet(), []file{}
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && path != top && (name == "testdata" || strings.HasPrefix(name, ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		room := ""
		if i := strings.LastIndex(rel, "/"); i >= 0 {
			room = rel[:i]
		}
		files = append(files, file{rel, room, strings.HasSuffix(rel, "_test.go"), parsed})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d Go files found: the walk looks in the wrong place", len(files))
	}
	return set, files
}

// imports lists the import paths of a file.
func (f file) imports() []string {
	var out []string
	for _, spec := range f.ast.Imports {
		out = append(out, strings.Trim(spec.Path.Value, `"`))
	}
	return out
}

// TestNoLanguageNamed: no code asks which language it reads; what differs between
// languages is a field of the pack. The command line chooses a language for its own
// words, and errors of files are told in English to programmers.
func TestNoLanguageNamed(t *testing.T) {
	allowed := map[string]bool{"internal/lang": true, "internal/cli": true, "internal/read/input": true}
	set, files := sources(t)
	for _, f := range files {
		if f.test || allowed[f.room] {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "lang" && (s.Sel.Name == "Vietnamese" || s.Sel.Name == "English") {
					t.Errorf("%s names a language", set.Position(n.Pos()))
				}
			}
			return true
		})
	}
}
