package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// resolve reads the figures that their own words bind to no cell: as values of cells
// that the surroundings name, as sums, shares, changes, differences and quotients of
// them. It goes over the figures twice, so that those of a section that agree on a
// column speak for it.
func (r *reader) resolve() {
	settled := r.settledFigures()
	ballots := map[ballot]int{}
	var queries []*query
	var lists [][]hypothesis
	for i := range r.figures {
		r.noteFocus(i)
		if settled[i] {
			if r.binds[i].chosen >= 0 {
				r.cast(ballots, i, r.binds[i].names[r.binds[i].chosen].col, schema.SumForm)
			}
			continue
		}
		if !r.resolvable(i) {
			continue
		}
		q := r.query(i)
		r.cue[i] = q.cue
		r.room = r.hypotheses(q, r.room[:0])
		list := slices.Clone(r.room)
		queries, lists = append(queries, q), append(lists, list)
		if h := r.prefer(q, list); h != nil && h.fit.Ties() {
			r.note(i, h)
			r.cast(ballots, i, h.col, h.f.Form)
		}
	}
	for k, q := range queries {
		r.settle(q, lists[k], ballots)
	}
}

// explain, when a test sets it, is shown how each figure is understood.
var explain func(*reader, *query, []hypothesis)

// ballot counts the figures of a section, or of a block, that tie in a column.
type ballot struct {
	section *section
	block   int // -1 for the whole section
	col     colKey
	form    schema.FormulaForm
}

func (r *reader) cast(ballots map[ballot]int, i, col int, form schema.FormulaForm) {
	c := &r.lex.columns[col]
	b := r.blocks[r.at[i].block]
	ballots[ballot{b.section, -1, colKey{c.table, c.col}, form}]++
	ballots[ballot{b.section, r.at[i].block, colKey{c.table, c.col}, form}]++
}

// noteFocus keeps the column of a figure that is bound for those that follow it.
func (r *reader) noteFocus(i int) {
	bd := &r.binds[i]
	bd.focus = -1
	if bd.chosen >= 0 && bd.sure {
		bd.focus = bd.names[bd.chosen].col
		c := &r.lex.columns[bd.focus]
		r.cell[i], r.form[i], r.about[i] = schema.CellName{Table: c.table, Row: bd.row, Col: c.col}, schema.SumForm, place{c.table, bd.row}
	}
}

// note keeps what a figure tells for those that follow it.
func (r *reader) note(i int, h *hypothesis) {
	r.binds[i].focus = h.col
	r.cell[i] = h.f.Top[0]
	r.form[i] = h.f.Form
	r.about[i] = h.row
}

// settledFigures tells which figures have a claim that decides them.
func (r *reader) settledFigures() []bool {
	out := make([]bool, len(r.figures))
	for i := range r.claims {
		c := &r.claims[i]
		if c.Figure >= 0 && (c.Kind == schema.CountClaim || c.Kind == schema.ValueClaim || c.Kind == schema.FormulaClaim) {
			out[c.Figure] = true
		}
		if c.Figure >= 0 && (c.Kind == schema.ChangeClaim || c.Kind == schema.RatioClaim) && c.Sure {
			out[c.Figure] = true
		}
	}
	return out
}

// resolvable reports whether a figure states an amount, a share or a change.
func (r *reader) resolvable(i int) bool {
	f := &r.figures[i]
	if f.Verdict == schema.NotClaim || !f.Numeric {
		return false
	}
	switch f.Role {
	case schema.RoleValue, schema.RoleShare, schema.RoleChange:
		return true
	case schema.RoleCount:
		return r.binds[i].plain
	}
	return false
}

// prefer is the hypothesis that a figure means: the best by names whose value agrees
// among those not far behind the best, else the best. Few digits agree with too much:
// such a figure must agree with one of the very best.
func (r *reader) prefer(q *query, list []hypothesis) *hypothesis {
	if len(list) == 0 {
		return nil
	}
	for i := range list {
		if list[i].total == 0 {
			list[i].total = list[i].score
		}
	}
	byTotal(list)
	reach := float32(0.5)
	switch n := len(significantDigits(q.f)); {
	case n <= 1:
		reach = 0.9
	case n == 2:
		reach = 0.75
	case n == 3:
		reach = 0.6
	}
	for len(list) > 0 && !r.worked(q, &list[0]) {
		list = list[1:]
	}
	if len(list) == 0 {
		return nil
	}
	for i := range list {
		h := &list[i]
		if h.total < reach*list[0].total || h.total < weak {
			break
		}
		if r.worked(q, h) && h.fit.Ties() {
			return h
		}
	}
	for i := range list {
		if h := &list[i]; h.total < 0.7*list[0].total || h.total < weak {
			break
		} else if r.worked(q, h) && slipped(q.f, h) {
			return h
		}
	}
	return &list[0]
}

// byTotal sorts hypotheses, the best first, equals as they stand. It moves each once: they
// are large.
func byTotal(list []hypothesis) {
	sorted := true
	for i := 1; i < len(list) && sorted; i++ {
		sorted = list[i-1].total >= list[i].total
	}
	if sorted {
		return
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareScore(list[b].total, list[a].total) })
	for i := range order { // along each cycle, with one of it put by
		if order[i] == i {
			continue
		}
		first, at := list[i], i
		for order[at] != i {
			next := order[at]
			list[at], order[at] = list[next], at
			at = next
		}
		list[at], order[at] = first, at
	}
}

// significantDigits are the digits of a figure without noughts at its head.
func significantDigits(f *schema.Figure) string {
	d := digits(f)
	for len(d) > 1 && d[0] == '0' {
		d = d[1:]
	}
	return d
}

// settle makes the claim of a figure, or says why it stays open.
func (r *reader) settle(q *query, list []hypothesis, ballots map[ballot]int) {
	b := q.b
	for i := range list {
		h := &list[i]
		c := &r.lex.columns[h.col]
		here := ballots[ballot{b.section, r.at[q.id].block, colKey{c.table, c.col}, h.f.Form}]
		near := ballots[ballot{b.section, -1, colKey{c.table, c.col}, h.f.Form}]
		h.total = h.score + min(0.15, 0.05*float32(here)) + min(0.15, 0.03*float32(near))
	}
	h := r.prefer(q, list)
	if explain != nil {
		explain(r, q, list)
	}
	if h == nil || !h.fit.Ties() && !(h.total >= weak && r.certain(q, list, h, ballots)) {
		if o := r.likest(q, list, ballots); o != nil {
			h = o
		}
	}
	if h == nil || h.total < weak && !(h.fit == tie.Off && r.slipOfPen(q, list, h, ballots)) {
		return
	}
	claim := schema.Claim{Kind: schema.FormulaClaim, Span: q.f.Span, Figure: q.id, Of: -1, Score: min(100, int(100*h.total)),
		Cell: h.f.Top[0], Formula: &h.f}
	if len(h.f.Top) > 1 {
		claim.Cell.Row = -1
	}
	if h.fit.Ties() && h.f.Form == schema.DifferenceForm {
		claim.Sure = h.explicit
	}
	if !h.fit.Ties() {
		claim.Sure = r.certain(q, list, h, ballots)
		if !claim.Sure {
			r.whyDoubtful(q, list, h)
			return
		}
	}
	r.note(q.id, h)
	q.f.Why = schema.Message{}
	claim.Named = q.bd.deficit && h.m.strict > 0.99 || h.explicit && !h.implicit && h.cued && (h.m.strict > 0.99 || h.m.spoken >= 0.9) && h.total >= 0.6
	if h.f.Form == schema.SumForm && len(h.f.Top) == 1 && !h.change {
		claim.Kind, claim.Formula = schema.ValueClaim, nil
		claim.Factor = int8(tie.UnitScale(r.rep.Tables[claim.Cell.Table], claim.Cell.Row, claim.Cell.Col))
		if !claim.Sure {
			claim.Sure = true
		}
	}
	if r.claimed(q.id) {
		r.drop(func(c schema.Claim) bool { // what was less sure of it
			return c.Figure == q.id && (c.Kind == schema.ChangeClaim || c.Kind == schema.RatioClaim)
		})
	}
	r.claims = append(r.claims, claim)
}

// certain reports whether a disagreement may be called a fault: the words name the row
// and the column, or the neighbours' agreement does, and say which arithmetic it is;
// and no other way to understand the figure comes near with another value.
func (r *reader) certain(q *query, list []hypothesis, h *hypothesis, ballots map[ballot]int) bool {
	c := &r.lex.columns[h.col]
	near := ballots[ballot{q.b.section, -1, colKey{c.table, c.col}, h.f.Form}]
	listed := r.listAgrees(q, h)
	carried := (near >= 3 || listed) && h.m.clean >= 0.5
	if r.slipOfPen(q, list, h, ballots) {
		return true
	}
	slip := slipped(q.f, h)
	if !h.explicit && !(h.loose && slip) || h.implicit && h.m.strict < 0.7 && !slip || !carried && !slip && !r.namedBy(q, h) || h.m.strict < strictly-0.15*h.fully() && !slip || r.inDoubt(q, h) {
		return false
	}
	switch h.f.Form {
	case schema.SumForm:
		if h.change {
			if !h.cued {
				return false
			}
			break
		}
		if len(h.f.Top) > 1 && q.cue&cueSum == 0 || q.f.Role != schema.RoleValue {
			return false
		}
	case schema.QuotientForm:
		if !h.times || q.f.Approx != schema.Exactly || len(significantDigits(q.f)) < 2 {
			return false
		}
	default:
		if !h.cued && !listed {
			return false
		}
	}
	if r.ofAnotherTime(q, list, h) {
		return false
	}
	if r.toldOtherwise(q, list, h) {
		return false
	}
	for i := range list {
		o := &list[i]
		if o != h && o.total >= h.total-margin && r.worked(q, o) && digitsLike(q.f.Number, o.value.Exact()) != digitsLike(q.f.Number, h.value.Exact()) && (!slip || slipped(q.f, o)) {
			return false
		}
	}
	return true
}

// strictly is how much of what is said the column and its surroundings must explain, words
// that no table knows counted in full, where a figure that is like nothing is called wrong:
// "tỷ lệ thanh toán trực tuyến" is no slip of "Tỷ lệ hồ sơ trực tuyến".
const strictly = 0.85

// fully is 1 where the phrase of the figure says all of the header, else 0.
func (h *hypothesis) fully() float32 {
	if h.m.spoken >= 0.9 {
		return 1
	}
	return 0
}

// toldOtherwise reports whether a share, a change or a quotient that does not agree is told
// exactly by another reading of the same kind that is named a third as well: what is worked
// out of several cells has too many ways to be read for one of them to be called a fault
// while another bears the figure out.
func (r *reader) toldOtherwise(q *query, list []hypothesis, h *hypothesis) bool {
	if h.f.Form == schema.SumForm && !h.change || len(significantDigits(q.f)) < 2 {
		return false
	}
	for i := range list {
		o := &list[i]
		if o != h && (o.f.Form != schema.SumForm || o.change) && o.total >= 0.33*h.total && r.worked(q, o) && o.fit.Ties() {
			return true
		}
	}
	return false
}

// inDoubt reports whether something in the words speaks against a hypothesis, however
// well they name its cell: a period that is not the column's, a bound instead of a
// value, a thing that no table counts, another time, a difference, what remains.
func (r *reader) inDoubt(q *query, h *hypothesis) bool {
	c := &r.lex.columns[h.col]
	switch {
	case !h.timely, q.f.Approx == schema.About, !h.rest && (r.ofRest(q) || r.leftOver(q.id)), r.countsElse(q, h), r.heldAgainst(q), r.bounded(q, h),
		q.inherits && c.plan && !c.percent && q.introduced:
		return true
	}
	if r.strangeThing(q.id) || r.besideOpen(q.id) || r.outOfTime(q, c) || r.compareds(q.id) || r.outOfWhole(q.id) && !q.f.Number.Percent || h.f.Form == schema.SumForm && !h.change && r.noComparison(q.id, c) {
		return true
	}
	if r.perSaid(q, c) || h.implicit && r.conditionOfCount(q) || h.f.Form == schema.SumForm && len(h.f.Top) == 1 && !h.change && h.m.spoken < strong && r.listSpeaksAgainst(q.id, c, h.row.row) ||
		r.otherSubject(q.id) || r.roughly(q.f) || r.setsTarget(q) || r.averagedBehind(q) || r.strangeBase(q, h) || q.bd.mention >= 0 && r.regrouped(q.b, q.b.names[q.bd.mention].end, q.tok) {
		return true
	}
	if h.f.Form == schema.SumForm && !h.change && r.unsaidKind(q.id, c) {
		return true
	}
	if h.f.Form != schema.SumForm || h.change {
		return (h.change || h.f.Form == schema.IndexForm) && r.strangeClause(q) >= 2
	}
	if h.implicit && r.holds(q, q.from, q.tok, lang.High|lang.Low|lang.Rank) || (h.implicit || c.plan && !c.percent) && q.b.toks[q.s[0]].cat&lang.Against != 0 {
		return true // "nhiều nhất là 512 hộ", "so với kế hoạch còn thiếu 21 ha"
	}
	if q.cue&cueAverage != 0 && !r.perColumn(c) || (h.m.spoken < 0.8 || r.otherNamed(q, h)) && r.inOtherColumn(q, h) && !(r.onlyCurrent(q, h) && r.planNext(q)) {
		return true
	}
	if r.exceeded(q.id) || r.ofPart(q.id) || r.countsOther(q.id, c, h.row.row) {
		return true
	}
	return q.cue&cueMore != 0 || h.implicit && q.cue&cueSum != 0 || r.exceeds(q) || r.toldBefore(q, h) || r.qualifiedBehind(q, h) ||
		r.measures(q, r.rep.Tables[h.row.table], h.row.row, c.col) < 0
}

// outOfTime reports whether the sentence dates a figure in a year, a quarter or months
// that neither the column nor its table nor the report is about, or over several years.
func (r *reader) outOfTime(q *query, c *column) bool {
	if q.cue&cueChange != 0 {
		return false
	}
	said, has := q.bd.period, c.period
	title := r.lex.textPeriod(r.rep.Tables[c.table].Title)
	if has.Year == 0 && said.Year > 0 {
		known := title.Year
		if known == 0 {
			known = r.main.Year
		}
		if said.Year != known && !r.knowsYear(c.table, said.Year) || known == 0 {
			return true
		}
	}
	if said.Year > 0 && has.Year > 0 && said.Year != has.Year {
		return true
	}
	part := func(p schema.Period) schema.Period {
		return schema.Period{Quarter: p.Quarter, Month: p.Month, From: p.From}
	}
	if s := part(said); s != (schema.Period{}) && part(has) == (schema.Period{}) && s != part(title) && s != part(r.main) {
		return true
	}
	for k := q.s[0]; k+2 < q.s[1] && k < q.tok; k++ { // "giai đoạn 2021-2024"
		a, b := &q.b.toks[k], &q.b.toks[k+2]
		if a.kind == num && b.kind == num && (q.b.toks[k+1].is('-') || q.b.toks[k+1].kind == word && q.b.toks[k+1].cat&lang.To != 0) {
			if from, to := r.numberAt(a), r.numberAt(b); from >= 1900 && to > from && to <= 2100 && !r.knowsYear(c.table, from) {
				return true
			}
		}
	}
	return false
}

// qualifiedBehind reports whether the words that go with an amount narrow it to
// something of which the table does not know: "1.250 lượt khám dịch vụ".
func (r *reader) qualifiedBehind(q *query, h *hypothesis) bool {
	if q.f.Number.Percent {
		return false
	}
	col := &r.lex.columns[h.col]
	unit := r.unitWords(r.unitOf(h.row, col).Base)
	for k := q.tok + 1; k < q.s[1] && k < q.tok+10; k++ {
		t := &q.b.toks[k]
		if t.kind == word && r.lex.vocab.fact(t.id).scale {
			continue
		}
		if t.kind != word || t.cat&^lang.Noun != 0 || t.upper || r.named(q.b, k) {
			return false
		}

		switch {
		case k == q.tok+1 && (h.measured || r.knownUnit(t.id)), h.measured && has(unit, t.id):
		case has(col.words, t.id), has(r.titleOf(col.table, q.b).words, t.id), has(r.draft.words, t.id), has(q.b.section.chain.words, t.id), has(r.labelWords(h.row).words, t.id):
		case q.inherits && has(q.lead.words, t.id):
		default:
			return true
		}
	}
	return false
}

// heldAgainst reports whether a figure is what another is held against, or is told of
// an earlier time: "so với 40,61%", "từ mức 58,3%", "cùng kỳ 21.600 lượt".
func (r *reader) heldAgainst(q *query) bool {
	toks := q.b.toks
	for k := q.tok - 1; k >= q.s[0] && k >= q.tok-4 && toks[k].kind == word; k-- {
		if toks[k].cat&(lang.Against|lang.From) != 0 || q.cue&cueChange == 0 && toks[k].cat&lang.Period != 0 {
			return true
		}
	}
	if q.f.Number.Percent || q.cue&cueChange != 0 {
		return false
	}
	for k := q.tok + 1; k < q.s[1] && k <= q.tok+5 && toks[k].kind == word; k++ {
		if toks[k].cat&(lang.Up|lang.Down|lang.Above|lang.Below|lang.Period) != 0 {
			return true // "1,325 more households than", "21,600 a year earlier"
		}
	}
	return false
}

// bounded reports whether a word of approximation only bounds the figure, and the
// value keeps to the bound: "dưới 85%" of 80%.
func (r *reader) bounded(q *query, h *hypothesis) bool {
	n, v := q.f.Number.Rat(), h.value.Exact()
	switch q.f.Approx {
	case schema.Over:
		return h.implicit || v.Cmp(n) > 0
	case schema.Under:
		return h.implicit || v.Cmp(n) < 0
	}
	return false
}

// toldBefore reports whether another figure of the sentence tells the very cell.
func (r *reader) toldBefore(q *query, h *hypothesis) bool {
	if len(h.f.Top) > 1 {
		return false
	}
	from, to := r.figuresIn(q.s, q.id)
	for k := from; k < to; k++ {
		if k != q.id && r.cell[k] == h.f.Top[0] && r.form[k] == schema.SumForm && r.binds[k].focus >= 0 {
			return true
		}
	}
	return false
}

// countsElse reports whether the word behind an amount says that it counts something
// of which neither the column nor its surroundings know: "512 lớp học".
func (r *reader) countsElse(q *query, h *hypothesis) bool {
	if q.f.Number.Percent || len(q.unit) == 0 || h.measured {
		return false
	}
	t := &q.b.toks[q.tok+1]
	if t.kind != word || t.id != q.unit[0] || t.cat&^lang.Noun != 0 || r.named(q.b, q.tok+1) {
		return false
	}
	col := &r.lex.columns[h.col]

	return !has(col.words, q.unit[0]) && !has(r.labelWords(h.row).words, q.unit[0]) && (r.knownUnit(t.id) || !has(r.titleOf(col.table, q.b).words, q.unit[0]))
}

// whyDoubtful gives the reason why a figure that agrees with nothing is no fault.
func (r *reader) whyDoubtful(q *query, list []hypothesis, h *hypothesis) {
	switch {
	case q.f.Role == schema.RoleChange || q.f.Role == schema.RoleShare:
	case !h.explicit:
		q.f.Why = schema.Say("why.no-unit")
	case len(list) > 1 && list[1].total >= h.total-margin:
		q.f.Why = schema.Say("why.several-indicators")
	}
}

// otherNamed reports whether the words at a figure say all of the header of another column of
// its kind in which the row has the very figure: "lowest outturn as a share of budget (95.1%)"
// may be of either.
func (r *reader) otherNamed(q *query, h *hypothesis) bool {
	c := &r.lex.columns[h.col]
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table == c.table && o.col != c.col && o.percent == c.percent && len(o.words) > 0 && r.said(i, q).spoken >= 0.9 && r.fit(q.f, r.rep.Tables[c.table], h.row.row, o.col).Ties() {
			return true
		}
	}
	return false
}

// inOtherColumn reports whether the figure is that of another column of the row, in the
// same measure, which a loose phrase may mean as well.
func (r *reader) inOtherColumn(q *query, h *hypothesis) bool {
	if len(significantDigits(q.f)) < 3 {
		return false
	}
	c := &r.lex.columns[h.col]
	t := r.rep.Tables[c.table]
	for i := range r.lex.columns {
		o := &r.lex.columns[i]
		if o.table != c.table || o.col == c.col || o.percent != c.percent || r.periodWeight(q, o) < 0.8 || r.unsaidKind(q.id, o) {
			continue
		}
		if r.fit(q.f, t, h.row.row, o.col).Ties() && t.Columns[o.col].Unit.Base == t.Columns[c.col].Unit.Base {
			return true
		}
	}
	return false
}

// holds reports whether a word between two tokens can play a part.
func (r *reader) holds(q *query, from, to int, cat lang.Cat) bool {
	for k := from; k < to; k++ {
		if q.b.toks[k].kind == word && q.b.toks[k].cat&cat != 0 {
			return true
		}
	}
	return false
}

// ofRest reports whether a figure is about all that were not named: "còn lại 58,9%".
func (r *reader) ofRest(q *query) bool {
	return r.holds(q, q.from, q.tok, lang.Rest|lang.Remainder)
}

// namedBy reports whether the words name the column of a hypothesis: they say enough of
// its header and hardly anything else. A header that names nothing but a period is
// named where the words of measure are those of its unit.
func (r *reader) namedBy(q *query, h *hypothesis) bool {
	if h.m.clean < 0.7 {
		return false
	}
	if len(r.lex.columns[h.col].words) == 0 {
		return h.measured || q.f.Number.Percent && (q.cue&cueBase != 0 || r.equals(q) || h.f.Form != schema.SumForm)
	}
	return h.m.score >= strong && h.m.spoken >= 0.3 || r.onlyCurrent(q, h)
}
