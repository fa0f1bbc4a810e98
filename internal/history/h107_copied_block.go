package history

import (
	"doisoat/internal/series"
	"doisoat/schema"
)

// copiedBlock finds columns whose figures are those of the last report, one and all,
// though they are of another span.
var copiedBlock = newCheck("H107", "copied-block", schema.Error, runCopiedBlock)

const (
	copied   = 8 // figures that have to be the same
	distinct = 5 // of them, how many are different from each other
)

// pairOfTables are two tables of one line, of two reports.
type pairOfTables struct{ line, then, now int }

// copies are the columns of a table that have all the figures that they had before.
type copies struct {
	columns []twinColumn
	figures int
}

type twinColumn struct {
	then, now *edition
	same      int
}

func runCopiedBlock(p *pass) {
	found := map[pairOfTables]*copies{}
	var order []pairOfTables
	for _, c := range p.facts.columns {
		if c.plan || c.class == series.Open { // what names no span may stand for the whole year
			continue
		}
		latest := map[int]*edition{} // of each report, the edition of its latest span
		var reports []int
		for i := range c.editions {
			e := &c.editions[i]
			if _, seen := latest[e.report]; !seen {
				reports = append(reports, e.report)
			}
			latest[e.report] = e
		}
		for i := 1; i < len(reports); i++ {
			then, now := latest[reports[i-1]], latest[reports[i]]
			n := p.copy(then, now)
			if n == 0 {
				continue
			}
			k := pairOfTables{c.line, then.report, now.report}
			if found[k] == nil {
				found[k] = &copies{}
				order = append(order, k)
			}
			// Shares and indices change little and are written short: one column alone must
			// have more of them.
			if c.relative && n < alone {
				n = -n
			}
			found[k].columns = append(found[k].columns, twinColumn{then, now, n})
			found[k].figures += max(n, -n)
		}
	}
	for _, k := range order {
		for _, t := range found[k].columns {
			if t.same < 0 && (found[k].figures < alone || len(found[k].columns) < 2) {
				p.undecided(1)
				continue
			}
			p.copiedColumn(t.then, t.now, max(t.same, -t.same))
		}
	}
}

// alone is how many shares or indices one column must have for it to be told by itself.
const alone = 11

// copy counts the figures of a column when they are those of an earlier one, one and all;
// 0 when they are not, or too few to tell.
func (p *pass) copy(then, now *edition) int {
	if then.span == now.span || now.span.Months() <= then.span.Months() {
		return 0
	}
	same, all := 0, 0
	values := map[string]bool{}
	for row, b := range now.points {
		a := then.points[row]
		if a == nil || value(b).Sign() == 0 {
			continue
		}
		all++
		if a.Number.Value.Cmp(b.Number.Value) == 0 && a.Number.Scale == b.Number.Scale {
			same++
			values[b.Number.Value.Trim().String()] = true
		}
	}
	switch {
	case all < copied:
		p.undecided(1)
	case same < all || len(values) < distinct:
		p.passed(1)
	default:
		return same
	}
	return 0
}

func (p *pass) copiedColumn(then, now *edition, same int) {
	f := p.of(now.first)
	f.At.Row = -1
	f.Unit, f.Reported = "", ""
	f.Cause = "copied-column"
	f.Message = schema.Say("h107.message", "count", same, "span", now.span.String(), "before", then.span.String(), "last", p.name(then.report))
	f.Evidence = []Evidence{{at(then.first), "then", then.first.Raw}, {at(now.first), "now", now.first.Raw}}
	p.found(f)
}
