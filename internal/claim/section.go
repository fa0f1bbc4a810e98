package claim

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// sectionize gives every block its section, and the level that a line such as
// "- Cấp huyện:" sets for what follows.
func (r *reader) sectionize() {
	r.footnotes = map[string]*block{}
	for _, b := range r.blocks {
		if b.src.Kind == schema.Footnote {
			r.footnotes[strings.Trim(b.src.Marker, "[]^.) ")] = b
		}
	}
	root := &section{agree: map[colKey]int{}}
	r.sections = []*section{root}
	now := root
	var level []place
	for _, b := range r.blocks {
		if rank := headingRank(b); rank > 0 {
			for now != root && now.rank >= rank {
				now = now.parent
			}
			now = &section{parent: now, block: b, rank: rank, agree: map[colKey]int{}}
			now.words = r.context(b, afterNumber(b), len(b.toks), headingWords)
			r.define(b, &now.words)
			now.chain = join(now.words, now.parent.chain)
			r.sections = append(r.sections, now)
			b.heading = true
			level = nil
		}
		b.section = now
		b.level = level
		if rows := levelLine(b); rows != nil {
			level = rows
			b.level = rows
		}
	}
}

// headingRank tells how deep a heading is, 0 for a block that is none. A heading is
// one by its style, or is a bold line that begins with a number.
func headingRank(b *block) int {
	src := b.src
	if src.Kind == schema.Heading {
		if n := numberRank(b.text); n > 0 {
			return n
		}
		return max(1, src.Level)
	}
	if src.Kind == schema.Footnote || !src.Bold {
		return 0
	}
	return numberRank(marked(b))
}

// afterNumber is the first token behind the number of a heading.
func afterNumber(b *block) int {
	if numberRank(b.text) == 0 || len(b.toks) == 0 {
		return 0
	}
	i := 1
	for i < len(b.toks) && b.toks[i].start == b.toks[i-1].end {
		i++
	}
	return i
}

// headNumber is the first word of a line, which may be its number, and the same without the
// signs that close a number.
func headNumber(line string) (word, core string) {
	word, _, _ = strings.Cut(strings.TrimSpace(line), " ")
	return word, strings.TrimRight(word, ".):/")
}

// numberRank ranks the number at the head of a line: Roman 2, Arabic 3, dotted 3 and
// its points, letters 6; 0 when there is none.
func numberRank(line string) int {
	word, core := headNumber(line)
	if len(word) < 2 || len(word) > 10 {
		return 0
	}
	last := word[len(word)-1]
	if core == "" {
		return 0
	}
	dots := strings.Count(core, ".")
	digits := strings.Trim(core, "0123456789.") == ""
	switch {
	case digits && (dots > 0 || last == '.' || last == ')' || last == '/'):
		return 3 + dots
	case last != '.' && last != ')' && last != '/':
		return 0
	case strings.Trim(core, "IVXLC") == "":
		return 2
	case len(core) == 1 && core[0] >= 'A' && core[0] <= 'Z':
		return 1
	case len(core) == 1 && core[0] >= 'a' && core[0] <= 'z':
		return 7
	}
	return 0
}

// levelLine gives the rows that a short line ending in a colon names, and only names.
func levelLine(b *block) []place {
	if len(b.names) != 1 || !strings.HasSuffix(strings.TrimSpace(b.text), ":") {
		return nil
	}
	for i := range b.toks {
		t := &b.toks[i]
		if t.kind == num || t.kind == word && (i < b.names[0].first || i >= b.names[0].end) && t.cat&(lang.Noun|lang.Place|lang.Stop) == 0 {
			return nil
		}
	}
	return b.names[0].rows
}

// define adds to a heading's words those of the footnotes that it refers to.
func (r *reader) define(b *block, c *context) {
	for _, ref := range b.src.Refs {
		mark := b.text[ref.Start:ref.End]
		if f := r.footnotes[mark]; f != nil {
			*c = join(*c, r.context(f, 0, len(f.toks), headingWords))
		}
	}
}

// scope says which words of a stretch of text count.
type scope uint8

const (
	phraseWords  scope = iota // everything but names, closed brackets and stop words
	headingWords              // as phraseWords, brackets included when they set no target
)

// context gathers the telling words of tokens from up to to.
func (r *reader) context(b *block, from, to int, s scope) context {
	var c context
	base := int8(127)
	for i := from; i < to; i++ {
		base = min(base, b.toks[i].depth)
	}
	skip := func(i int) int { // past a bracket that tells nothing here
		d := b.toks[i].depth
		j := i + 1
		target := false
		for j < to && b.toks[j].depth >= d {
			target = target || b.toks[j].cat&lang.Target != 0 || b.toks[j].kind == num
			if b.toks[j].is(')') || b.toks[j].is(']') {
				if b.toks[j].depth == d {
					j++
					break
				}
			}
			j++
		}
		if s == headingWords && !target {
			return i
		}
		return j
	}
	name := 0
	for i := from; i < to; i++ {
		t := &b.toks[i]
		if t.is('(') || t.is('[') {
			if j := skip(i); j > i {
				i = j - 1
				continue
			}
		}
		for name < len(b.names) && b.names[name].end <= i {
			name++
		}
		if name < len(b.names) && b.names[name].first <= i {
			continue
		}
		if t.kind != word {
			continue
		}
		if i == 0 && t.end-t.start == 1 && len(b.toks) > 1 && (b.toks[1].is(')') || b.toks[1].is('.')) {
			continue // "b)" numbers the item
		}
		if r.lex.monthNamed(t) > 0 || r.lex.countsMonths(b.toks, i) || r.lex.ordersPeriod(b.toks, i) || r.lex.countsNoun(b.toks, i) {
			continue
		}
		c.joins = c.joins || t.cat&lang.And != 0 && i > from && i+1 < to && b.toks[i-1].kind == word && b.toks[i+1].kind == word && r.lex.inHeader(&b.toks[i-1]) && r.lex.inHeader(&b.toks[i+1])
		if s == headingWords && t.cat&lang.Target != 0 {
			// what follows sets a target, not a name
			for i+1 < to && !b.toks[i+1].is(';') && !b.toks[i+1].is('.') {
				i++
			}
			continue
		}
		if c.order == nil {
			c.room(to - i)
		}
		c.add(r.lex, t, int(t.head) != i)
	}
	return c
}

// room makes room for n words at once.
func (c *context) room(n int) {
	all := make([]int32, 3*n)
	c.words, c.order, c.initials = all[:0:n], all[n:n:2*n], all[2*n:2*n:3*n]
}

// add takes a word up; tail says that it is not the first of its phrase.
func (c *context) add(x *lexicon, t *token, tail bool) {
	c.denies = c.denies || t.cat&(lang.Not|lang.Misses) != 0 && t.cat&lang.Below == 0
	c.initials = append(c.initials, x.vocab.fact(t.id).initial)
	c.order = append(c.order, t.id)
	if t.acro && t.end-t.start <= 12 {
		c.acros = append(c.acros, acronym{t.id, []rune(x.vocab.spelling(t.id))})
	}
	if t.cat&(lang.Stop|lang.Place|lang.Noun|lang.Target|lang.ListOpen|lang.Whole|lang.Average|lang.Meets|lang.Misses|lang.About|lang.Nearly|lang.Reference|lang.Year|lang.Month|lang.Day|lang.Quarter|lang.And|lang.OfWhich|lang.High|lang.Low|lang.Rank|lang.Period|lang.Above|lang.Below|lang.AtLeast|lang.AtMost|lang.Upward|lang.Downward|lang.Up|lang.Down|lang.Share|lang.Times|lang.Sum|lang.Gap|lang.Against|lang.Respectively|lang.Remainder|lang.Falling|lang.Rising) != 0 && !x.inHeader(t) {
		return
	}
	if t.cat&lang.Stop != 0 || t.cat&lang.Total != 0 && tail {
		return
	}
	if x.vocab.fact(t.id).scale && !x.inHeader(t) {
		return
	}
	if !has(c.words, t.id) {
		c.words = append(c.words, t.id)
	}
}

// inHeader reports whether a word stands in the header of some column.
func (x *lexicon) inHeader(t *token) bool {
	return x.weightOf(t.id) > 0
}

// join is the union of two contexts.
func join(a, b context) context {
	out := context{words: append([]int32(nil), a.words...)}
	for _, w := range b.words {
		if !has(out.words, w) {
			out.words = append(out.words, w)
		}
	}
	out.initials = append(append(append(out.initials, a.initials...), ' '), b.initials...)
	out.order = append(append(append(out.order, a.order...), -1), b.order...)
	out.acros = append(append(out.acros, a.acros...), b.acros...)
	out.denies, out.joins = a.denies, a.joins
	return out
}
