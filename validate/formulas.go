package validate

import (
	"math/big"

	"doisoat/internal/formula"
	"doisoat/schema"
)

// sheets are the formulas of a report's spreadsheets, read once in a run.
type sheets struct {
	rep    *schema.Report
	parsed map[schema.Ref]*formula.Sheet // nil for one that was not understood
	reads  int                           // cells read so far
}

// mostReads bounds the work on formulas whose ranges grow from row to row; those beyond
// it stay undecided.
const mostReads = 1 << 20

type sheetsKey struct{}

func sheetsOf(p *schema.Pass) *sheets {
	if s, ok := p.Shared[sheetsKey{}].(*sheets); ok && s.rep == p.Report {
		return s
	}
	s := &sheets{rep: p.Report, parsed: map[schema.Ref]*formula.Sheet{}}
	if p.Shared != nil {
		p.Shared[sheetsKey{}] = s
	}
	return s
}

// operands are the cells of the formula's own sheet with numbers that go into it.
func (s *sheets) operands(f *formula.Sheet, at schema.Ref) []schema.Ref {
	var out []schema.Ref
	cells := s.cells(at.Sheet)
	f.Value(0, 0, func(name string, row, col int) (*big.Rat, bool, bool) {
		v, blank, ok := cells(name, row, col)
		if ref := (schema.Ref{Sheet: at.Sheet, Row: row, Col: col}); name == "" && !blank && ok {
			out = append(out, ref)
		}
		return v, blank, ok
	})
	return out
}

// at is the formula of a cell, nil when it has none or one that was not understood.
func (s *sheets) at(ref schema.Ref) *formula.Sheet {
	text := s.rep.At(ref).Formula
	if text == "" {
		return nil
	}
	f, known := s.parsed[ref]
	if !known {
		f, _ = formula.ParseSheet(text)
		s.parsed[ref] = f
	}
	return f
}

// cells gives the stored values of the sheets of one file, seen from one of them, as
// the spreadsheet reckons with them: a percentage is a fraction there. Words and
// numbers kept as text in a spreadsheet have no value.
func (s *sheets) cells(from int) formula.Cells {
	source := s.rep.Sheets[from].Source
	return func(name string, row, col int) (*big.Rat, bool, bool) {
		if s.reads++; s.reads > mostReads {
			return nil, false, false
		}
		at := from
		if name != "" {
			at = -1
			for n, sheet := range s.rep.Sheets {
				if sheet.Source == source && sheet.Name == name {
					at = n
				}
			}
			if at < 0 {
				return nil, false, false
			}
		}
		c := s.rep.Sheets[at].At(row, col)
		switch {
		case c.Kind == schema.Empty && c.Formula == "":
			return nil, true, true
		case c.Kind != schema.Numeric, c.AsText && !s.rep.Sheets[at].InText:
			return nil, false, false
		}
		v := c.Number.Rat()
		if c.Number.Percent {
			v.Quo(v, big.NewRat(100, 1))
		}
		return v, false, true
	}
}

// value works a formula out as it would stand at a cell, dr rows and dc columns from
// where it does stand, in the unit in which the cell is shown.
func (s *sheets) value(f *formula.Sheet, at schema.Ref, dr, dc int) (*big.Rat, bool) {
	v, ok := f.Value(dr, dc, s.cells(at.Sheet))
	if ok && s.rep.At(at).Number.Percent {
		v.Mul(v, big.NewRat(100, 1))
	}
	return v, ok
}

// shows reports whether a value is what a cell shows: less than half a unit of the last
// place shown from what it stores.
func (s *sheets) shows(at schema.Ref, v *big.Rat) bool {
	n := s.rep.At(at).Number
	off := new(big.Rat).Sub(v, n.Rat())
	off.Abs(off).Mul(off, big.NewRat(2, 1))
	return off.Cmp(n.Ulp()) < 0
}

// told lists the cells that a broken rule is blamed on: one fault is told once.
func (f *footing) told() map[schema.Ref]bool {
	out := map[schema.Ref]bool{}
	for n := range f.blames {
		out[f.blames[n].at] = true
		if w := f.blames[n].with; w != nil {
			out[*w] = true
		}
	}
	return out
}
