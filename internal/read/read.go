// Package read turns the files of one run into a report: it finds the format of
// each by its content, reads it under limits, and joins the parts.
package read

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// Limits bound the work that one file can cause.
type Limits = input.Limits

// Error is why a file could not be used, told to a person.
type Error = input.Error

// DefaultLimits let through every report that a person writes.
func DefaultLimits() Limits { return input.DefaultLimits() }

// loaded is one file that has been read.
type loaded struct {
	path    string
	info    fs.FileInfo
	source  schema.Source
	content input.Content
}

// Files reads the files of one run: at most one draft, and any number of
// appendices. The report holds a source for each path in the order given, the
// draft's document, and every sheet. An error is an *Error.
func Files(paths []string, lim Limits) (*schema.Report, error) {
	if len(paths) == 0 {
		return nil, &Error{Message: schema.Say("read.no-files")}
	}
	var files []*loaded
	for _, path := range paths {
		f, err := load(path, files, lim)
		if err != nil {
			e := input.As(err)
			if e.Path == "" {
				e.Path = path
			}
			return nil, e
		}
		files = append(files, f)
	}
	draft, err := findDraft(files)
	if err != nil {
		return nil, err
	}
	return join(files, draft), nil
}

// load reads one file; before holds those that are read already.
func load(path string, before []*loaded, lim Limits) (*loaded, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cannot(err)
	}
	switch {
	case info.IsDir():
		return nil, &Error{Message: schema.Say("read.directory")}
	case !info.Mode().IsRegular():
		return nil, &Error{Message: schema.Say("read.special")}
	}
	for _, f := range before {
		if os.SameFile(info, f.info) {
			return nil, &Error{Message: schema.Say("read.same-file", "other", f.path)}
		}
	}
	data, err := bytesOf(path, lim)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	f := &loaded{path: path, info: info, source: schema.Source{Path: path, SHA256: hex.EncodeToString(sum[:])}}
	file := input.File{Name: filepath.Base(path), Data: data}
	kind, note, err := detect(file, lim)
	if err != nil {
		return nil, err
	}
	f.source.Format = kind.Name
	f.content, err = input.Guard(func() (input.Content, error) {
		c, err := kind.Read(file, lim)
		if err == nil {
			decode(&c)
		}
		return c, err
	})
	if err != nil {
		return nil, err
	}
	if !note.IsZero() {
		f.source.Notes = append(f.source.Notes, note)
	}
	f.source.Notes = append(f.source.Notes, f.content.Notes...)
	return f, nil
}

// bytesOf reads a whole file that is not larger than the limit.
func bytesOf(path string, lim Limits) ([]byte, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, cannot(err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, lim.Bytes+1))
	switch {
	case err != nil:
		return nil, &Error{Message: schema.Say("read.cannot-open", "why", err.Error()), Err: err, Unreadable: true}
	case len(data) == 0:
		return nil, input.Refused("read.empty")
	case int64(len(data)) > lim.Bytes:
		return nil, input.Refused("read.too-big", "limit", int(lim.Bytes>>20))
	}
	return data, nil
}

// cannot tells why the system did not open a file.
func cannot(err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Message: schema.Say("read.missing"), Err: err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{Message: schema.Say("read.forbidden"), Err: err, Unreadable: true}
	}
	var p *fs.PathError
	why := err.Error()
	if errors.As(err, &p) {
		why = p.Err.Error()
	}
	return &Error{Message: schema.Say("read.cannot-open", "why", why), Err: err}
}
