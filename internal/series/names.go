package series

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Names are the renames and mergers of units, and of columns, that a person lists:
//
//	version: 1
//	units:
//	  - was: [Huyện Hoài Nhơn]
//	    is: Thị xã Hoài Nhơn
//	columns:
//	  - was: [Vốn pháp định]
//	    is: Vốn điều lệ
//	mergers:
//	  - parts: [Xã A, Xã B]
//	    into: Xã C
type Names struct {
	Version int      `yaml:"version"`
	Units   []Rename `yaml:"units"`
	Columns []Rename `yaml:"columns"`
	Mergers []Merger `yaml:"mergers"`

	units, columns map[string]string
}

// Rename is a name of today and those that it had before.
type Rename struct {
	Was []string `yaml:"was"`
	Is  string   `yaml:"is"`
}

// Merger is a unit and those that it was made of.
type Merger struct {
	Parts []string `yaml:"parts"`
	Into  string   `yaml:"into"`
}

// LoadNames reads a list of renames. An error names the line.
func LoadNames(data []byte) (*Names, error) {
	n := &Names{}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(n); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if n.Version != 1 {
		return nil, fmt.Errorf("version: %d", n.Version)
	}
	n.units, n.columns = map[string]string{}, map[string]string{}
	for kind, list := range map[string][]Rename{"units": n.Units, "columns": n.Columns} {
		to := n.units
		if kind == "columns" {
			to = n.columns
		}
		for i, r := range list {
			if r.Is == "" || len(r.Was) == 0 {
				return nil, fmt.Errorf("%s[%d]: was, is", kind, i+1)
			}
			for _, w := range r.Was {
				to[plain(w)] = plain(r.Is)
			}
		}
	}
	for i, m := range n.Mergers {
		if m.Into == "" || len(m.Parts) < 2 {
			return nil, fmt.Errorf("mergers[%d]: parts, into", i+1)
		}
	}
	return n, nil
}

// plain is a name as rows are named: its words.
func plain(name string) string { return strings.Join(lang.Words(name), " ") }

// unit is the name of today of a unit.
func (n *Names) unit(name string) string {
	for range len(n.units) { // a name may have changed more than once
		next, ok := n.units[name]
		if !ok {
			break
		}
		name = next
	}
	return name
}

// column is the indicator of today of a column: words that changed are changed in it.
func (n *Names) column(indicator string) string {
	if len(n.columns) == 0 {
		return indicator
	}
	words, rest, compared := strings.Cut(indicator, " : ")
	for _, was := range slices.Sorted(maps.Keys(n.columns)) {
		is := n.columns[was]
		have := strings.Fields(words)
		if f := strings.Fields(was); subset(f, have) {
			have = slices.DeleteFunc(have, func(w string) bool { return slices.Contains(f, w) })
			have = append(have, strings.Fields(is)...)
			slices.Sort(have)
			words = strings.Join(slices.Compact(have), " ")
		}
	}
	if compared {
		return words + " : " + rest
	}
	return words
}

func subset(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return len(a) > 0
}

// Gone reports whether the list says what became of a unit.
func (n *Names) Gone(unit string) bool {
	if _, ok := n.units[unit]; ok {
		return true
	}
	for _, m := range n.Mergers {
		for _, p := range m.Parts {
			if plain(p) == unit {
				return true
			}
		}
	}
	return false
}

// Came reports whether the list says where a unit came from.
func (n *Names) Came(unit string) bool {
	for _, m := range n.Mergers {
		if plain(m.Into) == unit {
			return true
		}
	}
	for _, r := range n.Units {
		if plain(r.Is) == unit {
			return true
		}
	}
	return false
}

// merge gives a unit that was made of others their sums for the reports that still have
// them apart, all of them.
func (a *Archive) merge(names *Names) {
	at := map[slot]*Series{}
	for _, s := range a.Series {
		at[slot{s.Line, s.Row, s.Indicator, s.Class}] = s
	}
	for _, m := range names.Mergers {
		into := plain(m.Into)
		for _, first := range a.Series[:len(a.Series):len(a.Series)] {
			if first.Relative || first.Row != plain(m.Parts[0]) {
				continue
			}
			k := slot{first.Line, into, first.Indicator, first.Class}
			whole := at[k]
			for _, p := range first.Points {
				if whole != nil && whole.has(&p) {
					continue
				}
				sum, ok := a.sum(at, first, &p, m.Parts[1:])
				if !ok {
					continue
				}
				if whole == nil {
					whole = &Series{Line: first.Line, Row: into, Indicator: first.Indicator, Class: first.Class, Plan: first.Plan}
					at[k] = whole
					a.Series = append(a.Series, whole)
				}
				p.Number, p.Raw, p.Sum = sum, sum.Value.String(), true
				whole.Points = append(whole.Points, p)
				a.Merged++
			}
		}
	}
}

// has reports whether a report has the figure itself.
func (s *Series) has(p *Point) bool {
	return slices.ContainsFunc(s.Points, func(q Point) bool { return q.Report == p.Report && q.Span == p.Span })
}

// sum adds the figures of the other parts to that of the first.
func (a *Archive) sum(at map[slot]*Series, first *Series, p *Point, parts []string) (schema.Number, bool) {
	total, shown := p.Number.Rat(), p.Number.Shown
	for _, part := range parts {
		s := at[slot{first.Line, plain(part), first.Indicator, first.Class}]
		if s == nil {
			return schema.Number{}, false
		}
		i := slices.IndexFunc(s.Points, func(q Point) bool { return q.Report == p.Report && q.Span == p.Span })
		if i < 0 || s.Points[i].Unit != p.Unit {
			return schema.Number{}, false
		}
		total.Add(total, s.Points[i].Number.Rat())
		shown = max(shown, s.Points[i].Number.Shown)
	}
	const places = 9
	d, ok := schema.RoundRat(total, places)
	if !ok {
		return schema.Number{}, false
	}
	return schema.Number{Value: d.Trim(), Shown: shown}, true
}
