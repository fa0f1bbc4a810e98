package assay

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/internal/audit"
	"doisoat/internal/number"
	"doisoat/schema"
)

// Slip is one change of a report, of the kinds that people make (Scholtus, "Algorithms
// for correcting obvious inconsistencies and rounding errors in business survey data",
// Statistics Netherlands 2009; and what the labelled reports hold).
type Slip struct {
	Class string
	Where Where
	At    []schema.Location // the places changed, one or two
	Texts []string          // what is then written at each
	Was   string
	Ruled bool // of a cell: it takes part in a rule
	spans []schema.Span
}

// Where tells what a slip is in.
type Where uint8

const (
	InTable  Where = iota // a cell of figures
	InFigure              // a figure of the prose that ties
	InWords               // names and words of the prose
	InNames               // names of the rows of a table
)

func (w Where) String() string { return [...]string{"cell", "figure", "words", "names"}[w] }

// Classes are the kinds of slip, in the order in which they are told.
var Classes = []string{"digit", "swapped-digits", "lost-digit", "doubled-digit", "moved-mark", "row-above", "column-beside", "cut-off",
	"count-off", "names-swapped", "name-repeated", "item-dropped", "direction", "target"}

// maker gathers the slips of a report.
type maker struct {
	res  *audit.Result
	read *schema.Report // as it was read
	out  []Slip
}

// slipsOf lists every slip of a report, in a fixed order.
func slipsOf(read *schema.Report, res *audit.Result) []Slip {
	m := maker{res: res, read: read}
	m.cells()
	m.names()
	m.figures()
	m.lists()
	m.words()
	return m.out
}

func (m *maker) add(s Slip) {
	for i, at := range s.At {
		was := m.was(at)
		if s.Texts[i] == was {
			return
		}
	}
	m.out = append(m.out, s)
}

func (m *maker) was(at schema.Location) string {
	if at.Kind == schema.InCell {
		return strings.TrimSpace(m.read.At(at.Ref).Raw)
	}
	return m.read.Document.Text(at.Span)
}

// figuresKind reports whether a column holds figures.
func figuresKind(k schema.ColumnKind) bool {
	return k == schema.Count || k == schema.Measure || k == schema.Ratio || k == schema.Index
}

// cells are the slips of the figures of tables.
func (m *maker) cells() {
	rep := m.res.Report
	for _, t := range rep.Originals() {
		ruled := ruledCells(rep, t)
		for row := range t.Rows {
			for col := range t.Columns {
				at := t.Ref(row, col)
				cell := rep.At(at)
				if cell.Kind != schema.Numeric || !figuresKind(t.Columns[col].Kind) || t.LabelCol == col {
					continue
				}
				add := func(class, text string) {
					m.add(Slip{Class: class, Where: InTable, At: []schema.Location{schema.AtCell(at)}, Texts: []string{text}, Was: strings.TrimSpace(cell.Raw), Ruled: ruled[[2]int{row, col}]})
				}
				written(strings.TrimSpace(cell.Raw), add)
				if above := m.neighbour(t, row-1, col); above != "" {
					add("row-above", above)
				}
				if beside := m.neighbour(t, row, col+1); beside != "" {
					add("column-beside", beside)
				}
			}
		}
	}
}

// surely is the strength, in bits, from which an inferred rule counts as a strong one.
const surely = 40

// ruledCells are the cells of a table, by row and column, that take part in a hard or
// strong rule of equality. A total that is a formula follows whatever is typed into its
// parts, so that it proves nothing of them.
func ruledCells(rep *schema.Report, t *schema.Table) map[[2]int]bool {
	out := map[[2]int]bool{}
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Relation != schema.Equal || !r.Hard && r.Strength < surely {
			continue
		}
		lines := append([]int{r.Target}, r.Expr.Vars()...)
		for _, over := range r.Over {
			target := t.Ref(over, max(0, min(r.Target, len(t.Columns)-1)))
			if r.Axis == schema.Down {
				target = t.Ref(r.Target, over)
			}
			if rep.At(target).Formula != "" {
				continue
			}
			for _, line := range lines {
				if r.Axis == schema.Across {
					out[[2]int{over, line}] = true
				} else {
					out[[2]int{line, over}] = true
				}
			}
		}
	}
	return out
}

// neighbour is the text of a cell with a figure, "" when there is none.
func (m *maker) neighbour(t *schema.Table, row, col int) string {
	if row < 0 || row >= len(t.Rows) || col < 0 || col >= len(t.Columns) || !figuresKind(t.Columns[col].Kind) {
		return ""
	}
	if c := m.res.Report.At(t.Ref(row, col)); c.Kind == schema.Numeric {
		return strings.TrimSpace(c.Raw)
	}
	return ""
}

// written gives what becomes of a written figure by slips of the pen: each digit changed
// twice, each two neighbours exchanged, each lost, each doubled, the decimal mark one
// place to the left and to the right.
func written(raw string, add func(class, text string)) {
	digit := func(i int) bool { return i >= 0 && i < len(raw) && raw[i] >= '0' && raw[i] <= '9' }
	first := strings.IndexFunc(raw, unicode.IsDigit)
	for i := range len(raw) {
		if !digit(i) {
			continue
		}
		for _, by := range []byte{1, 6} {
			d := '0' + (raw[i]-'0'+by)%10
			if i == first && d == '0' {
				d = '9'
			}
			if d != raw[i] {
				add("digit", raw[:i]+string(rune(d))+raw[i+1:])
			}
		}
		if digit(i+1) && raw[i] != raw[i+1] && (i != first || raw[i+1] != '0') {
			add("swapped-digits", raw[:i]+string(raw[i+1])+string(raw[i])+raw[i+2:])
		}
		// Within groups of thousands a lost or doubled digit moves the marks.
		if text := regroup(raw, i, ""); text != "" && (i != first || !digit(i+1) || raw[i+1] != '0') {
			add("lost-digit", text)
		}
		if text := regroup(raw, i, raw[i:i+1]+raw[i:i+1]); text != "" {
			add("doubled-digit", text)
		}
	}
	for _, mark := range []string{",", "."} {
		if i := strings.Index(raw, mark); i > 0 && strings.Count(raw, mark) == 1 && !grouped(raw, i) {
			if digit(i-1) && digit(i-2) {
				add("moved-mark", raw[:i-1]+mark+raw[i-1:i]+raw[i+1:])
			}
			if digit(i+1) && digit(i+2) && raw[:i] != "0" {
				add("moved-mark", raw[:i]+raw[i+1:i+2]+mark+raw[i+2:])
			}
		}
	}
}

// grouped reports whether the mark at a place parts thousands: three digits stand behind
// it, and no other mark.
func grouped(raw string, i int) bool {
	rest := strings.TrimRight(raw[i+1:], "% ")
	return len(rest) == 3 && i <= 3
}

// regroup replaces one digit of a figure by others and sets the marks of its thousands
// anew; "" when no digit would be left.
func regroup(raw string, at int, by string) string {
	text := raw[:at] + by + raw[at+1:]
	for _, m := range []number.Marks{number.ViMarks, number.EnMarks} {
		n, ok := number.Parse(strings.TrimSpace(strings.TrimRight(raw, "% ")), m)
		if !ok || n.Value.Places < 0 {
			continue
		}
		st := number.StyleOf(raw, m)
		plain := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text)
		if plain == "" {
			return ""
		}
		places := int(n.Shown)
		if mark := strings.LastIndexByte(raw, m.Decimal); places > 0 && mark >= 0 && at > mark {
			places += len(by) - 1
		}
		v, ok := new(big.Rat).SetString(plain)
		if !ok || len(plain) <= places {
			return text
		}
		return number.Format(v.Quo(v, new(big.Rat).SetInt(schema.BigPow10(places))), places, st)
	}
	return text
}

// names are the slips of the names of rows: two neighbours exchanged, one repeated.
func (m *maker) names() {
	rep := m.res.Report
	for _, t := range rep.Originals() {
		last := -1
		for row := range t.Rows {
			if t.Rows[row].Kind != schema.UnitRow || t.Rows[row].Label == "" {
				continue
			}
			if last >= 0 && t.Rows[row].Parent == t.Rows[last].Parent {
				a, b := t.Rows[last].LabelAt, t.Rows[row].LabelAt
				ta, tb := m.was(schema.AtCell(a)), m.was(schema.AtCell(b))
				m.add(Slip{Class: "names-swapped", Where: InNames, At: []schema.Location{schema.AtCell(a), schema.AtCell(b)}, Texts: []string{tb, ta}, Was: ta})
				m.add(Slip{Class: "name-repeated", Where: InNames, At: []schema.Location{schema.AtCell(b)}, Texts: []string{ta}, Was: tb})
			}
			last = row
		}
	}
}

// figures are the slips of the figures of the prose that tie to a cell or a count.
func (m *maker) figures() {
	for i := range m.res.Figures {
		f := &m.res.Figures[i]
		if f.Verdict != schema.Tied && f.Verdict != schema.CutOff || !f.Numeric {
			continue
		}
		at := []schema.Location{schema.AtSpan(f.Span)}
		add := func(class, text string) {
			m.add(Slip{Class: class, Where: InFigure, At: at, Texts: []string{text}, Was: f.Text})
		}
		if f.Role == schema.RoleCount || f.Role == schema.RoleOf {
			n := f.Number.Rat()
			for _, by := range []int64{-1, 1} {
				if v := new(big.Rat).Add(n, big.NewRat(by, 1)); v.Sign() > 0 {
					add("count-off", number.Format(v, 0, number.StyleOf(f.Text, m.marks(f))))
				}
			}
			continue
		}
		written(f.Text, add)
		m.borrowed(f, add)
	}
}

// marks are those under which a figure of the prose reads as its number.
func (m *maker) marks(f *schema.Figure) number.Marks {
	if n, ok := number.Parse(strings.TrimSpace(strings.TrimRight(f.Text, "% ")), number.ViMarks); ok && n.Value.Cmp(f.Number.Value) == 0 {
		return number.ViMarks
	}
	return number.EnMarks
}

// borrowed are the figures of neighbouring cells in the place of the right one, and the
// right one cut off instead of rounded.
func (m *maker) borrowed(f *schema.Figure, add func(class, text string)) {
	if len(f.Cells) != 1 {
		return
	}
	rep, at := m.res.Report, f.Cells[0]
	st := number.StyleOf(f.Text, m.marks(f))
	like := func(ref schema.Ref) string {
		c, own := rep.At(ref), rep.At(at)
		if c.Kind != schema.Numeric || own.Kind != schema.Numeric || own.Number.Rat().Sign() == 0 {
			return ""
		}
		// The prose may tell the cell in another unit of measure: the powers of ten between
		// the two are kept.
		v := c.Number.Rat()
		ratio := new(big.Rat).Quo(f.Number.Value.Rat(), own.Number.Rat())
		for p := -9; p <= 9; p++ {
			scale := new(big.Rat).SetInt(schema.BigPow10(max(p, -p)))
			if p < 0 {
				scale.Inv(scale)
			}
			if q := new(big.Rat).Quo(ratio, scale); q.Cmp(big.NewRat(9, 10)) > 0 && q.Cmp(big.NewRat(11, 10)) < 0 {
				return number.Format(v.Mul(v, scale), int(f.Number.Shown), st)
			}
		}
		return ""
	}
	for _, t := range rep.Originals() {
		row, col := t.RowOf(at.Row), t.ColumnOf(at.Col)
		if t.Sheet != at.Sheet || row < 0 || col < 0 {
			continue
		}
		if row > 0 {
			if text := like(t.Ref(row-1, col)); text != "" {
				add("row-above", text)
			}
		}
		if col+1 < len(t.Columns) && t.Columns[col+1].Kind == t.Columns[col].Kind {
			if text := like(t.Ref(row, col+1)); text != "" {
				add("column-beside", text)
			}
		}
		if own := rep.At(at); own.Kind == schema.Numeric && own.Number.Shown > f.Number.Shown {
			unit := new(big.Rat).SetInt(schema.BigPow10(int(f.Number.Shown)))
			v := new(big.Rat).Mul(own.Number.Rat(), unit)
			whole := new(big.Int).Quo(v.Num(), v.Denom())
			if text := number.Format(new(big.Rat).SetFrac(whole, unit.Num()), int(f.Number.Shown), st); f.Number.Rat().Sign() > 0 {
				if n, ok := number.Parse(strings.TrimRight(text, "% "), m.marks(f)); ok && n.Value.Cmp(f.Number.Value) != 0 && text != f.Text && like(at) == f.Text {
					add("cut-off", text)
				}
			}
		}
	}
}

// lists are the slips of lists of names in the prose.
func (m *maker) lists() {
	seen := map[schema.Span]bool{}
	for i := range m.res.Claims {
		c := &m.res.Claims[i]
		if c.Kind != schema.CountClaim || len(c.Members) < 2 {
			continue
		}
		for k := range c.Members {
			a := c.Members[k].Span
			if seen[a] {
				continue
			}
			seen[a] = true
			name := m.read.Document.Text(a)
			list := []schema.Span{c.Members[0].Span, c.Members[len(c.Members)-1].Span, c.Span}
			if c.Figure >= 0 {
				list = append(list, m.res.Figures[c.Figure].Span)
			}
			if k+1 < len(c.Members) && c.Members[k+1].Span.Block == a.Block && c.Members[k+1].Span.Start > a.End {
				b := c.Members[k+1].Span
				m.add(Slip{Class: "item-dropped", Where: InWords, At: []schema.Location{schema.AtSpan(schema.Span{Block: a.Block, Start: a.Start, End: b.Start})}, Texts: []string{""}, Was: name, spans: list})
				m.add(Slip{Class: "name-repeated", Where: InWords, At: []schema.Location{schema.AtSpan(b)}, Texts: []string{name}, Was: m.read.Document.Text(b), spans: []schema.Span{a}})
				if c.Members[k].Figure >= 0 && c.Members[k+1].Figure >= 0 {
					m.add(Slip{Class: "names-swapped", Where: InWords, At: []schema.Location{schema.AtSpan(a), schema.AtSpan(b)},
						Texts: []string{m.read.Document.Text(b), name}, Was: name, spans: m.besides(c, k, k+1)})
				}
			}
		}
	}
}

// besides are the figures of members of a list.
func (m *maker) besides(c *schema.Claim, members ...int) []schema.Span {
	var out []schema.Span
	for _, k := range members {
		if f := c.Members[k].Figure; f >= 0 {
			out = append(out, m.res.Figures[f].Span)
		}
	}
	return out
}

// words are the slips of the words by which a statement turns: the direction of a
// change, and whether a target is met. Only blocks with a figure that ties are tried.
func (m *maker) words() {
	tied := map[int][]schema.Span{}
	for i := range m.res.Figures {
		if f := &m.res.Figures[i]; f.Verdict == schema.Tied {
			tied[f.Span.Block] = append(tied[f.Span.Block], f.Span)
		}
	}
	if m.read.Document == nil {
		return
	}
	for b := range m.read.Document.Blocks {
		if len(tied[b]) == 0 {
			continue
		}
		text := m.read.Document.Blocks[b].Text
		taken := make([]bool, len(text))
		for _, o := range m.res.Pack.Opposites {
			for _, at := range wordsAt(text, o.Word) {
				if taken[at] || taken[at+len(o.Word)-1] { // a word of a longer phrase
					continue
				}
				for k := range len(o.Word) {
					taken[at+k] = true
				}
				span := schema.Span{Block: b, Start: at, End: at + len(o.Word)}
				m.add(Slip{Class: o.Class, Where: InWords, At: []schema.Location{schema.AtSpan(span)}, Texts: []string{o.Opposite}, Was: o.Word, spans: tied[b]})
			}
		}
	}
}

// wordsAt finds a phrase in a text, as whole words.
func wordsAt(text, phrase string) []int {
	var out []int
	for from := 0; ; {
		i := strings.Index(text[from:], phrase)
		if i < 0 {
			return out
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(phrase):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			out = append(out, at)
		}
		from = at + len(phrase)
	}
}
