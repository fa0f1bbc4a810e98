package claim

import (
	"strings"

	"doisoat/schema"
)

// match is how well the words around a figure name a column.
type match struct {
	col    int     // index in lexicon.columns
	score  float32 // 0 to 1 and a little: recall times precision
	recall float32 // how much of the header is said
	spoken float32 // how much of it the figure's phrase says, or the one that speaks for it
	clean  float32 // how much of what is said the column and its surroundings explain
	strict float32 // clean, where a word that no table knows counts in full
}

const (
	fromLead    = 0.9 // weight of a header's word said by the phrase before
	fromHeading = 0.8 // by a heading above
	fromTitle   = 0.7 // by the title of the draft or of the table
	aside       = 0.4 // weight of a word that no table knows, against one of another column
	unsaid      = 0.6 // weight of a header's word that is not said
)

// surroundings are the words that are in force for a figure without being said: those
// of the headings, of the draft's title and of a table's title.
func (r *reader) titleOf(table int, b *block) *context {
	if strings.Contains(r.rep.Tables[table].Title, b.text) {
		return &context{} // a paragraph above a table that was taken for its title
	}
	if r.titles == nil {
		r.titles = map[int]*context{}
	}
	if c := r.titles[table]; c != nil {
		return c
	}
	t := r.rep.Tables[table]
	c := r.contextOf(t.Title)
	r.titles[table] = &c
	return &c
}

// contextOf gathers the telling words of a text outside the document.
func (r *reader) contextOf(text string) context {
	toks := r.lex.vocab.tokenize(text, nil)
	r.lex.mark(toks)
	var c context
	for i := range toks {
		if toks[i].kind == word {
			c.add(r.lex, &toks[i], int(toks[i].head) != i)
		}
	}
	return c
}

// draftTitle gathers the words of the title of the draft: what stands in bold or as a
// heading before its first section.
func (r *reader) draftTitle() context {
	var c context
	for i, b := range r.blocks {
		if i > 12 || b.section.block != nil && numberRank(b.section.block.text) > 0 {
			break
		}
		if b.src.Bold || b.src.Kind == schema.Heading {
			c = join(c, r.context(b, 0, len(b.toks), headingWords))
		}
	}
	return c
}

// labelWords are the words of a row's label and of those above it.
func (r *reader) labelWords(p place) *context {
	if c := r.labels[p]; c != nil {
		return c
	}
	if r.labels == nil {
		r.labels = map[place]*context{}
	}
	var c context
	t := r.rep.Tables[p.table]
	for row := p.row; row >= 0; row = t.Rows[row].Parent {
		c = join(c, r.contextOf(t.Rows[row].Label))
	}
	r.labels[p] = &c
	return &c
}

// match scores a column for a query, for the row p when there is one: how much of the
// header is said, nearer words counting for more, times how much of what is said the
// column and its surroundings explain (after AggChecker, Jo and others, SIGMOD 2019).
// A word of another column of the table counts against it in full, one that no table
// knows less.
func (r *reader) match(m match, q *query, p place) match {
	col := &r.lex.columns[m.col]
	words := &q.own
	if q.inherits && len(q.own.words) == 0 {
		words = &q.lead
	}
	m.clean = r.explained(q, words, col, p, aside)
	m.strict = m.clean
	if m.clean < 1 {
		m.strict = r.explained(q, words, col, p, 1)
	}
	m.score = m.recall * (0.4 + 0.6*m.clean)
	return m
}

// said begins a match: how much of the header of a column is said, and from where.
func (r *reader) said(c int, q *query) match {
	x := r.lex
	col := &x.columns[c]
	heading, title := &q.b.section.chain, r.titleOf(col.table, q.b)
	m := match{col: c}
	var said, missing, silent, spoken float32
	all := col.weight
	var unit []int32
	if !col.percent && (q.f.Number.Percent || q.cue&cueTimes != 0) { // a ratio has not the measure of what it is worked out of
		unit = r.unitWords(r.rep.Tables[col.table].Columns[col.col].Unit.Base)
	}
	for _, w := range col.words {
		idf := x.weightOf(w)
		if has(unit, w) && !q.own.covers(w, col) {
			all -= idf
			continue
		}
		switch {
		case q.own.covers(w, col):
			said += idf
			spoken += idf
		case q.inherits && q.lead.covers(w, col):
			said += fromLead * idf
			spoken += fromLead * idf
		case heading.covers(w, col):
			said += fromHeading * idf
		case has(title.words, w) || r.draft.covers(w, col):
			said += fromTitle * idf
		case !has(col.base, w): // a total goes without saying
			silent += idf
		default:
			missing += unsaid * idf
		}
	}
	m.recall, m.spoken = 0.6, 0
	if all > 0.01 {
		m.recall, m.spoken = said/(said+missing+(all-silent-said-missing/unsaid)), spoken/(all-silent)
		if said == 0 {
			m.recall, m.spoken = 0, 0
		}
	}
	return m
}

// explained is the share of a query's words that a column, its row and their
// surroundings explain; a word that no table knows weighs little against it.
func (r *reader) explained(q *query, words *context, col *column, p place, little float32) float32 {
	x := r.lex
	heading, title := &q.b.section.chain, r.titleOf(col.table, q.b)
	var label *context
	if p.row >= 0 {
		label = r.labelWords(p)
	}
	var good, bad float32
	for _, w := range words.words {
		weight := x.weightOf(w)
		known := weight > 0
		if !known {
			weight = unknown
		}
		switch {
		case has(col.words, w) || x.abbreviated(w, words, col):
			good += weight
		case has(title.words, w) || label != nil && has(label.words, w) || has(q.unit, w):
			good += 0.5 * weight
		case known: // it names another column, whatever the heading is about
			bad += weight
		case has(heading.words, w) || has(r.draft.words, w):
			good += 0.5 * weight
		default:
			bad += little * weight
		}
	}
	if words.denies != col.denies {
		bad += unknown
	}
	if words.joins && !col.joins {
		bad += 2 * unknown
	}
	return (good + unknown/2) / (good + bad + unknown/2) // a word or two more or less is no sign
}

// measures compares the words of measure behind a figure with the unit of a cell: 1
// where they agree, -1 where they are of another measure, 0 where nothing is known.
func (r *reader) measures(q *query, t *schema.Table, row, col int) int {
	u := measureAt(t, row, col)
	if q.currency != 0 && r.otherMoney(q.currency, r.tableIndex(t), row, col) {
		return -1
	}
	if u.Percent != q.f.Number.Percent && u.Text != "" {
		return -1
	}
	if u.Base != "" && q.currency != 0 && !q.f.Number.Percent && len(q.unit) == 0 {
		if strings.ContainsRune(u.Text, q.currency) {
			return 1
		}
		return 0
	}
	if u.Base == "" || len(q.unit) == 0 || q.f.Number.Percent {
		return 0
	}
	have := r.unitWords(u.Base)
	if len(have) == 0 {
		return 0
	}
	switch {
	case q.unit[0] == have[0]:
		// "lượt khách.km" is no "lượt hành khách"
		last, said := have[len(have)-1], q.unit
		if len(have) > 1 && !has(said, last) && r.otherUnit(said, have) {
			return -1
		}
		if len(have) > 1 && has(said, last) || len(have) == 1 && !r.otherUnit(said, have) {
			return 1
		}
		return 0
	case r.knownUnit(q.unit[0]):
		return -1
	}
	return 0
}

// unitOf is the unit of measure of a row in a column.
func (r *reader) unitOf(p place, col *column) schema.Unit {
	return measureAt(r.rep.Tables[col.table], p.row, col.col)
}

// measureAt is the unit of measure of a cell: its column's, its row's or its table's.
func measureAt(t *schema.Table, row, col int) schema.Unit {
	if u := t.Columns[col].Unit; u.Text != "" {
		return u
	}
	if u := t.Rows[row].Unit; u.Text != "" {
		return u
	}
	return t.Unit
}

// otherUnit reports whether words of measure say more than a unit has, as another unit
// of the report does.
func (r *reader) otherUnit(said, have []int32) bool {
	for _, other := range r.units {
		if other[0] != have[0] || len(other) <= 1 {
			continue
		}
		if last := other[len(other)-1]; !has(have, last) && has(said, last) {
			return true
		}
	}
	return false
}

// knownUnit reports whether a word begins the unit of some column, row or table, or a
// unit of the pack.
func (r *reader) knownUnit(w int32) bool {
	for _, u := range r.units {
		if u[0] == w {
			return true
		}
	}
	return r.packUnits[w]
}

// unitWords are the words of a unit of measure.
func (r *reader) unitWords(base string) []int32 {
	var out []int32
	for _, k := range r.lex.vocab.path(base) {
		if k >= 0 {
			out = append(out, k)
		}
	}
	return out
}

// findUnits lists the units of the report.
func (r *reader) findUnits() {
	r.packUnits = map[int32]bool{}
	for _, u := range r.pack.Table.Units {
		if w := r.unitWords(u); len(w) == 1 {
			r.packUnits[w[0]] = true
		}
	}
	add := func(u schema.Unit) {
		if w := r.unitWords(u.Base); len(w) > 0 && !u.Percent {
			r.units = append(r.units, w)
		}
	}
	for _, t := range r.rep.Tables {
		add(t.Unit)
		for i := range t.Columns {
			add(t.Columns[i].Unit)
		}
		for i := range t.Rows {
			add(t.Rows[i].Unit)
		}
	}
}
