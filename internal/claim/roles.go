package claim

import (
	"strconv"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// roles says of every figure of a block what it is there for, as far as its
// neighbours show it; targets and thresholds are found later.
func (r *reader) roles(b *block) {
	r.findPairs(b)
	for i := range b.toks {
		if b.toks[i].kind != num {
			continue
		}
		f := &r.figures[b.toks[i].id]
		if f.Role != schema.RoleOther {
			continue // given together with an earlier one
		}
		r.role(b, i, f)
	}
	r.settlePairs(b)
}

func (r *reader) role(b *block, i int, f *schema.Figure) {
	for _, try := range []func(*block, int) bool{r.footnoteMark, r.ordinal, r.factor, r.coded, r.age, r.date, r.clock, r.reference, r.ofHeader, r.outOf, r.fraction} {
		if try(b, i) {
			return
		}
	}
	if !f.Numeric {
		r.set(b, i, schema.RoleReference)
		return
	}
	r.scale(b, i, f)
	r.approximate(b, i, f)
	f.Role = schema.RoleValue
	before, after := r.phraseBefore(b, i), r.phraseAfter(b, i)
	switch {
	case before&lang.Rank != 0 && whole(f):
		r.set(b, i, schema.RoleRank)
		f.Verdict, f.Role = schema.Undecided, schema.RoleRank
	case r.level(b, i):
	case r.multiple(b, i, f):
		f.Role = schema.RoleChange
	case after&lang.Noun != 0 && whole(f) && !f.Number.Percent && f.Approx == schema.Exactly:
		f.Role = schema.RoleCount
	case r.near(b, i, lang.Up|lang.Down), before&lang.By != 0, r.comparedBehind(b, i), r.pastPlan(b, i), r.changeGoesOn(b, i) >= 0, f.Number.Percent && before&lang.Above != 0 && before&lang.Meets != 0, after&(lang.Up|lang.Down) != 0, after&lang.Above != 0 && after&lang.Stop == 0:
		f.Role = schema.RoleChange
	case r.near(b, i, lang.Share), f.Number.Percent && after&lang.Base != 0:
		f.Role = schema.RoleShare
	}
}

// changeGoesOn is the figure whose change a percentage goes on with: "giảm 6,38% về số vụ,
// 11,28% về số người chết"; -1 for none.
func (r *reader) changeGoesOn(b *block, i int) int {
	k := skipPercent(b.toks, i+1)
	if !r.figures[b.toks[i].id].Number.Percent || k >= len(b.toks) || b.toks[k].kind != word || b.toks[k].cat&lang.Where == 0 || i == 0 || !(b.toks[i-1].is(',') || b.toks[i-1].kind == word && b.toks[i-1].cat&lang.And != 0) {
		return -1
	}
	for k = i - 2; k >= 0 && k >= i-10; k-- {
		t := &b.toks[k]
		if t.kind == num {
			if f := &r.figures[t.id]; f.Role != schema.RoleChange || !f.Number.Percent {
				return -1
			}
			if n := skipPercent(b.toks, k+1); b.toks[n].kind == word && b.toks[n].cat&lang.Where != 0 {
				return int(t.id)
			}
			return -1
		}
		if t.kind == punct && !t.is('%') {
			return -1
		}
	}
	return -1
}

// pastPlan reports whether an amount is told as what a plan was exceeded or missed by: "vượt
// kế hoạch 6 ha".
func (r *reader) pastPlan(b *block, i int) bool {
	if r.figures[b.toks[i].id].Number.Percent || i < 2 || b.toks[i-1].kind != word || !r.planWord(&b.toks[i-1]) {
		return false
	}
	at := int(b.toks[i-1].head) - 1
	return at >= 0 && b.toks[at].kind == word && b.toks[at].cat&(lang.Above|lang.Below) != 0
}

// comparedBehind reports whether a word for more or less stands behind a figure and its unit
// of measure: "145 kg higher than".
func (r *reader) comparedBehind(b *block, i int) bool {
	return i+2 < len(b.toks) && b.toks[i+1].kind == word && r.knownUnit(b.toks[i+1].id) && differs(r.phraseAfter(b, i+1)) != 0
}

// differs is the direction of a word that says that something is more or less: Up, Down or
// neither. "trên", "dưới" are no such words.
func differs(c lang.Cat) lang.Cat {
	switch {
	case c&lang.Up != 0 || c&lang.Above != 0 && c&lang.Stop == 0:
		return lang.Up
	case c&lang.Down != 0 || c&lang.Below != 0 && c&lang.Stop == 0:
		return lang.Down
	}
	return 0
}

// ofHeader reports whether a figure and the word behind it are part of what a column is
// called: "less than 18 weeks" of a column "Under 18 weeks".
func (r *reader) ofHeader(b *block, i int) bool {
	f := &r.figures[b.toks[i].id]
	if !f.Numeric || f.Number.Percent || f.Number.Value.Places > 0 || f.Number.Value.Coef > 999 || i+1 >= len(b.toks) || b.toks[i+1].kind != word {
		return false
	}
	words := " " + f.Text + " " + lang.Fold(b.text[b.toks[i+1].start:b.toks[i+1].end]) + " "
	for _, t := range r.rep.Tables {
		for c := range t.Columns {
			for _, p := range t.Columns[c].Path {
				if strings.Contains(p, f.Text) && strings.Contains(" "+lang.Fold(p)+" ", words) {
					r.set(b, i, schema.RoleReference)
					return true
				}
			}
		}
	}
	return false
}

// level reports whether a figure is what something was or became, not by how much it
// changed: "down from 58.3%", "tăng từ 5 lên 8".
func (r *reader) level(b *block, i int) bool {
	id := int(b.toks[i].id)
	for _, p := range b.pairs {
		if p.lo == id || p.hi == id {
			return p.change
		}
	}
	return r.from(b, i) && r.moves(b, i)
}

// multiple reports whether a figure says how many times as much something is: "gấp 1,9
// lần", "2.5 times those of". "12 lần kiểm tra" counts.
func (r *reader) multiple(b *block, i int, f *schema.Figure) bool {
	if f.Number.Percent {
		return false
	}
	behind := r.phraseAfter(b, i)&lang.Times != 0
	return r.phraseBefore(b, i)&lang.Times != 0 || behind && (f.Number.Value.Places > 0 || r.near(b, i, lang.Times|lang.Up|lang.Down) || i+2 < len(b.toks) && b.toks[i+2].cat&(lang.Plural|lang.Stop) != 0)
}

// whole reports whether a figure is a whole number as written.
func whole(f *schema.Figure) bool {
	return f.Numeric && f.Number.Value.Places == 0 && f.Number.Scale == 0
}

// set gives a figure a role that is no claim.
func (r *reader) set(b *block, i int, role schema.Role) {
	f := &r.figures[b.toks[i].id]
	f.Role, f.Verdict = role, schema.NotClaim
}

func (r *reader) footnoteMark(b *block, i int) bool {
	t := &b.toks[i]
	for _, ref := range b.src.Refs {
		if ref.Start <= t.start && t.end <= ref.End {
			r.set(b, i, schema.RoleReference)
			return true
		}
	}
	return false
}

// factor recognises a constant of a formula: "× 100%".
func (r *reader) factor(b *block, i int) bool {
	if i == 0 || b.src.Kind != schema.Footnote {
		return false
	}
	t := &b.toks[i-1]
	if !t.is('*') && !t.is('×') && !(t.kind == word && t.end-t.start == 1 && r.lex.vocab.spelling(t.id) == "x") {
		return false
	}
	r.set(b, i, schema.RoleOther)
	return true
}

// ordinal recognises the number of a heading or a list item.
func (r *reader) ordinal(b *block, i int) bool {
	t := &b.toks[i]
	first := i == 0 || i == 1 && (b.toks[0].is('-') || b.toks[0].is('*') || b.toks[0].is('+') || b.toks[0].is('(') || b.toks[0].is('['))
	marker := t.end <= b.src.Body || i == 0 && r.numbersParagraph(b)
	if !marker && !(first && i+1 < len(b.toks) && b.toks[i+1].start == t.end &&
		(b.toks[i+1].is('.') || b.toks[i+1].is(')') || b.toks[i+1].is(']') || b.toks[i+1].is('/') && i+2 < len(b.toks) && b.toks[i+2].kind == word)) {
		return false
	}
	r.set(b, i, schema.RoleOrdinal)
	return true
}

// numbersParagraph reports whether a block begins with the number of a paragraph, "2.3 The
// rate rose": one that the heading above or the number of another paragraph leads up to.
func (r *reader) numbersParagraph(b *block) bool {
	number, above := paragraphNumber(b)
	if number == 0 {
		return false
	}
	if s := b.section.block; s != nil {
		if _, number := headNumber(marked(s)); number == above {
			return true
		}
	}
	if r.paragraphs == nil {
		r.paragraphs = map[string]uint64{}
		for _, o := range r.blocks {
			if n, above := paragraphNumber(o); n > 0 && n <= maxParagraph {
				r.paragraphs[above] |= 1 << n
			}
		}
	}
	return number <= maxParagraph && r.paragraphs[above]&(1<<(number-1)|1<<(number+1)) != 0
}

// maxParagraph is the greatest number of a paragraph that is looked at without a heading.
const maxParagraph = 60

// paragraphNumber is the number with which a block begins before a word with a capital, the
// part behind its last point and what stands before that: "2.3 The" is 3 and "2". 0 for none.
func paragraphNumber(b *block) (number int, above string) {
	if len(b.toks) < 2 || b.toks[0].kind != num || b.toks[1].kind != word || !b.toks[1].upper || b.toks[1].start == b.toks[0].end {
		return 0, ""
	}
	text := b.text[b.toks[0].start:b.toks[0].end]
	at := strings.LastIndexByte(text, '.')
	if at < 1 || strings.Trim(text, "0123456789.") != "" {
		return 0, ""
	}
	for part := range strings.SplitSeq(text, ".") {
		if n := len(part); n == 0 || n > 2 || part[0] == '0' {
			return 0, ""
		}
	}
	number, err := strconv.Atoi(text[at+1:])
	if err != nil {
		return 0, ""
	}
	return number, text[:at]
}

// fraction recognises k/n and "k of the n".
func (r *reader) fraction(b *block, i int) bool {
	toks := b.toks
	k := &r.figures[toks[i].id]
	if !whole(k) || k.Number.Percent {
		return false
	}
	j := i + 1
	switch {
	case j+1 < len(toks) && toks[j].is('/') && toks[j+1].kind == num:
		j++
	case j < len(toks) && toks[j].kind == word && toks[j].cat&lang.FractionOf != 0 && int(toks[j].head) == j:
		j = int(toks[j].tail)
	default:
		return false
	}
	if j >= len(toks) || toks[j].kind != num {
		return false
	}
	n := &r.figures[toks[j].id]
	if !whole(n) || n.Number.Percent || n.Number.Value.Coef < k.Number.Value.Coef || n.Number.Value.Coef > 100000 {
		return false
	}
	k.Role, n.Role = schema.RoleCount, schema.RoleOf
	return true
}

// outOf recognises the whole told before its part: "of the 5 counties, 3 have", "trong 5
// xã có 2 xã".
func (r *reader) outOf(b *block, i int) bool {
	toks := b.toks
	n := &r.figures[toks[i].id]
	if !whole(n) || n.Number.Percent || r.phraseBefore(b, i)&lang.FractionOf == 0 || r.phraseAfter(b, i)&lang.Noun == 0 {
		return false
	}
	head := int(toks[i-1].head)
	if head > 0 && toks[head-1].kind != punct || head > 0 && toks[head-1].is('/') {
		return false // "3 of the 5 counties"
	}
	j := i + 1
	for j < len(toks) && j <= i+6 && (toks[j].kind == word && toks[j].cat&(lang.Noun|lang.Stop) != 0 || toks[j].is(',')) {
		j++
	}
	if j >= len(toks) || toks[j].kind != num {
		return false
	}
	k := &r.figures[toks[j].id]
	if !whole(k) || k.Number.Percent || k.Number.Value.Coef > n.Number.Value.Coef || r.unitBehind(b, j) {
		return false
	}
	n.Role, k.Role = schema.RoleOf, schema.RoleCount
	if b.outOf == nil {
		b.outOf = map[int]int{}
	}
	b.outOf[j] = i
	return true
}

// scale reads a scale word behind a number: "6,2 nghìn", "1,7 nghìn tỷ".
func (r *reader) scale(b *block, i int, f *schema.Figure) {
	if f.Number.Percent {
		return
	}
	k := i + 1
	if k < len(b.toks) && b.toks[k].kind == word && b.toks[k].start == b.toks[i].end {
		if s, ok := r.pack.Prose.Figures.Short[r.lex.vocab.spelling(b.toks[k].id)]; ok {
			f.Number.Scale += s
			return
		}
	}
	for ; k < len(b.toks) && b.toks[k].kind == word; k++ {
		s, ok := r.pack.Table.Scales[r.lex.vocab.spelling(b.toks[k].id)]
		if !ok || int(f.Number.Scale)+int(s) > 15 {
			return
		}
		f.Number.Scale += s
	}
}

// approximate reads a word of approximation in front of a number.
func (r *reader) approximate(b *block, i int, f *schema.Figure) {
	switch c := r.phraseBefore(b, i); {
	case c&lang.Nearly != 0:
		f.Approx = schema.Nearly
	case c&lang.About != 0:
		f.Approx = schema.About
	case c&lang.AtLeast != 0:
		f.Approx = schema.NoLess
	case c&lang.AtMost != 0:
		f.Approx = schema.NoMore
	case c&lang.Above != 0 && c&(lang.Meets|lang.Up) == 0:
		f.Approx = schema.Over
	case c&lang.Below != 0 && c&lang.Down == 0:
		f.Approx = schema.Under
	}
}

// phraseBefore gives the parts of the phrase that ends right before token i.
func (r *reader) phraseBefore(b *block, i int) lang.Cat {
	if i == 0 || b.toks[i-1].kind != word {
		return 0
	}
	return b.toks[i-1].cat
}

// phraseAfter gives the parts of the phrase that begins right after token i, a
// percent sign aside.
func (r *reader) phraseAfter(b *block, i int) lang.Cat {
	i++
	if i < len(b.toks) && b.toks[i].is('%') {
		i++
	}
	if i >= len(b.toks) || b.toks[i].kind != word || int(b.toks[i].head) != i {
		return 0
	}
	return b.toks[i].cat
}

// near reports whether a phrase that can play one of the parts stands among the
// three words before token i, no sign or number between.
func (r *reader) near(b *block, i int, cat lang.Cat) bool {
	for k := i - 1; k >= 0 && k >= i-4 && b.toks[k].kind == word; k-- {
		if b.toks[k].cat&cat != 0 {
			return true
		}
	}
	return false
}
