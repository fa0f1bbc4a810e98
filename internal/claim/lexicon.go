package claim

import (
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// place is a row of a table.
type place struct{ table, row int }

// mention is a name of rows in the text: tokens from first up to end.
type mention struct {
	first, end int
	rows       []place
	whole      bool // "toàn tỉnh", "cả nước": the whole of whatever table is meant
	group      bool // names a level or section, not one unit
	period     bool // a period that is a row: "in March"
}

// lexicon is what the tables of the report can be called.
type lexicon struct {
	vocab    *vocabulary
	phrases  *trie[lang.Cat]
	names    *trie[[]place]
	common   *trie[[]place] // names that are common nouns
	figures  *trie[figureMark]
	periods  []periodRow
	measures map[int32]bool // words of units of measure
	kinds    map[int32]bool // words of the headers of columns of names
	anyUnit  map[int32]bool // words that may count any unit
	labelled map[int32]bool // words of the labels of rows
	dated    map[place]bool // the rows of periods
	columns  []column
	idf      []float32               // by word of a header, how telling it is, for ranking names only
	titled   map[*schema.Row][]int32 // see titles
	dull     []bool                  // by word of a header, whether it tells no column from another
	distinct []bool                  // by word, see tells
	pack     *lang.Pack
	rep      *schema.Report
	full     map[string]bool          // names that are a row's full name
	periodOf map[string]schema.Period // see textPeriod
	totals   map[string]bool          // see isTotal
	spelled  []spelledLabel           // labels that abbreviate
	cut      map[string]bool          // names that are a row's name up to an "and"
	acros    map[string]bool          // acronyms of the document

	shortened bool // the full names of all rows are in

	headers map[colKey]lang.Cat // see headerSays
	parts   map[string][]token  // see header
	shapes  *shapes             // see shapesOf
	folded  map[string]string   // see fold
}

// column is a column of figures and the words of its header.
type column struct {
	table, col int
	words      []int32 // telling words of the path, stop words aside, each once
	base       []int32 // words without those for a total
	initials   []rune  // first letter of each word of the path in order, for acronyms
	order      []int32 // the words that initials stand for
	acronyms   []acronym
	weight     float32 // sum of idf over words
	denies     bool    // the header holds a "not"
	period     schema.Period
	yearly     bool       // another column of the same name speaks of the whole year
	compares   comparison // what a column of percentages compares
	delta      *deltaColumns
	moves      bool // it tells changes with their sign, as its header says
	onePart    bool // it is of a part of the year, and no column of its name of another part
	past       bool // it tells of a year before the one that its table is about
	joins      bool // the header joins two names
	plan       bool // the header names a plan or target
	percent    bool
	counts     bool
	balance    int8 // see isBalance: 1 yes, -1 no, 0 not looked at
}

// acronym is a word of capitals in a header, such as TPHS: its id and its letters.
type acronym struct {
	id      int32
	letters []rune
}

// packWords is what a lexicon holds of its pack, before any report adds to it.
type packWords struct {
	vocab   *vocabulary
	phrases *trie[lang.Cat]
	figures *trie[figureMark]
	anyUnit map[int32]bool
}

// packs holds the words of each pack that has been read with, by *lang.Pack.
var packs sync.Map

// knownWords gives the words of a pack, which all readings with it share.
func knownWords(pack *lang.Pack) *packWords {
	if k, ok := packs.Load(pack); ok {
		return k.(*packWords)
	}
	w := &packWords{vocab: newVocabulary(pack), phrases: newTrie[lang.Cat](), figures: newTrie[figureMark](), anyUnit: map[int32]bool{}}
	for _, phrase := range slices.Sorted(maps.Keys(pack.Prose.Words)) {
		*w.phrases.add(w.vocab.path(phrase)) |= pack.Prose.Words[phrase]
	}
	w.figureWords(pack)
	for _, phrase := range pack.Prose.AnyUnit {
		for _, k := range w.vocab.path(phrase) {
			w.anyUnit[k] = true
		}
	}
	w.vocab.scratch = nil // see vocabulary.more
	k, _ := packs.LoadOrStore(pack, w)
	return k.(*packWords)
}

func newLexicon(rep *schema.Report, pack *lang.Pack) *lexicon {
	known := knownWords(pack)
	x := &lexicon{vocab: known.vocab.more(), phrases: known.phrases.more(), names: newTrie[[]place](), common: newTrie[[]place](), figures: known.figures, dated: map[place]bool{}, kinds: map[int32]bool{}, anyUnit: known.anyUnit, titled: map[*schema.Row][]int32{}, full: map[string]bool{}, cut: map[string]bool{}, parts: map[string][]token{}, folded: map[string]string{}, pack: pack, rep: rep}
	for t, table := range rep.Tables {
		if table.Twin == 0 {
			x.addKinds(table)
			x.addPeriods(t, table)
			x.addRows(t, table)
			x.addColumns(t, table)
		}
	}
	x.shortened = true
	if rep.Document != nil {
		x.acros = x.acronymsOf(rep.Document)
	}
	for t, table := range rep.Tables {
		if table.Twin == 0 {
			x.addShort(t, table)
		}
	}
	if rep.Spec != nil {
		x.addAliases(rep)
	}
	x.weigh()
	return x
}

// addAliases enters the names that the user's spec gives.
func (x *lexicon) addAliases(rep *schema.Report) {
	for _, ts := range rep.Spec.Tables {
		for _, a := range ts.Aliases {
			for t, table := range rep.Tables {
				for r := range table.Rows {
					if lang.Fold(table.Rows[r].Label) == lang.Fold(a.Unit) {
						for _, n := range a.Names {
							x.addName(n, place{t, r})
						}
					}
				}
			}
		}
		for _, c := range ts.Columns {
			for _, col := range x.columns {
				have := &rep.Tables[col.table].Columns[col.col]
				if schema.ColumnName(have.Col) != strings.ToUpper(c.Column) {
					continue
				}
				for _, s := range c.Synonyms { // another name of the column, beside its header
					entry := column{table: col.table, col: col.col, percent: col.percent, counts: col.counts, period: col.period}
					x.addWords(&entry, s)
					x.columns = append(x.columns, entry)
				}
			}
		}
	}
}

// labelHeader is the header of the column of names, part by part, nil where there is none.
func labelHeader(t *schema.Table) []string {
	if t.LabelCol < 0 || t.LabelCol >= len(t.Columns) {
		return nil
	}
	return t.Columns[t.LabelCol].Path
}

// addKinds makes a noun of each word of the header of the column of names that is not a
// general one: "Depot" above the names of depots.
func (x *lexicon) addKinds(table *schema.Table) {
	for _, part := range labelHeader(table) {
		if slices.Contains(x.pack.Table.Label, lang.Fold(part)) {
			continue
		}
		path := x.vocab.path(part)
		if len(path) == 0 || len(path) > 2 {
			continue
		}
		if v, n := x.phrases.walk(path); n == len(path) && *v&^lang.Noun != 0 {
			continue
		}
		*x.phrases.add(path) |= lang.Noun
		for _, k := range path {
			x.kinds[k] = true
		}
	}
}

// addColumns enters the columns that hold figures.
func (x *lexicon) addColumns(t int, table *schema.Table) {
	for c := range table.Columns {
		col := &table.Columns[c]
		switch col.Kind {
		case schema.Count, schema.Measure, schema.Ratio, schema.Index:
		default:
			continue
		}
		entry := column{table: t, col: c,
			percent: col.Kind == schema.Ratio || col.Kind == schema.Index || col.Unit.Percent,
			counts:  col.Kind == schema.Count || col.Kind == schema.Measure}
		for _, part := range col.Path {
			if len(col.Path) > 1 && x.isTotal(part) {
				continue // "Học sinh / Tổng số": the total of the pupils is the pupils
			}
			x.addWords(&entry, part)
		}
		entry.period = x.headerPeriod(col)
		x.columns = append(x.columns, entry)
	}
}

// headerPeriod is the period that the header of a column names.
func (x *lexicon) headerPeriod(col *schema.Column) schema.Period {
	var p schema.Period
	for _, part := range col.Path {
		p = finer(p, x.textPeriod(part))
	}
	return p
}

// header gives a part of a header as tokens, numbers as signs. Columns under one head share
// it, and many questions are asked of it.
func (x *lexicon) header(part string) []token {
	toks, known := x.parts[part]
	if !known {
		toks = x.vocab.tokenize(part, nil)
		x.mark(toks)
		x.parts[part] = toks
	}
	return toks
}

func (x *lexicon) addWords(c *column, text string) {
	toks := x.vocab.tokenize(text, number.Scan(text, number.MarksFor(x.pack.Decimal)))
	x.mark(toks)
	dated := false
	for i := range toks {
		t := &toks[i]
		if t.kind != word {
			continue
		}
		c.initials = append(c.initials, x.vocab.fact(t.id).initial)
		c.order = append(c.order, t.id)
		if dated && x.vocab.fact(t.id).roman || x.monthNamed(t) > 0 || x.countsMonths(toks, i) {
			continue // "quý II", "March", "four months": a period is no name
		}
		dated = t.cat&(lang.Quarter|lang.Month|lang.Year) != 0
		c.joins = c.joins || t.cat&lang.And != 0
		c.plan = c.plan || t.cat&lang.Target != 0 || t.cat&lang.Base != 0 && t.cat&(lang.Total|lang.Stop|lang.Period) == 0
		c.denies = c.denies || t.cat&(lang.Not|lang.Misses) != 0
		if t.cat&(lang.Stop|lang.All) != 0 || t.cat&lang.Total != 0 && int(t.head) != i {
			continue // "tổng số" is told by its first word
		}
		if t.acro && t.end-t.start <= 12 {
			c.acronyms = append(c.acronyms, acronym{t.id, []rune(x.vocab.spelling(t.id))})
		}
		if !has(c.words, t.id) {
			c.words = append(c.words, t.id)
			if t.cat&lang.Total == 0 {
				c.base = append(c.base, t.id)
			}
		}
	}
}

// roman reports whether a folded word is a Roman numeral.
func roman(w string) bool { return w != "" && strings.Trim(w, "ivx") == "" }

// isTotal reports whether a header text is a word for a total and no more.
func (x *lexicon) isTotal(text string) bool {
	if total, ok := x.totals[text]; ok {
		return total
	}
	path := x.vocab.path(text)
	v, n := x.phrases.walk(path)
	total := n > 0 && n == len(path) && *v&lang.Total != 0
	if x.totals == nil {
		x.totals = map[string]bool{}
	}
	x.totals[text] = total
	return total
}

func has(ids []int32, id int32) bool {
	for _, i := range ids {
		if i == id {
			return true
		}
	}
	return false
}

// weigh gives every header word its inverse document frequency over the columns of
// all tables (Spärck Jones 1972): a word of every header tells nothing.
func (x *lexicon) weigh() {
	in := map[int32]int{}
	for i := range x.columns {
		for _, w := range x.columns[i].words {
			in[w]++
		}
	}
	n := float64(len(x.columns))
	x.idf = make([]float32, len(x.vocab.key))
	for w, k := range in {
		x.idf[w] = float32(math.Log((n+1)/float64(k)) + 0.1)
	}
	for i := range x.columns {
		c := &x.columns[i]
		for _, w := range c.words {
			c.weight += x.idf[w]
		}
	}
	x.findDull()
	for i := range x.columns {
		for k := range x.columns {
			a, b := &x.columns[i], &x.columns[k]
			if i != k && a.table == b.table && a.percent == b.percent && b.period.Month == 0 && b.period.Quarter == 0 && slices.Equal(a.words, b.words) {
				a.yearly = true
			}
		}
	}
}

// findDull marks the words that more than half of the columns of counts have, or of
// all columns where there are no counts: "hồ sơ" tells no column of files from another.
func (x *lexicon) findDull() {
	in, all := map[int32]int{}, 0
	for _, countsOnly := range []bool{true, false} {
		for i := range x.columns {
			if c := &x.columns[i]; !countsOnly || !c.percent {
				all++
				for _, w := range c.words {
					in[w]++
				}
			}
		}
		if all > 1 {
			break
		}
		clear(in)
		all = 0
	}
	x.distinct, x.dull = make([]bool, len(x.vocab.key)), make([]bool, len(x.vocab.key))
	for w, k := range in {
		x.dull[w] = 2*k > all
	}
	for w, weight := range x.idf {
		x.distinct[w] = weight > 0 && !x.dull[w]
	}
}

// weightOf is how telling a word of a header is, 0 for a word of none.
func (x *lexicon) weightOf(w int32) float32 {
	if w < 0 || int(w) >= len(x.idf) {
		return 0
	}
	return x.idf[w]
}

// tells reports whether a word of a header tells its column from most others.
func (x *lexicon) tells(w int32) bool {
	return w >= 0 && int(w) < len(x.distinct) && x.distinct[w]
}

// unknown is the weight of a telling word that no header has.
const unknown = 1.5

// mark finds the pack's phrases among the tokens, longest first from the left, and the marks
// of the one or two words that end at each token.
func (x *lexicon) mark(toks []token) {
	for i := 0; i < len(toks); {
		cat, end := x.phrases.longest(toks, i)
		if end == 0 {
			i++
			continue
		}
		for j := i; j < end; j++ {
			toks[j].cat, toks[j].head, toks[j].tail = *cat, int32(i), int32(end)
		}
		i = end
	}
	for i := range toks { // of two phrases that end at one word the longer counts
		k, ok := key(&toks[i])
		at := int32(0)
		if ok {
			at = x.figures.step(0, k)
		}
		if at == 0 {
			continue
		}
		if n := &x.figures.nodes[at]; n.ends && toks[i].mark == 0 {
			toks[i].mark = n.value
		}
		if i+1 == len(toks) {
			break
		}
		if k, ok = key(&toks[i+1]); ok {
			if at = x.figures.step(at, k); at > 0 && x.figures.nodes[at].ends {
				toks[i+1].mark = x.figures.nodes[at].value
			}
		}
	}
}

// letterOf folds a rune for comparing acronyms.
func letterOf(r rune) rune { return unicode.ToLower(r) }
