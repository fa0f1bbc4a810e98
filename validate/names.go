package validate

import (
	"strings"
	"unicode"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// name is the name of a row, in the forms in which names are compared.
type name struct {
	row      int
	raw      string // as written, blanks at the ends aside
	folded   string
	kind     string // what the prefix says that it is: "phường"; "" when it says nothing
	stem     string // the folded name without its prefix
	residual bool   // "others": what is left over of something, and may be so again
}

// group is a run of rows that belong to one section: a name may stand once in it.
type group struct {
	table *schema.Table
	names []name
}

// groups parts the unit rows of a table by their parent, and by the sections,
// subtotals and totals between them. Rows that open a part of the row above ("of
// which") repeat by nature and are left out.
func groups(t *schema.Table) []group {
	if t.LabelCol < 0 {
		return nil
	}
	type key struct{ parent, run, level int }
	var order []key
	byKey := map[key][]name{}
	pack := lang.Detect(labels(t))
	run := 0
	for n := range t.Rows {
		row := &t.Rows[n]
		switch row.Kind {
		case schema.SectionRow, schema.SubtotalRow, schema.TotalRow, schema.HeaderRow, schema.NumberingRow:
			if !opensParts(t, n) {
				run++
			}
		case schema.UnitRow:
			if row.OfWhich {
				continue
			}
			k := key{row.Parent, run, row.Level}
			if byKey[k] == nil {
				order = append(order, k)
			}
			byKey[k] = append(byKey[k], nameOf(n, row.Label, pack.Table))
		}
	}
	var out []group
	for _, k := range order {
		out = append(out, group{t, byKey[k]})
	}
	return out
}

// opensParts reports whether a row is a heading such as "of which:" over rows deeper
// than those before it: the list above goes on behind them.
func opensParts(t *schema.Table, n int) bool {
	if row := &t.Rows[n]; row.Kind != schema.SectionRow || !row.OfWhich || n == 0 || n+1 == len(t.Rows) {
		return false
	}
	above, below := &t.Rows[n-1], &t.Rows[n+1]
	return above.Kind == schema.UnitRow && below.Kind == schema.UnitRow && above.Level < below.Level
}

func labels(t *schema.Table) string {
	var b strings.Builder
	for n := range t.Rows {
		b.WriteString(t.Rows[n].Label)
		b.WriteByte(' ')
	}
	return b.String()
}

func nameOf(row int, label string, words lang.TableWords) name {
	prefixes := words.Prefixes
	out := name{row: row, raw: strings.TrimSpace(label), folded: lang.Fold(label)}
	out.stem = out.folded
	for _, w := range words.Residual {
		out.residual = out.residual || strings.HasSuffix(" "+out.folded, " "+w) || strings.HasPrefix(out.folded+" ", w+" ") || strings.Contains(out.folded, " "+w+" ")
	}
	for _, p := range prefixes { // longest first
		if rest, ok := strings.CutPrefix(out.folded, p+" "); ok && rest != "" {
			out.stem, out.kind = rest, kindOf(p, prefixes)
			break
		}
	}
	return out
}

// kindOf takes the office off a prefix: "ubnd phường" is a "phường". An office is a
// prefix that begins other prefixes.
func kindOf(prefix string, prefixes []string) string {
	for _, office := range prefixes {
		if rest, ok := strings.CutPrefix(prefix, office+" "); ok {
			return rest
		}
		if office == prefix {
			for _, longer := range prefixes {
				if strings.HasPrefix(longer, prefix+" ") {
					return ""
				}
			}
		}
	}
	return prefix
}

// lettered reports whether there is a letter in the name; a number alone is none.
func (n name) lettered() bool { return strings.IndexFunc(n.raw, unicode.IsLetter) >= 0 }

// figuresOf gives the figures of a row as one text, and how many there are.
func figuresOf(rep *schema.Report, t *schema.Table, row int) (text string, count int) {
	var b strings.Builder
	for col := range t.Columns {
		if k := t.Columns[col].Kind; k == schema.Ordinal || k == schema.Label || k == schema.Words {
			continue
		}
		if c := rep.At(t.Ref(row, col)); c.Kind == schema.Numeric {
			b.WriteString(c.Number.Value.Trim().String())
			count++
		}
		b.WriteByte('|')
	}
	return b.String(), count
}

// nameAt is the place of a row's name.
func nameAt(t *schema.Table, row int) schema.Ref { return t.Rows[row].LabelAt }

// naming starts a finding about the name of a row, with the row of the same name as
// its evidence.
func naming(rep *schema.Report, t *schema.Table, row, other int) schema.Finding {
	f := schema.Finding{At: schema.AtCell(nameAt(t, row)), Reported: raw(rep, nameAt(t, row)), Unit: t.Rows[row].Label}
	f.Units = []string{t.Rows[row].Label, t.Rows[other].Label}
	f.Evidence = []schema.Evidence{
		{At: schema.AtCell(nameAt(t, row)), Role: "reported", Text: raw(rep, nameAt(t, row))},
		{At: schema.AtCell(nameAt(t, other)), Role: "member", Text: raw(rep, nameAt(t, other))},
	}
	return f
}
