package claim

import (
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// baseKind says what a change is held against.
type baseKind uint8

const (
	unsaidBase  baseKind = iota
	planBase             // a plan or a target
	yearBase             // the same period of the year before
	quarterBase          // the quarter before
	monthBase            // the month before
	otherBase            // another period
)

// comparison is what a change is of, and what it is held against: "tháng 6 … so với cùng
// kỳ năm 2023".
type comparison struct {
	of      schema.Period
	base    baseKind
	against schema.Period // where it is said
	carried bool          // the part of the year is that of a sentence before
}

// findComparisons reads the headers of the columns that compare.
func (r *reader) findComparisons() {
	for i := range r.lex.columns {
		c := &r.lex.columns[i]
		if c.percent {
			c.compares = r.headerComparison(c)
			switch b := c.compares.base; {
			case b == unsaidBase && c.plan:
				c.compares.base = planBase
			case b != unsaidBase && b != planBase:
				c.period = c.compares.of
				r.unname(c, lang.Period|lang.Against)
			}
		}
	}
}

// unname takes words that play a part out of the name of a column, such as those for what it
// compares with: "so với cùng kỳ".
func (r *reader) unname(c *column, cat lang.Cat) {
	for _, part := range r.rep.Tables[c.table].Columns[c.col].Path {
		toks := r.lex.header(part)
		for k := range toks {
			if t := &toks[k]; t.kind != word || t.cat&cat == 0 {
				continue
			}
			for i, w := range c.words {
				if w == toks[k].id {
					c.words = slices.Delete(slices.Clone(c.words), i, i+1)
					break
				}
			}
			if i := slices.Index(c.base, toks[k].id); i >= 0 {
				c.base = slices.Delete(slices.Clone(c.base), i, i+1)
			}
		}
	}
	r.lex.shapes = nil
	c.weight = 0
	for _, w := range c.words {
		c.weight += r.lex.weightOf(w)
	}
}

// headerComparison reads what a column of percentages compares: by the words of its
// header, else by the columns that a rule divides.
func (r *reader) headerComparison(c *column) comparison {
	t := r.rep.Tables[c.table]
	text := strings.Join(t.Columns[c.col].Path, " ")
	nums := number.Scan(text, r.marks)
	toks := r.lex.vocab.tokenize(text, nums)
	r.lex.mark(toks)
	value := func(t *token) int { return wholeOf(t, nums) }
	for k := range toks {
		if k == 0 && r.dates(c) {
			break
		}
		if t := &toks[k]; k > 0 && t.is('/') || t.kind == word && t.cat&(lang.Against|lang.Period) != 0 {
			out := comparison{of: r.lex.periodIn(toks[:k], value)}
			out.base, out.against = r.baseIn(toks[k:], value, out.of)
			if p := out.against; out.of.IsZero() && (p.Month > 0 || p.Quarter > 0) && out.base != otherBase {
				out.of, out.against = p, schema.Period{} // "So với cùng kỳ (%) / Quý II"
			}
			if out.base != unsaidBase {
				return out
			}
			break
		}
	}
	for i := range t.Rules {
		rule := &t.Rules[i]
		if rule.Axis != schema.Across || rule.Target != c.col || rule.Form != schema.Division && rule.Form != schema.RelativeChange || rule.Relation != schema.Equal {
			continue
		}
		if vars := rule.Expr.Vars(); len(vars) >= 2 {
			a, b := r.columnAt(c.table, vars[0]), r.columnAt(c.table, vars[len(vars)-1])
			if a != nil && b != nil && a != b {
				return r.againstColumn(a, b)
			}
		}
	}
	return comparison{}
}

// dates reports whether the part of a header that names another period heads columns of
// amounts as well: "Cùng kỳ năm 2023" over a number and its rate dates both, and compares
// nothing.
func (r *reader) dates(c *column) bool {
	t := r.rep.Tables[c.table]
	path := t.Columns[c.col].Path
	for n, part := range path {
		toks := r.lex.header(part)
		says, against := false, false
		for k := range toks {
			says = says || toks[k].kind == word && toks[k].cat&lang.Period != 0
			against = against || toks[k].kind == word && toks[k].cat&lang.Against != 0
		}
		if !says || against {
			continue
		}
		for i := range r.lex.columns {
			if o := &r.lex.columns[i]; o.table == c.table && !o.percent && o.col != c.col && len(t.Columns[o.col].Path) > n && t.Columns[o.col].Path[n] == part {
				return true
			}
		}
	}
	return false
}

// columnAt is the entry of a column, nil where it holds no figures.
func (r *reader) columnAt(table, col int) *column {
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == table && c.col == col {
			return c
		}
	}
	return nil
}

// againstColumn is the comparison of one column of amounts with another.
func (r *reader) againstColumn(a, b *column) comparison {
	out := comparison{of: a.period, against: b.period}
	switch {
	case b.plan && !a.plan:
		out.base = planBase
	case !b.period.IsZero():
		out.base = r.kindOfPeriod(b.period, a.period)
	}
	return out
}

// kindOfPeriod says how a period stands before another.
func (r *reader) kindOfPeriod(base, of schema.Period) baseKind {
	year := of.Year
	if year == 0 {
		year = r.main.Year
	}
	part := base.Month > 0 || base.Quarter > 0
	switch {
	case base.IsZero(), !part && base.Year == of.Year:
		return unsaidBase
	case (!part || samePart(base, of)) && base.Year > 0 && base.Year == year-1:
		return yearBase
	case base.Year == 0 && samePart(base, of):
		return unsaidBase
	case base.Year > 0 && of.Year > 0 && base.Year != of.Year && !(of.Month == 1 && base.Month == 12 || of.Quarter == 1 && base.Quarter == 4):
		return otherBase
	case base.Month > 0 && base.From == base.Month && of.From == of.Month && (base.Month == of.Month-1 || base.Month == 12 && of.Month == 1):
		return monthBase
	case base.Quarter > 0 && (base.Quarter == of.Quarter-1 || base.Quarter == 4 && of.Quarter == 1):
		return quarterBase
	}
	return otherBase
}

// baseIn reads what words hold a change of a period against.
func (r *reader) baseIn(toks []token, value func(*token) int, of schema.Period) (baseKind, schema.Period) {
	kind := unsaidBase
	for k := range toks {
		t := &toks[k]
		if t.kind != word {
			continue
		}
		if t.cat&lang.Target != 0 || t.cat&lang.Base != 0 && t.cat&(lang.Total|lang.Stop|lang.Period|lang.Of|lang.FractionOf) == 0 && r.ownCat(&toks[headOf(toks, k)])&lang.Of == 0 {
			return planBase, schema.Period{}
		}
		if t.cat&lang.Period == 0 || kind != unsaidBase && kind != yearBase {
			continue
		}
		switch own := r.ownCat(t); {
		case own&lang.Month != 0:
			kind = monthBase
		case own&lang.Quarter != 0:
			kind = quarterBase
		case t.cat&lang.Against == 0:
			kind = yearBase
		}
	}
	against := r.lex.periodIn(toks, value)
	if kind == unsaidBase && !against.IsZero() {
		kind = r.kindOfPeriod(against, of)
	}
	return kind, against
}

// headOf is the first token of the phrase of token k, as far as it lies among toks, which
// may be a part of a block.
func headOf(toks []token, k int) int {
	n := k
	for n > 0 && toks[n-1].head == toks[k].head {
		n--
	}
	return n
}

// ownCat are the parts that a word plays by itself, whatever phrase it stands in.
func (r *reader) ownCat(t *token) lang.Cat {
	if cat, n := r.lex.phrases.walk([]int32{t.id}); n > 0 {
		return *cat
	}
	return 0
}

// heldTo says how well a column, or two, that compare go with what is said of a change: 1
// where nothing is said against it.
func (r *reader) heldTo(said, has comparison) float32 {
	weight := float32(1)
	switch {
	case said.base == unsaidBase || has.base == unsaidBase:
	case said.against.Year > 0 && has.against.Year > 0 && said.against.Year != has.against.Year:
		return 0.3
	case said.base != has.base && (said.base == otherBase || has.base == otherBase):
		weight = 0.9
	case said.base != has.base:
		return 0.25
	default:
		weight = 1.15
	}
	part := func(p schema.Period) bool { return p.Month > 0 || p.Quarter > 0 }
	switch {
	case part(said.of) && part(has.of) && !samePart(said.of, has.of):
		if said.carried {
			return 0.6 * weight
		}
		return 0.25
	case part(said.of) && part(has.of):
		weight *= 1.1
	case part(has.of) && !samePart(has.of, r.main):
		weight *= scoreIf(r.severalParts(), 0.45, 0.95)
	case part(said.of) && !said.carried && has.base > planBase && !samePart(said.of, r.main):
		return 0.4 // a change over the year
	}
	if said.of.Year > 0 && has.of.Year > 0 && said.of.Year != has.of.Year && said.of.Year != has.against.Year {
		weight *= 0.5
	}
	return weight
}

// changeSaid reads what the change of a figure is of and held against: by the words
// behind it, else those before it, else those behind the next change of its sentence,
// else by the change told before it.
func (r *reader) changeSaid(q *query) comparison {
	b := q.b
	out := comparison{of: q.bd.period}
	if p := &out.of; p.Month == 0 && p.Quarter == 0 {
		for k := q.s[0]; k > b.sentences[0][0]; { // the sentence before goes on
			k--
			if t := &b.toks[k]; t.kind == word && t.cat&(lang.Month|lang.Quarter) != 0 || r.lex.monthNamed(t) > 0 {
				if said := r.lex.periodIn(b.toks[max(0, k-1):min(k+2, q.s[0])], r.numberAt); said.Month > 0 || said.Quarter > 0 {
					p.Month, p.From, p.Quarter = said.Month, said.From, said.Quarter
					out.carried = true
					break
				}
			}
		}
	}
	of := out.of
	if of.Month == 0 && of.Quarter == 0 {
		of.Month, of.From, of.Quarter = r.main.Month, r.main.From, r.main.Quarter
	}
	if out.base, out.against = r.baseIn(b.toks[q.tok+1:r.reach(q)], r.numberAt, of); out.base != unsaidBase {
		return out
	}
	for k := q.tok - 1; k >= q.s[0]; k-- { // "so với cùng kỳ, … tăng 5%"
		if t := &b.toks[k]; t.kind == word && t.cat&(lang.Against|lang.Period) != 0 && !r.changedBefore(q, k) {
			end := k + 1
			for end < q.tok && b.toks[end].kind != punct && end < k+8 {
				end++
			}
			if out.base, out.against = r.baseIn(b.toks[k:end], r.numberAt, of); out.base != unsaidBase {
				return out
			}
		}
	}
	return r.carriedBase(q, out)
}

// changedBefore reports whether a change is told between token k and a figure: what is
// said at k belongs to it.
func (r *reader) changedBefore(q *query, k int) bool {
	head := int(q.b.toks[k].head)
	for n := head - 1; n >= q.s[0] && n >= head-5; n-- {
		if t := &q.b.toks[n]; t.is(',') || t.is(';') {
			return false
		} else if t.kind == num && r.figures[t.id].Role != schema.RoleDate {
			return true
		}
	}
	return false
}

// carriedBase takes what a change is held against from the next change of its sentence
// that says it, or from the change told before.
func (r *reader) carriedBase(q *query, out comparison) comparison {
	if q.f.Role != schema.RoleChange {
		return out
	}
	for k := q.id + 1; k < len(r.figures) && r.at[k].block == r.at[q.id].block && r.at[k].tok < q.s[1]; k++ {
		if r.figures[k].Role != schema.RoleChange {
			continue
		}
		next := *q
		next.id, next.tok, next.f, next.bd = k, r.at[k].tok, &r.figures[k], &r.binds[k]
		if kind, against := r.baseIn(q.b.toks[next.tok+1:r.reach(&next)], r.numberAt, out.of); kind != unsaidBase {
			out.base, out.against = kind, against
			return out
		}
	}
	for k := q.id - 1; k >= 0 && r.at[k].block == r.at[q.id].block; k-- {
		if said := r.binds[k].said; r.figures[k].Role == schema.RoleChange && said.base != unsaidBase && (said.base == yearBase || samePart(said.of, out.of)) {
			out.base, out.against = said.base, said.against
			return out
		}
	}
	return out
}

// changed reads a figure as the change that a column of changes or of indices gives.
func (r *reader) changed(q *query, t *term, col *column, held float32) (h hypothesis, ok bool) {
	index := col.percent && col.delta == nil && !col.moves && r.base100(col)
	compares := col.delta != nil || col.compares.base != unsaidBase || r.headerSays(col, lang.Period|lang.Against|lang.Up|lang.Down)
	switch {
	case index:
		h = t.hypothesis(schema.IndexForm, r.changeWeight(q, col, t)*scoreIf(compares, 1, 0.6)*held)
	case r.tellsChange(col) || col.delta != nil || col.moves:
		h = t.hypothesis(schema.SumForm, r.changeWeight(q, col, t)*held)
		h.change = true
	default:
		return h, false
	}
	h.f.Down, h.cued, h.timely = q.cue&cueDown != 0, compares, h.timely && held >= 0.5
	return h, true
}

// severalParts reports whether the columns that compare are of several parts of the year.
func (r *reader) severalParts() bool {
	first := -1
	for i := range r.lex.columns {
		c := &r.lex.columns[i]
		switch {
		case c.compares.base <= planBase:
		case first < 0:
			first = i
		case !samePart(c.compares.of, r.lex.columns[first].compares.of):
			return true
		}
	}
	return false
}

// tellsChange reports whether a column holds changes or indices.
func (r *reader) tellsChange(col *column) bool {
	return col.percent && (col.compares.base > planBase || r.rep.Tables[col.table].Columns[col.col].Kind == schema.Index)
}
