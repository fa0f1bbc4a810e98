package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"

	"doisoat/internal/render/opc"
	"doisoat/schema"
)

// Build makes a workbook of sheets that were read from a file of another kind (.xls,
// .ods, .csv), for Annotate to put notes in: what a reader sees, figures as numbers
// where their form can be kept to the letter, merged ranges and widths.
func Build(sheets []*schema.Sheet) ([]byte, error) {
	st := &formats{index: map[string]int{}}
	parts := []File{}
	var list, rels, types strings.Builder
	taken := map[string]bool{}
	for i, s := range sheets {
		n := i + 1
		parts = append(parts, File{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), st.sheet(s)})
		state := ""
		if s.Hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, opc.Escape(sheetName(s.Name, n, taken)), n, state, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, n, n)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	parts = append([]File{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + list.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`, len(sheets)+1) + `</Relationships>`},
		{"xl/styles.xml", head + st.styles()},
	}, parts...)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(w, p.Text)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// File is a part: its name and its text.
type File struct{ Name, Text string }

// sheetName makes a name that Excel takes: at most 31 characters, none of []:*?/\, and
// not twice.
func sheetName(name string, n int, taken map[string]bool) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return '_'
		}
		return r
	}, name), "'")
	if r := []rune(name); len(r) > 31 {
		name = string(r[:31])
	}
	if name == "" || taken[strings.ToLower(name)] {
		name = fmt.Sprintf("Sheet%d", n)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// formats are the number formats met. Style 0 is a line of text by itself, style 1 text
// in a table, style i+2 the i-th format.
type formats struct {
	codes []string
	index map[string]int
}

func (f *formats) style(code string) int {
	if i, ok := f.index[code]; ok {
		return i + 2
	}
	f.index[code] = len(f.codes)
	f.codes = append(f.codes, code)
	return len(f.codes) + 1
}

func (f *formats) styles() string {
	var codes, xfs strings.Builder
	const xf = `<xf numFmtId="%d" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>`
	xfs.WriteString(`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`)
	fmt.Fprintf(&xfs, xf, 0)
	for i, code := range f.codes {
		fmt.Fprintf(&codes, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, opc.Escape(code))
		fmt.Fprintf(&xfs, xf, 164+i)
	}
	numbers := ""
	if len(f.codes) > 0 {
		numbers = fmt.Sprintf(`<numFmts count="%d">%s</numFmts>`, len(f.codes), codes.String())
	}
	side := `<left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/>`
	return `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + numbers +
		`<fonts count="1"><font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>` + side + `</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d">%s</cellXfs></styleSheet>`, len(f.codes)+2, xfs.String())
}

// sheet writes one sheet.
func (f *formats) sheet(s *schema.Sheet) string {
	var rows, merges, cols strings.Builder
	wide := map[[2]int]bool{} // cells that are merged to the right
	for _, m := range s.Merges {
		wide[[2]int{m.Top, m.Left}] = m.Right > m.Left
		fmt.Fprintf(&merges, `<mergeCell ref="%s:%s"/>`, schema.A1(m.Top, m.Left), schema.A1(m.Bottom, m.Right))
	}
	widths := widthsOf(s, wide)
	for r, row := range s.Cells {
		inTable := alone(row) < 0
		lines := 1
		for c := range row {
			if n := len([]rune(row[c].Raw)); inTable && !wide[[2]int{r, c}] {
				lines = max(lines, (n+widths[c]-1)/max(widths[c], 1))
			}
		}
		tall := ""
		if lines > 1 {
			tall = fmt.Sprintf(` ht="%d" customHeight="1"`, min(15*lines, 400))
		}
		fmt.Fprintf(&rows, `<row r="%d"%s>`, r+1, tall)
		for c := range row {
			f.cell(&rows, r, c, &row[c], inTable)
		}
		rows.WriteString(`</row>`)
	}
	for c, w := range widths {
		fmt.Fprintf(&cols, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, c+1, c+1, w+2)
	}
	text := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	if cols.Len() > 0 {
		text += `<cols>` + cols.String() + `</cols>`
	}
	text += `<sheetData>` + rows.String() + `</sheetData>`
	if merges.Len() > 0 {
		text += fmt.Sprintf(`<mergeCells count="%d">%s</mergeCells>`, len(s.Merges), merges.String())
	}
	return text + `</worksheet>`
}

// widthsOf gives the widths of the columns in characters: those of their cells, up to
// what is still read in one glance.
func widthsOf(s *schema.Sheet, wide map[[2]int]bool) []int {
	widths := make([]int, s.Width())
	for r, row := range s.Cells {
		if alone(row) >= 0 {
			continue
		}
		for c := range row {
			if !wide[[2]int{r, c}] {
				widths[c] = max(widths[c], min(len([]rune(row[c].Raw)), 28))
			}
		}
	}
	for c := range widths {
		widths[c] = max(widths[c], 4)
	}
	return widths
}

// alone gives the only cell of a row that holds something, -1 when there are more or
// none: a title, or a note.
func alone(row []schema.Cell) int {
	at := -1
	for c := range row {
		if row[c].Raw != "" {
			if at >= 0 {
				return -1
			}
			at = c
		}
	}
	return at
}

func (f *formats) cell(b *strings.Builder, r, c int, cell *schema.Cell, inTable bool) {
	if cell.Raw == "" {
		return
	}
	if code, value, ok := numeric(cell); ok {
		fmt.Fprintf(b, `<c r="%s" s="%d"><v>%s</v></c>`, schema.A1(r, c), f.style(code), value)
		return
	}
	style := 0
	if inTable {
		style = 1
	}
	fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, schema.A1(r, c), style, opc.Escape(limited(cell.Raw)))
}

// limited cuts a text at what a cell of Excel holds.
func limited(text string) string {
	const most = 32_767
	if len(text) <= most {
		return text
	}
	r := []rune(text)
	return string(r[:min(len(r), most)])
}

// numeric gives the number format and the stored value of a cell whose written form
// they bring back to the letter; any other cell stays text.
func numeric(c *schema.Cell) (code, value string, ok bool) {
	n := c.Number
	shown, fits := schema.RoundRat(n.Value.Rat(), int(n.Shown))
	if c.Kind != schema.Numeric || n.Scale != 0 || !fits {
		return "", "", false
	}
	raw := strings.TrimSpace(c.Raw)
	whole, fraction, _ := strings.Cut(shown.String(), ".")
	code = "0"
	if fraction != "" {
		code = "0." + strings.Repeat("0", len(fraction))
	}
	percent := ""
	if n.Percent {
		percent = "%"
	}
	for _, form := range []struct{ group, mark, code string }{{"", ",", ""}, {"", ".", ""}, {".", ",", "#,##"}, {",", ".", "#,##"}} {
		written := group(whole, form.group)
		if fraction != "" {
			written += form.mark + fraction
		}
		if written+percent != raw {
			continue
		}
		v := n.Value
		if n.Percent {
			if v.Places > 16 {
				return "", "", false
			}
			v.Places += 2
		}
		return form.code + code + percent, v.String(), true
	}
	return "", "", false
}

func group(whole, mark string) string {
	if mark == "" {
		return whole
	}
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + mark + whole[i:]
	}
	return sign + whole
}
