package xlsx

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"doisoat/internal/read/xmlscan"
	"doisoat/internal/render/opc"
	"doisoat/schema"
)

// comment puts the comments of a sheet into its comments part and their boxes into its
// VML drawing. id is the relationship of a new drawing, "" when the sheet has one.
func (b *book) comment(sheet, legacy string, marks []Mark) (id string, err error) {
	rels, err := b.Rels(sheet)
	if err != nil {
		return "", err
	}
	comments, drawing := "", ""
	for _, r := range rels {
		switch {
		case r.Type == "comments" && b.Has(r.Target):
			comments = r.Target
		case r.Type == "vmlDrawing" && r.ID == legacy && b.Has(r.Target):
			drawing = r.Target
		}
	}
	dir := path.Dir(b.main)
	if comments == "" {
		comments = b.Free(path.Join(dir, "comments"), ".xml")
		b.Set(comments, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<comments xmlns="`+b.mainSpace()+`"><authors></authors><commentList></commentList></comments>`)
		if _, err = b.Relate(sheet, "comments", comments, b.strict); err != nil {
			return "", err
		}
		if err = b.Declare(comments, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"); err != nil {
			return "", err
		}
	}
	fresh, err := b.say(comments, marks)
	if err != nil || len(fresh) == 0 {
		return "", err
	}
	if drawing == "" {
		drawing = b.Free(path.Join(dir, "drawings", "vmlDrawing"), ".vml")
		b.Set(drawing, emptyDrawing)
		if id, err = b.Relate(sheet, "vmlDrawing", drawing, b.strict); err != nil {
			return "", err
		}
		if err = b.DeclareExtension("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"); err != nil {
			return "", err
		}
	}
	return id, b.boxes(drawing, fresh)
}

// said is a comment that a sheet has.
type said struct {
	end      int  // where its text element ends, -1 when that closed itself
	threaded bool // it mirrors a thread of newer comments and is not read by Excel
}

// say adds the comments to their part and gives the marks whose cells had none. What
// is said of a cell that has a comment goes behind that.
func (b *book) say(part string, marks []Mark) (fresh []Mark, err error) {
	text, err := b.Part(part)
	if err != nil {
		return nil, err
	}
	authors, prefix, known, err := scanComments(text)
	if err != nil {
		return nil, err
	}
	var edits []opc.Edit
	var added strings.Builder
	for _, m := range marks {
		ref := schema.A1(m.Row, m.Col)
		old, taken := known[ref]
		switch {
		case taken && (old.threaded || old.end < 0):
		case taken:
			edits = append(edits, opc.Edit{From: old.end, To: old.end, Text: runs(prefix, append([]Line{{}}, m.Lines...))})
		default:
			fresh = append(fresh, m)
			fmt.Fprintf(&added, `<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>`, prefix, ref, authors, prefix, runs(prefix, m.Lines), prefix, prefix)
		}
	}
	if text, err = opc.Apply(text, edits); err != nil {
		return nil, err
	}
	if len(fresh) > 0 {
		if text, err = opc.Append(text, "authors", "author>"+opc.Escape(b.author)+"</"+prefix+"author>"); err != nil {
			return nil, err
		}
		if text, err = opc.Append(text, "commentList", strings.TrimPrefix(added.String(), "<"+prefix)); err != nil {
			return nil, err
		}
	}
	b.Set(part, text)
	return fresh, nil
}

// scanComments counts the authors and finds the comments by cell.
func scanComments(text string) (authors int, prefix string, known map[string]said, err error) {
	known = map[string]said{}
	threads := map[string]bool{} // authors that stand for a thread
	s := opc.Scan(text)
	ref, author := "", ""
	for {
		k, err := s.Next()
		if err != nil {
			return 0, "", nil, err
		}
		if k == xmlscan.EOF {
			return authors, prefix, known, nil
		}
		if k != xmlscan.Start {
			continue
		}
		switch name := s.Local(); {
		case s.Depth() == 1:
			prefix = opc.Prefix(s.Raw())
		case name == "author":
			if k, err = s.Next(); err == nil && k == xmlscan.Text && strings.HasPrefix(s.Text(), "tc={") {
				threads[strconv.Itoa(authors)] = true
			}
			authors++
		case name == "comment":
			ref, _ = s.Attr("ref")
			author, _ = s.Attr("authorId")
			known[ref] = said{-1, threads[author]}
		case name == "text" && s.Depth() == 4:
			if err := s.Skip(); err != nil {
				return 0, "", nil, err
			}
			from, to := s.Token()
			if from < to {
				known[ref] = said{from, threads[author]}
			}
		}
		if err != nil {
			return 0, "", nil, err
		}
	}
}

// runs writes lines as the runs of a comment.
func runs(prefix string, lines []Line) string {
	var b strings.Builder
	for i, l := range lines {
		text := l.Text
		if i < len(lines)-1 {
			text += "\n"
		}
		if text == "" {
			continue
		}
		weight := ""
		if l.Bold {
			weight = `<b/>`
		}
		b.WriteString(`<r><rPr>` + weight + `<sz val="9"/><rFont val="Tahoma"/><family val="2"/></rPr><t xml:space="preserve">`)
		b.WriteString(opc.Escape(text))
		b.WriteString(`</t></r>`)
	}
	if prefix == "" {
		return b.String()
	}
	return strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace(b.String())
}

const shapeType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

const emptyDrawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>` + shapeType + `</xml>`

// boxes adds the boxes of comments to a VML drawing. It is put together as text, since
// Excel writes VML that is no XML.
func (b *book) boxes(part string, marks []Mark) error {
	text, err := b.Part(part)
	if err != nil {
		return err
	}
	end := strings.LastIndex(text, "</")
	if end < 0 {
		return fmt.Errorf("%s: no end of the drawing", part)
	}
	next := 1025
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "_x0000_s")
		if !found {
			break
		}
		digits := after[:len(after)-len(strings.TrimLeft(after, "0123456789"))]
		if n, err := strconv.Atoi(digits); err == nil && n < 1<<24 {
			next = max(next, n+1)
		}
		rest = after
	}
	var w strings.Builder
	const spaces = ` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"`
	if !strings.Contains(text, `"_x0000_t202"`) {
		w.WriteString(strings.Replace(shapeType, " id=", spaces+" id=", 1))
	}
	for i, m := range marks {
		tall := 1
		for _, l := range m.Lines {
			tall += 1 + len([]rune(l.Text))/52
		}
		fmt.Fprintf(&w, `<v:shape%s id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:300pt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 12, %d, 4, %d, 40, %d, 8</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			spaces, next+i, tall*13, i+1, m.Col+1, max(m.Row-1, 0), m.Col+6, max(m.Row-1, 0)+max(tall*13/16, 4), m.Row, m.Col)
	}
	b.Set(part, text[:end]+w.String()+text[end:])
	return nil
}
