package recognize

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// definitions makes rules of the definitions that notes and footnotes state in
// words: "Rate = number of these / number of those * 100%". The words propose
// columns by what they share with their headers, and the figures choose among the
// nearest; a definition that no choice bears out is a doubt.
func (d *finder) definitions() {
	if doc := d.rep.Document; doc != nil {
		for i := range doc.Blocks {
			b := &doc.Blocks[i]
			if b.Kind == schema.TableBlock || !strings.Contains(b.Text, "=") || !strings.Contains(b.Text, "/") {
				continue
			}
			d.definition(b.Text, schema.AtSpan(schema.Span{Block: i, Start: 0, End: len(b.Text)}))
		}
	}
	for _, c := range d.t.Captions {
		if strings.Contains(c.Text, "=") && strings.Contains(c.Text, "/") {
			d.definition(c.Text, c.At)
		}
	}
}

// definition reads one definition of a ratio.
func (d *finder) definition(text string, source schema.Location) {
	left, right, _ := strings.Cut(text, "=")
	num, den, ok := strings.Cut(right, "/")
	if !ok || strings.Contains(den, "=") {
		return
	}
	if i := strings.IndexAny(den, "*×;"); i >= 0 {
		den = den[:i]
	}
	if i := strings.LastIndex(den, " x "); i >= 0 {
		den = den[:i]
	}
	targets := d.nearest(left, d.rate)
	nums, dens := d.nearest(num, d.amount), d.nearest(den, d.amount)
	if len(targets) == 0 || len(nums) == 0 || len(dens) == 0 {
		return
	}
	type choice struct {
		rule         schema.Rule
		held, tested int
	}
	var best choice
	for _, t := range targets {
		for _, a := range nums {
			for _, b := range dens {
				if a == b {
					continue
				}
				r := d.across(t, &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{variable(a), variable(b)}}, schema.Declared, source)
				if held, tested := d.count(&r); held > best.held {
					best = choice{r, held, tested}
				} else if best.tested == 0 {
					best = choice{r, held, tested}
				}
			}
		}
	}
	if best.held*10 < best.tested*heldTenths || best.held < 3 {
		if utf8.RuneCountInString(text) < 200 {
			doubt(d.t, "recognize.definition", "text", strings.TrimSpace(text), "held", best.held, "tested", best.tested)
		}
		return
	}
	best.rule.Hard = true
	for i := range d.t.Rules {
		r := &d.t.Rules[i]
		if r.Axis == schema.Across && r.Target == best.rule.Target {
			if r.Origin == schema.Inferred { // the words confirm what the figures showed
				best.rule.Strength = r.Strength
				*r = best.rule
			}
			return
		}
	}
	d.t.Rules = append(d.t.Rules, best.rule)
}

// nearest lists up to three columns of a kind whose headers share most words with a
// name, at least a third of all the words of both.
func (d *finder) nearest(name string, fits func(int) bool) []int {
	if d.headers == nil {
		d.headers = make([][2][]string, len(d.t.Columns))
		for c := range d.t.Columns {
			if path := d.t.Columns[c].Path; len(path) > 0 {
				d.headers[c] = [2][]string{wordSet(path[len(path)-1]), wordSet(d.t.Columns[c].Name())}
			}
		}
	}
	want := wordSet(name)
	type match struct{ col, score int }
	var found []match
	for c := range d.t.Columns {
		if !fits(c) || len(d.t.Columns[c].Path) == 0 {
			continue
		}
		if score := max(overlap(want, d.headers[c][0]), overlap(want, d.headers[c][1])); score >= 33 {
			found = append(found, match{c, score})
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return b.score - a.score })
	var out []int
	for _, m := range found[:min(len(found), 3)] {
		out = append(out, m.col)
	}
	return out
}

// wordSet are the words of a text, each once, in order.
func wordSet(text string) []string {
	words := lang.Words(text)
	slices.Sort(words)
	return slices.Compact(words)
}

// overlap is the share, in percent, of the words of two sets that both have.
func overlap(a, b []string) int {
	common, all := 0, len(a)+len(b)
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0], b[0]) {
		case -1:
			a = a[1:]
		case 1:
			b = b[1:]
		default:
			common++
			a, b = a[1:], b[1:]
		}
	}
	if all -= common; all == 0 {
		return 0
	}
	return common * 100 / all
}
