package house

import (
	"go/ast"
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
	{rooms: []string{"internal/serve"}},
	{rooms: []string{"internal/cli"}},
	{rooms: []string{"cmd/doisoat"}},
}

// workshop lists the rooms that only tests and generators use; nothing that ships may
// import them, and they may import anything.
var workshop = []string{"internal/house", "internal/spotcheck", "internal/testdocs", "internal/maketestdata", "internal/bench", "internal/trial", "internal/browsing", "internal/release"}

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
// internal/heap asks the system for memory, and for nothing else.
func TestOnlyTheEdgesTouchFiles(t *testing.T) {
	edges := []string{"internal/read", "internal/render", "internal/store", "internal/serve", "internal/cli", "cmd/doisoat"}
	touching := []string{"os", "io/fs", "io/ioutil", "path/filepath", "net", "net/http", "os/exec", "syscall"}
	_, files := sources(t)
	for _, f := range files {
		if f.test || inWorkshop(f.room) || f.room == "internal/heap" || slices.ContainsFunc(edges, func(r string) bool { return within(f.room, r) }) {
			continue
		}
		for _, path := range f.imports() {
			if slices.Contains(touching, path) {
				t.Errorf("%s imports %s: only %s touch files", f.path, path, strings.Join(edges, ", "))
			}
		}
	}
}

// callingOut are the functions and types of the standard library that open a connection to
// somewhere else.
var callingOut = map[string][]string{
	"net/http": {"Get", "Head", "Post", "PostForm", "NewRequest", "NewRequestWithContext", "Client", "DefaultClient", "Transport", "DefaultTransport"},
	"net":      {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "LookupHost", "LookupIP", "LookupAddr", "LookupCNAME", "LookupMX", "LookupNS", "LookupTXT", "LookupSRV", "Resolver", "DefaultResolver", "ListenUDP", "ListenPacket"},
	"net/rpc":  {"Dial"}, "net/smtp": {"Dial", "SendMail"}, "crypto/tls": {"Dial", "DialWithDialer", "Client", "Dialer"},
}

// TestNobodyCallsOut: the tool runs offline. The page in the browser answers what asks for
// it on this machine; nothing asks anybody else.
func TestNobodyCallsOut(t *testing.T) {
	_, files := sources(t)
	for _, f := range files {
		if f.test {
			continue // one plays the browser
		}
		answers := f.room == "internal/serve" || f.room == "internal/cli"
		for _, path := range f.imports() {
			if (path == "net" || strings.HasPrefix(path, "net/")) && !answers {
				t.Errorf("%s imports %s: only the page in the browser knows of a network", f.path, path)
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			for _, path := range f.imports() {
				if path[strings.LastIndexByte(path, '/')+1:] == pkg.Name && slices.Contains(callingOut[path], sel.Sel.Name) {
					t.Errorf("%s names %s.%s: the tool never calls out", f.path, path, sel.Sel.Name)
				}
			}
			return true
		})
	}
}
