package serve

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"strings"
	"time"
	"unicode"

	"golang.org/x/sync/semaphore"

	"doisoat/internal/read"
	"doisoat/schema"
)

// fault is why a request was not carried out, told to the reader.
type fault struct {
	status int
	why    string // for the log
	words  schema.Message
}

func (f *fault) Error() string { return f.why }

func refused(status int, why, key string, pairs ...any) error {
	return &fault{status, why, schema.Say(key, pairs...)}
}

// longestName is how many characters of the name of a file are kept.
const longestName = 120

// receive reads the files of an upload into memory. They must come at a rate, fit the
// bounds, and have room beside the other uploads; done gives the room back.
func (s *Server) receive(w http.ResponseWriter, r *http.Request) (files []read.Upload, done func(), err error) {
	room := &room{all: s.held}
	done = room.leave
	defer func() {
		if err != nil {
			done()
		}
	}()
	b := &s.opt.Bounds
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return nil, done, refused(http.StatusUnsupportedMediaType, "form", "serve.no-form")
	}
	if r.ContentLength > b.Upload {
		return nil, done, s.tooLarge()
	}
	body := &paced{ReadCloser: r.Body, rc: http.NewResponseController(w), start: time.Now(), grace: b.Grace, rate: b.Rate}
	r.Body = http.MaxBytesReader(w, body, b.Upload)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, done, s.broken(err)
	}
	taken := map[string]bool{}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, done, s.broken(err)
		}
		name := fileName(part)
		data, err := s.part(part, room)
		if err != nil {
			return nil, done, err
		}
		if name == "" || part.FormName() != "files" {
			continue // a form without a file sends one that has no name
		}
		if len(files) == b.Files {
			return nil, done, refused(http.StatusRequestEntityTooLarge, "files", "serve.many-files", "most", b.Files)
		}
		files = append(files, read.Upload{Name: free(taken, name), Data: data})
	}
	if len(files) == 0 {
		return nil, done, refused(http.StatusBadRequest, "empty", "serve.no-files")
	}
	return files, done, nil
}

func (s *Server) tooLarge() error {
	return refused(http.StatusRequestEntityTooLarge, "size", "serve.too-large", "most", int(s.opt.Bounds.Upload>>20))
}

// broken says what became of an upload that could not be read to its end.
func (s *Server) broken(err error) error {
	var most *http.MaxBytesError
	switch {
	case errors.As(err, &most):
		return s.tooLarge()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return refused(http.StatusRequestTimeout, "slow", "serve.slow")
	}
	return refused(http.StatusBadRequest, "broken", "serve.broken")
}

// part reads one part of an upload while there is room for it.
func (s *Server) part(part *multipart.Part, room *room) ([]byte, error) {
	const first = 64 << 10
	data := []byte{}
	for {
		if len(data) == cap(data) {
			more := max(first, cap(data))
			if !room.take(int64(more)) {
				return nil, refused(http.StatusServiceUnavailable, "room", "serve.busy")
			}
			data = append(make([]byte, 0, cap(data)+more), data...)
		}
		n, err := part.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return nil, s.broken(err)
		}
	}
}

// room is what one upload takes of the memory for all of them.
type room struct {
	all  *semaphore.Weighted
	mine int64
}

func (r *room) take(n int64) bool {
	if !r.all.TryAcquire(n) {
		return false
	}
	r.mine += n
	return true
}

func (r *room) leave() {
	r.all.Release(r.mine)
	r.mine = 0
}

// paced gives up on a body that comes too slowly: after a while of grace it must have
// kept to a rate.
type paced struct {
	io.ReadCloser
	rc          *http.ResponseController
	start       time.Time
	grace       time.Duration
	rate, count int64
}

func (p *paced) Read(b []byte) (int, error) {
	due := p.start.Add(p.grace + time.Duration(p.count)*time.Second/time.Duration(p.rate))
	if err := p.rc.SetReadDeadline(due); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := p.ReadCloser.Read(b)
	p.count += int64(n)
	return n, err
}

// fileName is the name of an uploaded file without a folder and without what could not
// stand in a name; "" for a part that is no file.
func fileName(part *multipart.Part) string {
	name := strings.ToValidUTF8(part.FileName(), "_")
	name = name[strings.LastIndexByte(name, '\\')+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || unicode.Is(unicode.Bidi_Control, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if long := []rune(name); len(long) > longestName {
		ext := []rune(path.Ext(name))
		ext = ext[:min(len(ext), 12)]
		name = string(long[:longestName-len(ext)]) + string(ext)
	}
	if strings.Trim(name, ". ") == "" {
		return ""
	}
	return name
}

// free keeps two files of the same name apart: "a.docx", "a (2).docx".
func free(taken map[string]bool, name string) string {
	ext := path.Ext(name)
	out := name
	for n := 2; taken[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
	}
	taken[strings.ToLower(out)] = true
	return out
}
