package legacy

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The tones in the order of the tables.
const (
	level uint8 = iota
	huyen
	hoi
	nga
	sac
	nang
	tones
)

// Costs of a word in half bits: what an encoding has to pay for producing it.
const (
	dearest  = 34 // of a possible syllable, however rare
	loanCost = 50 // a name or loan word that is spelled like syllables
	initials = 14 // an abbreviation such as QĐ
	strange  = 54 // a word that is none of these; more for each of its marked letters
)

// letter is one letter without its tone: a vowel with its quality mark, or a
// consonant.
type letter struct {
	base rune
	tone uint8
}

// sounds are the tables of the syllable check, made when first needed.
type sounds struct {
	onset  map[string]uint8
	rime   map[string][tones]uint8 // none where the rime cannot take the tone
	vowel  map[rune]letter
	common map[string]uint8
}

const none = 0xFF

var sound = sync.OnceValue(func() *sounds {
	s := &sounds{map[string]uint8{}, map[string][tones]uint8{}, map[rune]letter{}, map[string]uint8{}}
	for _, f := range strings.Fields(onsets) {
		name, cost, _ := strings.Cut(f, ":")
		s.onset[name] = digit(cost[0])
	}
	fields := strings.Fields(strings.ReplaceAll(rimes, ",", ""))
	for i := 0; i+1 < len(fields); i += 2 {
		var costs [tones]uint8
		for t := range costs {
			costs[t] = digit(fields[i+1][t])
		}
		s.rime[fields[i]] = costs
	}
	band := uint8(0)
	for _, f := range strings.Fields(common) {
		if len(f) == 1 {
			band = digit(f[0])
		} else {
			s.common[f] = band
		}
	}
	var base rune
	i := 0
	for _, r := range vowels {
		if i%int(tones) == 0 {
			base = r
		}
		s.vowel[r] = letter{base, uint8(i % int(tones))}
		i++
	}
	return s
})

// digit reads a cost in base 36; '-' is none.
func digit(c byte) uint8 {
	switch {
	case c == '-':
		return none
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - '0'
}

// withTone puts a tone on a vowel letter of either case; ok is false for another.
func withTone(base rune, tone uint8) (r rune, ok bool) {
	lower := unicode.ToLower(base)
	l, ok := sound().vowel[lower]
	if !ok || l.tone != level {
		return 0, false
	}
	at := strings.IndexRune(vowels, lower)
	for range tone {
		_, n := utf8.DecodeRuneInString(vowels[at:])
		at += n
	}
	r, _ = utf8.DecodeRuneInString(vowels[at:])
	if lower != base {
		r = unicode.ToUpper(r)
	}
	return r, true
}

// Syllable reports whether a word in NFC, of any case, is a possible Vietnamese
// syllable: an onset and a rime that the spelling allows, with a tone that the rime
// can take, the mark in the old or the new place. Words that no dictionary has pass
// when they could be read aloud; "thanh", "the" and "an" pass as well.
func Syllable(word string) bool {
	_, ok := syllable([]rune(strings.ToLower(word)))
	return ok
}

// maxSyllable is the length of the longest syllable: "nghiêng".
const maxSyllable = 7

// syllable gives the cost of a lower-case syllable; ok is false for anything else.
func syllable(w []rune) (cost int, ok bool) {
	if len(w) == 0 || len(w) > maxSyllable {
		return 0, false
	}
	s := sound()
	var buf [4 * maxSyllable]byte
	plain, tone, marks, at := buf[:0], level, 0, 0
	for i, r := range w {
		if l, vowel := s.vowel[r]; vowel {
			if l.tone != level {
				tone, at = l.tone, i
				marks++
			}
			r = l.base
		} else if r > 'z' && r != 'đ' || r < 'a' {
			return 0, false
		}
		plain = utf8.AppendRune(plain, r)
	}
	if marks > 1 {
		return 0, false
	}
	for n := min(3, len(plain)); n >= 0; n-- {
		on, found := s.onset[string(plain[:n])]
		if !found {
			continue
		}
		if c, ok := s.rimeCost(string(plain[:n]), string(plain[n:]), tone); ok {
			if marks > 0 && !markFits(string(plain[:n]), string(plain[n:]), at-utf8.RuneCount(plain[:n])) {
				return 0, false
			}
			if known, ok := s.common[string(w)]; ok {
				return int(known), true
			}
			return min(int(on)+c+4, dearest), true
		}
	}
	return 0, false
}

// rimeCost gives the cost of a rime behind an onset, if the spelling lets it stand
// there.
func (s *sounds) rimeCost(onset, rime string, tone uint8) (int, bool) {
	if rime == "" {
		return 0, false
	}
	front := rime[0] == 'i' || rime[0] == 'e' || rime[0] == 'y' || strings.HasPrefix(rime, "ê")
	switch onset {
	case "k", "gh", "ngh":
		if !front {
			return 0, false
		}
	case "c", "ng":
		if front {
			return 0, false
		}
	case "g": // "gì", "gìn"
		if front && rime[0] != 'i' {
			return 0, false
		}
	case "gi": // the i is written once: gi + ết is g + iết
		if rime[0] == 'i' || rime[0] == 'y' {
			return 0, false
		}
	case "qu": // its u is the glide of the rime
		if strings.HasPrefix(rime, "y") {
			rime = "u" + rime
		} else if _, glides := s.rime["o"+rime]; !glides {
			if _, glides = s.rime["u"+rime]; !glides && !strings.HasPrefix(rime, "ô") && !strings.HasPrefix(rime, "i") {
				return 0, false
			}
		}
	case "":
		if strings.HasPrefix(rime, "iê") { // written yê
			return 0, false
		}
	}
	if rime[0] == 'y' && len(rime) > 1 && onset != "" {
		return 0, false
	}
	costs, ok := s.rime[rime]
	if !ok && onset == "gi" { // giếng: gi + iêng
		costs, ok = s.rime["i"+rime]
	}
	if !ok || costs[tone] == none {
		return 0, false
	}
	return int(costs[tone]), true
}

// markFits reports whether a tone mark may stand on the letter at a place of the rime:
// on the vowel with a quality mark (the last one), else on the vowel before the end
// of an open rime or on the last one before a coda. In oa, oe and uy both spellings
// stand (hòa, hoà; also hòan, as some keyboards write), and so do qúy and gía.
func markFits(onset, rime string, at int) bool {
	if at < 0 {
		return onset == "qu" || onset == "gi"
	}
	r := []rune(rime)
	vowels, quality := 0, -1
	for vowels < len(r) && isVowel(r[vowels]) {
		if r[vowels] >= 0x80 {
			quality = vowels
		}
		vowels++
	}
	switch {
	case quality >= 0:
		return at == quality
	case vowels == 2 && (r[0] == 'o' && r[1] != 'i' && r[1] != 'o' || r[0] == 'u' && r[1] == 'y'):
		return at < 2
	case vowels == 2 && vowels == len(r):
		return at == 0
	}
	return at == min(1, vowels-1)
}

// loanOnsets open names of the highlands and loan words in Vietnamese spelling.
var loanOnsets = []string{"br", "kr", "pr", "đr", "gr", "pl", "bl", "kl", "tl", "cr", "fl", "dr", "xl", "xtr", "w", "z", "f", "j", "hm", "hr", "k", "p"}

// loan reports whether a lower-case word with marks is spelled like a name or a loan
// word: with a foreign onset or coda (Đắk, Krông, Ôx), or as several syllables
// written together (ôtô, ximăng, Brunây).
func loan(w []rune) bool {
	if len(w) < 2 || len(w) > 3*maxSyllable {
		return false
	}
	reach := make([]bool, len(w)+1) // reach[i]: the first i letters are syllables
	reach[0] = true
	for i := 1; i <= len(w); i++ {
		for j := max(0, i-maxSyllable); j < i && !reach[i]; j++ {
			if !reach[j] || j > 0 && isVowel(w[j]) && (i < len(w) || i-j > 1 || w[j] != 'a') {
				continue
			}
			_, ok := syllable(w[j:i])
			reach[i] = ok || foreign(w[j:i])
		}
	}
	return reach[len(w)]
}

// foreign reports whether one syllable has a foreign onset or coda.
func foreign(w []rune) bool {
	if last := w[len(w)-1]; last == 'k' || last == 'x' {
		w = append(append([]rune{}, w[:len(w)-1]...), 'n')
		if _, ok := syllable(w); ok {
			return true
		}
	}
	s := string(w)
	for _, onset := range loanOnsets {
		if rest, ok := strings.CutPrefix(s, onset); ok {
			if _, ok := syllable(append([]rune{'t'}, []rune(rest)...)); ok {
				return true
			}
		}
	}
	return false
}

func isVowel(r rune) bool { _, ok := sound().vowel[r]; return ok }

// abbreviation reports whether a lower-case word is made of consonants alone, such as
// qđ or đ.
func abbreviation(lower []rune) bool {
	for _, r := range lower {
		if r != 'đ' && (r < 'a' || r > 'z' || isVowel(r)) {
			return false
		}
	}
	return len(lower) > 0 && len(lower) <= 8
}
