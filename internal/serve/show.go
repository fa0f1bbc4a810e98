package serve

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"doisoat/internal/gate"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/render"
	"doisoat/internal/render/page"
	"doisoat/schema"
)

//go:embed pages/*.html
var pages embed.FS

//go:embed static
var static embed.FS

// views are the templates of the pages.
type views struct{ all *template.Template }

func newViews() *views {
	return &views{template.Must(template.ParseFS(pages, "pages/*.html"))}
}

// show is what a template is given: what every page has, and what some have.
type show struct {
	pack                    *lang.Pack
	Lang, Title, Root, Back string
	Other, OtherName        string
	Store, CanQuit          bool
	Most                    int64
	DropTo, DropWords       string
	Refresh                 bool
	Desks                   []deskLine
	Desk                    string // of the pages of a desk: its address behind Root
	Stage                   int
	Stages                  []stageLine
	Files                   []fileLine
	Problem                 string
	Open                    bool
	Trials, Settled         []string
	Fresh, Left             int
	Copies, Takes           []link
	Versions                bool
	Mended, Added           []string
	Remaining               int
	RuleTables              []ruleTable
}

type deskLine struct{ Href, Names, State string }

type stageLine struct {
	Class, Words string
	Now          bool
}

type fileLine struct{ Name, As string }

type link struct {
	Href, Words string
	Main        bool
}

type ruleTable struct {
	Name  string
	Rules []ruleLine
}

type ruleLine struct {
	N                 int
	Text, About, Said string
}

// Say puts a key of the pages into words.
func (s *show) Say(key string, pairs ...any) string { return s.pack.Say(schema.Say(key, pairs...)) }

// MostMiB is the greatest upload in mebibytes.
func (s *show) MostMiB() int { return int(s.Most >> 20) }

func (s *Server) routes() {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.home)
	m.HandleFunc("POST /check", s.check)
	m.HandleFunc("POST /lang", s.language)
	m.HandleFunc("POST /quit", s.quit)
	m.HandleFunc("GET /history", s.history)
	m.HandleFunc("GET /static/{name}", s.static)
	m.HandleFunc("GET /d/{id}/{$}", s.onDesk(s.result))
	m.HandleFunc("GET /d/{id}/wait", s.onDesk(s.wait))
	m.HandleFunc("GET /d/{id}/copy/{n}", s.onDesk(s.copy))
	m.HandleFunc("GET /d/{id}/take/{name}", s.onDesk(s.take))
	m.HandleFunc("POST /d/{id}/again", s.onDesk(s.next))
	m.HandleFunc("POST /d/{id}/forget", s.onDesk(func(w http.ResponseWriter, r *http.Request, d *desk) {
		s.forget(ownerOf(r), d)
		redirect(w, r, s.root(r))
	}))
	for name, do := range map[string]func(*http.Request, *desk) (string, error){
		"try": s.try, "write": s.write, "untry": s.untry, "waive": s.waive, "unwaive": s.unwaive, "rules": s.rules,
	} {
		m.HandleFunc("POST /d/{id}/"+name, s.onDesk(s.act(do)))
	}
	s.mux = m
}

// root is the address of the first page.
func (s *Server) root(r *http.Request) string { return "/" + ownerOf(r).key + "/" }

// onDesk finds the desk that an address names.
func (s *Server) onDesk(do func(http.ResponseWriter, *http.Request, *desk)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d := s.find(ownerOf(r), r.PathValue("id"))
		if d == nil {
			s.fail(w, r, refused(http.StatusNotFound, "desk", "serve.no-desk"))
			return
		}
		do(w, r, d)
	}
}

// longestForm is how many bytes a form without files may have.
const longestForm = 256 << 10

// act carries out what a form asks of a desk and shows the desk again.
func (s *Server) act(do func(*http.Request, *desk) (anchor string, err error)) func(http.ResponseWriter, *http.Request, *desk) {
	return func(w http.ResponseWriter, r *http.Request, d *desk) {
		r.Body = http.MaxBytesReader(w, r.Body, longestForm)
		if err := r.ParseForm(); err != nil {
			s.fail(w, r, refused(http.StatusBadRequest, "form", "serve.no-form"))
			return
		}
		d.lock.Lock()
		ready := d.base != nil
		d.misstep = schema.Message{}
		d.lock.Unlock()
		if !ready {
			s.fail(w, r, refused(http.StatusConflict, "early", "serve.gone"))
			return
		}
		// A check may take longer than a request has to come in.
		http.NewResponseController(w).SetReadDeadline(time.Time{})
		anchor, err := do(r, d)
		if err != nil {
			if r.Context().Err() != nil {
				return // nobody waits any more
			}
			words := schema.Say("serve.told", "words", s.told(err, s.packOf(r, d)))
			d.lock.Lock()
			d.misstep = words
			d.lock.Unlock()
			anchor = ""
		}
		redirect(w, r, s.root(r)+"d/"+d.id+"/"+anchor)
	}
}

func (s *Server) try(r *http.Request, d *desk) (string, error) {
	fix, err := strconv.Atoi(r.PostForm.Get("fix"))
	if err != nil {
		fix = -1
	}
	return "#trial", d.try(r.Context(), r.PostForm.Get("finding"), fix)
}

func (s *Server) write(r *http.Request, d *desk) (string, error) {
	return "#trial", d.write(r.Context(), r.PostForm.Get("finding"), r.PostForm.Get("text"))
}

func (s *Server) untry(r *http.Request, d *desk) (string, error) {
	return "", d.untry(r.Context(), r.PostForm.Get("all") != "")
}

// waive lets a finding pass, for a reason.
func (s *Server) waive(r *http.Request, d *desk) (string, error) {
	f := r.PostForm
	w := schema.Waiver{Finding: f.Get("finding"), Reason: strings.TrimSpace(f.Get("reason")), By: strings.TrimSpace(f.Get("by")), Until: f.Get("until")}
	if w.Reason == "" {
		return "", refused(http.StatusBadRequest, "reason", "serve.no-reason")
	}
	if w.Until != "" {
		if _, err := time.Parse(schema.DayForm, w.Until); err != nil {
			return "", refused(http.StatusBadRequest, "day", "serve.no-day")
		}
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	v := d.see(d.now, nil).view
	at := slices.Index(v.Names, w.Finding)
	if at < 0 {
		return "", refused(http.StatusConflict, "finding", "serve.gone")
	}
	w.Code = v.Result.Findings[at].Code
	d.waivers = append(slices.DeleteFunc(slices.Clone(d.waivers), func(x schema.Waiver) bool { return x.Finding == w.Finding }), w)
	return "#F" + strconv.Itoa(at+1), nil
}

func (s *Server) unwaive(r *http.Request, d *desk) (string, error) {
	name := r.PostForm.Get("finding")
	d.lock.Lock()
	defer d.lock.Unlock()
	d.waivers = slices.DeleteFunc(slices.Clone(d.waivers), func(x schema.Waiver) bool { return x.Finding == name })
	return "", nil
}

// rules checks again by what a reader says of the rules.
func (s *Server) rules(r *http.Request, d *desk) (string, error) {
	d.lock.Lock()
	offered, base := d.offered, d.base
	choices := map[string]bool{}
	for i, o := range offered {
		if said := r.PostForm.Get("r" + strconv.Itoa(i)); said != "" {
			choices[o.key] = said == "yes"
		}
	}
	d.lock.Unlock()
	if base.Report.Spec != nil { // the rules are those of a run without choices
		err := d.work(r.Context(), func() error {
			raw, err := d.original()
			if err == nil {
				base, err = run(raw, nil)
			}
			return err
		})
		if err != nil {
			return "", err
		}
	}
	if err := d.again(r.Context(), chosen(base, offered, choices)); err != nil {
		return "", err
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	d.choices = choices
	return "#rules", nil
}

// packOf is the language of the pages of a desk, or, for none, of the others.
func (s *Server) packOf(r *http.Request, d *desk) *lang.Pack {
	o := ownerOf(r)
	s.lock.Lock()
	own := o.lang
	s.lock.Unlock()
	switch {
	case own != nil:
		return own
	case s.opt.Lang != nil:
		return s.opt.Lang
	}
	if d != nil {
		d.lock.Lock()
		defer d.lock.Unlock()
		if d.base != nil {
			return d.base.Pack
		}
	}
	return accepted(r)
}

// asked is the language that a run is told in, nil for that of its report.
func (s *Server) asked(r *http.Request) *lang.Pack {
	o := ownerOf(r)
	s.lock.Lock()
	defer s.lock.Unlock()
	if o.lang != nil {
		return o.lang
	}
	return s.opt.Lang
}

// accepted is the language that a browser asks for, that of most reports where it says
// nothing that we speak.
func accepted(r *http.Request) *lang.Pack {
	usual := lang.Packs()[0]
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err == nil {
		for _, t := range tags {
			base, _ := t.Base()
			if p := lang.For(base.String()); p != nil {
				return p
			}
		}
	}
	return usual
}

// told puts an error into words.
func (s *Server) told(err error, p *lang.Pack) string {
	var f *fault
	if errors.As(err, &f) {
		return p.Say(f.words)
	}
	return s.opt.Told(err, p)
}

// screen prepares what every page has. back is the address of the page behind the first
// one's.
func (s *Server) screen(r *http.Request, d *desk, back string) *show {
	p := s.packOf(r, d)
	other := p
	for _, x := range lang.Packs() {
		if x != p {
			other = x
			break
		}
	}
	v := &show{
		pack: p, Lang: p.Code, Root: s.root(r), Back: back, Other: other.Code,
		Store: s.opt.History != nil, CanQuit: s.opt.Users == nil, Most: s.opt.Bounds.Upload,
	}
	v.OtherName = other.Say(schema.Say("serve.language"))
	v.Title = v.Say("serve.title")
	v.DropTo, v.DropWords = v.Root+"check", "serve.drop"
	return v
}

// put sends a page made of a template.
func (s *Server) put(w http.ResponseWriter, r *http.Request, status int, name string, v *show) {
	var b bytes.Buffer
	if err := s.views.all.ExecuteTemplate(&b, name, v); err != nil {
		s.opt.Log.Error("page", "name", name, "why", err.Error())
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	s.send(w, status, b.Bytes())
}

func (s *Server) send(w http.ResponseWriter, status int, html []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(html)
}

// part makes a piece of a page.
func (s *Server) piece(name string, data any) string {
	var b strings.Builder
	if err := s.views.all.ExecuteTemplate(&b, name, data); err != nil {
		panic(err) // the templates are ours and tested
	}
	return b.String()
}

// fromScript reports whether a request was sent by htmx, which exchanges a part of the page.
func fromScript(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// fail tells why a request was not carried out.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, why := http.StatusInternalServerError, "error"
	var f *fault
	if errors.As(err, &f) {
		status, why = f.status, f.why
	}
	s.log(r, status, why)
	if status == http.StatusRequestEntityTooLarge || status == http.StatusRequestTimeout {
		w.Header().Set("Connection", "close") // the rest of the body is not wanted
	}
	v := s.screen(r, nil, "")
	v.Problem = s.told(err, v.pack)
	if fromScript(r) {
		s.put(w, r, status, "problem", v)
		return
	}
	s.put(w, r, status, "failed", v)
}

func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	v := s.screen(r, nil, "")
	o := ownerOf(r)
	s.lock.Lock()
	desks := slices.Clone(o.desks)
	s.lock.Unlock()
	for _, d := range slices.Backward(desks) {
		line := deskLine{Href: v.Root + "d/" + d.id + "/", State: s.state(d, v)}
		var names []string
		for i := range d.files {
			names = append(names, d.files[i].Name)
		}
		line.Names = strings.Join(names, ", ")
		v.Desks = append(v.Desks, line)
	}
	s.put(w, r, http.StatusOK, "home", v)
}

// state is how a desk stands, in a few words.
func (s *Server) state(d *desk, v *show) string {
	if d.at() != done {
		return v.Say("serve.stage." + stageNames[d.at()])
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.err != nil {
		return v.Say("serve.failed")
	}
	n := d.see(d.base, nil).view.Answer().Tally.Findings
	return v.Say("serve.state", "errors", n.Error, "warnings", n.Warning)
}

func (s *Server) language(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, longestForm)
	p, o := lang.For(r.PostFormValue("to")), ownerOf(r)
	if p == nil {
		s.fail(w, r, refused(http.StatusBadRequest, "form", "serve.no-form"))
		return
	}
	s.lock.Lock()
	o.lang = p
	s.lock.Unlock()
	back := ""
	if id, ok := strings.CutPrefix(r.PostFormValue("back"), "d/"); ok {
		if d := s.find(o, strings.TrimSuffix(id, "/")); d != nil {
			back = "d/" + d.id + "/"
		}
	}
	redirect(w, r, s.root(r)+back)
}

func (s *Server) quit(w http.ResponseWriter, r *http.Request) {
	v := s.screen(r, nil, "")
	if !v.CanQuit {
		s.fail(w, r, refused(http.StatusForbidden, "quit", "serve.no-form"))
		return
	}
	v.Store, v.CanQuit = false, false
	s.put(w, r, http.StatusOK, "stopped", v)
	s.stop()
}

// history shows the page of the history, which carries its style and script: the policy
// names exactly these by their hashes.
func (s *Server) history(w http.ResponseWriter, r *http.Request) {
	v := s.screen(r, nil, "")
	if s.opt.History == nil {
		s.fail(w, r, refused(http.StatusNotFound, "history", "serve.no-history"))
		return
	}
	html, err := s.opt.History(v.pack)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Security-Policy", strings.NewReplacer("style-src 'self'", "style-src 'self'"+hashes(html, "style"), "script-src 'self'", "script-src 'self'"+hashes(html, "script")).Replace(policy))
	back := `<p><a href="` + v.Root + `">` + template.HTMLEscapeString(v.Say("serve.back")) + `</a></p>`
	s.send(w, http.StatusOK, bytes.Replace(html, []byte("<body>"), []byte("<body>"+back), 1))
}

// hashes are the sources of a content policy for what elements of a page carry themselves.
func hashes(html []byte, element string) string {
	out := ""
	for {
		_, after, found := bytes.Cut(html, []byte("<"+element+">"))
		body, rest, closed := bytes.Cut(after, []byte("</"+element+">"))
		if !found || !closed {
			return out
		}
		sum := sha256.Sum256(body)
		out += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		html = rest
	}
}

func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data := map[string]string{page.StylesName: page.Styles, page.EarlyName: page.Early, page.ScriptName: page.Script}[name]
	if data == "" {
		b, err := static.ReadFile("static/" + name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		data = string(b)
	}
	kind := "text/javascript; charset=utf-8"
	if strings.HasSuffix(name, ".css") {
		kind = "text/css; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	io.WriteString(w, data)
}

// check takes files in and begins to check them.
func (s *Server) check(w http.ResponseWriter, r *http.Request) { s.takeIn(w, r, nil) }

// next takes in another version of the files of a desk.
func (s *Server) next(w http.ResponseWriter, r *http.Request, d *desk) { s.takeIn(w, r, d) }

func (s *Server) takeIn(w http.ResponseWriter, r *http.Request, old *desk) {
	files, release, err := s.receive(w, r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var before *version
	if old != nil && old.at() == done {
		files, before = old.follow(files, s.asked(r))
	}
	d := s.desk(ownerOf(r), files, before, release)
	if !fromScript(r) {
		redirect(w, r, s.root(r)+"d/"+d.id+"/")
		return
	}
	s.put(w, r, http.StatusOK, "progress", s.waiting(r, d, waiting))
}

// follow gives the files of the next version: new ones in the place of those that they
// follow, the others as they were.
func (d *desk) follow(fresh []read.Upload, pack *lang.Pack) ([]read.Upload, *version) {
	d.lock.Lock()
	defer d.lock.Unlock()
	left := slices.Clone(d.files)
	for _, f := range fresh {
		format, err := read.Format(f, d.server.opt.Limits)
		if err != nil {
			format = ""
		}
		at := slices.IndexFunc(left, func(x file) bool { return strings.EqualFold(x.Name, f.Name) })
		if at < 0 {
			at = slices.IndexFunc(left, func(x file) bool { return tabular(x.format) == tabular(format) })
		}
		if at >= 0 {
			left = slices.Delete(left, at, at+1)
		}
	}
	taken, out := map[string]bool{}, []read.Upload{}
	for _, f := range fresh {
		out = append(out, read.Upload{Name: free(taken, f.Name), Data: f.Data})
	}
	for _, f := range left {
		out = append(out, read.Upload{Name: free(taken, f.Name), Data: f.Data})
	}
	if d.base == nil {
		return out, nil
	}
	return out, &version{d.see(d.base, pack).view.Answer(), d.choices, d.waivers}
}

// tabular reports whether a form is one of tables alone.
func tabular(format string) bool {
	return slices.Contains([]string{"xlsx", "xls", "ods", "csv"}, format)
}

var stageNames = [...]string{waiting: "waiting", reading: "reading", recognizing: "recognizing", checking: "checking", reconciling: "reconciling", done: "done"}

// waiting prepares the page of a desk that is at work.
func (s *Server) waiting(r *http.Request, d *desk, now stage) *show {
	v := s.screen(r, d, "d/"+d.id+"/")
	v.Desk, v.Stage, v.Refresh = v.Back, int(now), true
	v.Title = v.Say("serve.working")
	v.Files = d.taken(v)
	for at := reading; at < done; at++ {
		line := stageLine{Words: v.Say("serve.stage." + stageNames[at]), Now: at == now}
		switch {
		case at < now:
			line.Class = "over"
		case at == now:
			line.Class = "now"
		}
		v.Stages = append(v.Stages, line)
	}
	return v
}

// taken says what each file was taken for.
func (d *desk) taken(v *show) []fileLine {
	d.lock.Lock()
	defer d.lock.Unlock()
	var out []fileLine
	for i := range d.files {
		f := &d.files[i]
		as := v.Say("serve.as.unknown")
		if f.format != "" {
			role := "serve.as.draft"
			if tabular(f.format) {
				role = "serve.as.appendix"
			}
			if d.base != nil && d.base.Report.Document != nil && d.base.Report.Document.Source != i {
				role = "serve.as.appendix"
			}
			as = v.Say(role, "form", v.Say("serve.form."+f.format))
		}
		out = append(out, fileLine{f.Name, as})
	}
	return out
}

// longPoll is how long a request for news is held open.
const longPoll = 25 * time.Second

// wait answers when the work has got further than the page shows.
func (s *Server) wait(w http.ResponseWriter, r *http.Request, d *desk) {
	http.NewResponseController(w).SetReadDeadline(time.Time{}) // nothing more is to come in
	shown, err := strconv.Atoi(r.URL.Query().Get("seen"))
	if err != nil {
		shown = -1
	}
	news := make(chan stage, 1)
	go func() { news <- d.beyond(r.Context(), stage(shown)) }()
	var now stage
	select {
	case now = <-news:
	case <-time.After(longPoll):
		now = d.at()
	case <-s.over.Done():
		now = d.at()
	}
	if now == done && fromScript(r) {
		w.Header().Set("HX-Redirect", s.root(r)+"d/"+d.id+"/")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.put(w, r, http.StatusOK, "progress", s.waiting(r, d, now))
}

// result shows the desk: at work, failed, or with what was found.
func (s *Server) result(w http.ResponseWriter, r *http.Request, d *desk) {
	if now := d.at(); now != done {
		s.put(w, r, http.StatusOK, "wait", s.waiting(r, d, now))
		return
	}
	v := s.screen(r, d, "d/"+d.id+"/")
	d.lock.Lock()
	failed := d.err
	d.lock.Unlock()
	if failed != nil {
		v.Files = d.taken(v)
		v.Problem = s.told(failed, v.pack)
		v.Title = v.Say("serve.failed")
		s.put(w, r, http.StatusUnprocessableEntity, "failed", v)
		return
	}
	html, err := d.page(s, v, s.asked(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.send(w, http.StatusOK, html)
}

// page is the page of the run, with what can be done beside it.
func (d *desk) page(s *Server, v *show, pack *lang.Pack) ([]byte, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	now := d.see(d.now, pack)
	answer := now.view.Answer()
	v.Desk = v.Back
	v.DropTo, v.DropWords = v.Root+v.Back+"again", "serve.drop.again"
	if !d.misstep.IsZero() {
		v.Problem = v.pack.Say(d.misstep)
		d.misstep = schema.Message{}
	}
	fresh := map[string]bool{}
	if len(d.trials) > 0 {
		diff := gate.Diff(d.see(d.base, pack).view.Answer(), answer)
		v.Settled, v.Fresh, v.Left = briefs(v.pack, diff.Gone), len(diff.New), len(diff.Same)+len(diff.Changed)
		for _, t := range d.trials {
			v.Trials = append(v.Trials, t.title)
		}
		for _, f := range diff.New {
			fresh[f.Fingerprint] = true
		}
	}
	if d.before != nil {
		diff := gate.Diff(d.before.answer, d.see(d.base, pack).view.Answer())
		v.Versions = true
		v.Mended, v.Added, v.Remaining = briefs(v.pack, diff.Gone), briefs(v.pack, diff.New), len(diff.Same)+len(diff.Changed)
		if len(d.trials) == 0 {
			for _, f := range diff.New {
				fresh[f.Fingerprint] = true
			}
		}
	}
	d.links(v)
	v.RuleTables = d.ruleTables(v)
	findings, names := now.view.Result.Findings, now.view.Names
	return now.view.Hosted(&page.Host{
		Assets: v.Root + "static/",
		Extra:  []string{"host.css", "htmx.min.js", "serve.js"},
		Meta:   s.piece("config", nil),
		Bar:    s.piece("bar", v),
		Head:   s.piece("head", v),
		Before: s.piece("settled", v),
		Fix: func(i, k int) string {
			x := &findings[i].Fixes[k]
			if !triable(x) || x.Also || !findings[i].Counts() {
				return ""
			}
			return s.piece("fix", &fixShow{v, names[i], k, v.pack.Say(x.Title)})
		},
		Card: func(i int) string {
			f := &findings[i]
			c := &cardShow{show: v, Name: names[i], Waived: f.Waiver != nil, Fresh: fresh[names[i]], Place: f.At.Kind == schema.InText || f.At.Kind == schema.InCell, Reported: f.Reported, Computed: f.Computed}
			return s.piece("card", c)
		},
		Tabs: d.tabs(s, v),
	})
}

// fixShow is a way to mend that can be tried.
type fixShow struct {
	*show
	Name  string
	Fix   int
	Words string
}

// cardShow is what can be done with a finding.
type cardShow struct {
	*show
	Name                 string
	Waived, Fresh, Place bool
	Reported, Computed   string
}

func briefs(p *lang.Pack, list []*render.Finding) []string {
	var out []string
	for _, f := range list {
		out = append(out, render.Brief(p, f))
	}
	return out
}

// links are what can be taken away.
func (d *desk) links(v *show) {
	rep := d.base.Report
	for i := range d.files {
		key, draft := "serve.take.appendix", rep.Document != nil && rep.Document.Source == i
		if draft {
			key = "serve.take.draft"
		}
		n := strconv.Itoa(i)
		v.Copies = append(v.Copies, link{"copy/" + n, v.Say(key, "name", d.files[i].Name), draft})
		if draft && d.files[i].format == "docx" {
			v.Copies = append(v.Copies, link{"copy/" + n + "?suggest=1", v.Say("serve.take.suggest"), false})
		}
	}
	takes := [][2]string{{noteName, "note"}, {pageName, "page"}, {certificateName, "certificate"}, {specName, "spec"}}
	if len(d.waivers) > 0 {
		takes = append(takes, [2]string{configName, "config"})
	}
	for _, t := range append(takes, [2]string{allName, "all"}) {
		v.Takes = append(v.Takes, link{"take/" + t[0], v.Say("serve.take." + t[1]), false})
	}
}

func (d *desk) ruleTables(v *show) []ruleTable {
	var out []ruleTable
	n := 0
	for _, group := range tables(d.offered) {
		t := d.base.Report.Tables[group[0].table]
		name := t.Title
		if name == "" {
			name = d.base.Report.Sheets[t.Sheet].Name
		}
		rt := ruleTable{Name: name}
		for _, o := range group {
			line := ruleLine{N: n, Text: o.Text, About: v.Say("serve.rules.about", "about", o.About, "origin", v.Say("infer.origin."+o.Origin), "held", o.Held, "tested", o.Tested)}
			if yes, said := d.choices[o.key]; said {
				line.Said = map[bool]string{true: "yes", false: "no"}[yes]
			}
			rt.Rules = append(rt.Rules, line)
			n++
		}
		out = append(out, rt)
	}
	return out
}

func (d *desk) tabs(s *Server, v *show) []page.Tab {
	if len(d.offered) == 0 {
		return nil
	}
	return []page.Tab{{ID: "rules", Name: v.Say("serve.rules"), Count: undecided(d.offered, d.choices), HTML: s.piece("rules", v)}}
}

// copy hands out the annotated copy of a file.
func (s *Server) copy(w http.ResponseWriter, r *http.Request, d *desk) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 0 || n >= len(d.files) || !d.checked() {
		s.fail(w, r, refused(http.StatusNotFound, "copy", "serve.no-desk"))
		return
	}
	files, err := d.copies(s.asked(r), r.URL.Query().Get("suggest") != "")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	hand(w, marked(files[n].Name), files[n].Data)
}

// take hands out what else can be taken away.
func (s *Server) take(w http.ResponseWriter, r *http.Request, d *desk) {
	name, ok := r.PathValue("name"), d.checked()
	var data []byte
	var err error
	switch {
	case !ok:
	case name == allName:
		data, err = d.all(s.asked(r))
	default:
		data, ok, err = d.take(name, s.asked(r))
	}
	switch {
	case err != nil:
		s.fail(w, r, err)
	case !ok:
		s.fail(w, r, refused(http.StatusNotFound, "file", "serve.no-desk"))
	default:
		hand(w, name, data)
	}
}

// checked reports whether the desk has an answer.
func (d *desk) checked() bool {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.base != nil
}
