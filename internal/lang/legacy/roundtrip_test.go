package legacy

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// encoder writes Vietnamese text in an old encoding, as the code points of
// windows-1252 that a reader of files gives; ok is false when it has no such letter.
type encoder struct {
	name   string
	enc    Encoding
	font   string
	encode func(string) (string, bool)
}

var encoders = []encoder{
	{"TCVN3", TCVN3, ".VnTime", func(s string) (string, bool) { return oneByte(abc(), s) }},
	{"VNI", VNI, "VNI-Times", toVNI},
	{"VISCII", VISCII, "", func(s string) (string, bool) { return oneByte(upper(viscii), s) }},
	{"windows-1258", CP1258, "", func(s string) (string, bool) { return oneByte(upper(cp1258), to1258(s)) }},
	{"UTF-8 misread", Misread, "", toMisread},
	{"UTF-8 misread twice", Misread, "", func(s string) (string, bool) {
		s, _ = toMisread(s)
		return toMisread(s)
	}},
}

// shown is the character that windows-1252 shows for a byte.
func shown(b byte) rune {
	if b >= 0x80 && b < 0xA0 {
		if r := upper(cp1252 + cp1252 + cp1252 + cp1252)[b-0x80]; r != '\ufffd' {
			return r
		}
	}
	return rune(b)
}

func oneByte(high [128]rune, s string) (string, bool) {
	at := map[rune]byte{}
	for i, r := range high {
		if r != '\ufffd' {
			at[r] = byte(i + 0x80)
		}
	}
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else if c, ok := at[r]; ok {
			b.WriteRune(shown(c))
		} else {
			return "", false
		}
	}
	return b.String(), true
}

// to1258 takes the tones off the letters that have them.
func to1258(s string) string {
	var b strings.Builder
	for _, r := range s {
		l, ok := sound().vowel[unicode.ToLower(r)]
		if !ok || l.tone == level || strings.ContainsRune(cp1258, r) {
			b.WriteRune(r)
			continue
		}
		base := l.base
		if unicode.IsUpper(r) {
			base = unicode.ToUpper(base)
		}
		b.WriteRune(base)
		b.WriteRune([]rune{0, 0x300, 0x309, 0x303, 0x301, 0x323}[l.tone])
	}
	return b.String()
}

func toVNI(s string) (string, bool) {
	pairs := map[rune]string{}
	for b, r := range vniSingle {
		pairs[r] = string(rune(b))
	}
	for _, base := range "aeouyAEOUY" {
		for mark := range vni {
			if r, ok := withMark(base, mark); ok {
				if base < 'a' {
					mark -= 0x20
				}
				pairs[r] = string(base) + string(rune(mark))
			}
		}
	}
	for _, base := range "ơưƠƯ" {
		for mark, m := range vni {
			if m.quality == 0 {
				r, _ := withMark(base, mark)
				if base == 'Ơ' || base == 'Ư' {
					mark -= 0x20
				}
				pairs[r] = pairs[base] + string(rune(mark))
			}
		}
	}
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else if p := pairs[r]; p != "" {
			b.WriteString(p)
		} else {
			return "", false
		}
	}
	return b.String(), true
}

func toMisread(s string) (string, bool) {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(shown(s[i]))
	}
	return b.String(), true
}

// sentences are the lines of the drafts in testdata, in plain sentence case.
func sentences(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("../../../testdata/*/draft.md")
	if err != nil || len(paths) == 0 {
		t.Fatal("no drafts in testdata: ", err)
	}
	var out []string
	for _, p := range paths {
		if strings.Contains(p, "/en-") {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(norm.NFC.String(string(data)), "\n") {
			if line = strings.TrimSpace(strings.NewReplacer("“", "\"", "”", "\"", "–", "-", "—", "-", "…", "...", "’", "'", "²", "2", "³", "3", "\u00a0", " ").Replace(line)); line != "" {
				out = append(out, line)
			}
		}
	}
	return out
}

// small writes the marked capitals of a text small, for the ABC fonts lack them.
func small(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && !strings.ContainsRune("ĂÂÊÔƠƯĐ", r) {
			return unicode.ToLower(r)
		}
		return r
	}, s)
}

// TestSentencesRoundTrip: every line of the drafts comes back from every encoding.
func TestSentencesRoundTrip(t *testing.T) {
	lines := sentences(t)
	for _, e := range encoders {
		for _, font := range []string{"", e.font} {
			var d Decoder
			bad, done := 0, 0
			for _, line := range lines {
				line = strings.ToLower(line)
				in, ok := e.encode(line)
				if !ok {
					t.Errorf("%s cannot hold %q", e.name, line)
					continue
				}
				done++
				if got, _ := d.String(in, font); got != line {
					if bad++; bad < 5 {
						t.Errorf("%s: %q\n came back as %q\n not as    %q", e.name, in, got, line)
					}
				}
			}
			t.Logf("%s, font %q: %d of %d lines", e.name, font, done-bad, done)
		}
	}
}

// TestShortStrings measures how many strings of few words come back, alone, with the
// font and with the sheet's other strings as the prior.
func TestShortStrings(t *testing.T) {
	var words []string
	for _, line := range sentences(t) {
		words = append(words, strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	least := map[int]int{1: 70, 2: 85, 3: 95, 5: 98, 8: 99} // percent, without a hint
	for _, e := range encoders {
		report := ""
		for _, n := range []int{1, 2, 3, 5, 8} {
			var taught Decoder
			for i := 0; i+12 < len(words) && i < 400; i += 12 {
				in, _ := e.encode(strings.Join(words[i:i+12], " "))
				taught.String(in, "")
			}
			done, alone, fonted, prior := 0, 0, 0, 0
			seen := map[string]bool{}
			for i := 0; i+n <= len(words); i++ {
				want := strings.Join(words[i:i+n], " ")
				in, ok := e.encode(want)
				if !ok || seen[want] || in == want {
					continue
				}
				seen[want] = true
				done++
				if got, _ := new(Decoder).String(in, ""); got == want {
					alone++
				}
				if got, _ := new(Decoder).String(in, e.font); got == want {
					fonted++
				}
				learned := Decoder{all: taught.all}
				if got, _ := learned.String(in, ""); got == want {
					prior++
				}
			}
			report += fmt.Sprintf("; %d: %.1f/%.1f/%.1f of %d", n, 100*float64(alone)/float64(done), 100*float64(fonted)/float64(done), 100*float64(prior)/float64(done), done)
			if alone*100 < least[n]*done || prior*100 < 94*done {
				t.Errorf("%s, %d words: only %d alone and %d with a prior of %d come back", e.name, n, alone, prior, done)
			}
		}
		t.Logf("%s, percent alone/font/sheet by number of words%s", e.name, report)
	}
}

// TestCapitals: text in a font of capitals reads as capitals.
func TestCapitals(t *testing.T) {
	for _, line := range sentences(t) {
		in, ok := oneByte(abc(), strings.ToLower(line))
		if !ok {
			t.Fatalf("%q", line)
		}
		got, enc := new(Decoder).String(in, ".VnTimeH")
		if want := strings.ToUpper(line); enc == TCVN3 && got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestGoodTextStays: no string of the drafts changes, whatever the font says of the
// plain ones, and whatever the sheet has held so far.
func TestGoodTextStays(t *testing.T) {
	for _, e := range encoders {
		d := Decoder{all: tally{Unicode: 10}}
		d.all[e.enc] += 10
		for _, line := range sentences(t) {
			for _, s := range append(strings.Split(line, "|"), line) {
				if got, enc := d.String(s, ""); got != s || enc != Unicode {
					t.Errorf("%q became %q (%v) in a sheet with %s", s, got, enc, e.name)
				}
			}
		}
	}
}

// TestWordsStay: no word or line of any draft of testdata changes when nothing is
// known of its file, whether it is Vietnamese or English.
func TestWordsStay(t *testing.T) {
	paths, err := filepath.Glob("../../../testdata/*/*.md")
	if err != nil || len(paths) < 5 {
		t.Fatal("no drafts in testdata: ", paths, err)
	}
	n := 0
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		text := norm.NFC.String(string(data))
		for _, s := range append(strings.Fields(text), strings.Split(text, "\n")...) {
			n++
			if got, enc := new(Decoder).String(s, ""); got != s || enc != Unicode {
				t.Errorf("%s: %q became %q (%v)", p, s, got, enc)
			}
			if got, _ := new(Decoder).String(s, "Times New Roman"); got != s {
				t.Errorf("%s: %q became %q", p, s, got)
			}
		}
	}
	t.Logf("%d strings", n)
}

// TestForeignWordsStay: names and words of other languages are no Vietnamese in
// disguise.
func TestForeignWordsStay(t *testing.T) {
	for _, s := range []string{
		"café", "Côte d'Ivoire", "São Tomé", "Réunion", "Zürich", "Österreich", "Ångström", "Müller", "naïve", "façade",
		"Curaçao", "España", "Perú", "Côte", "señor", "Škoda", "Łódź", "Gdańsk", "İstanbul", "Tōkyō", "Москва", "Ελλάδα", "東京",
		"Bjørn", "smörgåsbord", "déjà vu", "crème brûlée", "Malmö", "Köln", "São Paulo", "Bogotá", "Panamá", "México",
		"β-caroten", "Ω", "μm", "µg/m³", "30 °C", "±5%", "§ 5", "© 2020", "Excel®", "A × B", "10÷20", "£5", "¥100", "№ 5", "½", "1 ½", "– 5", "…", "“x”", "€",
	} {
		for _, font := range []string{"", "Arial"} {
			if got, enc := new(Decoder).String(s, font); got != s {
				t.Errorf("%q became %q (%v)", s, got, enc)
			}
		}
	}
}

// TestRandomRoundTrip draws sentences of random words.
func TestRandomRoundTrip(t *testing.T) {
	words := strings.Fields(strings.ToLower(strings.Join(sentences(t), " ")))
	rapid.Check(t, func(t *rapid.T) {
		e := encoders[rapid.IntRange(0, len(encoders)-1).Draw(t, "encoding")]
		var s []string
		for range rapid.IntRange(12, 30).Draw(t, "words") {
			s = append(s, words[rapid.IntRange(0, len(words)-1).Draw(t, "word")])
		}
		want := strings.Join(s, " ")
		in, ok := e.encode(want)
		if !ok {
			t.Fatalf("%s cannot hold %q", e.name, want)
		}
		if got, _ := new(Decoder).String(in, ""); got != want {
			t.Fatalf("%s: %q, want %q", e.name, got, want)
		}
	})
}
