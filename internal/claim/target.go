package claim

import (
	"strings"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// target is a target that the prose sets: "Chỉ tiêu tỉnh giao: 50%".
type target struct {
	section *section
	setter  []int32       // words that say who set it: "tỉnh", "thị xã"
	level   []place       // the level it is set for, nil for all
	lo, hi  schema.Number // hi differs from lo for "từ 55 đến 60%"
	ranged  bool
	atMost  bool    // met by staying at or below it
	column  *colKey // the only column that it is for; nil when the words leave it open
	span    schema.Span
}

// findTargets reads every target that the prose sets, and marks its figures.
func (r *reader) findTargets() {
	r.specTargets()
	for _, b := range r.blocks {
		for i := 0; i < len(b.toks); i++ {
			t := &b.toks[i]
			if t.cat&lang.Target == 0 || int(t.head) != i || t.kind != word {
				continue
			}
			if !r.judged(b, i) && !r.namesRate(b, i) && !r.setAside(b, i) {
				r.readTarget(b, i)
			}
			i = int(t.tail) - 1
		}
		r.intents(b)
	}
}

// specTargets takes over the targets that the user's spec sets.
func (r *reader) specTargets() {
	if r.rep.Spec == nil {
		return
	}
	for _, ts := range r.rep.Spec.Tables {
		for _, t := range ts.Targets {
			n, ok := t.Number()
			if !ok {
				continue // LoadSpec has refused it
			}
			for k, table := range r.rep.Tables {
				col := specColumn(table, t.Column)
				if col < 0 || table.Twin > 0 {
					continue
				}
				tg := target{section: r.sections[0], lo: n, hi: n, atMost: t.Compare == "at-most", column: &colKey{k, col}}
				tg.lo.Percent = table.Columns[col].Kind == schema.Ratio || table.Columns[col].Kind == schema.Index || n.Percent
				tg.hi.Percent = tg.lo.Percent
				for _, w := range r.lex.vocab.path(t.Name) {
					if w >= 0 {
						tg.setter = append(tg.setter, w)
					}
				}
				for i := range table.Rows {
					if t.Level != "" && lang.Fold(table.Rows[i].Label) == lang.Fold(t.Level) {
						tg.level = append(tg.level, place{k, i})
					}
				}
				r.targets = append(r.targets, tg)
			}
		}
	}
}

// specColumn finds the column that a spec names by its number in brackets, its
// letters or its header; -1 when the table has none.
func specColumn(t *schema.Table, name string) int {
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Number != "" && name == "("+c.Number+")" || strings.EqualFold(name, schema.ColumnName(c.Col)) || lang.Fold(name) == lang.Fold(c.Name()) {
			return i
		}
	}
	return -1
}

// judged reports whether the target word at token i is said to be met or missed:
// "đạt chỉ tiêu", "dưới mức chỉ tiêu".
func (r *reader) judged(b *block, i int) bool {
	for k := i - 1; k >= 0 && k >= i-7; k-- {
		if t := &b.toks[k]; t.kind == num || t.kind == punct && !t.is('\'') && !t.is('’') {
			return false
		}
		if b.toks[k].cat&(lang.Meets|lang.Misses) != 0 {
			return r.targetBehind(b, int(b.toks[k].tail), i+1) == i || int(b.toks[k].tail) == i
		}
	}
	return false
}

// readTarget reads the setter, the levels and the bounds behind a target word.
func (r *reader) readTarget(b *block, at int) {
	toks := b.toks
	depth := toks[at].depth
	i := int(toks[at].tail)
	var setter []int32
	before := r.setterBefore(b, at)
	name := 0
	var level []place
	header := r.lex.inHeader(&toks[at])
	found, named, words := false, false, 0 // named: what the target is for is being told
	for i < len(toks) && toks[i].depth >= depth {
		t := &toks[i]
		for name < len(b.names) && b.names[name].end <= i {
			name++
		}
		switch {
		case name < len(b.names) && b.names[name].first <= i && !b.names[name].whole:
			level = b.names[name].rows
			i = b.names[name].end
		case t.kind == num:
			f := &r.figures[t.id]
			if !found && toks[i-1].kind == word && toks[i-1].cat&lang.By != 0 {
				return // "fell short of its target by 2.4 points"
			}
			if f.Role == schema.RoleDate || f.Role == schema.RoleReference || f.Role == schema.RoleOrdinal || !f.Numeric || !found && !f.Number.Percent && r.rateFollows(b, i) {
				i++
				continue
			}
			if len(setter) == 0 {
				setter = before
			}
			tg := target{section: b.section, setter: setter, level: level, lo: f.Number, hi: f.Number}
			end := i + 1
			j := skipPercent(toks, i+1)
			if j+1 < len(toks) && toks[j].kind == word && toks[j].cat&lang.To != 0 && toks[j+1].kind == num ||
				j+1 < len(toks) && toks[j].is('-') && toks[j+1].kind == num {
				g := &r.figures[toks[j+1].id]
				if g.Numeric {
					tg.hi, tg.ranged = g.Number, true
					tg.lo.Percent = tg.lo.Percent || g.Number.Percent
					end = j + 2
				}
			}
			if !tg.hi.Percent && header {
				return // "kế hoạch 22.000 tỷ": a column of the table, not a target
			}
			tg.span = schema.Span{Block: b.index, Start: toks[at].start, End: r.figures[toks[end-1].id].Span.End}
			for k := i; k < end; k++ {
				if toks[k].kind == num {
					r.set(b, k, schema.RoleTarget)
				}
			}
			r.targets = append(r.targets, tg)
			found = true
			level = nil
			i = skipPercent(toks, end)
		case t.kind == word && t.cat&lang.Target != 0 && !r.namesRate(b, i):
			return
		case t.is(';') || t.is('.') || t.is('\n'):
			return
		case t.kind == word && found && t.cat&(lang.Stop|lang.And|lang.Place) == 0:
			return
		case t.kind == word && !found:
			if words++; words > 16 || words > 6 && !named {
				return
			}
			named = named || t.cat&lang.Ratio != 0
			if len(setter) <= 6 && !named {
				setter = append(setter, t.id)
			}
			i++
		default:
			i++
		}
	}
}

// rateFollows reports whether a percentage follows a number within its clause, so that the
// number belongs to what the target is for: "trẻ dưới 1 tuổi được tiêm đủ đạt 95%".
func (r *reader) rateFollows(b *block, i int) bool {
	for k := i + 1; k < len(b.toks) && b.toks[k].depth >= b.toks[i].depth; k++ {
		t := &b.toks[k]
		switch {
		case t.is(',') || t.is(';') || t.is('.') || t.is(')'):
			return false
		case t.kind == num && r.figures[t.id].Number.Percent:
			return true
		}
	}
	return false
}

// setterBefore gathers the words in front of a target word up to the nearest sign:
// "tỉnh giao chỉ tiêu: 50%".
func (r *reader) setterBefore(b *block, at int) []int32 {
	var out []int32
	for k := at - 1; k >= 0 && k >= at-5; k-- {
		if b.toks[k].kind != word {
			break
		}
		out = append(out, b.toks[k].id)
	}
	return out
}

func skipPercent(toks []token, i int) int {
	if i < len(toks) && toks[i].is('%') {
		i++
	}
	return i
}

// intents marks the figures of what shall be: "phấn đấu đạt 95%", "đảm bảo 100%".
func (r *reader) intents(b *block) {
	for _, s := range b.sentences {
		intent, depth := false, int8(0)
		for i := s[0]; i < s[1]; i++ {
			t := &b.toks[i]
			switch {
			case t.kind == word && int(t.head) == i && t.cat&lang.Intent != 0 && t.cat&lang.Target == 0 && !r.lex.inHeader(t) && !r.namesRate(b, i) && !r.judged(b, i):
				intent, depth = true, t.depth
			case intent && t.depth < depth:
				intent = false
			case intent && t.kind == num:
				if f := &r.figures[t.id]; f.Verdict != schema.NotClaim {
					r.set(b, i, schema.RoleTarget)
				}
			}
		}
	}
}

// lookup finds the conditions that a phrase such as "chỉ tiêu tỉnh giao" puts on a
// group of rows: one list of conditions for each way to understand it. said are the
// words behind the target word; fits tells whether a target's level is the group's.
func (r *reader) lookup(s *section, said []int32, key colKey, percent bool, fits func([]place) bool) [][]target {
	var near []target
	for at := s; at != nil && len(near) == 0; at = at.parent {
		for _, t := range r.targets {
			if t.section == at && t.hi.Percent == percent && (t.column == nil || *t.column == key) && (t.level == nil || fits(t.level)) {
				near = append(near, t)
			}
		}
	}
	// a target set for the level wins over the same setter's general one
	var named []target
	for _, t := range near {
		if len(t.setter) > 0 && r.saysAll(said, t.setter) {
			named = append(named, t)
		}
	}
	if len(named) > 0 {
		named = longestSetters(named)
		return [][]target{named}
	}
	var out [][]target
	for _, t := range near {
		out = append(out, []target{t})
	}
	return out
}

// saysAll reports whether the telling words of a setter are all said.
func (r *reader) saysAll(said, setter []int32) bool {
	telling := 0
	for _, w := range setter {
		if has(said, w) {
			telling++
			continue
		}
		if v, n := r.lex.phrases.walk([]int32{w}); n == 1 && *v&lang.Stop != 0 {
			continue
		}
		return false
	}
	return telling > 0
}

// longestSetters drops a target whose setter's words are part of another's that is
// said too and is longer: "xã" within "thị xã".
func longestSetters(list []target) []target {
	var out []target
next:
	for i, t := range list {
		for k, o := range list {
			if k != i && len(o.setter) > len(t.setter) {
				part := true
				for _, w := range t.setter {
					part = part && has(o.setter, w)
				}
				if part {
					continue next
				}
			}
		}
		out = append(out, t)
	}
	return out
}

// condition makes the condition that meeting or missing a target puts on a value.
func (t target) condition(met bool, span schema.Span) schema.Condition {
	c := schema.Condition{Cmp: schema.AtLeast, Span: span, Source: t.span}
	switch {
	case t.atMost && met:
		c.Cmp = schema.AtMost
	case t.atMost:
		c.Cmp = schema.Above
	case !met:
		c.Cmp = schema.Below
	}
	lo, hi := t.lo, t.hi
	c.Bound = &lo
	if t.ranged {
		c.Upper = &hi
	}
	return c
}
