// Package serve shows the work of the tool as pages in the browser of the same machine:
// files are dropped, checked in memory, and the answer can be tried on, waived, sharpened
// and taken away. Nothing that is uploaded touches the disk.
//
// The pages are made on the server (html/template, and the page of a run itself); htmx
// exchanges parts of them where scripts run, and all of it works without.
package serve

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

// Options say how a server works. Those that are functions lend it what the command line
// knows already.
type Options struct {
	Version string
	Limits  read.Limits
	Lang    *lang.Pack // of all pages; nil for that of the report, and of the browser before there is one
	Log     *slog.Logger

	// Known reports whether the server may be asked for under a name, given without a port.
	Known func(host string) bool
	// TLS is how connections are kept from others; nil for a server of this machine alone.
	TLS *tls.Config
	// Users are those that may come in; nil for everyone who knows the secret address.
	Users *Users

	// Accept refuses a run that could not be checked as a whole, and tells of what could
	// not be held against anything.
	Accept func(*audit.Result) (notes []schema.Message, err error)
	// Told puts an error into words.
	Told func(error, *lang.Pack) string
	// CheckPage is the page of a check in a language, Markdown.
	CheckPage func(*schema.Check, *lang.Pack) string
	// History is the page of the history, whole; nil where there is none.
	History func(*lang.Pack) ([]byte, error)

	Bounds Bounds
}

// Bounds keep what others can make the server do within what a machine bears. The zero
// value of each means the usual one.
type Bounds struct {
	Connections int           // open at once
	Files       int           // of one upload
	Upload      int64         // bytes of one upload
	Held        int64         // bytes of uploads on their way in, together
	Kept        int64         // bytes that answers may keep, by a rough count
	Desks       int           // answers that are kept
	Grace       time.Duration // before an upload must have come at a rate
	Rate        int64         // bytes a second of an upload, at least
}

func (b Bounds) usual() Bounds {
	for _, x := range []struct {
		n *int
		v int
	}{{&b.Connections, 256}, {&b.Files, 20}, {&b.Desks, 100}} {
		if *x.n == 0 {
			*x.n = x.v
		}
	}
	for _, x := range []struct {
		n *int64
		v int64
	}{{&b.Upload, 128 << 20}, {&b.Held, 256 << 20}, {&b.Kept, 256 << 20}, {&b.Rate, 16 << 10}} {
		if *x.n == 0 {
			*x.n = x.v
		}
	}
	if b.Grace == 0 {
		b.Grace = 15 * time.Second
	}
	return b
}

// Server holds the answers that its pages show.
type Server struct {
	opt   Options
	views *views
	mux   *http.ServeMux
	held  *semaphore.Weighted // bytes of uploads on their way in
	slots *semaphore.Weighted // checks at work
	heavy sync.Mutex          // held by the check of a huge report
	stop  context.CancelFunc
	over  context.Context

	lock   sync.Mutex
	owners map[string]*owner // by name of user, "" where there are no users
	once   string            // opens the door for the browser that the program starts, once
	port   string
}

// owner is one who uses the server, and what is on his desks. His key is a part of every
// address of his.
type owner struct {
	name, key string
	lang      *lang.Pack // chosen on the page, nil for none
	desks     []*desk    // the newest last
}

// New makes a server.
func New(opt Options) *Server {
	opt.Bounds = opt.Bounds.usual()
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		opt: opt, views: newViews(), owners: map[string]*owner{}, once: secret(),
		held: semaphore.NewWeighted(opt.Bounds.Held), slots: semaphore.NewWeighted(places()),
	}
	s.over, s.stop = context.WithCancel(context.Background())
	s.routes()
	if opt.Users == nil {
		s.owners[""] = &owner{key: secret()}
	}
	return s
}

// places is how much may be at work at once: a small check takes one place, one of large
// files all of them.
func places() int64 { return int64(max(2, runtime.GOMAXPROCS(0))) }

// secret is a word that nobody guesses.
func secret() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails (Go 1.24)
	return hex.EncodeToString(b)
}

// Path is the address of the pages on the server, with its secret; "/" where users log in.
func (s *Server) Path() string {
	if s.opt.Users != nil {
		return "/"
	}
	return "/" + s.owners[""].key + "/"
}

// Once is an address that leads to Path one time and is worth nothing afterwards: other
// users of a machine may read the arguments that a browser is started with.
func (s *Server) Once() string {
	if s.opt.Users != nil {
		return "/"
	}
	return "/?once=" + s.once
}

// shutting is how long a stop waits for answers that are on their way.
const shutting = 3 * time.Second

// Serve answers until the context ends or a reader asks the program to stop.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	_, s.port, _ = net.SplitHostPort(l.Addr().String())
	conns := newConns(s.opt.Bounds.Connections, s.opt.Log)
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second, // an upload moves its own deadline
		WriteTimeout:      3 * time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ConnState:         conns.state,
		TLSConfig:         s.opt.TLS,
		ErrorLog:          slog.NewLogLogger(quiet{s.opt.Log.Handler()}, slog.LevelInfo),
	}
	done := make(chan error, 1)
	go func() {
		if s.opt.TLS != nil {
			done <- srv.ServeTLS(l, "", "")
		} else {
			done <- srv.Serve(l)
		}
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	case <-s.over.Done():
	}
	s.stop()
	wait, cancel := context.WithTimeout(context.Background(), shutting)
	defer cancel()
	if err := srv.Shutdown(wait); err != nil {
		srv.Close()
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeHTTP answers a request that the guard lets in.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if p := recover(); p != nil {
			s.opt.Log.Error("panic", "what", p)
			http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		}
	}()
	headers(w.Header())
	if why := s.strange(r); why != "" {
		s.refuse(w, r, http.StatusForbidden, why)
		return
	}
	if r.URL.Path == "/favicon.ico" { // browsers ask for one unasked
		w.WriteHeader(http.StatusNoContent)
		return
	}
	o, rest, ok := s.enter(w, r)
	if !ok {
		return
	}
	inner := r.Clone(context.WithValue(r.Context(), ownerKey{}, o))
	inner.URL.Path, inner.URL.RawPath = rest, ""
	s.mux.ServeHTTP(w, inner)
}

type ownerKey struct{}

func ownerOf(r *http.Request) *owner { return r.Context().Value(ownerKey{}).(*owner) }

// enter finds whose address is asked for, and the rest of the path. Where it is nobody's,
// the request is answered and ok is false.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) (o *owner, rest string, ok bool) {
	if s.opt.Users != nil {
		name, password, given := r.BasicAuth()
		switch {
		case !given:
			w.Header().Set("WWW-Authenticate", `Basic realm="doisoat", charset="UTF-8"`)
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
			return nil, "", false
		case !s.opt.Users.knows(r.Context(), name, password):
			w.Header().Set("WWW-Authenticate", `Basic realm="doisoat", charset="UTF-8"`)
			s.refuse(w, r, http.StatusUnauthorized, "password")
			return nil, "", false
		}
		o = s.ownerNamed(name)
	} else {
		o = s.owners[""]
	}
	key, rest := cutPath(r.URL.Path)
	switch {
	case subtle.ConstantTimeCompare([]byte(key), []byte(o.key)) == 1:
		if rest == "" { // the address without its last stroke
			redirect(w, r, "/"+o.key+"/")
			return nil, "", false
		}
		return o, rest, true
	case r.URL.Path == "/" && r.Method == http.MethodGet && (s.opt.Users != nil || s.opens(r.URL.Query().Get("once"))):
		redirect(w, r, "/"+o.key+"/")
	default:
		s.log(r, http.StatusForbidden, "secret")
		w.Header().Set("Connection", "close")
		http.Error(w, accepted(r).Say(schema.Say("serve.closed")), http.StatusForbidden)
	}
	return nil, "", false
}

// opens uses up the word of Once.
func (s *Server) opens(word string) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.once == "" || subtle.ConstantTimeCompare([]byte(word), []byte(s.once)) != 1 {
		return false
	}
	s.once = ""
	return true
}

func (s *Server) ownerNamed(name string) *owner {
	s.lock.Lock()
	defer s.lock.Unlock()
	o := s.owners[name]
	if o == nil {
		o = &owner{name: name, key: secret()}
		s.owners[name] = o
	}
	return o
}

// cutPath parts the first element of a path from the rest.
func cutPath(path string) (first, rest string) {
	for i := 1; i < len(path); i++ {
		if path[i] == '/' {
			return path[1:i], path[i:]
		}
	}
	if path == "" {
		return "", ""
	}
	return path[1:], ""
}

func redirect(w http.ResponseWriter, r *http.Request, to string) {
	http.Redirect(w, r, to, http.StatusSeeOther)
}
