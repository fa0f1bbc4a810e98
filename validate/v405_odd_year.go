package validate

import (
	"slices"
	"strconv"
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// OddYear finds a year in the headers, or in the names of the rows, that does not fit
// the years beside it, and a title that still names the year before those of all columns.
var OddYear = &schema.Check{
	Code: "V405", Name: "odd-year", Severity: schema.Error, Since: "0.1.0",
	Doc: page("V405"), Run: oddYears,
}

// dated is a header or a name with one year in it.
type dated struct {
	at   schema.Ref
	text string
	year int
	form string // the words around the year, and what stands above
}

func oddYears(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		heads := headYears(p.Report, t)
		for _, list := range [][]dated{heads, rowYears(t)} {
			for from := 0; from < len(list); {
				to := from + 1
				for to < len(list) && list[to].form == list[from].form {
					to++
				}
				yearRun(p, t, list[from:to])
				from = to
			}
		}
		staleTitle(p, t, heads)
	}
	return nil
}

// headYears are the header cells with a year, one for each cell, from left to right.
func headYears(rep *schema.Report, t *schema.Table) []dated {
	var out []dated
	for c := range t.Columns {
		col := &t.Columns[c]
		above, last := "", dated{}
		for _, at := range col.Heads {
			text := raw(rep, at)
			if year, form, ok := oneYear(text); ok {
				last = dated{at, text, year, above + "\x00" + form}
			}
			above += "\x00" + lang.Fold(text)
		}
		if n := len(out); last.year != 0 && (n == 0 || out[n-1].at != last.at) {
			out = append(out, last)
		}
	}
	return out
}

// rowYears are the rows that are named by a year.
func rowYears(t *schema.Table) []dated {
	var out []dated
	for r := range t.Rows {
		row := &t.Rows[r]
		if !figured(row.Kind) {
			continue
		}
		if year, form, ok := oneYear(row.Label); ok {
			out = append(out, dated{row.LabelAt, row.Label, year, strconv.Itoa(row.Parent) + "\x00" + form})
		}
	}
	return out
}

// oneYear finds the only year of a text, and the words around it.
func oneYear(text string) (year int, form string, ok bool) {
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && text[j] >= '0' && text[j] <= '9' {
			j++
		}
		if j == i {
			i++
			continue
		}
		if n, err := strconv.Atoi(text[i:j]); err == nil && j-i == 4 && n >= 1900 && n <= 2100 {
			if ok {
				return 0, "", false
			}
			year, form, ok = n, text[:i]+"\x00"+text[j:], true
		}
		i = j
	}
	return year, lang.Fold(form), ok
}

// yearRun looks at years that stand side by side in headers of one form.
func yearRun(p *schema.Pass, t *schema.Table, run []dated) {
	const least = 4
	if len(run) < least {
		return
	}
	years := make([]int, len(run))
	for i := range run {
		years[i] = run[i].year
	}
	odd, want, ok := oddOne(years)
	if !ok {
		for range run {
			p.Passed()
		}
		return
	}
	d := run[odd]
	f := schema.Finding{At: schema.AtCell(d.at), Reported: strconv.Itoa(d.year), Computed: strconv.Itoa(want), Severity: schema.Warning}
	if slipOfYear(d.year, want) || slices.Contains(neighbours(years, odd), d.year) {
		f.Severity = schema.Error
	}
	f.Message = schema.Say("v405.message", "text", d.text, "reported", f.Reported, "computed", f.Computed, "years", listed(years))
	f.Evidence = []schema.Evidence{{At: f.At, Role: "reported", Text: raw(p.Report, d.at)}}
	for i := range run {
		if i != odd {
			f.Evidence = append(f.Evidence, schema.Evidence{At: schema.AtCell(run[i].at), Role: "member", Text: raw(p.Report, run[i].at)})
		}
	}
	mended := strings.Replace(d.text, f.Reported, f.Computed, 1)
	f.Fixes = []schema.Fix{{Title: schema.Say("validate.fix.replace", "reported", d.text, "computed", mended), At: f.At, Replacement: mended, Applicability: schema.Unsafe}}
	p.Found(f)
}

// oddOne finds the only year that breaks the order of the others, which go up, or down,
// in even steps.
func oddOne(years []int) (odd, want int, ok bool) {
	const widestStep = 10
	for i := range years {
		a, b := 0, 1 // two of the others
		if i == 0 {
			a, b = 1, 2
		} else if i == 1 {
			b = 2
		}
		d := (years[b] - years[a]) / (b - a)
		if d == 0 || d > widestStep || d < -widestStep {
			continue
		}
		at := func(k int) int { return years[a] + d*(k-a) }
		even := true
		for k := range years {
			even = even && (k == i || years[k] == at(k))
		}
		if !even || years[i] == at(i) || inOrder(years, i, d) {
			continue
		}
		if ok {
			return 0, 0, false
		}
		odd, want, ok = i, at(i), true
	}
	return odd, want, ok
}

// inOrder reports whether a year lies on the right side of both its neighbours.
func inOrder(years []int, i, step int) bool {
	after := func(a, b int) bool { return (b-a)*step > 0 }
	return (i == 0 || after(years[i-1], years[i])) && (i == len(years)-1 || after(years[i], years[i+1]))
}

func neighbours(years []int, i int) []int {
	return append(slices.Clone(years[max(i-1, 0):i]), years[i+1:min(i+2, len(years))]...)
}

// slipOfYear reports whether one year is the other with one digit changed, or with two
// neighbouring digits exchanged.
func slipOfYear(a, b int) bool {
	x, y := strconv.Itoa(a), strconv.Itoa(b)
	var off []int
	for i := range x {
		if x[i] != y[i] {
			off = append(off, i)
		}
	}
	return len(off) == 1 || len(off) == 2 && off[1] == off[0]+1 && x[off[0]] == y[off[1]] && x[off[1]] == y[off[0]]
}

func listed(years []int) string {
	out := make([]string, len(years))
	for i, y := range years {
		out[i] = strconv.Itoa(y)
	}
	return strings.Join(out, ", ")
}

// staleTitle finds a title that names the one year just before those of all columns:
// that of the table from which this one was made. The year of a price base is older.
func staleTitle(p *schema.Pass, t *schema.Table, heads []dated) {
	year, _, ok := oneYear(t.Title)
	if !ok || len(heads) < 2 {
		return
	}
	first := heads[0].year
	for i := range heads {
		first = min(first, heads[i].year)
	}
	for c := range t.Columns {
		if numeric(t.Columns[c].Kind) && !slices.ContainsFunc(t.Columns[c].Path, func(s string) bool { _, _, ok := oneYear(s); return ok }) {
			return
		}
	}
	if year != first-1 {
		p.Passed()
		return
	}
	at := schema.AtCell(heads[0].at)
	for _, c := range t.Captions {
		if strings.Contains(c.Text, strconv.Itoa(year)) {
			at = c.At
			break
		}
	}
	f := schema.Finding{At: at, Severity: schema.Warning, Reported: strconv.Itoa(year)}
	f.Message = schema.Say("v405.title", "text", t.Title, "reported", f.Reported, "first", first)
	for i := range heads {
		f.Evidence = append(f.Evidence, schema.Evidence{At: schema.AtCell(heads[i].at), Role: "member", Text: raw(p.Report, heads[i].at)})
	}
	f.Fixes = []schema.Fix{{Title: schema.Say("v405.fix.title"), At: at, Applicability: schema.DisplayOnly}}
	p.Found(f)
}
