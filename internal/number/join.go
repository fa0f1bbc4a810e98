package number

import (
	"strings"
	"unicode/utf8"
)

// Join makes one token of the runs of a number whose thousands are parted by blanks:
// "12 345 678,9". toks are the tokens of text that Scan found, in order; the result
// reuses their array. A no-break or thin blank parts thousands wherever it stands
// between groups of three digits. An ordinary blank also parts two numbers, "quý 2
// 145 hồ sơ": plain says for the token that begins the number whether it joins there;
// nil says never.
func Join(text string, toks []Token, m Marks, plain func(Token) bool) []Token {
	out := toks[:0]
	for i := 0; i < len(toks); {
		t := toks[i]
		n := i + 1
		for n < len(toks) && joins(text, toks, i, n, plain) {
			n++
		}
		if n > i+1 {
			last := toks[n-1]
			whole := Token{Start: t.Start, End: last.End, Sign: t.Sign, Percent: last.Percent, PercentEnd: last.PercentEnd}
			if d, ok := magnitude(text[t.Start:last.End], m); ok {
				whole.OK, whole.Number.Value, whole.Number.Shown = true, d, d.Places
				whole.Number.Percent = whole.Percent
				t = whole
			} else {
				n = i + 1
			}
		}
		out = append(out, t)
		i = n
	}
	return out
}

// joins reports whether token k goes on with the number that token first begins.
func joins(text string, toks []Token, first, k int, plain func(Token) bool) bool {
	head, before, t := toks[first], toks[k-1], toks[k]
	switch {
	case head.Percent || before.Percent || t.Sign != 0:
		return false
	case k == first+1 && !digitsOf(text[head.Start:head.End], 1, 3), k > first+1 && !digitsOf(text[before.Start:before.End], 3, 3):
		return false
	case text[head.Start] == '0':
		return false
	}
	whole, _, _ := strings.Cut(text[t.Start:t.End], ".")
	whole, _, _ = strings.Cut(whole, ",")
	if !digitsOf(whole, 3, 3) {
		return false
	}
	if t.End < len(text) && text[t.End] == '/' {
		return false // "quý 2 398/UBND"
	}
	gap := text[before.End:t.Start]
	r, n := utf8.DecodeRuneInString(gap)
	return n == len(gap) && blank(r) && (r != ' ' || plain != nil && plain(head))
}

// digitsOf reports whether s is from lo to hi digits and nothing else.
func digitsOf(s string, lo, hi int) bool {
	if len(s) < lo || len(s) > hi {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
