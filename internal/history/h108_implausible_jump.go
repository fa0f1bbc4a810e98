package history

import (
	"math/big"
	"slices"

	"doisoat/internal/series"
	"doisoat/schema"
)

// implausibleJump finds figures far beyond all that their own history has shown.
var implausibleJump = newCheck("H108", "implausible-jump", schema.Note, runImplausibleJump)

const (
	longEnough = 12 // figures of other spans that make a history
	beyond     = 8  // times the greatest, or less than the least divided by it
)

func runImplausibleJump(p *pass) {
	for _, s := range p.archive.Series {
		if s.Relative || s.Plan || s.Class != series.Monthly {
			continue
		}
		last := s.Latest()
		if len(last) <= longEnough || !grows(s) {
			continue
		}
		for i, q := range last {
			p.jump(last, i, q)
		}
	}
}

// jump holds one figure against the nearest others: the next greatest and the next least
// of the years around it, so that one wild figure does not excuse another.
func (p *pass) jump(all []*series.Point, i int, q *series.Point) {
	var near []*big.Rat
	for k := max(0, i-longEnough); k < min(len(all), i+longEnough+1); k++ {
		if k != i && comparable(all[k], q) && value(all[k]).Sign() > 0 {
			near = append(near, value(all[k]))
		}
	}
	v := value(q)
	if len(near) < longEnough || v.Sign() <= 0 || q.Number.Shown == 0 && v.Cmp(big.NewRat(10, 1)) < 0 {
		return
	}
	slices.SortFunc(near, func(a, b *big.Rat) int { return a.Cmp(b) })
	times := big.NewRat(beyond, 1)
	high := new(big.Rat).Mul(near[len(near)-1], times)
	low := new(big.Rat).Quo(near[0], times)
	if v.Cmp(high) < 0 && v.Cmp(low) > 0 {
		p.passed(1)
		return
	}
	median := near[len(near)/2]
	f := p.of(q)
	f.Cause = powerOfTen(v, median)
	f.Message = schema.Say("h108.message", "unit", f.Unit, "reported", f.Reported, "span", q.Span.String(), "least", near[0].FloatString(int(q.Number.Shown)), "most", near[len(near)-1].FloatString(int(q.Number.Shown)))
	p.found(f)
}

// powerOfTen is the slip of a figure that fits its history when the decimal mark is moved
// by three places.
func powerOfTen(v, median *big.Rat) string {
	q := new(big.Rat).Quo(v, median)
	for _, n := range []int64{1000, 1_000_000} {
		for _, k := range []*big.Rat{big.NewRat(n, 1), big.NewRat(1, n)} {
			r := new(big.Rat).Quo(q, k)
			if r.Cmp(big.NewRat(1, 2)) > 0 && r.Cmp(big.NewRat(2, 1)) < 0 {
				return "unit-slip"
			}
		}
	}
	return ""
}
