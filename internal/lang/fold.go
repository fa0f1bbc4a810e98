// Package lang holds the language packs: words, number forms, name prefixes and
// message templates of Vietnamese and English, and the normalisation that lets two
// spellings of one word meet. The engine has no words of its own.
package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the comparison key of a text: NFC, lower case, one space between
// words, Vietnamese tone marks in one place (hoà and hòa fold alike), typographic
// dashes and quotes made plain. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	folded, ascii, plain := survey(s)
	if !folded {
		s = rewrite(s, plain)
	}
	if ascii {
		return s
	}
	return placeTones(s)
}

// rewrite is Fold but for the places of tone marks; plain is as survey tells it.
func rewrite(s string, plain bool) string {
	if !plain {
		if strings.ContainsAny(s, invisible) {
			s = strings.Map(func(r rune) rune {
				if strings.ContainsRune(invisible, r) {
					return -1
				}
				return r
			}, s)
		}
		if !norm.NFC.IsNormalString(s) {
			s = norm.NFC.String(s)
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if isSpace(r) || r == '\u200b' || r == '\ufeff' {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		switch r {
		case '–', '—', '−', '‐', '‑':
			r = '-'
		case '“', '”', '„', '″':
			r = '"'
		case '‘', '’', '′':
			r = '\''
		}
		if r < 0x80 {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
			continue
		}
		b.WriteRune(toLower(r))
	}
	return b.String()
}

// survey looks a text over, as most are: folded already but for the places of its tone
// marks; ASCII; plain, that is Latin letters and signs in their composed forms alone, NFC as
// it stands, with nothing invisible in it.
func survey(s string) (folded, ascii, plain bool) {
	folded, ascii = true, true
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
				folded = false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		ascii = false
		if r >= latinEnd && (r < 0x1ea0 || r > 0x1ef9) && (r < 0x2013 || r > 0x201e) && r != 0x2026 || r == 0xad {
			return false, false, false
		}
		folded = folded && r < 0x2000 && r != 0x85 && r != 0xa0 && toLower(r) == r
	}
	return folded, ascii, true
}

// latinEnd is the end of the blocks of Latin letters in the table of toLower.
const latinEnd = 0x2c0

var lower = func() (out [latinEnd]rune) {
	for r := range out {
		out[r] = unicode.ToLower(rune(r))
	}
	return out
}()

// toLower is unicode.ToLower, quick for the letters that most texts have.
func toLower(r rune) rune {
	switch {
	case r >= 0 && r < latinEnd:
		return lower[r]
	case 0x1ea0 <= r && r <= 0x1ef9: // pairs of a capital and its small letter
		return r | 1
	}
	return unicode.ToLower(r)
}

// isSpace is unicode.IsSpace, quick for the letters that most texts have.
func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || '\t' <= r && r <= '\r'
	case r < 0x1680 || 0x1ea0 <= r && r <= 0x1ef9:
		return r == 0x85 || r == 0xa0
	}
	return unicode.IsSpace(r)
}

// invisible are the signs that show nothing and part no words.
const invisible = "\u00ad\u200c\u200d\u2060"

// toned lists, for each vowel pair whose tone mark may stand on either letter at
// the end of a syllable, the new-style spelling and its old-style twin.
var toned = map[string]string{
	"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
	"oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
	"uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}

// tonedQu undoes the mark on the u of "qu", which is no vowel.
var tonedQu = map[string]string{
	"qùy": "quỳ", "qúy": "quý", "qủy": "quỷ", "qũy": "quỹ", "qụy": "quỵ",
}

// placeTones moves tone marks at the end of open syllables to the first vowel of
// oa, oe and uy.
func placeTones(s string) string {
	if isASCII(s) {
		return s
	}
	var b []byte // made when the first change is needed
	last := 0
	for i, r := range s {
		if r < 0xE0 { // the second letter of every pair is marked
			continue
		}
		n := utf8.RuneLen(r)
		if next, _ := utf8.DecodeRuneInString(s[i+n:]); next != 'y' && unicode.IsLetter(next) {
			continue
		}
		if i+n < len(s) && s[i+n] == 'y' { // a marked u before y: wrong only after q
			if i > 0 && s[i-1] == 'q' {
				if fixed, ok := tonedQu[s[i-1:i+n+1]]; ok {
					b = append(append(b, s[last:i-1]...), fixed...)
					last = i + n + 1
				}
			}
			continue
		}
		if i == 0 || s[i-1] != 'o' && s[i-1] != 'u' || i > 1 && s[i-2] == 'q' {
			continue
		}
		if fixed, ok := toned[s[i-1:i+n]]; ok {
			b = append(append(b, s[last:i-1]...), fixed...)
			last = i + n
		}
	}
	if b == nil {
		return s
	}
	return string(append(b, s[last:]...))
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Bare folds s and takes all its marks away: "Hoài Hảo" is "hoai hao". It is for
// near-duplicates only; two names that differ in a mark are two names.
func Bare(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(Fold(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Words splits s into the folded words of its letters and digits, other signs aside.
func Words(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
