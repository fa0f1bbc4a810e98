package schema

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Limits of a spec file. A file of aliases of aliases is cut off at the number of
// nodes that it stands for.
const (
	maxSpecBytes = 1 << 20
	maxSpecNodes = 100_000
)

// LoadSpec reads a spec from the YAML of a file and validates it. It tells all
// faults at once, in order of line and column: faults of syntax (the reading ends
// there), unknown and repeated keys, wrong types, missing and forbidden values,
// and what the checks find in the text of each rule (formula.CheckRule). The spec
// is nil when there is a fault.
func LoadSpec(path string, data []byte, checks ...func(rule string) []RuleFault) (*Spec, []SpecFault) {
	l := newLoader(path, "Spec")
	spec := &Spec{Path: path}
	if root := l.parse(data); root != nil {
		l.fill(root, reflect.ValueOf(spec).Elem(), "Spec")
		l.validate(spec)
		for i := range spec.Tables {
			l.checkTable(&spec.Tables[i], "Spec.tables["+strconv.Itoa(i)+"]", checks)
		}
	}
	if len(l.faults) == 0 {
		return spec, nil
	}
	return nil, l.sorted()
}

// newLoader makes a loader of a file whose outermost mapping is a struct of that name.
func newLoader(path, root string) *specLoader {
	return &specLoader{path: path, root: root, nodes: map[string]*yaml.Node{}, faulty: map[string]bool{}}
}

// sorted are the faults in order of line and column, each once though aliases repeat
// the entry that has it.
func (l *specLoader) sorted() []SpecFault {
	slices.SortStableFunc(l.faults, func(a, b SpecFault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(l.faults, func(a, b SpecFault) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Text == b.Text && a.Message.Key == b.Message.Key
	})
}

// specLoader carries one file through.
type specLoader struct {
	path   string
	root   string // name of the struct that the file fills
	lines  []string
	faults []SpecFault
	nodes  map[string]*yaml.Node // by the namespace that the validator uses
	faulty map[string]bool       // namespaces that have had their fault
	count  int
}

func (l *specLoader) fault(line, column int, text string, m Message) {
	l.faults = append(l.faults, SpecFault{l.path, line, column, text, m})
}

// at tells a fault of a node.
func (l *specLoader) at(n *yaml.Node, m Message) { l.fault(n.Line, n.Column, l.text(n), m) }

// text is what the file has at a node: a scalar's value, or the rest of the line.
func (l *specLoader) text(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode && n.Value != "" {
		first, _, _ := strings.Cut(n.Value, "\n")
		return first
	}
	return cmp.Or(strings.TrimSpace(l.from(n.Line, n.Column)), strings.TrimSpace(l.from(n.Line, 1)))
}

// from is the rest of a source line from a 1-based column on.
func (l *specLoader) from(line, column int) string {
	if line < 1 || line > len(l.lines) {
		return ""
	}
	s := l.lines[line-1]
	for ; column > 1 && s != ""; column-- {
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
	return s
}

// parse reads the YAML and gives the node of its only document, nil on a fault.
func (l *specLoader) parse(data []byte) *yaml.Node {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	l.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if len(data) > maxSpecBytes {
		l.fault(1, 1, "", Say("spec.too-large"))
		return nil
	}
	for i, line := range l.lines {
		column := 0
		for j, r := range line {
			column++
			if r == utf8.RuneError && !strings.HasPrefix(line[j:], "\ufffd") {
				l.fault(i+1, column, strings.ToValidUTF8(line[j:], "\ufffd"), Say("spec.not-utf8"))
				return nil
			}
			if r < ' ' && r != '\t' && r != '\r' || r == 0x7f {
				l.fault(i+1, column, strings.TrimSpace(line), Say("spec.control"))
				return nil
			}
		}
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	var doc, second yaml.Node
	if err == nil {
		err = loader.Load(&doc)
	}
	if errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		l.fault(1, 1, "", Say("spec.empty"))
		return nil
	}
	if err == nil {
		switch err = loader.Load(&second); {
		case errors.Is(err, io.EOF):
			return doc.Content[0]
		case err == nil:
			l.fault(second.Line, second.Column, strings.TrimSpace(l.from(second.Line, 1)), Say("spec.second-document"))
			return nil
		}
	}
	l.syntax(err)
	return nil
}

// syntax tells an error of the YAML reader. Its English words are put into the
// words of the pack where it is one that people meet.
func (l *specLoader) syntax(err error) {
	line, column, words := 1, 1, err.Error()
	var at *yaml.LoadError
	if errors.As(err, &at) {
		words = at.ContextMsg + ": " + at.Message
		mark := at.Mark
		if strings.Contains(at.Message, "end of stream") || at.ContextMark.Line > 0 && (strings.Contains(words, "flow") || strings.Contains(words, "simple key")) {
			mark = at.ContextMark // where the thing began that does not end
		}
		if mark.Line > 0 {
			line, column = mark.Line, max(mark.Column, 1)
		}
	}
	for line = min(line, len(l.lines)); line > 1 && strings.TrimSpace(l.lines[line-1]) == ""; {
		line-- // the end of the file stands for the last line that has something
		column = utf8.RuneCountInString(strings.TrimRight(l.lines[line-1], " \t\r")) + 1
	}
	key := "spec.syntax"
	for _, known := range [...]struct{ words, key string }{
		{"mapping values are not allowed", "spec.syntax.colon"},
		{"quoted scalar", "spec.syntax.quote"},
		{"flow sequence", "spec.syntax.bracket"},
		{"flow mapping", "spec.syntax.bracket"},
		{"flow node", "spec.syntax.bracket"},
		{"unknown anchor", "spec.syntax.alias"},
		{"cannot start any token", "spec.syntax.token"},
		{"tab character", "spec.syntax.token"},
		{"block mapping", "spec.syntax.indent"},
		{"block collection", "spec.syntax.indent"},
		{"could not find expected ':'", "spec.syntax.key"},
	} {
		if strings.Contains(words, known.words) {
			key = known.key
			break
		}
	}
	text := cmp.Or(strings.TrimSpace(l.from(line, column)), strings.TrimSpace(l.from(line, 1)))
	l.fault(line, column, text, Say(key))
}
