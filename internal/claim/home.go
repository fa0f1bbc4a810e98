package claim

import (
	"slices"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// homeRow is the row of a table that sets the place which a report is about beside others
// of its rank: in a table of provinces "của tỉnh" is told of that province, not of the
// total. -1 where the table has no such row, or adds it up with others.
func (r *reader) homeRow(t int) int {
	if r.homes == nil {
		r.homes = make([]int, len(r.rep.Tables))
		for i := range r.homes {
			r.homes[i] = r.findHome(i)
		}
	}
	return r.homes[t]
}

func (r *reader) findHome(t int) int {
	table := r.rep.Tables[t]
	if len(r.masthead()) == 0 {
		return -1
	}
	units, found := 0, -1
	for i := range table.Rows {
		if table.Rows[i].Kind != schema.UnitRow {
			continue
		}
		units++
		if r.inMasthead(table.Rows[i].Label) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	if found < 0 || units < 3 {
		return -1
	}
	for i := range table.Rules {
		if rule := &table.Rules[i]; rule.Axis == schema.Down && slices.Contains(rule.Expr.Vars(), found) {
			return -1 // one of the parts of the whole that the report is about
		}
	}
	return found
}

// mastheadBlocks is how many blocks of a draft may name the office and its place.
const mastheadBlocks = 10

// masthead are the words, block by block, with which a draft begins, as far as they name a
// place.
func (r *reader) masthead() [][]int32 {
	if r.office == nil {
		r.office = [][]int32{}
		for n, b := range r.blocks {
			if n >= mastheadBlocks {
				break
			}
			for k := range b.toks {
				t := &b.toks[k]
				if t.kind != word || t.cat&lang.Place == 0 {
					continue
				}
				var name []int32
				for m := k + 1; m < len(b.toks) && b.toks[m].kind == word && (b.toks[m].upper || b.toks[m].acro); m++ {
					name = append(name, b.toks[m].id)
				}
				if len(name) > 0 {
					r.office = append(r.office, name)
				}
			}
		}
	}
	return r.office
}

// inMasthead reports whether a label is the name of the place of the office, with or
// without the word for its rank.
func (r *reader) inMasthead(label string) bool {
	path := r.lex.vocab.path(label)
	toks := r.lex.vocab.tokenize(label, nil)
	r.lex.mark(toks)
	for len(path) > 1 && len(toks) > 0 && toks[0].cat&lang.Place != 0 {
		path, toks = path[1:], toks[1:]
	}
	if len(path) == 0 {
		return false
	}
	return slices.ContainsFunc(r.masthead(), func(name []int32) bool { return slices.Equal(name, path) })
}
