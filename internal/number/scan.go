package number

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"doisoat/schema"
)

// Token is one number of a text: a maximal run of digits and the marks "." and ","
// between them.
type Token struct {
	Start, End int // bytes of the digits and the marks between them
	// Number is the value without a sign; meaningful when OK.
	Number  schema.Number
	OK      bool // the run is a number under one of the two habits
	Other   bool // it reads only under the marks that are not the text's own
	Percent bool // a percent sign follows, directly or after blanks
	// PercentEnd is the byte after the percent sign, or End when there is none.
	PercentEnd int
	// Sign is -1 or 1 when a minus or plus sign stands directly in front and is no
	// dash between two words or two numbers; else 0.
	Sign   int8
	Dotted bool // several points that group no thousands: "5.1.2", "30.6.2023"
}

// Signed is the number with its sign.
func (t Token) Signed() schema.Number {
	n := t.Number
	if t.Sign < 0 {
		n.Value = n.Value.Neg()
	}
	return n
}

// Scan finds all numbers of a text in order, under the main marks m of the
// document; a number that reads only under the other marks is read so. Every run
// of ASCII digits lies in exactly one token, and points or commas at the end of a
// run are punctuation. Blanks never join digits: "12 345" is two tokens.
func Scan(text string, m Marks) []Token {
	var tokens []Token
	for i := 0; i < len(text); {
		if text[i]-'0' > 9 {
			i++
			continue
		}
		start, end := i, i
		points, commas := 0, 0
		for j, p, c := i, 0, 0; j < len(text); j++ {
			if text[j]-'0' <= 9 {
				end, points, commas = j+1, p, c
			} else if text[j] == '.' {
				p++
			} else if text[j] == ',' {
				c++
			} else {
				break
			}
		}
		t := Token{Start: start, End: end, Sign: signBefore(text, start)}
		t.read(text[start:end], m, points, commas)
		t.PercentEnd, t.Percent = percentAfter(text, end)
		t.Number.Percent = t.Percent && t.OK
		tokens = append(tokens, t)
		i = end
		for i < len(text) && (text[i] == '.' || text[i] == ',') {
			i++
		}
	}
	return tokens
}

// read sets the value of the token from its run.
func (t *Token) read(run string, m Marks, points, commas int) {
	d, ok := magnitude(run, m)
	if !ok && points+commas > 0 {
		d, ok = magnitude(run, m.Other())
		t.Other = ok
	}
	if t.OK = ok; ok {
		t.Number = schema.Number{Value: d, Shown: d.Places}
		return
	}
	t.Dotted = points > 1 && commas == 0
}

// percentAfter looks for a percent sign at i or behind the blanks there.
func percentAfter(text string, i int) (end int, found bool) {
	for j := i; j < len(text); {
		if text[j] == '%' {
			return j + 1, true
		}
		r, n := rune(text[j]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[j:])
		}
		if !blank(r) {
			break
		}
		j += n
	}
	return i, false
}

// signBefore tells the sign that stands directly before the digits at start.
func signBefore(text string, start int) int8 {
	if start == 0 {
		return 0
	}
	if c := text[start-1]; c < utf8.RuneSelf && c != '+' && c != '-' {
		return 0
	}
	r, n := utf8.DecodeLastRuneInString(text[:start])
	sign := int8(-1)
	switch r {
	case '+':
		sign = 1
	case '-', '–', '−':
	default:
		return 0
	}
	before := text[:start-n]
	last, _ := utf8.DecodeLastRuneInString(before)
	if before == "" || last == '(' || last == '[' || last == ':' || last == ';' || last == '"' || last == '“' {
		return sign
	}
	if !unicode.IsSpace(last) && !blank(last) {
		return 0
	}
	// After a number a spaced dash is a range, "10% -12%"; a true minus sign is not.
	tail := strings.TrimRightFunc(before, func(r rune) bool { return unicode.IsSpace(r) || blank(r) })
	if r != '−' && tail != "" {
		if c := tail[len(tail)-1]; c == '%' || c-'0' <= 9 {
			return 0
		}
	}
	return sign
}
