package claim

import "doisoat/schema"

// otherSubject reports whether the words between the name that a figure was given to and the
// figure turn to somebody else whom no name was found for: behind a figure of that name and a
// sign that parts, words of the label of another row stand, "thủy sản (giảm 3,92%), điện, nước
// (giảm 2,96%)". Such a figure contradicts nothing.
func (r *reader) otherSubject(i int) bool {
	bd := &r.binds[i]
	b, at := r.blocks[r.at[i].block], r.at[i].tok
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
