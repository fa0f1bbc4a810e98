package serve

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"doisoat/internal/audit"
	"doisoat/internal/gate"
	_ "doisoat/internal/heap" // as the program has it
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

// house is a server that a test talks to.
type house struct {
	*testing.T
	srv     *Server
	address string // with the secret
	root    string // without
	log     *bytes.Buffer
	client  *http.Client
}

// open starts a server on a port of this machine.
func open(t *testing.T, change func(*Options)) *house {
	t.Helper()
	h := &house{T: t, log: &bytes.Buffer{}}
	opt := Options{
		Version: "test", Limits: read.DefaultLimits(), Known: Loopback,
		Log:    slog.New(slog.NewTextHandler(&guarded{b: h.log}, nil)),
		Accept: func(*audit.Result) ([]schema.Message, error) { return nil, nil },
		Told: func(err error, p *lang.Pack) string {
			var unread *read.Error
			if errors.As(err, &unread) {
				return unread.In(p)
			}
			return err.Error()
		},
		CheckPage: func(c *schema.Check, _ *lang.Pack) string { return c.Doc },
	}
	if change != nil {
		change(&opt)
	}
	h.srv = New(opt)
	l, err := Local(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.srv.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	h.root = "http://" + l.Addr().String()
	h.address = h.root + h.srv.Path()
	h.client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 3 * time.Minute}
	// The port is known once the server runs.
	for range 100 {
		if r, err := h.client.Get(h.address); err == nil && r.StatusCode == http.StatusOK {
			r.Body.Close()
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return h
}

// guarded is a log that is written from many sides.
type guarded struct {
	sync.Mutex
	b *bytes.Buffer
}

func (g *guarded) Write(p []byte) (int, error) {
	g.Lock()
	defer g.Unlock()
	return g.b.Write(p)
}

// do sends a request and gives its status, headers and body.
func (h *house) do(r *http.Request) (*http.Response, string) {
	h.Helper()
	res, err := h.client.Do(r)
	if err != nil {
		h.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.Fatal(err)
	}
	return res, string(body)
}

func (h *house) get(address string) (*http.Response, string) {
	h.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		h.Fatal(err)
	}
	return h.do(r)
}

// form sends the fields of a form: name, value, …
func (h *house) form(address string, fields ...string) (*http.Response, string) {
	h.Helper()
	var body []string
	for i := 0; i < len(fields); i += 2 {
		body = append(body, fields[i]+"="+escape(fields[i+1]))
	}
	r, err := http.NewRequest(http.MethodPost, address, strings.NewReader(strings.Join(body, "&")))
	if err != nil {
		h.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.do(r)
}

func escape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02x", c)
	}
	return b.String()
}

// upload sends files and gives the address of what became of them, "" when they were
// refused.
func (h *house) upload(address string, files ...read.Upload) (at string, status int, body string) {
	h.Helper()
	kind, data := parts(h.T, files...)
	r, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(data))
	if err != nil {
		h.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	res, body := h.do(r)
	if to := res.Header.Get("Location"); to != "" {
		at = h.root + to
	}
	return at, res.StatusCode, body
}

func parts(t testing.TB, files ...read.Upload) (kind string, data []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range files {
		p, err := w.CreateFormFile("files", f.Name)
		if err == nil {
			_, err = p.Write(f.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

// settled waits for the end of a check and gives its page.
func (h *house) settled(at string) (status int, body string) {
	h.Helper()
	for range 600 {
		res, body := h.get(at)
		if !strings.Contains(body, `class="wait"`) {
			return res.StatusCode, body
		}
		h.get(at + "wait?seen=4") // held open until it is over
	}
	h.Fatal("a check does not end")
	return 0, ""
}

// files reads files of the project's testdata.
func files(t testing.TB, folder string, names ...string) []read.Upload {
	t.Helper()
	var out []read.Upload
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", folder, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, read.Upload{Name: name, Data: data})
	}
	return out
}

func dispatch(t testing.TB) []read.Upload {
	return files(t, "hoai-nhon-2023h1", "draft.docx", "appendix.xlsx")
}

// TestWholeWay goes the way of a reviewer without a browser, and without a script.
func TestWholeWay(t *testing.T) {
	h := open(t, nil)
	at, status, _ := h.upload(h.address+"check", dispatch(t)...)
	if status != http.StatusSeeOther {
		t.Fatalf("an upload is answered with %d", status)
	}
	status, page := h.settled(at)
	if status != http.StatusOK || strings.Count(page, `<article class="card`) < 17 {
		t.Fatalf("status %d, %d findings", status, strings.Count(page, `<article class="card`))
	}
	if strings.Contains(page, "<style") || strings.Contains(page, " style=") || regexp.MustCompile(`<script(>|[^>]*>[^<{])`).MatchString(page) {
		t.Error("the page carries style or script of its own, which the policy forbids")
	}
	if dir, err := os.Getwd(); err == nil && strings.Contains(page, dir) {
		t.Error("the page shows a path of the machine")
	}

	// Try, with what it settles, and take it back.
	name := regexp.MustCompile(`action="try"[^>]*><input type="hidden" name="finding" value="([0-9a-f-]+)"><input type="hidden" name="fix" value="(\d+)"`).FindStringSubmatch(page)
	if name == nil {
		t.Fatal("nothing can be tried")
	}
	h.form(at+"try", "finding", name[1], "fix", name[2])
	_, tried := h.get(at)
	if !strings.Contains(tried, `class="card settled"`) {
		t.Error("a way to mend settles nothing")
	}
	if strings.Contains(tried, `name="finding" value="`+name[1]+`"`) {
		t.Error("the finding is still there")
	}
	h.form(at+"untry", "all", "1")
	if _, again := h.get(at); again != page {
		t.Error("taking a trial back does not lead back to the page before")
	}
	// Words of the reader's own that are wrong, too, settle nothing.
	h.form(at+"write", "finding", name[1], "text", "77,77 %")
	if _, worse := h.get(at); !strings.Contains(worse, "77,77") || strings.Contains(worse, `class="card settled"`) && !strings.Contains(worse, `class="fresh"`) {
		t.Error("another wrong value is not told")
	}
	h.form(at+"untry", "all", "1")

	// A waiver wants a reason, and stands in what is taken away.
	h.form(at+"waive", "finding", name[1], "reason", "  ")
	if _, page := h.get(at); !strings.Contains(page, `role="alert"`) || strings.Contains(page, " waived") {
		t.Error("a waiver without a reason is let through, or not told")
	}
	h.form(at+"waive", "finding", name[1], "reason", "đã xác minh", "by", "phòng kiểm tra", "until", "2999-12-31")
	if _, page := h.get(at); !strings.Contains(page, " waived") || !strings.Contains(page, "đã xác minh") {
		t.Error("a waiver is not shown")
	}
	_, text := h.get(at + "take/" + configName)
	cfg, faults := schema.LoadConfig(configName, []byte(text), func(string) (string, bool) { return "", true })
	if len(faults) > 0 || len(cfg.Waivers) != 1 || cfg.Waivers[0].Reason != "đã xác minh" {
		t.Errorf("the config is no config: %v\n%s", faults, text)
	}

	// The certificate covers the very files.
	_, text = h.get(at + "take/" + certificateName)
	cert, err := gate.ReadCertificate([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(dispatch(t)[0].Data)
	if cert.Passed || cert.Inputs[0].SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("the certificate says %v of %v", cert.Passed, cert.Inputs)
	}
	for _, name := range []string{noteName, pageName, specName, allName} {
		if r, body := h.get(at + "take/" + name); r.StatusCode != http.StatusOK || len(body) < 500 || !strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, %d bytes, %q", name, r.StatusCode, len(body), r.Header.Get("Content-Disposition"))
		}
	}
	for _, n := range []string{"0", "0?suggest=1", "1"} {
		if r, body := h.get(at + "copy/" + n); r.StatusCode != http.StatusOK || !strings.HasPrefix(body, "PK") || !strings.Contains(r.Header.Get("Content-Disposition"), "(doisoat)") {
			t.Errorf("copy %s: %d, %q", n, r.StatusCode, r.Header.Get("Content-Disposition"))
		}
	}

	// The mended files: what went is told, waivers stay.
	next, _, _ := h.upload(at+"again", files(t, "hoai-nhon-2023h1-clean", "draft.docx", "appendix.xlsx")...)
	if _, page = h.settled(next); !strings.Contains(page, `class="versions"`) || strings.Count(page, "<li>✓ ") < 10 {
		t.Error("the second version does not tell what is mended")
	}
	h.form(next + "forget")
	if r, _ := h.get(next); r.StatusCode != http.StatusNotFound {
		t.Errorf("a check that was forgotten is still there: %d", r.StatusCode)
	}
}

// TestRulesSharpen: a rule that is refused is not checked; one that is confirmed is given
// in the spec; giving the rules back as they were changes nothing.
func TestRulesSharpen(t *testing.T) {
	h := open(t, nil)
	at, _, _ := h.upload(h.address+"check", files(t, "truong-hoc-2024", "draft.md", "appendix.xlsx")...)
	_, page := h.settled(at)
	n := strings.Count(page, `value="yes"`)
	if n < 2 {
		t.Fatalf("%d rules are offered", n)
	}
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("r%d", i), "no")
	}
	h.form(at+"rules", all...)
	_, refused := h.get(at)
	if a, b := strings.Count(page, `">V1`)+strings.Count(page, `">V2`), strings.Count(refused, `">V101`)+strings.Count(refused, `">V201`); b != 0 {
		t.Errorf("without any rule there are %d findings of rules, %d with them", b, a)
	}
	if got := strings.Count(refused, `value="no" checked`); got != n {
		t.Errorf("%d of %d rules are shown as refused", got, n)
	}
	_, spec := h.get(at + "take/" + specName)
	if !strings.Contains(spec, "drop: true") {
		t.Errorf("the spec does not drop what was refused:\n%s", spec)
	}
	for i := 1; i < len(all); i += 2 {
		all[i] = ""
	}
	h.form(at+"rules", all...)
	if _, again := h.get(at); again != page {
		t.Error("taking all back does not lead back to the page before")
	}
	h.form(at+"rules", "r0", "yes")
	if _, spec := h.get(at + "take/" + specName); !strings.Contains(spec, "origin: given") {
		t.Errorf("the spec does not give what was confirmed:\n%s", spec)
	}
}

// TestStrangersStayOut: who does not come from a page of this server is refused, and logged
// without what was asked for.
func TestStrangersStayOut(t *testing.T) {
	h := open(t, nil)
	at, _, _ := h.upload(h.address+"check", dispatch(t)...)
	h.settled(at)
	tests := []struct {
		name   string
		method string
		url    string
		set    func(*http.Request)
		want   int
	}{
		{"no secret", "GET", h.root + "/", nil, 403},
		{"a wrong secret", "GET", h.root + "/0123456789abcdef0123456789abcdef/", nil, 403},
		{"a page without its secret", "GET", h.root + strings.TrimPrefix(at, h.address[:len(h.address)-1]), nil, 403},
		{"a foreign host", "GET", h.address, func(r *http.Request) { r.Host = "evil.example" }, 403},
		{"a foreign host with the port", "GET", h.address, func(r *http.Request) { r.Host = "evil.example:" + h.srv.port }, 403},
		{"another port", "GET", h.address, func(r *http.Request) { r.Host = "127.0.0.1:1" }, 403},
		{"a foreign origin", "POST", at + "forget", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, 403},
		{"no origin in a sandbox", "POST", at + "forget", func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
		{"another scheme", "POST", at + "forget", func(r *http.Request) { r.Header.Set("Origin", "https://"+r.Host) }, 403},
		{"across sites", "GET", at, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"a climb", "GET", h.address + "static/..%2f..%2fserve.go", nil, 403},
		{"a climb in plain", "GET", h.address + "static/../../etc/passwd", nil, 403},
		{"a climb, escaped twice", "GET", h.address + "static/%252e%252e/x", nil, 403},
		{"a file that is not there", "GET", h.address + "static/serve.go", nil, 404},
		{"another's desk", "GET", h.address + "d/0123456789abcdef0123456789abcdef/", nil, 404},
		{"another method", "DELETE", at, nil, 405},
		{"no form", "POST", h.address + "check", nil, 415},
		{"a used-up door", "GET", h.root + "/?once=0123456789abcdef0123456789abcdef", nil, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := http.NewRequest(tt.method, tt.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			if tt.set != nil {
				tt.set(r)
			}
			res, body := h.do(r)
			if res.StatusCode != tt.want {
				t.Errorf("status %d, want %d: %s", res.StatusCode, tt.want, body)
			}
			if strings.Contains(body, "Hoài") {
				t.Error("the answer holds words of the report")
			}
		})
	}
	if r, _ := h.get(at); r.StatusCode != http.StatusOK {
		t.Errorf("the page itself is no longer there: %d", r.StatusCode)
	}
	said := h.log.String()
	for _, secret := range []string{h.srv.owners[""].key, "evil", "passwd", "draft", "Hoài"} {
		if strings.Contains(said, secret) {
			t.Errorf("the log holds %q:\n%s", secret, said)
		}
	}
	if n := strings.Count(said, "msg=refused"); n < len(tests)-4 {
		t.Errorf("%d of %d refusals are logged:\n%s", n, len(tests), said)
	}
	// The door for the browser that the program starts opens once.
	for i, want := range []int{http.StatusSeeOther, http.StatusForbidden} {
		if r, _ := h.get(h.root + h.srv.Once()); i == 0 && r.StatusCode != want {
			t.Errorf("the door answers %d", r.StatusCode)
		} else if i == 1 && r.StatusCode != want {
			t.Errorf("the door opens twice: %d", r.StatusCode)
		}
	}
}

// TestUploadsAreBounded: too large, too many, too slow and broken uploads are told, and the
// next is served.
func TestUploadsAreBounded(t *testing.T) {
	h := open(t, func(o *Options) {
		o.Bounds = Bounds{Upload: 1 << 20, Files: 3, Grace: 300 * time.Millisecond}
	})
	big := read.Upload{Name: "a.txt", Data: bytes.Repeat([]byte("1 "), 1<<20)}
	if _, status, body := h.upload(h.address+"check", big); status != http.StatusRequestEntityTooLarge {
		t.Errorf("a large upload: %d %s", status, body)
	}
	small := read.Upload{Name: "a.txt", Data: []byte("10/17")}
	if _, status, body := h.upload(h.address+"check", small, small, small, small); status != http.StatusRequestEntityTooLarge {
		t.Errorf("four files: %d %s", status, body)
	}
	if _, status, _ := h.upload(h.address + "check"); status != http.StatusBadRequest {
		t.Errorf("no file: %d", status)
	}
	// One byte now and then.
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.root, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	kind, data := parts(t, dispatch(t)...)
	fmt.Fprintf(conn, "POST %scheck HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", h.srv.Path(), strings.TrimPrefix(h.root, "http://"), kind, len(data))
	start := time.Now()
	go func() {
		for i := range data {
			if _, err := conn.Write(data[i : i+1]); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	first := make([]byte, 64)
	n, err := conn.Read(first)
	if err != nil || !strings.Contains(string(first[:n]), " 408 ") {
		t.Errorf("a slow upload is answered with %q, %v", first[:n], err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("a slow upload was borne for %v", took)
	}
	// Half of one.
	r, err := http.NewRequest(http.MethodPost, h.address+"check", bytes.NewReader(data[:len(data)/2]))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	if res, body := h.do(r); res.StatusCode != http.StatusBadRequest {
		t.Errorf("half an upload: %d %s", res.StatusCode, body)
	}
	if !h.srv.held.TryAcquire(h.srv.opt.Bounds.Held) {
		t.Error("the room of the uploads that were refused is not given back")
	} else {
		h.srv.held.Release(h.srv.opt.Bounds.Held)
	}
	at, status, body := h.upload(h.address+"check", dispatch(t)...)
	if status != http.StatusSeeOther {
		t.Fatalf("the upload after these: %d %s", status, body)
	}
	if status, _ := h.settled(at); status != http.StatusOK {
		t.Errorf("its page: %d", status)
	}
}

// TestThousandConnections: whoever holds the door open, a reader gets in.
func TestThousandConnections(t *testing.T) {
	h := open(t, nil)
	var held []net.Conn
	defer func() {
		for _, c := range held {
			c.Close()
		}
	}()
	for range 1000 {
		c, err := net.Dial("tcp", strings.TrimPrefix(h.root, "http://"))
		if err != nil {
			t.Skipf("no %d connections here: %v", len(held), err)
		}
		held = append(held, c)
	}
	start := time.Now()
	if r, _ := h.get(h.address); r.StatusCode != http.StatusOK {
		t.Errorf("a reader is answered with %d", r.StatusCode)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("a reader waits %v", took)
	}
	if !strings.Contains(h.log.String(), "why=connections") {
		t.Error("nothing of it is logged")
	}
}

// TestManyUploadsAtOnce: fifty at once are all answered, and alike.
func TestManyUploadsAtOnce(t *testing.T) {
	h := open(t, nil)
	n := 50
	if testing.Short() {
		n = 8
	}
	kind, data := parts(t, dispatch(t)...)
	pages := make([]string, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			r, err := http.NewRequest(http.MethodPost, h.address+"check", bytes.NewReader(data))
			if err != nil {
				t.Error(err)
				return
			}
			r.Header.Set("Content-Type", kind)
			res, err := h.client.Do(r)
			if err != nil {
				t.Error(err)
				return
			}
			res.Body.Close()
			at := h.root + res.Header.Get("Location")
			_, page := h.settled(at)
			pages[i] = strings.ReplaceAll(page, strings.TrimPrefix(at, h.address), "")
		})
	}
	wait.Wait()
	for i := range pages {
		if pages[i] != pages[0] || !strings.Contains(pages[i], `<article class="card`) {
			t.Fatalf("answer %d differs from the first", i)
		}
	}
	small(t)
}

// small holds the memory that the process had at its height to two gibibytes.
func small(t *testing.T) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("the system does not tell what memory a process takes")
	}
	m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		t.Fatal("no VmHWM in /proc/self/status")
	}
	kib, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MiB at the height", kib>>10)
	if kib > 2<<20 {
		t.Errorf("the server took %d MiB", kib>>10)
	}
}

// TestHostileFiles uploads every hostile file, one after the other, each with an answer, and
// a good one at the end.
func TestHostileFiles(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "data", "robust")
	if _, err := os.Stat(root); err != nil {
		t.Skip("../shared/data/robust is not here: hostile files are not uploaded")
	}
	if testing.Short() {
		t.Skip("takes a minute")
	}
	h := open(t, func(o *Options) { o.Limits.Time = 30 * time.Second })
	n, good := 0, 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		at, status, body := h.upload(h.address+"check", read.Upload{Name: filepath.Base(path), Data: data})
		if at == "" {
			if status < 400 || status >= 500 || !strings.Contains(body, `class="problem"`) {
				t.Errorf("%s: refused with %d: %.200s", path, status, body)
			}
			return nil
		}
		switch status, page := h.settled(at); {
		case status == http.StatusOK:
			good++
		case status != http.StatusUnprocessableEntity || !strings.Contains(page, `class="problem"`):
			t.Errorf("%s: %d: %.200s", path, status, page)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(h.log.String(), "panic") {
		t.Errorf("a panic:\n%s", h.log.String())
	}
	at, _, _ := h.upload(h.address+"check", dispatch(t)...)
	if status, page := h.settled(at); status != http.StatusOK || !strings.Contains(page, `<article class="card`) {
		t.Errorf("after all of them a report is answered with %d", status)
	}
	t.Logf("%d files, %d of them shown", n, good)
	small(t)
}

// TestUsers: on a network each user logs in and sees his own work alone.
func TestUsers(t *testing.T) {
	var lines strings.Builder
	for _, name := range []string{"an", "binh"} {
		hash, err := bcrypt.GenerateFromPassword([]byte("mật khẩu của "+name), bcrypt.MinCost)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s:%s\n", name, hash)
	}
	users, err := ReadUsers([]byte(lines.String()))
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, func(o *Options) { o.Users = users })
	as := func(name, password, method, address string, body io.Reader, kind string) (*http.Response, string) {
		r, err := http.NewRequest(method, address, body)
		if err != nil {
			t.Fatal(err)
		}
		if name != "" {
			r.SetBasicAuth(name, password)
		}
		if kind != "" {
			r.Header.Set("Content-Type", kind)
		}
		return h.do(r)
	}
	if r, _ := as("", "", "GET", h.root+"/", nil, ""); r.StatusCode != 401 || r.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("without a name: %d", r.StatusCode)
	}
	for _, wrong := range [][2]string{{"an", "mật khẩu của binh"}, {"chi", "x"}, {"an", ""}} {
		if r, _ := as(wrong[0], wrong[1], "GET", h.root+"/", nil, ""); r.StatusCode != 401 {
			t.Errorf("%v: %d", wrong, r.StatusCode)
		}
	}
	home := map[string]string{}
	for _, name := range []string{"an", "binh"} {
		r, _ := as(name, "mật khẩu của "+name, "GET", h.root+"/", nil, "")
		home[name] = h.root + r.Header.Get("Location")
	}
	if home["an"] == home["binh"] {
		t.Fatal("two users have one address")
	}
	kind, data := parts(t, dispatch(t)...)
	r, _ := as("an", "mật khẩu của an", "POST", home["an"]+"check", bytes.NewReader(data), kind)
	at := h.root + r.Header.Get("Location")
	for _, address := range []string{at, strings.Replace(at, home["an"], home["binh"], 1), home["an"]} {
		if r, _ := as("binh", "mật khẩu của binh", "GET", address, nil, ""); r.StatusCode != 403 && r.StatusCode != 404 {
			t.Errorf("another's work is answered with %d", r.StatusCode)
		}
	}
	if _, page := as("binh", "mật khẩu của binh", "GET", home["binh"], nil, ""); strings.Contains(page, "draft.docx") {
		t.Error("another's files are named")
	}
	for _, bad := range []string{"", "# nobody\n", "an\n", "an:plain\n", ":" + lines.String()} {
		if _, err := ReadUsers([]byte(bad)); err == nil {
			t.Errorf("%q is taken for a file of passwords", bad)
		}
	}
}

// TestNamesOfTheCertificate: on a network the server answers to the names of its certificate,
// those with a star too, and to no other.
func TestNamesOfTheCertificate(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"bao-cao.example", "*.phong.example"}, IPAddresses: []net.IP{net.IPv4(10, 0, 0, 7)}}
	der, err := x509.CreateCertificate(rand.Reader, leaf, leaf, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if leaf, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	l, known, err := Public("127.0.0.1:0", &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for host, want := range map[string]bool{"bao-cao.example": true, "ke-hoach.phong.example": true, "10.0.0.7": true, "localhost": true, "phong.example": false, "evil.example": false, "10.0.0.8": false} {
		if known(host) != want {
			t.Errorf("%s: %v, want %v", host, !want, want)
		}
	}
}

// TestTrialsAreBounded: what is tried on top of another ends somewhere, and is told.
func TestTrialsAreBounded(t *testing.T) {
	h := open(t, nil)
	at, _, _ := h.upload(h.address+"check", dispatch(t)...)
	_, page := h.settled(at)
	name := regexp.MustCompile(`action="write"[^>]*><input type="hidden" name="finding" value="([0-9a-f-]+)"`)
	for n := range mostTrials + 1 {
		m := name.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("after %d trials nothing is left to try", n)
		}
		h.form(at+"write", "finding", m[1], "text", fmt.Sprintf("lần thử %d", n))
		_, page = h.get(at)
	}
	if n := strings.Count(page, " → lần thử"); n > mostTrials || !strings.Contains(page, `role="alert"`) {
		t.Errorf("%d trials stand one on top of another", n)
	}
}

// TestOldAnswersGo: of more answers than are kept the oldest are forgotten.
func TestOldAnswersGo(t *testing.T) {
	h := open(t, func(o *Options) { o.Bounds.Desks = 3 })
	var all []string
	for i := range 5 {
		at, _, _ := h.upload(h.address+"check", read.Upload{Name: "a.txt", Data: fmt.Appendf(nil, "Có %d/17 đơn vị.", i)})
		h.settled(at)
		all = append(all, at)
	}
	for i, at := range all {
		want := http.StatusNotFound
		if i >= 2 {
			want = http.StatusOK
		}
		if r, _ := h.get(at); r.StatusCode != want {
			t.Errorf("answer %d: %d, want %d", i, r.StatusCode, want)
		}
	}
}

// FuzzUpload sends bodies that are not what a browser sends.
func FuzzUpload(f *testing.F) {
	kind, data := parts(f, read.Upload{Name: "a.md", Data: []byte("10/17 đơn vị\n\n|a|b|\n|-|-|\n|1|2|\n")})
	f.Add(kind, data)
	f.Add("multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"..\\..\\a.xlsx\"\r\n\r\nPK\x03\x04\r\n--x--\r\n"))
	f.Add("multipart/form-data; boundary=", []byte("--\r\n\r\n--"))
	f.Add("text/plain", []byte("x"))
	opt := Options{
		Limits: read.DefaultLimits(), Known: Loopback,
		Accept: func(*audit.Result) ([]schema.Message, error) { return nil, nil },
		Told:   func(err error, p *lang.Pack) string { return err.Error() },
	}
	opt.Limits.Bytes = 1 << 20
	s := New(opt)
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		r, err := http.NewRequest(http.MethodPost, "http://127.0.0.1/check", io.NopCloser(bytes.NewReader(body)))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		w := &answer{header: http.Header{}}
		files, release, err := s.receive(w, r)
		if err != nil {
			var told *fault
			if !errors.As(err, &told) || told.status < 400 || lang.Packs()[0].Say(told.words) == told.words.Key {
				t.Errorf("%v is not told", err)
			}
		}
		names := map[string]bool{}
		for _, u := range files {
			if strings.ContainsAny(u.Name, "/\\\x00\n") || strings.Trim(u.Name, ". ") == "" || names[strings.ToLower(u.Name)] {
				t.Errorf("a file is called %q", u.Name)
			}
			names[strings.ToLower(u.Name)] = true
		}
		release()
		if !s.held.TryAcquire(s.opt.Bounds.Held) {
			t.Fatal("room was not given back")
		}
		s.held.Release(s.opt.Bounds.Held)
	})
}

// answer is a response that goes nowhere.
type answer struct{ header http.Header }

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) Write(b []byte) (int, error) { return len(b), nil }
func (a *answer) WriteHeader(int)             {}
