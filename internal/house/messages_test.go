package house

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"doisoat/internal/lang"
)

// placeholders lists the {names} of a template, sorted, each once.
func placeholders(template string) []string {
	var out []string
	for rest := template; ; {
		_, after, found := strings.Cut(rest, "{")
		name, tail, closed := strings.Cut(after, "}")
		if !found || !closed {
			slices.Sort(out)
			return slices.Compact(out)
		}
		out, rest = append(out, name), tail
	}
}

// TestTemplatesMatch: both packs have the same keys with the same placeholders.
func TestTemplatesMatch(t *testing.T) {
	vi, en := lang.Vietnamese, lang.English
	for _, key := range vi.Keys() {
		if !slices.Contains(en.Keys(), key) {
			t.Errorf("%s has no English words", key)
			continue
		}
		if a, b := placeholders(vi.Template(key)), placeholders(en.Template(key)); !slices.Equal(a, b) {
			t.Errorf("%s: placeholders differ: vi %v, en %v", key, a, b)
		}
	}
	for _, key := range en.Keys() {
		if !slices.Contains(vi.Keys(), key) {
			t.Errorf("%s has no Vietnamese words", key)
		}
	}
}

// said is one message that the source makes.
type said struct {
	place string
	key   string
	args  []string
	known bool // every argument's name is a literal
}

// TestEveryMessageHasWords: every key that the source says has a template, with
// exactly the placeholders that it is given.
func TestEveryMessageHasWords(t *testing.T) {
	messages, _ := messagesOf(t)
	keys := lang.English.Keys()
	if len(messages) < 40 {
		t.Fatalf("only %d messages found in the source: the search is at fault", len(messages))
	}
	for _, m := range messages {
		if !slices.Contains(keys, m.key) {
			t.Errorf("%s: the message %q has no words", m.place, m.key)
			continue
		}
		slices.Sort(m.args)
		if want := placeholders(lang.English.Template(m.key)); m.known && !slices.Equal(m.args, want) {
			t.Errorf("%s: the message %q is given %v, its words take %v", m.place, m.key, m.args, want)
		}
	}
}

// TestNoWordsUnused: every template is named by a literal of the source, or begins
// with a literal that ends in a point and is put before a name ("cause." + name).
func TestNoWordsUnused(t *testing.T) {
	_, literals := messagesOf(t)
	for _, key := range lang.Vietnamese.Keys() {
		used := literals[key]
		for i := range key {
			used = used || key[i] == '.' && literals[key[:i+1]]
		}
		if !used {
			t.Errorf("nothing says %q", key)
		}
	}
}

// TestCausesAndRolesHaveWords: the causes and roles that findings name are told in
// both languages.
func TestCausesAndRolesHaveWords(t *testing.T) {
	set, files := sources(t)
	families := map[string]string{"Cause": "cause.", "Role": "role."}
	for _, f := range files {
		if f.test || !within(f.room, "validate") && !within(f.room, "reconcile") && !within(f.room, "internal/diagnose") {
			continue
		}
		look := func(field string, value ast.Expr) {
			family, wanted := families[field]
			if name := literal(value); wanted && name != "" && lang.Vietnamese.Template(family+name) == "" {
				t.Errorf("%s: %s %q has no words", set.Position(value.Pos()), field, name)
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if id, ok := n.Key.(*ast.Ident); ok {
					look(id.Name, n.Value)
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if sel, ok := left.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) {
						look(sel.Sel.Name, n.Rhs[i])
					}
				}
			}
			return true
		})
	}
}

// sayers are the functions whose first string argument is the key of a message, and
// how many arguments stand before it.
var sayers = map[string]int{"Say": 0, "say": 0, "note": 0, "fail": 1, "Refused": 0, "refused": 0}

// messagesOf finds the messages that the source makes, and all its string literals
// outside the language packs.
func messagesOf(t *testing.T) ([]said, map[string]bool) {
	t.Helper()
	set, files := sources(t)
	var out []said
	literals := map[string]bool{}
	for _, f := range files {
		if f.test || strings.HasPrefix(f.path, "internal/lang/say_") {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s := literal(n); s != "" {
					literals[s] = true
				}
			case *ast.CallExpr:
				name := ""
				switch fun := n.Fun.(type) {
				case *ast.Ident:
					name = fun.Name
				case *ast.SelectorExpr:
					name = fun.Sel.Name
				}
				before, ok := sayers[name]
				if !ok || len(n.Args) <= before {
					return true
				}
				key := literal(n.Args[before])
				if !strings.Contains(key, ".") || strings.HasSuffix(key, ".") || strings.Contains(key, " ") {
					return true
				}
				m := said{place: set.Position(n.Pos()).String(), key: key, known: n.Ellipsis == token.NoPos}
				for i := before + 1; i < len(n.Args); i += 2 {
					arg := literal(n.Args[i])
					m.known = m.known && arg != "" && i+1 < len(n.Args)
					m.args = append(m.args, arg)
				}
				out = append(out, m)
			}
			return true
		})
	}
	templatesSay(t, func(place, key string, args []string) {
		literals[key] = true
		out = append(out, said{place: place, key: key, args: args, known: true})
	})
	return out, literals
}

var (
	saysInTemplate = regexp.MustCompile(`\.Say ("[^"]+")((?:\s+"[^"]+"\s+(?:\([^)]*\)|[^\s}"]+))*)`)
	argInTemplate  = regexp.MustCompile(`"([^"]+)"`)
)

// templatesSay finds the messages that the templates of pages make.
func templatesSay(t *testing.T, found func(place, key string, args []string)) {
	t.Helper()
	paths, err := filepath.Glob("../serve/pages/*.html")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range saysInTemplate.FindAllStringSubmatch(string(text), -1) {
			key, err := strconv.Unquote(m[1])
			if err != nil {
				t.Fatal(err)
			}
			var args []string
			for _, a := range argInTemplate.FindAllStringSubmatch(m[2], -1) {
				args = append(args, a[1])
			}
			found(path, key, args)
		}
	}
}

// literal is the value of a string literal, "" for anything else.
func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}
