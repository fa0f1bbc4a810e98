package claim

import (
	"strings"
	"unicode/utf8"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// addCut enters what stands before the "and" of a label: "sản xuất hóa chất" for "Sản
// xuất hóa chất và sản phẩm hóa chất". What is called so may be less than the row, so
// that such a name alone makes no fault.
func (x *lexicon) addCut(label string, at place) {
	words := strings.Fields(lang.Fold(strings.Trim(label, " *.:;-+†‡")))
	for i := 1; i < len(words); i++ {
		if x.pack.Prose.Words[words[i]]&lang.And == 0 {
			continue
		}
		if i == 1 && utf8.RuneCountInString(words[0]) < 6 {
			return
		}
		path := x.vocab.path(strings.TrimRight(strings.Join(words[:i], " "), ",;"))
		if len(path) == 0 || x.full[pathKey(path)] || !x.telling(path) || x.onlyHeaders(path) {
			return
		}
		if rows, end := x.names.walk(path); end < len(path) || len(*rows) == 0 {
			x.cut[pathKey(path)] = true
		}
		x.enter(path, at)
		return
	}
}

// onlyHeaders reports whether all words of a path stand in the header of one column.
func (x *lexicon) onlyHeaders(path []int32) bool {
	for i := range x.columns {
		if within(path, x.columns[i].words) {
			return true
		}
	}
	return false
}

// acronymsOf lists the words of capitals in a document by their letters.
func (x *lexicon) acronymsOf(doc *schema.Document) map[string]bool {
	out := map[string]bool{}
	for i := range doc.Blocks {
		text := doc.Blocks[i].Text
		add := func(w string) {
			if n := utf8.RuneCountInString(w); n >= 3 && n <= 6 && w == strings.ToUpper(w) {
				out[lang.Fold(w)] = true
			}
		}
		from, capitals := -1, false // where the word began, and whether it may be of capitals
		for at, c := range text {
			switch letter := isLetter(c); {
			case letter && from < 0:
				from, capitals = at, c < 'a' || c > 'z'
			case letter:
				capitals = capitals && (c < 'a' || c > 'z')
			case from >= 0:
				if capitals {
					add(text[from:at])
				}
				from = -1
			}
		}
		if from >= 0 && capitals {
			add(text[from:])
		}
	}
	return out
}

// addAbbreviated enters a label with the words put together that an acronym of the
// document abbreviates: "DNNN trung ương" for "Doanh nghiệp nhà nước trung ương".
func (x *lexicon) addAbbreviated(label string, at place) {
	words := strings.Fields(lang.Fold(strings.Trim(label, " *.:;-+†‡")))
	if len(words) <= 3 {
		return // an acronym has three letters, and stands for a part
	}
	for acro := range x.acros {
		n := utf8.RuneCountInString(acro)
		if n >= len(words) {
			continue
		}
		for i := 0; i+n <= len(words); i++ {
			if !initialsAre(words[i:i+n], acro) {
				continue
			}
			name := strings.Join(append(append(append([]string(nil), words[:i]...), acro), words[i+n:]...), " ")
			if path := x.vocab.path(name); !x.full[pathKey(path)] {
				x.enter(path, at)
			}
		}
	}
}

// initialsAre reports whether the first letters of words spell an acronym.
func initialsAre(words []string, acro string) bool {
	i := 0
	for _, c := range acro {
		first, _ := utf8.DecodeRuneInString(words[i])
		if letterOf(first) != letterOf(c) {
			return false
		}
		i++
	}
	return true
}

// isCut reports whether a name stands for more than it says: see addCut.
func (r *reader) isCut(b *block, m *mention) bool {
	if len(r.lex.cut) == 0 {
		return false
	}
	for first := m.first; first < m.end; first++ { // a title may stand before it
		var path []int32
		for k := first; k < m.end; k++ {
			if id, ok := key(&b.toks[k]); ok {
				path = append(path, id)
			}
		}
		if r.lex.cut[pathKey(path)] {
			return true
		}
	}
	return false
}

// speaksOfOther reports whether the words between a figure and the one before it, where a
// name stands further back, are of another row that they do not name in full: "ngành dệt
// tăng 12,47%; ngành sản xuất da tăng 14,62%".
func (r *reader) speaksOfOther(b *block, from, tok int, m *mention) bool {
	if m.first >= from {
		return false
	}
	for k := from; k < tok; k++ {
		t := &b.toks[k]
		if t.kind != word || t.cat&^lang.Noun != 0 || r.named(b, k) {
			continue
		}
		if r.lex.labelWord(t.id) && !r.lex.inHeader(t) && !r.inTitles(b, t.id) && !has(b.section.chain.words, t.id) && !r.lex.measureWord(t.id) && !has(r.labelWords(m.rows[0]).words, t.id) {
			return true
		}
	}
	return false
}

// narrowed reports whether an "of" behind the name of a total leads to something that no
// table knows: "imports of rubber" is not all imports.
func (r *reader) narrowed(b *block, m *mention) bool {
	k := m.end
	if !m.group || k+1 >= len(b.toks) || b.toks[k].kind != word || b.toks[k].cat&(lang.Of|lang.FractionOf) == 0 {
		return false
	}
	for k < len(b.toks) && b.toks[k].kind == word && b.toks[k].cat&lang.Stop != 0 {
		k++
	}
	if k >= len(b.toks) {
		return false
	}
	t := &b.toks[k]
	return t.kind == word && t.cat == 0 && !r.named(b, k) && !r.lex.inHeader(t) && !r.inTitles(b, t.id) && !has(r.draft.words, t.id) && !has(b.section.chain.words, t.id)
}
