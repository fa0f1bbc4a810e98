package serve

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"doisoat/internal/amend"
	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

// triable reports whether a way to mend can be tried on: it says the words to write.
func triable(x *schema.Fix) bool {
	return x.Replacement != "" && (x.At.Kind == schema.InText || x.At.Kind == schema.InCell)
}

// named finds a finding of the run that is shown, by its fingerprint, and gives the report
// as read that the run is of.
func (d *desk) named(name string) (*schema.Finding, *lang.Pack, *schema.Report, error) {
	rep, err := d.current()
	if err != nil {
		return nil, nil, nil, err
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	at := slices.Index(d.see(d.now, nil).view.Names, name)
	if at < 0 {
		return nil, nil, nil, refused(http.StatusConflict, "finding", "serve.gone")
	}
	return &d.now.Findings[at], d.now.Pack, rep, nil
}

// try tries on a way to mend a finding of the run that is shown, with all its steps.
func (d *desk) try(ctx context.Context, name string, fix int) error {
	f, pack, rep, err := d.named(name)
	switch {
	case err != nil:
		return err
	case fix < 0 || fix >= len(f.Fixes) || !triable(&f.Fixes[fix]):
		return refused(http.StatusConflict, "fix", "serve.gone")
	}
	fixes := f.Fixes[fix:]
	steps := 1
	for steps < len(fixes) && fixes[steps].Also {
		steps++
	}
	return d.put(ctx, pack.Say(fixes[0].Title), change(rep, fixes[:steps]))
}

// change makes the steps of one way to mend. Words are replaced from the end of the
// draft on, so that what stands before keeps its place.
func change(rep *schema.Report, steps []schema.Fix) *schema.Report {
	list := slices.Clone(steps)
	slices.SortStableFunc(list, func(a, b schema.Fix) int {
		if a.At.Kind != schema.InText || b.At.Kind != schema.InText {
			return 0
		}
		if c := b.At.Span.Block - a.At.Span.Block; c != 0 {
			return c
		}
		return b.At.Span.Start - a.At.Span.Start
	})
	for i := range list {
		switch x := &list[i]; {
		case !triable(x):
		case x.At.Kind == schema.InCell:
			rep = amend.Type(rep, x.At.Ref, x.Replacement)
		default:
			rep = amend.Reword(rep, x.At.Span, x.Replacement)
		}
	}
	return rep
}

// write tries on words of the reader's own in the place of a finding.
func (d *desk) write(ctx context.Context, name, text string) error {
	f, _, rep, err := d.named(name)
	text = strings.TrimSpace(text)
	switch {
	case err != nil:
		return err
	case text == "":
		return refused(http.StatusBadRequest, "fix", "serve.no-words")
	case f.At.Kind != schema.InText && f.At.Kind != schema.InCell:
		return refused(http.StatusConflict, "fix", "serve.gone")
	}
	return d.put(ctx, f.Reported+" → "+text, change(rep, []schema.Fix{{At: f.At, Replacement: text}}))
}

// mostTrials is how many changes stand one on top of another.
const mostTrials = 20

// crowded reports whether no more can be tried on: each trial keeps a report of its own.
func (d *desk) crowded() bool {
	d.lock.Lock()
	n := int64(len(d.trials))
	d.lock.Unlock()
	return n >= mostTrials || n > 0 && d.weight()/(n+1)*(n+2) > d.server.opt.Bounds.Kept
}

// put checks the report with a further change and keeps it as tried.
func (d *desk) put(ctx context.Context, title string, rep *schema.Report) error {
	if d.crowded() {
		return refused(http.StatusConflict, "trials", "serve.many-trials")
	}
	d.lock.Lock()
	spec := d.spec
	d.lock.Unlock()
	var res *audit.Result
	err := d.work(ctx, func() (err error) {
		res, err = run(rep, spec)
		return err
	})
	if err != nil {
		return err
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	d.trials = append(d.trials, trial{title, rep})
	d.now = res
	return nil
}

// untry takes the last trial back, or all of them.
func (d *desk) untry(ctx context.Context, all bool) error {
	d.lock.Lock()
	if n := len(d.trials); n > 0 {
		d.trials = d.trials[:n-1]
	}
	if all {
		d.trials = nil
	}
	spec, left := d.spec, len(d.trials)
	if left == 0 {
		d.now = d.base
	}
	d.lock.Unlock()
	if left == 0 {
		return nil
	}
	return d.again(ctx, spec)
}
