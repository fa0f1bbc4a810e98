package validate

import (
	"math/big"

	"doisoat/schema"
)

// OddFormula finds a formula, or a number typed in, amid formulas that all read alike,
// where the others' formula gives another figure.
var OddFormula = &schema.Check{
	Code: "V506", Name: "odd-formula", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V506"), Run: oddFormula,
}

// leastAlike formulas of a line must read alike, and four in five of those in it, with
// one of them on either side, before a cell between them is odd (Barowy, Berger, Zorn:
// ExceLint, OOPSLA 2018, find such cells by the entropy of the formulas; they are right
// two times in three, so the figures must differ as well here).
const leastAlike = 4

func oddFormula(p *schema.Pass) error {
	s, told := sheetsOf(p), footingOf(p).told()
	for _, t := range p.Report.Originals() {
		var rows, cols []int
		for r := range t.Rows {
			if figured(t.Rows[r].Kind) {
				rows = append(rows, r)
			}
		}
		for c := range t.Columns {
			if numeric(t.Columns[c].Kind) {
				cols = append(cols, c)
			}
		}
		for _, c := range cols {
			line := make([]schema.Ref, len(rows))
			for k, r := range rows {
				line[k] = t.Ref(r, c)
			}
			s.odd(p, t, line, true, told)
		}
		for _, r := range rows {
			line := make([]schema.Ref, len(cols))
			for k, c := range cols {
				line[k] = t.Ref(r, c)
			}
			s.odd(p, t, line, false, told)
		}
	}
	return nil
}

// odd looks along one line of cells.
func (s *sheets) odd(p *schema.Pass, t *schema.Table, line []schema.Ref, down bool, told map[schema.Ref]bool) {
	forms := make([]string, len(line))
	count, formulas, most := map[string]int{}, 0, ""
	for k, at := range line {
		f := s.at(at)
		if f == nil || f.Plain() {
			continue
		}
		forms[k] = f.Relative(at.Row, at.Col)
		formulas++
		if count[forms[k]]++; count[forms[k]] > count[most] {
			most = forms[k]
		}
	}
	if count[most] < leastAlike || count[most]*5 < formulas*4 {
		return
	}
	for k, at := range line {
		c := s.rep.At(at)
		if c.Kind != schema.Numeric || told[at] {
			continue
		}
		if forms[k] == most {
			p.Passed()
			continue
		}
		if k == 0 || k+1 == len(line) || forms[k-1] != most || forms[k+1] != most || forms[k] != "" && s.shared(t, at, forms[k], down) {
			continue
		}
		if typed := forms[k] == ""; typed && (!down || apart(t, at, line[k-1])) {
			continue // across a row a yield stands between an area and a crop; down a list too
		}
		like := line[k-1]
		v, ok := s.value(s.at(like), at, at.Row-like.Row, at.Col-like.Col)
		switch {
		case !ok:
			p.Undecided()
		case s.shows(at, v), forms[k] == "" && s.nudged(at, v):
			p.Passed()
		default:
			told[at] = true
			p.Found(s.oddOne(t, at, like, v))
		}
	}
}

// apart reports whether two rows measure different things.
func apart(t *schema.Table, a, b schema.Ref) bool {
	return t.Rows[t.RowOf(a.Row)].Unit.Text != t.Rows[t.RowOf(b.Row)].Unit.Text
}

// nudged reports whether a figure is one unit of its last place from a value: shares
// are moved so that they add up to a hundred.
func (s *sheets) nudged(at schema.Ref, v *big.Rat) bool {
	n := s.rep.At(at).Number
	off := new(big.Rat).Sub(v, n.Rat())
	off.Abs(off).Mul(off, big.NewRat(2, 3))
	return off.Cmp(n.Ulp()) < 0
}

// shared reports whether a neighbour of the cell in the other direction has its formula.
func (s *sheets) shared(t *schema.Table, at schema.Ref, form string, down bool) bool {
	lines := len(t.Rows)
	if down {
		lines = len(t.Columns)
	}
	for k := 0; k < lines; k++ {
		ref := schema.Ref{Sheet: at.Sheet, Row: at.Row, Col: at.Col}
		if down {
			ref.Col = t.Columns[k].Col
		} else {
			ref.Row = t.Rows[k].Row
		}
		if f := s.at(ref); ref != at && f != nil && f.Relative(ref.Row, ref.Col) == form {
			return true
		}
	}
	return false
}

// oddOne tells of an odd cell: as an error where its formula has the others' shape and
// takes other cells, a warning where it is another formula or a typed number, which may
// be meant.
func (s *sheets) oddOne(t *schema.Table, at, like schema.Ref, v *big.Rat) schema.Finding {
	n := s.rep.At(at).Number
	out := place(s.rep, t, at)
	out.Severity = schema.Warning
	out.Computed = written(s.rep, t, at, atPlaces(v, int(n.Shown)), int(n.Shown))
	key := "v506.typed"
	own := s.rep.At(at).Formula
	if f := s.at(at); f != nil && !f.Plain() {
		key = "v506.message"
		if f.Shape() == s.at(like).Shape() {
			out.Severity = schema.Error
		}
	}
	out.Message = schema.Say(key, "unit", out.Unit, "indicator", out.Indicator, "reported", out.Reported,
		"computed", out.Computed, "formula", own, "like", s.rep.At(like).Formula, "cell", schema.A1(like.Row, like.Col))
	out.Evidence = []schema.Evidence{
		{At: out.At, Role: "reported", Text: out.Reported},
		{At: schema.AtCell(like), Role: "rule", Text: "=" + s.rep.At(like).Formula},
	}
	if own != "" {
		out.Evidence = append(out.Evidence, schema.Evidence{At: out.At, Role: "rule", Text: "=" + own})
	}
	out.Fixes = []schema.Fix{
		{Title: schema.Say("v506.fix", "cell", schema.A1(like.Row, like.Col)), At: out.At, Applicability: schema.DisplayOnly},
		{Title: schema.Say("validate.fix.replace", "reported", out.Reported, "computed", out.Computed), At: out.At, Replacement: out.Computed, Applicability: schema.Unsafe},
	}
	return out
}
