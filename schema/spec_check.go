package schema

import (
	"cmp"
	"errors"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"
	"go.yaml.in/yaml/v4"
)

// validate holds what was filled, a spec or a config, against its struct tags.
func (l *specLoader) validate(filled any) {
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
	register("fingerprint", isFingerprint)
	register("date", isDate)
	register("decimal", func(s string) bool { _, ok := specNumber(s); return ok })
	var faults validator.ValidationErrors
	if err := v.Struct(filled); !errors.As(err, &faults) {
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
	case "fingerprint":
		m = Say("config.fingerprint")
	case "date":
		m = Say("config.date", "field", fieldOf(space))
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
