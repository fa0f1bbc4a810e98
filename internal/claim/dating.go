package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// datings finds sentences that begin with a year of which their figures are not: "Trong 6
// tháng đầu năm 2023, … 2.217 lượt với 2.630 người", where the table gives both figures for
// 2024, and neither for 2023.
func (r *reader) datings() {
	if r.main.Year == 0 {
		return
	}
	for _, b := range r.blocks {
		if b.heading {
			continue
		}
		for _, s := range b.sentences {
			at := r.yearThatOpens(b, s)
			if at < 0 {
				continue
			}
			year := r.numberAt(&b.toks[at])
			if year == r.main.Year || year < r.main.Year-3 || year > r.main.Year+3 {
				continue
			}
			if col, ok := r.datedOtherwise(b, s, at, year); ok {
				c := &r.lex.columns[col]
				t := r.rep.Tables[c.table]
				r.claims = append(r.claims, schema.Claim{Kind: schema.PeriodClaim, Figure: -1, Of: -1, Sure: true, Span: b.span(at, at+1),
					Other: schema.AtCell(t.Ref(0, c.col)), Given: schema.Period{Year: year, Text: t.Columns[c.col].Title()}, Wanted: schema.Period{Year: r.main.Year}})
			}
		}
	}
}

// yearThatOpens is the token of the year that dates a sentence as a whole: in its first words,
// before any other figure, and not as what something is held against or begins with. -1 for
// none.
func (r *reader) yearThatOpens(b *block, s [2]int) int {
	for k := s[0]; k < s[1] && k < s[0]+10; k++ {
		t := &b.toks[k]
		switch {
		case t.kind == word && t.cat&(lang.Against|lang.From|lang.Up|lang.Down|lang.Target|lang.Reference) != 0 && t.cat&(lang.Month|lang.Year|lang.Quarter) == 0, r.named(b, k):
			return -1
		case t.kind == num && r.figures[t.id].Role != schema.RoleDate && r.figures[t.id].Verdict != schema.NotClaim:
			return -1
		case t.kind == num && r.numberAt(t) >= 1990 && r.numberAt(t) <= 2100 && t.end-t.start == 4:
			if k+1 < s[1] && (b.toks[k+1].is('-') || b.toks[k+1].is('/')) {
				return -1 // "2021-2025", "2023/24"
			}
			return k
		}
	}
	return -1
}

// datedOtherwise reports whether two figures of a sentence or more, of three digits at least
// and none told as a change, stand for one row in columns of the year of the report, and none
// of the figures in a column of the year that is said; and the first of those columns.
func (r *reader) datedOtherwise(b *block, s [2]int, at, year int) (col int, ok bool) {
	held, col := map[place]int{}, -1
	other := map[place]bool{}
	for k := at + 1; k < s[1]; k++ {
		t := &b.toks[k]
		if t.kind == word && t.cat&lang.Period != 0 {
			break // what follows is of another time
		}
		if t.kind != num {
			continue
		}
		i := int(t.id)
		f := &r.figures[i]
		if _, _, told := r.direction(i); told || f.Verdict == schema.NotClaim || !f.Numeric || f.Role != schema.RoleValue && f.Role != schema.RoleCount || len(significantDigits(f)) < 3 || f.Approx != schema.Exactly {
			continue
		}
		rows := r.binds[i].rows
		if r.binds[i].mention < 0 {
			rows = r.wholeRows()
		}
		for _, p := range rows {
			now := false
			for c := range r.lex.columns {
				o := &r.lex.columns[c]
				if o.table != p.table || o.percent != f.Number.Percent || !r.fit(f, r.rep.Tables[o.table], p.row, o.col).Ties() {
					continue
				}
				switch {
				case o.period.Year == year:
					other[p] = true
				case o.period.Year == r.main.Year:
					now = true
					if col < 0 {
						col = c
					}
				}
			}
			if now {
				held[p]++
			}
		}
	}
	for p, n := range held {
		if n >= 2 && !other[p] && r.hasYear(p.table, year) {
			return col, true
		}
	}
	return -1, false
}

// hasYear reports whether a table has columns of a year.
func (r *reader) hasYear(table, year int) bool {
	for i := range r.lex.columns {
		if c := &r.lex.columns[i]; c.table == table && c.period.Year == year {
			return true
		}
	}
	return false
}
