package lang_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// TestFoldMeets: spellings of one name fold alike.
func TestFoldMeets(t *testing.T) {
	for _, group := range [][]string{
		{"Hòa Bình", "Hoà Bình", "HÒA BÌNH", "HOÀ  BÌNH", " hòa\tbình ", "hoa\u0300 bi\u0300nh", "hòa\u00a0bình", "ho\u00adà bình"},
		{"Khóa", "Khoá"},
		{"tỏa", "toả"},
		{"họa", "hoạ"},
		{"khỏe", "khoẻ", "KHỎE"},
		{"lòe loẹt", "loè loẹt"},
		{"thủy", "thuỷ", "THUỶ", "thuy\u0309"},
		{"tùy", "tuỳ"},
		{"ủy ban", "uỷ ban", "Uỷ  Ban"},
		{"lũy", "luỹ"},
		{"quý", "qúy", "QÚY"},
		{"quỳ", "qùy"},
		{"quỹ", "qũy"},
		{"Quốc", "QUỐC", "quo\u0302\u0301c"},
		{"01–02", "01-02", "01—02", "01−02"},
		{"“x”", "\"x\""},
		{"Đồng", "đồng", "ĐỒNG"},
	} {
		for _, s := range group[1:] {
			if a, b := lang.Fold(group[0]), lang.Fold(s); a != b {
				t.Errorf("%q folds to %q and %q to %q", group[0], a, s, b)
			}
		}
	}
}

// TestFoldKeepsApart: names that differ in a mark or a letter are two names.
func TestFoldKeepsApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"Hoài Hải", "Hoài Hảo"}, {"hòa", "hóa"}, {"hoài", "hòai"}, {"toàn", "tòan"}, {"quý", "quy"},
		{"thúy", "thủy"}, {"đồng", "dong"}, {"Mỹ", "Mĩ"}, {"An Tân", "An Tần"}, {"An Tân", "AnTân"},
	} {
		a, b := lang.Fold(pair[0]), lang.Fold(pair[1])
		// A mark on the wrong vowel of a closed syllable is a slip, not a spelling.
		if a == b {
			t.Errorf("%q and %q both fold to %q", pair[0], pair[1], a)
		}
	}
}

func TestFoldForm(t *testing.T) {
	for s, want := range map[string]string{
		"":                         "",
		"  ":                       "",
		"UBND xã Hoà Hiệp":         "ubnd xã hòa hiệp",
		"Thuỷ lợi – Quí":           "thủy lợi - quí",
		"quỵ, hoạ.":                "quỵ, họa.",
		"Xoá\u200b bỏ":             "xóa bỏ",
		"A\u030angstro\u0308m":     "ångström",
		"khuỷu, ngoài, hoặc, quên": "khuỷu, ngoài, hoặc, quên",
	} {
		if got := lang.Fold(s); got != want {
			t.Errorf("Fold(%q) = %q, want %q", s, got, want)
		}
	}
}

// letters are what the property tests write words of: text in NFC, as readers give it,
// without signs that have no width and marks that stand on no letter.
var letters = []string{"a", "o", "u", "y", "q", "h", "à", "á", "ả", "ã", "ạ", "ò", "ó", "ỏ", "õ", "ọ", "ù", "ú", "ủ", "ũ", "ụ", "ỳ", "ý", "ỷ", "ỹ", "ỵ", "è", "é", "đ", "Đ", "O", "À", "Ý", "Q",
	"ề", "ợ", "ư", " ", "\u00a0", "\t", "-", "–", "1", "ﬁ", "İ", "ß", "Å", "\u1e9e"}

func drawn() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters), 0, 12).Draw(t, "letters"), "")
	})
}

// TestFoldProperties: folding twice is folding once; the normal form and the case of a
// text do not matter to it.
func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawn().Draw(t, "s")
		f := lang.Fold(s)
		if again := lang.Fold(f); again != f {
			t.Fatalf("%q folds to %q, and that to %q", s, f, again)
		}
		if d := lang.Fold(norm.NFD.String(s)); d != f {
			t.Fatalf("%q folds to %q, its decomposed form to %q", s, f, d)
		}
		if strings.HasPrefix(f, " ") || strings.HasSuffix(f, " ") || strings.Contains(f, "  ") {
			t.Fatalf("%q folds to %q: blanks", s, f)
		}
	})
}

func TestBare(t *testing.T) {
	for s, want := range map[string]string{
		"Hoài Hảo":            "hoai hao",
		"Đường Đê":            "duong de",
		"ủy ban nhân dân":     "uy ban nhan dan",
		"Ưu tiên":             "uu tien",
		"QUẢNG  NGÃI":         "quang ngai",
		"Thu\u031b\u0323c te": "thuc te",
		"":                    "",
	} {
		if got := lang.Bare(s); got != want {
			t.Errorf("Bare(%q) = %q, want %q", s, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := drawn().Draw(t, "s")
		b := lang.Bare(s)
		for _, r := range b {
			if unicode.Is(unicode.Mn, r) || r == 'đ' {
				t.Fatalf("Bare(%q) = %q keeps a mark", s, b)
			}
		}
		if lang.Bare(b) != b {
			t.Fatalf("Bare(%q) = %q, and bared again %q", s, b, lang.Bare(b))
		}
	})
}

func TestWords(t *testing.T) {
	for s, want := range map[string][]string{
		"Tỷ lệ hồ sơ (%)": {"tỷ", "lệ", "hồ", "sơ"},
		"m2, A4; Uỷ-ban":  {"m2", "a4", "ủy", "ban"},
		" .,; ":           nil,
	} {
		if got := lang.Words(s); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		text string
		want *lang.Pack
	}{
		{"Tỷ lệ hồ sơ trực tuyến của xã Bình Hòa đạt 72,5%.", lang.Vietnamese},
		{"Ty\u0309 le\u0323\u0302 ho\u0302\u0300 so\u031b", lang.Vietnamese},
		{"The library at Millbrook lent 28,135 items in 2023.", lang.English},
		{"The ward of Hòa Bình in the county of Quảng Ngãi has improved its services over the whole of the year.", lang.English},
		{"VNPT-iGate UBND TP 2023: số liệu tổng hợp của các đơn vị", lang.Vietnamese},
		{"1.234; 56,7%", lang.Vietnamese},
		{"", lang.Vietnamese},
	} {
		if got := lang.Detect(c.text); got != c.want {
			t.Errorf("%q is told as %s", c.text, got.Code)
		}
	}
	for _, p := range []*lang.Pack{lang.Vietnamese, lang.English} {
		if lang.For(p.Code) != p {
			t.Errorf("For(%q) is another pack", p.Code)
		}
	}
	if lang.For("fr") != nil {
		t.Error("there is a pack for a language that has none")
	}
}

// TestSay: placeholders are filled once each, a message within a message is told in
// the same language, and words of a report that look like a placeholder stay.
func TestSay(t *testing.T) {
	m := schema.Say("r101.message", "unit", "Xã {reported}", "indicator", "(15) Tỷ lệ", "reported", "73,92%", "computed", "75,32%", "hint", schema.Say("reconcile.hint.none"))
	for _, p := range []*lang.Pack{lang.Vietnamese, lang.English} {
		got := p.Say(m)
		if strings.Contains(got, "reconcile.") {
			t.Errorf("%s: %q tells a key", p.Code, got)
		}
		for _, want := range []string{"Xã {reported}", "(15) Tỷ lệ", "73,92%", "75,32%"} {
			if strings.Count(got, want) != 1 {
				t.Errorf("%s: %q does not say %q once", p.Code, got, want)
			}
		}
	}
	if vi, en := lang.Vietnamese.Say(m), lang.English.Say(m); vi == en {
		t.Errorf("both languages say %q", vi)
	}
	if got := lang.English.Say(schema.Say("no.such.message", "n", 3)); got != "no.such.message" {
		t.Errorf("a message without words is told as %q", got)
	}
}

// TestTemplatesFill: filled with one word for each placeholder, no template keeps a
// brace or loses a word.
func TestTemplatesFill(t *testing.T) {
	for _, p := range []*lang.Pack{lang.Vietnamese, lang.English} {
		for _, key := range p.Keys() {
			m := schema.Message{Key: key}
			for rest := p.Template(key); ; {
				_, after, found := strings.Cut(rest, "{")
				name, tail, closed := strings.Cut(after, "}")
				if !found || !closed {
					break
				}
				m.Args = append(m.Args, schema.Arg{Name: name, Text: "«" + name + "»"})
				rest = tail
			}
			got := p.Say(m)
			if strings.ContainsAny(got, "{}") {
				t.Errorf("%s: %s says %q", p.Code, key, got)
			}
			for _, a := range m.Args {
				if !strings.Contains(got, a.Text) {
					t.Errorf("%s: %s loses {%s}: %q", p.Code, key, a.Name, got)
				}
			}
		}
	}
}

// TestWordsAreFolded: the words of the packs are matched against folded text.
func TestWordsAreFolded(t *testing.T) {
	for _, p := range []*lang.Pack{lang.Vietnamese, lang.English} {
		check := func(list string, words ...string) {
			for _, w := range words {
				if w != lang.Fold(w) || w == "" {
					t.Errorf("%s: %q of %s is not folded (%q)", p.Code, w, list, lang.Fold(w))
				}
			}
		}
		w := &p.Table
		for name, list := range map[string][]string{"Total": w.Total, "OfWhich": w.OfWhich, "Divided": w.Divided, "UnitLine": w.UnitLine, "Ordinal": w.Ordinal, "Label": w.Label, "Note": w.Note,
			"Appendix": w.Appendix, "Ratio": w.Ratio, "Index": w.Index, "Average": w.Average, "None": w.None, "Prefixes": w.Prefixes, "YearWord": w.YearWord, "MonthWord": w.MonthWord,
			"QuarterWrd": w.QuarterWrd, "Units": w.Units, "Partial": w.Partial, "Difference": w.Difference, "Share": w.Share, "Doubled": p.Prose.Doubled} {
			check(name, list...)
		}
		for phrase := range p.Prose.Words {
			check("Words", phrase)
		}
		for word := range p.Prose.Numbers {
			check("Numbers", word)
		}
		for word := range w.Scales {
			check("Scales", word)
		}
		for i, a := range w.Prefixes {
			for _, b := range w.Prefixes[i+1:] {
				if strings.HasPrefix(b, a+" ") {
					t.Errorf("%s: prefix %q stands before the longer %q", p.Code, a, b)
				}
			}
		}
	}
}

// TestKeysStandOnce: no message has words in two tables of a pack, of which only the first
// would be told.
func TestKeysStandOnce(t *testing.T) {
	for _, p := range lang.Packs() {
		keys := p.Keys()
		for i := 1; i < len(keys); i++ {
			if keys[i] == keys[i-1] {
				t.Errorf("%s: %s stands twice", p.Code, keys[i])
			}
		}
	}
}
