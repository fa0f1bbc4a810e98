package recognize

import (
	"slices"

	"doisoat/schema"
)

// share is a column of shares in one total: target = of / whole, where whole is the
// figure of the column of at the row that shows a hundred per cent, or one.
type share struct {
	target, of, row int
	percent         bool
	verdict
	cost int
}

// finer is how many times finer than a share its total must be written, so that the
// rounding of the total changes no share.
const finer = 10

// shares finds the columns of shares ("Cơ cấu (%)") and the amounts that they are shares
// of. A rule across cannot name a cell of another row, so that the total is a constant
// in it, and its place is where the rule comes from.
func (d *finder) shares(w *view) {
	for _, t := range w.lines {
		if !d.rate(t) || d.states(w.axis, t) {
			continue
		}
		var best share
		for _, row := range d.hundreds(w, t) {
			for _, o := range w.lines {
				if !d.amount(o) {
					continue
				}
				if s, ok := w.share(t, o, row); ok && (!best.ok || s.bits-s.cost > best.bits-best.cost) {
					best = s
				}
			}
		}
		if best.ok {
			d.t.Rules = append(d.t.Rules, best.rule(w))
		}
	}
}

// hundreds are the first rows at which a column shows a hundred, or one.
func (d *finder) hundreds(w *view, col int) []int {
	const most = 4
	unit := 2 * schema.Pow10(d.f.scale)
	var out []int
	for _, r := range w.insts {
		if v, has := w.value(col, r); has && (v == unit || v == 100*unit) && len(out) < most {
			out = append(out, r)
		}
	}
	return out
}

func (w *view) share(target, of, row int) (s share, ok bool) {
	f := w.f
	ti, oi := w.at(target, row), w.at(of, row)
	whole := f.v[oi]
	if !f.has[oi] || whole <= 0 || f.half[ti] == 0 || f.slack[oi] > 0 && f.v[ti]/f.half[ti] > whole/f.slack[oi]/finer {
		return s, false
	}
	s = share{target: target, of: of, row: row, percent: f.v[ti] != 2*schema.Pow10(f.scale)}
	s.verdict = w.weigh(target, func(i int) outcome { return w.partOf(i, &s) })
	s.cost = 2*(log2(int64(len(w.lines)), 1)+1) + 3
	ok = s.ok && s.telling >= 3 && s.held*10 >= (s.held+s.breaks)*multipleTenths && s.net() >= needBits
	return s, ok
}

func (s *share) net() int { return s.bits - s.cost - breakCost*s.breaks }

// partOf works a share out at an instance; the row of the total itself tells nothing.
func (w *view) partOf(inst int, s *share) (o outcome) {
	f := w.f
	ti, oi := w.at(s.target, inst), w.at(s.of, inst)
	if !f.has[ti] || !f.has[oi] {
		return o
	}
	k := int64(1)
	if s.percent {
		k = 100
	}
	t, half, whole := f.v[ti], f.half[ti], f.v[w.at(s.of, s.row)]
	o.tested = true
	o.telling = t != 0 && inst != s.row && f.v[oi] != whole
	o.print = mix(mix(0, t), f.v[oi])
	o.held = f.ratioHolds(t, half, rounded(f.v[oi], f.slack[oi]), rounded(whole, f.slack[w.at(s.of, s.row)]), k)
	o.size, o.width = abs(t), half+scaled(abs(t), f.slack[oi], abs(f.v[oi]))
	return o
}

func (s *share) rule(w *view) schema.Rule {
	at := w.d.t.Ref(s.row, s.of)
	whole := w.d.rep.At(at).Number.AsShown().Trim()
	rows := slices.DeleteFunc(slices.Clone(w.insts), func(i int) bool { return i == s.row })
	return schema.Rule{
		Axis: w.axis, Form: schema.Other, Target: s.target, Over: rows, Percent: s.percent, Origin: schema.Inferred,
		Source:   schema.AtCell(at),
		Expr:     &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{variable(s.of), {Op: schema.OpConst, Const: whole}}},
		Strength: s.net(), Hard: w.d.overwhelming(s.verdict, s.net()),
	}
}
