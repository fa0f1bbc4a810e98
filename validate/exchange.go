package validate

import (
	"doisoat/internal/edit"
	"doisoat/schema"
)

// exchange is two cells whose figures changed places.
type exchange struct {
	a, b  schema.Ref
	mends []int // broken instances that hold once they are changed back, that of a first
}

// need is a value that a broken rule wants in one of its cells.
type need struct {
	instance int
	at       schema.Ref
	value    schema.Decimal
}

// exchanged looks for two figures that changed places: each of two broken rules
// needs in one of its cells exactly the figure that stands in a cell of the other.
// Figures of fewer than three digits meet by chance and are not taken. Of several
// pairs the one that mends most is given. Rules that held are not looked at, because
// two exchanges in the same rows (a whole line of cells that slipped) mend each
// other's.
func (s *searcher) exchanged() (best exchange, ok bool) {
	needs := s.needs()
	byValue := map[schema.Decimal][]need{}
	for _, n := range needs {
		byValue[n.value] = append(byValue[n.value], n)
	}
	for _, a := range needs {
		have := trimmed(s.rep.At(a.at).Number)
		if have == a.value {
			continue
		}
		for _, b := range byValue[have] {
			if a.instance == b.instance || !before(a.at, b.at) || trimmed(s.rep.At(b.at).Number) != a.value {
				continue
			}
			if e := (exchange{a: a.at, b: b.at}); s.undo(&e, a.instance, b.instance) && (!ok || len(e.mends) > len(best.mends)) {
				best, ok = e, true
			}
		}
	}
	return best, ok
}

// needs lists what the broken rules want of each of their cells, where they fix it
// exactly.
func (s *searcher) needs() []need {
	var out []need
	for _, n := range s.broken {
		i := &s.f.all[n]
		now := workOutAt(s.rep, i.table, i.rule, i.line)
		for _, ref := range now.cells() {
			cell := s.rep.At(ref)
			if cell.Kind != schema.Numeric || len(digits(cell.Number.Value)) < 3 {
				continue
			}
			v, exact := now.solve(s.rep, ref)
			if v == nil || !exact {
				continue
			}
			if d, ok := schema.RoundRat(v, s.placesOf(i, ref)); ok {
				out = append(out, need{n, ref, d.Trim()})
			}
		}
	}
	return out
}

// undo fills in what the exchange mends; it gives false when one of the two rules
// that asked for it stays broken.
func (s *searcher) undo(e *exchange, asked ...int) bool {
	with := overlay(overlay(s.rep, e.a, s.rep.At(e.b).Number), e.b, s.rep.At(e.a).Number)
	seen := map[int]bool{}
	for _, list := range [][]int{asked, s.f.byCell[e.a], s.f.byCell[e.b]} {
		for _, k := range list {
			if seen[k] || !s.open[k] {
				continue
			}
			seen[k] = true
			i := &s.f.all[k]
			if workOutAt(with, i.table, i.rule, i.line).out.Status == edit.Holds {
				e.mends = append(e.mends, k)
			}
		}
	}
	return len(e.mends) >= len(asked) && e.mends[0] == asked[0] && e.mends[1] == asked[1]
}

// takeExchange makes the blame of an exchange and changes the figures back.
func (s *searcher) takeExchange(e exchange) blame {
	here, there := s.rep.At(e.a).Number, s.rep.At(e.b).Number
	out := blame{at: e.a, with: &e.b, slip: "exchanged", forced: true, value: there.Rat(), places: int(there.Shown)}
	for _, k := range e.mends {
		out.broken = append(out.broken, &s.f.all[k])
	}
	out.code = s.owner(&out)
	s.place([]schema.Ref{e.a, e.b}, []schema.Number{there, here})
	return out
}

// trimmed is the exact value as a decimal without noughts at its end.
func trimmed(n schema.Number) schema.Decimal {
	d, _ := schema.RoundRat(n.Rat(), int(n.Value.Places))
	return d.Trim()
}
