package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// subjectsOf finds whom a figure may be about, the likeliest first: the name nearest
// before it, or names joined to it; a level that a line or a heading sets; the name
// that the sentence before spoke of; the whole.
func (r *reader) subjectsOf(q *query) {
	b := q.b
	if m, ok := r.pairs(b, q.s)[q.tok]; ok {
		q.subjects = append(q.subjects, subject{sets: [][]place{r.narrow(b, q.s, m, nil)}, weight: 1, explicit: true, mention: m})
	}
	if su, ok := r.groupOf(q); ok && len(q.subjects) == 0 {
		q.subjects = append(q.subjects, su)
		q.cue |= cueSum
	}
	named := len(q.subjects) > 0
	var level []place
	for k := len(b.names) - 1; k >= 0; k-- {
		m := &b.names[k]
		if m.end > q.tok || m.first < q.s[0] {
			continue
		}
		switch {
		case r.isShareBase(b, m):
			continue
		case r.measure(b, m) || r.comparand(b, m):
			if m.first >= q.from {
				q.compared = append(q.compared, subject{sets: [][]place{r.narrow(b, q.s, k, nil)}, weight: 1, mention: k})
			}
			continue
		case r.closed(b, m.end-1, q.tok):
			continue
		}
		if m.group && level == nil && r.unitBefore(b, q.s, k) {
			level = m.rows
			continue
		}
		if named {
			if m.first >= q.from || k == 0 || !r.joined(b, k) {
				// an earlier name of the sentence is the second best
				q.subjects = append(q.subjects, subject{sets: [][]place{r.narrow(b, q.s, k, level)}, weight: 0.5, mention: k})
				break
			}
			continue
		}
		named = true
		first := k
		for first > 0 && r.joined(b, first) && b.names[first-1].first >= q.s[0] {
			first--
		}
		one := subject{sets: [][]place{r.narrow(b, q.s, k, level)}, weight: 1, explicit: true, mention: k, loose: r.isCut(b, m)}
		if one.loose || r.speaksOfOther(b, q.from, q.tok, m) || r.narrowed(b, m) {
			one.explicit = false
		}
		if first < k {
			all := subject{weight: 1, explicit: true, mention: k}
			for n := first; n <= k; n++ {
				all.sets = append(all.sets, r.narrow(b, q.s, n, level))
			}
			one.weight, one.explicit = 0.8, false
			if q.cue&cueSum == 0 {
				all.weight = 0.9
			}
			q.subjects = append(q.subjects, all)
			k = first
		}
		q.subjects = append(q.subjects, one)
	}
	before := len(q.subjects)
	r.namesBehind(q, named)
	named = named || len(q.subjects) > before && q.subjects[before].explicit
	if b.level != nil {
		q.subjects = append(q.subjects, subject{sets: [][]place{b.level}, weight: scoreIf(named, 0.4, 0.95), explicit: !named, mention: -1})
	}
	if !named {
		r.pronounSubject(q)
		r.toldSubject(q)
		r.carriedSubject(q)
		r.headingSubject(q)
		q.subjects = append(q.subjects, subject{sets: [][]place{r.wholeRows()}, weight: scoreIf(r.spokeBefore(q), 0.7, 0.9), mention: -1, implicit: true, explicit: b.level == nil && !r.spokeBefore(q) && !r.stranger(q)})
	}
}

// stranger reports whether the sentence names somebody whom no table knows, before a
// figure: a word with a capital inside the sentence that no name, header or title has.
func (r *reader) stranger(q *query) bool {
	for k := q.s[0]; k < q.tok; k++ { // a word of a label that is no name by itself
		if t := &q.b.toks[k]; t.kind == word && t.cat&(lang.Stop|lang.Total|lang.Place) == 0 && !r.named(q.b, k) && r.labelWord(t) {
			return true
		}
	}
	for k := q.s[0] + 1; k < q.tok; k++ {
		t := &q.b.toks[k]
		if t.kind != word || !t.upper || t.acro || t.cat != 0 || r.named(q.b, k) || r.lex.inHeader(t) || has(r.draft.words, t.id) {
			continue
		}
		if p := &q.b.toks[k-1]; p.is('.') || p.is(':') || p.is('-') || p.kind == num {
			continue
		}
		known := false
		for i := range r.rep.Tables {
			known = known || has(r.titleOf(i, q.b).words, t.id)
		}
		if !known {
			return true
		}
	}
	return false
}

// labelWord reports whether a word is the whole label of a row and stands in no header
// or title.
func (r *reader) labelWord(t *token) bool {
	if r.labelled == nil {
		r.labelled = map[int32]bool{}
		for _, table := range r.rep.Tables {
			for i := range table.Rows {
				if row := &table.Rows[i]; row.Kind == schema.UnitRow {
					if path := r.lex.vocab.path(row.Label); len(path) == 1 {
						r.labelled[path[0]] = true
					}
				}
			}
		}
	}
	return r.labelled[t.id] && !r.lex.inHeader(t) && !has(r.draft.words, t.id)
}

func scoreIf(cond bool, yes, no float32) float32 {
	if cond {
		return yes
	}
	return no
}

// namesBehind takes up names behind a figure: what a share is of, what a change is
// held against, or, in "6.132,4 triệu lượt trong nước", whom the figure is about.
func (r *reader) namesBehind(q *query, named bool) {
	end := r.reach(q)
	for k := range q.b.names { // "512 hộ (Cát Sơn)"
		if m := &q.b.names[k]; m.first > q.tok && m.first <= q.tok+6 && m.end < q.s[1] && q.b.toks[m.end].is(')') && q.b.toks[m.first-1].is('(') && m.first-1 >= end {
			q.subjects = append(q.subjects, subject{sets: [][]place{r.narrow(q.b, q.s, k, nil)}, weight: scoreIf(named, 0.8, 1), explicit: !named, mention: k})
			return
		}
	}
	for k := range q.b.names {
		m := &q.b.names[k]
		if m.first <= q.tok || m.first >= end {
			continue
		}
		su := subject{sets: [][]place{r.narrow(q.b, q.s, k, nil)}, weight: 0.9, mention: k}
		switch {
		case r.comparand(q.b, m) || r.measure(q.b, m) || named && q.cue&cueTimes != 0: // "6.6 times as many as"
			q.compared = append(q.compared, su)
		case q.f.Number.Percent:
			q.bases = append(q.bases, su)
		default:
			su.weight = scoreIf(named, 0.6, 0.9)
			su.explicit = !named
			q.subjects = append(q.subjects, su)
		}
		return
	}
}

// comparand reports whether words before a name turn to it as what something else is
// held against: "so với Hà Nội".
func (r *reader) comparand(b *block, m *mention) bool {
	for k := m.first - 1; k >= 0 && k >= m.first-4 && b.toks[k].kind == word; k-- {
		c := b.toks[k].cat
		if c&(lang.Up|lang.Down|lang.Period|lang.Against) != 0 || differs(c) != 0 || c&lang.Times != 0 && int(b.toks[k].head) == k {
			return true
		}
		if c&(lang.Average|lang.Stop|lang.Noun|lang.Place) == 0 {
			return false
		}
	}
	return false
}

// toldSubject takes up the row of the figure before in the sentence.
func (r *reader) toldSubject(q *query) {
	for k := q.id - 1; k >= 0 && r.at[k].block == r.at[q.id].block && r.at[k].tok >= q.s[0]; k-- {
		if r.binds[k].focus >= 0 {
			q.subjects = append(q.subjects, subject{sets: [][]place{{r.about[k]}}, weight: 0.95, mention: r.binds[k].mention})
			return
		}
	}
}

// pronounSubject takes up the row of the figure told last in the sentence before, where a
// sentence tells a share and names nobody: "5,310.3 thousand visits. These made up 15.4%".
func (r *reader) pronounSubject(q *query) {
	if q.cue&cueShare == 0 || q.s[0] == 0 {
		return
	}
	for k := q.s[0]; k < q.tok; k++ {
		if r.named(q.b, k) || q.b.toks[k].kind == num {
			return
		}
	}
	k := q.id - 1
	if k < 0 || r.at[k].block != r.at[q.id].block || r.at[k].tok >= q.s[0] || r.binds[k].focus < 0 || r.form[k] != schema.SumForm {
		return
	}
	q.subjects = append(q.subjects, subject{sets: [][]place{{r.about[k]}}, weight: 1, explicit: true, mention: r.binds[k].mention})
}

// carriedSubject takes over the last name of the sentences before in the block.
func (r *reader) carriedSubject(q *query) {
	for k := len(q.b.names) - 1; k >= 0; k-- {
		m := &q.b.names[k]
		if m.end > q.s[0] || r.measure(q.b, m) || r.comparand(q.b, m) || r.isShareBase(q.b, m) {
			continue
		}
		s := q.s
		for _, o := range q.b.sentences {
			if o[0] <= m.first && m.first < o[1] {
				s = o
			}
		}
		q.subjects = append(q.subjects, subject{sets: [][]place{r.narrow(q.b, s, k, nil)}, weight: 0.75, mention: k})
		return
	}
}

// headingSubject takes up the level or unit that a heading above names.
func (r *reader) headingSubject(q *query) {
	for sec := q.b.section; sec != nil && sec.block != nil; sec = sec.parent {
		for k := range sec.block.names {
			if m := &sec.block.names[k]; !m.whole {
				q.subjects = append(q.subjects, subject{sets: [][]place{m.rows}, weight: 0.85, mention: -1})
				return
			}
		}
	}
	for i, b := range r.blocks { // whom the draft is from: "BẢO HIỂM XÃ HỘI TỈNH LÀO CAI"
		if i > 8 || b.section.block != nil && numberRank(b.section.block.text) > 0 {
			return
		}
		for k := range b.names {
			if m := &b.names[k]; !m.whole && !m.group {
				q.subjects = append(q.subjects, subject{sets: [][]place{m.rows}, weight: 0.7, mention: -1})
				return
			}
		}
	}
}

// spokeBefore reports whether an earlier sentence of the block names somebody.
func (r *reader) spokeBefore(q *query) bool {
	for k := range q.b.names {
		if m := &q.b.names[k]; m.end <= q.s[0] && !m.whole {
			return true
		}
	}
	return false
}

// pairs is respectively, also where the names stand apart, each with its own figure:
// "thành thị 10.618 hộ, nông thôn 39.808 hộ, tương ứng 21,4% và 78,6%".
func (r *reader) pairs(b *block, s [2]int) map[int]int {
	if out := r.respectively(b, s); out != nil {
		return out
	}
	if out := r.trailing(b, s); out != nil {
		return out
	}
	at := -1
	for i := s[0]; i < s[1]; i++ {
		if b.toks[i].kind == word && b.toks[i].cat&lang.Respectively != 0 {
			at = i
			break
		}
	}
	if at < 0 {
		return nil
	}
	var names, figures []int
	for k := range b.names {
		if m := &b.names[k]; m.first >= s[0] && m.end <= at && !m.whole {
			names = append(names, k)
		}
	}
	for i := at; i < s[1]; i++ {
		if b.toks[i].kind == num && r.figures[b.toks[i].id].Verdict != schema.NotClaim {
			figures = append(figures, i)
		}
	}
	if len(figures) < 2 || len(names) < len(figures) {
		return nil
	}
	names = names[len(names)-len(figures):]
	out := map[int]int{}
	for k, i := range figures {
		out[i] = names[k]
	}
	return out
}
