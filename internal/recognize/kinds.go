package recognize

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// tallyColumn counts what the body cells of a column hold.
type tallyColumn struct {
	figures, words, nones int
	whole                 int // figures shown without decimals
	years                 int
	hundreds              int // figures from 20 to 400: where indices lie
	places                [20]int
	distinct              map[string]bool
}

func (g *grid) tallyColumn(b block, c int) tallyColumn {
	t := tallyColumn{distinct: map[string]bool{}}
	for r := b.body; r <= b.bottom; r++ {
		cell := g.sheet.At(r, c)
		switch {
		case cell.Kind == schema.Numeric || g.at(r, c) == figure:
			t.figures++
			t.places[min(max(int(cell.Number.Shown), 0), 19)]++
			if cell.Number.Shown == 0 {
				t.whole++
			}
			if yearOf(cell.Raw) != 0 {
				t.years++
			}
			if v := cell.Number.Value; v.Coef >= 20*schema.Pow10(int(v.Places)) && v.Coef/400 <= schema.Pow10(int(v.Places)) {
				t.hundreds++
			}
		case g.at(r, c) == words:
			t.words++
			if len(t.distinct) < 400 {
				t.distinct[cell.Raw] = true
			}
		case g.at(r, c) == none:
			t.nones++
		}
	}
	return t
}

// kinds decides the role of every column, its unit and its places, and the column
// of names.
func (g *grid) kinds(t *schema.Table, b block) {
	best := 0
	for i := range t.Columns {
		col := &t.Columns[i]
		n := g.tallyColumn(b, col.Col)
		switch {
		case n.figures+n.words+n.nones == 0:
			col.Kind = schema.Blank
		case col.Col < b.firstFig || n.figures <= n.words:
			col.Kind = g.textKind(col, b, n)
			if col.Kind == schema.Label || col.Kind == schema.Words && t.LabelCol < 0 && col.Col < b.firstFig {
				if len(n.distinct) > best {
					best, t.LabelCol = len(n.distinct), i
				}
			}
		default:
			col.Kind = g.figureKind(t, col, n)
			for p, k := range n.places {
				if k > n.places[col.Places] || k == n.places[col.Places] && p > int(col.Places) {
					col.Places = int8(p)
				}
			}
		}
	}
	if t.LabelCol >= 0 {
		t.Columns[t.LabelCol].Kind = schema.Label
	} else if first := &t.Columns[0]; first.Kind == schema.Year && len(t.Columns) > 1 {
		t.LabelCol = 0
	}
}

func (g *grid) textKind(col *schema.Column, b block, n tallyColumn) schema.ColumnKind {
	head := lang.Fold(strings.Join(col.Path, " "))
	for _, w := range g.pack.Table.Ordinal {
		if col.Col < b.firstFig-1 && (head == w || startsWithAny(head, []string{w})) {
			return schema.Ordinal
		}
	}
	if col.Col > b.firstFig {
		return schema.Words
	}
	if n.figures > n.words {
		return schema.Ordinal
	}
	short := true // ordinals are short and mostly of one form
	for s := range n.distinct {
		if style, _ := ordinalStyle(strings.TrimSpace(s)); style == 0 {
			short = false
			break
		}
	}
	if short && col.Col < b.firstFig-1 {
		return schema.Ordinal
	}
	return schema.Label
}

func (g *grid) figureKind(t *schema.Table, col *schema.Column, n tallyColumn) schema.ColumnKind {
	head := lang.Fold(col.Name())
	leaf := head
	if k := len(col.Path); k > 0 {
		leaf = lang.Fold(col.Path[k-1])
	}
	percent := col.Unit.Percent || col.Unit.Text == "" && t.Unit.Percent
	index := hasAny(head, g.pack.Table.Index)
	ratio := hasAny(leaf, g.pack.Table.Ratio)
	switch {
	case n.years == n.figures && n.figures > 1 && (col.Col == t.Left || hasAny(head, g.pack.Table.YearWord)):
		return schema.Year
	case index && (percent || col.Unit.Text == "" && n.whole < n.figures && n.hundreds*10 >= n.figures*7):
		return schema.Index
	case percent || ratio && col.Unit.Text == "":
		return schema.Ratio
	case hasAny(head, g.pack.Table.Ratio) && n.whole*2 < n.figures:
		return schema.Ratio
	}
	u := col.Unit
	if u.Text == "" {
		u = t.Unit
	}
	// A count with a lost thousands mark stands among whole numbers with three decimals.
	slipped := n.figures >= 10 && n.whole+n.places[3] == n.figures && n.places[3]*10 <= n.figures
	if (n.whole == n.figures || slipped) && u.Scale == 0 && !hasAny(head, g.pack.Table.Average) {
		return schema.Count
	}
	return schema.Measure
}
