package audit

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// pairTwins marks the tables of the draft that repeat a table of an appendix, so
// that prose is tied to one of them and a fault of both is told once. Two tables are
// twins when most of their row names and of their columns are the same.
func pairTwins(rep *schema.Report) {
	for _, t := range rep.Tables {
		if !rep.Sheets[t.Sheet].InText {
			continue
		}
		for k, o := range rep.Tables {
			if o != t && !rep.Sheets[o.Sheet].InText && rep.Sheets[o.Sheet].Source != rep.Sheets[t.Sheet].Source && alike(t, o) {
				t.Twin = k + 1
				break
			}
		}
	}
}

// alike reports whether four fifths of the row names, and of the column headers or
// numbers, of two tables are the same.
func alike(a, b *schema.Table) bool {
	return shared(rowNames(a), rowNames(b)) && shared(columnNames(a), columnNames(b))
}

func rowNames(t *schema.Table) map[string]int {
	out := map[string]int{}
	for i := range t.Rows {
		if l := lang.Fold(t.Rows[i].Label); l != "" {
			out[l]++
		}
	}
	return out
}

func columnNames(t *schema.Table) map[string]int {
	out := map[string]int{}
	for i := range t.Columns {
		if n := strings.Join(lang.Words(t.Columns[i].Name()), " "); n != "" {
			out[n]++
		}
	}
	return out
}

func shared(a, b map[string]int) bool {
	both, all := 0, 0
	for k, n := range a {
		both += min(n, b[k])
		all += n
	}
	other := 0
	for _, n := range b {
		other += n
	}
	return all > 0 && 5*both >= 4*max(all, other)
}
