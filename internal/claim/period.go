package claim

import (
	"doisoat/internal/lang"
	"doisoat/internal/number"
	"doisoat/schema"
)

// dated is a date in a text; a field that is left blank is 0.
type dated struct {
	day, month, year int
	from, to         int // tokens
}

// periods compares the date of the draft with the date that the appendix gives it,
// and finds places left blank, words written twice and marks out of place.
func (r *reader) periods() {
	head := r.letterDate()
	if head != nil {
		for _, t := range r.rep.Originals() {
			for _, c := range t.Captions {
				r.enclosed(head, c)
			}
		}
	}
	for _, b := range r.blocks {
		r.blanks(b)
		r.doubled(b)
		r.marksBetween(b)
	}
}

type placedDate struct {
	dated
	b *block
}

// letterDate finds the date of the draft: the first line that says day, month and
// year, all in words, filled in or not.
func (r *reader) letterDate() *placedDate {
	for i, b := range r.blocks {
		if i > 25 {
			return nil
		}
		for k := range b.toks {
			if d, ok := r.wordDate(b.toks, k, r.numberAt); ok && len(b.toks) < 40 {
				return &placedDate{d, b}
			}
		}
	}
	return nil
}

// numberAt reads the whole number of a token of the document.
func (r *reader) numberAt(t *token) int {
	f := &r.figures[t.id]
	if t.kind != num || !f.Numeric || f.Number.Value.Places != 0 || f.Number.Value.Coef > 9999 {
		return 0
	}
	return int(f.Number.Value.Coef)
}

// wordDate reads "ngày 5 tháng 7 năm 2023", blanks allowed, at token k.
func (r *reader) wordDate(toks []token, k int, value func(*token) int) (d dated, ok bool) {
	d.from = k
	if toks[k].kind != word || toks[k].cat&lang.Day == 0 || int(toks[k].head) != k {
		return d, false
	}
	k++
	fill := func() int { // a number, or a blank of points and strokes
		v := 0
		for k < len(toks) && (toks[k].kind == num || toks[k].is('.') || toks[k].is('…') || toks[k].is('_')) {
			if toks[k].kind == num {
				v = value(&toks[k])
			}
			k++
		}
		return v
	}
	d.day = fill()
	if k >= len(toks) || toks[k].kind != word || toks[k].cat&lang.Month == 0 {
		return d, false
	}
	k++
	d.month = fill()
	if k >= len(toks) || toks[k].kind != word || toks[k].cat&lang.Year == 0 {
		return d, false
	}
	k++
	d.year = fill()
	d.to = k
	return d, d.year > 0
}

// enclosed holds the date that a caption such as "(Kèm theo Văn bản số … ngày
// /06/2023)" gives the draft against the draft's own.
func (r *reader) enclosed(head *placedDate, c schema.Caption) {
	nums := number.Scan(c.Text, r.marks)
	toks := r.lex.vocab.tokenize(c.Text, nums)
	r.lex.mark(toks)
	value := func(t *token) int {
		if t.kind != num || !nums[t.id].OK || nums[t.id].Number.Value.Places != 0 {
			return 0
		}
		return int(nums[t.id].Number.Value.Coef)
	}
	attached := false
	for k := range toks {
		attached = attached || toks[k].kind == word && toks[k].cat&lang.Enclosed != 0
		if !attached || toks[k].kind != word || toks[k].cat&lang.Day == 0 {
			continue
		}
		d, ok := r.wordDate(toks, k, value)
		if !ok {
			d, ok = slashDate(toks, k+1, value)
		}
		if !ok {
			continue
		}
		r.compareDates(head, d, c)
		return
	}
}

// slashDate reads "/06/2023" or "5/06/2023" at token k.
func slashDate(toks []token, k int, value func(*token) int) (d dated, ok bool) {
	var v [3]int
	n := 0
	for i := k; i < len(toks) && n < 3; i++ {
		switch {
		case toks[i].kind == num:
			v[n] = value(&toks[i])
		case toks[i].is('/') || toks[i].is('-'):
			n++
		case toks[i].is('.') || toks[i].is('…'):
		default:
			i = len(toks)
		}
	}
	d.day, d.month, d.year = v[0], v[1], v[2]
	return d, d.month >= 1 && d.month <= 12 && d.year >= 1900
}

func (r *reader) compareDates(head *placedDate, d dated, c schema.Caption) {
	b := head.b
	differs := head.month > 0 && d.month > 0 && head.month != d.month || head.year > 0 && head.year != d.year ||
		head.day > 0 && d.day > 0 && head.day != d.day
	claim := schema.Claim{Kind: schema.PeriodClaim, Figure: -1, Of: -1, Other: c.At, Met: !differs, Sure: true,
		Given: schema.Period{Day: head.day, Month: head.month, Year: head.year, Text: c.Text}}
	from := head.from
	if head.day == 0 {
		for from+1 < head.to && b.toks[from].cat&lang.Month == 0 {
			from++
		}
	}
	claim.Span = b.span(from, head.to)
	claim.Wanted = schema.Period{Day: d.day, Month: d.month, Year: d.year}
	r.claims = append(r.claims, claim)
}

// blanks finds numbers and days left blank: "Số:    /UBND", "ngày   tháng 7".
func (r *reader) blanks(b *block) {
	for k := range b.toks {
		t := &b.toks[k]
		if t.kind != word || int(t.head) != k {
			continue
		}
		j := int(t.tail)
		switch {
		case t.cat&lang.Reference != 0 && k == 0:
			if j < len(b.toks) && b.toks[j].is(':') {
				j++
			}
			from := j
			for j < len(b.toks) && (b.toks[j].is('.') || b.toks[j].is('…') || b.toks[j].is('_')) {
				j++
			}
			if j < len(b.toks) && b.toks[j].is('/') && j+1 < len(b.toks) && b.toks[j+1].kind == word && (j > from || true) {
				end := j + 2
				for end+1 < len(b.toks) && (b.toks[end].is('-') || b.toks[end].is('/')) && b.toks[end+1].kind == word {
					end += 2
				}
				r.claims = append(r.claims, schema.Claim{Kind: schema.BlankClaim, Figure: -1, Of: -1, Span: b.span(k, end)})
			}
		case t.cat&lang.Day != 0:
			for j < len(b.toks) && (b.toks[j].is('.') || b.toks[j].is('…') || b.toks[j].is('_')) {
				j++
			}
			if j < len(b.toks) && b.toks[j].kind == word && b.toks[j].cat&lang.Month != 0 && j+1 < len(b.toks) && (b.toks[j+1].kind == num || b.toks[j+1].is('.') || b.toks[j+1].is('…')) {
				r.claims = append(r.claims, schema.Claim{Kind: schema.BlankClaim, Figure: -1, Of: -1, Span: b.span(k, j+1)})
			}
		}
	}
}

// doubled finds a word written twice in a row.
func (r *reader) doubled(b *block) {
	for k := 1; k < len(b.toks); k++ {
		p, t := &b.toks[k-1], &b.toks[k]
		if t.kind != word || p.kind != word || t.id != p.id || t.upper || t.acro || t.start == p.end {
			continue
		}
		if k > 1 && p.upper && b.toks[k-2].kind == word && b.toks[k-2].cat&lang.Month != 0 {
			continue // "tháng Năm năm 2022"
		}
		allowed := false
		for _, w := range r.pack.Prose.Doubled {
			allowed = allowed || r.lex.vocab.spelling(t.id) == w
		}
		if !allowed && len(r.lex.vocab.spelling(t.id)) > 1 {
			r.claims = append(r.claims, schema.Claim{Kind: schema.RepeatedClaim, Figure: -1, Of: -1, Span: b.span(k-1, k+1)})
		}
	}
}

// marksBetween finds a semicolon between a name and the figure that belongs to it,
// in a list whose other names stand right before theirs.
func (r *reader) marksBetween(b *block) {
	for i, m := range b.names {
		if m.end+1 >= len(b.toks) || !b.toks[m.end].is(';') || b.toks[m.end+1].kind != num {
			continue
		}
		plain := 0
		for k, o := range b.names {
			if k != i && o.end < len(b.toks) && (b.toks[o.end].kind == num || b.toks[o.end].is(':') && o.end+1 < len(b.toks) && b.toks[o.end+1].kind == num) {
				plain++
			}
		}
		if plain >= 2 {
			r.claims = append(r.claims, schema.Claim{Kind: schema.MarkClaim, Figure: -1, Of: -1, Span: b.span(m.first, m.end+2)})
		}
	}
}

// periodIn reads the period that tokens name: a year, a quarter, a month, or the
// months of a span ("6 tháng"). Of several, the last of each kind counts.
func (x *lexicon) periodIn(toks []token, value func(*token) int) schema.Period {
	var p schema.Period
	for i := range toks {
		t := &toks[i]
		switch {
		case t.kind == num:
			v := value(t)
			if v >= 1900 && v <= 2100 && t.end-t.start == 4 {
				p.Year = v
			}
		case x.monthNamed(t) > 0:
			p.Month = x.monthNamed(t)
			p.From = p.Month
		case t.kind == word && t.cat&(lang.Month|lang.Quarter) != 0:
			quarter := t.cat&lang.Quarter != 0
			n := 0
			if quarter && i > 0 && toks[i-1].kind == word {
				n = x.vocab.fact(toks[i-1].id).ordinal
			}
			if j := i + 1; j < len(toks) { // toks may be a part of a block: no use of head and tail here
				switch {
				case toks[j].kind == num:
					n = value(&toks[j])
				case quarter && toks[j].kind == word && n == 0:
					n = romanValue(x.vocab.spelling(toks[j].id))
				}
			}
			switch {
			case quarter && n >= 1 && n <= 4:
				p.Quarter = n
			case !quarter && n >= 1 && n <= 12:
				p.Month, p.From = n, n
			case !quarter && i > 0 && toks[i-1].kind == num:
				if v := value(&toks[i-1]); v >= 1 && v <= 12 {
					p.From, p.Month = 1, v
				}
			case !quarter && i > 0 && x.countsMonths(toks, i-1):
				p.From, p.Month = 1, int(x.vocab.fact(toks[i-1].id).number)
			}
		}
	}
	return p
}

// countsMonths reports whether a number in words says how many months a span has: "four
// months", "sáu tháng".
func (x *lexicon) countsMonths(toks []token, i int) bool {
	if i+1 >= len(toks) || toks[i].kind != word || toks[i+1].kind != word || toks[i+1].cat&lang.Month == 0 {
		return false
	}
	n := x.vocab.fact(toks[i].id).number
	return n >= 2 && n <= 12
}

// ordersPeriod reports whether an ordinal goes with a word of period: "the first quarter",
// "the first five months".
func (x *lexicon) ordersPeriod(toks []token, i int) bool {
	if i+1 >= len(toks) || toks[i].kind != word || x.vocab.fact(toks[i].id).ordinal == 0 {
		return false
	}
	return x.countsMonths(toks, i+1) || toks[i+1].kind == word && toks[i+1].cat&(lang.Month|lang.Quarter) != 0
}

// romanValue reads i, ii, iii, iv; 0 for anything else.
func romanValue(w string) int {
	switch w {
	case "i":
		return 1
	case "ii":
		return 2
	case "iii":
		return 3
	case "iv":
		return 4
	}
	return 0
}

// finer takes over the fields that q names.
func finer(p, q schema.Period) schema.Period {
	if q.Year > 0 {
		p.Year = q.Year
	}
	if q.Quarter > 0 {
		p.Quarter = q.Quarter
	}
	if q.Month > 0 {
		p.From, p.Month = q.From, q.Month
	}
	return p
}

// suits tells how the period of a column stands to the one that words name: -1 when
// they contradict each other or the column speaks of a part of the time that the
// words do not name, else the number of fields that agree.
func suits(said, col schema.Period) int {
	agree := 0
	switch {
	case said.Year > 0 && col.Year > 0 && said.Year != col.Year,
		said.Quarter > 0 && said.Quarter != col.Quarter,
		said.Month > 0 && (said.Month != col.Month || said.From != col.From),
		said.Quarter == 0 && col.Quarter > 0,
		said.Month == 0 && col.Month > 0:
		return -1
	}
	if said.Year > 0 && said.Year == col.Year {
		agree++
	}
	if said.Quarter > 0 {
		agree++
	}
	if said.Month > 0 {
		agree++
	}
	return agree
}

// mainPeriod is the period of the report: the first that a line at its head names
// with a year.
func (r *reader) mainPeriod() schema.Period {
	for i, b := range r.blocks {
		if i > 12 {
			break
		}
		dated := false // the line that dates the letter says nothing of the period
		for k := range b.toks {
			if _, ok := r.wordDate(b.toks, k, r.numberAt); ok {
				dated = true
			}
		}
		if p := r.lex.periodIn(b.toks, r.numberAt); p.Year > 0 && !dated && (p.Month > 0 || p.Quarter > 0 || b.src.Bold || b.src.Kind == schema.Heading) {
			return p
		}
	}
	return schema.Period{}
}

// meant is suits where words that name no period mean the report's own.
func (r *reader) meant(said schema.Period, c *column) int {
	m, col := r.main, c.period
	if part := m.Month > 0 || m.Quarter > 0; part && !c.percent && said.Year == 0 && col.Year > 0 && m.Year > 0 && col.Year != m.Year {
		return -1
	}
	if !c.yearly && said.Quarter == 0 && said.Month == 0 && (col.Month > 0 || col.Quarter > 0) && (c.onePart || samePart(col, m)) {
		said.Month, said.From, said.Quarter = col.Month, col.From, col.Quarter
		return min(suits(said, col), 0)
	}
	return suits(said, col)
}

// periodOf is the period that words name for a figure: those right behind it, else its
// phrase, else its sentence.
func (r *reader) periodOf(b *block, s [2]int, from, i int) schema.Period {
	p := finer(r.lex.periodIn(r.datingWords(b, s[0], i), r.numberAt), r.lex.periodIn(r.datingWords(b, from, i), r.numberAt))
	return finer(p, r.lex.periodIn(b.toks[i+1:r.dateBehind(b, s, i)], r.numberAt))
}

// dateBehind is where the words right behind a figure that may date it end: "25.060 tấn
// năm 2022 lên 27.130 tấn". What it is compared with dates it no more.
func (r *reader) dateBehind(b *block, s [2]int, i int) int {
	k := i + 1
	for ; k < s[1] && k < i+9; k++ {
		t := &b.toks[k]
		switch {
		case t.is('%') || t.is('/'):
		case t.kind == punct:
			return k
		case t.kind == num:
			if f := &r.figures[t.id]; f.Role != schema.RoleDate {
				return k
			}
		case t.cat&(lang.Period|lang.Against|lang.Up|lang.Down|lang.And|lang.From|lang.Share|lang.OfWhich|lang.Enclosed|lang.Target) != 0, t.cat&(lang.Above|lang.Below) != 0 && t.cat&lang.Stop == 0, t.cat&lang.Onto != 0 && t.cat&lang.To != 0:
			return k
		}
	}
	return k
}
