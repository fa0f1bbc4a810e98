package claim

import (
	"maps"
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// numbers finds the numbers of a text, those with thousands parted by blanks whole.
func (r *reader) numbers(text string) []number.Token {
	return number.Join(text, number.Scan(text, r.marks), r.marks, func(t number.Token) bool {
		return r.spaced() && !r.introduced(text, t.Start)
	})
}

// spaced reports whether the document may part thousands by ordinary blanks: nothing
// in it parts them by a mark or writes them together, years and codes aside.
func (r *reader) spaced() bool {
	if r.parted != 0 {
		return r.parted > 0
	}
	r.parted = 1
	for i := range r.rep.Document.Blocks {
		b := &r.rep.Document.Blocks[i]
		for _, t := range number.Scan(b.Text, r.marks) {
			if t.OK && t.Number.Value.Places == 0 && t.Number.Value.Coef >= 1000 && (t.End-t.Start > 4 || t.Number.Value.Coef > 2100) {
				r.parted = -1
				return false
			}
		}
	}
	return true
}

// introduced reports whether the word before the number at a byte of the text names a
// period or a document: "quý 2 145 hồ sơ" is two numbers.
func (r *reader) introduced(text string, at int) bool {
	fields := strings.Fields(text[max(0, at-40):at])
	if len(fields) == 0 {
		return false
	}
	cat, n := r.lex.phrases.walk(r.lex.vocab.path(fields[len(fields)-1]))
	return n > 0 && *cat&(lang.Reference|lang.Year|lang.Month|lang.Quarter|lang.Day) != 0
}

// signs makes the signs around numbers alike: words for the percent sign become the
// sign, and signs of money before a number go.
func (r *reader) signs(toks []token, nums []number.Token) []token {
	out := toks[:0]
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		if t.kind == punct && strings.ContainsRune(r.pack.Prose.Figures.Currency, -t.id) && i+1 < len(toks) && toks[i+1].kind == num {
			toks[i+1].currency = rune(-t.id)
			continue
		}
		out = append(out, t)
		if t.kind != num || nums[t.id].Percent {
			continue
		}
		if mark, end := r.lex.figures.longest(toks, i+1); end > 0 && *mark == percentWord {
			nums[t.id].Percent, nums[t.id].Number.Percent = true, nums[t.id].OK
			out = append(out, token{start: toks[i+1].start, end: toks[end-1].end, id: -'%', kind: punct, depth: t.depth})
			i = end - 1
		}
	}
	for i := range out {
		out[i].head, out[i].tail = int32(i), int32(i+1)
	}
	return out
}

// figureMark is what a word beside a number makes of it.
type figureMark uint8

const (
	percentWord figureMark = iota + 1
	ageWord
	agedWord
	clockWord
	atWord
	betweenWord
	movesWord
	onlyWord
	deficitWord
	exceptWord
	lackWord
	perWord
	someWord
	eachWord
	likeWord
	nextWord
	afterWord
	isWord
	otherWord
	pointWord // "percentage points": no percent sign
)

// figureWords enters the words that stand beside numbers.
func (w *packWords) figureWords(pack *lang.Pack) {
	f, c := &pack.Prose.Figures, &pack.Count
	lists := map[figureMark][]string{percentWord: f.Percent, ageWord: f.Age, agedWord: f.Aged, clockWord: f.Clock, atWord: f.At, betweenWord: f.Between, movesWord: f.Moves, onlyWord: pack.Prose.Only, deficitWord: f.Deficit, exceptWord: f.Except, lackWord: f.Lack, perWord: f.Per,
		someWord: c.Some, eachWord: c.Each, likeWord: c.Like, nextWord: c.Next, isWord: c.Is, otherWord: c.Other}
	for _, mark := range slices.Sorted(maps.Keys(lists)) {
		for _, phrase := range lists[mark] {
			*w.figures.add(w.vocab.path(phrase)) = mark
		}
	}
	for _, phrase := range c.After { // some of them open times as well
		*w.figures.add(w.vocab.path(phrase)) = afterWord
	}
	for phrase, cat := range pack.Prose.Words {
		if cat&lang.Point != 0 {
			*w.figures.add(w.vocab.path(phrase)) = pointWord
		}
	}
}

// markBehind is the mark of the words behind token i, a scale word aside.
func (r *reader) markBehind(b *block, i int) figureMark {
	if mark, end := r.lex.figures.longest(b.toks, i+1); end > 0 {
		return *mark
	}
	return 0
}

// pair is two figures of which the first is told with the second: the ends of a range,
// "từ 55 đến 60%", or what was and what is, "from 246 to 140".
type pair struct {
	lo, hi int // ledger indexes
	change bool
}

// findPairs finds the ranges and changes of a block, and gives the first figure the percent
// sign of the second. Scale words follow when they have been read.
func (r *reader) findPairs(b *block) {
	toks := b.toks
	for i := range toks {
		if toks[i].kind != num {
			continue
		}
		j := skipPercent(toks, i+1)
		for j < len(toks) && toks[j].kind == word && r.lex.vocab.fact(toks[j].id).scale {
			j++
		}
		from := r.from(b, i)
		link := j
		switch {
		case j >= len(toks):
			continue
		case toks[j].is('-'):
			j++
		case toks[j].kind == word && int(toks[j].head) == j && (toks[j].cat&lang.To != 0 || toks[j].cat&lang.And != 0 && from && r.between(b, i)):
			j = int(toks[j].tail)
		case from && r.connects(b, j) > 0: // "from 246 in the first period to 140"
			j = r.connects(b, j)
			link = j - 1
		default:
			continue
		}
		if j >= len(toks) || toks[j].kind != num {
			continue
		}
		f, g := &r.figures[toks[i].id], &r.figures[toks[j].id]
		if !f.Numeric || !g.Numeric {
			continue
		}
		p := pair{lo: int(toks[i].id), hi: int(toks[j].id), change: from && toks[link].cat&lang.Onto != 0 && r.moves(b, i)}
		if g.Number.Percent && !f.Number.Percent {
			f.Number.Percent = true
		}
		b.pairs = append(b.pairs, p)
	}
}

// from reports whether a figure is where something begins: "từ 55", "from 246", "từ mức
// 58,3%".
func (r *reader) from(b *block, i int) bool {
	if r.phraseBefore(b, i)&lang.From != 0 {
		return true
	}
	k := i - 2
	return k >= 0 && b.toks[i-1].kind == word && b.toks[i-1].cat&lang.Stop != 0 && b.toks[k].kind == word && b.toks[k].cat&lang.From != 0
}

// between reports whether the range at token i is opened by a word that "and" closes:
// one that the pack lists as From but that begins no "from … to".
func (r *reader) between(b *block, i int) bool {
	return markAt(b.toks, i-1) == betweenWord
}

// connects finds, within the six words from token k on, the word "to" with a number
// behind it, no sign and no number between; 0 when there is none.
func (r *reader) connects(b *block, k int) int {
	for n := 0; n < 8 && k+1 < len(b.toks) && b.toks[k].kind == word; n++ {
		if b.toks[k].cat&lang.To != 0 && b.toks[k+1].kind == num {
			return k + 1
		}
		k++
	}
	return 0
}

// moves reports whether a word of change stands before the "from" of token i, so that
// the figures are what was and what is.
func (r *reader) moves(b *block, i int) bool {
	for k, n := i-2, 0; k >= 0 && n < 8 && (b.toks[k].kind == word || b.toks[k].is(',') || b.toks[k].is('%') || b.toks[k].kind == num); k, n = k-1, n+1 {
		if b.toks[k].cat&(lang.Up|lang.Down) != 0 || b.toks[k].mark == movesWord {
			return true
		}
	}
	return false
}

// settlePairs gives the first figure of a pair the scale of the second, and drops the
// pairs of dates and references.
func (r *reader) settlePairs(b *block) {
	b.pairs = slices.DeleteFunc(b.pairs, func(p pair) bool {
		f, g := &r.figures[p.lo], &r.figures[p.hi]
		if dropped(f) || dropped(g) {
			return true
		}
		if f.Number.Scale == 0 && g.Number.Scale > 0 && !f.Number.Percent && g.Number.Rat().Cmp(f.Number.Rat()) > 0 && f.Number.Value.Coef < 1000 {
			f.Number.Scale = g.Number.Scale
		}
		return false
	})
}

// dropped reports whether a figure states no value.
func dropped(f *schema.Figure) bool {
	return f.Verdict == schema.NotClaim && f.Role != schema.RoleTarget
}
