package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// addRows enters every full name by which a row can be called.
func (x *lexicon) addRows(t int, table *schema.Table) {
	for r := range table.Rows {
		row := &table.Rows[r]
		if !nameable(row) {
			continue
		}
		for _, name := range x.aliases(row.Label, row.Kind != schema.UnitRow) {
			x.addName(name, place{t, r})
		}
	}
}

// nameable reports whether a row is one that prose can speak of.
func nameable(row *schema.Row) bool {
	switch row.Kind {
	case schema.UnitRow, schema.SubtotalRow, schema.TotalRow, schema.SectionRow:
		return true
	}
	return false
}

// addShort enters the shorter names of the rows of a table, each only where no row of
// any table has it as its full name.
func (x *lexicon) addShort(t int, table *schema.Table) {
	leads, tails := x.leads(table), x.tails(table)
	for r := range table.Rows {
		row := &table.Rows[r]
		if !nameable(row) {
			continue
		}
		for _, name := range append(x.shortNames(row.Label, leads), x.withoutTail(row, tails)...) {
			if path := x.vocab.path(name); len(path) > 0 && !x.full[pathKey(path)] && x.telling(path) {
				x.enter(path, place{t, r})
			}
		}
		x.addSpelled(row.Label, place{t, r})
		x.addAbbreviated(row.Label, place{t, r})
	}
	for r := range table.Rows {
		if row := &table.Rows[r]; nameable(row) {
			x.addCut(row.Label, place{t, r})
		}
	}
}

// pathKey makes a key of a path for maps.
func pathKey(path []int32) string {
	var b strings.Builder
	for _, k := range path {
		b.WriteRune(rune(k + 1<<16))
	}
	return b.String()
}

// leads are the words that begin at least three labels of a table, those before them
// cut off: "BVĐK", then "huyện". They say what kind of thing a row is.
func (x *lexicon) leads(table *schema.Table) map[string]bool {
	out := map[string]bool{}
	var rest []string
	for r := range table.Rows {
		if table.Rows[r].Kind == schema.UnitRow {
			rest = append(rest, lang.Fold(table.Rows[r].Label))
		}
	}
	for depth := 0; depth < 4; depth++ {
		in := map[string]int{}
		for _, label := range rest {
			if first, _, more := strings.Cut(label, " "); more {
				in[first]++
			}
		}
		for i, label := range rest {
			if first, after, more := strings.Cut(label, " "); more && in[first] >= 3 {
				out[first] = true
				rest[i] = after
			}
		}
	}
	return out
}

// tails are the words that end at least three labels of a table, those behind them cut off:
// "School", then "Elementary". They say what kind of thing a row is, as leads do.
func (x *lexicon) tails(table *schema.Table) map[string]bool {
	out := map[string]bool{}
	var rest []string
	for r := range table.Rows {
		if table.Rows[r].Kind == schema.UnitRow {
			rest = append(rest, lang.Fold(table.Rows[r].Label))
		}
	}
	for depth := 0; depth < 3; depth++ {
		in := map[string]int{}
		for _, label := range rest {
			if at := strings.LastIndexByte(label, ' '); at > 0 {
				in[label[at+1:]]++
			}
		}
		for i, label := range rest {
			if at := strings.LastIndexByte(label, ' '); at > 0 && in[label[at+1:]] >= 3 {
				out[label[at+1:]] = true
				rest[i] = label[:at]
			}
		}
	}
	return out
}

// withoutTail are the names of a row without the words for its kind behind them, "Birchwood"
// of "Birchwood Elementary School", and without the word for all before the label of a
// level, "elementary schools" of "All elementary schools".
func (x *lexicon) withoutTail(row *schema.Row, tails map[string]bool) []string {
	words := strings.Fields(strings.Trim(row.Label, " *.:;-+†‡"))
	if row.Kind != schema.UnitRow && len(words) > 1 {
		if v, n := x.phrases.walk(x.vocab.path(words[0])); n > 0 && *v&lang.All != 0 {
			return []string{lang.Fold(strings.Join(words[1:], " "))}
		}
	}
	var out []string
	for len(words) > 1 && tails[x.fold(words[len(words)-1])] {
		words = words[:len(words)-1]
		if len(words) > 1 || beginsUpper(words[0]) && utf8.RuneCountInString(words[0]) > 2 {
			out = append(out, lang.Fold(strings.Join(words, " ")))
		}
	}
	return out
}

// shortNames are the names that prose makes of a label by leaving words out: what
// stands behind the words for its kind, what stands before its first sign, and its
// initials. A name of one word must be a proper one.
func (x *lexicon) shortNames(label string, leads map[string]bool) []string {
	var out []string
	words := strings.Fields(strings.Trim(label, " *.:;-+†‡"))
	add := func(ws []string) {
		if len(ws) > 1 || len(ws) == 1 && beginsUpper(ws[0]) && len(words) > 1 {
			out = appendNew(out, lang.Fold(strings.Join(ws, " ")))
		}
	}
	rest := words
	for len(rest) > 1 && leads[x.fold(rest[0])] {
		rest = rest[1:]
		for _, name := range x.aliases(strings.Join(rest, " "), false) {
			add(strings.Fields(proper(name, rest)))
		}
	}
	if len(rest) < len(words) && len(rest) >= 3 && allUpper(rest[1:]) && !allUpper(rest[:1]) { // "Huyện đảo Trường Minh"
		add(rest[1:])
	}
	if at := strings.IndexAny(label, ",;(/"); at > 0 {
		if head := strings.Fields(label[:at]); len(head) > 1 {
			add(head)
		}
	}
	for skip := 0; skip <= 1; skip++ { // "Bộ GTVT", "GTVT"
		var initials []rune
		for _, w := range words[min(skip, len(words)):] {
			if c, _ := utf8.DecodeRuneInString(x.fold(w)); isLetter(c) && w != "-" {
				initials = append(initials, c)
			}
		}
		if len(initials) >= 3 && len(initials) == len(words)-skip {
			if skip == 1 {
				out = appendNew(out, lang.Fold(words[0])+" "+string(initials))
			}
			if len(initials) >= 4 {
				out = appendNew(out, string(initials))
			}
		}
	}
	return out
}

// allUpper reports whether all words begin with a capital.
func allUpper(words []string) bool {
	for _, w := range words {
		if !beginsUpper(w) {
			return false
		}
	}
	return true
}

// beginsUpper reports whether the first letter of a word is a capital.
func beginsUpper(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

// fold is lang.Fold for a word of a label: many labels begin alike.
func (x *lexicon) fold(w string) string {
	f, known := x.folded[w]
	if !known {
		f = lang.Fold(w)
		x.folded[w] = f
	}
	return f
}

// proper gives a folded name the capitals of the words that it ends with.
func proper(name string, words []string) string {
	n := len(strings.Fields(name))
	if n <= len(words) {
		if tail := strings.Join(words[len(words)-n:], " "); lang.Fold(tail) == name {
			return tail
		}
	}
	return name
}

// titles lists the common nouns in the label of a row: "xã", "phường".
func (x *lexicon) titles(row *schema.Row) []int32 {
	if have, ok := x.titled[row]; ok {
		return have
	}
	toks := x.vocab.tokenize(row.Label, nil)
	x.mark(toks)
	var out []int32
	for i := range toks {
		if toks[i].kind == word && toks[i].cat&lang.Noun != 0 && int(toks[i].tail) == i+1 && int(toks[i].head) == i {
			out = append(out, toks[i].id)
		}
	}
	x.titled[row] = out
	return out
}

func (x *lexicon) addName(name string, at place) {
	path := x.vocab.path(name)
	if len(path) == 0 {
		return
	}
	if !x.telling(path) {
		if v, n := x.phrases.walk(path); n == len(path) && *v&lang.Noun != 0 && *v&(lang.Total|lang.Whole) == 0 {
			x.enterIn(x.common, path, at) // "Địa phương" as a row beside "Trung ương"
			if len(x.vocab.endings) > 0 && len(path) == 1 && x.rep.Tables[at.table].Rows[at.row].Kind == schema.UnitRow && !x.headed(path[0]) {
				x.enter(path, at) // "Hospitals" of a budget
			}
		}
		return
	}
	x.enter(path, at)
	bare := path[:0:0]
	for _, k := range path {
		if k >= 0 {
			bare = append(bare, k)
		}
	}
	if len(bare) < len(path) {
		x.enter(bare, at)
	}
}

// headed reports whether a word stands in the header of some column.
func (x *lexicon) headed(w int32) bool {
	for _, t := range x.rep.Tables {
		for c := range t.Columns {
			for _, part := range t.Columns[c].Path {
				if slices.Contains(x.vocab.path(part), w) {
					return true
				}
			}
		}
	}
	return false
}

func (x *lexicon) enter(path []int32, at place) { x.enterIn(x.names, path, at) }

func (x *lexicon) enterIn(names *trie[[]place], path []int32, at place) {
	if !x.shortened {
		x.full[pathKey(path)] = true
	}
	rows := names.add(path)
	for _, p := range *rows {
		if p == at {
			return
		}
	}
	*rows = append(*rows, at)
}

// telling reports whether a name holds a word that is more than a common noun of
// the pack: "xã" alone names nothing.
func (x *lexicon) telling(path []int32) bool {
	if v, n := x.phrases.walk(path); n == len(path) && *v != 0 {
		return *v&(lang.Noun|lang.Place|lang.Stop|lang.Total|lang.Whole) == 0
	}
	for _, k := range path {
		if k >= 0 && x.vocab.spelling(k) != "" {
			return true
		}
	}
	return false
}

// walk finds the longest phrase that begins a path.
func (t *trie[T]) walk(path []int32) (v *T, n int) {
	at := int32(0)
	for i, k := range path {
		if at = t.step(at, k); at == 0 {
			break
		}
		if t.nodes[at].ends {
			v, n = &t.nodes[at].value, i+1
		}
	}
	return v, n
}

// aliases lists the names under which prose may speak of a row: the label, without
// its marks of footnotes, without the titles before the proper name, and, for a
// total, without the words that say so.
func (x *lexicon) aliases(label string, group bool) []string {
	folded := strings.Trim(lang.Fold(label), " *.:;-+†‡")
	if folded == "" {
		return nil
	}
	out := []string{folded}
	if open := strings.IndexByte(folded, '('); open > 0 {
		out = append(out, strings.TrimSpace(folded[:open]))
	}
	for i := 0; i < len(out) && len(out) < 8; i++ {
		lists := [][]string{x.pack.Table.Prefixes}
		if group {
			lists = append(lists, x.pack.Table.Total, x.pack.Table.Levels)
		}
		for _, p := range x.pack.Table.TotalEnd { // "Westmere total"
			if rest, ok := strings.CutSuffix(out[i], " "+p); ok && group {
				out = appendNew(out, strings.TrimSpace(rest))
			}
		}
		for _, list := range lists {
			for _, p := range list {
				if n := len(p); len(out[i]) > n+1 && out[i][n] == ' ' && strings.HasPrefix(out[i], p) {
					out = appendNew(out, strings.TrimSpace(out[i][n+1:]))
				}
			}
		}
	}
	return out
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

// find lists the names of rows among the tokens, longest first from the left.
func (x *lexicon) find(toks []token) []mention {
	var out []mention
	for i := 0; i < len(toks); {
		if toks[i].kind == word {
			if rows, end := x.longestName(toks, i); end > 0 && x.names1(toks, i, end) && !x.headerPhrase(toks, i, end) {
				out = append(out, mention{first: x.withTitle(toks, i), end: end, rows: *rows, group: x.levels(*rows)})
				i = end
				continue
			}
			if rows, end := x.common.longest(toks, i); end > 0 && (x.proper(toks, i) || len(out) > 0 && x.listed(toks, out[len(out)-1].end, i)) {
				out = append(out, mention{first: i, end: end, rows: *rows, group: x.levels(*rows)})
				i = end
				continue
			}
		}
		i++
	}
	return out
}

// headerPhrase reports whether a name and the word before it are words of a header in a row,
// so that a column is told and no row: "đàn gia cầm" beside a row "Thịt gia cầm".
func (x *lexicon) headerPhrase(toks []token, i, end int) bool {
	if i == 0 || toks[i-1].kind != word || toks[i-1].cat&lang.Stop != 0 || x.isFull(toks[i:end]) {
		return false
	}
	for c := range x.columns {
		order := x.columns[c].order
	next:
		for k := 0; k+end-i < len(order); k++ {
			for n := i - 1; n < end; n++ {
				if toks[n].kind != word || order[k+n-i+1] != toks[n].id {
					continue next
				}
			}
			return true
		}
	}
	return false
}

// isFull reports whether words are the whole label of a row.
func (x *lexicon) isFull(toks []token) bool {
	var path []int32
	for k := range toks {
		if toks[k].kind == word {
			path = append(path, toks[k].id)
		}
	}
	return x.full[pathKey(path)]
}

// proper reports whether a common noun at token i stands for the row of its name: a
// word for the thing measured or for a level stands before it ("khối địa phương", "vốn
// địa phương"), not a number or an article ("12 địa phương", "các địa phương").
func (x *lexicon) proper(toks []token, i int) bool {
	if i == 0 || toks[i-1].kind != word {
		return false
	}
	return toks[i-1].cat&(lang.Stop|lang.Plural|lang.Noun|lang.And|lang.Place|lang.All) == 0
}

// listed reports whether a common noun at token i goes on a list of names: nothing but a
// comma or an "and" parts it from the name before, and a sign or an "and" follows.
func (x *lexicon) listed(toks []token, end, i int) bool {
	if i-end < 1 || i-end > 2 {
		return false
	}
	for k := end; k < i; k++ {
		if t := &toks[k]; !t.is(',') && (t.kind != word || t.cat&lang.And == 0) {
			return false
		}
	}
	return i+1 < len(toks) && (toks[i+1].kind == punct || toks[i+1].cat&(lang.And|lang.Share|lang.Stop|lang.Sum) != 0)
}

// levels reports whether all rows of a name are levels or totals, none a unit.
func (x *lexicon) levels(rows []place) bool {
	for _, p := range rows {
		if x.rep.Tables[p.table].Rows[p.row].Kind == schema.UnitRow {
			return false
		}
	}
	return true
}

// names1 refuses a single word in small letters as a name when the pack knows it as a
// common word, or when it is but a part of a proper name.
func (x *lexicon) names1(toks []token, i, end int) bool {
	if end-i > 1 {
		return true
	}
	if toks[i].upper { // "Thanh Hóa" is no "Hoài Thanh"
		next := end < len(toks) && toks[end].kind == word && toks[end].upper && toks[end].cat == 0
		return !next || x.full[pathKey([]int32{toks[i].id})]
	}
	path := pathKey([]int32{toks[i].id}) // "thanh toán" is no "Hoài Thanh"
	common := toks[i].cat != 0 && (toks[i].cat != lang.Reference || i+1 < len(toks) && toks[i+1].kind == num)
	return !common && (x.full[path] || x.cut[path])
}

// withTitle moves the beginning of a name back over the titles before it ("xã",
// "phường", "UBND").
func (x *lexicon) withTitle(toks []token, i int) int {
	for i > 0 && toks[i-1].kind == word && toks[i-1].cat&lang.Noun != 0 && toks[i-1].head == int32(i-1) && !toks[i-1].upper {
		i--
	}
	return i
}

// longestName finds the longest name that begins at toks[i], whatever signs part its
// words, or a label whose abbreviations the text spells out.
func (x *lexicon) longestName(toks []token, i int) (*[]place, int) {
	rows, end := x.names.longestOver(toks, i)
	if spelled, far := x.spelledOut(toks, i); far > end {
		return spelled, far
	}
	return rows, end
}

// spelled is a label that abbreviates: "Bộ NN và PTNT".
type spelledLabel struct {
	words []token
	rows  []place
	first rune // letter of the first word
}

// addSpelled keeps a label that holds an abbreviation for spelledOut.
func (x *lexicon) addSpelled(label string, at place) {
	toks := x.vocab.tokenize(label, nil)
	words, short := toks[:0:0], false
	for _, t := range toks {
		if t.kind == word {
			words = append(words, t)
			short = short || t.acro
		}
	}
	if !short || len(words) < 2 {
		return
	}
	for k := range x.spelled {
		if same := x.spelled[k].words; len(same) == len(words) {
			equal := true
			for i := range same {
				equal = equal && same[i].id == words[i].id
			}
			if equal {
				x.spelled[k].rows = append(x.spelled[k].rows, at)
				return
			}
		}
	}
	first, _ := utf8.DecodeRuneInString(x.vocab.spelling(words[0].id))
	x.spelled = append(x.spelled, spelledLabel{words, []place{at}, first})
}

// spelledOut finds a label whose abbreviations the text from toks[i] on writes in
// full: "Bộ Nông nghiệp và Phát triển nông thôn" for "Bộ NN và PTNT". A bracket that
// gives an abbreviation ("miền núi (MN) phía Bắc") is passed over.
func (x *lexicon) spelledOut(toks []token, i int) (rows *[]place, end int) {
	if len(x.spelled) == 0 || toks[i].kind != word {
		return nil, 0
	}
	first, _ := utf8.DecodeRuneInString(x.vocab.spelling(toks[i].id))
	for k := range x.spelled {
		label := x.spelled[k].words
		if head := &label[0]; head.id != toks[i].id && (!head.acro || x.spelled[k].first != first) {
			continue // most labels begin otherwise
		}
		if at := x.spells(toks, i, label); at > end {
			rows, end = &x.spelled[k].rows, at
		}
	}
	return rows, end
}

// spells is where the words of a label end in the text, 0 when they are not there.
func (x *lexicon) spells(toks []token, i int, label []token) int {
	at, full := i, false
	for l := range label {
		for l > 0 && at < len(toks) && toks[at].kind == punct && !toks[at].is('.') && !toks[at].is(':') {
			if toks[at].is('(') {
				if at+2 < len(toks) && toks[at+1].acro && toks[at+2].is(')') {
					at += 3
					continue
				}
				return 0
			}
			at++
		}
		if at >= len(toks) || toks[at].kind != word {
			return 0
		}
		if toks[at].id == label[l].id {
			at++
			continue
		}
		if !label[l].acro {
			return 0
		}
		for _, c := range x.vocab.spelling(label[l].id) { // each letter a word
			if at >= len(toks) || toks[at].kind != word || x.vocab.fact(toks[at].id).initial != c {
				return 0
			}
			at++
		}
		full = true
	}
	if !full {
		return 0
	}
	return at
}
