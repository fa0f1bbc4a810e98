// Package opc changes single parts of an Office Open XML package (ECMA-376 part 2,
// Open Packaging Conventions) and leaves every other part as it is, byte for byte.
package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf16"

	"doisoat/internal/read/input"
	"doisoat/internal/read/ooxml"
)

// Package is a package whose parts may be changed.
type Package struct {
	zip     *zip.Reader
	read    *ooxml.Package
	lim     input.Limits
	changed map[string]string // text of changed parts, by name as the zip has it
	added   []string          // names of new parts, in order
}

// Open opens a package that has been read before under the same limits.
func Open(data []byte, lim input.Limits) (*Package, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	p, err := ooxml.Open(data, lim)
	if err != nil {
		return nil, err
	}
	return &Package{zip: z, read: p, lim: lim, changed: map[string]string{}}, nil
}

// name finds a part as the zip has it, "" for none.
func (p *Package) name(part string) string {
	for _, f := range p.zip.File {
		if strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"), part) {
			return f.Name
		}
	}
	for _, n := range p.added {
		if strings.EqualFold(n, part) {
			return n
		}
	}
	return ""
}

// Has reports whether there is a part.
func (p *Package) Has(part string) bool { return p.name(part) != "" }

// Part is the text of a part, as UTF-8 without a byte order mark, with the changes
// made so far; "" for none.
func (p *Package) Part(part string) (string, error) {
	if text, ok := p.changed[p.name(part)]; ok {
		return text, nil
	}
	text, _, err := p.read.Part(part)
	return text, err
}

// Set gives a part another text, or adds the part.
func (p *Package) Set(part, text string) {
	name := p.name(part)
	if name == "" {
		name = part
		p.added = append(p.added, name)
	}
	p.changed[name] = text
}

// Rels lists the relationships of a part; "" is the package.
func (p *Package) Rels(part string) ([]ooxml.Rel, error) {
	name := relsOf(part)
	text, err := p.Part(name)
	if err != nil || text == "" {
		return nil, err
	}
	return ooxml.ParseRels(part, text, p.lim)
}

func relsOf(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return ooxml.RelsOf(part)
}

// Main is the name of the main part.
func (p *Package) Main(otherwise string) (string, error) {
	rels, err := p.Rels("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.Type == "officeDocument" && p.Has(r.Target) {
			return r.Target, nil
		}
	}
	return otherwise, nil
}

// Relate adds a relationship from a part to another and gives its id. The type is the
// last step of its name; strict packages have another base (ECMA-376 part 1, annex).
func (p *Package) Relate(part, kind, target string, strict bool) (id string, err error) {
	const (
		space  = "http://schemas.openxmlformats.org/package/2006/relationships"
		loose  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
		tidied = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	)
	text, err := p.Part(relsOf(part))
	if err != nil {
		return "", err
	}
	if text == "" {
		text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="` + space + `"></Relationships>`
	}
	for n := 1; ; n++ {
		if id = fmt.Sprintf("rIdDoisoat%d", n); !strings.Contains(text, `"`+id+`"`) {
			break
		}
	}
	base := loose
	if strict {
		base = tidied
	}
	entry := fmt.Sprintf(`Relationship Id="%s" Type="%s" Target="%s"/>`, id, base+kind, Escape(relative(part, target)))
	if text, err = Append(text, "Relationships", entry); err != nil {
		return "", err
	}
	p.Set(relsOf(part), text)
	return id, nil
}

// relative names a part as a relationship of another part does.
func relative(part, target string) string {
	from, to := strings.Split(path.Dir(part), "/"), strings.Split(target, "/")
	for len(from) > 0 && len(to) > 1 && strings.EqualFold(from[0], to[0]) {
		from, to = from[1:], to[1:]
	}
	if len(from) == 1 && from[0] == "." {
		from = nil
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// Declare gives a part its content type.
func (p *Package) Declare(part, contentType string) error {
	return p.types(fmt.Sprintf(`Override PartName="/%s" ContentType="%s"/>`, Escape(part), contentType), `"/`+Escape(part)+`"`)
}

// DeclareExtension gives all parts of an extension their content type.
func (p *Package) DeclareExtension(ext, contentType string) error {
	return p.types(fmt.Sprintf(`Default Extension="%s" ContentType="%s"/>`, ext, contentType), `Extension="`+ext+`"`)
}

func (p *Package) types(entry, known string) error {
	const name = "[Content_Types].xml"
	text, err := p.Part(name)
	if err != nil || strings.Contains(strings.ToLower(text), strings.ToLower(known)) {
		return err
	}
	if text, err = Append(text, "Types", entry); err != nil {
		return err
	}
	p.Set(name, text)
	return nil
}

// Free gives a name for a new part that none has yet: "xl/comments7.xml".
func (p *Package) Free(stem, ext string) string {
	for n := 1; ; n++ {
		if name := fmt.Sprintf("%s%d%s", stem, n, ext); !p.Has(name) {
			return name
		}
	}
}

// Bytes is the package with its changes. Parts that were not changed are copied as
// they are stored; the new ones have no date.
func (p *Package) Bytes() ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	seen := map[string]bool{}
	for _, f := range p.zip.File {
		text, changed := p.changed[f.Name]
		if !changed || seen[f.Name] {
			if err := w.Copy(f); err != nil {
				return nil, err
			}
			continue
		}
		seen[f.Name] = true
		raw, err := stored(f, p.lim)
		if err != nil {
			return nil, err
		}
		if err := write(w, f.Name, like(raw, text)); err != nil {
			return nil, err
		}
	}
	for _, name := range p.added {
		if err := write(w, name, p.changed[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func write(w *zip.Writer, name, text string) error {
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = io.WriteString(f, text)
	}
	return err
}

// stored gives the first bytes of a part, which tell its encoding.
func stored(f *zip.File, lim input.Limits) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head := make([]byte, 3)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = nil
	}
	return head[:n], err
}

// like writes a text in the encoding that the byte order mark of another names.
func like(head []byte, text string) string {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return "\ufeff" + text
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		big := head[0] == 0xFE
		var b strings.Builder
		for _, u := range append([]uint16{0xFEFF}, utf16.Encode([]rune(text))...) {
			if big {
				b.WriteByte(byte(u >> 8))
				b.WriteByte(byte(u))
			} else {
				b.WriteByte(byte(u))
				b.WriteByte(byte(u >> 8))
			}
		}
		return b.String()
	}
	return text
}

// Base is the last step of a part's name.
func Base(part string) string { return path.Base(part) }
