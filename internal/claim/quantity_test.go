package claim

import (
	"testing"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// TestNumberWords: numbers in words, and where they end. A year word is no number.
func TestNumberWords(t *testing.T) {
	for _, c := range []struct {
		pack *lang.Pack
		text string
		want int64
		rest string // the word behind it
	}{
		{lang.Vietnamese, "ba xã", 3, "xã"},
		{lang.Vietnamese, "mười hai xã", 12, "xã"},
		{lang.Vietnamese, "mười lăm xã", 15, "xã"},
		{lang.Vietnamese, "hai mươi xã", 20, "xã"},
		{lang.Vietnamese, "hai mươi ba xã", 23, "xã"},
		{lang.Vietnamese, "hai mươi mốt xã", 21, "xã"},
		{lang.Vietnamese, "một trăm linh hai xã", 102, "xã"},
		{lang.Vietnamese, "một trăm hai mươi xã", 120, "xã"},
		{lang.Vietnamese, "hai năm", 2, "năm"},
		{lang.Vietnamese, "mười năm", 10, "năm"},
		{lang.Vietnamese, "năm 2023", 0, ""},
		{lang.English, "three depots", 3, "depots"},
		{lang.English, "twenty depots", 20, "depots"},
		{lang.English, "twenty-three depots", 23, "depots"},
		{lang.English, "one hundred and five depots", 105, "depots"},
		{lang.English, "two and three", 2, "and"},
		{lang.English, "depots", 0, ""},
	} {
		x := newLexicon(&schema.Report{}, c.pack)
		toks := x.vocab.tokenize(c.text, nil)
		x.mark(toks)
		v, end := x.numberWords(toks, 0)
		rest := ""
		if end > 0 && end < len(toks) {
			rest = c.text[toks[end].start:toks[end].end]
		}
		if v != c.want || rest != c.rest {
			t.Errorf("%q: %d, then %q; want %d, then %q", c.text, v, rest, c.want, c.rest)
		}
	}
}
