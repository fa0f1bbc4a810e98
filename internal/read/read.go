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
	"runtime"
	"strings"
	"sync"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

// Limits bound the work that one file can cause.
type Limits = input.Limits

// Error is why a file could not be used, told to a person.
type Error = input.Error

// DefaultLimits let through every report that a person writes.
func DefaultLimits() Limits { return input.DefaultLimits() }

// Upload is a file that is held in memory, under a name without a folder.
type Upload struct {
	Name string
	Data []byte
}

// Uploads reads files that are held in memory, as Files does those of a folder. Their
// names stand for their paths, and each must be another's.
func Uploads(list []Upload, lim Limits) (*schema.Report, error) {
	if len(list) == 0 {
		return nil, &Error{Message: schema.Say("read.no-files")}
	}
	files := make([]*loaded, len(list))
	for i, u := range list {
		files[i] = &loaded{path: u.Name, held: u.Data, source: schema.Source{Path: u.Name}}
	}
	return whole(files, lim)
}

// Format tells the form of a file in memory ("docx", "xlsx"), as far as its first look
// shows it. An error is an *Error.
func Format(u Upload, lim Limits) (string, error) {
	var kind *format
	_, err := input.Guard(func() (c input.Content, err error) {
		if err = fits(u.Data, lim); err == nil {
			kind, _, err = detect(input.File{Name: u.Name, Data: u.Data}, lim)
		}
		return c, err
	})
	if err != nil {
		return "", blame(u.Name, err)
	}
	return kind.Name, nil
}

// loaded is one file that has been read.
type loaded struct {
	path    string
	info    fs.FileInfo
	held    []byte // the bytes of a file that is in memory
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
	files := make([]*loaded, 0, len(paths))
	for _, path := range paths {
		f, err := find(path, files)
		if err != nil {
			return nil, blame(path, err)
		}
		files = append(files, f)
	}
	return whole(files, lim)
}

// whole reads the files and joins them to a report.
func whole(files []*loaded, lim Limits) (*schema.Report, error) {
	if err := loadAll(files, lim); err != nil {
		return nil, err
	}
	draft, err := findDraft(files)
	if err != nil {
		return nil, err
	}
	r := join(files, draft)
	localize(r)
	return r, nil
}

// loadAll reads the files side by side. Of several that fail, the first in the order
// given is told, whichever came to its end first.
func loadAll(files []*loaded, lim Limits) error {
	errs := make([]error, len(files))
	var wait sync.WaitGroup
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, f := range files {
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			f.content, errs[i] = input.Guard(func() (input.Content, error) { return f.load(lim) })
		})
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			return blame(files[i].path, err)
		}
	}
	return nil
}

// blame gives an error the path of its file.
func blame(path string, err error) *Error {
	e := input.As(err)
	if e.Path == "" {
		e.Path = path
	}
	return e
}

// find looks a file up without reading it; before holds those found already.
func find(path string, before []*loaded) (*loaded, error) {
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
	return &loaded{path: path, info: info, source: schema.Source{Path: path}}, nil
}

// load reads one file and keeps what it learns of the source.
func (f *loaded) load(lim Limits) (input.Content, error) {
	data, err := f.bytes(lim)
	if err != nil {
		return input.Content{}, err
	}
	sum := sha256.Sum256(data)
	f.source.SHA256 = hex.EncodeToString(sum[:])
	file := input.File{Name: filepath.Base(f.path), Data: data}
	kind, note, err := detect(file, lim)
	if err != nil {
		return input.Content{}, err
	}
	f.source.Format = kind.Name
	read := func() (input.Content, error) {
		c, err := kind.Read(file, lim)
		if err == nil {
			err = wordy(&c, lim)
		}
		if err == nil {
			decode(&c)
		}
		return c, err
	}
	var c input.Content
	if kind.Clocked {
		c, err = read()
	} else {
		c, err = input.Within(lim.Time, read)
	}
	if err != nil {
		return input.Content{}, err
	}
	if !note.IsZero() {
		f.source.Notes = append(f.source.Notes, note)
	}
	f.source.Notes = append(f.source.Notes, c.Notes...)
	if names := hidden(&c); names != "" {
		f.source.Notes = append(f.source.Notes, schema.Say("read.hidden-sheets", "names", names))
	}
	return c, nil
}

// bytes are those of the file, from memory or from its path.
func (f *loaded) bytes(lim Limits) ([]byte, error) {
	if f.info == nil {
		return f.held, fits(f.held, lim)
	}
	return bytesOf(f.path, lim)
}

// hidden names the hidden sheets that hold anything.
func hidden(c *input.Content) string {
	var names []string
	for _, s := range c.Sheets {
		if s.Hidden && len(s.Cells) > 0 {
			names = append(names, "“"+s.Name+"”")
		}
	}
	return strings.Join(names, ", ")
}

// wordy refuses a file with more text than the limit: a packed document may hold far
// more of it than its file, and a workbook keeps a text once that stands in many cells.
func wordy(c *input.Content, lim Limits) error {
	var prose, cells int64
	if c.Document != nil {
		for i := range c.Document.Blocks {
			prose += int64(len(c.Document.Blocks[i].Text))
		}
	}
	for _, s := range c.Sheets {
		for _, row := range s.Cells {
			for i := range row {
				cells += int64(len(row[i].Raw))
			}
		}
	}
	switch {
	case prose > lim.Text:
		return input.Refused("read.too-much-text", "limit", int(lim.Text>>20))
	case cells > textInCells*lim.Text:
		return input.Refused("read.too-much-text", "limit", int(textInCells*lim.Text>>20))
	}
	return nil
}

// textInCells is how much more text the cells of a file may hold than its prose.
const textInCells = 16

// bytesOf reads a whole file that is not larger than the limit.
func bytesOf(path string, lim Limits) ([]byte, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, cannot(err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, lim.Bytes+1))
	if err != nil {
		return nil, &Error{Message: schema.Say("read.cannot-open", "why", err.Error()), Err: err, Unreadable: true}
	}
	return data, fits(data, lim)
}

// fits refuses a file that is empty or larger than the limit.
func fits(data []byte, lim Limits) error {
	switch {
	case len(data) == 0:
		return input.Refused("read.empty")
	case int64(len(data)) > lim.Bytes:
		return input.Refused("read.too-big", "limit", int(lim.Bytes>>20))
	}
	return nil
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
