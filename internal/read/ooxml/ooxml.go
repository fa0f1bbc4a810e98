// Package ooxml opens the zip package of an Office Open XML or OpenDocument file
// under limits (ECMA-376 part 2, Open Packaging Conventions).
package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"doisoat/internal/read/input"
)

// ListName begins the hidden defined name by which an annotated workbook tells which of
// its sheets is the list of findings.
const ListName = "_doisoat.findings"

// Package is an open zip package.
type Package struct {
	parts map[string]*zip.File // by lower-case name without a leading slash
	left  int64                // bytes that may still be unpacked
	chunk []byte               // through which parts are unpacked
}

// Open reads the directory of a zip and refuses one that would unpack to more than
// the limit.
func Open(data []byte, lim input.Limits) (*Package, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return nil, input.Refused("read.truncated-zip")
		}
		return nil, input.Broken("", err)
	}
	p := &Package{parts: make(map[string]*zip.File, len(z.File)), left: lim.Unpacked}
	var total uint64
	for _, f := range z.File {
		name := normal(f.Name)
		if _, twice := p.parts[name]; !twice {
			p.parts[name] = f
		}
		if f.UncompressedSize64 > uint64(lim.Unpacked) || total+f.UncompressedSize64 > uint64(lim.Unpacked) {
			return nil, tooLarge(lim.Unpacked)
		}
		total += f.UncompressedSize64
	}
	return p, nil
}

func tooLarge(limit int64) error {
	return input.Refused("read.unpacked", "limit", int(limit>>20))
}

func normal(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, "\\", "/"), "/"))
}

// Has reports whether the package has a part.
func (p *Package) Has(name string) bool { return p.parts[normal(name)] != nil }

// Size is the unpacked size that the directory gives for a part, 0 for none.
func (p *Package) Size(name string) int64 {
	if f := p.parts[normal(name)]; f != nil {
		return int64(f.UncompressedSize64)
	}
	return 0
}

// Part unpacks a part as text; ok is false when the package has none of that name.
// A part in UTF-16 comes as UTF-8.
func (p *Package) Part(name string) (text string, ok bool, err error) {
	f := p.parts[normal(name)]
	if f == nil {
		return "", false, nil
	}
	r, err := f.Open()
	if err != nil {
		return "", true, input.Broken(name, err)
	}
	var b strings.Builder
	b.Grow(int(min(f.UncompressedSize64, 1<<20)))
	if p.chunk == nil {
		p.chunk = make([]byte, 32<<10)
	}
	n, err := io.CopyBuffer(&b, io.LimitReader(r, p.left+1), p.chunk)
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", true, input.Broken(name, err)
	}
	if p.left -= n; p.left < 0 {
		return "", true, tooLarge(n)
	}
	return input.Decode(b.String()), true, nil
}

// Resolve gives the name of the part that a relationship of base points to.
func Resolve(base, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(path.Dir(base), target)
}

// RelsOf is the name of the part that holds the relationships of a part.
func RelsOf(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}
