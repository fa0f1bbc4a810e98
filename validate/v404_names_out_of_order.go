package validate

import (
	"bytes"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// NamesOutOfOrder finds two names whose exchange puts the names of a section into
// alphabetical order: they may have been swapped.
var NamesOutOfOrder = &schema.Check{
	Code: "V404", Name: "names-out-of-order", Severity: schema.Note, Since: "0.1.0",
	Doc: page("V404"), Run: namesOutOfOrder,
}

// Fewer names than leastOrdered are in order by chance too often; more than mostOrdered
// are too many to try every exchange of two. A section of leastShort names or more is
// told where the other sections of its table, in order, make the number up.
const leastShort, leastOrdered, mostOrdered = 4, 8, 200

func namesOutOfOrder(p *schema.Pass) error {
	for _, t := range p.Report.Originals() {
		lists, names := sortedLists(t)
		if names < leastOrdered {
			continue
		}
		disordered := 0
		for _, l := range lists {
			if !l.ordered {
				disordered++
			}
		}
		for _, l := range lists {
			if l.ordered {
				p.Passed()
				continue
			}
			i, j, one := onlyExchange(l.keys)
			if !one || len(l.names) < leastOrdered && disordered > 1 {
				p.Undecided()
				continue
			}
			f := naming(p.Report, t, l.names[i].row, l.names[j].row)
			f.Severity = schema.Note
			f.Message = schema.Say("v404.message", "unit", f.Units[0], "other", f.Units[1])
			f.Fixes = []schema.Fix{{Title: schema.Say("v404.fix"), At: f.At, Applicability: schema.DisplayOnly}}
			p.Found(f)
		}
	}
	return nil
}

// sortedList is the names of a section and whether they stand in order.
type sortedList struct {
	group
	keys    []sortKey
	ordered bool
}

// sortedLists gives the sections of a table that are long enough to look at, and how
// many names they have together.
func sortedLists(t *schema.Table) (lists []sortedList, names int) {
	for _, g := range groups(t) {
		if len(g.names) < leastShort || len(g.names) > mostOrdered {
			continue
		}
		keys := sortKeys(g)
		lists = append(lists, sortedList{g, keys, ordered(keys)})
		names += len(g.names)
	}
	return lists, names
}

// sortKey is the place of a name in its section: names of one kind stand together.
type sortKey struct {
	kind string
	key  []byte
}

func sortKeys(g group) []sortKey {
	c, buffer := collate.New(language.Make(lang.Detect(labels(g.table)).Code)), &collate.Buffer{}
	out := make([]sortKey, len(g.names))
	for k, n := range g.names {
		out[k] = sortKey{n.kind, c.KeyFromString(buffer, n.stem)}
	}
	return out
}

// ordered reports whether the kinds follow each other, each in alphabetical order.
func ordered(keys []sortKey) bool {
	done := map[string]bool{}
	for k := 1; k < len(keys); k++ {
		if keys[k].kind != keys[k-1].kind {
			done[keys[k-1].kind] = true
			if done[keys[k].kind] {
				return false
			}
		} else if bytes.Compare(keys[k-1].key, keys[k].key) >= 0 {
			return false
		}
	}
	return true
}

// onlyExchange finds the only two names whose exchange makes the order.
func onlyExchange(keys []sortKey) (a, b int, one bool) {
	found := 0
	for i := range keys {
		for j := i + 1; j < len(keys); j++ {
			keys[i], keys[j] = keys[j], keys[i]
			if ordered(keys) {
				a, b = i, j
				found++
			}
			keys[i], keys[j] = keys[j], keys[i]
			if found > 1 {
				return 0, 0, false
			}
		}
	}
	return a, b, found == 1
}
