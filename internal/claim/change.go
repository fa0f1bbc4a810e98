package claim

import (
	"math/big"
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// changes reads increases and decreases in percent against the columns that compare
// with another period or a plan: "tăng 3,3% so với năm 2023", "vượt 1,8% dự toán".
func (r *reader) changes() {
	for i := range r.figures {
		f, bd := &r.figures[i], &r.binds[i]
		if f.Role != schema.RoleChange || !f.Number.Percent || f.Verdict == schema.NotClaim || r.inPoints(i) {
			continue
		}
		up, word, ok := r.direction(i)
		if !ok {
			continue
		}
		b := r.blocks[r.at[i].block]
		explicit := !r.otherSubject(i) && r.subject(bd, b, word) && r.strangeClause(&query{b: b, tok: r.at[i].tok, from: bd.from}) < 2
		var fit []int // columns whose cell bears the figure out
		cands, all, chosen := r.comparing(i, bd)
		if b.toks[word].cat&lang.Above != 0 && b.toks[word].cat&lang.Meets != 0 {
			cands = slices.DeleteFunc(cands, func(c int) bool { return !r.lex.columns[c].plan }) // "vượt": a plan
		}
		for _, c := range cands {
			col := &r.lex.columns[c]
			rows := r.rowIn(bd, col.table, col.col)
			if len(rows) != 1 {
				continue
			}
			if v, ok := r.changeIn(col, rows[0]); ok && tie.Compare(signed(f.Number, up), f.Approx, v).Ties() {
				fit = append(fit, c)
			}
		}
		at, sure := -1, false
		switch {
		case chosen >= 0 && (len(fit) != 1 || slices.Contains(fit, chosen)):
			at, sure = chosen, explicit && !r.namedAlike(bd, chosen, cands)
		case len(fit) == 1:
			at = fit[0]
		case len(cands) == 1:
			// of several columns that compare, the figure's own words must name it
			named := bd.own.names(r.lex, &context{}) && !r.lex.name(&r.lex.columns[cands[0]], &bd.own, &b.section.chain).stray
			at, sure = cands[0], explicit && (all == 1 || named)
		}
		if at < 0 {
			continue
		}
		col := &r.lex.columns[at]
		rows := r.rowIn(bd, col.table, col.col)
		if len(rows) != 1 {
			continue
		}
		if _, ok := r.changeIn(col, rows[0]); !ok {
			continue
		}
		r.claims = append(r.claims, schema.Claim{Kind: schema.ChangeClaim, Span: f.Span, Figure: i, Of: -1, Met: up, Sure: sure, Score: 70,
			Cell: schema.CellName{Table: col.table, Row: rows[0], Col: col.col}, Base: r.base100(col)})
	}
}

// namedAlike reports whether another of the columns has the same words, and what is said of
// the time goes as well with it: "So với cùng kỳ năm trước" for one quarter and the next.
func (r *reader) namedAlike(bd *binding, col int, cands []int) bool {
	have := &r.lex.columns[col]
	for _, c := range cands {
		o := &r.lex.columns[c]
		if c != col && len(o.words) > 0 && slices.Equal(o.words, have.words) && r.heldTo(bd.said, o.compares) >= r.heldTo(bd.said, have.compares) {
			return true
		}
	}
	return false
}

// inPoints reports whether a figure is told in percentage points.
func (r *reader) inPoints(i int) bool {
	return r.phraseAfter(r.blocks[r.at[i].block], r.at[i].tok)&lang.Point != 0
}

// subject reports whether the row that changes is named: by a name before the word
// of change with no other comparison between, or by a line above.
func (r *reader) subject(bd *binding, b *block, word int) bool {
	if bd.mention < 0 {
		return b.level != nil
	}
	m := &b.names[bd.mention]
	return m.end <= word && !r.joined(b, bd.mention) && !r.compared(b, m.end, word) && !r.isCut(b, m) && !r.speaksOfOther(b, bd.from, word, m) && !r.narrowed(b, m)
}

// direction reads the word of increase or decrease nearest before a figure, or right
// behind it, and its token.
func (r *reader) direction(i int) (up bool, at int, ok bool) {
	b := r.blocks[r.at[i].block]
	for k := r.at[i].tok - 1; k >= 0 && k >= r.at[i].tok-5 && b.toks[k].kind == word; k-- {
		switch c := b.toks[k].cat; {
		case c&lang.Down != 0:
			return false, int(b.toks[k].head), true
		case c&lang.Up != 0, c&lang.Above != 0 && c&lang.Meets != 0:
			return true, int(b.toks[k].head), true
		}
	}
	if p := r.changeGoesOn(b, r.at[i].tok); p >= 0 {
		up, _, ok = r.direction(p)
		return up, r.at[i].tok, ok
	}
	if at := r.at[i].tok; at > 0 && b.toks[at-1].kind == word && b.toks[at-1].cat&lang.By != 0 && i > 0 && r.at[i-1].block == r.at[i].block && r.figures[i-1].Role == schema.RoleChange {
		and := false // "rose by 7.9% at Carlton and by 3.2% at Deepdale"
		for k := r.at[i-1].tok + 1; k < at; k++ {
			if b.toks[k].is(';') || b.toks[k].is('.') {
				return false, 0, false
			}
			and = and || b.toks[k].kind == word && b.toks[k].cat&lang.And != 0
		}
		if and {
			up, _, ok = r.direction(i - 1)
			return up, at - 1, ok
		}
	}
	k := skipPercent(b.toks, r.at[i].tok+1) // "0.1% higher than a year before"
	if k < len(b.toks) && b.toks[k].kind == word {
		switch c := b.toks[k].cat; {
		case c&(lang.Down|lang.Below) != 0:
			return false, r.at[i].tok, true
		case c&(lang.Up|lang.Above) != 0:
			return true, r.at[i].tok, true
		}
	}
	return false, 0, false
}

// comparing lists the columns that a change can be read in, how many there were before
// the phrase chose among them, and the one that the
// words behind the figure name, -1 when they name none. A plan must be named; without
// a name a change is against another period.
func (r *reader) comparing(i int, bd *binding) (cands []int, all, chosen int) {
	b := r.blocks[r.at[i].block]
	behind := r.baseBehind(b, i)
	at := r.at[i].tok
	against := r.lex.periodIn(b.toks[at+1:min(at+12, len(b.toks))], r.numberAt)
	if r.datedRows(bd) { // the month is the row
		against.Month, against.From, against.Quarter = 0, 0, 0
	}
	if against.IsZero() { // the period that is compared is the sentence's, of whatever year
		against = bd.period
		against.Year = 0
	}
	chosen = -1
	best := float32(0)
	named := bd.lead.names(r.lex, &context{})
	top := float32(0)
	var scores []float32
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if !r.tellsChange(col) || col.delta != nil && r.lex.columns[col.delta.now].percent {
			continue
		}
		if col.compares.base == unsaidBase && !col.period.IsZero() && suits(against, col.period) < 0 {
			continue
		}
		if r.heldTo(bd.said, col.compares) < 0.5 {
			continue
		}
		if len(col.words) > 0 && behind.names(r.lex, &context{}) {
			if n := r.lex.name(col, &behind, &context{}); n.score >= strong && n.own >= strong && n.score > best {
				best, chosen = n.score, c
			}
		}
		if col.plan {
			continue
		}
		score := float32(0)
		if named && len(col.words) > 0 {
			score = r.lex.name(col, &bd.lead, &b.section.chain).score
		}
		top = max(top, score)
		cands = append(cands, c)
		scores = append(scores, score)
	}
	all = len(cands)
	if top >= weak { // several indicators are compared: the phrase says which
		var near []int
		for k, c := range cands {
			if scores[k] >= top-margin {
				near = append(near, c)
			}
		}
		cands = near
	}
	return cands, all, chosen
}

// base100 tells whether a column writes changes as an index around 100.
func (r *reader) base100(col *column) bool {
	t := r.rep.Tables[col.table]
	lo, hi := big.NewRat(50, 1), big.NewRat(200, 1)
	in, all := 0, 0
	for row := range t.Rows {
		c := r.rep.At(t.Ref(row, col.col))
		if c.Kind != schema.Numeric {
			continue
		}
		all++
		if v := c.Number.Value.Rat(); v.Cmp(lo) >= 0 && v.Cmp(hi) <= 0 {
			in++
		}
	}
	return 2*in > all
}

// changeIn is the change in percent that a cell of a comparing column tells.
func (r *reader) changeIn(col *column, row int) (*big.Rat, bool) {
	c := r.rep.At(r.rep.Tables[col.table].Ref(row, col.col))
	if c.Kind != schema.Numeric {
		return nil, false
	}
	v := c.Number.Value.Rat()
	if r.base100(col) {
		v.Sub(v, big.NewRat(100, 1))
	}
	return v, true
}

// signed gives a figure of a change its sign.
func signed(n schema.Number, up bool) schema.Number {
	if !up && n.Value.Sign() > 0 {
		n.Value = n.Value.Neg()
	}
	return n
}

// wholesOf lists the totals that a row is part of: its parents, the totals beside
// them, and the whole of the table.
func (r *reader) wholesOf(t *schema.Table, row int) []int {
	var out []int
	for i := range t.Rows {
		if k := t.Rows[i].Kind; i != row && (k == schema.TotalRow || k == schema.SubtotalRow) {
			out = append(out, i)
		}
	}
	return out
}
