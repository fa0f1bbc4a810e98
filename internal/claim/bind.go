package claim

import (
	"sort"
	"strings"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// binding is what the words around a figure name.
type binding struct {
	rows     []place
	explicit bool // a name in the sentence, or a line that sets the level, names the row
	mention  int  // index in the block's names, -1 when the level or the whole is meant
	from     int  // first token of the phrase that belongs to the figure
	own      context
	lead     context // the phrase that speaks for the figure: its own, or one before it
	inherits bool    // lead is not its own
	period   schema.Period
	names    []named
	chosen   int // index in names, -1 while open
	focus    int // index in lexicon.columns of the column that it tells, -1 while open
	row      int // index in rows
	fit      tie.Fit
	cell     schema.Ref
	sure     bool
	deficit  bool       // told as a deficit: it stands in a column of balances
	plain    bool       // a count that no condition follows, so that it states a value
	timeless bool       // nothing dates it
	said     comparison // what a percentage or a change is held against
	why      schema.Message
}

// named is a column that the words may mean.
type named struct {
	col int // index in lexicon.columns
	naming
	total float32 // score with the agreement of the section
}

const (
	// faint is the least score at which agreement of the figures may still speak for a
	// column.
	faint = 0.12
	// weak is the least score at which a column counts as named at all.
	weak = 0.3
	// strong is the score from which a name may carry a contradiction.
	strong = 0.6
	// margin is how far the best name must stand before the second for that.
	margin = 0.12
)

// bind gathers, for each figure, the rows and columns that its words name, and lets
// the figures of a section agree.
func (r *reader) bind() {
	var intro introduction
	var introSection *section
	for _, b := range r.blocks {
		if b.section != introSection || b.heading || intro.by != nil && beside(intro.by, b) {
			intro, introSection = introduction{}, b.section
		}
		lead, amounts := context{}, (*context)(nil)
		if b.src.Kind == schema.ListItem || len(b.toks) > 0 && b.toks[0].is('-') {
			lead, amounts = intro.words, intro.amounts
		}
		for _, s := range b.sentences {
			r.bindSentence(b, s, &lead, amounts)
		}
		if len(b.toks) > 0 && b.toks[len(b.toks)-1].is(':') && b.level == nil {
			intro = r.introduces(b)
		} else if b.src.Kind != schema.ListItem && len(b.toks) > 0 && !b.toks[0].is('-') {
			intro = introduction{}
		}
	}
	for i := range r.figures {
		r.vote(i)
	}
}

// introduction is a line that ends in a colon and speaks for the items below it.
type introduction struct {
	by      *block // nil when there is none
	words   context
	amounts *context // for figures that are no percentages, nil when it is words
}

// introduces reads the line that ends in a colon. What it holds the items against ("đạt
// khá so với kế hoạch tỉnh giao:") names what their percentages are of, not their amounts.
func (r *reader) introduces(b *block) introduction {
	from := b.sentences[len(b.sentences)-1][0]
	out := introduction{by: b, words: r.context(b, from, len(b.toks), phraseWords)}
	for k := from; k < len(b.toks); k++ {
		if t := &b.toks[k]; t.kind == word && t.cat&lang.Against != 0 && int(t.head) == k {
			before := r.context(b, from, k, phraseWords)
			out.amounts = &before
			break
		}
	}
	return out
}

// beside reports whether an item is numbered on in the row of the item that introduces:
// "2." behind "1. ...:" is none of its items.
func beside(intro, b *block) bool {
	if intro.src.Kind != schema.ListItem || b.src.Kind != schema.ListItem || b.src.Level > intro.src.Level {
		return false
	}
	rank := numberRank(marked(b))
	return rank > 0 && rank == numberRank(marked(intro))
}

// marked is the text of a block with its marker, which stands in the text or is made by
// the format.
func marked(b *block) string {
	if b.src.Body == 0 && b.src.Marker != "" {
		return b.src.Marker + " "
	}
	return b.text
}

// bindSentence binds the figures of one sentence; lead is the phrase that speaks
// for figures that have none of their own, amounts (when it is not nil) the part of it
// that speaks for those that are no percentages.
func (r *reader) bindSentence(b *block, s [2]int, lead, amounts *context) {
	prev := -1
	paired := r.respectively(b, s)
	for i := s[0]; i < s[1]; i++ {
		if b.toks[i].kind != num {
			continue
		}
		id := int(b.toks[i].id)
		f, bd := &r.figures[id], &r.binds[id]
		bd.chosen, bd.mention, bd.focus = -1, -1, -1
		if f.Verdict == schema.NotClaim && f.Role != schema.RoleTarget {
			continue
		}
		bd.from = r.phraseStart(b, s, i, prev)
		bd.own = r.context(b, bd.from, i, phraseWords)
		behind := r.behind(b, s, i, f)
		names := func(c *context) bool { return c.names(r.lex, &b.section.chain) }
		switch {
		case names(&bd.own):
			bd.own = merge(bd.own, behind)
		case names(lead) && within(behind.words, lead.words) && !behind.denies:
		default:
			bd.own = merge(bd.own, behind)
		}
		bd.lead = bd.own
		if !names(&bd.own) {
			if r.says(id, lang.Actual) {
				*lead, amounts = context{}, nil // "dự toán 120, thực hiện 67": not the plan any more
			}
			bd.lead, bd.inherits = *lead, true
			if amounts != nil && !f.Number.Percent {
				bd.lead = *amounts
			}
		} else if b.toks[i].depth == 0 || !names(lead) {
			*lead, amounts = bd.own, nil
		}
		r.rowsOf(b, s, i, bd)
		if m, ok := paired[i]; ok {
			bd.rows, bd.explicit, bd.mention = r.narrow(b, s, m, nil), true, m
		}
		prev = i
		if r.inDeficit(b, bd.from, i) {
			f.Number.Value = schema.Decimal{Coef: -max(f.Number.Value.Coef, -f.Number.Value.Coef), Places: f.Number.Value.Places}
			bd.deficit = true
		}
		if f.Role != schema.RoleTarget {
			bd.period = r.periodOf(b, s, bd.from, i)
			if r.datedRows(bd) { // the month is the row, not the column
				bd.period.Month, bd.period.From, bd.period.Quarter = 0, 0, 0
			}
			if f.Number.Percent {
				r.baseNames(b, int(b.toks[i].id), f, bd)
			}
			if f.Number.Percent || f.Role == schema.RoleChange {
				bd.said = r.changeSaid(&query{id: id, tok: i, b: b, s: s, f: f, bd: bd})
			}
			bd.timeless = r.timeless(b, s, bd.from, i, bd.period)
			r.columnsOf(b, f, bd)
		}
	}
}

// respectively pairs the names of a sentence with as many figures behind "lần lượt
// là": token of a figure -> index of its name.
func (r *reader) respectively(b *block, s [2]int) map[int]int {
	at := -1
	for i := s[0]; i < s[1]; i++ {
		if b.toks[i].kind == word && b.toks[i].cat&lang.Respectively != 0 {
			at = i
			break
		}
	}
	if at < 0 {
		if out := r.bracketed(b, s); out != nil {
			return out
		}
		return r.trailing(b, s)
	}
	figures := r.claimsIn(b, at, s[1])
	limit := at
	if len(figures) == 0 { // "were 402, 201 and 188 respectively"
		figures = r.claimsIn(b, s[0], at)
	}
	var names []int
	for k := range b.names {
		m := &b.names[k]
		if m.first < s[0] || m.end > limit || m.whole || len(figures) > 0 && len(names) > 1 && m.first > figures[0] {
			continue
		}
		if len(names) > 0 && !r.joined(b, k) {
			names = names[:0]
		}
		names = append(names, k)
	}
	if extra := len(figures) - len(names); extra > 0 && len(names) > 1 && figures[0] < at {
		figures = figures[extra:] // the total stands before them
	}
	if len(names) < 2 || len(names) != len(figures) {
		return nil
	}
	r.shareScale(b, figures)
	out := map[int]int{}
	for k, i := range figures {
		out[i] = names[k]
	}
	return out
}

// claimsIn lists the figures that state something between two tokens, up to a semicolon.
func (r *reader) claimsIn(b *block, from, to int) []int {
	var out []int
	for i := from; i < to && !b.toks[i].is(';'); i++ {
		if b.toks[i].kind == num && r.figures[b.toks[i].id].Verdict != schema.NotClaim {
			out = append(out, i)
		}
	}
	return out
}

// shareScale gives the figures of a list the scale word and the percent sign of the last,
// where none of them has its own: "402.7, 201.4 and 188.9 thousand respectively".
func (r *reader) shareScale(b *block, figures []int) {
	last := &r.figures[b.toks[figures[len(figures)-1]].id]
	for _, i := range figures[:len(figures)-1] {
		if f := &r.figures[b.toks[i].id]; f.Number.Scale != 0 || f.Number.Percent || r.worded(b, i) {
			return
		}
	}
	for _, i := range figures[:len(figures)-1] {
		f := &r.figures[b.toks[i].id]
		f.Number.Scale, f.Number.Percent = last.Number.Scale, last.Number.Percent
	}
}

// worded reports whether a word that does not join stands right behind a figure.
func (r *reader) worded(b *block, i int) bool {
	return i+1 < len(b.toks) && b.toks[i+1].kind == word && b.toks[i+1].cat&lang.And == 0
}

// behind gathers the words right behind a figure that say what it counts: "609
// phòng học", "504 phòng kiên cố". Only words of headers count, since units of
// measure stand there too. The word behind a percentage is its base, not its name.
func (r *reader) behind(b *block, s [2]int, i int, f *schema.Figure) context {
	var c context
	if f.Number.Percent {
		return c
	}
	words := 0
	from := i + 1
	if from+1 < s[1] && f.Role == schema.RoleCount && b.toks[from].is('/') && b.toks[from+1].kind == num {
		from += 2 // k/n: the thing stands behind n
	}
	for k := from; k < s[1] && words < 8; k++ {
		t := &b.toks[k]
		if t.kind == word && t.cat&lang.And != 0 && k+1 < s[1] && b.toks[k+1].kind == word && r.lex.inHeader(&b.toks[k+1]) && !r.named(b, k+1) {
			c.joins = true
			continue // "hộ nghèo và hộ cận nghèo"
		}
		if t.kind != word || t.cat&(lang.And|lang.OfWhich|lang.ListOpen|lang.Up|lang.Down|lang.Share|lang.Target|lang.Period|lang.Respectively) != 0 && t.cat&lang.Noun == 0 {
			if t.cat&lang.ListOpen != 0 && r.lex.inHeader(t) {
				continue
			}
			break
		}
		words++
		if r.named(b, k) {
			break
		}
		if t.cat&(lang.Not|lang.Misses) != 0 || r.lex.inHeader(t) {
			c.add(r.lex, t, int(t.head) != k)
		}
	}
	return c
}

// named reports whether token k is part of the name of a row.
func (r *reader) named(b *block, k int) bool {
	for _, m := range b.names {
		if m.first <= k && k < m.end {
			return true
		}
	}
	return false
}

// merge joins the words behind a figure to those before it.
func merge(a, b context) context {
	out := join(a, b)
	out.denies, out.joins = a.denies || b.denies, a.joins || b.joins
	return out
}

// within reports whether all words of a list are in another.
func within(a, b []int32) bool {
	for _, w := range a {
		if !has(b, w) {
			return false
		}
	}
	return true
}

// phraseStart finds where the words that belong to the figure at token i begin:
// after the figure before it and the sign that closes its phrase, or at the
// bracket that holds it, or at the beginning of the sentence.
func (r *reader) phraseStart(b *block, s [2]int, i, prev int) int {
	from := s[0]
	if d := b.toks[i].depth; d > 0 {
		for k := i - 1; k >= s[0]; k-- {
			if (b.toks[k].is('(') || b.toks[k].is('[')) && b.toks[k].depth == d {
				from = k + 1
				break
			}
		}
	}
	if prev >= from {
		from = prev + 1
		for k := from; k < i; k++ {
			closes := b.toks[k].kind == punct && !b.toks[k].is('%') && !b.toks[k].is('/') || b.toks[k].kind == word && b.toks[k].cat&lang.And != 0
			if closes && b.toks[k].depth <= b.toks[i].depth {
				from = k + 1
				if b.toks[k].is('(') && b.toks[k].depth == b.toks[i].depth {
					continue
				}
				break
			}
		}
	}
	return from
}

// rowsOf finds the rows that the figure at token i is about: the nearest name
// before it in the sentence that stands in no closed bracket, else the level set
// by a line above, else the whole. A name that several sections have is settled by
// the level that the sentence, the line above or the heading names.
func (r *reader) rowsOf(b *block, s [2]int, i int, bd *binding) {
	var level []place
	for k := len(b.names) - 1; k >= 0; k-- {
		m := &b.names[k]
		if m.end > i || m.first < s[0] || r.closed(b, m.end-1, i) || r.isShareBase(b, m) {
			continue
		}
		if m.group && level == nil && r.unitBefore(b, s, k) {
			level = m.rows // "Hoài Nhơn ở khu vực nông thôn": the unit stands before
			continue
		}
		bd.rows, bd.mention = r.narrow(b, s, k, level), k
		bd.explicit = !r.regrouped(b, m.end, i) && !r.compared(b, m.end, i) && !r.joined(b, k) && !r.measure(b, m) &&
			!r.isCut(b, m) && !r.speaksOfOther(b, bd.from, i, m) && !r.narrowed(b, m)
		return
	}
	if b.level != nil {
		bd.rows, bd.explicit = b.level, true
		return
	}
	bd.rows = r.wholeRows()
}

// isShareBase reports whether a name says what a percentage before it is a share of:
// "chiếm 62,3% vốn trung ương". The sentence goes on about whom it spoke of before.
func (r *reader) isShareBase(b *block, m *mention) bool {
	k, words, telling := m.first-1, 0, false
	for ; words < 3 && k >= 0 && b.toks[k].kind == word; words++ {
		if b.toks[k].cat&(lang.And|lang.Noun|lang.ListOpen) != 0 {
			return false
		}
		telling = telling || b.toks[k].cat&lang.Stop == 0
		k--
	}
	if k < 1 || !b.toks[k].is('%') || b.toks[k-1].kind != num {
		return false
	}
	return telling || r.figures[b.toks[k-1].id].Role == schema.RoleShare
}

// unitBefore reports whether the level named at k belongs to a unit named before it:
// the name of a unit of that level, no figure and no sign between.
func (r *reader) unitBefore(b *block, s [2]int, k int) bool {
	if k == 0 {
		return false
	}
	u, m := &b.names[k-1], &b.names[k]
	if u.group || u.first < s[0] || m.whole {
		return false
	}
	for i := u.end; i < m.first; i++ {
		if b.toks[i].kind != word {
			return false
		}
	}
	return len(r.under(u.rows, m.rows)) > 0
}

// narrow keeps the rows of the name at k that lie under a level named with it, where
// the name alone fits several.
func (r *reader) narrow(b *block, s [2]int, k int, level []place) []place {
	rows := b.names[k].rows
	if len(rows) < 2 || b.names[k].group {
		return rows
	}
	if level != nil {
		if u := r.under(rows, level); len(u) > 0 {
			return u
		}
	}
	for n := k - 1; n >= 0; n-- { // a level named earlier in the sentence
		if m := &b.names[n]; m.group && !m.whole && m.first >= s[0] {
			if u := r.under(rows, m.rows); len(u) > 0 {
				return u
			}
		}
	}
	for n := len(b.names) - 1; n >= 0; n-- { // or in the block
		if m := &b.names[n]; m.group && !m.whole && m.end <= b.names[k].first {
			if u := r.under(rows, m.rows); len(u) > 0 {
				return u
			}
		}
	}
	if u := r.under(rows, b.level); len(u) > 0 {
		return u
	}
	for sec := b.section; sec != nil && sec.block != nil; sec = sec.parent {
		for _, m := range sec.block.names {
			if u := r.under(rows, m.rows); m.group && !m.whole && len(u) > 0 {
				return u
			}
		}
	}
	return rows
}

// under lists the rows that belong to one of the levels.
func (r *reader) under(rows, levels []place) []place {
	var out []place
	for _, p := range rows {
		t := r.rep.Tables[p.table]
		for _, l := range levels {
			if l.table != p.table || l.row == p.row {
				continue
			}
			level := l.row
			if t.Rows[level].Kind == schema.SubtotalRow && t.Rows[p.row].Parent != level && t.Rows[level].Parent >= 0 {
				level = t.Rows[level].Parent // a subtotal beside the units of its section
			}
			for up := t.Rows[p.row].Parent; up >= 0; up = t.Rows[up].Parent {
				if up == level {
					out = append(out, p)
					break
				}
			}
			if len(out) > 0 && out[len(out)-1] == p {
				break
			}
		}
	}
	return out
}

// measure reports whether a name is what something else is held against: "cao hơn
// khu vực thành thị 4,27%", "kém bình quân cả nước".
func (r *reader) measure(b *block, m *mention) bool {
	for k := m.first - 1; k >= 0 && k >= m.first-3 && b.toks[k].kind == word; k-- {
		if b.toks[k].cat&(lang.Up|lang.Down) != 0 {
			return true
		}
		if b.toks[k].cat&(lang.Average|lang.Stop|lang.Noun) == 0 {
			return false
		}
	}
	return false
}

// compared reports whether the words between a name and a figure turn to something
// that the name is compared with: "thấp hơn vùng (6,25 ngày)".
func (r *reader) compared(b *block, from, i int) bool {
	for k := i - 1; k >= from && !b.toks[k].is(';'); k-- {
		if b.toks[k].kind == word && b.toks[k].cat&(lang.Up|lang.Down|lang.Period) != 0 && int(b.toks[k].head) == k {
			return true
		}
	}
	return false
}

// joined reports whether a name is the last of several that share one figure:
// "Thừa Thiên Huế - Đà Nẵng có tổng cộng 26.128".
func (r *reader) joined(b *block, k int) bool {
	if k == 0 {
		return false
	}
	p, m := &b.names[k-1], &b.names[k]
	if p.whole || m.whole || p.end >= m.first {
		return false
	}
	for i := p.end; i < m.first; i++ {
		t := &b.toks[i]
		if t.kind == num || t.kind == word && t.cat&(lang.And|lang.Noun) == 0 || t.kind == punct && !t.is(',') && !t.is('-') && !t.is('/') {
			return false
		}
	}
	return true
}

// closed reports whether the bracket that holds token k is shut before token i.
func (r *reader) closed(b *block, k, i int) bool {
	d := b.toks[k].depth
	if d == 0 {
		return false
	}
	for j := k + 1; j < i; j++ {
		if (b.toks[j].is(')') || b.toks[j].is(']')) && b.toks[j].depth == d {
			return true
		}
	}
	return false
}

// columnsOf scores the columns that a figure can stand in.
func (r *reader) columnsOf(b *block, f *schema.Figure, bd *binding) {
	at := tokenAt(b, f.Span.Start)
	if f.Role != schema.RoleValue && f.Role != schema.RoleShare && f.Role != schema.RoleCount {
		return
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if f.Number.Percent != col.percent || col.moves {
			continue
		}
		var n naming
		if len(col.words) == 0 {
			n = r.plainColumn(b, bd, col)
		} else if n = r.namings.of(r.lex, c, &bd.lead, b.section); r.meant(bd.period, col) < 0 && !col.period.IsZero() {
			continue
		}
		if bd.deficit {
			if !r.lex.isBalance(col) {
				continue
			}
			n.score, n.own, n.stray, n.inherited = max(n.score, strong), max(n.own, strong), false, false
		}
		if r.perOther(col) && !r.saysEach(b, f) {
			n.score *= 0.5
		}
		if f.Number.Percent {
			n.score *= r.heldTo(bd.said, col.compares)
			if r.saysOther(b, at+1, r.endBehind(b, at), col) {
				n.score *= 0.3
			}
		}
		if col.past && bd.timeless {
			n.score *= unsaidPast
		}
		if n.score < faint {
			continue
		}
		n.inherited = n.inherited || bd.inherits
		bd.names = append(bd.names, named{col: c, naming: n})
	}
}

// tokenAt is the token that begins at a byte of a block, the last one where none does.
func tokenAt(b *block, start int) int {
	return min(sort.Search(len(b.toks), func(k int) bool { return b.toks[k].start >= start }), len(b.toks)-1)
}

// endBehind is the token at which the words behind a figure end: at a sign, another figure or
// a word that joins.
func (r *reader) endBehind(b *block, at int) int {
	k := skipPercent(b.toks, at+1)
	for k < len(b.toks) && k < at+14 && b.toks[k].kind == word && b.toks[k].cat&(lang.And|lang.But) == 0 {
		k++
	}
	return k
}

// plainColumn scores a column whose header names nothing but a period ("Thực hiện năm
// 2024"): such a column is meant where the row is the thing measured and the words
// name no other column.
func (r *reader) plainColumn(b *block, bd *binding, col *column) naming {
	fit := r.meant(bd.period, col)
	if fit < 0 {
		return naming{}
	}
	n := naming{score: 0.5 + 0.15*float32(fit), inherited: true}
	if bd.lead.names(r.lex, &context{}) {
		n.score -= 0.2
	}
	return n
}

// baseNames takes the words behind a percentage as its name when they name a column
// of percentages: "bằng 110,8% dự toán tỉnh giao" is the column "So với dự toán tỉnh
// giao (%)".
func (r *reader) baseNames(b *block, i int, f *schema.Figure, bd *binding) {
	behind := r.baseBehind(b, i)
	if !behind.names(r.lex, &context{}) {
		return
	}
	for c := range r.lex.columns {
		col := &r.lex.columns[c]
		if !col.percent || len(col.words) == 0 {
			continue
		}
		if n := r.lex.name(col, &behind, &context{}); n.score >= strong && n.own >= strong {
			bd.own, bd.lead, bd.inherits = behind, behind, false
			if f.Role == schema.RoleShare {
				f.Role = schema.RoleValue
			}
			return
		}
	}
}

// stand resolves a level to the row that holds its figures: a section without
// figures of its own means its subtotal, or its only unit.
func (r *reader) stand(p place, col int) (int, bool) {
	t := r.rep.Tables[p.table]
	if has := r.rep.At(t.Ref(p.row, col)).Kind; has == schema.Numeric {
		return p.row, true
	}
	if t.Rows[p.row].Kind != schema.SectionRow {
		return p.row, r.rep.At(t.Ref(p.row, col)).Kind != schema.Empty
	}
	only, units := -1, 0
	for i := range t.Rows {
		row := &t.Rows[i]
		if row.Parent != p.row {
			continue
		}
		if row.Kind == schema.SubtotalRow || row.Kind == schema.TotalRow {
			return i, true
		}
		if row.Kind == schema.UnitRow {
			only = i
			units++
		}
	}
	return only, units == 1
}

// rowIn lists the rows of a table that a binding can mean, in the column's terms.
func (r *reader) rowIn(bd *binding, table, col int) []int {
	var out []int
	for _, p := range bd.rows {
		if p.table != table {
			continue
		}
		if row, ok := r.stand(p, col); ok {
			dup := false
			for _, have := range out {
				dup = dup || have == row
			}
			if !dup {
				out = append(out, row)
			}
		}
	}
	return out
}

// fit compares a figure with a cell, both in the unit of the cell.
func (r *reader) fit(f *schema.Figure, t *schema.Table, row, col int) tie.Fit {
	cell := r.rep.At(t.Ref(row, col))
	if cell.Kind != schema.Numeric {
		return tie.Off
	}
	return tie.CompareCell(f.Number, f.Approx, cell.Number, unitScale(t, row, col))
}

// unitScale is the power of ten of the unit in which a cell is written.
func unitScale(t *schema.Table, row, col int) int {
	if u := t.Columns[col].Unit; u.Text != "" {
		return int(u.Scale)
	}
	if u := t.Rows[row].Unit; u.Text != "" {
		return int(u.Scale)
	}
	return int(t.Unit.Scale)
}

// vote counts, for the section of a figure, the columns in which it would tie.
func (r *reader) vote(i int) {
	f, bd := &r.figures[i], &r.binds[i]
	if !bd.explicit || len(bd.names) == 0 || f.Role != schema.RoleValue {
		return
	}
	s := r.blocks[r.at[i].block].section
	s.figures++
	for _, n := range bd.names {
		c := &r.lex.columns[n.col]
		for _, row := range r.rowIn(bd, c.table, c.col) {
			if r.fit(f, r.rep.Tables[c.table], row, c.col) != tie.Off {
				s.agree[colKey{c.table, c.col}]++
				r.blocks[r.at[i].block].agree[colKey{c.table, c.col}]++
				break
			}
		}
	}
}

// decide chooses the cell of every figure that states a value.
func (r *reader) decide() {
	for i := range r.figures {
		f, bd := &r.figures[i], &r.binds[i]
		if !r.stated(i) || f.Verdict == schema.NotClaim {
			continue
		}
		s := r.blocks[r.at[i].block].section
		most := 0
		for _, n := range s.agree {
			most = max(most, n)
		}
		b, here := r.blocks[r.at[i].block], 0
		for _, n := range b.agree {
			here = max(here, n)
		}
		for k := range bd.names {
			n := &bd.names[k]
			n.total = n.score
			if most > 0 {
				c := &r.lex.columns[n.col]
				n.total += 0.4 * float32(s.agree[colKey{c.table, c.col}]) / float32(most)
			}
			if here > 1 {
				c := &r.lex.columns[n.col]
				n.total += 0.3 * float32(b.agree[colKey{c.table, c.col}]) / float32(here)
			}
		}
		r.choose(i, f, bd, s)
	}
}

// stated reports whether a figure states a value, a share of a column included, or
// is a count that no condition follows.
func (r *reader) stated(i int) bool {
	switch r.figures[i].Role {
	case schema.RoleValue, schema.RoleShare:
		return true
	case schema.RoleCount:
		return r.binds[i].plain
	}
	return false
}

// choose binds one figure to a cell, or says why it cannot.
func (r *reader) choose(i int, f *schema.Figure, bd *binding, s *section) {
	if b := r.blocks[r.at[i].block]; r.phraseAfter(b, r.at[i].tok)&(lang.Times|lang.Point) != 0 {
		return // no value of a cell: see resolve
	}
	best := -1
	for k := range bd.names {
		if best < 0 || bd.names[k].total > bd.names[best].total {
			best = k
		}
	}
	if best < 0 {
		bd.why = schema.Say("why.no-indicator")
		return
	}
	// where the block's other figures agree on a column that the words allow, they outweigh
	// a better name on which none agrees
	block := r.blocks[r.at[i].block]
	key := func(k int) colKey { c := &r.lex.columns[bd.names[k].col]; return colKey{c.table, c.col} }
	if block.agree[key(best)] == 0 {
		for k := range bd.names {
			if n := block.agree[key(k)]; n >= 2 && bd.names[k].score >= 0.2 && n > block.agree[key(best)] {
				best = k
			}
		}
	}
	top := bd.names[best]
	// the best name whose cell agrees, among those not far behind
	for pass := 0; pass < 2; pass++ {
		for k, n := range bd.names {
			if pass == 0 && k != best || n.score < weak && (len(digits(f)) < 3 || n.total < 0.5*top.total) || n.score < 0.15*top.score {
				continue
			}
			c := &r.lex.columns[n.col]
			for _, row := range r.rowIn(bd, c.table, c.col) {
				if fit := r.fit(f, r.rep.Tables[c.table], row, c.col); fit.Ties() {
					r.bound(bd, k, row, fit)
					bd.sure = true
					return
				}
			}
		}
	}
	b := r.blocks[r.at[i].block]
	c := &r.lex.columns[top.col]
	rows := r.rowIn(bd, c.table, c.col)
	if len(rows) == 0 {
		bd.why = schema.Say("why.no-unit")
		return
	}
	r.bound(bd, best, rows[0], r.fit(f, r.rep.Tables[c.table], rows[0], c.col))
	second, nameliest := float32(0), float32(0)
	for k, n := range bd.names {
		if k != best && !r.sameColumn(n.col, top.col) {
			second = max(second, n.total)
		}
		nameliest = max(nameliest, n.score)
	}
	agreed := s.agree[colKey{c.table, c.col}]
	carried := agreed >= 3 && 2*agreed >= s.figures && (!top.stray || agreed >= 6 && 3*agreed >= 2*s.figures)
	clear := top.total-second >= margin || len(bd.names) == 1
	named := top.score >= strong && !top.stray && top.score >= 0.9*nameliest
	named = named && !r.rivalled(bd.names, best)
	odd := (bd.inherits || len(c.words) == 0) && r.odd(b, &bd.own, len(c.words) == 0)
	bd.sure = bd.explicit && len(rows) == 1 && clear && !odd && (named || carried && top.score >= weak && !bd.lead.denies)
	// a share may be of something else, and a count of things that the table does not list
	bd.sure = bd.sure && f.Role == schema.RoleValue
	bd.sure = bd.sure && !(bd.fit == tie.Off && r.doubtful(i, bd, best, rows[0], carried))
	if bd.sure && f.Number.Percent && r.bestCount(b, bd) > top.score+margin {
		bd.sure = false // the words name a count: the percentage is of it, see derived
	}
	if !bd.sure {
		switch {
		case !bd.explicit:
			bd.why = schema.Say("why.no-unit")
		case len(rows) > 1:
			bd.why = schema.Say("why.several-units")
		case !clear:
			bd.why = schema.Say("why.several-indicators")
		default:
			bd.why = schema.Say("why.no-indicator")
		}
	}
}

// rivalled reports whether the phrase says as much of another column as of the one
// chosen: "còn hạn" is as near to "đúng hạn" as to "trễ hạn".
func (r *reader) rivalled(names []named, best int) bool {
	top := names[best]
	for k, n := range names {
		if k != best && !r.sameColumn(n.col, top.col) && top.telling > 0 && n.telling >= top.telling && n.own >= 0.7*top.own {
			return true
		}
	}
	return false
}

// sameColumn reports whether two names are of one column.
func (r *reader) sameColumn(a, b int) bool {
	x, y := &r.lex.columns[a], &r.lex.columns[b]
	return x.table == y.table && x.col == y.col
}

// odd reports whether a phrase that names no indicator still says something of its
// own: "in surplus, by 48".
func (r *reader) odd(b *block, own *context, plain bool) bool {
	for _, w := range own.words {
		if known := r.lex.weightOf(w) > 0; !known && !has(b.section.chain.words, w) || plain && r.lex.tells(w) {
			return true
		}
	}
	return false
}

// digits are the digits of a written figure.
func digits(f *schema.Figure) string { return digitsIn(f.Text) }

func digitsIn(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}

// bestCount is the score of the column of counts that the words name best.
func (r *reader) bestCount(b *block, bd *binding) float32 {
	best := float32(0)
	for c := range r.lex.columns {
		if col := &r.lex.columns[c]; col.counts && !col.percent {
			if n := r.lex.name(col, &bd.lead, &b.section.chain); n.own > 0 {
				best = max(best, n.score)
			}
		}
	}
	return best
}

func (r *reader) bound(bd *binding, k, row int, fit tie.Fit) {
	c := &r.lex.columns[bd.names[k].col]
	bd.chosen, bd.row, bd.fit = k, row, fit
	bd.cell = r.rep.Tables[c.table].Ref(row, c.col)
}

// verdicts turns bindings into claims.
func (r *reader) verdicts() {
	for i := range r.figures {
		r.noteFocus(i)
	}
	for i := range r.figures {
		f, bd := &r.figures[i], &r.binds[i]
		if f.Verdict == schema.NotClaim {
			continue
		}
		if !r.stated(i) || bd.chosen < 0 || !bd.sure {
			if f.Why.IsZero() {
				f.Why = r.whyOpen(f, bd)
			}
			continue
		}
		c := &r.lex.columns[bd.names[bd.chosen].col]
		at := r.at[i]
		b := r.blocks[at.block]
		claim := schema.Claim{
			Kind: schema.ValueClaim, Span: f.Span, Figure: i, Of: -1, Sure: true,
			Cell:   schema.CellName{Table: c.table, Row: bd.row, Col: c.col},
			Score:  min(100, int(bd.names[bd.chosen].total*100)),
			Factor: int8(unitScale(r.rep.Tables[c.table], bd.row, c.col)),
			Named:  r.fullyNamed(b, bd),
		}
		if bd.mention >= 0 {
			m := b.names[bd.mention]
			claim.Members = []schema.Member{{Span: b.span(m.first, m.end), Row: bd.row, Figure: i}}
		}
		r.claims = append(r.claims, claim)
	}
}

// fullyNamed reports whether the phrase of a figure itself says nearly all of its column
// and nothing that no table knows.
func (r *reader) fullyNamed(b *block, bd *binding) bool {
	return !bd.inherits && (bd.names[bd.chosen].own >= 0.9 || bd.deficit) && r.strange(b, &bd.own) == 0
}

// whyOpen is the reason for which a figure stays open unless a later step decides it.
func (r *reader) whyOpen(f *schema.Figure, bd *binding) schema.Message {
	switch {
	case len(r.lex.columns) == 0:
		return schema.Say("why.no-table")
	case f.Role == schema.RoleChange:
		return schema.Say("why.change")
	case f.Role == schema.RoleRank:
		return schema.Say("why.rank")
	case f.Role == schema.RoleShare:
		return schema.Say("why.share")
	case bd.why.IsZero():
		return schema.Say("why.no-indicator")
	}
	return bd.why
}

// figureOf finds the ledger index of the first figure among tokens from up to to
// that is bound to the name at m of the block, or -1.
func (r *reader) figureOf(b *block, m, from, to int) int {
	for i := from; i < to; i++ {
		if b.toks[i].kind == num {
			id := int(b.toks[i].id)
			if f := &r.figures[id]; f.Verdict != schema.NotClaim && f.Role == schema.RoleValue && r.binds[id].mention == m {
				return id
			}
		}
	}
	return -1
}
