package ooxml

import (
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/xmlscan"
)

// Rel is one relationship of a part.
type Rel struct {
	ID     string
	Type   string // the last step of its type: "styles", "footnotes", "worksheet"
	Target string // name of the part it points to
}

// Rels lists the relationships of a part ("" is the package); a part without any
// gives an empty list.
func (p *Package) Rels(part string, lim input.Limits) ([]Rel, error) {
	name := RelsOf(part)
	if part == "" {
		name = "_rels/.rels"
	}
	text, ok, err := p.Part(name)
	if err != nil || !ok {
		return nil, err
	}
	return ParseRels(part, text, lim)
}

// ParseRels reads the text of a relationships part.
func ParseRels(part, text string, lim input.Limits) ([]Rel, error) {
	var rels []Rel
	s := xmlscan.New(text, lim.Depth)
	for {
		k, err := s.Next()
		if err != nil {
			return nil, input.Broken(RelsOf(part), err)
		}
		if k == xmlscan.EOF {
			return rels, nil
		}
		if k != xmlscan.Start || s.Local() != "Relationship" {
			continue
		}
		if mode, _ := s.Attr("TargetMode"); mode == "External" {
			continue
		}
		var r Rel
		r.ID, _ = s.Attr("Id")
		r.Type, _ = s.Attr("Type")
		r.Type = r.Type[strings.LastIndexByte(r.Type, '/')+1:]
		r.Target, _ = s.Attr("Target")
		r.Target = Resolve(part, r.Target)
		rels = append(rels, r)
	}
}
