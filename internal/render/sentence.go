package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence gives the bounds of the sentence of a text that holds text[start:end].
// A point ends a sentence only when a space follows it and no small letter after
// that, and when it does not close an ordinal ("1.", "1.2.") at the start, or an
// abbreviation of one or two letters ("TP.", "Q.", "v.v."). A line break always ends
// one.
func sentence(text string, start, end int) (from, to int) {
	from, to = 0, len(text)
	for at := 0; at < len(text); {
		if c := text[at]; c != '\n' && c != '.' && c != '!' && c != '?' && c != "…"[0] {
			at++
			continue
		}
		size := boundary(text, from, at)
		if size == 0 {
			at++
			continue
		}
		at += size
		if at <= start {
			from = at
		} else if at >= end {
			to = at
			break
		}
	}
	return trimBounds(text, from, to)
}

// boundary is the length of the end of a sentence that stands at the offset, with
// closing quotes and brackets, or 0. from is where the sentence began.
func boundary(text string, from, at int) int {
	r, size := utf8.DecodeRuneInString(text[at:])
	switch r {
	case '\n':
		return size
	case '.', '!', '?', '…':
	default:
		return 0
	}
	for {
		c, n := utf8.DecodeRuneInString(text[at+size:])
		if n == 0 || !strings.ContainsRune(`"'”’»)].!?…`, c) {
			break
		}
		size += n
	}
	rest := text[at+size:]
	next := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if next == "" {
		return size
	}
	if len(next) == len(rest) {
		return 0 // no space: a decimal, a thousands mark, an address
	}
	if c, _ := utf8.DecodeRuneInString(next); unicode.IsLower(c) {
		return 0
	}
	if r == '.' && abbreviates(text[from:at]) {
		return 0
	}
	return size
}

// abbreviates reports whether the words before a point end in an ordinal that opens
// them, or in an abbreviation.
func abbreviates(before string) bool {
	word := before
	if i := strings.LastIndexFunc(before, unicode.IsSpace); i >= 0 {
		word = before[i:]
	}
	opens := strings.TrimSpace(before) == strings.TrimSpace(word)
	word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if word == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(word)
	if unicode.IsDigit(first) {
		return opens // "1." or "1.2." in front
	}
	if opens && strings.Trim(word, "IVXLC") == "" {
		return true
	}
	letters := 0
	for _, part := range strings.Split(word, ".") {
		letters = max(letters, utf8.RuneCountInString(part))
	}
	return unicode.IsUpper(first) && letters <= 2
}

// trimBounds moves bounds inward over white space.
func trimBounds(text string, from, to int) (int, int) {
	piece := text[from:to]
	from += len(piece) - len(strings.TrimLeftFunc(piece, unicode.IsSpace))
	return from, from + len(strings.TrimSpace(piece))
}
