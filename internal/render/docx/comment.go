package docx

import (
	"fmt"
	"path"
	"sort"
	"strings"

	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
)

// comment puts the comments into the body and into the part that holds their text.
func (a *annotator) comment(comments []Comment) error {
	name, text, err := a.commentsPart()
	if err != nil {
		return err
	}
	old, err := scan(text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	id := max(old.maxID, a.main.maxID) + 1
	a.nextID = id + len(comments)
	// In the order of the text, so that the comments are numbered as they are met.
	type placed struct {
		*Comment
		target
	}
	var order []placed
	for i := range comments {
		t, err := a.find(comments[i].At)
		if err != nil {
			return err
		}
		order = append(order, placed{&comments[i], t})
	}
	sort.SliceStable(order, func(i, j int) bool { return order[i].place() < order[j].place() })
	var bodies strings.Builder
	for _, c := range order {
		if !a.mark(c.target, id) {
			return fmt.Errorf("no run at byte %d of the document", c.from)
		}
		bodies.WriteString(a.body(old.prefix, id, c.Lines))
		id++
	}
	if text, err = opc.Append(text, "comments", strings.TrimPrefix(bodies.String(), "<"+old.prefix)); err != nil {
		return err
	}
	a.pkg.Set(name, text)
	return nil
}

func (t target) place() int {
	if t.empty != nil {
		return t.empty.From
	}
	return t.from
}

// commentsPart finds the comments of the document, or adds a part for them.
func (a *annotator) commentsPart() (name, text string, err error) {
	rels, err := a.pkg.Rels(a.trace.Main)
	if err != nil {
		return "", "", err
	}
	for _, r := range rels {
		if r.Type == "comments" && a.pkg.Has(r.Target) {
			text, err = a.pkg.Part(r.Target)
			return r.Target, text, err
		}
	}
	name = path.Join(path.Dir(a.trace.Main), "comments.xml")
	if a.pkg.Has(name) {
		name = a.pkg.Free(strings.TrimSuffix(name, ".xml"), ".xml")
	}
	if _, err = a.pkg.Relate(a.trace.Main, "comments", name, a.main.strict); err != nil {
		return "", "", err
	}
	if err = a.pkg.Declare(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"); err != nil {
		return "", "", err
	}
	text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:comments xmlns:w="` + opc.Escape(a.main.space) + `"></w:comments>`
	return name, text, nil
}

// body is the text of a comment. It says its own size and spacing, because the
// document's own are those of an official letter.
func (a *annotator) body(w string, id int, lines []Line) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<%scomment %sid="%d" %sauthor="%s" %sinitials="%s">`, w, w, id, w, opc.Escape(a.author.Name), w, opc.Escape(a.author.Initials))
	tag := func(format string) string { return strings.ReplaceAll(format, "w:", w) }
	for i, l := range lines {
		b.WriteString(tag(`<w:p><w:pPr><w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>`))
		if i == 0 {
			b.WriteString(tag(`<w:r><w:annotationRef/></w:r>`))
		}
		weight := ""
		if l.Bold {
			weight = `<w:b/>`
		}
		b.WriteString(tag(`<w:r><w:rPr>` + weight + `<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr><w:t xml:space="preserve">`))
		b.WriteString(opc.Escape(l.Text))
		b.WriteString(tag(`</w:t></w:r></w:p>`))
	}
	b.WriteString(tag(`</w:comment>`))
	return b.String()
}

// mark puts the bounds of a comment around its words.
func (a *annotator) mark(t target, id int) bool {
	p := t.part
	w := p.prefix
	start := fmt.Sprintf(`<%scommentRangeStart %sid="%d"/>`, w, w, id)
	end := fmt.Sprintf(`<%scommentRangeEnd %sid="%d"/><%sr><%scommentReference %sid="%d"/></%sr>`, w, w, id, w, w, w, id, w)
	if t.empty != nil {
		p.fill(t.empty.From, t.empty.To, start+end)
		return true
	}
	from, to := p.before(t.from), p.after(t.to)
	if from < 0 || to < 0 {
		return false
	}
	p.slot(from).starts = append(p.slot(from).starts, start)
	p.slot(to).ends = append(p.slot(to).ends, end)
	return true
}

// fill puts something into a paragraph that has no text; From and To are its bounds.
func (p *part) fill(from, to int, markup string) {
	whole := p.text[from:to]
	if tag, closed := strings.CutSuffix(whole, "/>"); closed && !strings.Contains(tag, ">") {
		p.fills = append(p.fills, opc.Edit{From: from, To: to, Text: strings.TrimRight(tag, " ") + ">" + markup + "</" + opc.Name(tag) + ">"})
		return
	}
	at := from + strings.LastIndex(whole, "</")
	p.fills = append(p.fills, opc.Edit{From: at, To: at, Text: markup})
}

// suggest strikes the words out and writes others behind them, as a change that Word
// tracks. Words that are part of a change or a field already, and words of which an
// earlier suggestion changes some, are left to the comment alone.
func (a *annotator) suggest(wanted Suggestion) error {
	t, err := a.find(wanted.At)
	if err != nil || !t.exact || t.empty != nil || t.note != "" {
		return err
	}
	p, from, to := t.part, t.part.before(t.from), t.part.after(t.to)
	if from < 0 || to < 0 || p.struck(from, to) != nil {
		return nil
	}
	first := (*unit)(nil)
	for i := range p.units {
		u := &p.units[i]
		if u.to <= from || u.from >= to {
			continue
		}
		if !u.run || u.revised || u.field {
			return nil
		}
		for _, c := range u.children {
			if c.to > from && c.from < to && !(c.name == "t" && c.plain) {
				return nil
			}
		}
		if first == nil {
			first = u
		}
	}
	if first == nil {
		return nil
	}
	w := opc.Prefix(first.tag)
	change := func(kind string) string {
		a.nextID++
		return fmt.Sprintf(`<%s%s %sid="%d" %sauthor="%s">`, w, kind, w, a.nextID, w, opc.Escape(a.author.Name))
	}
	p.cuts = append(p.cuts, cut{bounds{from, to}, change("del"), "</" + w + "del>"})
	p.slot(from) // the words begin a run of their own
	s := p.slot(to)
	s.inserted = append(s.inserted, change("ins")+first.tag+first.props+"<"+w+`t xml:space="preserve">`+opc.Escape(wanted.Words)+"</"+w+"t></"+w+"r></"+w+"ins>")
	return nil
}

// tick puts a small raised sign behind a figure.
func (a *annotator) tick(tick Tick) error {
	t, err := a.find(tick.At)
	if err != nil || !t.exact || t.empty != nil || t.note != "" {
		return err
	}
	at := t.part.after(t.to)
	u := t.part.at(t.to - 1)
	if at < 0 || u == nil || !u.run || t.part.struck(t.from, t.to) != nil {
		return nil
	}
	w := opc.Prefix(u.tag)
	s := t.part.slot(at)
	s.ticks = append(s.ticks, strings.ReplaceAll(`<w:r><w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/><w:color w:val="`+tick.Color+`"/>`+sizeOf(u.props)+`<w:vertAlign w:val="superscript"/></w:rPr><w:t>`, "w:", w)+opc.Escape(tick.Sign)+"</"+w+"t></"+w+"r>")
	return nil
}

// sizeOf is the size that the properties of a run say, as an element with the prefix
// "w:", or "".
func sizeOf(props string) string {
	s := opc.Scan(props)
	for {
		k, err := s.Next()
		if err != nil || s.Depth() == 0 {
			return ""
		}
		if v, ok := s.Attr("val"); k == xmlscan.Start && ok && s.Local() == "sz" {
			return `<w:sz w:val="` + opc.Escape(v) + `"/>`
		}
	}
}
