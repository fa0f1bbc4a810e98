package house

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// floors lists the rooms from the bottom up. A room may import rooms of lower floors
// and, where within is set, its own floor; a folder inside a room belongs to it.
// docs/architecture.md says why.
var floors = []struct {
	rooms  []string
	within bool
}{
	{rooms: []string{"schema"}},
	{rooms: []string{"internal/number", "internal/lang", "internal/parallel", "internal/heap"}, within: true},
	{rooms: []string{"internal/formula"}},
	{rooms: []string{"internal/edit", "internal/tie", "internal/slip", "internal/amend"}, within: true},
	{rooms: []string{"internal/read", "internal/recognize", "internal/claim", "internal/diagnose", "validate", "reconcile"}},
	{rooms: []string{"internal/audit"}},
	{rooms: []string{"internal/series", "internal/assay"}},
	{rooms: []string{"internal/render", "internal/store", "internal/history"}},
	{rooms: []string{"internal/gate"}},
	{rooms: []string{"internal/cli"}},
	{rooms: []string{"cmd/doisoat"}},
}

// workshop lists the rooms that only tests and generators use; nothing that ships may
// import them, and they may import anything.
var workshop = []string{"internal/house", "internal/spotcheck", "internal/testdocs", "internal/maketestdata", "internal/bench", "internal/trial"}

// within reports whether a package is a room or a folder inside it.
func within(pkg, room string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") }

// floorOf finds the floor and the room of a package, -1 for one that the plan lacks.
func floorOf(pkg string) (floor int, room string) {
	for i, f := range floors {
		for _, r := range f.rooms {
			if within(pkg, r) {
				return i, r
			}
		}
	}
	return -1, ""
}

func inWorkshop(pkg string) bool {
	return slices.ContainsFunc(workshop, func(r string) bool { return within(pkg, r) })
}

// TestImportsRunOneWay reads every import list and holds it against the floors.
func TestImportsRunOneWay(t *testing.T) {
	_, files := sources(t)
	for _, f := range files {
		if inWorkshop(f.room) {
			continue
		}
		floor, room := floorOf(f.room)
		if floor < 0 {
			t.Errorf("%s: the package %q has no floor; give it one in internal/house and in docs/architecture.md", f.path, f.room)
			continue
		}
		for _, path := range f.imports() {
			inner, ours := strings.CutPrefix(path, module+"/")
			if !ours {
				continue
			}
			if inWorkshop(inner) {
				if !f.test {
					t.Errorf("%s imports %s, which is for tests", f.path, inner)
				}
				continue
			}
			below, other := floorOf(inner)
			switch {
			case below < 0:
				t.Errorf("%s imports %s, which has no floor", f.path, inner)
			case other == room, below < floor:
			case f.test && !(room == "validate" && other == "reconcile" || room == "reconcile" && other == "validate"):
				// A test may look upward, for instance to run a check on a file as read.
			case below == floor && floors[floor].within:
			default:
				t.Errorf("%s (%s, floor %d) imports %s (floor %d): imports run downward only", f.path, room, floor, inner, below)
			}
		}
	}
}

// TestOnlyTheEdgesTouchFiles keeps the middle of the house free of input and output.
func TestOnlyTheEdgesTouchFiles(t *testing.T) {
	edges := []string{"internal/read", "internal/render", "internal/store", "internal/cli", "cmd/doisoat"}
	touching := []string{"os", "io/fs", "io/ioutil", "path/filepath", "net", "net/http", "os/exec", "syscall"}
	_, files := sources(t)
	for _, f := range files {
		if f.test || inWorkshop(f.room) || slices.ContainsFunc(edges, func(r string) bool { return within(f.room, r) }) {
			continue
		}
		for _, path := range f.imports() {
			if slices.Contains(touching, path) {
				t.Errorf("%s imports %s: only %s touch files", f.path, path, strings.Join(edges, ", "))
			}
		}
	}
}

// TestNobodyCallsOut: the tool runs offline.
func TestNobodyCallsOut(t *testing.T) {
	_, files := sources(t)
	for _, f := range files {
		for _, path := range f.imports() {
			if path == "net" || strings.HasPrefix(path, "net/") {
				t.Errorf("%s imports %s: the tool never uses the network", f.path, path)
			}
		}
	}
}

// TestPackageNames forbids names that say nothing.
func TestPackageNames(t *testing.T) {
	empty := []string{"core", "util", "utils", "common", "helper", "helpers", "types", "misc", "shared", "base", "lib"}
	_, files := sources(t)
	for _, f := range files {
		if slices.Contains(empty, f.ast.Name.Name) {
			t.Errorf("%s: a package called %s says nothing of what it holds", f.path, f.ast.Name.Name)
		}
	}
}

// TestNoPatternCompiledAtStart: a pattern compiled in a package variable costs every
// run, also those that never use it.
func TestNoPatternCompiledAtStart(t *testing.T) {
	set, files := sources(t)
	for _, f := range files {
		if f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, spec := range g.Specs {
				for _, value := range spec.(*ast.ValueSpec).Values {
					call, ok := value.(*ast.CallExpr)
					if !ok {
						continue
					}
					if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
						if x, ok := sel.X.(*ast.Ident); ok && x.Name == "regexp" {
							t.Errorf("%s: a regexp compiled at package level", set.Position(call.Pos()))
						}
					}
				}
			}
		}
	}
}

// TestNoFloats: exact arithmetic from the file to the verdict. The claim engine
// weighs words with floats when it binds names, and a PDF says in floats where its
// characters stand on the page; no figure passes through either.
func TestNoFloats(t *testing.T) {
	set, files := sources(t)
	for _, f := range files {
		if f.test || inWorkshop(f.room) {
			continue
		}
		weighing := f.room == "internal/claim" || f.room == "internal/read/pdf"
		ast.Inspect(f.ast, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			switch id.Name {
			case "float64", "float32":
				if !weighing {
					t.Errorf("%s: %s; figures are exact from the file to the verdict", set.Position(id.Pos()), id.Name)
				}
			case "ParseFloat", "FormatFloat", "Float64", "SetFloat64":
				t.Errorf("%s: %s; figures are exact from the file to the verdict", set.Position(id.Pos()), id.Name)
			}
			return true
		})
	}
}
