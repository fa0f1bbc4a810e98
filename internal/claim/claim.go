// Package claim reads the prose of a draft: it finds every number, says what each
// is there for, and turns sentences into claims bound to cells by the names that
// the words give. Values never bind alone; agreement among the figures of one
// section may choose between columns that the words leave open (after AggChecker,
// Jo and others 2019, and BriQ, Ibrahim and others 2019).
package claim

import (
	"maps"
	"slices"

	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/internal/tie"
	"doisoat/schema"
)

// Read finds the claims of the report's document and the ledger of its figures.
// Both are in reading order; spans lie within the blocks of the document.
func Read(rep *schema.Report, pack *lang.Pack) ([]schema.Claim, []schema.Figure) {
	if rep.Document == nil {
		return nil, nil
	}
	r := &reader{rep: rep, pack: pack, lex: newLexicon(rep, pack), marks: number.MarksFor(pack.Decimal)}
	r.findUnits()
	r.scan()
	r.sectionize()
	for _, b := range r.blocks {
		r.roles(b)
	}
	r.main = r.mainPeriod()
	r.findComparisons()
	r.findPast()
	r.findDeltas()
	r.findMoves()
	r.findPast()
	r.findTargets()
	r.bind()
	for _, b := range r.blocks {
		r.counts(b)
	}
	r.cue = make([]cue, len(r.figures))
	r.cell = make([]schema.CellName, len(r.figures))
	r.form = make([]schema.FormulaForm, len(r.figures))
	r.about = make([]place, len(r.figures))
	r.draft = r.draftTitle()
	r.decide()
	r.verdicts()
	r.amountChanges()
	r.derived()
	r.changes()
	r.resolve()
	r.sequences()
	r.parallels()
	r.lookups()
	r.movements()
	r.arrivals()
	r.sharesBeside()
	r.gapsTold()
	r.comparedTold()
	r.tellOnce()
	r.extremes()
	r.leaders()
	r.orders()
	r.averages()
	r.triads()
	r.besides()
	r.gathered()
	r.spreads()
	r.bearOut()
	r.targetVerdicts()
	r.parts()
	r.periods()
	r.datings()
	return r.claims, r.figures
}

// reader is the state of one reading.
type reader struct {
	rep        *schema.Report
	pack       *lang.Pack
	lex        *lexicon
	marks      number.Marks
	blocks     []*block // the blocks that hold text
	namings    namings
	room       []hypothesis // see resolve
	figures    []schema.Figure
	at         []where // for each figure, its token
	binds      []binding
	claims     []schema.Claim
	decided    []bool // see claimed, for the first looked claims
	looked     int
	byFigure   [][]int // see claimsOf, for the first indexed claims
	indexed    int
	targets    []target
	sections   []*section
	footnotes  map[string]*block  // by mark
	main       schema.Period      // that the report is about
	titleWords []map[int32]bool   // of the tables
	telling    map[string][]int32 // words of labels, see tellingWords
	homes      []int              // of each table, see homeRow
	sumRows    []int              // of each table, see sumRow
	office     [][]int32
	sideBySide map[[2]int32]bool // words that stand so in labels, headers and titles
	paragraphs map[string]uint64 // see numbersParagraph: bits of the numbers, by what stands before them
	parted     int8              // whether ordinary blanks may part thousands: 1 yes, -1 no, 0 not looked at
	draft      context           // words of the title of the draft
	titles     map[int]*context  // words of the titles of the tables
	labels     map[place]*context
	units      [][]int32 // words of the units of measure of the tables
	packUnits  map[int32]bool
	cue        []cue                           // by figure
	cell       []schema.CellName               // by figure: the cell that it tells, where binding.focus is set
	form       []schema.FormulaForm            // by figure: the arithmetic that it does with it
	about      []place                         // by figure: the row that it is about
	labelled   map[int32]bool                  // words of the labels of rows
	compares   []comparedColumns               // see comparisons
	balance    *colKey                         // see balanceColumn
	residuals  map[string]bool                 // by label, see residual
	grouped    map[*schema.Table][]rowGroup    // see groups
	cellValues map[schema.CellName]*tie.Worked // see cellValue
}

// where tells in which block and at which token a figure stands.
type where struct{ block, tok int }

// block is a block of the document as tokens.
type block struct {
	index     int // in the document
	src       *schema.Block
	text      string
	toks      []token
	names     []mention
	sentences [][2]int
	section   *section
	level     []place // level or unit that a line such as "- Cấp huyện:" set for it
	heading   bool
	pairs     []pair
	outOf     map[int]int    // token of a part -> token of the whole told before it
	agree     map[colKey]int // columns in which the block's figures tie
}

// scan tokenizes every block and enters every number in the ledger.
func (r *reader) scan() {
	doc := r.rep.Document
	numbers, all := make([][]number.Token, len(doc.Blocks)), 0
	for i := range doc.Blocks {
		if src := &doc.Blocks[i]; src.Kind != schema.TableBlock && src.Text != "" {
			numbers[i] = r.numbers(src.Text)
			all += len(numbers[i])
		}
	}
	r.figures, r.at = make([]schema.Figure, 0, all), make([]where, 0, all)
	r.claims = make([]schema.Claim, 0, all) // most figures have one
	for i, nums := range numbers {
		src := &doc.Blocks[i]
		if src.Kind == schema.TableBlock || src.Text == "" {
			continue
		}
		b := &block{index: i, src: src, text: src.Text, agree: map[colKey]int{}}
		b.toks = r.signs(r.lex.vocab.tokenize(b.text, nums), nums)
		r.lex.mark(b.toks)
		b.names = slices.DeleteFunc(r.lex.find(b.toks), func(m mention) bool { return r.beginsWithUnit(b.toks, &m) })
		b.names = r.wholes(b)
		b.sentences = sentences(b.text, b.toks)
		for t := range b.toks {
			tok := &b.toks[t]
			if tok.kind != num {
				continue
			}
			n := nums[tok.id]
			f := schema.Figure{
				Span: schema.Span{Block: i, Start: n.Start, End: max(n.PercentEnd, n.End)},
				Text: b.text[n.Start:max(n.PercentEnd, n.End)], Number: n.Signed(), Numeric: n.OK,
			}
			f.Number.Percent = n.Percent
			tok.id = int32(len(r.figures))
			r.figures = append(r.figures, f)
			r.at = append(r.at, where{len(r.blocks), t})
		}
		r.periodNames(b)
		r.blocks = append(r.blocks, b)
	}
	r.binds = make([]binding, len(r.figures))
}

// beginsWithUnit reports whether the first word of a name is the unit of the number before it:
// "1.113 tỷ đồng, bằng 58,9%" names no "Vùng đồng bằng".
func (r *reader) beginsWithUnit(toks []token, m *mention) bool {
	if m.first == 0 || toks[m.first].upper || !r.knownUnit(toks[m.first].id) {
		return false
	}
	p := &toks[m.first-1]
	if p.kind == num {
		return true
	}
	scale := r.lex.vocab.fact(p.id).scale
	return p.kind == word && scale
}

// wholes adds the mentions of the whole: "toàn thị xã", "cả nước", "bình quân của
// tỉnh", and joins them with the names in order.
func (r *reader) wholes(b *block) []mention {
	var out []mention
	next := 0
	for i := 0; i < len(b.toks); i++ {
		for next < len(b.names) && b.names[next].end <= i {
			out = append(out, b.names[next])
			next++
		}
		if next < len(b.names) && b.names[next].first <= i {
			i = b.names[next].end - 1
			continue
		}
		end := r.whole(b.toks, i)
		if end == 0 {
			end = r.theWhole(b, i)
		}
		if end > 0 && (next >= len(b.names) || b.names[next].first >= end) {
			if rows := r.wholeOf(b.toks, i, end); rows != nil {
				out = append(out, mention{first: i, end: end, rows: rows, whole: true, group: true})
			}
			i = end - 1
		}
	}
	return append(out, b.names[next:]...)
}

// whole reports where a phrase for the whole that begins at toks[i] ends, or 0.
func (r *reader) whole(toks []token, i int) int {
	t := &toks[i]
	if t.kind != word || int(t.head) != i {
		return 0
	}
	end := int(t.tail)
	if end >= len(toks) || toks[end].kind != word {
		return 0
	}
	if t.cat&lang.Whole != 0 && toks[end].cat&lang.Of != 0 && end+1 < len(toks) && toks[end+1].kind == word {
		end++ // "mức chung của tỉnh"
	}
	n := &toks[end]
	if n.cat&lang.Place == 0 || int(n.head) != end {
		return 0
	}
	after := int(n.tail)
	named := after < len(toks) && toks[after].kind == word && toks[after].upper
	switch {
	case t.cat&lang.Whole != 0 && !named:
		return after
	case t.cat&(lang.Average) != 0 && !named:
		return after
	case i > 0 && toks[i-1].cat&lang.Average != 0 && t.kind == word && t.cat&lang.Stop != 0 && !named:
		return after // "bình quân của thị xã"
	}
	return 0
}

// theWhole reports where an article and the noun of place by which the row of a whole is
// called end, "in the county", or 0. What is "the largest in the county" is not the whole.
func (r *reader) theWhole(b *block, i int) int {
	if len(r.lex.vocab.endings) == 0 || i+1 >= len(b.toks) || b.toks[i].kind != word || b.toks[i].cat&lang.Plural == 0 {
		return 0
	}
	n := &b.toks[i+1]
	if n.kind != word || n.cat&lang.Place == 0 || lang.Fold(b.text[n.start:n.end]) != r.lex.vocab.spelling(n.id) || !r.callsWhole(n.id) {
		return 0
	}
	if i+2 < len(b.toks) && b.toks[i+2].kind == word && b.toks[i+2].upper {
		return 0
	}
	for k := i - 1; k >= 0 && k >= i-8 && b.toks[k].kind == word; k-- {
		if b.toks[k].cat&(lang.High|lang.Low|lang.Rank) != 0 {
			return 0
		}
	}
	return i + 2
}

// callsWhole reports whether a word stands in the label of the row of a whole.
func (r *reader) callsWhole(w int32) bool {
	for _, p := range r.wholeRows() {
		if slices.Contains(r.lex.vocab.path(r.rep.Tables[p.table].Rows[p.row].Label), w) {
			return true
		}
	}
	return false
}

// wholeOf are the rows that a phrase such as "toàn tỉnh" can mean: the totals, but
// not one whose own label is such a phrase of another place ("toàn quốc").
func (r *reader) wholeOf(toks []token, from, to int) []place {
	var out []place
	said := toks[to-1].id
	for _, p := range r.wholeRows() {
		label := r.lex.vocab.tokenize(r.rep.Tables[p.table].Rows[p.row].Label, nil)
		r.lex.mark(label)
		other := false
		for i := range label {
			if end := r.whole(label, i); end > 0 && label[i].cat&lang.Whole != 0 {
				other = label[end-1].id != said
			}
		}
		if !other {
			out = append(out, p)
		}
	}
	return out
}

// wholeRows are the rows that stand for the whole of their table.
func (r *reader) wholeRows() []place {
	var out []place
	for t, table := range r.rep.Tables {
		if table.Twin > 0 {
			continue
		}
		best := -1
		for i := range table.Rows {
			if table.Rows[i].Kind == schema.TotalRow && (best < 0 || table.Rows[i].Level < table.Rows[best].Level) {
				best = i
			}
		}
		if best < 0 {
			best = r.sumRow(t)
		}
		if home := r.homeRow(t); home >= 0 {
			best = home
		}
		if best >= 0 {
			out = append(out, place{t, best})
		}
	}
	return out
}

// sumRow is sumOfAll of a table, looked for once: nearly every figure asks.
func (r *reader) sumRow(t int) int {
	if r.sumRows == nil {
		r.sumRows = make([]int, len(r.rep.Tables))
		for i, table := range r.rep.Tables {
			r.sumRows[i] = sumOfAll(table)
		}
	}
	return r.sumRows[t]
}

// sumOfAll is the row of a table that is the sum of all others, whatever it is called, or -1:
// of the rows themselves, or of subtotals that all others go into.
func sumOfAll(t *schema.Table) int {
	rows, parts := 0, map[int][]int{}
	for i := range t.Rows {
		if k := t.Rows[i].Kind; k == schema.UnitRow || k == schema.SubtotalRow {
			rows++
		}
	}
	if rows <= 3 {
		return -1
	}
	for i := range t.Rules {
		if rule := &t.Rules[i]; rule.Axis == schema.Down && rule.Form == schema.Sum && t.Rows[rule.Target].Kind == schema.SubtotalRow {
			if vars := rule.Expr.Vars(); len(vars) > len(parts[rule.Target]) {
				parts[rule.Target] = vars
			}
		}
	}
	for _, target := range slices.Sorted(maps.Keys(parts)) {
		in := map[int]bool{}
		for open := slices.Clone(parts[target]); len(open) > 0; {
			row := open[len(open)-1]
			open = open[:len(open)-1]
			if !in[row] {
				in[row] = true
				open = append(open, parts[row]...)
			}
		}
		if !in[target] && len(in) == rows-1 {
			return target
		}
	}
	return -1
}

// section is a heading and what stands under it.
type section struct {
	parent  *section
	block   *block
	rank    int
	words   context // of its heading
	chain   context // of its heading and those above it
	agree   map[colKey]int
	figures int
}

type colKey struct{ table, col int }
