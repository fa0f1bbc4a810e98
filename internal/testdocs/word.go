package testdocs

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// runLength is the number of characters after which a run is broken in two, as the
// spelling marks of a word processor do: a run may end in the middle of a figure.
const runLength = 41

// Word writes the draft and, behind it, the grid, when there is one, as a .docx file: heading styles,
// bold runs, automatic lists, real footnotes, hard breaks, and a table with gridSpan
// and vMerge. Runs are broken at odd places on purpose.
func Word(d *Draft, g *Grid) ([]byte, error) {
	var body strings.Builder
	lists := 0
	for _, p := range d.Paras {
		props := ""
		switch p.Kind {
		case heading:
			props = fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, p.Level)
		case bullet:
			props = `<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
		case numbered:
			if p.First {
				lists++
			}
			props = fmt.Sprintf(`<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, 1+lists)
		}
		body.WriteString(paragraph(props, p.Runs))
	}
	if g != nil {
		body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		for _, t := range g.Titles {
			body.WriteString(paragraph(`<w:jc w:val="center"/>`, []Run{{Text: t, Bold: true}}))
		}
		body.WriteString(wordTable(g))
		for _, n := range g.Notes {
			body.WriteString(paragraph("", []Run{{Text: n}}))
		}
	}
	body.WriteString(`<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`)
	const types = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	return pack([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="` + types + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + types + `styles+xml"/><Override PartName="/word/numbering.xml" ContentType="` + types + `numbering+xml"/><Override PartName="/word/footnotes.xml" ContentType="` + types + `footnotes+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationships + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationships + `/styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + relationships + `/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="` + relationships + `/footnotes" Target="footnotes.xml"/></Relationships>`},
		{"word/document.xml", `<w:document ` + wordSpace + `><w:body>` + body.String() + `</w:body></w:document>`},
		{"word/styles.xml", wordStyles},
		{"word/numbering.xml", numbering(lists)},
		{"word/footnotes.xml", footnotes(d.Notes)},
	})
}

func paragraph(props string, runs []Run) string {
	if props != "" {
		props = "<w:pPr>" + props + "</w:pPr>"
	}
	var b strings.Builder
	b.WriteString("<w:p>" + props)
	for _, r := range runs {
		look := ""
		if r.Bold {
			look = "<w:b/>"
		}
		switch {
		case r.Break:
			b.WriteString(`<w:r><w:br/></w:r>`)
		case r.Note > 0:
			fmt.Fprintf(&b, `<w:r><w:rPr>%s<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, look, r.Note)
		default:
			if look != "" {
				look = "<w:rPr>" + look + "</w:rPr>"
			}
			for i, piece := range pieces(r.Text) {
				if i > 0 {
					b.WriteString(`<w:proofErr w:type="spellStart"/>`)
				}
				b.WriteString(`<w:r>` + look + `<w:t xml:space="preserve">` + esc(piece) + `</w:t></w:r>`)
			}
		}
	}
	b.WriteString("</w:p>")
	return b.String()
}

// pieces breaks a text into runs of at most runLength characters.
func pieces(s string) []string {
	var out []string
	for utf8.RuneCountInString(s) > runLength {
		n := 0
		for range runLength {
			_, w := utf8.DecodeRuneInString(s[n:])
			n += w
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return append(out, s)
}

// wordTable writes the grid with the spans of its merged cells.
func wordTable(g *Grid) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>`)
	b.WriteString(strings.Repeat(`<w:gridCol w:w="700"/>`, g.Width))
	b.WriteString(`</w:tblGrid>`)
	for i, row := range g.Rows {
		b.WriteString("<w:tr>")
		if row.Head {
			b.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for j := 0; j < g.Width; {
			c := row.Cells[j]
			top := i
			for g.Rows[top].Cells[j].Above {
				top--
			}
			cols, rows := g.span(top, j)
			props := `<w:tcW w:w="0" w:type="auto"/>`
			if cols > 1 {
				props += fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, cols)
			}
			if c.Above {
				props += `<w:vMerge/>`
			} else if rows > 1 {
				props += `<w:vMerge w:val="restart"/>`
			}
			b.WriteString("<w:tc><w:tcPr>" + props + "</w:tcPr>")
			var runs []Run
			if text := g.shown(c); text != "" {
				runs = []Run{{Text: text, Bold: row.Bold || row.Head}}
			}
			b.WriteString(paragraph("", runs) + "</w:tc>")
			j += cols
		}
		b.WriteString("</w:tr>")
	}
	b.WriteString("</w:tbl>")
	return b.String()
}

func footnotes(notes []string) string {
	var b strings.Builder
	b.WriteString(`<w:footnotes ` + wordSpace + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	for i, n := range notes {
		fmt.Fprintf(&b, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> %s</w:t></w:r></w:p></w:footnote>`, i+1, esc(n))
	}
	b.WriteString(`</w:footnotes>`)
	return b.String()
}

// numbering defines one bulleted list and the given number of lists that each count from 1.
func numbering(lists int) string {
	var b strings.Builder
	b.WriteString(`<w:numbering ` + wordSpace + `>` +
		`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i := range lists {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`, i+2)
	}
	b.WriteString(`</w:numbering>`)
	return b.String()
}

const wordStyles = `<w:styles ` + wordSpace + `>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/></w:style>` +
	`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style></w:styles>`
