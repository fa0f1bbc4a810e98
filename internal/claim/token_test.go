package claim

import (
	"strings"
	"testing"
	"unicode"

	"doisoat/internal/lang"
	"doisoat/internal/number"
)

// written shows tokens as their words, one blank between them; a number stands in
// angle brackets, and the depth of a bracket as a small number before what it holds.
func written(text string, toks []token) string {
	var out []string
	for i := range toks {
		t := &toks[i]
		s := text[t.start:t.end]
		switch {
		case t.kind == num:
			s = "<" + s + ">"
		case t.is('\n'):
			s = "¶"
		}
		out = append(out, strings.Repeat("^", int(t.depth))+s)
	}
	return strings.Join(out, " ")
}

func split(text string) []token {
	return newVocabulary(lang.Vietnamese).tokenize(text, number.Scan(text, number.ViMarks))
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"  \t ", ""},
		{"Tỷ lệ 93,33%.", "Tỷ lệ <93,33> % ."},
		{"11.232 hồ sơ;", "<11.232> hồ sơ ;"},
		{"10/17 đơn vị", "<10> / <17> đơn vị"},
		{"(đúng hạn: 5 (trễ 0))", "^( ^đúng ^hạn ^: ^<5> ^^( ^^trễ ^^<0> ^^) ^)"},
		{"hết) ngoài (trong", "hết ) ngoài ^( ^trong"},
		{"Nghị định 30/2020/NĐ-CP", "Nghị định <30> / <2020> / NĐ - CP"},
		{"khổ A4", "khổ A <4>"},
		{"dòng một\ndòng hai", "dòng một ¶ dòng hai"},
		{"1.2.3. Mục", "<1.2.3> . Mục"},
		{"a–b", "a – b"},
		{"Hoa\u0300i", "Hoa\u0300i"},
		{"12 345", "<12> <345>"},
	} {
		if got := written(c.text, split(c.text)); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestTokenizeWords: two spellings of one word have one number, and capitals are seen.
func TestTokenizeWords(t *testing.T) {
	v := newVocabulary(lang.Vietnamese)
	one := func(s string) token {
		toks := v.tokenize(s, nil)
		if len(toks) != 1 {
			t.Fatalf("%q gives %d tokens", s, len(toks))
		}
		return toks[0]
	}
	for _, pair := range [][2]string{{"Hòa", "hoà"}, {"THUỶ", "thủy"}, {"quy\u0301", "quý"}, {"ĐỒNG", "đồng"}} {
		if a, b := one(pair[0]), one(pair[1]); a.id != b.id {
			t.Errorf("%q and %q are two words", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"Hải", "Hảo"}, {"dong", "đồng"}, {"hòa", "hóa"}} {
		if a, b := one(pair[0]), one(pair[1]); a.id == b.id {
			t.Errorf("%q and %q are one word", pair[0], pair[1])
		}
	}
	for _, c := range []struct {
		word        string
		upper, acro bool
	}{{"TPHS", true, true}, {"Tỉnh", true, false}, {"tỉnh", false, false}, {"Đ", true, false}, {"HĐND", true, true}} {
		if w := one(c.word); w.upper != c.upper || w.acro != c.acro {
			t.Errorf("%s: upper %v, acronym %v", c.word, w.upper, w.acro)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Một câu.", []string{"Một câu."}},
		{"Không có dấu chấm", []string{"Không có dấu chấm"}},
		{"Câu một. Câu hai! Câu ba? Câu bốn", []string{"Câu một.", "Câu hai!", "Câu ba?", "Câu bốn"}},
		{"UBND TP. Quy Nhơn họp. Sau đó nghỉ.", []string{"UBND TP. Quy Nhơn họp.", "Sau đó nghỉ."}},
		{"Ông V. A. Bình nói. Hết.", []string{"Ông V. A. Bình nói.", "Hết."}},
		{"1. Tổng số là 1.200 hồ sơ. Trong đó có 3,5 tấn.", []string{"1. Tổng số là 1.200 hồ sơ.", "Trong đó có 3,5 tấn."}},
		{"Đạt 50%. 3 xã chưa đạt.", []string{"Đạt 50%.", "3 xã chưa đạt."}},
		{"Các xã (An Lão, Vân Canh...) đã xong.", []string{"Các xã (An Lão, Vân Canh...) đã xong."}},
		{"Có xã (xem Phụ lục. Biểu 2) chưa đạt.", []string{"Có xã (xem Phụ lục. Biểu 2) chưa đạt."}},
		{"dòng một\ndòng hai", []string{"dòng một", "dòng hai"}},
	} {
		toks := split(c.text)
		var got []string
		at := 0
		for _, s := range sentences(c.text, toks) {
			if s[0] != at || s[1] <= s[0] {
				t.Fatalf("%q: sentence %v does not follow token %d", c.text, s, at)
			}
			at = s[1]
			got = append(got, strings.TrimSpace(c.text[toks[s[0]].start:toks[s[1]-1].end]))
		}
		if at != len(toks) {
			t.Errorf("%q: tokens after %d belong to no sentence", c.text, at)
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestSpells(t *testing.T) {
	for _, c := range []struct {
		initials, letters string
		want              int
	}{
		{"tphs", "tphs", 0}, {"slsthtphsx", "tphs", 5}, {"tths", "tphs", -1}, {"đ", "đ", -1}, {"gđkq", "đk", 1}, {"ab", "abc", -1},
	} {
		if got := spells([]rune(c.initials), []rune(c.letters)); got != c.want {
			t.Errorf("spells(%q, %q) = %d, want %d", c.initials, c.letters, got, c.want)
		}
	}
}

// TestIsLetter: the quick answer is that of the standard library for every rune.
func TestIsLetter(t *testing.T) {
	for r := rune(-1); r <= unicode.MaxRune+1; r++ {
		if isLetter(r) != unicode.IsLetter(r) {
			t.Errorf("%U: %v", r, isLetter(r))
		}
	}
}
