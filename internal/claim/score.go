package claim

import "slices"

// context is a bag of telling words that may name a column.
type context struct {
	words    []int32
	initials []rune  // first letters in order, stop words included
	order    []int32 // their words
	acros    []acronym
	denies   bool // the phrase holds a "not"
	joins    bool // it joins two names: "hộ nghèo và hộ cận nghèo"
}

// names reports whether the context holds a telling word of a header, or one of a
// heading above it, or an acronym: a phrase without one speaks of what was named
// before.
func (c *context) names(x *lexicon, heading *context) bool {
	for _, w := range c.words {
		if known := x.weightOf(w) > 0; x.tells(w) || !known && has(heading.words, w) {
			return true
		}
	}
	s := x.shapesOf()
	for _, base := range s.bases {
		if within(base, c.words) {
			return true
		}
	}
	for _, letters := range s.acronyms {
		if spells(c.initials, letters) >= 0 {
			return true
		}
	}
	return false
}

// shapes are, each once, the headers that tell no column from another, and the acronyms of
// all headers.
type shapes struct {
	bases    [][]int32
	acronyms [][]rune
}

// shapesOf gathers the shapes of the columns as their names now stand.
func (x *lexicon) shapesOf() *shapes {
	if x.shapes != nil {
		return x.shapes
	}
	s := &shapes{}
	for i := range x.columns {
		col := &x.columns[i]
		if x.isBase(col) && !slices.ContainsFunc(s.bases, func(b []int32) bool { return slices.Equal(b, col.base) }) {
			s.bases = append(s.bases, col.base)
		}
		for _, a := range col.acronyms {
			if !slices.ContainsFunc(s.acronyms, func(l []rune) bool { return slices.Equal(l, a.letters) }) {
				s.acronyms = append(s.acronyms, a.letters)
			}
		}
	}
	x.shapes = s
	return s
}

// isBase reports whether the header of a column holds no telling word beside one for
// a total: "Tổng số học sinh" among columns that are all of pupils.
func (x *lexicon) isBase(col *column) bool {
	for _, w := range col.base {
		if !x.dull[w] {
			return false
		}
	}
	return len(col.base) > 0
}

// covers reports whether the context says word w of a column, in full, or as the
// acronym of its words, or spells out the column's acronym.
func (c *context) covers(w int32, col *column) bool {
	if has(c.words, w) {
		return true
	}
	for _, a := range col.acronyms { // the header abbreviates, the prose spells out
		if a.id == w && spells(c.initials, a.letters) >= 0 {
			return true
		}
	}
	for _, a := range c.acros { // the prose abbreviates, the header spells out
		if at := spells(col.initials, a.letters); at >= 0 {
			for k := range a.letters {
				if col.order[at+k] == w {
					return true
				}
			}
		}
	}
	return false
}

// spells finds where the letters are the first letters of words in a row, or -1. Both are
// of folded words.
func spells(initials, letters []rune) int {
	if len(letters) < 2 {
		return -1
	}
next:
	for i := 0; i+len(letters) <= len(initials); i++ {
		for k, l := range letters {
			if initials[i+k] != l {
				continue next
			}
		}
		return i
	}
	return -1
}

// naming is how well words name a column.
type naming struct {
	score     float32 // 0 to 1
	own       float32 // share of the column's words said by the phrase itself
	telling   float32 // weight of those of them that few columns share
	stray     bool    // the phrase has a telling word that neither the column nor the heading explains
	inherited bool    // the phrase itself names nothing; the heading does
}

// name scores how well a phrase within its heading names a column: the share of
// the header's words that are said (recall), times the share of the phrase's words
// that the header or the heading explains (precision), words weighed by how
// telling they are. The features follow AggChecker (Jo and others, SIGMOD 2019).
func (x *lexicon) name(col *column, local, heading *context) naming {
	if col.weight == 0 {
		return naming{}
	}
	var all, inHeading, explained, total float32
	for _, w := range local.words {
		weight := x.weightOf(w)
		if weight == 0 {
			weight = unknown
		}
		total += weight
		in := has(heading.words, w)
		if in {
			inHeading += weight
		}
		switch {
		case in || has(col.words, w) || x.abbreviated(w, local, col):
			explained += weight
		}
	}
	carry := float32(0.9)
	if total > 0 {
		carry = 0.5 + 0.4*inHeading/total
	}
	own, telling := float32(0), float32(0)
	for _, w := range col.words {
		switch {
		case local.covers(w, col):
			all += x.weightOf(w)
			own += x.weightOf(w)
			if x.tells(w) {
				telling += x.weightOf(w)
			}
		case heading.covers(w, col):
			all += carry * x.weightOf(w)
		}
	}
	n := naming{score: all / col.weight, own: own / col.weight, telling: telling, inherited: total == 0}
	if total > 0 {
		p := explained / total
		n.score *= 0.5 + 0.5*p
		n.stray = p < 0.8
	}
	n.stray = n.stray || local.denies != col.denies || local.joins && !col.joins
	return n
}

// namings are how well the words of the figure last looked at name the columns: the figures
// of a list have the same words.
type namings struct {
	section *section
	words   context
	list    []naming // by column, where known
	known   []bool
}

// of is lexicon.name of a column, for words under the heading of a section.
func (m *namings) of(x *lexicon, c int, words *context, s *section) naming {
	if m.section != s || m.known == nil || !m.words.same(words) {
		if m.known == nil {
			m.list, m.known = make([]naming, len(x.columns)), make([]bool, len(x.columns))
		}
		clear(m.known)
		m.section, m.words = s, *words
	}
	if !m.known[c] {
		m.list[c], m.known[c] = x.name(&x.columns[c], words, &s.chain), true
	}
	return m.list[c]
}

// same reports whether two contexts hold the same words.
func (c *context) same(o *context) bool {
	return c.denies == o.denies && c.joins == o.joins && slices.Equal(c.words, o.words) && slices.Equal(c.order, o.order) && slices.Equal(c.initials, o.initials) &&
		slices.EqualFunc(c.acros, o.acros, func(a, b acronym) bool { return a.id == b.id && slices.Equal(a.letters, b.letters) })
}

// abbreviated reports whether w is part of words that spell out an acronym of the
// column, or an acronym whose words the column has.
func (x *lexicon) abbreviated(w int32, c *context, col *column) bool {
	for _, a := range col.acronyms {
		if at := spells(c.initials, a.letters); at >= 0 {
			for k := range a.letters {
				if c.order[at+k] == w {
					return true
				}
			}
		}
	}
	for _, a := range c.acros {
		if a.id == w && spells(col.initials, a.letters) >= 0 {
			return true
		}
	}
	return false
}
