package history

import (
	"doisoat/internal/series"
	"doisoat/schema"
)

// uncarried finds what a period says that it took over, where the last period left
// something else.
var uncarried = newCheck("H104", "uncarried-cases", schema.Error, runUncarried)

func runUncarried(p *pass) {
	for l, line := range p.archive.Lines {
		for i := 1; i < len(line.At); i++ {
			then, now := &line.At[i-1], &line.At[i]
			a, b := p.archive.Reports[then.Report].Period, p.archive.Reports[now.Report].Period
			if b.Year*12+b.First != a.Months()+1 {
				continue
			}
			left, carried := p.flagged(then, func(m *series.Meaning) bool { return m.Left }), p.flagged(now, func(m *series.Meaning) bool { return m.Carried })
			if left.count == 1 && carried.count == 1 {
				p.carry(l, left, carried)
			}
		}
	}
}

// balance is the one column of a table that says what was left or taken over.
type balance struct {
	count  int
	points map[string]*series.Point
	rows   []string
}

func (p *pass) flagged(at *series.Placed, is func(*series.Meaning) bool) balance {
	b := balance{points: map[string]*series.Point{}}
	r := p.archive.Reports[at.Report]
	for _, part := range at.Parts {
		t := &r.Tables[part.Table]
		count := 0
		for c := range part.Columns {
			m := &part.Columns[c]
			if !is(m) || m.Relative || m.Plan || m.Past && !m.Carried {
				continue
			}
			count++
			for _, cell := range t.Cells {
				if cell.Col == c && part.Rows[cell.Row] != "" {
					name := part.Rows[cell.Row]
					b.points[name] = &series.Point{Report: at.Report, Table: part.Table, Row: cell.Row, Col: c, Number: cell.Number, Raw: cell.Raw}
					b.rows = append(b.rows, name)
				}
			}
		}
		b.count = max(b.count, count)
	}
	return b
}

func (p *pass) carry(line int, left, carried balance) {
	kept := 0
	var broken []string
	for _, row := range carried.rows {
		a, b := left.points[row], carried.points[row]
		switch {
		case a == nil:
		case same(a, b):
			kept++
		default:
			broken = append(broken, row)
		}
	}
	p.passed(kept)
	for _, row := range broken {
		a, b := left.points[row], carried.points[row]
		f := p.of(b)
		f.Severity = schema.Warning
		if kept >= 3 && kept >= len(broken) { // the columns are each other's: most units show it
			f.Severity = schema.Error
		}
		f.Computed = a.Raw
		f.Message = schema.Say("h104.message", "unit", f.Unit, "reported", f.Reported, "then", a.Raw, "last", p.name(a.Report))
		f.Evidence = []Evidence{{at(a), "then", a.Raw}}
		p.found(f)
	}
}
