package xlsx

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
)

// styles are the styles of a workbook and what is added to them. Nothing is changed:
// a cell that gets a fill gets a copy of its own style with that fill.
type styles struct {
	part, text string
	xfs        []string // of cellXfs, as written
	counts     map[string]int
	added      map[string][]string // by list: "fonts", "fills", "borders", "cellXfs"
	index      map[string]int      // of what was added, by its text
	prefix     string
}

const emptyStyles = `<fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>`

// loadStyles reads the styles of the workbook, or makes some for one without.
func (b *book) loadStyles() error {
	rels, err := b.Rels(b.main)
	if err != nil {
		return err
	}
	st := &styles{counts: map[string]int{}, added: map[string][]string{}, index: map[string]int{}}
	b.styles = st
	for _, r := range rels {
		if r.Type == "styles" && b.Has(r.Target) {
			st.part = r.Target
		}
	}
	if st.part == "" {
		st.part = b.Free(path.Join(path.Dir(b.main), "styles"), ".xml")
		b.Set(st.part, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<styleSheet xmlns="`+b.mainSpace()+`">`+emptyStyles+`</styleSheet>`)
		if _, err := b.Relate(b.main, "styles", st.part, b.strict); err != nil {
			return err
		}
		if err := b.Declare(st.part, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"); err != nil {
			return err
		}
	}
	if st.text, err = b.Part(st.part); err != nil {
		return err
	}
	return st.scan()
}

// lists are the parts of a style sheet that are added to, in the order of the schema.
var lists = []string{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"}

// scan counts the entries of the lists. A list that is missing is added.
func (st *styles) scan() error {
	for range 2 {
		st.xfs, st.counts = nil, map[string]int{}
		s := opc.Scan(st.text)
		list, found := "", map[string]bool{}
		rootEnd := 0
		for {
			k, err := s.Next()
			if err != nil {
				return err
			}
			if k == xmlscan.EOF {
				break
			}
			if k != xmlscan.Start {
				continue
			}
			switch s.Depth() {
			case 1:
				st.prefix = opc.Prefix(s.Raw())
				_, rootEnd = s.Token()
				if tag, closed := strings.CutSuffix(s.Raw(), "/>"); closed { // it holds nothing
					from, to := s.Token()
					tag = strings.TrimRight(tag, " \t\r\n") + ">"
					st.text = st.text[:from] + tag + "</" + opc.Name(tag) + ">" + st.text[to:]
					return st.scan()
				}
			case 2:
				list = s.Local()
				found[list] = true
			case 3:
				st.counts[list]++
				one, err := entryText(s)
				if err != nil {
					return err
				}
				if list == "cellXfs" {
					st.xfs = append(st.xfs, one)
				}
			}
		}
		if found["fonts"] && found["fills"] && found["borders"] && found["cellXfs"] {
			return nil
		}
		if err := st.complete(found, rootEnd); err != nil {
			return err
		}
	}
	return errors.New("a style sheet without its lists")
}

// entryText is an entry of a list, whose Start was the last token, as written. Of
// alternatives (mc:AlternateContent) it is the first.
func entryText(s *xmlscan.Scanner) (string, error) {
	from, _ := s.Token()
	if s.Local() != "AlternateContent" {
		err := s.Skip()
		_, to := s.Token()
		return s.Slice(from, to), err
	}
	depth, text := s.Depth(), ""
	for {
		k, err := s.Next()
		if err != nil || k == xmlscan.End && s.Depth() < depth {
			return text, err
		}
		if k == xmlscan.Start && s.Depth() == depth+2 {
			from, _ := s.Token()
			if err := s.Skip(); err != nil {
				return "", err
			}
			if _, to := s.Token(); text == "" {
				text = s.Slice(from, to)
			}
		}
	}
}

// complete adds the lists that a style sheet lacks, with the entry that style 0 needs.
func (st *styles) complete(found map[string]bool, rootEnd int) error {
	defaults := map[string]string{}
	rest := emptyStyles
	for _, name := range lists[1:] {
		_, after, _ := strings.Cut(rest, "</"+name+">")
		defaults[name] = strings.TrimSuffix(rest, after)
		rest = after
	}
	at := rootEnd
	for _, name := range lists {
		if found[name] {
			s := opc.Scan(st.text)
			for {
				k, err := s.Next()
				if err != nil {
					return err
				}
				if k == xmlscan.Start && s.Depth() == 2 && s.Local() == name {
					if err := s.Skip(); err != nil {
						return err
					}
					_, at = s.Token()
					break
				}
				if k == xmlscan.EOF {
					break
				}
			}
			continue
		}
		if markup := defaults[name]; markup != "" {
			markup = strings.NewReplacer("</", "</"+st.prefix, "<", "<"+st.prefix).Replace(markup)
			st.text = st.text[:at] + markup + st.text[at:]
			at += len(markup)
		}
	}
	return nil
}

// add puts an entry into a list once and gives its index. The entry is written without
// prefixes.
func (st *styles) add(list, entry string) int {
	key := list + entry
	if i, ok := st.index[key]; ok {
		return i
	}
	i := st.counts[list] + len(st.added[list])
	st.added[list] = append(st.added[list], entry)
	st.index[key] = i
	return i
}

// fill is the index of the fill of a tone.
func (st *styles) fill(t Tone) int {
	return st.add("fills", `<fill><patternFill patternType="solid"><fgColor rgb="`+fills[t]+`"/><bgColor indexed="64"/></patternFill></fill>`)
}

// toned gives the style that is like another but for its fill.
func (st *styles) toned(style int, t Tone) int {
	xf := `<` + st.prefix + `xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`
	if style >= 0 && style < len(st.xfs) {
		xf = st.xfs[style]
	}
	return st.add("cellXfs", setAttrs(xf, "fillId", strconv.Itoa(st.fill(t)), "applyFill", "1"))
}

// setAttrs gives an element other values of attributes, by pairs of name and value.
func setAttrs(element string, pairs ...string) string {
	end := tagEnd(element)
	tag, rest := element[:end], element[end:]
	closed := strings.HasSuffix(tag, "/>")
	body := strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/")
	for i := 0; i < len(pairs); i += 2 {
		body = setAttr(body, pairs[i], pairs[i+1])
	}
	if closed {
		return body + "/>" + rest
	}
	return body + ">" + rest
}

// tagEnd is the offset behind the first tag.
func tagEnd(s string) int {
	quote := byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(s)
}

// setAttr sets an attribute of a tag that is written without its end.
func setAttr(tag, name, value string) string {
	quote := byte(0)
	for i := range len(tag) {
		c := tag[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '\'':
			quote = c
			continue
		}
		rest, ok := strings.CutPrefix(tag[i:], name)
		if !ok || i == 0 || !strings.ContainsRune(" \t\r\n", rune(tag[i-1])) {
			continue
		}
		if after := strings.TrimLeft(rest, " \t\r\n"); strings.HasPrefix(after, "=") {
			after = strings.TrimLeft(after[1:], " \t\r\n")
			if after == "" {
				break
			}
			tail := after[1:]
			if end := strings.IndexByte(tail, after[0]); end >= 0 {
				return tag[:i] + name + `="` + value + `"` + tail[end+1:]
			}
		}
	}
	return strings.TrimRight(tag, " \t\r\n") + " " + name + `="` + value + `"`
}

const ownFont = `<font>%s<sz val="%d"/>%s<name val="Times New Roman"/><family val="1"/></font>`

// xf makes a style of the list's own.
func (st *styles) xf(font, fill, border int, align string) int {
	return st.add("cellXfs", fmt.Sprintf(`<xf numFmtId="0" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment %s/></xf>`, font, fill, border, align))
}

func (st *styles) thin() int {
	side := `<%s style="thin"><color rgb="FFBFBFBF"/></%s>`
	border := "<border>"
	for _, s := range []string{"left", "right", "top", "bottom"} {
		border += fmt.Sprintf(side, s, s)
	}
	return st.add("borders", border+"<diagonal/></border>")
}

func (st *styles) title() int {
	return st.xf(st.add("fonts", fmt.Sprintf(ownFont, "<b/>", 15, "")), 0, 0, `vertical="center"`)
}

func (st *styles) plain() int {
	return st.xf(st.add("fonts", fmt.Sprintf(ownFont, "", 11, `<color rgb="FF595959"/>`)), 0, 0, `vertical="center"`)
}

func (st *styles) header() int {
	fill := st.add("fills", `<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/><bgColor indexed="64"/></patternFill></fill>`)
	return st.xf(st.add("fonts", fmt.Sprintf(ownFont, "<b/>", 11, `<color rgb="FFFFFFFF"/>`)), fill, st.thin(), `horizontal="center" vertical="center" wrapText="1"`)
}

// entry is the style of a cell of the list.
func (st *styles) entry(e Entry) int {
	font, fill := fmt.Sprintf(ownFont, "", 11, ""), 0
	if e.Sheet > 0 {
		font = fmt.Sprintf(ownFont, "<u/>", 11, `<color rgb="FF0563C1"/>`)
	}
	if e.Toned {
		font, fill = fmt.Sprintf(ownFont, "<b/>", 11, ""), st.fill(e.Tone)
	}
	return st.xf(st.add("fonts", font), fill, st.thin(), `vertical="top" wrapText="1"`)
}

// saveStyles writes what was added at the end of each list.
func (b *book) saveStyles() error {
	st := b.styles
	text := st.text
	for _, list := range lists {
		added := st.added[list]
		if len(added) == 0 {
			continue
		}
		var markup strings.Builder
		for _, entry := range added {
			if !strings.HasPrefix(entry, "<"+st.prefix) || st.prefix == "" {
				entry = strings.NewReplacer("</", "</"+st.prefix, "<", "<"+st.prefix).Replace(entry)
			}
			markup.WriteString(entry)
		}
		var err error
		if text, err = opc.Append(text, list, strings.TrimPrefix(markup.String(), "<"+st.prefix)); err != nil {
			return err
		}
		if text, err = recount(text, list, st.counts[list]+len(added)); err != nil {
			return err
		}
	}
	b.Set(st.part, text)
	return nil
}

// recount sets the count of a list.
func recount(text, list string, n int) (string, error) {
	s := opc.Scan(text)
	for {
		k, err := s.Next()
		if err != nil || k == xmlscan.EOF {
			return text, err
		}
		if k == xmlscan.Start && s.Depth() == 2 && s.Local() == list {
			from, to := s.Token()
			return text[:from] + setAttrs(text[from:to], "count", strconv.Itoa(n)) + text[to:], nil
		}
	}
}
