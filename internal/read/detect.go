package read

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"doisoat/internal/read/csv"
	"doisoat/internal/read/docx"
	"doisoat/internal/read/html"
	"doisoat/internal/read/input"
	"doisoat/internal/read/markdown"
	"doisoat/internal/read/ods"
	"doisoat/internal/read/odt"
	"doisoat/internal/read/ooxml"
	"doisoat/internal/read/pdf"
	"doisoat/internal/read/text"
	"doisoat/internal/read/xls"
	"doisoat/internal/read/xlsx"
	"doisoat/schema"
)

// format is one file format: a folder of this package and a line in the table below.
type format struct {
	Name       string
	Extensions []string
	// Is recognises the format by the content alone; nil for a text format, which
	// only its extension tells from another.
	Is   func(*sample) bool
	Read func(input.File, input.Limits) (input.Content, error)
	// Clocked tells a reader that keeps to the limit on time by itself, for what it
	// does before it begins to read is no fault of the file.
	Clocked bool
}

// formats are the formats that can be read.
var formats = []format{
	{"xlsx", []string{".xlsx", ".xlsm", ".xltx", ".xltm"}, (*sample).isWorkbook, xlsx.Read, false},
	{"xls", []string{".xls", ".xlt", ".xlw"}, (*sample).isOldWorkbook, xls.Read, false},
	{"ods", []string{".ods", ".ots"}, (*sample).isOpenSheet, ods.Read, false},
	{"docx", []string{".docx", ".docm", ".dotx", ".dotm"}, (*sample).isDocument, docx.Read, false},
	{"odt", []string{".odt", ".ott"}, (*sample).isOpenText, odt.Read, false},
	{"pdf", []string{".pdf"}, (*sample).isPDF, pdf.Read, true},
	{"html", []string{".html", ".htm", ".xhtml"}, (*sample).isHTML, html.Read, false},
	{"md", []string{".md", ".markdown", ".mdown"}, nil, markdown.Read, false},
	{"txt", []string{".txt", ".text"}, nil, text.Read, false},
	{"csv", []string{".csv", ".tsv", ".tab"}, nil, csv.Read, false},
}

// refusals are the formats that are known and not read, with what to say.
var refusals = []struct {
	key string
	is  func(*sample) bool
}{
	{"read.password", func(s *sample) bool { return s.stream("EncryptedPackage") }},
	{"read.old-doc", func(s *sample) bool { return s.stream("WordDocument") && (s.ext == ".doc" || !s.stream("Workbook")) }},
	{"read.old-ole", (*sample).isOLE},
	{"read.xlsb", func(s *sample) bool { return s.part("xl/workbook.bin") }},
	{"read.pptx", func(s *sample) bool { return s.part("ppt/presentation.xml") }},
	{"read.no-document", func(s *sample) bool { return s.zip != nil && (s.ext == ".docx" || s.ext == ".docm") }},
	{"read.no-sheets", func(s *sample) bool { return s.zip != nil && (s.ext == ".xlsx" || s.ext == ".xlsm") }},
	{"read.zip", func(s *sample) bool { return s.zip != nil }},
	{"read.mht", func(s *sample) bool { return s.ext == ".mht" || s.ext == ".mhtml" }},
	{"read.rtf", func(s *sample) bool { return bytes.HasPrefix(s.data, []byte(`{\rtf`)) }},
	{"read.xml", func(s *sample) bool { return bytes.HasPrefix(s.trimmed(), []byte("<?xml")) }},
}

// sample is what detection looks at.
type sample struct {
	data []byte
	ext  string
	zip  *ooxml.Package
	main string // the main part that the package names
}

// detect finds the format of a file by its content, and by its extension where the
// content is plain text. The note tells of a name that says otherwise.
func detect(file input.File, lim Limits) (*format, schema.Message, error) {
	s := &sample{data: file.Data, ext: strings.ToLower(filepath.Ext(file.Name))}
	if bytes.HasPrefix(s.data, []byte("PK\x03\x04")) || bytes.HasPrefix(s.data, []byte("PK\x05\x06")) {
		var err error
		if s.zip, err = ooxml.Open(file.Data, lim); err != nil {
			return nil, schema.Message{}, err
		}
		s.main = mainPart(s.zip, lim)
	}
	for i := range formats {
		if f := &formats[i]; f.Is != nil && f.Is(s) {
			return f, mismatch(f, s.ext), nil
		}
	}
	for _, r := range refusals {
		if r.is(s) {
			return nil, schema.Message{}, input.Refused(r.key)
		}
	}
	byName := -1
	for i := range formats {
		if slices.Contains(formats[i].Extensions, s.ext) {
			byName = i
		}
	}
	switch {
	case byName >= 0 && formats[byName].Is == nil:
		return &formats[byName], schema.Message{}, nil
	case byName >= 0: // named as a package, and no package at all
		if s.isText() {
			return nil, schema.Message{}, input.Refused("read.unknown")
		}
		return nil, schema.Message{}, input.Refused("read.truncated-zip")
	case s.ext == "" && s.isText():
		for i := range formats {
			if formats[i].Name == "txt" {
				return &formats[i], schema.Message{}, nil
			}
		}
	}
	return nil, schema.Message{}, &Error{Message: schema.Say("read.unknown")}
}

// mismatch notes a name that promises another format than the content.
func mismatch(f *format, ext string) schema.Message {
	if ext == "" || slices.Contains(f.Extensions, ext) {
		return schema.Message{}
	}
	return schema.Say("read.mismatch", "extension", ext, "format", "."+f.Name)
}

// mainPart is the part that the package's relationships name as the document.
func mainPart(p *ooxml.Package, lim Limits) string {
	rels, err := p.Rels("", lim)
	if err != nil {
		return ""
	}
	for _, r := range rels {
		if r.Type == "officeDocument" {
			return strings.ToLower(r.Target)
		}
	}
	return ""
}

func (s *sample) part(name string) bool { return s.zip != nil && s.zip.Has(name) }

func (s *sample) isWorkbook() bool {
	return s.part("xl/workbook.xml") || strings.HasPrefix(s.main, "xl/") && strings.HasSuffix(s.main, ".xml") && s.part(s.main)
}

func (s *sample) isDocument() bool {
	return s.part("word/document.xml") || strings.HasPrefix(s.main, "word/") && strings.HasSuffix(s.main, ".xml") && s.part(s.main)
}

// isPDF reports a PDF; readers look for its head in the first kilobyte.
func (s *sample) isPDF() bool {
	return s.zip == nil && !s.isOLE() && bytes.Contains(s.head(1024), []byte("%PDF-"))
}

func (s *sample) mimetype(kind string) bool {
	if s.zip == nil {
		return false
	}
	t, _, err := s.zip.Part("mimetype")
	return err == nil && strings.HasPrefix(t, "application/vnd.oasis.opendocument."+kind)
}

func (s *sample) isOLE() bool {
	return bytes.HasPrefix(s.data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

func (s *sample) isOpenSheet() bool {
	return s.mimetype("spreadsheet") || s.ext == ".ods" && s.part("content.xml")
}

func (s *sample) isOpenText() bool {
	return s.mimetype("text") || s.ext == ".odt" && s.part("content.xml")
}

func (s *sample) isOldWorkbook() bool {
	return s.zip == nil && !(s.ext == ".doc" && s.stream("WordDocument")) && xls.Is(s.data)
}

// stream reports whether the directory of a compound file names a stream; names
// are kept in UTF-16.
func (s *sample) stream(name string) bool {
	if !s.isOLE() {
		return false
	}
	var want []byte
	for _, u := range utf16.Encode([]rune(name + "\x00")) {
		want = append(want, byte(u), byte(u>>8))
	}
	return bytes.Contains(s.data, want)
}

func (s *sample) head(n int) []byte { return s.data[:min(n, len(s.data))] }

func (s *sample) trimmed() []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(s.head(4096), []byte("\ufeff")), " \t\r\n")
}

// isHTML reports a page: by its first tag, by its name unless the content is plainly
// something else, and the table that web services hand out as a workbook. Markdown
// may begin with a tag, but not with these.
func (s *sample) isHTML() bool {
	if s.zip != nil || s.isOLE() {
		return false
	}
	t := bytes.ToLower([]byte(input.Decode(string(s.head(4096)))))
	for {
		t = bytes.TrimLeft(t, " \t\r\n")
		end := bytes.Index(t, []byte("-->"))
		if !bytes.HasPrefix(t, []byte("<!--")) || end < 0 {
			break
		}
		t = t[end+3:] // "<!-- saved from url -->"
	}
	for _, p := range []string{"<!doctype html", "<html"} {
		if bytes.HasPrefix(t, []byte(p)) {
			return true
		}
	}
	switch s.ext {
	case ".html", ".htm", ".xhtml":
		return !bytes.HasPrefix(t, []byte("%pdf-")) && !bytes.HasPrefix(t, []byte(`{\rtf`))
	case ".xls":
		return bytes.Contains(t, []byte("<table"))
	}
	return bytes.HasPrefix(t, []byte("<?xml")) && bytes.Contains(t, []byte("<html"))
}

// isText reports whether the file reads as UTF-8 without control characters.
func (s *sample) isText() bool {
	h := s.head(8192)
	for len(h) > 0 {
		r, n := utf8.DecodeRune(h)
		if r == utf8.RuneError && n == 1 && len(h) >= utf8.UTFMax || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			return false
		}
		h = h[n:]
	}
	return true
}
