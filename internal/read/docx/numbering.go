package docx

import (
	"strconv"
	"strings"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/xmlscan"
)

// levels is the number of levels of a list.
const levels = 9

// level is how one level of a list is numbered (17.9.6 lvl).
type level struct {
	start   int
	format  string
	text    string // "%1.%2."
	restart int    // the level whose number restarts this one, -1 for any higher, 0 for none
}

// list is a numbering definition and how far it has counted.
type list struct {
	levels  [levels]level
	counts  [levels]int
	started [levels]bool
}

// instance is a use of a list with starts of its own.
type instance struct {
	list   *list
	starts map[int]int
	begun  map[int]bool
}

type numbering struct{ byID map[string]*instance }

// loadNumbering reads the numbering part; a document may have none.
func loadNumbering(pkg *ooxml.Package, part string, lim input.Limits) (*numbering, error) {
	n := &numbering{byID: map[string]*instance{}}
	if part == "" {
		return n, nil
	}
	text, ok, err := pkg.Part(part)
	if err != nil || !ok {
		return n, err
	}
	lists := map[string]*list{}
	s := xmlscan.New(text, lim.Depth)
	for {
		k, err := s.Next()
		if err != nil {
			return nil, input.Broken(part, err)
		}
		if k == xmlscan.EOF {
			return n, nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "abstractNum":
			id, _ := s.Attr("abstractNumId")
			if lists[id], err = readList(s); err != nil {
				return nil, input.Broken(part, err)
			}
		case "num":
			id, _ := s.Attr("numId")
			if n.byID[id], err = readInstance(s, lists); err != nil {
				return nil, input.Broken(part, err)
			}
		}
	}
}

func readList(s *xmlscan.Scanner) (*list, error) {
	l := &list{}
	for i := range l.levels {
		l.levels[i] = level{start: 1, format: "decimal", restart: -1}
	}
	at := -1
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return nil, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return l, nil
		}
		if k != xmlscan.Start {
			continue
		}
		if s.Local() == "lvl" {
			at = attrInt(s, "ilvl", -1)
			continue
		}
		if at < 0 || at >= levels {
			continue
		}
		l.levels[at].read(s)
	}
}

// read takes one property of a level.
func (v *level) read(s *xmlscan.Scanner) {
	switch s.Local() {
	case "start":
		v.start = attrInt(s, "val", 1)
	case "numFmt":
		v.format, _ = s.Attr("val")
	case "lvlText":
		v.text, _ = s.Attr("val")
	case "lvlRestart":
		v.restart = attrInt(s, "val", -1)
	}
}

func readInstance(s *xmlscan.Scanner, lists map[string]*list) (*instance, error) {
	in := &instance{starts: map[int]int{}, begun: map[int]bool{}}
	at := -1
	depth := s.Depth()
	for {
		k, err := s.Next()
		if err != nil {
			return nil, err
		}
		if k == xmlscan.End && s.Depth() < depth {
			return in, nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch s.Local() {
		case "abstractNumId":
			id, _ := s.Attr("val")
			in.list = lists[id]
		case "lvlOverride":
			at = attrInt(s, "ilvl", -1)
		case "startOverride":
			in.starts[at] = attrInt(s, "val", 1)
		}
	}
}

func attrInt(s *xmlscan.Scanner, name string, without int) int {
	v, ok := s.Attr(name)
	if !ok {
		return without
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < -1 || n > 1<<20 {
		return without
	}
	return n
}

// next counts one paragraph of a list and gives its marker; item is false when the
// list is not known or numbers nothing (numId 0 takes a paragraph out of its list).
func (n *numbering) next(numID string, at int) (marker string, bullet, item bool) {
	in := n.byID[numID]
	if in == nil || in.list == nil || at < 0 || at >= levels {
		return "", false, false
	}
	l := in.list
	lv := &l.levels[at]
	if start, ok := in.starts[at]; ok && !in.begun[at] {
		in.begun[at], l.started[at], l.counts[at] = true, true, start
	} else if !l.started[at] {
		l.started[at], l.counts[at] = true, lv.start
	} else {
		l.counts[at]++
	}
	for i := at + 1; i < levels; i++ {
		if r := l.levels[i].restart; r < 0 || r > at {
			l.started[i] = false
		}
	}
	switch lv.format {
	case "none":
		return "", false, true
	case "bullet":
		return bulletText(lv.text), true, true
	}
	var b strings.Builder
	for i := 0; i < len(lv.text); i++ {
		if lv.text[i] == '%' && i+1 < len(lv.text) && lv.text[i+1] >= '1' && lv.text[i+1] <= '9' {
			i++
			k := int(lv.text[i] - '1')
			count := l.counts[k]
			if !l.started[k] {
				count = l.levels[k].start
			}
			b.WriteString(input.Numeral(count, l.levels[k].format))
			continue
		}
		b.WriteByte(lv.text[i])
	}
	return strings.TrimSpace(b.String()), false, true
}

// bulletText gives a bullet that reads in any font: those of symbol fonts stand in
// the private area.
func bulletText(s string) string {
	for _, r := range s {
		if r >= 0xE000 && r <= 0xF8FF {
			return "•"
		}
	}
	return strings.TrimSpace(s)
}
