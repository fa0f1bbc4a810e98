package recognize

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// orient writes a product in the direction in which it was worked out. Of a = b × c the
// line is a quotient whose figures need rounding to fit; where all fit exactly and a
// stands last, it is the first factor that is told as a over the other.
func (w *view) orient(q quotient) quotient {
	if q.change || q.num2 >= 0 || q.den2 >= 0 {
		return q
	}
	f := w.f
	var product, target, den int // instances that fit when the operands are exact
	for _, i := range w.insts[:min(len(w.insts), weighed)] {
		a, _, oka := w.amountAt(i, q.num, -1)
		b, _, okb := w.amountAt(i, q.den, -1)
		c, _, okc := w.amountAt(i, q.target, -1)
		if !oka || !okb || !okc || a == 0 || b == 0 || c == 0 {
			continue
		}
		if f.productHolds(a, f.half[w.at(q.num, i)], c, 0, b, 0, q.k) {
			product++
		}
		if fits(f, c, f.half[w.at(q.target, i)], a, b, q.k) {
			target++
		}
		if fits(f, b, f.half[w.at(q.den, i)], a, c, q.k) {
			den++
		}
	}
	swap := func() {
		q.target, q.den = q.den, q.target
	}
	// The words of the lines, the figures and their order each speak for one of the two.
	votes := 0
	vote := func(forDen, forTarget bool) {
		switch {
		case forDen && !forTarget:
			votes++
		case forTarget && !forDen:
			votes--
		}
	}
	vote(w.d.rateWords(w.axis, q.den), w.d.rateWords(w.axis, q.target))
	vote(den > target, target > den)
	vote(q.den > q.target, q.target > q.den)
	first, last := min(q.target, q.den), max(q.target, q.den)
	switch {
	case product >= target && product >= den && q.num > last:
		if q.target != first {
			swap()
		}
	case votes > 0, votes == 0 && q.den > q.target:
		swap()
	}
	return q
}

// rateWords reports whether the words of a line call it a ratio, a mean or so much per
// something.
func (d *finder) rateWords(axis schema.Axis, line int) bool {
	var f string
	if axis == schema.Across {
		f = lang.Fold(d.t.Columns[line].Name())
	} else {
		f = lang.Fold(d.t.Rows[line].Label)
	}
	p := &d.pack.Table
	return hasAny(f, p.Ratio) || hasAny(f, p.Average) || hasAny(f, p.Per)
}

// fits reports whether t is k × a / b rounded, or cut off, a and b as they stand.
func fits(f *figures, t, half, a, b, k int64) bool {
	if b < 0 {
		a, b = -a, -b
	}
	return f.ratioHolds(t, half, amount{v: a}, amount{v: b}, k)
}
