package number

import (
	"strings"

	"doisoat/schema"
)

// Decision is the decimal mark of a set of texts, and what speaks for it.
type Decision struct {
	// Marks are those that the texts show; Marks.Decimal is 0 when nothing shows
	// them, so that the caller falls back on the language.
	Marks Marks
	// Comma and Point count the texts that are numbers only with that decimal mark.
	Comma, Point int
	// Ambiguous lists the texts that are numbers of different value under the two
	// marks, such as "1.087"; they are to be read under Marks like the rest.
	Ambiguous []int
	// Contrary lists the texts that are numbers only under the marks not chosen.
	Contrary []int
}

// Read reads a text under the decided marks, or under the fallback's when nothing
// was decided; a text that reads only under the other marks is read so, with other
// set.
func (d Decision) Read(text string, fallback Marks) (n schema.Number, other, ok bool) {
	m := d.Marks
	if m.Decimal == 0 {
		m = fallback
	}
	if n, ok = Parse(text, m); ok {
		return n, false, true
	}
	n, ok = Parse(text, m.Other())
	return n, ok, ok
}

// sure is how many plausible groupings weigh as much as one text that reads only
// one way.
const sure = 3

// evidence is what the texts of one column say.
type evidence struct {
	needs     [2][]int // texts that are numbers only with decimal comma, point
	groups    [2]int   // ambiguous texts that group thousands if the decimal mark is comma, point
	ambiguous []int
	bare      int // whole numbers below 1000, without marks
	ungrouped int // whole numbers from 1000 without marks, years aside
}

func look(texts []string) evidence {
	var e evidence
	for i, t := range texts {
		vi, asVi := Parse(t, ViMarks)
		en, asEn := Parse(t, EnMarks)
		switch {
		case asVi && !asEn:
			e.needs[0] = append(e.needs[0], i)
		case asEn && !asVi:
			e.needs[1] = append(e.needs[1], i)
		case !asVi:
		case vi.Value != en.Value:
			e.ambiguous = append(e.ambiguous, i)
			if vi.Value.Places == 0 {
				e.groups[0]++
			} else {
				e.groups[1]++
			}
		case vi.Value.Places > 0 || strings.ContainsFunc(trim(t), func(r rune) bool { return groupKind(r, Marks{}) != 0 }):
		default:
			switch c := max(vi.Value.Coef, -vi.Value.Coef); {
			case c < 1000:
				e.bare++
			case c < 1900 || c > 2100:
				e.ungrouped++
			}
		}
	}
	return e
}

// weigh gives the weight of decimal comma and of decimal point. Groupings count
// beside texts that read only one way where they are plausible: the column also
// has small whole numbers, so that reading "1.087" as a decimal would mix whole
// numbers with three places, and no thousands without a mark.
func (e *evidence) weigh() (comma, point int) {
	comma, point = sure*len(e.needs[0]), sure*len(e.needs[1])
	if e.bare > 0 && e.ungrouped == 0 {
		comma += e.groups[0]
		point += e.groups[1]
	}
	return comma, point
}

// guess weighs the ambiguous texts alone: three digits behind a single mark are
// thousands, unless the same texts write thousands without a mark.
func (e *evidence) guess() (comma, point int) {
	if e.ungrouped > 0 {
		return e.groups[1], e.groups[0]
	}
	return e.groups[0], e.groups[1]
}

func (e *evidence) decision(decimal byte) Decision {
	d := Decision{Comma: len(e.needs[0]), Point: len(e.needs[1]), Ambiguous: e.ambiguous}
	switch decimal {
	case ',':
		d.Marks, d.Contrary = ViMarks, e.needs[1]
	case '.':
		d.Marks, d.Contrary = EnMarks, e.needs[0]
	}
	return d
}

func heavier(comma, point int) byte {
	switch {
	case comma > point:
		return ','
	case point > comma:
		return '.'
	}
	return 0
}

// Decide tells the decimal mark of a set of texts, such as the cells of one
// column; texts that are no numbers do not matter. "11.232,5", "68,6", "12,34",
// "0.285" and "1.087.000" each decide; "1.087" does not, but many such beside
// small whole numbers outweigh a stray.
func Decide(texts []string) Decision {
	e := look(texts)
	mark := heavier(e.weigh())
	if mark == 0 {
		mark = heavier(e.guess())
	}
	return e.decision(mark)
}

// DecideTable decides the decimal mark of a table given by its columns, and of
// each column: a column that shows the opposite mark keeps its own (counts typed
// with points beside ratios that a spreadsheet wrote with points), any other
// follows the table. Contrary and Ambiguous of the table are left to its columns.
// Cells that the file keeps as numbers need no deciding; leave them out (""), for the
// form in which a program shows them says nothing of how people typed the rest.
func DecideTable(columns [][]string) (table Decision, each []Decision) {
	seen := make([]evidence, len(columns))
	var comma, point, guessComma, guessPoint int
	for i, texts := range columns {
		e := look(texts)
		seen[i] = e
		c, p := e.weigh()
		comma, point = comma+c, point+p
		c, p = e.guess()
		guessComma, guessPoint = guessComma+c, guessPoint+p
		table.Comma += len(e.needs[0])
		table.Point += len(e.needs[1])
	}
	mark := heavier(comma, point)
	if mark == 0 {
		mark = heavier(guessComma, guessPoint)
	}
	if mark != 0 {
		table.Marks = MarksFor(mark)
	}
	for i := range seen {
		own := heavier(seen[i].weigh())
		if own == 0 {
			own = mark
		}
		each = append(each, seen[i].decision(own))
	}
	return table, each
}
