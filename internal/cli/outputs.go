package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"doisoat/internal/render"
	"doisoat/schema"
)

// formats is --format: a form of the answer, or several that each go to a file of
// their own ("sarif=out.sarif").
type formats struct {
	choices []string
	given   []output
}

// output is one form of the answer and where it goes; "" is standard output.
type output struct{ format, path string }

func (f *formats) String() string {
	var words []string
	for _, o := range f.given {
		words = append(words, strings.TrimSuffix(o.format+"="+o.path, "="))
	}
	return strings.Join(words, " ")
}

func (f *formats) Type() string { return strings.Join(f.choices, "|") }

// Set takes FORMAT or FORMAT=FILE.
func (f *formats) Set(word string) error {
	format, path, file := strings.Cut(word, "=")
	if file && path == "" {
		return errors.New("no file")
	}
	for _, c := range f.choices {
		if c == format {
			f.given = append(f.given, output{format, path})
			return nil
		}
	}
	return errors.New("not one of " + f.Type())
}

// outputs settles where each form goes: the one without a file to --output or to
// standard output; text to standard output when every form has a file.
func (s *session) outputs(f *formats, file string) ([]output, error) {
	var out []output
	loose := 0
	for _, o := range f.given {
		if o.path == "" {
			o.path = file
			loose++
		}
		if loose > 1 {
			return nil, fail(ExitUsage, "cli.usage.formats", "format", o.format)
		}
		out = append(out, o)
	}
	if loose == 0 {
		out = append(out, output{f.choices[0], file})
	}
	return out, nil
}

// saved is a file to be written when the whole answer has been made.
type saved struct {
	path string
	data []byte
}

// keep notes a file to be written; one that is an input, or that another form of the
// answer goes to, is refused.
func (s *session) keep(path string, data []byte, inputs []string) error {
	for _, in := range inputs {
		if sameFile(path, in) {
			return fail(ExitUsage, "cli.overwrite", "path", path)
		}
	}
	for _, f := range s.files {
		if sameFile(path, f.path) {
			return fail(ExitUsage, "cli.outputtwice", "path", path)
		}
	}
	s.files = append(s.files, saved{path, data})
	return nil
}

func sameFile(a, b string) bool {
	if x, err := filepath.Abs(a); err == nil {
		if y, err := filepath.Abs(b); err == nil && x == y {
			return true
		}
	}
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// save writes the files, each under another name first, so that a file is there whole
// or not at all.
func (s *session) save() error {
	for _, f := range s.files {
		if err := write(f); err != nil {
			why := err
			var p *fs.PathError
			var l *os.LinkError
			switch {
			case errors.As(err, &p):
				why = p.Err
			case errors.As(err, &l):
				why = l.Err
			}
			return fail(ExitTool, "cli.save", "path", f.path, "why", why.Error())
		}
	}
	return nil
}

func write(f saved) error {
	dir := filepath.Dir(f.path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if info, err := os.Stat(f.path); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(f.path, f.data, 0o666) // a device or a pipe
	}
	tmp, err := os.CreateTemp(dir, ".doisoat-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(f.data)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), f.path)
	}
	return err
}

// annotate makes the annotated copies and notes them to be written into a folder.
func (s *session) annotate(r *run, flags *checkFlags) error {
	if flags.annotate == "" {
		if flags.suggest || flags.ticks {
			return fail(ExitUsage, "cli.usage.annotate")
		}
		return nil
	}
	view := r.views[0]
	files, err := view.Annotate(render.AnnotateOptions{
		Suggest: flags.suggest, Ticks: flags.ticks, Limits: *flags.limits,
		Bytes: func(i int) ([]byte, error) { return s.again(&view.Result.Report.Sources[i]) },
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(flags.annotate, f.Name)
		if err := s.keep(path, f.Data, r.files()); err != nil {
			return err
		}
		s.note("cli.annotated", "path", path)
	}
	return nil
}

// again reads an input once more, and refuses one that has changed since.
func (s *session) again(src *schema.Source) ([]byte, error) {
	data, err := os.ReadFile(src.Path)
	sum := sha256.Sum256(data)
	if err != nil || hex.EncodeToString(sum[:]) != src.SHA256 {
		return nil, fail(ExitInput, "cli.changed", "path", src.Path)
	}
	return data, nil
}
