package series

import (
	"slices"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// rowNames gives each row of a table the name that it has through the years: the words of
// its label, and where several rows share them, those of the last row before it whose
// label stands alone. So are rows of what is left over ("other goods"), which is left over of
// something else wherever it stands. A row without a name gets "".
func rowNames(labels []string, residual []string, words func(string) []string) []string {
	out := make([]string, len(labels))
	count := map[string]int{}
	for i, l := range labels {
		out[i] = strings.Join(words(l), " ")
		count[out[i]]++
	}
	under, seen := "", map[string]int{}
	for i, name := range out {
		switch {
		case name == "":
		case count[name] == 1 && !leftOver(name, residual):
			under = name
		default:
			out[i] = under + " > " + name
			seen[out[i]]++
		}
	}
	for i, name := range out {
		if seen[name] > 1 { // nothing tells these rows apart but their order
			out[i] = ""
		}
	}
	return out
}

// leftOver reports whether a name ends with a word for what is left over.
func leftOver(name string, residual []string) bool {
	for _, r := range residual {
		if name == r || strings.HasSuffix(name, " "+r) {
			return true
		}
	}
	return false
}

// labelWords are the words of a label, without those that only say that it is a part.
func labelWords(label string, pack *lang.Pack) []string {
	w := lang.Words(label)
	for _, of := range pack.Table.OfWhich {
		if f := lang.Words(of); len(f) < len(w) && slices.Equal(w[:len(f)], f) {
			return w[len(f):]
		}
	}
	return w
}

// labels are the labels of a table's rows that hold figures or name a part of it; others
// are "".
func labels(t *Table) []string {
	out := make([]string, len(t.Rows))
	for i := range t.Rows {
		switch w := &t.Rows[i]; w.Kind {
		case schema.UnitRow, schema.SectionRow, schema.SubtotalRow, schema.TotalRow:
			out[i] = w.Label
		}
	}
	return out
}

// proper is a name without the words of its status: "phường Tam Quan" is "tam quan".
func proper(name string, pack *lang.Pack) string {
	for _, p := range pack.Table.Prefixes {
		if rest, ok := strings.CutPrefix(name, strings.Join(lang.Words(p), " ")+" "); ok {
			return rest
		}
	}
	return name
}

// OneUnit reports whether two names are of one unit that changed its status: they have the
// same proper name under different words such as "commune" and "ward".
func OneUnit(a, b string) bool {
	for _, pack := range lang.Packs() {
		x, y := plain(a), plain(b)
		if p, q := proper(x, pack), proper(y, pack); x != y && p == q && (p != x || q != y) {
			return true
		}
	}
	return false
}
