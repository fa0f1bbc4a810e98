package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// query is what the words around a figure ask of the tables.
type query struct {
	id, tok    int // in the ledger, and in the block
	b          *block
	s          [2]int // its sentence
	f          *schema.Figure
	ready      *tie.Figure // the same, made ready when it is first held against a value
	bd         *binding
	from       int     // first token of the phrase that speaks for it
	own        context // telling words of that phrase and behind the figure
	lead       context // words of a phrase before it, where its own names nothing
	behind     context // words behind it alone
	inherits   bool
	unit       []int32 // words right behind the figure, scale words aside
	currency   rune    // sign of money before it, 0 for none
	cue        cue
	subjects   []subject
	bases      []subject     // named behind the figure: what it is a share of
	compared   []subject     // named as what something is held against
	against    schema.Period // that the words behind it name
	introduced bool          // what speaks for it is a line above: "So với kế hoạch:"
	earlier    bool          // the figure is told of the period before: "cùng kỳ 21.600 lượt"
}

// cue is a set of signs of the arithmetic that a figure does.
type cue uint16

const (
	cueUp      cue = 1 << iota // "tăng", "cao hơn"
	cueDown                    // "giảm", "thấp hơn"
	cueShare                   // "chiếm"
	cuePoints                  // "điểm phần trăm"
	cueTimes                   // "gấp 1,7 lần"
	cueAverage                 // "bình quân mỗi"
	cueSum                     // "cộng lại", "tổng cộng"
	cueBase                    // "x% kế hoạch", "x% của"
	cuePlan                    // "vượt": more than what is named behind
	cueMore                    // an amount by which something differs
)

const cueChange = cueUp | cueDown

// subject is whom a figure may be about: one name, or several whose figures add up.
type subject struct {
	sets     [][]place // for each name the rows that have it
	weight   float32
	explicit bool
	mention  int // index in the block's names of the last of them, -1 for none
	implicit bool
	loose    bool // its name is less than that of the row
}

// ask reads the query of a figure.
func (r *reader) query(i int) *query {
	at := r.at[i]
	b := r.blocks[at.block]
	q := &query{id: i, tok: at.tok, b: b, f: &r.figures[i], bd: &r.binds[i]}
	for _, s := range b.sentences {
		if s[0] <= at.tok && at.tok < s[1] {
			q.s = s
		}
	}
	q.from = r.phraseOf(q)
	q.own = r.context(b, q.from, at.tok, phraseWords)
	q.behind = r.behindAll(q)
	if !q.f.Number.Percent {
		q.own = merge(q.own, r.behind(b, q.s, at.tok, q.f))
	}
	if q.f.Number.Percent && r.qualified(q) {
		q.own = merge(q.own, q.behind)
	}
	q.against = r.lex.periodIn(b.toks[q.tok+1:r.reach(q)], r.numberAt)
	q.lead, q.inherits = q.own, false
	if !q.own.names(r.lex, &b.section.chain) && q.bd.inherits {
		q.lead, q.inherits = q.bd.lead, true
		q.introduced = q.from == 0 || b.src.Kind == schema.ListItem
	}
	if p := &q.bd.period; p.Month == 0 && p.Quarter == 0 {
		for k := q.s[0]; k < q.tok; k++ { // "in the first quarter"
			if said, end := r.periodAt(b, k, schema.Period{}); end > k && end <= q.tok {
				*p = finer(*p, said)
			}
		}
	}
	q.unit, q.currency = r.measureOf(q), b.toks[q.tok].currency
	q.cue = r.cues(q)
	if q.cue&cueShare != 0 && !q.own.names(r.lex, &context{}) && q.behind.names(r.lex, &context{}) {
		q.own = merge(q.own, q.behind) // "made up 58.2% of the total spent"
		q.lead, q.inherits = q.own, false
	}
	q.earlier = q.cue&cueChange == 0 && !q.f.Number.Percent && r.heldAgainst(q)
	r.subjectsOf(q)
	return q
}

// qualified reports whether the words behind a percentage tell where or when it stands
// ("53,11% ở đợt II"), not what it is of.
func (r *reader) qualified(q *query) bool {
	k := q.tok + 1
	for k < q.s[1] && q.b.toks[k].is('%') {
		k++
	}
	return k < q.s[1] && q.b.toks[k].kind == word && q.b.toks[k].cat&lang.Where != 0
}

// phraseOf is where the phrase that speaks for a figure begins: as phraseStart, but
// for a bracket that holds nothing before the figure, where it is the phrase before
// the bracket.
func (r *reader) phraseOf(q *query) int {
	from := q.bd.from
	for k := q.tok - 1; k > from; k-- { // "Khối văn hóa giải ngân chậm: Bộ Y tế đạt"
		if q.b.toks[k].is(':') && q.b.toks[k].depth == q.b.toks[q.tok].depth {
			for n := range q.b.names {
				if m := &q.b.names[n]; m.first > k && m.end <= q.tok {
					from = k + 1
				}
			}
			break
		}
	}
	for k := from; k < q.tok; k++ {
		if q.b.toks[k].kind == word && q.b.toks[k].cat&(lang.About|lang.Nearly|lang.Above|lang.To) == 0 {
			return from
		}
	}
	k := from - 1
	if k < q.s[0] || !(q.b.toks[k].is('(') || q.b.toks[k].is(',') || q.b.toks[k].is(':')) {
		return from
	}
	stop := q.b.toks[k].depth
	for k--; k >= q.s[0]; k-- {
		t := &q.b.toks[k]
		if t.depth > stop || t.is(')') {
			continue
		}
		if t.kind == num && r.figures[t.id].Role != schema.RoleDate || t.is(';') {
			break
		}
	}
	return k + 1
}

// behindAll gathers the words behind a figure up to the next figure or sign.
func (r *reader) behindAll(q *query) context {
	return r.context(q.b, q.tok+1, r.reach(q), phraseWords)
}

// reach is the token at which the words that belong to a figure from behind end.
func (r *reader) reach(q *query) int {
	toks := q.b.toks
	end := q.tok + 1
	for end < q.s[1] && end < q.tok+16 {
		t := &toks[end]
		if t.kind == num && r.figures[t.id].Role != schema.RoleDate && r.figures[t.id].Role != schema.RoleReference {
			break
		}
		if t.kind == punct && !t.is('%') && !t.is('/') && !t.is('-') && !(t.is('.') && end+1 < len(toks) && toks[end+1].start == t.end) {
			break
		}
		if t.kind == word && t.cat&(lang.And|lang.But) != 0 && r.opensFigure(q, end) {
			break
		}
		end++
	}
	return end
}

// opensFigure reports whether an "and" leads to another figure: "17% và 83%", "bằng 87%
// kế hoạch và tăng 38,7%".
func (r *reader) opensFigure(q *query, at int) bool {
	for k := at + 1; k < q.s[1] && k <= at+7; k++ {
		t := &q.b.toks[k]
		if t.kind == num {
			return r.figures[t.id].Role != schema.RoleDate
		}
		if t.kind == punct {
			return false
		}
	}
	return false
}

// measureOf lists the words of measure behind a figure, scale words aside.
func (r *reader) measureOf(q *query) []int32 {
	var out []int32
	for k := q.tok + 1; k < q.s[1] && len(out) < 5; k++ {
		t := &q.b.toks[k]
		if t.is('.') && len(out) > 0 && k+1 < q.s[1] && q.b.toks[k+1].start == t.end && t.start == q.b.toks[k-1].end {
			continue // "lượt khách.km"
		}
		if t.kind != word {
			break
		}
		if r.lex.vocab.fact(t.id).scale && len(out) == 0 {
			continue
		}
		out = append(out, t.id)
	}
	return out
}

// cues reads the signs of arithmetic around a figure. A figure without any of its own
// goes on as the one before it: "Đồng Nai tăng 57,6%, Hà Nội 38,7%".
func (r *reader) cues(q *query) cue {
	toks := q.b.toks
	c := r.cuesIn(q, q.from, q.tok)
	after := q.tok + 1
	if after < q.s[1] && toks[after].is('%') {
		after++
	}
	if after < q.s[1] && toks[after].kind == word {
		switch t := toks[after]; {
		case t.cat&lang.Point != 0:
			c |= cuePoints
		case t.cat&lang.Times != 0:
			c |= cueTimes
		case q.f.Number.Percent && t.cat&lang.Up != 0 && c&cueChange == 0: // "0.1% higher"
			c |= cueUp
		case q.f.Number.Percent && t.cat&lang.Down != 0 && c&cueChange == 0:
			c |= cueDown
		case !q.f.Number.Percent && r.moreBehind(q, after) != 0 && c&cueChange == 0 && r.holds(q, after, r.reach(q), lang.Against|lang.Above|lang.Below): // "1,325 more households than"
			c |= cueMore | cueUp
			if r.moreBehind(q, after) == lang.Down {
				c ^= cueUp | cueDown
			}
		case q.f.Number.Percent && t.cat&(lang.Base|lang.Total|lang.Of) != 0:
			c |= cueBase
		}
	}
	if q.f.Number.Percent && q.behind.names(r.lex, &context{}) {
		c |= cueBase
	}
	if c == 0 && !q.own.names(r.lex, &context{}) {
		c = r.carriedCue(q)
	}
	return c
}

// moreBehind is the direction of the word behind a figure, or behind its unit of measure:
// "145 kg higher than".
func (r *reader) moreBehind(q *query, after int) lang.Cat {
	t := &q.b.toks[after]
	if t.cat&(lang.Up|lang.Down) != 0 {
		return differs(t.cat)
	}
	if r.knownUnit(t.id) {
		return differs(r.phraseAfter(q.b, after))
	}
	return 0
}

// carriedCue is the cue of the figure before in the sentence, of the same kind.
func (r *reader) carriedCue(q *query) cue {
	for k := q.id - 1; k >= 0 && r.at[k].block == r.at[q.id].block && r.at[k].tok >= q.s[0]; k-- {
		f := &r.figures[k]
		if f.Verdict == schema.NotClaim {
			continue
		}
		if f.Number.Percent == q.f.Number.Percent {
			return r.cue[k] & (cueChange | cueShare | cueBase)
		}
		return 0
	}
	return 0
}

func (r *reader) cuesIn(q *query, from, to int) cue {
	var c cue
	for k := to - 1; k >= from; k-- {
		t := &q.b.toks[k]
		if t.kind != word || int(t.head) != k {
			continue
		}
		switch {
		case t.cat&lang.Up != 0 && c&cueChange == 0:
			c |= cueUp
		case t.cat&lang.Down != 0 && c&cueChange == 0:
			c |= cueDown
		case t.cat&lang.Above != 0 && t.cat&lang.Meets != 0 && q.f.Number.Percent && c&cueChange == 0 && k >= to-4:
			c |= cueUp | cuePlan
		}
		if t.cat&lang.Share != 0 {
			c |= cueShare
		}
		if t.cat&lang.Average != 0 {
			c |= cueAverage
		}
		if t.cat&lang.Sum != 0 {
			c |= cueSum
		}
		if t.cat&lang.Times != 0 {
			c |= cueTimes
		}
		if t.cat&lang.Gap != 0 || t.cat&lang.By != 0 && k == to-1 {
			c |= cueMore
		}
	}
	return c
}
