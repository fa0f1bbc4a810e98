// Package amend changes a report in memory, as somebody would who types over a cell or
// mends a word of the draft, so that what follows can be seen before it is done. The
// report that was read is never touched: every function gives a copy.
//
// All functions want a report as it was read, before its tables were recognised.
package amend

import (
	"math/big"
	"slices"
	"strings"

	"doisoat/internal/formula"
	"doisoat/internal/number"
	"doisoat/schema"
)

// Copy is the report with cells of its own, for a run that writes into them. The prose
// is shared, for no run writes there.
func Copy(rep *schema.Report) *schema.Report {
	out := *rep
	out.Tables = nil
	out.Sheets = make([]*schema.Sheet, len(rep.Sheets))
	for i, s := range rep.Sheets {
		sheet := *s
		sheet.Cells = make([][]schema.Cell, len(s.Cells))
		for r := range s.Cells {
			sheet.Cells[r] = slices.Clone(s.Cells[r])
		}
		out.Sheets[i] = &sheet
	}
	return &out
}

// Type is a copy in which a cell holds another text, as if typed there: its formula is
// gone, and the formulas that it goes into are worked out anew, as a spreadsheet does.
// An empty text leaves the cell blank.
func Type(rep *schema.Report, ref schema.Ref, text string) *schema.Report {
	out := Copy(rep)
	s := out.Sheets[ref.Sheet]
	for len(s.Cells) <= ref.Row {
		s.Cells = append(s.Cells, nil)
	}
	for len(s.Cells[ref.Row]) <= ref.Col {
		s.Cells[ref.Row] = append(s.Cells[ref.Row], schema.Cell{})
	}
	over(&s.Cells[ref.Row][ref.Col], strings.TrimSpace(text))
	recalculate(rep, out, ref)
	return out
}

// over types a text over a cell. What was kept as a number is read as one; a number kept
// as text stays text until the table's marks are known.
func over(c *schema.Cell, text string) {
	was := *c
	c.Raw, c.Formula = text, ""
	switch {
	case text == "":
		c.Kind, c.Number = schema.Empty, schema.Number{}
	case was.Kind != schema.Numeric:
		c.Kind, c.Number = schema.Text, schema.Number{}
	default:
		n, ok := number.Parse(text, marksOf(&was))
		if !ok {
			if n, ok = number.Parse(text, marksOf(&was).Other()); !ok {
				c.Kind, c.Number = schema.Text, schema.Number{}
				return
			}
		}
		if n.Scale == 0 {
			n.Scale = was.Number.Scale
		}
		n.Percent = n.Percent || was.Number.Percent
		c.Number = n
	}
}

// marksOf are the marks under which the text of a cell reads as its number.
func marksOf(c *schema.Cell) number.Marks {
	if n, ok := number.Parse(strings.TrimSpace(c.Raw), number.ViMarks); ok && n.Value.Cmp(c.Number.Value) == 0 {
		return number.ViMarks
	}
	return number.EnMarks
}

// mostCalculated bounds the formulas that a change may move.
const mostCalculated = 4096

// recalculate works out the formulas of the file that a changed cell goes into, and
// those that they go into in turn. Only formulas that gave their stored value before are
// touched: a stale one stays as it was found.
func recalculate(before, after *schema.Report, changed schema.Ref) {
	source := after.Sheets[changed.Sheet].Source
	var cells []schema.Ref
	for i, s := range after.Sheets {
		if s.Source != source {
			continue
		}
		for r := range s.Cells {
			for c := range s.Cells[r] {
				if cell := &s.Cells[r][c]; cell.Formula != "" && cell.Kind == schema.Numeric {
					cells = append(cells, schema.Ref{Sheet: i, Row: r, Col: c})
				}
			}
		}
	}
	if len(cells) == 0 || len(cells) > mostCalculated {
		return
	}
	for range 16 { // formulas of formulas, to that depth
		moved := false
		for _, at := range cells {
			f, ok := formula.ParseSheet(after.At(at).Formula)
			if !ok {
				continue
			}
			was, ok1 := f.Value(0, 0, valuesOf(before, at.Sheet))
			now, ok2 := f.Value(0, 0, valuesOf(after, at.Sheet))
			if !ok1 || !ok2 || was.Cmp(now) == 0 || !shows(before.At(at), was) || shows(after.At(at), now) {
				continue
			}
			put(after.At(at), now)
			moved = true
		}
		if !moved {
			return
		}
	}
}

// valuesOf gives the stored values of a file's sheets as formulas of one of them see
// them: a percentage is a fraction there.
func valuesOf(rep *schema.Report, from int) formula.Cells {
	return func(name string, row, col int) (*big.Rat, bool, bool) {
		at := from
		if name != "" {
			at = slices.IndexFunc(rep.Sheets, func(s *schema.Sheet) bool {
				return s.Name == name && s.Source == rep.Sheets[from].Source
			})
			if at < 0 {
				return nil, false, false
			}
		}
		switch c := rep.Sheets[at].At(row, col); {
		case c.Kind == schema.Empty && c.Formula == "":
			return nil, true, true
		case c.Kind == schema.Numeric:
			return stored(c), false, true
		}
		return nil, false, false
	}
}

func stored(c *schema.Cell) *big.Rat {
	v := c.Number.Rat()
	if c.Number.Percent {
		v.Quo(v, big.NewRat(100, 1))
	}
	return v
}

// shows reports whether a cell shows a value, at its own places.
func shows(c *schema.Cell, v *big.Rat) bool {
	if c.Number.Percent {
		v = new(big.Rat).Mul(v, big.NewRat(100, 1))
	}
	a, ok1 := schema.RoundRat(c.Number.Rat(), int(c.Number.Shown))
	b, ok2 := schema.RoundRat(v, int(c.Number.Shown))
	return ok1 && ok2 && a.Cmp(b) == 0
}

// put stores a value in a cell, with the text that its form gives it.
func put(c *schema.Cell, v *big.Rat) {
	if c.Number.Percent {
		v = new(big.Rat).Mul(v, big.NewRat(100, 1))
	}
	d, ok := schema.RoundRat(v, int(c.Number.Shown))
	if !ok {
		return
	}
	c.Raw = number.Format(v, int(c.Number.Shown), number.StyleOf(c.Raw, marksOf(c)))
	c.Number.Value = d
}

// Reword is a copy in which a span of the prose holds other words; see Words.
func Reword(rep *schema.Report, span schema.Span, text string) *schema.Report {
	out := Copy(rep)
	out.Document = Words(rep.Document, span, text)
	return out
}

// Words is a document in which a span holds other words. Places behind it in the same
// block still tell the line and column of the file as it is.
func Words(old *schema.Document, span schema.Span, text string) *schema.Document {
	doc := *old
	doc.Blocks = slices.Clone(doc.Blocks)
	b := &doc.Blocks[span.Block]
	shift := len(text) - span.Len()
	moved := func(at int) int {
		switch {
		case at >= span.End:
			return at + shift
		case at > span.Start:
			return min(at, span.Start+len(text))
		}
		return at
	}
	line, column := b.Position(span.End)
	var source []schema.Anchor
	for _, a := range b.Source {
		if a.Offset < span.End && a.Offset <= span.Start+len(text) {
			source = append(source, a)
		}
	}
	if len(b.Source) > 0 {
		source = append(source, schema.Anchor{Offset: span.Start + len(text), Line: line, Column: column})
	}
	for _, a := range b.Source {
		if a.Offset > span.End {
			a.Offset += shift
			source = append(source, a)
		}
	}
	b.Source = source
	refs := slices.Clone(b.Refs)
	for i := range refs {
		refs[i].Start, refs[i].End = moved(refs[i].Start), moved(refs[i].End)
	}
	b.Refs = refs
	b.Body = moved(b.Body)
	b.Text = b.Text[:span.Start] + text + b.Text[span.End:]
	return &doc
}
