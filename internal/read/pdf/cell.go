package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"doisoat/internal/lang/legacy"
	"doisoat/internal/read/input"
	"doisoat/internal/read/lines"
)

// margin is the least distance of the text of a table from the rule on its left. The
// right one cannot be measured: few lines reach it.
func (g *grid) margin() float64 {
	if !g.ruled {
		return 0
	}
	least := 8.0
	for _, c := range g.cells {
		for _, l := range c.lines {
			if c.box.x0 <= l.box.x0 && l.box.x1 <= c.box.x1 {
				least = min(least, l.box.x0-c.box.x0)
			}
		}
	}
	return least
}

// text joins the lines of a cell that offers so much width to a line: with a blank where the
// text only wraps, with nothing where a word or a figure was cut because it did not
// fit, and with a newline where the writer began a new line.
func (c *cell) text(width float64, known words) string {
	text := ""
	for i := range c.lines {
		l := &c.lines[i]
		if i > 0 {
			text += joint(&c.lines[i-1], l, width, text, known)
		}
		text += raised(l.text)
	}
	return norm.NFC.String(strings.TrimSpace(text))
}

// goesOn reports whether a line may go on with the text of a cell.
func (c *cell) goesOn(l *line, width float64) bool {
	last := &c.lines[len(c.lines)-1]
	return joint(last, l, width, c.text(width, nil), nil) != "\n"
}

// slack is what a line may lack of the full width, in points, and still be full.
const slack = 1

// joint is what stands between two lines of a cell; before is the text so far, the
// first line included, for a word may be cut more than once.
func joint(a, b *line, width float64, before string, known words) string {
	left, right := tail(before), head(b)
	if left == "" || right == "" {
		return " "
	}
	whole := tail(a.string()) == a.string()
	sum := symbols(left) && (symbols(right) || digitsOnly(right) && strings.ContainsRune("+-*/=(", rune(left[len(left)-1])))
	left = left[strings.LastIndexAny(left, "/(")+1:]
	if left == "" {
		return ""
	}
	if sum || cutFigure(left, right) || whole && cutWord(left, right) || right[0] == '/' && len(right) > 1 {
		return ""
	}
	used := a.box.x1 - a.box.x0
	if used+0.2*a.size+b.first() < width-0.35*a.size {
		return "\n"
	}
	switch {
	case strings.HasSuffix(left, "-"):
		return ""
	case whole && used+b.letter() > width-slack && (broken(left, right) || known.cut(left, right)):
		return ""
	}
	return " "
}

// cutFigure reports whether two pieces can only be one figure: the first ends in a mark,
// or short of the three digits that a mark of thousands asks for.
func cutFigure(left, right string) bool {
	if !digitsOnly(right) || !isFigure(left) {
		return false
	}
	at := strings.LastIndexAny(left, ".,")
	if at < 0 || at == 0 {
		return false
	}
	after := len(left) - at - 1
	return after == 0 || left[at] == '.' && after < 3 && after+len(right) == 3
}

// cutWord reports whether two pieces can only be one word: one of them is letters
// without a vowel, and not an abbreviation.
func cutWord(left, right string) bool {
	if strings.ContainsFunc(left+right, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return false
	}
	upper := strings.ToUpper(left+right) == left+right
	if vowels(right) == 0 && vowels(left) > 0 {
		return len(right) <= 3 && (upper || strings.ToLower(right) == right)
	}
	return vowels(left) == 0 && !upper && strings.ToLower(right) == right && strings.ToUpper(left) != left
}

func digitsOnly(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// tail and head are the last word of a text and the first of a line.
func tail(s string) string { return s[strings.LastIndexAny(s, " \n")+1:] }

func head(l *line) string {
	s, _, _ := strings.Cut(l.string(), " ")
	return s
}

// symbols reports a piece of a formula or a figure: no letter in it.
func symbols(s string) bool {
	return !strings.ContainsFunc(s, unicode.IsLetter) && strings.ContainsAny(s, "()+=/*:")
}

// broken reports whether two pieces, the first of which fills its line, are one word or
// one figure that did not fit: digits with digits, a closing mark, or pieces that only
// together are a syllable, which has one run of vowels and at most one tone.
func broken(left, right string) bool {
	l, r := []rune(left), []rune(right)
	last, first := l[len(l)-1], r[0]
	switch {
	case strings.ContainsRune(")]%.,;:", first):
		return true
	case unicode.IsDigit(last) || last == '.' || last == ',':
		return unicode.IsDigit(first) || first == '.' || first == ','
	case !unicode.IsLetter(last) || !unicode.IsLetter(first):
		return false
	case !unicode.IsLower(first): // "ST", "T", but not "DVC", "QG"
		return unicode.IsUpper(last) && (len(r) == 1 || vowel(last) && vowel(first) && !(toned(left) && toned(right)))
	case strings.ToUpper(left) == left && len(l) > 1: // "CSD", "về"
		return false
	}
	lv, rv := vowels(left), vowels(right)
	if lv == 0 || rv == 0 {
		return true
	}
	return vowel(last) && vowel(first) && !(toned(left) && toned(right))
}

// words are those that a document holds where nothing could cut them, in lower case.
type words map[string]bool

// add takes the words of a line in; the first or the last may be pieces.
func (w words) add(l *line, first, last bool) {
	list := strings.Fields(l.string())
	for i, s := range list {
		if i == 0 && !first || i == len(list)-1 && !last {
			continue
		}
		if s = strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })); s != "" {
			w[norm.NFC.String(s)] = true
		}
	}
}

// cut reports whether two pieces, the first of which fills its line, are one word: one
// that the document has elsewhere, or pieces that are no words of it, the first not
// even a syllable.
func (w words) cut(left, right string) bool {
	left, right = norm.NFC.String(strings.ToLower(left)), norm.NFC.String(right)
	if w == nil || strings.ToLower(right) != right || strings.ContainsFunc(left+right, func(r rune) bool { return !unicode.IsLetter(r) }) {
		return false
	}
	return w[left+right] || !w[left] && !w[right] && !legacy.Syllable(left) && len(left) > 3
}

// base takes the marks off a letter.
func base(r rune) (letter rune, tone bool) {
	for _, d := range norm.NFD.String(string(unicode.ToLower(r))) {
		switch {
		case letter == 0:
			letter = d
		case strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", d):
			tone = true
		}
	}
	return letter, tone
}

func vowel(r rune) bool {
	b, _ := base(r)
	return strings.ContainsRune("aeiouy", b)
}

func vowels(s string) int {
	n := 0
	for _, r := range s {
		if vowel(r) {
			n++
		}
	}
	return n
}

func toned(s string) bool {
	for _, r := range s {
		if _, tone := base(r); tone {
			return true
		}
	}
	return false
}

// raised writes characters for a cell, raised digits as superscript characters.
func raised(c []lines.Char) string {
	var b strings.Builder
	for i := range c {
		if c[i].Raised {
			b.WriteString(input.Raise(string(c[i].R)))
		} else {
			b.WriteRune(c[i].R)
		}
	}
	return b.String()
}
