package recognize

import (
	"math/bits"

	"doisoat/schema"
)

// figures is the body of a table as whole numbers of one scale, for screening many
// relations fast and exactly: a value v stands for v / (2 × 10^scale), and the half
// width of its rounding interval is h in the same unit (twice the scale, so that
// half a unit of the last place is whole).
type figures struct {
	t      *schema.Table
	rows   int
	cols   int
	scale  int
	v      []int64
	half   []int64 // of a target: half a unit of the last place shown
	slack  []int64 // of an operand: nought for whole counts
	has    []bool
	grain  int64  // what every whole number is a multiple of, 1 when nothing: see grainOf
	nought []bool // blank or a mark for none: counts as nought in a sum
}

const maxScale = 6

func newFigures(rep *schema.Report, t *schema.Table, exact bool) *figures {
	return grainFigures(rep, t, exact, 1)
}

// grainFigures takes the whole numbers to be rounded to multiples of grain.
func grainFigures(rep *schema.Report, t *schema.Table, exact bool, grain int64) *figures {
	f := &figures{t: t, grain: grain, rows: len(t.Rows), cols: len(t.Columns)}
	n := f.rows * f.cols
	f.v, f.half, f.slack = make([]int64, n), make([]int64, n), make([]int64, n)
	f.has, f.nought = make([]bool, n), make([]bool, n)
	for r := range t.Rows {
		for c := range t.Columns {
			if k := t.Columns[c].Kind; k == schema.Count || k == schema.Measure || k == schema.Ratio || k == schema.Index {
				x := rep.At(t.Ref(r, c))
				if x.Kind == schema.Numeric {
					f.scale = max(f.scale, min(int(x.Number.Shown), maxScale))
				}
			}
		}
	}
	for r := range t.Rows {
		for c := range t.Columns {
			f.read(rep, r, c, exact)
		}
	}
	return f
}

func (f *figures) read(rep *schema.Report, r, c int, exact bool) {
	i := r*f.cols + c
	switch k := f.t.Columns[c].Kind; k {
	case schema.Count, schema.Measure, schema.Ratio, schema.Index:
	default:
		return
	}
	x := rep.At(f.t.Ref(r, c))
	if x.Kind == schema.Empty || x.Kind == schema.Nil {
		f.nought[i] = true
		return
	}
	if x.Kind != schema.Numeric || x.Number.Scale != 0 {
		return
	}
	d := x.Number.AsShown().Trim()
	var extra int64
	for int(d.Places) > f.scale {
		if d.Coef%10 != 0 {
			extra = 2
		}
		d.Coef /= 10
		d.Places--
	}
	p := schema.Pow10(f.scale - int(d.Places))
	if hi, lo := bits.Mul64(uint64(abs(d.Coef)), uint64(2*p)); hi != 0 || lo > 1<<61 {
		return
	}
	f.v[i], f.has[i] = 2*d.Coef*p, true
	ulp := schema.Pow10(max(f.scale-int(x.Number.Shown), 0))
	if x.Number.Shown == 0 && f.grain > 1 { // at random to either multiple, so a whole one on both sides
		f.half[i], f.slack[i] = 2*f.grain*ulp, 2*f.grain*ulp
		return
	}
	f.half[i] = ulp
	if x.Number.Shown > 0 || x.Number.Hidden() || !exact && f.t.Columns[c].Kind != schema.Count {
		f.slack[i] = ulp + extra
	}
}

// grainOf is the greatest of 5, 10, 50, … 1000 that all whole numbers of the amounts of
// a table are multiples of, 1 when there is none or the numbers are few. Statistical
// offices round counts at random to such a base, to keep what is told of few confidential.
func (d *finder) grainOf() int64 {
	const enough = 30
	bases := []int64{1000, 500, 100, 50, 10, 5, 1}
	k, n := 0, 0
	unit := 2 * schema.Pow10(d.f.scale)
	for c := range d.t.Columns {
		if !d.amount(c) || d.t.Columns[c].Places != 0 {
			continue
		}
		for _, r := range d.data {
			v := d.f.v[d.f.at(r, c)]
			if v == 0 {
				continue
			}
			for n++; v%(bases[k]*unit) != 0 && k < len(bases)-1; k++ {
			}
		}
	}
	if n < enough {
		return 1
	}
	return bases[k]
}

func (f *figures) at(r, c int) int { return r*f.cols + c }

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// log2 is the floor of the binary logarithm of a/b for positive numbers, nought
// when a <= b.
func log2(a, b int64) int {
	if a <= b || b <= 0 {
		return 0
	}
	return bits.Len64(uint64(a/b)) - 1
}
