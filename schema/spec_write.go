package schema

import (
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// commented lists the keys whose first appearance in a written spec is explained;
// the comment on key "rules" is the message "spec.comment.rules".
var commented = []string{"decimal-mark", "unit-column", "columns", "rules", "totals", "targets", "units", "not-understood"}

// WriteSpec writes a spec as YAML that a person can read and edit, its keys in the
// order of the types, and that LoadSpec reads back to an equal spec. say tells the
// comments (lang.Pack.Say of the spec's language); a nil say writes none.
func WriteSpec(w io.Writer, s *Spec, say func(Message) string) error {
	b := specWriter{say: say, told: map[string]bool{}}
	root := b.node(reflect.ValueOf(s).Elem())
	root.HeadComment = b.comment("file")
	dumper, err := yaml.NewDumper(w, yaml.WithIndent(2), yaml.WithLineWidth(-1))
	if err != nil {
		return err
	}
	if err := dumper.Dump(&yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{root}}); err != nil {
		return err
	}
	if err := dumper.Close(); err != nil || say == nil {
		return err
	}
	_, err = io.WriteString(w, "\n"+b.comment("example")+"\n")
	return err
}

// specWriter turns a spec into YAML nodes.
type specWriter struct {
	say  func(Message) string
	told map[string]bool
}

// comment tells a comment with its signs in front, "" when there is none to tell.
func (b *specWriter) comment(key string) string {
	if b.say == nil || b.told[key] {
		return ""
	}
	b.told[key] = true
	lines := strings.Split(b.say(Say("spec.comment."+key)), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("# "+line, " ")
	}
	return strings.Join(lines, "\n")
}

func (b *specWriter) node(v reflect.Value) *yaml.Node {
	switch v.Kind() {
	case reflect.Struct:
		n := &yaml.Node{Kind: yaml.MappingNode}
		for i := range v.NumField() {
			name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
			if name == "-" || options == "omitempty" && v.Field(i).IsZero() {
				continue
			}
			key := text(name)
			if slices.Contains(commented, name) {
				key.HeadComment = b.comment(name)
			}
			n.Content = append(n.Content, key, b.node(v.Field(i)))
		}
		return n
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			n.Content = append(n.Content, b.node(v.Index(i)))
		}
		if v.Type().Elem().Kind() == reflect.String {
			n.Style = yaml.FlowStyle
		}
		return n
	case reflect.Pointer:
		return b.node(v.Elem())
	case reflect.Int:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatInt(v.Int(), 10)}
	case reflect.Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v.Bool())}
	}
	return text(v.String())
}

// text is a scalar of words, in double quotes unless it is plainly a word: that way
// no spelling of a name can turn into another type or lose its spaces.
func text(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	switch {
	case wholeNumber(s):
		n.Tag = "!!int" // "number: 15" reads back as the same text
	case !plain(s):
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// plain reports whether s may stand without quotes: letters first, then letters,
// single spaces and hyphens, and no word that YAML takes for another type.
func plain(s string) bool {
	switch strings.ToLower(s) {
	case "", "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return false
	}
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= 0xC0 && r <= 0x1B0, r >= 0x1EA0 && r <= 0x1EF9:
		case i > 0 && i < len(s)-1 && (r == '-' || r == ' ' && s[i-1] != ' '):
		case i > 0 && r >= '0' && r <= '9':
		default:
			return false
		}
	}
	return true
}

// wholeNumber reports whether s is digits that YAML writes the same way.
func wholeNumber(s string) bool {
	return s != "" && s[0] != '0' && len(s) < 10 && strings.Trim(s, "0123456789") == ""
}
