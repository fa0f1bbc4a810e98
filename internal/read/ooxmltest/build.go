// Package ooxmltest builds small office files for tests.
package ooxmltest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Zip packs parts by name. It panics on an error, for writing to memory has none.
func Zip(parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	relationships = `http://schemas.openxmlformats.org/package/2006/relationships`
	office        = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	sheetML       = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
	wordML        = `http://schemas.openxmlformats.org/wordprocessingml/2006/main`
)

func rels(list ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<Relationships xmlns="%s">`, relationships)
	for i := 0; i+1 < len(list); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i/2+1, office, list[i], list[i+1])
	}
	return b.String() + `</Relationships>`
}

// Book is a workbook of one sheet, given by the inside of its worksheet element,
// with the number formats of its styles (style 1 is the first) and shared strings.
func Book(sheet string, formats []string, shared ...string) map[string]string {
	var st, xf, sst strings.Builder
	for i, f := range formats {
		fmt.Fprintf(&st, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(f))
		fmt.Fprintf(&xf, `<xf numFmtId="%d"/>`, 164+i)
	}
	for _, s := range shared {
		sst.WriteString("<si><t>" + s + "</t></si>")
	}
	return map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                rels("officeDocument", "xl/workbook.xml"),
		"xl/_rels/workbook.xml.rels": rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml"),
		"xl/workbook.xml":            `<workbook xmlns="` + sheetML + `" xmlns:r="` + office + `"><sheets><sheet name="PL 01" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/styles.xml":              `<styleSheet xmlns="` + sheetML + `"><numFmts>` + st.String() + `</numFmts><cellXfs><xf numFmtId="0"/>` + xf.String() + `</cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst xmlns="` + sheetML + `">` + sst.String() + `</sst>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="` + sheetML + `">` + sheet + `</worksheet>`,
	}
}

// Document is a document given by the inside of its body; other parts ("styles",
// "numbering", "footnotes") by the inside of their root element.
func Document(body string, others map[string]string) map[string]string {
	ns := ` xmlns:w="` + wordML + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         rels("officeDocument", "word/document.xml"),
		"word/document.xml":   `<w:document` + ns + `><w:body>` + body + `</w:body></w:document>`,
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(others)) {
		list = append(list, name, name+".xml")
		parts["word/"+name+".xml"] = `<w:` + name + ns + `>` + others[name] + `</w:` + name + `>`
	}
	parts["word/_rels/document.xml.rels"] = rels(list...)
	return parts
}
