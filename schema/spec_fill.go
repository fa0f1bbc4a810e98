package schema

import (
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

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
	case space == l.root:
		l.faulty[space+".version"] = true
		l.wrong(space, Say("spec.want-keys", "known", strings.Join(keysOfStruct(v.Type()), ", ")))
	case kind == reflect.Map && n.Kind == yaml.MappingNode:
		l.fillMap(n, v, space)
	case kind == reflect.Map && null:
	case kind == reflect.Map:
		l.wrong(space, Say("spec.want-mapping", "field", fieldOf(space)))
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

// fillMap fills a map of words to words.
func (l *specLoader) fillMap(n *yaml.Node, v reflect.Value, space string) {
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		inner := space + "[" + key.Value + "]"
		if first := l.nodes[inner]; first != nil {
			l.at(key, Say("spec.repeated-key", "key", key.Value, "line", first.Line))
			continue
		}
		l.nodes[space+"{"+key.Value+"}"] = key
		var word string
		l.fill(value, reflect.ValueOf(&word).Elem(), inner)
		v.SetMapIndex(reflect.ValueOf(key.Value), reflect.ValueOf(word))
	}
}

// keysOfStruct are the keys that a mapping for a struct may have.
func keysOfStruct(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "-" {
			names = append(names, name)
		}
	}
	return names
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
