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

	"github.com/go-playground/validator/v10"
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
	l := &specLoader{path: path, nodes: map[string]*yaml.Node{}, faulty: map[string]bool{}}
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
	slices.SortStableFunc(l.faults, func(a, b SpecFault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return nil, l.faults
}

// specLoader carries one file through.
type specLoader struct {
	path   string
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

// fill puts the value of a node into v and keeps the node under its namespace.
func (l *specLoader) fill(n *yaml.Node, v reflect.Value, space string) {
	if l.count++; l.count > maxSpecNodes {
		if l.count == maxSpecNodes+1 {
			l.at(n, Say("spec.too-large"))
		}
		return
	}
	l.nodes[space] = n
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	null := n.Kind == yaml.ScalarNode && n.Tag == "!!null"
	switch kind := v.Kind(); {
	case kind == reflect.Struct && n.Kind == yaml.MappingNode:
		l.fillStruct(n, v, space)
	case kind == reflect.Slice && n.Kind == yaml.SequenceNode:
		if len(n.Content) == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, c := range n.Content {
			l.fill(c, v.Index(i), space+"["+strconv.Itoa(i)+"]")
		}
	case space == "Spec":
		l.faulty["Spec.version"] = true
		l.wrong(space, Say("spec.want-keys"))
	case kind == reflect.Struct:
		l.wrong(space, Say("spec.want-mapping", "field", fieldOf(space)))
	case null:
	case kind == reflect.Slice:
		l.wrong(space, Say("spec.want-list", "field", fieldOf(space)))
	case kind == reflect.String && n.Kind == yaml.ScalarNode:
		v.SetString(n.Value)
	case kind == reflect.String:
		l.wrong(space, Say("spec.want-text", "field", fieldOf(space)))
	case kind == reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil || n.Kind != yaml.ScalarNode || n.Tag != "!!int" {
			l.wrong(space, Say("spec.want-number", "field", fieldOf(space)))
			return
		}
		v.SetInt(int64(i))
	default: // a switch, or a pointer to one
		b, ok := yamlSwitch(n)
		if !ok {
			l.wrong(space, Say("spec.want-switch", "field", fieldOf(space)))
			return
		}
		if kind == reflect.Pointer {
			v.Set(reflect.ValueOf(&b))
			return
		}
		v.SetBool(b)
	}
}

// wrong tells a fault of type at the node of a namespace, and keeps the validator
// from telling another there.
func (l *specLoader) wrong(space string, m Message) {
	l.faulty[space] = true
	l.at(l.nodes[space], m)
}

func (l *specLoader) fillStruct(n *yaml.Node, v reflect.Value, space string) {
	fields := map[string]int{}
	var names []string
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		if name == "-" {
			if f := v.Field(i); f.Type() == reflect.TypeFor[SpecPlace]() {
				f.Set(reflect.ValueOf(SpecPlace{n.Line, n.Column}))
			}
			continue
		}
		fields[name] = i
		names = append(names, name)
	}
	first := map[string]int{} // line of a key's first appearance
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		field, known := fields[key.Value]
		line, twice := first[key.Value]
		switch {
		case key.Kind != yaml.ScalarNode || !known:
			near := nearest(key.Value, names)
			if near == "" {
				l.at(key, Say("spec.unknown-key", "key", l.text(key), "known", strings.Join(names, ", ")))
				continue
			}
			l.faulty[space+"."+near] = true // a missing key that was misspelt is one fault
			l.at(key, Say("spec.unknown-key-near", "key", key.Value, "near", near))
		case twice:
			l.at(key, Say("spec.repeated-key", "key", key.Value, "line", line))
		default:
			first[key.Value] = key.Line
			l.fill(value, v.Field(field), space+"."+key.Value)
		}
	}
}

// yamlSwitch reads true or false, also as YAML 1.1 has them.
func yamlSwitch(n *yaml.Node) (on, ok bool) {
	if n.Kind != yaml.ScalarNode || n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		return false, false
	}
	switch strings.ToLower(n.Value) {
	case "true", "yes", "on":
		return true, true
	case "false", "no", "off":
		return false, true
	}
	return false, false
}

// fieldOf is the last key of a namespace: "columns" of "Spec.tables[0].columns[2]".
func fieldOf(space string) string {
	field := space[strings.LastIndexByte(space, '.')+1:]
	field, _, _ = strings.Cut(field, "[")
	return field
}

// validate holds the spec against its struct tags.
func (l *specLoader) validate(spec *Spec) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		return name
	})
	register := func(tag string, ok func(string) bool) {
		if err := v.RegisterValidation(tag, func(f validator.FieldLevel) bool { return ok(f.Field().String()) }); err != nil {
			panic("schema: " + err.Error())
		}
	}
	register("letters", columnLetters)
	register("decimal", func(s string) bool { _, ok := specNumber(s); return ok })
	var faults validator.ValidationErrors
	if err := v.Struct(spec); !errors.As(err, &faults) {
		return
	}
	for _, f := range faults {
		l.invalid(f)
	}
}

// invalid tells a fault that the validator found: at the value, or where the value
// is missing, at the entry that lacks it.
func (l *specLoader) invalid(f validator.FieldError) {
	space := f.Namespace()
	if l.faulty[space] || l.count > maxSpecNodes {
		return
	}
	n := l.nodes[space]
	text, _ := f.Value().(string)
	var m Message
	switch f.Tag() {
	case "required":
		m = Say("spec.required", "field", fieldOf(space))
	case "eq":
		m = Say("spec.version", "version", f.Param())
	case "oneof":
		allowed := strings.Fields(strings.ReplaceAll(f.Param(), "0x2C", ","))
		m = Say("spec.one-of", "field", fieldOf(space), "allowed", strings.Join(allowed, " | "))
		if near := nearest(text, allowed); near != "" {
			m = Say("spec.one-of-near", "field", fieldOf(space), "allowed", strings.Join(allowed, " | "), "near", near)
		}
	case "min":
		m = Say("spec.too-small", "field", fieldOf(space), "limit", f.Param())
	case "max":
		m = Say("spec.too-great", "field", fieldOf(space), "limit", f.Param())
	case "letters":
		m = Say("spec.letters")
	case "decimal":
		m = Say("spec.decimal")
	default:
		panic("schema: no message for the validation " + f.Tag())
	}
	for n == nil { // the entry that lacks the key
		space = space[:strings.LastIndexByte(space, '.')]
		n = l.nodes[space]
	}
	l.at(n, m)
}

// columnLetters reports whether s is a spreadsheet column, A to XFD.
func columnLetters(s string) bool {
	for _, c := range []byte(s) {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return false
		}
	}
	return len(s) > 0 && (len(s) < 3 || len(s) == 3 && strings.ToUpper(s) <= "XFD")
}

// checkTable finds what no single value shows: names given twice, and the faults
// inside rules.
func (l *specLoader) checkTable(t *TableSpec, space string, checks []func(string) []RuleFault) {
	type taken struct{ what, name string }
	seen := map[taken]int{}
	once := func(what, name, space string) {
		key := taken{what, strings.ToLower(strings.Join(strings.Fields(name), " "))}
		n := l.nodes[space]
		if key.name == "" || n == nil {
			return
		}
		if line, twice := seen[key]; twice {
			l.at(n, Say("spec.twice", "name", name, "line", line))
			return
		}
		seen[key] = n.Line
	}
	for i, c := range t.Columns {
		entry := space + ".columns[" + strconv.Itoa(i) + "]"
		once("column", c.Column, entry+".column")
		once("number", c.Number, entry+".number")
		for j, s := range c.Synonyms {
			once("synonym", s, entry+".synonyms["+strconv.Itoa(j)+"]")
		}
	}
	for i, a := range t.Aliases {
		for j, s := range a.Names {
			once("alias", s, space+".units["+strconv.Itoa(i)+"].names["+strconv.Itoa(j)+"]")
		}
	}
	for i, r := range t.Rules {
		n := l.nodes[space+".rules["+strconv.Itoa(i)+"].rule"]
		if n == nil || r.Rule == "" {
			continue
		}
		for _, check := range checks {
			for _, f := range check(r.Rule) {
				l.inside(n, f)
			}
		}
	}
}

// inside tells a fault within a scalar, at its own column where the file has the
// scalar as it is (no escapes, one line), else at the scalar.
func (l *specLoader) inside(n *yaml.Node, f RuleFault) {
	scalar := n
	for scalar.Kind == yaml.AliasNode {
		scalar = scalar.Alias
	}
	column := scalar.Column
	if scalar.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		column++
	}
	if n != scalar || !strings.HasPrefix(l.from(scalar.Line, column), scalar.Value) {
		l.fault(n.Line, n.Column, cmp.Or(f.Text, scalar.Value), f.Message)
		return
	}
	l.fault(scalar.Line, column+f.Column-1, cmp.Or(f.Text, scalar.Value), f.Message)
}
