package recognize

import (
	"math/bits"
	"slices"

	"doisoat/schema"
)

// multiple is a relation target = factor × of between two columns: one amount in two
// units, a fee of so much apiece, a price that is the same for all.
type multiple struct {
	target, of int
	factor     schema.Decimal
	verdict
	cost int
}

const (
	factorDigits   = 3  // digits that a constant may have
	factorPlaces   = 4  // places that it may have
	multipleLines  = 60 // columns up to which constants are sought
	multipleTenths = 9  // of the rows, in tenths, on which a constant must hold
)

// multiples finds the columns that are a constant times another, where no rule gives
// either of the other. The constant is the one of fewest digits that the rounding of
// some row leaves open; its digits are part of the cost.
func (d *finder) multiples(w *view) {
	if len(w.lines) > multipleLines {
		return
	}
	for k, t := range w.lines {
		if !d.amount(t) || d.states(w.axis, t) {
			continue
		}
		var best multiple
		for _, o := range w.lines[:k] {
			if !d.amount(o) || d.joined(o, t) {
				continue
			}
			if m, ok := w.multiple(t, o); ok && (!best.ok || m.bits-m.cost > best.bits-best.cost) {
				best = m
			}
		}
		if best.ok {
			d.t.Rules = append(d.t.Rules, best.rule(w))
		}
	}
}

// joined reports whether a rule across has both columns in it.
func (d *finder) joined(a, b int) bool {
	for i := range d.t.Rules {
		if r := &d.t.Rules[i]; r.Axis == schema.Across && r.Expr != nil {
			all := append(r.Expr.Vars(), r.Target)
			if slices.Contains(all, a) && slices.Contains(all, b) {
				return true
			}
		}
	}
	return false
}

// multiple looks for the constant between two columns at the rows looked at first.
func (w *view) multiple(target, of int) (best multiple, ok bool) {
	size := log2(int64(len(w.lines)), 1) + 1
	first := w.rank[:min(len(w.rank), 4)]
	for k, inst := range first {
		if len(first) > 1 && !w.inStep(target, of, inst, first[(k+1)%len(first)]) && !w.inStep(target, of, inst, first[(k+2)%len(first)]) {
			continue
		}
		m := multiple{target: target, of: of}
		if m.factor, ok = w.constant(inst, target, of); !ok || best.ok && m.factor == best.factor {
			continue
		}
		m.verdict = w.weigh(target, func(i int) outcome { return w.times(i, &m) })
		m.cost = 2*size + 4 + bits.Len64(uint64(m.factor.Coef))
		if m.ok && m.telling >= 3 && m.held*10 >= (m.held+m.breaks)*multipleTenths &&
			m.bits-m.cost-breakCost*m.breaks >= needBits && (!best.ok || m.bits > best.bits) {
			best = m
		}
	}
	return best, best.ok
}

// inStep reports whether two figures have, as rounded, the same quotient at two
// instances: a sieve without big numbers.
func (w *view) inStep(target, of, i, j int) bool {
	f := w.f
	ti, oi, tj, oj := w.at(target, i), w.at(of, i), w.at(target, j), w.at(of, j)
	return mul(f.v[ti]-f.half[ti], f.v[oj]-f.slack[oj]).cmp(mul(f.v[tj]+f.half[tj], f.v[oi]+f.slack[oi])) <= 0 &&
		mul(f.v[tj]-f.half[tj], f.v[oi]-f.slack[oi]).cmp(mul(f.v[ti]+f.half[ti], f.v[oj]+f.slack[oj])) <= 0
}

// constant is the decimal of fewest digits between the least and the greatest quotient
// of two figures; there is none that is 1, or has more than factorDigits.
func (w *view) constant(inst, target, of int) (schema.Decimal, bool) {
	f := w.f
	ti, oi := w.at(target, inst), w.at(of, inst)
	t, o, h, s := f.v[ti], f.v[oi], f.half[ti], f.slack[oi]
	if !f.has[ti] || !f.has[oi] || t-h <= 0 || o-s <= 0 {
		return schema.Decimal{}, false
	}
	for places := -maxScale; places <= factorPlaces; places++ {
		up, down := schema.Pow10(max(places, 0)), schema.Pow10(max(-places, 0))
		// The least n for which n × down / up is no less than the least quotient.
		n := int64(1)
		if over, denom := bits.Mul64(uint64(o+s), uint64(down)); over == 0 {
			hi, lo := bits.Mul64(uint64(t-h), uint64(up))
			if hi >= denom {
				break
			}
			quo, rem := bits.Div64(hi, lo, denom)
			if rem > 0 {
				quo++
			}
			if quo >= uint64(schema.Pow10(factorDigits)) {
				break // with more places it only has more digits
			}
			n = int64(quo)
		}
		if mul(n*down, o-s).cmp(mul(t+h, up)) > 0 {
			continue
		}
		if n*down == up {
			break
		}
		return schema.Decimal{Coef: n * down, Places: int8(max(places, 0))}, true
	}
	return schema.Decimal{}, false
}

// times works target = factor × of out at an instance.
func (w *view) times(inst int, m *multiple) (o outcome) {
	f := w.f
	ti, oi := w.at(m.target, inst), w.at(m.of, inst)
	if !f.has[ti] || !f.has[oi] {
		return o
	}
	t, half := f.v[ti], f.half[ti]
	o.tested = true
	o.telling = t != 0 && f.v[oi] != 0
	o.print = mix(mix(0, t), f.v[oi])
	o.held = f.timesHolds(t, half, rounded(f.v[oi], f.slack[oi]), m.factor.Coef, schema.Pow10(int(m.factor.Places)))
	o.size, o.width = abs(t), half+scaled(abs(t), f.slack[oi], abs(f.v[oi]))
	return o
}

// timesHolds reports whether t = a × k / by can be, each within its interval; k and by
// are positive.
func (f *figures) timesHolds(t, half int64, a amount, k, by int64) bool {
	lo, hi, loOpen, hiOpen := reported(t, half)
	c := mul(a.v+a.slack, k).cmp(mul(lo, by))
	e := mul(a.v-a.slack, k).cmp(mul(hi, by))
	return (c > 0 || c == 0 && !loOpen && !a.hiOpen) && (e < 0 || e == 0 && !hiOpen && !a.loOpen)
}

func (m *multiple) rule(w *view) schema.Rule {
	strength := m.bits - m.cost - breakCost*m.breaks
	one := m.factor.Trim().Coef
	for one%10 == 0 {
		one /= 10
	}
	return schema.Rule{
		Axis: w.axis, Form: schema.Product, Target: m.target, Over: w.insts, Origin: schema.Inferred,
		Expr: &schema.Expr{Op: schema.OpMul, Args: []*schema.Expr{{Op: schema.OpConst, Const: m.factor}, variable(m.of)}},
		// A fee or a share may well differ for one row; the unit of a column does not.
		Strength: strength, Hard: one == 1 && w.d.overwhelming(m.verdict, strength),
	}
}
