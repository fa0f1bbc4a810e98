package claim

import (
	"doisoat/internal/lang"
	"doisoat/schema"
)

// otherSubject reports whether the words between the name that a figure was given to and the
// figure turn to somebody else whom no name was found for: behind a figure of that name and a
// sign that parts, words of the label of another row stand, "thủy sản (giảm 3,92%), điện, nước
// (giảm 2,96%)". Such a figure contradicts nothing.
func (r *reader) otherSubject(i int) bool {
	bd := &r.binds[i]
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	if r.strangerBetween(i) || r.ofNamedBefore(i) {
		return true
	}
	if bd.mention < 0 || bd.mention >= len(b.names) {
		return false
	}
	m := &b.names[bd.mention]
	if m.end > at {
		return false
	}
	told, parted := false, false
	for k := m.end; k < at; k++ {
		t := &b.toks[k]
		switch {
		case t.kind == num:
			if r.figures[t.id].Verdict != schema.NotClaim {
				told, parted = true, false
			}
		case t.is(',') || t.is(';'):
			parted = told
		case t.kind == word && parted && t.cat == 0 && !r.lex.inHeader(t) && r.lex.labelWord(t.id) && !has(r.ownLabel(m), t.id):
			return true
		}
	}
	return false
}

// ofNamedBefore reports whether a figure is that of another unit which its sentence names
// without giving it a figure: "Hoài Nhơn ở khu vực nông thôn có 544 hộ" is told of Hoài
// Nhơn, whatever "khu vực nông thôn" is a row of.
func (r *reader) ofNamedBefore(i int) bool {
	bd, f := &r.binds[i], &r.figures[i]
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	s := sentenceOf(b, at)
	if len(significantDigits(f)) < 2 {
		return false
	}
	for k := range b.names {
		m := &b.names[k]
		if k == bd.mention || m.whole || m.first < s[0] || m.end > at {
			continue
		}
		for _, p := range m.rows {
			if r.inRow(f, p) && !r.hasFigure(b, k, at, p) {
				return true
			}
		}
	}
	return false
}

// inRow reports whether a figure stands in a row.
func (r *reader) inRow(f *schema.Figure, p place) bool {
	t := r.rep.Tables[p.table]
	for c := range t.Columns {
		if k := t.Columns[c].Kind; k >= schema.Count && k <= schema.Index && r.fit(f, t, p.row, c).Ties() {
			return true
		}
	}
	return false
}

// hasFigure reports whether a figure was given to a name, or one that is not of its row
// stands between the name and a token.
func (r *reader) hasFigure(b *block, name, to int, p place) bool {
	s := sentenceOf(b, to)
	for k := s[0]; k < s[1]; k++ {
		if b.toks[k].kind != num {
			continue
		}
		i := int(b.toks[k].id)
		if r.figures[i].Verdict != schema.NotClaim && (r.binds[i].mention == name || k >= b.names[name].end && k < to && !r.inRow(&r.figures[i], p)) {
			return true
		}
	}
	return false
}

// strangerBetween reports whether somebody whom no table knows is named between the unit
// that a figure was given to and the figure, or before it in its sentence where no unit
// is named: "toàn huyện đạt 89,1%, gồm: Kim Đàm 95,8%" of a table without Kim Đàm.
func (r *reader) strangerBetween(i int) bool {
	bd := &r.binds[i]
	b, at := r.blocks[r.at[i].block], r.at[i].tok
	from := sentenceOf(b, at)[0]
	if bd.mention >= 0 && bd.mention < len(b.names) {
		switch m := &b.names[bd.mention]; {
		case m.end > at:
			return false
		case r.partOfName(b, m):
			return true
		case !m.whole:
			from = m.end
		}
	}
	for k := from; k < at; k++ {
		first := k
		strange := false
		for ; k < at && r.properWord(b, k); k++ {
			strange = strange || !r.knownWord(b, b.toks[k].id)
		}
		if n := k - first; n >= 2 && (strange || r.strangerJoined(b, first, k)) || n == 1 && strange && r.pack.Code == "en" && first > from && b.toks[first-1].kind == word {
			return true
		}
	}
	return false
}

// partOfName reports whether a unit's name was found in a longer one: "Tam Quan" in "Tam
// Quan Bắc", "Sơn" in "Bồng Sơn".
func (r *reader) partOfName(b *block, m *mention) bool {
	if m.whole || m.group || m.period {
		return false
	}
	next := m.end < len(b.toks) && r.properWord(b, m.end) && b.toks[m.end].cat == 0 && b.toks[m.end-1].upper
	before := m.first > 0 && r.properWord(b, m.first-1) && b.toks[m.first-1].cat == 0 && b.toks[m.first].upper && !r.startsSentence(b, m.first-1)
	return next || before && !r.lex.inHeader(&b.toks[m.first-1])
}

// startsSentence reports whether a token is the first word of a sentence or of an item.
func (r *reader) startsSentence(b *block, k int) bool {
	return k == 0 || b.toks[k-1].kind != word && b.toks[k-1].kind != num || sentenceOf(b, k)[0] == k
}

// properWord reports whether a token can be a part of a proper name that was not found.
func (r *reader) properWord(b *block, k int) bool {
	t := &b.toks[k]
	return t.kind == word && t.upper && !t.acro && t.cat&^(lang.Place|lang.Noun) == 0 && !r.named(b, k) && r.lex.monthNamed(t) == 0
}

// knownWord reports whether a word stands in a header, a label or a title.
func (r *reader) knownWord(b *block, id int32) bool {
	return r.lex.weightOf(id) > 0 || has(r.draft.words, id) || has(b.section.chain.words, id) || r.inTitles(b, id) || r.lex.labelWord(id) || r.lex.measureWord(id)
}

// strangerJoined reports whether known words make a name together that no label, header
// or title has: "Hoài Châu Bắc" beside "Hoài Châu" and "Tam Quan Bắc".
func (r *reader) strangerJoined(b *block, from, to int) bool {
	for k := from; k+1 < to; k++ {
		if !r.pairKnown(b.toks[k].id, b.toks[k+1].id) {
			return true
		}
	}
	return false
}

// pairKnown reports whether two words stand side by side in a label, a header or a title.
func (r *reader) pairKnown(a, b int32) bool {
	if r.sideBySide == nil {
		r.sideBySide = map[[2]int32]bool{}
		add := func(text string) {
			path := r.lex.vocab.path(text)
			for k := 0; k+1 < len(path); k++ {
				r.sideBySide[[2]int32{path[k], path[k+1]}] = true
			}
		}
		for _, t := range r.rep.Tables {
			add(t.Title)
			for i := range t.Rows {
				add(t.Rows[i].Label)
			}
			for i := range t.Columns {
				for _, p := range t.Columns[i].Path {
					add(p)
				}
			}
		}
		for i := range r.rep.Document.Blocks {
			if k := r.rep.Document.Blocks[i].Kind; k == schema.Heading {
				add(r.rep.Document.Blocks[i].Text)
			}
		}
	}
	return r.sideBySide[[2]int32{a, b}]
}

// ownLabel are the words of the labels of a name's rows.
func (r *reader) ownLabel(m *mention) []int32 {
	var out []int32
	for _, p := range m.rows {
		out = append(out, r.labelWords(p).words...)
	}
	return out
}

// roughly reports whether a figure of one digit is told with a word of approximation: "gấp
// hơn 2 lần" proves nothing but of what is far from it.
func (r *reader) roughly(f *schema.Figure) bool {
	return f.Approx != schema.Exactly && len(significant(digits(f))) <= 1
}
