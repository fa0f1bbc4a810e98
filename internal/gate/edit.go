package gate

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"doisoat/schema"
)

// ErrNoRoom says that a config is written in a form that no waiver can be put into
// without rewriting it.
var ErrNoRoom = errors.New("the list of waivers is not written one entry a line")

// AddWaiver puts a waiver into the text of a config and leaves every other byte as it
// is: in front of the first waiver, or with a key of its own at the end. comment is set
// over it. An empty text becomes a config.
func AddWaiver(text []byte, w schema.Waiver, comment string) ([]byte, error) {
	src := string(text)
	end := "\n"
	if strings.Contains(src, "\r\n") {
		end = "\r\n"
	}
	if strings.TrimSpace(strings.TrimPrefix(src, "\ufeff")) == "" {
		src = "version: 1" + end
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		return nil, err
	}
	var list *yaml.Node
	if len(doc.Content) > 0 {
		for root, i := doc.Content[0], 0; i+1 < len(root.Content); i += 2 {
			if root.Content[i].Value == "waivers" {
				list = root.Content[i+1]
			}
		}
	}
	lines := strings.SplitAfter(src, "\n")
	switch {
	case list == nil:
		if !strings.HasSuffix(src, "\n") {
			src += end
		}
		return []byte(src + "waivers:" + end + entry(w, comment, "  ", end)), nil
	case list.Kind == yaml.ScalarNode && list.Tag == "!!null":
		return nil, ErrNoRoom
	case list.Kind != yaml.SequenceNode || list.Style&yaml.FlowStyle != 0 || len(list.Content) == 0:
		return nil, ErrNoRoom
	}
	// The first entry's own line begins with its dash; comments over it stay over it.
	at := list.Content[0].Line - 1
	for at > 0 && !strings.HasPrefix(strings.TrimLeft(lines[at], " "), "-") {
		at--
	}
	indent := lines[at][:len(lines[at])-len(strings.TrimLeft(lines[at], " "))]
	for at > 0 && strings.HasPrefix(strings.TrimLeft(lines[at-1], " "), "#") {
		at--
	}
	return []byte(strings.Join(lines[:at], "") + entry(w, comment, indent, end) + strings.Join(lines[at:], "")), nil
}

// entry is a waiver as lines of YAML.
func entry(w schema.Waiver, comment, indent, end string) string {
	var b strings.Builder
	if comment = strings.Join(strings.Fields(comment), " "); comment != "" {
		b.WriteString(indent + "# " + comment + end)
	}
	lead := indent + "- "
	for _, f := range [][2]string{{"finding", w.Finding}, {"code", w.Code}, {"unit", w.Unit}, {"indicator", w.Indicator}, {"reason", w.Reason}, {"by", w.By}, {"until", w.Until}} {
		if f[1] != "" {
			b.WriteString(lead + f[0] + ": " + quoted(f[1]) + end)
			lead = indent + "  "
		}
	}
	return b.String()
}

// quoted writes words as a YAML scalar in double quotes (YAML 1.2, 7.3.1).
func quoted(words string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(words, "\ufffd") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
