package testdocs

import (
	"fmt"
	"strings"
)

// style is one look of a cell.
type style struct {
	format         string
	bold, centered bool
}

// styles numbers the looks that a workbook uses, in order of first use.
type styles struct {
	order []style
	index map[style]int
}

func (s *styles) id(look style) int {
	if i, ok := s.index[look]; ok {
		return i
	}
	s.index[look] = len(s.order)
	s.order = append(s.order, look)
	return s.index[look]
}

// builtin are the number formats that every workbook has (ECMA-376 part 1, 18.8.30).
var builtin = map[string]int{"": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10}

// Workbook writes the grid as an .xlsx file: shared strings, merged ranges, number
// formats, formulas with cached values.
func Workbook(g *Grid) ([]byte, error) {
	looks := &styles{index: map[style]int{}}
	looks.id(style{})
	var strs []string
	seen := map[string]int{}
	shared := func(s string) int {
		if _, ok := seen[s]; !ok {
			seen[s] = len(strs)
			strs = append(strs, s)
		}
		return seen[s]
	}
	var data, merges strings.Builder
	count, row := 0, 0
	merge := func(top, left, rows, cols int) {
		if rows > 1 || cols > 1 {
			fmt.Fprintf(&merges, `<mergeCell ref="%s:%s"/>`, cellName(top, left), cellName(top+rows-1, left+cols-1))
			count++
		}
	}
	line := func(text string, look style) {
		fmt.Fprintf(&data, `<row r="%d"><c r="%s" s="%d" t="s"><v>%d</v></c></row>`, row+1, cellName(row, 0), looks.id(look), shared(text))
		merge(row, 0, 1, g.Width)
		row++
	}
	for _, t := range g.Titles {
		line(t, style{bold: true, centered: true})
	}
	if g.Gap {
		row++
	}
	top := row
	for i, r := range g.Rows {
		fmt.Fprintf(&data, `<row r="%d">`, row+1)
		for j, c := range r.Cells {
			look := looks.id(style{format: c.Format, bold: r.Bold || r.Head, centered: r.Head})
			at := cellName(row, j)
			switch {
			case c.Formula != "":
				fmt.Fprintf(&data, `<c r="%s" s="%d"><f>%s</f><v>%s</v></c>`, at, look, esc(c.Formula), c.Text)
			case c.Number:
				fmt.Fprintf(&data, `<c r="%s" s="%d"><v>%s</v></c>`, at, look, c.Text)
			case c.Text != "":
				fmt.Fprintf(&data, `<c r="%s" s="%d" t="s"><v>%d</v></c>`, at, look, shared(c.Text))
			case c.Covered():
				fmt.Fprintf(&data, `<c r="%s" s="%d"/>`, at, look)
			}
			if !c.Covered() {
				cols, rows := g.span(i, j)
				merge(top+i, j, rows, cols)
			}
		}
		data.WriteString("</row>")
		row++
	}
	for _, n := range g.Notes {
		line(n, style{})
	}
	sheet := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:` + cellName(row-1, g.Width-1) + `"/><sheetData>` + data.String() + `</sheetData>`
	if count > 0 {
		sheet += fmt.Sprintf(`<mergeCells count="%d">%s</mergeCells>`, count, merges.String())
	}
	sheet += `</worksheet>`
	var sst strings.Builder
	for _, s := range strs {
		sst.WriteString(`<si><t xml:space="preserve">` + esc(s) + `</t></si>`)
	}
	return pack([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationships + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + relationships + `"><sheets><sheet name="` + esc(g.Sheet) + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationships + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + relationships + `/styles" Target="styles.xml"/><Relationship Id="rId3" Type="` + relationships + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/styles.xml", looks.xml()},
		{"xl/sharedStrings.xml", fmt.Sprintf(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="%d">%s</sst>`, len(strs), sst.String())},
		{"xl/worksheets/sheet1.xml", sheet},
	})
}

func (s *styles) xml() string {
	formats, xfs := "", ""
	ids := map[string]int{}
	for _, look := range s.order {
		id, ok := builtin[look.format]
		if !ok {
			if id, ok = ids[look.format]; !ok {
				id = 164 + len(ids) // the first number free for formats of one's own
				ids[look.format] = id
				formats += fmt.Sprintf(`<numFmt numFmtId="%d" formatCode="%s"/>`, id, esc(look.format))
			}
		}
		font, align := 0, ""
		if look.bold {
			font = 1
		}
		if look.centered {
			align = `<alignment horizontal="center" vertical="center" wrapText="1"/>`
		}
		xfs += fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">%s</xf>`, id, font, align)
	}
	if formats != "" {
		formats = fmt.Sprintf(`<numFmts count="%d">%s</numFmts>`, len(ids), formats)
	}
	return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + formats +
		`<fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d">%s</cellXfs>`, len(s.order), xfs) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

// cellName writes a 0-based row and column as a spreadsheet shows them: "A1".
func cellName(row, col int) string {
	letters := ""
	for c := col + 1; c > 0; c = (c - 1) / 26 {
		letters = string(rune('A'+(c-1)%26)) + letters
	}
	return fmt.Sprintf("%s%d", letters, row+1)
}
