package claim

import (
	"math/big"

	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/slip"
	"doisoat/schema"
)

// derived reads percentages that no column gives but two columns do: "Tỷ lệ hồ sơ
// trước và đúng hạn: 99,98%" is the column that the words name over a column that a
// rule of the table makes the sum of it and others.
func (r *reader) derived() {
	for i := range r.figures {
		f, bd := &r.figures[i], &r.binds[i]
		if !r.stated(i) || f.Verdict == schema.NotClaim || !f.Number.Percent || bd.sure {
			continue
		}
		b := r.blocks[r.at[i].block]
		phrase := bd.lead
		switch behind := r.baseBehind(b, i); {
		case r.says(i, lang.Ratio|lang.Share):
		case !bd.own.names(r.lex, &b.section.chain) && behind.names(r.lex, &b.section.chain): // "65% số trường đã đạt chuẩn"
			phrase = behind
		default:
			continue
		}
		best, second := -1, float32(0)
		var top naming
		for c := range r.lex.columns {
			col := &r.lex.columns[c]
			if !col.counts || col.percent {
				continue
			}
			n := r.lex.name(col, &phrase, &b.section.chain)
			if best < 0 || n.score > top.score {
				if best >= 0 {
					second = max(second, top.score)
				}
				best, top = c, n
			} else {
				second = max(second, n.score)
			}
		}
		if best < 0 || top.score < strong || top.score-second < margin || top.stray {
			continue
		}
		col := &r.lex.columns[best]
		rows := r.rowIn(bd, col.table, col.col)
		bases := r.bases(col)
		if len(rows) != 1 || len(bases) == 0 {
			continue
		}
		claim := schema.Claim{Kind: schema.RatioClaim, Span: f.Span, Figure: i, Of: -1, Sure: bd.explicit && f.Role == schema.RoleValue && (bd.own.names(r.lex, &context{}) || !r.says(i, lang.Ratio)) && !r.compared(b, bd.from, r.at[i].tok), Score: int(top.score * 100),
			Cell: schema.CellName{Table: col.table, Row: rows[0], Col: col.col}}
		for _, base := range bases {
			claim.Exprs = append(claim.Exprs, &schema.Expr{Op: schema.OpDiv, Args: []*schema.Expr{
				{Op: schema.OpVar, Var: col.col}, {Op: schema.OpVar, Var: base}}})
		}
		r.claims = append(r.claims, claim)
	}
}

// says reports whether the phrase of a figure holds a word that can play a part.
func (r *reader) says(i int, cat lang.Cat) bool {
	at := r.at[i]
	b := r.blocks[at.block]
	for k := r.binds[i].from; k < at.tok; k++ {
		if b.toks[k].kind == word && b.toks[k].cat&cat != 0 {
			return true
		}
	}
	return false
}

// bases lists the columns that are sums of a column and others, near ones first.
func (r *reader) bases(c *column) []int {
	t := r.rep.Tables[c.table]
	var out []int
	own := t.Columns[c.col].Path
	for k := range t.Columns { // "Trường học / Tổng số" beside "Trường học / Đạt chuẩn"
		path := t.Columns[k].Path
		if k != c.col && len(path) == len(own) && len(path) > 1 && slices.Equal(path[:len(path)-1], own[:len(own)-1]) && r.lex.isTotal(path[len(path)-1]) {
			out = append(out, k)
		}
	}
	wanted := []int{c.col}
	for len(wanted) > 0 {
		col := wanted[0]
		wanted = wanted[1:]
		for i := range t.Rules {
			rule := &t.Rules[i]
			if rule.Axis != schema.Across || rule.Form != schema.Sum || rule.Relation != schema.Equal {
				continue
			}
			for _, v := range rule.Expr.Vars() {
				if v == col && !hasInt(out, rule.Target) && rule.Target != c.col {
					out = append(out, rule.Target)
					wanted = append(wanted, rule.Target)
				}
			}
		}
	}
	return out
}

// baseBehind gathers the words behind a percentage: "65% số trường đã đạt chuẩn".
func (r *reader) baseBehind(b *block, i int) context {
	at := r.at[i].tok
	end := at + 1
	for end < len(b.toks) && end < at+12 && b.toks[end].kind != num && b.toks[end].cat&lang.But == 0 && !b.toks[end].is(',') && !b.toks[end].is(';') && !b.toks[end].is('.') && !b.toks[end].is(')') {
		end++
	}
	return r.context(b, at+1, end, phraseWords)
}

func hasInt(list []int, n int) bool {
	for _, v := range list {
		if v == n {
			return true
		}
	}
	return false
}

// parts reads figures that add to another of their sentence: the figures of a
// bracket behind it ("10.796 hồ sơ (đúng hạn 10.790, trễ hạn 6)"), the list that
// "gồm" opens, or all later figures of the same thing. Figures of one thing carry
// the same word behind them.
func (r *reader) parts() {
	for _, b := range r.blocks {
		for _, s := range b.sentences {
			var level []int // token indexes of the figures outside brackets, of one thing
			for i := s[0]; i < s[1]; i++ {
				if !r.amount(b, i) {
					continue
				}
				if b.toks[i].depth == 0 {
					level = append(level, i)
				}
				r.openParts(b, i, s[1])
				if open := r.bracketAfter(b, i, s[1]); open > 0 {
					r.bracketParts(b, i, open, s[1])
				}
			}
			r.remainder(b, level)
		}
	}
}

// amount reports whether token i is a figure that can be a part or a whole.
func (r *reader) amount(b *block, i int) bool {
	if b.toks[i].kind != num {
		return false
	}
	f := &r.figures[b.toks[i].id]
	return f.Verdict != schema.NotClaim && r.stated(int(b.toks[i].id)) && !f.Number.Percent && f.Approx == schema.Exactly
}

// thing is the word behind a figure, which says what it counts; -1 when none stands
// there.
func thing(b *block, i int) int32 {
	if i+1 < len(b.toks) && b.toks[i+1].kind == word {
		return b.toks[i+1].id
	}
	return -1
}

// bracketAfter finds a bracket that opens behind the figure at token i and its unit.
func (r *reader) bracketAfter(b *block, i, end int) int {
	for k := i + 1; k < end && k <= i+4; k++ {
		if b.toks[k].is('(') {
			return k
		}
		if b.toks[k].kind != word {
			return 0
		}
	}
	return 0
}

// bracketParts claims that the figures of a bracket add to the figure before it.
func (r *reader) bracketParts(b *block, whole, open, end int) {
	d := b.toks[open].depth
	narrow, rest := false, false
	var parts []int
	last := -1
	for k := open + 1; k < end && b.toks[k].depth >= d; k++ {
		if b.toks[k].is(')') && b.toks[k].depth == d {
			break
		}
		if (b.toks[k].is(':') || b.toks[k].kind == word && b.toks[k].cat&lang.ListOpen != 0) && last >= 0 && k <= last+4 {
			break // the last part is told in detail
		}
		narrow = narrow || b.toks[k].kind == word && b.toks[k].cat&lang.OfWhich != 0
		rest = rest || b.toks[k].kind == word && b.toks[k].cat&lang.Remainder != 0
		if b.toks[k].depth == d && r.amount(b, k) && thing(b, k) == thing(b, whole) && thing(b, k) >= 0 {
			parts = append(parts, int(b.toks[k].id))
			last, rest = k, false
		}
	}
	if len(parts) == 0 || len(parts) == 1 && !r.sums(int(b.toks[whole].id), parts) && (narrow || !r.nearly(int(b.toks[whole].id), parts, parts[0])) {
		return
	}
	r.addParts(b, int(b.toks[whole].id), parts, !narrow && !rest)
}

// openParts claims that the figures behind "gồm" or "trong đó" are parts of the
// figure before it, when they count the same thing: they may not exceed it, and with
// "gồm" they must make it up, unless a rest is named without its figure ("còn lại là").
func (r *reader) openParts(b *block, whole, end int) {
	d := b.toks[whole].depth
	k := whole + 1
	for k < end && k <= whole+12 && b.toks[k].kind != num && b.toks[k].cat&(lang.OfWhich|lang.Consists) == 0 && !b.toks[k].is(';') {
		k++
	}
	if k >= end || b.toks[k].cat&(lang.OfWhich|lang.Consists) == 0 || b.toks[k].depth != d {
		return
	}
	counted := thing(b, whole)
	open := b.toks[k].cat
	var parts []int
	rest := false
	for k++; k < end && !b.toks[k].is(';'); k++ {
		rest = rest || b.toks[k].kind == word && b.toks[k].cat&lang.Remainder != 0
		if b.toks[k].depth != d || b.toks[k].kind != num {
			continue
		}
		if counted < 0 && r.saidBefore(b, whole, thing(b, k)) { // "Số DN rút lui là 72.917, gồm 59.609 DN …"
			counted = thing(b, k)
		}
		if !r.amount(b, k) || counted < 0 || thing(b, k) != counted {
			return
		}
		parts = append(parts, int(b.toks[k].id))
		rest = false // a rest that is told is a part like the others
	}
	if len(parts) >= 2 {
		r.addParts(b, int(b.toks[whole].id), parts, open&lang.OfWhich == 0 && !rest)
	}
}

// saidBefore reports whether the phrase before a figure holds a word.
func (r *reader) saidBefore(b *block, tok int, w int32) bool {
	for k := r.binds[b.toks[tok].id].from; k < tok && w >= 0; k++ {
		if b.toks[k].kind == word && b.toks[k].id == w {
			return true
		}
	}
	return false
}

// sums reports whether figures add exactly to another.
func (r *reader) sums(whole int, parts []int) bool {
	sum := new(big.Rat)
	for _, p := range parts {
		sum.Add(sum, r.figures[p].Number.Rat())
	}
	return sum.Cmp(r.figures[whole].Number.Rat()) == 0
}

func (r *reader) addParts(b *block, whole int, parts []int, complete bool) {
	c := schema.Claim{Kind: schema.PartsClaim, Figure: whole, Of: -1, Parts: parts, Complete: complete, Sure: complete}
	c.Span = schema.Span{Block: b.index, Start: r.figures[whole].Span.Start, End: r.figures[parts[len(parts)-1]].Span.End}
	r.claims = append(r.claims, c)
}

// remainder ties a figure that no column gives when it and its neighbours of the
// same thing add exactly to the first figure of the sentence, which the word for a
// total introduces.
func (r *reader) remainder(b *block, level []int) {
	if len(level) < 3 {
		return
	}
	first := level[0]
	total := false
	for k := r.binds[b.toks[first].id].from; k < first; k++ {
		total = total || b.toks[k].kind == word && b.toks[k].cat&lang.Total != 0
	}
	if !total {
		return
	}
	var parts, open []int
	for _, k := range level[1:] {
		if thing(b, k) != thing(b, first) || thing(b, k) < 0 {
			return
		}
		id := int(b.toks[k].id)
		parts = append(parts, id)
		if bd := &r.binds[id]; bd.chosen < 0 || !bd.sure {
			open = append(open, id)
		}
	}
	switch whole := int(b.toks[first].id); {
	case len(open) == 0:
	case r.sums(whole, parts):
		r.addParts(b, whole, parts, false)
	case len(open) == 1 && r.nearly(whole, parts, open[0]):
		r.addParts(b, whole, parts, true)
	}
}

// nearly reports whether figures would add to another, were one of them not changed by a
// slip of the pen.
func (r *reader) nearly(whole int, parts []int, odd int) bool {
	v := r.figures[whole].Number.Rat()
	for _, p := range parts {
		if p != odd {
			v.Sub(v, r.figures[p].Number.Rat())
		}
	}
	f := &r.figures[odd]
	return v.Sign() > 0 && (likeness(f, v) >= nearlyBits || slip.Lost(digitsLike(f.Number, v), significantDigits(f)))
}

// nearlyBits is the likeness at which figures that stand as parts and whole are taken for
// such although they do not add: one wrong digit of three.
const nearlyBits = 2.9
