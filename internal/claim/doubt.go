package claim

import (
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// doubtful reports whether a figure that disagrees with the cell that its words name
// may yet be no fault: it is the figure of another column that the words allow, it is
// told of a part that the table does not have, or of a time that it does not have.
func (r *reader) doubtful(i int, bd *binding, best, row int, carried bool) bool {
	c := &r.lex.columns[bd.names[best].col]
	at := r.at[i]
	if bd.names[best].own < strong && r.listSpeaksAgainst(i, c, row) || r.otherMoney(r.blocks[at.block].toks[at.tok].currency, c.table, row, c.col) ||
		r.perSaid(&query{id: i, tok: at.tok, b: r.blocks[at.block], s: sentenceOf(r.blocks[at.block], at.tok), f: &r.figures[i], bd: bd}, c) {
		return true
	}
	return r.strangeThing(i) || r.besideOpen(i) || r.unsaidKind(i, c) || r.otherSubject(i) || r.roughly(&r.figures[i]) || !carried && r.elsewhere(i, bd, best, row) || r.ofPart(i) || r.ofOtherTime(i, bd, best) || r.exceeded(i) || r.stillTrue(i, bd, best, row) ||
		r.compareds(i) || r.leftOver(i) || r.outOfWhole(i) || r.averaged(i, &r.lex.columns[bd.names[best].col]) || r.noComparison(i, &r.lex.columns[bd.names[best].col]) || r.countsOther(i, &r.lex.columns[bd.names[best].col], row)
}

// strangeThing reports whether the word right behind an amount and its unit of measure names a
// thing that no table or heading knows: "190 ha rừng" is no area under rice.
func (r *reader) strangeThing(i int) bool {
	b, k := r.blocks[r.at[i].block], r.at[i].tok+1
	if r.figures[i].Number.Percent {
		return false
	}
	unit := false
	for ; k < len(b.toks) && b.toks[k].kind == word; k++ {
		if !r.lex.vocab.fact(b.toks[k].id).scale && !r.knownUnit(b.toks[k].id) {
			break
		}
		unit = true
	}
	if !unit || k >= len(b.toks) || b.toks[k].kind != word || b.toks[k].cat != 0 || b.toks[k].acro || r.named(b, k) {
		return false
	}
	c := context{words: []int32{b.toks[k].id}}
	return r.strange(b, &c) > 0
}

// besideOpen reports whether a percentage of a plan or a change follows an amount that nothing
// has found in the tables: what the amount is of, the percentage is of as well.
func (r *reader) besideOpen(i int) bool {
	f, bd := &r.figures[i], &r.binds[i]
	if !f.Number.Percent || i == 0 || r.at[i-1].block != r.at[i].block || bd.said.base == unsaidBase && f.Role != schema.RoleChange {
		return false
	}
	b := r.blocks[r.at[i].block]
	p := &r.figures[i-1]
	from, to := r.at[i-1].tok, r.at[i].tok
	if p.Verdict == schema.NotClaim || p.Number.Percent || p.Role != schema.RoleValue || !p.Numeric || b.toks[from].depth > b.toks[to].depth {
		return false
	}
	for k := from + 1; k < to; k++ {
		if t := &b.toks[k]; t.is(';') || t.is('.') || r.named(b, k) {
			return false
		}
	}
	if own := r.context(b, r.lastSign(b, from, to), to, phraseWords); own.names(r.lex, &context{}) {
		return false // it tells of something of its own
	}
	return r.strangeThing(i-1) && !r.claimed(i-1)
}

// lastSign is the token behind the last sign between two tokens.
func (r *reader) lastSign(b *block, from, to int) int {
	for k := to - 1; k > from; k-- {
		if b.toks[k].kind == punct && !b.toks[k].is('%') {
			return k + 1
		}
	}
	return from + 1
}

// unsaidKind reports whether a column gives a plan, or a year before, of which the sentence
// of a figure does not speak: what is told without a word of either was done, and now.
func (r *reader) unsaidKind(i int, col *column) bool {
	t := r.rep.Tables[col.table]
	past := col.past || col.period.Year > 0 && col.period.Year < max(t.Period.Year, r.lex.textPeriod(t.Title).Year)
	if col.percent || !col.plan && !past {
		return false
	}
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	s := sentenceOf(b, at)
	if past && r.timeless(b, s, r.binds[i].from, at, r.binds[i].period) {
		return true
	}
	if !col.plan {
		return false
	}
	for k := s[0]; k < s[1]; k++ {
		if t := &b.toks[k]; t.kind == word && (r.planWord(t) || r.inPlan(t.id)) {
			return false
		}
	}
	return !b.section.chain.names(r.lex, &context{}) || !r.planSection(b)
}

// planSection reports whether a heading above a block speaks of a plan.
func (r *reader) planSection(b *block) bool {
	for _, w := range b.section.chain.words {
		if r.inPlan(w) {
			return true
		}
	}
	return false
}

// noComparison reports whether a column compares with another period, and neither the
// sentence of a figure nor the header names what: "đạt 100% kế hoạch" is no figure of
// "So với năm 2023 (%)".
func (r *reader) noComparison(i int, col *column) bool {
	if len(col.words) > 0 || r.rep.Tables[col.table].Columns[col.col].Kind != schema.Index {
		return false
	}
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	for _, s := range b.sentences {
		if at < s[0] || at >= s[1] {
			continue
		}
		for k := s[0]; k < s[1]; k++ {
			if b.toks[k].kind == word && b.toks[k].cat&(lang.Against|lang.Period|lang.Up|lang.Down) != 0 {
				return false
			}
		}
	}
	return true
}

// compareds reports whether a figure is what another is held against: "compared with
// 21,600", "cùng kỳ năm trước 21.600", "21,600 a year earlier".
func (r *reader) compareds(i int) bool {
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	if r.phraseBefore(b, at)&(lang.Against|lang.Period) != 0 {
		return true
	}
	for _, s := range b.sentences {
		if s[0] <= at && at < s[1] && b.toks[s[0]].kind == word && b.toks[s[0]].cat&lang.Against != 0 {
			return true // "compared with Ashton, Burnley collected 64.3% as much"
		}
	}
	for k := at + 1; k < len(b.toks) && k <= at+4 && b.toks[k].kind == word; k++ {
		if c := b.toks[k].cat; c&lang.Period != 0 && c&(lang.Up|lang.Down|lang.Against) == 0 {
			return true
		}
	}
	return false
}

// leftOver reports whether a figure is told of all units but some, "không kể Minh Khai,
// toàn huyện thực hiện 582 ha", or of what is still to be done, "còn phải thu 310 tỷ đồng
// mới hoàn thành dự toán".
func (r *reader) leftOver(i int) bool {
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	for _, s := range b.sentences {
		if at < s[0] || at >= s[1] {
			continue
		}
		told := false // the next figure before it lies between
		for k := at - 1; k >= s[0]; k-- {
			switch mark := b.toks[k].mark; {
			case mark == exceptWord, mark == lackWord && !told:
				return true
			}
			told = told || b.toks[k].kind == num
		}
	}
	return false
}

// outOfWhole reports whether the sentence begins with the whole of which a figure tells
// a part: "of the 21 schools, 20 were public", "trong 310 hộ có 45 hộ nghèo".
func (r *reader) outOfWhole(i int) bool {
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	for _, s := range b.sentences {
		if at < s[0] || at >= s[1] || b.toks[s[0]].kind != word || b.toks[s[0]].cat&lang.FractionOf == 0 {
			continue
		}
		first := int(b.toks[s[0]].tail)
		return first < at && b.toks[first].kind == num
	}
	return false
}

// countsOther reports whether the word behind a figure says that it counts something of
// which the column, its unit, its row and the titles know nothing: "512 lớp" of schools.
// A column of one thing for each of another is no count of the first.
func (r *reader) countsOther(i int, col *column, row int) bool {
	f := &r.figures[i]
	b, k := r.blocks[r.at[i].block], r.at[i].tok+1
	if f.Number.Percent {
		return false
	}
	for k < len(b.toks) && b.toks[k].kind == word {
		if !r.lex.vocab.fact(b.toks[k].id).scale {
			break
		}
		k++
	}
	if k >= len(b.toks) || b.toks[k].kind != word || b.toks[k].start == b.toks[k-1].end || r.named(b, k) {
		return false
	}
	t := &b.toks[k]
	table := r.rep.Tables[col.table]
	if r.perOther(col) && has(col.words, t.id) && !r.strokeBehind(b, k) {
		return true
	}
	if t.upper || t.cat&^(lang.Noun|lang.Place|lang.Reference|lang.Point|lang.Times) != 0 || has(col.words, t.id) {
		return false
	}
	if r.lex.measureWord(t.id) { // of another measure than the column
		return r.otherMeasure(t.id, table, row, col)
	}
	own := context{words: []int32{t.id}}
	return !r.lex.inHeader(t) && !r.lex.abbreviated(t.id, &own, col) && !r.inTitles(b, t.id) && !r.lex.labelWord(t.id) && !has(b.section.chain.words, t.id)
}

// perOther reports whether the header of a column gives one thing for each of another:
// "Số học sinh/trường".
func (r *reader) perOther(col *column) bool {
	path := r.rep.Tables[col.table].Columns[col.col].Path
	return !col.percent && len(path) > 0 && strings.Contains(path[len(path)-1], "/")
}

// saysEach reports whether words at a figure speak of an amount for each of something: a
// stroke behind it, or a word for an average in its sentence.
func (r *reader) saysEach(b *block, f *schema.Figure) bool {
	for k := range b.toks {
		t := &b.toks[k]
		if t.start >= f.Span.End && t.start < f.Span.End+40 && t.is('/') || t.kind == word && t.cat&lang.Average != 0 {
			return true
		}
	}
	return false
}

// otherMeasure reports whether a word of measure is not that of a column: its unit is
// another, or its header names another thing that is counted.
func (r *reader) otherMeasure(w int32, t *schema.Table, row int, col *column) bool {
	for _, u := range []schema.Unit{t.Columns[col.col].Unit, t.Rows[row].Unit, t.Unit} {
		if path := r.lex.vocab.path(u.Base); len(path) > 0 {
			return !has(path, w) && !has(r.lex.vocab.path(u.Text), w)
		}
	}
	for _, h := range col.words {
		if r.lex.measureWord(h) {
			return true // "512 lớp" of a number of schools
		}
	}
	return false
}

// strokeBehind reports whether a stroke follows within the words behind token k.
func (r *reader) strokeBehind(b *block, k int) bool {
	for n := k + 1; n < len(b.toks) && n <= k+3; n++ {
		if b.toks[n].is('/') {
			return true
		}
	}
	return false
}

// exceeded reports whether the word before a figure may say by how much something is
// exceeded as well as what it exceeds: "vượt 5 ha".
func (r *reader) exceeded(i int) bool {
	c := r.phraseBefore(r.blocks[r.at[i].block], r.at[i].tok)
	return c&lang.Above != 0 && c&lang.Meets != 0
}

// stillTrue reports whether a figure that only bounds a value bounds the cell, if from
// afar: "dưới 85%" of 80%.
func (r *reader) stillTrue(i int, bd *binding, best, row int) bool {
	f := &r.figures[i]
	cmp, ok := map[schema.Approx]schema.Comparator{schema.Over: schema.Above, schema.Under: schema.Below, schema.NoLess: schema.AtLeast, schema.NoMore: schema.AtMost}[f.Approx]
	c := &r.lex.columns[bd.names[best].col]
	t := r.rep.Tables[c.table]
	cell := r.rep.At(t.Ref(row, c.col))
	if !ok || cell.Kind != schema.Numeric {
		return false
	}
	yes, _ := tie.MeetsCell(schema.Condition{Cmp: cmp, Bound: &f.Number}, cell.Number, unitScale(t, row, c.col))
	return yes
}

// elsewhere reports whether the figure is that of another column in the same row and
// measure, and its own phrase does not name the chosen column more than that one.
func (r *reader) elsewhere(i int, bd *binding, best, row int) bool {
	f := &r.figures[i]
	if len(significant(digits(f))) < 2 {
		return false
	}
	top := bd.names[best]
	chosen := &r.lex.columns[top.col]
	t := r.rep.Tables[chosen.table]
	for c := range r.lex.columns {
		o := &r.lex.columns[c]
		if o.table != chosen.table || o.col == chosen.col || o.percent != chosen.percent || !bd.period.IsZero() && r.meant(bd.period, o) < 0 && !o.period.IsZero() {
			continue
		}
		if a, b := t.Columns[o.col].Unit.Base, t.Columns[chosen.col].Unit.Base; a != b && a != "" && b != "" {
			continue
		}
		if !r.fit(f, t, row, o.col).Ties() {
			continue
		}
		own := float32(0)
		if !bd.inherits {
			own = top.own
		}
		if n := r.lex.name(o, &bd.own, &context{}); own < strong || own < n.own+margin {
			return true
		}
	}
	return false
}

// significant drops noughts at both ends of digits.
func significant(digits string) string {
	for len(digits) > 0 && digits[0] == '0' {
		digits = digits[1:]
	}
	for len(digits) > 0 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return digits
}

// ofPart reports whether the words right behind a figure name something of a header
// and add a word to it that no table knows: "1.250 lượt khám dịch vụ", "1,250 private
// visits". Such a figure is one of a part.
func (r *reader) ofPart(i int) bool {
	b := r.blocks[r.at[i].block]
	known, strange := 0, 0
	for k := r.at[i].tok + 1; k < len(b.toks) && k <= r.at[i].tok+6; k++ {
		t := &b.toks[k]
		if t.kind != word || t.upper || r.named(b, k) {
			break
		}
		if r.lex.vocab.fact(t.id).scale {
			continue
		}
		switch {
		case r.lex.inHeader(t):
			known++
		case t.cat != 0:
			k = len(b.toks)
		case !has(b.section.chain.words, t.id) && !r.lex.measureWord(t.id) && !r.inTitles(b, t.id):
			strange++
		}
	}
	return known > 0 && strange > 0
}

// inTitles reports whether the title of a table holds a word. A paragraph that stands
// above a table may be taken for a part of its title; it explains nothing of itself.
func (r *reader) inTitles(b *block, id int32) bool {
	if r.titleWords == nil {
		r.titleWords = make([]map[int32]bool, len(r.rep.Tables))
		for i, t := range r.rep.Tables {
			r.titleWords[i] = map[int32]bool{}
			for _, k := range r.lex.vocab.path(t.Title) {
				r.titleWords[i][k] = true
			}
		}
	}
	for i, words := range r.titleWords {
		if words[id] && !strings.Contains(r.rep.Tables[i].Title, b.text) {
			return true
		}
	}
	return false
}

// measureWord reports whether a word belongs to a unit of measure of the pack or of a
// table.
func (x *lexicon) measureWord(id int32) bool {
	if x.measures == nil {
		x.measures = map[int32]bool{}
		add := func(unit string) {
			for _, k := range x.vocab.path(unit) {
				x.measures[k] = true
			}
		}
		for _, u := range x.pack.Table.Units {
			add(u)
		}
		for _, t := range x.rep.Tables {
			add(t.Unit.Text)
			for i := range t.Columns {
				add(t.Columns[i].Unit.Text)
			}
			for i := range t.Rows {
				add(t.Rows[i].Unit.Text)
			}
		}
	}
	return x.measures[id]
}

// ofOtherTime reports whether the sentence dates a figure in a year, or over a part of
// a year, that neither the column nor its table has.
func (r *reader) ofOtherTime(i int, bd *binding, best int) bool {
	c := &r.lex.columns[bd.names[best].col]
	said, has := bd.period, c.period
	t := r.rep.Tables[c.table]
	if has.Year == 0 {
		has.Year = t.Period.Year
	}
	if has.Year == 0 {
		has.Year = r.main.Year
	}
	if said.Year > 0 && said.Year != has.Year && (c.period.Year > 0 || said.Year != r.main.Year) || !c.period.IsZero() && r.meant(said, c) < 0 {
		return true
	}
	if r.overYears(i) {
		return true
	}
	part := has.Month > 0 || has.Quarter > 0
	if !part && (said.Month > 0 || said.Quarter > 0) && (said.Month != r.main.Month || said.Quarter != r.main.Quarter) && !r.datedRows(bd) {
		return true // "tháng 6" of a table of the year
	}
	return part && said.Month == 0 && said.Quarter == 0 && r.wholeYear(i)
}

// datedRows reports whether the rows that a figure is about are periods themselves.
func (r *reader) datedRows(bd *binding) bool {
	for _, p := range bd.rows {
		if r.lex.dated[p] {
			return true
		}
	}
	return false
}

// overYears reports whether the sentence of a figure speaks of several years, "from 2021
// to 2024".
func (r *reader) overYears(i int) bool {
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	year := func(k int) int {
		if k < 0 || k >= len(b.toks) || b.toks[k].kind != num || r.figures[b.toks[k].id].Role != schema.RoleDate {
			return 0
		}
		if y := r.numberAt(&b.toks[k]); y >= 1900 {
			return y
		}
		return 0
	}
	for _, s := range b.sentences {
		if at < s[0] || at >= s[1] {
			continue
		}
		for k := s[0]; k+2 < s[1]; k++ {
			y := year(k)
			if link := &b.toks[k+1]; y > 0 && (link.is('-') || link.kind == word && link.cat&lang.To != 0) {
				for n := k + 2; n <= k+3 && n < s[1]; n++ {
					if z := year(n); z > y {
						return true
					}
				}
			}
		}
	}
	return false
}

// wholeYear reports whether the sentence of a figure speaks of a whole year: "cả năm
// 2023", "in the whole of 2023".
func (r *reader) wholeYear(i int) bool {
	b := r.blocks[r.at[i].block]
	for _, s := range b.sentences {
		if r.at[i].tok < s[0] || r.at[i].tok >= s[1] {
			continue
		}
		for k := s[0]; k+1 < s[1]; k++ {
			t := &b.toks[k]
			if t.kind != word || t.cat&lang.Whole == 0 {
				continue
			}
			if t.cat&lang.Year != 0 {
				return true // "cả năm"
			}
			for n := k + 1; n < s[1] && n <= k+3; n++ {
				o := &b.toks[n]
				if o.kind == word && o.cat&lang.Year != 0 || o.kind == num && r.figures[o.id].Role == schema.RoleDate && r.numberAt(o) >= 1900 {
					return true
				}
				if o.kind != word || o.cat&lang.Stop == 0 {
					break
				}
			}
		}
	}
	return false
}

// regrouped reports whether words between a name and a figure turn to several units by
// their kind: "toàn huyện thực hiện 614 ha, trong đó các xã 532 ha".
func (r *reader) regrouped(b *block, from, i int) bool {
	for k := from; k+1 < i; k++ {
		t, n := &b.toks[k], &b.toks[k+1]
		if t.kind == word && t.cat&lang.Plural != 0 && int(t.tail) == k+1 && n.kind == word && n.cat&lang.Noun != 0 && !r.lex.inHeader(n) {
			return true
		}
	}
	return false
}

// strange counts the words of a phrase that no header, heading, title, label or unit of
// measure has: they name something that the tables do not.
func (r *reader) strange(b *block, c *context) int {
	n := 0
	for _, w := range c.words {
		known := r.lex.weightOf(w) > 0
		if _, n := r.lex.phrases.walk([]int32{w}); n > 0 {
			continue // a word of the pack
		}
		if !known && !has(b.section.chain.words, w) && !r.inTitles(b, w) && !r.lex.measureWord(w) && !r.lex.labelWord(w) {
			n++
		}
	}
	return n
}

// labelWord reports whether a word stands in the label of some row.
func (x *lexicon) labelWord(id int32) bool {
	if x.labelled == nil {
		x.labelled = map[int32]bool{}
		for _, t := range x.rep.Tables {
			for i := range t.Rows {
				for _, k := range x.vocab.path(t.Rows[i].Label) {
					x.labelled[k] = true
				}
			}
		}
	}
	return x.labelled[id]
}

// tellOnce takes back the claims that hold two figures of one sentence against the same
// cell, one of which it cannot give: a sentence does not tell a cell twice, so that the
// words of one of them were misread.
func (r *reader) tellOnce() {
	type place struct {
		block, sentence int
		mention         int // a name that stands twice tells its cell twice
		cell            schema.CellName
	}
	count := map[place]int{}
	at := func(c *schema.Claim) place {
		w := r.at[c.Figure]
		p := place{block: w.block, mention: r.binds[c.Figure].mention, cell: c.Cell}
		for k, s := range r.blocks[w.block].sentences {
			if s[0] <= w.tok && w.tok < s[1] {
				p.sentence = k
			}
		}
		return p
	}
	for i := range r.claims {
		if c := &r.claims[i]; c.Kind == schema.ValueClaim {
			count[at(c)]++
		}
	}
	r.drop(func(c schema.Claim) bool {
		if c.Kind != schema.ValueClaim || count[at(&c)] < 2 || r.fit(&r.figures[c.Figure], r.rep.Tables[c.Cell.Table], c.Cell.Row, c.Cell.Col) != tie.Off {
			return false
		}
		if f := &r.figures[c.Figure]; f.Why.IsZero() {
			f.Why = schema.Say("why.several-indicators")
		}
		return true
	})
}

// inDeficit reports whether the phrase of a figure tells a deficit that a column of
// balances gives as a negative figure; a column of deficits by name gives it as it is.
func (r *reader) inDeficit(b *block, from, i int) bool {
	said := false
	for k := from; k < i; k++ {
		said = said || b.toks[k].mark == deficitWord
	}
	for k := min(from, i) - 1; k >= 0 && !said && r.onlyRanked(b, k); k-- { // "thiếu nhiều nhất là Bình Long (24 người)"
		said = k > 0 && markAt(b.toks, k-1) == deficitWord || b.toks[k].mark == deficitWord
	}
	if !said {
		return false
	}
	for c := range r.lex.columns {
		if r.lex.isBalance(&r.lex.columns[c]) {
			return true
		}
	}
	return false
}

// onlyRanked reports whether a token only puts units and their figures in an order: a
// name, a figure with its unit of measure, a word of place, or a mark between them.
func (r *reader) onlyRanked(b *block, k int) bool {
	t := &b.toks[k]
	switch {
	case t.kind == num, r.named(b, k):
		return true
	case t.kind == word:
		return t.cat&(lang.High|lang.Low|lang.Rank|lang.ListOpen|lang.And|lang.Stop|lang.Noun|lang.Where) != 0 || r.lex.measureWord(t.id)
	}
	return t.is('(') || t.is(')') || t.is(',') || t.is(':')
}

// isBalance reports whether the header of a column names a difference, and none of the
// words for a deficit, or says which sign stands for which: "Thừa (+), thiếu (-)".
func (x *lexicon) isBalance(col *column) bool {
	if col.percent {
		return false
	}
	if col.balance == 0 {
		col.balance = -1
		if x.namesBalance(col) {
			col.balance = 1
		}
	}
	return col.balance > 0
}

// namesBalance is isBalance for a column of amounts whose header has not been looked at.
func (x *lexicon) namesBalance(col *column) bool {
	balance := false
	for _, part := range x.rep.Tables[col.table].Columns[col.col].Path {
		if strings.Contains(part, "(+)") && strings.ContainsAny(part, "-–−") {
			return true
		}
		toks := x.header(part)
		for k := range toks {
			if toks[k].mark == deficitWord {
				return false
			}
		}
		if !balance {
			words := " " + lang.Fold(part) + " "
			balance = slices.ContainsFunc(x.pack.Table.Difference, func(w string) bool { return strings.Contains(words, " "+w+" ") })
		}
	}
	return balance
}

// averaged reports whether a figure is told as an average and the column is none.
func (r *reader) averaged(i int, col *column) bool {
	if col.percent || r.perColumn(col) {
		return false // "bình quân của thị xã": the rate of the whole, its yield
	}
	for _, part := range r.rep.Tables[col.table].Columns[col.col].Path {
		toks := r.lex.header(part)
		for k := range toks {
			if toks[k].kind == word && toks[k].cat&lang.Average != 0 {
				return false
			}
		}
	}
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	for k := r.binds[i].from; k < at; k++ {
		if b.toks[k].kind == word && b.toks[k].cat&lang.Average != 0 && !r.named(b, k) {
			return true
		}
	}
	return false
}
