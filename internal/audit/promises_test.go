package audit_test

import (
	"math/big"
	"strings"

	"doisoat/schema"
)

// promises are what a table of testdata promises of its figures, written down by hand
// from its headers and notes. They are the judge of the mutation tests, and share no
// code with what they judge: neither the reader of numbers, nor the recogniser, nor
// the evaluation of rules. Columns are letters and rows numbers, as a spreadsheet
// shows them.
type promises struct {
	rows   []int // rows with figures
	sums   []sum
	ratios []ratio
	feet   []foot
	footed string   // columns that foot
	bounds []bounds // shares without a formula: a total lies between its parts
	units  [][]int  // the rows of each list of names, from top to bottom
}

type sum struct{ total, parts string }       // "C", "DE": a cell each row
type ratio struct{ result, over, by string } // (sum of over) / (sum of by); "L!": not in percent
type foot struct {
	total int
	parts []int
}
type bounds struct {
	columns string
	foot
}

// span lists the rows from one to another.
func span(from, to int) []int {
	var out []int
	for r := from; r <= to; r++ {
		out = append(out, r)
	}
	return out
}

// instance is one promise at one place. The target comes first in cells.
type instance struct {
	cells []schema.Ref
	over  int // cells[1:1+over] are added up; the rest are added up to divide by
	kind  instanceKind
}

type instanceKind uint8

const (
	added    instanceKind = iota // target = sum
	percent                      // target = 100 × quotient, rounded
	quotient                     // target = quotient, rounded
	between                      // target lies between the least and the greatest
)

// places writes every promise out, for a table that stands so many rows lower.
func (p *promises) places(lower int) []instance {
	at := func(row int, col byte) schema.Ref { return schema.Ref{Row: row - 1 + lower, Col: int(col - 'A')} }
	var out []instance
	for _, row := range p.rows {
		for _, s := range p.sums {
			i := instance{cells: []schema.Ref{at(row, s.total[0])}, over: len(s.parts)}
			for _, c := range []byte(s.parts) {
				i.cells = append(i.cells, at(row, c))
			}
			out = append(out, i)
		}
		for _, r := range p.ratios {
			i := instance{cells: []schema.Ref{at(row, r.result[0])}, over: len(r.over), kind: percent}
			if strings.HasSuffix(r.result, "!") {
				i.kind = quotient
			}
			for _, c := range []byte(r.over + r.by) {
				i.cells = append(i.cells, at(row, c))
			}
			out = append(out, i)
		}
	}
	down := func(f foot, col byte, kind instanceKind) {
		i := instance{cells: []schema.Ref{at(f.total, col)}, over: len(f.parts), kind: kind}
		for _, row := range f.parts {
			i.cells = append(i.cells, at(row, col))
		}
		out = append(out, i)
	}
	for _, f := range p.feet {
		for _, col := range []byte(p.footed) {
			down(f, col, added)
		}
	}
	for _, b := range p.bounds {
		for _, col := range []byte(b.columns) {
			down(b.foot, col, between)
		}
	}
	return out
}

// written is a number as a Vietnamese report writes it.
type written struct {
	value  *big.Rat
	places int
}

// plainNumber reads digits with dots between thousands and a comma before decimals; a
// dash is nought. ok is false for anything else.
func plainNumber(raw string) (w written, ok bool) {
	if raw == "-" {
		return written{value: new(big.Rat)}, true
	}
	whole, decimals, _ := strings.Cut(raw, ",")
	text := strings.ReplaceAll(whole, ".", "") + decimals
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return written{}, false
	}
	n, _ := new(big.Int).SetString(text, 10)
	d := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil)
	return written{new(big.Rat).SetFrac(n, d), len(decimals)}, true
}

// standing is how a promise stands.
type standing uint8

const (
	unknown standing = iota
	kept
	cutOff // kept if the result was cut off instead of rounded
	broken
)

func (s standing) String() string {
	return [...]string{"not to be told", "kept", "right by cutting off", "broken"}[s]
}

// stands tells how the promise stands on the figures that read gives.
func (i *instance) stands(read func(schema.Ref) string) standing {
	target, ok := plainNumber(read(i.cells[0]))
	if !ok || read(i.cells[0]) == "-" {
		return unknown
	}
	over, by := new(big.Rat), new(big.Rat)
	var least, most *big.Rat
	for n, ref := range i.cells[1:] {
		w, ok := plainNumber(read(ref))
		if !ok {
			return unknown
		}
		if n < i.over {
			over.Add(over, w.value)
		} else {
			by.Add(by, w.value)
		}
		half := halfPlace(w.places)
		if lo := new(big.Rat).Sub(w.value, half); least == nil || lo.Cmp(least) < 0 {
			least = lo
		}
		if hi := new(big.Rat).Add(w.value, half); most == nil || hi.Cmp(most) > 0 {
			most = hi
		}
	}
	half := halfPlace(target.places)
	lo, hi := new(big.Rat).Sub(target.value, half), new(big.Rat).Add(target.value, half)
	switch i.kind {
	case added:
		return verdict(target.value.Cmp(over) == 0)
	case between:
		return verdict(hi.Cmp(least) > 0 && lo.Cmp(most) < 0)
	}
	if by.Sign() == 0 {
		return unknown
	}
	v := new(big.Rat).Quo(over, by)
	if i.kind == percent {
		v.Mul(v, big.NewRat(100, 1))
	}
	if v.Cmp(lo) >= 0 && v.Cmp(hi) < 0 {
		return kept
	}
	if v.Cmp(target.value) >= 0 && v.Cmp(new(big.Rat).Add(target.value, new(big.Rat).Add(half, half))) < 0 {
		return cutOff
	}
	return broken
}

func verdict(holds bool) standing {
	if holds {
		return kept
	}
	return broken
}

func halfPlace(places int) *big.Rat {
	d := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	return new(big.Rat).SetFrac(big.NewInt(1), d.Mul(d, big.NewInt(2)))
}
