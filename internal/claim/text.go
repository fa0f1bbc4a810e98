package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// kind is the kind of a token.
type kind uint8

const (
	word kind = iota
	num
	punct
)

// token is a word, a number or a sign of the text. Words are folded and known by
// an id of the vocabulary; a sign is known by its rune.
type token struct {
	start, end int
	id         int32 // word: vocabulary id; num: index in the ledger; punct: the rune, negative
	kind       kind
	depth      int8 // of round and square brackets
	upper      bool // a word that begins with a capital
	acro       bool // a word of capitals only
	mark       figureMark
	cat        lang.Cat // parts that the phrase holding the token can play
	currency   rune     // of a number: the sign of money before it
	head, tail int32    // the phrase holding the token: first token, and the one after its last
}

// vocabulary gives every folded word a number, so that phrases match by numbers.
type vocabulary struct {
	ids     map[string]int32 // folded and raw spellings
	key     []string         // folded spelling by id, without its ending
	endings [][2]string      // see lang.ProseWords
	scratch []token          // see path
	shared  map[string]int32 // spellings that no reading adds to
	facts   []fact           // by id
	pack    *lang.Pack
}

// fact is what a pack says of a word by itself.
type fact struct {
	number  int64 // that it stands for, where counts is set
	counts  bool
	scale   bool // "nghìn", "triệu"
	roman   bool // a Roman numeral
	initial rune // its first letter
	ordinal int  // its place in an order: "third" 3
	month   int  // that it names, 0 for none
}

// fact gives what the pack says of a word, nothing for what is none.
func (v *vocabulary) fact(id int32) *fact {
	if id < 0 || int(id) >= len(v.facts) {
		return &noFact
	}
	return &v.facts[id]
}

var noFact = fact{initial: utf8.RuneError}

// enter gives a folded word the next number.
func (v *vocabulary) enter(folded string) int32 {
	f := fact{roman: roman(folded)}
	f.initial, _ = utf8.DecodeRuneInString(folded)
	f.number, f.counts = v.pack.Prose.Numbers[folded]
	f.ordinal, f.month = v.pack.Prose.Ordinals[folded], v.pack.Table.Months[folded]
	_, f.scale = v.pack.Table.Scales[folded]
	v.key, v.facts = append(v.key, folded), append(v.facts, f)
	return int32(len(v.key) - 1)
}

func newVocabulary(pack *lang.Pack) *vocabulary {
	return &vocabulary{ids: make(map[string]int32, 1<<10), endings: pack.Prose.Endings, pack: pack}
}

// more is a vocabulary that begins with the words of v, which must not grow any more.
func (v *vocabulary) more() *vocabulary {
	const room = 1 << 9 // words that only the report has
	return &vocabulary{
		ids: make(map[string]int32, 1<<10), shared: v.ids, endings: v.endings, pack: v.pack,
		key: append(make([]string, 0, len(v.key)+room), v.key...), facts: append(make([]fact, 0, len(v.facts)+room), v.facts...),
	}
}

// id gives the number of a word in any spelling.
func (v *vocabulary) id(raw string) int32 {
	if id, ok := v.ids[raw]; ok {
		return id
	}
	if id, ok := v.shared[raw]; ok {
		return id
	}
	folded := v.stem(lang.Fold(raw))
	id, ok := v.ids[folded]
	if !ok {
		id, ok = v.shared[folded]
	}
	if !ok {
		id = v.enter(folded)
		v.ids[folded] = id
	}
	if raw != folded {
		v.ids[raw] = id
	}
	return id
}

// stem takes the first ending that fits off a folded word.
func (v *vocabulary) stem(w string) string {
	for _, e := range v.endings {
		if rest, ok := strings.CutSuffix(w, e[0]); ok {
			if rest += e[1]; len(rest) < 3 {
				return w
			}
			return rest
		}
	}
	return w
}

// tokenize splits a text into words, numbers and signs. Blanks vanish; a number
// token carries its index in nums.
func (v *vocabulary) tokenize(text string, nums []number.Token) []token {
	return v.appendTokens(make([]token, 0, len(text)/4+1), text, nums)
}

// appendTokens is tokenize into an empty slice that may have room.
func (v *vocabulary) appendTokens(toks []token, text string, nums []number.Token) []token {
	depth := int8(0)
	next := 0
	for i := 0; i < len(text); {
		if next < len(nums) && i >= nums[next].Start {
			n := nums[next]
			toks = append(toks, token{start: n.Start, end: n.End, id: int32(next), kind: num, depth: depth})
			i = max(n.End, i+1)
			next++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsSpace(r):
			if r == '\n' {
				toks = append(toks, token{start: i, end: i + size, id: -'\n', kind: punct, depth: depth})
			}
			i += size
		case isLetter(r) || unicode.Is(unicode.Mn, r):
			j, caps, letters := i, true, 0
			for j < len(text) {
				q, n := utf8.DecodeRuneInString(text[j:])
				if !isLetter(q) && (q < 0x300 || !unicode.Is(unicode.Mn, q)) || next < len(nums) && j >= nums[next].Start {
					break
				}
				caps = caps && !unicode.IsLower(q)
				letters++
				j += n
			}
			toks = append(toks, token{start: i, end: j, id: v.id(text[i:j]), kind: word, depth: depth, upper: unicode.IsUpper(r), acro: caps && letters > 1})
			i = j
		default:
			switch r {
			case '(', '[':
				depth++
			case '–', '—', '−', '‐', '‑':
				r = '-'
			}
			toks = append(toks, token{start: i, end: i + size, id: -int32(r), kind: punct, depth: depth})
			if (r == ')' || r == ']') && depth > 0 {
				depth--
			}
			i += size
		}
	}
	for i := range toks {
		toks[i].head, toks[i].tail = int32(i), int32(i+1)
	}
	return toks
}

// isLetter is unicode.IsLetter, quick for the letters that most texts have.
func isLetter(r rune) bool {
	switch {
	case r < 0x80:
		r |= 0x20
		return 'a' <= r && r <= 'z'
	case 0xC0 <= r && r < 0x250:
		return r != '×' && r != '÷'
	case 0x1E00 <= r && r < 0x1F00:
		return true
	}
	return unicode.IsLetter(r)
}

// is reports whether the token is the sign r.
func (t *token) is(r rune) bool { return t.id == -r && t.kind == punct }

// trie finds phrases of words; signs in a phrase are negative numbers. Most words of a
// text begin no phrase, so where phrases begin is looked up without a map.
type trie[T any] struct {
	first []int32          // by word, the node behind it; 0 for none
	next  map[uint64]int32 // by node and what follows it, the node behind that
	base  map[uint64]int32 // the same, of phrases that others share
	nodes []node[T]
}

// node is where a phrase has come to.
type node[T any] struct {
	value T
	ends  bool // a phrase ends here
	goes  bool // a longer one goes on
}

func newTrie[T any]() *trie[T] {
	return &trie[T]{next: map[uint64]int32{}, nodes: make([]node[T], 1)}
}

// step is the node behind what follows a node, 0 where no phrase goes that way.
func (t *trie[T]) step(at, k int32) int32 {
	switch {
	case at == 0 && k >= 0:
		if int(k) < len(t.first) {
			return t.first[k]
		}
		return 0
	case at > 0 && !t.nodes[at].goes:
		return 0
	}
	if n, ok := t.next[edge(at, k)]; ok {
		return n
	}
	return t.base[edge(at, k)]
}

// more is a trie that begins with the phrases of t, which must not grow any more.
func (t *trie[T]) more() *trie[T] {
	return &trie[T]{first: slices.Clone(t.first), next: map[uint64]int32{}, base: t.next, nodes: slices.Clone(t.nodes)}
}

func edge(at, k int32) uint64 { return uint64(uint32(at))<<32 | uint64(uint32(k)) }

// add puts a phrase in and returns the place of its value.
func (t *trie[T]) add(path []int32) *T {
	at := int32(0)
	for _, k := range path {
		n := t.step(at, k)
		if n == 0 {
			n = int32(len(t.nodes))
			t.nodes = append(t.nodes, node[T]{})
			if at == 0 && k >= 0 {
				t.first = append(t.first, make([]int32, max(0, int(k)+1-len(t.first)))...)
				t.first[k] = n
			} else {
				t.nodes[at].goes = true
				t.next[edge(at, k)] = n
			}
		}
		at = n
	}
	t.nodes[at].ends = true
	return &t.nodes[at].value
}

// longest finds the longest phrase that begins at toks[i]; end is 0 when there is none.
func (t *trie[T]) longest(toks []token, i int) (v *T, end int) {
	at := int32(0)
	for j := i; j < len(toks); j++ {
		k, ok := key(&toks[j])
		if !ok {
			break
		}
		if at = t.step(at, k); at == 0 {
			break
		}
		if t.nodes[at].ends {
			v, end = &t.nodes[at].value, j+1
		}
	}
	return v, end
}

// longestOver is longest over commas, semicolons and dashes that a phrase has not.
func (t *trie[T]) longestOver(toks []token, i int) (v *T, end int) {
	at := int32(0)
	for j := i; j < len(toks); j++ {
		k, ok := key(&toks[j])
		if !ok || at > 0 && !t.nodes[at].goes {
			break
		}
		n := t.step(at, k)
		if n == 0 {
			if j > i && (toks[j].is(',') || toks[j].is(';') || toks[j].is('-')) {
				continue
			}
			break
		}
		at = n
		if t.nodes[at].ends {
			v, end = &t.nodes[at].value, j+1
		}
	}
	return v, end
}

func key(t *token) (int32, bool) {
	return t.id, t.kind != num
}

// spelling is the folded text of a word, "" for what is none.
func (v *vocabulary) spelling(id int32) string {
	if id < 0 || int(id) >= len(v.key) {
		return ""
	}
	return v.key[id]
}

// path turns a phrase into the keys of a trie.
func (v *vocabulary) path(phrase string) []int32 {
	v.scratch = v.appendTokens(v.scratch[:0], phrase, nil)
	out := make([]int32, 0, len(v.scratch))
	for i := range v.scratch {
		if k, ok := key(&v.scratch[i]); ok {
			out = append(out, k)
		}
	}
	return out
}

// sentences splits the tokens of a block: at full stops, question and exclamation
// marks that end a sentence, and at hard line breaks. The ranges are half-open.
func sentences(text string, toks []token) [][2]int {
	var out [][2]int
	from := 0
	for i := range toks {
		t := &toks[i]
		end := false
		switch {
		case t.is('\n'):
			end = true
		case t.is('?') || t.is('!'):
			end = t.depth == 0
		case t.is('.') && t.depth == 0:
			// the last sign, or before a blank and a capital or a sign, and not
			// after a single capital or a short abbreviation
			if i+1 >= len(toks) {
				end = true
			} else if n := &toks[i+1]; n.start > t.end && (n.upper || n.kind != word) && !abbreviates(toks, i) {
				end = true
			}
		}
		if end {
			out = append(out, [2]int{from, i + 1})
			from = i + 1
		}
	}
	if from < len(toks) {
		out = append(out, [2]int{from, len(toks)})
	}
	return out
}

// abbreviates reports whether the point at toks[i] belongs to what stands before it:
// "TP.", "Q.", "1." at the head of a block, or one of a row of points.
func abbreviates(toks []token, i int) bool {
	if i == 0 {
		return true
	}
	p := &toks[i-1]
	if p.is('.') || toks[i+1].is('.') {
		return true
	}
	if p.end != toks[i].start {
		return false
	}
	if p.kind == num {
		return i == 1
	}
	return p.kind == word && (p.acro && p.end-p.start <= 3 || p.upper && p.end-p.start == 1)
}

// span makes the place of a range of tokens of a block.
func (b *block) span(from, to int) schema.Span {
	if from >= to || to > len(b.toks) {
		return schema.Span{Block: b.index}
	}
	return schema.Span{Block: b.index, Start: b.toks[from].start, End: b.toks[to-1].end}
}

// sentenceAt is the sentence that holds a token.
func (b *block) sentenceAt(tok int) [2]int {
	for _, s := range b.sentences {
		if s[0] <= tok && tok < s[1] {
			return s
		}
	}
	return [2]int{0, len(b.toks)}
}
