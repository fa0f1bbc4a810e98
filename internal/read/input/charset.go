package input

import (
	"strings"
	"unicode/utf8"
)

// Text turns the bytes of a text file into UTF-8. A byte order mark, zero bytes in
// every other place (UTF-16) or valid UTF-8 decide. Bytes that are none of these are
// taken for a one-byte encoding and read as windows-1252: which old Vietnamese
// encoding each string is in is decided later, string by string (internal/lang/legacy
// turns the characters back into bytes). A file that is UTF-8 for the most part, or
// that is no text, is left as it is, so that the fault is found at its line.
func Text(s string) string {
	if strings.HasPrefix(s, "\ufeff") || strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
		return Decode(s[:len(s)-oddTail(s)])
	}
	if order := unmarked(s); order != "" {
		return Decode(order + s[:len(s)-len(s)%2])
	}
	if utf8.ValidString(s) || !oneByte(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/2)
	for i := range len(s) {
		b.WriteRune(windows1252(s[i]))
	}
	return b.String()
}

// oddTail is 1 for UTF-16 that was cut within a unit.
func oddTail(s string) int {
	if s[0] == 0xEF {
		return 0
	}
	return len(s) % 2
}

// unmarked finds UTF-16 without a byte order mark and gives the mark that it lacks:
// one byte of most units is zero, for digits, spaces and ASCII letters.
func unmarked(s string) string {
	head := s[:min(len(s), 4096)]
	var zero [2]int
	for i := range len(head) {
		if head[i] == 0 {
			zero[i%2]++
		}
	}
	units := len(head) / 2
	switch {
	case units < 4:
	case zero[1]*4 >= units && zero[0]*50 <= units:
		return "\xff\xfe"
	case zero[0]*4 >= units && zero[1]*50 <= units:
		return "\xfe\xff"
	}
	return ""
}

// oneByte reports whether bytes that are not UTF-8 can be text in a one-byte
// encoding: hardly a control character, and not UTF-8 with a few faults.
func oneByte(s string) bool {
	controls, sequences, faults := 0, 0, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == 0:
				return false
			case c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f':
				controls++
			}
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		if n > 1 {
			sequences++
		} else {
			faults++
		}
		i += n
	}
	return controls*50 <= len(s) && sequences*3 <= faults
}

// windows1252 gives the character of a byte; the five that have none are controls.
func windows1252(b byte) rune {
	if b >= 0x80 && b < 0xA0 {
		const high = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"
		i := byte(0x80)
		for _, r := range high {
			if i == b && r != utf8.RuneError {
				return r
			}
			i++
		}
	}
	return rune(b)
}
