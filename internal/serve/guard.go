package serve

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// policy lets a page use what this server gives it and nothing else: no inline script or
// style, no frame, no other address.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func headers(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // "no-referrer" would also take the origin from a form
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}

// strange says why a request is none of a reader's browser on a page of this server, ""
// for one that may be. A page of another site can send requests here; its name or its
// origin gives it away (DNS rebinding, cross-site request forgery).
func (s *Server) strange(r *http.Request) string {
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		host, port = r.Host, ""
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	switch {
	case !s.opt.Known(host) || port != s.port && (port != "" || s.port != s.defaultPort()):
		return "host"
	case doubtful(r):
		return "path"
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != s.scheme() || !strings.EqualFold(u.Host, r.Host) {
			return "origin"
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin":
	case "none": // typed, or opened by the system
		if r.Method != http.MethodGet {
			return "origin"
		}
	default:
		return "origin"
	}
	return ""
}

func (s *Server) scheme() string {
	if s.opt.TLS != nil {
		return "https"
	}
	return "http"
}

func (s *Server) defaultPort() string {
	if s.opt.TLS != nil {
		return "443"
	}
	return "80"
}

// doubtful reports whether a path climbs, in plain or escaped, or holds what no address of
// this server does.
func doubtful(r *http.Request) bool {
	raw := r.URL.EscapedPath()
	if !strings.HasPrefix(raw, "/") || strings.Contains(raw, "//") || strings.ContainsAny(r.URL.Path, "\\\x00") {
		return true
	}
	for _, part := range strings.Split(r.URL.Path, "/") {
		if part == ".." || part == "." {
			return true
		}
	}
	lower := strings.ToLower(raw)
	return strings.Contains(lower, "%2f") || strings.Contains(lower, "%5c") || strings.Contains(lower, "%25")
}

// refuse answers a request that is not let in, and logs it without its content.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	s.log(r, status, why)
	w.Header().Set("Connection", "close")
	http.Error(w, http.StatusText(status), status)
}

// log tells of a request that was not served. Paths, names and words of a request may be
// a secret or a confidence, and are left out.
func (s *Server) log(r *http.Request, status int, why string) {
	method := r.Method
	if !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch}, method) {
		method = "?"
	}
	from, _, _ := net.SplitHostPort(r.RemoteAddr)
	s.opt.Log.Warn("refused", "why", why, "status", status, "method", method, "from", from)
}

// quiet keeps what the server of the standard library says of broken connections to its
// first words, for the rest may quote a request.
type quiet struct{ slog.Handler }

func (q quiet) Handle(ctx context.Context, rec slog.Record) error {
	words := rec.Message
	if i := strings.Index(words, ": "); i > 0 {
		words = words[:i]
	}
	return q.Handler.Handle(ctx, slog.NewRecord(rec.Time, slog.LevelInfo, words, rec.PC))
}

// conns bounds the connections that are open at once. Where there are too many, the one
// that has been silent longest makes room, so that a reader gets in however many hold the
// door.
type conns struct {
	lock sync.Mutex
	most int
	log  *slog.Logger
	idle map[net.Conn]time.Time // new, or between two requests
	busy map[net.Conn]bool
}

func newConns(most int, log *slog.Logger) *conns {
	return &conns{most: most, log: log, idle: map[net.Conn]time.Time{}, busy: map[net.Conn]bool{}}
}

func (c *conns) state(conn net.Conn, state http.ConnState) {
	c.lock.Lock()
	defer c.lock.Unlock()
	delete(c.idle, conn)
	delete(c.busy, conn)
	switch state {
	case http.StateNew, http.StateIdle:
		c.idle[conn] = time.Now()
	case http.StateActive:
		c.busy[conn] = true
	}
	if len(c.idle)+len(c.busy) <= c.most {
		return
	}
	oldest := conn
	for other, since := range c.idle {
		if old, waits := c.idle[oldest]; !waits || since.Before(old) {
			oldest = other
		}
	}
	delete(c.idle, oldest)
	delete(c.busy, oldest)
	c.log.Warn("refused", "why", "connections", "open", c.most)
	oldest.Close()
}
