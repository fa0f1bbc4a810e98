package serve

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"doisoat/internal/amend"
	"doisoat/internal/audit"
	"doisoat/internal/gate"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/render"
	"doisoat/schema"
)

// desk is one set of files and all that a reader has done with it.
type desk struct {
	server *Server
	id     string
	files  []file
	before *version // of the set that this one follows, nil for none

	lock    sync.Mutex
	stage   stage
	moved   chan struct{} // closed when the stage changes
	err     error         // why the files could not be checked
	notes   []schema.Message
	raw     *schema.Report // as read, never written to; nil for one so large that it is read anew
	base    *audit.Result  // of the files as they are
	trials  []trial        // what is tried on, each on top of those before
	now     *audit.Result  // with the trials; base when there are none
	offered []offer        // the rules as they were inferred
	choices map[string]bool
	spec    *schema.Spec // of the choices, nil for none
	waivers []schema.Waiver
	misstep schema.Message // why the last thing that was asked for was not done
}

// file is an upload and what it was taken for at a first look.
type file struct {
	read.Upload
	format string // "" for one that could not be told
}

// trial is a change that a reader tries on.
type trial struct {
	title string
	rep   *schema.Report // as read, with the change
}

// version is what a later set of files is held against.
type version struct {
	answer  *render.Answer
	choices map[string]bool
	waivers []schema.Waiver
}

// stage is how far the work on a desk is.
type stage int

const (
	waiting stage = iota
	reading
	recognizing
	checking
	reconciling
	done
)

// desk puts files on a new desk and begins to check them. release is called when their
// bytes no longer count as on their way in.
func (s *Server) desk(o *owner, files []read.Upload, before *version, release func()) *desk {
	d := &desk{server: s, id: secret(), before: before, moved: make(chan struct{}), choices: map[string]bool{}}
	for _, f := range files {
		format, err := read.Format(f, s.opt.Limits)
		if err != nil {
			format = "" // reading it will tell why
		}
		d.files = append(d.files, file{f, format})
	}
	if before != nil {
		d.choices, d.waivers = before.choices, before.waivers
	}
	s.lock.Lock()
	o.desks = append(o.desks, d)
	s.lock.Unlock()
	s.clear()
	go func() {
		defer s.clear()
		defer release()
		d.first()
	}()
	return d
}

// uploads are the files as they came.
func (d *desk) uploads() []read.Upload {
	out := make([]read.Upload, len(d.files))
	for i := range d.files {
		out[i] = d.files[i].Upload
	}
	return out
}

// weight is a rough count of the bytes that a desk keeps.
func (d *desk) weight() int64 {
	d.lock.Lock()
	defer d.lock.Unlock()
	var n int64
	for i := range d.files {
		n += int64(len(d.files[i].Data))
	}
	const cell = 300 // the cell as read and as checked, and its verdict
	if d.base != nil {
		n += cell * int64(cells(d.base.Report))
		if doc := d.base.Report.Document; doc != nil {
			for i := range doc.Blocks {
				n += 8 * int64(len(doc.Blocks[i].Text))
			}
		}
	}
	return n * int64(1+len(d.trials))
}

// cells counts the cells of a report.
func cells(rep *schema.Report) int {
	n := 0
	for _, s := range rep.Sheets {
		for r := range s.Cells {
			n += len(s.Cells[r])
		}
	}
	return n
}

// huge is the number of cells from which on one report is checked at a time, and none is
// kept as it was read beside the answer.
const huge = 200_000

// original is the report as it was read; it must not be written to.
func (d *desk) original() (*schema.Report, error) {
	d.lock.Lock()
	raw := d.raw
	d.lock.Unlock()
	if raw != nil {
		return raw, nil
	}
	return read.Uploads(d.uploads(), d.server.opt.Limits)
}

// clear forgets the oldest answers where there are too many, or they keep too much.
// What is still at work stays.
func (s *Server) clear() {
	s.lock.Lock()
	defer s.lock.Unlock()
	left, kept := s.opt.Bounds.Desks, s.opt.Bounds.Kept
	for _, o := range s.owners {
		var stay []*desk
		for _, d := range slices.Backward(o.desks) {
			w := d.weight()
			if len(stay) > 0 && d.at() == done && (left <= 0 || kept < w) {
				continue
			}
			left--
			kept -= w
			stay = append(stay, d)
		}
		slices.Reverse(stay)
		o.desks = stay
	}
}

// find gives a desk of an owner by its id.
func (s *Server) find(o *owner, id string) *desk {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, d := range o.desks {
		if d.id == id {
			return d
		}
	}
	return nil
}

// forget takes a desk away.
func (s *Server) forget(o *owner, d *desk) {
	s.lock.Lock()
	defer s.lock.Unlock()
	o.desks = slices.DeleteFunc(o.desks, func(x *desk) bool { return x == d })
}

// at is the stage of the work.
func (d *desk) at() stage {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.stage
}

func (d *desk) reach(s stage) {
	d.lock.Lock()
	defer d.lock.Unlock()
	if s > d.stage {
		d.stage = s
		close(d.moved)
		d.moved = make(chan struct{})
	}
}

// beyond waits until the work is beyond a stage, or until the context ends.
func (d *desk) beyond(ctx context.Context, s stage) stage {
	for {
		d.lock.Lock()
		now, moved := d.stage, d.moved
		d.lock.Unlock()
		if now > s || now == done {
			return now
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return now
		}
	}
}

// first checks the files for the first time.
func (d *desk) first() {
	var res *audit.Result
	var raw *schema.Report
	var notes []schema.Message
	var offered []offer
	var spec *schema.Spec
	err := d.work(context.Background(), func() (err error) {
		d.reach(reading)
		if raw, err = read.Uploads(d.uploads(), d.server.opt.Limits); err != nil {
			return err
		}
		stages := map[audit.Stage]stage{audit.Recognizing: recognizing, audit.Checking: checking, audit.Reconciling: reconciling}
		opt := audit.Options{Stage: func(s audit.Stage) { d.reach(stages[s]) }}
		rep := raw
		if cells(raw) > huge {
			d.server.heavy.Lock()
			defer d.server.heavy.Unlock()
			raw = nil
		} else {
			rep = amend.Copy(raw)
		}
		if res, err = audit.Run(rep, opt); err != nil {
			return err
		}
		if notes, err = d.server.opt.Accept(res); err != nil {
			return err
		}
		offered = offers(res)
		if spec = chosen(res, offered, d.choices); spec != nil {
			fresh := raw
			if fresh == nil {
				if fresh, err = read.Uploads(d.uploads(), d.server.opt.Limits); err != nil {
					return err
				}
			}
			sharper, err := run(fresh, spec)
			if err == nil {
				res = sharper
			} else {
				spec = nil // the tables of this version are others
			}
		}
		return nil
	})
	d.lock.Lock()
	if err != nil {
		d.err = err
	} else {
		d.raw, d.base, d.now, d.notes, d.offered, d.spec = raw, res, res, notes, offered, spec
	}
	if d.spec == nil {
		d.choices = map[string]bool{}
	}
	d.lock.Unlock()
	d.reach(done)
}

// run checks a report as it was read, by a spec where there is one.
func run(raw *schema.Report, spec *schema.Spec) (*audit.Result, error) {
	rep := amend.Copy(raw)
	rep.Spec = spec
	return audit.Run(rep, audit.Options{})
}

// large is the size of files from which on a check gets the machine for itself.
const large = 2 << 20

// work does a piece of work when there is a place for it, and gives up on it after the
// limit on time. The place is given back when the work has really ended.
func (d *desk) work(ctx context.Context, do func() error) error {
	s := d.server
	size, need := 0, int64(1)
	for i := range d.files {
		size += len(d.files[i].Data)
	}
	if size > large {
		need = places()
	}
	if err := s.slots.Acquire(ctx, need); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() {
		defer s.slots.Release(need)
		defer func() {
			if p := recover(); p != nil {
				s.opt.Log.Error("panic", "what", fmt.Sprint(p), "where", string(debug.Stack()))
				ended <- refused(http.StatusInternalServerError, "panic", "serve.panic")
			}
		}()
		ended <- do()
	}()
	clock := time.NewTimer(2 * s.opt.Limits.Time)
	defer clock.Stop()
	select {
	case err := <-ended:
		return err
	case <-clock.C:
		return refused(http.StatusServiceUnavailable, "time", "serve.too-long", "seconds", int(2*s.opt.Limits.Time/time.Second))
	}
}

// current is the report as read with the trials that stand.
func (d *desk) current() (*schema.Report, error) {
	d.lock.Lock()
	n := len(d.trials)
	var last *schema.Report
	if n > 0 {
		last = d.trials[n-1].rep
	}
	d.lock.Unlock()
	if last != nil {
		return last, nil
	}
	return d.original()
}

// again checks the report and its trials anew, by a spec.
func (d *desk) again(ctx context.Context, spec *schema.Spec) error {
	var base, now *audit.Result
	err := d.work(ctx, func() error {
		raw, err := d.original()
		if err != nil {
			return err
		}
		current, err := d.current()
		if err != nil {
			return err
		}
		if base, err = run(raw, spec); err != nil {
			return err
		}
		if now = base; d.trying() {
			now, err = run(current, spec)
		}
		return err
	})
	if err != nil {
		return err
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	d.base, d.now, d.spec = base, now, spec
	return nil
}

// trying reports whether anything is tried on.
func (d *desk) trying() bool {
	d.lock.Lock()
	defer d.lock.Unlock()
	return len(d.trials) > 0
}

// seen is a run as it is shown, with its waivers.
type seen struct {
	view    *render.View
	waivers *gate.Waivers
}

// see prepares a run to be shown in a language, nil for that of the report.
func (d *desk) see(res *audit.Result, pack *lang.Pack) *seen {
	own := *res
	own.Findings = slices.Clone(res.Findings)
	v := render.NewView(&own, pack, d.server.opt.Version)
	v.Page = func(c *schema.Check) string { return d.server.opt.CheckPage(c, v.Pack) }
	w := gate.NewWaivers(&schema.Config{Waivers: d.waivers}, time.Now().Format(schema.DayForm))
	v.Names = v.Fingerprints()
	w.Apply(own.Findings, v.Names)
	return &seen{v, w}
}
