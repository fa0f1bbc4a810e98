package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// asked is the condition that words put on units.
type asked struct {
	conds   []schema.Condition // thresholds given in place
	target  bool               // a target is to be met or missed
	met     bool
	over    bool    // more than met: "vượt"
	said    []int32 // words behind the target word
	span    schema.Span
	percent bool
	end     int
	change  int      // 1 and -1: the threshold is one of increases, of decreases: "tăng trên 15%"
	others  []option // further ways to understand a comparison, by names
	score   float32  // of the first of them
}

// ask reads the condition between tokens from and to.
func (r *reader) ask(b *block, from, to int) (a asked, ok bool) {
	toks := b.toks
	a.end = from
	for i := from; i < to; i++ {
		t := &toks[i]
		if t.kind != word || int(t.head) != i && t.cat != 0 {
			continue
		}
		tail := int(t.tail)
		// đạt / chưa đạt ... chỉ tiêu
		if t.cat&(lang.Meets|lang.Misses) != 0 && !a.target {
			if j := r.targetBehind(b, tail, to); j >= 0 && r.denied(b, i) {
				continue
			} else if j >= 0 {
				i = r.askTarget(b, i, j, to, &a)
				ok = true
				continue
			}
			if r.bareVerdict(b, from, i, to) {
				a.target, a.met, a.over = true, t.cat&lang.Misses == 0, t.cat&lang.Above != 0
				a.span, a.end, ok = b.span(i, tail), tail, true
				continue
			}
		}
		// trên 50%, từ 8% trở lên, không quá 10%
		var cmp schema.Comparator
		j := tail
		switch {
		case t.cat&lang.AtLeast != 0:
			cmp = schema.AtLeast
		case t.cat&lang.AtMost != 0:
			cmp = schema.AtMost
		case t.cat&lang.Above != 0:
			cmp = schema.Above
		case t.cat&lang.Below != 0:
			cmp = schema.Below
		case t.cat&lang.From != 0:
			cmp = schema.Between
		case t.cat&lang.Equal != 0:
			cmp = schema.Between // with no upper bound: the very figure
		default:
			var bounded bool
			if cmp, bounded = r.boundBehind(b, tail, to); !bounded {
				if j = r.targetNumber(b, i, to); j < 0 || r.denied(b, i) {
					continue
				}
				cmp = schema.AtLeast
				if t.cat&lang.Misses != 0 {
					cmp = schema.Below
				}
			}
		}
		for j < to && j <= tail+1 && toks[j].kind == word && toks[j].cat&(lang.Stop|lang.Above|lang.From) != 0 {
			if toks[j].cat&lang.Above != 0 && cmp == schema.Between {
				cmp = schema.Above
			}
			j++
		}
		if j >= to || toks[j].kind != num || r.figures[toks[j].id].Role == schema.RoleDate || !r.figures[toks[j].id].Numeric {
			continue
		}
		f := &r.figures[toks[j].id]
		n := f.Number
		if n.Percent && t.cat&lang.Above != 0 && t.cat&lang.Meets != 0 && r.phraseAfter(b, j)&(lang.Target|lang.Base) != 0 {
			continue // "vượt 3,5% kế hoạch": by how much, not what
		}
		e := skipPercent(toks, j+1)
		for e < to && toks[e].kind == word && r.lex.vocab.fact(toks[e].id).scale {
			e++
		}
		c := schema.Condition{Cmp: cmp, Bound: &n}
		for k := e; k < to && k < e+5 && toks[k].kind != num && !toks[k].is(',') && !toks[k].is(':') && !toks[k].is(')'); k++ {
			if toks[k].kind == word && toks[k].cat&(lang.Upward|lang.Downward) != 0 {
				e = k // units of measure may stand between
				break
			}
		}
		switch {
		case e < to && toks[e].kind == word && toks[e].cat&lang.Upward != 0:
			c.Cmp = schema.AtLeast
			e = int(toks[e].tail)
		case e < to && toks[e].kind == word && toks[e].cat&lang.Downward != 0:
			c.Cmp = schema.AtMost
			e = int(toks[e].tail)
		case cmp == schema.Between && t.cat&lang.Equal != 0:
			if n.Value.Coef != 0 && !n.Percent || n.Percent && r.phraseAfter(b, j)&lang.Base != 0 {
				continue // "bằng 50% kế hoạch": what it amounts to
			}
		case cmp == schema.Between && r.halfOpen(b, e, to) > 0: // "từ 80% đến dưới 90%"
			k := r.halfOpen(b, e, to)
			u := r.figures[toks[k].id].Number
			lo := n
			lo.Percent = lo.Percent || u.Percent
			n.Percent = lo.Percent
			a.conds = append(a.conds, schema.Condition{Cmp: schema.AtLeast, Bound: &lo, Span: b.span(i, skipPercent(toks, k+1))})
			r.set(b, k, schema.RoleTarget)
			c.Cmp, c.Bound = schema.Below, &u
			e = skipPercent(toks, k+1)
		case cmp == schema.Between:
			if !(e+1 < to && toks[e].kind == word && toks[e].cat&lang.To != 0 && toks[e+1].kind == num && r.figures[toks[e+1].id].Numeric) {
				continue
			}
			u := r.figures[toks[e+1].id].Number
			n.Percent = n.Percent || u.Percent
			c.Upper = &u
			r.set(b, e+1, schema.RoleTarget)
			e = skipPercent(toks, e+2)
			if e < to && toks[e].kind == word && toks[e].cat&lang.Below != 0 { // "đến dưới 90%"
				continue
			}
		}
		c.Span = b.span(i, e)
		r.set(b, j, schema.RoleTarget)
		if len(a.conds) == 0 {
			a.change = r.changeBefore(b, from, i)
		}
		a.conds = append(a.conds, c)
		a.percent = n.Percent
		if a.span.Len() == 0 {
			a.span = c.Span
		}
		a.end = e
		ok = true
		i = e - 1
	}
	return a, ok
}

// halfOpen is the token of the upper bound of a range that leaves it out, "đến dưới 90%"; 0
// where none begins at token e.
func (r *reader) halfOpen(b *block, e, to int) int {
	if e+2 >= to || b.toks[e].kind != word || b.toks[e].cat&lang.To == 0 {
		return 0
	}
	under := &b.toks[e+1]
	if k := int(under.tail); under.kind == word && under.cat&lang.Below != 0 && k < to && b.toks[k].kind == num && r.figures[b.toks[k].id].Numeric {
		return k
	}
	return 0
}

// askTarget reads "đạt chỉ tiêu tỉnh giao", the word of meeting at token i and the target at
// token j: whose target it is, or its figure. It returns the last token read.
func (r *reader) askTarget(b *block, i, j, to int, a *asked) int {
	toks := b.toks
	t := &toks[i]
	a.target, a.met, a.over = true, t.cat&lang.Misses == 0, r.overOnly(b, i)
	e := int(toks[j].tail)
	for e < to && !(toks[e].kind == word && toks[e].cat&(lang.Meets|lang.Misses) != 0 && int(toks[e].head) == e) && !toks[e].is(')') && !toks[e].is(',') && !toks[e].is(';') && !toks[e].is('.') && toks[e].depth >= t.depth && (toks[e].cat&lang.ListOpen == 0 || e+1 < to && toks[e+1].kind == num && r.figures[toks[e+1].id].Role != schema.RoleCount) {
		if toks[e].is(':') && !(e+1 < to && toks[e+1].kind == num && r.figures[toks[e+1].id].Number.Percent) {
			break
		}
		if toks[e].kind == num {
			f := &r.figures[toks[e].id]
			if !f.Number.Percent && (t.cat&(lang.Above|lang.Below) != 0 || toks[e-1].kind == word && toks[e-1].cat&lang.By != 0) {
				break // "thấp hơn kế hoạch 50 ha": by how much
			}
			if f.Numeric && f.Role != schema.RoleDate && f.Role != schema.RoleReference {
				n := f.Number
				cmp := schema.AtLeast
				if !a.met {
					cmp = schema.Below
				}
				r.set(b, e, schema.RoleTarget)
				a.conds = append(a.conds, schema.Condition{Cmp: cmp, Bound: &n, Span: b.span(i, skipPercent(toks, e+1))})
				a.percent = n.Percent
				a.target = false
			}
			e++
			break
		}
		if toks[e].kind == word {
			a.said = append(a.said, toks[e].id)
		}
		e++
	}
	a.span = b.span(i, e)
	a.end = skipPercent(toks, e)
	return a.end - 1
}

// readConditions lists the ways to understand what is asked of a group.
func (r *reader) readConditions(b *block, a *asked, key colKey, group []int) [][]schema.Condition {
	if !a.target {
		return [][]schema.Condition{a.conds}
	}
	t := r.rep.Tables[key.table]
	parent := -1
	if len(group) > 0 {
		parent = t.Rows[group[0]].Parent
	}
	g := rowGroup{parent: parent, rows: group}
	var out [][]schema.Condition
	percent := r.lexPercent(key)
	for _, way := range r.lookup(b.section, a.said, key, percent, func(level []place) bool { return r.levelFits(level, key.table, g) }) {
		conds := append([]schema.Condition(nil), a.conds...)
		for _, tg := range way {
			conds = append(conds, tg.condition(a.met, a.span))
		}
		out = append(out, conds)
	}
	return out
}

func (r *reader) lexPercent(key colKey) bool {
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == key.table && c.col == key.col {
			return c.percent
		}
	}
	return false
}

// satisfying lists the rows of a reading that surely meet it.
func (r *reader) satisfying(key colKey, rd schema.Reading) []int {
	t := r.rep.Tables[key.table]
	var out []int
	for _, row := range rd.Group {
		all := len(rd.Conds) > 0 || r.rep.At(t.Ref(row, key.col)).Kind == schema.Numeric
		for _, c := range rd.Conds {
			cell := r.rep.At(t.Ref(row, c.Column(key.col)))
			if cell.Kind != schema.Numeric {
				all = false
				break
			}
			by := unitScale(t, row, key.col)
			if c.Bound == nil {
				by = 0
				than := r.rep.At(t.Ref(row, c.Than))
				if than.Kind != schema.Numeric {
					all = false
					break
				}
				c.Bound = &than.Number
			}
			yes, _ := tie.MeetsCell(c, cell.Number, by)
			all = all && yes
		}
		if all {
			out = append(out, row)
		}
	}
	return out
}
