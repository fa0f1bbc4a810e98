package claim

import (
	"slices"

	"doisoat/internal/tie"
	"doisoat/schema"
)

// triads reads two amounts and the percentage between them together: "fell from 246 to 140,
// a drop of 43.1%", "đạt 12.450 tấn, tăng 4,2% so với 11.948 tấn". Of the three, two that
// are what cells of one row or one column give say which cells the third is of, however
// few words name it: when it is a slip of the pen from what these give, it is one. This is
// the reasoning of a balance edit with one field in error (Fellegi and Holt 1976).
func (r *reader) triads() {
	told := r.toldCells()
	for z := range r.figures {
		fig := &r.figures[z]
		if !fig.Number.Percent || !fig.Numeric || fig.Verdict == schema.NotClaim || len(significantDigits(fig)) < 2 {
			continue
		}
		for _, pair := range r.amountsBy(z) {
			if r.triad(told, pair[0], pair[1], z) {
				told = r.toldCells()
				break
			}
		}
	}
}

// amountsBy lists the pairs of amounts next to a percentage in its sentence: both before
// it, one on either side, or both behind it.
func (r *reader) amountsBy(z int) [][2]int {
	at := r.at[z]
	s := r.blocks[at.block].sentenceAt(at.tok)
	amount := func(k int) bool {
		if k < 0 || k >= len(r.figures) || r.at[k].block != at.block || r.at[k].tok < s[0] || r.at[k].tok >= s[1] {
			return false
		}
		f := &r.figures[k]
		return !f.Number.Percent && f.Numeric && f.Verdict != schema.NotClaim && (f.Role == schema.RoleValue || f.Role == schema.RoleCount && r.binds[k].plain) && len(significantDigits(f)) >= 2
	}
	var out [][2]int
	for _, p := range [][2]int{{z - 2, z - 1}, {z - 1, z + 1}, {z + 1, z + 2}} {
		if amount(p[0]) && amount(p[1]) && r.unparted(p[0], z) && r.unparted(p[1], z) {
			out = append(out, p)
		}
	}
	return out
}

// unparted reports whether no sign that ends a statement stands between two figures.
func (r *reader) unparted(a, b int) bool {
	from, to := min(r.at[a].tok, r.at[b].tok), max(r.at[a].tok, r.at[b].tok)
	toks := r.blocks[r.at[a].block].toks
	return !slices.ContainsFunc(toks[from:to], func(t token) bool { return t.is(';') })
}

// triad reads two amounts and a percentage, of which one may be open; it reports whether it
// made a claim.
func (r *reader) triad(told []toldCell, x, y, z int) bool {
	switch {
	case told[x].ok && told[y].ok:
		return r.openValue(z) && r.betweenCells(told[x].CellName, told[y].CellName, z)
	case told[x].ok && r.openValue(y):
		return r.thirdOf(told[x].CellName, y, z)
	case told[y].ok && r.openValue(x):
		return r.thirdOf(told[y].CellName, x, z)
	}
	return false
}

// betweenCells claims that a percentage is the change or the share between two cells.
func (r *reader) betweenCells(a, b schema.CellName, z int) bool {
	if a.Table != b.Table || a == b || a.Row != b.Row && a.Col != b.Col {
		return false
	}
	fig := &r.figures[z]
	var slip *schema.Formula
	n := 0
	for _, f := range r.formsBetween(a, b, z) {
		w, ok := tie.Work(r.rep, &f)
		switch {
		case !ok:
		case w.Fits(fig.Number, fig.Approx).Ties():
			r.settled(z, f)
			return true
		case len(significantDigits(fig)) >= 3 && likeness(fig, w.Value) >= least:
			slip, n = &f, n+1
		}
	}
	if n != 1 || r.query(z).cue&(cueChange|cueShare) == 0 {
		return false
	}
	r.settled(z, *slip)
	r.claims[len(r.claims)-1].Sure = true
	return true
}

// formsBetween are the changes and shares that a percentage between two cells can tell: a
// change where the words say so, else a share.
func (r *reader) formsBetween(a, b schema.CellName, z int) []schema.Formula {
	var out []schema.Formula
	change := r.figures[z].Role == schema.RoleChange || r.query(z).cue&cueChange != 0
	for _, p := range [2][2]schema.CellName{{a, b}, {b, a}} {
		f := schema.Formula{Form: schema.PercentForm, Top: []schema.CellName{p[0]}, Bottom: []schema.CellName{p[1]}}
		if change {
			f.Form = schema.GrowthForm
			w, ok := tie.Work(r.rep, &f)
			if !ok {
				continue
			}
			up, _, said := r.direction(z)
			if said && up != (w.Value.Sign() >= 0) {
				continue // the other way round
			}
			f.Down = w.Value.Sign() < 0
		}
		out = append(out, f)
	}
	return out
}

// thirdOf finds the one cell of the row of another which, with it, gives a percentage, and
// of which an open amount is a slip of the pen, or which it is.
func (r *reader) thirdOf(known schema.CellName, open, z int) bool {
	table := r.rep.Tables[known.Table]
	pct, fig := &r.figures[z], &r.figures[open]
	if len(significantDigits(pct)) < 3 {
		return false
	}
	var found schema.Formula
	n, like := 0, false
	for col := range table.Columns {
		k := table.Columns[col].Kind
		at := schema.CellName{Table: known.Table, Row: known.Row, Col: col}
		if at == known || k < schema.Count || k > schema.Measure {
			continue
		}
		own := schema.Formula{Form: schema.SumForm, Top: []schema.CellName{at}}
		w, ok := tie.Work(r.rep, &own)
		if !ok {
			continue
		}
		ties := w.Fits(fig.Number, fig.Approx).Ties()
		if !ties && likeness(fig, w.Value) < least {
			continue
		}
		for _, f := range r.formsBetween(known, at, z) {
			if v, ok := tie.Work(r.rep, &f); ok && v.Fits(pct.Number, pct.Approx).Ties() {
				found, like = own, !ties
				n++
			}
		}
	}
	if n != 1 {
		return false
	}
	r.settled(open, found)
	r.claims[len(r.claims)-1].Sure = like
	return true
}
