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
// are too many to try every exchange of two.
const leastOrdered, mostOrdered = 8, 200

func namesOutOfOrder(p *schema.Pass) error {
	for _, t := range p.Report.Tables {
		for _, g := range groups(t) {
			if len(g.names) < leastOrdered || len(g.names) > mostOrdered {
				continue
			}
			keys := sortKeys(g)
			if ordered(keys) {
				p.Passed()
				continue
			}
			i, j, one := onlyExchange(keys)
			if !one {
				p.Undecided()
				continue
			}
			f := naming(p.Report, t, g.names[i].row, g.names[j].row)
			f.Severity = schema.Note
			f.Message = schema.Say("v404.message", "unit", f.Units[0], "other", f.Units[1])
			f.Fixes = []schema.Fix{{Title: schema.Say("v404.fix"), At: f.At, Applicability: schema.DisplayOnly}}
			p.Found(f)
		}
	}
	return nil
}

// sortKey is the place of a name in its section: names of one kind stand together.
type sortKey struct {
	kind string
	key  []byte
}

func sortKeys(g group) []sortKey {
	tag := language.Vietnamese
	if lang.Detect(labels(g.table)) == lang.English {
		tag = language.English
	}
	c, buffer := collate.New(tag), &collate.Buffer{}
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
