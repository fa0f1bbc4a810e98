package legacy

import (
	"strings"
	"unicode"
)

// class is what a character is to a word.
type class uint8

const (
	other class = iota
	ascii
	marked // a letter outside ASCII, or a combining mark
	odd    // a sign that stands within words only where text is misread
	inner  // a sign that may follow a word, and stands within one only where text is misread
)

func classOf(r rune) class {
	switch {
	case r < 0x80:
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return ascii
		}
		return other
	case r < 0xA0:
		return odd
	case r == 0xA0 || r == 0x2013 || r == 0x2014 || r == 0x2018 || r == 0x2019 || r == 0x201C || r == 0x201D || r == 0x2026:
		return other
	case r < 0xC0 || r == 0xD7 || r == 0xF7:
		return odd
	case r == '€' || r == '‚' || r == '„' || r == '†' || r == '‡' || r == '‰' || r == '‹' || r == '›' || r == '•' || r == '™' || r == 'ˆ' || r == '˜' || r == '₫':
		return inner
	case r >= 0xF020 && r <= 0xF0FF:
		return odd
	case unicode.IsLetter(r) || isMark(r):
		return marked
	}
	return other
}

// word is a run of letters and of the signs that misreading puts among them.
type word struct {
	from, to int // in the text
	marked   int // letters outside ASCII
	odd      int
}

// words calls f for every word of the text, and for every run of odd signs that
// touches no letter.
func (t text) words(f func(word)) {
	for i := 0; i < len(t); {
		c := classOf(t[i].r)
		if c == other || c == inner {
			i++
			continue
		}
		w := word{from: i}
		for ; i < len(t); i++ {
			switch classOf(t[i].r) {
			case ascii:
				continue
			case marked:
				w.marked++
				continue
			case odd:
				w.odd++
				continue
			case inner:
				if i+1 < len(t) && classOf(t[i+1].r) != other {
					w.odd++
					continue
				}
			}
			break
		}
		w.to = i
		f(w)
	}
}

// lower gives the letters of a word in lower case.
func (t text) lower(w word, buf []rune) []rune {
	buf = buf[:0]
	for _, g := range t[w.from:w.to] {
		buf = append(buf, unicode.ToLower(g.r))
	}
	return buf
}

// signs takes the odd signs off a word that may stand there in good text: the power
// of a unit (m²), a degree or currency sign, a sign of quotation or of property. It
// tells what they cost.
func (t text) signs(w word) (rest word, cost int) {
	letters := w.to - w.from - w.odd
	for w.odd > 0 && w.from < w.to {
		switch r := t[w.from].r; {
		case r == '°' && letters <= 1, r == 'µ' && letters <= 2, r == '\u00ad' && letters == 0:
			cost += 4
		case strings.ContainsRune("£¥€§±©®²³¹°½¼¾÷×·•¬¦", r) && letters == 0 && w.odd == 1:
			cost += 6
			if w.from > 0 && unicode.IsDigit(t[w.from-1].r) || w.from+1 < len(t) && unicode.IsDigit(t[w.from+1].r) {
				cost -= 4
			}
		case r == '«' && t.closes(w, '»'):
			cost += 6
		default:
			goto tail
		}
		w.from++
		w.odd--
	}
tail:
	for w.odd > 0 && w.from < w.to {
		switch r := t[w.to-1].r; {
		case (r == '²' || r == '³') && letters > 0:
			cost += 4
		case r == '¹' && letters > 0, r == 'º', r == 'ª', r == '®':
			cost += 16
		case r == '»' && t.opened(w):
			cost += 6
		default:
			return w, cost
		}
		w.to--
		w.odd--
	}
	return w, cost
}

// closes and opened look for the other half of a pair of quotation signs.
func (t text) closes(w word, sign rune) bool {
	for _, g := range t[w.from:] {
		if g.r == sign {
			return true
		}
	}
	return false
}

func (t text) opened(w word) bool {
	for _, g := range t[:w.to] {
		if g.r == '«' {
			return true
		}
	}
	return false
}

// wordCost is what a word with marks or odd signs costs under the syllable model,
// in half bits, and whether it is one that Vietnamese has: a syllable, a loan word or
// an abbreviation. shouted tells that marked
// small letters may stand among capitals (fonts that show capitals only).
func (t text) wordCost(w word, shouted bool, buf []rune) (cost int, found bool) {
	if w.odd > 0 {
		if w, cost = t.signs(w); w.from == w.to {
			return cost, false
		}
		if w.odd > 0 {
			if w.odd == w.to-w.from { // no letter at all
				return cost + 20*w.odd, false
			}
			return cost + strange + 10 + 6*(w.odd+w.marked), false
		}
	}
	if w.marked == 0 {
		return cost, false
	}
	lower := t.lower(w, buf)
	if c, ok := syllable(lower); ok {
		upset := t.caseCost(w, shouted)
		return cost + c + upset, upset == 0
	}
	switch {
	case abbreviation(lower) && (len(lower) == 1 || t[w.from:w.to].shouting()):
		return cost + initials, true
	case loan(lower):
		upset := t.caseCost(w, shouted)
		return cost + loanCost + upset, upset == 0
	}
	return cost + strange + 6*w.marked, false
}

// caseCost is the price of a word that mixes capitals and small letters in another way
// than with a capital in front.
func (t text) caseCost(w word, shouted bool) int {
	capitals, small := 0, 0
	for i := w.from; i < w.to; i++ {
		switch r := t[i].r; {
		case unicode.IsUpper(r) && i > w.from:
			capitals++
		case unicode.IsLower(r) && (r < 0x80 || !shouted):
			small++
		}
	}
	if capitals > 0 && small > 0 {
		return 30
	}
	return 0
}

// score sums the costs of all words with marks or odd signs, and counts those that
// Vietnamese has and those that it has not.
func (t text) score(shouted bool) (cost, found, lost int) {
	var buf [32]rune
	t.words(func(w word) {
		if w.marked+w.odd == 0 {
			return
		}
		c, ok := t.wordCost(w, shouted, buf[:])
		cost += c
		if ok {
			found++
		} else {
			lost++
		}
	})
	return cost, found, lost
}

// Share measures how readable a text in NFC is: total is the number of its words
// that ought to be Vietnamese, vietnamese the number of those that pass the syllable
// check or are loan words spelled in Vietnamese. A word in ASCII that is no syllable
// (English, an abbreviation, a unit), a number and an abbreviation such as QĐ are
// not counted; a word with a sign in it that no good text has (th¸ng) is counted as
// a failure.
func Share(s string) (vietnamese, total int) {
	t := textOf(s)
	var buf [32]rune
	t.words(func(w word) {
		if w.odd > 0 {
			if w, _ = t.signs(w); w.from == w.to {
				return
			}
		}
		if w.odd > 0 {
			total++
			return
		}
		lower := t.lower(w, buf[:])
		_, ok := syllable(lower)
		switch {
		case ok, w.marked > 0 && loan(lower):
			vietnamese++
			total++
		case w.marked > 0 && !abbreviation(lower):
			total++
		}
	})
	return vietnamese, total
}
